"""What the shell of every page shows beside the page itself."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.http import HttpRequest

from specs import access
from specs.models import User


def waiting(request: HttpRequest) -> dict[str, Any]:
    """How many reviews wait for this reviewer; nobody else is asked for, or counted."""
    user = getattr(request, "user", None)
    if not isinstance(user, User) or not user.is_reviewer:
        return {}
    return {"waiting": cache(access.reviews_for(user).count)}
