"""What is right stops nobody, and what is wrong is told, one small step apart."""

import pytest

from specs import reader
from tests.readiness.papers import found, paper, titles
from tests.readiness.test_more_rules import environments
from tests.readiness.test_rules import STORE, backup, canary, drawn, limits, recovery
from tests.test_lint import DEMO

API = {"name": "API", "kind": "service", "workload_kind": "Deployment"}


def sample(text):
    return paper(logging={"format": text})


def allowed(text):
    return paper(logging={"allowed": text})


def says(text):
    return paper(overview={"overview": text})


def held(text):
    return paper(environments=environments(text))


def kept(method, frequency="Daily"):
    plan = backup(method=method, frequency=frequency)
    return drawn(STORE, backup_strategy=plan, **recovery("1 h"))


def sized(**given):
    return drawn(API, resource_limits=limits(**given))


LOST = ["RPO 5 min but backups daily"]
REAL = ["Staging holds real production data"]
TINY = "512m of memory is less than a byte"

EXACTLY = [
    ("DEP-03", paper(rollout=canary("10%", "50% → 100%")),
     ["Canary step 50% → 100% is more than one share"]),
    ("DEP-03", paper(rollout=canary("10% of the users", "100%")), []),
    ("DEP-03", paper(rollout=canary("ten", "100%")), []),
    ("LOG-01", sample('{"tokens": 512, "max_tokens": 4096, "password": true}'), []),
    ("LOG-01", sample('{"tokens": "abc"}'), ["Never log tokens"]),
    ("LOG-01", sample('{"token": 512}'), ["Never log token"]),
    ("LOG-01", sample('{"user_password": "x"}'), ["Never log user_password"]),
    ("LOG-01", sample('{"userPassword": "x"}'), ["Never log userpassword"]),
    ("LOG-01", sample('{"authorization": "Bearer x"}'), ["Never log authorization"]),
    ("LOG-01", sample('{"jwt": "x", "card_pan": 4111}'), ["Never log jwt", "Never log card_pan"]),
    ("LOG-01", sample('{"password": "***", "api_key": "[redacted]"}'), []),
    ("LOG-01", sample('{"password":'), ["Never log password"]),
    ("LOG-01", sample('{"next_page_token": "x", "score_card": "x", "password_reset": "x"}'), []),
    ("LOG-01", sample("ts=1 password=hunter2 card=4111"), ["Never log password", "Never log card"]),
    ("LOG-01", sample("ts=1 tokens=512 cards=2"), []),
    ("LOG-01", allowed("token counts, the number of tokens, order IDs, password hashes"), []),
    ("LOG-01", allowed("access token ids"), []),
    ("LOG-01", allowed("card numbers"), ["Never log card numbers"]),
    ("GEN-02", paper(header={"version": "1.3.0-rc.1"}), []),
    ("GEN-02", paper(header={"version": "1.3.0+b"}), []),
    ("GEN-02", paper(header={"version": "01.3.0"}), ["The version is no semantic version"]),
    ("GEN-01", says("TODO list service"), []),
    ("GEN-01", says("A TODO: later"), ["Placeholder left in Overview: TODO"]),
    ("GEN-01", says("todo: later"), ["Placeholder left in Overview: todo"]),
    ("GEN-01", says("todo later"), []),
    ("GEN-01", says("tbd"), ["Placeholder left in Overview: tbd"]),
    ("GEN-01", says("To do"), ["Placeholder left in Overview: To do"]),
    ("GEN-01", says("To be determined."), ["Placeholder left in Overview: To be determined."]),
    ("GEN-01", says("There is much to do"), []),
    ("SCL-02", sized(memory_request="512m", memory_limit="1Mi"), [TINY]),
    ("SCL-02", sized(memory_request="1000m", memory_limit="1Mi"),
     ["1000m of memory is 1 bytes"]),
    ("SCL-02", sized(memory_request="0m", memory_limit="1Mi"),
     ["0m of memory is less than a byte"]),
    ("SCL-02", sized(memory_request="512000m", memory_limit="1Mi"),
     ["512000m of memory is 512 bytes"]),
    ("SCL-02", sized(memory_request="999999999m", memory_limit="1Mi"),
     ["999999999m of memory is 999999.999 bytes"]),
    ("SCL-02", sized(memory_request="1000000000m", memory_limit="1Mi"), []),
    ("SCL-02", sized(memory_request="-512m", memory_limit="1Mi"), []),
    ("SCL-01", sized(cpu_request="0.0005"), ["0.0005 is finer than 1m of a CPU"]),
    ("SCL-01", sized(cpu_request="0.001"), []),
    ("SCL-01", sized(cpu_request="-500m"), ["-500m is less than nothing"]),
    ("SCL-01", sized(cpu_request="0"), []),
    ("SCL-01", sized(memory_request="-1Mi"), ["-1Mi is less than nothing"]),
    ("SCL-01", sized(memory_request="-1n"), ["-1n is less than nothing"]),
    ("SCL-01", sized(memory_request="500m"), []),
    ("ENV-02", held("Real customer data, not anonymized"), REAL),
    ("ENV-02", held("Production copy without masking"), REAL),
    ("ENV-02", held("Unmasked production data"), REAL),
    ("ENV-02", held("Full dump of prod"), REAL),
    ("ENV-02", held("Production clone, masked"), []),
    ("ENV-02", held("No production data"), []),
    ("ENV-02", held("Seed data, not anonymized"), []),
    ("BCK-02", kept("Snapshot, replicated to eu-west-1"), LOST),
    ("BCK-02", kept("Snapshot replication"), LOST),
    ("BCK-02", kept("pg_dump without WAL", "Every 6 hours"),
     ["RPO 5 min but backups every 6 hours"]),
    ("BCK-02", kept("Snapshots", "6 h"), ["RPO 5 min but backups every 6 h"]),
    ("BCK-02", kept("No replication, full dump"), LOST),
    ("BCK-02", kept("Streaming replication, and a dump"), []),
    ("BCK-02", kept("Not only WAL, also dumps"), []),
    ("BCK-02", kept("Base backup and WAL archive"), []),
    ("BCK-02", kept("Snapshots", "Daily + WAL streaming"), []),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "document", "told"), EXACTLY)
def test_a_rule_says_exactly_this(rule, document, told):
    assert titles(document, rule) == told


@pytest.mark.parametrize(
    "written",
    ["10% → 50% → 100%", "10% -> 50% -> 100%", "10% then 50% then 100%", "10%, 50%, 100%"],
)
def test_a_canary_reads_as_the_guide_writes_it(written):
    text = DEMO.read_text().replace("10%; 50% after 15 min; 100% after 15 min", written)
    document = reader.read(text).document
    steps = document["sections"]["rollout"]["canary_step"]
    assert [row["percent"] for row in steps] == ["10%", "50%", "100%"]
    assert titles(document, "DEP-03") == []


def test_several_shares_in_one_step_are_a_warning_at_that_step():
    (one,) = found(paper(rollout=canary("10%", "50% → 100%")), "DEP-03")
    assert (one.severity, one.address) == ("warning", "canary_step.canary2.percent")
    assert one.value != found(paper(rollout=canary("10%", "50% -> 100%")), "DEP-03")[0].value


def test_the_header_is_told_at_its_cells():
    wrong = paper(header={"guid": "x", "version": "1", "status": "Done"})
    assert [one.address for one in found(wrong, "GEN-02")] == [
        f"header.-.{name}" for name in ("guid", "version", "status")
    ]


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"memory_request": "512m"}, "Write 512M or 512Mi."),
        ({"memory_request": "999m"}, "Write 999M or 999Mi."),
        ({"memory_request": "512000m"}, "An m is a thousandth: write M or Mi, for example 512Mi."),
    ],
)
def test_what_may_be_meant_by_so_little_memory(given, says):
    (one,) = found(sized(**given), "SCL-02")
    assert one.sentence == says


def test_a_size_that_the_cluster_refuses_blocks_only_where_kubernetes_reads_it():
    (one,) = found(sized(cpu_request="-1"), "SCL-01")
    assert one.severity == "blocker"
    elsewhere = drawn({"name": "API", "kind": "service"}, resource_limits=limits(cpu_request="-1"))
    assert [each.severity for each in found(elsewhere, "SCL-01")] == ["warning"]
