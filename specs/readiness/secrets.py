"""Secrets are known as such, and somebody knows where they live: CFG-04, CFG-05, CFG-06."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..documents import Finding, Fix
from ..withholding import is_sensitive
from .look import Look, place
from .rule import Rule

LOOKS_SECRET = re.compile(
    r"PASSWORD|_PASS$|SECRET|_KEY|^API_?KEY$|(?:AUTH|API|ACCESS)_TOKENS$|TOKEN$|CREDENTIALS$|_DSN|^DATABASE_URL$",
    re.IGNORECASE,
)
HOLDS_SECRET = re.compile(r"_DSN$", re.IGNORECASE)  # an address with the secret in it
CREDENTIALS = re.compile(r"://[^/\s:@]+:[^/\s@]+@")


class Written(Rule):
    """The value of a secret stands in the specification."""

    id, severity, about = "CFG-04", "blocker", "parameters"
    title = "No secret is written here"
    reason = "A specification is read by everybody and exported to a repository."
    source = "Seed 000: Sensitive"

    def findings(self, look: Look) -> Iterator[Finding]:
        for row in look.rows("parameters"):
            for name in ("default", "production"):
                if is_sensitive(row["sensitive"]) and row[name]:
                    yield self.says(
                        f"Secret value written in the specification: {row['name']}",
                        "Say under Secrets where it is stored, and take the value out.",
                        place("parameter", row["key"], name),
                        row[name],
                    )


class Stored(Rule):
    """A secret without a place, or a place without its parameter."""

    id, severity, about = "CFG-05", "blocker", "secrets"
    title = "Every secret has a place"
    reason = "A secret that nobody can find cannot be rotated on the night it leaks."
    source = "Seed 002: where stored, how injected"

    def findings(self, look: Look) -> Iterator[Finding]:
        sensitive = [row for row in look.rows("parameters") if is_sensitive(row["sensitive"])]
        placed = {row["name"] for row in look.rows("secrets")}
        for row in sensitive:
            if row["name"] and row["name"] not in placed:
                at = place("parameter", row["key"], "sensitive")
                text = "Add it under Secrets: where it is stored, how it is injected."
                yield self.says(
                    f"{row['name']} is secret but nobody says where it lives",
                    text,
                    at,
                    row["name"],
                    fix=(
                        Fix("Add it to Secrets", creates="secret", cells=(("name", row["name"]),)),
                    ),
                )
        known = {row["name"] for row in sensitive}
        for row in look.rows("secrets") if look.rows("parameters") else ():
            if row["name"] and row["name"] not in known:
                at = place("secret", row["key"], "name")
                text = "Add it under Configuration Parameters, marked sensitive."
                yield self.says(f"{row['name']} is no sensitive parameter", text, at, row["name"])


class LooksSecret(Rule):
    """A parameter is called like a secret, but is not marked as one."""

    id, severity, about = "CFG-06", "warning", "parameters"
    title = "What looks like a secret is marked as one"
    reason = "An unmarked secret is written down, exported and read by everybody."
    source = "Seed 000: registry; LLM_MAX_TOKENS is none"

    def findings(self, look: Look) -> Iterator[Finding]:
        for row in look.rows("parameters"):
            if is_sensitive(row["sensitive"]) or not row["sensitive"]:
                continue
            named = row["type"] in ("", "string", "url") and (
                (HOLDS_SECRET if row["type"] == "url" else LOOKS_SECRET).search(row["name"])
                or "connection string" in row["description"].lower()
            )
            held = any(CREDENTIALS.search(row[name]) for name in ("default", "production"))
            if named or held:
                at = place("parameter", row["key"], "sensitive")
                yield self.says(
                    f"{row['name']} looks like a secret",
                    "Mark it sensitive, or ask for a waiver that says why it is none.",
                    at,
                    row["name"],
                    row["sensitive"],
                    fix=(Fix("Mark sensitive", at, "Yes"),),
                )
