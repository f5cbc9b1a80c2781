"""What a service reads at its start: `.env.example`, and a JSON Schema of it."""

from __future__ import annotations

import re
from typing import Any

from .base import Artefact, Compiled, File, Omission, Source
from .parameters import Parameter, parameters
from .texts import in_json, one_line

NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
PLAIN = re.compile(r"[A-Za-z0-9_./:@%+,=?&~^-]*")
WIDTH = 100


class EnvExample(Artefact):
    """Every parameter with its description as a comment; sensitive values are empty."""

    name, title, place = "env-example", ".env.example", 30
    sentence = "Every parameter, with its meaning; sensitive values stay empty."
    filename, media = ".env.example", "text/plain"

    def compile(self, source: Source) -> Compiled:
        found, missed = _named(source)
        if not found:
            return Compiled((), tuple(missed))
        head = "".join(f"# {name}: {one_line(text)}\n" for name, text in source.origin.items())
        text = head + "".join(f"\n{_entry(one)}" for one in found)
        return Compiled((File(self.filename, text),), tuple(missed))


class ConfigurationSchema(Artefact):
    """A JSON Schema (2020-12) that accepts exactly the allowed values."""

    name, title, place = "configuration-schema", "Configuration schema", 31
    sentence = "A JSON Schema of the configuration: types, allowed values, what is required."
    filename, media = "configuration.schema.json", "application/json"

    def compile(self, source: Source) -> Compiled:
        found, missed = _named(source)
        if not found:
            return Compiled((), tuple(missed))
        missed += [_unsaid(one) for one in found if one.unsaid]
        return Compiled((File(self.filename, in_json(schema(source))),), tuple(missed))


def schema(source: Source) -> dict[str, Any]:
    """The schema of the whole configuration, as one object of typed values."""
    found, _ = _named(source)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"{source.url}artefacts/configuration-schema/",
        "title": f"Configuration of {source.name}",
        "$comment": ", ".join(f"{name} {text}" for name, text in source.origin.items()),
        "type": "object",
        "properties": {one.name: one.schema() for one in found},
        "required": [one.name for one in found if one.required],
    }


def _unsaid(one: Parameter) -> Omission:
    why = f"A schema has no words for {one.row['allowed']}; check_env asks for it."
    return Omission(one.name, why, f"parameter.{one.row['key']}.allowed")


def _named(source: Source) -> tuple[list[Parameter], list[Omission]]:
    """Parameters whose names can be those of variables, each once."""
    found: dict[str, Parameter] = {}
    missed: list[Omission] = []
    for one in parameters(source):
        address = f"parameter.{one.row['key']}.name"
        if not NAME.fullmatch(one.name):
            missed.append(
                Omission(one.name, "This is no name of an environment variable.", address)
            )
        elif one.name in found:
            missed.append(Omission(one.name, "Another parameter has the same name.", address))
        else:
            found[one.name] = one
    return list(found.values()), missed


def _entry(one: Parameter) -> str:
    """Comments, and the assignment; what is optional and has no value is commented out."""
    facts = [one.row["type"], "required" if one.required else "optional"]
    facts += ["sensitive: set it from your secret store"] if one.sensitive else []
    facts += [f"allowed: {one.row['allowed']}"] if one.row["allowed"] else []
    lines = [
        line
        for line in re.split(r"[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+", one.row["description"])
        if line.strip()
    ]
    lines.append("; ".join(filter(None, facts)))
    comments = "".join(f"# {one_line(line)}\n" for line in lines)
    dark = "" if one.required or one.value else "# "
    return f"{comments}{dark}{one.name}={quoted(one.value)}\n"


def quoted(text: str) -> str:
    """A value as dotenv readers take it: plain, or in double quotes with \\, ", $ and line ends escaped."""
    if PLAIN.fullmatch(text):
        return text
    safe = (
        text.replace("\\", "\\\\")
        .replace('"', '\\"')
        .replace("$", "\\$")
        .replace("\n", "\\n")
        .replace("\r", "\\r")
    )
    return f'"{safe}"'
