"""Addresses with a scheme."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Self
from urllib.parse import urlsplit

from .exact import NotUnderstood, refuse_residue

EXAMPLE = "https://checkout.example.com"
SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")
HOST = re.compile(r"[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*(?::[0-9]+)?(?:[/?#]\S*)?")
LOCAL = re.compile(r"(?:localhost|127\.|10\.|192\.168\.)", re.IGNORECASE)


@dataclass(frozen=True)
class Url:
    """`https://checkout.example.com/health`; scheme and host in lower case (RFC 3986, 6.2.2.1)."""

    scheme: str
    host: str
    port: int | None
    path: str
    user: str = ""
    password: str = ""

    @classmethod
    def parse(cls, text: str) -> Self:
        """Any scheme followed by `://`, a host, a port that is a number."""
        written = text.strip()
        refuse_residue(written.partition("://")[0], EXAMPLE)
        if not SCHEME.match(written):
            raise NotUnderstood(text, "An address starts with its scheme.", _nearest(written))
        if re.search(r"[\s\x00-\x1f<>\"\\]", written):
            raise NotUnderstood(text, "An address holds no blanks, brackets or quotes.", EXAMPLE)
        try:
            parts = urlsplit(written)
            host, port = parts.hostname or "", parts.port
        except ValueError:
            raise NotUnderstood(text, "The port is a number up to 65535.", EXAMPLE) from None
        if not host:
            raise NotUnderstood(text, "An address names its host.", EXAMPLE)
        path = written[len(parts.scheme) + 3 + len(parts.netloc) :]
        return cls(parts.scheme, host, port, path, parts.username or "", parts.password or "")

    @property
    def is_web(self) -> bool:
        """Whether a browser opens it."""
        return self.scheme in ("http", "https")

    @property
    def holds_credentials(self) -> bool:
        """Whether it carries a password, which a specification must not (CFG-04, CFG-06)."""
        return bool(self.password)

    def __str__(self) -> str:
        user = f"{self.user}:{self.password}@" if self.password else self.user and f"{self.user}@"
        host = f"[{self.host}]" if ":" in self.host else self.host
        port = "" if self.port is None else f":{self.port}"
        return f"{self.scheme}://{user}{host}{port}{self.path}"

    def in_words(self) -> str:
        """As it stands."""
        return str(self)


def _nearest(written: str) -> str:
    """What the author most likely meant: the same host, with a scheme."""
    if not HOST.fullmatch(written):
        return EXAMPLE
    nearest = f"{'http' if LOCAL.match(written) else 'https'}://{written}"
    try:
        return str(Url.parse(nearest))
    except NotUnderstood:
        return EXAMPLE
