"""The rules that a specification is checked by: one idea per file, each found by living here."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from datetime import date
from functools import cache

from ..documents import Document, Finding
from .look import Look
from .needed import Needed
from .policy import DEFAULT, SEVERITIES, Policy
from .rule import Rule

VERSION = 4  # of the rule set; stored with every number it gave

for _found in pkgutil.iter_modules(__path__):
    importlib.import_module(f"{__name__}.{_found.name}")


@cache
def rules() -> tuple[Rule, ...]:
    """Every rule, by its id."""
    return tuple(sorted((rule() for rule in Rule.__subclasses__()), key=lambda one: one.id))


def findings(
    document: Document, policy: Policy = DEFAULT, today: date | None = None
) -> tuple[Finding, ...]:
    """Everything the rules have to say about a document, as the policy weighs it."""
    look = Look(document, today or date.today())
    asked = (rule for rule in rules() if rule.id not in policy.off)
    tier = document["header"].get("tier", "")
    found = list(policy.weighed((one for rule in asked for one in rule.findings(look)), tier))
    return tuple(_once(found))


def _once(found: list[Finding]) -> Iterator[Finding]:
    """Where another rule says at least as strongly what is missing in a cell, GEN-05 is silent."""
    said: dict[str, int] = {}
    for one in found:
        if one.rule != Needed.id and one.address:
            weight = SEVERITIES.index(one.severity)
            said[one.address] = min(weight, said.get(one.address, weight))
    for one in found:
        better = said.get(one.address, len(SEVERITIES)) <= SEVERITIES.index(one.severity)
        if one.rule != Needed.id or not better:
            yield one
