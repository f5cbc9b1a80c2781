"""Every page that a link leads to, with the demo's content: for everyone, light and small, nothing inline."""

from __future__ import annotations

import gzip
import re
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from django.core.management import call_command
from django.urls import Resolver404, resolve

import specs
from specs import cells
from specs.models import Spec, Status, User
from specs.reader import read
from tests.editing import SLOW, Editor

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
MOST = 75 * 1024  # bytes of the editor's first load, compressed
INLINE = re.compile(r"<style\b|<[^>]+\s(?:style|on[a-z]+)=|<script\b(?![^>]*\bsrc=)", re.IGNORECASE)
DEMO = Path(specs.__file__).parent / "demo" / "checkout-api.md"
FILES = (".md", ".csv", ".yaml", ".svg")


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


def kind(path: str, chapters: bool = True) -> tuple[str, ...] | None:
    """What makes a page another page: its route, and the chapter of an editor; None for no page."""
    try:
        found = resolve(path)
    except Resolver404:
        return None
    slug = found.kwargs.get("slug", "") if chapters and "sections/" in found.route else ""
    return (found.route, slug)


def crawl(page, live_server, chapters):
    """Follow the links from home; every kind of page once. Yields the path of each as it is open."""
    seen, waiting = set(), ["/"]
    while waiting:
        path = waiting.pop(0)
        name = kind(urlsplit(path).path, chapters)
        if name is None or name in seen or urlsplit(path).path.endswith(FILES):
            continue
        seen.add(name)
        answer = page.goto(f"{live_server.url}{path}")
        assert answer.status == 200, path
        assert not INLINE.search(answer.text()), path
        links = page.eval_on_selector_all("a[href]", "all => all.map(a => a.getAttribute('href'))")
        targets = [urlsplit(urljoin(page.url, link)) for link in links]
        here = urlsplit(live_server.url).netloc
        waiting += [f"{to.path}{to.query and '?'}{to.query}" for to in targets if to.netloc == here]
        yield path


@pytest.mark.parametrize("name", ["ada", "tomas", "lena"])
def test_every_page_can_be_used_by_everyone(page, live_server, sign_in, axe, demo, name):
    sign_in(page, demo[name])
    faults, routes = [], set()
    for path in crawl(page, live_server, chapters=name == "ada"):
        routes.add(kind(urlsplit(path).path)[0])
        try:
            axe(page)
        except AssertionError as fault:
            faults.append(f"{path}\n{fault}")
    assert faults == [], "\n\n".join(faults)
    expected = {"ada": "merge/", "tomas": "reviews/<int:number>/", "lena": "repositories/"}
    assert any(route.endswith(expected[name]) for route in routes), sorted(routes)
    assert len(routes) > 12, sorted(routes)


def test_who_is_not_allowed_and_what_is_not_there_are_told_in_pages_for_everyone(
    page, live_server, sign_in, axe, demo
):
    sign_in(page, demo["ada"])
    for path, status in (("/nothing/here/", 404), ("/people/new/", 403)):
        answer = page.goto(f"{live_server.url}{path}")
        assert (answer.status, bool(INLINE.search(answer.text()))) == (status, False)
        axe(page)


def test_the_first_load_of_the_editor_is_light(page, live_server, sign_in, payments, alice):
    answers = []
    page.on("response", lambda answer: answers.append(answer))
    sign_in(page, alice)
    document = read(DEMO.read_text()).document
    spec = Spec.start(payments, alice, "Checkout API", document)
    for chapter in ("monitoring", "runbooks", "configuration"):
        answers.clear()
        page.context.new_cdp_session(page).send("Network.clearBrowserCache")
        editor = Editor(page, live_server, spec, chapter).open()
        editor.state.wait_for(timeout=SLOW)
        page.wait_for_load_state("networkidle")
        sizes = {urlsplit(a.url).path: len(gzip.compress(a.body(), 6)) for a in answers}
        assert sum(sizes.values()) <= MOST, (chapter, sizes)
        assert any("htmx" in path for path in sizes), sizes
