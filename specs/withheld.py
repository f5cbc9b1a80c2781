"""What is never stored: the values of parameters that are marked sensitive."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from .models import Conflict, Event, Spec, Thread, Verb, Waiver
from .sections.base import Declared
from .sections.env_variables import EnvVariable
from .sections.parameters import Parameter
from .withholding import is_sensitive

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
    """Blank every value that is a secret as things stand, wherever it was kept."""
    parameters = _sensitive(spec).exclude(name="")
    keys, names = list(_sensitive(spec).values_list("key", flat=True)), parameters.values("name")
    variables = EnvVariable.objects.filter(spec_id=spec.pk, name__in=names)
    places = [f"{Parameter.slug}.{key}.{name}" for key in keys for name in Parameter.withheld]
    places += [f"{EnvVariable.slug}.{key}.value" for key in variables.values_list("key", flat=True)]
    _sensitive(spec).update(**dict.fromkeys(Parameter.withheld, ""))
    variables.update(value="")
    places += _deleted(spec, {*parameters.values_list("name", flat=True)})
    Conflict.objects.filter(spec=spec, address__in=places).update(mine="", theirs="")
    Thread.forget(spec, places)
    Waiver.forget(spec, places)
    Event.blank(spec, places)


def _deleted(spec: Spec, names: set[str]) -> list[str]:
    """The same values in rows of these names that were deleted before."""
    return [
        f"{event.place}.{name}"
        for model, withheld in WITHHELD.items()
        for event in Event.objects.filter(
            spec=spec, verb=Verb.DELETED, place__startswith=f"{model.slug}."
        )
        if event.data.get("row", {}).get("name") in names
        for name in withheld
    ]


def _sensitive(spec: Spec) -> QuerySet[Any]:
    return Parameter.of(spec.pk).filter(sensitive__istartswith="y")
