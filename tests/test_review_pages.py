"""The review: the queue, what the page shows, the decision, and who may do what."""

import copy

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from specs import store
from specs.models import Review, ReviewState, Revision, Spec, Status
from specs.reader import blank

from .cast import brought_to, started


def metric(name, **values):
    row = {
        "category": "Application",
        "threshold": "> 1%",
        "severity": "High",
        "alert_condition": "5 min",
    }
    return {"name": name, "key": f"k{name.lower()}"} | row | values


def write(spec, metrics, **overview):
    """Fill a draft with metrics and some fields of the overview section."""
    document = store.load(spec)
    document["sections"]["metrics"]["metric"] = [{**document_row(), **row} for row in metrics]
    assert not overview.keys() - document["sections"]["overview"].keys()
    document["sections"]["overview"] |= overview
    document["header"] |= {"name": "Checkout API"}
    store.save(spec, document)


def document_row():
    from specs import template

    return template.find("metric").blank()


@pytest.fixture
def second(spec, alice, rita):
    """Version 0.2.0 in review: one metric changed, one added, one removed, after 0.1.0 was approved."""
    write(spec, [metric("Errors"), metric("Latency"), metric("Queue")])
    brought_to(spec, Status.APPROVED, alice, rita)
    spec.revise(alice, "minor")
    write(spec, [metric("Errors", threshold="> 5%"), metric("Queue"), metric("Traffic")])
    return spec.submit(alice, "Please look at the errors.")


def page_of(review):
    return f"/specs/{review.spec.guid}/reviews/{review.number}/"


def decision(review, verdict, summary="", revision=None):
    given = {"verdict": verdict, "summary": summary}
    return f"{page_of(review)}decision/", given | {"revision": revision or review.revision_id}


# ---------------------------------------------------------------- what the page shows


def test_the_page_tells_what_changed_since_the_last_approval(on, rita, second):
    page = on(rita).get(page_of(second)).content.decode()
    assert "1 added, 1 changed, 1 removed" in page
    assert '<del><span class="vh">Removed: </span>&gt; 1%</del>' in page
    assert '<ins><span class="vh">Added: </span>&gt; 5%</ins>' in page
    assert "Show 1 unchanged row" in page
    assert "Please look at the errors." in page


def test_a_row_that_only_moved_is_called_moved_and_neither_removed_nor_added(
    on, alice, rita, second
):
    second.spec.withdraw(alice)
    write(second.spec, [metric("Queue"), metric("Errors"), metric("Latency")])
    page = on(rita).get(page_of(second.spec.submit(alice))).content.decode()
    assert "1 moved" in page and '<th scope="row" class="g">Moved' in page
    assert ">Removed</th>" not in page and ">Added</th>" not in page


def test_unchanged_sections_are_folded_and_can_be_shown(on, rita, second):
    page = on(rita).get(page_of(second)).content.decode()
    assert "sections unchanged" in page and 'id="c-scaling"' not in page
    page = on(rita).get(f"{page_of(second)}?base=1&full=c-scaling").content.decode()
    assert 'id="c-scaling"' in page


def test_unchanged_rows_are_shown_on_request(on, rita, second):
    page = on(rita).get(f"{page_of(second)}?full=metrics").content.decode()
    assert "Queue" in page and "Unchanged" in page


def test_another_base_can_be_chosen(on, alice, rita, second):
    second.spec.request_changes(rita, "The threshold is too high.", second)
    write(second.spec, [metric("Errors", threshold="> 2%"), metric("Queue"), metric("Traffic")])
    third = Spec.objects.get(pk=second.spec_id).submit(alice)
    page = on(rita).get(f"{page_of(third)}?base=2").content.decode()
    assert "1 changed" in page and "1 added" not in page
    assert on(rita).get(f"{page_of(third)}?base=99").status_code == 404


def test_a_first_version_is_shown_in_full(on, alice, rita, spec):
    write(spec, [metric("Errors")], overview="It takes orders.")
    page = on(rita).get(page_of(spec.submit(alice))).content.decode()
    assert "This is the first version." in page
    assert '<h2 id="monitoring">' in page and "Errors" in page


def test_nothing_changed_is_a_sentence(on, alice, rita, spec):
    brought_to(spec, Status.APPROVED, alice, rita)
    spec.revise(alice, "patch")
    page = on(rita).get(page_of(spec.submit(alice))).content.decode()
    assert "Nothing changed since 0.1.0." in page


def test_text_of_an_author_never_becomes_markup(on, alice, rita, second):
    second.spec.withdraw(alice)
    write(second.spec, [metric("<script>alert(1)</script>", key="kx")])
    page = on(rita).get(page_of(second.spec.submit(alice))).content.decode()
    assert "<script>alert" not in page and "&lt;script&gt;alert" in page


# ---------------------------------------------------------------- the decision


def test_a_reviewer_approves(on, rita, second):
    url, given = decision(second, "approve", "Good.")
    answer = on(rita).post(url, given)
    assert (answer.status_code, answer.url) == (303, page_of(second))
    assert Spec.objects.get(pk=second.spec_id).status == Status.APPROVED
    page = on(rita).get(page_of(second)).content.decode()
    assert "0.2.0 is approved." in page and "Good." in page


def test_a_reviewer_requests_changes_with_a_reason(on, rita, second):
    url, given = decision(second, "request_changes", "The threshold is too high.")
    assert on(rita).post(url, given).status_code == 303
    assert Review.objects.get(pk=second.pk).state == ReviewState.CHANGES_REQUESTED
    assert Spec.objects.get(pk=second.spec_id).status == Status.DRAFT


@pytest.mark.parametrize(
    ("verdict", "summary", "words"),
    [
        ("request_changes", " ", "Say what has to change."),
        ("comment", "", "Write the comment."),
        ("", "Fine", "Choose approve, request changes or comment."),
    ],
)
def test_a_decision_with_a_gap_comes_back_with_a_summary(on, rita, second, verdict, summary, words):
    url, given = decision(second, verdict, summary)
    answer = on(rita).post(url, given)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page and "There is a problem" in page and "<title>Error: " in page
    assert Review.objects.get(pk=second.pk).is_open


def test_a_comment_leaves_the_round_open(on, rita, second):
    url, given = decision(second, "comment", "Which queue?")
    assert on(rita).post(url, given).status_code == 303
    assert Review.objects.get(pk=second.pk).is_open
    assert "Which queue?" in on(rita).get(page_of(second)).content.decode()


def test_open_blockers_come_back_as_a_problem(on, strict_policy, alice, rita, spec):
    review = spec.submit(alice, reason="The date is fixed.")
    url, given = decision(review, "approve")
    answer = on(rita).post(url, given)
    assert answer.status_code == 422
    assert "blockers must be fixed or waived first." in answer.content.decode()


def test_a_decision_after_a_withdrawal_keeps_what_was_typed(on, alice, rita, second):
    url, given = decision(second, "approve", "Three careful sentences.")
    second.spec.withdraw(alice)
    answer = on(rita).post(url, given)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Your decision was not sent" in page and "Three careful sentences." in page


def test_a_decision_about_another_revision_is_refused(on, rita, second):
    first = Revision.objects.get(spec=second.spec, number=1)
    url, given = decision(second, "approve", revision=first.pk)
    assert on(rita).post(url, given).status_code == 409
    assert Review.objects.get(pk=second.pk).is_open


def test_the_second_of_two_decisions_is_too_late(on, rita, ruben, second):
    url, given = decision(second, "request_changes", "No.")
    ruben.areas = "SRE"  # a metric is gone, so operations must agree
    ruben.save()
    second.spec.approve(ruben, "", second)
    assert on(rita).post(url, given).status_code == 409
    assert Spec.objects.get(pk=second.spec_id).status == Status.APPROVED


def test_whoever_edited_the_version_finds_a_sentence_and_cannot_post(on, alice, rita, second):
    alice.is_reviewer = True
    alice.save()
    page = on(alice).get(page_of(second)).content.decode()
    assert "You submitted this version, so someone else must decide." in page
    assert 'name="verdict"' not in page
    url, given = decision(second, "approve")
    assert on(alice).post(url, given).status_code == 403
    assert Review.objects.get(pk=second.pk).is_open


def test_the_page_of_a_closed_round_shows_what_was_decided(on, rita, second):
    second.spec.request_changes(rita, "The threshold is too high.", second)
    page = on(rita).get(page_of(second)).content.decode()
    assert "Changes requested</b> by Rita" in page and "The threshold is too high." in page
    assert 'name="verdict"' not in page


# ---------------------------------------------------------------- the queue


def test_the_queue_shows_what_waits_with_the_size_of_its_change(on, rita, second):
    page = on(rita).get("/reviews/").content.decode()
    assert "Checkout API" in page and "+1 ~1" in page
    assert "1 added, 1 changed, 1 removed" in page


def test_the_queue_is_sorted_by_deploy_date_then_by_age(on, alice, rita, payments):
    from datetime import date

    for name, day in (("Late", None), ("Soon", date(2027, 1, 5)), ("Later", date(2027, 2, 5))):
        started(payments, alice, name).submit(alice, deploy_on=day)
    rows = on(rita).get("/reviews/").context["rows"]
    assert [row["spec"].name for row in rows] == ["Soon", "Later", "Late"]
    rows = on(rita).get("/reviews/?sort=age").context["rows"]
    assert [row["spec"].name for row in rows] == ["Late", "Soon", "Later"]


def test_what_was_given_to_somebody_else_does_not_wait_for_me(on, alice, rita, ruben, spec):
    spec.submit(alice, reviewers=[ruben])
    assert on(rita).get("/reviews/").context["rows"] == []
    assert "Nothing is waiting for you." in on(rita).get("/reviews/").content.decode()
    assert len(on(rita).get("/reviews/?state=waiting").context["rows"]) == 1
    assert len(on(ruben).get("/reviews/").context["rows"]) == 1


def test_decided_rounds_are_under_done(on, rita, second):
    second.spec.approve(rita, "", second)
    page = on(rita).get("/reviews/?state=done").content.decode()
    assert page.count(">Approved</td>") == 2


def test_the_next_review_is_offered_after_a_decision(on, alice, rita, payments, second):
    other = started(payments, alice, "Ledger API").submit(alice)
    page = on(rita).get(page_of(second)).content.decode()
    assert "1 of 2 in your queue" in page and "Next: Ledger API" in page
    url, given = decision(second, "approve")
    page = on(rita).post(url, given, follow=True).content.decode()
    assert f'href="{page_of(other)}"' in page


# ---------------------------------------------------------------- access and queries

PAGES = ["", "decision/"]


@pytest.mark.parametrize("part", PAGES)
def test_a_stranger_finds_no_review_of_a_draft(on, alice, charlie, spec, part):
    review = spec.submit(alice)
    call = on(charlie).post if part else on(charlie).get
    assert call(page_of(review) + part).status_code == 404


def test_a_stranger_may_not_see_the_review_of_what_was_approved(on, charlie, second):
    assert on(charlie).get(page_of(second)).status_code == 403


@pytest.mark.parametrize("who", ["alice", "dora", "ada"])
def test_only_reviewers_decide(on, request, who, second):
    user = request.getfixturevalue(who)
    assert on(user).get(page_of(second)).status_code == 200
    url, given = decision(second, "approve")
    assert on(user).post(url, given).status_code == 403


def test_nobody_sees_reviews_without_signing_in(client, second):
    for url in ("/reviews/", page_of(second)):
        assert client.get(url).url.startswith("/accounts/login/")


def big(document, changed):
    """Sixty metrics, all changed or none."""
    word = "> 5%" if changed else "> 1%"
    rows = [{**document_row(), **metric(f"M{n}", key=f"k{n}", threshold=word)} for n in range(60)]
    document["sections"]["metrics"]["metric"] = rows
    return document


def test_a_review_of_sixty_changes_asks_the_database_little(on, alice, rita, spec):
    document = copy.deepcopy(blank())
    store.save(spec, big(document, changed=False))
    brought_to(spec, Status.APPROVED, alice, rita)
    spec.revise(alice, "minor")
    store.save(spec, big(document, changed=True))
    review = spec.submit(alice)
    client = on(rita)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        page = client.get(page_of(review))
    assert "60 changed" in page.content.decode()
    assert len(asked) <= 24, "\n".join(query["sql"][:200] for query in asked)


def test_the_queue_asks_no_more_for_more_reviews(on, alice, rita, payments, second):
    client = on(rita)

    def asked():
        client.get("/reviews/")
        with CaptureQueriesContext(connection) as queries:
            client.get("/reviews/")
        return len(queries)

    few = asked()
    for n in range(4):
        started(payments, alice, f"Service {n}").submit(alice)
    assert asked() == few
    for n in range(8):
        started(payments, alice, f"Other {n}").submit(alice)
    assert asked() == few <= 10
