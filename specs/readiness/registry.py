"""Every parameter is described, and everything used is one: CFG-01, CFG-07."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..documents import Finding
from ..fields import Code
from .everything import written
from .look import Look, place
from .rule import Rule

PARTS = {
    "type": "type",
    "required": "whether it is required",
    "description": "description",
    "sensitive": "whether it is sensitive",
}
USED = re.compile(r"\$(?:\{([A-Z][A-Z0-9_]{2,})(?:[:\-}]|\})|([A-Z][A-Z0-9_]{2,})\b)")
SET = re.compile(r"(?:^|[;&|\s])(?:export\s+)?([A-Z][A-Z0-9_]{2,})=", re.MULTILINE)
LOCAL = re.compile(
    r"\bfor\s+([A-Z][A-Z0-9_]{2,})\s+in\b|\bread\s+(?:-\w+\s+)*([A-Z][A-Z0-9_]{2,})\b"
)
SHELL = frozenset(
    {
        *("HOME", "PATH", "USER", "PWD", "HOSTNAME", "SHELL", "RANDOM", "SECONDS", "TMPDIR"),
        *("KUBECONFIG", "EDITOR", "LANG", "AWS_PROFILE"),
    }
)


class Described(Rule):
    """A parameter lacks its type, its description, or whether it is required or sensitive."""

    id, severity, about = "CFG-01", "blocker", "parameters"
    title = "Every parameter is described"
    reason = "Every configurable parameter must be documented."
    source = "Seed 000: Every configurable parameter must be documented"

    def findings(self, look: Look) -> Iterator[Finding]:
        for row in look.rows("parameters"):
            for name, words in PARTS.items() if row["name"] else ():
                if not row[name]:
                    at = place("parameter", row["key"], name)
                    yield self.says(f"{row['name']}: {words} not stated", "Say it.", at)


class Known(Rule):
    """A variable is used that no parameter documents."""

    id, severity, about = "CFG-07", "warning", "parameters"
    title = "Variables in use are documented"
    reason = "A value that only a command knows is changed by whoever reads that command."
    source = "Seed 000: Every; seed 002: Environment Variables"

    def findings(self, look: Look) -> Iterator[Finding]:
        if not look.applies("parameters"):
            return
        known = {row["name"] for row in look.rows("parameters")} | SHELL
        known |= {row["name"] for row in look.rows("feature_flags")}
        for row in look.rows("env_variables"):
            if row["name"] and row["name"] not in known:
                at = place("env_variable", row["key"], "name")
                yield self._says(row["name"], at)
        known |= {row["name"] for row in look.rows("env_variables")}
        for address, cell, text, _ in written(look):
            if "$" not in text or not isinstance(cell, Code):
                continue
            own = {*SET.findall(text), *(one or other for one, other in LOCAL.findall(text))}
            used = {one or other for one, other in USED.findall(text)}
            for name in sorted(used - known - own):
                known.add(name)
                yield self._says(name, address)

    def _says(self, name: str, at: str) -> Finding:
        text = "Add it to the configuration parameters."
        return self.says(f"{name} is used but undocumented", text, at, name)
