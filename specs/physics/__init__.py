"""What alerts do to people: budgets, times to fire and limits, worked out from a Document. Pure functions."""

from .alarms import Alarm, alarms
from .promises import Promise, promises

__all__ = ["Alarm", "Promise", "alarms", "promises"]
