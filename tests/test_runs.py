"""The fewest words that tell a passage from its equals, found without searching the text for every run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from stancegraph import runs
from stancegraph.passages import Span, Text, spans
from stancegraph.runs import TRIED, beginning, shortest

if TYPE_CHECKING:
    import pytest


@given(st.lists(st.sampled_from(["a", "b", "c,", "(d)"]), min_size=1, max_size=9), st.data())
def test_the_shortest_run_is_unique_and_no_shorter_one_is(words: list[str], data: st.DataObject) -> None:
    raw = " ".join(words)
    text = Text(raw)
    at = data.draw(st.integers(0, len(words) - 1))
    span = text.words[at]
    run = shortest(text, span)

    def number(low: int, high: int) -> int:
        return len(spans(text, raw[text.words[low].start : text.words[high].end].strip("(),")))

    unique = [high - low + 1 for low in range(at + 1) for high in range(at, len(words)) if number(low, high) == 1]
    assert (len(raw[run.start : run.end].split()) if run else None) == min(unique, default=None)
    assert run is None or spans(text, raw[run.start : run.end]) == [run]


def test_the_shortest_run_leaves_punctuation_out_at_its_ends() -> None:
    raw = "We sell; they (never) sell."
    assert [raw[slice(*run)] for run in [shortest(Text(raw), Span(23, 27))] if run] == ["never) sell"]


def test_a_refrain_is_unique_only_as_a_whole() -> None:
    assert shortest(Text("a a a"), Span(2, 3)) == Span(0, 5)
    assert shortest(Text("a " * 200), Span(2, 3)) is None


def test_no_more_words_are_taken_than_may_be() -> None:
    text = Text("a b c d. b c e. a b c f")
    assert shortest(text, text.words[1], 3) == Span(2, 7)  # "b c d"
    assert shortest(text, text.words[1], 2) is None


@given(st.lists(st.sampled_from(["a", "b", "c,", "(d)"]), min_size=1, max_size=12), st.integers(1, 4), st.integers(1, 6), st.data())
def test_a_beginning_is_the_fewest_words_that_stand_once(words: list[str], fewest: int, most: int, data: st.DataObject) -> None:
    raw = " ".join(words)
    text = Text(raw)
    low = data.draw(st.integers(0, len(words) - 1))
    high = data.draw(st.integers(low, len(words) - 1))
    run = beginning(text, Span(text.words[low].start, text.words[high].end), fewest, most)
    unique = [
        number
        for number in range(fewest, most + 1)
        if low + number - 1 <= high and len(spans(text, " ".join(words[low : low + number]).strip("(),"))) == 1
    ]
    assert (len(raw[run.start : run.end].split()) if run else None) == min(unique, default=None)


def test_the_text_is_searched_a_few_times_whatever_it_repeats(monkeypatch: pytest.MonkeyPatch) -> None:
    searches = list[str]()

    def counted(text: Text, exact: str) -> list[Span]:
        searches.append(exact)
        return spans(text, exact)

    monkeypatch.setattr(runs, "spans", counted)
    text = Text("Arland said, " * 2000 + "no, Arland said, " * 30)
    for at in (0, 1000, 4010, 4050, len(text.words) - 1):
        shortest(text, text.words[at])
    assert len(searches) <= 5 * TRIED
