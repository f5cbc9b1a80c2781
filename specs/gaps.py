"""Where most services have something open: by section, and by the check that finds it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from specs import readiness
from specs.portfolio import CHAPTERS, Service, Wanted
from specs.sections.base import Chapter


@dataclass(frozen=True)
class Failed:
    """One check, in how many services it finds something, and how often."""

    rule: str
    services: int
    findings: int

    @property
    def title(self) -> str:
        return title_of(self.rule)


def title_of(rule: str) -> str:
    """What a check asks for; its id alone where a newer portal has none of this id."""
    return next((one.title for one in readiness.rules() if one.id == rule), rule)


def only(wanted: Wanted) -> str:
    """What a link from the gaps filters by, in words; no control of the page shows it."""
    chapter = next((one.title for one in CHAPTERS if one.slug == wanted.gap), "")
    said = [f"{chapter} is not ready"] if chapter else []
    said += [f"the check “{title_of(wanted.rule)}” finds something"] if wanted.rule else []
    return " and ".join(said)


def by_section(found: Iterable[Service]) -> list[tuple[Chapter, int, int]]:
    """The chapters most services have something open in: chapter, services, blockers and warnings."""
    services: dict[Chapter, int] = dict.fromkeys(CHAPTERS, 0)
    counts = dict(services)
    for cell in (cell for one in found for cell in one.cells if cell.is_gap):
        services[cell.chapter] += 1
        counts[cell.chapter] += cell.number
    order = sorted(CHAPTERS, key=lambda chapter: (-services[chapter], -counts[chapter]))
    return [(one, services[one], counts[one]) for one in order if services[one]]


def by_rule(found: Iterable[Service]) -> list[Failed]:
    """The checks that find something in most services, the commonest first."""
    services: Counter[str] = Counter()
    findings: Counter[str] = Counter()
    for one in found:
        services.update(one.rules.keys())
        findings.update(one.rules)
    order = sorted(services, key=lambda rule: (-services[rule], -findings[rule], rule))
    return [Failed(rule, services[rule], findings[rule]) for rule in order]
