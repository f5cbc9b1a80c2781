"""The page of notifications: unread first, grouped, read by opening, with an undo and a number in the bar."""

import pytest

from specs.models import Event, Notification, Verb, notify
from specs.models.inbox import PAGE
from specs.models.kinds import Kind
from tests.cast import started


@pytest.fixture
def me(client, alice):
    client.force_login(alice)
    return client


def told(spec, person, *words, kind=Kind.COMMENTED):
    for sentence in words:
        notify(kind, spec, [person], sentence, f"/specs/{spec.guid}/" if spec else "/reviews/")
    return list(Notification.objects.filter(person=person).order_by("pk"))


def unread(person):
    person.refresh_from_db()
    rows = Notification.objects.filter(person=person, read_at=None).count()
    assert person.unread == rows, "the number in the bar is the number of rows"
    return rows


def text(answer):
    return answer.content.decode()


def test_nothing_told_is_said_in_words(me):
    assert "You are up to date." in text(me.get("/notifications/"))


def test_unread_ones_stand_first_and_by_specification(me, spec, alice, payments):
    other = started(payments, alice, "Ledger API")
    first, *_ = told(spec, alice, "One.", "Two.")
    told(other, alice, "Three.")
    me.get(f"/notifications/{first.pk}/")
    page = text(me.get("/notifications/"))
    order = ("Ledger API</h3>", "Three.", "Checkout API</h3>", "Two.", "Earlier", "One.")
    places = [page.index(words) for words in order]
    assert places == sorted(places)


def test_opening_one_marks_it_read_and_goes_there(me, spec, alice):
    one, _ = told(spec, alice, "One.", "Two.")
    answer = me.get(f"/notifications/{one.pk}/")
    assert (answer.status_code, answer["Location"]) == (302, f"/specs/{spec.guid}/")
    assert unread(alice) == 1


def test_a_browser_that_only_looks_ahead_marks_nothing(me, spec, alice):
    (one,) = told(spec, alice, "One.")
    me.get(f"/notifications/{one.pk}/", headers={"Sec-Purpose": "prefetch"})
    assert unread(alice) == 1


def test_one_can_be_marked_and_taken_back(me, spec, alice):
    one, _ = told(spec, alice, "One.", "Two.")
    page = text(me.post("/notifications/read/", {"pk": one.pk}, follow=True))
    assert "1 marked as read." in page and unread(alice) == 1
    at = page.split('name="at" value="')[1].split('"')[0]
    me.post("/notifications/unread/", {"at": at})
    assert unread(alice) == 2


def test_marking_all_can_be_taken_back_without_touching_what_was_read_before(me, spec, alice):
    one, *_ = told(spec, alice, "One.", "Two.", "Three.")
    me.get(f"/notifications/{one.pk}/")
    page = text(me.post("/notifications/read/", follow=True))
    assert "2 marked as read." in page and unread(alice) == 0
    me.post("/notifications/unread/", {"at": page.split('name="at" value="')[1].split('"')[0]})
    assert unread(alice) == 2
    assert "marked as read" not in text(me.get("/notifications/")), "said once"


def test_a_review_that_was_decided_asks_no_more(spec, alice, rita, ruben):
    spec.submit(alice, reason="x", reviewers=[rita, ruben])
    spec.request_changes(rita, "The canary never ends.")
    assert (unread(rita), unread(ruben)) == (0, 1)


def test_a_strange_moment_undoes_nothing(me, spec, alice):
    told(spec, alice, "One.")
    me.post("/notifications/read/")
    for at in ("", "yesterday", "2026-13-45T00:00:00", "2020-01-01T00:00:00+00:00"):
        assert me.post("/notifications/unread/", {"at": at}).status_code == 303
    assert unread(alice) == 0


def test_those_of_others_do_not_exist(me, spec, alice, bob):
    (one,) = told(spec, bob, "For Bob.")
    assert me.get(f"/notifications/{one.pk}/").status_code == 404
    assert me.post("/notifications/read/", {"pk": one.pk}).status_code == 404
    assert "For Bob." not in text(me.get("/notifications/"))
    me.post("/notifications/read/")
    assert unread(bob) == 1


def test_the_pages_hold_every_notification_once(me, spec, alice):
    lines = told(spec, alice, *(f"Number {n:03}." for n in range(PAGE + 30)))
    Notification.objects.filter(pk__in=[one.pk for one in lines[:20]]).update(read_at="2026-11-01T00:00Z")  # fmt: skip
    seen, path = [], "/notifications/"
    while path:
        page = me.get(path).context["page"]
        seen += [one.pk for group in (*page.unread, *page.read) for one in group.lines]
        path = f"/notifications/?after={page.more}" if page.more else ""
    assert seen == [one.pk for one in (*lines[:19:-1], *lines[19::-1])]


@pytest.mark.parametrize("after", ["x", "u", "r-1", "u999999999999999999999", "rabc"])
def test_a_page_that_nobody_linked_to_is_no_error(me, after):
    assert me.get("/notifications/", {"after": after}).status_code == 200


def test_ten_or_a_page_full_cost_the_same_queries(
    me, spec, alice, payments, django_assert_max_num_queries
):
    for n in range(PAGE):
        told(started(payments, alice, f"Spec {n}"), alice, "Changed.")
    with django_assert_max_num_queries(6):
        me.get("/notifications/")
    with django_assert_max_num_queries(2):  # the session and the person
        me.get("/notifications/badge/")


def test_the_bar_says_how_many_are_unread(me, spec, alice):
    assert 'class="pip"' not in text(me.get("/"))
    told(spec, alice, "One.", "Two.")
    for path in ("/", "/notifications/badge/"):
        assert '<span class="pip">2<span class="vh"> unread</span></span>' in text(me.get(path))
    assert 'hx-get="/notifications/badge/" hx-trigger="every 60s"' in text(me.get("/"))


def test_somebody_chooses_what_comes_by_mail(me, alice):
    page = text(me.get("/account/notifications/"))
    assert "A review is asked of you" in page
    ways = dict.fromkeys(Kind.values, "off") | {"mentioned": "now"}
    assert me.post("/account/notifications/", ways).status_code == 303
    alice.refresh_from_db()
    assert alice.mail_ways == ways
    assert "decided" in Event.objects.get(actor=alice, verb=Verb.PEOPLE).data["changed"]
    assert me.post("/account/notifications/", ways | {"decided": "often"}).status_code == 422


def test_a_sentence_with_markup_is_text_on_the_page(me, spec, alice):
    told(spec, alice, "<script>alert(1)</script>")
    assert "<script>alert" not in text(me.get("/notifications/"))


@pytest.mark.parametrize("path", ["", "1/"])
def test_strangers_sign_in_first(client, db, path):
    assert client.get(f"/notifications/{path}").status_code == 302


def test_the_bell_of_somebody_who_was_signed_out_asks_for_nothing(client, db):
    answer = client.get("/notifications/badge/", headers={"HX-Request": "true"})
    assert (answer.status_code, answer.content) == (204, b"")
