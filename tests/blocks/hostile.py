# ruff: noqa: RUF001
"""Generators of text that tries to be mistaken for something else, and the settings of a law.

`LAWS=20000 pytest tests/blocks` runs as many examples per law on plain Random (no shrinking).
"""

import os

if os.environ.get("LAWS"):
    from . import fast as st
    from .fast import given
else:
    from hypothesis import HealthCheck, settings
    from hypothesis import given as some
    from hypothesis import strategies as st

    def given(*strategies, examples=25):
        def law(test):
            bounded = settings(
                max_examples=examples, deadline=None, suppress_health_check=list(HealthCheck)
            )
            return bounded(some(*strategies)(test))

        return law


ATOMS = [
    *["|", "\\", "\\\\", "`", "``", "```", "````", "~~~", "~~~~", "<br>", "\\<br>"],
    *["#", "##", "# ", "## Deployment", "### Alerts", "### Runbook 2: x", "#### Alert 1: foo"],
    *["#### Alert 2", "<!--", "-->", "<!-- notes -->", "<!-- /notes -->", "\\<!-- notes -->"],
    *["- ", "* ", "+ ", "-", "*", "+", "1.", "1. ", "2) ", "10. ", "**Label**:", "**Label**: x"],
    *["- **Condition**: y", "**Condition:** z", "**Expected**:", "- **Expected**: e"],
    *["- **If**: a", "**Operations Review**: r", "**Diagnosis**:", "**RTO** (a b): "],
    *["*Not applicable: no*", "\\*Not applicable: no*", "*Rows not applicable: no*"],
    *[
        "Expected: y",
        "If a: go to step 3",
        "If b\\: go to step 4.",
        "*",
        "**",
        "_",
        " ",
        "  ",
        "   ",
        "    ",
        "\t",
        "\n",
        "\n",
        "\n\n",
        "\r\n",
        "\r",
        "\0",
    ],
    *["é", "😀", "\u202e", "שלום", "\u2028", "\x85", "\x0b", "\u00a0", "\u3000", "a", "b c"],
    *["word", ":", ": ", "]", ")", "[", "(", "[x](#runbook-1-x)", "](#", "&#32;", "\\&#32;"],
    *["&amp;", "> ", ">", "---", "===", "; injected: ", "; Injected: ", "; ", ";", "stored: "],
    *["Kind: ", ", response time ", "Status code ", " after ", "after ", " > 5%", "< ", "expected"],
    *["├── ", "└── ", "│   ", "/", "  # ", " #", "[p]", "]", "=", "'", '"', "$'", "$", " → ", "→"],
    *["| a | b |", "|---|", "| --- |", "```bash", "``` x ` y", "- ```", "1. ```", "   ```"],
    *["  ~~~", "{n}", "\\n", "Ⅷ", "١. ", "ı", "K", "<pre>", "<details>", "localhost", "/health"],
    *["> 5% for 1 min", "path/to/x.conf", "FEATURE=1", "**Never** log: x", "System Metrics"],
    *[
        "1. **RTO**: n",
        "2. **Diagnosis**: d",
        "**Scenario 1**: s",
        "1. **Alert 2**: t",
        "Language: x",
        "**System**",
        "team=payments",
        "  continues",
        "\n  continues",
    ],
]
chars = st.characters(blacklist_categories=("Cs",))
atom = st.one_of(*[st.sampled_from(ATOMS)] * 3, st.text(chars, max_size=4))
WHOLE = ["", "", "word", "x" * 300, "\n", "\n\n", "<br>", "<br>\n", " \n ", "\\", ";", "-", "`"]


def texts(*extra, max_size=10):
    """Texts of a few atoms; `extra` is what this shape fears most."""
    own = st.one_of(atom, st.sampled_from(extra)) if extra else atom
    return st.one_of(
        st.lists(own, max_size=max_size).map("".join),
        st.lists(st.lists(own, max_size=4).map("".join), max_size=6).map("\n".join),
        st.sampled_from(WHOLE),
    )
