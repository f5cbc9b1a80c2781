"""Waiving on the review page: the dialog, the page without JavaScript, and where waivers are listed."""

from datetime import timedelta

import pytest
from django.utils import timezone

from specs.demo.texts import FOLDER
from specs.models import Spec, Waiver
from specs.models.waiver import Ended
from specs.reader import read
from tests.waiving import REASON, soon, the_blocker, waived, write


def given(spec, **more):
    rule, section, at, value = the_blocker(spec).key
    words = {"rule": rule, "section": section, "at": at, "value": value}
    return words | {"reason": REASON, "expires_on": soon().isoformat()} | more


def at(spec, rest):
    return f"/specs/{spec.guid}/{rest}"


def test_approving_with_an_open_blocker_is_422_with_a_focused_summary_linking_to_it(
    on,
    blocked,
    rita,
):
    review = blocked.open_review
    data = {"revision": review.revision_id, "verdict": "approve"}
    answer = on(rita).post(at(blocked, f"reviews/{review.number}/decision/"), data)
    page, found = answer.content.decode(), the_blocker(blocked)
    assert answer.status_code == 422
    assert "1 blocker must be fixed or waived first." in page
    assert 'id="errors" tabindex="-1"' in page and "data-focus" in page
    assert f'<a href="#{found.id}">' in page and f'id="{found.id}"' in page


def test_the_review_page_offers_to_waive_to_those_who_may(on, blocked, rita, alice):
    url = at(blocked, f"reviews/{blocked.open_review.number}/")
    assert "Waive<span" in on(rita).get(url).content.decode()
    assert "Waive<span" not in on(alice).get(url).content.decode()


def test_a_closed_round_shows_its_waivers_as_they_were(on, blocked, rita):
    waiver = waived(blocked, rita)
    round_page = f"reviews/{blocked.open_review.number}/"
    blocked.approve(rita)
    waiver.end(Ended.REVOKED, rita)
    page = on(rita).get(at(blocked, round_page)).content.decode()
    assert "Approved with 1 waiver." in page and REASON in page
    assert "/waivers/?" not in page and "/revoke/" not in page


def test_a_round_that_was_sent_back_says_how_it_was_and_offers_no_waiver(on, blocked, rita):
    round_page = f"reviews/{blocked.open_review.number}/"
    blocked.request_changes(rita, "Not yet.")
    page = on(rita).get(at(blocked, round_page)).content.decode()
    assert "1 blocker when it was submitted." in page and "/waivers/?" not in page


def test_waiving_without_javascript_asks_on_a_page_and_goes_back_to_the_review(
    on,
    blocked,
    rita,
):
    words = given(blocked)
    page = on(rita).get(at(blocked, "waivers/"), words)
    assert page.status_code == 200 and "Why is it safe until then?" in page.content.decode()
    answer = on(rita).post(at(blocked, "waivers/"), words)
    assert answer.status_code == 303
    assert answer["Location"] == at(blocked, f"reviews/{blocked.open_review.number}/")
    shown = on(rita).get(answer["Location"]).content.decode()
    assert "Waived until" in shown and REASON in shown


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"reason": "Trust me."}, "in at least 20 characters"),
        ({"expires_on": ""}, "Choose the day it ends."),
        ({"expires_on": "2020-01-01"}, "Choose a day from today to"),
    ],
)
def test_a_waiver_without_reason_or_expiry_comes_back_in_the_dialog(on, blocked, rita, more, says):
    headers = {"HTTP_HX_REQUEST": "true"}
    answer = on(rita).post(at(blocked, "waivers/"), given(blocked, **more), **headers)
    page = answer.content.decode()
    assert answer.status_code == 422 and says in page and "<html" not in page
    assert not Waiver.objects.exists()


def test_in_the_dialog_the_checks_come_back_beside_it(on, blocked, rita):
    headers = {"HTTP_HX_REQUEST": "true"}
    answer = on(rita).post(at(blocked, "waivers/"), given(blocked), **headers)
    page = answer.content.decode()
    assert answer.status_code == 200 and "ops:waived" in answer["HX-Trigger"]
    assert 'id="checks" tabindex="-1" hx-swap-oob="outerHTML"' in page and "Waived until" in page


def test_writers_get_403_and_strangers_404(on, blocked, alice, charlie):
    assert on(alice).post(at(blocked, "waivers/"), given(blocked)).status_code == 403
    assert on(charlie).post(at(blocked, "waivers/"), given(blocked)).status_code == 404
    assert not Waiver.objects.exists()


def test_what_changed_meanwhile_is_not_waived(on, blocked, rita):
    answer = on(rita).post(at(blocked, "waivers/"), given(blocked, value="000000000000"))
    assert answer.status_code == 404


def test_after_expiry_the_blocker_is_back_on_the_page(on, blocked, rita):
    waiver = waived(blocked, rita)
    Waiver.objects.filter(pk=waiver.pk).update(expires_on=timezone.localdate() - timedelta(days=1))
    page = on(rita).get(at(blocked, "checks/")).content.decode()
    assert "Blockers 1" in page and "Waived until" not in page


def test_the_checks_page_filters_by_kind_and_section(on, blocked, alice):
    title = the_blocker(blocked).title
    page = on(alice).get(at(blocked, "checks/")).content.decode()
    assert title in page and "All " in page
    assert title in on(alice).get(at(blocked, "checks/?show=block")).content.decode()
    for other in ("?show=warn", "?show=waived", "?section=slos"):
        assert title not in on(alice).get(at(blocked, f"checks/{other}")).content.decode()


def test_a_revoked_waiver_moves_to_those_that_ended(on, blocked, rita):
    waiver = waived(blocked, rita)
    answer = on(rita).post(at(blocked, f"waivers/{waiver.pk}/revoke/"))
    assert answer.status_code == 303
    page = on(rita).get(at(blocked, "checks/")).content.decode()
    assert "Waivers that ended" in page and "Blockers 1" in page


def test_the_checks_page_asks_little_for_much(
    on,
    alice,
    payments,
    django_assert_max_num_queries,
):
    document = read((FOLDER / "notification-hub.md").read_text()).document
    spec = Spec.start(payments, alice, "Notification Hub", document)
    on(alice).get(at(spec, "checks/"))
    with django_assert_max_num_queries(14):
        page = on(alice).get(at(spec, "checks/")).content.decode()
    assert "SMTP_PASSWORD is secret but nobody says where it lives" in page


def test_all_waivers_of_the_organisation_stand_on_one_page_in_few_queries(
    on,
    blocked,
    rita,
    alice,
    charlie,
    django_assert_max_num_queries,
):
    waived(blocked, rita)
    on(alice).get("/waivers/")
    with django_assert_max_num_queries(10):
        page = on(alice).get("/waivers/").content.decode()
    assert REASON in page and "Checkout API" in page and "Does not count" not in page
    assert REASON not in on(charlie).get("/waivers/").content.decode()


def test_strangers_see_a_waiver_once_it_is_approved_and_none_of_a_later_draft(
    on,
    blocked,
    rita,
    alice,
    charlie,
):
    waived(blocked, rita)
    blocked.approve(rita)
    assert REASON in on(charlie).get("/waivers/").content.decode()
    blocked.revise(alice, "minor")
    write(blocked, alice, "TODO")
    later = "It is measured in the load test of next week."
    Waiver.grant(blocked, the_blocker(blocked), rita, later, soon())
    assert later in on(alice).get("/waivers/").content.decode()
    assert later not in on(charlie).get("/waivers/").content.decode()
