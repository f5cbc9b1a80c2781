"""The gate: may this version of this service go out? Judged from what was approved, and from nothing else."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from django.utils import timezone

from specs.models import BreakGlass, Revision, Spec, Waiver

MOST_VERSIONS = 20  # to choose from
ALLOW, DENY, UNKNOWN = "allow", "deny", "unknown"


@dataclass(frozen=True)
class Reason:
    """Why it may not go out: a rule or a state, in a sentence, and where to look."""

    rule: str
    title: str
    url: str


@dataclass(frozen=True)
class Judgement:
    """An answer with everything that led to it."""

    answer: str
    guid: str
    version: str = ""
    status: str = ""
    digest: str = ""
    approved_at: str = ""
    environment: str = ""
    sha: str = ""
    reasons: list[Reason] = field(default_factory=list)
    waivers: list[dict[str, str]] = field(default_factory=list)
    break_glass: dict[str, str] | None = None
    url: str = ""

    @property
    def text(self) -> str:
        """For the log of a pipeline: the answer first, then a line for each reason."""
        word = {ALLOW: "ALLOWED", DENY: "BLOCKED"}.get(self.answer, "UNKNOWN")
        count = (
            f": {len(self.reasons)} reason{'s' * (len(self.reasons) != 1)}" if self.reasons else ""
        )
        lines = [" ".join(filter(None, (word, self.guid, self.version))) + count]
        if self.break_glass:
            lines.append(
                f"- glass broken by {self.break_glass['by']} until {self.break_glass['until']}"
            )
        return (
            "\n".join([*lines, *(f"- {one.rule} {one.title} {one.url}" for one in self.reasons)])
            + "\n"
        )


class Gate:
    """A version at the gate, asked about from the database once for all its environments.

    It is the newest published revision of the version, or of all without one.
    """

    def __init__(self, spec: Spec, version: str = "") -> None:
        self.spec, self.version = spec, version
        self.revision = _published(spec, version)

    @cached_property
    def glass(self) -> list[BreakGlass]:
        """What lets deploys through although something stands against them."""
        return BreakGlass.open_for(self.spec)

    @cached_property
    def _standing(self) -> list[Reason]:
        """What stands against it wherever it goes."""
        return _reasons(self.spec, self.revision, self.version)

    @property
    def environments(self) -> list[str]:
        """The names of the environments that the version knows."""
        rows = _environments(self.revision) if self.revision else []
        return [row["name"] for row in rows if row["name"]]

    @cached_property
    def versions(self) -> list[str]:
        """What was published, the newest first."""
        found = Revision.published_of(self.spec).values_list("version", flat=True)[:MOST_VERSIONS]
        return list(dict.fromkeys(found))

    def judge(self, environment: str = "", sha: str = "") -> Judgement:
        """Allow or deny."""
        revision, reasons = self.revision, list(self._standing)
        if revision and environment and not _knows(revision, environment):
            title = f"{environment} is not an environment of this specification."
            reasons.append(Reason("GATE-03", title, f"{self.spec.url}sections/environments/"))
        version = self.version or (revision.version if revision else "")
        held = (one for one in self.glass if one.covers(version, environment))
        glass = next(held, None) if reasons else None
        at = revision.published_at if revision else None
        return Judgement(
            answer=DENY if reasons and glass is None else ALLOW,
            guid=self.spec.guid,
            version=revision.version if revision else self.version,
            status=str(revision.status) if revision else "",
            digest=revision.content_digest if revision else "",
            approved_at=at.isoformat() if at else "",
            environment=environment,
            sha=sha,
            reasons=reasons,
            waivers=_waivers(revision),
            break_glass=_glass(glass),
            url=self.spec.url,
        )


def judge(spec: Spec, version: str = "", environment: str = "", sha: str = "") -> Judgement:
    """Allow or deny one deploy."""
    return Gate(spec, version).judge(environment, sha)


def _published(spec: Spec, version: str) -> Revision | None:
    """A version that was replaced may go out again: that is a rollback."""
    found = Revision.published_of(spec)
    return (found.filter(version=version) if version else found).first()


def _reasons(spec: Spec, revision: Revision | None, version: str) -> list[Reason]:
    if revision is None and version and spec.approved_id:
        title = f"{version} is not approved; {spec.approved.version if spec.approved else ''} is."
        return [Reason("GATE-02", title, f"{spec.url}versions/")]
    if revision is None:
        return [Reason("GATE-01", "Nothing of this specification is approved yet.", spec.url)]
    return [
        Reason(
            one["rule"],
            f"{one['title']}: its waiver ended on {one['until']}.",
            f"{spec.url}checks/",
        )
        for one in _ended(spec, revision)
    ]


def _ended(spec: Spec, revision: Revision) -> list[dict[str, Any]]:
    """Blockers that were waived when it was approved, and are no more."""
    needed = [one for one in revision.waivers if one.get("severity", "blocker") == "blocker"]
    if not needed:
        return []
    wrote = revision.writers
    holding = {key for key, one in Waiver.of(spec).items() if one.by_id not in wrote}
    today = timezone.localdate()
    return [one for one in needed if not _held(one, holding, today)]


def _held(one: dict[str, Any], holding: set[tuple[str, str, str, str]], today: date) -> bool:
    """By its own waiver or by a later one for the same finding; records of old say only their day."""
    if "section" in one:
        return (one["rule"], one["section"], one["address"], one["value"]) in holding
    return bool(one["until"] >= today.isoformat())


def _knows(revision: Revision, environment: str) -> bool:
    known = {row[name].casefold() for row in _environments(revision) for name in ("name", "kind")}
    return environment.casefold() in known


def _environments(revision: Revision) -> list[dict[str, str]]:
    found: list[dict[str, str]] = revision.document["sections"]["environments"].get(
        "environment", []
    )
    return found


def _waivers(revision: Revision | None) -> list[dict[str, str]]:
    kept = revision.waivers if revision else []
    return [
        {name: one[name] for name in ("rule", "title", "reason", "name", "until")} for one in kept
    ]


def _glass(glass: BreakGlass | None) -> dict[str, str] | None:
    if glass is None:
        return None
    return {"by": str(glass.by), "reason": glass.reason, "until": glass.until.isoformat()}
