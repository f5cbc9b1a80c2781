"""Scaling that can work, and agrees with the drawing: SCL-04, SCL-05."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..documents import Finding, Values
from ..quantities import Integer, Quantity
from ..quantities.setting import size
from .look import Look, parsed, place
from .rule import Rule


class Works(Rule):
    """The bounds are the wrong way round, or the autoscaler lacks what it works with."""

    id, severity, about = "SCL-04", "blocker", "scaling_strategy"
    title = "Autoscaling can work"
    reason = "An autoscaler without a ceiling, or without a request to measure by, does nothing."
    source = "Seed 000: Scaling Strategy; Kubernetes HPA"

    def findings(self, look: Look) -> Iterator[Finding]:
        for row in look.rows("scaling_strategy"):
            low, high = (parsed(Integer.parse, row[name]) for name in ("minimum", "maximum"))
            named = look.called(row["component"], "component") or "A component"
            at = place("scaling_rule", row["key"], "maximum")
            if low and high and high < low:
                text = f"{named}: at least {low}, at most {high}."
                yield self.says("Autoscaling cannot work", text, at, row["minimum"], row["maximum"])
            if not _is_automatic(row):
                continue
            if not row["maximum"]:
                text = "Say how many replicas there may be at most."
                yield self.says(f"{named} scales without a maximum", text, at, named)
            if re.search(r"\bcpu\b", row["trigger"], re.IGNORECASE) and not _asks(look, row):
                text = (
                    "The share is measured against the CPU request. Add it under Resource Limits."
                )
                at = place("scaling_rule", row["key"], "trigger")
                yield self.says(
                    f"{named} scales on CPU without a CPU request", text, at, row["trigger"]
                )


def _asks(look: Look, rule: Values) -> bool:
    """Whether the component has a CPU request, in the limits or in the drawing."""
    component = look.target(rule["component"], "component")
    limits = look.rows("resource_limits")
    if component is None:
        return True
    if component["cpu"]:
        return True
    own = [row for row in limits if look.target(row["service"], "component") == component]
    return any(row["cpu_request"] for row in own)


class Drawn(Rule):
    """The drawing says other numbers than the bounds or the limits, or one replica serves customers."""

    id, severity, about = "SCL-05", "warning", "scaling_strategy"
    title = "Replicas agree with the drawing, and one can fail"
    reason = (
        "Two numbers for the same thing: the deploy takes one, capacity was planned with the other."
    )
    source = "Seed 000: 3 replicas drawn, scaling from 2"

    def findings(self, look: Look) -> Iterator[Finding]:
        least = 3 if look.document["header"].get("tier") == "1" else 2
        for row in look.rows("scaling_strategy"):
            low, high = (parsed(Integer.parse, row[name]) for name in ("minimum", "maximum"))
            component = look.target(row["component"], "component")
            drawn = parsed(Integer.parse, component["replicas"]) if component else None
            at = place("scaling_rule", row["key"], "minimum")
            if drawn and ((low and drawn < low) or (high and high < drawn)):
                bounds = f"{row['minimum'] or '?'}-{row['maximum'] or '?'}"
                yield self.says(
                    f"Diagram says {drawn}, scaling says {bounds}",
                    "Change one of the two.",
                    at,
                    str(drawn),
                    bounds,
                )
            elif drawn and low and low < drawn and _is_automatic(row):
                yield self.says(
                    f"Diagram says {drawn}, scaling starts at {low}",
                    "Say one number in both places: what the service starts with.",
                    at,
                    str(drawn),
                    row["minimum"],
                    severity="advice",
                )
            if low and low.value < least and _is_automatic(row):
                named = look.called(row["component"], "component") or "A component"
                yield self.says(
                    f"{named} may shrink to {low}",
                    f"Keep at least {least}, so that one can fail.",
                    at,
                    row["minimum"],
                    str(least),
                )
        yield from self._sizes(look)

    def _sizes(self, look: Look) -> Iterator[Finding]:
        """A drawn size that is neither the request nor the limit, by value: 512MB is not 512Mi."""
        for row in look.rows("resource_limits"):
            component = look.target(row["service"], "component")
            for kind, words in (("cpu", "CPU"), ("memory", "of memory")) if component else ():
                drawn = size(component[kind]) if component else None
                texts = [row[f"{kind}_{name}"] for name in ("request", "limit")]
                said = [one for one in (parsed(Quantity.parse, text) for text in texts) if one]
                if component and drawn and said and drawn not in said:
                    yield self.says(
                        f"Diagram says {component[kind]} {words}, "
                        f"limits say {'-'.join(filter(None, texts))}",
                        "Change one of the two.",
                        place("component", component["key"], kind),
                        component[kind],
                        *texts,
                    )


def _is_automatic(rule: Values) -> bool:
    return "horizontal auto" in rule["type"].lower()
