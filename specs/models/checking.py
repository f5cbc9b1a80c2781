"""What the rules say of a specification, and the numbers that lists show of it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, cast

from django.core.cache import cache
from django.db import models
from django.utils import timezone

from specs import readiness
from specs.documents import Document, Finding
from specs.models.chapter import ChapterState
from specs.models.dependency import Dependency
from specs.models.policy import Policy
from specs.models.waiver import Waiver
from specs.progress import Progress, of_document
from specs.readiness import levels
from specs.readiness.policy import DEFAULT
from specs.readiness.policy import Policy as Weighing

if TYPE_CHECKING:
    from specs.models.spec import Spec

Record = Callable[["Spec", Document], Iterable[Finding]]
RECORDS: list[Record] = []
COUNTED = ("blocker", "warning")
DAY = 24 * 60 * 60


def from_records(ask: Record) -> Record:
    """Let a function add findings that rest on records, such as drills, and not on the document."""
    RECORDS.append(ask)
    return ask


class Checked(models.Model):
    """The part of a specification that rules are asked about; its columns stand in Spec."""

    class Meta:
        abstract = True

    def findings(
        self, document: Document | None = None, *, frozen: bool = False,
        wrote: Container[int] | None = None,
    ) -> tuple[Finding, ...]:  # fmt: skip
        """Everything there is to say about a document of this specification; its draft without one.

        `frozen`: the document will be asked about again, as a revision is; the answer is kept.
        `wrote`: whose waivers do not count; who had part in the version of now, if nobody says.
        """
        spec = cast("Spec", self)
        found = tuple(self._found(spec.document() if document is None else document, frozen))
        waivers = Waiver.of(spec)
        if not waivers:
            return found
        wrote = spec.writers if wrote is None else wrote
        return tuple(_joined(one, waivers.get(one.key), wrote) for one in found)

    def progress_of(self, document: Document) -> list[Progress]:
        """Every chapter of the draft with its state and findings."""
        return of_document(document, ChapterState.complete_of(self), self.findings(document))

    def open_blockers(
        self, document: Document, wrote: Container[int] | None = None
    ) -> list[Finding]:
        """What stops an approval of this document; no waiver counts of somebody who `wrote` in it."""
        return [one for one in self.findings(document, wrote=wrote) if one.blocks]

    def recount(self) -> None:
        """Ask the rules again, and keep the numbers."""
        spec = cast("Spec", self)
        document = spec.document()
        self.keep_progress(self.progress_of(document), document)
        Dependency.keep(spec, document)

    def keep_progress(self, chapters: Iterable[Progress], document: Document) -> None:
        """Store what lists show: chapters complete, findings by chapter, promise and level."""
        spec, found = cast("Spec", self), list(chapters)
        blockers, availability = sum(one.blockers for one in found), levels.promised(document)
        numbers = {
            "complete": sum(one.state in ("done", "na") for one in found),
            "blockers": blockers,
            "warnings": sum(one.warnings for one in found),
            "waived": sum(one.waived for one in found),
            "rule_set": spec.__dict__.pop("_rule_set", spec.rule_set),
            "availability": availability,
            "level": self.level_of(availability, blockers),
            "progress": {
                one.chapter.slug: [one.state, one.blockers, one.warnings, one.waived]
                for one in found
            },
            "rules": _by_rule(found),
        }
        if availability != spec.availability:
            Dependency.promises_changed(spec)
        for name, number in numbers.items():
            setattr(spec, name, number)
        type(spec).objects.filter(pk=spec.pk).update(**numbers)

    def level_of(self, availability: str, blockers: int) -> str:
        """The readiness level, by the policy that the findings were weighed with."""
        return levels.level(availability, blockers, self.__dict__.get("_policy", DEFAULT))

    def _found(self, document: Document, frozen: bool = False) -> Iterator[Finding]:
        policy = Policy.in_force()
        self._rule_set, self._policy = f"{readiness.VERSION}.{policy.version}", policy
        yield from _kept(document, policy) if frozen else readiness.findings(document, policy)
        for ask in RECORDS:
            told = ask(cast("Spec", self), document)
            yield from policy.weighed(told, document["header"].get("tier", ""))


def _by_rule(found: Iterable[Progress]) -> dict[str, int]:
    """How many open blockers and warnings each rule has."""
    counts: dict[str, int] = {}
    for one in (one for chapter in found for one in chapter.findings):
        if one.waiver is None and one.severity in COUNTED:
            counts[one.rule] = counts.get(one.rule, 0) + 1
    return counts


def _joined(one: Finding, waiver: Waiver | None, wrote: Container[int]) -> Finding:
    """A finding with its waiver, or with one that does not count: its giver had part in the version."""
    if waiver is None:
        return one
    return replace(one, void=waiver) if waiver.by_id in wrote else replace(one, waiver=waiver)


def _kept(document: Document, policy: Weighing) -> tuple[Finding, ...]:
    """The rules say of the same text the same on one day; a review page asks at every look."""
    weights = [dict(policy.severities), dict(policy.minor), sorted(policy.off)]
    text = json.dumps([document, weights], sort_keys=True)
    digest = hashlib.sha256(text.encode()).hexdigest()
    key = f"findings-{readiness.VERSION}-{timezone.localdate()}-{digest}"
    found: tuple[Finding, ...] | None = cache.get(key)
    if found is None:
        found = readiness.findings(document, policy)
        cache.set(key, found, DAY)
    return found
