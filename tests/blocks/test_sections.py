"""A whole section reads back: its excuse, its parts and its notes."""

import pytest

from specs.blocks.bullets import Bullets
from specs.blocks.env import Env
from specs.blocks.excusable import Excusable
from specs.blocks.facts import Fact, Facts
from specs.blocks.hierarchy import Hierarchy
from specs.blocks.phases import Phases
from specs.blocks.prose import Prose
from specs.blocks.sheet import Sheet
from specs.blocks.steps import Steps
from specs.documents import tidied

from . import shapes as s
from .hostile import given
from .shapes import T, rows, some

ROLLBACK = Facts(
    (
        Fact("Verification", "verification", Prose()),
        Fact("RTO", "rto", gloss=" (Recovery Time Objective)"),
        Fact("RPO", "rpo"),
    )
)
LOGGING = Facts(
    (
        Fact("Log Level", "level"),
        Fact("Format", "format", s.SHAPES["code"][0]),
        Fact("Important Events to Log", "events", Bullets()),
    )
)
CRITERIA = Facts((Fact("Rollback Criteria", "criteria", Bullets()),))
LABEL = Facts((Fact("Label", "label"),))
AIMS = dict.fromkeys(("verification", "rto", "rpo"), T)
excused = some({"excused": T, "value": T})

SHEETS = {
    "overview": (
        Sheet(("text", Prose()), LABEL),
        {"text": T, "label": T},
    ),
    "rollback": (
        Sheet(("steps", Steps()), ROLLBACK),
        {"steps": s.steps, "verification": T, "rto": T, "rpo": T},
    ),
    "alerts": (Sheet(rows=("alerts", s.SHAPES["entries"][0])), {"alerts": s.SHAPES["entries"][1]}),
    "logging": (
        Sheet(facts=LOGGING, rows=("", s.PII)),
        {
            "level": T,
            "format": s.code,
            "events": T,
            "levels": rows(*s.STAGES, size=2),
            "never": T,
            "mask": rows("what", "how", "scope", size=2),
        },
    ),
    "table": (Sheet(("rows", s.STAGE)), {"rows": rows(*s.STAGES)}),
    "tree": (Sheet(("rows", s.SHAPES["tree"][0])), {"rows": s.SHAPES["tree"][1]}),
    "env": (Sheet(("rows", Env())), {"rows": rows("name", "value", "comment")}),
    "hierarchy": (Sheet(("rows", Hierarchy())), {"rows": rows("name")}),
    "secrets": (Sheet(("rows", s.SECRET)), {"rows": rows(*s.SECRETS)}),
    "bullets": (
        Sheet(("rows", Bullets()), ROLLBACK),
        {"rows": T, **AIMS},
    ),
    "rollout": (Sheet(("", s.ROLLOUT)), s.ROLLOUT_VALUES),
    "metrics": (Sheet(rows=("metrics", s.GROUPED)), {"metrics": s.grouped}),
    "health": (Sheet(("rows", s.HEALTH)), {"rows": s.SHAPES["health"][1]}),
    "environments": (Sheet(rows=("rows", s.MATRIX)), {"rows": s.SHAPES["matrix"][1]}),
    "phases": (
        Sheet(("phases", Phases(s.PHASES)), CRITERIA),
        {"phases": s.SHAPES["phases"][1], "criteria": T},
    ),
    "architecture": (
        Sheet(("a", s.SHAPES["architecture"][0])),
        {"a": s.SHAPES["architecture"][1]},
    ),
    "disaster": (
        Sheet(facts=ROLLBACK, rows=("rows", Excusable(s.SCENARIO, "Scenarios"))),
        {
            **dict.fromkeys(("verification", "rto", "rpo"), T),
            "rows": some({"excused": T, "value": s.SHAPES["scenarios"][1]}),
        },
    ),
    "group": (
        Sheet(("items", Excusable(Bullets(), "Rows")), ROLLBACK),
        {"items": excused, **dict.fromkeys(("verification", "rto", "rpo"), T)},
    ),
}


@pytest.mark.parametrize("name", SHEETS)
def test_a_section_reads_back(name):
    sheet, values = SHEETS[name]

    @given(some({**values, "excused": T, "notes": T}))
    def law(value):
        value = tidied(value)
        lines = sheet.write(value)
        back, leftovers = sheet.read([line.rstrip(" \t") for line in lines])
        assert back == value, lines
        assert not any(leftovers), (lines, leftovers)
        assert sheet.write(back) == lines

    law()
