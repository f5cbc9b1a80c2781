"""What is never stored: the values of parameters that are marked sensitive."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from .models import Conflict, Event, Spec
from .sections.base import Declared
from .sections.env_variables import EnvVariable
from .sections.parameters import Parameter

WORDS = (
    "This looks like a secret. Enter where it is stored, not its value. The value was not saved."
)
NAMING: dict[type[Declared], tuple[str, ...]] = {
    Parameter: ("name", "sensitive"),
    EnvVariable: ("name",),
}  # the cells that decide which values are secrets


def is_withheld(spec: Spec, model: type[Declared], key: str, name: str) -> bool:
    """Whether a value of this cell would be a secret: its parameter is marked sensitive."""
    if model is Parameter and name in Parameter.withheld:
        return bool(_sensitive(spec).filter(key=key).exists())
    if model is EnvVariable and name == "value":
        named = EnvVariable.objects.filter(spec_id=spec.pk, key=key).values("name")
        return bool(_sensitive(spec).filter(name__in=named).exists())
    return False


def without_secrets(spec: Spec, model: type[Declared], cells: dict[str, str]) -> dict[str, str]:
    """The cells of a new row, secrets left out."""
    if model is Parameter and cells.get("sensitive") == "Yes":
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
    Conflict.objects.filter(spec=spec, address__in=places).update(mine="", theirs="")
    Event.blank(spec, places)


def _sensitive(spec: Spec) -> QuerySet[Any]:
    return Parameter.of(spec.pk).filter(sensitive="Yes")
