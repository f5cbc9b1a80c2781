"""The parameters of a specification with their types and allowed values understood."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from ..documents import Values
from .base import Source

NUMBER = r"-?\d+(?:\.\d+)?"
RANGE = re.compile(rf"(?:[Ff]rom\s+)?({NUMBER})\s*(?:-|\u2013|to|\.\.)\s*({NUMBER})")
AT_LEAST = re.compile(rf"(?:>=|≥|at least)\s*({NUMBER})")
AT_MOST = re.compile(rf"(?:<=|≤|at most)\s*({NUMBER})")
PATTERN = re.compile(r"/(.+)/", re.DOTALL)
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
TRUE, FALSE = ("true", "yes", "on", "1"), ("false", "no", "off", "0")


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
        return "" if self.sensitive else str(self.row["production"] or self.row["default"])

    def schema(self) -> dict[str, Any]:
        """A JSON Schema (2020-12) of its value: exactly what is allowed, as far as the row tells it."""
        found = dict(TYPES.get(self.row["type"], {"type": "string"})) | self._allowed()
        if said := self.row["description"]:
            found["description"] = said
        if self.sensitive:
            found["writeOnly"] = True
        elif self.row["default"]:
            found["default"] = self.typed(self.row["default"])
        return found

    def _allowed(self) -> dict[str, Any]:
        allowed, kind = self.row["allowed"].strip().strip("`").strip(), self.row["type"]
        if found := PATTERN.fullmatch(allowed):
            return {"pattern": f"^(?:{found[1]})$"} if kind not in ("int", "float", "bool") else {}
        if kind in ("int", "float"):
            return _bounds(allowed) or _numbers(self, allowed)
        if kind in ("enum", "string"):
            choices = _choices(allowed)
            return {"enum": choices} if choices and (kind == "enum" or len(choices) > 1) else {}
        return {}

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
        if kind == "bool" and text.lower() in (*TRUE, *FALSE):
            return text.lower() in TRUE
        return text


def _bounds(allowed: str) -> dict[str, Any]:
    """`1-100`, `>= 1`, `at most 10`."""
    if found := RANGE.fullmatch(allowed):
        return {"minimum": _number(found[1]), "maximum": _number(found[2])}
    if found := AT_LEAST.fullmatch(allowed):
        return {"minimum": _number(found[1])}
    if found := AT_MOST.fullmatch(allowed):
        return {"maximum": _number(found[1])}
    return {}


def _numbers(parameter: Parameter, allowed: str) -> dict[str, Any]:
    """A list of numbers: `1, 2, 4`."""
    typed = [parameter.typed(word) for word in _choices(allowed)]
    return (
        {"enum": typed} if len(typed) > 1 and not any(isinstance(one, str) for one in typed) else {}
    )


def _number(digits: str) -> int | float:
    number = Decimal(digits)
    return int(number) if number == number.to_integral_value() else float(number)


def _choices(allowed: str) -> list[str]:
    """The words of a list: `debug, info, warn` or `a | b`; a sentence is none."""
    parts = [part.strip().strip("`\"'") for part in re.split(r"[,|]|\bor\b", allowed)]
    return parts if all(part and not re.search(r"\s", part) for part in parts) else []


def parameters(source: Source) -> list[Parameter]:
    """Every parameter that has a name."""
    return [Parameter(row) for row in source.rows("parameters", "parameter") if row["name"].strip()]
