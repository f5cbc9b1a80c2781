"""A runbook on its page: what stands there, for whom, in which version, and what it weighs."""

import gzip
import re
from pathlib import Path

import pytest

from specs.models import PublishedRunbook

from .cast import as_person
from .rehearsing import (  # noqa: F401
    KEY,
    OTHER,
    address,
    approve,
    approved_runbooks,
    runbook,
    step,
    write_runbooks,
)

STATIC = Path(__file__).parent.parent / "static"
MOST = 30 * 1024


def text_of(person, path, status=200):
    answer = as_person(person).get(path)
    assert answer.status_code == status, answer.status_code
    return answer.content.decode()


def test_the_order_is_the_order_in_which_it_is_needed(approved, charlie):
    html = text_of(charlie, address(approved))
    wanted = ("CheckoutLatencyHigh</strong> fires", "Impact", "15 minutes", "v0.1.0", ">Diagnose<",
              ">Resolve<", ">Verify<", ">Escalate<", "Prevention and follow-up")  # fmt: skip
    places = [html.index(words) for words in wanted]
    assert places == sorted(places)


def test_every_step_is_one_action_with_its_command_and_what_to_expect(approved, charlie):
    html = text_of(charlie, address(approved))
    assert re.findall(r'data-step="(\d)"', html) == list("12345")
    assert '<code id="command-1">kubectl rollout status deploy/checkout -n payments</code>' in html
    assert "select &lt;count&gt;" in html
    assert "<code>successfully rolled out</code>" in html


def test_a_branch_is_a_link_to_its_step_and_to_the_next_one(approved, charlie):
    html = text_of(charlie, address(approved))
    assert re.search(r'<a href="#step-4">.*?If 80 or more: go to step 4', html, re.S)
    assert re.search(r'<a href="#step-3">.*?Otherwise continue', html, re.S)
    assert "call the vendor" in html and 'id="step-4"' in html


def test_a_link_to_another_runbook_leads_to_its_page(approved, charlie):
    assert f'href="/specs/{approved.guid}/runbooks/{OTHER}/"' in text_of(charlie, address(approved))


def test_the_escalation_says_when_and_whom_and_what_if_data_are_lost(approved, charlie):
    html = text_of(charlie, address(approved))
    assert "Not solved after 15 minutes: page <b>Payments on-call</b>" in html
    assert "data duty lead" in html and "Payments Core schedule" in html
    assert html.count('href="#escalate"') == 1


def test_what_can_be_called_is_a_button(approved, alice, rita):
    to = "Payments, https://pager.shop.example/p/1, +49 30 901820 or oncall@shop.example"
    approved.revise(alice, "minor")
    write_runbooks(approved, [runbook(escalate_to=to)])
    html = text_of(alice, address(approve(approved, alice, rita)))
    for aim in ("https://pager.shop.example/p/1", "tel:+4930901820", "mailto:oncall@shop.example"):
        assert f'href="{aim}"' in html


def test_it_names_the_alerts_that_lead_to_it(approved, charlie):
    html = text_of(charlie, address(approved))
    assert '<b class="mono">CheckoutLatencyHigh</b>' in html and "QueueStuck" not in html


def test_a_draft_never_replaces_the_approved_runbook(approved, alice, charlie):
    approved.revise(alice, "minor")
    write_runbooks(approved, [runbook(name="Something else", impact="None yet.")])
    for person in (alice, charlie):
        html = text_of(person, address(approved))
        assert "Checkout latency is high</h1>" in html and "None yet" not in html
        assert "Not approved" not in html
    assert "?draft=1" in text_of(alice, address(approved))
    assert "?draft=1" not in text_of(charlie, address(approved))


def test_the_draft_is_shown_to_its_readers_in_red_and_to_nobody_else(approved, alice, charlie):
    approved.revise(alice, "minor")
    write_runbooks(approved, [runbook(impact="None yet.")])
    html = text_of(alice, address(approved, more="?draft=1"))
    assert "None yet" in html and "<b>Not approved.</b> The last approved version is 0.1.0." in html
    assert "Open 0.1.0" in html
    text_of(charlie, address(approved, more="?draft=1"), 403)


def test_before_the_first_approval_the_page_warns_the_team_and_is_not_there_for_strangers(
    spec, alice, charlie
):
    write_runbooks(spec, [runbook()])
    assert "Not approved. Use with care." in text_of(alice, address(spec))
    text_of(charlie, address(spec), 404)


def test_a_rename_does_not_break_a_deployed_alert(approved, alice, rita, charlie):
    approved.revise(alice, "minor")
    write_runbooks(approved, [runbook(name="The checkout is slow")])
    approve(approved, alice, rita)
    assert "The checkout is slow</h1>" in text_of(charlie, address(approved))


def test_the_permanent_key_leads_there_too(approved, charlie):
    answer = as_person(charlie).get(address(approved, "checkout-latency"))
    assert (answer.status_code, answer.url) == (302, address(approved))


def test_a_removed_runbook_says_so_and_whom_to_page(approved, alice, rita, charlie):
    approved.revise(alice, "minor")
    write_runbooks(approved, [runbook(OTHER, "Checkout errors are high")])
    approve(approved, alice, rita)
    html = text_of(charlie, address(approved), 410)
    assert "This runbook was removed" in html and "since 0.2.0" in html
    assert "Page <b>Payments on-call</b>" in html
    row = PublishedRunbook.objects.get(spec=approved, key=KEY)
    assert (row.title, row.gone_in) == ("Checkout latency is high", "0.2.0")


def test_an_unknown_runbook_says_whom_to_page(approved, charlie):
    html = text_of(charlie, address(approved, "k0nothing000"), 404)
    assert "There is no runbook here" in html and "Page <b>Payments Core schedule</b>" in html


def test_one_that_is_only_written_is_offered_to_the_team(approved, alice, charlie):
    approved.revise(alice, "minor")
    write_runbooks(approved, [runbook("k0fresh00000", "Fresh")])
    assert "Read the draft" in text_of(alice, address(approved, "k0fresh00000"), 404)
    assert "Read the draft" not in text_of(charlie, address(approved, "k0fresh00000"), 404)


def test_it_says_what_changed_between_the_last_two_approved_versions(approved, alice, rita):
    row = runbook(impact="Orders are lost.")
    row["verification"] = [*row["verification"], step("Tell support.")]
    row["diagnosis"][0] |= {"command": "kubectl get pods"}
    approved.revise(alice, "minor")
    write_runbooks(approved, [row])
    html = text_of(alice, address(approve(approved, alice, rita)))
    assert "Changed in 0.2.0" in html
    for line in ("Impact changed.", "Verification, step added: Tell support.",
                 "Diagnosis, command changed: Check whether a deploy is running."):  # fmt: skip
        assert line in html


def test_the_first_approval_and_one_that_changed_elsewhere_tell_no_change(approved, alice, rita):
    assert "Changed in" not in text_of(alice, address(approved))
    approved.revise(alice, "minor")
    write_runbooks(approved, [runbook(), runbook(OTHER, "Errors")])
    assert "Changed in" not in text_of(alice, address(approve(approved, alice, rita)))


def test_implementing_keeps_what_the_approval_told(approved, alice, rita):
    approved.revise(alice, "minor")
    write_runbooks(approved, [runbook(impact="Orders are lost.")])
    spec = approve(approved, alice, rita)
    spec.implement(alice, "deploy 1")
    assert "Changed in 0.2.0" in text_of(alice, address(spec))
    assert "v0.2.0" in text_of(alice, address(spec))


def test_text_of_an_author_never_becomes_markup(approved, alice):
    evil = "<script>alert(1)</script> [x](javascript:alert(1))"
    row = runbook(name="<b>x", when=evil, escalate_to="<i>who</i>", prevention=evil)
    row["diagnosis"] = [
        step(evil, command="</pre><script>", expected=evil, condition=evil, goto="1")
    ]
    approved.revise(alice, "minor")
    write_runbooks(approved, [row])
    html = text_of(alice, address(approved, more="?draft=1"))
    assert html.count("<script") == 1 and "<i>who" not in html and "<b>x" not in html
    assert not re.search(r'href="javascript', html)


def test_a_private_team_keeps_its_runbooks(approved, charlie, alice):
    approved.team.private = True
    approved.team.save()
    text_of(charlie, address(approved), 404)
    text_of(alice, address(approved))


def test_it_may_be_kept_for_a_minute_and_longer_when_the_portal_is_down(approved, charlie):
    kept = as_person(charlie).get(address(approved))["Cache-Control"]
    assert set(kept.split(", ")) == {"private", "max-age=60", "stale-if-error=86400"}


def test_a_draft_and_a_runbook_that_is_not_there_are_never_kept(approved, alice):
    for path in (address(approved, more="?draft=1"), address(approved, key="nothing")):
        assert "no-store" in as_person(alice).get(path)["Cache-Control"]


def test_it_weighs_less_than_thirty_kilobytes_with_style_and_script(approved, charlie):
    html = as_person(charlie).get(address(approved)).content
    named = re.findall(rb'(?:href|src)="/static/([^"]+\.(?:css|js|svg))"', html)
    assert sorted(named) == [b"css/base.css", b"css/runbook.css", b"css/tokens.css",
                             b"img/favicon.svg", b"js/runbook.js"]  # fmt: skip
    files = [(STATIC / name.decode()).read_bytes() for name in named]
    assert sum(len(gzip.compress(one, 6)) for one in (html, *files)) <= MOST


def test_it_asks_the_database_little_and_no_more_for_a_long_document(
    approved,
    alice,
    charlie,
    rita,
    django_assert_max_num_queries,
):
    client = as_person(charlie)
    with django_assert_max_num_queries(8):
        client.get(address(approved))
    approved.revise(alice, "minor")
    write_runbooks(approved, [runbook(), *(runbook(f"k{n:011}", f"No {n}") for n in range(30))])
    approve(approved, alice, rita)
    with django_assert_max_num_queries(8):
        client.get(address(approved))


@pytest.mark.parametrize("what", ["", "?draft=1"])
def test_reading_asks_for_a_sign_in(client, approved, what):
    assert client.get(address(approved, more=what)).url.startswith("/accounts/login/")
