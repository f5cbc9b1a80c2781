"""Saved views: lists as a person filtered them, under a name of their own."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode, urlsplit

from django.conf import settings
from django.db import models
from django.utils import timezone

from specs.markdown.tidy import tidy
from specs.models.workflow import Refused

if TYPE_CHECKING:
    from specs.models.person import User

LISTS = {
    "/specs/": "Specifications",
    "/reviews/": "Reviews",
    "/portfolio/": "Portfolio",
    "/runbooks/": "Runbooks",
    "/dependencies/": "Dependencies",
    "/search/": "Search",
}
PASSING = ("page", "after", "before")  # where somebody was in the list is no part of the view
MOST = 50
KEPT = timedelta(days=1)


class SavedView(models.Model):
    """A page and its question; its address is the address of the list itself, so it can be shared."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_views")
    name = models.CharField(max_length=80)
    path = models.CharField(max_length=60)
    query = models.CharField(max_length=600, blank=True, default="")
    pinned = models.BooleanField(default=False)
    made_at = models.DateTimeField(default=timezone.now)
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pinned", "name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "path", "name"],
                condition=models.Q(removed_at__isnull=True),
                name="one_view_of_a_name",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def address(self) -> str:
        """Where it leads."""
        return f"{self.path}?{self.query}" if self.query else self.path

    @property
    def list_name(self) -> str:
        """The list it is a view of."""
        return LISTS.get(self.path, "")

    @classmethod
    def of(cls, user: User) -> models.QuerySet[SavedView]:
        """What this person has, the pinned ones first."""
        return cls.objects.filter(user=user, removed_at__isnull=True)

    @classmethod
    def keep(cls, user: User, name: str, address: str) -> SavedView:
        """Save a list as it is filtered; the same name again replaces what it meant."""
        name, (path, query) = " ".join(tidy(name).split())[:80], taken_apart(address)
        if not name:
            raise Refused("Give the view a name.")
        if path not in LISTS or len(query) > 600:
            raise Refused("This page cannot be saved as a view.")
        if cls.of(user).exclude(path=path, name=name).count() >= MOST:
            raise Refused(f"You have {MOST} views. Delete one first.")
        cls.objects.filter(user=user, removed_at__lt=timezone.now() - KEPT).delete()
        found, _ = cls.of(user).update_or_create(
            user=user, path=path, name=name, defaults={"query": query}
        )
        return found

    def pin(self, pinned: bool) -> None:
        """Put it before the others, or back among them."""
        SavedView.objects.filter(pk=self.pk).update(pinned=pinned)

    def remove(self) -> None:
        """Take it away; for a day it can be brought back."""
        SavedView.objects.filter(pk=self.pk).update(removed_at=timezone.now())

    def restore(self) -> None:
        """Bring it back, unless another one took its name meanwhile."""
        if SavedView.of(self.user).filter(path=self.path, name=self.name).exists():
            raise Refused(f"You already have another view called {self.name}.")
        SavedView.objects.filter(pk=self.pk).update(removed_at=None)


def taken_apart(address: str) -> tuple[str, str]:
    """Path and question of an address of ours; what says where somebody was is left out."""
    try:
        parts = urlsplit(address)
    except ValueError:  # such as an unclosed bracket
        return "", ""
    asked = parse_qsl(parts.query)
    pairs = [(tidy(name), tidy(text)) for name, text in asked if name not in PASSING]
    return ("" if parts.netloc else parts.path), urlencode(pairs)
