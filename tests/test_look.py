"""The look keeps its promises: contrast, weight, nothing inline, one place for every colour."""

import gzip
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
CSS, JS, TEMPLATES = ROOT / "static/css", ROOT / "static/js", ROOT / "templates"
TOKENS = (CSS / "tokens.css").read_text()
PAIRS = dict(re.findall(r"--([\w-]+): light-dark\((#\w{6}, #\w{6})\)", TOKENS))
SURFACES = ("canvas", "surface", "sunken", "raised")
TEXTS = ("text", "text-2", "text-3", "accent", "accent-strong", "focus")
STATES = ("neutral", "review", "ok", "live", "danger", "waived", "info", "ins", "del")


def shades(token: str) -> list[str]:
    return PAIRS[token].split(", ")


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def both(ink: str, paper: str) -> float:
    return min(contrast(*pair) for pair in zip(shades(ink), shades(paper), strict=True))


@pytest.mark.parametrize("paper", SURFACES)
@pytest.mark.parametrize("ink", [*TEXTS, *(f"{state}-fg" for state in STATES)])
def test_every_ink_is_readable_on_every_surface(ink: str, paper: str) -> None:
    assert both(ink, paper) >= 4.5


@pytest.mark.parametrize("state", STATES)
def test_every_state_is_readable_on_its_own_tint(state: str) -> None:
    assert both(f"{state}-fg", f"{state}-bg") >= 4.5


@pytest.mark.parametrize(
    ("ink", "paper"),
    [("on-accent", "accent"), ("on-accent", "accent-strong"), ("on-danger", "danger-solid"),
     ("text", "accent-soft"), ("text-3", "accent-soft")],
)  # fmt: skip
def test_text_on_colour_is_readable(ink: str, paper: str) -> None:
    assert both(ink, paper) >= 4.5


@pytest.mark.parametrize("paper", SURFACES)
@pytest.mark.parametrize("shape", ["control", "focus", "danger-solid"])
def test_edges_of_controls_can_be_seen(shape: str, paper: str) -> None:
    assert both(shape, paper) >= 3


def test_colours_are_named_in_the_tokens_only() -> None:
    found = {
        f"{sheet.name}: {colour}"
        for sheet in CSS.glob("*.css")
        if sheet.name not in ("tokens.css", "base.css")
        for colour in re.findall(r"#[0-9a-fA-F]{6}\b|#[0-9a-fA-F]{3}\b(?=[;\s])", sheet.read_text())
    }
    assert not found


@pytest.mark.parametrize("template", sorted(TEMPLATES.rglob("*.html")), ids=lambda path: path.name)
def test_templates_hold_no_style_and_no_script(template: Path) -> None:
    text = template.read_text()
    assert not re.search(r"""\sstyle=["']|\shx-on|\son[a-z]+=["']|javascript:|<style""", text)
    assert not re.search(r"<script(?![^>]*\ssrc=)", text)


def weight(*paths: Path) -> float:
    return sum(len(gzip.compress(path.read_bytes(), 9)) for path in paths) / 1024


def test_styles_and_scripts_keep_their_budgets() -> None:
    sheets = ("tokens", "base", "layout", "controls", "status", "sheet", "rows")
    assert weight(*(CSS / f"{name}.css" for name in sheets)) <= 14
    assert weight(JS / "app.js") <= 12
    at_first = ("page", "saving", "rows", "keys", "drafts")
    assert weight(JS / "editor.js", *(JS / f"editor/{name}.js" for name in at_first)) <= 14
