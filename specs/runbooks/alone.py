"""A runbook as a file of its own: links into the document it came from lead to files again."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from specs.documents import Document, Values
from specs.markdown.titles import slug
from specs.runbooks.told import PHASES, Places, rows

LINK = re.compile(r"\]\(#([^()\s]+)\)")
PROSE = ("when", "impact", "data_loss", "prevention", "follow_up")
STEP = ("text", "expected", "condition")  # a command is nobody's link


def alone(document: Document, row: Values, places: Places) -> Values:
    """The row with its links led elsewhere; everything else as it is."""
    keys = {
        slug(f"Runbook {n}: {one['name']}"): one["key"] for n, one in enumerate(rows(document), 1)
    }

    def aim(found: re.Match[str]) -> str:
        key = keys.get(found[1])
        return f"]({places.runbook(key) if key else f'{places.document}#{found[1]}'})"

    led: Values = _led(row, PROSE, aim)
    return led | {phase: [_led(step, STEP, aim) for step in row[phase]] for phase, _ in PHASES}


def _led(values: Any, names: tuple[str, ...], aim: Callable[[re.Match[str]], str]) -> Any:
    return values | {name: LINK.sub(aim, values[name]) for name in names}
