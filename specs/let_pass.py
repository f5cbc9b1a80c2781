"""A waiver as a line of the file: how an approval writes it, and what a reader takes from it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

LINE = re.compile(
    r"[-*] \*\*(?P<rule>[A-Z]+-\d+)\*\*: (?P<title>.+?); reason: (?P<reason>.+); by: (?P<by>.*)"
    r"; until: (?P<until>\d{4}-\d{2}-\d{2})(?:; ticket: <[^<>]*>)?"
)
SIGN = r"([\\`*_\[\]<>])"


@dataclass(frozen=True)
class LetPass:
    """What a line says: one finding passes, for a reason, and the last day on which it does."""

    rule: str
    title: str
    reason: str
    by: str
    expires_on: date


def literal(text: str) -> str:
    """People choose their own names: no link and no bold word of the file comes from one."""
    return re.sub(SIGN, r"\\\1", text)


def one_line(text: str) -> str:
    """Without line ends, which would end the item of the list."""
    return " ".join(text.split())


def written(one: Mapping[str, str]) -> str:
    """The line of a waiver that a revision keeps."""
    title, reason, name = (literal(one[part]) for part in ("title", "reason", "name"))
    address = one["ticket"].replace("<", "%3C").replace(">", "%3E")
    ticket = f"; ticket: <{address}>" if address else ""
    return (
        f"- **{one['rule']}**: {title}; reason: {reason}; by: {name}; until: {one['until']}{ticket}"
    )


def read(lines: Iterable[str]) -> list[LetPass]:
    """What the chapter lets pass; a line that says it in other words says nothing."""
    return [one for line in lines if (one := _read(line))]


def _read(line: str) -> LetPass | None:
    found = LINE.fullmatch(line.strip())
    try:
        until = date.fromisoformat(found["until"]) if found else None
    except ValueError:
        return None
    if found is None or until is None:
        return None
    title, reason, by = (
        re.sub(rf"\\{SIGN}", r"\1", found[part]) for part in ("title", "reason", "by")
    )
    return LetPass(found["rule"], title, reason, by, until)
