"""The sign-ins of the demo, shown in demo mode only."""

from __future__ import annotations

from django import template
from django.conf import settings

register = template.Library()


@register.simple_tag
def demo_sign_ins() -> list[dict[str, str]]:
    """Name, password and part of everyone in the demo; nothing outside demo mode."""
    if not settings.OPSPORTAL_DEMO:
        return []
    return [
        {
            "username": name,
            "name": name.capitalize(),
            "password": settings.DEMO_PASSWORD,
            "does": does,
        }
        for name, does in settings.DEMO_SIGN_INS
    ]
