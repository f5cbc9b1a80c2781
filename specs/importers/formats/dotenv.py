"""Environment files: `.env`, `.env.example` and their like."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from ..reading import Cell, Reading
from ..variables import propose
from .base import Format

FILE = re.compile(r"(?:.*\.)?env(?:\..+)?", re.IGNORECASE)
LINE = re.compile(r"\s*(?:export\s+)?([A-Za-z_][A-Za-z0-9_.-]{0,200})\s*=\s?(.*)", re.DOTALL)
ESCAPED = re.compile(r"\\(.)", re.DOTALL)
MOST_LINES = 200  # of one value in quotes
SAMPLES = ("example", "sample", "dist", "template", "defaults")


class DotEnv(Format):
    """NAME=value lines: parameters, and what is secret by name only."""

    name = "Environment file"
    sentence = ".env, .env.example: parameters and environment variables"

    def recognises(self, name: str, text: str) -> bool:
        base = PurePosixPath(name.replace("\\", "/").replace("~", "/")).name
        if FILE.fullmatch(base) and not base.lower().endswith((".yml", ".yaml", ".json", ".md")):
            return True
        lines = [line for line in text.splitlines() if line.strip() and line.strip()[0] not in "#;"]
        return bool(lines) and all(re.match(r"(?:export )?[A-Z][A-Z0-9_]*=", one) for one in lines)

    def read(self, name: str, text: str) -> Reading:
        reading = Reading()
        sample = name.lower().endswith(SAMPLES)
        comment: list[str] = []
        lines = text.splitlines()
        at = 0
        while at < len(lines):
            line, number = lines[at], at + 1
            at += 1
            stripped = line.strip()
            if not stripped:
                comment = []
            elif stripped.startswith("#"):
                told = stripped.lstrip("#").strip()
                comment = [] if LINE.fullmatch(told) else [*comment[-20:], told]
            elif found := LINE.fullmatch(line):
                value, used = _value(found[2], lines, at)
                at += used
                words = " ".join(word for word in comment if re.search(r"\w", word))[:500]
                propose(reading, found[1], value, number, description=words)
                if not sample:
                    _as_set(reading, found[1], number)
                comment = []
            else:
                reading.leave(number, "This is not NAME=value. It was left out.")
        return reading


def assignments(text: str) -> Iterator[tuple[str, str, int]]:
    """Name, value and line (from one) of every NAME=value; in double quotes, escapes are undone."""
    lines, at = text.splitlines(), 0
    while at < len(lines):
        found, number = LINE.fullmatch(lines[at]), at + 1
        at += 1
        if found and not lines[number - 1].lstrip().startswith("#"):
            value, used = _value(found[2], lines, at)
            at += used
            quoted = found[2].lstrip().startswith('"')
            yield found[1], ESCAPED.sub(_undone, value) if quoted else value, number


def _undone(found: re.Match[str]) -> str:
    return {"n": "\n", "r": "\r", "t": "\t"}.get(found[1], found[1])


def _as_set(reading: Reading, name: str, line: int) -> None:
    """What a real .env sets stands under Environment Variables too."""
    proposed = reading.entries[-1].cells if reading.entries else ()
    text = next((cell.text for cell in proposed if cell.field == "default"), "")
    value = Cell("value", "value", text, line) if text else None
    reading.add("env_variables", "env_variable", Cell("name", "name", name, line), value)


def _value(rest: str, lines: list[str], at: int) -> tuple[str, int]:
    """The value without its quotes and comment, and how many lines below belong to it."""
    rest = rest.strip()
    quote = rest[:1]
    if quote not in ("'", '"', "`"):
        return re.split(r"\s#", f" {rest}", maxsplit=1)[0].strip(), 0
    body, used = rest[1:], 0
    while (end := _end(body, quote)) < 0 and used < min(len(lines) - at, MOST_LINES):
        body, used = f"{body}\n{lines[at + used]}", used + 1
    return (body[:end], used) if end >= 0 else (rest[1:], 0)


def _end(text: str, quote: str) -> int:
    found = re.search(rf"(?<!\\){quote}", text)
    return found.start() if found else -1
