"""The demo: its texts are in the final format, and its story ends where it should."""

import io
from datetime import date

import pygit2
import pytest
from django.core.management import CommandError, call_command

from specs.demo.cast import CAST
from specs.demo.texts import FOLDER, TOLD_ON, document_of, later, text_of
from specs.models import (
    Dispatch,
    Event,
    Export,
    ExportState,
    Membership,
    Notification,
    Revision,
    Spec,
    User,
    Webhook,
)
from specs.reader import read
from specs.readiness import findings
from specs.writer import write

TEXTS = sorted(path.stem for path in FOLDER.glob("*.md"))


@pytest.mark.parametrize("name", TEXTS)
def test_every_text_is_as_the_writer_gives_it(name):
    reading = read(text_of(name))
    assert reading.leftovers == {}
    assert write(reading.document) == text_of(name)


EXPECTED = {
    "checkout-api": ["BCK-03", "CFG-06"],
    "identity": ["SCL-03"],
    "ledger-api": ["ALR-01", "ALR-06", "BCK-02"],
    "storefront-web": [
        *("ALR-07", "DEP-03", "DPN-02", "GEN-05", "GEN-05", "GEN-05"),
        *("SCL-05", "SLO-05", "SLO-05", "SLO-06"),
    ],
}


@pytest.mark.parametrize("name", EXPECTED)
def test_a_text_shows_exactly_the_findings_it_is_meant_to_show(name):
    found = findings(read(text_of(name)).document, today=TOLD_ON)
    assert sorted(one.rule for one in found if one.severity != "advice") == EXPECTED[name]


def test_the_two_findings_of_the_complete_specification_are_warnings_with_a_place():
    document = read(text_of("checkout-api")).document
    titles = {one.title: one.severity for one in findings(document, today=TOLD_ON)}
    assert titles == {
        "PROVIDER_WEBHOOK_KEY_ID looks like a secret": "warning",
        "Restore of Receipts bucket not proven since 2026-05-19": "warning",
    }


def test_half_imported_and_nearly_empty_drafts_show_what_newcomers_should_see():
    hub = {one.title for one in findings(document_of("notification-hub", TOLD_ON), today=TOLD_ON)}
    assert "SMTP_PASSWORD is secret but nobody says where it lives" in hub
    assert "Cannot compile: when the queue looks long" in hub
    assert "512MB is no Kubernetes quantity" in hub
    assert "EmailQueueStuck has no runbook" in hub
    assert not [title for title in hub if "MAX_TOKENS_PER_MESSAGE" in title]
    tax = {one.rule for one in findings(document_of("tax-export", TOLD_ON), today=TOLD_ON)}
    assert {"GEN-01", "GEN-04", "GEN-05"} <= tax


def test_told_on_its_own_day_a_text_keeps_its_dates():
    assert document_of("checkout-api", TOLD_ON) == read(text_of("checkout-api")).document


def test_told_later_its_dates_are_later_but_its_code_is_the_same():
    document = document_of("checkout-api", date(2027, 11, 21))
    runbook = document["sections"]["runbooks"]["runbook"][0]
    assert runbook["last_rehearsed"] == "2027-10-08"
    assert '"2026-11-12T09:41' in document["sections"]["logging"]["format"]


@pytest.mark.parametrize(
    ("text", "moved"),
    [("on 2026-12-31, then", "on 2027-01-01, then"), ("2026-13-39", "2026-13-39"), ("v1", "v1")],
)
def test_only_dates_move(text, moved):
    assert later(text, 1) == moved


def test_whoever_may_sign_in_has_a_part(settings):
    assert {name for name, _ in settings.DEMO_SIGN_INS} <= {part.username for part in CAST}


@pytest.fixture
def place(strict_policy, settings, tmp_path):
    """Where the demo makes its repository."""
    settings.OPSPORTAL_DEMO = True
    settings.EXPORT_FILE_ROOT = tmp_path / "repositories"
    settings.EXPORT_MIRRORS = tmp_path / "mirrors"
    return tmp_path / "repositories" / "operations.git"


def load():
    out = io.StringIO()
    call_command("demo", stdout=out)
    return out.getvalue()


def commits(place):
    store = pygit2.Repository(str(place))
    return [one.message.split("\n")[0] for one in store.walk(store.head.target)]


def test_the_story_ends_with_six_specifications_in_every_state(place, db, client, settings):
    said = load()
    assert "6 people, 6 specifications, 7 commits" in said
    assert {spec.name: (spec.version, spec.shown_status) for spec in Spec.objects.all()} == {
        "Checkout API": ("1.3.0", "Approved"),
        "Identity": ("3.0.2", "Implemented"),
        "Ledger API": ("2.1.0", "In review"),
        "Notification Hub": ("0.4.0", "Draft"),
        "Storefront Web": ("1.6.0", "Changes requested"),
        "Tax Export": ("0.1.0", "Draft"),
    }
    ledger, identity = (Spec.objects.get(name=name) for name in ("Ledger API", "Identity"))
    assert ledger.review_overdue
    assert ledger.approved.version == "2.0.0"
    assert identity.past_review_by
    checked = {
        spec.name: (spec.blockers, spec.warnings, spec.waived) for spec in Spec.objects.all()
    }
    assert checked["Checkout API"] == (0, 2, 0)
    assert checked["Identity"][0::2] == (0, 1)
    assert checked["Ledger API"][:2] == (2, 1)
    assert "REV-02" in {one.rule for one in identity.findings()}
    assert [one.title for one in identity.findings() if one.rule == "DPN-02"] == [
        "Cycle: Identity needs Notification Hub, which needs Identity"
    ]
    assert identity.progress["dependencies"][2] == 1
    assert Spec.objects.get(name="Checkout API").complete == 14
    assert not Export.objects.exclude(state=ExportState.DONE).exists()
    assert commits(place)[:2] == [
        "ops: Ledger API 2.0.0 (approved by Lena and Tomas)",
        "ops: Storefront Web 1.5.2 (approved by Lena and Tomas)",
    ]
    checkout = Revision.objects.get(spec__name="Checkout API", version="1.3.0", status="Approved")
    assert checkout.content_digest in checkout.markdown
    assert "**Carried**: Security, approved by Lena on" in checkout.markdown
    people = {person.username: person for person in User.objects.all()}
    assert set(checkout.editors) == {people["mara"].pk, people["jonas"].pk}
    assert client.login(username="mara", password=settings.DEMO_PASSWORD)
    assert not people["ada"].has_usable_password()
    assert Membership.objects.count() == 4
    assert "left out" in load()
    assert Spec.objects.count() == 6


def test_the_demo_stays_out_of_a_real_portal(place, db, settings):
    settings.OPSPORTAL_DEMO = False
    with pytest.raises(CommandError, match="demo is off"):
        load()


def test_people_who_are_here_already_keep_their_portal(place, alice):
    assert "left out" in load()
    assert not place.exists()
    assert Spec.objects.count() == 0


def test_mara_and_tomas_have_something_to_read_and_no_mail_goes_out(place, db):
    load()
    for name in ("mara", "tomas"):
        person = User.objects.get(username=name)
        news = Notification.objects.filter(person=person)
        assert person.unread == news.filter(read_at=None).count() > 0
        assert news.filter(read_at__isnull=False).exists()
    assert not Dispatch.objects.exclude(person=None).exists()
    assert not Webhook.objects.filter(active=True).exists()


def test_imported_values_of_notification_hub_say_their_file_and_line(place, db):
    load()
    hub = Spec.objects.get(name="Notification Hub")
    lines = Event.objects.filter(spec=hub, verb="imported").exclude(place="")
    sources = [source for line in lines for source in line.data["sources"].values()]
    files = {source.partition(",")[0] for source in sources}
    assert files == {"docker-compose.yml", ".env.example", "alerts.rules.yml", "catalog-info.yaml"}
    kinds = [line.place.partition(".")[0] for line in lines]
    assert [kinds.count(kind) for kind in ("component", "parameter", "alert", "dashboard")] == [
        6,
        18,
        4,
        2,
    ]
    assert "change-me" not in str([line.data for line in lines])
