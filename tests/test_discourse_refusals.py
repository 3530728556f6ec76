"""What is no choice, no event, no scale or too much is refused with what to write instead; nothing to count is no error."""

from __future__ import annotations

import tracemalloc
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from scipy import sparse

from stancegraph.discourse import BINARY, LIKERT, Choices, Event, Events, Scale, Window, events, explain, matrices, network, windows
from stancegraph.discourse.choices import DUPLICATES, KERNELS, NORMALIZATIONS, TYPES

if TYPE_CHECKING:
    from collections.abc import Iterable

HEARD = events(
    [Event("1", "rome", "toll", 1, "2008-01-01", "post"), Event("2", "ostia", "toll", 0, "2008-01-05", "post")],
    scale=BINARY,
    labels={"rome": "City of Rome"},
)
NOTHING = events([], scale=BINARY)


def refusal(**chosen: Any) -> str:
    """What `network` says to these choices."""
    with pytest.raises((ValueError, TypeError)) as caught:
        network(HEARD, **chosen)
    return str(caught.value)


WORDS = [
    ("type", "congruense", "type: there is no 'congruense'; did you mean 'congruence'?"),
    ("type", "", "type: there is no ''; there are congruence, conflict, subtract, ignore, two-mode, two-mode-subtract, two-mode-combine"),
    ("type", 3, "type: there is no 3; there are congruence"),
    ("type", None, "type: there is no None; there are congruence"),
    ("type", ["congruence"], "type: there is no ['congruence']; there are congruence"),
    ("rows", "actors", "rows: there is no 'actors'; did you mean 'actor'?"),
    ("columns", "reasons", "columns: there is no 'reasons'; did you mean 'reason'?"),
    ("normalization", "averge", "normalization: there is no 'averge'; did you mean 'average'?"),
    ("duplicates", "documents", "duplicates: there is no 'documents'; did you mean 'document'?"),
    ("duplicates", "acrossrange", "duplicates: there is no 'acrossrange'; there are include, document, day, week"),
    ("statements", "own-words", "statements: there is no 'own-words'; did you mean 'own_words'?"),
    ("origins", "acts", "origins: there is no 'acts'; did you mean 'act'?"),
    ("origins", [], "origins: name at least one of explicit, act, derived"),
    ("origins", 3, "origins: 3 is neither a word nor a list of words"),
    ("holder", "principals", "holder: there is no 'principals'; did you mean 'principal'?"),
    ("clock", "whenn", "clock: there is no 'whenn'; did you mean 'when'?"),
    ("kernel", "gausian", "kernel: there is no 'gausian'; did you mean 'gaussian'?"),
    ("compat", "DNA", "compat: there is no 'DNA'; did you mean 'dna'?"),
    ("include", {"actors": "rome"}, "include: there is no 'actors'; did you mean 'actor'?"),
    ("include", {"actor": "romme"}, "no event has the actor 'romme'; did you mean 'rome'?"),
    ("exclude", {"issue": ["tolls"]}, "no event has the issue 'tolls'; did you mean 'toll'?"),
    ("include", {"speaker": "xyzzy"}, "no event has the speaker 'xyzzy'; there are none"),
    ("include", "rome", "include: 'rome' does not say of which attribute these are the words"),
    ("include", ["rome"], "include: ['rome'] does not say of which attribute"),
    ("exclude", 3, "exclude: 3 does not say of which attribute"),
    ("include", {"actor": 3}, "include, actor: 3 is neither a word nor a list of words"),
    ("include", {"actor": None}, "include, actor: None is neither a word nor a list of words"),
    ("include", {"actor": ["rome", 3]}, "include, actor: ['rome', 3] is neither a word nor a list of words"),
    ("since", "14.2.2008", "since: '14.2.2008' is no day; write one like 2008-02-14"),
    ("since", "2008-W07-4", "since: '2008-W07-4' is no day"),
    ("until", "20080214", "until: '20080214' is no day"),
    ("until", "2008-02-30", "until: '2008-02-30' is no day"),
    ("until", 2008, "until: 2008 is no day"),
    ("isolates", "yes", "isolates: 'yes' is neither True nor False"),
    ("window", 30, "window: 30 is none; write one like 30d"),
    ("window", "30", "'30' is no window: write a number and a unit, such as 30d, 4w, 2m, 1y or 50e"),
    ("window", "d", "'d' is no window"),
    ("window", "-3d", "'-3d' is no window"),
    ("window", "1.5m", "'1.5m' is no window"),
    ("window", "٣d", "'٣d' is no window"),
    ("window", "0d", "a window has 1 to 100,000 of a unit d (days), w (weeks), m (months), y (years), e (events)"),
    ("window", "1000000d", "a window has 1 to 100,000 of a unit"),
    ("window", "30d", "a window of 30d makes one network after another: take `windows`"),
    ("windw", "30d", "there is no choice 'windw'; did you mean 'window'?"),
]


@pytest.mark.parametrize(("name", "value", "told"), WORDS, ids=lambda value: str(value)[:20])
def test_a_word_that_there_is_not_is_refused_with_one_that_there_is(name: str, value: object, told: str) -> None:
    assert refusal(**{name: value}).startswith(told)


TOGETHER = [
    ({"since": "2008-02-01", "until": "2008-01-01"}, "since 2008-02-01 is after until 2008-01-01: no day lies between them"),
    ({"rows": "actor", "columns": "actor"}, "rows and columns are both 'actor': choose two variables, such as actor and issue"),
    (
        {"normalization": "activity"},
        "normalization 'activity' is not for 'congruence'; for that there are no, average, jaccard, cosine, dna_cosine",
    ),
    (
        {"type": "two-mode", "normalization": "average"},
        "normalization 'average' is not for 'two-mode'; for that there are no, activity, prominence",
    ),
    ({"type": "two-mode-combine", "normalization": "activity"}, "the cells of two-mode-combine are codes, not counts"),
    ({"kernel": "gaussian"}, "kernel 'gaussian' weighs by the distance from a window's middle: give a window, such as 30d"),
    ({"type": "two-mode-combine", "window": "3d", "kernel": "uniform"}, "the cells of two-mode-combine are codes, not counts"),
]


@pytest.mark.parametrize(("chosen", "told"), TOGETHER)
def test_choices_that_do_not_go_together_are_refused(chosen: dict[str, Any], told: str) -> None:
    assert refusal(**chosen).startswith(told)


def test_choices_are_refused_when_they_are_made_and_not_when_the_first_window_is_asked_for() -> None:
    with pytest.raises(ValueError, match="give a window"):
        windows(HEARD)
    with pytest.raises(ValueError, match="no event has the actor"):
        windows(HEARD, window="3d", include={"actor": "romme"})
    with pytest.raises(TypeError, match="is no Choices"):
        network(HEARD, "congruence")  # type: ignore[arg-type]


@pytest.mark.parametrize("size", [2.5, "3", None])
def test_a_window_has_a_whole_number_of_units(size: Any) -> None:
    with pytest.raises(ValueError, match="a window has 1 to"):
        Window(size)


def test_one_word_is_as_good_as_a_list_of_one_and_a_label_as_a_slug() -> None:
    one = Choices(include={"actor": "rome"}, origins="explicit")  # type: ignore[dict-item, arg-type]
    assert (one.include, one.origins) == ({"actor": ("rome",)}, ("explicit",))
    assert network(HEARD, include={"actor": "city of rome"}, isolates=True).n == 1


# --- Events and scales ---


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([Event("1", "a", "x", 1), Event("1", "b", "x", 1)], "two events have the id '1'"),
        ([Event("1", "a", "x", 0.5)], "1: 0.5 is no level of the scale 0, 1"),
        ([Event("1", "a", "x", float("nan"))], "1: nan is no level of the scale 0, 1"),
        ([Event("1", "a", "x", float("inf"))], "1: inf is no level of the scale 0, 1"),
        ([Event("1", "a", "x", 1, "2008-02-30")], "1: '2008-02-30' is no day; write one like 2008-02-14"),
        ([Event("1", 3, "x", 1)], "'1': actor is 3, and not a word"),  # type: ignore[arg-type]
        ([Event("1", "a", None, 1)], "'1': issue is None, and not a word"),  # type: ignore[arg-type]
        ([Event(7, "a", "x", 1)], "7: id is 7, and not a word"),  # type: ignore[arg-type]
        ([Event("1", "a", "x", 1, speaker="rome")], "'1': speaker is 'rome', and not a tuple of words"),  # type: ignore[arg-type]
        ([Event("1", "a", "x", 1, reason=None)], "'1': reason is None, and not a tuple of words"),  # type: ignore[arg-type]
        ([Event("1", "a", "x", 1, "14 February")], "1: '14 February' is no day; write one like 2008-02-14"),
    ],
)
def test_an_event_that_is_none_is_refused_by_name(rows: list[Event], told: str) -> None:
    with pytest.raises(ValueError) as caught:  # noqa: PT011 - the message is compared below
        events(rows, scale=BINARY)
    assert str(caught.value) == told


@pytest.mark.parametrize(
    ("levels", "told"),
    [
        ((), "a scale has 2 to 101 levels, not 0"),
        ((1,), "a scale has 2 to 101 levels, not 1"),
        (range(102), "a scale has 2 to 101 levels, not 102"),
        ((1, 0), "the levels of a scale ascend: (1, 0) do not"),
        ((0, 0), "the levels of a scale ascend: (0, 0) do not"),
        ((0, float("nan")), "the levels of a scale are finite numbers, and nan is none"),
        ((0, float("inf")), "the levels of a scale are finite numbers, and inf is none"),
        (("no", "yes"), "the levels of a scale are finite numbers, and 'no' is none"),
    ],
)
def test_a_scale_that_is_none_is_refused(levels: Iterable[Any], told: str) -> None:
    with pytest.raises(ValueError) as caught:  # noqa: PT011 - the message is compared below
        Scale(tuple(levels))
    assert str(caught.value).startswith(told)


def test_a_list_of_levels_is_as_good_as_a_tuple() -> None:
    assert Scale([0, 1]) == BINARY  # type: ignore[arg-type]
    assert Scale([0, 1]).signs().tolist() == [-1, 1]  # type: ignore[arg-type]


def test_more_levels_than_bits_are_not_combined() -> None:
    many = events([Event("1", "a", "x", 1)], scale=Scale(tuple(range(101))))
    with pytest.raises(ValueError, match="two-mode-combine holds 53 levels as bits, and the scale has 101"):
        network(many, type="two-mode-combine")


# --- Nothing, and one ---


@pytest.mark.parametrize("kind", TYPES)
@pytest.mark.parametrize("found", [NOTHING, HEARD], ids=["no events", "all filtered out"])
def test_nothing_to_count_is_an_empty_network(found: Events, kind: str) -> None:
    empty = network(found, type=kind, origins="derived")
    assert (empty.rows, empty.columns, empty.array().shape, empty.n, empty.start) == ((), (), (0, 0), 0, "")
    assert list(empty.to_networkx()) == []
    assert list(windows(found, type=kind, origins="derived", window="3d")) == []
    assert "0 statements" in repr(empty)
    assert empty.metadata()["n"] == "0"


def test_nothing_left_has_all_rows_as_isolates() -> None:
    empty = network(HEARD, origins="derived", isolates=True)
    assert (empty.rows, empty.array().tolist()) == (("ostia", "rome"), [[0, 0], [0, 0]])
    assert explain(empty, "rome", "ostia").arithmetic == "0: nothing shared"


def fitting(kind: str) -> list[str]:
    return [name for name in NORMALIZATIONS if (name in {"activity", "prominence"}) == kind.startswith("two-mode") or name == "no"]


CASES = [(kind, name) for kind in TYPES for name in fitting(kind) if kind != "two-mode-combine" or name == "no"]


@pytest.mark.parametrize(("kind", "normalization"), CASES)
def test_one_actor_and_no_events_are_counted_whatever_is_chosen(kind: str, normalization: str) -> None:
    alone = events([Event("1", "a", "x", 1, "2008-01-01"), Event("2", "a", "y", 0)], scale=BINARY)
    for duplicates in DUPLICATES:
        for found, size in ((alone, 1), (NOTHING, 0)):
            counted = network(found, type=kind, normalization=normalization, duplicates=duplicates)
            assert len(counted.rows) == size
            assert counted.array().shape[0] == size
    for kernel in KERNELS if kind != "two-mode-combine" else ("no",):
        assert [at.n for at in windows(alone, type=kind, normalization=normalization, window="1d", kernel=kernel)] == [1]


def test_a_row_that_is_not_there_is_refused_with_one_that_is() -> None:
    with pytest.raises(LookupError, match="'rom' is not in this network; did you mean 'rome'"):
        network(HEARD).explain("rom", "ostia")


# --- Too much ---


def test_a_network_of_too_many_ties_is_refused_before_it_takes_memory() -> None:
    # 7,000 rows that share one column could have 49 million ties.
    many = sparse.csr_array((np.ones(7_000), (np.arange(7_000), np.zeros(7_000, np.int64))), shape=(7_000, 2))
    tracemalloc.start()
    with pytest.raises(ValueError, match="a network of 7,000 rows could have 49,000,000 ties, and 40,000,000 fit into memory"):
        matrices.product(many, "congruence", BINARY)
    assert tracemalloc.get_traced_memory()[1] < 5_000_000
    tracemalloc.stop()


def test_many_rows_that_share_little_are_counted() -> None:
    # 20,000 pairs, each with a column of its own.
    rows = np.arange(40_000)
    pairs = sparse.csr_array((np.ones(40_000), (rows, rows // 2 * 2)), shape=(40_000, 40_000))
    found = matrices.product(pairs, "congruence", BINARY)
    assert (found.shape, found.nnz) == ((40_000, 40_000), 80_000)


def test_a_fine_scale_does_not_multiply_memory() -> None:
    rows = [Event(str(at), f"a{at % 700}", f"x{at % 640}", at % 101) for at in range(3_000)]
    fine = events(rows, scale=Scale(tuple(range(101))))
    tracemalloc.start()
    network(fine)
    assert tracemalloc.get_traced_memory()[1] < 60_000_000
    tracemalloc.stop()


def test_more_windows_than_can_be_counted_are_refused_at_once() -> None:
    long = events([Event("1", "a", "x", 1, "0001-01-01"), Event("2", "b", "x", 1, "2008-01-01")], scale=BINARY)
    # 733,042 days, on which no window stands in the first and last 15.
    told = "a window of 30d would stand at 733,012 places, and 100,000 can be counted: choose a larger unit, or since and until"
    with pytest.raises(ValueError) as caught:  # noqa: PT011 - the message is compared below
        windows(long, window="30d")
    assert str(caught.value) == told
    assert sum(1 for _ in zip(windows(long, window="1m"), range(3), strict=False)) == 3


def test_levels_of_dna_are_those_observed_also_when_there_is_one() -> None:
    one = events([Event("1", "a", "x", 2), Event("2", "b", "x", 2)], scale=LIKERT)
    assert network(one, compat="dna").weight_of("a", "b") == 1
