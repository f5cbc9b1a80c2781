"""Marks beside rows and fields that somebody talks about: how many threads are open, and the way to the first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.utils.safestring import SafeString, mark_safe

from specs.documents import Document
from specs.places import Place, Places
from specs.views import notes


def marks(guid: str, document: Document, found: Iterable[tuple[str, int]]) -> dict[str, str]:
    """The marks of a chapter by the element that holds them; `found` are addresses of open threads."""
    threads: dict[str, list[int]] = {}
    places = None
    for address, thread in found:
        place, places = Place.at(address), places or Places(document)
        if (at := _holder(place)) and places.has(place):
            threads.setdefault(at, []).append(thread)
    return {at: _mark(guid, pks) for at, pks in threads.items()}


def beside(said: Mapping[str, SafeString], marked: Mapping[str, str]) -> dict[str, SafeString]:
    """What the rules say, and then what people do."""
    both = {at: said.get(at, "") + html for at, html in marked.items()}
    return dict(said) | {at: mark_safe(html) for at, html in both.items()}  # noqa: S308


def _holder(place: Place) -> str:
    if place.is_row:
        return f"r-{place.model.slug}-{place.key}"
    return notes.holder(place.address) if place.field and notes.has_holder(place.address) else ""


def _mark(guid: str, threads: list[int]) -> str:
    first, count = threads[0], len(threads)
    words = f"{count} open comment{'s' * (count != 1)}"
    return (
        f'<a class="sm" data-check data-thread="{first}" href="/specs/{guid}/threads/{first}/">'
        f"{words}</a>"
    )
