"""Secrets by reference: the database knows the name of a secret, never the secret."""

import base64
import os
import re
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import quote

from specs.git.address import Rules
from specs.git.errors import NotAllowed

# A prefix of its own: no reference can name SECRET_KEY and send it to a server.
VARIABLE = re.compile(r"EXPORT_SECRET_[A-Z0-9_]{1,80}")
LARGEST = 64 * 1024
HOW = "env:EXPORT_SECRET_NAME, or file:PATH below the folder EXPORT_SECRET_ROOT"
HIDDEN = "[hidden]"


def check_reference(reference: str, rules: Rules) -> str:
    """A reference that may be used here, or a refusal; the secret itself is not read."""
    kind, _, name = reference.partition(":")
    if not reference:
        return reference
    if kind == "env" and VARIABLE.fullmatch(name):
        return reference
    if kind == "file" and _secret_path(name, rules):
        return reference
    raise NotAllowed(f"Name the secret as {HOW}.")


def read_secret(reference: str, rules: Rules) -> str:
    """The secret behind a reference; nothing for no reference."""
    kind, _, name = check_reference(reference, rules).partition(":")
    if not reference:
        return ""
    try:
        path = _secret_path(name, rules)
        secret = os.environ[name] if kind == "env" else _text(path) if path else ""
    except (KeyError, OSError, UnicodeDecodeError) as wrong:
        raise NotAllowed(f"The worker cannot read the secret {reference}.") from wrong
    if not secret.strip():
        raise NotAllowed(f"The secret {reference} is empty on the worker.")
    return secret


def scrub(text: str, secrets: Iterable[str]) -> str:
    """The text without any of the secrets, in any form git might print."""
    for secret in secrets:
        for line in {secret.strip(), *secret.splitlines()}:
            for form in (line, quote(line, safe=""), base64.b64encode(line.encode()).decode()):
                text = text.replace(form, HIDDEN) if len(form) > 3 else text
    return re.sub(r"(?<=://)[^/\s@]+:[^/\s@]*(?=@)|(?i:(?<=authorization: )\S.*)", HIDDEN, text)


def _secret_path(name: str, rules: Rules) -> Path | None:
    if rules.secret_root is None or not name or "\0" in name:
        return None
    root = rules.secret_root.resolve()
    path = (root / name).resolve()
    return path if root in path.parents else None


def _text(path: Path) -> str:
    with path.open(encoding="utf-8") as source:
        return source.read(LARGEST)
