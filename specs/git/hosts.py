"""The web pages of the git hosts we know; for others there is simply no link."""

from urllib.parse import quote

from specs.git.address import Address

KNOWN = {
    "github": "github",
    "gitlab": "gitlab",
    "gitea": "gitea",
    "forgejo": "gitea",
    "codeberg": "gitea",
}


def web(address: Address) -> str:
    """The repository's page."""
    if not _kind(address):
        return ""
    return f"https://{address.host}/{address.path.strip('/').removesuffix('.git')}"


def compare_url(address: Address, base: str, branch: str) -> str:
    """The page that compares two branches and offers to merge them."""
    between = {"gitlab": "/-/compare/", "github": "/compare/", "gitea": "/compare/"}
    after = {"github": "?expand=1"}
    kind = _kind(address)
    both = f"{quote(base)}...{quote(branch)}"
    return f"{web(address)}{between[kind]}{both}{after.get(kind, '')}" if kind else ""


def commit_url(address: Address, commit: str) -> str:
    """The page of one commit."""
    kind = _kind(address)
    return f"{web(address)}{'/-' if kind == 'gitlab' else ''}/commit/{commit}" if kind else ""


def _kind(address: Address) -> str:
    host = address.host.lower()
    return next((kind for word, kind in KNOWN.items() if word in host), "")
