"""Each request has an id: the answer, the log, the page of a fault and the trail name it."""

import csv
import io
import json
import logging

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from specs import cells, request_ids
from specs.documents import cell_digest
from specs.models import Event, seal_events
from specs.models.sealing import FINISHED, faults_in
from tests.cast import person

COMMENT = {"at": "header.-.contact", "text": "Who is that?"}


@pytest.fixture
def alices(client, alice):
    client.force_login(alice, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_a_request_keeps_the_id_it_came_with(alices):
    answer = alices.get("/specs/", headers={"X-Request-ID": "lb-4f2c.91_A"})
    assert answer["X-Request-ID"] == "lb-4f2c.91_A"


@pytest.mark.parametrize("strange", ["", "x", "a b c d", "<script>", "a" * 65, "-----", "naïve-id"])
def test_an_id_that_is_no_plain_word_is_replaced(alices, strange):
    number = alices.get("/specs/", headers={"X-Request-ID": strange})["X-Request-ID"]
    assert number != strange and len(number) == 16 and int(number, 16) >= 0


def test_every_request_has_another(alices):
    assert len({alices.get("/specs/")["X-Request-ID"] for _ in range(5)}) == 5


def test_the_trail_keeps_it_on_its_page_and_in_its_files(alices, spec, client, db):
    number = alices.post(f"/specs/{spec.guid}/comments/", COMMENT)["X-Request-ID"]
    assert Event.objects.get(verb="commented").data["request"] == number
    client.force_login(person("olga", is_auditor=True))
    assert number in client.get(f"/specs/{spec.guid}/audit/").content.decode()
    lines = b"".join(client.get(f"/specs/{spec.guid}/audit.csv").streaming_content).decode()
    by_verb = {line["verb"]: line for line in csv.DictReader(io.StringIO(lines))}
    assert (
        by_verb["commented"]["request"] == number and "request" not in by_verb["commented"]["data"]
    )
    assert by_verb["created"]["request"] == ""
    kept = json.loads(b"".join(client.get(f"/specs/{spec.guid}/audit.json").streaming_content))
    assert {line["verb"]: line["request"] for line in kept}["commented"] == number


def test_what_is_typed_on_stays_one_line_of_the_request_that_began_it(spec, alice):
    for number, texts in (
        ("first-request", ("", "Pager")),
        ("second-request", ("Pager", "Pager 2")),
    ):
        with request_ids.numbered(number):
            cells.write(
                spec, alice, [cells.Change("header.-.contact", texts[1], cell_digest(texts[0]))]
            )
    event = Event.objects.get(verb="edited")
    assert event.new == "Pager 2" and event.data == {"request": "first-request"}


def test_it_costs_no_query(spec, alice):
    def asked(text, was):
        with CaptureQueriesContext(connection) as queries:
            cells.write(spec, alice, [cells.Change("header.-.contact", text, cell_digest(was))])
        return len(queries)

    few = asked("Pager", "")
    with request_ids.numbered():
        assert asked("Pager 2", "Pager") <= few


def test_the_chain_vouches_for_it_and_for_what_was_sealed_before(spec, alice):
    with request_ids.numbered("first-request"):
        cells.write(spec, alice, [cells.Change("header.-.contact", "Pager", "")])
    seal_events(Event.objects.latest("pk").at + 2 * FINISHED)
    assert Event.objects.filter(sealed=True).count() == 2
    assert list(faults_in(spec.guid)) == []


def test_jobs_have_none(spec, alice):
    assert request_ids.current() == ""
    assert Event.objects.get(verb="created").data == {}


def test_a_line_of_the_log_names_it():
    line = logging.LogRecord("specs", logging.INFO, __file__, 1, "Saved", None, None)
    with request_ids.numbered("first-request"):
        assert request_ids.Named().filter(line)
    assert line.request_id == "first-request"
