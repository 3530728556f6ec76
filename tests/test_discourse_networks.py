"""What holds of every discourse network: how its types hang together, what normalisation bounds, what is counted as left out, windows."""

from __future__ import annotations

import random
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stancegraph.discourse import BINARY, LIKERT, STANCE, Event, Scale, Window, events, network, windows
from stancegraph.discourse.events import iso, number
from stancegraph.discourse.windows import KERNEL, spans

if TYPE_CHECKING:
    from stancegraph.discourse import Events

THIRDS = Scale((0, 1, 3))


def heard(seed: int, *, scale: Scale = BINARY, size: int = 40, days: int = 60) -> list[Event]:
    """Rows of a few actors and issues, each with one of a few days."""
    chance = random.Random(seed)  # noqa: S311 - a sample, not a secret
    return [
        Event(
            str(at),
            chance.choice("abcde"),
            chance.choice("xyz"),
            chance.choice(scale.levels),
            iso(number("2008-01-01") + chance.randrange(days)),
            chance.choice(("d1", "d2")),
        )
        for at in range(size)
    ]


def listed(*rows: tuple[str, str, float, str]) -> Events:
    """The event list of (actor, issue, level, day) on the scale {0, 1}."""
    return events((Event(str(at), *row) for at, row in enumerate(rows)), scale=BINARY)


SEEDS = st.integers(0, 1 << 32)
some = settings(max_examples=25)

# --- Types ---


@some
@given(SEEDS, st.sampled_from((BINARY, LIKERT, STANCE, THIRDS)))
def test_congruence_and_conflict_part_what_both_take_up(seed: int, scale: Scale) -> None:
    found = events(heard(seed, scale=scale), scale=scale)
    same, other, less, either = (network(found, type=kind).array() for kind in ("congruence", "conflict", "subtract", "ignore"))
    np.testing.assert_allclose(same + other, either, rtol=1e-14)
    np.testing.assert_allclose(same - other, less, atol=1e-12)


@some
@given(SEEDS, st.sampled_from(("congruence", "conflict", "subtract", "ignore")), st.sampled_from(("no", "average", "jaccard", "cosine")))
def test_a_one_mode_network_is_symmetric_with_an_empty_diagonal(seed: int, kind: str, normalization: str) -> None:
    rows = heard(seed, scale=THIRDS)
    for found in windows(events(rows, scale=THIRDS), type=kind, normalization=normalization, window="55d", kernel="gaussian"):
        full = found.array()
        assert np.array_equal(full, full.T)
        assert not full.diagonal().any()


@some
@given(SEEDS, st.sampled_from(("congruence", "subtract", "ignore", "conflict")))
def test_a_cosine_lies_between_minus_one_and_one(seed: int, kind: str) -> None:
    full = network(events(heard(seed, scale=STANCE), scale=STANCE), type=kind, normalization="cosine").array()
    assert abs(full).max() <= 1 + 1e-12


@some
@given(SEEDS, st.sampled_from(("congruence", "subtract", "ignore")))
def test_who_says_the_same_has_a_cosine_of_one(seed: int, kind: str) -> None:
    rows = [row._replace(level=1) for row in heard(seed) if row.actor == "a"]
    twins = [row._replace(id=f"{row.id}'", actor="twin") for row in rows]
    found = network(events([*rows, *twins], scale=BINARY), type=kind, normalization="cosine", isolates=True)
    assert not rows or found.weight_of("a", "twin") == pytest.approx(1, abs=1e-15)


@some
@given(SEEDS)
def test_jaccard_is_at_most_one_where_each_says_a_thing_once(seed: int) -> None:
    full = network(events(heard(seed), scale=BINARY), normalization="jaccard", duplicates="all").array()
    assert full.max() <= 1


def test_who_says_both_sides_alike_is_opposed_by_nobody_and_divides_by_nothing() -> None:
    # As much for as against: the vector of a minus sums to 0, and so does its length, also when weights do not sum to 0 exactly.
    rows = [Event(str(at), "ab"[at // 6], "x", at % 2, f"2008-01-{1 + at % 6 // 2:02d}") for at in range(12)]
    found = list(windows(events(rows, scale=BINARY), type="subtract", normalization="cosine", window="3d", kernel="gaussian"))
    assert [network.array().tolist() for network in found] == [[[0.0, 0.0], [0.0, 0.0]]]


@some
@given(SEEDS, st.sampled_from(("congruence", "two-mode-subtract")), st.sampled_from(("include", "week")))
def test_the_order_of_rows_does_not_matter(seed: int, kind: str, duplicates: str) -> None:
    rows = heard(seed)
    one, other = (network(events(told, scale=BINARY), type=kind, duplicates=duplicates) for told in (rows, rows[::-1]))
    assert (one.rows, one.columns, one.n, one.left_out) == (other.rows, other.columns, other.n, other.left_out)
    assert np.array_equal(one.array(), other.array())
    assert list(one.events) == list(other.events)


@some
@given(SEEDS, st.sampled_from(("congruence", "two-mode")))
def test_isolates_are_empty_rows_and_columns_and_nothing_else(seed: int, kind: str) -> None:
    found = events(heard(seed, size=12), scale=BINARY)
    few = network(found, type=kind, until="2008-01-20")
    all_ = network(found, type=kind, until="2008-01-20", isolates=True)
    rows, columns = ([whole.index(name) for name in part] for whole, part in ((all_.rows, few.rows), (all_.columns, few.columns)))
    assert np.array_equal(all_.array()[np.ix_(rows, columns)], few.array())
    assert abs(all_.array()).sum() == abs(few.array()).sum()
    assert set(all_.rows) == {event.actor for event in found}


# --- What is left out ---


@some
@given(SEEDS, st.sampled_from(("include", "document", "day", "week", "month", "year", "window", "all")))
def test_what_is_counted_and_what_is_left_out_are_all_events(seed: int, duplicates: str) -> None:
    rows = [*heard(seed), Event("undated", "a", "x", 1), Event("nobody", "", "x", 1, "2008-01-05")]
    found = events(rows, scale=BINARY)
    for chosen in ({}, {"since": "2008-01-10", "exclude": {"actor": "b"}}, {"columns": "reason"}):
        one = network(found, duplicates=duplicates, **chosen)
        assert one.n + sum(n for _, n in one.left_out) == len(rows)
    for one in windows(found, duplicates=duplicates, window="51d"):
        assert one.n + sum(n for _, n in one.left_out) == len(rows)


def test_each_choice_tells_what_it_left_out() -> None:
    found = events(
        [
            Event("1", "a", "x", 1, "2008-01-01", "d"),
            Event("2", "a", "x", 1, "2008-01-01", "d"),
            Event("3", "a", "x", 1, "2008-01-02", held=("Conditional",)),
            Event("4", "b", "x", 1, "2008-01-03", origin="act"),
            Event("5", "c", "x", 1, "2008-01-03"),
            Event("6", "a", "x", 1),
            Event("7", "a", "x", 1, "2008-02-03"),
        ],
        scale=BINARY,
    )
    one = network(found, duplicates="document", exclude={"actor": "c"}, until="2008-01-31")
    assert one.left_out == (
        ("of another origin than explicit", 1),
        ("held back as Conditional", 1),
        ("actor is one of c", 1),
        ("without a date", 1),
        ("after 2008-01-31", 1),
        ("said again within the same document", 1),
    )


def test_a_window_tells_what_it_left_out() -> None:
    found = listed(*(("a", "x", 1, day) for day in ("", "2008-01-01", "2008-01-01", "2008-01-02", "2008-01-03")))
    assert [at.left_out for at in windows(found, window="1d", duplicates="window")] == [
        (("without a date", 1), ("outside the window", 2), ("said again within the same window", 1)),
        (("without a date", 1), ("outside the window", 3)),
        (("without a date", 1), ("outside the window", 3)),
    ]


# --- Duplicates ---


@pytest.mark.parametrize("compat", ["", "dna"])
@pytest.mark.parametrize("scope", ["week", "month", "year", "day"])
def test_of_each_week_month_and_year_the_first_day_stays(scope: str, compat: str) -> None:
    days = [date.fromordinal(date(2003, 11, 1).toordinal() + at) for at in range(12 * 366)]
    first: dict[object, str] = {}
    for day in days:
        year, week, _ = day.isocalendar()
        known = {"week": (year, week), "month": (day.year, day.month), "year": day.year, "day": day}
        of_dna = {**known, "week": week, "month": day.month}
        first.setdefault((of_dna if compat else known)[scope], str(day))
    found = network(listed(*(("a", "x", 1, str(day)) for day in days)), duplicates=scope, compat=compat)
    assert [event.date for event in found.events] == list(first.values())


# --- As a graph ---


@some
@given(SEEDS, st.sampled_from(("congruence", "conflict", "subtract", "ignore", "two-mode")), st.sampled_from((BINARY, STANCE)))
def test_an_edge_knows_the_statements_that_it_rests_on(seed: int, kind: str, scale: Scale) -> None:
    rows = [*heard(seed, scale=scale), Event("undated", "a", "x", 1, "", "d3")]
    found = network(events(rows, scale=scale), type=kind)
    graph = found.to_networkx()
    assert graph.number_of_edges() == found.matrix.nnz / (2 if found.choices.one_mode else 1)
    for one, other, edge in graph.edges(data=True):
        terms = found.explain(one, other).terms
        behind = {event.id: event for term in terms for event in (*term.events, *term.other_events)}.values()
        days = sorted(event.date for event in behind if event.date)
        assert edge["weight"] == found.weight_of(one, other)
        assert (edge["n"], edge["documents"]) == (len(behind), tuple(sorted({event.document for event in behind})))
        assert (edge.get("first"), edge.get("last")) == ((days[0], days[-1]) if days else (None, None))


# --- Windows ---


@pytest.mark.parametrize(("size", "half"), [(1, 0), (2, 1), (3, 1), (4, 2), (29, 14), (30, 15), (31, 15)])
def test_half_a_window_is_rounded_half_up(size: int, half: int) -> None:
    first = number("2008-01-01")
    (low, middle, high), *_ = spans(first, first + 200, Window(size))
    assert (middle - low, high - middle) == (half, half)


@given(st.integers(0, 3_600_000), st.integers(0, 900), st.integers(1, 40), st.sampled_from("dwmy"))
def test_every_window_lies_inside_the_time_and_each_middle_one_unit_after_the_last(first: int, length: int, size: int, unit: str) -> None:
    start = date.min.toordinal() - date(1970, 1, 1).toordinal() + min(first, 3_650_000 - length)
    found = list(spans(start, start + length, Window(size, unit)))
    assert all(start <= low <= middle <= high <= start + length for low, middle, high in found)
    steps = {later[1] - earlier[1] for earlier, later in pairwise(found)}
    assert steps <= {"d": {1}, "w": {7}, "m": {28, 29, 30, 31}, "y": {365, 366}}[unit]


def test_no_window_fits_into_less_time_than_it_takes() -> None:
    first = number("2008-01-01")
    assert list(spans(first, first + 1, Window(3))) == []
    assert len(list(spans(first, first + 2, Window(3)))) == 1


def places(first: str, last: str, window: str) -> list[str]:
    return [f"{iso(low)} {iso(middle)} {iso(high)}" for low, middle, high in spans(number(first), number(last), Window.of(window))]


def test_a_month_after_the_31st_is_the_last_day_of_a_shorter_one() -> None:
    assert places("2008-01-31", "2008-04-30", "2m") == ["2008-01-31 2008-02-29 2008-03-31", "2008-02-29 2008-03-31 2008-04-30"]


def test_a_year_after_29_february_is_28_february() -> None:
    assert places("2008-02-29", "2012-02-29", "3y") == [
        "2008-02-29 2009-02-28 2010-02-28",
        "2009-02-28 2010-02-28 2011-02-28",
        "2010-02-28 2011-02-28 2012-02-29",
    ]


@pytest.mark.parametrize(("first", "last"), [("0001-01-01", "0001-12-31"), ("9999-01-01", "9999-12-31")])
def test_windows_move_to_the_ends_of_the_calendar(first: str, last: str) -> None:
    assert [len(places(first, last, window)) for window in ("1d", "1w", "1m", "1y", "2m")] == [365, 53, 12, 1, 10]
    assert len(list(windows(listed(("a", "x", 1, first), ("b", "x", 1, last)), window="2m"))) == 10


def test_a_window_of_one_week_month_or_year_is_a_day() -> None:
    # h = 0: the closed interval from t to t.
    assert places("2008-01-01", "2008-02-01", "1m") == ["2008-01-01 2008-01-01 2008-01-01", "2008-02-01 2008-02-01 2008-02-01"]


def test_all_windows_have_the_rows_and_columns_of_the_whole_time() -> None:
    found = listed(("a", "x", 1, "2008-01-01"), ("b", "y", 1, "2008-01-05"), ("c", "x", 0, "2008-01-09"))
    series = list(windows(found, type="two-mode", window="3d"))
    assert {(at.rows, at.columns, at.array().shape) for at in series} == {(("a", "b", "c"), ("x", "y"), (3, 2))}
    assert len(series) == 7


def test_windows_of_events_count_events_and_not_days() -> None:
    found = listed(*(("ab"[at % 2], "x", 1, f"2008-{at + 1:02d}-01") for at in range(5)))
    series = list(windows(found, window="3e"))
    assert [(at.start, at.middle, at.end, at.n, at.weight_of("a", "b")) for at in series] == [
        ("2008-01-01", "2008-02-01", "2008-03-01", 3, 2),
        ("2008-02-01", "2008-03-01", "2008-04-01", 3, 2),
        ("2008-03-01", "2008-04-01", "2008-05-01", 3, 2),
    ]


def test_windows_reach_from_since_to_until_whatever_the_filters_leave() -> None:
    found = listed(("a", "x", 1, "2008-01-02"), ("b", "x", 1, "2008-01-04"), ("c", "x", 1, "2008-01-09"))
    assert [at.middle[-2:] for at in windows(found, window="3d")] == ["03", "04", "05", "06", "07", "08"]
    assert [at.middle[-2:] for at in windows(found, window="3d", since="2008-01-01", until="2008-01-04")] == ["02", "03"]
    assert [at.middle[-2:] for at in windows(found, window="3d", exclude={"actor": "c"})] == ["03"]


def test_an_undated_statement_takes_no_dated_one_out_of_the_windows() -> None:
    found = listed(("a", "x", 1, ""), ("a", "x", 1, "2008-01-01"), ("b", "x", 1, "2008-01-01"))
    assert [at.weight_of("a", "b") for at in windows(found, window="1d", duplicates="all")] == [1]


def test_duplicates_of_a_window_are_filtered_in_each_window_anew() -> None:
    found = listed(*(("a", "x", 1, f"2008-01-{day:02d}") for day in (1, 2, 3, 4)), ("b", "x", 1, "2008-01-02"))
    assert [at.weight_of("a", "b") for at in windows(found, window="2d", duplicates="window")] == [1, 1]
    assert [at.weight_of("a", "b") for at in windows(found, window="2d", duplicates="all")] == [1, 0]


# --- Kernels, by hand ---


@pytest.mark.parametrize(
    ("kernel", "weights"),
    [
        ("uniform", (0.5, 0.5, 0.5)),
        ("epanechnikov", (0.75, 0.5625, 0)),
        ("triangular", (1, 0.5, 0)),
        ("gaussian", (0.3989422804014327, 0.3520653267642995, 0.24197072451914337)),
    ],
)
def test_a_kernel_weighs_by_the_distance_from_the_middle(kernel: str, weights: tuple[float, ...]) -> None:
    assert KERNEL[kernel](np.asarray([0.0, 0.5, -1.0])).tolist() == pytest.approx(list(weights), abs=1e-15)


def test_a_pair_weighs_the_root_of_both() -> None:
    # A window of four days around the 3rd; the 2nd and 4th lie at x = 1/2 (3/4 of 3/4), the 1st and 5th at the ends.
    found = listed(("a", "x", 1, "2008-01-01"), ("a", "x", 1, "2008-01-02"), ("b", "x", 1, "2008-01-03"), ("c", "x", 1, "2008-01-05"))
    (one,) = windows(found, window="4d", kernel="epanechnikov")
    assert one.weight_of("a", "b") == pytest.approx((0.5625 * 0.75) ** 0.5, abs=1e-15)
    assert one.weight_of("b", "c") == 0
    (average,) = windows(found, window="4d", kernel="epanechnikov", normalization="average")
    assert average.weight_of("a", "b") == pytest.approx((0.5625 * 0.75) ** 0.5 / ((0.5625 + 0.75) / 2), abs=1e-15)


@some
@given(SEEDS, st.sampled_from(("average", "jaccard", "cosine")), st.sampled_from(("congruence", "subtract", "ignore")))
def test_a_uniform_kernel_changes_no_normalised_network(seed: int, normalization: str, kind: str) -> None:
    """It weighs every statement alike, so that nothing is left of it after division."""
    found = events(heard(seed), scale=BINARY)
    asked = {"type": kind, "normalization": normalization, "window": "52d"}
    for plain, uniform in zip(windows(found, **asked), windows(found, **asked, kernel="uniform"), strict=True):
        np.testing.assert_allclose(uniform.array(), plain.array(), atol=1e-12)
