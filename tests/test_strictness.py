"""Every change says whether it asks more of the service or less, by the values and not the words."""

import copy

import pytest

from specs import template
from specs.changes import Drift, Fate, compare
from specs.changes.strictness import WAYS, drift
from specs.reader import blank

UP, DOWN, EVEN = Drift.TIGHTENED, Drift.LOOSENED, Drift.NEUTRAL


def moved(place, old, new):
    model, name = place.split(".")
    return drift(template.find(model).columns()[name], old, new)


@pytest.mark.parametrize(
    ("place", "old", "new", "way"),
    [
        ("disaster_recovery.rpo", "5 min", "1 h", DOWN),
        ("disaster_recovery.rpo", "24 hours", "< 5 minutes", UP),
        ("disaster_recovery.rpo", "60 min", "1 hour", EVEN),
        ("disaster_recovery.rto", "1 hour", "", DOWN),
        ("disaster_recovery.rto", "", "1 hour", UP),
        ("disaster_recovery.rto", "1 hour", "soon", DOWN),
        ("disaster_recovery.rto", "soon", "1 hour", EVEN),
        ("alert.condition", "> 5% for 2 min", "> 5% for 10 min", DOWN),
        ("alert.condition", "> 5% for 2 min", "> 1% for 2 min", UP),
        ("alert.condition", "> 5% for 2 min", "> 1% for 10 min", DOWN),
        ("alert.condition", "< 10% for 2 min", "< 5% for 2 min", DOWN),
        ("alert.condition", "> 3 in 10 min", "> 3 in 1 h", UP),
        ("alert.condition", "> 5%", "> 500 ms", EVEN),
        ("alert.severity", "Critical", "Low", DOWN),
        ("alert.severity", "High", "P0", EVEN),
        ("alert.runbook", "Checkout is slow", "", DOWN),
        ("alert.runbook", "Checkout is slow", "Checkout errors", None),
        ("component.replicas", "2", "3", UP),
        ("canary_step.percent", "10%", "50%", DOWN),
        ("canary_step.wait", "15 min", "5 min", DOWN),
        ("slo.target", "99.9%", "99.95%", UP),
        ("slo.target", "< 100ms", "< 0.2 s", DOWN),
        ("slo.alerting", "burn rate", "none", DOWN),
        ("backup.frequency", "Every 6 hours", "Daily", DOWN),
        ("backup.frequency", "Daily + WAL streaming", "Daily", DOWN),
        ("backup.retention", "30 days", "Permanent", UP),
        ("backup.retention", "30 days", "1 month", EVEN),
        ("logging.retention", "30 days", "15 days", DOWN),
        ("logging.retention", "30 days", "1 month", EVEN),
        ("logging.retention", "30 days", "90 days", UP),
        ("slo.window", "30 days", "7 days", None),
        ("slo.period", "30 d", "7 d", None),
        ("alert.keep_firing", "5 min", "10 min", None),
        ("resource_limit.memory_limit", "512Mi", "256Mi", None),
        ("resource_limit.cpu_limit", "500m", "250m", None),
        ("stage.timeout", "20 min", "2 h", DOWN),
        ("health_check.response_time", "< 500ms", "< 2 s", DOWN),
        ("rollout.trigger_excused", "", "We watch it.", DOWN),
        ("upstream_service.promised", "99.9%", "99%", DOWN),
        ("alert.name", "Errors", "Latency", None),
    ],
)
def test_a_value_says_which_way_it_moved(place, old, new, way):
    assert moved(place, old, new) == way


@pytest.mark.parametrize("model", [*template.sections(), *template.rows()], ids=lambda m: m.slug)
def test_every_declared_direction_is_one_that_is_understood(model):
    for name, cell in model.columns().items():
        assert not cell.tighter or cell.tighter in WAYS, name
        assert cell.tighter not in ("less", "more", "alarm", "promise") or cell.parse, name


def document(**sections):
    made = blank()
    for slug, values in sections.items():
        for name, value in values.items():
            if isinstance(value, list):
                model = template.group_of(template.find(slug), name).model
                value = [copy.deepcopy(model.blank()) | row for row in value]
            made["sections"][slug][name] = value
    return made


def test_a_promise_that_comes_or_goes_is_counted():
    old = document(alerts={"alert": [{"key": "a1", "name": "Errors"}]})
    new = document(slos={"slo": [{"key": "s1", "name": "Availability"}]})
    counts = compare(old, new).counts
    assert (counts.loosened, counts.tightened) == (1, 1)


def test_a_verification_step_that_is_gone_loosens_and_one_of_the_resolution_does_not():
    step = template.find("runbook_step").blank()
    book = {"key": "r1", "name": "Slow"}
    for act, loosened in (("verification", 1), ("resolution", 0)):
        rows = [step | {"key": f"k{n}", "text": f"Look {n}"} for n in range(2)]
        old = document(runbooks={"runbook": [book | {act: rows}]})
        new = document(runbooks={"runbook": [book | {act: rows[:1]}]})
        assert compare(old, new).counts.loosened == loosened


def test_a_metric_that_nobody_measures_any_more_loosens():
    old = document(metrics={"metric": [{"key": "m1", "name": "Queue depth"}]})
    assert compare(old, blank()).counts.loosened == 1


def test_a_new_row_counts_once_however_strict_its_cells_are():
    row = {"key": "a1", "name": "Errors", "severity": "High", "condition": "> 1%"}
    (chapter,) = compare(blank(), document(alerts={"alert": [row]})).chapters
    assert chapter.counts.tightened == 1
    assert chapter.sections[0].groups[0].rows[0].fate is Fate.ADDED


def test_a_section_that_no_longer_applies_loosens():
    assert compare(blank(), document(slos={"excused": "No users."})).counts.loosened == 1
