"""Discourse Network Analyzer's own numbers on its toy, with `compat="dna"` to the last digit; and by hand where ours differ (NETWORKS)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from stancegraph.discourse import LIKERT, Event, events, matrices, network

if TYPE_CHECKING:
    from collections.abc import Callable

    from stancegraph.discourse import Events

    Toy = Callable[[str], Events]

DATA = Path(__file__).parent / "data" / "dna"
VARIABLES = {"organization": "actor", "concept": "issue", "person": "speaker", "id": "document"}
TYPES = {"ignore": "two-mode", "subtract": "two-mode-subtract", "combine": "two-mode-combine"}


def asked(spec: dict[str, Any]) -> dict[str, Any]:
    """A specification of DNA in our words."""
    kind = spec["qualifierAggregation"]
    return {
        "type": kind if spec["networkType"] == "onemode" else TYPES[kind],
        "rows": VARIABLES[spec["variable1"]],
        "columns": VARIABLES[spec["variable2"]],
        "normalization": spec["normalization"],
        "duplicates": spec["duplicates"].replace("acrossrange", "all"),
        "isolates": spec["isolates"],
    }


@pytest.mark.parametrize("kind", ["bool", "int"])
def test_every_network_of_the_toy_is_dnas_to_the_last_digit(kind: str, toy: Toy) -> None:
    wrong = []
    cases = json.loads((DATA / f"toy_networks_{kind}.json").read_text())
    for case in cases:
        (dna,) = case["results"]
        ours = network(toy(kind), compat="dna", **asked(case["spec"]))
        names = (list(ours.rows), list(ours.columns), ours.n)
        numbers = np.asarray(dna["m"]).reshape(ours.array().shape)
        if names != (dna["rows"], dna["cols"], dna["n"]) or not np.allclose(ours.array(), numbers, rtol=0, atol=1e-12):
            wrong.append(case["spec"])
    assert (len(cases), wrong) == (119, [])


@pytest.mark.parametrize("kind", ["bool", "int"])
def test_the_same_statements_survive_as_in_dna(kind: str, toy: Toy) -> None:
    survive = json.loads((DATA / "toy_filtered_statement_ids.json").read_text())
    if kind == "int":  # its levels differ, so that fewer are duplicates; DNA's list is that of the boolean toy
        survive = {name: ids for name, ids in survive.items() if name.endswith("/ignore")}
    found = {}
    for name in survive:
        scope, type_ = name.split("/")
        ours = network(toy(kind), type=type_, duplicates=scope.replace("acrossrange", "all"), compat="dna")
        found[name] = [int(event.id) for event in ours.events]
    assert found == survive


# --- What ours gives by default where DNA differs ---


@pytest.mark.parametrize("scope", ["week", "month"])
def test_a_week_and_a_month_know_their_year(scope: str, toy: Toy) -> None:
    # Statement 11 (11 December 2008) repeats 1 (10 December 2007): week 50 and month 12 of another year.
    counted = network(toy("bool"), duplicates=scope)
    assert [event.id for event in counted.events] == ["1", "3", "4", "5", "6", "7", "8", "9", "13", "14", "11", "12"]
    # EU-US: independence 1 x 2, mission 1 x 1; DNA counts the US once on independence.
    assert counted.weight_of("EU", "US") == 3
    assert network(toy("bool"), duplicates=scope, compat="dna").weight_of("EU", "US") == 2


def test_distance_is_that_of_the_declared_scale() -> None:
    heard = events([Event("1", "a", "x", 1), Event("2", "b", "x", -1)], scale=LIKERT)
    # |1 - -1| of a span of 4 are a half; of the levels observed, -1 and 1, they are the two ends.
    assert network(heard).weight_of("a", "b") == 0.5
    assert network(heard, compat="dna").weight_of("a", "b") == 0


def test_cosine_is_the_cosine_of_what_two_actors_say(toy: Toy) -> None:
    # US (3, 1), EU (1, 1, 1 against the talks): 4 / sqrt((9 + 1) (1 + 1 + 1)).
    assert network(toy("bool"), normalization="cosine").weight_of("EU", "US") == pytest.approx(4 / 30**0.5, rel=1e-15)
    assert network(toy("bool"), normalization="cosine", compat="dna").weight_of("EU", "US") == pytest.approx(4 / 12, rel=1e-15)


# --- The example values of NETWORKS ---

ONE_MODE = [
    ("bool", "congruence", "no", "EU", "US", 4),
    ("bool", "congruence", "average", "EU", "US", 1.1429),
    ("bool", "congruence", "jaccard", "EU", "US", 0.8),
    ("bool", "congruence", "dna_cosine", "EU", "US", 0.3333),
    ("bool", "subtract", "no", "Russia", "US", -6),
    ("bool", "subtract", "average", "Russia", "US", -1.7143),
    ("bool", "congruence", "no", "Russia", "Serbia", 3),
    ("bool", "congruence", "average", "Russia", "Serbia", 1.0),
    ("int", "congruence", "no", "EU", "US", 3),
    ("int", "conflict", "no", "EU", "US", 1),
    ("int", "subtract", "no", "EU", "US", 2),
]
TWO_MODE = [("no", -2), ("activity", -0.6667), ("prominence", -0.2857)]


@pytest.mark.parametrize(("kind", "type_", "normalization", "row", "column", "value"), ONE_MODE)
def test_two_actors_of_the_toy_are_tied_as_networks_says(  # noqa: PLR0913, PLR0917 - a row of the table
    kind: str, type_: str, normalization: str, row: str, column: str, value: float, toy: Toy
) -> None:
    assert round(network(toy(kind), type=type_, normalization=normalization).weight_of(row, column), 4) == value


@pytest.mark.parametrize(("normalization", "value"), TWO_MODE)
def test_russia_opposes_independence_as_networks_says(normalization: str, value: float, toy: Toy) -> None:
    found = network(toy("bool"), type="two-mode-subtract", normalization=normalization)
    assert round(found.weight_of("Russia", "independence"), 4) == value


def test_levels_are_bits_of_which_the_lowest_level_is_the_highest(toy: Toy) -> None:
    # Of the EU on independence only 1, of Russia only 0; whom both sides of one issue speak for has both bits.
    found = network(toy("bool"), type="two-mode-combine", rows="issue", columns="actor")
    assert (found.weight_of("independence", "EU"), found.weight_of("independence", "Russia")) == (1, 2)
    both = network(toy("bool"), type="two-mode-combine", rows="document", columns="issue")
    assert (both.weight_of("1", "independence"), both.weight_of("2", "talks")) == (3, 1)


def test_counts_by_issue_and_level_are_those_of_the_bars(toy: Toy) -> None:
    ties = network(toy("bool")).ties
    by_level = matrices.counts(ties).sum(axis=0).reshape(-1, 2).tolist()
    assert dict(zip(ties.columns, by_level, strict=True)) == {"independence": [3, 4], "mission": [1, 2], "talks": [1, 2]}
