"""When this very session was signed in: another device of the same person does not make it fresh."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

KEY = "signed_in_at"


def note(sender: object, request: HttpRequest, **more: Any) -> None:
    """Receives Django's `user_logged_in`."""
    request.session[KEY] = timezone.now().timestamp()


def long_ago(request: HttpRequest) -> bool:
    """Whether the sign-in is older than the house trusts, on a device perhaps left alone."""
    limit = timedelta(minutes=settings.SIGN_IN_FRESH_MINUTES)
    at = request.session.get(KEY) if request.user.is_authenticated else None
    return at is None or timezone.now().timestamp() - at > limit.total_seconds()
