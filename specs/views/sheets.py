"""The sheets of one chapter as the editor's templates take them: plain dicts, built once per page."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cache
from typing import Any

from django.utils.safestring import SafeString

from specs import template
from specs.documents import Document, Values, cell_digest
from specs.fields import Cell, Choice, Excuse, Language, Ref
from specs.layout import Group, flat
from specs.progress import address
from specs.sections.base import Chapter, Declared, Row, Section, Step
from specs.sections.header import Header
from specs.views import controls
from specs.views.notes import is_card as _is_card
from specs.views.physics import HELD
from specs.views.pointers import Pointers

SPARES, SPARE = 3, 1  # empty rows, and empty cards or steps, for those who have no JavaScript
BLANK = "__key__"  # stands for the key of a row that the browser adds
STEP_CELLS = ("text", "command", "language", "expected", "condition", "goto")
WIDE = ("description", "condition", "query", "trigger", "panels", "rollout", "method", "location")


class Sheets:
    """One chapter's sheets; `seen` collects the digest of every cell that holds something."""

    def __init__(
        self,
        document: Document,
        chapter: Chapter,
        *,
        editable: bool,
        notes: Mapping[str, SafeString] | None = None,
        physics: Mapping[str, Any] | None = None,
    ) -> None:
        self.document, self.chapter, self.editable = document, chapter, editable
        self.notes, self.physics = notes or {}, physics or {}
        self.seen: dict[str, str] = {}
        self.pointers = Pointers(document)
        self.blanks: dict[str, dict[str, Any]] = {}

    def all(self) -> list[dict[str, Any]]:
        return [self.sheet(section) for section in template.sections_of(self.chapter)]

    def sheet(self, section: type[Section]) -> dict[str, Any]:
        values = self.document["sections"][section.slug]
        head = section is Header
        values = values | self.document["header"] if head else values
        for name in () if head else ("excused", "notes"):
            self._see(address(section.slug, "-", name), values[name])
        return {
            "key": section.slug,
            "title": section.called(),
            "guidance": section.guidance(),
            "excused": values["excused"],
            "notes": values["notes"],
            "excusable": not head,
            "parts": self._parts(section, values, "-"),
            "above": self.physics.get(f"p-{section.slug}"),
        }

    def _parts(self, owner: type[Declared], values: Values, key: str) -> list[dict[str, Any]]:
        """The layout in order; fields that stand together are one part."""
        parts: list[dict[str, Any]] = []
        excuses = {group.excuse for group in owner.groups() if group.excuse}
        for part in flat(owner.layout):
            if isinstance(part, Group):
                parts.append(self.group(owner, part, values, key))
                continue
            names = [name for name in part.fields() if name not in excuses]
            names += [f"{name}_language" for name in names if f"{name}_language" in owner.cells()]
            fields = [self.field(owner, name, values[name], key) for name in names]
            if not fields:
                continue
            html = controls.fields(fields, editable=self.editable)
            if parts and parts[-1]["kind"] == "fields":
                parts[-1]["html"] += html
            else:
                parts.append({"kind": "fields", "html": html})
        return parts

    def field(self, model: type[Declared], name: str, text: str, key: str) -> dict[str, Any]:
        """One labelled field."""
        column = model.cell(name)
        cell = self.cell(model, name, column, text, key)
        control = "input" if column.control in ("ref", "excuse") else column.control
        if isinstance(column, Language):
            control = "input"
        return cell | {
            "control": control,
            "hint": column.hint,
            "example": column.example,
            "unit": column.unit,
            "needed": column.needed,
            "width": column.width,
            "message": self.notes.get(f"m-{cell['id']}", "") if key != BLANK else "",
        }

    def cell(
        self, model: type[Declared], name: str, column: Cell, text: str, key: str
    ) -> dict[str, Any]:
        """What tables, cards and fields have in common."""
        place = address(model.slug, key, name)
        if isinstance(column, Ref):
            text = self.pointers.shown(column.to, text)
        if key != BLANK:
            self._see(place, text)
        return {
            "name": place,
            "id": place.replace(".", "-"),
            "label": column.label,
            "value": text,
            "control": "select" if isinstance(column, Choice) else column.control,
            "choices": getattr(column, "words", ()) or self.pointers.choices(column),
            "mono": column.ticked or column.control == "code",
            "guarded": name in getattr(model, "withheld", ()),
        }

    # ------------------------------------------------------------ row groups

    def group(
        self, owner: type[Declared], group: Group, values: Values, key: str
    ) -> dict[str, Any]:
        """One row group as a table, as cards or as steps."""
        model, rows = group.model, values[group.id]
        steps = issubclass(model, Step)
        cards = not steps and _is_card(model)
        build = self._step if steps else self._card if cards else self._row
        part: dict[str, Any] = {
            "kind": "steps" if steps else "cards" if cards else "rows",
            "group": group.id,
            "model": model.slug,
            "what": model.noun(),
            "title": group.title or group.label,
            "hint": group.hint if rows else "",
            "parent": key if key != "-" and issubclass(owner, Row) else "",
            "phase": group.id if steps else "",
            "excuse": self._excuse(owner, group, values, key),
            "add_label": group.add or f"Add {model.noun()}",
            "empty": group.empty,
        }
        part["steps" if steps else "rows"] = [
            build(model, row, row["key"], number) for number, row in enumerate(rows, 1)
        ]
        if not steps and not cards:
            part["columns"] = [self._column(model, name) for name in _columns(model)]
        if self.editable:
            # A row that hangs on a card has its shape in the card's own blank one.
            hangs = part["parent"] not in ("", BLANK)
            part["blank"] = None if hangs else self._blank(build, model)
            part["spares"] = [] if key == BLANK else self._spares(build, group, rows, key)
        return part

    def _blank(self, build: Any, model: type[Row]) -> dict[str, Any]:
        """The shape of a new row, which is the same wherever it is added."""
        if model.slug not in self.blanks:
            self.blanks[model.slug] = build(model, model.blank(), BLANK, "")
        return self.blanks[model.slug]

    def _spares(self, build: Any, group: Group, rows: list[Values], owner: str) -> list[Any]:
        """Empty rows whose keys no other row has, of this owner or of another; a step begins as text."""
        found: list[Any] = []
        taken, number = {row["key"] for row in rows}, len(rows)
        flat = not issubclass(group.model, Step) and not _is_card(group.model)
        while len(found) < (SPARES if flat else SPARE):
            number += 1
            place = f"{group.model.slug}.{owner}.{group.id}.{number}"
            key = hashlib.sha256(place.encode()).hexdigest()[:12]
            if key in taken:
                continue
            if _is_card(group.model):
                found.append(build(group.model, group.model.blank(), key, ""))
            else:
                found.append(controls.spare(self._blank(build, group.model), BLANK, key))
        return found

    def _excuse(
        self, owner: type[Declared], group: Group, values: Values, key: str
    ) -> dict[str, str] | None:
        if not group.excuse:
            return None
        place = address(owner.slug, key, group.excuse)
        self._see(place, values[group.excuse])
        return {"name": place, "id": place.replace(".", "-"), "value": values[group.excuse]}

    def _column(self, model: type[Row], name: str) -> dict[str, Any]:
        column = model.cell(name)
        return {
            "label": column.label,
            "field": name,
            "control": "select" if isinstance(column, Choice) else "input",
            "choices": getattr(column, "words", ()),
            "wide": name in WIDE,
        }

    def _row(self, model: type[Row], row: Values, key: str, number: Any) -> dict[str, Any]:
        cells = [self.cell(model, n, model.cell(n), row[n], key) for n in _columns(model)]
        html = controls.row(
            model.slug, key, number, controls.table_cells(cells, number, editable=self.editable),
            self._note(model, key), columns=len(cells), editable=self.editable, new=key == BLANK,
        )  # fmt: skip
        return {"key": key, "html": html}

    def _card(self, model: type[Row], row: Values, key: str, number: Any) -> dict[str, Any]:
        parts = self._parts(model, row, key) if model.layout else []
        if not model.layout:
            fields = [self.field(model, name, row[name], key) for name in model.cells()]
            parts = [{"kind": "fields", "html": controls.fields(fields, editable=self.editable)}]
        holder = f"p-{model.slug}-{key}" if model.slug in HELD else ""
        return {
            "key": key,
            "n": number,
            "title": row.get("name") or row[next(iter(model.cells()))],
            "parts": parts,
            "note": self._note(model, key),
            "holder": holder,
            "physics": self.physics.get(holder),
        }

    def _step(self, model: type[Row], row: Values, key: str, number: Any) -> dict[str, Any]:
        cells = [self.cell(model, n, model.cell(n), row[n], key) for n in STEP_CELLS]
        text, *more = cells
        filled = any(cell["value"] for cell in more if not cell["name"].endswith(".language"))
        return {
            "key": key,
            "n": number,
            "text": controls.step_text(text, number, editable=self.editable),
            "more": controls.step_parts(more, editable=self.editable),
            "filled": filled,
            "note": self._note(model, key),
        }

    def _note(self, model: type[Row], key: str) -> str:
        """What the rules say of a row."""
        return "" if key == BLANK else self.notes.get(f"r-{model.slug}-{key}", "")

    def _see(self, place: str, text: str) -> None:
        if digest := cell_digest(text):
            self.seen[place] = digest


@cache
def _columns(model: type[Row]) -> list[str]:
    return [name for name, column in model.cells().items() if not isinstance(column, Excuse)]
