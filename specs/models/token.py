"""API tokens: what a pipeline shows instead of a password; only a digest of it is kept."""

from __future__ import annotations

import hashlib
import secrets
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone

from specs.models.event import Event, Verb

if TYPE_CHECKING:
    from specs.models.person import User

LONGEST = timedelta(days=365)
JUST_USED = timedelta(minutes=1)  # a pipeline in a loop must not write a row per request


class Scope(models.TextChoices):
    """What a token may do, in the name of the person who made it."""

    READ = "read", "Read what I may read"
    WRITE = "write", "Write in my drafts"
    REVIEW = "review", "Decide about reviews as I may"
    GATE = "gate", "Ask whether a version may go out"


class Token(models.Model):
    """One token: its digest, its scopes and its end; `ops_<prefix>_<secret>` is shown once.

    The secret has 256 bits of chance, so a plain SHA-256 of it cannot be searched through.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=80)
    prefix = models.CharField(max_length=8, unique=True)
    digest = models.CharField(max_length=64)
    scopes = models.JSONField(default=list)
    created_at = models.DateTimeField(default=timezone.now)
    expires_on = models.DateField("last day")
    last_used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.name} (ops_{self.prefix}_…)"

    @property
    def is_live(self) -> bool:
        """Neither revoked nor past its last day."""
        return self.revoked_at is None and timezone.localdate() <= self.expires_on

    @property
    def scope_names(self) -> list[str]:
        """What it may do, in words."""
        return [Scope(one).label for one in self.scopes]

    @classmethod
    @transaction.atomic
    def issue(cls, user: User, name: str, scopes: list[str], last_day: date) -> tuple[Token, str]:
        """A new token and its text, which nobody can read again."""
        prefix, secret = secrets.token_hex(4), secrets.token_urlsafe(32)
        text = f"ops_{prefix}_{secret}"
        token = cls.objects.create(
            user=user, name=name, scopes=scopes, expires_on=last_day, prefix=prefix,
            digest=hashlib.sha256(text.encode()).hexdigest(),
        )  # fmt: skip
        data = {"token": name, "prefix": prefix, "scopes": scopes, "until": last_day.isoformat()}
        Event.record(None, user, Verb.TOKEN_ISSUED, data=data)
        return token, text

    @classmethod
    def of(cls, text: str) -> Token | None:
        """The live token with this text, whose person may still sign in; its use is noted."""
        prefix = text[4:12] if text.startswith("ops_") and text.isascii() else ""
        token = cls.objects.select_related("user").filter(prefix=prefix).first()
        digest = hashlib.sha256(text.encode(errors="replace")).hexdigest()
        if token is None or not secrets.compare_digest(token.digest, digest):
            return None
        if not token.is_live or not token.user.is_active:
            return None
        now = timezone.now()
        if token.last_used_at is None or token.last_used_at < now - JUST_USED:
            cls.objects.filter(pk=token.pk).update(last_used_at=now)
        return token

    @transaction.atomic
    def revoke(self, by: User) -> None:
        """End it now, once; the row stays as a record."""
        ended = Token.objects.filter(pk=self.pk, revoked_at=None).update(revoked_at=timezone.now())
        if ended:
            data = {"token": self.name, "prefix": self.prefix, "person": self.user.username}
            Event.record(None, by, Verb.TOKEN_REVOKED, data=data)
