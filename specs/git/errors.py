"""What can go wrong between opsportal and a git server, told apart by what to do next."""


class GitError(Exception):
    """Something git or its server said; the scrubbed output goes with it."""

    def __init__(self, reason: str, output: str = "") -> None:
        super().__init__(reason)
        self.reason, self.output = reason, output


class NotAllowed(GitError):
    """We refuse the address, path or secret ourselves: somebody must correct the repository."""


class Refused(GitError):
    """The server said no: credentials, a protected branch, a hook, a missing branch."""


class Unreachable(GitError):
    """The server did not answer in time: try again later."""


class Raced(GitError):
    """Somebody else pushed first: fetch again and rebuild."""


class Broken(GitError):
    """Anything else: most likely our own mistake."""


class Stopped(Exception):
    """The caller no longer holds the work (its lease went to another worker)."""
