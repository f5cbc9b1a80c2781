"""A bare copy of one remote branch on this machine: fetched, built upon, pushed; only a cache."""

import fcntl
import shutil
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import pygit2

from specs.git.address import Address
from specs.git.command import Git
from specs.git.errors import Broken, GitError, Refused, Unreachable
from specs.git.reasons import NO_BRANCH, push_error

BASE = "refs/opsportal/base"
OFFERED = "refs/opsportal/offered/"
OURS = "opsportal/"
"""Branches below this name belong to the portal."""

MANY_PACKS = 40
MANY_LOOSE = 16
"""In one of the 256 folders that loose objects are spread over."""

DEEP = 1000
"""How many commits back a delivery of a crashed worker is looked for."""


class Mirror:
    """The bare repository of one remote, held by one process of this machine at a time."""

    def __init__(self, git: Git, address: Address, branch: str) -> None:
        self.git, self.address, self.branch = git, address, branch
        self.base: str | None = None

    @property
    def store(self) -> pygit2.Repository:
        """The objects and refs as they are now."""
        return pygit2.Repository(str(self.git.folder), pygit2.enums.RepositoryOpenFlag.BARE)

    @contextmanager
    def held(self, patience: float = 20) -> Iterator[None]:
        """Keep other processes of this machine out; git children of a killed worker count too."""
        self.git.folder.parent.mkdir(parents=True, exist_ok=True)
        with self.git.folder.with_suffix(".held").open("w") as lock:
            end = time.monotonic() + patience
            while True:
                try:
                    fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    break
                except BlockingIOError:
                    if time.monotonic() > end:
                        raise Unreachable("An earlier git process still runs here.") from None
                    time.sleep(0.1)
            self.git.kept_open = (lock.fileno(),)
            self._prepare()
            yield

    def _prepare(self) -> None:
        folder = self.git.folder
        if not (folder / "HEAD").exists():
            shutil.rmtree(folder, ignore_errors=True)
            pygit2.init_repository(str(folder), bare=True)
            shutil.rmtree(folder / "hooks", ignore_errors=True)
        # Nobody else is here, so whatever lock lies about belongs to a process that was killed.
        for left in (*folder.glob("*.lock"), *(folder / "refs").rglob("*.lock")):
            left.unlink(missing_ok=True)

    def fetch(self, depth: int = 1, *, offered: bool = False) -> None:
        """Bring the branch here, and with `offered` the portal's own branches."""
        try:
            self._fetch(depth, offered)
        except Broken:
            self._forget()
            self._fetch(depth, offered)

    def _fetch(self, depth: int, offered: bool) -> None:
        wanted = [f"+refs/heads/{self.branch}:{BASE}"]
        if offered:
            wanted.append(f"+refs/heads/{OURS}*:{OFFERED}*")
        flags = ["--no-tags", "--no-write-fetch-head", "--force", "--prune", f"--depth={depth}"]
        try:
            shown = f"fetch {self.address.url} {self.branch}"
            self.git("fetch", "--quiet", *flags, self.address.url, *wanted, show=shown)
        except GitError as wrong:
            if NO_BRANCH not in wrong.output:
                raise
            self._without_branch()
            return
        self.base = str(self.store.references[BASE].target)

    def _without_branch(self) -> None:
        """A new repository has no branch yet; in any other one a missing branch is a mistake."""
        there = self.branches()
        if there:
            names = ", ".join([name for name in sorted(there) if not name.startswith(OURS)][:5])
            raise Refused(f"The repository has no branch {self.branch}. It has {names}.")
        self.base = None

    def _forget(self) -> None:
        """The copy is damaged; it holds nothing that the remote does not have."""
        shutil.rmtree(self.git.folder, ignore_errors=True)
        self._prepare()

    def branches(self) -> dict[str, str]:
        """The branches of the remote and their commits; also the connection test."""
        said = self.git("ls-remote", "--heads", self.address.url).out
        pairs = (line.split("\t") for line in said.splitlines() if "\t" in line)
        return {name.removeprefix("refs/heads/"): commit for commit, name in pairs}

    def offered(self) -> dict[str, str]:
        """The portal's branches as they were fetched, by full name."""
        store = self.store
        names = [name for name in store.references if name.startswith(OFFERED)]
        return {
            OURS + name.removeprefix(OFFERED): str(store.references[name].target) for name in names
        }

    def blob(self, commit: str, path: str) -> str:
        """The id of what stands at a path of a commit, or nothing."""
        tree = self.store[commit].peel(pygit2.Tree)
        if path not in tree:
            return ""
        found = tree[path]
        return str(found.id) if isinstance(found, pygit2.Blob) else ""

    def size(self, blob: str) -> int | None:
        """How large a blob is, if it is here; without reading it."""
        store = self.store
        return store.odb.read_header(pygit2.Oid(hex=blob))[1] if blob in store else None

    def text(self, blob: str) -> bytes:
        """What a blob holds."""
        return bytes(self.store[blob].peel(pygit2.Blob).data)

    def words(self, commit: str) -> list[str]:
        """The lines of a commit's message."""
        return self.store[commit].peel(pygit2.Commit).message.split("\n")

    def messages(self) -> Iterator[tuple[str, str]]:
        """Commits of the branch with their messages, newest first, after one deeper fetch."""
        if self.base is None:
            return
        self.fetch(DEEP)
        for commit in self.store.walk(self.base):
            yield str(commit.id), commit.message

    def push(
        self, commits: Mapping[str, str], expected: Mapping[str, str]
    ) -> dict[str, GitError | None]:
        """Set remote branches to commits if each still is where we saw it; what became of each."""
        leases = [f"--force-with-lease=refs/heads/{at}:{expected.get(at, '')}" for at in commits]
        wanted = [f"{commit}:refs/heads/{at}" for at, commit in commits.items()]
        said = self.git(
            "push", "--porcelain", "--no-verify", "--no-follow-tags", *leases,
            self.address.url, *wanted, check=False,
            show=f"push {self.address.url} {', '.join(commits)}",
        )  # fmt: skip
        told = _porcelain(said.out)
        if not told and said.code:
            raise push_error("", said.err)
        return {
            branch: None if flag in "*+ =" else push_error(words, said.err)
            for branch in commits
            for flag, words in [told.get(branch, ("!", "[remote failure]"))]
        }

    def tidy(self) -> None:
        """Pack what piled up; now and then there is something to do."""
        objects = self.git.folder / "objects"
        packs, loose = list(objects.glob("pack/*.pack")), list(objects.glob("17/*"))
        if len(packs) > MANY_PACKS or len(loose) > MANY_LOOSE:
            self.git("gc", "--quiet", "--prune=now")


def _porcelain(out: str) -> dict[str, tuple[str, str]]:
    """Per branch: git's flag and summary, from `push --porcelain`."""
    told = {}
    for line in out.splitlines():
        parts = line.split("\t")
        if len(parts) == 3:
            told[parts[1].rpartition(":refs/heads/")[2]] = (parts[0], parts[2])
    return told
