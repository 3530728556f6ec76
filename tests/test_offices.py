"""The question who speaks for whom, on a few made-up offices; each answer is worked out by reading them."""

from __future__ import annotations

from functools import cache

import pytest

from stancegraph import queries
from stancegraph.problems import Severity, render
from stancegraph.project import Project
from stancegraph.reader import read

OFFICES = """\
actors:
  arland: {type: state, name: Arland}
  borland: {type: state, name: Borland}
  union: {type: igo, name: Lake Union}
  ann:
    type: person
    name: Ann
    speaks_for:
    - {actor: arland, as: minister, valid: 2009/2010}
    - {actor: arland, as: president, valid: 2011/..}
    - {actor: union, as: chair}
  bo: {type: person, name: Bo, speaks_for: {actor: borland}}
  cy: {type: person, name: Cy}
documents:
  first: {title: First, date: 2010-03-01}
  second: {title: Second}
"""
STATEMENTS = """\
- Ann speaks for Arland: {id: a, source: first}
- Ann speaks for Arland: {id: b, source: second}
- Cy speaks for Borland: {id: c}
- Bo speaks for Arland: {id: d, certainty: unclear}
- Cy speaks for Arland: {id: e, mode: ended}
- Bo leads Arland: {id: f}
"""
Row = tuple[str, ...]
COLUMNS = ("speaker", "office", "principal", "from", "to", "evidence")
# Statement a is of 2010 and tells nothing of the president; b is of no day, and so of either office. Bo's tie to Arland is unsure.
MINISTER = ("ann", "minister", "arland", "2009-01-01", "2010-12-31", "s/a | s/b")
PRESIDENT = ("ann", "president", "arland", "2011-01-01", "", "s/b")
CHAIR = ("ann", "chair", "union", "", "", "")
BO = ("bo", "", "borland", "", "", "")
CY = ("cy", "", "borland", "", "", "s/c")


def answer(text: str, **parameters: str) -> list[Row]:
    """The rows as a reader sees them, "" where there is nothing."""
    annotations, problems = read(text)
    assert [render(problem) for problem in problems if problem.severity is Severity.ERROR] == []
    table = queries.run(Project(annotations=annotations, problems=()).engine(), "offices", **parameters).short()
    return [tuple(str(cell or "") for cell in row) for row in zip(*map(table.column, COLUMNS), strict=True)]


@cache
def offices(statements: str = STATEMENTS) -> list[Row]:
    return answer(f"{OFFICES}statements:\n{statements}")


def test_two_offices_of_one_person_are_two_rows_each_with_the_statements_of_its_time() -> None:
    assert [row for row in offices() if row[0] == "ann"] == [MINISTER, PRESIDENT, CHAIR]


def test_an_office_that_no_statement_mentions_has_no_evidence() -> None:
    assert [row for row in offices() if row[0] == "bo"] == [BO]


def test_a_stated_tie_without_a_declared_office_is_a_row_without_a_title() -> None:
    # What is over, or unsure, is no tie.
    assert [row for row in offices() if row[0] == "cy"] == [CY]


def test_an_office_held_twice_is_two_rows() -> None:
    twice = (
        "actors: {ann: {type: person, speaks_for: [{actor: arland, as: chair, valid: 2001}, {actor: arland, as: chair, valid: 2005}]}}\n"
    )
    assert [row[1:5] for row in answer(twice)] == [
        ("chair", "arland", "2001-01-01", "2001-12-31"),
        ("chair", "arland", "2005-01-01", "2005-12-31"),
    ]


def test_the_order_of_the_file_does_not_matter() -> None:
    assert offices("".join(reversed(STATEMENTS.splitlines(keepends=True)))) == offices()


@pytest.mark.parametrize(
    ("parameters", "expected"),
    [
        ({"speaker": "Ann"}, [MINISTER, PRESIDENT, CHAIR]),
        ({"principal": "borland"}, [BO, CY]),
        ({"speaker": "ann", "principal": "Lake Union"}, [CHAIR]),
    ],
)
def test_a_speaker_or_a_principal_narrows_the_answer(parameters: dict[str, str], expected: list[Row]) -> None:
    assert answer(f"{OFFICES}statements:\n{STATEMENTS}", **parameters) == expected
