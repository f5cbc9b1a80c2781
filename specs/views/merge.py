"""The merge page: two texts for one cell, and the person whose text lost chooses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from specs import access, cells, rows
from specs.changes import CellChange, by_words
from specs.documents import cell_digest
from specs.models import Conflict, Event, Spec, User, Verb
from specs.views import drafts
from specs.views.doors import PersonRequest, see_other, signed_in
from specs.views.drafts import section_of
from specs.views.editor import chapter_of
from specs.views.merged import Trail

MINE, THEIRS, OTHER = "mine", "theirs", "other"
LONG = 80  # characters from which on a text is told by what is different in it
COPY_IT = "Copy your text to another place, then choose theirs."


@dataclass
class Choice:
    """One open conflict as the page shows it."""

    conflict: Conflict
    label: str
    place: str
    now: str | None  # the text in the cell now; None when its row was deleted
    base: str | None  # what both started from, where the trail still knows it
    saved: Event | None = None  # the line by which the other text came
    chosen: str = ""
    other: str = ""
    error: str = ""

    @property
    def id(self) -> int:
        return self.conflict.pk

    @property
    def gone(self) -> bool:
        return self.now is None

    @property
    def by(self) -> User | None:
        """Whose text, or deletion, it is."""
        return self.saved.actor if self.saved else self.conflict.theirs_by

    @property
    def long(self) -> bool:
        """Whether a reader would have to look for what is different."""
        return any(
            len(text) > LONG or "\n" in text for text in (self.conflict.mine, self.now or "")
        )

    @property
    def mine_told(self) -> CellChange | None:
        """What this person changed in the text that both began from."""
        return self._told(self.conflict.mine)

    @property
    def theirs_told(self) -> CellChange | None:
        """What the other person changed in it."""
        return self._told(self.now)

    def _told(self, text: str | None) -> CellChange | None:
        if not (self.long and self.base and text):
            return None
        return CellChange("", self.label, by_words(self.base, text))

    @property
    def seen(self) -> str:
        return cell_digest(self.now or "")


@signed_in
@require_http_methods(["GET", "POST"])
def merge(request: PersonRequest, guid: str, slug: str) -> HttpResponse:
    """Every cell of a chapter in which this person's text lost; it waits until it is decided."""
    chapter, user = chapter_of(slug), request.user
    spec = access.spec_for_editing(user, guid)
    trail = Trail(spec, drafts.conflicts_of(spec, user, chapter))
    choices = open_choices(trail)
    status = 200
    if request.method == "POST":
        read(choices, request.POST)
        if not any(choice.error for choice in choices) and not settle(
            spec, user, choices, request.POST
        ):
            messages.success(request, "Merged.")
            return see_other(f"/specs/{spec.guid}/sections/{chapter.slug}/")
        faults = any(choice.error for choice in choices)
        trail = Trail(spec, drafts.conflicts_of(spec, user, chapter))
        choices = again(trail, choices)
        status = 422 if faults else 409
    head = {"slug": chapter.slug, "title": chapter.title}
    context = {"spec": spec, "chapter": head, "choices": choices, "status": status}
    context |= {"others": others(choices), "merged": trail.merged(chapter) if choices else []}
    return render(request, "specs/merge.html", context, status=status)


def open_choices(trail: Trail) -> list[Choice]:
    """What this person still has to choose, with the texts as they are now."""
    found, spec = [], trail.spec
    for conflict in trail.conflicts:
        model, key, name = cells.Change(conflict.address, "").place
        number = "" if key == "-" else f"{model.slug.replace('_', ' ')} {_number(spec, model, key)}"
        section = section_of(conflict.address)
        now = cells.shown_now(spec, conflict.address)
        place = f"{section.called()}{', ' + number if number else ''}"
        label = model.columns()[name].label
        base, saved = trail.base(conflict), trail.saved(conflict)
        found.append(Choice(conflict, label, place, now, base, saved))
    return found


def others(choices: list[Choice]) -> list[str]:
    """Who saved meanwhile, each person once."""
    return list(dict.fromkeys(str(choice.by) for choice in choices if choice.by))


def read(choices: list[Choice], post: Mapping[str, str]) -> None:
    """What the form says; a choice left open is an error beside it."""
    for choice in choices:
        choice.chosen = post.get(f"choice-{choice.id}", "")
        choice.other = post.get(f"other-{choice.id}", "")
        if choice.chosen not in (MINE, THEIRS, OTHER):
            choice.error = f"Choose a text for {choice.label}."


def settle(
    spec: Spec, user: User, choices: list[Choice], post: Mapping[str, str]
) -> list[Conflict]:
    """Write what was chosen; answers the conflicts that came up meanwhile."""
    lost: list[Conflict] = []
    for choice in choices:
        address, conflict = choice.conflict.address, choice.conflict
        seen = post.get(f"seen-{choice.id}", "")
        if choice.chosen == THEIRS:
            lost += [] if seen == choice.seen else [conflict]
        else:
            text = conflict.mine if choice.chosen == MINE else choice.other
            try:
                if choice.gone:
                    slug, _, rest = address.partition(".")
                    rows.restore(spec, user, slug, rest.partition(".")[0])
                    seen = cell_digest(cells.shown_now(spec, address) or "")
                lost += cells.write(spec, user, [cells.Change(address, text, seen)]).conflicts
            except (rows.NoSuchRow, rows.Locked):
                choice.error = f"The row of {choice.label} cannot be brought back. {COPY_IT}"
            except cells.TooLong as long:
                choice.error = str(long)
            lost += [conflict] if choice.error else []
        if conflict not in lost:
            _settled(spec, user, choice)
    return lost


def _settled(spec: Spec, user: User, choice: Choice) -> None:
    """Close a conflict; a text that was not chosen stays in the trail."""
    conflict = choice.conflict
    with transaction.atomic():
        if choice.chosen != MINE:
            now = cells.shown_now(spec, conflict.address) or ""
            place = conflict.address
            Event.record(spec, user, Verb.RESOLVED, place=place, old=conflict.mine, new=now)
        conflict.resolve()


def again(trail: Trail, before: list[Choice]) -> list[Choice]:
    """The page once more, with the texts as they are now and the choices kept."""
    kept: dict[int, Choice] = {choice.id: choice for choice in before}
    found = open_choices(trail)
    for choice in found:
        if old := kept.get(choice.id):
            choice.chosen, choice.other, choice.error = old.chosen, old.other, old.error
    return found


def _number(spec: Spec, model: Any, key: str) -> str:
    """Which row it is, counted from one."""
    keys = list(model.of(spec.pk).order_by("position").values_list("key", flat=True))
    return str(keys.index(key) + 1) if key in keys else "(deleted)"
