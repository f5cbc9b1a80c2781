"""Typed values beside a cell's text: every class parses what people write and prints it one way.

`X.parse(text)` answers an X or raises `NotUnderstood`, which says what to write instead. Values are
frozen, equal by what they mean and never floats; `str(x)` is canonical and parses back to x.
"""

from .comparison import Comparison, Target
from .duration import Duration
from .exact import NotUnderstood
from .number import Date, Integer, Number
from .percent import Percent
from .quantity import Quantity
from .semver import Semver
from .url import Url

__all__ = [
    "Comparison",
    "Date",
    "Duration",
    "Integer",
    "NotUnderstood",
    "Number",
    "Percent",
    "Quantity",
    "Semver",
    "Target",
    "Url",
]
