"""What one git process may see: an environment of its own, and the secret only through files."""

import os
import shlex
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from specs.git.address import Address, Rules
from specs.git.errors import NotAllowed
from specs.git.secret import read_secret

ASKPASS = Path(__file__).with_name("askpass")
NOTHING = os.devnull
# What a company network needs to get out; everything else of the worker's environment stays here.
PASSED_ON = (
    "PATH", "HTTPS_PROXY", "https_proxy", "NO_PROXY", "no_proxy", "SSL_CERT_FILE", "SSL_CERT_DIR",
    "GIT_SSL_CAINFO",
)  # fmt: skip
SSH_OPTIONS = {
    "BatchMode": "yes",
    "IdentitiesOnly": "yes",
    "IdentityAgent": "none",
    "PreferredAuthentications": "publickey",
    "StrictHostKeyChecking": "yes",
    "GlobalKnownHostsFile": NOTHING,
    "UpdateHostKeys": "no",
    "ForwardAgent": "no",
    "ClearAllForwardings": "yes",
    "PermitLocalCommand": "no",
    "ConnectTimeout": "15",
    "ServerAliveInterval": "15",
    "ServerAliveCountMax": "3",
    "LogLevel": "ERROR",
}


@dataclass(frozen=True)
class Door:
    """The environment of git for one remote, and the words its output must not show."""

    environment: dict[str, str] = field(repr=False)
    secrets: tuple[str, ...] = field(default=(), repr=False)


@contextmanager
def door_to(
    address: Address, rules: Rules, *, secret: str = "", known_hosts: str = ""
) -> Iterator[Door]:
    """Open the way to one remote; key files live as long as the block."""
    Address.parse(address.url, rules)  # a folder may have become a link since it was saved
    words = read_secret(secret, rules)
    with tempfile.TemporaryDirectory(prefix="opsportal-git-") as name:
        folder = Path(name)
        environment = _plain(folder, address.transport)
        if address.transport == "ssh":
            environment["GIT_SSH_COMMAND"] = _ssh(folder, words, known_hosts)
        elif words:
            environment |= {
                "GIT_ASKPASS": str(ASKPASS),
                "OPSPORTAL_GIT_HOST": address.url.split("/")[2].rpartition("@")[2],
                "OPSPORTAL_GIT_USER": address.user or "x-access-token",
                "OPSPORTAL_GIT_SECRET": words.strip(),
            }
        yield Door(environment, (words,) if words else ())


def _plain(home: Path, transport: str) -> dict[str, str]:
    kept = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
    return kept | {
        "HOME": str(home),
        "LC_ALL": "C",
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_CONFIG_SYSTEM": NOTHING,
        "GIT_CONFIG_GLOBAL": NOTHING,
        "GIT_ATTR_NOSYSTEM": "1",
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_ASKPASS": "true",
        "SSH_ASKPASS": "true",
        "GIT_SSH_COMMAND": "false",
        "GIT_SSH_VARIANT": "ssh",
        "GIT_ALLOW_PROTOCOL": transport,
        "GIT_NO_REPLACE_OBJECTS": "1",
        "GIT_OPTIONAL_LOCKS": "0",
    }


def _ssh(folder: Path, key: str, known_hosts: str) -> str:
    if not key or not known_hosts.strip():
        raise NotAllowed("An ssh repository needs a private key by reference, and known hosts.")
    options = {
        "IdentityFile": _private(folder / "key", key),
        "UserKnownHostsFile": _private(folder / "known_hosts", known_hosts),
    }
    pairs = [f"-o{name}={value}" for name, value in (SSH_OPTIONS | options).items()]
    return shlex.join(["ssh", "-F", NOTHING, *pairs])


def _private(path: Path, text: str) -> str:
    path.touch(mode=0o600)
    path.write_text(text.replace("\r\n", "\n").rstrip("\n") + "\n")
    return str(path)
