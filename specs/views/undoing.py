"""Saying what was done, with a button that takes it back."""

from __future__ import annotations

import json
from collections.abc import Sequence

from django.contrib import messages

from specs.views.doors import PersonRequest


def with_undo(
    request: PersonRequest, sentence: str, path: str, **fields: str | int | Sequence[str]
) -> None:
    """A message on the next page; its Undo posts these fields to this path; a list goes as several."""
    told = json.dumps({"path": path, "fields": fields})
    messages.info(request, sentence, extra_tags=told)
