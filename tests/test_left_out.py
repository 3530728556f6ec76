"""What a named question leaves out, counted by hand on `tests/data/dam` and on single sentences."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import stancegraph
from stancegraph import queries
from stancegraph.project import Project
from stancegraph.reader import read

if TYPE_CHECKING:
    from stancegraph.engines import Engine

DAM = Path(__file__).parent / "data" / "dam"


@pytest.fixture(scope="module")
def engine() -> Engine:
    return stancegraph.load(DAM).engine()


def test_support_that_is_held_back_is_counted_beside_who_supports(engine: Engine) -> None:
    # Corland's is conditional, Borland's overtaken; that Corland is said to oppose tolls is no support.
    found = queries.left_out(engine, "who-supports")
    assert found == queries.LeftOut(2, 2, (("Conditional", 1), ("Superseded", 1)), (("position", "supports"),))


def test_what_is_left_out_is_counted_for_the_same_parameters(engine: Engine) -> None:
    found = queries.left_out(engine, "who-supports", target="dam", actor="corland")
    expected = (("target", "dam"), ("actor", "corland"), ("position", "supports"))
    assert found == queries.LeftOut(1, 1, (("Conditional", 1),), expected)


def test_stances_leave_out_positions_and_no_acts(engine: Engine) -> None:
    # Besides the two of who-supports, what Corland is said to oppose. The two planned missions are acts: listed, not left out.
    found = queries.left_out(engine, "stances")
    assert found == queries.LeftOut(3, 5, (("Conditional", 1), ("InterestedSource", 1), ("Superseded", 1)), ())


def test_a_planned_position_that_carries_a_stance_is_not_left_out_of_it() -> None:
    annotations, _ = read("- Arland supports the dam: {mode: planned}\n- Borland supports the dam: {if: asked}\n")
    planned = Project(annotations=annotations, problems=()).engine()
    assert queries.left_out(planned, "stances") == queries.LeftOut(1, 2, (("Conditional", 1),), ())
    assert queries.left_out(planned, "who-supports") == queries.LeftOut(
        2, 2, (("Conditional", 1), ("NotYetActual", 1)), (("position", "supports"),)
    )


def test_a_statement_that_two_reasons_hold_back_is_one_statement() -> None:
    annotations, _ = read("- Arland supports the dam: {if: asked, certainty: unclear}\n")
    found = queries.left_out(Project(annotations=annotations, problems=()).engine(), "who-supports")
    assert found == queries.LeftOut(1, 1, (("Conditional", 1), ("Uncertain", 1)), (("position", "supports"),))


@pytest.mark.parametrize(
    ("name", "parameters"), [("who-opposes", {"target": "bridge"}), ("held-back", {}), ("conditions", {}), ("SELECT ?x { ?x ?y ?z }", {})]
)
def test_nothing_is_left_out_where_nothing_is_held_back_or_the_question_lists_that_too(
    engine: Engine, name: str, parameters: dict[str, str]
) -> None:
    assert queries.left_out(engine, name, **parameters) is None
