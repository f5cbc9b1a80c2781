"""The verbs of a specification, from the first draft to what runs in production."""

from __future__ import annotations

from django.db import models


class Lifecycle(models.Model):
    """What may be done with a specification as a whole."""

    class Meta:
        abstract = True
