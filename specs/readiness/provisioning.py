"""An environment that can be made again: ENV-03."""

from __future__ import annotations

from collections.abc import Iterator

from ..documents import Finding
from .answers import NO_ANSWER
from .look import Look, place
from .production import is_production
from .rule import Rule

WAYS = {"create": "create", "teardown": "tear down", "reset": "reset"}


class MadeAgain(Rule):
    """How an environment is made, unmade or reset is answered with no answer; GEN-05 asks where it is empty."""

    id, severity, about = "ENV-03", "warning", "environments"
    title = "Environments can be created, torn down and reset"
    reason = "An environment that nobody can make again is repaired by hand until it is unlike the others."
    source = "Seed 000: For each environment, specify"

    def findings(self, look: Look) -> Iterator[Finding]:
        for row in look.rows("environments"):
            for name, words in WAYS.items():
                if is_production(row) and name != "create":
                    continue  # what nobody does to customers
                if row[name] and NO_ANSWER.fullmatch(row[name].strip()):
                    yield self.says(
                        f"Say how to {words} {row['name'] or 'an environment'}",
                        "Give the command, the script or the steps.",
                        place("environment", row["key"], name),
                        row[name],
                    )
