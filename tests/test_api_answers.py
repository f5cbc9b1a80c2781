"""Every answer below /api/v1/ speaks the same way: problems, rate, HEAD, and the header of what was published."""

from __future__ import annotations

import pytest
from django.test import Client

from specs import reader
from specs.api.v1 import api
from specs.artefacts import artefacts
from tests.test_api import PROBLEM, Caller, approved, draft  # noqa: F401

pytestmark = pytest.mark.django_db
RATE = ("RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset")
OPERATIONS = [
    (method.upper(), path)
    for path, methods in api.get_openapi_schema(path_prefix="/").get("paths").items()
    for method in methods
]


def filled(path, spec):
    return path.format(guid=spec.guid, number="1", name="openslo")


@pytest.mark.parametrize(("method", "path"), OPERATIONS)
def test_the_answer_of_every_operation_tells_the_rate(method, path, approved, ada):  # noqa: F811
    answer = Caller(ada)(method, filled(path, approved), {} if method != "GET" else None)
    assert all(name in answer for name in RATE), answer.status_code
    assert answer["RateLimit-Limit"] == "300"


def test_what_can_be_compiled_and_what_is_known_already_tell_the_rate_too(approved, ada):  # noqa: F811
    call = Caller(ada)
    for name in [one.name for one in artefacts()]:
        answer = call.get(f"/specs/{approved.guid}/artefacts/{name}")
        assert all(each in answer for each in RATE), name
    path = f"/specs/{approved.guid}/markdown"
    again = call.get(path, **{"if-none-match": call.get(path)["ETag"]})
    assert again.status_code == 304 and all(each in again for each in RATE)


def test_who_calls_too_often_is_told_the_rate_and_when_to_come_again(ada, settings):
    settings.API_CALLS_PER_MINUTE = 0
    answer = Caller(ada).get("/specs")
    assert (answer.status_code, answer["Content-Type"]) == (429, PROBLEM)
    assert (answer["RateLimit-Limit"], answer["RateLimit-Remaining"]) == ("0", "0")
    assert answer["Retry-After"] == answer["RateLimit-Reset"]


@pytest.mark.parametrize("path", ["/", "/nothing", "/specs/", "/specs/x/document/", "/a/b/c"])
def test_an_unknown_path_is_a_problem(path, alice):
    for call in (Caller(alice), lambda method, path: Client().generic(method, f"/api/v1{path}")):
        answer = call("GET", path)
        assert (answer.status_code, answer["Content-Type"]) == (404, PROBLEM), path
        assert answer.json()["instance"] == f"/api/v1{path}"
        assert int(answer["Content-Length"]) == len(answer.content)


@pytest.mark.parametrize("method", ["DELETE", "PUT", "OPTIONS", "POST"])
def test_a_wrong_method_is_a_problem_that_names_the_right_ones(method, approved, alice):  # noqa: F811
    answer = Caller(alice)(method, f"/specs/{approved.guid}/gate/")
    assert (answer.status_code, answer["Content-Type"]) == (405, PROBLEM)
    assert answer["Allow"] == "GET, HEAD"
    assert answer.json()["title"] == "Method Not Allowed"


def test_a_host_that_is_not_ours_is_a_problem_too(alice):
    answer = Caller(alice).get("/specs", host="evil.example")
    assert (answer.status_code, answer["Content-Type"]) == (400, PROBLEM)


@pytest.mark.parametrize("path", [path for method, path in OPERATIONS if method == "GET"])
def test_head_is_answered_wherever_get_is(path, approved, ada):  # noqa: F811
    call, path = Caller(ada), filled(path, approved)
    got, head = call("GET", path), call("HEAD", path)
    assert head.status_code == got.status_code
    assert head.content == b""
    for name in ("Content-Type", "Content-Length", "ETag", "RateLimit-Limit"):
        assert head.get(name) == got.get(name), name


def test_head_where_there_is_no_get_is_a_wrong_method(draft, alice):  # noqa: F811
    answer = Caller(alice)("HEAD", f"/specs/{draft.guid}/cells")
    assert (answer.status_code, answer["Allow"], answer.content) == (405, "PATCH", b"")


def test_the_description_answers_head(client, db):
    assert client.head("/api/v1/openapi.json").status_code == 200


def test_pages_for_people_stay_pages(client, db):
    assert client.get("/nothing/").headers["Content-Type"].startswith("text/html")


def test_the_published_document_has_the_header_of_its_file(approved, charlie):  # noqa: F811
    call, path = Caller(charlie), f"/specs/{approved.guid}"
    said = call.get(f"{path}/document").json()["header"]
    assert said == reader.read(call.get(f"{path}/markdown").content.decode()).document["header"]
    assert said["status"] == "Approved"


def test_an_implemented_one_says_so(approved, rita, charlie):  # noqa: F811
    call, path = Caller(charlie), f"/specs/{approved.guid}/document"
    before = call.get(path)["ETag"]
    approved.refresh_from_db()
    approved.implement(rita, "deploy 4f9c21a")
    answer = call.get(path, **{"if-none-match": before})
    assert (answer.status_code, answer.json()["header"]["status"]) == (200, "Implemented")


@pytest.mark.parametrize("what", ["document", "markdown"])
def test_an_approval_makes_another_tag_of_the_same_revision(what, draft, alice, rita):  # noqa: F811
    draft.submit(alice, reason="for the test")
    call, path = Caller(rita), f"/specs/{draft.guid}/{what}?v={draft.version}"
    before = call.get(path)
    draft.approve(rita)
    after = call.get(path, **{"if-none-match": before.get("ETag", "")})
    assert after.status_code == 200
    assert b"Approved" in after.content
