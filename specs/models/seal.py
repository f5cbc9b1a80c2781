"""Seals: the trail of each specification as a chain, in which every entry vouches for the one before."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from django.db import models

if TYPE_CHECKING:
    from specs.models.event import Event

FIRST = "0" * 64
ORGANISATION = ""
"""The chain of what concerns no single specification."""


class Seal(models.Model):
    """What one event said when it was finished, without what it said.

    The payload is hashed with a salt of its own: blanking a secret takes the salt away too, so
    that nobody can guess the secret from the hash, and the chain goes on.
    """

    event = models.OneToOneField(
        "specs.Event", models.DO_NOTHING, db_constraint=False, related_name="seal"
    )  # no constraint: the database lets an event go, and the seal says that it was there
    chain = models.CharField(max_length=12, blank=True, default=ORGANISATION)
    number = models.PositiveIntegerField()
    salt = models.CharField(max_length=32, blank=True)
    payload = models.CharField(max_length=64)
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        ordering = ["chain", "number"]
        constraints = [
            models.UniqueConstraint(fields=["chain", "number"], name="one_seal_per_number")
        ]

    def __str__(self) -> str:
        return f"Entry {self.number} of {self.chain or 'the organisation'}"

    def holds(self, event: Event, remains: str | None) -> bool:
        """Whether the event is as it was sealed; `remains` vouches for what a blanking left of it."""
        if self.digest != digest_of(self, event):
            return False
        if self.salt:
            return self.payload == payload_of(event, self.salt)
        return remains is not None and remains == payload_of(event, "")


def payload_of(event: Event, salt: str) -> str:
    """The digest of what an event says."""
    return _sha([salt, event.old, event.new, event.data])


def digest_of(seal: Seal, event: Event) -> str:
    """The digest of who did what where and when, of the payload's digest, and of the entry before."""
    facts = [event.actor_id, event.verb, event.version, event.place, event.at.timestamp()]
    return _sha([seal.chain, seal.number, seal.event_id, *facts, seal.payload, seal.previous])


def _sha(said: list[Any]) -> str:
    text = json.dumps(said, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
