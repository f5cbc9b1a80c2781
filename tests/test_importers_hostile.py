"""Importers against files nobody should have: every one ends, without an error and without a secret."""

import json
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from specs import store
from specs.importers.applying import applied
from specs.importers.intake import LARGEST, MOST_FILES, read_files
from specs.importers.plan import plan
from specs.importers.reading import Reading
from specs.importers.secrets import looks_secret, without_secrets
from tests.services import SHARED

CORPUS = SHARED / "corpus"
NAMES = (
    ".env",
    ".env.example",
    "compose.yml",
    "rules.yml",
    "slo.yaml",
    "catalog-info.yaml",
    "k8s.yaml",
    "spec.md",
)
BEGINNINGS = (
    "", "services:\n", "groups:\n- name: a\n  rules:\n", "apiVersion: openslo/v1\nkind: SLO\n", "A=1\n",
    "apiVersion: backstage.io/v1alpha1\nkind: Component\n", "apiVersion: v1\nkind: Deployment\nspec: ", "## Overview\n",
    "version: prometheus/v1\nslos:\n", "apiVersion: pyrra.dev/v1\nkind: ServiceLevelObjective\n",
    '{"title": "a", "panels": [',
)  # fmt: skip
WORDS = st.sampled_from([
    "services:", "  api:", "    image: a", "environment:", "- A=b", "groups:", "rules:", "- alert: X", "expr: a > 1",
    "kind: SLO", "spec:", "&a", "*a", "<<: *a", "[", "]", "{", "}", "'", '"', "\t", "- ", ": ", "|", ">", "#", "%",
    "!!python/object:os.system", "A=1", "export B='", "é", "\x00", "\u2028", "---", "${X:-y}", "## Monitoring",
])  # fmt: skip
BOMB = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{new}: &{new} [{','.join([f'*{old}'] * 9)}]\n"
    for old, new in zip("abcdefgh", "bcdefghi", strict=True)
)
SECRETS = {
    "SMTP_PASSWORD": "hunter2", "API_KEY": "abc", "DATABASE_URL": "postgres://u:hunter2@db/x", "X": "ghp_" + "a1B2" * 9,
    "PUSH_SIGNING_KEY": "0f" * 16, "Y": "wJalrXUtnFEMI/K7MDENG/bPxRfiCYzEXAMPLE",
    "JWT": "eyJhbGciOiJI.eyJzdWIiOiIx.SflKxwRJ",
    "CERT": "-----BEGIN RSA PRIVATE KEY----- abc", "REDIS_PASS": "${REDIS_PASS:-hunter2}", "appSecret": "12345",
}  # fmt: skip
HARMLESS = {
    "MAX_TOKENS_PER_MESSAGE": "4096", "LOG_LEVEL": "info", "DB_PASSWORD_FILE": "/run/secrets/db",
    "SMTP_PASSWORD": "${SMTP_PASSWORD}",
    "IMAGE": "docker.io/netbox/netbox:v4.1-3.0.2", "HOST": "checkout-api.payments.svc.cluster.local",
    "URL": "https://shop.example/a/b",
    "DOCKERFILE": "./src/accounting/Dockerfile", "TOKEN_TTL": "30m", "SECRET_ROTATION_DAYS": "90",
    "PUBLIC_KEY_URL": "https://a.b/c",
}  # fmt: skip


def files():
    found = sorted(path for path in CORPUS.glob("*/*") if path.is_file())
    return found or [CORPUS]  # a test without parameters would be skipped; it is left out


def used(reading):
    """What the wizard does with a reading: store it, load it, plan it, apply it."""
    again = Reading.from_json(json.loads(json.dumps(reading.as_json())))
    document = store.standing("0" * 12)
    made, _ = applied(document, plan(document, again, {}))
    parts = plan(made, again, {})
    return [item for part in parts if part.ticked for item in part.items if item.kind == "new"]


@pytest.mark.shared("corpus")
@pytest.mark.parametrize("path", files(), ids=lambda path: path.name[-50:])
def test_every_real_file_is_read_or_refused_and_reads_the_same_after_the_import(path):
    reading = read_files([(path.name, path.read_bytes())])
    (file,) = reading.files
    assert file.fault or file.format
    assert used(reading) == []


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(NAMES),
    st.sampled_from(BEGINNINGS),
    st.lists(WORDS, max_size=30),
    st.sampled_from(["\n", " ", "\n  ", "\n    "]),
)
def test_no_text_breaks_an_importer(name, beginning, words, between):
    used(read_files([(name, (beginning + between.join(words)).encode(errors="replace"))]))


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(NAMES), st.binary(max_size=300))
def test_no_bytes_break_an_importer(name, content):
    read_files([(name, content)])


@pytest.mark.parametrize("text", [
    BOMB + "services: *i", "services: " + "[" * 5000,
    "services:\n" + "".join(f"{'  ' * n}a{n}:\n" for n in range(1, 200)),
    "services: &a [*a]", "services:\n  a: &x\n    <<: *x", "groups:\n- rules: " + "x" * 1_500_000,
    "A=" + "'" * 100_000 + "\n" * 100_000,
    "services:\n" + "  a: {image: b}\n" * 60_000, "## Overview\n" + "eyJ-" * 300_000, "A=" + "a" * 1_500_000,
    "A=b\n" * 200_000, "# a b\n" * 200_000 + "A=b",
    "services:\n" + "".join(f"  a{n}:\n    environment: [A=b]\n" for n in range(9_000)),
], ids=["bomb", "tower", "deep", "circle", "merged circle", "long", "quotes", "many", "markdown",
    "value", "variables", "comments", "services"])  # fmt: skip
def test_a_file_made_to_hurt_ends_soon(text):
    began = time.process_time()
    for name in (".env", "compose.yml", "spec.md"):
        read_files([(name, text.encode())])
    assert time.process_time() - began < 20


def test_a_bomb_is_refused_in_words():
    assert (
        "more than can be read"
        in read_files([("compose.yml", (BOMB + "services: *i").encode())]).files[0].fault
    )


@pytest.mark.parametrize(("content", "words"), [
    (b"x" * (LARGEST + 1), "larger than 2 MB"), (None, "larger than 2 MB"), (b"\xff\xfe\x00", "no text in UTF-8"),
    (b"  \n", "empty"), (b"just words", "does not know this kind"), (b"services:\n  a: [", "Line 3: This is no YAML"),
])  # fmt: skip
def test_what_cannot_be_read_is_said_beside_the_file(content, words):
    assert words in read_files([("thing.yml", content)]).files[0].fault


def test_one_bad_file_does_not_stop_the_others():
    reading = read_files([("bad.yml", b"services: ["), (".env", b"A=1")])
    assert reading.files[0].fault and not reading.files[1].fault and reading.entries


def test_the_twenty_first_file_is_not_read():
    reading = read_files([(f"{at}.env", b"A=1") for at in range(MOST_FILES + 1)])
    assert [bool(file.fault) for file in reading.files] == [False] * MOST_FILES + [True]


@pytest.mark.parametrize(("name", "value"), SECRETS.items())
def test_a_secret_is_known_by_its_name_its_shape_or_its_randomness(name, value):
    assert looks_secret(name, value)


@pytest.mark.parametrize(("name", "value"), HARMLESS.items())
def test_a_near_miss_stays_quiet(name, value):
    assert not looks_secret(name, value)


@pytest.mark.parametrize("shape", [
    "{name}={value}", "export {name}='{value}'", 'services:\n  a:\n    environment:\n      {name}: "{value}"',
    'services:\n  a:\n    environment: ["{name}={value}"]\n    command: run --password={value}',
    "apiVersion: v1\nkind: Secret\nmetadata: {{name: s}}\nstringData:\n  {name}: {value}",
    "apiVersion: v1\nkind: ConfigMap\ndata:\n  {name}: '{value}'",
])  # fmt: skip
@pytest.mark.parametrize("name", SECRETS)
def test_no_part_of_a_reading_holds_a_secret(shape, name):
    text = shape.format(name=name, value=SECRETS[name])
    for file in (".env", "compose.yml"):
        reading = read_files([(file, text.encode())])
        told = json.dumps(reading.as_json()) + repr(reading)
        assert SECRETS[name] not in told and "hunter2" not in told
        assert reading.removed or not reading.entries


@pytest.mark.parametrize("text", [
    "password: hunter2", "run --token hunter2", "redis-server --requirepass hunter2",
    "curl -H 'Authorization: Bearer hunter2'",
    "postgres://u:hunter2@db/x", 'API_KEY="hunter2"', "DB_PASSWORD=${DB_PASSWORD:-hunter2}",
])  # fmt: skip
def test_secrets_in_prose_and_commands_are_taken_out(text):
    clean, count = without_secrets(f"Before {text} after")
    assert "hunter2" not in clean and count == 1
    reading = read_files([("spec.md", f"## Overview\n\n{text}\n".encode())])
    assert "hunter2" not in json.dumps(reading.as_json())


@pytest.mark.parametrize(
    "text",
    [
        "The token: expired",
        "kubectl get secret db",
        'x{secret="db"} > 1',
        "Password rotation is yearly.",
    ],
)
def test_words_about_secrets_stay(text):
    assert without_secrets(text, code="{" in text) == (text, 0)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("rules.yml", 'groups:\n- name: a\n  rules:\n  - alert: "X\\0"\n    expr: a > 1\n'
                      '    labels: {"sever\\0ity": "page\\0"}\n    annotations: {"we\\0ird": "x\\0"}\n'),
        ("compose.yml", 'services:\n  "a\\0pi":\n    environment: {"PASS\\0WORD": "hunter2", "A\\0": "b"}\n'),
        ("dashboard.json", '{"title": "a\\u0000", "panels": [{"title": "b\\u0000", "type": "x\\u0000"}]}'),
    ],
)  # fmt: skip
def test_a_nul_in_any_name_of_a_file_is_kept_from_the_database(name, text):
    found = read_files([(name, text.encode())])
    assert found.entries, [file.fault for file in found.files]
    assert "\\u0000" not in json.dumps(found.as_json())
