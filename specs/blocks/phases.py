"""Phases: `1. **Pre-deployment**` with its own numbered steps below it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..markdown.lists import items
from .lens import Labels, Values
from .steps import Steps

STEPS = Steps()


@dataclass(frozen=True)
class Phases:
    """A fixed list of phases; each holds steps, stored as one list per phase."""

    names: tuple[str, ...]
    hugs = False

    def write(self, value: dict[str, list[Values]], labels: Labels = ()) -> list[str]:
        out: list[str] = []
        for number, name in enumerate(self.names, 1):
            marker = f"{number}. "
            inner = STEPS.write(value[name])
            out += [""] if out else []
            out += [f"{marker}**{name}**", *([""] if inner else [])]
            out += [" " * len(marker) + line if line else "" for line in inner]
        return out

    def read(
        self, lines: list[str], labels: Labels = ()
    ) -> tuple[dict[str, list[Values]], list[str]]:
        known = {name.casefold(): name for name in self.names}
        value: dict[str, list[Values]] = {name: [] for name in self.names}
        found, leftovers = items(lines)
        for one in found:
            m = re.match(r"\*\*([^*]+?):?\*\*:?$", one[0]) if one else None
            if m and (name := known.get(m[1].casefold())):
                steps, rest = STEPS.read(one[1:])
                value[name] += steps
                leftovers += rest
            else:
                leftovers += [
                    "- " + line if at == 0 else "  " + line for at, line in enumerate(one)
                ]
        return value, leftovers
