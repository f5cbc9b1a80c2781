"""Every page that a link leads to, with the demo's content: for everyone, light and small, nothing inline."""

from __future__ import annotations

import gzip
from urllib.parse import urlsplit

import pytest

from specs.models import Spec
from specs.reader import read
from tests.editing import SLOW, Editor
from tests.samples import DEMO
from tests.wandering import INLINE, crawl, kind

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
MOST = 75 * 1024  # bytes of the first load, compressed: the target of statement 39


# The pages that statement 36 names, by their routes; Ada comes to each of them.
SPEC = "specs/<str:guid>/"
NAMED = {
    *("", "specs/", "reviews/", "portfolio/", "account/tokens/"),
    *(f"{SPEC}{end}" for end in ("", "read/", "imports/new/", "exports/", "exports/<int:pk>/")),
    *(f"{SPEC}{end}" for end in ("sections/<slug:slug>/", "sections/<slug:slug>/merge/")),
    *(f"{SPEC}{end}" for end in ("reviews/<int:number>/", "runbooks/<str:key>/")),
}


@pytest.mark.crawl
@pytest.mark.parametrize("name", ["ada", "tomas", "lena"])
def test_every_page_can_be_used_by_everyone(page, live_server, sign_in, axe, demo, name):
    sign_in(page, demo[name])
    faults, routes = [], set()
    for path in crawl(page, live_server, chapters=name != "tomas"):
        routes.add(kind(path)[0])
        try:
            axe(page)
        except AssertionError as fault:
            faults.append(f"{path}\n{fault}")
    assert faults == [], "\n\n".join(faults)
    expected = {"ada": "merge/", "tomas": "reviews/<int:number>/", "lena": "repositories/"}
    assert any(route.endswith(expected[name]) for route in routes), sorted(routes)
    assert len(routes) > 12, sorted(routes)
    assert name != "ada" or NAMED - routes == set()


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
        assert sum(sizes.values()) <= MOST, f"{chapter}: {sum(sizes.values())} {sizes}"
        assert any("htmx" in path for path in sizes), sizes
