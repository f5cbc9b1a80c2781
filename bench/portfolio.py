"""Three hundred services: the portfolio beside a bare list of the same rows, and the graph of them all."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.contrib.auth.decorators import login_required
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.template import Context, Engine
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import path

from bench.timing import ratio
from specs.models import Dependency, Membership, Spec, Team, User
from specs.portfolio import CHAPTERS

COUNT, TEAMS, ROUNDS = 300, 12, 15
STATES = (["done", 0, 0, 0], ["part", 2, 1, 0], ["done", 0, 1, 0], ["todo", 3, 0, 0])
LIST = """<!doctype html><title>Specs</title><table>{% for s in specs %}<tr><td><a
href="/specs/{{ s.guid }}/">{{ s.name }}</a></td><td>{{ s.team.name }}</td><td>{{ s.version }}</td>
<td>{{ s.status }}</td><td>{{ s.blockers }}</td><td>{{ s.updated_at }}</td></tr>{% endfor %}</table>"""
page = Engine().from_string(LIST)
Say = Callable[[str, float, str, str], None]
Note = Callable[[str, float, float], None]


@login_required
def bare(request: HttpRequest) -> HttpResponse:
    """The same 300 rows through one plain template, with their stored numbers."""
    found = Spec.objects.select_related("team").filter(name__startswith="Sized").order_by("name")
    return HttpResponse(page.render(Context({"specs": list(found)})))


urlpatterns = [path("bare/portfolio/", bare)]


def portfolio_vs_list(say: Say, note: Note) -> None:
    """As it opens (25 rows and all facts), and with all rows and their 3,900 cells."""
    with _services() as client:
        for name, address in (("portfolio", "/portfolio/"), ("portfolio_all", "/portfolio/?all=1")):
            value, mine, plain = ratio(
                lambda _, address=address: client.get(address),  # type: ignore[misc]
                lambda _: client.get("/bare/portfolio/"),
                ROUNDS,
            )
            note(address, mine, plain)
            say(f"{name}_vs_list", value, "ratio", "<= 3")
            _weighed(say, name, client, address, 10)


def graph_300(say: Say, note: Note) -> None:
    """The whole graph: sentences for the first services, the picture of the teams."""
    with _services() as client:
        address = "/dependencies/"
        _, mine, plain = ratio(
            lambda _: client.get(address), lambda _: client.get("/bare/portfolio/"), ROUNDS
        )
        note(address, mine, plain)
        _weighed(say, "graph_300", client, address, 5)


def _weighed(say: Say, name: str, client: Client, address: str, most: int) -> None:
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(address)
    assert answer.status_code == 200, answer.status_code
    say(name, len(queries), "queries", f"<= {most}")
    say(f"{name}_bytes", len(answer.content) / 1024, "KB", "")
    say(f"{name}_bytes_gzip", len(gzip.compress(answer.content, 6)) / 1024, "KB", "")


@contextmanager
def _services() -> Iterator[Client]:
    """In twelve teams, each with four dependencies; gone afterwards."""
    author = User.objects.create_user("sized")
    teams = [Team.objects.create(name=f"Sized {at}", slug=f"sized-{at}") for at in range(TEAMS)]
    Membership.objects.bulk_create(
        Membership(team=team, user=author, role="author") for team in teams
    )
    progress = {one.slug: STATES[at % len(STATES)] for at, one in enumerate(CHAPTERS)}
    specs = Spec.objects.bulk_create(
        Spec(
            team=teams[at % TEAMS], name=f"Sized {at:03}", tier=str(at % 3 + 1),
            created_by=author, progress=progress, blockers=5,
        )
        for at in range(COUNT)
    )  # fmt: skip
    Dependency.objects.bulk_create(
        Dependency(
            spec=spec, upstream=True, position=n, name=specs[(at * 7 + n * 31 + 1) % COUNT].name,
            text="It goes on for a while, and then it stops.", kind="Soft" if n % 2 else "Hard",
        )
        for at, spec in enumerate(specs)
        for n in range(4)
    )  # fmt: skip
    client = Client()
    client.force_login(author, backend="django.contrib.auth.backends.ModelBackend")
    yield client
    Spec.objects.filter(team__in=teams).delete()
    author.delete()
    Team.objects.filter(pk__in=[team.pk for team in teams]).delete()
