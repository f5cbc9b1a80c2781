"""What a click on "show unchanged" fetches, instead of the whole page."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from specs.views.comparing import Comparison


def revealed(
    request: HttpRequest, comparison: Comparison, word: str, around: dict[str, Any]
) -> HttpResponse:
    """One section or chapter with all that did not change; the first of it takes the focus."""
    found = comparison.revealed(word)
    piece = "specs/_section_change.html" if "change" in found else "specs/_chapter_change.html"
    context = around | found | {"comparison": comparison, "reveal": True}
    return render(request, piece, context)
