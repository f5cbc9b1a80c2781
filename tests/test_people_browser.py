"""Teams, people, account and sign-in in a real browser: they work, and everyone can use them."""

import pytest

from specs.models import User
from tests.cast import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_signing_in_comes_back_to_the_very_place(page, live_server, alice):
    page.goto(f"{live_server.url}/teams/#people")
    page.get_by_label("Username").fill("alice")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.locator("form.sign-in button").click()
    page.wait_for_url(f"{live_server.url}/teams/#people")
    page.get_by_label("account menu").click()
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/accounts/login/")


def test_a_team_admin_takes_somebody_in(page, live_server, sign_in, bob, charlie, payments):
    payments.memberships.filter(user=bob).update(role="admin")
    sign_in(page, bob)
    page.goto(f"{live_server.url}/teams/payments-core/")
    page.get_by_label("Person").select_option(label="Charlie")
    page.get_by_role("button", name="Add to the team").click()
    page.get_by_text("Charlie is on the team.").wait_for()
    page.get_by_label("Role of Charlie", exact=True).select_option("reader")
    page.get_by_role("button", name="Change the role of Charlie").click()
    page.get_by_text("Charlie is now a reader.").wait_for()
    page.get_by_role("button", name="Remove Charlie from the team").click()
    page.get_by_text("Charlie is not on the team any more.").wait_for()


def test_a_theme_is_chosen_and_stays(page, live_server, sign_in, alice):
    sign_in(page, alice)
    page.goto(f"{live_server.url}/account/")
    page.get_by_label("Dark").check()
    page.get_by_role("button", name="Save").click()
    page.get_by_text("Your account was updated.").wait_for()
    assert page.locator("html").get_attribute("data-theme") == "dark"
    assert User.objects.get(username="alice").theme == "dark"


@pytest.mark.parametrize(
    "path",
    ["/account/", "/people/", "/people/alice/", "/people/new/", "/teams/", "/teams/new/",
     "/teams/payments-core/", "/accounts/password/change/"],
)  # fmt: skip
def test_the_pages_have_no_accessibility_fault(page, live_server, sign_in, axe, ada, alice, path):
    sign_in(page, ada)
    page.goto(f"{live_server.url}{path}")
    axe(page)


def test_the_sign_in_has_no_accessibility_fault(page, live_server, axe, alice, settings):
    settings.OPSPORTAL_DEMO = True
    page.goto(f"{live_server.url}/accounts/login/")
    axe(page)
    page.goto(f"{live_server.url}/people/new/")
    axe(page)
