"""Break every readiness rule, one small step at a time, and see whether its own tests notice.

`python -m tests.mutants [RULE…]` prints how many mutants each rule has and which of them live on.

A mutant is the source of a rule's module with one condition turned round, one `and` made an `or`, one
bound moved by a step or one `yield` left out; it is run in memory, beside the tests that name the rule.
"""

from __future__ import annotations

import ast
import copy
import importlib
import inspect
import os
import signal
import sys
import types
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from unittest import mock

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "opsportal.settings")
    import django

    django.setup()

from specs import readiness
from specs.readiness.rule import Rule
from tests.equivalent_mutants import EQUIVALENT

TESTS = (
    "test_general",
    "test_rules",
    "test_more_rules",
    "test_boundaries",
    "test_seeds_disagree",
    "test_both_halves",
    "test_no_false_blockers",
    "test_promises_compared",
    "test_words_read",
)
OTHER = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq, ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
LONGEST = 1.0  # second that a test may take, before the mutant counts as found out
TOLD = ("id", "severity", "about", "title", "reason", "source")  # no conditions


@dataclass(frozen=True)
class Case:
    """One test with its arguments."""

    name: str
    rules: frozenset[str]
    run: Callable[[], object]


@dataclass(frozen=True)
class Mutant:
    """One change to a module; `owner` is the class, the function or the name it is in."""

    module: str
    owner: str
    change: str
    line: int
    at: int
    text: str
    tree: ast.Module

    def __str__(self) -> str:
        return f"specs/readiness/{self.module}.py:{self.line}:{self.at}  {self.change}"

    @property
    def name(self) -> tuple[str, str, str]:
        """How the list of equivalent ones calls it: no line numbers, which move."""
        return self.module, self.text, self.change


def mutants(module: types.ModuleType) -> list[Mutant]:
    """Every mutant of a module's conditions, bounds and findings."""
    path = Path(inspect.getfile(module))
    lines = path.read_text().splitlines()
    tree = ast.parse("\n".join(lines))
    found = []
    for top in tree.body:
        if isinstance(top, ast.Import | ast.ImportFrom):
            continue
        owner = next(iter(_names(top)), "")
        for node in _asked(top):
            for change, undo in _changes(node):
                mutated = ast.fix_missing_locations(copy.deepcopy(tree))
                undo()
                text = lines[node.lineno - 1].strip()
                place = node.lineno, node.col_offset
                found.append(Mutant(path.stem, owner, change, *place, text, mutated))
    return found


def _asked(top: ast.AST) -> Iterator[Any]:
    """The nodes that may be changed: no docstrings, no annotations, none of a rule's own words."""
    for child in ast.iter_child_nodes(top):
        if isinstance(child, ast.Assign):
            names = {one.id for one in ast.walk(child) if isinstance(one, ast.Name)}
            if names & set(TOLD) and isinstance(top, ast.ClassDef):
                continue
        if isinstance(child, ast.arguments | ast.AnnAssign):
            continue
        if child in getattr(top, "decorator_list", ()):
            continue  # sizes of caches
        if hasattr(child, "lineno"):
            yield child
        yield from _asked(child)


def _changes(node: Any) -> Iterator[tuple[str, Callable[[], None]]]:
    """Each change is in the tree while its name is looked at; the second part takes it back."""
    was = ast.unparse(node)
    if isinstance(node, ast.If | ast.IfExp):
        test = node.test
        node.test = ast.UnaryOp(ast.Not(), test)
        yield f"if not: {ast.unparse(test)}", lambda: setattr(node, "test", test)
    if isinstance(node, ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp):
        for part in node.generators:
            for at, test in enumerate(part.ifs):
                part.ifs[at] = ast.UnaryOp(ast.Not(), test)
                yield f"for if not: {ast.unparse(test)}", _put(part.ifs, at, test)
    if isinstance(node, ast.BoolOp):
        op = node.op
        node.op = ast.Or() if isinstance(op, ast.And) else ast.And()
        yield f"{was} -> {ast.unparse(node)}", lambda: setattr(node, "op", op)
    if isinstance(node, ast.Compare):
        for at, one in enumerate(node.ops):
            node.ops[at] = OTHER[type(one)]()
            yield f"{was} -> {ast.unparse(node)}", _put(node.ops, at, one)
    if isinstance(node, ast.Constant) and type(node.value) is int:
        value = node.value
        for step in (1, -1):
            node.value = value + step
            yield f"{value} -> {value + step}", lambda: setattr(node, "value", value)
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Yield | ast.YieldFrom):
        kept, node.value = node.value, ast.Constant(None)
        what = " ".join(ast.unparse(kept).split())
        yield f"without: {what[:80]}", lambda: setattr(node, "value", kept)


def _put(where: list[Any], at: int, what: Any) -> Callable[[], None]:
    return lambda: where.__setitem__(at, what)


@cache
def cases() -> tuple[Case, ...]:
    """The tests of the rules that need no fixture: every parameter a case of its own."""
    found = []
    for name in TESTS:
        module = importlib.import_module(f"tests.readiness.{name}")
        for title, test in vars(module).items():
            if title.startswith("test_") and test.__module__ == module.__name__:
                found += _expanded(f"{name}::{title}", test)
    return tuple(found)


def _expanded(name: str, test: Any) -> Iterator[Case]:
    marks = [one for one in getattr(test, "pytestmark", ()) if one.name == "parametrize"]
    wanted = set(inspect.signature(test).parameters)
    if not marks:
        if not wanted:
            yield Case(name, _named(inspect.getsource(test)), test)
        return
    names, values = marks[0].args[:2]
    names = [one.strip() for one in names.split(",")] if isinstance(names, str) else list(names)
    for at, one in enumerate(values):
        given = dict(zip(names, one if len(names) > 1 else (one,), strict=True))
        about = _named(given["rule"] if "rule" in given else inspect.getsource(test))
        if set(given) == wanted:
            yield Case(f"{name}[{at}]", about, lambda given=given: test(**given))


def _named(text: str) -> frozenset[str]:
    return frozenset(rule.id for rule in readiness.rules() if rule.id in text)


def lives(mutant: Mutant, asked: tuple[str, ...]) -> bool:
    """Whether every test of these rules is content with the mutant."""
    given = rules_in(mutant.module, mutant.tree)
    wanted = set(asked)
    return all(content(case, given) for case in cases() if case.rules & wanted)


def rules_in(name: str, tree: ast.Module) -> dict[str, Rule]:
    """The rules of a module's tree, each by its id; none where it cannot even be loaded."""
    module = types.ModuleType(f"specs.readiness.{name}")
    module.__package__ = "specs.readiness"
    try:
        exec(compile(tree, name, "exec"), vars(module))
    except Exception:
        return {}
    own = [
        one for one in vars(module).values()
        if isinstance(one, type) and issubclass(one, Rule) and one.__module__ == module.__name__
    ]  # fmt: skip
    return {one.id: one() for one in own}


def content(case: Case, mutated: dict[str, Rule]) -> bool:
    """Whether a test passes with some rules exchanged; the rules it does not name are not asked."""
    asked = {one.id: one for one in readiness.rules() if one.id in {*case.rules, "GEN-05"}}
    given = tuple((asked | mutated).values())
    signal.setitimer(signal.ITIMER_REAL, LONGEST)
    try:
        with mock.patch.object(readiness, "rules", lambda: given):
            case.run()
    except Exception:
        return False
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
    return True


def _too_long(*_: object) -> None:
    raise TimeoutError


@dataclass(frozen=True)
class Result:
    """What became of the mutants that one rule rests on."""

    rule: str
    killed: frozenset[str]
    equivalent: frozenset[str]
    alive: frozenset[str]


def results(wanted: frozenset[str] = frozenset()) -> Iterator[Result]:
    """Rule by rule; what stands outside of classes counts for each rule that uses it."""
    signal.signal(signal.SIGALRM, _too_long)
    for name in sorted({type(rule).__module__ for rule in readiness.rules()}):
        own = [rule for rule in readiness.rules() if type(rule).__module__ == name]
        if wanted and not wanted & {rule.id for rule in own}:
            continue
        module = importlib.import_module(name)
        used = {rule.id: _used(module, type(rule).__name__) for rule in own}
        fates: dict[str, dict[str, str]] = {rule.id: {} for rule in own}
        for one in mutants(module):
            asked = tuple(rule for rule, names in used.items() if one.owner in names)
            if not asked:
                continue  # other modules use it
            fate = "killed"
            if lives(one, asked):
                fate = "equivalent" if one.name in EQUIVALENT else "alive"
            for rule in asked:
                fates[rule][str(one)] = fate
        for rule, each in fates.items():
            if not wanted or rule in wanted:
                yield Result(
                    rule, *(_with(each, fate) for fate in ("killed", "equivalent", "alive"))
                )


def _with(fates: dict[str, str], fate: str) -> frozenset[str]:
    return frozenset(name for name, one in fates.items() if one == fate)


def _used(module: types.ModuleType, name: str) -> set[str]:
    """The names of a module that a class rests on, and itself."""
    tops = {one: node for node in ast.parse(inspect.getsource(module)).body for one in _names(node)}
    found, ahead = {name}, [name]
    while ahead:
        inner = {one.id for one in ast.walk(tops[ahead.pop()]) if isinstance(one, ast.Name)}
        ahead += [one for one in inner & set(tops) if one not in found]
        found |= set(ahead)
    return found


def _names(node: ast.stmt) -> list[str]:
    """What a statement of a module defines."""
    if isinstance(node, ast.Assign):
        return [one.id for one in node.targets if isinstance(one, ast.Name)]
    if isinstance(node, ast.AnnAssign | ast.AugAssign):
        return [node.target.id] if isinstance(node.target, ast.Name) else []
    return [node.name] if isinstance(node, ast.ClassDef | ast.FunctionDef) else []


def main() -> int:
    """One line per rule, its survivors under it, and the sum, in which none counts twice."""
    sums: dict[str, set[str]] = {"killed": set(), "equivalent": set(), "alive": set()}
    for one in sorted(results(frozenset(sys.argv[1:])), key=lambda each: each.rule):
        counts = [f"{len(getattr(one, fate))} {fate}" for fate in sums]
        print("\t".join([one.rule, *counts]))  # noqa: T201
        for left in sorted(one.alive):
            print(f"  alive: {left}")  # noqa: T201
        for fate, names in sums.items():
            names |= getattr(one, fate)
    print(", ".join(f"{len(names)} {fate}" for fate, names in sums.items()))  # noqa: T201
    return 1 if sums["alive"] else 0


if __name__ == "__main__":
    sys.exit(main())
