"""Every runbook as a Markdown file of its own, named by its permanent key."""

from __future__ import annotations

from .. import references
from ..documents import tidied
from ..markdown.titles import title as heading
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
        files: list[File] = []
        taken: set[str] = set()
        for row in rows:
            name = dns_name(row["permanent_key"] or row["name"], row["key"])
            name = f"{name}-{row['key']}" if name in taken else name
            taken.add(name)
            body = "\n".join([f"# {heading(row['name'])}", "", *lens.write(Runbook.pack(row))])
            text = f"{head}\n{body}\n\n<{source.url}runbooks/{row['key']}/>\n"
            files.append(File(f"{self.filename}/{name}.md", text))
        return Compiled(tuple(files))


def _comment(text: str) -> str:
    """Words that cannot close the comment they stand in."""
    return one_line(text).replace("--", "- -").replace(">", "&gt;")
