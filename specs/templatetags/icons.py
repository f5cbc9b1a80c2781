"""Lucide's template tag, drawing each icon once: the package parses and copies XML at every use."""

from __future__ import annotations

from functools import cache

from django import template
from django.template.loader import render_to_string
from lucide.templatetags.lucide import lucide as drawn

register = template.Library()
_once = cache(drawn)


@register.simple_tag
def lucide(name: str, *, size: int | str = 24, **attributes: object) -> str:
    """An icon as inline SVG; the arguments are those of `lucide.templatetags.lucide`."""
    return _once(str(name), size=size, **attributes)


@register.simple_tag
@cache
def status_tag(status: str) -> str:
    """The status of a specification as a tag; lists show hundreds of the same few."""
    return render_to_string("_tag.html", {"status": status})
