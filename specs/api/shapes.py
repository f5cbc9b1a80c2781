"""The shapes that go in and out."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any

from ninja import Field, Schema
from pydantic import StringConstraints

from specs.cells import LONGEST

Text = Annotated[str, StringConstraints(max_length=LONGEST, pattern=r"^[^\x00]*$")]
Words = Annotated[str, StringConstraints(max_length=200, pattern=r"^[^\x00]*$")]


class SpecOut(Schema):
    """A specification in a list."""

    guid: str
    name: str
    team: str
    version: str
    status: str
    tier: str
    blockers: int
    warnings: int
    approved_version: str
    updated_at: datetime
    url: str


class Page(Schema):
    """Some specifications, and where the next ones are."""

    items: list[SpecOut]
    next: str | None = None


class SpecIn(Schema):
    """A new draft."""

    name: Words
    team: Words = Field(description="The slug of a team that you write for.")


class CellIn(Schema):
    """One cell as it should be, and the digest of what was seen there (empty for an empty cell)."""

    address: Annotated[str, StringConstraints(max_length=200)]
    text: Text
    seen: Annotated[str, StringConstraints(max_length=64)] = ""


class CellsIn(Schema):
    """Cells to write, each by compare-and-set."""

    cells: list[CellIn]


class ConflictOut(Schema):
    """A cell that had changed meanwhile; both texts are kept."""

    address: str
    theirs: str


class CellsOut(Schema):
    """What became of the cells."""

    digests: dict[str, str]
    conflicts: list[ConflictOut]
    withheld: list[str]


class FindingOut(Schema):
    """Something to know about one place."""

    rule: str
    severity: str
    title: str
    sentence: str
    section: str
    address: str
    waived_until: date | None = None


class ArtefactOut(Schema):
    """One format."""

    name: str
    title: str
    sentence: str
    url: str


class DecisionOut(Schema):
    """What one reviewer said."""

    reviewer: str
    verdict: str
    summary: str
    at: datetime


class ReviewOut(Schema):
    """One round."""

    number: int
    state: str
    version: str
    revision: int
    submitted_by: str
    submitted_at: datetime
    note: str
    decisions: list[DecisionOut]
    url: str


class SubmissionIn(Schema):
    """Asking for a review."""

    note: Text = ""
    reason: Text = Field("", description="Needed while there are blockers.")
    deploy_on: date | None = None


class VerdictIn(Schema):
    """A decision about exactly the revision that was read."""

    revision: int
    verdict: str = Field(description="approve, request_changes or comment")
    summary: Text = ""


class ExportOut(Schema):
    """One way of a revision into one repository."""

    id: int
    repository: str
    version: str
    state: str
    commit: str
    reason: str
    url: str


class RepositoryOut(Schema):
    """Where approved files go."""

    slug: str
    name: str
    url: str
    branch: str
    active: bool


class ReasonOut(Schema):
    """Why it may not go out."""

    rule: str
    title: str
    url: str


class GateOut(Schema):
    """The gate's answer."""

    answer: str = Field(description="allow, deny or unknown")
    guid: str
    version: str = ""
    status: str = ""
    digest: str = ""
    approved_at: str = ""
    environment: str = ""
    sha: str = ""
    reasons: list[ReasonOut] = []
    waivers: list[dict[str, Any]] = []
    break_glass: dict[str, Any] | None = None
    url: str = ""


class GlassIn(Schema):
    """Opening the gate for a while."""

    reason: Text
    minutes: int = Field(60, ge=1, le=1440)
    version: Annotated[Words, Field(max_length=40)] = ""
    environment: Annotated[Words, Field(max_length=80)] = ""


class GlassOut(Schema):
    """Until when it is open."""

    until: datetime
    by: str
    reason: str
