"""The section editor in a browser, as a person's hands reach it."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from specs import cells, template
from specs.documents import cell_digest
from specs.models import Spec, Team, User

UNFOLD = "c => { c.closest('details:not([open])')?.setAttribute('open', ''); return c.tagName }"
SLOW = 30_000  # milliseconds; the machine may be busy, and that is no fault


class Editor:
    """One chapter that is open in one page."""

    def __init__(self, page: Page, live_server: Any, spec: Spec | str, chapter: str) -> None:
        self.page, self.chapter = page, chapter
        self.guid = spec if isinstance(spec, str) else spec.guid
        self.home = f"{live_server.url}/specs/{self.guid}/"
        self.address = f"{self.home}sections/{chapter}/"

    def open(self) -> Editor:
        self.page.goto(self.address)
        return self

    # ------------------------------------------------------------ what is there

    def cell(self, address: str) -> Locator:
        """A control by its address; "*" stands for a key."""
        model, key, name = address.split(".")
        if key != "*":
            return self.page.locator(f'[name="{address}"]')
        return self.page.locator(f'#form [name^="{model}."][name$=".{name}"]')

    def part(self, model: str, phase: str = "", within: Locator | None = None) -> Locator:
        """The group of rows of a model."""
        about = f'[data-phase="{phase}"]' if phase else ""
        return (within or self.page.locator("#form")).locator(f'[data-model="{model}"]{about}')

    def rows(self, part: Locator) -> Locator:
        """The rows of a part, those of steps inside its cards left aside."""
        model = part.first.get_attribute("data-model")
        return part.locator(f'[data-row][id^="r-{model}-"]')

    def keys(self, model: str) -> list[str]:
        """The keys of the rows, in order."""
        return self.rows(self.part(model)).evaluate_all("rows => rows.map(r => r.dataset.row)")

    def texts(self, model: str, name: str) -> list[str]:
        """One column of a table, in order."""
        return self.cell(f"{model}.*.{name}").evaluate_all("cells => cells.map(c => c.value)")

    @property
    def state(self) -> Locator:
        return self.page.locator("#savestate")

    @property
    def live(self) -> Locator:
        return self.page.locator("#live")

    # ------------------------------------------------------------ what is done

    def saved(self) -> None:
        """Wait until the portal has everything."""
        expect(self.state).to_have_attribute("data-state", "saved", timeout=SLOW)

    def put(self, control: Locator, text: str) -> None:
        """Write one control, whatever its kind; what is folded is opened first."""
        if control.evaluate(UNFOLD) == "SELECT":
            control.select_option(text)
        else:
            control.fill(text)

    def add(self, part: Locator) -> Locator:
        """Press the Add button of a part; the new row."""
        part.locator("[data-add]").last.click()
        return self.rows(part).last

    def fill(self, sections: dict[str, dict[str, Any]]) -> None:
        """Everything a document of this shape says about this chapter."""
        for section in template.sections_of(template.chapter(self.chapter)):
            for name, value in sections.get(section.slug, {}).items():
                if isinstance(value, list):
                    self.fill_rows(section, name, value)
                else:
                    self.put(self.cell(f"{section.slug}.-.{name}"), value)

    def fill_rows(self, owner: Any, group: str, rows: list[dict[str, Any]], at: Any = None) -> None:
        """Rows over those that stand there, new ones below; a longer table comes from a spreadsheet."""
        model = next(one.model for one in owner.groups() if one.id == group)
        phase = group if hasattr(model, "phase") else ""
        part = self.part(model.slug, phase, at)
        flat = part.get_attribute("data-kind") == "rows"
        if flat and len(rows) > 2 and not self.rows(part).count():
            return self.paste_rows(part, rows)
        for number, values in enumerate(rows):
            there = self.rows(part)
            row = there.nth(number) if there.count() > number else self.add(part)
            self.fill_row(model, row, values)

    def fill_row(self, model: Any, row: Locator, values: dict[str, Any]) -> None:
        key = row.get_attribute("data-row")
        for name, value in values.items():
            if isinstance(value, list):
                self.fill_rows(model, name, value, row)
            elif value:
                self.put(self.cell(f"{model.slug}.{key}.{name}"), value)

    def paste_rows(self, part: Locator, rows: list[dict[str, str]]) -> None:
        """A whole table through the Paste rows button; its first line names the columns."""
        part.locator("[data-paste]").click()
        box = self.page.locator("#paste")
        box.locator("textarea").fill(tsv(rows, header=True))
        expect(box.locator("h2")).to_contain_text(f"{len(rows)} rows")
        box.get_by_role("button", name="Paste rows").click()
        expect(self.rows(part)).to_have_count(len(rows))

    def paste(self, text: str) -> None:
        """Paste into the control that has the focus, as Ctrl+V does."""
        self.page.evaluate("text => navigator.clipboard.writeText(text)", text)
        self.page.keyboard.press("Control+V")


def tsv(rows: list[dict[str, str]], *, header: bool = False) -> str:
    """Rows as a spreadsheet puts them on the clipboard."""
    lines = [list(row.values()) for row in rows]
    return "\n".join("\t".join(line) for line in ([list(rows[0])] if header else []) + lines)


def stored(spec: Spec, section: str, group: str) -> Any:
    """The rows of a group as the portal has them now."""
    return Spec.objects.get(pk=spec.pk).document()["sections"][section][group]


def names(spec: Spec) -> list[str]:
    """The dashboards as the portal has them now, in order."""
    return [row["name"] for row in stored(spec, "dashboards", "dashboard")]


def write(spec: Spec, by: User, address: str, text: str) -> None:
    """Write one cell, as somebody who saw what stands there."""
    seen = cell_digest(cells.shown_now(spec, address) or "")
    assert not cells.write(spec, by, [cells.Change(address, text, seen)]).conflicts


@pytest.fixture
def draft(payments: Team, alice: User) -> Spec:
    """A new draft as the portal starts it."""
    return Spec.start(payments, alice, "Checkout API")


@pytest.fixture
def editor(page: Page, live_server: Any, sign_in: Any, draft: Spec, alice: User) -> Any:
    """Alice opens a chapter of the draft: `editor("monitoring")`."""

    def opened(chapter: str) -> Editor:
        sign_in(page, alice)
        return Editor(page, live_server, draft, chapter).open()

    return opened


@pytest.fixture
def beside(new_context: Any, live_server: Any, sign_in: Any, draft: Spec) -> Any:
    """Somebody else opens a chapter in a browser of their own: `beside(bob, "monitoring")`."""

    def opened(person: User, chapter: str, **options: Any) -> Editor:
        context = new_context(**options)
        sign_in(context, person)
        return Editor(context.new_page(), live_server, draft, chapter).open()

    return opened


@pytest.fixture
def seat(new_context: Any, live_server: Any, sign_in: Any) -> Any:
    """Somebody at a browser of their own, at an address: `seat(rita, path)`."""

    def taken(person: User, path: str, **options: Any) -> Page:
        context = new_context(**options)
        sign_in(context, person)
        page = context.new_page()
        page.goto(f"{live_server.url}{path}")
        return page

    return taken
