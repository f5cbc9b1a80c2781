"""What a person sees of notifications: the number in the bell, the way to what happened, and back."""

import pytest
from playwright.sync_api import expect

from specs.models import Dispatch, Notification, Webhook, notify
from specs.models.kinds import Kind
from specs.models.mailing import unsubscribing

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def told(spec, person, *words):
    for sentence in words:
        notify(Kind.COMMENTED, spec, [person], sentence, f"/specs/{spec.guid}/")


def bell(page):
    return page.get_by_role("banner").get_by_role("link", name="Notifications")


def test_the_bell_counts_and_the_list_leads_there_and_can_be_undone(
    page, live_server, sign_in, axe, spec, alice
):
    told(spec, alice, "Bob comments on Alerts.", "Rita comments on Backup.")
    sign_in(page, alice)
    page.goto(f"{live_server.url}/")
    expect(bell(page)).to_have_accessible_name("Notifications 2 unread")
    bell(page).click()
    axe(page)
    page.get_by_role("link", name="Bob comments on Alerts.").click()
    expect(page).to_have_url(f"{live_server.url}/specs/{spec.guid}/")
    expect(bell(page)).to_have_accessible_name("Notifications 1 unread")
    bell(page).click()
    page.get_by_role("button", name="Mark as read Rita comments on Backup.").click()
    expect(page.get_by_text("You are up to date.")).to_be_visible()
    expect(bell(page)).to_have_accessible_name("Notifications")
    page.get_by_role("button", name="Undo").click()
    expect(bell(page)).to_have_accessible_name("Notifications 1 unread")


def test_the_number_grows_while_somebody_looks_at_the_page(page, live_server, sign_in, spec, alice):
    sign_in(page, alice)
    page.clock.install()
    page.goto(f"{live_server.url}/")
    told(spec, alice, "Bob comments on Alerts.")
    with page.expect_response("**/notifications/badge/"):
        page.clock.run_for(61_000)
    expect(bell(page)).to_have_accessible_name("Notifications 1 unread")


def test_everything_works_without_javascript(new_context, live_server, sign_in, spec, alice):
    told(spec, alice, "One.", "Two.")
    context = new_context(java_script_enabled=False)
    sign_in(context, alice)
    page = context.new_page()
    page.goto(f"{live_server.url}/notifications/")
    page.get_by_role("link", name="One.").click()
    page.wait_for_url(f"**/specs/{spec.guid}/")
    assert Notification.objects.filter(read_at=None).count() == 1
    page.goto(f"{live_server.url}/notifications/")
    page.get_by_role("button", name="Mark all as read").click()
    page.get_by_role("button", name="Undo").click()
    expect(bell(page)).to_have_accessible_name("Notifications 1 unread")
    assert Notification.objects.filter(read_at=None).count() == 1


def test_an_admin_watches_a_test_call_arrive(page, live_server, sign_in, axe, ada):
    hook = Webhook.objects.create(name="Chat", url="https://chat.shop.example/", kinds=["decided"])
    sign_in(page, ada)
    page.goto(f"{live_server.url}/settings/webhooks/{hook.pk}/")
    page.get_by_role("button", name="Send a test").click()
    expect(page.get_by_text("Queued")).to_be_visible()
    Dispatch.objects.update(state="done", answer=200)
    expect(page.get_by_text("answered 200")).to_be_visible()
    axe(page)


def test_the_way_out_of_a_mail_needs_no_sign_in(page, live_server, axe, alice):
    page.goto(f"{live_server.url}/unsubscribe/{unsubscribing(alice, 'decided')}/")
    axe(page)
    page.get_by_role("button", name="Stop these mails").click()
    expect(page.get_by_role("heading", name="No more mails like this")).to_be_visible()
    alice.refresh_from_db()
    assert alice.mail_ways == {"decided": "off"}
