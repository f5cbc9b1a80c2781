"""The floors of the architecture: imports point down, and stand at the top of the file.

There is no list of exceptions. A new module gets a place in FLOORS, above all it builds on.
Peers on one floor may know each other: no import goes up, and Python refuses a circle itself.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
FLOORS = (
    # 0: pure text and plain values, git, and doors that know models by name only
    (
        "markdown",
        "quantities",
        "severity",
        "versions",
        "git",
        "posting",
        "tasks",
        "full_text",
        "burn_rates",
        "ages",
        "sign_ins",
        "request_ids",
    ),
    # 1: the Document, and the lenses between its values and Markdown
    ("documents", "blocks"),
    # 2: columns with words, and the sections made of them
    ("chapters", "fields", "layout", "sections"),
    # 3: pure functions over whole Documents
    (
        *(
            "template",
            "digests",
            "linting",
            "environment",
            "walk",
            "references",
            "let_pass",
            "writer",
            "reader",
            "upcasters",
            "withholding",
            "store",
            "progress",
            "places",
            "headings",
            "searchable",
        ),
        *(
            "changes",
            "readiness",
            "artefacts",
            "importers",
            "graph",
            "runbooks",
            "pictures",
            "physics",
            "reading",
        ),
    ),
    # 4: people, specs, their workflow and their way out
    ("models",),
    # 5: the desk
    (
        *(
            "access",
            "faces",
            "meanwhile",
            "versioning",
            "checks",
            "mending",
            "demo",
            "forms",
            "withheld",
            "cells",
            "rows",
            "row_trail",
            "receiving",
            "listing",
            "work",
            "landscape",
            "ceiling",
            "portfolio",
            "gaps",
            "coming",
            "attention",
        ),
        *("searching", "palette", "shortcuts"),
        *(
            "templatetags",
            "middleware",
            "context",
            "gate",
            "snippets",
            "comments",
            "rewording",
            "suggestions",
            "readers",
            "runbook_search",
            "bundle",
        ),
        *("views", "api", "urls", "management", "apps"),
    ),
)
FLOOR = {name: number for number, floor in enumerate(FLOORS) for name in floor}
DESK = set(FLOORS[-1])


def modules() -> list[Path]:
    """Every module of the app but the migrations, which Django writes."""
    found = sorted((ROOT / "specs").rglob("*.py"))
    return [path for path in found if room(path) not in ("migrations", "__init__")]


def room(path: Path) -> str:
    """The first name below specs: the module, or the package it lives in."""
    return path.relative_to(ROOT / "specs").parts[0].removesuffix(".py")


def imports(path: Path, tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Line and dotted name of everything a module imports, relative names made absolute."""
    package = path.relative_to(ROOT).with_suffix("").parts[:-1]
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else ()
            start = ".".join([*base, *([node.module] if node.module else [])])
            if start in ("specs", "opsportal"):
                yield from ((node.lineno, f"{start}.{alias.name}") for alias in node.names)
            else:
                yield node.lineno, start


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_no_module_imports_from_above(path):
    here, faults = room(path), []
    assert here in FLOOR, f"{here} has no floor yet: give it one in FLOORS"
    for line, name in imports(path, ast.parse(path.read_text())):
        house, _, rest = name.partition(".")
        there = rest.partition(".")[0]
        if house == "opsportal" and here not in DESK:
            faults.append(f"line {line}: {name} is the house, only the desk may know it")
        if house != "specs" or there == here:
            continue
        if FLOOR.get(there, len(FLOORS)) > FLOOR[here]:
            faults.append(f"line {line}: {name} stands above {here}")
    assert faults == []


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_stand_at_the_top_of_the_file(path):
    functions = [
        node
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    hidden = {
        inner.lineno
        for function in functions
        for inner in ast.walk(function)
        if isinstance(inner, ast.Import | ast.ImportFrom)
    }
    assert hidden == set()


@pytest.mark.parametrize("path", sorted((ROOT / "opsportal").glob("*.py")), ids=lambda p: p.name)
def test_the_house_is_wiring_and_imports_no_room(path):
    names = [name for _, name in imports(path, ast.parse(path.read_text()))]
    assert not [name for name in names if name.split(".")[0] == "specs"]
