"""Files in, one Reading out: whatever a file holds, this ends without an error, and without a secret."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from .. import template
from ..fields import Code
from ..markdown.tidy import tidy
from .formats import formats
from .reading import MOST_ROWS, Cell, Entry, File, Leftover, Reading, Removed
from .secrets import looks_secret, without_secrets
from .yamls import NotRead

MOST_FILES, LARGEST = 20, 2 * 1024 * 1024
LONGEST = 200_000
VALUES = {"parameters": ("default", "production"), "env_variables": ("value",)}


def read_files(files: Iterable[tuple[str, bytes | None]]) -> Reading:
    """Everything the files say; a file that is None was too large to be taken in."""
    whole = Reading()
    for at, (name, content) in enumerate(files):
        name = without_secrets(name[:200])[0]
        if at >= MOST_FILES:
            whole.files.append(
                File(name, fault=f"More than {MOST_FILES} files. This one was not read.")
            )
            continue
        file, found = _file(name, content)
        whole.files.append(file)
        whole.entries += [replace(entry, file=at) for entry in found.entries]
        whole.leftovers += [replace(one, file=at) for one in found.leftovers]
        whole.removed += [replace(one, file=at) for one in found.removed]
    return whole


def _file(name: str, content: bytes | None) -> tuple[File, Reading]:
    if content is None or len(content) > LARGEST:
        return File(name, fault="This file is larger than 2 MB. It was not read."), Reading()
    try:
        text = tidy(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return File(name, fault="This is no text in UTF-8. It was not read."), Reading()
    if not text.strip():
        return File(name, fault="This file is empty."), Reading()
    known = [kind for kind in formats() if kind.recognises(name, text)]
    if not known:
        return File(
            name, fault="The portal does not know this kind of file. It was not read."
        ), Reading()
    known = [kind for kind in known if kind.alone] or known
    found = Reading()
    for kind in known:
        try:
            found.take(kind.read(name, text))
        except NotRead as wrong:
            where = f"Line {wrong.line}: " if wrong.line else ""
            return File(name, kind.name, fault=where + wrong.sentence), Reading()
        except (
            ValueError,
            LookupError,
            TypeError,
            AttributeError,
            ArithmeticError,
            RecursionError,
        ):
            return File(name, kind.name, fault=f"This could not be read as {kind.name}."), Reading()
    if not found.entries:
        found.leave(0, "Nothing in this file has a place in a specification.")
    if len(found.entries) >= MOST_ROWS:
        found.leftovers.insert(0, Leftover(0, f"Only the first {MOST_ROWS:,} rows were read."))
        del found.entries[MOST_ROWS:]
    return File(name, " and ".join(kind.name for kind in known)), redacted(found)


def redacted(reading: Reading) -> Reading:
    """The reading without whatever looks secret in it; every reading passes here before it is kept."""
    clean = Reading(files=list(reading.files), removed=list(reading.removed))
    for entry in reading.entries:
        entry = _clean_values(entry, clean.removed)
        clean.entries.append(_clean_entry(entry, clean.removed, clean.leftovers))
    for one in reading.leftovers:
        clean.leftovers.append(replace(one, sentence=_kept(one.sentence)))
    clean.removed = [replace(one, called=tidy(one.called)) for one in clean.removed]
    return clean


def _kept(text: str) -> str:
    """A text without secrets, and without the NUL that no database keeps."""
    return tidy(without_secrets(text)[0])


def _clean_values(entry: Entry, removed: list[Removed]) -> Entry:
    """Values of parameters and variables, judged by the name that stands beside them."""
    fields = VALUES.get(entry.section, ())
    name = next((cell.text for cell in entry.cells if cell.field == "name"), "")
    secret = [
        cell for cell in entry.cells if cell.field in fields and looks_secret(name, cell.text)
    ]
    if not secret:
        return entry
    removed.append(Removed(secret[0].line, name))
    kept = tuple(cell for cell in entry.cells if cell not in secret)
    if entry.section == "parameters":
        kept = tuple(cell for cell in kept if cell.field != "sensitive")
        kept += (Cell("looks secret", "sensitive", "Yes", secret[0].line, False, "Value removed"),)
    return replace(entry, cells=kept)


def _clean_entry(entry: Entry, removed: list[Removed], left: list[Leftover]) -> Entry:
    model = _model(entry)
    cells = []
    for cell in entry.cells:
        column = model.columns().get(cell.field)
        code = isinstance(column, Code) and column.language == "promql"
        if len(cell.text) > LONGEST:
            left.append(
                Leftover(
                    cell.line,
                    f"`{cell.called}` is longer than {LONGEST:,} characters. It was left out.",
                )
            )
            continue
        text, count = without_secrets(cell.text, code=code)
        if count:
            removed.append(Removed(cell.line, cell.called))
        called, raw = _kept(cell.called), _kept(cell.raw)
        cells.append(replace(cell, text=tidy(text), called=called, raw=raw))
    return replace(entry, cells=tuple(cells), inside=_clean(entry.inside))


def _model(entry: Entry) -> Any:
    section = template.find(entry.section)
    return template.group_of(section, entry.group).model if entry.group else section


def _clean(value: Any) -> Any:
    """The same for the steps of a row, however deep."""
    if isinstance(value, str):
        return _kept(value)
    if isinstance(value, dict):
        return {key: inner if key == "key" else _clean(inner) for key, inner in value.items()}
    return [_clean(inner) for inner in value] if isinstance(value, list) else value
