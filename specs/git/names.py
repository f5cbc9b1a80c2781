"""Branch names and file paths that git and our refspecs take literally."""

import re

from specs.git.errors import NotAllowed

BRANCH = re.compile(
    r"(?!.*(?:\.\.|//|/\.|\.lock(?:/|$)|[./]$))(?!HEAD$)[A-Za-z0-9_][A-Za-z0-9._/+-]{0,119}"
)
PART = re.compile(r"(?!-)(?!\.+$)[A-Za-z0-9._@+-]{1,200}")


def check_branch(name: str) -> str:
    """A branch name, or a refusal."""
    if not BRANCH.fullmatch(name):
        raise NotAllowed(f"{name!r} is not a branch name that can be used here.")
    return name


def check_path(path: str) -> str:
    """A file path that stays inside the repository and out of git's own folder, or a refusal."""
    for part in path.split("/"):
        if not PART.fullmatch(part) or part.lower().rstrip(".") == ".git":
            raise NotAllowed(f"{path!r} is not a path that can be used in a repository.")
    return path
