"""A real environment file beside the configuration that a specification allows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from jsonschema import Draft202012Validator

from .artefacts import Source
from .artefacts.parameters import Parameter, parameters
from .importers.formats.dotenv import assignments
from .quantities.allowed import allowed


@dataclass(frozen=True)
class Fault:
    """One variable that is not as the specification says; `line` is 0 where it is missing."""

    line: int
    name: str
    why: str

    def __str__(self) -> str:
        return f"{self.line or '-'}: {self.name} {self.why}"


def faults(text: str, source: Source) -> list[Fault]:
    """What is missing, unknown, set twice, or not allowed; a sensitive value is never repeated."""
    known = {one.name: one for one in parameters(source)}
    return sorted(
        [*_set(text, known), *_missing(text, known)], key=lambda one: (one.line, one.name)
    )


def _set(text: str, known: dict[str, Parameter]) -> Iterator[Fault]:
    seen: dict[str, int] = {}
    for name, value, line in assignments(text):
        if name in seen:
            yield Fault(line, name, f"is set again; line {seen[name]} set it first.")
        seen.setdefault(name, line)
        if name not in known:
            yield Fault(line, name, "is not in the specification.")
        elif value:
            yield from _wrong(known[name], value, line)
        elif known[name].required:
            yield Fault(line, name, "is required and has no value.")


def _missing(text: str, known: dict[str, Parameter]) -> Iterator[Fault]:
    there = {name for name, _, _ in assignments(text)}
    for one in known.values():
        if one.required and one.name not in there:
            yield Fault(0, one.name, "is required and missing.")


def _wrong(one: Parameter, value: str, line: int) -> Iterator[Fault]:
    kind, within = one.row["type"], one.row["allowed"]
    fits = Draft202012Validator(one.schema()).is_valid(one.typed(value))
    if fits and allowed(kind, within).accepts(value):  # a schema has no words for 1s to 10s
        return
    shown = "its value" if one.sensitive else f"“{value}”"
    may = one.row["allowed"].strip() or f"a {one.row['type']}"
    yield Fault(line, one.name, f"has {shown}, which is not allowed: {may}.")
