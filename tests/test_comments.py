"""Comments: who hears them and when, where they hang, and what following a suggestion changes."""

import pytest

from specs import cells, comments, rows, suggestions
from specs.comments import Unsaid
from specs.documents import cell_digest
from specs.models import Comment, Event, Overtaken, Refused, Thread, Verb
from specs.places import Place, Places
from specs.suggestions import NoLonger

CONDITION = "alert.a1.condition"


@pytest.fixture
def alerts(spec, alice):
    """Two alerts in Alice's draft."""
    for key, name, condition in (
        ("a1", "Backlog", "> 1000 for 10 min"),
        ("a2", "Errors", "> 5% for 5 min"),
    ):
        rows.add(spec, alice, "alert", key, cells={"name": name, "condition": condition})
    return spec


@pytest.fixture
def review(alerts, alice):
    """The draft in its first round."""
    return alerts.submit(alice, reason="It is complete for this test.")


def heard(user, spec):
    """What a person reads of a specification's threads."""
    found = Thread.visible_to(user, spec)
    return [comment.text for thread in found for comment in thread.said]


def start(spec, by, at, text="", **wished):
    return comments.start(spec, by, at, text, {at: wished["to"]} if "to" in wished else {})


def fresh(thing):
    return type(thing).objects.get(pk=thing.pk)


# ---------------------------------------------------------------- who hears what, and when


def test_an_author_is_heard_at_once(alerts, alice, bob):
    start(alerts, alice, CONDITION, "Is this long enough?")
    assert heard(bob, alerts) == ["Is this long enough?"]


def test_a_pending_comment_is_visible_only_to_its_writer_until_the_decision(
    review, alice, rita, ruben
):
    start(review.spec, rita, CONDITION, "10 minutes is too long.")
    assert heard(rita, review.spec) == ["10 minutes is too long."]
    assert heard(alice, review.spec) == heard(ruben, review.spec) == []
    review.spec.request_changes(rita, "See the comments.", review)
    assert heard(alice, review.spec) == heard(ruben, review.spec) == ["10 minutes is too long."]


def test_a_decision_sends_only_the_comments_of_who_decides(review, alice, rita, ruben):
    start(review.spec, rita, CONDITION, "From Rita.")
    start(review.spec, ruben, CONDITION, "From Ruben.")
    review.spec.comment(rita, "", review)
    assert heard(alice, review.spec) == ["From Rita."]


def test_an_approval_takes_the_pending_comments_along(review, alice, rita):
    start(review.spec, rita, CONDITION, "Fine, but watch it.")
    fresh(review.spec).approve(rita, "", review)
    assert heard(alice, review.spec) == ["Fine, but watch it."]


def test_a_refused_decision_sends_nothing(review, alice, rita):
    start(review.spec, rita, CONDITION, "Not yet.")
    with pytest.raises(Refused):
        fresh(review.spec).request_changes(rita, " ", review)
    assert heard(alice, review.spec) == []


def test_a_pending_answer_in_an_open_thread_is_hidden_too(review, alice, rita):
    thread = start(review.spec, alice, CONDITION, "Is this right?")
    comments.reply(review.spec, rita, thread, "No.", {})
    assert heard(alice, review.spec) == ["Is this right?"]
    review.spec.comment(rita, "", review)
    assert heard(alice, review.spec) == ["Is this right?", "No."]


def test_a_decision_on_an_outdated_revision_keeps_all_pending_comments(review, alice, rita):
    start(review.spec, rita, CONDITION, "Kept.")
    spec = fresh(review.spec)
    spec.withdraw(alice)
    spec.submit(alice, reason="Once more.")
    with pytest.raises(Overtaken):
        spec.request_changes(rita, "No.", review)
    assert [one.text for one in Comment.pending_of(rita, spec)] == ["Kept."]
    assert heard(alice, spec) == []
    fresh(spec).request_changes(rita, "No.")
    assert heard(alice, spec) == ["Kept."]


def test_a_comment_says_something(alerts, alice):
    with pytest.raises(Unsaid, match="Write the comment first"):
        start(alerts, alice, CONDITION, "  ")


def test_what_was_not_sent_can_be_taken_back(review, rita):
    thread = start(review.spec, rita, CONDITION, "Hm.")
    comments.remove(thread.comments.get())
    assert not Thread.objects.exists()


def test_what_is_sent_leaves_a_line_in_the_trail_and_what_is_pending_none(review, alice, rita):
    start(review.spec, rita, CONDITION, "Too long.", to="> 1000 for 3 min")
    told = Event.objects.filter(spec=review.spec, place=CONDITION)
    assert not told.filter(verb=Verb.SUGGESTED).exists()
    review.spec.comment(rita, "", review)
    line = told.get(verb=Verb.SUGGESTED)
    assert (line.actor, line.old, line.new) == (rita, "> 1000 for 10 min", "> 1000 for 3 min")


def test_resolving_and_opening_again_leave_a_line_each(alerts, alice, bob):
    thread = start(alerts, alice, CONDITION, "Hm.")
    for resolved in (True, True, False):
        comments.settle(alerts, bob, thread, resolved=resolved)
    verbs = alerts.events.filter(actor=bob).order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == [Verb.SETTLED, Verb.UNSETTLED]


def test_only_people_who_may_read_it_are_mentioned(alerts, alice, bob, charlie):
    thread = start(alerts, alice, CONDITION, "@bob and @charlie, look (bob@shop.example).")
    assert thread.comments.get().mentions == ["bob"]


# ---------------------------------------------------------------- where they hang


def test_a_thread_follows_its_row_when_it_moves(alerts, alice):
    thread = start(alerts, alice, CONDITION, "Hm.")
    rows.move(alerts, alice, "alert", "a1", "a2")
    places = Places(alerts.document())
    assert places.rows["alert.a1"].number == 2
    assert places.digest(Place.at(thread.place)) == thread.digest


def test_a_thread_outlives_its_row_and_is_back_with_it(alerts, alice):
    thread = start(alerts, alice, CONDITION, "Hm.")
    rows.delete(alerts, alice, "alert", "a1")
    assert not Places(alerts.document()).has(Place.at(thread.place))
    assert heard(alice, alerts) == ["Hm."]
    assert fresh(thread).called == "Alerts, Backlog, Condition"
    rows.restore(alerts, alice, "alert", "a1")
    assert Places(alerts.document()).has(Place.at(thread.place))
    assert fresh(thread).digest == Places(alerts.document()).digest(Place.at(thread.place))


def test_a_row_that_was_removed_in_this_version_can_be_talked_about(alerts, alice, rita):
    alerts.submit(alice, reason="It is complete for this test.")
    alerts.approve(rita)
    alerts.revise(alice, "minor")
    rows.delete(alerts, alice, "alert", "a1")
    thread = start(fresh(alerts), alice, "alert.a1", "Gone for good?")
    assert thread.called == "Alerts, Backlog"


# ---------------------------------------------------------------- suggestions


def test_a_suggestion_changes_one_value(alerts, alice):
    wished = {CONDITION: "> 1", "alert.a1.name": "Other"}
    with pytest.raises(Unsaid, match="changes one value"):
        comments.start(alerts, alice, "alert.a1", "", wished)
    same = {CONDITION: "> 1", "alert.a1.name": "Backlog"}
    thread = comments.start(alerts, alice, "alert.a1", "", same)
    assert thread.place == CONDITION
    assert thread.comments.get().suggestion == "> 1"


def test_applying_a_suggestion_changes_exactly_that_field_and_writes_one_audit_entry(
    alerts, alice, bob
):
    thread = start(alerts, bob, CONDITION, "Shorter.", to="> 1000 for 3 min")
    before, last = alerts.document(), Event.objects.order_by("-pk").first().pk
    suggestions.apply(alerts, alice, thread.comments.get())
    after = alerts.document()
    assert after["sections"]["alerts"]["alert"][0]["condition"] == "> 1000 for 3 min"
    before["sections"]["alerts"]["alert"][0]["condition"] = "> 1000 for 3 min"
    assert after["sections"] == before["sections"]
    line = Event.objects.get(pk__gt=last)
    assert (line.verb, line.actor, line.place) == (Verb.EDITED, alice, CONDITION)
    assert (line.old, line.new) == ("> 1000 for 10 min", "> 1000 for 3 min")
    assert fresh(thread).resolved_by == alice
    assert fresh(thread).comments.get().applied_by == alice


def test_applying_is_an_entry_of_its_own_even_while_typing_there(alerts, alice):
    cells.write(alerts, alice, [cells.Change(CONDITION, "> 9", cell_digest("> 1000 for 10 min"))])
    thread = start(alerts, alice, CONDITION, to="> 8")
    suggestions.apply(alerts, alice, thread.comments.get())
    edits = alerts.events.filter(verb=Verb.EDITED, place=CONDITION).order_by("pk")
    assert [(one.old, one.new) for one in edits] == [("> 1000 for 10 min", "> 9"), ("> 9", "> 8")]


def test_applying_is_editing_and_proposing_is_not(review, alice, bob, rita):
    start(review.spec, rita, CONDITION, "Shorter.", to="> 1000 for 3 min")
    review.spec.request_changes(rita, "See the suggestion.", review)
    spec = fresh(review.spec)
    suggestions.apply(spec, bob, Comment.objects.get())
    assert Event.editors_of(spec) == [alice.pk, bob.pk]


def test_a_suggestion_against_an_older_value_no_longer_applies(alerts, alice, bob):
    thread = start(alerts, bob, CONDITION, to="> 1000 for 3 min")
    cells.write(alerts, alice, [cells.Change(CONDITION, "> 9", cell_digest("> 1000 for 10 min"))])
    with pytest.raises(NoLonger) as why:
        suggestions.apply(alerts, alice, thread.comments.get())
    assert why.value.now == "> 9"
    assert cells.shown_now(alerts, CONDITION) == "> 9"
    assert fresh(thread).is_open
    assert not alerts.conflicts.exists()


def test_an_applied_suggestion_can_be_taken_back(alerts, alice):
    thread = start(alerts, alice, CONDITION, to="> 1")
    suggestions.apply(alerts, alice, thread.comments.get())
    suggestions.take_back(alerts, alice, thread.comments.get())
    assert cells.shown_now(alerts, CONDITION) == "> 1000 for 10 min"
    assert fresh(thread).is_open


def test_nothing_is_applied_while_it_is_reviewed(review, alice, rita):
    start(review.spec, alice, CONDITION, to="> 1")
    with pytest.raises(rows.Locked):
        suggestions.apply(fresh(review.spec), alice, Comment.objects.get())


def test_a_secret_is_neither_suggested_nor_quoted(spec, alice):
    secret = {"name": "KEY", "sensitive": "Yes"}
    rows.add(spec, alice, "parameter", "p1", cells=secret)
    with pytest.raises(Unsaid, match="looks like a secret"):
        start(spec, alice, "parameter.p1.production", to="hunter2")
    rows.add(spec, alice, "parameter", "p2", cells={"name": "TOKEN", "production": "hunter2"})
    thread = start(spec, alice, "parameter.p2.production", "Hm.", to="hunter3")
    change = cells.Change("parameter.p2.sensitive", "Yes", "")
    cells.write(spec, alice, [change])
    kept = str([fresh(thread).__dict__, *Comment.objects.values(), *Event.objects.values()])
    assert "hunter" not in kept


def test_what_was_typed_after_the_draft_was_sent_is_kept_as_a_suggestion(review, alice, bob):
    change = cells.Change(CONDITION, "> 7", cell_digest("> 1000 for 10 min"))
    outcome = cells.write(review.spec, bob, [change])
    thread = suggestions.keep(review.spec, bob, outcome.conflicts)
    said = thread.comments.get()
    assert (said.author, said.against, said.suggestion) == (bob, "> 1000 for 10 min", "> 7")
    assert not review.spec.conflicts.filter(resolved_at=None).exists()


def test_an_old_address_of_a_thread_is_still_a_place():
    assert Place.at("alerts").address == "alerts"
    assert Place.at("alerts.-.notes").section is Place.at(CONDITION).section
    for wrong in ("alert", "alerts.x", "alert.a1.nothing", "alerts.x.notes", "", "x.y.z.w"):
        with pytest.raises(LookupError):
            Place.at(wrong)


# ---------------------------------------------------------------- who is told


def told(user):
    return list(user.notifications.order_by("pk").values_list("kind", "sentence"))


def test_authors_and_whoever_is_mentioned_hear_of_a_comment_once(alerts, alice, bob, rita, ada):
    start(alerts, alice, CONDITION, "@ada, is this long enough?")
    where = "on Alerts, Backlog, Condition of Checkout API 0.1.0."
    assert told(bob) == [("commented", f"Alice comments {where}")]
    assert told(ada) == [("mentioned", f"Alice mentions you {where}")]
    assert told(alice) == told(rita) == []


def test_a_pending_comment_is_news_to_nobody_until_the_decision(review, alice, bob, rita):
    before = len(told(alice)), len(told(bob))
    start(review.spec, rita, CONDITION, "@bob, too long.")
    assert (len(told(alice)), len(told(bob))) == before
    review.spec.request_changes(rita, "See the comments.", review)
    assert [kind for kind, _ in told(bob)] == ["mentioned"]
    assert "commented" not in [kind for kind, _ in told(alice)]  # the decision is the news
