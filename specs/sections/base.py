"""What every section and every row is: a table of texts with a layout."""

from __future__ import annotations

import inspect
import re
from functools import cache
from typing import Any, ClassVar

from django.core import checks
from django.db import models

from ..blocks.sheet import Sheet
from ..chapters import Chapter as Chapter
from ..fields import Cell, Code, Language, Line, Text
from ..layout import Group, Part, Slot, sheet

Values = dict[str, Any]
MOST_COLUMNS = 50  # Postgres gives a JSON object at most 100 arguments


class Declared(models.Model):
    """A table whose columns are cells of a specification."""

    slug: ClassVar[str]
    layout: ClassVar[tuple[Part, ...]] = ()

    class Meta:
        abstract = True

    @classmethod
    def of(cls, spec: int) -> models.QuerySet[Any]:
        """Its rows in one specification, by the pk of that."""
        manager: Any = cls._default_manager
        found: models.QuerySet[Any] = manager.filter(spec_id=spec)
        return found

    @classmethod
    @cache
    def cells(cls) -> dict[str, Cell]:
        """Its cells by name, in declared order; `excused` and `notes` are not among them."""
        return {
            f.name: f
            for f in cls._meta.concrete_fields
            if isinstance(f, Cell) and f.name not in ("excused", "notes")
        }

    @classmethod
    def cell(cls, name: str) -> Cell:
        return cls._meta.get_field(name)  # type: ignore[return-value]

    @classmethod
    @cache
    def columns(cls) -> dict[str, Cell]:
        """Every cell that can be addressed, `excused` and `notes` included."""
        return {f.name: f for f in cls._meta.concrete_fields if isinstance(f, Cell)}

    @classmethod
    @cache
    def groups(cls) -> tuple[Group, ...]:
        return tuple(group for part in cls.layout for group in part.groups())

    @classmethod
    @cache
    def slots(cls) -> tuple[Slot, ...]:
        return tuple(slot for part in cls.layout for slot in part.slots(cls))

    @classmethod
    def pack(cls, values: Values) -> Values:
        """Values by name -> values by slot, as the section's lens takes them."""
        values = values | {g.id: [g.model.pack(row) for row in values[g.id]] for g in cls.groups()}
        return (
            values | {slot.id: slot.pack(values) for slot in cls.slots()} if cls.layout else values
        )

    @classmethod
    def unpack(cls, got: Values) -> Values:
        """Undo pack; names that the lens did not give are empty."""
        if not cls.layout:
            return cls._empty() | got
        values = cls._empty() | {name: got[name] for name in cls._plain() if name in got}
        for slot in cls.slots():
            if slot.id in got:
                values |= slot.unpack(got[slot.id])
        for group in cls.groups():
            values[group.id] = [group.model.unpack(row) for row in values.get(group.id, ())]
        return values

    @classmethod
    @cache
    def _empty(cls) -> dict[str, str]:
        return dict.fromkeys(cls.columns(), "")

    @classmethod
    @cache
    def _plain(cls) -> tuple[str, ...]:
        """The names that no slot gives; a lens may give them by the same name."""
        slotted = {slot.id for slot in cls.slots()}
        groups = (group.id for group in cls.groups())
        return tuple(name for name in (*cls.columns(), *groups) if name not in slotted)

    @classmethod
    def blank(cls) -> Values:
        """A document's values for this table with nothing written."""
        return dict.fromkeys(cls.columns(), "") | {group.id: [] for group in cls.groups()}

    @classmethod
    def check(cls, **kwargs: Any) -> list[checks.CheckMessage]:
        problems = super().check(**kwargs)
        placed = [name for part in cls.layout for name in part.fields()]
        placed += [f"{name}_language" for name in placed if f"{name}_language" in cls.cells()]
        own = list(cls.cells())
        for name in sorted(set(own) | set(placed)) if cls.layout else ():
            if placed.count(name) != 1 or name not in own:
                text = f"{name} must appear exactly once in the layout."
                problems.append(checks.Error(text, obj=cls, id="specs.E001"))
        if len(cls.columns()) > MOST_COLUMNS:
            problems.append(
                checks.Error(f"More than {MOST_COLUMNS} columns.", obj=cls, id="specs.E002")
            )
        for name, cell in cls.cells().items():
            if not cell.label and not isinstance(cell, Language):
                problems.append(checks.Error(f"{name} has no label.", obj=cls, id="specs.E003"))
        return problems


class Section(Declared):
    """A `###` sheet of the specification; the docstring of each is the guidance people read above its form."""

    spec = models.OneToOneField("specs.Spec", models.CASCADE, primary_key=True, related_name="+")
    excused = Line("Not applicable because", width=12, tighter="empty")
    notes = Text("Notes", hint="What belongs here and fits no field.")

    chapter: ClassVar[Chapter]
    place: ClassVar[int]
    heading: ClassVar[str] = ""  # its `###` in Markdown; "": it stands directly under the chapter
    title: ClassVar[str] = ""  # on the form, where that differs
    asides: ClassVar[tuple[str, ...]] = ()  # prompts of the template that are no content when read

    class Meta:
        abstract = True

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        cls.slug = cls.__module__.rsplit(".", 1)[-1]

    @classmethod
    def guidance(cls) -> str:
        return inspect.cleandoc(cls.__doc__ or "")

    @classmethod
    def called(cls) -> str:
        """What people call it."""
        return cls.title or cls.heading or cls.chapter.title

    @classmethod
    @cache
    def sheet(cls) -> Sheet:
        """The lens that writes and reads this section."""
        return sheet(cls, cls.layout)

    @classmethod
    def check(cls, **kwargs: Any) -> list[checks.CheckMessage]:
        problems = super().check(**kwargs)
        if not cls.guidance() or cls.guidance().startswith(f"{cls.__name__}("):
            problems.append(
                checks.Error("A section's docstring is its guidance.", obj=cls, id="specs.E004")
            )
        return problems


class Row(Declared):
    """One row of a section; its key never changes, so that comments, diffs and addresses can hang on it."""

    spec = models.ForeignKey("specs.Spec", models.CASCADE, related_name="+")
    key = models.CharField(max_length=24)
    position = models.PositiveIntegerField(default=0)

    nouns: ClassVar[str] = ""  # "alert": what the buttons call it

    class Meta:
        abstract = True
        ordering = ("position", "pk")
        constraints = (models.UniqueConstraint(fields=("spec", "key"), name="%(class)s_key"),)

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        cls.slug = re.sub(r"(?<!^)(?=[A-Z])", "_", cls.__name__).lower()

    @classmethod
    def noun(cls) -> str:
        return cls.nouns or cls.slug.replace("_", " ")

    @classmethod
    def blank(cls) -> Values:
        return {"key": ""} | super().blank()


class Step(Row):
    """One step of a procedure, in a phase of the section or row it hangs on."""

    phase = models.CharField(max_length=40, default="", blank=True)
    text = Text("What to do", needed=True, example="Check whether a deploy is running.")
    command = Code("Command", example="kubectl rollout status deploy/checkout -n payments")
    language = Language("Language", standing="bash")
    expected = Text("Expected result", example="successfully rolled out")
    condition = Text("If", hint="What else may be seen?", example="a deploy is running")
    goto = Line("Go to step", example="4")

    nouns = "step"

    class Meta(Row.Meta):
        abstract = True
