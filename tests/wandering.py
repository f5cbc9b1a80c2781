"""A walk over the portal with the demo's content: every kind of page that a link leads to."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urljoin, urlsplit

import pytest
from django.core.management import call_command
from django.urls import Resolver404, ResolverMatch, resolve

from specs import cells
from specs.models import Review, ReviewState, Spec, Status, User

INLINE = re.compile(r"<style\b|<[^>]+\s(?:style|on[a-z]+)=|<script\b(?![^>]*\bsrc=)", re.IGNORECASE)
ASKED = ("view", "state", "show")  # what a query asks a page to be
FILES = (".md", ".csv", ".json", ".yaml", ".svg")


@pytest.fixture
def demo(settings, tmp_path):
    """The demo's people and specifications, and one open conflict of Ada's in each draft."""
    settings.OPSPORTAL_DEMO = True
    for name, folder in (
        ("FILE_ROOT", "repos"),
        ("SECRET_ROOT", "secrets"),
        ("MIRRORS", "mirrors"),
    ):
        setattr(settings, f"EXPORT_{name}", tmp_path / folder)
    call_command("demo")
    people = {user.username: user for user in User.objects.all()}
    for spec in Spec.objects.filter(status=Status.DRAFT):
        late = [cells.Change("overview.-.overview", "It sells.", "0" * 12)]
        cells.write(spec, people["ada"], late)
    return people


def kind(address: str, chapters: bool = True) -> tuple[str, ...] | None:
    """What makes a page another page; None for no page.

    Its route, what its query shows, the chapter of an editor, and whether a review is open.
    """
    to = urlsplit(address)
    try:
        found = resolve(to.path)
    except Resolver404:
        return None
    asked = parse_qs(to.query)
    shown = [f"{name}={asked[name][0]}" for name in ASKED if name in asked]
    slug = found.kwargs.get("slug", "") if chapters and "sections/" in found.route else ""
    return (found.route, slug, _standing(found), *shown)


def _standing(found: ResolverMatch) -> str:
    """An open review is another page than one that is decided."""
    if not found.route.endswith("reviews/<int:number>/"):
        return ""
    one = Review.objects.get(spec__guid=found.kwargs["guid"], number=found.kwargs["number"])
    return "open" if one.state == ReviewState.OPEN else "closed"


def crawl(page, live_server, chapters):
    """Follow the links from home; every kind of page once. Yields the path of each as it is open."""
    seen, waiting = set(), ["/"]
    while waiting:
        path = waiting.pop(0)
        name = kind(path, chapters)
        if name is None or name in seen or urlsplit(path).path.endswith(FILES):
            continue
        seen.add(name)
        answer = page.goto(f"{live_server.url}{path}")
        assert answer.status == 200, path
        assert not INLINE.search(answer.text()), path
        links = page.eval_on_selector_all(
            "a[href]:not([download])", "all => all.map(a => a.getAttribute('href'))"
        )
        targets = [urlsplit(urljoin(page.url, link)) for link in links]
        here = urlsplit(live_server.url).netloc
        waiting += [f"{to.path}{to.query and '?'}{to.query}" for to in targets if to.netloc == here]
        yield path
