"""Saying what was done, with a button that takes it back."""

from __future__ import annotations

import json

from django.contrib import messages

from specs.views.doors import PersonRequest


def with_undo(request: PersonRequest, sentence: str, path: str, **fields: str | int) -> None:
    """A message on the next page; its Undo posts these fields to this path."""
    told = json.dumps({"path": path, "fields": fields})
    messages.info(request, sentence, extra_tags=told)
