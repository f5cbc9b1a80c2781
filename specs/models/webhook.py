"""Webhooks: where else the portal's news go, and the secret by which they are known to be ours."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction

from specs.models.event import Event, Verb
from specs.models.kinds import Kind
from specs.models.person import User
from specs.posting import NotPosted, check_address, signed

if TYPE_CHECKING:
    from specs.models.spec import Spec

PREFIX = "whsec_"


def new_seed() -> str:
    """What a secret is made from, together with the portal's own key."""
    return secrets.token_hex(16)


class Webhook(models.Model):
    """An address that is called when something happens.

    The signing secret is not kept: it is made from the seed and SECRET_KEY, so that neither the
    database nor a copy of it can sign anything.
    """

    name = models.CharField(max_length=80, unique=True)
    url = models.CharField("address", max_length=500)
    kinds = models.JSONField("what it hears", default=list, blank=True)
    private = models.BooleanField("of private teams too", default=False)
    active = models.BooleanField("on", default=True)
    seed = models.CharField(max_length=32, default=new_seed, editable=False)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Refuse what the worker would refuse, while somebody is there to correct it."""
        try:
            check_address(self.url, private=settings.WEBHOOK_ALLOW_PRIVATE)
        except NotPosted as wrong:
            raise ValidationError({"url": wrong.reason}) from wrong

    @property
    def secret(self) -> str:
        """What the receiver verifies signatures with; shown once."""
        made = hmac.digest(settings.SECRET_KEY.encode(), f"webhook:{self.seed}".encode(), "sha256")
        return PREFIX + base64.b64encode(made).decode()

    @property
    def fingerprint(self) -> str:
        """By which people tell two secrets apart without seeing them."""
        return hashlib.sha256(self.secret.encode()).hexdigest()[:8]

    def headers(self, key: str, at: int, body: bytes) -> dict[str, str]:
        """The three headers of Standard Webhooks."""
        made = base64.b64decode(self.secret.removeprefix(PREFIX))
        return signed(made, key, at, body)

    def hears(self, kind: str, spec: Spec | None = None) -> bool:
        """Whether it is called for this; a test is always heard, a private team only where somebody said so."""
        open_to_it = self.private or spec is None or not spec.team.private
        return self.active and open_to_it and (kind in self.kinds or kind not in Kind.values)

    @transaction.atomic
    def renew_secret(self, by: User) -> None:
        """A new secret; signatures with the old one end at once."""
        self.seed = new_seed()
        self.save(update_fields=["seed"])
        self.tell(by, "new secret")

    @transaction.atomic
    def turn(self, on: bool, by: User) -> None:
        """On or off."""
        self.active = on
        self.save(update_fields=["active"])
        self.tell(by, "on" if on else "off")

    def tell(self, by: User, what: str) -> None:
        """One line of the organisation's trail."""
        Event.record(None, by, Verb.PEOPLE, new=what, data={"webhook": self.name})
