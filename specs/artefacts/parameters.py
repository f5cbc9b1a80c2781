"""The parameters of a specification with their types and allowed values understood."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from ..documents import Values
from ..quantities.allowed import Allowed, allowed
from ..quantities.setting import truth
from .base import Source

TYPES: dict[str, dict[str, Any]] = {
    "int": {"type": "integer"},
    "float": {"type": "number"},
    "bool": {"type": "boolean"},
    "url": {"type": "string", "format": "uri", "pattern": "^[A-Za-z][A-Za-z0-9+.-]*:\\S+$"},
    # Kubernetes' quantity grammar (apimachinery/pkg/api/resource/quantity.go), and what people write for bytes
    "size": {
        "type": "string",
        "pattern": "^[0-9]+(\\.[0-9]+)?\\s*([KMGTPE]i?B?|[kKmMgG][bB]?|B)?$",
    },
    "duration": {
        "type": "string",
        "pattern": "^[0-9]+(\\.[0-9]+)?\\s*[A-Za-zµ]*(\\s*[0-9]+[A-Za-z]+)*$",
    },
    "json": {},
}


@dataclass(frozen=True)
class Parameter:
    """One row of the registry."""

    row: Values

    @property
    def name(self) -> str:
        return str(self.row["name"]).strip()

    @property
    def sensitive(self) -> bool:
        return bool(self.row["sensitive"] == "Yes")

    @property
    def required(self) -> bool:
        return bool(self.row["required"] == "Yes")

    @property
    def value(self) -> str:
        """What production uses, else the default; never of a sensitive one."""
        return "" if self.sensitive else self._plain(self.row["production"] or self.row["default"])

    def _plain(self, text: str) -> str:
        """As a program reads it: 5,000 is 5000."""
        return re.sub("[,_]", "", text) if self.row["type"] in ("int", "float") else text

    def schema(self) -> dict[str, Any]:
        """A JSON Schema (2020-12) of its value: exactly what is allowed, as far as the row tells it."""
        found = dict(TYPES.get(self.row["type"], {"type": "string"})) | self._allowed()
        if said := self.row["description"]:
            found["description"] = said
        if self.sensitive:
            found["writeOnly"] = True
        elif self.row["default"]:
            found["default"] = self.typed(self._plain(self.row["default"]))
        return found

    @property
    def within(self) -> Allowed:
        """What is allowed, as the rule CFG-02 reads it."""
        return allowed(self.row["type"], self.row["allowed"])

    @property
    def unsaid(self) -> bool:
        """Whether a schema has no words for what is allowed: a range of durations, a pattern of numbers."""
        within = self.within
        return bool((within.pattern or within.bounded) and not self._allowed())

    def _allowed(self) -> dict[str, Any]:
        within, kind = self.within, self.row["type"]
        if within.pattern:
            counted = kind in ("int", "float", "bool")
            return {} if counted else {"pattern": f"^(?:{within.pattern})$"}
        if within.words:
            typed = [self.typed(word) for word in within.words]
            return {"enum": [one for at, one in enumerate(typed) if one not in typed[:at]]}
        return _bounds(within) if kind in ("int", "float") else {}

    def typed(self, text: str) -> Any:
        """A text as the type says; the text itself where it is no such value, for the schema to refuse."""
        kind = self.row["type"]
        try:
            if kind == "int":
                return int(text)
            if kind == "float":
                return float(text)
            if kind == "json":
                return json.loads(text)
        except ValueError:
            return text
        switch = truth(text) if kind == "bool" else None
        return text if switch is None else switch


def _bounds(within: Allowed) -> dict[str, Any]:
    """`1-100`, `>= 1`, `more than 0`."""
    found = {}
    if within.low is not None:
        found["exclusiveMinimum" if within.open_low else "minimum"] = _number(within.low)
    if within.high is not None:
        found["exclusiveMaximum" if within.open_high else "maximum"] = _number(within.high)
    return found


def _number(number: Decimal) -> int | float:
    return int(number) if number == number.to_integral_value() else float(number)


def parameters(source: Source) -> list[Parameter]:
    """Every parameter that has a name."""
    return [Parameter(row) for row in source.rows("parameters", "parameter") if row["name"].strip()]
