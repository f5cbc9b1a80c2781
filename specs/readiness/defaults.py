"""Values that a parameter cannot have: CFG-02."""

from __future__ import annotations

from collections.abc import Iterator

from ..documents import Finding, Fix
from ..quantities.allowed import allowed
from ..quantities.setting import is_a
from ..withholding import is_sensitive
from .look import Look, place
from .rule import Rule

NOTHING = ("", "-", "\u2013", "\u2014", "none")


class Valid(Rule):
    """A default or a production value is outside what its type or its allowed values say.

    The value stands in the sentence and not in the title, which a waiver keeps: it may yet turn out a secret.
    """

    id, severity, about = "CFG-02", "blocker", "parameters"
    title = "Defaults are values that are allowed"
    reason = "One of the two is wrong, and the next reader believes the other."
    source = "Seed 000: registry"

    def findings(self, look: Look) -> Iterator[Finding]:
        for row in look.rows("parameters"):
            if is_sensitive(row["sensitive"]):
                continue
            for name, word in (("default", "Default"), ("production", "Production value")):
                value = row[name].strip("` ")
                if value.lower() in NOTHING:
                    continue
                at = place("parameter", row["key"], name)
                about = (value, row["type"], row["allowed"])
                if not is_a(row["type"], value):
                    title = f"{word} of {row['name']} is no {row['type']}"
                    text = f"It is {value}. Change the value or the type."
                    yield self.says(title, text, at, *about)
                elif not (within := allowed(row["type"], row["allowed"])).accepts(value):
                    title = f"{word} of {row['name']} is outside {row['allowed']}"
                    text = f"It is {value}. Change the value or what is allowed."
                    near = within.spelled(value)
                    fix = (Fix(f"Write {near}", at, near),) if near else ()
                    loose = near or (row["type"] == "string" and within.words)
                    worse = "warning" if loose else ""
                    yield self.says(title, text, at, *about, severity=worse, fix=fix)
