"""Whom to call for which service, as a page, as Markdown, and from a page that says the portal is down."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from specs.documents import Document
from specs.runbooks.told import rows, ways


@dataclass(frozen=True)
class Contacts:
    """Of one service: who is on call, and whom its runbooks escalate to."""

    guid: str
    name: str
    team: str
    on_call: str
    escalations: tuple[str, ...]

    @property
    def reach(self) -> tuple[tuple[str, str], ...]:
        """What of it can be called, written to or opened: words and address."""
        return ways(self.on_call, *self.escalations)


def contacts_of(document: Document, guid: str, name: str, team: str) -> Contacts:
    """Everybody a document names, each once, in the order of its runbooks."""
    on_call = " ".join(document["header"].get("contact", "").split())
    named = dict.fromkeys(" ".join(row["escalate_to"].split()) for row in rows(document))
    others = tuple(one for one in named if one and one != on_call)
    return Contacts(guid, name, team, on_call, others)


def by_team(found: Iterable[Contacts]) -> list[tuple[str, list[Contacts]]]:
    """The services of each team, teams in the order of their names."""
    teams: dict[str, list[Contacts]] = {}
    for one in sorted(found, key=lambda one: (one.team.casefold(), one.name.casefold(), one.guid)):
        teams.setdefault(one.team, []).append(one)
    return list(teams.items())


def as_markdown(teams: list[tuple[str, list[Contacts]]]) -> str:
    """The list for a reader without a browser."""
    return "\n".join(["# Contacts", *_lines(teams)]) + "\n"


def _lines(teams: list[tuple[str, list[Contacts]]]) -> Iterator[str]:
    for team, services in teams:
        yield from ("", f"## {plain(team)}", "")
        for one in services:
            yield f"- **{plain(one.name)}**: {plain(one.on_call) or 'nobody is named'}"
            yield from (f"  - {plain(other)}" for other in one.escalations)


def plain(text: str) -> str:
    """Words that Markdown leaves as they are."""
    return "".join(f"\\{letter}" if letter in "\\`*_[]<>#" else letter for letter in text)
