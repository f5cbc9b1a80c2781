"""Bringing the numbers of lists up to the rules and the policy of today, a few at a time."""

from __future__ import annotations

from specs import readiness
from specs.models.dependency import Dependency
from specs.models.policy import Policy
from specs.models.spec import Spec
from specs.readiness import levels

A_FEW = 200


def recount_stale(most: int = A_FEW) -> int:
    """Ask the rules again where an older rule set gave the numbers; how many were asked."""
    now = f"{readiness.VERSION}.{Policy.in_force().version}"
    stale = list(Spec.objects.exclude(rule_set=now).select_related("team").order_by("pk")[:most])
    for spec in stale:
        spec.recount()
        if spec.approved is not None:  # the draft's dependencies are kept with its numbers
            document = spec.approved.document
            Dependency.keep(spec, document, published=True)
            promise = levels.promised(document)
            was = {"approved_availability": promise, "approved_level": spec.level_of(promise, 0)}
            Spec.objects.filter(pk=spec.pk).update(**was, **spec.face_of(document))
    return len(stale)
