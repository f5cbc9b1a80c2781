"""One runbook of a document, in the order in which it is needed: steps, commands, branches, whom to call."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from specs.documents import Document, Values
from specs.markdown.html import fragment
from specs.markdown.titles import slug
from specs.quantities import Duration
from specs.quantities.exact import NotUnderstood

PHASES = (
    ("diagnosis", "Diagnose"),
    ("resolution", "Resolve"),
    ("verification", "Verify"),
)
NUMBER = re.compile(r"\b([0-9]{1,3})\b")
ANCHOR = re.compile(r'href="#([^"]*)"')
PARAGRAPH = re.compile(r"<p>((?:(?!</?p>|<a\b|<div|<pre|<ul|<ol|<table).)*)</p>", re.DOTALL)
REACH = (
    (re.compile(r"https://[^\s<>()\"']+"), ""),
    (re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"), "mailto:"),
    (re.compile(r"\+[0-9][0-9 ()/-]{6,}[0-9]"), "tel:"),
)


@dataclass(frozen=True)
class Places:
    """Where links inside the texts lead: to another runbook by its key, or into the whole document."""

    runbook: Callable[[str], str]
    document: str


@dataclass(frozen=True)
class Step:
    """One action: what to do, the command, what to expect, and where to go when it is otherwise."""

    number: int
    html: str
    command: str = ""
    expected: str = ""  # HTML
    condition: str = ""  # HTML
    goto: int = 0  # the step a branch leads to
    aside: str = ""  # what stands there instead of a number
    following: int = 0  # the next step, if there is one

    @property
    def inline(self) -> str:
        """The condition as it fits inside a link: one paragraph without links of its own."""
        found = PARAGRAPH.fullmatch(self.condition.strip())
        return found[1].strip().rstrip(".:") if found else ""


@dataclass(frozen=True)
class Phase:
    """Diagnose, resolve or verify, with its steps."""

    slug: str
    title: str
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class Told:
    """A runbook ready to be shown; every `html` is sanitised."""

    key: str
    name: str
    when: str
    impact: str
    phases: tuple[Phase, ...]
    escalate_after: str
    escalate_to: str
    contact: str
    reach: tuple[tuple[str, str], ...]  # words and address of each way to call somebody
    data_loss: str
    prevention: str
    follow_up: str
    alerts: tuple[str, ...]
    rehearsed: str  # the day that the document names

    @property
    def count(self) -> int:
        """How many steps there are."""
        return sum(len(phase.steps) for phase in self.phases)


def rows(document: Document) -> list[Values]:
    """The runbooks of a document, in order."""
    found: list[Values] = document["sections"]["runbooks"]["runbook"]
    return found


def alerts_of(document: Document) -> list[tuple[str, str]]:
    """Every alert by its name, with the key of its runbook or an empty text."""
    keys = {row["name"]: row["key"] for row in rows(document) if row["name"]}
    keys |= {row["permanent_key"]: row["key"] for row in rows(document) if row["permanent_key"]}
    keys |= {f"@{row['key']}": row["key"] for row in rows(document)}
    alerts = document["sections"]["alerts"]["alert"]
    return [(one["name"], keys.get(one["runbook"].strip(), "")) for one in alerts if one["name"]]


def told(document: Document, key: str, places: Places) -> Told | None:
    """The runbook with that row key, or None."""
    row = next((one for one in rows(document) if one["key"] == key), None)
    if row is None:
        return None
    link = _Linked(document, places)
    contact = document["header"].get("contact", "")
    return Told(
        key, row["name"], link(row["when"]), link(row["impact"]), _phases(row, link),
        length_in_words(row["escalate_after"]), row["escalate_to"].rstrip(". "), contact,
        ways(row["escalate_to"], contact),
        link(row["data_loss"]), link(row["prevention"]), link(row["follow_up"]),
        tuple(name for name, to in alerts_of(document) if to == key), row["last_rehearsed"],
    )  # fmt: skip


def length_in_words(text: str) -> str:
    """`15 min` as `15 minutes`; what is no length of time stays as it is."""
    try:
        return Duration.parse(text).in_words() if text.strip() else ""
    except NotUnderstood:
        return text


def seconds_of(text: str) -> float | None:
    """How long that is; None for what has no exact length."""
    try:
        seconds = Duration.parse(text).seconds if text.strip() else None
    except NotUnderstood:
        return None
    return float(seconds) if seconds is not None else None


class _Linked:
    """Prose as HTML whose links into the document lead to pages."""

    def __init__(self, document: Document, places: Places) -> None:
        self.places = places
        named = enumerate(rows(document), 1)
        self.anchors = {slug(f"Runbook {n}: {row['name']}"): row["key"] for n, row in named}

    def __call__(self, text: str) -> str:
        return ANCHOR.sub(self._aim, fragment(text)) if text.strip() else ""

    def _aim(self, found: re.Match[str]) -> str:
        key = self.anchors.get(found[1])
        aim = self.places.runbook(key) if key else f"{self.places.document}#{found[1]}"
        return f'href="{aim}"'


def _phases(row: Values, link: Callable[[str], str]) -> tuple[Phase, ...]:
    total = sum(len(row[name]) for name, _ in PHASES)
    phases, number = [], 0
    for name, title in PHASES:
        steps = []
        for step in row[name]:
            number += 1
            steps.append(_step(step, number, total, link))
        phases.append(Phase(name, title, tuple(steps)))
    return tuple(phase for phase in phases if phase.steps)


def _step(step: Values, number: int, total: int, link: Callable[[str], str]) -> Step:
    goto, condition = step["goto"].strip(), step["condition"].strip()
    found = NUMBER.search(goto)
    aim = int(found[1]) if found and 0 < int(found[1]) <= total else 0
    return Step(
        number, link(step["text"]), step["command"].strip("\n"), link(step["expected"]),
        link(condition), aim, "" if aim else goto, number + 1 if number < total else 0,
    )  # fmt: skip


def ways(*texts: str) -> tuple[tuple[str, str], ...]:
    """What can be called or opened among the words of the escalation."""
    found: dict[str, str] = {}
    for text in texts:
        for pattern, scheme in REACH:
            for match in pattern.finditer(text):
                words = match[0].rstrip(".,;")
                plain = re.sub(r"[ ()/-]", "", words) if scheme == "tel:" else words
                found[f"{scheme}{plain}"] = words
    return tuple((words, address) for address, words in found.items())
