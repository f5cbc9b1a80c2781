"""One-click fixes: what a finding offers is applied as if it were typed, and only while it is there."""

import re
from html import unescape

import pytest

from specs import cells, rows
from specs.documents import cell_digest
from specs.models import Conflict, Event
from specs.sections.alerts import Alert
from specs.sections.architecture import Component
from specs.sections.backup_strategy import Backup
from specs.sections.parameters import Parameter
from specs.sections.rollout import CanaryStep
from specs.sections.runbooks import Runbook
from specs.sections.secrets import Secret


def finding(spec, rule):
    return next(one for one in spec.findings() if one.rule == rule)


def press(client, spec, found, choice=0):
    rule, section, at, value = found.key
    words = {"rule": rule, "section": section, "at": at, "value": value, "choice": str(choice)}
    return client.post(f"/specs/{spec.guid}/fixes/", words)


@pytest.fixture
def component(spec, alice):
    given = {"name": "API", "kind": "service", "memory": "512MB"}
    return rows.add(spec, alice, "component", "api0", cells=given)


def test_a_size_is_written_as_the_cluster_reads_it(on, spec, alice, component):
    answer = press(on(alice), spec, finding(spec, "SCL-01"))
    assert answer.status_code == 303
    assert answer["Location"].endswith("/sections/deployment/#component-api0-memory")
    assert Component.objects.get(spec=spec, key="api0").memory == "512M"
    assert Event.objects.filter(spec=spec, place="component.api0.memory", new="512M").exists()


def test_the_other_choice_is_another_value(on, spec, alice, component):
    press(on(alice), spec, finding(spec, "SCL-01"), choice=1)
    assert Component.objects.get(spec=spec, key="api0").memory == "512Mi"


def test_a_missing_runbook_is_made_and_the_alert_points_at_it(on, spec, alice):
    given = {"name": "Errors", "condition": "> 5%", "severity": "Critical"}
    rows.add(spec, alice, "alert", "err0", cells=given | {"notification": "PagerDuty"})
    press(on(alice), spec, finding(spec, "ALR-01"))
    runbook = Runbook.objects.get(spec=spec)
    assert runbook.name == "Errors"
    assert Alert.objects.get(spec=spec, key="err0").runbook == f"@{runbook.key}"
    assert not [one for one in spec.findings() if one.rule in ("ALR-01", "ALR-02")]


def test_marking_sensitive_takes_the_value_out(on, spec, alice):
    given = {"name": "DB_PASSWORD", "type": "string", "sensitive": "No", "default": "hunter2"}
    rows.add(spec, alice, "parameter", "pass0", cells=given)
    press(on(alice), spec, finding(spec, "CFG-06"))
    row = Parameter.objects.get(spec=spec, key="pass0")
    assert (row.sensitive, row.default) == ("Yes", "")


def test_a_secret_without_a_place_gets_its_row(on, spec, alice):
    given = {"name": "API_KEY", "type": "string", "sensitive": "Yes"}
    rows.add(spec, alice, "parameter", "key0", cells=given)
    press(on(alice), spec, finding(spec, "CFG-05"))
    assert [row.name for row in Secret.objects.filter(spec=spec)] == ["API_KEY"]
    assert not [one for one in spec.findings() if one.rule == "CFG-05"]


def test_a_store_without_a_backup_gets_a_row_that_refers_to_it(on, spec, alice):
    given = {"name": "PostgreSQL", "kind": "data store"}
    rows.add(spec, alice, "component", "store0", cells=given)
    press(on(alice), spec, finding(spec, "BCK-01"))
    assert [row.store for row in Backup.objects.filter(spec=spec)] == ["@store0"]
    assert not [one for one in spec.findings() if one.rule == "BCK-01"]


def test_a_canary_that_never_ends_gets_its_last_step(on, spec, alice):
    change = cells.Change("rollout.-.method", "Canary", "")
    assert not cells.write(spec, alice, [change]).conflicts
    rows.add(spec, alice, "canary_step", "step0", cells={"percent": "50%"})
    press(on(alice), spec, finding(spec, "DEP-03"))
    assert [row.percent for row in CanaryStep.objects.filter(spec=spec)] == ["50%", "100%"]


def undo(client, answer, spec):
    """Press Undo in the strip that the next page shows."""
    page = client.get(answer["Location"].partition("#")[0]).content.decode()
    [form] = re.findall(r'<form method="post" action="([^"]*/fixes/undo/)">(.*?)</form>', page)
    fields = dict(re.findall(r'name="(\w+)" value="([^"]*)"', form[1]))
    return client.post(form[0], {name: unescape(text) for name, text in fields.items()}), fields


def test_a_fix_is_taken_back_with_one_click(on, spec, alice, component):
    answer = press(on(alice), spec, finding(spec, "SCL-01"))
    back, _ = undo(on(alice), answer, spec)
    assert (back.status_code, back["Location"]) == (303, answer["Location"])
    assert Component.objects.get(spec=spec, key="api0").memory == "512MB"
    assert finding(spec, "SCL-01")


def test_a_runbook_that_a_fix_made_goes_with_its_reference(on, spec, alice):
    given = {"name": "Errors", "condition": "> 5%", "severity": "Critical", "runbook": "None"}
    rows.add(spec, alice, "alert", "err0", cells=given | {"notification": "PagerDuty"})
    undo(on(alice), press(on(alice), spec, finding(spec, "ALR-01")), spec)
    assert not Runbook.objects.filter(spec=spec).exists()
    assert Alert.objects.get(spec=spec, key="err0").runbook == "None"


def test_what_somebody_wrote_since_is_not_taken_back(on, spec, alice, bob, component):
    answer = press(on(alice), spec, finding(spec, "SCL-01"))
    seen = cell_digest("512M")
    cells.write(spec, bob, [cells.Change("component.api0.memory", "1Gi", seen)])
    undo(on(alice), answer, spec)
    assert Component.objects.get(spec=spec, key="api0").memory == "1Gi"
    assert not Conflict.objects.filter(spec=spec).exists()


def test_a_row_that_somebody_went_on_with_stays(on, spec, alice, bob):
    given = {"name": "Errors", "condition": "> 5%", "severity": "Critical"}
    rows.add(spec, alice, "alert", "err0", cells=given | {"notification": "PagerDuty"})
    answer = press(on(alice), spec, finding(spec, "ALR-01"))
    runbook = Runbook.objects.get(spec=spec)
    rows.add(spec, bob, "runbook_step", "step0", parent=runbook.key, phase="resolution")
    undo(on(alice), answer, spec)
    assert Runbook.objects.get(spec=spec).pk == runbook.pk
    assert Alert.objects.get(spec=spec, key="err0").runbook == f"@{runbook.key}"


def test_taking_back_is_for_writers_and_leads_nowhere_else(
    on, spec, alice, component, charlie, dora
):
    answer = press(on(alice), spec, finding(spec, "SCL-01"))
    _, fields = undo(on(alice), answer, spec)
    for who, status in ((charlie, 404), (dora, 403)):
        assert on(who).post(f"/specs/{spec.guid}/fixes/undo/", fields).status_code == status
    wrong = {"back": "//evil.example/", "at": "no.such.cell"}
    answer = on(alice).post(f"/specs/{spec.guid}/fixes/undo/", fields | wrong)
    assert (answer.status_code, answer["Location"]) == (303, f"/specs/{spec.guid}/")
    answer = on(alice).post(f"/specs/{spec.guid}/fixes/undo/", {"row": "runbook.a b"})
    assert answer.status_code == 303


def test_a_fix_of_what_is_gone_changes_nothing(on, spec, alice, component):
    found = finding(spec, "SCL-01")
    change = cells.Change("component.api0.memory", "1Gi", cells.cell_digest("512MB"))
    assert not cells.write(spec, alice, [change]).conflicts
    assert press(on(alice), spec, found).status_code == 404
    assert Component.objects.get(spec=spec, key="api0").memory == "1Gi"


def test_nothing_is_fixed_while_somebody_reviews(on, spec, alice, component):
    given = {"name": "API_KEY", "type": "string", "sensitive": "Yes"}
    rows.add(spec, alice, "parameter", "key0", cells=given)
    spec.submit(alice, reason="The date is fixed.")
    for rule in ("SCL-01", "CFG-05"):
        answer = press(on(alice), spec, finding(spec, rule))
        assert answer.status_code == 303
    assert Component.objects.get(spec=spec, key="api0").memory == "512MB"
    assert not Secret.objects.filter(spec=spec).exists()


def test_who_may_not_write_may_not_fix(on, spec, component, dora, charlie, rita):
    found = finding(spec, "SCL-01")
    assert press(on(dora), spec, found).status_code == 403
    assert press(on(charlie), spec, found).status_code == 404
    assert press(on(rita), spec, found).status_code == 404


def test_the_panel_offers_the_fix_and_says_what_next(on, spec, alice, component):
    page = on(alice).get(f"/specs/{spec.guid}/sections/deployment/").content.decode()
    assert "Write 512M</button>" in page and "Go to component 1" in page
    assert "Request waiver" in page and "Why?" in page


def test_asking_for_a_waiver_begins_the_note_to_the_reviewers(on, spec, alice):
    page = on(alice).get(f"/specs/{spec.guid}/submit/?waiver=CFG-06: KEY_ID looks like a secret")
    assert "A waiver is wanted for CFG-06: KEY_ID looks like a secret" in page.content.decode()


def test_the_overview_says_the_warnings_of_what_is_in_progress(on, spec, alice):
    given = {"name": "Availability", "target": "99.9%", "window": "24 hours"}
    rows.add(spec, alice, "slo", "slo0", cells=given | {"alerting": "burn rate"})
    page = on(alice).get(f"/specs/{spec.guid}/").content.decode()
    state = page.partition('id="s-slos"')[2].partition("</li>")[0]
    assert "In progress" in state and "1 warning<" in state
    assert "warning" not in page.partition('id="s-runbooks"')[2].partition("</li>")[0]
