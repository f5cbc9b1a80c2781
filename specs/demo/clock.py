"""Telling what happened weeks ago through the real moves: the clock is turned back meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime, time, timedelta
from unittest import mock

from django.apps import apps
from django.utils import timezone

NOW = timezone.now


def moment(days_ago: int, hour: int = 10, minute: int = 0) -> datetime:
    """A time of day, so many days before today."""
    day = timezone.localdate(NOW()) - timedelta(days=days_ago)
    return timezone.make_aware(datetime.combine(day, time(hour, minute)))


@contextmanager
def at(when: datetime) -> Iterator[None]:
    """Let everything that asks for the time, columns' defaults included, hear this one."""

    def then() -> datetime:
        return when

    with ExitStack() as stack:
        stack.enter_context(mock.patch.object(timezone, "now", then))
        for model in apps.get_app_config("specs").get_models():
            for field in model._meta.concrete_fields:
                if field.default is NOW:
                    stack.enter_context(mock.patch.object(field, "_get_default", then))
        yield
