"""What people can be told about, and how each kind reaches them by mail."""

from __future__ import annotations

from django.db import models, transaction

from specs.models.event import Event, Verb
from specs.models.person import User


class Kind(models.TextChoices):
    """What it is about; people choose for each whether they get a mail."""

    REVIEW_ASKED = "review_asked", "A review is asked of you"
    DECIDED = "decided", "A review is decided"
    COMMENTED = "commented", "Somebody comments"
    MENTIONED = "mentioned", "Somebody mentions you"
    EXPORT_FAILED = "export_failed", "An export fails"
    WAIVED = "waived", "A finding is waived"
    WAIVER_EXPIRING = "waiver_expiring", "A waiver ends soon"
    REVIEW_DUE = "review_due", "An approval is due to be reviewed again"
    GATE_OPENED = "gate_opened", "Somebody opens the gate of a service"


class Way(models.TextChoices):
    """How a kind reaches somebody by mail; in the portal everything is told."""

    NOW = "now", "At once"
    DIGEST = "digest", "Once a day"
    OFF = "off", "Not by mail"


LATER = {Kind.COMMENTED, Kind.WAIVED, Kind.WAIVER_EXPIRING}
"""What can wait for the daily mail, unless a person says otherwise."""


def way_for(person: User, kind: str) -> Way:
    """How this person wants to hear of this kind by mail."""
    usual = Way.DIGEST if kind in LATER else Way.NOW
    chosen = person.mail_ways.get(kind, usual)
    return Way(chosen) if chosen in Way.values else usual


def ways_of(person: User) -> dict[str, Way]:
    """All of them, in the order of the form."""
    return {kind: way_for(person, kind) for kind in Kind.values}


@transaction.atomic
def stop(person: User, kind: str) -> None:
    """No more mails of this kind; `digest` stands for everything that comes once a day."""
    ended = [one for one, way in ways_of(person).items() if one == kind or way == kind]
    person.mail_ways = {**person.mail_ways, **dict.fromkeys(ended, str(Way.OFF))}
    User.objects.filter(pk=person.pk).update(mail_ways=person.mail_ways)
    data = {"person": person.username, "changed": ended, "by": "a link in a mail"}
    Event.record(None, person, Verb.PEOPLE, new=str(Way.OFF), data=data)
