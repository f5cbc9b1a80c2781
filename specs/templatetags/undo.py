"""What a message can take back, and the views a person saved of this list."""

from __future__ import annotations

import json
from typing import Any

from django import template
from django.contrib.messages.storage.base import Message

from specs import access
from specs.models import SavedView, User

register = template.Library()


@register.filter
def undoing(message: Message) -> dict[str, Any]:
    """Where Undo posts to, and which fields; nothing for a message that only tells."""
    tags = message.extra_tags or ""
    found: dict[str, Any] = json.loads(tags) if tags.startswith("{") else {}
    if found:
        found["pairs"] = [
            (name, text)
            for name, told in found["fields"].items()
            for text in (told if isinstance(told, list) else [told])
        ]
    return found


@register.simple_tag(takes_context=True)
def saved_views(context: dict[str, Any]) -> list[SavedView]:
    """The person's views of the list that is shown."""
    request = context["request"]
    if not isinstance(request.user, User):
        return []
    return list(access.saved_views(request.user).filter(path=request.path))
