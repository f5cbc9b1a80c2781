"""Unit tests of the burn-rate rules, as `promtool test rules` runs them."""

from __future__ import annotations

from decimal import ROUND_CEILING, Decimal
from typing import Any

from ..burn_rates import Pair, pairs
from .base import Artefact, Compiled, File, Omission, Source
from .healthy import Case, health, is_told
from .objectives import Budget, Objective, objectives
from .prometheus_rules import PrometheusRules
from .series import beside, counted, growing, written
from .texts import in_yaml

SLOW = "prometheus-rules.slow.test.yaml"
NO_SERIES = "No sample series can be made up for its queries."
RATE = 1000  # events per minute: the smallest share that is tried is still a whole event
DAY = 86_400


class PromtoolTests(Artefact):
    """Cases for each objective: a total outage pages, a slow burn opens a ticket, health is silent."""

    name, title, place = "prometheus-rules-tests", "Tests of the Prometheus rules", 12
    sentence = (
        "Proves that an outage pages in time, a slow burn opens a ticket, and health is silent."
    )
    filename = "prometheus-rules.test.yaml"
    several = (filename, SLOW)

    def compile(self, source: Source) -> Compiled:
        quick: list[Case] = []
        slow: list[Case] = []
        missed: list[Omission] = []
        for one in objectives(source)[0]:
            try:
                if budget := one.budget:
                    cases = Cases(one, budget)
                    quick += cases.quick()
                    slow += cases.slow()
                elif is_told(source, one):
                    quick.append(health(source, one))
            except ValueError:
                field = "good_query" if one.queries() else "metric"
                missed.append(Omission(one.title, NO_SERIES, f"slo.{one.row['key']}.{field}"))
        files = [
            File(name, in_yaml(source, _file(every, tests)))
            for name, every, tests in ((self.filename, "1m", quick), (SLOW, "30m", slow))
            if tests
        ]
        return Compiled(tuple(files), tuple(missed))


def _file(every: str, tests: list[Case]) -> dict[str, Any]:
    return {
        "rule_files": [PrometheusRules.filename], "evaluation_interval": every, "tests": tests,
    }  # fmt: skip


class Cases:
    """The cases of one objective; ValueError when its queries are no selectors to make series for."""

    def __init__(self, one: Objective, budget: Budget) -> None:
        self.one, self.ratio = one, budget.ratio
        self.pairs = [pair for pair in pairs(budget.days) if not pair.never_fires(budget.ratio)]
        self.good, self.total = (counted(one.row[name]) for name in ("good_query", "total_query"))

    def quick(self) -> list[Case]:
        """Outage and health, minute by minute."""
        pages = [pair for pair in self.pairs if pair.kind == "page"]
        return [*([self._outage(pages[0])] if pages else []), self._health()]

    def slow(self) -> list[Case]:
        """The slow burn over days, where some pair can tell it."""
        return [self._slow_burn(pair) for pair in self.pairs if pair.long == 3 * DAY]

    def _outage(self, pair: Pair) -> Case:
        """Every event fails after the long window was healthy: paging when it should, within a minute."""
        before, minutes = pair.long // 60 + 10, self._minutes(pair, Decimal(1))
        series = self._series(1, [(before, Decimal(0)), (minutes + 5, Decimal(1))])
        checks = [
            self._check(before, []),
            self._check(before + minutes + 1, ["page"], pair),
        ]
        if minutes > 2:
            checks.insert(1, self._check(before + minutes - 2, [], pair))
        return self._case("a total outage pages", 1, series, checks)

    def _slow_burn(self, pair: Pair) -> Case:
        """Errors at twice the pace of the slowest pair, after healthy days: a ticket, and no page."""
        errors = min(pair.threshold(self.ratio) * 2, Decimal(1))
        step = 2  # two samples fall into the shortest window, so that a page would be seen
        before, after = 3 * DAY // 60 + 60, -(-self._minutes(pair, errors) // 30) * 30 + 30
        series = self._series(step, [(before // step, Decimal(0)), (after // step + 1, errors)])
        checks = [self._check(before, []), self._check(before + after, ["ticket"], pair)]
        checks.append(self._paging(before + after))
        return self._case("a slow burn opens a ticket", step, series, checks)

    def _health(self) -> Case:
        series = self._series(1, [(120, Decimal(0))])
        return self._case("a healthy service is silent", 1, series, [self._check(110, [])])

    # ------------------------------------------------------------ pieces

    def _minutes(self, pair: Pair, errors: Decimal) -> int:
        """Whole minutes until the pair fires at that share of errors."""
        seconds = pair.time_to_fire(self.ratio, errors) or Decimal(0)
        return int((seconds / 60).to_integral_value(rounding=ROUND_CEILING))

    def _case(self, name: str, step: int, series: list[dict[str, str]], checks: list[Case]) -> Case:
        return {
            "name": f"{self.one.title}: {name}", "interval": f"{step}m", "input_series": series,
            "promql_expr_test": checks,
        }  # fmt: skip

    def _check(self, minute: int, kinds: list[str], pair: Pair | None = None) -> Case:
        """Which severities fire at that minute; the labels of the pair where one is named."""
        window = f', long_window="{_window(pair)}"' if pair else ""
        where = f'alertname="{self.one.alert}BurnRate", alertstate="firing", slo="{self.one.name}"{window}'
        samples = [{"labels": f'{{severity="{kind}"}}', "value": 1} for kind in kinds]
        return {
            "expr": f"count by (severity) (ALERTS{{{where}}})", "eval_time": f"{minute}m",
            "exp_samples": samples,
        }  # fmt: skip

    def _paging(self, minute: int) -> Case:
        """That nothing pages at that minute."""
        where = f'alertname="{self.one.alert}BurnRate", severity="page", slo="{self.one.name}"'
        return {"expr": f"count(ALERTS{{{where}}})", "eval_time": f"{minute}m", "exp_samples": []}

    def _series(self, step: int, phases: list[tuple[int, Decimal]]) -> list[dict[str, str]]:
        """Counters over phases of (samples, share of errors); bad ones start at 0, for an absent series never fires."""
        good, total, each = self.good, self.total, RATE * step
        if good.name == total.name:
            other, shares = beside(total, good), [errors for _, errors in phases]
            fine = written(good.name, good.sample() | total.sample())
        else:
            other, shares = total.sample(), [Decimal(1) for _ in phases]
            fine = written(good.name, good.sample())
        kept = [(count, (1 - errors) * each) for count, errors in phases]
        rest = [(count, share * each) for (count, _), share in zip(phases, shares, strict=True)]
        return [
            {"series": fine, "values": growing(kept)},
            {"series": written(total.name, other), "values": growing(rest)},
        ]


def _window(pair: Pair) -> str:
    return f"{pair.long // 3600}h" if pair.long < DAY else f"{pair.long // DAY}d"
