"""Putting a folder in the place of another: written beside it, then renamed."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path

MARK = ".opsportal-bundle"


class NotOurs(Exception):
    """The folder holds something that this portal did not write."""


def replace(folder: Path, files: Iterable[tuple[str, bytes]]) -> int:
    """Write the files beside the folder and rename; how many. Who reads meanwhile has the old ones.

    Raises:
        NotOurs: the folder is not empty and no bundle; nothing in it is touched.
    """
    folder = folder.absolute()
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise NotOurs(f"{folder} is no folder.")
    if folder.exists() and any(folder.iterdir()) and not (folder / MARK).exists():
        raise NotOurs(f"{folder} holds other files. Name an empty or a new folder.")
    folder.parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        count = _written(fresh, files)
        _swapped(fresh, folder)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return count


def _written(fresh: Path, files: Iterable[tuple[str, bytes]]) -> int:
    count = 0
    for name, content in files:
        path = fresh / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        count += 1
    (fresh / MARK).write_text("Written by opsportal; replaced as a whole.\n")
    fresh.chmod(0o755)
    return count


def _swapped(fresh: Path, folder: Path) -> None:
    """Two renames; a crash between them leaves the old one beside, under its own name."""
    old = fresh.with_name(f"{fresh.name}-old")
    if folder.exists():
        folder.rename(old)
    fresh.rename(folder)
    shutil.rmtree(old, ignore_errors=True)
