"""The columns of a specification: each is a text as its author wrote it, plus the words around it.

A cell is text, whatever its type: a typed field (a duration, a comparison, …) keeps what was
written and parses it beside, so that a draft can always be saved and nothing typed is lost.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models

from . import quantities
from .blocks.bullets import Bullets
from .blocks.code import CodeOf
from .blocks.lens import Lens
from .blocks.link import Raw
from .blocks.prose import Line as LineLens
from .blocks.prose import Prose

Parser = Callable[[str], object]

if TYPE_CHECKING:
    Column = models.TextField[str, str]
else:
    Column = models.TextField


class Cell(Column):
    """A column of text and its words: what to ask, how to help, an example.

    `needed`: readiness (GEN-05) asks for it; saving never does. `seeded`: the export writes its label
    or column even when it is empty. `ticked`: in a table or on a line it is written as code.
    `heading`: its label in Markdown where that differs from the one on the form. `tighter`: which
    side is the stricter one (`specs.changes.strictness` knows the words); without it a change is none.
    """

    control: ClassVar[str] = "input"
    lens: Lens = LineLens()
    parse: Parser | None = None

    def __init__(
        self,
        label: str = "",
        *,
        hint: str = "",
        example: str = "",
        needed: bool = False,
        seeded: bool = False,
        ticked: bool = False,
        heading: str = "",
        gloss: str = "",
        aliases: tuple[str, ...] = (),
        unit: str = "",
        width: int = 6,
        standing: str = "",
        tighter: str = "",
        **options: Any,
    ) -> None:
        options |= {"blank": True, "default": ""}  # a draft may always be saved
        super().__init__(label, help_text=hint, **options)
        self.label, self.hint, self.example, self.needed = label, hint, example, needed
        self.seeded, self.ticked, self.gloss, self.aliases = seeded, ticked, gloss, aliases
        self.heading = heading or label
        self.unit, self.width, self.standing, self.tighter = unit, width, standing, tighter

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        """Words never make migrations: a column is a plain text column to the database."""
        name, _path, _args, _options = super().deconstruct()
        return name, "django.db.models.TextField", [], {"blank": True, "default": ""}


class Line(Cell):
    """A short text on one line."""


class Text(Cell):
    """Prose: Markdown as its author wrote it."""

    control, lens = "textarea", Prose()

    def __init__(self, label: str = "", **options: Any) -> None:
        super().__init__(label, **{"width": 12} | options)


class Lines(Cell):
    """A list of short texts, one a line; a line that starts with two blanks continues the one above."""

    control, lens = "list", Bullets()

    def __init__(self, label: str = "", **options: Any) -> None:
        super().__init__(label, **{"width": 12} | options)


class Choice(Cell):
    """One of a few words; another word is kept and flagged."""

    control = "select"

    def __init__(self, label: str = "", choices: Sequence[str] = (), **options: Any) -> None:
        super().__init__(label, **{"width": 4} | options)
        self.words = tuple(choices)


class YesNo(Choice):
    """Not said, Yes, or No."""

    def __init__(self, label: str = "", **options: Any) -> None:
        super().__init__(label, ("Yes", "No"), **{"width": 3} | options)


class Code(Cell):
    """Text kept verbatim; its language is fixed here, or stands in the column `<name>_language`."""

    control = "code"

    def __init__(self, label: str = "", *, language: str = "", **options: Any) -> None:
        super().__init__(label, **{"width": 12} | options)
        self.language = language
        self.lens = CodeOf(language)


class Language(Line):
    """The language of the code beside it, as it stands after the fence."""

    control = "hidden"

    def __init__(self, label: str = "", **options: Any) -> None:
        super().__init__(label, **{"width": 3} | options)


class Excuse(Line):
    """Why a row group does not apply; an empty text means that it does."""

    control = "excuse"

    def __init__(self, label: str = "", **options: Any) -> None:
        super().__init__(label, **{"tighter": "empty"} | options)


class Ref(Cell):
    """A row of another group, stored as `@<key>` so that renaming never breaks it, or any other text."""

    control, lens = "ref", Raw()

    def __init__(self, label: str = "", *, to: str = "", **options: Any) -> None:
        super().__init__(label, **options)
        self.to = to


class Typed(Cell):
    """A short text that also parses as a value."""

    def __init__(self, label: str = "", **options: Any) -> None:
        super().__init__(label, **{"width": 3} | options)


class Duration(Typed):
    """A length of time, or how often: `5 min`, `30 days`, `Every 6 hours`, `Daily + WAL streaming`."""

    parse = staticmethod(quantities.Duration.parse)


class Percent(Typed):
    """A share of a hundred: `99.9%`."""

    parse = staticmethod(quantities.Percent.parse)


class Comparison(Typed):
    """What counts as too far: `> 5% for 1 min`."""

    parse = staticmethod(quantities.Comparison.parse)


class Target(Typed):
    """What is promised: `99.9%`, `< 100ms`."""

    parse = staticmethod(quantities.Target.parse)


class Quantity(Typed):
    """A Kubernetes quantity: `250m`, `512Mi`."""

    parse = staticmethod(quantities.Quantity.parse)


class Integer(Typed):
    """A whole number."""

    parse = staticmethod(quantities.Integer.parse)


class Number(Typed):
    """A number."""

    parse = staticmethod(quantities.Number.parse)


class Url(Cell):
    """A web address."""

    parse = staticmethod(quantities.Url.parse)


class Date(Typed):
    """A day, as 2026-11-21."""

    parse = staticmethod(quantities.Date.parse)
