"""Intervals over documents, measures over time, the summary, and what importing costs."""

from __future__ import annotations

import math
import subprocess
import sys

import numpy as np
import pytest

from stancegraph.discourse import BINARY, Event, Events, Network, events, network
from stancegraph.measures import bootstrap, camps, ei_index, frustration, jackknife, modularity, over_time, position_distance, summary
from stancegraph.measures.sampling import drawn


def heard(*rows: tuple[str, str, int, str]) -> Events:
    return events([Event(str(at), who, issue, level, document=text) for at, (who, issue, level, text) in enumerate(rows)], scale=BINARY)


FOUR = heard(*(("a", "x", 1, f"d{at}") for at in range(4)), *(("b", "x", int(at > 0), f"d{at}") for at in range(4)))
"""Four documents: a always for x, b against it in the first, for it in the others."""


def apart(found: Network) -> float | None:
    return position_distance(found, "a", "b", interval_by="no").value


def test_a_document_drawn_twice_counts_twice() -> None:
    found = drawn(network(FOUR), np.asarray([2, 0, 0, 1]))
    assert found.array().tolist() == [[0, 3], [3, 0]]  # a says 3, b 1 of it alike
    assert found.rows == ("a", "b")


def test_jackknife_by_hand() -> None:
    """B's mean is 3/4; without d0 it is 1, without another 2/3: distances 0, 1/3, 1/3, 1/3 with mean 1/4; t(3, 0.975) = 3.182446."""
    told = jackknife(network(FOUR), apart)
    spread = math.sqrt(3 / 4 * ((1 / 4) ** 2 + 3 * (1 / 12) ** 2))
    assert told is not None
    assert told[:2] == pytest.approx((0.25 - 3.182446 * spread, 0.25 + 3.182446 * spread), abs=1e-6)
    assert told[2:] == (0.95, "jackknife", 4, None)


def test_intervals_end_where_the_measure_ends() -> None:
    told = position_distance(network(FOUR), "a", "b", interval_by="jackknife").interval
    assert told is not None
    assert told.low == 0.0


def test_bootstrap_of_four_documents_is_near_its_binomial() -> None:
    """The distance is the share of d0 among four draws, of 1/4 each: binomial, whose 0.975 quantile is 3 of 4."""
    told = bootstrap(network(FOUR), apart, replicates=300, seed=1)
    assert told is not None
    assert (told.low, told.high, told.replicates, told.seed) == (0.0, 0.75, 300, 1)


def test_same_seed_same_interval_and_another_another() -> None:
    rng = np.random.default_rng(0)
    rows = [(f"a{rng.integers(6)}", f"i{rng.integers(4)}", int(rng.integers(2)), f"d{rng.integers(9)}") for _ in range(60)]
    found = network(heard(*rows))
    one, same, other = (frustration(found, replicates=20, seed=seed).interval for seed in (1, 1, 2))
    assert one == same != other


def test_one_document_has_no_interval() -> None:
    found = network(heard(("a", "x", 1, "d"), ("b", "x", 1, "d")))
    assert [frustration(found, interval_by=kind).interval for kind in ("bootstrap", "jackknife", "no")] == [None, None, None]


def test_statements_without_a_document_are_each_one_of_their_own() -> None:
    told = frustration(network(heard(("a", "x", 1, ""), ("b", "x", 1, ""), ("c", "x", 1, "d"))), interval_by="no")
    assert told.documents == 3


def test_draws_without_a_value_are_left_out_and_told() -> None:
    found = network(heard(("a", "x", 1, "d1"), ("b", "x", 1, "d2"), ("a", "x", 1, "d3"), ("b", "x", 1, "d4")))
    told = modularity(found, [["a"], ["b"]], replicates=100).interval
    assert told is not None
    assert told.replicates < 100


def test_a_jackknife_with_a_document_that_decides_all_has_no_interval() -> None:
    found = network(heard(("a", "x", 1, "d1"), ("b", "x", 1, "d2")))
    assert ei_index(found, [["a"], ["b"]], interval_by="jackknife").interval is None


def test_an_unknown_interval_is_told_what_there_is() -> None:
    with pytest.raises(ValueError, match="bootstrap, jackknife, no"):
        frustration(network(FOUR), interval_by="guess")


# --- Over time ---


def dated() -> Events:
    days = [("a", 1, "2008-01-01"), ("b", 0, "2008-01-01"), ("a", 1, "2008-01-05"), ("b", 1, "2008-01-05")]
    return events([Event(str(at), who, "x", level, day, document=day) for at, (who, level, day) in enumerate(days)], scale=BINARY)


def test_empty_windows_have_no_value_rather_than_zero() -> None:
    told = over_time(lambda at: frustration(at, interval_by="no"), dated(), window="1d")
    assert [(at.middle[-2:], at.value, at.n) for at in told] == [
        ("01", 0.0, 2),
        ("02", None, 0),
        ("03", None, 0),
        ("04", None, 0),
        ("05", 0.0, 2),
    ]


def test_any_function_of_a_network_makes_a_series() -> None:
    """Congruence of a and b; a window of 3 days stands at three places."""
    told = over_time(lambda at: float(at.matrix.sum()) / 2, dated(), type="congruence", window="3d")
    assert [at.value for at in told] == [0.0, None, 1.0]


def test_what_returns_no_number_makes_no_series() -> None:
    with pytest.raises(TypeError, match="Camps is no number"):
        over_time(camps, dated(), window="3d")  # type: ignore[arg-type]


def test_camps_make_a_series_by_their_fit() -> None:
    told = over_time(lambda at: camps(at, interval_by="no").fit, dated(), window="3d")
    assert [at.value for at in told] == [0.0, None, 0.0]


def test_intervals_go_along_with_the_series() -> None:
    (told,) = over_time(lambda at: position_distance(at, "a", "b", replicates=50), dated(), window="5d")
    assert told.interval is not None
    assert (told.start, told.end, told.value, told.n) == ("2008-01-01", "2008-01-05", 0.5, 4)


# --- Summary ---


def test_summary_has_a_definition_in_every_line() -> None:
    lines = summary(network(FOUR), interval_by="no")
    assert all(line.definition and line.n == 8 for line in lines)


def test_summary_of_nothing_has_no_value_in_any_line() -> None:
    assert {line.value for line in summary(network(heard()))} == {None}


def test_importing_measures_loads_neither_networkx_nor_clustering() -> None:
    code = "import sys, stancegraph.measures; print({'networkx', 'scipy.cluster', 'matplotlib', 'rdflib'} & set(sys.modules))"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "set()"
