"""The grammar of PromQL, as far as it decides whether an expression can be read.

Follows `promql/parser/generated_parser.y` of Prometheus. It refuses what only the newest servers read (5m
as a number) where there is another way to write it.
"""

from __future__ import annotations

import re
from typing import NoReturn

from .promql_lexis import Fault, Token, pattern, quoted, tokens
from .promql_words import AGGREGATIONS, FUNCTIONS, SCALARS

COMPARISONS, SETS = ("==", "!=", ">", "<", ">=", "<="), ("and", "or", "unless")
STRENGTH = (
    {"or": 1, "and": 2, "unless": 2}
    | dict.fromkeys(COMPARISONS, 3)
    | {"+": 4, "-": 4, "*": 5, "/": 5, "%": 5, "atan2": 5, "^": 6}
)
RESERVED = (*SETS, "atan2", "on", "bool")
CLOSERS = {"(": ")", "[": "]", "{": "}"}
VECTOR, SCALAR, SPAN, TEXT = "v", "s", "m", "t"
WANTED = {"length": "a length of time such as 5m", "text": "a quoted text", "number": "a time"}
SPOKEN = {SPAN: "a range", TEXT: "a text"}


class Expression:
    """An expression walked from left to right; every method answers what kind of value it read."""

    def __init__(self, expression: str) -> None:
        self.tokens = [*tokens(expression), Token("end", "")]
        self.at = 0
        self.open: list[str] = []

    def whole(self) -> str:
        """All of it."""
        kind = self.value()
        if self.now.kind != "end":
            self.refuse("an operator")
        return kind

    # ------------------------------------------------------------ tokens

    @property
    def now(self) -> Token:
        return self.tokens[self.at]

    def take(self, *words: str) -> str:
        """The next word or sign where it is one of these."""
        word = self.now.word
        if word not in words:
            return ""
        self.at += 1
        if word in CLOSERS:
            self.open.append(word)
        elif word in CLOSERS.values():
            self.open.pop()
        return word

    def need(self, sign: str) -> None:
        if not self.take(sign):
            self.refuse(f"“{sign}”")

    def need_kind(self, kind: str) -> str:
        if self.now.kind != kind:
            self.refuse(WANTED[kind])
        self.at += 1
        return self.tokens[self.at - 1].text

    def refuse(self, wanted: str) -> NoReturn:
        if self.now.kind == "end" and self.open:
            raise Fault(f"“{self.open[-1]}” does not close.")
        if self.now.kind == "end":
            raise Fault(f"It ends where {wanted} is expected.")
        raise Fault(f"“{self.now.text[:40]}” stands where {wanted} is expected.")

    # ------------------------------------------------------------ values

    def value(self, weakest: int = 1) -> str:
        """Operands with operators between them that bind at least so strongly."""
        left = self.operand()
        while (sign := self.now.word) and STRENGTH.get(sign, 0) >= weakest:
            self.at += 1
            kept = bool(self.take("bool"))
            if kept and sign not in COMPARISONS:
                raise Fault(f"“bool” belongs behind a comparison, not behind “{sign}”.")
            matched = self.matching(sign)
            right = self.value(STRENGTH[sign] + (sign != "^"))
            for kind in (left, right):
                if kind in SPOKEN:
                    raise Fault(f"“{sign}” compares values; {SPOKEN[kind]} is none.")
            if SCALAR in (left, right) and (matched or sign in SETS):
                raise Fault(f"“{sign}” needs series on both sides here, not a number.")
            if left == right == SCALAR and sign in COMPARISONS and not kept:
                raise Fault(f"“{sign}” between two numbers needs “bool” behind it.")
            left = VECTOR if VECTOR in (left, right) else SCALAR
        return left

    def matching(self, sign: str) -> bool:
        """`on (…)`, `ignoring (…)`, and `group_left (…)` behind one of them."""
        if not self.take("on", "ignoring"):
            return False
        self.labels()
        if self.now.word in ("group_left", "group_right"):
            if sign in SETS:
                raise Fault(f"“{sign}” takes no {self.now.text}.")
            self.at += 1
            if self.now.word == "(":
                self.labels()
        return True

    def operand(self) -> str:
        """One value, with the subqueries behind it."""
        if self.take("-", "+"):
            if (kind := self.operand()) in SPOKEN:
                raise Fault(f"A sign before {SPOKEN[kind]} means nothing.")
            return kind
        kind = self.primary()
        while self.now.word == "[":
            kind = self.subquery(kind)
        return kind

    def primary(self) -> str:
        token = self.now
        if token.kind == "text":
            self.at += 1
            quoted(token.text)
            return TEXT
        if token.kind == "number" or token.word in ("inf", "nan"):
            self.at += 1
            return SCALAR
        if self.take("("):
            kind = self.value()
            self.need(")")
            return kind
        if token.word == "{":
            return self.selector("")
        if token.kind != "name" or token.word in RESERVED:
            self.refuse("a value")
        self.at += 1
        if token.word in AGGREGATIONS and self.now.word in ("(", "by", "without"):
            return self.aggregation(token.word)
        return self.call(token.text) if self.now.word == "(" else self.selector(token.text)

    def call(self, name: str) -> str:
        kinds = self.arguments()
        signature = FUNCTIONS.get(name)
        if signature is None:
            raise Fault(f"“{name}” is no function of Prometheus.")
        if not re.fullmatch(signature, kinds):
            ranges = "m" in signature and "m" not in kinds
            what = "a range such as [5m]" if ranges else "other arguments"
            raise Fault(f"“{name}” takes {what}.")
        return SCALAR if name in SCALARS else VECTOR

    def aggregation(self, name: str) -> str:
        grouped = self.grouping()
        kinds = self.arguments()
        if not grouped:
            self.grouping()
        if kinds != AGGREGATIONS[name]:
            raise Fault(f"“{name}” takes other arguments.")
        return VECTOR

    def grouping(self) -> bool:
        if not self.take("by", "without"):
            return False
        self.labels()
        return True

    def arguments(self) -> str:
        """The kinds of the arguments, one letter each."""
        kinds = ""
        self.need("(")
        while self.now.word != ")":
            kinds += self.value()
            if not self.take(","):
                break
            if self.now.word == ")":
                self.refuse("a value")
        self.need(")")
        return kinds

    def labels(self) -> None:
        """`(job, instance)`."""
        self.need("(")
        while self.now.kind in ("name", "text") and ":" not in self.now.text:
            self.at += 1
            if not self.take(","):
                break
        self.need(")")

    # ------------------------------------------------------------ series

    def selector(self, name: str) -> str:
        named = bool(name)
        if self.take("{"):
            while self.now.word != "}":
                named |= self.matcher()
                if not self.take(",", "or"):
                    break
            self.need("}")
        if not named:
            raise Fault("It selects every series: name one, or a label that is not empty.")
        kind = VECTOR
        if self.now.word == "[" and self.tokens[self.at + 2].word == "]":
            self.take("[")
            self.need_kind("length")
            self.need("]")
            kind = SPAN
        self.shifted()
        return kind

    def matcher(self) -> bool:
        """One of the matchers in braces; whether it leaves a series without the label out."""
        alone = self.now.kind == "text"
        if not alone and (self.now.kind != "name" or ":" in self.now.text):
            self.refuse("a label")
        self.at += 1
        if alone and self.now.word in (",", "}"):
            return True
        sign = self.take("=", "!=", "=~", "!~")
        if not sign:
            self.refuse("=, !=, =~ or !~")
        wanted = quoted(self.need_kind("text"))
        if sign in ("=", "!="):
            return bool(wanted) is (sign == "=")
        return bool(pattern(wanted)) is (sign == "!~")

    def subquery(self, kind: str) -> str:
        """`[1h:5m]` behind any expression over series."""
        if kind != VECTOR:
            self.refuse("an operator")
        self.take("[")
        self.need_kind("length")
        self.need(":")
        if self.now.kind == "length":
            self.at += 1
        self.need("]")
        self.shifted()
        return SPAN

    def shifted(self) -> None:
        """`offset 1w` and `@ 1609746000`, in any order."""
        while word := self.take("offset", "@"):
            if word == "@" and self.take("start", "end"):
                self.need("(")
                self.need(")")
                continue
            self.take("-", "+")
            self.need_kind("length" if word == "offset" else "number")
