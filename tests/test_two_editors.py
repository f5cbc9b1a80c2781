"""Two browsers in one chapter, editing at random: no confirmed edit is lost, and nothing breaks."""

from __future__ import annotations

import os
import random
import time
from collections import defaultdict

import pytest

from specs import cells, rows, template
from specs.documents import cell_digest
from specs.models import Conflict, Event, Spec
from tests.editing import Editor
from tests.exporting import until
from tests.services import nothing_may_be_skipped

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

SECONDS = int(os.environ.get("TWO_EDITORS_SECONDS", 60 if nothing_may_be_skipped() else 15))
SEED = int(os.environ.get("TWO_EDITORS_SEED", 20261121))
FIELDS = ("name", "audience", "panels")
FACTS = ("logging.-.retention", "logging.-.level", "logging.-.never", "logging.-.allowed")


class Hands:
    """One person at random: types, adds, moves, deletes and takes back; remembers what was said."""

    def __init__(self, name: str, editor: Editor, own: str) -> None:
        self.name, self.editor, self.own, self.count = name, editor, own, 0
        self.chance = random.Random(f"{SEED} {name}")
        self.confirmed: dict[str, str] = {}  # the last text of this person, cell by cell
        self.ever: dict[str, set[str]] = defaultdict(set)  # all of them: the trail joins a burst
        self.faults: list[str] = []
        editor.page.on("response", self.heard)

    def heard(self, answer) -> None:
        """An answer of the portal; one of 500 or more is a fault."""
        if answer.status >= 500:
            self.faults.append(f"{answer.status} {answer.request.method} {answer.url}")

    def act(self) -> None:
        """One thing; half of the time it is typing."""
        keys = self.editor.keys("dashboard")
        acts = [self.type] * 6 + [self.fact] * 2 + [self.add, self.move, self.move, self.delete]
        act = self.chance.choice(acts)
        act(self.chance.choice(keys) if keys else "")
        self.count += 1

    def word(self) -> str:
        return f"{self.name} {self.count}"

    def type(self, key: str) -> None:
        if key:
            self.write(f"dashboard.{key}.{self.chance.choice(FIELDS)}")

    def fact(self, key: str) -> None:
        self.write(self.chance.choice(FACTS))

    def write(self, address: str) -> None:
        cell = self.editor.cell(address)
        cell.fill(self.word())

    def add(self, key: str) -> None:
        self.editor.add(self.editor.part("dashboard"))
        self.editor.page.keyboard.insert_text(self.word())

    def move(self, key: str) -> None:
        if key:
            self.editor.cell(f"dashboard.{key}.name").press(
                self.chance.choice(["Alt+ArrowUp", "Alt+ArrowDown"])
            )

    def delete(self, key: str) -> None:
        if not key:
            return
        self.editor.cell(f"dashboard.{key}.name").press("Control+Shift+Backspace")
        if self.chance.random() < 0.5:
            self.editor.page.locator(".gone button:focus").press("Enter")

    def settled(self) -> None:
        """Write a last cell that is nobody else's; one request at a time, so it comes last."""
        last = self.editor.cell(self.own)
        self.editor.put(last, self.word())
        until(lambda: last.is_visible() and self.own in self.confirmed)

    def shown(self) -> dict[str, str]:
        """What this person believes to have saved: every cell on the page, conflicts apart."""
        return self.editor.page.evaluate("""() => Object.fromEntries(
          [...document.querySelectorAll('#form [name^="dashboard."], #form [name^="logging.-."]')]
            .filter(c => !c.closest('template, noscript') && c.name.split('.').length === 3)
            .map(c => [c.name, c.value]))""")


def known(spec: Spec) -> dict[str, set[str]]:
    """Every text the trail or an open conflict holds, by cell; rows that went take theirs along."""
    found: dict[str, set[str]] = defaultdict(set)
    for event in Event.objects.filter(spec=spec):
        found[event.place] |= {event.old, event.new}
        for name, text in (event.data.get("row") or {}).items():
            found[f"{event.place}.{name}"].add(text)
    for conflict in Conflict.objects.filter(spec=spec):
        found[conflict.address] |= {conflict.mine, conflict.theirs}
    return found


def sent_texts(page, hands: Hands, spec: Spec) -> None:
    """Write down every text that the portal confirmed, cell by cell."""

    def finished(request) -> None:
        if not request.url.endswith("/cells/") or (answer := request.response()) is None:
            return
        digests = answer.header_value("HX-Trigger") or ""
        for address, text in (request.post_data_json or {}).items():
            if address.count(".") == 2 and f'"{address}": "{cell_digest(text)}"' in digests:
                hands.confirmed[address] = text
                hands.ever[address].add(text)

    page.on("requestfinished", finished)


def test_two_people_edit_one_chapter_and_nothing_confirmed_is_lost(
    editor, beside, draft, alice, bob
):
    for number in range(4):
        given = {"name": f"Board {number}", "audience": "All"}
        rows.add(draft, alice, "dashboard", f"board{number}", cells=given)
    people = []
    desks = {"Alice": editor("monitoring"), "Bob": beside(bob, "monitoring")}
    for (name, desk), own in zip(desks.items(), ("alerts.-.notes", "metrics.-.notes"), strict=True):
        hands = Hands(name, desk, own)
        sent_texts(desk.page, hands, draft)
        people.append(hands)
    end, turns = time.monotonic() + SECONDS, random.Random(SEED)
    while time.monotonic() < end or sum(one.count for one in people) <= SECONDS:
        turns.choice(people).act()
    for hands in people:
        hands.settled()

    trail = known(draft)
    for hands in people:
        assert hands.faults == []
        assert hands.confirmed
        for address, text in hands.confirmed.items():
            assert text in trail[address] | {cells.shown_now(draft, address)}, address
    nothing_hidden(people, draft, trail)
    whole(draft)


def nothing_hidden(people: list[Hands], spec: Spec, trail: dict[str, set[str]]) -> None:
    """What a page shows is in the document, or in a conflict, or was overwritten on the record.

    A text of somebody else may be one that its author wrote over since, in one burst of the trail.
    """
    for hands in people:
        for address, text in hands.shown().items():
            kept = trail[address] | {cells.shown_now(spec, address) or "", ""}
            others = (other.ever[address] for other in people if other is not hands)
            assert text in kept.union(*others), f"{address} of {hands.name}"
    for conflict in Conflict.objects.filter(spec=spec, resolved_at=None):
        assert conflict.mine or conflict.theirs


def whole(spec: Spec) -> None:
    """No two rows stand in one place."""
    places = list(template.find("dashboard").of(spec.pk).values_list("position", flat=True))
    assert len(set(places)) == len(places)
