"""What the template needs is there: GEN-05."""

from __future__ import annotations

from collections.abc import Iterator

from .. import template
from ..documents import Finding, Values
from ..layout import Group
from ..sections.base import Declared, Row, Section
from ..sections.header import Header
from .look import Look, place
from .rule import Rule

BETTER = {
    ("runbook", "verification"): "resolution",
    ("rollback", "steps"): "verification",
}  # where another rule says it better, once this is there


class Needed(Rule):
    """A needed field is empty, or a needed row is missing, and nobody says why."""

    id, severity = "GEN-05", "blocker"
    title = "Needed and empty"
    reason = "Whoever is on call reads this page for the first time when it matters."
    source = "Catalogue: fields with * and groups with at least one row"

    def findings(self, look: Look) -> Iterator[Finding]:
        for section in template.sections():
            if section is Header:
                yield from self._cells(section, look.document["header"], "", "")
            elif values := look.section(section.slug):
                yield from self._cells(section, values, "", "")
                yield from self._groups(section, section, values, "")

    def _groups(
        self, section: type[Section], owner: type[Declared], values: Values, where: str
    ) -> Iterator[Finding]:
        for group in owner.groups():
            if group.excuse and values.get(group.excuse):
                continue
            rows: list[Values] = values[group.id]
            if (owner.slug, group.id) in BETTER and values[BETTER[owner.slug, group.id]]:
                continue
            if len(rows) < group.at_least:
                yield self._no_rows(section, owner, group, values, where)
            for number, row in enumerate(rows, 1):
                named = f"{group.model.noun()} {number}" + (
                    f", {row['name']}" if row.get("name") else ""
                )
                yield from self._cells(group.model, row, row["key"], named)
                yield from self._groups(section, group.model, row, named)

    def _no_rows(
        self,
        section: type[Section],
        owner: type[Declared],
        group: Group,
        values: Values,
        where: str,
    ) -> Finding:
        what = (group.title or group.label or group.model.noun()).lower()
        title = f"{where.capitalize()}: no {what}" if where else f"No {what} yet"
        sentence = f"Add {_a(group.model)}, or say why there is none."
        holder = f"{owner.slug}.{values.get('key') or '-'}.{group.id}"
        return self.says(title, sentence, section.slug, holder)

    def _cells(
        self, model: type[Declared], values: Values, key: str, where: str
    ) -> Iterator[Finding]:
        for name, cell in model.cells().items():
            if cell.needed and not values.get(name, ""):
                title = f"{cell.label} is empty" + (f" ({where})" if where else "")
                sentence = (
                    "Fill it in."
                    if model is Header
                    else "Fill it in, or say why it does not apply."
                )
                yield self.says(title, sentence, place(model.slug, key, name))


def _a(model: type[Row]) -> str:
    noun = model.noun()
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"
