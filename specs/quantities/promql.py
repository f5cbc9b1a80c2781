"""PromQL as people write it: what is wrong with it, and its ranges changed to another window.

One faulty expression makes Prometheus refuse the whole rule file it stands in.
"""

from __future__ import annotations

import re
from functools import lru_cache

from .promql_grammar import SPOKEN, Expression
from .promql_lexis import DURATION, QUOTED, Fault

SELECTOR = re.compile(r"[a-zA-Z_:][a-zA-Z0-9_:]*(?:\{(?:[^{}\"]|\"(?:\\.|[^\"\\])*\")*\})?")
RANGE = re.compile(rf"(?P<kept>{QUOTED}|\#[^\n]*)|\[\s*{DURATION}\s*\]")
COMMENT = re.compile(rf"({QUOTED})|\#[^\n]*")


@lru_cache(maxsize=4_000)
def fault(expression: str) -> str:
    """What keeps Prometheus from reading an expression, as a sentence; empty when nothing does."""
    try:
        kind = Expression(expression).whole()
    except Fault as problem:
        return str(problem)
    except RecursionError:
        return "It is nested too deeply."
    return f"It is {SPOKEN[kind]}, not a value." if kind in SPOKEN else ""


def spans(query: str) -> bool:
    """Whether a query can be put over any window: a counter, or an expression with a range."""
    if fault(query):
        return False
    return bool(SELECTOR.fullmatch(query)) or any(not one["kept"] for one in RANGE.finditer(query))


def ranged(query: str, window: str) -> str:
    """An expression with its ranges changed to the window; `[…]` inside quotes is no range."""
    return RANGE.sub(lambda found: found["kept"] or window, query)


def uncommented(query: str) -> str:
    """Without comments, so that a bracket can follow on the last line."""
    return COMMENT.sub(lambda found: found[1] or "", query).strip()
