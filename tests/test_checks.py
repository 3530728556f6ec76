"""Every rule's own examples, and the cases that a check could easily get wrong."""

from __future__ import annotations

import pytest

from stancegraph.checks import check
from stancegraph.problems import Problem, Severity
from stancegraph.reader import read
from stancegraph.rulebook import Rule, rules

RULES = rules()
SHOWN = [rule for rule in RULES.values() if rule.bad]


def problems(text: str) -> list[Problem]:
    annotations, found = read(text, "annotations.yaml")
    return [*found, *check(annotations)]


def codes(text: str) -> set[str]:
    return {problem.code for problem in problems(text)}


def found(code: str, text: str) -> list[Problem]:
    return [problem for problem in problems(text) if problem.code == code]


@pytest.mark.parametrize("rule", SHOWN, ids=lambda rule: rule.code)
def test_bad_example_raises_its_code(rule: Rule) -> None:
    assert rule.severity in {problem.severity for problem in found(rule.code, rule.bad)}


@pytest.mark.parametrize("rule", SHOWN, ids=lambda rule: rule.code)
def test_good_example_does_not_raise_its_code(rule: Rule) -> None:
    assert rule.code not in codes(rule.good)


@pytest.mark.parametrize("rule", SHOWN, ids=lambda rule: rule.code)
def test_good_example_has_no_error(rule: Rule) -> None:
    assert [problem.headline() for problem in problems(rule.good) if problem.severity is Severity.ERROR] == []
