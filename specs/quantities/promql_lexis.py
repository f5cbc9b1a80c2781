"""The words of PromQL: tokens, and what stands in quotes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

# Units fall (common/model/time.go); a range of nothing is refused.
DURATION = r"(?=\d+[a-z])(?=[0-9a-z]*[1-9])(?:\d+y)?(?:\d+w)?(?:\d+d)?(?:\d+h)?(?:\d+m(?!s))?(?:\d+s)?(?:\d+ms)?"
QUOTED = r"\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'|`[^`]*`"
TOKEN = re.compile(
    rf"(?P<gap>\s+|\#[^\n]*)|(?P<text>{QUOTED})|(?P<length>{DURATION})(?![\w.])"
    r"|(?P<number>0[xX][0-9a-fA-F]+|(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)(?![\w.])"
    r"|(?P<name>(?:[a-zA-Z_]|:(?!\d)(?=[\w:]))[\w:]*)|(?P<sign>[=!]~|[=!<>]=|[-+*/%^<>=@(){}\[\],:])",
    re.ASCII,
)
ESCAPES = r"[abfnrtv\\\"']|x[0-9a-fA-F]{2}|[0-7]{3}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}"
ESCAPE = re.compile(rf"\\(?:(?:{ESCAPES})|(?P<bad>.?))", re.DOTALL)
NOT_IN_GO = re.compile(r"\(\?(?:[=!>]|<[=!])")


class Fault(ValueError):
    """What is wrong with an expression, as a sentence."""


class Token(NamedTuple):
    """One word or sign; kind is "end" behind the last."""

    kind: str
    text: str

    @property
    def word(self) -> str:
        """A keyword or sign as the grammar knows it; a quoted text is none."""
        return self.text.lower() if self.kind in ("name", "sign") else ""


def tokens(expression: str) -> Iterator[Token]:
    at = 0
    while at < len(expression):
        found = TOKEN.match(expression, at)
        if not found:
            letter = expression[at]
            if letter in "\"'`":
                raise Fault(f"{letter} does not close.")
            word = re.match(r"[\w.$]+|.", expression[at : at + 40], re.DOTALL)
            raise Fault(f"“{word[0] if word else letter}” is no PromQL.")
        at = found.end()
        if found.lastgroup != "gap":
            yield Token(str(found.lastgroup), found[0])


def quoted(written: str) -> str:
    """What a quoted text says, as far as it matters here."""
    quote, inside = written[0], written[1:-1]
    if quote == "`":
        return inside
    for found in ESCAPE.finditer(inside):
        if found["bad"]:
            raise Fault(f"In {quote} a backslash is written twice: \\{found['bad']}.")
    return re.sub(r"\\(\\)|\\(.)", lambda found: found[1] or found[2], inside, flags=re.DOTALL)


def pattern(text: str) -> re.Match[str] | None:
    """The match of a pattern with nothing; Python's grammar is near enough to Go's for the plain faults."""
    if found := NOT_IN_GO.search(text):
        raise Fault(f"Prometheus knows no “{found[0]}” in a pattern.")
    try:
        return re.fullmatch(text, "")
    except re.error as problem:
        if re.search(r"unterminated|unbalanced|nothing to repeat", problem.msg):
            raise Fault(f"The pattern “{text[:40]}” is not valid: {problem.msg}.") from problem
        return None
