"""The rules that a specification is checked by: one idea per file, each found by living here."""

from __future__ import annotations

import importlib
import pkgutil
from datetime import date
from functools import cache

from ..documents import Document, Finding
from .look import Look
from .needed import Needed
from .policy import DEFAULT, Policy
from .rule import Rule

VERSION = 1  # of the rule set; stored with every number it gave

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
    found = list(policy.weighed(one for rule in asked for one in rule.findings(look)))
    better = {one.address for one in found if one.rule != Needed.id and one.severity == "blocker"}
    return tuple(one for one in found if one.rule != Needed.id or one.address not in better - {""})
