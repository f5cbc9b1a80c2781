"""Seals: the trail of each specification as a chain, in which every entry vouches for the one before."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.db import models

if TYPE_CHECKING:
    from specs.models.event import Event

FIRST = "0" * 64
ORGANISATION = ""
"""The chain of what concerns no single specification."""


class Seal(models.Model):
    """What one event said when it was finished, without what it said.

    Each part of the payload (the old text, the new one, each cell of a row) is hashed with a salt of
    its own, made from the seal's. Blanking a secret leaves the hash of that part and takes its salt
    away, so that nobody can guess the secret; the other parts are held to what was sealed.
    """

    event = models.OneToOneField(
        "specs.Event", models.DO_NOTHING, db_constraint=False, related_name="seal"
    )  # no constraint: the database lets an event go, and the seal says that it was there
    chain = models.CharField(max_length=12, blank=True, default=ORGANISATION)
    number = models.PositiveIntegerField()
    salt = models.CharField(max_length=32, blank=True)
    kept = models.JSONField(default=dict, blank=True)  # after a blanking, in place of the salt
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

    def holds(self, event: Event) -> bool:
        """Whether the event is as it was sealed, apart from what was blanked since."""
        return self.digest == digest_of(self, event) and self.payload == self._payload(event)

    def forget(self, event: Event, names: Iterable[str]) -> None:
        """Keep of these parts, which are about to be blanked, nothing that leads back to them."""
        told, gone = parts_of(event), dict(self._gone)
        salts = self._salts(told)
        for name in {*names} & {*told} - {*gone}:
            gone[name] = _sha([salts.pop(name), told[name]])
        self.salt, self.kept = "", {"salts": salts, "gone": gone}
        self.save(update_fields=["salt", "kept"])

    @property
    def _gone(self) -> dict[str, str]:
        found: dict[str, str] = self.kept.get("gone", {})
        return found

    def _salts(self, told: Iterable[str]) -> dict[str, str]:
        if self.salt:
            return {name: _sha([self.salt, name]) for name in told}
        return dict(self.kept.get("salts", {}))

    def _payload(self, event: Event) -> str:
        told, gone = parts_of(event), self._gone
        if any(told.get(name) for name in gone):
            return ""  # what was blanked is blank
        salts = self._salts(told)
        left = {name: _sha([salts.get(name), said]) for name, said in told.items()}
        return _sha(sorted((left | gone).items()))


def payload_of(event: Event, salt: str) -> str:
    """The digest of what an event says."""
    return Seal(salt=salt)._payload(event)


def parts_of(event: Event) -> dict[str, Any]:
    """What can be blanked apart: both texts, and each cell of a row that the event keeps."""
    row = event.data.get("row", {})
    rest = {name: said for name, said in event.data.items() if name != "row"}
    rest["row"] = "row" in event.data
    cells = {f"row.{name}": text for name, text in row.items()}
    return {"old": event.old, "new": event.new, "data": rest, **cells}


def digest_of(seal: Seal, event: Event) -> str:
    """The digest of who did what where and when, of the payload's digest, and of the entry before."""
    facts = [event.actor_id, event.verb, event.version, event.place, event.at.timestamp()]
    return _sha([seal.chain, seal.number, seal.event_id, *facts, seal.payload, seal.previous])


def _sha(said: list[Any]) -> str:
    text = json.dumps(said, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
