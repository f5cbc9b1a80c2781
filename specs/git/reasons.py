"""What git's words mean: who has to do something next."""

import re

from specs.git.errors import Broken, GitError, Raced, Refused, Unreachable

REFUSED = {
    r"Authentication failed|could not read (Username|Password)|Permission denied|HTTP 40[13]"
    r"|error: 40[13]|access denied|Invalid username or (password|token)": (
        "The server does not accept the credentials."
    ),
    r"Host key verification failed": "The server's host key is not the one in known hosts.",
    r"Repository not found|error: 404|not found|does not appear to be a git repository"
    r"|does not exist": "There is no such repository, or the credentials may not see it.",
    r"redirect|error: 30\d": "The address has moved. Write the new one.",
    r"certificate problem|certificate verif|local issuer": (
        "The server's certificate is not trusted here."
    ),
    r"dubious ownership": "The folder belongs to somebody else on this machine.",
    r"mismatched algorithms|unsupported object format": "SHA-256 repositories are not supported.",
}
UNREACHABLE = (
    r"Could not resolve|Connection (refused|timed out|reset|closed)|Failed to connect"
    r"|timed out|Couldn't connect|No route to host|Network is unreachable|Empty reply"
    r"|error: (5\d\d|429|408)|HTTP (5\d\d|429|408)|early EOF|hung up|RPC failed|kex_exchange"
    r"|Operation too slow|Broken pipe|remote failed to report|Temporary failure|banner exchange"
    r"|unexpected disconnect|Recv failure|transfer closed|Could not read from remote repository"
)
RACED = (
    r"fetch first|non-fast-forward|stale info|cannot lock ref|failed to update ref"
    r"|incorrect old value|reference already exists|failed to lock"
)
NO_BRANCH = r"couldn't find remote ref"


def error_of(words: str) -> GitError:
    """The error for what a failed git command wrote."""
    for pattern, reason in REFUSED.items():
        if re.search(pattern, words, re.IGNORECASE):
            return Refused(reason, words)
    if re.search(UNREACHABLE, words, re.IGNORECASE):
        return Unreachable(f"The server did not answer: {last_words(words)}", words)
    return Broken(f"git failed: {last_words(words)}", words)


def push_error(flag_words: str, words: str) -> GitError:
    """The error for one ref that a push left behind; `flag_words` is git's own summary."""
    if re.search(RACED, flag_words, re.IGNORECASE):
        return Raced("Somebody else pushed first.", words)
    if "remote rejected" in flag_words or "pre-receive" in flag_words:
        told = re.findall(r"^remote: *(?:error: )?(.*\S)", words, re.MULTILINE)
        why = "; ".join([*told[:3]]) or re.sub(r".*\((.*)\).*", r"\1", flag_words)
        return Refused(f"The server refused the push: {why}", words)
    return error_of(f"{flag_words}\n{words}")


def last_words(words: str) -> str:
    """The line that names the cause, for people."""
    lines = [line.strip() for line in words.splitlines() if line.strip()]
    telling = [line for line in lines if re.match(r"fatal|error|ssh:|remote:", line)]
    return (telling or lines or ["it said nothing"])[0]
