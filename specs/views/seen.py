"""The digests that a page of cells was rendered with, packed: an address costs bytes on every first load.

`alert=name,severity;a1:0f3a…,77b1…;a2:,90c2…` names the fields of a model once, then the digests of each row
in that order, empty for an empty cell; models are parted by blanks.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any


def pack(seen: Mapping[str, str]) -> str:
    """Digests by address, as one text."""
    models: dict[str, tuple[dict[str, None], dict[str, dict[str, str]]]] = {}
    for address, digest in seen.items():
        model, key, name = address.split(".")
        names, rows = models.setdefault(model, ({}, {}))
        names[name] = None
        rows.setdefault(key, {})[name] = digest
    return " ".join(
        ";".join([f"{model}={','.join(names)}", *(_row(key, rows[key], names) for key in rows)])
        for model, (names, rows) in models.items()
    )


def _row(key: str, digests: dict[str, str], names: Mapping[str, None]) -> str:
    told = ",".join(digests.get(name, "") for name in names)
    return f"{key}:{told.rstrip(',')}"


def unpack(text: str) -> dict[str, str]:
    """Digests by address, from a packed text or from plain JSON; what is neither says nothing."""
    if text.lstrip().startswith("{"):
        return {address: str(digest) for address, digest in plain(text).items()}
    seen: dict[str, str] = {}
    for group in text.split():
        head, *rows = group.split(";")
        model, _, names = head.partition("=")
        for row in rows:
            key, _, told = row.partition(":")
            for name, digest in zip(names.split(","), told.split(","), strict=False):
                if digest:
                    seen[f"{model}.{key}.{name}"] = digest
    return seen


def plain(text: str) -> dict[str, Any]:
    """An object of JSON; anything else is empty."""
    try:
        value = json.loads(text or "{}")
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}
