"""Every page of the demo, found by its links: on the smallest screen, in the largest type, by keyboard alone."""

from __future__ import annotations

from itertools import groupby

import pytest
from playwright.sync_api import expect

from tests.wandering import crawl

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.crawl,
    pytest.mark.django_db(transaction=True),
]

PARTS = 4  # Chromium stops at the day, the month, the year and the calendar of one date field
SMALL = {"width": 320, "height": 640}
WIDE = {"width": 1280, "height": 900}
SIDEWAYS = """() => {
  const wide = document.documentElement.clientWidth + 1;
  if (document.documentElement.scrollWidth <= wide) return [];
  const out = [...document.querySelectorAll('main *')].filter(one => one.getBoundingClientRect().right > wide);
  return out.slice(0, 3).map(one => one.outerHTML.slice(0, 120));
}"""
# Text that is cut and cannot be scrolled to, unless a title or label says the whole of it.
CLIPPED = """() => [...document.querySelectorAll('body *')].filter(one => {
  if (one.matches('input, select, textarea, svg *, .vh, .vh *') || !one.textContent.trim()) return false;
  if (one.scrollWidth <= one.clientWidth + 1 || !one.checkVisibility({visibilityProperty: true})) return false;
  const style = getComputedStyle(one), plain = text => (text || '').replace(/\\s+/g, ' ').trim();
  if (style.display === 'inline' || style.clipPath !== 'none') return false;
  if (!['hidden', 'clip'].includes(style.overflowX)) return false;
  const said = plain(one.title) + ' ' + plain(one.getAttribute('aria-label'));
  return !said.includes(plain(one.textContent));
}).slice(0, 3).map(one => one.outerHTML.slice(0, 120))"""
LARGE = "size => { document.documentElement.style.fontSize = size }"
# What Tab stops at, in the order of the page; one radio of a group is one stop.
STOPS = """() => {
  const can = 'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]';
  const groups = new Set();
  const stops = [...document.querySelectorAll(can)].filter(one => {
    if (one.disabled || one.tabIndex < 0 || !one.checkVisibility({visibilityProperty: true})) return false;
    if (one.closest('[inert], dialog:not([open]), [popover]:not(:popover-open)')) return false;
    if (one.type !== 'radio') return true;
    const seen = groups.has(one.name);
    groups.add(one.name);
    return !seen;
  });
  stops.forEach((one, at) => { one.dataset.stop = one.type === 'radio' ? one.name : at });
  return stops.map(one => one.dataset.stop);
}"""
HERE = "() => { const one = document.activeElement; return one.type === 'radio' ? one.name : one.dataset.stop }"


def sideways(page):
    """What is wider than the screen, or cut, at 320 pixels, and at 1280 with text twice as large."""
    page.set_viewport_size(SMALL)
    yield from (f"320 px: {what}" for what in page.evaluate(SIDEWAYS))
    yield from (f"cut at 320 px: {what}" for what in page.evaluate(CLIPPED))
    page.set_viewport_size(WIDE)
    page.evaluate(LARGE, "200%")
    yield from (f"text at 200 %: {what}" for what in page.evaluate(SIDEWAYS))
    yield from (f"cut with text at 200 %: {what}" for what in page.evaluate(CLIPPED))
    page.evaluate(LARGE, "")


def trapped(page):
    """Where Tab stays, and what it never comes to; the editor's tables have tests of their own."""
    page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
    expect(page.locator("section.loads[hx-get]")).to_have_count(0)  # what is below loads then
    wanted = page.evaluate(STOPS)
    page.evaluate("() => { document.activeElement.blur(); window.scrollTo(0, 0) }")
    met = []
    for _ in range(len(wanted) + 3 + PARTS * page.locator("input[type=date]").count()):
        page.keyboard.press("Tab")
        met.append(page.evaluate(HERE))
    runs = [(stop, len(list(same))) for stop, same in groupby(met) if stop]
    yield from (f"Tab stays at {stop}" for stop, count in runs if count > PARTS)
    yield from (f"Tab never comes to stop {one}" for one in wanted if one not in met)


@pytest.mark.parametrize("name", ["mara", "tomas", "lena"])
def test_every_page_fits_a_small_screen_and_lets_the_keyboard_go(
    page,
    live_server,
    sign_in,
    demo,
    name,
):
    sign_in(page, demo[name])
    faults, count = [], 0
    for path in crawl(page, live_server, chapters=name == "mara"):
        count += 1
        faults += [f"{path} {fault}" for fault in sideways(page)]
        if "/sections/" not in path:
            faults += [f"{path} {fault}" for fault in trapped(page)]
    assert not faults, "\n".join(faults)
    assert count > 12
