"""Reading a review: ticks that a change takes away, what to compare with, and what is folded."""

import copy

import pytest

from specs import store
from specs.models import Spec, Status
from specs.models.section_read import SectionRead, progress
from tests.samples import CHECKOUT

from .cast import brought_to


def write(spec, **texts):
    """Other texts in the sections' own cells: `overview__overview="…"`."""
    document = store.load(spec)
    for name, text in texts.items():
        section, cell = name.split("__")
        document["sections"][section][cell] = text
    store.save(spec, document)


@pytest.fixture
def second(spec, alice, rita):
    """Version 0.2.0 in review, with two chapters changed after 0.1.0 was approved."""
    write(spec, overview__overview="It takes orders.")
    brought_to(spec, Status.APPROVED, alice, rita)
    spec.revise(alice, "minor")
    write(spec, overview__overview="It takes orders and returns.", capacity__rps="40")
    return spec.submit(alice)


def again(review, alice, rita, **texts):
    """Sent back, changed and submitted once more."""
    review.spec.request_changes(rita, "Not yet.", review)
    spec = Spec.objects.get(pk=review.spec_id)
    write(spec, **texts)
    return spec.submit(alice)


def page_of(review):
    return f"/specs/{review.spec.guid}/reviews/{review.number}/"


def tick(client, review, chapter, read="1", **headers):
    return client.post(f"{page_of(review)}read/{chapter}/", {"read": read}, headers=headers)


def how_far(review, user):
    return progress([review], user)[review.pk]


def test_a_tick_is_kept_and_the_answer_says_how_far_i_am(on, rita, second):
    answer = tick(on(rita), second, "overview", **{"HX-Request": "true"})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "<b>1 of 2</b> changed sections read" in page and 'hx-swap-oob="true"' in page
    assert "checked" in on(rita).get(page_of(second)).content.decode()
    tick(on(rita), second, "overview", read="")
    assert how_far(second, rita).words == "0 of 2 read"


def test_without_javascript_a_tick_leads_back_to_its_section(on, rita, second):
    answer = tick(on(rita), second, "overview")
    assert (answer.status_code, answer.url) == (303, f"{page_of(second)}#c-overview")


def test_the_tick_of_one_reviewer_is_not_that_of_another(on, rita, ruben, second):
    tick(on(rita), second, "overview")
    assert how_far(second, rita).done == 1
    assert how_far(second, ruben).done == 0


def test_a_section_that_changed_is_unread_in_the_next_round_and_says_so(on, alice, rita, second):
    client = on(rita)
    tick(client, second, "overview")
    tick(client, second, "scaling")
    third = again(second, alice, rita, overview__overview="It takes orders and refunds.")
    found = how_far(third, rita)
    assert (found.read, found.changed_since) == ({"scaling"}, {"overview"})
    page = client.get(page_of(third)).content.decode()
    assert page.count(">Changed since you read it</span>") == 1
    assert "<b>1 of 2</b> changed sections read" in page


def test_only_changed_sections_can_be_ticked_and_only_while_it_is_open(on, alice, rita, second):
    assert tick(on(rita), second, "monitoring").status_code == 404
    assert tick(on(rita), second, "nothing").status_code == 404
    second.spec.withdraw(alice)
    assert tick(on(rita), second, "overview").status_code == 409
    assert not SectionRead.objects.filter(chapter="overview").exists()


@pytest.mark.parametrize(("who", "status"), [("alice", 403), ("charlie", 403)])
def test_only_reviewers_tick(on, request, who, status, second):
    assert tick(on(request.getfixturevalue(who)), second, "overview").status_code == status


def test_the_page_compares_with_the_last_approval_and_names_the_other_bases(
    on, alice, rita, second
):
    third = again(second, alice, rita, capacity__rps="50")
    page = on(rita).get(page_of(third)).content.decode()
    assert '<option value="1" selected>0.1.0, last approval</option>' in page
    assert ">0.2.0, my last review, previous submission</option>" in page
    assert "Also:" not in page
    page = on(rita).get(f"{page_of(third)}?base=2").content.decode()
    assert "Also: previous submission." in page
    assert 'id="c-scaling"' in page and 'id="c-overview"' not in page


def test_a_first_version_can_be_compared_with_what_was_submitted_before(on, alice, rita, spec):
    write(spec, overview__overview="It takes orders.")
    second = again(spec.submit(alice), alice, rita, overview__overview="It takes money.")
    page = on(rita).get(page_of(second)).content.decode()
    assert "</b> section read" in page and "changed sections read" not in page
    assert "This is the first version." in page and ">Nothing, in full</option>" in page
    assert "<ins>" in on(rita).get(f"{page_of(second)}?base=1").content.decode()


def test_an_unchanged_section_is_fetched_alone_and_takes_the_focus(on, rita, second):
    url = f"{page_of(second)}?base=1&full=c-monitoring"
    piece = on(rita).get(url, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in piece and 'id="c-monitoring" tabindex="-1" data-focus' in piece
    assert "<html" in on(rita).get(url).content.decode()
    gone = on(rita).get(url.replace("monitoring", "nowhere"), headers={"HX-Request": "true"})
    assert gone.status_code == 404


def test_opening_the_page_is_remembered_once(on, rita, second):
    assert how_far(second, rita).words == "Not opened"
    on(rita).get(page_of(second))
    on(rita).get(page_of(second))
    assert how_far(second, rita).words == "0 of 2 read"
    assert SectionRead.objects.filter(reader=rita).count() == 1


def test_every_chapter_of_a_first_version_can_be_ticked_and_is_marked_as_read(
    on, alice, rita, payments
):
    """Also those whose heading in the file is not what the address says, such as Backup & Recovery."""
    spec = Spec.start(payments, alice, "Complete", copy.deepcopy(CHECKOUT))
    review = spec.submit(alice, reason="For the test.")
    client, here = on(rita), page_of(review)
    page = client.get(here).content.decode()
    assert len(review.chapters) > 10
    for chapter in review.chapters:
        assert f'id="read-{chapter}"' in page and f'id="tick-{chapter}"' in page
        assert f'id="c-{chapter}"' in page  # where a tick without a script leads back to
        assert tick(client, review, chapter).status_code == 303
    page = client.get(here).content.decode()
    assert page.count('aria-label="Read"') == len(review.chapters)
    assert 'aria-label="Not read"' not in page


def test_the_author_of_a_first_version_finds_no_ticks(on, alice, spec):
    review = spec.submit(alice)
    assert "data-read" not in on(alice).get(page_of(review)).content.decode().replace(
        "data-review-page", ""
    )
