"""The table of acceptance statements: every number is there, and every test it names."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TEXT = (ROOT / "docs/acceptance.md").read_text()
ROWS = re.findall(r"^\| (\d+) \| (.+?) \| (.+) \|$", TEXT, re.MULTILINE)
TEST = re.compile(r"`(tests/\w+\.py)::(\w+)`")


def names_in(path):
    """The names of the tests in a file."""
    tree = ast.parse((ROOT / path).read_text())
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


def test_every_statement_has_its_row_in_order():
    assert [int(number) for number, _, _ in ROWS] == list(range(1, 41))


def test_every_statement_is_held_by_tests_that_exist():
    gone = []
    for number, _, cell in ROWS:
        named = TEST.findall(cell)
        assert named, f"statement {number} names no test"
        gone += [
            f"{number}: {path}::{name}"
            for path, name in named
            if not (ROOT / path).exists() or name not in names_in(path)
        ]
    assert gone == []
