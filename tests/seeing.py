"""Accessibility, checked with the axe-core that the wheel carries: nothing is fetched."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

WIDE, BETWEEN = {"width": 1440, "height": 900}, {"width": 1024, "height": 768}
NARROW = {"width": 390, "height": 844}
VIEWS = ((WIDE, ("light", "dark")), (BETWEEN, ("light",)), (NARROW, ("light", "dark")))
# Named one by one: left alone, axe passes over the rules of WCAG 2.2.
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
BRIEF = {"resultTypes": ["violations"]}
RULES = {
    "light": BRIEF | {"runOnly": TAGS},
    "dark": BRIEF | {"runOnly": ["color-contrast"]},  # a theme is colours
}


def check_accessibility(page: Page) -> None:
    """Assert zero violations in light and dark, at 1440, 1024 and 390 pixels, and no sideways scroll."""
    faults: list[str] = []
    before = page.viewport_size
    for size, themes in VIEWS:
        page.set_viewport_size(size)  # type: ignore[arg-type]
        for theme in themes:
            page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
            seen = Axe().run(page, options=RULES[theme]).response["violations"]
            faults += [f"{theme} {size['width']}: {_told(fault)}" for fault in seen]
        if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
            faults.append(f"{size['width']}: the page scrolls sideways")
    page.emulate_media(color_scheme="light")
    if before:
        page.set_viewport_size(before)
    assert faults == [], "\n".join(faults)


def _told(fault: dict) -> str:
    where = "; ".join(f"{node['target']} {node['html'][:120]}" for node in fault["nodes"][:5])
    return f"{fault['id']} ({fault['help']}): {where}"
