"""Files as commits: one for what belongs together, written on the fetched base through one git fast-import."""

import hashlib
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field

import pygit2

from specs.git.command import Git
from specs.git.errors import NotAllowed
from specs.git.names import check_path

NEW = "refs/opsportal/new/"
LINE_OF_WORK = "line"


@dataclass(frozen=True)
class Draft:
    """One file to be committed with what stands beside it, and the files it takes the place of."""

    key: int
    path: str
    content: bytes
    message: str
    gone: tuple[str, ...] = ()
    branch: str = ""
    """A branch of its own that starts at the base; without one the drafts follow each other."""
    beside: dict[str, bytes] = field(default_factory=dict)


@dataclass
class Written:
    """What became of the drafts, by key."""

    commits: dict[int, str] = field(default_factory=dict)
    unchanged: list[int] = field(default_factory=list)
    refused: dict[int, NotAllowed] = field(default_factory=dict)


def write_commits(
    git: Git, base: str | None, identity: tuple[str, str], drafts: Iterable[Draft]
) -> Written:
    """Commit every draft that changes something; nothing is visible before the push."""
    written = Written()
    marks = git.folder / "opsportal-marks"
    marks.unlink(missing_ok=True)
    _forget_earlier(git)
    stream = _Stream(Tree(git, base), base, identity, written)
    git(
        "-c", "core.compression=1", "fast-import", "--quiet", "--force", "--done",
        "--date-format=now", f"--export-marks={marks}", feed=stream.lines(drafts),
        show="fast-import",
    )  # fmt: skip
    for line in marks.read_text().splitlines() if marks.exists() else ():
        mark, commit = line.removeprefix(":").split()
        written.commits[int(mark)] = commit
    return written


class Tree:
    """The files of the base, with what this import changes laid over them."""

    def __init__(self, git: Git, base: str | None) -> None:
        store = pygit2.Repository(str(git.folder), pygit2.enums.RepositoryOpenFlag.BARE)
        self._root = store[base].peel(pygit2.Tree) if base else None
        self._changed: dict[str, str | None] = {}

    def put(self, path: str, blob: str | None) -> None:
        """Remember a change; None is a file taken away."""
        self._changed[path] = blob

    def blob(self, path: str) -> str | None:
        """The id of a regular file, or nothing."""
        if path in self._changed:
            return self._changed[path]
        found = self._found(path)
        regular = found is not None and found.filemode == pygit2.enums.FileMode.BLOB
        return str(found.id) if found is not None and regular else None

    def check(self, path: str, gone: Collection[str] = ()) -> None:
        """Refuse a path that would take the place of a folder, or go through a file that stays."""
        check_path(path)
        if isinstance(self._found(path), pygit2.Tree):
            raise NotAllowed(f"{path} is a folder in the repository.")
        parts = path.split("/")
        for end in range(1, len(parts)):
            folder = "/".join(parts[:end])
            above = self._found(folder)
            if above is None or folder in gone:
                return
            if not isinstance(above, pygit2.Tree):
                raise NotAllowed(f"{folder} is not a folder in the repository.")

    def _found(self, path: str) -> pygit2.Object | None:
        try:
            return self._root[path] if self._root is not None else None
        except KeyError:
            return None


@dataclass
class _Stream:
    """The input of git fast-import."""

    tree: Tree
    base: str | None
    identity: tuple[str, str]
    written: Written

    def lines(self, drafts: Iterable[Draft]) -> Iterator[bytes]:
        started = False
        for draft in drafts:
            try:
                commit = self._commit(draft)
            except NotAllowed as wrong:
                self.written.refused[draft.key] = wrong
                continue
            if not commit:
                self.written.unchanged.append(draft.key)
                continue
            if draft.branch or not started:
                yield self._start(draft)
                started = True
            yield commit
        yield b"done\n"

    def _start(self, draft: Draft) -> bytes:
        come_from = f"from {self.base}\n" if self.base else ""
        return f"reset {self._ref(draft)}\n{come_from}\n".encode()

    def _commit(self, draft: Draft) -> bytes:
        """The commit as fast-import wants it; nothing when all is there already."""
        files = {draft.path: draft.content, **draft.beside}
        gone = [path for path in draft.gone if path not in files and self.tree.blob(path)]
        changed: dict[str, str | None] = {}
        for path, content in files.items():
            self.tree.check(path, gone)
            blob = blob_id(content)
            if self.tree.blob(path) != blob:
                changed[path] = blob
        if not changed and not gone:
            return b""
        if not draft.branch:  # a branch of its own starts from the base again
            for path, there in (*changed.items(), *((path, None) for path in gone)):
                self.tree.put(path, there)
        message = draft.message.encode()
        name, email = self.identity
        head = (
            f"commit {self._ref(draft)}\nmark :{draft.key}\ncommitter {name} <{email}> now\n"
            f"data {len(message)}\n"
        )
        parts = [head.encode(), message, b"\n", *(f"D {path}\n".encode() for path in gone)]
        for path in changed:
            file = f"M 100644 inline {path}\ndata {len(files[path])}\n"
            parts += [file.encode(), files[path], b"\n"]
        return b"".join([*parts, b"\n"])

    def _ref(self, draft: Draft) -> str:
        return NEW + (draft.branch or LINE_OF_WORK)


def _forget_earlier(git: Git) -> None:
    store = pygit2.Repository(str(git.folder), pygit2.enums.RepositoryOpenFlag.BARE)
    for name in [name for name in store.references if name.startswith(NEW)]:
        store.references.delete(name)


def blob_id(content: bytes) -> str:
    """What git calls a file of these bytes."""
    head = f"blob {len(content)}\0".encode()
    return hashlib.sha1(head + content, usedforsecurity=False).hexdigest()
