"""The pages beside the design's mock: the same colours, type and spacing, part by part, as Chromium computes them."""

from __future__ import annotations

import pytest

from specs.models import Spec
from tests.services import SHARED

pytestmark = [
    pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.shared("design"),
]  # fmt: skip
MOCK = SHARED / "design" / "mock"

INK = ("color", "backgroundColor")
TYPE = ("fontFamily", "fontSize", "fontWeight")
ROOM = ("paddingTop", "paddingRight", "paddingBottom", "paddingLeft")
EDGE = ("borderTopWidth", "borderTopColor", "borderTopLeftRadius")
SHELL = {
    "body": (*INK, "fontFamily", "fontSize"),
    ".topbar": (*INK, "height", "paddingLeft", "paddingRight", "position"),
}
HEAD = {
    ".pagehead": ("backgroundColor", "paddingTop", "paddingLeft", "paddingRight"),
    "h1": ("color", *TYPE, "letterSpacing"),
}
SHEET = {
    ".sheet": ("backgroundColor", *EDGE, "boxShadow"),
    ".sheet > header": ROOM,
    ".sheet > header h2": ("color", *TYPE),
}
PARTS: dict[str, dict[str, tuple[str, ...]]] = {
    "editor": SHELL | HEAD | SHEET | {
        ".tag": (*INK, "fontSize", "borderTopLeftRadius"),
        ".tabs a[aria-current]": ("color", "fontSize", "fontWeight"),
        ".outline": ("fontSize",),
        ".field label": ("color", "fontSize", "fontWeight"),
        ".field .input": (*INK, *EDGE, "fontSize", "minHeight"),
        ".field": ("rowGap",),
        ".fields": ("rowGap", "columnGap"),
        ".rowtable .cell:not(.mono)": ("color", "fontSize", "minHeight", "borderBottomWidth", "borderBottomColor"),
        ".panel": ("backgroundColor", *EDGE, "boxShadow", *ROOM),
        ".pbody": (*ROOM, "rowGap"),
        ".rowtable thead th:first-child": ROOM,
        ".rowtable thead th:nth-child(2)": (*ROOM, "fontSize"),
        ".rowtable tbody tr.r > td": ROOM,
        ".outline a": ROOM,
        ".rail": ("maxHeight",),
        ".btn.primary": (*INK, "minHeight", "borderTopLeftRadius", "fontWeight"),
    },
    "review": SHELL | HEAD | SHEET | {
        ".tag.review": (*INK, "fontSize", "borderTopLeftRadius"),
        ".outline": ("fontSize",),
        "del": (*INK, "textDecorationLine"),
        "ins": INK,
        ".panel": ("backgroundColor", *EDGE, *ROOM),
        ".pbody": (*ROOM, "rowGap"),
        ".pfoot": (*ROOM, "rowGap"),
        ".rail": ("maxHeight",),
        ".choice": ("rowGap",),
        ".choice label": (*ROOM, "borderTopLeftRadius"),
        ".difft thead th:nth-child(2)": (*ROOM, "fontSize"),
        ".difft tbody td": ROOM,
        ".difft tbody th, .difft tbody td.g": ROOM,
        ".fdiff > div": ("columnGap",),
    },
    "conflict": SHELL | {"h1": ("color", *TYPE)} | {
        ".sheet": ("backgroundColor", *EDGE, "boxShadow"),
        ".merge .who": ("fontSize", "color"),
        ".merge label": (*ROOM, "borderTopLeftRadius"),
        ".merge": (*ROOM, "columnGap"),
        ".sheet > footer": ROOM,
        ".btn.primary": (*INK, "minHeight"),
    },
    "portfolio": SHELL | {"h1": ("color", *TYPE)} | {
        ".sheet": ("backgroundColor", *EDGE, "boxShadow"),
        ".matrix tbody td:nth-child(6)": ROOM,
        ".matrix thead th": ("color", "fontSize", "fontWeight"),
        ".hc.warn": (*INK, "height", "borderTopLeftRadius", "fontSize"),
        ".hc.block": (*INK, "height", "borderTopLeftRadius", "fontSize"),
        ".tag.live": (*INK, "fontSize", "borderTopLeftRadius"),
        ".v": ("fontFamily", "fontSize"),
    },
    "runbook": {
        "body": INK,
        ".topbar": (*INK, "height"),
        ".read": ("fontSize", "lineHeight", "maxWidth"),
        "h1": ("color", "fontFamily", "fontWeight"),
        ".read h2": ("color", "fontFamily", "fontSize", "fontWeight"),
        ".keyfacts dt": ("color", "fontSize"),
        ".cmd": ("backgroundColor", "borderTopLeftRadius"),
        ".escal": ("backgroundColor", "borderTopLeftRadius"),
    },
}  # fmt: skip
SEE = """wanted => Object.fromEntries(Object.entries(wanted).map(([where, names]) => {
  const found = [...document.querySelectorAll(where)].find(one => one.getClientRects().length);
  if (!found) return [where, null];
  const style = getComputedStyle(found);
  return [where, Object.fromEntries(names.map(name => [name, style[name]]))];
}))"""
SIZES = ({"width": 1440, "height": 900}, {"width": 390, "height": 844})


@pytest.fixture
def pages(demo):
    """Who opens which address to see what the mock draws."""
    hub = Spec.objects.get(name="Notification Hub")
    ledger = Spec.objects.get(name="Ledger API")
    checkout = Spec.objects.get(name="Checkout API")
    key = checkout.approved.document["sections"]["runbooks"]["runbook"][0]["key"]
    return {
        "editor": (demo["ada"], f"/specs/{hub.guid}/sections/monitoring/"),
        "review": (demo["tomas"], f"/specs/{ledger.guid}/reviews/{ledger.reviews.first().number}/"),
        "portfolio": (demo["tomas"], "/portfolio/"),
        "runbook": (demo["mara"], f"/specs/{checkout.guid}/runbooks/{key}/"),
        "conflict": (demo["ada"], f"/specs/{hub.guid}/sections/overview/merge/"),
    }


def seen(page, parts):
    return page.evaluate(SEE, {where: list(names) for where, names in parts.items()})


@pytest.mark.parametrize("name", sorted(PARTS))
def test_a_page_is_drawn_like_the_mock(page, live_server, sign_in, pages, name):
    mock = page.context.browser.new_context()
    try:
        drawn, faults = mock.new_page(), []
        who, path = pages[name]
        sign_in(page, who)
        for size in SIZES:
            for theme in ("light", "dark"):
                for one in (drawn, page):
                    one.set_viewport_size(size)
                    one.emulate_media(color_scheme=theme, reduced_motion="reduce")
                drawn.goto((MOCK / f"{name}.html").as_uri())
                drawn.evaluate("theme => document.documentElement.dataset.theme = theme", theme)
                page.goto(f"{live_server.url}{path}")
                faults += differences(
                    f"{size['width']} {theme}", seen(drawn, PARTS[name]), seen(page, PARTS[name])
                )
    finally:
        mock.close()
    assert not faults, "\n".join(faults)


def test_the_decision_can_be_sent_without_scrolling_on_a_laptop(page, live_server, sign_in, pages):
    who, path = pages["review"]
    page.set_viewport_size({"width": 1440, "height": 900})
    sign_in(page, who)
    page.goto(f"{live_server.url}{path}")
    box = page.locator("#decision .btn.primary").bounding_box()
    assert box and box["y"] + box["height"] <= 900


def differences(where, wanted, found):
    for part, values in wanted.items():
        if values is None:
            continue
        if found[part] is None:
            yield f"{where}: no {part}"
            continue
        for name, value in values.items():
            if found[part][name] != value:
                yield f"{where} {part}: {name} is {found[part][name]}, the mock has {value}"
