"""What the rules say of a version, for the pages that show it in passing."""

from __future__ import annotations

from typing import Any

from django import template
from django.template.context import Context

from specs import checks
from specs.models import Revision, Spec, Waiver

register = template.Library()


@register.simple_tag(takes_context=True)
def checks_of(context: Context, spec: Spec, revision: Revision | None = None) -> dict[str, Any]:
    """The checks of a revision, or of the draft, the worst first, and whether the reader may waive."""
    user = context["request"].user
    document, wrote = (revision.document, revision.writers) if revision else (None, None)
    found = checks.checks(spec, spec.findings(document, frozen=bool(revision), wrote=wrote))
    return {
        "blockers": [one for one in found if one.severity == "block"],
        "warnings": [one for one in found if one.severity == "warn"],
        "advice": [one for one in found if one.severity == "info"],
        "waived": [one for one in found if one.severity == "waived"],
        "may_waive": Waiver.may_grant(user, spec, wrote),
    }
