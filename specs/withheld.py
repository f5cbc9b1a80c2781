"""What is never stored: the values of parameters that are marked sensitive."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from .models import Conflict, Event, Import, Revision, Spec, Thread, Verb, Waiver
from .sections.base import Declared
from .sections.env_variables import EnvVariable
from .sections.parameters import Parameter
from .withholding import is_sensitive, without

WORDS = (
    "This looks like a secret. Enter where it is stored, not its value. The value was not saved."
)
NAMING: dict[type[Declared], tuple[str, ...]] = {
    Parameter: ("name", "sensitive"),
    EnvVariable: ("name",),
}  # the cells that decide which values are secrets
WITHHELD: dict[type[Declared], tuple[str, ...]] = {
    Parameter: Parameter.withheld,
    EnvVariable: ("value",),
}


def is_withheld(spec: Spec, model: type[Declared], key: str, name: str) -> bool:
    """Whether a value of this cell would be a secret: its parameter is marked sensitive."""
    if name not in WITHHELD.get(model, ()):
        return False
    row = model.of(spec.pk).filter(key=key).values().first() or _gone(spec, model, key)
    if model is Parameter:
        return is_sensitive(row.get("sensitive", ""))
    return bool(_sensitive(spec).filter(name=row.get("name", "")).exists())


def _gone(spec: Spec, model: type[Declared], key: str) -> dict[str, Any]:
    """A deleted row as the trail keeps it: a late text for it would be kept as a conflict."""
    events = Event.objects.filter(spec=spec, place=f"{model.slug}.{key}", verb=Verb.DELETED)
    last = events.order_by("-pk").first()
    kept: dict[str, Any] = last.data["row"] if last else {}
    return kept


def without_secrets(spec: Spec, model: type[Declared], cells: dict[str, str]) -> dict[str, str]:
    """The cells of a new row, secrets left out."""
    if model is Parameter and is_sensitive(cells.get("sensitive", "")):
        return cells | dict.fromkeys(Parameter.withheld, "")
    if model is EnvVariable and cells.get("value"):
        secret = _sensitive(spec).filter(name=cells.get("name", "")).exists()
        return cells | {"value": ""} if secret else cells
    return cells


def forget(spec: Spec) -> None:
    """Blank every value that is a secret as things stand, wherever it was kept; what was published stays."""
    marked = dict(_sensitive(spec).values_list("key", "name"))
    if not marked:
        return
    names = {*marked.values()} - {""}
    variables = EnvVariable.objects.filter(spec_id=spec.pk, name__in=names)
    places = [f"{Parameter.slug}.{key}.{name}" for key in marked for name in Parameter.withheld]
    places += [f"{EnvVariable.slug}.{key}.value" for key in variables.values_list("key", flat=True)]
    _sensitive(spec).update(**dict.fromkeys(Parameter.withheld, ""))
    variables.update(value="")
    places += _vanished(spec, names)
    Conflict.objects.filter(spec=spec, address__in=places).update(mine="", theirs="")
    Thread.forget(spec, places)
    Waiver.forget(spec, places)
    Event.blank(spec, places)
    Import.blank(spec, names)
    Revision.blank(spec, lambda document: without(document, {*marked}, names))


def _vanished(spec: Spec, names: set[str]) -> list[str]:
    """The same values in rows that had one of these names and are there no more, as the trail tells."""
    return [
        f"{model.slug}.{key}.{name}"
        for model, withheld in WITHHELD.items()
        for key in _named(spec, model, names) - {*model.of(spec.pk).values_list("key", flat=True)}
        for name in withheld
    ]


def _named(spec: Spec, model: type[Declared], names: set[str]) -> set[str]:
    """The keys of the rows that ever had one of these names."""
    told = Event.objects.filter(spec=spec, place__startswith=f"{model.slug}.")
    rows = told.filter(data__row__name__in=names)
    renamed = told.filter(Q(old__in=names) | Q(new__in=names), place__endswith=".name")
    places = [*rows.values_list("place", flat=True), *renamed.values_list("place", flat=True)]
    return {place.split(".")[1] for place in places}


def _sensitive(spec: Spec) -> QuerySet[Any]:
    return Parameter.of(spec.pk).filter(sensitive__istartswith="y")
