"""The whole form of a chapter at once, as a browser without JavaScript sends it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages

from specs import cells, rows, withheld
from specs.documents import cell_digest
from specs.models import ChapterState, Spec, User
from specs.sections.base import Chapter, Row
from specs.views.doors import PersonRequest
from specs.views.undoing import with_undo


def save_form(
    spec: Spec, by: User, chapter: Chapter, post: Mapping[str, str], seen: dict[str, Any]
) -> cells.Outcome:
    """Everything the whole form says: rows deleted, added and ordered, cells changed, the tick."""
    try:
        added = _add_rows(spec, by, post, seen)
    except rows.Locked:  # then nothing is added, and cells.write keeps every text for its writer
        added = set()
    changes = []
    deleted = [name[: -len(".delete")] for name in post if name.endswith(".delete")]
    for address, text in post.items():
        row = address.rpartition(".")[0]
        if address.count(".") != 2 or row in added or row in deleted or _is_order(address):
            continue
        before = str(seen.get(address, ""))
        if cell_digest(text) != before:
            changes.append(cells.Change(address, text, before))
    outcome = cells.write(spec, by, changes)
    if outcome.locked:
        return outcome
    for row in deleted:
        slug, _, key = row.partition(".")
        name = rows.delete(spec, by, slug, key)
        if name is not None:
            outcome.deleted[row] = name
    _order(spec, by, post, deleted)
    ticked = bool(post.get("complete"))
    if ticked != (chapter.slug in ChapterState.complete_of(spec)):
        ChapterState.mark(spec, chapter.slug, by, ticked)
    return outcome


def _is_order(address: str) -> bool:
    """Form controls that look like cells but say where a row stands."""
    return address.rpartition(".")[2] in ("position", "delete", "parent", "phase")


def _add_rows(spec: Spec, by: User, post: Mapping[str, str], seen: dict[str, Any]) -> set[str]:
    """Spare rows that were filled in."""
    filled: dict[str, dict[str, str]] = {}
    for address, text in post.items():
        if address.count(".") == 2 and "-" not in address.split(".")[1] and not _is_order(address):
            row, _, name = address.rpartition(".")
            filled.setdefault(row, {})[name] = text
    added = set()
    for row, words in filled.items():
        slug, _, key = row.partition(".")
        if any(one.startswith(f"{row}.") for one in seen) or not any(words.values()):
            continue
        model = rows.model_of(slug)
        if rows.exists(spec, model, key):
            continue
        where = {name: post.get(f"{row}.{name}", "") for name in ("parent", "phase")}
        try:
            if where["parent"]:
                _add_parent(spec, by, model, where["parent"])
            rows.add(spec, by, slug, key, cells=words, **where)
        except rows.NoSuchRow:  # what it hung on is gone: cells.write keeps the texts
            continue
        added.add(row)
    return added


def _add_parent(spec: Spec, by: User, model: type[Row], key: str) -> None:
    """The card on which a new step hangs, where nothing but the step was filled in."""
    above = rows.owner_of(model)
    if issubclass(above, Row) and not rows.exists(spec, above, key):
        rows.add(spec, by, above.slug, key)


def _order(spec: Spec, by: User, post: Mapping[str, str], deleted: list[str]) -> None:
    """Rows in the order of their numbers, where the numbers were changed."""
    numbers: dict[str, dict[str, str]] = {}
    for name, text in post.items():
        row, _, last = name.rpartition(".")
        if last == "position" and row not in deleted:
            slug, _, key = row.partition(".")
            numbers.setdefault(slug, {})[key] = text
    for slug, said in numbers.items():
        groups: dict[tuple[Any, ...], set[str]] = {}
        for row in rows.model_of(slug).of(spec.pk):
            groups.setdefault(tuple(rows.hangs(row).values()), set()).add(row.key)
        for keys in groups.values():
            before = [key for key in said if key in keys]
            after = sorted(before, key=lambda key: _place(said[key], before.index(key) + 1))
            above = ""
            for key in after if before != after else ():
                rows.move(spec, by, slug, key, above)
                above = key


def _place(said: str, number: int) -> tuple[float, int, int]:
    """Where a row goes: one that moves up goes above the row of that number, one that moves down below."""
    wanted = float(said) if said.strip().replace(".", "", 1).isdecimal() else float(number)
    return wanted, (wanted > number) - (wanted < number), number


def say(request: PersonRequest, spec: Spec, chapter: Chapter, outcome: cells.Outcome) -> None:
    """What became of the form, on the next page; each row that went can be brought back from there."""
    if outcome.withheld:
        messages.warning(request, withheld.WORDS)
    if outcome.conflicts:
        messages.warning(request, "Somebody changed the same fields. Both versions are kept.")
    elif outcome.locked:
        messages.warning(request, "It is not a draft any more.")
    else:
        messages.success(request, "Saved.")
    for row, name in outcome.deleted.items():
        slug, _, key = row.partition(".")
        noun = rows.model_of(slug).noun()
        noun = noun[:1].upper() + noun[1:]
        path = f"/specs/{spec.guid}/rows/{slug}/{key}/restore/"
        said = f"{noun} deleted{f': {name}' if name else ''}."
        with_undo(request, said, path, chapter=chapter.slug)
