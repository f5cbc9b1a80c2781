"""Budget burn against the window pairs, as an SVG: both axes grow by powers of ten.

A constant share of errors is a straight line up; a pair is a level, as wide as its long window.
Where a line meets a level, the alert fires; a line that passes a level on the right never fires it.
"""

from __future__ import annotations

from decimal import Decimal
from html import escape
from math import log10

from .promises import Firing, Promise
from .words import Span

WIDE, HIGH = 380, 226
LEFT, RIGHT, TOP, BOTTOM = 42, 366, 38, 190
FLOOR = 0.01  # the share of the budget at the lower edge
TICKS = (1, 10, 60, 600, 3600, 21_600, 86_400, 259_200, 604_800, 2_592_000, 7_776_000)
APART = 40  # between the words of the lower edge
LEVELS = ((0.01, "1 %"), (0.1, "10 %"), (1, "100 %"))


def picture(one: Promise) -> str:
    """The SVG of one objective with burn-rate alerts; empty without."""
    if not one.pairs or one.period is None or one.budget is None:
        return ""
    return _Burn(one, float(one.budget.seconds), float(one.period.seconds)).svg()


class _Burn:
    """Seconds and shares of the budget on paper."""

    def __init__(self, one: Promise, budget: float, period: float) -> None:
        self.one, self.budget, self.end = one, budget, period
        self.start = min(budget * FLOOR, 1800.0)

    def svg(self) -> str:
        name = (
            f"Budget of {self.one.name} spent over time at four shares of errors, "
            "and where alerts fire. The table beside it says the same."
        )
        parts = (
            self._paper(),
            "".join(self._line(at, firing) for at, firing in enumerate(self.one.firings)),
            "".join(self._level(pair.long, pair.budget, pair.kind) for pair in self.one.pairs),
            "".join(map(self._dot, self.one.firings)),
        )
        return (
            f'<svg class="burn" role="img" aria-label="{escape(name)}" width="{WIDE}" '
            f'height="{HIGH}" viewBox="0 0 {WIDE} {HIGH}">{"".join(parts)}</svg>'
        )

    def _x(self, seconds: float) -> float:
        whole = log10(self.end / self.start)
        return LEFT + (RIGHT - LEFT) * log10(max(seconds, self.start) / self.start) / whole

    def _y(self, share: float) -> float:
        return BOTTOM - (BOTTOM - TOP) * log10(share / FLOOR) / -log10(FLOOR)

    def _paper(self) -> str:
        found, last = [], float(LEFT - APART)
        for share, word in LEVELS:
            y = self._y(share)
            found.append(f'<path class="b-grid" d="M{LEFT} {y:.1f}H{RIGHT}"/>')
            found.append(_text("b-end", LEFT - 6, y + 4, word))
        for seconds in TICKS:
            x = self._x(seconds)
            if self.start <= seconds <= self.end and x - last >= APART:
                found.append(f'<path class="b-grid" d="M{x:.1f} {TOP}V{BOTTOM}"/>')
                found.append(_text("b-mid", x, BOTTOM + 16, str(Span(Decimal(seconds)))))
                last = x
        found.append(
            _text("b-mid", (LEFT + RIGHT) / 2, HIGH - 4, "time since the errors began", "b-note")
        )
        return "".join(found)

    def _line(self, at: int, firing: Firing) -> str:
        """What a share of errors spends, until the budget or the period is over."""
        errors = float(firing.errors)
        begin, over = self.budget * FLOOR / errors, self.budget / errors
        if begin >= self.end:
            return ""
        stop = min(over, self.end)
        share = stop * errors / self.budget
        x, y = self._x(stop), self._y(share)
        path = f'<path class="b-burn" d="M{self._x(begin):.1f} {BOTTOM}L{x:.1f} {y:.1f}"/>'
        raised = 12 if at == 2 else 0  # 2 % and 1 % are close
        if over <= self.end:
            return path + _text("b-mid", x, y - 6 - raised, firing.share)
        return path + _text("b-end", x - 4, y - 4, firing.share)

    def _level(self, seconds: int, share: Decimal, kind: str) -> str:
        x, y = self._x(seconds), self._y(float(share))
        return (
            f'<path class="b-{kind}" d="M{LEFT} {y:.1f}H{x:.1f}m0 -5v10"/>'
            + _text("b-start", x + 4, y + 12, str(Span(Decimal(seconds))), f"b-{kind}")
        )  # fmt: skip

    def _dot(self, firing: Firing) -> str:
        if firing.pair is None or firing.after is None:
            return ""
        x, y = self._x(float(firing.after.seconds)), self._y(float(firing.pair.budget))
        title = f"{firing.share} errors: {firing.what} after {firing.after}"
        return (
            f'<circle class="b-{firing.pair.kind}" cx="{x:.1f}" cy="{y:.1f}" r="4.5">'
            f"<title>{escape(title)}</title></circle>"
        )


def _text(anchor: str, x: float, y: float, words: str, more: str = "") -> str:
    classes = f"{anchor} {more}".strip()
    return f'<text class="{classes}" x="{x:.1f}" y="{y:.1f}">{escape(words)}</text>'
