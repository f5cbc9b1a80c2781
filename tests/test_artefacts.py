"""What the complete demo specification compiles to: valid, the same every time, nothing dropped silently."""

from __future__ import annotations

import copy
import json
import re

import jsonschema
import pytest
import yaml

from specs import reader
from specs.artefacts import Source, artefacts, find
from tests.blocks.hostile import given, st, texts
from tests.samples import CHECKOUT, GUID
from tests.schemas.cluster import CATALOG, HPA
from tests.schemas.openslo import SCHEMA as OPENSLO


@pytest.fixture(scope="module")
def checkout():
    return copy.deepcopy(CHECKOUT)


def changed(document, section, group, number=0, **cells):
    """The document with some cells of one row changed."""
    other = copy.deepcopy(document)
    other["sections"][section][group][number] |= cells
    return Source(other)


def parsed(name, source):
    """The YAML documents of an artefact."""
    return list(yaml.load_all(find(name).compile(source).text, yaml.CSafeLoader))


def rules_of(source):
    groups = parsed("prometheus-rules", source)[0]["groups"]
    return [rule for group in groups for rule in group["rules"]]


@pytest.mark.parametrize("artefact", artefacts(), ids=lambda one: one.name)
def test_the_complete_demo_compiles_to_every_artefact(checkout, artefact):
    compiled = artefact.compile(Source(checkout))
    assert compiled.files
    for file in compiled.files:
        assert GUID in file.text
        assert "1.3.0" in file.text
        assert Source(checkout).digest in file.text
        assert file.text.endswith("\n")


@pytest.mark.parametrize("artefact", artefacts(), ids=lambda one: one.name)
def test_the_same_document_compiles_to_the_same_bytes(checkout, artefact):
    assert artefact.compile(Source(checkout)) == artefact.compile(Source(copy.deepcopy(checkout)))


@pytest.mark.parametrize("artefact", artefacts(), ids=lambda one: one.name)
def test_an_empty_specification_compiles_to_nothing_and_breaks_nothing(artefact):
    document = reader.blank()
    document["header"] |= {"guid": GUID, "version": "0.1.0"}
    compiled = artefact.compile(Source(document))
    assert bool(compiled.files) is (artefact.name == "backstage-catalog")


def test_formats_have_names_and_places_of_their_own():
    found = artefacts()
    assert len({one.name for one in found}) == len({one.place for one in found}) == len(found)
    assert len(found) >= 13


# ------------------------------------------------------------ Prometheus


def test_a_runbook_address_stands_on_its_permanent_key(checkout):
    rule = rules_of(Source(checkout))[0]
    key = checkout["sections"]["alerts"]["alert"][0]["runbook"][1:]
    assert rule["annotations"]["runbook_url"].endswith(f"/specs/{GUID}/runbooks/{key}/")


def test_links_of_a_runbooks_file_lead_to_its_neighbours_and_to_the_whole(checkout):
    source = Source(checkout, "https://ops.example.org")
    files = {file.path: file.text for file in find("runbooks").compile(source).files}
    links = [link for text in files.values() for link in re.findall(r"\]\(([^)\s]+)\)", text)]
    near = [link for link in links if link.endswith(".md")]
    assert near and {f"runbooks/{link}" for link in near} <= set(files)
    assert f"https://ops.example.org/specs/{GUID}/read/#recovery-procedures" in links
    assert not [link for link in links if link.startswith("#")]


def test_an_alert_without_an_expression_is_made_from_its_condition_and_its_metric(checkout):
    source = changed(checkout, "alerts", "alert", expression="", condition="> 5% for 3 min")
    metric = source.row(source.document["sections"]["alerts"]["alert"][0]["metric"])
    rule = rules_of(source)[0]
    assert (rule["expr"], rule["for"]) == (f"({metric['query']}) > 0.05", "3m")


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        ({"expression": "", "metric": ""}, "no metric with a query"),
        ({"expression": "", "condition": "when it looks odd"}, "condition is not understood"),
        ({"expression": "", "condition": "> 3 in 10 min"}, "expression of its own"),
        ({"expression": "sum(rate(x[5m]"}, "does not close"),
        ({"labels": "team"}, "is no label"),
        ({"labels": "__name__=x"}, "is no label"),
    ],
)
def test_what_cannot_be_compiled_is_listed_with_the_reason(checkout, cells, why):
    compiled = find("prometheus-rules").compile(changed(checkout, "alerts", "alert", **cells))
    [omission] = compiled.omissions
    assert why in omission.why
    assert omission.address.startswith("alert.")


def test_an_alert_that_is_listed_twice_is_compiled_once_and_told(checkout):
    other = copy.deepcopy(checkout)
    alerts = other["sections"]["alerts"]["alert"]
    alerts.append(alerts[0] | {"key": "twin00000000"})
    compiled = find("prometheus-rules").compile(Source(other))
    assert "same name and labels" in compiled.omissions[0].why


@pytest.mark.parametrize(("target", "pages"), [("93%", 3), ("93.1%", 4), ("60%", 1)])
def test_a_pair_that_could_never_fire_is_left_out_and_told(checkout, target, pages):
    source = changed(checkout, "slos", "slo", target=target)
    fired = [
        rule for rule in rules_of(source) if rule.get("alert") == "CheckoutAPIAvailabilityBurnRate"
    ]
    assert len(fired) == pages
    told = find("prometheus-rules").compile(source).omissions
    assert len(told) == 4 - pages
    assert all("would not fire" in one.why for one in told)


def test_a_short_window_becomes_a_threshold(checkout):
    source = changed(checkout, "slos", "slo", window="24 hours", period="none")
    broken = [
        rule for rule in rules_of(source) if rule.get("alert") == "CheckoutAPIAvailabilityBroken"
    ]
    assert "[24h]" in broken[0]["expr"] or "[1d]" in broken[0]["expr"]
    assert broken[0]["expr"].endswith("> 0.001")


def test_thresholds_are_exact_decimals(checkout):
    text = find("prometheus-rules").compile(Source(checkout)).text
    assert "> 0.0144" in text
    assert "00000000" not in text.split("groups:")[1].replace(GUID, "")


def test_a_severity_has_the_label_that_the_organisation_gives_it(checkout):
    rule = rules_of(Source(checkout, labels={"Critical": "page"}))[0]
    assert rule["labels"]["severity"] == "page"


def test_the_operators_object_holds_the_same_groups(checkout):
    [rule] = parsed("prometheus-rule-object", Source(checkout))
    assert rule["spec"] == parsed("prometheus-rules", Source(checkout))[0]


# ------------------------------------------------------------ schemas


def test_openslo_objects_are_what_openslo_says(checkout):
    objects = parsed("openslo", Source(checkout))
    validator = jsonschema.Draft202012Validator(OPENSLO)
    for each in objects:
        validator.validate(each)
    names = [(each["kind"], each["metadata"]["name"]) for each in objects]
    assert len(set(names)) == len(names)
    assert {kind for kind, _ in names} == {
        "Service", "SLO", "SLI", "AlertPolicy", "AlertCondition", "AlertNotificationTarget",
    }  # fmt: skip


def test_every_reference_inside_openslo_leads_somewhere(checkout):
    objects = parsed("openslo", Source(checkout))
    there = {(each["kind"], each["metadata"]["name"]) for each in objects}
    for each in objects:
        spec = each["spec"]
        if each["kind"] == "SLO":
            assert ("Service", spec["service"]) in there
            assert ("SLI", spec["indicatorRef"]) in there
            assert all(
                ("AlertPolicy", one["alertPolicyRef"]) in there for one in spec["alertPolicies"]
            )
        if each["kind"] == "AlertPolicy":
            assert all(
                ("AlertCondition", one["conditionRef"]) in there for one in spec["conditions"]
            )
            targets = spec["notificationTargets"]
            assert all(("AlertNotificationTarget", one["targetRef"]) in there for one in targets)


def test_autoscalers_are_what_kubernetes_takes(checkout):
    for each in parsed("hpa", Source(checkout)):
        jsonschema.validate(each, HPA)


def test_the_catalogue_file_is_what_backstage_takes(checkout):
    jsonschema.validate(parsed("backstage-catalog", Source(checkout))[0], CATALOG)


def test_sloth_counts_errors_over_its_own_window(checkout):
    [sloth] = parsed("sloth", Source(checkout))
    assert sloth["version"] == "prometheus/v1"
    assert sloth["slos"][0]["objective"] == 99.9
    assert all("[{{.window}}]" in one["sli"]["events"]["error_query"] for one in sloth["slos"])


def test_the_dashboard_has_a_panel_for_every_metric_with_a_query(checkout):
    board = json.loads(find("grafana-dashboard").compile(Source(checkout)).text)
    panels = [one for one in board["panels"] if one["type"] == "timeseries"]
    queries = [row["query"] for row in checkout["sections"]["metrics"]["metric"] if row["query"]]
    assert sorted(one["targets"][0]["expr"] for one in panels) == sorted(queries)
    assert len({one["id"] for one in board["panels"]}) == len(board["panels"])
    spots = [(one["gridPos"]["x"], one["gridPos"]["y"]) for one in board["panels"]]
    assert len(set(spots)) == len(spots)


# ------------------------------------------------------------ configuration


def test_a_sensitive_value_is_never_written(checkout):
    source = changed(
        checkout,
        "parameters",
        "parameter",
        default="hunter2",
        production="hunter2",
        sensitive="Yes",
    )
    for name in ("env-example", "configuration-schema"):
        assert "hunter2" not in find(name).compile(source).text


@pytest.mark.parametrize(
    ("kind", "allowed", "good", "bad"),
    [
        ("int", "1-100", [1, 100], [0, 101, 1.5, "1"]),
        ("int", "From 1 to 10", [1, 10], [0, 11]),
        ("int", "1, 2, 4", [1, 4], [3]),
        ("float", ">= 0.5", [0.5, 9], [0.49]),
        ("float", "at most 2", [2, -1], [2.1]),
        ("bool", "", [True, False], ["true", 1]),
        ("enum", "debug, info", ["debug"], ["Debug", "warn", ""]),
        ("string", "a | b", ["a"], ["c"]),
        ("string", "`/whk-[0-9]{4}/`", ["whk-2026"], ["whk-26", "xwhk-2026", "whk-20261"]),
        ("string", "Any PG address", ["anything", ""], [3]),
        ("url", "", ["https://x.example/y"], ["x.example"]),
        ("duration", "", ["4s", "1h30m", "5 min"], ["soon"]),
        ("size", "", ["512Mi", "10MB"], ["big"]),
    ],
)
def test_the_schema_accepts_exactly_what_is_allowed(checkout, kind, allowed, good, bad):
    cells = {
        "name": "X",
        "type": kind,
        "allowed": allowed,
        "required": "Yes",
        "default": "",
        "sensitive": "No",
    }
    whole = json.loads(
        find("configuration-schema")
        .compile(changed(checkout, "parameters", "parameter", **cells))
        .text
    )
    schema = whole["properties"]["X"]
    jsonschema.Draft202012Validator.check_schema(whole)
    accepts = jsonschema.Draft202012Validator(schema).is_valid
    assert [value for value in good if not accepts(value)] == []
    assert [value for value in bad if accepts(value)] == []
    assert "X" in whole["required"]


# ------------------------------------------------------------ whatever people type

ROOMS = [
    ("alerts", "alert", ("name", "notification", "labels", "annotations", "group", "severity")),
    ("metrics", "metric", ("name", "source", "threshold", "query", "condition")),
    ("slos", "slo", ("name", "policy")),
    (
        "parameters",
        "parameter",
        ("name", "description", "default", "production", "allowed", "type"),
    ),
    ("upstream", "upstream_service", ("name",)),
    ("dashboards", "dashboard", ("name", "url")),
    ("runbooks", "runbook", ("name", "when", "permanent_key")),
    ("architecture", "components", ("workload_name", "namespace", "container")),
]


def loaded(file):
    """A file read again by its format's own library."""
    if file.path.endswith(".json"):
        return json.loads(file.text)
    if file.path.endswith((".yaml", ".yml")):
        return list(yaml.load_all(file.text, yaml.CSafeLoader))
    return file.text


@given(st.sampled_from(ROOMS), texts(), texts(), examples=40)
def test_any_text_of_people_leaves_every_file_readable(room, text, name):
    section, group, fields = room
    document = copy.deepcopy(CHECKOUT)
    document["header"] |= {"name": name, "team": text}
    document["sections"][section][group][0] |= dict.fromkeys(fields, text)
    for artefact in artefacts():
        for file in artefact.compile(Source(document)).files:
            assert loaded(file)


@pytest.mark.parametrize(
    "text",
    [
        "{{ $value }} {{",
        "a \"quoted\" 'one'",
        "two\nlines",
        "key: value # no",
        "é 漢字 😀",
        "x" * 10_000,
    ],
)
def test_a_persons_words_come_back_as_they_were(checkout, text):
    source = changed(checkout, "alerts", "alert", notification=text)
    said = rules_of(source)[0]["annotations"]["notify"]
    assert said.replace('{{"{{"}}', "{{") == text
    board = changed(checkout, "metrics", "metric", name=text, query="up")
    panels = json.loads(find("grafana-dashboard").compile(board).text)["panels"]
    assert text in [one["title"] for one in panels]
