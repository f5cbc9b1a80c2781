"""How long ago something was, as people say it: `4 days`, `6 hours`, `less than a minute`."""

from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.timesince import timesince


def age(since: datetime) -> str:
    """The time from `since` to now in one unit, which is enough to choose by."""
    if timezone.now() - since < timedelta(minutes=1):
        return "less than a minute"
    return timesince(since, depth=1)
