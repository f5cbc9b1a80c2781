"""What the policy says beyond the rules: approvals of a round, the review period, labels and channels."""

import copy
from datetime import date, timedelta

import pytest
import yaml
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from specs import reader
from specs.artefacts import find
from specs.models import Event, Export, Policy, Spec, Status, Verb
from specs.models.alerting import Alerting
from specs.models.policy import Terms
from specs.readiness.policy import Policy as Weighing
from tests.cast import LENIENT
from tests.exporting import bare, to  # noqa: F401
from tests.samples import CHECKOUT, DEMO
from tests.test_api import Caller
from tests.test_policy import given

pytestmark = pytest.mark.django_db
PAGER = {"Critical": {"label": "page", "channel": "PagerDuty"}}
RULES = "prometheus-rules"


@pytest.fixture
def draft(payments, alice):
    return Spec.start(payments, alice, "Checkout API", reader.read(DEMO.read_text()).document)


def says(ada, **terms):
    return Policy.decide(ada, LENIENT, {}, Terms(**terms))


def post(who, **more):
    client = Client()
    client.force_login(who)
    return client.post("/settings/checks/", given(**more))


def severities(text):
    rules = [rule for group in yaml.safe_load(text)["groups"] for rule in group["rules"]]
    own = [rule for rule in rules if "alert" in rule and "slo" not in rule["labels"]]
    return {rule["labels"]["severity"] for rule in own}


def compiled(who, spec, **query):
    client = Client()
    client.force_login(who)
    answer = client.get(f"/specs/{spec.guid}/artefacts/{RULES}.yaml", query)
    return severities(answer.content.decode())


def test_the_page_saves_a_version_of_it_and_the_trail_says_so(ada, client):
    critical = {"label-Critical": "page", "channel-Critical": "PagerDuty"}
    assert post(ada, quorum="2", review_months="6", **critical).status_code == 303
    assert post(ada, seen="1", quorum="3").status_code == 303
    kept = list(
        Policy.objects.order_by("number").values_list("quorum", "review_months", "alerting")
    )
    assert kept == [(2, 6, PAGER), (3, None, {})]
    last = Event.objects.filter(verb=Verb.POLICY).first()
    assert (last.data["before"]["quorum"], last.data["after"]["quorum"]) == (2, 3)
    assert last.data["before"]["alerting"] == PAGER
    client.force_login(ada)
    page = client.get("/settings/checks/").content.decode()
    assert 'name="quorum" inputmode="numeric" value="3"' in page
    assert "2 approvals a round, review after 6 months, labels or channels of 1 severity" in page


def test_a_page_that_says_nothing_of_it_changes_nothing(ada, settings):
    settings.APPROVAL_QUORUM, settings.REVIEW_PERIOD_DAYS = 3, 100
    assert post(ada).status_code == 303
    assert Policy.approvals_needed() == 3
    assert Policy.review_by(date(2026, 1, 1)) == date(2026, 1, 1) + timedelta(days=100)
    assert Alerting().source(CHECKOUT, None).labels == {}


@pytest.mark.parametrize("wrong", [{"quorum": "0"}, {"review_months": "0"}, {"quorum": "two"}])
def test_a_number_that_makes_no_sense_is_not_saved(ada, wrong):
    answer = post(ada, **wrong)
    assert answer.status_code == 422
    assert f'id="e-{next(iter(wrong))}"' in answer.content.decode()
    assert not Policy.objects.exists()


def test_a_quorum_of_two_in_the_policy_needs_two_approvals(ada, spec, alice, rita, ruben):
    says(ada, quorum=2)
    spec.submit(alice)
    assert spec.approve(rita) is None
    assert spec.status == Status.REVIEW
    assert spec.approve(ruben) is not None


def test_a_policy_may_ask_for_fewer_approvals_than_the_setting(ada, spec, alice, rita, settings):
    settings.APPROVAL_QUORUM = 2
    says(ada, quorum=1)
    spec.submit(alice)
    assert spec.approve(rita) is not None


def test_the_review_period_of_the_policy_says_when_to_look_again(ada, spec, alice, rita):
    says(ada, review_months=6)
    spec.submit(alice)
    spec.approve(rita)
    today = timezone.localdate()
    months = (spec.review_by.year - today.year) * 12 + spec.review_by.month - today.month
    assert months == 6


def test_a_month_that_is_shorter_ends_the_period_on_its_last_day(ada):
    says(ada, review_months=6)
    assert Policy.review_by(date(2027, 8, 31)) == date(2028, 2, 29)
    says(ada, review_months=12)
    assert Policy.review_by(date(2026, 12, 31)) == date(2027, 12, 31)


def test_the_label_of_the_policy_stands_in_the_compiled_rules(ada, draft, alice):
    before = compiled(alice, draft)
    assert "critical" in before
    says(ada, alerting=PAGER)
    assert compiled(alice, draft) == before - {"critical"} | {"page"}


def test_a_severity_without_a_label_keeps_its_own(ada, draft, alice):
    before = compiled(alice, draft)
    says(ada, alerting={"Critical": {"label": "", "channel": "PagerDuty"}})
    assert compiled(alice, draft) == before


def test_an_alert_that_names_nobody_tells_the_channel_of_its_severity(ada):
    says(ada, alerting=PAGER)
    document = copy.deepcopy(CHECKOUT)
    rows = document["sections"]["alerts"]["alert"]
    first = next(row for row in rows if row["severity"] == "Critical")
    named = {row["name"]: row["notification"] or "PagerDuty" for row in rows}
    first["notification"] = ""
    source = Alerting().source(document, None)
    text = find(RULES).compile(source).text
    told = {
        rule["alert"]: rule["annotations"].get("notify")
        for group in yaml.safe_load(text)["groups"] for rule in group["rules"]
        if rule.get("alert") in named
    }  # fmt: skip
    assert told[first["name"]] == "PagerDuty"
    others = told.keys() - {first["name"]}
    assert others and all(told[name] == named[name] for name in others)


def test_an_approved_version_compiles_to_the_same_whatever_is_decided_later(
    ada, draft, alice, rita, charlie
):
    says(ada, alerting=PAGER)
    draft.submit(alice)
    draft.approve(rita)
    draft.revise(alice, "minor")
    says(ada, alerting={"Critical": {"label": "wake-up", "channel": ""}})
    assert "page" in compiled(charlie, draft)
    assert "wake-up" in compiled(alice, draft, v="draft")


def test_an_export_carries_the_labels_of_its_approval_and_reads_policies_once(
    ada, draft, payments, alice, rita, bare  # noqa: F811
):  # fmt: skip
    to(bare, artefacts={RULES: "monitoring/{guid}.yaml"})
    says(ada, alerting=PAGER)
    other = Spec.start(payments, alice, "Other API", reader.read(DEMO.read_text()).document)
    for spec in (draft, other):
        spec.submit(alice)
        spec.approve(rita)
    says(ada, alerting={"Critical": {"label": "wake-up", "channel": ""}})
    with CaptureQueriesContext(connection) as asked:
        Export.deliver(Export.objects.get(spec=draft).pk)
    assert set(Export.objects.values_list("state", flat=True)) == {"done"}
    for spec in (draft, other):
        found = severities(bare.read(f"monitoring/{spec.guid}.yaml"))
        assert "page" in found and "wake-up" not in found
    assert sum("specs_policy" in query["sql"] for query in asked) == 1


def test_a_version_in_review_has_another_tag_once_the_labels_change(ada, draft, alice):
    draft.submit(alice)
    path = f"/specs/{draft.guid}/artefacts/{RULES}?v={draft.version}"
    before = Caller(alice).get(path)
    says(ada, alerting=PAGER)
    after = Caller(alice).get(path, **{"if-none-match": before["ETag"]})
    assert after.status_code == 200
    assert "page" in severities(after.content)


def test_the_rules_are_weighed_as_before(ada):
    said = says(ada, quorum=2, review_months=3, alerting=PAGER)
    assert said.weighing == Weighing(LENIENT.severities, frozenset(), version=1)
