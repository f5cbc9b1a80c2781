"""`manage.py check_env`: a real environment file beside what the specification allows."""

from __future__ import annotations

import pytest
from django.core.management import CommandError, call_command

from specs.artefacts import Source, find
from specs.artefacts.configuration import quoted
from specs.environment import faults
from specs.importers.formats.dotenv import assignments
from specs.models import Spec
from tests.blocks.hostile import given, texts
from tests.samples import CHECKOUT, DEMO

SOURCE = Source(CHECKOUT)


def filled():
    """The compiled example with something in each required variable."""
    text = find("env-example").compile(SOURCE).text
    for name in ("DATABASE_URL", "REDIS_URL", "RABBITMQ_URL", "PROVIDER_API_KEY", "EMAIL_API_KEY"):
        text = text.replace(f"\n{name}=\n", f"\n{name}=amqps://filled\n")
    return text


def told(text):
    return [f"{one.name} {one.why}" for one in faults(text, SOURCE)]


def test_the_compiled_example_fits_once_its_secrets_are_filled():
    assert told(filled()) == []


def test_every_required_variable_without_a_value_is_told():
    empty = told(find("env-example").compile(SOURCE).text)
    required = [
        row["name"]
        for row in CHECKOUT["sections"]["parameters"]["parameter"]
        if row["required"] == "Yes" and row["sensitive"] == "Yes"
    ]
    assert [one.split()[0] for one in empty] == sorted(
        required, key=[o.split()[0] for o in empty].index
    )
    assert all("required and has no value" in one for one in empty)


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("PROVIDER_MAX_RETRIES=6", "has “6”, which is not allowed: 0-5."),
        ("PROVIDER_MAX_RETRIES=two", "has “two”, which is not allowed"),
        ("PROVIDER_WEBHOOK_KEY_ID=whk-26", "which is not allowed"),
        ("PROVIDER_TIMEOUT=11s", "has “11s”, which is not allowed: From 1s to 10s."),
        ("PROVIDER_TIMEOUT=999 ms", "which is not allowed: From 1s to 10s."),
        ("NEW_THING=1", "is not in the specification."),
        ("PROVIDER_API_URL=", "is required and has no value."),
    ],
)
def test_what_does_not_fit_is_told_with_its_line(line, why):
    name = line.partition("=")[0]
    text = "".join(one for one in filled().splitlines(True) if not one.startswith(f"{name}="))
    found = faults(f"{line}\n{text}", SOURCE)
    assert [(one.line, one.name) for one in found] == [(1, name)]
    assert why in found[0].why


@pytest.mark.parametrize("value", ["1s", "10s", "10000ms"])
def test_a_length_at_the_bounds_fits(value):
    before = [one for one in filled().splitlines(True) if not one.startswith("PROVIDER_TIMEOUT=")]
    assert told("".join([*before, f"PROVIDER_TIMEOUT={value}\n"])) == []


def test_a_missing_one_and_a_second_one_are_told():
    text = "".join(
        one for one in filled().splitlines(True) if not one.startswith("PROVIDER_API_URL=")
    )
    assert told(text) == ["PROVIDER_API_URL is required and missing."]
    again = told(f"{filled()}REDIS_URL=amqps://other\n")
    assert again[0].startswith("REDIS_URL is set again; line ")


def test_a_sensitive_value_is_never_repeated():
    text = filled().replace("REDIS_URL=amqps://filled", "REDIS_URL=hunter2 is no address")
    assert told(text) == ["REDIS_URL has its value, which is not allowed: Valid rediss URI."]


@given(texts())
def test_a_quoted_value_is_read_as_it_was(text):
    text = text.replace("\x00", "")
    lines = [
        one
        for one in ("\v", "\f", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029")
        if one in text
    ]
    if lines or "\\" in text:
        return
    assert [value for _, value, _ in assignments(f"X={quoted(text)}\n")] == [text]


def test_the_command_takes_a_file_or_a_guid(tmp_path, capsys, db, payments, alice, rita):
    file = tmp_path / ".env"
    file.write_text(filled())
    call_command("check_env", str(file), spec=str(DEMO))
    assert "as the specification says" in capsys.readouterr().out
    spec = Spec.start(payments, alice, "Checkout API", CHECKOUT)
    with pytest.raises(CommandError, match="no approved specification"):
        call_command("check_env", str(file), spec=spec.guid)
    spec.submit(alice, reason="for the test")
    spec.approve(rita)
    file.write_text("PROVIDER_MAX_RETRIES=9\n")
    with pytest.raises(SystemExit) as ended:
        call_command("check_env", str(file), spec=spec.guid)
    assert ended.value.code == 1
    assert f"{file}:1: PROVIDER_MAX_RETRIES has “9”" in capsys.readouterr().out
