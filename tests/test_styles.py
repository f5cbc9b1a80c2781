"""Every page loads the rules it is written for."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
TEMPLATES = ROOT / "templates"
RULES = {
    path.name: set(re.findall(r"\.([a-zA-Z][\w-]*)", path.read_text()))
    for path in (ROOT / "static" / "css").glob("*.css")
}
PAGES = [
    path for path in sorted(TEMPLATES.rglob("[a-z]*.html")) if "{% extends" in path.read_text()
]


def with_pieces(name: str, seen: set[str]) -> str:
    """A template with all it extends and includes."""
    path = TEMPLATES / name
    if name in seen or not path.exists():
        return ""
    text = path.read_text()
    seen.add(name)
    inner = re.findall(r'{%\s*(?:include|extends)\s+"([^"]+)"', text)
    return text + "".join(with_pieces(one, seen) for one in inner)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(TEMPLATES)))
def test_a_page_loads_the_file_of_every_class_that_has_rules(page):
    text = with_pieces(str(page.relative_to(TEMPLATES)), set())
    loaded = {name for name in RULES if f"css/{name}" in text or f"assets/{name}" in text}
    known = set().union(*(RULES[name] for name in loaded))
    classes = re.sub(r"{[{%].*?[%}]}", " ", " ".join(re.findall(r'class="([^"]*)"', text)))
    missing = set(classes.split()) - known
    # pre.pieces is for code, and the trail has none; the number of reviews is left out at night
    told = {one for one in missing if any(one in rules for rules in RULES.values())}
    assert told <= {"pieces"} | ({"review"} if "waiting=None" in text else set())
