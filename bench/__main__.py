"""`make bench`: one line per figure, `name<TAB>value<TAB>unit<TAB>goal`; what was timed goes to stderr.

`make bench ARGS="autosave load"` prints those only.

It runs on the database that the environment names (SQLite without one), in a database of its own.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

DATA = tempfile.mkdtemp(prefix="opsportal-bench-")
os.environ |= {
    "DJANGO_SETTINGS_MODULE": "opsportal.settings",
    "OPSPORTAL_ENV": "test",
    "OPSPORTAL_DATA": DATA,
}

import django  # noqa: E402

django.setup()

from django.db import connection  # noqa: E402
from django.test import Client, override_settings  # noqa: E402
from django.test.runner import DiscoverRunner  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from markdown_it import MarkdownIt  # noqa: E402

from bench import floors  # noqa: E402
from bench.export import export_vs_fast_import  # noqa: E402
from bench.portfolio import graph_300, portfolio_vs_list  # noqa: E402
from bench.review import review_vs_plain  # noqa: E402
from bench.rules import (  # noqa: E402
    artefacts_vs_load,
    rules_vs_load,
    save_with_findings_vs_save,
)
from bench.runbook import runbook_bytes  # noqa: E402
from bench.search import search_vs_sql  # noqa: E402
from bench.timing import ratio  # noqa: E402
from specs import reader, store  # noqa: E402
from specs.documents import cell_digest  # noqa: E402
from specs.models import Membership, Spec, Team, User  # noqa: E402

DEMO = Path(__file__).resolve().parent.parent / "specs" / "demo" / "checkout-api.md"


def say(name: str, value: float, unit: str, goal: str) -> None:
    print(f"{name}\t{value:.2f}\t{unit}\t{goal}", flush=True)


def note(what: str, mine: float, bare: float) -> None:
    print(
        f"  {what}: {mine * 1000:.2f} ms beside {bare * 1000:.2f} ms", file=sys.stderr, flush=True
    )


def cast() -> tuple[Team, User]:
    team = Team.objects.create(name="Payments Core", slug="payments-core")
    author = User.objects.create_user("alice", password="bench only")
    Membership.objects.create(team=team, user=author, role="author")
    return team, author


def autosave(client: Client, spec: Spec) -> None:
    """One cell, with compare-and-set, validation and event, beside one bare UPDATE."""
    before = [""]

    def ours(at: int) -> None:
        text, address = f"What it does, take {at}.", "overview.-.overview"
        seen = json.dumps({address: cell_digest(before[0])})
        answer = client.post(
            f"/specs/{spec.guid}/cells/",
            {address: text, "seen": seen},
            headers={"HX-Request": "true"},
        )
        assert answer.status_code == 200, answer.status_code
        before[0] = text

    def floor(at: int) -> None:
        assert client.post(f"/bare/update/{other.pk}/", {"text": f"take {at}"}).status_code == 200

    other = Spec.start(spec.team, spec.created_by, "Beside it")  # type: ignore[arg-type]
    value, mine, bare = ratio(ours, floor, 300)
    note("autosave", mine, bare)
    say("autosave_vs_update", value, "ratio", "<= 2")


def section(client: Client, spec: Spec) -> None:
    """The page of the chapter with most cells in tables, beside the same rows in a plain template."""
    worst = 0.0
    for slug in ("configuration", "monitoring", "runbooks"):
        value, mine, bare = ratio(
            lambda _, slug=slug: client.get(f"/specs/{spec.guid}/sections/{slug}/"),  # type: ignore[misc]
            lambda _, slug=slug: client.get(f"/bare/rows/{spec.pk}/{slug}/"),  # type: ignore[misc]
            15,
        )
        note(f"section page {slug}", mine, bare)
        worst = max(worst, value)
    say("section_vs_plain", worst, "ratio", "<= 3")


def load(spec: Spec) -> None:
    """A whole document, beside its SQL alone."""
    store.load(spec)  # the first one compiles the query, and may ask what the database can do
    with CaptureQueriesContext(connection) as queries:
        store.load(spec)
    say("load_queries", len(queries), "queries", "1")
    sql, params = store.compiled(connection.vendor)
    wanted = [spec.pk if param == store.SENTINEL else param for param in params]
    value, mine, bare = ratio(lambda _: store.load(spec), lambda _: floors.raw(sql, wanted), 60)
    note("document load", mine, bare)
    say("load_vs_sql", value, "ratio", "<= 2")


def listing(client: Client, team: Team, author: User) -> None:
    """The list of 10,000 specifications, beside a bare one."""
    Spec.objects.bulk_create(
        (Spec(team=team, name=f"Service {at:05}", created_by=author) for at in range(10_000)), 500
    )
    value, mine, bare = ratio(
        lambda _: client.get("/specs/"), lambda _: client.get("/bare/specs/"), 30
    )
    note("list page", mine, bare)
    say("list_vs_bare", value, "ratio", "<= 2")


def reading() -> None:
    """Our own Markdown into a document, beside the tokens of markdown-it-py."""
    text, tokens = DEMO.read_text(), MarkdownIt("gfm-like", {"linkify": False})
    value, mine, bare = ratio(lambda _: tokens.parse(text), lambda _: reader.read(text), 15)
    note("markdown-it-py", mine, bare)
    say("read_vs_markdown_it", value, "times as fast", ">= 4")


def main() -> None:
    runner = DiscoverRunner(verbosity=0, interactive=False)
    found: Any = runner.setup_databases()
    try:
        with override_settings(ROOT_URLCONF="bench.floors", ALLOWED_HOSTS=["testserver"]):
            print(f"  on {connection.vendor}", file=sys.stderr)
            team, author = cast()
            spec = Spec.start(team, author, "Checkout API", reader.read(DEMO.read_text()).document)
            blank = Spec.start(team, author, "Blank", None)
            client = Client()
            client.force_login(author, backend="django.contrib.auth.backends.ModelBackend")
            figures: dict[str, Callable[[], None]] = {
                "autosave": lambda: autosave(client, blank),
                "section": lambda: section(client, spec),
                "load": lambda: load(spec),
                "rules": lambda: rules_vs_load(say, note, spec),
                "artefacts": lambda: artefacts_vs_load(say, note, spec),
                "save_with_findings": lambda: save_with_findings_vs_save(
                    say, note, client, Spec.start(team, author, "Told", None)
                ),
                "portfolio": lambda: portfolio_vs_list(say, note),
                "graph": lambda: graph_300(say, note),
                "list": lambda: listing(client, team, author),
                "export": lambda: export_vs_fast_import(say, note),
                "read": reading,
                "review": lambda: review_vs_plain(
                    say, note, team, author, reader.read(DEMO.read_text()).document
                ),
                "search": lambda: search_vs_sql(say, note, client, team, author, blank),
                "runbook": lambda: runbook_bytes(client, spec, say),
            }
            for name in sys.argv[1:] or figures:
                figures[name]()
    finally:
        runner.teardown_databases(found)
        shutil.rmtree(DATA, ignore_errors=True)


if __name__ == "__main__":
    main()
