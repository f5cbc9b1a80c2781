"""The documents tell the truth: their links, commands, variables and tables are those of the code."""

import re
from functools import cache
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import get_commands

from specs.models.workflow import MOVES, Status

ROOT = Path(__file__).resolve().parent.parent
PAGES = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").glob("*.md"))]
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
each_page = pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)


def text_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


@cache
def on_the_desk() -> str:
    """Everything that a page can show: templates, and the words in Python."""
    files = [*ROOT.glob("templates/**/*.html"), *ROOT.glob("specs/**/*.py")]
    return "\n".join(path.read_text(encoding="utf-8") for path in files)


def anchors(page: Path) -> set[str]:
    """The headings of a page as GitHub makes anchors of them."""
    titles = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.M)
    return {re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-") for title in titles}


def test_the_documents_are_there():
    assert {"README.md", "CHANGELOG.md", "CONTRIBUTING.md"} <= {page.name for page in PAGES}
    assert "MIT License" in text_of("LICENSE")


@each_page
def test_every_link_leads_somewhere(page):
    for target in LINK.findall(page.read_text(encoding="utf-8")):
        if "://" in target:
            continue
        path, _, anchor = target.partition("#")
        place = (page.parent / path).resolve() if path else page
        assert place.exists(), target
        assert not anchor or anchor in anchors(place), target


@each_page
def test_every_command_exists(page):
    text = page.read_text(encoding="utf-8")
    known = set(get_commands())
    assert set(re.findall(r"manage\.py (\w+)", text)) <= known
    assert set(re.findall(r"^\| `(\w+_spec|portal|demo)", text, re.M)) <= known
    targets = re.findall(r"^([a-z]+):", text_of("Makefile"), re.M)
    assert set(re.findall(r"(?:`|^)make ([a-z]+)", text, re.M)) <= set(targets)
    for module in re.findall(r"python -m (tests\.\w+)", text):
        assert (ROOT / f"{module.replace('.', '/')}.py").exists(), module


@each_page
def test_every_file_of_the_project_that_is_named_exists(page):
    found = re.findall(
        r"`((?:specs|tests|templates|static|opsportal)/[\w/.-]+)`", page.read_text(encoding="utf-8")
    )
    made_up = {"specs/sections/costs.py"}
    assert [name for name in found if not (ROOT / name).exists() and name not in made_up] == []


def test_every_variable_is_explained_to_operators_with_its_default():
    guide = dict(re.findall(r"^\| `([A-Z_]+)` \| (.*?) \|", text_of("docs/operators.md"), re.M))
    example = re.findall(r"^#?([A-Z_]+)=(.*)$", text_of(".env.example"), re.M)
    assert {name for name, _ in example} == set(guide)
    for name, default in example:
        if re.fullmatch(r"[\d.]+", default):
            assert guide[name] == f"`{default}`", name


def test_every_command_of_the_portal_is_explained_to_operators():
    own = {name for name, app in get_commands().items() if app == "specs"}
    told = set(re.findall(r"^\| `(\w+)[^`]*` \|", text_of("docs/operators.md"), re.M))
    assert len(own) > 5
    assert own - told == set()


def test_the_table_of_scheduled_jobs_is_the_schedule():
    part = text_of("docs/operators.md").split("## Mail and scheduled jobs")[1].split("## ")[0]
    assert set(re.findall(r"^\| (\w+) \|", part, re.M)) - {"Job"} == set(
        settings.CELERY_BEAT_SCHEDULE
    )


def test_the_table_of_moves_is_the_code():
    table = text_of("docs/architecture.md").split("<!-- moves -->")[1].split("<!-- /moves -->")[0]
    rows = [[cell.strip() for cell in line.strip("|\n").split("|")] for line in table.split("\n")]
    told = [row for row in rows if len(row) > 1][2:]
    assert told == [
        [
            move.label,
            ", ".join(Status(source).value for source in move.sources),
            move.target.value,
            move.who.value,
            move.asks,
        ]
        for move in MOVES
    ]


def test_the_sign_ins_of_the_demo_are_those_of_the_settings():
    told = dict(re.findall(r"^\| `(\w+)` \| (.+) \|$", text_of("README.md"), re.M))
    assert told == dict(settings.DEMO_SIGN_INS)
    assert settings.DEMO_PASSWORD in text_of("README.md")


def test_every_button_of_the_tutorial_is_called_as_on_the_page():
    words = set(re.findall(r"\*\*([^*]+)\*\*", text_of("docs/tutorial.md")))
    made_of = {
        "2 to fill in": "to fill in",
        "Sign in as Mara": "Sign in as ",
        "Sign in as Tomas": "Sign in as ",
        "Request review of 1.4.0": "Request review of ",
        "Approve 1.4.0": "Approve ",
        "1.4.0, minor": "minor",
    }
    people = {"MA", "Tomas", "Undo", "…"}
    desk = on_the_desk() + (ROOT / "static/js/editor.js").read_text()
    wanted = {made_of.get(one, one).rstrip(".") for one in words - people}
    assert [one for one in sorted(wanted) if one not in desk] == []


@each_page
def test_pictures_are_small(page):
    for target in LINK.findall(page.read_text(encoding="utf-8")):
        if target.endswith(".png"):
            assert (page.parent / target).stat().st_size < 250_000
