"""Every page beside the tokens of the design (interface.md 4.2 and 4.3), as Chromium computes them."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import get_resolver, resolve

from tests.design_tokens import ALONE, COLOURS, PARTS, TALL
from tests.main_pages import addresses

pytestmark = [pytest.mark.django_db(transaction=True)]
SIZES = {1440: {"width": 1440, "height": 900}, 390: {"width": 390, "height": 844}}
SEE = """parts => Object.fromEntries(Object.entries(parts).map(([where, names]) => {
  const seen = [...document.querySelectorAll(where)].filter(one => one.checkVisibility());
  const told = seen.map(one => JSON.stringify(names.map(name => getComputedStyle(one)[name])));
  return [where, [...new Set(told)].map(one => JSON.parse(one))];
}))"""
LOW = """least => [...document.querySelectorAll('.list tbody tr, .rowtable tbody tr:has(.cell)')]
  .filter(one => one.checkVisibility() && one.getBoundingClientRect().height < least - 1)
  .map(one => one.outerHTML.slice(0, 80))"""

# Words that stand one below the other for want of room, or run out of their sheet.
CRAMPED = """() => [...document.querySelectorAll('.sheet :is(a, b, span, td, th, dd, small, label)')].filter(one => {
  const words = [...one.childNodes].some(node => node.nodeType === 3 && node.textContent.trim().length > 3);
  if (!words || !one.checkVisibility() || one.closest('.vh, thead')) return false;
  const here = one.getBoundingClientRect(), sheet = one.closest('.sheet').getBoundingClientRect();
  if (here.width < 24 && here.height > 40 && getComputedStyle(one).writingMode === 'horizontal-tb') return true;
  if (here.right <= sheet.right + 1) return false;
  for (let up = one; !up.matches('.sheet'); up = up.parentElement)
    if (getComputedStyle(up).overflowX !== 'visible') return false;
  return true;
}).map(one => one.outerHTML.slice(0, 80))"""


def wanted(value, size, theme):
    """What a value of the table is in this size and theme, as Chromium writes it."""
    one = value if isinstance(value, str) else value[size == 390]
    if one not in COLOURS:
        return one
    colour = COLOURS[one][theme == "dark"]
    return "rgb({}, {}, {})".format(*(int(colour[at : at + 2], 16) for at in (1, 3, 5)))


def differences(page, size, theme, parts, met):
    found = page.evaluate(SEE, {where: list(values) for where, values in parts.items()})
    for where, values in parts.items():
        met.update([where] if found[where] else [])
        for told in found[where]:
            for name, value, seen in zip(values, values.values(), told, strict=True):
                if seen != wanted(value, size, theme):
                    yield f"{size} {theme} {where}: {name} is {seen}, not {wanted(value, size, theme)}"
    if size == 1440:
        yield from (f"a low row: {one}" for one in page.evaluate(LOW, TALL))
    if theme == "light":
        yield from (f"{size} cramped: {one}" for one in page.evaluate(CRAMPED))
    if page.evaluate("document.documentElement.scrollWidth") > size:
        yield f"{size}: wider than the screen"


@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.crawl
def test_every_page_keeps_to_the_tokens_of_the_design(page, live_server, sign_in, demo):
    faults, met, last = [], set(), ""
    page.emulate_media(reduced_motion="reduce")
    for who, path in addresses(demo):
        if who != last:
            sign_in(page, demo[who])
            last = who
        answer = page.goto(f"{live_server.url}{path}")
        if answer.status != 200:
            faults.append(f"{path} answers {answer.status}")
            continue
        alone = page.locator("body > main.read").count()
        parts = {one: PARTS[one] for one in (ALONE if alone else PARTS)}
        for size, view in SIZES.items():
            page.set_viewport_size(view)
            for theme in ("light", "dark"):
                page.emulate_media(color_scheme=theme)
                told = differences(page, size, theme, parts, met)
                faults += [f"{path} {one}" for one in told]
    assert not faults, f"{len(faults)}\n" + "\n".join(faults[:80])
    assert met == set(PARTS), f"never seen: {set(PARTS) - met}"


# What no person opens as a page: files, fragments, doors for machines, and addresses that only take a form.
NO_PAGES = {
    "portfolio.csv",
    "audit.csv",
    "audit.json",
    "runbooks/mine.json",
    "runbooks-worker.js",
    "notifications/badge/",
    "specs/<str:guid>/audit.csv",
    "specs/<str:guid>/audit.json",
    "specs/<str:guid>/spec.md",
    "specs/<str:guid>/badge.svg",
    "specs/<str:guid>/artefacts/all.zip",
    "specs/<str:guid>/artefacts/<path:path>",
    "specs/<str:guid>/presence/",
    "specs/<str:guid>/cells/",
    "specs/<str:guid>/rows/",
    "specs/<str:guid>/fixes/",
    "specs/<str:guid>/panel/comments/",
    "specs/<str:guid>/comments/people/",
    "specs/<str:guid>/sections/<slug:slug>/progress/",
    "notifications/<int:pk>/",
}
# Pages whose thing the demo has not: they have browser tests of their own.
ELSEWHERE = {
    "specs/<str:guid>/comments/<int:pk>/edit/",
    "specs/<str:guid>/drifts/<int:pk>/",
    "unsubscribe/<str:token>/",
}
FILLED = {"guid": "{hub}", "slug": "overview", "pk": "1", "number": "1", "username": "ada"}


def test_no_page_is_forgotten(demo):
    routes = {str(one.pattern) for one in get_resolver("specs.urls").url_patterns}
    looked = {resolve(path.partition("?")[0]).route for _, path in addresses(demo)}
    client = Client()
    client.force_login(demo["lena"], backend="django.contrib.auth.backends.ModelBackend")
    forgotten = []
    for route in sorted(routes - looked - ELSEWHERE - {"api/v1/"}):
        filled = re.sub(r"<\w+:(\w+)>", lambda found: FILLED.get(found[1], "x"), route)
        if route not in NO_PAGES and client.get(f"/{filled}").status_code != 405:
            forgotten.append(route)
    assert not forgotten, f"put these into tests/main_pages.py: {forgotten}"
    assert looked <= routes
