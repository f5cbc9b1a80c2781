"""What tests of waivers share: a draft with one blocker, in review, and the waiver for it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from specs import cells
from specs.documents import cell_digest
from specs.models import Waiver, policy
from specs.readiness import Policy
from specs.sections.overview import Overview

REASON = "Only the internal name is missing; it is agreed next week."
PLACE = "overview.-.overview"


@pytest.fixture
def strict(monkeypatch):
    """Only what a test is about can block: an empty draft is no matter here."""
    monkeypatch.setattr(policy, "STANDARD", Policy(off=frozenset({"GEN-05"})))


@pytest.fixture
def blocked(strict, spec, alice):
    """In review with one blocker: a placeholder in the overview."""
    write(spec, alice, "TBD")
    spec.submit(alice, reason="The rest can be looked at.")
    return spec


def write(spec, by, text):
    now = next(iter(Overview.objects.filter(spec=spec).values_list("overview", flat=True)), "")
    cells.write(spec, by, [cells.Change(PLACE, text, cell_digest(now))])
    spec.refresh_from_db()
    spec.recount()


def the_blocker(spec):
    (one,) = [found for found in spec.findings() if found.rule == "GEN-01"]
    return one


def soon(days=30):
    return timezone.localdate() + timedelta(days=days)


def waived(spec, by, days=30):
    return Waiver.grant(spec, the_blocker(spec), by, REASON, soon(days))
