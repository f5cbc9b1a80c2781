"""Which repository addresses are allowed, and what they mean."""

import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from specs.git.errors import NotAllowed

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
ODD = re.compile(r"^-|[\x00-\x20\x7f-\x9f\\'\"]")
HELPER = re.compile(r"[\w.+-]*::")
HOST = re.compile(r"\[::1\]|(?!.*\.\.)[A-Za-z0-9](?:[A-Za-z0-9.-]{0,250}[A-Za-z0-9])?")
USER = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]{0,63}|")
PATH = re.compile(r"/(?!-)[A-Za-z0-9._~@+/-]{1,400}")
SHORT = re.compile(r"(?P<user>[\w.-]+)@(?P<host>[\w.-]+):(?P<path>[^:/][^:]*)")
PORTS = {"https": 443, "http": 80, "ssh": 22}
FORMS = "Use https://, ssh:// or file://."


@dataclass(frozen=True)
class Rules:
    """What this installation allows; built once from the settings."""

    file_root: Path | None = None
    secret_root: Path | None = None
    loopback_http: bool = False


@dataclass(frozen=True)
class Address:
    """One allowed repository address, taken apart."""

    url: str
    transport: str
    path: str
    host: str = ""
    port: int = 0
    user: str = ""

    @classmethod
    def parse(cls, text: str, rules: Rules) -> "Address":
        """Read an address, or refuse it with a sentence that helps."""
        scheme, _, rest = text.partition("://")
        if not text or ODD.search(text):
            raise NotAllowed("An address has no spaces, quotes or control characters.")
        if HELPER.match(text):
            raise NotAllowed(f"Remote helpers such as ext:: are not allowed. {FORMS}")
        if not rest:
            raise NotAllowed(_in_full(text))
        if scheme == "file":
            return _local(text, rest, rules)
        if scheme in ("https", "ssh") or (scheme == "http" and rules.loopback_http):
            return _network(text, scheme)
        raise NotAllowed(f"{scheme}:// is not allowed. {FORMS}")


def _local(text: str, path: str, rules: Rules) -> Address:
    if not PATH.fullmatch(path):
        raise NotAllowed("Write a local repository as file:///folder/name.git, plain characters.")
    if rules.file_root is None:
        raise NotAllowed("Local repositories are off here. EXPORT_FILE_ROOT would allow them.")
    if rules.file_root.resolve() not in Path(path).resolve().parents:
        raise NotAllowed("This folder lies outside the one that EXPORT_FILE_ROOT allows.")
    return Address(text, "file", path)


def _network(text: str, scheme: str) -> Address:
    try:
        parts = urlsplit(text)
        port = parts.port or PORTS[scheme]
    except ValueError as wrong:
        raise NotAllowed("This address cannot be read.") from wrong
    user, _, host = parts.netloc.rpartition("@")
    host = re.sub(r":\d*$", "", host)
    if ":" in user:
        raise NotAllowed("Leave the password out of the address: name it in the secret field.")
    if not HOST.fullmatch(host) or not USER.fullmatch(user):
        raise NotAllowed("The host or user name has characters that are not allowed.")
    if parts.query or parts.fragment or not PATH.fullmatch(parts.path):
        raise NotAllowed("The path has characters that are not allowed.")
    if scheme == "http" and host not in LOOPBACK:
        raise NotAllowed("Plain http would show the secret to the network. Use https://.")
    if scheme == "ssh" and not user:
        raise NotAllowed("An ssh address names its user: ssh://git@host/path.git.")
    return Address(text, scheme, parts.path, host, port, user)


def _in_full(text: str) -> str:
    if short := SHORT.fullmatch(text):
        full = "ssh://{user}@{host}/{path}".format(**short.groupdict())
        return f"Write the short ssh form out in full: {full}"
    return f"Write the address in full. {FORMS}"
