"""Saved views: a list as it is filtered, under a name; pinned, deleted, brought back; for oneself alone."""

import re

import pytest
from playwright.sync_api import expect

from specs.models import SavedView

MINE = "/specs/?mine=1&status=Draft"


def save(client, name="My drafts", address=MINE):
    return client.post("/views/", {"name": name, "address": address}, follow=True)


def test_a_filtered_list_is_saved_and_stands_on_its_page(on, alice):
    answer = save(on(alice))
    assert answer.redirect_chain == [(MINE, 303)]
    html = answer.content.decode()
    assert "The view My drafts is saved." in html
    assert re.search(
        r'href="/specs/\?mine=1&amp;status=Draft" aria-current="page">My drafts<', html
    )
    assert "My drafts" not in on(alice).get("/reviews/").content.decode()


def test_the_same_name_again_means_the_new_filter(on, alice):
    save(on(alice))
    save(on(alice), address="/specs/?mine=1&page=3")
    assert SavedView.objects.get().address == "/specs/?mine=1"


def test_a_deleted_view_comes_back_with_undo(on, alice):
    client = on(alice)
    save(client)
    view = SavedView.objects.get()
    html = client.post(f"/views/{view.pk}/remove/", follow=True).content.decode()
    assert "View deleted: My drafts." in html and f'action="/views/{view.pk}/restore/"' in html
    assert "My drafts</a>" not in html
    html = client.post(f"/views/{view.pk}/restore/", follow=True).content.decode()
    assert "My drafts</a>" in html


def test_undo_does_not_overwrite_a_view_of_the_same_name(on, alice):
    client = on(alice)
    save(client)
    old = SavedView.objects.get()
    client.post(f"/views/{old.pk}/remove/")
    save(client, address="/specs/?q=ledger")
    html = client.post(f"/views/{old.pk}/restore/", follow=True).content.decode()
    assert "You already have another view called My drafts." in html


def test_pinned_views_come_first(on, alice):
    client = on(alice)
    save(client, "A view")
    save(client, "Z view", "/specs/?q=z")
    client.post(f"/views/{SavedView.objects.get(name='Z view').pk}/pin/")
    assert [view.name for view in SavedView.of(alice)] == ["Z view", "A view"]


def test_views_are_for_oneself_alone(on, alice, bob):
    save(on(alice))
    view, client = SavedView.objects.get(), on(bob)
    assert "My drafts" not in client.get("/specs/").content.decode()
    for act in ("pin", "remove", "restore"):
        assert client.post(f"/views/{view.pk}/{act}/").status_code == 404
    assert client.get("/views/").status_code == 405


@pytest.mark.parametrize(
    "address", ["/people/", "https://elsewhere.example/specs/", "", "//x/specs/"]
)
def test_only_lists_of_the_portal_are_saved(on, alice, address):
    html = save(on(alice), address=address).content.decode()
    assert "This page cannot be saved as a view." in html
    assert not SavedView.objects.exists()


def test_the_palette_leads_to_them(on, alice):
    save(on(alice))
    html = on(alice).get("/search/?palette=1&q=drafts").content.decode()
    assert 'href="/specs/?mine=1&amp;status=Draft"' in html and "View of Specifications" in html


def test_somebody_taken_off_a_team_comes_back_with_undo(on, alice, bob, payments):
    payments.memberships.filter(user=alice).update(role="admin")
    client = on(alice)
    html = client.post("/teams/payments-core/people/bob/remove/", follow=True).content.decode()
    assert "Bob is not on the team any more." in html and ">Undo<" in html
    fields = dict(re.findall(r'type="hidden" name="(person|role)" value="(\w+)"', html))
    client.post("/teams/payments-core/people/", fields)
    assert payments.memberships.get(user=bob).role == "author"


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_what_was_filtered_on_the_page_is_what_is_saved(
    page, live_server, sign_in, spec, alice, axe
):
    sign_in(page, alice)
    page.goto(f"{live_server.url}/specs/")
    page.get_by_label("Status").select_option("Draft")
    page.wait_for_url("**status=Draft**")
    page.locator(".views > summary").click()
    page.get_by_label("Save this list as").fill("Drafts")
    axe(page)
    page.get_by_role("button", name="Save view").click()
    page.get_by_text("The view Drafts is saved.").wait_for()
    assert "status=Draft" in page.url
    page.locator(".views > summary").click()
    page.get_by_role("button", name="Delete Drafts").click()
    page.get_by_role("button", name="Undo").click()
    page.wait_for_url("**status=Draft**")
    page.locator(".views > summary").click()
    expect(page.get_by_role("link", name="Drafts", exact=True)).to_be_visible()
