"""Search over 10,000 specifications, beside one bare SQL view of the same rows, before and after 1,000 autosaves."""

from __future__ import annotations

import json
from collections.abc import Callable

from django.contrib.auth.decorators import login_required
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.template import Context, Engine
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, path

from bench.timing import ratio
from specs import full_text
from specs.documents import cell_digest
from specs.models import Searched, Spec, Team, User, index_due
from specs.searchable import asked_of, words_of

SPECS, ROWS, SHOWN, CAP = 10_000, 12, 30, 200
NARROW, BROAD = "Service04711LatencyHigh", "the latency"
TOPICS = (
    (
        "alert",
        "LatencyHigh",
        "> 500 ms for 5 min, the pager of the team rings, latency of checkout",
    ),
    ("alert", "ErrorsHigh", "> 1% for 5 min, the pager of the team rings when requests fail"),
    ("runbook", "IsSlow", "Look at the latency by region, then at the pool of the database"),
    ("parameter", "PoolSize", "How many connections to the database the service may open"),
    ("row", "Backup", "The database every night, kept for 30 days in another region"),
    ("section", "Monitoring", "How the team will know that it is healthy, and who is told"),
)
LIST = """<!doctype html><title>Search</title><ul>{% for row in rows %}<li><a href="/specs/{{ row.0 }}/">
{{ row.2 }}</a> {{ row.1 }} {{ row.3 }}<p>{{ row.4 }}</p></li>{% endfor %}</ul>"""
COLUMNS = "spec.guid, s.of, s.title, s.section, substr(s.text, 1, 160)"
POSTGRES = f"""SELECT {COLUMNS} FROM (SELECT * FROM specs_searched
    WHERE vector @@ to_tsquery('simple', %s) AND in_draft LIMIT {CAP}) AS s
    JOIN specs_spec AS spec ON spec.id = s.spec_id WHERE spec.team_id = %s
    ORDER BY s.kind, s.id LIMIT {SHOWN}"""
SQLITE = f"""SELECT {COLUMNS} FROM (SELECT specs_searched.* FROM {full_text.INDEX} AS f
    JOIN specs_searched ON specs_searched.id = f.rowid
    WHERE {full_text.INDEX} MATCH %s AND in_draft LIMIT {CAP}) AS s
    JOIN specs_spec AS spec ON spec.id = s.spec_id WHERE spec.team_id = %s
    ORDER BY s.kind, s.id LIMIT {SHOWN}"""
page = Engine().from_string(LIST)


@login_required
def bare(request: HttpRequest, team: int) -> HttpResponse:
    """The same rows by one SQL statement, through one plain template."""
    words = asked_of(request.GET["q"])
    postgres = connection.vendor == "postgresql"
    query = (
        " & ".join(f"'{w}':*" for w in words) if postgres else " ".join(f'"{w}"*' for w in words)
    )
    with connection.cursor() as cursor:
        cursor.execute(POSTGRES if postgres else SQLITE, [query, team])
        rows = cursor.fetchall()
    return HttpResponse(page.render(Context({"rows": rows})))


urlpatterns: list[URLPattern] = [path("bare/search/<int:team>/", bare)]


def fill(team: Team, author: User) -> None:
    """Ten thousand specifications, and what search knows of each."""
    found = Spec.objects.filter(team=team).count()
    Spec.objects.bulk_create(
        (
            Spec(team=team, name=f"Service {at:05}", created_by=author)
            for at in range(SPECS - found)
        ),
        500,
    )
    specs = Spec.objects.filter(team=team).order_by("pk").values_list("pk", "name")
    Searched.objects.bulk_create(
        (_row(pk, name, at) for pk, name in specs for at in range(ROWS)), 1000
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _row(spec: int, name: str, at: int) -> Searched:
    kind, topic, text = TOPICS[at % len(TOPICS)]
    title = f"{name.replace(' ', '')}{topic}{at // len(TOPICS) or ''}"
    return Searched(
        spec_id=spec, in_draft=True, kind=kind, of=name, chapter="monitoring", section="Alerts",
        anchor=f"r-alert-k{at}", row=f"k{at}", name=title.lower(), title=title, text=text,
        title_words=" ".join(words_of(title)), words=" ".join(words_of(text)),
    )  # fmt: skip


def autosaves(client: Client, spec: Spec, count: int) -> None:
    """One person types on; search hears of it from beat, and not from the saves."""
    before = spec.document()["sections"]["overview"]["overview"]
    for at in range(count):
        text, address = f"What it does, take {at}.", "overview.-.overview"
        seen = json.dumps({address: cell_digest(before)})
        answer = client.post(
            f"/specs/{spec.guid}/cells/",
            {address: text, "seen": seen},
            headers={"HX-Request": "true"},
        )
        assert answer.status_code == 200, answer.status_code
        before = text
    index_due(limit=1)


def search_vs_sql(
    say: Callable[[str, float, str, str], None],
    note: Callable[[str, float, float], None],
    client: Client,
    team: Team,
    author: User,
    spec: Spec,
) -> None:
    """Narrow and broad words: the results without the frame that every page has, and the whole page."""
    fill(team, author)
    before = {}
    for what, words in (("narrow", NARROW), ("broad", BROAD)):
        before[what], mine, floor = _beside(client, team, words, {"HX-Request": "true"})
        note(f"search, {what} words", mine, floor)
    say("search_vs_sql", max(before.values()), "ratio", "<= 1.5")
    _whole, mine, floor = _beside(client, team, BROAD, {})
    note("search, the whole page", mine, floor)
    with CaptureQueriesContext(connection) as queries:
        answer = client.get("/search/", {"q": BROAD})
    say("search_queries", len(queries), "queries", "<= 5")
    say("search_bytes", len(answer.content) / 1024, "KB", "<= 40")
    autosaves(client, spec, 1000)
    after, mine, floor = _beside(client, team, BROAD, {"HX-Request": "true"})
    note("search after 1,000 autosaves", mine, floor)
    say("search_after_autosaves", after / before["broad"], "ratio", "<= 1.2")


def _beside(
    client: Client, team: Team, words: str, headers: dict[str, str]
) -> tuple[float, float, float]:
    asked = {"q": words}
    return ratio(
        lambda _: client.get("/search/", asked, headers=headers),
        lambda _: client.get(f"/bare/search/{team.pk}/", asked),
        40,
    )
