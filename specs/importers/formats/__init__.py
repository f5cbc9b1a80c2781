"""One format per file; a format is found because it lives here."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from .base import Format


@cache
def formats() -> tuple[Format, ...]:
    """Every format, by name."""
    for module in iter_modules(__path__):
        import_module(f"{__name__}.{module.name}")
    return tuple(sorted((kind() for kind in Format.__subclasses__()), key=lambda one: one.name))
