"""Nobody promises more than what they stand on: SLO-05."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import ROUND_DOWN, Decimal, localcontext

from ..documents import Finding
from ..quantities import Percent, Target
from ..quantities.exact import plain
from .levels import is_availability, share_of
from .look import Look, parsed, place
from .rule import Rule


def ceiling(shares: Iterable[Decimal]) -> Decimal:
    """What is left when each fails on its own, whenever it likes: the product."""
    with localcontext(prec=60):
        whole = Decimal(1)
        for share in shares:
            whole *= share
        return whole


def capped(at: Decimal) -> str:
    """The ceiling in words, never rounded up."""
    shown = (at * 100).quantize(Decimal("0.01"), ROUND_DOWN)
    return f"Your dependencies cap you at {plain(shown)} %"


class Ceiling(Rule):
    """The availability promised is above the product of what hard dependencies promise."""

    id, severity, about = "SLO-05", "warning", "slos"
    title = "Hard dependencies allow the availability promised"
    reason = "When one of them stops, this stops: their failures are this service's failures."
    source = "ACM: The Calculus of Service Availability"

    def findings(self, look: Look) -> Iterator[Finding]:
        yield from self.above(look, {})

    def above(self, look: Look, theirs: Mapping[str, str]) -> Iterator[Finding]:
        """The same with what services are known to promise themselves, by the keys of their rows."""
        shares, texts = [], []
        for row in look.rows("upstream"):
            told = share_of(theirs.get(row["key"], ""))
            entered = parsed(Percent.parse, row["promised"])
            share = told if told is not None else entered.ratio if entered else None
            if row["kind"] == "Hard" and share is not None:
                shares.append(share)
                promised = row["promised"] if told is None else theirs[row["key"]]
                texts.append(f"{row['name'] or row['linked']} {promised}")
        whole = ceiling(shares)
        for row in look.rows("slos") if texts else ():
            if not is_availability(row):
                continue
            target = parsed(Target.parse, row["target"])
            if target and target.dimension == "percent" and target.value > whole:
                yield self.says(
                    capped(whole),
                    f"{row['name']} promises {row['target']}, on {', '.join(texts)}.",
                    place("slo", row["key"], "target"),
                    row["target"],
                    *texts,
                )
