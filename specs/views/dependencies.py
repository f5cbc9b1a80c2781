"""Who needs whom: the organisation's graph, one service with its neighbours, and what a failure stops."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from specs import access, ceiling, landscape
from specs.graph import Graph, Node
from specs.models import Spec, User
from specs.views import graphs
from specs.views.doors import PersonRequest, signed_in
from specs.views.graphs import Wanted

PAGE = 25


@signed_in
@require_GET
def dependencies(request: PersonRequest) -> HttpResponse:
    """The whole graph; with `focus` one service and its neighbours, with `fails` what it takes along."""
    graph = landscape.graph_for(request.user)
    if id_ := request.GET.get("fails", ""):
        return render(request, "dependencies/fails.html", graphs.failure(graph, _node(graph, id_)))
    if id_ := request.GET.get("focus", ""):
        return render(
            request, "dependencies/focus.html", graphs.neighbours(graph, _node(graph, id_))
        )
    wanted = Wanted.of(request.GET)
    context = graphs.whole(graph, wanted)
    page = Paginator(context["found"], PAGE).get_page(request.GET.get("page"))
    entries = [graphs.entry(graph, node) for node in page.object_list]
    context |= {"page": page, "entries": entries, "query": wanted.query}
    name = "dependencies/_results.html" if request.htmx else "dependencies/all.html"
    return render(request, name, context)


@signed_in
@require_GET
def of_spec(request: PersonRequest, guid: str) -> HttpResponse:
    """One specification's place in the graph, under its own head."""
    spec = access.spec_for_reading(request.user, guid)
    graph = landscape.graph_for(request.user)
    context = (
        graphs.neighbours(graph, _node(graph, guid)) | {"spec": spec} | _edit(request.user, spec)
    )
    context["ceiling"] = ceiling.of_spec(request.user, spec)
    return render(request, "specs/dependencies.html", context)


def _edit(user: User, spec: Spec) -> dict[str, Any]:
    may = access.may_edit(user, spec)
    return {"edit": f"/specs/{spec.guid}/sections/dependencies/" if may else ""}


def _node(graph: Graph, id_: str) -> Node:
    if id_ not in graph.nodes:
        raise Http404
    return graph.nodes[id_]
