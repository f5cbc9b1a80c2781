"""What will need somebody soon: waivers that end, and approvals to be looked at again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from specs import access
from specs.models import Spec, User, Waiver

SOON = timedelta(days=14)


@dataclass(frozen=True)
class Coming:
    """One date of one specification."""

    on: date
    spec: Spec
    kind: str
    sentence: str
    place: str = ""

    @property
    def href(self) -> str:
        return f"/specs/{self.spec.guid}/{self.place}"


def coming(user: User) -> list[Coming]:
    """What this person's teams have before them, and what is past already; the first date first."""
    until = timezone.localdate() + SOON
    found = [*_looking(user, until), *_ending(user, until)]
    return sorted(found, key=lambda one: (one.on, one.spec.name))


def _looking(user: User, until: date) -> list[Coming]:
    """Approvals whose review date passed, or comes."""
    specs = access.drafts_visible(user).filter(approved__isnull=False, review_by__lte=until)
    today = timezone.localdate()
    return [
        Coming(one.review_by, one, "clock", _to_look_at(one.review_by < today))
        for one in specs
        if one.review_by
    ]


def _to_look_at(past: bool) -> str:
    return "its review date passed" if past else "to be looked at again"


def _ending(user: User, until: date) -> list[Coming]:
    """Waivers that hold now and end soon."""
    own = access.drafts_visible(user).order_by().values("pk")
    waivers = Waiver.holding().filter(spec__in=own, expires_on__lte=until)
    return [
        Coming(
            one.expires_on, one.spec, "waiver", f"waiver ends: {one.title}", "checks/?show=waived"
        )
        for one in waivers.select_related("spec__team")
    ]
