"""Attacks on what a draft is called: a stranger filters, sorts and counts by what was approved alone."""

import json
import re

import pytest
from django.test import Client
from django.utils import timezone

from specs import cells, versioning
from specs.documents import cell_digest, content_digest
from specs.models import Drift, Export, Repository, Scope, Spec, Token
from specs.models.recounting import recount_stale
from tests.cast import brought_to, join, started

pytestmark = pytest.mark.django_db
WAYS = ("q=Falcon", "q=Falc", "tier=4", "status=Draft", "status=Changes+requested", "due=review")


def page(person, path):
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def asked(person, query):
    """The names that the API lists."""
    day = timezone.localdate() + timezone.timedelta(days=3)
    key = Token.issue(person, "ci", [str(Scope.READ)], day)[1]
    said = {"HTTP_AUTHORIZATION": f"Bearer {key}"}
    found = Client().get(f"/api/v1/specs?{query}", **said).content
    return [one["name"] for one in json.loads(found)["items"]]


def names(html):
    return re.findall(r"(Checkout API|Ledger|Falcon)(?: [\d.]+)?</(?:a|option)>", html)


@pytest.fixture
def renamed(spec, payments, alice, rita):
    """Approved are Checkout API (tier 1) and Ledger (tier 2); the draft of the first is Falcon, tier 4."""
    write(spec, alice, name="Checkout API", tier="1")
    ledger = started(payments, alice, "Ledger")
    write(ledger, alice, name="Ledger", tier="2")
    for one in (spec, ledger):
        brought_to(one, "Approved", alice, rita)
    spec.revise(alice, "minor")
    write(spec, alice, name="Zeppelin", tier="4")
    write(spec, alice, name="Falcon")
    Spec.objects.filter(pk=spec.pk).update(changes_requested=True, review_overdue=True)
    return spec


def write(spec, by, **header):
    """Cells of the header over whatever stands there."""
    there = spec.document()["header"]
    changes = [
        cells.Change(f"header.-.{word}", text, cell_digest(there.get(word, "")))
        for word, text in header.items()
    ]
    assert not cells.write(spec, by, changes).conflicts
    spec.refresh_from_db()


@pytest.mark.parametrize("way", WAYS)
def test_no_filter_tells_a_stranger_what_a_draft_says(renamed, alice, charlie, way):
    assert names(page(charlie, f"/specs/?{way}")) == []
    assert names(page(alice, f"/specs/?{way}")) == ["Falcon"]
    if not way.startswith("due"):
        assert asked(charlie, way) == []
        assert asked(alice, way) == ["Falcon"]
        assert names(page(charlie, f"/portfolio/?{way}")) == []
        sent_back = way == "status=Draft"  # the portfolio says "Changes requested" of it
        assert names(page(alice, f"/portfolio/?{way}")) == ["Falcon"][sent_back:]


@pytest.mark.parametrize(
    ("way", "found"),
    [
        ("q=checkout", ["Checkout API"]),
        ("tier=1", ["Checkout API"]),
        ("status=Approved", ["Checkout API", "Ledger"]),
        ("sort=name", ["Checkout API", "Ledger"]),
        ("sort=-name", ["Ledger", "Checkout API"]),
        ("sort=tier", ["Checkout API", "Ledger"]),
        ("sort=status", ["Checkout API", "Ledger"]),
        ("sort=edited", ["Ledger", "Checkout API"]),
    ],
)
@pytest.mark.parametrize("filled", [True, False])
def test_a_stranger_filters_and_sorts_by_what_was_approved(renamed, charlie, way, found, filled):
    if not filled:  # as before the columns were there
        Spec.objects.update(approved_name="", approved_tier="")
    assert names(page(charlie, f"/specs/?{way}")) == found
    if not way.startswith("sort"):
        assert sorted(asked(charlie, way)) == found


def test_the_order_of_the_list_tells_a_stranger_nothing(renamed, alice, charlie):
    write(renamed, alice, name="Zeppelin")
    assert names(page(charlie, "/specs/")) == ["Checkout API", "Ledger"]
    assert names(page(charlie, "/specs/new/")) == ["Checkout API", "Ledger"]


def test_what_can_be_copied_has_the_names_that_one_is_shown(renamed, alice, charlie):
    assert "Falcon" not in page(charlie, "/specs/new/")
    assert "Checkout API 0.1.0" in page(charlie, "/specs/new/")
    assert "Falcon 0.2.0" in page(alice, "/specs/new/")


def test_the_tier_of_a_draft_is_told_to_no_stranger(renamed, alice, charlie):
    for path in ("/portfolio/", "/portfolio/?view=list", "/portfolio.csv", "/dependencies/"):
        assert told(page(alice, path)) != told(page(charlie, path)), path
        assert told(page(charlie, path)) <= {"1", "2"}, path


def told(text):
    """Every tier that a page or file names."""
    lines = re.findall(r"^\w{12},[^,]+,[^,]+,(\d),", text, re.M)
    found = re.findall(r'[Tt]ier (\d)|<option value="(\d)"', text)
    return {one or other for one, other in found} | set(lines)


def test_what_was_approved_before_the_columns_fills_them_by_recounting(renamed):
    Spec.objects.update(approved_name="", approved_tier="", rule_set="")
    recount_stale()
    renamed.refresh_from_db()
    assert (renamed.approved_name, renamed.approved_tier) == ("Checkout API", "1")


def test_a_new_version_washes_nobody_off_a_text_that_was_never_approved(
    spec, payments, alice, bob, rita
):
    brought_to(spec, "Approved", alice, rita)
    join(rita, payments)
    spec.revise(alice, "minor")
    write(spec, rita, name="As Rita likes it")
    review = spec.submit(bob, reason="for the test")
    spec.withdraw(bob)
    versioning.discard(spec, bob, content_digest(spec.document()))
    client = Client()
    client.force_login(bob, backend="django.contrib.auth.backends.ModelBackend")
    said = {"bump": "major", "from": review.revision.version}
    answer = client.post(f"/specs/{spec.guid}/versions/", said)
    assert answer.status_code == 409
    assert "You can only start again from an approved version." in answer.content.decode()
    spec.refresh_from_db()
    assert (spec.status, spec.version) == ("Approved", "0.1.0")


def test_what_somebody_wrote_into_git_is_shown_to_no_stranger(spec, alice, bob, rita, charlie):
    place = Repository.objects.create(name="Ops", slug="ops", url="file:///x", all_teams=True)
    brought_to(spec, "Approved", alice, rita)
    run = Export.objects.get(repository=place)
    drift = Drift.objects.create(export=run, blob="1" * 40, difference="-a\n+b\n-old\n+Hunter2")
    pages = (f"/specs/{spec.guid}/drifts/{drift.pk}/", f"/specs/{spec.guid}/exports/")
    assert "Hunter2" in page(bob, pages[0])
    assert all(f"drifts/{drift.pk}/" in page(bob, one) for one in (pages[1], "/repositories/ops/"))
    client = Client()
    client.force_login(charlie, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(pages[0]).status_code == 404
    for one in (pages[1], "/repositories/ops/"):
        assert f"drifts/{drift.pk}/" not in page(charlie, one)
