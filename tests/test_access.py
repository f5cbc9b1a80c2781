"""The only door: every person before every door, in every state of a specification."""

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from specs import access
from specs.models import Status, User
from tests.cast import brought_to, started

OPEN, SHUT, GONE = "open", "403", "404"
PEOPLE = ("alice", "dora", "rita", "charlie", "ada")
DOORS = {
    "read": lambda user, spec: access.spec_for_reading(user, spec.guid),
    "read draft": lambda user, spec: access.draft_for_reading(user, spec.guid),
    "edit": lambda user, spec: access.spec_for_editing(user, spec.guid),
    "revision": lambda user, spec: access.revision_for_reading(user, spec.guid, "0.1.0"),
    "see review": lambda user, spec: access.review_for_reading(user, spec.guid, 1),
    "decide": lambda user, spec: access.review_for_deciding(user, spec.guid, 1),
}
# For Alice (author), Dora (reader), Rita (reviewer), Charlie (stranger), Ada (admin).
MATRIX = {
    Status.DRAFT: {
        "read": (OPEN, OPEN, GONE, GONE, OPEN),
        "read draft": (OPEN, OPEN, GONE, GONE, OPEN),
        "edit": (OPEN, SHUT, GONE, GONE, SHUT),
        "revision": (GONE, GONE, GONE, GONE, GONE),
        "see review": (GONE, GONE, GONE, GONE, GONE),
        "decide": (GONE, GONE, GONE, GONE, GONE),
    },
    Status.REVIEW: {
        "read": (OPEN, OPEN, OPEN, GONE, OPEN),
        "read draft": (OPEN, OPEN, OPEN, GONE, OPEN),
        "edit": (OPEN, SHUT, SHUT, GONE, SHUT),
        "revision": (OPEN, OPEN, OPEN, GONE, OPEN),
        "see review": (OPEN, OPEN, OPEN, GONE, OPEN),
        "decide": (SHUT, SHUT, OPEN, GONE, SHUT),
    },
    Status.APPROVED: {
        "read": (OPEN, OPEN, OPEN, OPEN, OPEN),
        "read draft": (OPEN, OPEN, OPEN, SHUT, OPEN),
        "edit": (OPEN, SHUT, SHUT, SHUT, SHUT),
        "revision": (OPEN, OPEN, OPEN, OPEN, OPEN),
        "see review": (OPEN, OPEN, OPEN, SHUT, OPEN),
        "decide": (SHUT, SHUT, OPEN, SHUT, SHUT),
    },
}
CELLS = [
    (status, door, who, expected)
    for status, doors in MATRIX.items()
    for door, row in doors.items()
    for who, expected in zip(PEOPLE, row, strict=True)
]


def knock(door, user, *args):
    """What happens at a door, as a word."""
    try:
        door(user, *args)
    except Http404:
        return GONE
    except PermissionDenied:
        return SHUT
    return OPEN


@pytest.fixture
def people(alice, dora, rita, charlie, ada):
    return dict(zip(PEOPLE, (alice, dora, rita, charlie, ada), strict=True))


@pytest.mark.parametrize(("status", "door", "who", "expected"), CELLS)
def test_every_door_opens_for_its_people_only(spec, people, status, door, who, expected):
    brought_to(spec, status, people["alice"], people["rita"])
    user = User.objects.get(pk=people[who].pk)
    assert knock(DOORS[door], user, spec) == expected


def test_a_list_shows_exactly_what_the_door_lets_through(payments, people, ruben):
    statuses = (Status.DRAFT, Status.REVIEW, Status.APPROVED, Status.IMPLEMENTED)
    specs = [
        brought_to(started(payments, people["alice"], status), status, people["alice"], ruben)
        for status in statuses
    ]
    for user in people.values():
        listed = set(access.specs_visible(user))
        assert listed == {s for s in specs if knock(DOORS["read"], user, s) == OPEN}


def test_a_private_team_keeps_its_approved_specs_to_itself(spec, people, payments, ruben):
    payments.private = True
    payments.save()
    brought_to(spec, Status.APPROVED, people["alice"], people["rita"])
    assert knock(DOORS["read"], people["charlie"], spec) == GONE
    assert knock(DOORS["read"], ruben, spec) == GONE
    assert knock(DOORS["read"], people["rita"], spec) == OPEN  # she approved it
    assert knock(DOORS["read"], people["ada"], spec) == OPEN


def test_a_stranger_reads_the_approved_version_while_the_next_is_drafted(spec, people):
    brought_to(spec, Status.APPROVED, people["alice"], people["rita"])
    spec.revise(people["alice"], "minor")
    spec.submit(people["alice"])
    stranger = people["charlie"]
    assert access.revision_for_reading(stranger, spec.guid).version == "0.1.0"
    with pytest.raises(Http404):
        access.revision_for_reading(stranger, spec.guid, "0.2.0")
    assert [r.version for r in access.revisions_visible(stranger, spec)] == ["0.1.0"]
    assert access.revision_for_reading(people["dora"], spec.guid, "0.2.0").version == "0.2.0"


def test_the_latest_revision_of_a_version_is_the_one_shown(spec, people):
    brought_to(spec, Status.IMPLEMENTED, people["alice"], people["rita"])
    found = access.revision_for_reading(people["charlie"], spec.guid, "0.1.0")
    assert found.status == Status.IMPLEMENTED
    assert access.revision_by_number(people["charlie"], spec.guid, 1).status == Status.APPROVED


def test_a_reviewer_keeps_sight_of_what_was_sent_back(spec, people, ruben):
    spec.submit(people["alice"])
    spec.request_changes(people["rita"], "The canary never ends.")
    assert knock(DOORS["read draft"], people["rita"], spec) == OPEN
    assert knock(DOORS["read draft"], ruben, spec) == GONE


def test_the_queue_is_everything_for_reviewers_and_the_own_for_authors(spec, people, finance):
    other = started(finance, people["charlie"], "Ledger API")
    mine, theirs = spec.submit(people["alice"]), other.submit(people["charlie"])
    assert set(access.reviews_waiting(people["rita"])) == {mine, theirs}
    assert list(access.reviews_waiting(people["alice"])) == [mine]


def test_nobody_writes_in_a_team_that_is_not_theirs(people, payments, finance):
    assert list(access.teams_for_writing(people["alice"])) == [payments]
    assert list(access.teams_for_writing(people["dora"])) == []
    assert list(access.teams_for_writing(people["ada"])) == []


def test_a_team_is_run_by_its_admins_and_the_portals(people, payments, bob):
    bob.memberships.update(role="admin")
    bob = User.objects.get(pk=bob.pk)
    slug = payments.slug
    doors = {
        user: knock(access.team_for_admin, user, slug)
        for user in (bob, people["ada"], people["alice"], people["charlie"])
    }
    assert list(doors.values()) == [OPEN, OPEN, SHUT, SHUT]
    payments.private = True
    payments.save()
    assert knock(access.team_for_admin, people["charlie"], slug) == GONE


def test_people_are_managed_by_admins_of_the_portal(people):
    assert knock(access.people_for_admin, people["ada"]) == OPEN
    assert knock(access.people_for_admin, people["alice"]) == SHUT


def test_an_inactive_admin_opens_nothing(people, spec):
    people["ada"].is_active = False
    with pytest.raises(PermissionDenied):
        access.require_admin(people["ada"])
