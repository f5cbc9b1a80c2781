"""The template of a specification: its chapters and sections in order, and every table by its slug."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from . import sections as _sections  # noqa: F401  (importing the package declares every section)
from .layout import Group
from .sections.base import Chapter, Declared, Row, Section


def _leaves(base: Any) -> Iterator[type[Any]]:
    for child in base.__subclasses__():
        if not child._meta.abstract:
            yield child
        yield from _leaves(child)


@cache
def sections() -> tuple[type[Section], ...]:
    """Every section, in the order of the template."""
    order = list(Chapter)
    found = [model for model in _leaves(Section) if issubclass(model, Section)]
    return tuple(sorted(found, key=lambda model: (order.index(model.chapter), model.place)))


@cache
def sections_of(chapter: Chapter) -> tuple[type[Section], ...]:
    """The sections on one page, in order."""
    return tuple(model for model in sections() if model.chapter is chapter)


@cache
def rows() -> tuple[type[Row], ...]:
    """Every row model, parents before the steps that hang on them."""
    found = {group.model: None for section in sections() for group in section.groups()}
    found |= {group.model: None for row in list(found) for group in row.groups()}
    return tuple(found)


@cache
def _by_slug() -> dict[str, type[Declared]]:
    return {model.slug: model for model in (*sections(), *rows())}


def find(slug: str) -> type[Declared]:
    """The section or row model of that slug.

    Raises:
        KeyError: there is none; a slug from a request is looked up here and nowhere else.
    """
    return _by_slug()[slug]


@cache
def home_of(row: type[Row]) -> type[Section]:
    """The section in which rows of this model stand, directly or on another row."""
    for section in sections():
        models = [group.model for group in section.groups()]
        if row in models or any(row is inner.model for model in models for inner in model.groups()):
            return section
    raise KeyError(row)


def group_of(owner: type[Declared], name: str) -> Group:
    """A group of a section or row, by its name."""
    return next(group for group in owner.groups() if group.id == name)


def chapter(slug: str) -> Chapter:
    """The chapter of that slug; raises KeyError."""
    return {one.slug: one for one in Chapter}[slug]
