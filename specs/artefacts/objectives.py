"""What the SLOs of a specification say, read once for every format that needs them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from ..documents import Values
from ..quantities import Duration, NotUnderstood, Target
from ..quantities.promql import SELECTOR, fault, ranged, spans, uncommented
from .base import Omission, Source
from .texts import camel, dns_name

DAYS = {"7 d": 7, "28 d": 28, "30 d": 30, "90 d": 90}


@dataclass(frozen=True)
class Budget:
    """What burn rates are counted from: the share of good events promised, and the days it is promised over."""

    ratio: Decimal
    days: int


@dataclass(frozen=True)
class Obstacle:
    """Why there are no burn rates, and the field of the objective that would mend it."""

    why: str
    field: str


@dataclass(frozen=True)
class Objective:
    """One row of the SLOs with its values understood."""

    row: Values
    name: str  # a DNS label, unique in the specification
    alert: str  # the name of its alerts
    target: Target
    days: int | None  # of the compliance period; None: too short for a budget
    window: Duration | None

    @property
    def title(self) -> str:
        return str(self.row["name"])

    @property
    def ratio(self) -> Decimal | None:
        """The share of good events that is promised, in (0, 1); None: no ratio is promised."""
        share = self.target.good
        return share if share is not None and 0 < share < 1 else None

    def queries(self) -> tuple[str, str] | None:
        """Good and total, as written, where both can be put over any window."""
        return None if self._unread() else (self._query("good_query"), self._query("total_query"))

    def errors(self, window: str) -> str:
        """The share of bad events over a window, in PromQL; without any good series it is all of them."""
        good, total = (_over(self._query(name), window) for name in ("good_query", "total_query"))
        return f"1 - (\n  ({good} or 0 * {total})\n  /\n  {total}\n)"

    @property
    def budget(self) -> Budget | None:
        """What burn-rate alerts are compiled from; None where they are not wanted or not possible."""
        wanted = self.row["alerting"] in ("burn rate", "")
        if wanted and self.days and self.ratio is not None and self.queries():
            return Budget(self.ratio, self.days)
        return None

    @property
    def obstacle(self) -> Obstacle | None:
        """What keeps burn rates from being compiled, and in which field to mend it; None: nothing does."""
        if self.target.good is None:
            return Obstacle(
                "A limit leaves no error budget: promise a share, such as 99%.", "target"
            )
        if self.ratio is None:
            return Obstacle(f"A target of {self.row['target']} leaves no error budget.", "target")
        if self.days is None:
            return Obstacle("Its period has no burn rates: choose 7, 28, 30 or 90 days.", "period")
        return self._unread()

    def _query(self, field: str) -> str:
        return str(self.row[field]).strip()

    def _unread(self) -> Obstacle | None:
        """Why good and total are no queries over any window."""
        for field, called in (("good_query", "good"), ("total_query", "total")):
            query = self._query(field)
            if not query:
                return Obstacle("It has no good and total query.", field)
            if wrong := fault(query):
                return Obstacle(f"Its {called} query cannot be read: {wrong}", field)
            if not spans(query):
                return Obstacle(f"Its {called} query is no counter and has no range.", field)
        if wrong := fault(self.errors("5m")):
            return Obstacle(f"Its good and total query do not go together: {wrong}", "good_query")
        return None

    @property
    def address(self) -> str:
        return f"slo.{self.row['key']}.name"


def _over(query: str, window: str) -> str:
    """A counter as its rate over the window; an expression with its ranges changed to it."""
    if SELECTOR.fullmatch(query):
        return f"sum(rate({query}[{window}]))"
    return f"({uncommented(ranged(query, f'[{window}]'))})"


def runbook_of(source: Source, one: Objective) -> str:
    """The runbook of the first alert on the same metric; empty without one."""
    metric = one.row["metric"]
    near = (row["runbook"] for row in source.rows("alerts", "alert") if row["metric"] == metric)
    return next(filter(None, near), "") if metric else ""


def objectives(source: Source) -> tuple[list[Objective], list[Omission]]:
    """Every SLO that can be read, and those that cannot."""
    if "objectives" not in source.memo:
        source.memo["objectives"] = _objectives(source)
    found: list[Objective]
    missed: list[Omission]
    found, missed = source.memo["objectives"]
    return found, list(missed)  # each format adds its own


def _objectives(source: Source) -> tuple[list[Objective], list[Omission]]:
    found: list[Objective] = []
    missed: list[Omission] = []
    taken: set[str] = set()
    for row in source.rows("slos", "slo"):
        try:
            target = Target.parse(row["target"])
        except NotUnderstood as problem:
            missed.append(
                Omission(
                    row["name"] or "An objective",
                    f"Its target: {problem}",
                    f"slo.{row['key']}.target",
                )
            )
            continue
        window = _window(row["window"])
        name = _unused(dns_name(row["name"], "objective"), taken)
        alert = camel(f"{source.name} {row['name']}") or "Objective"
        found.append(Objective(row, name, alert, target, _days(row, window), window))
    return found, missed


def _window(text: str) -> Duration | None:
    try:
        return Duration.parse(text)
    except NotUnderstood:
        return None


def _days(row: Values, window: Duration | None) -> int | None:
    """The compliance period; where none is chosen, the measurement window if it is long enough for one."""
    if row["period"]:
        return DAYS.get(row["period"])
    if window is None or window.seconds is None:
        return None
    days = window.seconds / 86_400
    return int(days) if days in DAYS.values() else None


def _unused(name: str, taken: set[str]) -> str:
    """The name, numbered where an earlier one has it."""
    free = next(one for one in _numbered(name) if one not in taken)
    taken.add(free)
    return free


def _numbered(name: str) -> Iterator[str]:
    yield name
    yield from (f"{name[:60]}-{number}" for number in range(2, 1000))
