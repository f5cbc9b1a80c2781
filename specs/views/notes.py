"""What the rules say beside the fields of one chapter: one note for each holder on the page."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from django.utils.safestring import SafeString, mark_safe

from specs import template
from specs.documents import Finding
from specs.fields import Cell, Choice, Excuse, Language
from specs.readiness.needed import Needed
from specs.readiness.residue import residue, sentences
from specs.readiness.understood import trouble
from specs.sections.base import Declared, Section, Step

SHAPES = {
    "blocker": ("block", "i-block"),
    "warning": ("warn", "i-warn"),
    "advice": ("info", "i-info"),
}
WAIVED = ("waived", "i-waived")
BESIDE = ("excused", "notes")  # cells without a holder


def is_card(model: type[Declared]) -> bool:
    """Too rich for a table: it has a layout, steps of its own, or more columns than a table shows."""
    rich = bool(model.groups()) or bool(model.layout) or getattr(model, "cards", False)
    return rich or len(model.cells()) > 8


def holder(address: str) -> str:
    """The id of the element that holds the messages of a cell: its own, or its row."""
    slug, key, name = address.split(".")
    model = template.find(slug)
    single = issubclass(model, Section) or (is_card(model) and not issubclass(model, Step))
    return f"m-{slug}-{key}-{name}" if single else f"r-{slug}-{key}"


def note(address: str, severity: str, text: str, *, waived: bool = False) -> str:
    """One message, with the control it is about."""
    kind, shape = WAIVED if waived else SHAPES[severity]
    wrong = kind in ("block", "warn")
    invalid = f' data-invalid="{address.replace(".", "-")}"' if wrong else ""
    return (
        f'<span class="msg {kind}" data-check{invalid}><svg width="16" height="16" '
        f'aria-hidden="true"><use href="#{shape}"/></svg><span>{escape(text)}</span></span>'
    )


def notes(found: Iterable[Finding]) -> dict[str, SafeString]:
    """The messages of a chapter by their holder; what is only empty is told in the panel alone."""
    beside: dict[str, str] = {}
    for one in found:
        if one.address and one.rule != Needed.id and has_holder(one.address):
            text = words(one)
            if one.waiver:
                text = f"Waived until {one.waiver.expires_on:%-d %b}: {one.title}"
            at = holder(one.address)
            here = note(one.address, one.severity, text, waived=bool(one.waiver))
            beside[at] = beside.get(at, "") + here
    return {at: mark_safe(html) for at, html in beside.items()}  # noqa: S308


def words(one: Finding) -> str:
    """A finding where its field is in sight: what is wrong and what to do."""
    if one.rule == "GEN-06":
        return one.title if holder(one.address).count("-") < 3 else one.title.partition(": ")[2]
    if one.rule == "GEN-01":
        return _replaced(one.title.rpartition(": ")[2], one.sentence)
    ends = "" if one.title.endswith(("?", ".")) else "."
    return f"{one.title}{ends} {one.sentence}" if one.sentence else one.title


def at_once(address: str, column: Cell, text: str) -> str | None:
    """What a single cell can say for itself when it is saved: "" for nothing, None if it never can."""
    if isinstance(column, Language | Excuse) or not has_holder(address):
        return None
    if left := residue(column, text):
        return note(address, "blocker", _replaced(left, sentences(column, left)[1]))
    if column.parse is None and not isinstance(column, Choice):
        return None
    problem = trouble(column, text) if text else ""
    return note(address, "warning", problem) if problem else ""


def _replaced(left: str, sentence: str) -> str:
    return sentence if left in sentence else f"Placeholder left: {left}. {sentence}"


def has_holder(address: str) -> bool:
    """Whether messages about a cell have a place on the page."""
    slug, _, name = address.split(".")
    column = template.find(slug).columns().get(name)
    return name not in BESIDE and not isinstance(column, Excuse | Language | None)
