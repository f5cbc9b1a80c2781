"""Presence: who else has this section open, told quietly, forgotten by itself, for those who may read the draft."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from playwright.sync_api import expect

from specs import cells, rows
from specs.models import Event, Presence

from .cast import join, person
from .exporting import until


def here(spec, chapter="monitoring"):
    return f"/specs/{spec.guid}/presence/?chapter={chapter}"


def test_others_in_the_section_are_told_and_oneself_is_not(on, spec, alice, bob):
    assert b"avatar" not in on(alice).post(here(spec)).content
    html = on(bob).post(here(spec)).content.decode()
    assert 'aria-label="Alice is in this section"' in html and "Bob" not in html
    assert b"Alice" not in on(bob).get(here(spec, "scaling")).content


def test_looking_is_not_being_there_and_two_tabs_are_one_person(on, spec, alice, bob):
    client = on(alice)
    client.get(here(spec))
    assert not Presence.objects.exists()
    client.post(here(spec))
    client.post(here(spec))
    assert Presence.objects.count() == 1


def test_who_is_silent_for_45_seconds_is_gone(on, spec, alice, bob):
    on(alice).post(here(spec))
    Presence.objects.update(seen_at=timezone.now() - timedelta(seconds=46))
    assert b"avatar" not in on(bob).post(here(spec)).content
    Presence.objects.update(seen_at=timezone.now() - timedelta(hours=2))
    on(bob).post(here(spec))
    assert [one.user for one in Presence.objects.all()] == [bob]


def test_the_trail_knows_nothing_of_it(on, spec, alice):
    before = Event.objects.count()
    on(alice).post(here(spec))
    assert Event.objects.count() == before


def test_a_poll_asks_as_often_however_many_are_here_and_however_much_they_wrote(
    on,
    spec,
    payments,
    alice,
):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            client.post(here(spec), {"since": since})
        return len(queries)

    def joins(name):
        other = join(person(name), payments)
        Presence.mark(spec, other, "monitoring")
        rows.add(spec, other, "alert", f"k{name}", cells={"name": name})
        cells.write(spec, other, [cells.Change("logging.-.never", f"by {name}", "")])

    since = timezone.now().isoformat()
    joins("erin")
    client = on(alice)
    asked()
    with_one = asked()
    for name in ("fred", "gina", "hugo"):
        joins(name)
    assert asked() == with_one <= 14


@pytest.mark.parametrize("method", ["get", "post"])
def test_strangers_do_not_see_it_and_are_not_seen(on, spec, charlie, method):
    assert getattr(on(charlie), method)(here(spec)).status_code == 404
    assert getattr(on(charlie), method)(here(spec, "nonsense")).status_code == 404
    assert not Presence.objects.exists()


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_two_people_in_one_section_see_each_other(editor, beside, alice, bob, axe):
    mine = editor("monitoring")
    until(lambda: Presence.objects.filter(user=alice).exists())
    theirs = beside(bob, "monitoring")
    seen = theirs.page.get_by_role("img", name="Alice is in this section")
    expect(seen).to_be_visible()
    mine.open()
    expect(mine.page.get_by_role("img", name="Bob is in this section")).to_be_visible()
    expect(mine.live).to_be_empty()
    axe(mine.page)


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_an_open_page_asks_every_20_seconds_and_a_hidden_one_does_not(editor, page):
    page.clock.install()
    mine = editor("monitoring")
    mine.page.wait_for_load_state("networkidle")
    with mine.page.expect_request("**/presence/**"):
        mine.page.clock.run_for(21_000)
    mine.page.evaluate("Object.defineProperty(document, 'hidden', {get: () => true})")
    asked = []
    mine.page.on("request", lambda one: asked.append(one.url))
    mine.page.clock.run_for(61_000)
    mine.page.wait_for_timeout(300)
    assert not [url for url in asked if "presence" in url]
