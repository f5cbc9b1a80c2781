"""Every shape with a lens to test it by and the values it must carry."""

from specs.blocks.acts import Acts
from specs.blocks.architecture import Architecture
from specs.blocks.bullets import Bullets
from specs.blocks.code import Code, CodeOf
from specs.blocks.compared import Compared
from specs.blocks.entries import Entries
from specs.blocks.env import Env
from specs.blocks.excusable import Excusable
from specs.blocks.fact_table import FactRow, FactTable
from specs.blocks.facts import Fact, Facts
from specs.blocks.grouped import Grouped
from specs.blocks.headed import Headed
from specs.blocks.listed import Listed
from specs.blocks.matrix import Matrix
from specs.blocks.named import Named
from specs.blocks.parts import Parts
from specs.blocks.phases import Phases
from specs.blocks.pipeline import Pipeline
from specs.blocks.prose import Line, Prose, Ticked
from specs.blocks.repeated import Repeated
from specs.blocks.steps import Steps
from specs.blocks.table import Column, Table
from specs.blocks.tree import Tree
from specs.markdown.tidy import tidy

from .hostile import st, texts

T = texts()
some = st.fixed_dictionaries


def rows(*fields, size=4):
    return st.lists(some(dict.fromkeys(fields, T)), max_size=size)


code = some({"text": T, "language": st.one_of(st.sampled_from(["", "bash", "json"]), T)})
STEP = ("text", "command", "language", "expected", "condition", "goto")
step = some({field: st.one_of(st.just(""), T) for field in STEP})
steps = st.lists(step, max_size=4)
PHASES = ("Pre-deployment", "Deployment", "Post-deployment")
ACTS = ("Diagnosis", "Resolution", "Verification")

FACTS = Facts(
    (
        Fact("Label", "a"),
        Fact("RTO", "b", Prose(), gloss=" (Recovery Time Objective)"),
        Fact("Condition", "c", Prose(), always=False),
        Fact("Items", "d", Bullets()),
        Fact("Code", "e", Code()),
        Fact("How", "f", Steps()),
        Fact("Never", "g", Bullets(), gloss=" log"),
        Fact("Query", "h", CodeOf("promql"), always=False),
        Fact("Ticked", "i", Ticked()),
        Fact(
            "Group", "j", Excusable(Table((Column("Stage", "name"), Column("Q", "q", code=True))))
        ),
    )
)
facts = some(
    {
        **dict.fromkeys("abcdghi", T),
        "e": code,
        "f": steps,
        "j": some({"excused": T, "value": rows("name", "q", size=2)}),
    }
)
ALERT = Facts(
    (
        Fact("Condition", "condition", Prose()),
        Fact("Severity", "severity"),
        Fact("Expression", "expr", CodeOf("promql"), always=False),
        Fact("Sample", "sample", Code(), always=False),
        Fact("Labels", "labels", Bullets(), always=False),
        Fact("Plan", "plan", Steps(), always=False),
        Fact("Success", "", Parts((("Status code", "status"), ("response time", "time")), ", ")),
        Fact("Gone", "gone", Excusable(Bullets()), always=False),
    ),
    bullet=True,
)
alert = some(
    {
        **dict.fromkeys(("name", "condition", "severity", "expr", "labels", "status", "time"), T),
        "sample": code,
        "plan": st.lists(step, max_size=2),
        "gone": some({"excused": T, "value": T}),
    }
)
STAGE = Table(
    (
        Column("Stage", "name"),
        Column("Trigger", "trigger"),
        Column("Query", "query", code=True, always=False),
        Column("Extra", "extra", always=False),
    )
)
STAGES = ("name", "trigger", "query", "extra")
COMPONENT = Table(
    (
        Column("Component", "name"),
        Column("Technology", "technology"),
        Column("Talks To", "talks_to"),
    )
)
SECRETS = ("name", "stored", "injected", "rotated")
SECRET = Named(
    "name", Parts((("stored:", "stored"), ("injected:", "injected"), ("rotated:", "rotated")))
)
SERVICE = Named("name", Parts((("", "impact"), ("kind:", "kind"), ("promised:", "promised"))))
RELATED = Named("category", Parts((("", "path"),), code=("path",)))
CANARY = Parts((("", "percent"), ("after", "wait")), gap=" ")
COMMAND = Parts((("", "command"), ("expected time", "time")), ", ", code=("command",))
SUCCESS = Parts((("Status code", "status"), ("response time", "time")), ", ")
MATRIX = Matrix(
    (("Purpose", "purpose", True), ("Data", "data", True), ("Kind", "kind", False)),
    Facts(
        (
            Fact("Method", "method"),
            Fact("Create", "create", Prose()),
            Fact("Script", "script", Code()),
        ),
        bullet=True,
    ),
)
environment = some(
    {**dict.fromkeys(("name", "purpose", "data", "kind", "method", "create"), T), "script": code}
)
RUNBOOK = Entries(
    "Runbook",
    "name",
    Facts(
        (
            Fact("When to use", "when", Prose()),
            Fact("Steps", "steps", Acts(ACTS, "Resolution")),
            Fact("Escalation", "esc", Prose(), always=False),
        )
    ),
    level=3,
)
runbook = some(
    {**dict.fromkeys(("name", "when", "esc"), T), "steps": some(dict.fromkeys(ACTS, steps))}
)
SCENARIO = Entries(
    "Scenario",
    "name",
    Facts((Fact("Procedure", "steps", Steps()), Fact("Expected time", "time"), Fact("Owner", "o"))),
)
scenario = some({"name": T, "steps": steps, "time": T, "o": T})
ROLLOUT = FactTable(
    ("Strategy", "Specification"),
    (
        FactRow.of("Method", "method"),
        FactRow("Canary %", (("canary", Listed(CANARY)),)),
        FactRow("Health check", (("", SUCCESS),), always=False),
        FactRow("Auto-rollback", (("triggers", Listed(Compared("metric", "condition"))),)),
        FactRow("Manual rollback", (("", COMMAND),)),
    ),
)
ROLLOUT_VALUES = {
    **dict.fromkeys(("method", "status", "time", "command"), T),
    "canary": rows("percent", "wait"),
    "triggers": rows("metric", "condition"),
}
OBJECTIVES = FactTable(
    ("Metric", "Target", "How Achieved"),
    (
        FactRow.of("RTO", "rto", "rto_how"),
        FactRow("RPO", (("rpo", Line()), ("how", Ticked())), gloss=" (Recovery Point Objective)"),
        FactRow.of("Other", "other", "more"),
    ),
)
KINDS = ("System", "Application", "Business", "AI-Specific")
GROUPED = Grouped(STAGE, "kind", "Metrics", KINDS)
kinds = st.one_of(st.sampled_from([*KINDS, ""]), T)
grouped = some(
    {
        "rows": st.lists(some({**dict.fromkeys(STAGES, T), "kind": kinds}), max_size=4),
        "excused": st.dictionaries(kinds.map(tidy), T.map(lambda text: text + "."), max_size=2),
    }
)
HEALTH = Repeated(
    Facts(
        (
            Fact("Endpoint", "endpoint", Ticked()),
            Fact("Check Frequency", "frequency"),
            Fact("Success Criteria", "", SUCCESS),
            Fact("Kind", "kind", Prose(), always=False),
        )
    )
)
PII = Headed(
    (
        ("Logging Levels", "levels", STAGE),
        (
            "PII in Logs",
            "",
            Facts(
                (
                    Fact("Never", "never", Bullets(), gloss=" log"),
                    Fact("Mask", "mask", Named("what", Parts((("", "how"), ("scope:", "scope"))))),
                ),
                bullet=True,
            ),
        ),
    )
)
pii = some({"levels": rows(*STAGES, size=2), "never": T, "mask": rows("what", "how", "scope")})
paths = texts("/", "a/b", "conf/", "c/x")

# name: lens, values, the labels around it
SHAPES = {
    "prose": (Prose(), T, FACTS.labels),
    "line": (Line(), T, ()),
    "ticked": (Ticked(), T, ()),
    "facts": (FACTS, facts, ()),
    "bullets": (Bullets(), T, FACTS.labels),
    "steps": (Steps(), st.lists(step, max_size=13), ()),
    "phases": (Phases(PHASES), some(dict.fromkeys(PHASES, steps)), ()),
    "table": (STAGE, rows(*STAGES), ()),
    "entries": (Entries("Alert", "name", ALERT), st.lists(alert, max_size=3), ()),
    "runbooks": (RUNBOOK, st.lists(runbook, max_size=2), ()),
    "scenarios": (SCENARIO, st.lists(scenario, max_size=2), ()),
    "secrets": (SECRET, rows(*SECRETS), ()),
    "services": (SERVICE, rows("name", "impact", "kind", "promised"), ()),
    "related": (RELATED, rows("category", "path"), ()),
    "parts": (SUCCESS, some({"status": T, "time": T}), ()),
    "canary": (Listed(CANARY), rows("percent", "wait"), ()),
    "triggers": (Listed(Compared("metric", "condition")), rows("metric", "condition"), ()),
    "command": (COMMAND, some({"command": T, "time": T}), ()),
    "code": (Code("json"), code, ()),
    "promql": (CodeOf("promql"), T, ()),
    "tree": (
        Tree(),
        st.lists(some({"path": paths, "purpose": T, "environment": T}), max_size=5),
        (),
    ),
    "env": (Env(), rows("name", "value", "comment"), ()),
    "pipeline": (Pipeline(STAGE), rows(*STAGES), ()),
    "architecture": (
        Architecture(COMPONENT),
        some({"components": rows("name", "technology", "talks_to", size=3), "topology": code}),
        (),
    ),
    "matrix": (MATRIX, st.lists(environment, max_size=3), ()),
    "rollout": (ROLLOUT, some(ROLLOUT_VALUES), ()),
    "objectives": (
        OBJECTIVES,
        some(dict.fromkeys(("rto", "rto_how", "rpo", "how", "other", "more"), T)),
        (),
    ),
    "metrics": (GROUPED, grouped, ()),
    "health": (
        HEALTH,
        rows("endpoint", "frequency", "kind", "status", "time"),
        (),
    ),
    "headed": (PII, pii, ()),
    "excusable": (Excusable(Prose()), some({"excused": T, "value": T}), FACTS.labels),
}
