"""That somebody opened the gate, on the pages of a specification that say so in passing."""

from __future__ import annotations

from typing import Any

from django import template

from specs.models import BreakGlass, Spec

register = template.Library()


@register.inclusion_tag("gate/_open.html")
def open_gate(spec: Spec) -> dict[str, Any]:
    """A banner for each time it is open now; nothing when it is closed."""
    return {"spec": spec, "glass": BreakGlass.open_for(spec)}
