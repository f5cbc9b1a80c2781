"""The tests of the rules notice when a rule is broken by one small step."""

import ast
import inspect

import pytest

from specs import readiness
from specs.readiness import patience
from tests import mutants

ON_RECORDS = {"REV-02", "RUN-05"}
"""These rules rest on reviews and drills: where those are kept, they are tested."""


def test_every_case_is_content_with_the_rules_as_they_are():
    assert [case.name for case in mutants.cases() if not mutants.content(case, {})] == []


@pytest.mark.slow
def test_every_rule_has_every_condition_and_every_bound_held_by_a_test():
    found = list(mutants.results())
    assert {one.rule for one in found} == {rule.id for rule in readiness.rules()}
    assert [name for one in found for name in sorted(one.alive)] == []
    assert {one.rule for one in found if not one.killed} == ON_RECORDS


def test_a_mutant_is_one_step_from_the_rule_and_leaves_the_rule_alone():
    before = inspect.getsource(patience)
    found = mutants.mutants(patience)
    whole = ast.unparse(ast.parse(before))
    assert found and all(ast.unparse(one.tree) != whole for one in found)
    changes = {one.change for one in found}
    assert "if not: limit is None" in changes
    assert "rto and rto < waits and limit.hold -> rto or rto < waits or limit.hold" in changes
    assert "rto < waits -> rto <= waits" in changes
