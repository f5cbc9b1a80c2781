"""The bare views that the real ones are measured against: signed in, and nothing else."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.template import Context, Engine
from django.urls import include, path

from bench import portfolio, review, rules, search
from specs import template
from specs.models import Spec
from specs.sections.overview import Overview

ROWS = """<!doctype html><title>{{ name }}</title><form method="post">{% for rows in groups %}<table>
{% for row in rows %}<tr>{% for cell in row %}<td><textarea name="{{ cell.0 }}" id="{{ cell.1 }}"
aria-label="{{ cell.2 }}">{{ cell.3 }}</textarea></td>{% endfor %}</tr>{% endfor %}</table>
{% endfor %}</form>"""
LIST = """<!doctype html><title>Specs</title><table>{% for s in specs %}<tr><td><a
href="/specs/{{ s.guid }}/">{{ s.name }}</a></td><td>{{ s.team.name }}</td><td>{{ s.version }}</td>
<td>{{ s.status }}</td><td>{{ s.updated_at }}</td></tr>{% endfor %}</table>"""
engine = Engine()
rows_page, list_page = engine.from_string(ROWS), engine.from_string(LIST)


@login_required
def update(request: HttpRequest, pk: int) -> HttpResponse:
    """One UPDATE of one text."""
    Overview.objects.filter(pk=pk).update(overview=request.POST["text"])
    return HttpResponse()


@login_required
def rows(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    """The same rows of one chapter, each cell a textarea, through one plain template."""
    spec = Spec.objects.get(pk=pk)
    groups: list[list[list[tuple[str, str, str, str]]]] = []
    for section in template.sections_of(template.chapter(slug)):
        models: list[Any] = [section, *(group.model for group in section.groups())]
        models += [inner.model for group in section.groups() for inner in group.model.groups()]
        for model in models:
            found = model._default_manager.filter(spec_id=pk)
            names = list(model.cells())
            groups.append([[_cell(model, one, name) for name in names] for one in found])
    return HttpResponse(rows_page.render(Context({"name": spec.name, "groups": groups})))


def _cell(model: Any, row: Any, name: str) -> tuple[str, str, str, str]:
    address = f"{model.slug}.{getattr(row, 'key', '-')}.{name}"
    return address, address.replace(".", "-"), model.cell(name).label, getattr(row, name)


@login_required
def specs(request: HttpRequest) -> HttpResponse:
    """The first fifty specifications by name, with the number of all."""
    found = Spec.objects.select_related("team").order_by("name", "pk")
    return HttpResponse(list_page.render(Context({"specs": found[:50], "total": found.count()})))


def raw(sql: str, params: list[Any]) -> int:
    """The rows of one query, as the driver gives them."""
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return len(cursor.fetchall())


urlpatterns = [
    path("bare/update/<int:pk>/", update),
    path("bare/rows/<int:pk>/<slug:slug>/", rows),
    path("bare/specs/", specs),
    *portfolio.urlpatterns,
    *review.urlpatterns,
    *rules.urlpatterns,
    *search.urlpatterns,
    path("", include("opsportal.urls")),
]
