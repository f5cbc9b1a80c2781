"""What the pages of the dependency graph show: sentences, oddities, and the picture beside them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.utils.safestring import mark_safe

from specs.graph import Graph, Node
from specs.graph.failing import Cycle, cycles, goes_on, stops
from specs.graph.picture import picture
from specs.graph.teams import by_team

READABLE = 60  # nodes in one picture; above, it shows teams
MOST = 150  # above, no picture is better than its list
FEW = 8
TEAMS, AMONG = "Teams and what they need", "among its own services"


@dataclass(frozen=True)
class Wanted:
    """Which services a person asks the list for."""

    q: str = ""
    team: str = ""
    odd: bool = False

    @classmethod
    def of(cls, get: Mapping[str, str]) -> Wanted:
        return cls(get.get("q", "").strip(), get.get("team", ""), bool(get.get("odd")))

    def takes(self, node: Node, odd: set[str]) -> bool:
        """Whether a service is asked for; `odd` are those with something to look at."""
        word = self.q.casefold()
        return (
            (not self.team or node.team_slug == self.team)
            and (not word or word in f"{node.name}\n{node.team}\n{node.id}".casefold())
            and (not self.odd or node.id in odd)
        )

    @property
    def query(self) -> str:
        """The same question as a query string, without the page."""
        said = {"q": self.q, "team": self.team, "odd": "1" if self.odd else ""}
        return urlencode({name: word for name, word in said.items() if word})


def address(node: Node) -> str:
    """Where a node of the picture leads."""
    if node.kind == "team":
        return f"/dependencies/?team={node.team_slug}"
    return f"/dependencies/?focus={node.id}"


def entry(graph: Graph, node: Node) -> dict[str, Any]:
    """One service of the list: what it needs, who needs it, and how many stop with it."""
    return {
        "node": node,
        "needs": graph.needs[node.id],
        "needed_by": graph.needed_by[node.id],
        "stops": sum(one.node.is_service for one in stops(graph, node.id)),
    }


def whole(graph: Graph, wanted: Wanted) -> dict[str, Any]:
    """Everything: which services match, what is worth looking at, and the picture."""
    teams = {node.team_slug: node.team for node in graph.services}
    odd = _odd(graph)
    rounds: list[Cycle] = odd["cycles"]
    drawn, title = _shown(graph, wanted.team, teams)
    return {
        "found": [node for node in graph.services if wanted.takes(node, odd["ids"])],
        "wanted": wanted,
        "teams": sorted(teams.items(), key=lambda one: one[1]),
        "services": len(graph.services),
        "between": sum(one.source.is_service and one.target.is_service for one in graph.edges),
        "outside": sum(node.kind == "outside" for node in graph.nodes.values()),
        "odd": len(odd["ids"]),
        "cycles": rounds[:FEW],
        "missing": odd["missing"][:FEW],
        "gaps": odd["gaps"][:FEW],
        "more": sum(max(len(odd[kind]) - FEW, 0) for kind in ("cycles", "missing", "gaps")),
        "of_teams": title == TEAMS,
        "among": title.endswith(AMONG),
        "title": title,
        "svg": _svg(drawn, title, rounds),
    }


def _odd(graph: Graph) -> dict[str, Any]:
    """Cycles, links that lead nowhere, and edges that one side does not list; and whose they are."""
    gone = [node for node in graph.nodes.values() if node.kind == "missing"]
    missing = [(node, _linking(graph, node)) for node in gone]
    gaps, rounds = [edge for edge in graph.edges if edge.one_sided], cycles(graph)
    ids = {node.id for one in rounds for node in one.path}
    ids |= {node.id for edge in gaps for node in (edge.source, edge.target)}
    ids |= {node.id for _, nodes in missing for node in nodes}
    return {"cycles": rounds, "missing": missing, "gaps": gaps, "ids": ids}


def _linking(graph: Graph, node: Node) -> list[Node]:
    """Whose specifications name this one, as what they need or as who needs them."""
    near = [edge.source for edge in graph.needed_by[node.id]]
    return near + [edge.target for edge in graph.needs[node.id]]


def _shown(graph: Graph, team: str, teams: dict[str, str]) -> tuple[Graph, str]:
    """What the picture shows: everything while that is readable, else the teams, or one of them."""
    connected = graph.connected()
    if team in teams:
        own = {node.id for node in graph.services if node.team_slug == team}
        near = {edge.target.id for id_ in own for edge in graph.needs[id_]}
        near |= {edge.source.id for id_ in own for edge in graph.needed_by[id_]}
        part = graph.only(own | near).connected()
        if len(part.nodes) <= READABLE:
            return part, f"{teams[team]} and its neighbours"
        return graph.only(own).connected(), f"{teams[team]}, {AMONG}"
    if len(connected.nodes) > READABLE:
        return by_team(graph), TEAMS
    return connected, "Every service and what it needs"


def neighbours(graph: Graph, node: Node) -> dict[str, Any]:
    """One node and what is next to it, in sentences and as a picture."""
    near, rounds = graph.around(node.id), cycles(graph)
    title = f"{node.name} and its neighbours"
    own = [edge for edge in (*graph.needs[node.id], *graph.needed_by[node.id]) if edge.gap]
    return entry(graph, node) | {
        "title": title,
        "gaps": own,
        "cycles": [one for one in rounds if node in one.path],
        "svg": _svg(near, title, rounds, focus=node.id) if len(near.nodes) > 1 else "",
    }


def failure(graph: Graph, node: Node) -> dict[str, Any]:
    """What stops with a node, and what goes on with less."""
    found, less = stops(graph, node.id), goes_on(graph, node.id)
    states = {one.node.id: "Stops" for one in found} | {node.id: "Fails"}
    if len(states) + len(less) <= READABLE:
        states = {edge.source.id: "Goes on with less" for edge in less} | states
    title = f"What stops when {node.name} fails"
    part = graph.only(set(states))
    return {
        "node": node,
        "stops": found,
        "less": less,
        "title": title,
        "svg": _svg(part, title, cycles(part), states) if len(part.nodes) > 1 else "",
    }


def _svg(
    graph: Graph,
    name: str,
    rounds: list[Cycle],
    states: dict[str, str] | None = None,
    focus: str = "",
) -> str:
    """The picture; only what `picture` has escaped is in it."""
    if not graph.edges or len(graph.nodes) > MOST:
        return ""
    knots = {
        (one.id, other.id)
        for found in rounds
        for one, other in zip(found.path, [*found.path[1:], found.path[0]], strict=True)
    }
    return mark_safe(picture(graph, name, address, states, knots, focus))  # noqa: S308
