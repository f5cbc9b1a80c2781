"""A badge for READMEs: what is approved, how ready it is, and whether it may go out."""

from __future__ import annotations

import hashlib
from html import escape

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from specs import access
from specs.gate import DENY, judge

LABEL = "ops spec"
LETTER, PAD = 7, 10  # pixels: about the width of a letter of 11 pixels, and the room beside a word
COLOURS = {"ok": "#1A5E38", "danger": "#A02A1B", "neutral": "#474B58"}
HEIGHT = 20
READY = {"ready": "ready", **{one: f"level {one}" for one in "ABC"}}


@require_safe
def badge(request: HttpRequest, guid: str) -> HttpResponse:
    """For everyone who knows the GUID, unless the team is private; it says no more than the gate does."""
    spec = access.spec_for_badge(guid)
    found = judge(spec)
    if spec.approved is None:
        text, tint = "not approved", "neutral"
    elif found.answer == DENY:
        count = len(found.reasons)
        text, tint = f"{count} blocker{'s' * (count != 1)}", "danger"
    else:
        words = READY.get(spec.approved_level)
        said = f"{spec.approved.status.lower()} {spec.approved.version}"
        text, tint = f"{said}, {words}" if words else said, "ok"
    content = drawn(text, COLOURS[tint])
    tag = f'"{hashlib.sha256(content.encode()).hexdigest()[:16]}"'
    same = request.headers.get("If-None-Match") == tag
    answer = (
        HttpResponse(status=304) if same else HttpResponse(content, content_type="image/svg+xml")
    )
    answer["ETag"], answer["Cache-Control"] = tag, "public, max-age=60"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def drawn(text: str, colour: str) -> str:
    """An SVG with a title, so that it is read out; attributes only, for the strict CSP."""
    left, right = (len(word) * LETTER + PAD for word in (LABEL, text))
    said = escape(f"{LABEL}: {text}")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{left + right}" height="{HEIGHT}" role="img" '
        f'aria-label="{said}"><title>{said}</title>'
        f'<rect width="{left}" height="{HEIGHT}" fill="#1C1E26"/>'
        f'<rect x="{left}" width="{right}" height="{HEIGHT}" fill="{colour}"/>'
        '<g fill="#FFFFFF" text-anchor="middle" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11">'
        f'<text x="{left / 2}" y="14">{LABEL}</text>'
        f'<text x="{left + right / 2}" y="14">{escape(text)}</text></g></svg>\n'
    )
