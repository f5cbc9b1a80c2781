"""Posting to an address that somebody entered: signed, no redirects, never into our own network."""

from __future__ import annotations

import base64
import contextlib
import hmac
import ipaddress
import socket
import ssl
import threading
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from urllib.parse import SplitResult, urlsplit

EXCERPT = 500
LONGEST = 63  # characters of a part of a host's name
EVERYWHERE = ipaddress.ip_network("2000::/3")
"""The addresses of the internet; all others of IPv6 are local, or a gateway finds an IPv4 address in
them, a private one too."""


class NotPosted(Exception):
    """It did not arrive; the reason is a sentence for people."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Refused(NotPosted):
    """It was not even tried: this address is not for us to call."""


@dataclass(frozen=True)
class Answer:
    """What the other side said."""

    status: int
    excerpt: str


def signed(secret: bytes, key: str, at: int, body: bytes) -> dict[str, str]:
    """The headers of Standard Webhooks: id, time, and HMAC-SHA256 over `id.time.body`."""
    made = hmac.digest(secret, b"%s.%d.%s" % (key.encode(), at, body), "sha256")
    return {
        "webhook-id": key,
        "webhook-timestamp": str(at),
        "webhook-signature": f"v1,{base64.b64encode(made).decode()}",
    }


def check_address(url: str, *, private: bool, plain: bool = False) -> SplitResult:
    """An address that may be called, as far as it can be told without asking the network.

    `plain`: http:// will do, too, as nothing of ours is sent there.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as wrong:
        raise Refused("This address cannot be read.") from wrong
    if parts.scheme != "https" and not ((private or plain) and parts.scheme == "http"):
        raise Refused("Use https://.")
    if not parts.hostname or port == 0 or any(ord(sign) <= 32 or ord(sign) > 126 for sign in url):
        raise Refused("This address cannot be read.")
    if parts.username or parts.password:
        raise Refused("Leave user and password out of the address: the signature says who calls.")
    if any(not 0 < len(label) <= LONGEST for label in _labels(parts.hostname)):
        raise Refused("Each part of the host's name, between the dots, has 1 to 63 characters.")
    with contextlib.suppress(ValueError):
        _check_number(ipaddress.ip_address(parts.hostname), private=private)
    return parts


def _labels(host: str) -> list[str]:
    """The parts of a name; a number of IPv6 has none, and a dot may stand at the very end."""
    return [] if ":" in host else host.removesuffix(".").split(".")


def post(
    url: str, body: bytes, headers: dict[str, str], *, seconds: float, private: bool
) -> Answer:
    """Send it to the very address that was checked, and read the start of the answer."""
    parts = check_address(url, private=private)
    return _exchange("POST", parts, body, headers, seconds=seconds, private=private)


def ask(method: str, url: str, headers: dict[str, str], *, seconds: float, private: bool) -> Answer:
    """What a page that somebody links to answers to HEAD or GET; nothing of ours is sent."""
    parts = check_address(url, private=private, plain=True)
    return _exchange(method, parts, None, headers, seconds=seconds, private=private)


def _exchange(
    method: str, parts: SplitResult, body: bytes | None, headers: dict[str, str],
    *, seconds: float, private: bool,
) -> Answer:  # fmt: skip
    """One call, to the very number that was checked; redirects are not followed.

    The whole call ends after `seconds`, also with a server that answers one byte at a time.
    """
    secure = parts.scheme == "https"
    port = parts.port or (443 if secure else 80)
    number = _resolved(str(parts.hostname), port, private=private)
    made = HTTPSConnection if secure else HTTPConnection
    connection = made(str(parts.hostname), port, timeout=seconds)
    late = threading.Event()
    watch = threading.Timer(seconds, _cut, (connection, late))
    watch.daemon = True
    watch.start()
    try:
        plain = socket.create_connection((number, port), seconds)
        connection.sock = plain
        if secure:
            wrapped = ssl.create_default_context().wrap_socket(
                plain, server_hostname=str(parts.hostname), do_handshake_on_connect=False
            )
            connection.sock = wrapped
            wrapped.do_handshake()
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        excerpt = answer.read(EXCERPT).decode("utf-8", "replace").replace("\0", "")
        return Answer(answer.status, excerpt)
    except TimeoutError as wrong:
        raise NotPosted(f"No answer within {seconds:g} seconds.") from wrong
    except (OSError, HTTPException) as wrong:
        if late.is_set():
            raise NotPosted(f"No answer within {seconds:g} seconds.") from wrong
        raise NotPosted(f"The call failed: {wrong or type(wrong).__name__}.") from wrong
    finally:
        watch.cancel()
        connection.close()


def _resolved(host: str, port: int, *, private: bool) -> str:
    """One number of the host; refused when any of them is not for us to call."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as wrong:
        raise NotPosted(f"There is no host {host}.") from wrong
    numbers = [str(place[4][0]) for place in found]
    for number in numbers:
        _check_number(ipaddress.ip_address(number.partition("%")[0]), private=private)
    return numbers[0]


def _check_number(number: ipaddress.IPv4Address | ipaddress.IPv6Address, *, private: bool) -> None:
    inner = getattr(number, "ipv4_mapped", None) or getattr(number, "sixtofour", None) or number
    local = inner.version == 6 and inner not in EVERYWHERE
    if not private and (local or not inner.is_global or inner.is_multicast):
        raise Refused("This host is in a private network. WEBHOOK_ALLOW_PRIVATE would allow it.")


def _cut(connection: HTTPConnection, late: threading.Event) -> None:
    """Wake up whoever waits for this connection."""
    late.set()
    if connection.sock is not None:
        with contextlib.suppress(OSError):
            connection.sock.shutdown(socket.SHUT_RDWR)
