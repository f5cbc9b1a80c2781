"""Files of a branch, picked by a path, a folder or a pattern; nothing is checked out."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

import pygit2

from specs.git.errors import NotAllowed, Refused

if TYPE_CHECKING:
    from specs.git.mirror import Mirror

MOST_LOOKED_AT = 50_000
"""How many names of a tree one pattern may look at."""

FILE = (pygit2.enums.FileMode.BLOB, pygit2.enums.FileMode.BLOB_EXECUTABLE)


@dataclass(frozen=True)
class Picked:
    """One file: its path, and what is in it, or nothing where it is too large."""

    path: str
    content: bytes | None


def check_pattern(pattern: str) -> str:
    """A path or a pattern inside a repository, without the slashes around it, or a refusal."""
    pattern = pattern.strip().strip("/")
    parts = pattern.split("/")
    if not pattern or any(part in ("", ".", "..") for part in parts) or not pattern.isprintable():
        raise NotAllowed("Write a path inside the repository, for example deploy/*.yml.")
    if parts.count("**") > 2:
        raise NotAllowed("Use ** at most twice in a path.")
    return pattern


def pick(
    mirror: Mirror, pattern: str, *, most: int, largest: int, hidden: Collection[str] = ()
) -> list[Picked]:
    """The files that a pattern names on the fetched branch; `hidden` ones are not there.

    Raises:
        Refused: there is no such file, or there are more than `most`.
    """
    if mirror.base is None:
        raise Refused("The repository is empty.")
    store = mirror.store
    tree = store[mirror.base].peel(pygit2.Tree)
    found = {path: one for path, one in _Walk(pattern).of(tree) if path not in hidden}
    if not found:
        raise Refused(f"There is no file {pattern} on branch {mirror.branch}.")
    if len(found) > most:
        raise Refused(
            f"{len(found):,} files match {pattern}. Up to {most} are read at once: "
            "write a narrower path."
        )
    return [
        Picked(path, _content(store, found[path], largest))
        for path in sorted(found)
    ]  # fmt: skip


def _content(store: pygit2.Repository, blob: pygit2.Oid, largest: int) -> bytes | None:
    """Its size is asked first: a large file is never taken into memory."""
    _, size = store.odb.read_header(blob)
    return None if size > largest else bytes(store[blob].peel(pygit2.Blob).data)


class _Walk:
    """One way through a tree, along the parts of a pattern."""

    def __init__(self, pattern: str) -> None:
        self.parts = pattern.split("/")
        self.left = MOST_LOOKED_AT

    def of(self, tree: pygit2.Tree) -> Iterator[tuple[str, pygit2.Oid]]:
        return self._below(tree, "", self.parts)

    def _below(
        self, tree: pygit2.Tree, at: str, parts: list[str]
    ) -> Iterator[tuple[str, pygit2.Oid]]:
        """A folder that the pattern ends at stands for everything below it."""
        first, rest = (parts[0], parts[1:]) if parts else ("**", ["*"])
        if first == "**":
            yield from self._below(tree, at, rest or ["*"])
        for entry in tree:
            self._count()
            name = entry.name or ""
            if first == "**":
                if isinstance(entry, pygit2.Tree):
                    yield from self._below(entry, f"{at}{name}/", ["**", *rest])
            elif fnmatchcase(name, first):
                if isinstance(entry, pygit2.Tree):
                    if rest or "*" not in first:
                        yield from self._below(entry, f"{at}{name}/", rest)
                elif not rest and entry.filemode in FILE:
                    yield f"{at}{name}", entry.id

    def _count(self) -> None:
        self.left -= 1
        if self.left < 0:
            raise Refused("There are too many files to look through. Name a folder.")
