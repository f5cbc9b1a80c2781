"""One runbook as Markdown: the part of the file that is its own."""

from __future__ import annotations

from specs import references
from specs.documents import Document, tidied
from specs.layout import Group
from specs.runbooks.alone import alone
from specs.runbooks.told import Places, rows
from specs.sections.runbooks import Runbook, Runbooks


def runbook_markdown(document: Document, key: str, source: str) -> str:
    """The runbook with that row key under its own title, with where it is from."""
    linked = references.linked(tidied(document))
    number, row = next((at, one) for at, one in enumerate(rows(linked), 1) if one["key"] == key)
    group = next(
        one for one in Runbooks.groups() if isinstance(one, Group) and one.model is Runbook
    )
    places = Places(lambda other: f"{other}.md", f"../ybs-spec_{document['header']['guid']}.md")
    lines = group.lens.write([Runbook.pack(alone(document, row, places))])
    title = f"# {row['name'].strip() or f'Runbook {number}'}"
    return "\n".join([title, "", f"Runbook of {source}, approved.", *lines[1:], ""])
