"""What the rules and the artefacts of a specification cost, beside loading it and beside a bare save."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from typing import Any
from unittest import mock

from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import path

from bench.timing import ratio
from specs import readiness, store
from specs.artefacts import Source, artefacts
from specs.documents import cell_digest
from specs.models import Spec
from specs.views import drafts, editor

Say = Callable[[str, float, str, str], None]
Note = Callable[[str, float, float], None]


def rules_vs_load(say: Say, note: Note, spec: Spec) -> None:
    """All rules over one full document that was loaded just now."""
    document, today = store.load(spec), date.today()
    with CaptureQueriesContext(connection) as queries:
        readiness.findings(document, today=today)
    value, mine, bare = ratio(
        lambda _: readiness.findings(document, today=today), lambda _: store.load(spec), 60
    )
    note("all rules", mine, bare)
    say("rules_vs_load", value, "ratio", "<= 2")
    say("rules_queries", len(queries), "queries", "0")


def artefacts_vs_load(say: Say, note: Note, spec: Spec) -> None:
    """All artefacts of one full document."""
    document = store.load(spec)

    def compiled(_: int) -> None:
        source = Source(document)
        for one in artefacts():
            one.compile(source)

    with CaptureQueriesContext(connection) as queries:
        compiled(0)
    value, mine, bare = ratio(compiled, lambda _: store.load(spec), 30)
    note("all artefacts", mine, bare)
    say("artefacts_vs_load", value, "ratio", "<= 8")
    say("artefacts_queries", len(queries), "queries", "0")


def save_with_findings_vs_save(say: Say, note: Note, client: Client, spec: Spec) -> None:
    """One cell with what its rules say at once, beside the same save that asks no rule."""
    before = {"": "", "bare/": ""}
    address = "overview.-.overview"

    def saving(where: str) -> Callable[[int], Any]:
        cell = address if not where else "overview.-.notes"

        def save(at: int) -> Any:
            text = f"[X] of it, take {at}." if at % 2 else f"What it does, take {at}."
            seen = json.dumps({cell: cell_digest(before[where])})
            answer = client.post(
                f"/{where}specs/{spec.guid}/cells/",
                {cell: text, "seen": seen},
                headers={"HX-Request": "true"},
            )
            assert answer.status_code == 200, answer.status_code
            before[where] = text
            return answer

        return save

    ours, floor = saving(""), saving("bare/")
    ours(0)
    with CaptureQueriesContext(connection) as queries:
        answer = ours(1)
    asked = len(queries)  # the next request empties the log
    assert b"[X]" in answer.content, "the save told no finding"
    floor(0)
    with CaptureQueriesContext(connection) as queries:
        floor(1)
    bare_asked = len(queries)
    value, mine, bare = ratio(ours, floor, 200)
    note("save with findings", mine, bare)
    say("save_with_findings_vs_save", value, "ratio", "<= 1.6")
    say("save_with_findings_queries", asked - bare_asked, "more queries", "<= 0")


def plain_save(request: Any, guid: str) -> HttpResponse:
    """The save of the editor, with every rule left out."""
    with mock.patch.object(drafts, "messages_of", lambda *_: {}):
        return editor.cells_of(request, guid)


urlpatterns = [path("bare/specs/<guid>/cells/", plain_save)]
