"""Findings in words: for a terminal, as JSON, as SARIF 2.1.0, as annotations of GitHub Actions."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from ..documents import Finding
from ..readiness import VERSION, rules
from .lines import Located

Files = Mapping[str, Sequence[Located]]
LEVELS = {"blocker": "error", "warning": "warning", "advice": "note"}
COMMANDS = {"blocker": "error", "warning": "warning", "advice": "notice"}


def said(found: Finding) -> str:
    """What, and what next, as sentences."""
    title = found.title if found.title.endswith((".", "?", "!")) else f"{found.title}."
    return f"{title} {found.sentence}".strip()


def passed(found: Finding) -> str:
    """Until when it is waived, where it is."""
    return f"waived until {found.waiver.expires_on}" if found.waiver else ""


def human(files: Files) -> str:
    """`file:line: blocker GEN-05: Title. What to do.`, and a line that counts."""
    lines = [
        f"{name}:{one.line}: {_weight(one.finding)}: {said(one.finding)}"
        for name, found in files.items()
        for one in found
    ]
    return "\n".join([*lines, _counted(files)]) + "\n"


def in_json(files: Files) -> str:
    """A list of objects."""
    return _dumped([_as_data(name, one) for name, found in files.items() for one in found])


def sarif(files: Files) -> str:
    """SARIF 2.1.0, as code scanning reads it."""
    known = {one.id: at for at, one in enumerate(rules())}
    results = [
        {
            "ruleId": one.finding.rule, "ruleIndex": known[one.finding.rule], "level": LEVELS[one.finding.severity],
            "message": {"text": said(one.finding)},
            "locations": [{"physicalLocation": {
                "artifactLocation": {"uri": _uri(name)}, "region": {"startLine": one.line},
            }}],
            **_suppressed(one.finding),
        }
        for name, found in files.items()
        for one in found
    ]  # fmt: skip
    driver = {
        "name": "opsportal", "semanticVersion": f"{VERSION}.0.0",
        "rules": [
            {
                "id": one.id, "shortDescription": {"text": one.title}, "fullDescription": {"text": one.reason},
                "defaultConfiguration": {"level": LEVELS[one.severity]},
            }
            for one in rules()
        ],
    }  # fmt: skip
    return _dumped({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0",
        "runs": [{"tool": {"driver": driver}, "results": results}],
    })  # fmt: skip


def github(files: Files) -> str:
    """Workflow commands; GitHub shows them beside the lines of a pull request."""
    return "".join(_annotation(name, one) for name, found in files.items() for one in found)


FORMATS: dict[str, Callable[[Files], str]] = {
    "human": human,
    "json": in_json,
    "sarif": sarif,
    "github": github,
}


def _uri(name: str) -> str:
    """A path as a reference: relative ones stay relative to where lint ran."""
    path = PurePath(name)
    return path.as_uri() if path.is_absolute() else quote(path.as_posix())


def _as_data(name: str, one: Located) -> dict[str, Any]:
    found = one.finding
    return {
        "file": name, "line": one.line, "rule": found.rule, "severity": found.severity,
        "title": found.title, "sentence": found.sentence, "section": found.section, "address": found.address,
        "waived_until": found.waiver.expires_on.isoformat() if found.waiver else None,
    }  # fmt: skip


def _suppressed(found: Finding) -> dict[str, Any]:
    """Code scanning closes what somebody took responsibility for elsewhere."""
    if not found.waiver:
        return {}
    why = f"{passed(found).capitalize()} by {found.waiver.by}: {found.waiver.reason}"
    return {"suppressions": [{"kind": "external", "status": "accepted", "justification": why}]}


def _weight(found: Finding) -> str:
    return ", ".join(filter(None, (f"{found.severity} {found.rule}", passed(found))))


def _annotation(name: str, one: Located) -> str:
    place = f"file={_property(name)},line={one.line},title={_property(one.finding.rule)}"
    command = "notice" if one.finding.waiver else COMMANDS[one.finding.severity]
    words = " ".join(filter(None, (said(one.finding), passed(one.finding).capitalize())))
    return f"::{command} {place}::{_message(words)}\n"


def _counted(files: Files) -> str:
    every = [one.finding for located in files.values() for one in located]
    found = [one.severity for one in every if not one.waiver]
    counts = [
        f"{found.count(each)} {each}{'s' * (found.count(each) != 1 and each != 'advice')}"
        for each in LEVELS
    ]
    counts += [f"{len(every) - len(found)} waived"] if len(every) > len(found) else []
    return f"{', '.join(counts)} in {len(files)} file{'s' * (len(files) != 1)}."


def _dumped(data: Any) -> str:
    return json.dumps(data, indent=2, ensure_ascii=False) + "\n"


def _message(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _message(text).replace(":", "%3A").replace(",", "%2C")
