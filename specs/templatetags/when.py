"""Times as people say them: how long something waits, and when a day is."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django import template
from django.template.defaultfilters import date as written
from django.utils import timezone

from specs.ages import age

register = template.Library()


@register.filter
def waited(since: datetime) -> str:
    """`4 days`, `6 hours`, `less than a minute`."""
    return age(since)


@register.filter
def clock(at: datetime) -> str:
    """`10:42` today, `30 Nov, 10:42` before."""
    here = timezone.localtime(at)
    return written(here, "H:i" if here.date() == timezone.localdate() else "j M, H:i")


@register.filter
def day(on: date) -> str:
    """`today`, `tomorrow`, `Thu 21 Mar`; with the year where it is another one."""
    today = timezone.localdate()
    on = timezone.localdate(on) if isinstance(on, datetime) else on
    near = {timedelta(): "today", timedelta(1): "tomorrow", timedelta(-1): "yesterday"}
    other = written(on, "D j M" if on.year == today.year else "j M Y")
    return near.get(on - today, other)
