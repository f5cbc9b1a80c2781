"""What stands around the form of a draft: outline, checks, messages, and saving it as one form."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any, cast

from django.utils.safestring import SafeString, mark_safe

from specs import access, cells, readiness, references, template
from specs.checks import Check
from specs.checks import checks as checks_of
from specs.documents import Document, Finding, cell_digest
from specs.fields import Ref
from specs.markdown.tidy import joined, tidy
from specs.models import ChapterState, Conflict, Dependency, Spec, User
from specs.progress import MISSING, Progress, of_document
from specs.readiness import levels
from specs.sections.base import Chapter, Row, Section
from specs.sections.header import Header
from specs.views import marks, notes

MANY = 6  # more empty fields than this are counted, and not listed one by one
MOST_FINDINGS = 60


class Outline:
    """The chapters of a draft with their states, and the checks of the one that is open."""

    def __init__(
        self, spec: Spec, document: Document, current: Chapter | None = None,
        threads: Iterable[tuple[str, int]] = (),
    ) -> None:  # fmt: skip
        self.spec, self.document, self.current = spec, document, current
        self.marks = marks.marks(spec.guid, document, threads)
        self.complete = ChapterState.complete_of(spec)
        self.progress = of_document(document, self.complete, spec.findings(document))

    @property
    def here(self) -> Progress:
        return next(one for one in self.progress if one.chapter is self.current)

    def summary(self) -> dict[str, Any]:
        """The chapters as a list of tasks."""
        return {
            "outline": [self._item(one) for one in self.progress],
            "total": len(self.progress),
            "done": sum(one.state in ("done", "na") for one in self.progress),
            "missing": sum(one.missing for one in self.progress),
        }

    def level(self) -> dict[str, str]:
        """The readiness level as it stands now, and the promise that it rests on."""
        promise = levels.promised(self.document)
        now = self.spec.level_of(promise, sum(one.blockers for one in self.progress))
        return {"level": levels.WORDS[now], "availability": promise}

    @property
    def head(self) -> dict[str, Any]:
        """The chapter that is open."""
        chapter = self.here.chapter
        return {
            "slug": chapter.slug,
            "title": chapter.title,
            "purpose": chapter.purpose,
            "complete": chapter.slug in self.complete,
            "state": self.here.state,
        }

    def context(self) -> dict[str, Any]:
        at = self.progress.index(self.here)
        near = {"previous": at - 1, "next": at + 1}
        found = {
            name: _named(self.progress[place].chapter)
            for name, place in near.items()
            if 0 <= place < len(self.progress)
        }
        return (
            found
            | self.summary()
            | {
                "number": at + 1,
                **self.checks(),
            }
        )

    def checks(self) -> dict[str, Any]:
        """The findings of the open chapter, the worst first, and the rules that have none."""
        here = self.here.findings
        found = [one for one in here if one.rule != MISSING or one.waiver]
        empty = [one for one in here if one.rule == MISSING and not one.waiver]
        ticked = self.here.chapter.slug in self.complete
        few = ticked or len(empty) <= MANY
        said = {one.rule for one in here}
        return {
            "findings": self._shown(found + empty if few else found),
            "empty": [] if few else self._shown(empty),
            "findings_total": len(here),
            "passed": [
                rule.title
                for rule in readiness.rules()
                if rule.about in self._own and rule.id not in said
            ],
            "holders": self.notes,
        }

    @cached_property
    def notes(self) -> dict[str, SafeString]:
        """What is said beside the fields of the open chapter."""
        return marks.beside(notes.notes(self.here.findings), self.marks)

    @property
    def _own(self) -> set[str]:
        sections = template.sections_of(self.here.chapter)
        return {section.slug for section in sections} | {""}

    def _shown(self, found: list[Finding]) -> list[Check]:
        return checks_of(self.spec, found, self.document)[:MOST_FINDINGS]

    def store(self) -> None:
        """Keep the numbers that lists show."""
        self.spec.keep_progress(self.progress, self.document)
        Dependency.keep(self.spec, self.document)

    def _item(self, one: Progress) -> dict[str, Any]:
        current = one.chapter is self.current
        sections = template.sections_of(one.chapter) if current else ()
        return _named(one.chapter) | {
            "state": one.state,
            "count": one.blockers if one.state == "bad" else 0,
            "missing": one.missing,
            "warnings": one.warnings,
            "waived": one.waived,
            "detail": f"{one.missing} to fill in" if one.missing else "",
            "purpose": one.chapter.purpose,
            "current": current,
            "anchors": [{"id": section.slug, "title": section.called()} for section in sections],
        }


def _named(chapter: Chapter) -> dict[str, Any]:
    return {"slug": chapter.slug, "title": chapter.title}


def why_not(user: User, spec: Spec) -> str:
    """Why a person cannot write here, and what they can do."""
    if access.may_edit(user, spec):
        return ""
    if spec.is_editable:
        return f"You can read this specification, but not edit it. {spec.team.name} owns it."
    if spec.status == "Review":
        return "It is in review. Withdraw it from review to go on writing."
    return (
        f"Version {spec.version} is {spec.shown_status.lower()}. Start a new version to change it."
    )


def conflicts_of(spec: Spec, user: User, chapter: Chapter) -> list[Conflict]:
    """What this person still has to choose in one chapter."""
    found = Conflict.open_for(spec, user).select_related("theirs_by")
    return [one for one in found if section_of(one.address).chapter is chapter]


def section_of(address: str) -> type[Section]:
    """The section in which a cell stands."""
    model = template.find(address.partition(".")[0])
    return template.home_of(model) if issubclass(model, Row) else cast("type[Section]", model)


def markdown_of(document: Document, chapter: Chapter) -> str:
    """The Markdown of one chapter."""
    document = references.linked(document)
    parts: list[list[str]] = [[f"## {chapter.heading}"]]
    for section in template.sections_of(chapter):
        if section is not Header:
            parts += [[f"### {section.heading}"]] if section.heading else []
            parts.append(section.sheet().write(section.pack(document["sections"][section.slug])))
    return "\n".join(joined(*parts)) + "\n"


# ---------------------------------------------------------------- answers to a save


def digests_of(spec: Spec, row: Row) -> dict[str, str]:
    """What the browser has now seen of a row."""
    found = {}
    for name, column in row.columns().items():
        text = getattr(row, name)
        if isinstance(column, Ref) and text.startswith("@"):
            targets = template.find(column.to).of(spec.pk)
            text = references.shown(text, list(targets.values("key", "name")))
        found[f"{row.slug}.{row.key}.{name}"] = cell_digest(text)
    return found


def messages_of(post: Mapping[str, str], outcome: cells.Outcome) -> list[tuple[str, SafeString]]:
    """For every saved cell that can speak for itself: the holder of its message, and that or nothing."""
    found = []
    for address in outcome.digests:
        model, _, name = cells.Change(address, "").place
        if address in outcome.withheld:
            continue
        said = notes.at_once(address, model.columns()[name], tidy(post.get(address, "")))
        if said is not None:
            found.append((notes.holder(address), mark_safe(said)))  # noqa: S308
    return found
