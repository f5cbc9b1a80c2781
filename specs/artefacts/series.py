"""Sample series for a selector: labels that match it, and labels that match one but not the other."""

from __future__ import annotations

import re
import warnings
from decimal import Decimal
from typing import Any

from ..quantities.promql import SELECTOR
from ..quantities.promql_lexis import DURATION

with warnings.catch_warnings():
    warnings.simplefilter("ignore", DeprecationWarning)
    from re import _parser as grammar  # type: ignore[attr-defined]

PARTS = re.compile(r"([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{(.*)\})?", re.DOTALL)
MATCHER = re.compile(
    r"\s*([a-zA-Z_][a-zA-Z0-9_]*)\s*(=~|!~|!=|=)\s*\"((?:\\.|[^\"\\])*)\"\s*(?:,|$)"
)
OTHER = "other"
SUMMED = rf"sum\(\s*(?:rate|increase)\(\s*({SELECTOR.pattern})\s*\[{DURATION}\]\s*\)\s*\)"
ONE = re.compile(rf"\s*{SUMMED}\s*")
SHARE = re.compile(rf"\s*{SUMMED}\s*/\s*{SUMMED}\s*")


class Selector:
    """`name{label="value", …}`: ValueError for anything else."""

    def __init__(self, text: str) -> None:
        found = PARTS.fullmatch(text.strip())
        if not found:
            raise ValueError(text)
        self.name, inside = found[1], found[2] or ""
        self.matchers = [
            (one[1], one[2], re.sub(r"\\(.)", r"\1", one[3])) for one in MATCHER.finditer(inside)
        ]
        if MATCHER.sub("", inside).strip():
            raise ValueError(text)

    def matches(self, labels: dict[str, str]) -> bool:
        """As Prometheus does: a label that is not there is empty, and patterns are anchored."""
        return all(
            _holds(sign, wanted, labels.get(label, "")) for label, sign, wanted in self.matchers
        )

    def sample(self) -> dict[str, str]:
        """Labels that it matches; ValueError when none are found."""
        labels = {label: _value(sign, wanted) for label, sign, wanted in self.matchers}
        labels = {label: text for label, text in labels.items() if text}
        if not self.matches(labels):
            raise ValueError("no sample")
        return labels


def counted(query: str) -> Selector:
    """The counter of a query that is one, or sums the rate of one; ValueError for anything else."""
    summed = ONE.fullmatch(query)
    return Selector(summed[1] if summed else query)


def shared(query: str) -> tuple[Selector, Selector]:
    """Both counters of a share: one sum of rates divided by another; ValueError for anything else."""
    if not (found := SHARE.fullmatch(query)):
        raise ValueError(query)
    return Selector(found[1]), Selector(found[2])


def beside(total: Selector, good: Selector) -> dict[str, str]:
    """Labels that the total matches and the good does not; ValueError when none are found."""
    labels = good.sample() | total.sample()
    for label, sign, wanted in good.matchers:
        for text in (_value(_opposite(sign), wanted), OTHER, ""):
            tried = labels | {label: text}
            tried = {key: value for key, value in tried.items() if value}
            if total.matches(tried) and not good.matches(tried):
                return tried
    raise ValueError("nothing is bad")


def written(name: str, labels: dict[str, str]) -> str:
    """As a series stands in a promtool test."""
    inside = ", ".join(f'{key}="{_quoted(text)}"' for key, text in sorted(labels.items()))
    return f"{name}{{{inside}}}"


def growing(phases: list[tuple[int, Decimal]]) -> str:
    """A counter in promtool's notation, over phases of (samples, step): `0+1000x60 60000+0x5`."""
    at, found = Decimal(0), []
    for count, step in phases:
        found.append(f"{_digits(at)}+{_digits(step)}x{count - 1}")
        at += step * count
    return " ".join(found)


def _digits(number: Decimal) -> str:
    return f"{number.normalize():f}"


def _quoted(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")


def _holds(sign: str, wanted: str, text: str) -> bool:
    if sign in ("=", "!="):
        return (text == wanted) is (sign == "=")
    return bool(re.fullmatch(wanted, text)) is (sign == "=~")


def _opposite(sign: str) -> str:
    return {"=": "!=", "!=": "=", "=~": "!~", "!~": "=~"}[sign]


def _value(sign: str, wanted: str) -> str:
    """A value for which the matcher holds, if one is easy to find."""
    if sign == "=":
        return wanted
    if sign == "=~":
        return _example(wanted)
    return next(
        text for text in (OTHER, "another", "x") if _holds(sign, wanted, text) or text == "x"
    )


def _example(pattern: str) -> str:
    """The shortest plain text that a pattern matches, walked from the standard library's own parse of it."""
    try:
        return _walked(grammar.parse(pattern))
    except re.error as problem:
        raise ValueError(pattern) from problem


def _walked(parsed: Any) -> str:
    return "".join(_one(str(kind), detail) for kind, detail in parsed)


def _one(kind: str, detail: Any) -> str:
    if kind == "LITERAL":
        return chr(detail)
    if kind in ("ANY", "NOT_LITERAL", "CATEGORY"):
        return "x"
    if kind == "IN":
        return _of_set(detail)
    if kind in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
        least, _, inner = detail
        return _walked(inner) * max(int(least), 1)
    if kind == "SUBPATTERN":
        return _walked(detail[-1])
    if kind == "BRANCH":
        return _walked(detail[1][0])
    if kind == "AT":
        return ""
    raise ValueError(kind)


def _of_set(members: Any) -> str:
    kind, detail = str(members[0][0]), members[0][1]
    if kind == "LITERAL":
        return chr(detail)
    if kind == "RANGE":
        return chr(detail[0])
    if kind == "CATEGORY":
        return "1" if "DIGIT" in str(detail) and "NOT" not in str(detail) else "x"
    return "~"
