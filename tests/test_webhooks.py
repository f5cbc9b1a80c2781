"""Webhooks call a real server: signed, retried, logged, and never into our own network."""

import base64
import hashlib
import hmac
import time
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from specs import posting, tasks
from specs.models import Dispatch, Event, Webhook, notify
from specs.models.kinds import Kind
from specs.posting import NotPosted, check_address, post, signed
from tests.hookserver import hook_server

OPEN = {"seconds": 2, "private": True}


@pytest.fixture
def server(settings):
    settings.WEBHOOK_ALLOW_PRIVATE = True
    settings.PORTAL_URL = "https://ops.shop.example"
    with hook_server() as server:
        yield server


@pytest.fixture
def hook(server, db):
    return Webhook.objects.create(name="Chat", url=server.url, kinds=["decided", "export_failed"])


def happen(spec, *people, kind=Kind.DECIDED, words="Rita approved Checkout API 0.1.0."):
    notify(kind, spec, people, words, f"/specs/{spec.guid}/reviews/1/")


def deliver():
    Dispatch.objects.filter(state="queued").update(next_try_at=None)
    tasks.dispatch()
    return Dispatch.objects.filter(person=None).first()


def test_the_call_says_the_sentence_for_chats_and_our_fields_for_machines(spec, rita, hook, server):
    notify(Kind.DECIDED, spec, [], "Rita approved it.", f"/specs/{spec.guid}/", by=rita)
    row = deliver()
    (said,) = server.said
    assert said["text"] == f"Rita approved it. https://ops.shop.example/specs/{spec.guid}/"
    assert said["type"] == "opsportal.decided"
    assert said["data"]["spec"] == {"guid": spec.guid, "name": "Checkout API", "version": "0.1.0"}
    assert said["data"]["by"] == "rita"
    assert (row.state, row.answer, row.attempts) == ("done", 200, 1)
    assert "200 thanks <b>" in row.log


def test_the_signature_is_that_of_standard_webhooks(spec, hook, server):
    happen(spec)
    row = deliver()
    ((headers, body),) = server.calls
    assert headers["webhook-id"] == row.key
    assert abs(int(headers["webhook-timestamp"]) - time.time()) < 60
    secret = base64.b64decode(hook.secret.removeprefix("whsec_"))
    text = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    right = base64.b64encode(hmac.new(secret, text, hashlib.sha256).digest()).decode()
    assert headers["webhook-signature"] == f"v1,{right}"


def test_the_published_example_of_standard_webhooks_is_signed_as_published():
    secret = base64.b64decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
    key, body = "msg_p5jXN8AQM9LWM0D4loKWxJek", b'{"test": 2432232314}'
    assert signed(secret, key, 1614265330, body)["webhook-signature"] == (
        "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
    )


def test_a_name_cannot_call_the_whole_channel(spec, hook, server):
    happen(spec, words="<!channel> & <https://evil.example|Rita> approved it.")
    deliver()
    assert server.said[0]["text"].startswith("&lt;!channel&gt; &amp; &lt;https://evil")


def test_it_hears_only_its_kinds_and_only_while_it_is_on(spec, hook, server):
    happen(spec, kind=Kind.COMMENTED)
    hook.active = False
    hook.save()
    happen(spec)
    assert deliver() is None and server.calls == []


def test_it_hears_of_a_private_team_only_where_somebody_said_so(spec, hook, server):
    spec.team.private = True
    spec.team.save()
    happen(spec)
    assert not Dispatch.objects.exists()
    Webhook.objects.update(private=True)
    happen(spec)
    deliver()
    assert [one["data"]["spec"]["guid"] for one in server.said] == [spec.guid]


def test_what_waits_when_it_is_turned_off_is_not_sent(spec, hook, server):
    happen(spec)
    Webhook.objects.update(active=False)
    assert deliver().state == "cancelled" and server.calls == []


def test_an_error_is_tried_again_with_the_same_id_and_bytes(spec, hook, server):
    server.answers = [500, 503, 200]
    happen(spec)
    waits = []
    for _ in range(2):
        row = deliver()
        assert row.state == "queued" and "It answered 50" in row.reason
        waits.append((row.next_try_at - timezone.now()).total_seconds())
    assert waits[1] > 1.5 * waits[0]
    row = deliver()
    assert (row.state, row.attempts) == ("done", 3) and row.log.count("attempt") == 4
    assert len({headers["webhook-id"] for headers, _ in server.calls}) == 1
    assert len({body for _, body in server.calls}) == 1


def test_a_redirect_is_not_followed(spec, hook, server):
    server.answers = [302]
    happen(spec)
    row = deliver()
    assert len(server.calls) == 1 and "Redirects are not followed." in row.reason


def test_a_receiver_that_is_gone_for_good_is_not_called_again(spec, hook, server):
    server.answers = [410]
    happen(spec)
    assert (deliver().state, deliver().state) == ("failed", "failed") and len(server.calls) == 1


def test_a_slow_server_times_out_however_it_dawdles(spec, hook, server, settings):
    settings.WEBHOOK_TIMEOUT_SECONDS = 0.6
    server.drip = 0.1
    happen(spec)
    began = time.monotonic()
    row = deliver()
    assert time.monotonic() - began < 5
    assert row.state == "queued" and row.reason == "No answer within 0.6 seconds."


def test_while_a_receiver_is_down_its_other_calls_wait_with_the_first(spec, hook, server):
    server.answers = [500, 500, 500]
    for _ in range(3):
        happen(spec)
    tasks.dispatch()
    assert len(server.calls) == 1
    assert {row.state for row in Dispatch.objects.all()} == {"queued"}


def test_a_worker_that_died_in_the_call_is_followed_by_one_with_the_same_id(spec, hook, server):
    happen(spec)
    Dispatch.take()
    Dispatch.objects.update(step="send", lease_until=timezone.now() - timedelta(seconds=1))
    assert deliver().state == "done", "receivers know the id again, mail boxes do not"


@pytest.mark.parametrize("url", [
    "http://hooks.example/x", "ftp://hooks.example/", "https://", "https://user:pass@hooks.example/",
    "https://127.0.0.1/", "https://10.1.2.3/", "https://169.254.169.254/latest/", "https://[::1]/",
    "https://[::ffff:127.0.0.1]/", "https://[fd00::1]/", "https://192.168.0.1:8443/",
    "https://[64:ff9b::7f00:1]/", "https://[64:ff9b:1::7f00:1]/", "https://[fec0::1]/",
    "https://[::7f00:1]/", "https://[::ffff:0:7f00:1]/",
    "https://100.64.0.1/", "https://0.0.0.0/", "https://224.0.0.1/",
    "https://hooks.example/a b", "https://hooks.example/\r\nX: y", "https://hooks.example:99999/",
    "https://[2002:7f00:1::]/", "hooks.example",
])  # fmt: skip
def test_an_address_that_is_not_for_us_to_call_is_refused(url):
    with pytest.raises(NotPosted):
        check_address(url, private=False)


LONG = "a" * 64
ODD = [
    f"https://{LONG}.example/",
    f"https://x.{LONG}/",
    "https://a..b/",
    "https://.a/",
    "https://./",
]


@pytest.mark.parametrize("url", ODD)
def test_a_host_that_no_name_can_be_is_refused_with_the_reason(url, db):
    hook = Webhook(name="Odd", url=url, kinds=["decided"])
    with pytest.raises(ValidationError, match="1 to 63 characters"):
        hook.full_clean()


@pytest.mark.parametrize(
    "url", [f"https://{LONG[1:]}.example/", "https://hooks.example./", "https://[2606:4700::1]/"]
)
def test_a_host_that_a_name_can_be_is_not_refused(url):
    assert check_address(url, private=False).hostname


@pytest.mark.parametrize("url", ODD)
def test_such_a_host_kept_from_before_stops_no_worker(url, db, spec):
    Webhook.objects.create(name="Odd", url=url, kinds=["decided"])
    happen(spec)
    assert "1 to 63 characters" in deliver().reason


def test_a_name_that_cannot_be_asked_about_leads_nowhere():
    with pytest.raises(NotPosted, match="There is no host"):
        posting._resolved(f"{LONG}.example", 443, private=False)


@pytest.mark.parametrize("host", ["localhost", "inside.example"])
def test_a_name_that_leads_into_our_network_is_refused_when_it_is_called(host, monkeypatch):
    monkeypatch.setattr(
        posting.socket, "getaddrinfo",
        lambda *_, **__: [(2, 1, 6, "", ("8.8.8.8", 443)), (2, 1, 6, "", ("10.0.0.7", 443))],
    )  # fmt: skip
    with pytest.raises(NotPosted, match="private network"):
        post(f"https://{host}/", b"", {}, seconds=1, private=False)


def test_the_call_goes_to_the_address_that_was_checked(server, monkeypatch):
    """A name that changes between the check and the call leads nowhere else."""
    real, asked = posting.socket.getaddrinfo, []

    def once(host, *rest, **more):
        asked.append(host)
        moved = {1: "127.0.0.1"}.get(asked.count("moving.example"), "192.0.2.1")
        return real(moved if host == "moving.example" else host, *rest, **more)

    monkeypatch.setattr(posting.socket, "getaddrinfo", once)
    port = server.server_address[1]
    assert post(f"http://moving.example:{port}/", b"{}", {}, **OPEN).status == 200
    assert server.calls[0][0]["host"] == f"moving.example:{port}"
    assert asked.count("moving.example") == 1


def test_an_unsafe_address_is_refused_in_the_form_and_by_the_worker(db, spec, settings):
    hook = Webhook(name="Inside", url="http://127.0.0.1:1/", kinds=["decided"])
    with pytest.raises(ValidationError):
        hook.full_clean()
    hook.save()
    happen(spec)
    assert "Use https://" in deliver().reason


@pytest.fixture
def admin(client, ada):
    client.force_login(ada)
    return client


def text(answer):
    return answer.content.decode()


def test_an_admin_adds_one_and_sees_its_secret_once(admin, server):
    form = {"name": "Chat", "url": server.url, "kinds": ["decided"], "active": "on"}
    page = text(admin.post("/settings/webhooks/new/", form, follow=True))
    hook = Webhook.objects.get()
    assert hook.secret in page
    assert hook.secret not in text(admin.get(f"/settings/webhooks/{hook.pk}/"))
    assert hook.secret not in "".join(str(vars(one)) for one in [*Event.objects.all(), hook])
    old = hook.secret
    page = text(admin.post(f"/settings/webhooks/{hook.pk}/secret/", follow=True))
    hook.refresh_from_db()
    assert hook.secret != old and hook.secret in page
    assert [event.data.get("webhook") for event in Event.objects.all()] == ["Chat", "Chat"]


def test_the_test_button_calls_it_even_when_it_hears_nothing(admin, hook, server):
    Webhook.objects.update(kinds=[], active=False)
    page = text(admin.post(f"/settings/webhooks/{hook.pk}/test/", follow=True))
    assert "Queued" in page and 'hx-trigger="every 2s"' in page
    tasks.dispatch()
    assert server.said[0]["data"]["sentence"] == "Ada tests the webhook Chat."
    log = text(admin.get(f"/settings/webhooks/{hook.pk}/", headers={"HX-Request": "true"}))
    assert "answered 200" in log and "thanks &lt;b&gt;" in log and "every 2s" not in log


def test_a_call_can_be_redelivered(admin, spec, hook, server):
    happen(spec)
    row = deliver()
    admin.post(f"/settings/dispatches/{row.pk}/again/")
    tasks.dispatch()
    assert [headers["webhook-id"] for headers, _ in server.calls] == [row.key, row.key]
    assert Event.objects.filter(verb="sent_again", actor__username="ada").exists()


def test_turning_it_off_and_on_is_told_in_the_trail(admin, hook):
    for on in ("0", "1"):
        admin.post(f"/settings/webhooks/{hook.pk}/turn/", {"on": on})
    assert list(Event.objects.order_by("pk").values_list("new", flat=True)) == ["off", "on"]


def test_mails_that_did_not_arrive_are_shown_and_sent_again(admin, spec, alice, settings):
    settings.EMAIL_BACKEND, settings.EMAIL_PORT = "django.core.mail.backends.smtp.EmailBackend", 1
    happen(spec, alice)
    deliver()
    page = text(admin.get("/settings/mails/"))
    assert "to Alice" in page and "cannot be reached" in page
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    admin.post(f"/settings/dispatches/{Dispatch.objects.get().pk}/again/")
    tasks.dispatch()
    assert "Everything arrived." in text(admin.get("/settings/mails/"))


@pytest.mark.parametrize("path", ["webhooks/", "webhooks/new/", "webhooks/1/", "mails/"])
def test_only_admins_see_where_news_go(client, alice, path):
    client.force_login(alice)
    assert client.get(f"/settings/{path}").status_code == 403
    assert client.post("/settings/dispatches/1/again/").status_code == 403


def test_the_list_costs_the_same_with_many(admin, ada, server, django_assert_max_num_queries):
    for n in range(20):
        Dispatch.test(Webhook.objects.create(name=f"H{n}", url=server.url), ada)
    with django_assert_max_num_queries(6):
        admin.get("/settings/webhooks/")


def test_a_secret_ends_only_after_it_is_said_what_that_means(admin, hook):
    was = hook.fingerprint
    html = admin.get(f"/settings/webhooks/{hook.pk}/").content.decode()
    question = html.split('<details class="disc"', 1)[1].split("</details>", 1)[0]
    assert "The old one ends at once and does not come back" in question
    assert f'action="/settings/webhooks/{hook.pk}/secret/"' in question
    admin.post(f"/settings/webhooks/{hook.pk}/secret/")
    hook.refresh_from_db()
    assert hook.fingerprint != was
