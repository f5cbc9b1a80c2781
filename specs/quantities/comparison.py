"""How far is too far, and for how long: `Error rate > 5% for 1 min`.

Grammar: [subject] op number [unit] [qualifier] [("for" | "in") duration] ["(" comment ")"].
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal, localcontext
from itertools import islice
from typing import Self

from .duration import Duration
from .exact import NUMBER, NotUnderstood, exact, plain, refuse_residue, understood
from .percent import Percent
from .timing import SHORT_NAMES, unit

EXAMPLE = "> 5% for 1 min"
SIGNS = {"≤": "<=", "≥": ">=", "==": "=", "=<": "<=", "=>": ">="}
WORDS = {
    "less than": "<",
    "below": "<",
    "under": "<",
    "at most": "<=",
    "no more than": "<=",
    "more than": ">",
    "greater than": ">",
    "higher than": ">",
    "above": ">",
    "over": ">",
    "exceeds": ">",
    "at least": ">=",
    "no less than": ">=",
    "equals": "=",
}
SPOKEN = {"<": "below", "<=": "at most", ">": "above", ">=": "at least", "=": "exactly"}
BYTES = {"B": 1} | {
    f"{letter}{kind}": base**power
    for power, letter in enumerate("KMGTPE", start=1)
    for kind, base in (("B", 1000), ("i", 1024), ("iB", 1024))
}
COUNTS = {"k": 10**3, "K": 10**3, "M": 10**6, "G": 10**9}
SIGN = r"<=|>=|=<|=>|==|[<>=≤≥]"
VERB = r"(?:\b(?:is|are|was|drops|falls|rises|goes|stays|gets)\s+)?"
SPOKEN_SIGN = rf"{VERB}\b(?:{'|'.join(sorted(WORDS, key=len, reverse=True))})\b"
OPERATOR = re.compile(rf"(?:({SIGN})|({SPOKEN_SIGN}))\s*(?=-?[0-9.])", re.IGNORECASE)
AMOUNT = re.compile(rf"(-?{NUMBER})(?!,?[0-9])\s*")
UNIT = re.compile(r"(%|(?:per ?cent|pct)\b|[a-zµμ]+(?!\w))", re.IGNORECASE)
SECOND_LIMIT = re.compile(rf"(?:{SIGN})\s*[0-9.].*?(?:[;,]|\b(?:and|or)\b)", re.IGNORECASE)
COMMENT = re.compile(r"\s*\(([^()]*)\)$")
HELD = re.compile(
    r"(?:^|\s)(for|in|within|over)\s+(?:(?:the (?:last|past)|at least|more than)\s+)?",
    re.IGNORECASE,
)
LETTERS = {name: short for short, name in SHORT_NAMES.items()} | {"minute": "min"}


@dataclass(frozen=True)
class Comparison:
    """A limit on something measured; equal when the same limit holds for the same time."""

    operator: str
    value: Decimal  # in base units: a ratio, seconds, bytes, or the plain number
    dimension: str = ""  # percent, time or bytes; with " rate" where it is per something
    qualifier: str = ""
    keyword: str = ""  # "for": it holds that long; "in": counted over that long
    duration: Duration | None = None
    subject: str = field(default="", compare=False)
    comment: str = field(default="", compare=False)
    amount: str = field(default="", compare=False)  # number and unit, as they print

    @classmethod
    def parse(cls, text: str) -> Self:
        """`> 5% for 1 min`, `CPU > 70%`, `> 3 in 10 min`, `error rate above 1% (anomaly)`."""
        return understood(cls, text, EXAMPLE)

    @classmethod
    def read(cls, text: str) -> Self:
        """The first operator whose whole right side is understood; its left side is the subject."""
        written = " ".join(text.split())
        refuse_residue(written, EXAMPLE)
        for operator in islice(OPERATOR.finditer(written), 4):
            spoken = re.sub(VERB, "", (operator[2] or "").lower())
            sign = SIGNS.get(operator[1], operator[1]) if operator[1] else WORDS[spoken]
            subject, tail = written[: operator.start()].strip(), written[operator.end() :]
            if SECOND_LIMIT.search(subject):
                break
            if understood := cls._limit(subject, sign, tail):
                return understood
        if re.search(SIGN, written):
            raise NotUnderstood(text, "One limit is one sign and one number.", EXAMPLE)
        raise NotUnderstood(text, "Say how far is too far: a sign and a number.", EXAMPLE)

    @classmethod
    def _limit(cls, subject: str, sign: str, tail: str) -> Self | None:
        comment = COMMENT.search(tail)
        body = tail[: comment.start()] if comment else tail
        body, keyword, duration = _held(body)
        if not (measured := _measured(body)):
            return None
        value, dimension, amount, qualifier = measured
        if re.search(SIGN, qualifier) or re.match(r"[0-9.,]+(?!\w)", qualifier):
            return None
        if qualifier.startswith("/") or qualifier.lower().startswith("per "):
            dimension = f"{dimension} rate".strip()
        said = comment[1].strip() if comment else ""
        return cls(sign, value, dimension, qualifier, keyword, duration, subject, said, amount)

    @property
    def hold(self) -> Duration | None:
        """How long it must hold before it counts: an alert's `for`."""
        return self.duration if self.keyword == "for" else None

    @property
    def window(self) -> Duration | None:
        """Over how long it is counted: `> 3 in 10 min`."""
        return self.duration if self.keyword == "in" else None

    @property
    def is_ceiling(self) -> bool:
        """Whether more is worse, when read as an alert."""
        return self.operator.startswith(">")

    def in_prometheus(self) -> str:
        """The right side of an expression, in base units: `> 0.05`; the time goes into `for`."""
        return f"{'==' if self.operator == '=' else self.operator} {plain(self.value)}"

    def __str__(self) -> str:
        return self._written(self.operator, str(self.duration))

    def in_words(self) -> str:
        """`Error rate above 5% for 1 minute`."""
        length = self.duration.in_words() if self.duration else ""
        return self._written(SPOKEN[self.operator], length)

    def _written(self, sign: str, length: str) -> str:
        held = f"{self.keyword} {length}" if self.duration else ""
        comment = f"({self.comment})" if self.comment else ""
        gap = "" if self.qualifier.startswith("/") else " "
        limit = f"{self.amount or plain(self.value)}{gap}{self.qualifier}".strip()
        return " ".join(part for part in (self.subject, sign, limit, held, comment) if part)


class Target(Comparison):
    """What an objective promises: a comparison, or a share alone (`99.9%`), which is a floor."""

    @classmethod
    def read(cls, text: str) -> Self:
        """`99.9%`, `< 0.1%`, `< 100ms`."""
        try:
            share = Percent.parse(text)
        except NotUnderstood:
            if re.fullmatch(r"[0-9.,]+\s*%?", text.strip()):
                raise
            try:
                return super().read(text)
            except NotUnderstood as problem:
                raise NotUnderstood(text, problem.expected, "99.9%", "< 100ms") from None
        return cls(">=", share.ratio, "percent", share.rest, amount=f"{plain(share.value)}%")

    @property
    def is_floor(self) -> bool:
        """Whether more is better; a share that is to be exactly so much is meant as at least that."""
        return self.operator.startswith(">") or (self.operator, self.dimension) == ("=", "percent")

    @property
    def good(self) -> Decimal | None:
        """The share of good events that is promised: 0.999 for `99.9%` and `< 0.1%`; None: no share is."""
        if self.dimension != "percent":
            return None
        return self.value if self.is_floor else 1 - self.value


def _held(body: str) -> tuple[str, str, Duration | None]:
    """Cut `for 5 min` or `in 10 min` off the end."""
    for found in HELD.finditer(body):
        if duration := _plain_duration(body[found.end() :]):
            keyword = "for" if found[1].lower() == "for" else "in"
            return body[: found.start()].strip(), keyword, duration
    return body.strip(), "", None


def _plain_duration(text: str) -> Duration | None:
    """A length of time and nothing else, such as Prometheus could hold."""
    try:
        duration = Duration.parse(text)
    except NotUnderstood:
        return None
    if duration.rest or duration.bound or duration.recurring or duration.in_prometheus() is None:
        return None
    return duration


def _measured(body: str) -> tuple[Decimal, str, str, str] | None:
    """Value in base units, dimension, number and unit as printed, and the words after them."""
    if not (found := AMOUNT.match(body)):
        return None
    number, after = exact(found[1]), body[found.end() :]
    if re.search("[0-9]", after) and (whole := _plain_duration(body)) and whole.seconds is not None:
        return whole.seconds, "time", str(whole), ""
    named = UNIT.match(after)
    factor, dimension, printed = _factor(named[1]) if named else (Decimal(1), "", "")
    if not named or not printed:
        return number, "", plain(number), after.strip()
    with localcontext(prec=60):
        value = number * factor
    gap = "" if printed == "%" else " "
    return value, dimension, f"{plain(number)}{gap}{printed}", after[named.end() :].strip()


def _factor(name: str) -> tuple[Decimal, str, str]:
    """What a unit multiplies with, its dimension, how it prints; "" for an unknown word."""
    if name == "%" or name.lower() in ("percent", "per cent", "pct"):
        return Decimal("0.01"), "percent", "%"
    if name in COUNTS:
        return Decimal(COUNTS[name]), "", name
    if name in BYTES or name.upper() in BYTES:
        spelled = name if name in BYTES else name.upper()
        return Decimal(BYTES[spelled]), "bytes", spelled
    known = unit(name)
    if known and not known.months:
        return Decimal(known.nanoseconds).scaleb(-9), "time", LETTERS[known.name]
    return Decimal(1), "", ""
