"""Reading: the approved version by default, the draft for those who may, and the file byte for byte."""

import re
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from specs import store
from specs.markdown.html import page
from specs.models import Spec, Status

from .cast import brought_to
from .test_review_pages import write

DEMO = (Path(__file__).parent.parent / "specs" / "demo" / "checkout-api.md").read_text()


@pytest.fixture
def approved(spec, alice, rita):
    """0.1.0 is approved, 0.2.0 is being written."""
    write(spec, [], overview="It takes orders.")
    brought_to(spec, Status.APPROVED, alice, rita)
    spec.revise(alice, "minor")
    write(spec, [], overview="It takes orders and refunds.")
    return Spec.objects.get(pk=spec.pk)


def url(spec, what="read/", v=""):
    return f"/specs/{spec.guid}/{what}" + (f"?v={v}" if v else "")


def test_a_reader_gets_the_last_approved_version(on, approved, charlie):
    html = on(charlie).get(url(approved)).content.decode()
    assert "It takes orders." in html and "refunds" not in html
    assert "0.1.0, approved by Rita" in html
    assert "Draft, not approved" not in html


def test_the_team_gets_the_approved_version_too_unless_it_asks_for_the_draft(on, approved, dora):
    assert "refunds" not in on(dora).get(url(approved)).content.decode()
    html = on(dora).get(url(approved, v="draft")).content.decode()
    assert "It takes orders and refunds." in html
    assert "Draft, not approved." in html and "Open 0.1.0" in html


def test_before_the_first_approval_the_team_reads_the_draft(on, spec, dora):
    html = on(dora).get(url(spec)).content.decode()
    assert "Draft, not approved." in html and "No version is approved yet." in html


def test_an_older_version_says_so(on, approved, alice, rita, charlie):
    approved.submit(alice)
    approved.approve(rita)
    html = on(charlie).get(url(approved, v="0.1.0")).content.decode()
    assert "This is an older version." in html and "refunds" not in html


def test_a_submitted_version_is_read_as_not_approved(on, approved, alice, rita):
    approved.submit(alice)
    html = on(rita).get(url(approved, v="0.2.0")).content.decode()
    assert "refunds" in html and "Draft, not approved." in html


@pytest.mark.parametrize("what", ["read/", "markdown/", "spec.md"])
def test_a_stranger_reads_what_is_approved_and_no_draft(on, approved, charlie, what):
    client = on(charlie)
    assert client.get(url(approved, what)).status_code == 200
    assert client.get(url(approved, what, "draft")).status_code == 403
    assert client.get(url(approved, what, "0.2.0")).status_code == 404
    assert client.get(url(approved, what, "9.9.9")).status_code == 404


@pytest.mark.parametrize("what", ["read/", "markdown/", "spec.md"])
def test_a_stranger_finds_no_draft_at_all(on, spec, charlie, what):
    assert on(charlie).get(url(spec, what)).status_code == 404


@pytest.mark.parametrize("what", ["read/", "markdown/", "spec.md"])
def test_reading_asks_for_a_sign_in(client, approved, what):
    assert client.get(url(approved, what)).url.startswith("/accounts/login/")


def test_the_file_is_what_was_approved_byte_for_byte(on, approved, charlie):
    answer = on(charlie).get(url(approved, "spec.md"))
    assert answer.content.decode() == approved.approved.markdown
    assert answer["Content-Type"] == "text/markdown; charset=utf-8"
    assert f'filename="ybs-spec_{approved.guid}.md"' in answer["Content-Disposition"]


def test_the_markdown_is_shown_as_text(on, approved, alice):
    write(approved, [], overview="<b>bold</b> & more")
    html = on(alice).get(url(approved, "markdown/", "draft")).content.decode()
    assert "&lt;b&gt;bold&lt;/b&gt; &amp; more" in html


def test_text_of_an_author_never_becomes_markup(on, approved, alice):
    write(approved, [], overview="<img src=x onerror=alert(1)> [x](javascript:alert(1))")
    html = on(alice).get(url(approved, v="draft")).content.decode()
    assert "<img" not in html and "javascript:" not in re.sub(r"\[x\]\([^)]*\)", "", html)


def test_every_reference_of_a_document_leads_to_a_heading():
    rendered = page(DEMO, titled=True)
    aims = set(re.findall(r'href="#([^"]+)"', rendered.html))
    assert aims and aims <= {place.id for place in rendered.contents}


def test_reading_asks_the_database_little(on, approved, charlie):
    client = on(charlie)
    with CaptureQueriesContext(connection) as asked:
        client.get(url(approved))
    assert len(asked) <= 8, [query["sql"][:90] for query in asked]


def test_reading_asks_no_more_of_a_long_document(on, approved, alice):
    def asked():
        client = on(alice)
        with CaptureQueriesContext(connection) as queries:
            client.get(url(approved, v="draft"))
        return len(queries)

    few = asked()
    document = store.load(approved)
    for n in range(40):
        document["sections"]["related"]["notes"] += f"\n\nNote {n}"
    store.save(approved, document)
    assert asked() == few
