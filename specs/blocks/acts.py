"""Runbook steps: diagnosis, resolution and verification as one numbering under bold lead-ins."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from ..markdown.scan import opaque
from ..markdown.tidy import joined
from .facts import Fact, Facts
from .lens import Labels, Values
from .steps import Steps


@dataclass(frozen=True)
class Acts:
    """Steps under bold lead-ins, numbered through; a list without one goes to `default`."""

    names: tuple[str, ...]
    default: str
    hugs = False

    @cached_property
    def _acts(self) -> Facts:
        return Facts(tuple(Fact(name, name, Steps()) for name in self.names))

    def write(self, value: dict[str, list[Values]], labels: Labels = ()) -> list[str]:
        around = self._acts.labels + labels
        out: list[str] = []
        number = 1
        for name in self.names:
            if value[name]:
                out = joined(
                    out, [f"**{name}**:"], Steps().write(value[name], around, start=number)
                )
            number += len(value[name])
        return out

    def read(
        self, lines: list[str], labels: Labels = ()
    ) -> tuple[dict[str, list[Values]], list[str]]:
        head, pieces = self._acts.cut(self._with_colons(lines))
        value, leftovers = self._acts.take(pieces, labels)
        loose, rest = Steps().read(head, self._acts.labels + labels)
        value[self.default] = loose + value[self.default]
        return value, rest + leftovers

    def _with_colons(self, lines: list[str]) -> list[str]:
        """Lead-ins that somebody typed without a colon, with one."""
        bare = {f"**{name}**".casefold() for name in self.names}
        found = [at for at, x in enumerate(lines) if x[:2] == "**" and x.casefold() in bare]
        hidden = opaque(lines) if found else []
        shown = {at for at in found if not hidden[at]}
        return [line + ":" if at in shown else line for at, line in enumerate(lines)]
