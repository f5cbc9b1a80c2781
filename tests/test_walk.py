"""The walk-through: from each alert to its escalation, stopping at the first dead end."""

from pathlib import Path as File

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from specs import store, template
from specs.reader import blank, read
from specs.walk import Place, walks

DEMO = (File(__file__).parent.parent / "specs" / "demo" / "checkout-api.md").read_text()


def row(slug, **values):
    return template.find(slug).blank() | {"key": f"k{slug}"} | values


def step(text="Look.", **values):
    return row("runbook_step", text=text) | values


BOOK = {
    "name": "Checkout is slow",
    "diagnosis": [step("Look at the dashboard.")],
    "resolution": [step("Roll back.", command="./rollback.sh", key="k2")],
    "verification": [step("The error rate falls.", expected="Below 1%", key="k3")],
    "escalate_after": "15 min",
    "escalate_to": "the secondary",
}
ALERT = {"name": "Errors", "condition": "> 5%", "notification": "PagerDuty", "runbook": "@krunbook"}


def document(alert=(), book=()):
    made = blank()
    made["sections"]["alerts"]["alert"] = [row("alert", **(ALERT | dict(alert)))]
    made["sections"]["runbooks"]["runbook"] = [row("runbook", **(BOOK | dict(book)))]
    return made


def test_a_whole_way_has_six_stops_and_no_end():
    (walk,) = walks(document())
    assert walk.end is None and walk.beyond == []
    assert [(stop.place, stop.words, stop.code) for stop in walk.stops] == [
        (Place.ALERT, "> 5%", ""),
        (Place.NOTIFICATION, "PagerDuty", ""),
        (Place.RUNBOOK, "Checkout is slow", ""),
        (Place.COMMAND, "Roll back.", "./rollback.sh"),
        (Place.VERIFICATION, "The error rate falls. Expected: Below 1%", ""),
        (Place.ESCALATION, "After 15 min: the secondary", ""),
    ]


@pytest.mark.parametrize(
    ("alert", "book", "place", "missing", "address"),
    [
        ({"condition": ""}, {}, "Alert", "No condition", "alert.kalert.condition"),
        ({"notification": " "}, {}, "Notification", "nobody hears it", "alert.kalert.notification"),
        ({"runbook": ""}, {}, "Runbook", "No runbook", "alert.kalert.runbook"),
        ({"runbook": "@gone"}, {}, "Runbook", "was deleted", "alert.kalert.runbook"),
        ({"runbook": "Ask Bob"}, {}, "Runbook", "called “Ask Bob”", "alert.kalert.runbook"),
        ({"runbook": "https://wiki/x"}, {}, "Runbook", "elsewhere", "alert.kalert.runbook"),
        ({}, {"resolution": []}, "First command", "No step has a command", "runbook.krunbook"),
        ({}, {"diagnosis": [], "resolution": []}, "First command", "no steps", "runbook.krunbook"),
        ({}, {"verification": []}, "Verification", "that it worked", "runbook.krunbook"),
        ({}, {"escalate_to": ""}, "Escalation", "Nobody", "runbook.krunbook.escalate_to"),
        ({}, {"escalate_after": ""}, "Escalation", "No deadline", "runbook.krunbook.escalate_after"),
    ],
)  # fmt: skip
def test_a_way_stops_at_the_first_dead_end_and_says_what_is_missing(
    alert, book, place, missing, address
):
    (walk,) = walks(document(alert, book))
    assert walk.end.place == place
    assert missing in walk.end.missing and walk.end.address == address
    assert walk.stops[-1] is walk.end
    assert len(walk.stops) + len(walk.beyond) == len(Place)


def test_a_runbook_meant_by_its_only_name_is_found():
    (walk,) = walks(document({"runbook": "Checkout is slow"}))
    assert walk.end is None


def test_the_complete_specification_has_no_dead_end():
    found = walks(read(DEMO).settled())
    assert len(found) >= 5
    assert [walk.name for walk in found if walk.end] == []


def test_a_reviewer_walks_the_version_and_is_led_to_what_is_missing(on, alice, rita, spec):
    store.save(spec, document(book={"verification": []}) | {"header": spec.document()["header"]})
    review = spec.submit(alice, reason="Soon.")
    client = on(rita)
    assert "walk-through/" in client.get(f"/specs/{spec.guid}/reviews/1/").content.decode()
    page = client.get(f"/specs/{spec.guid}/reviews/{review.number}/walk-through/").content.decode()
    assert "1 of 1 alert ends nowhere." in page and "stops at verification" in page
    assert f'href="/specs/{spec.guid}/sections/runbooks/#r-runbook-' in page
    assert "Not reached" in page


def test_an_author_walks_the_draft(on, alice, spec):
    page = on(alice).get(f"/specs/{spec.guid}/walk-through/").content.decode()
    assert "No alerts, so nobody is paged." in page
    store.save(spec, document() | {"header": spec.document()["header"]})
    page = on(alice).get(f"/specs/{spec.guid}/walk-through/").content.decode()
    assert "No dead end." in page and "./rollback.sh" in page


def test_a_stranger_walks_nothing(on, alice, charlie, spec):
    spec.submit(alice)
    for path in ("walk-through/", "reviews/1/walk-through/"):
        assert on(charlie).get(f"/specs/{spec.guid}/{path}").status_code == 404


def test_more_alerts_ask_the_database_no_more(on, alice, spec):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            on(alice).get(f"/specs/{spec.guid}/walk-through/")
        return len(queries)

    store.save(spec, document() | {"header": spec.document()["header"]})
    asked()
    few = asked()
    made = document()
    made["sections"]["alerts"]["alert"] = [
        row("alert", **ALERT) | {"key": f"k{n}"} for n in range(9)
    ]
    store.save(spec, made | {"header": spec.document()["header"]})
    assert asked() == few
