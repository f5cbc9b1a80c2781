"""What the command palette offers: places to go to, what was found, and things to do."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import urlencode

from specs import access
from specs.models import Kind, User
from specs.searchable import words_of
from specs.searching import Found, Hit

PAGES = (
    ("Home", "/"),
    ("Portfolio", "/portfolio/"),
    ("Specifications", "/specs/"),
    ("Reviews", "/reviews/"),
    ("Runbooks", "/runbooks/"),
    ("Dependencies", "/dependencies/"),
    ("Repositories", "/repositories/"),
    ("Teams", "/teams/"),
    ("Waivers", "/waivers/"),
    ("Notifications", "/notifications/"),
    ("Your account", "/account/"),
    ("Your tokens", "/account/tokens/"),
)
ADMIN_PAGES = (
    ("People", "/people/"),
    ("Every change", "/audit/"),
    ("Checks", "/settings/checks/"),
    ("Required reviewers", "/settings/areas/"),
    ("Reviewer checklist", "/settings/checklist/"),
    ("Webhooks", "/settings/webhooks/"),
    ("Mails", "/settings/mails/"),
)
IN_GROUPS = (
    ("Specifications", {Kind.SPEC}),
    ("Rows and fields", {Kind.ALERT, Kind.PARAMETER, Kind.ROW, Kind.SECTION, Kind.OWNER}),
    ("Runbooks", {Kind.RUNBOOK}),
)


@dataclass(frozen=True)
class Option:
    """One line of the palette: a link, and in a few words what is there."""

    url: str
    label: str
    about: str = ""


@dataclass(frozen=True)
class Group:
    """Options under a heading."""

    title: str
    options: list[Option] = field(default_factory=list)


def groups(user: User, words: str, found: Found) -> list[Group]:
    """The groups that have options, always in the same order."""
    every = [
        Group("Go to", _fitting(words, _pages(user) + _views(user))),
        *(Group(title, _hits(found, kinds)) for title, kinds in IN_GROUPS),
        Group("Actions", _fitting(words, _actions(user)) + _everywhere(found)),
    ]
    return [group for group in every if group.options]


def _pages(user: User) -> list[Option]:
    admin = ADMIN_PAGES if user.is_admin else ()
    return [Option(url, label) for label, url in (*PAGES, *admin)]


def _views(user: User) -> list[Option]:
    views = access.saved_views(user)
    return [Option(view.address, view.name, f"View of {view.list_name}") for view in views]


def _actions(user: User) -> list[Option]:
    new = [Option("/specs/new/", "New specification")] if access.may_start(user) else []
    return [*new, Option("/account/shortcuts/", "Show keyboard shortcuts")]


def _everywhere(found: Found) -> list[Option]:
    if not found.hits:
        return []
    url = f"/search/?{urlencode({'q': found.words})}"
    return [Option(url, f"Show everything with “{found.words}”")]


def _fitting(words: str, options: list[Option]) -> list[Option]:
    """Those with a word that begins like each of the words asked for."""
    wanted = words_of(words)
    if words.strip() and not wanted:
        return []
    return [one for one in options if _fits(wanted, words_of(one.label))]


def _fits(wanted: list[str], there: list[str]) -> bool:
    return all(any(word.startswith(begin) for word in there) for begin in wanted)


def _hits(found: Found, kinds: set[Kind]) -> list[Option]:
    return [Option(hit.url, hit.plain, _about(hit)) for hit in found.hits if hit.kind in kinds]


def _about(hit: Hit) -> str:
    parts = (hit.of if hit.of != hit.plain else "", hit.where)
    return ", ".join(part for part in parts if part)
