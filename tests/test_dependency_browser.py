"""The dependency graph in a browser: by keyboard, on a phone, and without any colour."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.cast import started
from tests.test_dependency_graph import needing

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def graph(page, live_server, sign_in, payments, alice):
    """Shop needs Pay, Pay needs Bank (outside) and Shop again: a hard cycle that is told by one side."""
    needing(started(payments, alice, "Shop"), "Pay")
    needing(started(payments, alice, "Pay"), "Bank", "Shop")
    needing(started(payments, alice, "Report"), "Pay", kind="Soft")
    sign_in(page, alice)
    page.goto(f"{live_server.url}/dependencies/")
    return page


def test_nodes_are_reached_in_reading_order_and_show_their_neighbours(graph):
    svg = graph.locator("svg.graph")
    nodes = svg.locator("a[data-node]")
    order = nodes.evaluate_all("all => all.map(n => n.querySelector('.g-name').textContent)")
    assert order[0] == "Report"
    nodes.first.focus()
    seen = []
    for _ in range(len(order)):
        seen.append(graph.evaluate("document.activeElement.querySelector('.g-name').textContent"))
        graph.keyboard.press("Tab")
    assert seen == order
    nodes.first.focus()
    near = svg.locator("[data-node].near .g-name").all_text_contents()
    assert set(near) == {"Report", "Pay"}
    label = "Report, No tier yet. Needs Pay (soft)."
    expect(graph.get_by_role("link", name=label)).to_be_visible()
    graph.get_by_role("link", name=label).press("Enter")
    expect(graph.get_by_role("heading", name="Report", level=1)).to_be_visible()


def test_the_picture_changes_its_width_with_the_keyboard(graph):
    graph.set_viewport_size({"width": 700, "height": 900})
    svg = graph.locator("svg.graph")
    wide = svg.bounding_box()["width"]
    graph.get_by_label("Full size").focus()
    graph.keyboard.press("ArrowRight")
    expect(graph.get_by_label("Fit the page")).to_be_checked()
    assert svg.bounding_box()["width"] < wide


def test_on_a_phone_the_page_does_not_scroll_sideways_but_the_picture_does(graph, axe):
    graph.set_viewport_size({"width": 390, "height": 844})
    assert graph.evaluate("document.documentElement.scrollWidth") <= 390
    canvas = graph.locator(".canvas")
    assert canvas.evaluate("c => c.scrollWidth > c.clientWidth")
    axe(graph)
    graph.get_by_role("link", name="Pay", exact=True).first.click()
    graph.wait_for_url("**/?focus=*")
    axe(graph)
    graph.get_by_role("link", name="What stops if it fails").click()
    graph.wait_for_url("**/?fails=*")
    expect(graph.get_by_text("stops. It needs Pay.")).to_be_visible()
    axe(graph)


def test_without_colours_lines_and_nodes_still_differ(graph):
    graph.emulate_media(forced_colors="active")
    lines = graph.locator("svg.graph .g-edge").evaluate_all(
        "all => all.map(e => [e.classList[1], e.classList.contains('round'),"
        " getComputedStyle(e).strokeWidth, getComputedStyle(e).strokeDasharray !== 'none'])"
    )
    widths = {(kind, cycle): width for kind, cycle, width, _ in lines}
    assert len(set(widths.values())) == len(widths) == 3
    assert all(dashed for kind, cycle, _, dashed in lines if cycle or kind == "soft")
    inks = graph.locator("svg.graph .g-name").evaluate_all(
        "all => all.map(t => getComputedStyle(t).fill)"
    )
    paper = graph.locator("svg.graph a rect").first.evaluate("r => getComputedStyle(r).fill")
    assert paper not in inks
    expect(graph.get_by_text("Outside the portal").last).to_be_visible()


def test_the_list_is_filtered_while_typing_and_keeps_the_focus(graph):
    find = graph.get_by_label("Find a service")
    find.fill("shop")
    expect(graph.locator("#live")).to_have_text("1 service found")
    expect(find).to_be_focused()
    expect(graph.locator("#results [data-row-link]")).to_have_count(1)
    find.press("ArrowDown")
    expect(graph.locator("#results [data-row-link]")).to_be_focused()
