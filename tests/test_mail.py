"""Mails leave through the outbox to a real SMTP server: once, later, or never, but never lost."""

from datetime import datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone

from specs import tasks
from specs.models import (
    Dispatch,
    Event,
    ExportState,
    Membership,
    Notification,
    Verb,
    notify,
    send_digests,
)
from specs.models.digest import last_hour
from specs.models.kinds import Kind
from specs.models.outbox import Step
from tests.cast import join, person
from tests.exporting import kill, until, workers
from tests.mailserver import mail_server

SENTENCE = "Rita requested changes to Checkout API 0.1.0."


@pytest.fixture
def server(settings):
    with mail_server() as server:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.server_address[1]
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        settings.PORTAL_URL = "https://ops.shop.example"
        yield server


def tell(spec, *people, kind=Kind.DECIDED, words=SENTENCE):
    notify(kind, spec, people, words, f"/specs/{spec.guid}/reviews/1/")
    return Dispatch.objects.order_by("-pk").first()


def due_now():
    Dispatch.objects.update(next_try_at=None)
    tasks.dispatch()
    return Dispatch.objects.first()


def test_the_mail_says_what_the_portal_says_with_a_link_and_a_way_out(spec, alice, server):
    row = tell(spec, alice)
    tasks.dispatch()
    (letter,) = server.letters
    assert letter["To"] == "alice@shop.example" and letter["Subject"] == SENTENCE
    told = Notification.objects.get()
    for kind in ("plain", "html"):
        body = letter.get_body((kind,)).get_content()
        assert SENTENCE in body
        assert f"https://ops.shop.example/notifications/{told.pk}/" in body
        assert "https://ops.shop.example/unsubscribe/" in body
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert stop_link(letter).startswith("/unsubscribe/")
    assert row.key in letter["Message-ID"] and letter["Auto-Submitted"] == "auto-generated"
    row.refresh_from_db()
    assert (row.state, row.answer, row.attempts) == ("done", 250, 1)


def test_a_name_with_markup_stays_text_in_the_mail(spec, alice, server):
    tell(spec, alice, words="<b>Eve</b>\nBcc: all@shop.example approved it.")
    tasks.dispatch()
    (letter,) = server.letters
    assert letter["Bcc"] is None
    assert "&lt;b&gt;Eve&lt;/b&gt;" in letter.get_body(("html",)).get_content()


def test_each_person_chooses_for_each_kind(spec, alice, bob, server):
    alice.mail_ways = {"decided": "off"}
    bob.mail_ways = {"decided": "digest"}
    alice.save(), bob.save()
    tell(spec, alice, bob)
    tasks.dispatch()
    assert server.letters == [] and Notification.objects.count() == 2
    assert [one.person for one in Notification.objects.filter(waits_for_digest=True)] == [bob]


def test_what_could_wait_comes_in_one_mail_at_the_hour(spec, alice, bob, server, settings):
    settings.DIGEST_HOUR = 8
    for n in range(3):
        tell(spec, alice, bob, kind=Kind.COMMENTED, words=f"Comment {n}.")
    early = datetime(2026, 11, 20, 22, tzinfo=ZoneInfo("UTC"))
    Notification.objects.update(at=early)
    Notification.objects.filter(person=alice, sentence="Comment 1.").update(read_at=early)
    assert send_digests(early.replace(day=21, hour=7, minute=59)) == 0
    assert send_digests(early.replace(day=21, hour=8, minute=4)) == 2
    assert send_digests(early.replace(day=21, hour=8, minute=9)) == 0, "said once"
    tasks.dispatch()
    texts = {one["To"]: one.get_body(("plain",)).get_content() for one in server.letters}
    assert [n for n in range(3) if f"Comment {n}." in texts["bob@shop.example"]] == [0, 1, 2]
    assert [n for n in range(3) if f"Comment {n}." in texts["alice@shop.example"]] == [0, 2]
    assert {one["Subject"] for one in server.letters} == {
        "opsportal: 3 notifications", "opsportal: 2 notifications"
    }  # fmt: skip


def test_the_daily_mail_says_nothing_of_a_draft_to_who_may_read_it_no_more(
    spec, alice, bob, server
):
    tell(spec, alice, bob, kind=Kind.COMMENTED)
    Membership.objects.filter(user=bob).delete()
    assert send_digests(timezone.now() + timedelta(days=1)) == 1
    tasks.dispatch()
    assert [one["To"] for one in server.letters] == ["alice@shop.example"]


def test_a_beat_that_was_away_sends_yesterdays_digest_when_it_is_back(settings):
    settings.DIGEST_HOUR = 8
    assert last_hour(datetime(2026, 11, 21, 3, tzinfo=ZoneInfo("UTC"))).day == 20
    assert last_hour(datetime(2026, 11, 21, 23, tzinfo=ZoneInfo("UTC"))).hour == 8


def test_a_refusal_for_now_is_tried_again_later_and_later(spec, alice, server):
    server.answers = ["451 busy", "451 busy", "451 busy"]
    tell(spec, alice)
    waits = []
    for _ in range(3):
        row = due_now()
        assert row.state == "queued" and "451 busy" in row.reason
        waits.append((row.next_try_at - timezone.now()).total_seconds())
    assert all(later > 1.4 * sooner for sooner, later in pairwise(waits))
    assert due_now().state == "done" and len(server.letters) == 1
    assert row.log.count("attempt") == 3


def test_a_server_that_is_away_loses_nothing(spec, alice, server, settings):
    settings.EMAIL_PORT = 1
    tell(spec, alice)
    row = due_now()
    assert row.state == "queued" and "cannot be reached" in row.reason
    settings.EMAIL_PORT = server.server_address[1]
    assert due_now().state == "done"


def test_a_refusal_for_good_is_failed_and_not_tried_again(spec, alice, bob, server):
    server.answers = ["550 no such box"]
    tell(spec, alice)
    row = due_now()
    assert (row.state, row.answer) == ("failed", 550) and "no such box" in row.reason
    assert not Dispatch.due(timezone.now()).exists()


def test_it_gives_up_in_the_end(spec, alice, server, settings):
    settings.DISPATCH_TRIES = 2
    server.answers = ["451 busy", "451 busy"]
    tell(spec, alice)
    due_now()
    row = due_now()
    assert row.state == "failed" and "Given up after 2 tries" in row.reason


def test_a_worker_that_died_before_sending_is_replaced(spec, alice, server):
    tell(spec, alice)
    assert Dispatch.take() is not None
    tasks.dispatch()
    assert server.letters == [], "the dead worker's lease still holds"
    Dispatch.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    tasks.dispatch()
    assert len(server.letters) == 1 and Dispatch.objects.get().attempts == 2


def test_a_worker_that_lost_its_claim_sends_nothing(spec, alice, server):
    tell(spec, alice)
    slow = Dispatch.take()
    Dispatch.objects.update(claim="somebody else")
    slow.send()
    assert server.letters == []


@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_in_the_middle_of_sending_does_not_mail_twice(
    spec, alice, server, process_env, tmp_path, monkeypatch
):
    """The mail server has the letter, but the worker dies before it hears so."""
    server.may_answer.clear()
    row = tell(spec, alice)
    env = process_env | {"EMAIL_URL": server.url, "EXPORT_LEASE_SECONDS": "1"}
    with workers(env, 1, tmp_path / "log") as (worker,):
        tasks.dispatch.apply_async()
        until(server.took.is_set)
        kill(worker)
    server.may_answer.set()
    row.refresh_from_db()
    assert (row.state, row.step) == (ExportState.RUNNING, Step.SEND)
    Dispatch.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    with workers(env, 2, tmp_path / "log"):
        tasks.sweep()
        until(lambda: Dispatch.objects.get().state == "errored")
    assert len(server.letters) == 1
    assert "may have arrived" in Dispatch.objects.get().reason


@pytest.mark.django_db(transaction=True)
def test_two_workers_share_the_outbox_without_sending_twice(
    spec, payments, server, process_env, tmp_path
):
    people = [join(person(f"p{n}"), payments) for n in range(12)]
    with workers(process_env | {"EMAIL_URL": server.url}, 2, tmp_path / "log"):
        tell(spec, *people)
        tasks.nudge(tasks.dispatch)
        until(lambda: Dispatch.objects.filter(state="done").count() == 12)
    assert sorted(one["To"] for one in server.letters) == sorted(one.email for one in people)


def stop_link(letter):
    return letter["List-Unsubscribe"].strip(" <>").removeprefix("https://ops.shop.example")


def test_one_click_unsubscribes_without_a_sign_in(spec, alice, server):
    tell(spec, alice)
    tasks.dispatch()
    link, stranger = stop_link(server.letters[0]), Client(enforce_csrf_checks=True)
    page = stranger.get(link)
    assert page.status_code == 200 and "A review is decided" in page.content.decode()
    alice.refresh_from_db()
    assert alice.mail_ways == {}, "looking is not enough: mail scanners look at every link"
    assert stranger.post(link, {"List-Unsubscribe": "One-Click"}).status_code == 200
    alice.refresh_from_db()
    assert alice.mail_ways == {"decided": "off"}
    assert Event.objects.get(verb=Verb.PEOPLE).data["changed"] == ["decided"]
    tell(spec, alice)
    tasks.dispatch()
    assert len(server.letters) == 1


def test_the_link_of_a_digest_ends_the_digest(spec, alice, server):
    tell(spec, alice, kind=Kind.COMMENTED)
    Notification.objects.update(at=timezone.now() - timedelta(days=2))
    tasks.send_digests()
    tasks.dispatch()
    Client().post(stop_link(server.letters[0]))
    alice.refresh_from_db()
    assert set(alice.mail_ways.values()) == {"off"} and "decided" not in alice.mail_ways


@pytest.mark.parametrize("token", ["x", "1.decided:abc", "a:b:c"])
def test_a_link_that_is_not_ours_is_not_found(token, db):
    assert Client().post(f"/unsubscribe/{token}/").status_code == 404


def test_our_own_mistake_is_said_and_does_not_stop_the_others(
    spec, alice, bob, server, monkeypatch
):
    tell(spec, alice)
    with monkeypatch.context() as patch:
        patch.setattr("specs.models.dispatch.send_mail", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            tasks.dispatch()
    assert Dispatch.objects.get().state == "errored"
    tell(spec, bob)
    tasks.dispatch()
    assert [one["To"] for one in server.letters] == ["bob@shop.example"]
