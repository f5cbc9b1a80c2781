"""The badge of a specification: its state in a word, for everyone, cached for a minute."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from specs.models import Spec
from tests.cast import brought_to

pytestmark = pytest.mark.django_db
SVG = "{http://www.w3.org/2000/svg}"


def of(client, spec, **headers):
    return client.get(f"/specs/{spec.guid}/badge.svg", headers=headers)


@pytest.mark.parametrize(
    ("status", "words"),
    [
        ("Draft", "ops spec: not approved"),
        ("Review", "ops spec: not approved"),
        ("Approved", "ops spec: approved 0.1.0, ready"),
        ("Implemented", "ops spec: implemented 0.1.0, ready"),
    ],
)
def test_it_says_the_state_in_words_that_are_read_out(client, spec, alice, rita, status, words):
    answer = of(client, brought_to(spec, status, alice, rita))
    root = ElementTree.fromstring(answer.content)
    assert root.find(f"{SVG}title").text == words
    assert root.get("aria-label") == words
    assert answer["Content-Type"] == "image/svg+xml"


def test_a_draft_of_the_next_version_does_not_show(client, spec, alice, rita):
    brought_to(spec, "Approved", alice, rita).revise(alice, "minor")
    assert "approved 0.1.0" in of(client, spec).content.decode()


@pytest.mark.parametrize(
    ("level", "words"),
    [("A", "approved 0.1.0, level A"), ("C", "approved 0.1.0, level C"), ("", "approved 0.1.0")],
)
def test_it_says_how_ready_what_was_approved_is(client, spec, alice, rita, level, words):
    brought_to(spec, "Approved", alice, rita)
    Spec.objects.update(approved_level=level, level="B")
    root = ElementTree.fromstring(of(client, spec).content)
    assert root.find(f"{SVG}title").text == f"ops spec: {words}"


def test_it_is_cached_for_a_minute_and_known_by_its_tag(client, spec):
    first = of(client, spec)
    assert first["Cache-Control"] == "public, max-age=60"
    again = of(client, spec, **{"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_a_private_team_and_an_unknown_guid_have_none(client, spec, payments):
    assert client.get("/specs/000000000000/badge.svg").status_code == 404
    payments.private = True
    payments.save()
    assert of(client, spec).status_code == 404
