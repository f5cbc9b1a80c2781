"""Every runbook as a Markdown file of its own, named by its permanent key."""

from __future__ import annotations

from .. import references
from ..documents import Values, tidied
from ..markdown.titles import title as heading
from ..runbooks.alone import alone
from ..runbooks.told import Places
from ..sections.runbooks import Runbook, facts_of
from .base import Artefact, Compiled, File, Source
from .texts import dns_name, one_line


class RunbookFiles(Artefact):
    """One file a runbook."""

    name, title, place = "runbooks", "Runbooks", 70
    sentence = "One Markdown file for each runbook, for repositories and wikis."
    filename, media = "runbooks", "text/markdown"
    several = ("*.md",)

    def compile(self, source: Source) -> Compiled:
        if source.section("runbooks")["excused"]:
            return Compiled()
        rows = tidied(references.linked(source.document)["sections"]["runbooks"]["runbook"])
        head = "".join(
            f"<!-- {name}: {_comment(text)} -->\n" for name, text in source.origin.items()
        )
        lens = facts_of(Runbook)
        names = _names(rows)
        places = Places(lambda key: f"{names[key]}.md", f"{source.url}read/")
        files: list[File] = []
        for row in rows:
            told = lens.write(Runbook.pack(alone(source.document, row, places)))
            body = "\n".join([f"# {heading(row['name'])}", "", *told])
            text = f"{head}\n{body}\n\n<{source.url}runbooks/{row['key']}/>\n"
            files.append(File(f"{self.filename}/{names[row['key']]}.md", text))
        return Compiled(tuple(files))


def _names(rows: list[Values]) -> dict[str, str]:
    """The file of each runbook, by its key."""
    found: dict[str, str] = {}
    for row in rows:
        name = dns_name(row["permanent_key"] or row["name"], row["key"])
        found[row["key"]] = f"{name}-{row['key']}" if name in found.values() else name
    return found


def _comment(text: str) -> str:
    """Words that cannot close the comment they stand in."""
    return one_line(text).replace("--", "- -").replace(">", "&gt;")
