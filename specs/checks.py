"""Findings as pages show them, and who may let one pass or mend it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.db.models import F, Q, QuerySet
from django.http import Http404

from specs import access, readiness, template
from specs.documents import Document, Finding, Fix
from specs.models import Event, Revision, Spec, Status, User, Waiver
from specs.readiness.policy import Policy
from specs.readiness.rule import Rule
from specs.sections.base import Chapter, Row

SAMPLE = 50  # specifications that a change of policy is tried on
SHOWN = {"blocker": "block", "warning": "warn", "advice": "info"}
WORDS = {"blocker": "Blocker", "warning": "Warning", "advice": "Advice"}


@dataclass(frozen=True)
class Check:
    """One finding with what a page needs around it."""

    spec: Spec
    finding: Finding
    place: str = "the field"  # what its link goes to: `alert 2`, `the section`

    @property
    def id(self) -> str:
        return self.finding.id

    @property
    def severity(self) -> str:
        """The class of its shape."""
        return "waived" if self.finding.waiver else SHOWN[self.finding.severity]

    @property
    def word(self) -> str:
        return "Waived" if self.finding.waiver else WORDS[self.finding.severity]

    @property
    def title(self) -> str:
        return self.finding.title

    @property
    def text(self) -> str:
        return self.finding.sentence

    @property
    def rule(self) -> Rule | None:
        """Why it is asked; None where it rests on records."""
        return next((one for one in readiness.rules() if one.id == self.finding.rule), None)

    @property
    def waiver(self) -> Waiver | None:
        waiver: Waiver | None = self.finding.waiver
        return waiver

    @property
    def void(self) -> Waiver | None:
        """A waiver that does not count."""
        waiver: Waiver | None = self.finding.void
        return waiver

    @property
    def chapter(self) -> Chapter:
        return chapter_of(self.finding)

    @property
    def anchor(self) -> str:
        return self.finding.address.replace(".", "-") or self.finding.section

    @property
    def href(self) -> str:
        return f"/specs/{self.spec.guid}/sections/{self.chapter.slug}/#{self.anchor}"

    @property
    def query(self) -> str:
        """How a form names it."""
        rule, section, address, value = self.finding.key
        return urlencode({"rule": rule, "section": section, "at": address, "value": value})

    @property
    def fixes(self) -> tuple[Fix, ...]:
        return self.finding.fix


def chapter_of(finding: Finding) -> Chapter:
    """The page on which it is mended."""
    section = template.find(finding.section)
    chapter: Chapter = section.chapter  # type: ignore[attr-defined]
    return chapter


def place_of(finding: Finding, document: Document | None) -> str:
    """The row or field in a word or two."""
    if not finding.address:
        return "the section"
    slug, key, _ = finding.address.split(".")
    values = document["sections"][finding.section] if document and key != "-" else {}
    for rows in values.values():
        for number, row in enumerate(rows if isinstance(rows, list) else (), 1):
            model = template.find(slug)
            if row["key"] == key and issubclass(model, Row):
                return f"{model.noun()} {number}"
    return "the field"


def checks(spec: Spec, found: Iterable[Finding], document: Document | None = None) -> list[Check]:
    """The worst first, in the order of the specification."""
    order = list(SHOWN)
    ranked = sorted(
        found,
        key=lambda one: (one.waiver is not None, order.index(one.severity), one.rule == "GEN-05"),
    )
    return [Check(spec, one, place_of(one, document)) for one in ranked]


def waivers_visible(user: User) -> QuerySet[Waiver]:
    """What is let pass: of drafts to their readers, of what was approved to everybody who finds it."""
    approved = Q(spec__in=access.specs_visible(user).order_by().values("pk"))
    approved &= Q(spec__approved__published_at__gte=F("at"))
    drafts = Q(spec__in=access.drafts_visible(user).order_by().values("pk"))
    return Waiver.holding().filter(drafts | approved).select_related("spec__team")


def void_among(waivers: Iterable[Waiver]) -> set[int]:
    """The ids of those that count nowhere: whoever gave them had part in the version of now. Two queries."""
    given = [one for one in waivers if not one.spec.is_face]
    specs = {one.spec_id: one.spec for one in given}.values()
    drafts = [spec for spec in specs if spec.status == Status.DRAFT]
    wrote = Event.edited(drafts) if drafts else set()
    rest = Revision.objects.filter(spec__in=[spec.pk for spec in specs if spec not in drafts])
    newest = {one.spec_id: one for one in rest.defer("document", "markdown").order_by("number")}
    wrote |= {(pk, writer) for pk, revision in newest.items() for writer in revision.writers}
    return {one.pk for one in given if (one.spec_id, one.by_id) in wrote}


def ended(spec: Spec) -> list[Waiver]:
    """The waivers that held once, the last to end first."""
    over = Waiver.objects.filter(spec=spec).exclude(ended_at=None).order_by("-ended_at")
    return list(over.select_related("by", "ended_by")[:20])


def would_change(policy: Policy) -> dict[str, int]:
    """What another policy would make of the specifications that were edited last."""
    sample = list(Spec.objects.select_related("team").order_by("-updated_at")[:SAMPLE])
    more = less = touched = 0
    for spec in sample:
        document = spec.document()
        before = sum(one.severity == "blocker" for one in spec.findings(document))
        after = sum(one.severity == "blocker" for one in readiness.findings(document, policy))
        touched += before != after
        more, less = more + max(0, after - before), less + max(0, before - after)
    return {"of": len(sample), "touched": touched, "more": more, "less": less}


def spec_for_waiving(user: User, guid: str) -> Spec:
    """A specification in which this person may let a finding pass."""
    spec = access.draft_for_reading(user, guid)
    if not Waiver.may_grant(user, spec):
        raise PermissionDenied(
            "Only a reviewer who had no part in this version can grant a waiver."
        )
    return spec


def finding_named(spec: Spec, given: dict[str, str]) -> Finding:
    """The finding that a form means, as things stand; 404 when it is gone."""
    key = tuple(given.get(name, "") for name in ("rule", "section", "at", "value"))
    for one in spec.findings():
        if one.key == key:
            return one
    raise Http404


def waiver_for_ending(user: User, guid: str, pk: int) -> Waiver:
    """A waiver that this person may revoke: reviewers may, and who granted it."""
    spec = access.draft_for_reading(user, guid)
    waiver = Waiver.objects.select_related("spec__team", "by").filter(spec=spec, pk=pk).first()
    if waiver is None:
        raise Http404
    if not (user.is_active and (user.is_reviewer or user.is_admin)):
        raise PermissionDenied("Only reviewers and admins can revoke waivers.")
    return waiver
