"""The id of the request under way: the log, the trail and the page of a fault name it; jobs have none."""

from __future__ import annotations

import logging
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

HEADER = "X-Request-ID"
KEY = "request"
SANE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{3,63}")
_current: ContextVar[str] = ContextVar("request_id", default="")


def current() -> str:
    """The id; empty outside of a request."""
    return _current.get()


@contextmanager
def numbered(asked: str = "") -> Iterator[str]:
    """From here on a request is under way: under the id it came with, if that is a plain word."""
    number = asked if SANE.fullmatch(asked) else secrets.token_hex(8)
    before = _current.set(number)
    try:
        yield number
    finally:
        _current.reset(before)


def noted(data: dict[str, Any] | None) -> dict[str, Any]:
    """What an event keeps, and the request it is from."""
    number = current()
    return (data or {}) | ({KEY: number} if number else {})


class Named(logging.Filter):
    """Gives each line of the log the id of its request."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.request_id = current() or "-"
        return True
