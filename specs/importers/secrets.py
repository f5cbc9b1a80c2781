"""What looks secret: decided by the name of a value, by its shape, and by how random it is."""

from __future__ import annotations

import math
import re
from collections import Counter

REMOVED = "Value removed"
STRONG = re.compile(
    r"passw(?:or)?d|passphrase|(?:^|_)(?:pass|pwd|pw|dsn|salt)(?:_|$)|secret|credential"
    r"|(?:private|signing|encryption|api|access|auth|master|service|account|shared)_?key",
    re.IGNORECASE,
)
WEAK = re.compile(
    r"(?:^|_)(?:token|jwt|key|cookie|auth|licen[sc]e|cert|certificate|pin|otp)(?:_|$)|token$|key$",
    re.IGNORECASE,
)
ABOUT = re.compile(
    r"(?:file|path|dir|name|header|url|host|issuer|expir\w*|ttl|age|length|id|timeout|days|hours|minutes"
    r"|seconds|min|max|count|size|enabled|required|policy|rotation|limit|attempts|type|algorithm)s?$",
    re.IGNORECASE,
)  # the last word of a name that says something about a secret, and is none
SWITCH = re.compile(r"true|false|yes|no|on|off|none|null|enabled|disabled", re.IGNORECASE)
HOLLOW = re.compile(r"\d{1,7}[a-z]{0,3}|<[^<>]*>|\[[^\[\]]*\]", re.IGNORECASE)
REFERENCE = re.compile(
    r"\$(?:\w+|\{\w+(?::?[-?][^{}]{0}|:?\?[^{}]*)?\}|\(\w+\))|\{\{[^{}]*\}\}"
    r"|/(?:run|var|etc|opt|usr|home|srv|data|app|mnt|tmp|secrets?|vault)/[\w./-]+"
)
LOGIN = r"[a-z][a-z0-9+.-]{0,20}://[^\s/@:]{0,100}:(?!\$\{\w{1,60}(?::?\?[^{}]{0,80})?\}@)[^\s/@]{1,200}@"
IN_URL = re.compile(LOGIN, re.IGNORECASE)
SHAPES = re.compile(
    r"-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----(?:.{0,20000}?-----END [A-Z ]{0,30}PRIVATE KEY-----|.*\Z)"
    r"|\bAKIA[0-9A-Z]{16}\b|\b(?:gh[pousr]|github_pat|glpat|xox[abprs])[_-][A-Za-z0-9_-]{16,200}"
    r"|(?<![\w-])eyJ[\w-]{8,2000}\.[\w-]{8,2000}\.[\w-]{1,2000}|\bsk_(?:live|test)_\w{10,200}"
    rf"|\bAIza[\w-]{{30,200}}|\bhooks\.slack\.com/services/\S{{1,300}}|{LOGIN}\S{{0,500}}",
    re.IGNORECASE | re.DOTALL,
)
WORDS = r"(?:passw(?:or)?d|passphrase|secret|api[_-]?key|private[_-]?key|token|credential)"
VALUE = r"(?P<value>\"[^\"\n]{1,500}\"|'[^'\n]{1,500}'|[^\s\"',;)}\]]{1,500})"
ASSIGNED = re.compile(
    rf"(?P<name>{WORDS}[\w-]{{0,40}}[\"']?[ \t]{{0,4}}(?:=(?![=~])|:(?!//))[ \t]{{0,4}}){VALUE}",
    re.IGNORECASE,
)
HANDED = re.compile(
    rf"(?P<name>(?<![\w-])--[\w-]{{0,40}}(?:pass|secret|token|api-key)[\w-]{{0,20}}(?:=|[ \t]{{1,4}})"
    rf"|\brequirepass[ \t]{{1,4}}|\b(?:Bearer|Basic)[ \t]{{1,4}}){VALUE}",
    re.IGNORECASE,
)
HANDED_ON = re.compile(r"\$(?!\{\w+:?-[^}])")  # taken from elsewhere, without a value of its own
RANDOM = re.compile(r"[A-Za-z0-9+/_=~!@#$%^&*().-]{16,}")
WORDY = re.compile(r"[~./]*(?:[A-Z]?[a-z]+\d{0,4}|[A-Z]+|\d+)?(?:[-_./@][A-Za-z]*\d{0,4})*")
PROSE = re.compile(r"[a-z]+[.:]?|[A-Z][a-z]+[.:]?|[A-Z_]+[.:]?|[*|<\[(?].*|-")


def looks_secret(name: str, value: str) -> bool:
    """Whether a value must not be kept, judged by what it is called and by itself."""
    value, name = value.strip(), _plain(name)
    if not value or REFERENCE.fullmatch(value) or SWITCH.fullmatch(value):
        return False
    if IN_URL.search(value) or SHAPES.search(value):
        return True
    about = ABOUT.search(name) or "public" in name.lower()
    if STRONG.search(name) and not about:
        return True
    if WEAK.search(name) and not about:
        return not (HOLLOW.fullmatch(value) or " " in value)
    return _random(value)


def named_secret(name: str) -> bool:
    """Whether the name alone says that its value is secret, so that it is marked even when empty."""
    name = _plain(name)
    return bool(STRONG.search(name)) and not ABOUT.search(name)


def without_secrets(text: str, *, code: bool = False) -> tuple[str, int]:
    """A text with everything that looks secret replaced, and how many places that were.

    In code only shapes count: `secret="db"` in a query is a label, and no secret.
    """
    text, count = SHAPES.subn(REMOVED, text)

    def blanked(found: re.Match[str]) -> str:
        nonlocal count
        value = found["value"].strip("\"'")
        hollow = SWITCH.fullmatch(value) or HOLLOW.fullmatch(value) or HANDED_ON.match(value)
        spoken = "=" not in found["name"] and "--" not in found["name"] and PROSE.fullmatch(value)
        if hollow or spoken or REFERENCE.fullmatch(value) or value.startswith(REMOVED.split()[0]):
            return found[0]
        count += 1
        return found["name"] + REMOVED

    if not code:
        text = HANDED.sub(blanked, ASSIGNED.sub(blanked, text))
    return text, count


def _plain(name: str) -> str:
    """One way to write a name: words apart by an underscore."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])|[-.]", "_", name[:200])


def _random(value: str) -> bool:
    """Long, of mixed signs, and without the repetition that words and addresses have."""
    if not RANDOM.fullmatch(value) or "://" in value or WORDY.fullmatch(value):
        return False
    if re.fullmatch(r"[0-9a-f]{24,}|[0-9A-F]{24,}", value):
        return True
    kinds = sum(bool(re.search(kind, value)) for kind in ("[a-z]", "[A-Z]", "[0-9]", r"[^\w.-]"))
    shares = [many / len(value) for many in Counter(value).values()]
    bits = -sum(share * math.log2(share) for share in shares)
    return (bits >= 3.5 and kinds >= 3) or (bits >= 4 and kinds >= 2 and len(value) >= 24)
