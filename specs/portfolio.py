"""The portfolio: every service a person may see, from stored numbers; no document is read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any, NamedTuple
from urllib.parse import urlencode

from specs import access
from specs.listing import SENT_BACK
from specs.models import Status, User
from specs.readiness import levels
from specs.sections.base import Chapter

CHAPTERS = tuple(chapter for chapter in Chapter if chapter is not Chapter.RELATED)
FIRST = 25
SHOWN = {"block": "blocker", "warn": "warning"}
WORDS = {
    "ready": "ready", "waived": "waived", "part": "in progress", "empty": "not started",
    "na": "not applicable",
}  # fmt: skip
COLUMNS = (
    "pk", "guid", "name", "tier", "team__name", "team__slug", "status", "version",
    "changes_requested", "review_overdue", "past_review_by", "submitted_at", "updated_at",
    "progress", "approved_progress", "own", "face_name", "face_version", "face_status", "face_at",
    "face_tier", "level", "approved_level",
)  # fmt: skip
RULES = ("rules", "approved_rules")
NO_LEVEL = "no"  # in addresses, where nothing is no filter
LEVELS = {
    NO_LEVEL: "Not ready",
    **{one: levels.WORDS[one] for one in (levels.READY, "C", "B", "A")},
}
PUBLISHED = (Status.APPROVED, Status.IMPLEMENTED)
LABELS = {status.value: str(status.label) for status in Status}
SORTS = ("name", "team", "status", "ready", "level", "blockers", "warnings", "edited")


class Cell(NamedTuple):
    """How one chapter of one service stands: a state, and how many of what it is named after."""

    chapter: Chapter
    state: str
    number: int

    @property
    def words(self) -> str:
        """The state as people say it: "2 blockers"."""
        if noun := SHOWN.get(self.state):
            return f"{self.number} {noun}{'' if self.number == 1 else 's'}"
        return WORDS[self.state]

    @property
    def is_gap(self) -> bool:
        """Whether something is still to be done here."""
        return self.state in ("block", "warn", "empty", "part")


@dataclass
class Service:
    """One row of the portfolio, as this person is shown it."""

    pk: int
    guid: str
    name: str
    tier: str
    team: str
    team_slug: str
    status: str
    version: str
    own: bool
    approved_at: datetime | None
    updated_at: datetime
    waiting_since: datetime | None
    review_overdue: bool
    past_review_by: bool
    cells: tuple[Cell, ...]
    blockers: int
    warnings: int
    failing: bool = False
    level: str = ""
    rules: Mapping[str, int] = field(default_factory=dict)  # what each finds, where it was asked

    @property
    def level_words(self) -> str:
        return levels.WORDS[self.level]

    @cached_property
    def percent(self) -> int:
        """Chapters ready or waived, of those that apply."""
        applicable = [cell for cell in self.cells if cell.state != "na"]
        done = sum(cell.state in ("ready", "waived") for cell in applicable)
        return round(100 * done / len(applicable)) if applicable else 100

    @property
    def ready(self) -> bool:
        """What may be deployed: approved, nothing open against it, and not past its review date."""
        approved = self.status in (LABELS[Status.APPROVED], LABELS[Status.IMPLEMENTED])
        return approved and not self.blockers and not self.past_review_by

    @property
    def risk(self) -> tuple[Any, ...]:
        """Sorts what needs somebody first to the top."""
        late = not (self.past_review_by or self.review_overdue)
        return (
            not self.blockers,
            late,
            not self.warnings,
            self.tier or "9",
            -self.blockers,
            self.name,
        )


def services_of(user: User, *, rules: bool = False) -> list[Service]:
    """All of them, unsorted, with what failed on its way out: two queries. `rules`: and what each
    check finds."""
    failing = access.specs_failing(user)
    columns = (*COLUMNS, *RULES) if rules else COLUMNS
    found = access.services_visible(user).order_by("shown_name", "pk").values_list(*columns)
    return [_service(dict(zip(columns, row, strict=True)), failing) for row in found]


def _service(row: dict[str, Any], failing: set[int]) -> Service:
    own, status = row["own"], row["status"] if row["own"] else row["face_status"]
    live = own or row["status"] in PUBLISHED
    progress = row["progress"] if live else row["approved_progress"]
    cells, blockers, warnings = _cells(progress, approved=status in PUBLISHED)
    sent_back = status == Status.DRAFT and row["changes_requested"]
    return Service(
        row["pk"], row["guid"], (row["name"] if own else row["face_name"]) or "Untitled",
        row["tier"] if own else row["face_tier"], row["team__name"], row["team__slug"],
        SENT_BACK if sent_back else LABELS[status],
        row["version"] if own else row["face_version"], own, row["face_at"],
        row["updated_at"] if own else row["face_at"] or row["updated_at"],
        row["submitted_at"] if status == Status.REVIEW else None,
        own and row["review_overdue"], row["past_review_by"] and status in PUBLISHED,
        cells, blockers, warnings, row["pk"] in failing, row["level" if live else "approved_level"],
        row.get("rules" if live else "approved_rules") or {},
    )  # fmt: skip


def _cells(
    progress: Mapping[str, list[Any]], *, approved: bool
) -> tuple[tuple[Cell, ...], int, int]:
    """The cells, and how many blockers and warnings there are in all chapters."""
    nothing = ["done" if approved else "todo", 0, 0]
    cells = tuple(_cell(one, *progress.get(one.slug, nothing)) for one in CHAPTERS)
    numbers = list(progress.values())
    return cells, sum(one[1] for one in numbers), sum(one[2] for one in numbers)


def _cell(chapter: Chapter, state: str, blockers: int, warnings: int, waived: int = 0) -> Cell:
    if state in ("na", "todo"):
        return Cell(chapter, "na" if state == "na" else "empty", 0)
    for name, count in (("block", blockers), ("warn", warnings), ("waived", waived)):
        if count:
            return Cell(chapter, name, count)
    return Cell(chapter, "part" if state == "part" else "ready", 0)


@dataclass(frozen=True)
class Wanted:
    """What a person asks the portfolio for."""

    q: str = ""
    team: str = ""
    status: str = ""
    tier: str = ""
    gap: str = ""
    rule: str = ""
    level: str = ""
    blockers: bool = False
    ready: bool = False
    failing: bool = False
    view: str = ""
    sort: str = ""

    @classmethod
    def of(cls, get: Mapping[str, str]) -> Wanted:
        words = {
            one: get.get(one, "").strip()
            for one in ("q", "team", "status", "tier", "gap", "rule", "level")
        }
        ticks = {one: bool(get.get(one)) for one in ("blockers", "ready", "failing")}
        sort, view = get.get("sort", ""), "list" if get.get("view") == "list" else ""
        return cls(**words, **ticks, view=view, sort=sort if sort.lstrip("-") in SORTS else "")  # type: ignore[arg-type]

    def takes(self, one: Service) -> bool:
        """Whether a service is asked for."""
        word = self.q.casefold()
        return (
            (not word or word in f"{one.name}\n{one.team}\n{one.guid}".casefold())
            and (not self.team or one.team_slug == self.team)
            and (not self.status or one.status == self.status)
            and (not self.tier or one.tier == self.tier)
            and (not self.level or (one.level or NO_LEVEL) == self.level)
            and (not self.blockers or one.blockers > 0)
            and (not self.ready or one.ready)
            and (not self.failing or one.failing)
            and (not self.rule or self.rule in one.rules)
            and (
                not self.gap
                or any(cell.is_gap for cell in one.cells if cell.chapter.slug == self.gap)
            )
        )

    def query(self, **others: str) -> str:
        """The same question as a query string, with something said differently."""
        said = {name: value for name, value in vars(self).items() if value} | others
        return urlencode(
            {name: "1" if value is True else value for name, value in said.items() if value}
        )

    @property
    def filters(self) -> bool:
        return any(value for name, value in vars(self).items() if name not in ("view", "sort"))


def by_team(found: Iterable[Service]) -> list[tuple[str, list[Service]]]:
    """Services in groups, in the order in which their teams come first."""
    teams: dict[str, list[Service]] = {}
    for one in found:
        teams.setdefault(one.team, []).append(one)
    return list(teams.items())


def sorted_by(found: list[Service], sort: str) -> list[Service]:
    """The list in the order asked for; by risk without one."""
    keys = {
        "name": lambda one: one.name.casefold(),
        "team": lambda one: (one.team.casefold(), one.name.casefold()),
        "status": lambda one: (one.status, one.name.casefold()),
        "ready": lambda one: one.percent,
        "level": lambda one: list(LEVELS).index(one.level or NO_LEVEL),
        "blockers": lambda one: one.blockers,
        "warnings": lambda one: one.warnings,
        "edited": lambda one: one.updated_at,
    }
    name = sort.lstrip("-")
    return sorted(found, key=keys.get(name, lambda one: one.risk), reverse=sort.startswith("-"))
