"""Who needs whom: the organisation's graph, one service with its neighbours, and what a failure stops."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_GET

from specs import access, landscape
from specs.graph import Graph, Node
from specs.graph.failing import Cycle, cycles, goes_on, stops
from specs.graph.picture import picture
from specs.graph.teams import by_team
from specs.models import Spec, User
from specs.views.doors import PersonRequest, signed_in

PAGE = 25
READABLE = 60  # nodes in one picture; above, it shows teams


@signed_in
@require_GET
def dependencies(request: PersonRequest) -> HttpResponse:
    """The whole graph; with `focus` one service and its neighbours, with `fails` what it takes along."""
    graph = landscape.graph_for(request.user)
    if id_ := request.GET.get("fails", ""):
        return render(request, "dependencies/fails.html", _failure(graph, _node(graph, id_)))
    if id_ := request.GET.get("focus", ""):
        return render(request, "dependencies/focus.html", _neighbours(graph, _node(graph, id_)))
    context = _whole(graph, request.GET.get("q", "").strip(), request.GET.get("team", ""))
    page = Paginator(context["found"], PAGE).get_page(request.GET.get("page"))
    context |= {
        "page": page,
        "entries": [_entry(graph, node) for node in page.object_list],
    }
    name = "dependencies/_results.html" if request.htmx else "dependencies/all.html"
    return render(request, name, context)


@signed_in
@require_GET
def of_spec(request: PersonRequest, guid: str) -> HttpResponse:
    """One specification's place in the graph, under its own head."""
    spec = access.spec_for_reading(request.user, guid)
    graph = landscape.graph_for(request.user)
    context = _neighbours(graph, _node(graph, guid)) | {"spec": spec} | _edit(request.user, spec)
    return render(request, "specs/dependencies.html", context)


def _edit(user: User, spec: Spec) -> dict[str, Any]:
    may = access.may_edit(user, spec)
    return {"edit": f"/specs/{spec.guid}/sections/dependencies/" if may else ""}


def _node(graph: Graph, id_: str) -> Node:
    if id_ not in graph.nodes:
        raise Http404
    return graph.nodes[id_]


def address(node: Node) -> str:
    """Where a node of the picture leads."""
    key = "team" if node.kind == "team" else "focus"
    return f"/dependencies/?{key}={node.id}"


def _entry(graph: Graph, node: Node) -> dict[str, Any]:
    """One service of the list: what it needs, who needs it, and how many stop with it."""
    return {
        "node": node,
        "needs": graph.needs[node.id],
        "needed_by": graph.needed_by[node.id],
        "stops": sum(one.node.is_service for one in stops(graph, node.id)),
    }


def _whole(graph: Graph, q: str, team: str) -> dict[str, Any]:
    teams = {node.team_slug: node.team for node in graph.services}
    word = q.casefold()
    found = [
        node
        for node in graph.services
        if (not team or node.team_slug == team)
        and (not word or word in f"{node.name} {node.team} {node.id}".casefold())
    ]
    rounds = cycles(graph)
    drawn, title = _shown(graph, team, teams)
    return {
        "found": found,
        "q": q,
        "team": team,
        "teams": sorted(teams.items(), key=lambda one: one[1]),
        "services": len(graph.services),
        "between": sum(one.source.is_service and one.target.is_service for one in graph.edges),
        "outside": [node for node in graph.nodes.values() if node.kind == "outside"],
        "missing": [
            (node, graph.needed_by[node.id])
            for node in graph.nodes.values()
            if node.kind == "missing"
        ],
        "gaps": [edge for edge in graph.edges if edge.one_sided],
        "cycles": rounds,
        "of_teams": title == "Teams and what they need",
        "title": title,
        "svg": _svg(drawn, title, rounds),
    }


def _shown(graph: Graph, team: str, teams: dict[str, str]) -> tuple[Graph, str]:
    """What the picture shows: everything while that is readable, else the teams, or one team."""
    connected = graph.connected()
    if team in teams:
        own = {node.id for node in graph.services if node.team_slug == team}
        near = {edge.target.id for id_ in own for edge in graph.needs[id_]}
        near |= {edge.source.id for id_ in own for edge in graph.needed_by[id_]}
        return graph.only(own | near).connected(), f"{teams[team]} and its neighbours"
    if len(connected.nodes) > READABLE:
        return by_team(graph), "Teams and what they need"
    return connected, "Every service and what it needs"


def _neighbours(graph: Graph, node: Node) -> dict[str, Any]:
    near, rounds = graph.around(node.id), cycles(graph)
    title = f"{node.name} and its neighbours"
    own = [edge for edge in (*graph.needs[node.id], *graph.needed_by[node.id]) if edge.gap]
    return _entry(graph, node) | {
        "title": title,
        "gaps": own,
        "cycles": [one for one in rounds if node in one.path],
        "svg": _svg(near, title, rounds, focus=node.id) if len(near.nodes) > 1 else "",
    }


def _failure(graph: Graph, node: Node) -> dict[str, Any]:
    found, less = stops(graph, node.id), goes_on(graph, node.id)
    states = {edge.source.id: "Goes on with less" for edge in less}
    states |= {one.node.id: "Stops" for one in found} | {node.id: "Fails"}
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
    if not graph.edges:
        return ""
    knots = {
        (one.id, other.id)
        for found in rounds
        for one, other in zip(found.path, [*found.path[1:], found.path[0]], strict=True)
    }
    return mark_safe(picture(graph, name, address, states, knots, focus))  # noqa: S308
