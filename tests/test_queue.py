"""The queue of reviews: what waits for whom, in which order, and who is at it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from specs.models import Event, Review, Revision, Spec, Verb

from .cast import join, started


@pytest.fixture
def today(monkeypatch):
    """A day that does not end before the test does."""
    day = timezone.localdate()
    monkeypatch.setattr(timezone, "localdate", lambda *_: day)
    return day


def waiting(team, author, name, tier="", blockers=0, loosened=0):
    review = started(team, author, name).submit(author)
    Spec.objects.filter(pk=review.spec_id).update(tier=tier, blockers=blockers)
    Review.objects.filter(pk=review.pk).update(loosened=loosened)
    return review


def names(client, query=""):
    return [row["spec"].name for row in client.get(f"/reviews/{query}").context["rows"]]


def test_the_riskiest_come_first_when_asked(on, alice, rita, payments):
    waiting(payments, alice, "No tier", blockers=9)
    waiting(payments, alice, "Tier 2", tier="2")
    waiting(payments, alice, "Tier 1", tier="1")
    waiting(payments, alice, "Tier 1 looser", tier="1", loosened=2)
    waiting(payments, alice, "Tier 1 blocked", tier="1", blockers=1)
    found = names(on(rita), "?sort=risk")
    assert found == ["Tier 1 blocked", "Tier 1 looser", "Tier 1", "Tier 2", "No tier"]


def test_a_row_says_what_is_risky_in_words_and_numbers(on, alice, rita, payments, today):
    review = waiting(payments, alice, "Ledger API", tier="1", blockers=2, loosened=3)
    Review.objects.filter(pk=review.pk).update(
        deploy_on=today + timedelta(days=1),
        submitted_at=timezone.now() - timedelta(days=2, hours=3),
    )
    page = on(rita).get("/reviews/").content.decode()
    assert "tomorrow" in page and "2\xa0days" in page
    assert 'data-label="Loosened"' in page and 'data-label="Blockers"' in page
    assert "Not opened" in page


def test_a_reviewer_takes_a_round_on_and_gives_it_back(on, alice, rita, ruben, payments):
    review = waiting(payments, alice, "Ledger API")
    answer = on(rita).post("/reviews/claims/", {"review": review.pk, "act": "claim"}, follow=True)
    assert "1 review is assigned to you." in answer.content.decode()
    assert Review.objects.get(pk=review.pk).claimed_by == rita
    assert "Rita is reviewing" in on(ruben).get("/reviews/").content.decode()
    assert "Yours" in on(rita).get("/reviews/").content.decode()
    on(rita).post("/reviews/claims/", {"review": review.pk, "act": "release"})
    assert Review.objects.get(pk=review.pk).claimed_by is None
    told = Event.objects.filter(spec=review.spec, verb__in=[Verb.CLAIMED, Verb.RELEASED])
    assert [event.actor for event in told] == [rita, rita]


def test_a_taken_round_may_still_be_decided_by_another_reviewer(on, alice, rita, ruben, payments):
    review = waiting(payments, alice, "Ledger API")
    on(rita).post("/reviews/claims/", {"review": review.pk})
    assert len(names(on(ruben))) == 1
    assert review.spec.approve(ruben, "", review) is not None


def test_several_are_taken_at_once_and_none_is_said_so(on, alice, rita, payments):
    made = [waiting(payments, alice, f"Service {n}").pk for n in range(3)]
    answer = on(rita).post("/reviews/claims/", {"review": made[:2]}, follow=True)
    assert "2 reviews are assigned to you." in answer.content.decode()
    assert "Choose a review first." in on(rita).post(
        "/reviews/claims/", follow=True
    ).content.decode()  # fmt: skip


@pytest.mark.parametrize("who", ["alice", "dora", "ada", "charlie"])
def test_only_reviewers_take_rounds_on(on, request, who, alice, payments):
    review = waiting(payments, alice, "Ledger API")
    client = on(request.getfixturevalue(who))
    assert client.post("/reviews/claims/", {"review": review.pk}).status_code == 403
    assert Review.objects.get(pk=review.pk).claimed_by is None


def test_nobody_takes_on_what_they_asked_for_themselves(on, alice, payments):
    review = waiting(payments, alice, "Ledger API")
    alice.is_reviewer = True
    alice.save()
    on(alice).post("/reviews/claims/", {"review": review.pk})
    assert Review.objects.get(pk=review.pk).claimed_by is None


def test_the_way_back_leads_to_no_other_site(on, alice, rita, payments):
    review = waiting(payments, alice, "Ledger API")
    for path in ("https://evil.example/", "//evil.example/", "/\\evil.example"):
        answer = on(rita).post("/reviews/claims/", {"review": review.pk, "next": path})
        assert answer.url == "/reviews/"


def test_an_author_finds_what_they_asked_for_with_its_outcome(on, alice, rita, payments):
    review = waiting(payments, alice, "Ledger API")
    waiting(payments, alice, "Checkout API")
    review.spec.request_changes(rita, "Which queue?", review)
    page = on(alice).get("/reviews/?state=asked")
    assert [row["spec"].name for row in page.context["rows"]] == ["Checkout API", "Ledger API"]
    assert "Changes requested" in page.content.decode()
    assert names(on(alice), "?state=mine") == ["Checkout API", "Ledger API"]


def test_how_far_i_am_stands_in_the_row(on, alice, rita, payments):
    from specs.models.section_read import tick

    review = waiting(payments, alice, "Ledger API")
    chapters = list(Review.objects.get(pk=review.pk).chapters)
    tick(review, rita, chapters[0])
    page = on(rita).get("/reviews/").content.decode()
    assert f"1 of {len(chapters)} read" in page
    assert Revision.objects.get(review=review).base is None


def neighbours(client, review):
    shown = client.get(f"/specs/{review.spec.guid}/reviews/{review.number}/").context
    near = (shown.get("previous_review"), shown.get("next_review"))
    return shown["queue_place"], *(one and one["spec__name"] for one in near)


def test_next_and_previous_follow_the_order_that_was_looked_at_last(on, alice, rita, payments):
    """By age: A, B, C. By risk: B, C, A."""
    waiting(payments, alice, "A")
    second = waiting(payments, alice, "B", tier="1")
    waiting(payments, alice, "C", tier="2")
    assert neighbours(on(rita), second) == (2, "A", "C")
    on(rita).get("/reviews/?sort=risk")
    assert neighbours(on(rita), second) == (1, None, "C")
    on(rita).get("/reviews/?state=done")
    assert neighbours(on(rita), second) == (1, None, "C")
    on(rita).get("/reviews/?sort=age")
    assert neighbours(on(rita), second) == (2, "A", "C")


def test_next_and_previous_stay_in_the_list_that_was_chosen(on, alice, rita, ruben, payments):
    waiting(payments, alice, "A")
    given = waiting(payments, alice, "B")
    given.reviewers.set([ruben])
    last = waiting(payments, alice, "C")
    assert neighbours(on(rita), last) == (2, "A", None)
    on(rita).get("/reviews/?state=waiting")
    assert neighbours(on(rita), last) == (3, "B", None)


def test_what_somebody_edited_does_not_wait_for_them(on, alice, rita, payments):
    mine = waiting(payments, alice, "Mine")
    waiting(payments, alice, "Other")
    join(rita, payments)
    Event.record(mine.spec, rita, Verb.EDITED, place="overview.-.overview", new="Mine.")
    assert names(on(rita)) == ["Other"]
    assert names(on(rita), "?state=waiting") == ["Mine", "Other"]


def test_the_bar_counts_what_waits_for_me(on, alice, rita, ruben, payments):
    waiting(payments, alice, "A")
    waiting(payments, alice, "B").reviewers.set([ruben])
    for who, count in ((rita, 1), (ruben, 2)):
        page = " ".join(on(who).get("/specs/").content.decode().split())
        assert f'Reviews <span class="count review">{count}<span class="vh"> waiting' in page


def test_an_empty_queue_says_what_comes_next(on, alice, rita, ruben, payments, today):
    page = on(rita).get("/reviews/").content.decode()
    assert "Nothing is waiting for you." in page and "planned deploy" not in page
    review = waiting(payments, alice, "A")
    review.reviewers.set([ruben])
    Review.objects.update(deploy_on=today + timedelta(days=1))
    page = on(rita).get("/reviews/").content.decode()
    assert "The next planned deploy is tomorrow." in page and "1 waits for others." in page
