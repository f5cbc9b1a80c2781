"""The rule CFG-02, the JSON Schema and check_env read allowed values in one way."""

import json

import pytest
from jsonschema import Draft202012Validator

from specs.artefacts import Source, find
from specs.artefacts.parameters import parameters
from specs.environment import faults
from tests.readiness.papers import paper, titles
from tests.readiness.test_rules import parameter


def holding(kind, allowed, value):
    return paper(parameters=parameter(name="X", type=kind, allowed=allowed, default=value))


def verdicts(kind, allowed, value):
    """What the rule, the schema and check_env say."""
    document = holding(kind, allowed, value)
    source = Source(document)
    [one] = parameters(source)
    schema = Draft202012Validator(one.schema()).is_valid(one.typed(value))
    return titles(document, "CFG-02") == [], schema, not faults(f"X='{value}'\n", source)


@pytest.mark.parametrize(
    ("kind", "allowed", "good", "bad"),
    [
        ("int", ">= 1", "1", "0"),
        ("int", "at least 1", "1", "0"),
        ("int", "minimum 1", "1", "0"),
        ("int", "> 0", "1", "0"),
        ("int", "more than 0", "1", "0"),
        ("int", "between 1 and 100", "100", "101"),
        ("int", "max 100", "100", "101"),
        ("int", "up to 100", "100", "101"),
        ("int", "<= 100", "100", "101"),
        ("int", "< 100", "99", "100"),
        ("int", "below 100", "99", "100"),
        ("int", "1, 2 or 4", "4", "3"),
        ("float", "0.0-1.0", "1", "1.5"),
        ("float", "0.5 | 1", "1.0", "2"),
        ("bool", "true, false", "yes", "maybe"),
        ("bool", "true or on", "yes", "no"),
        ("string", "json, text", "text", "xml"),
        ("string", "`json` or `text`", "text", "xml"),
        ("enum", "debug, info", "info", "INFO"),
        ("string", "/[a-z]+/", "abc", "ABC"),
    ],
)
def test_all_three_take_what_is_allowed_and_refuse_what_is_not(kind, allowed, good, bad):
    assert verdicts(kind, allowed, good) == (True, True, True)
    assert verdicts(kind, allowed, bad) == (False, False, False)


@pytest.mark.parametrize(
    ("kind", "allowed", "good", "bad"),
    [
        ("duration", "1s-10s", "10s", "30s"),
        ("duration", "up to 10s", "500ms", "11s"),
        ("size", "1MB-512MB", "64MB", "2GB"),
        ("int", "/[1-5]/", "5", "6"),
    ],
)
def test_what_a_schema_cannot_say_is_listed_and_asked_by_the_others(kind, allowed, good, bad):
    assert verdicts(kind, allowed, good) == (True, True, True)
    assert verdicts(kind, allowed, bad) == (False, True, False)
    compiled = find("configuration-schema").compile(Source(holding(kind, allowed, good)))
    [omission] = compiled.omissions
    assert omission.what == "X" and allowed in omission.why
    assert omission.address == "parameter.parame1.allowed"


@pytest.mark.parametrize(
    ("kind", "allowed"),
    [("int", "1-5"), ("string", "/[a-z]/"), ("int", "positive integer"), ("string", "any")],
)
def test_what_a_schema_says_is_not_listed(kind, allowed):
    compiled = find("configuration-schema").compile(Source(holding(kind, allowed, "")))
    assert compiled.omissions == ()


@pytest.mark.parametrize(
    ("kind", "allowed", "value"),
    [
        ("int", "positive integer", "7"),
        ("int", "max 100 items", "101"),
        ("enum", "json, plain text", "xml"),
        ("enum", "one of: json, text", "xml"),
        ("string", "lowercase", "x"),
        ("duration", "1s, 5s", "3s"),
        ("bool", "true, maybe", "false"),
        ("int", "1-x", "9"),
    ],
)
def test_words_in_other_forms_allow_everything(kind, allowed, value):
    assert verdicts(kind, allowed, value) == (True, True, True)


def test_thousands_are_written_as_programs_read_them():
    source = Source(holding("int", "1-10000", "5,000"))
    assert titles(source.document, "CFG-02") == []
    example = find("env-example").compile(source).text
    assert "X=5000\n" in example
    assert faults(example, source) == []
    schema = json.loads(find("configuration-schema").compile(source).text)
    assert schema["properties"]["X"]["default"] == 5000
