"""The REST API: the same doors as the pages, errors as problem documents, nothing undocumented."""

from __future__ import annotations

import json
from datetime import timedelta
from zlib import crc32

import pytest
import schemathesis
from django.core.cache import cache
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from opsportal.wsgi import application
from specs.api.v1 import api
from specs.documents import cell_digest
from specs.models import Scope, Spec, Token

pytestmark = pytest.mark.django_db
EVERYTHING = tuple(Scope.values)
PROBLEM = "application/problem+json"


def token_of(user, *scopes):
    last = timezone.localdate() + timedelta(days=30)
    return Token.issue(user, "script", list(scopes or EVERYTHING), last)[1]


class Caller:
    """A program with a token of its own."""

    def __init__(self, user, *scopes):
        self.headers = {"authorization": f"Bearer {token_of(user, *scopes)}"}

    def __call__(self, method, path, said=None, **headers):
        body = json.dumps(said) if said is not None else ""
        return Client().generic(
            method, f"/api/v1{path}", body, "application/json", headers=self.headers | headers
        )

    def get(self, path, **headers):
        return self("GET", path, **headers)


@pytest.fixture
def draft(payments, alice):
    return Spec.start(payments, alice, "Checkout API")


@pytest.fixture
def approved(draft, alice, rita):
    draft.submit(alice, reason="for the test")
    draft.approve(rita)
    return draft


# ------------------------------------------------------------ reading


def test_a_list_is_paged_by_a_cursor_until_its_end(payments, alice):
    names = [f"Service {number}" for number in range(5)]
    for name in names:
        Spec.start(payments, alice, name)
    call, path, found = Caller(alice), "/specs?limit=2", []
    while path:
        page = call.get(path).json()
        found += [one["name"] for one in page["items"]]
        path = page["next"] and page["next"].split("/api/v1")[1]
    assert found == names


def test_a_page_of_the_list_asks_the_same_few_queries(
    payments, alice, django_assert_max_num_queries
):
    for number in range(12):
        Spec.start(payments, alice, f"Service {number}")
    call = Caller(alice)
    with django_assert_max_num_queries(8):
        assert len(call.get("/specs?limit=10").json()["items"]) == 10


def test_a_list_holds_what_the_person_may_find(draft, charlie, alice):
    assert Caller(charlie).get("/specs").json()["items"] == []
    assert Caller(alice).get("/specs?q=checkout").json()["items"][0]["guid"] == draft.guid


def test_strangers_read_the_approved_version_while_the_next_is_written(approved, alice, charlie):
    approved.revise(alice, "minor")
    approved.set_header(alice, name="Checkout Next")
    mine, theirs = Caller(alice), Caller(charlie)
    path = f"/specs/{approved.guid}"
    assert theirs.get(f"{path}/document").json()["header"]["name"] == "Checkout API"
    assert mine.get(f"{path}/document?v=draft").json()["header"]["name"] == "Checkout Next"
    assert theirs.get(f"{path}/document?v=draft").status_code == 403
    assert theirs.get(path).json()["version"] == "0.1.0"


def test_markdown_is_the_file_byte_for_byte(approved, charlie):
    answer = Caller(charlie).get(f"/specs/{approved.guid}/markdown")
    assert answer.content.decode() == approved.approved.markdown
    assert answer["Content-Type"] == "text/markdown; charset=utf-8"


@pytest.mark.parametrize(
    "what", ["document", "markdown", "artefacts/openslo", "artefacts/backstage-catalog"]
)
def test_who_has_it_already_is_told_so(approved, charlie, what):
    call, path = Caller(charlie), f"/specs/{approved.guid}/{what}"
    answer = call.get(path)
    if answer.status_code == 404:
        assert "cannot be compiled yet" in answer.json()["detail"]
        return
    again = call.get(path, **{"if-none-match": answer["ETag"]})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", answer["ETag"])
    assert call.get(path, **{"if-none-match": '"other"'}).status_code == 200


def test_findings_are_those_of_the_pages(draft, alice):
    said = Caller(alice).get(f"/specs/{draft.guid}/findings").json()
    assert {(one["rule"], one["title"]) for one in said} == {
        (one.rule, one.title) for one in draft.findings()
    }


# ------------------------------------------------------------ writing


def test_a_draft_is_made_and_written_cell_by_cell(payments, alice):
    call = Caller(alice)
    made = call("POST", "/specs", {"name": "Ledger API", "team": "payments-core"})
    assert made.status_code == 201
    path = f"/specs/{made.json()['guid']}/cells"
    cell = {"address": "overview.-.overview", "text": "It keeps the books."}
    answer = call("PATCH", path, {"cells": [cell]})
    assert answer.json()["digests"] == {"overview.-.overview": cell_digest("It keeps the books.")}
    late = call("PATCH", path, {"cells": [cell | {"text": "Mine."}]})
    assert late.status_code == 409
    assert late.json()["conflicts"] == [
        {"address": "overview.-.overview", "theirs": "It keeps the books."}
    ]


def test_an_unknown_cell_changes_nothing(draft, alice):
    cells = [
        {"address": "overview.-.overview", "text": "x"},
        {"address": "overview.-.nothing", "text": "y"},
    ]
    answer = Caller(alice)("PATCH", f"/specs/{draft.guid}/cells", {"cells": cells})
    assert (answer.status_code, answer["Content-Type"]) == (422, PROBLEM)
    assert draft.document()["sections"]["overview"]["overview"] == ""


def test_a_round_goes_from_submission_to_approval_and_nobody_approves_their_own(draft, alice, rita):
    path = f"/specs/{draft.guid}"
    made = Caller(alice)("POST", f"{path}/submission", {"reason": "for the test"})
    assert made.status_code == 201
    verdict = {"revision": made.json()["revision"], "verdict": "approve"}
    assert Caller(alice)("POST", f"{path}/reviews/1/verdict", verdict).status_code == 403
    stale = Caller(rita)("POST", f"{path}/reviews/1/verdict", verdict | {"revision": 999_999})
    assert stale.status_code == 409
    done = Caller(rita)("POST", f"{path}/reviews/1/verdict", verdict)
    assert (done.status_code, done.json()["state"]) == (200, "approved")
    assert Caller(rita).get(f"{path}/reviews").json()[0]["decisions"][0]["reviewer"] == "Rita"


def test_a_request_for_changes_without_a_word_is_refused(draft, alice, rita):
    Caller(alice)("POST", f"/specs/{draft.guid}/submission", {"reason": "for the test"})
    verdict = {"revision": draft.reviews.get().revision_id, "verdict": "request_changes"}
    answer = Caller(rita)("POST", f"/specs/{draft.guid}/reviews/1/verdict", verdict)
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["place"] == "summary"


# ------------------------------------------------------------ tokens and limits


@pytest.mark.parametrize(
    ("scope", "method", "path"),
    [
        ("gate", "GET", "/specs"),
        ("read", "PATCH", "/specs/{}/cells"),
        ("write", "POST", "/specs/{}/reviews/1/verdict"),
        ("review", "GET", "/specs/{}/gate"),
    ],
)
def test_a_token_does_what_its_scopes_say_and_no_more(draft, alice, scope, method, path):
    answer = Caller(alice, scope)(method, path.format(draft.guid), {})
    assert (answer.status_code, answer["Content-Type"]) == (403, PROBLEM)
    assert "scope" in answer.json()["detail"]


def test_every_answer_tells_the_rate_and_too_many_are_told_to_wait(draft, alice, settings):
    settings.API_CALLS_PER_MINUTE = 2
    cache.clear()
    call = Caller(alice)
    answers = [call.get("/specs") for _ in range(3)]
    assert [one.status_code for one in answers] in ([200, 200, 429], [200, 200, 200])
    assert answers[0]["RateLimit-Limit"] == "2"
    assert answers[0]["RateLimit-Remaining"] == "1"
    if answers[2].status_code == 429:
        assert 0 < int(answers[2]["Retry-After"]) <= 61


def test_the_description_is_published_and_names_every_path(client):
    schema = client.get("/api/v1/openapi.json").json()
    assert schema["info"]["title"] == "opsportal"
    assert len(schema["paths"]) >= 15
    for methods in schema["paths"].values():
        for operation in methods.values():
            assert {"401", "404"} <= set(operation["responses"]) or "guid" not in str(operation)
            assert operation["security"]


# ------------------------------------------------------------ schemathesis

SCHEMA = schemathesis.openapi.from_dict(api.get_openapi_schema(path_prefix="/api/v1/"))
SCHEMA.app = application
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]


@pytest.fixture
def known(approved):
    """A specification that is there; requests keep the connection that this test's transaction is on."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield approved.guid
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.slow
@SCHEMA.parametrize()
@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
def test_no_request_breaks_the_api_or_gets_an_answer_that_is_not_described(case, known, ada):
    if "guid" in (case.path_parameters or {}) and crc32(str(case.query).encode()) % 4:
        case.path_parameters["guid"] = known
    headers = {"Authorization": f"Bearer {token_of(ada)}"}
    case.call_and_validate(headers=headers, checks=CHECKS)
