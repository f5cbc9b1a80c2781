"""What production refuses, and the secret that the embedded portal keeps for itself."""

import contextlib
import os
from collections.abc import Sequence
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured
from django.core.management.utils import get_random_secret_key

KNOWN_BEGINNINGS = ("django-insecure-", "change-me", "changeme", "secret", "dev-only")


def kept_secret(path: Path) -> str:
    """Read the secret key of this portal; the first process to ask makes it."""
    if not path.exists():
        draft = path.with_name(f"{path.name}.{os.getpid()}")
        draft.touch(mode=0o600)
        draft.write_text(get_random_secret_key())
        with contextlib.suppress(FileExistsError):  # two processes may start at once
            os.link(draft, path)
        draft.unlink()
    return path.read_text().strip()


def refuse_unsafe(*, secret_key: str, debug: bool, hosts: Sequence[str], demo: bool) -> None:
    """Stop a production process with a known key, DEBUG, any host or the demo's passwords."""
    if not secret_key:
        raise ImproperlyConfigured("SECRET_KEY is not set: production needs one of its own.")
    if secret_key.lower().startswith(KNOWN_BEGINNINGS):
        raise ImproperlyConfigured("SECRET_KEY is a default that everybody knows: make your own.")
    if len(secret_key) < 50 or len(set(secret_key)) < 5:
        raise ImproperlyConfigured("SECRET_KEY is too weak: use 50 random characters or more.")
    if debug:
        raise ImproperlyConfigured("DEBUG is on: production must not show its insides.")
    if demo:
        raise ImproperlyConfigured("OPSPORTAL_DEMO is on: everybody knows the demo's passwords.")
    if not hosts:
        raise ImproperlyConfigured("ALLOWED_HOSTS is empty: name the host people type.")
    if any("*" in host or host.startswith(".") for host in hosts):
        raise ImproperlyConfigured("ALLOWED_HOSTS has a wildcard: name every host in full.")
