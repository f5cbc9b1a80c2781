"""The page of a review with sixty changes, beside the same rows in a plain template."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.template import Context, Engine
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import path

from bench.timing import ratio
from specs import store, template
from specs.models import Revision, Spec, Team, User

CHANGES = 60
PLAIN = """<!doctype html><title>{{ name }}</title><table>{% for row in rows %}<tr>{% for cell in row %}
<td>{% if cell.0 == cell.1 %}{{ cell.1 }}{% else %}<del>{{ cell.0 }}</del><ins>{{ cell.1 }}</ins>
{% endif %}</td>{% endfor %}</tr>{% endfor %}</table>"""
page = Engine().from_string(PLAIN)


@login_required
def plain(request: HttpRequest, old: int, new: int) -> HttpResponse:
    """The rows of two revisions, each cell old and new."""
    names = list(template.find("metric").cells())
    before, after = (_metrics(Revision.objects.get(pk=pk)) for pk in (old, new))
    pairs = list(zip(before, after, strict=True))[:CHANGES]
    rows = [[(was[name], now[name]) for name in names] for was, now in pairs]
    return HttpResponse(page.render(Context({"name": "Checkout API", "rows": rows})))


def _metrics(revision: Revision) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = revision.document["sections"]["metrics"]["metric"]
    return found


def review_vs_plain(
    say: Callable[[str, float, str, str], None], note: Callable[[str, float, float], None],
    team: Team, author: User, document: dict[str, Any],
) -> None:  # fmt: skip
    """Sixty rows, all changed, and the panel beside them; with queries and bytes."""
    reviewer, _ = User.objects.get_or_create(username="rita", is_reviewer=True, areas="Operations")
    review = _submitted(team, author, reviewer, document)
    client = Client()
    client.force_login(reviewer, backend="django.contrib.auth.backends.ModelBackend")
    there = f"/specs/{review.spec.guid}/reviews/{review.number}/"
    bare_path = f"/bare/review/{review.revision.base.pk}/{review.revision_id}/"
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(there)
    asked = len(queries)  # the next request empties the log
    assert answer.status_code == 200 and b"60 changed" in answer.content
    value, mine, bare = ratio(lambda _: client.get(there), lambda _: client.get(bare_path), 15)
    note("review page", mine, bare)
    say("review_vs_plain", value, "ratio", "<= 3")
    say("review_queries", asked, "queries", "<= 25")
    say("review_bytes", len(answer.content), "bytes", "-")


def _submitted(team: Team, author: User, reviewer: User, document: dict[str, Any]) -> Any:
    spec = Spec.start(team, author, "Reviewed", document)
    store.save(spec, _with_metrics(document, "1%") | {"header": spec.document()["header"]})
    spec.submit(author, reason="For the bench.")
    spec.approve(reviewer)
    spec.revise(author, "minor")
    store.save(spec, _with_metrics(document, "5%") | {"header": spec.document()["header"]})
    return spec.submit(author, reason="For the bench.")


def _with_metrics(document: dict[str, Any], threshold: str) -> dict[str, Any]:
    changed = copy.deepcopy(document)
    blank = template.find("metric").blank()
    changed["sections"]["metrics"]["metric"][:0] = [
        blank | {
            "key": f"metric{at}", "category": "Application", "name": f"Metric {at}",
            "type": "Gauge", "source": "Load balancer", "threshold": threshold,
            "severity": "High" if threshold == "1%" else "Medium",
        }
        for at in range(CHANGES)
    ]  # fmt: skip
    return changed


urlpatterns = [path("bare/review/<int:old>/<int:new>/", plain)]
