"""What a lock tells of the words beside a passage: enough to know the place again, never enough to read the text by."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from stancegraph.passages import Span, Text
from stancegraph.surroundings import MOST, surroundings

NUMBERED = "w0 w1 w2 w3 w4 w5 w6 w7 w8 w9 w10 w11 w12 w13 w14 w15 w16 w17 w18 w19"


def beside(raw: str, span: Span, most: int = 25) -> tuple[str, str]:
    return surroundings(Text(raw), [span], most)[span]


def test_there_are_at_most_three_words_on_either_side() -> None:
    assert beside("one two three four\nfive six seven eight nine", Span(19, 23)) == ("two three four ", " six seven eight")


def test_they_end_where_the_text_ends() -> None:
    assert beside("“never”, he said", Span(1, 6)) == ("“", "”, he said")
    assert beside("never", Span(0, 5)) == ("", "")


def test_in_a_script_without_blanks_they_are_three_characters() -> None:
    assert beside("一二三四五六七八九", Span(4, 5)) == ("二三四", "六七八")


def test_a_passage_as_long_as_a_quote_may_be_has_none() -> None:
    assert beside(NUMBERED, Span(6, 17), 4) == ("", "")  # w2 to w5


def test_neighbours_do_not_join_two_passages_to_a_run_that_is_too_long() -> None:
    text = Text(NUMBERED)
    first, second = text.words[4], text.words[9]
    found = surroundings(text, [first, second], 7)
    # w1 w2 w3 [w4] w5 w6 w7 are seven words; w8 would join them to w9, so the second passage has words behind it alone.
    assert (found[first], found[second]) == (("w1 w2 w3 ", " w5 w6 w7"), ("", " w10 w11 w12"))


def test_however_long_a_quote_may_be_a_run_has_its_limit() -> None:
    text = Text("a " * 1000)
    passages = text.words[::4]  # all but the passages' fourth words could be told as neighbours
    found = surroundings(text, passages, 999_999)
    told = bytearray(len(text.raw))
    for span, (before, after) in found.items():
        told[span.start - len(before) : span.end + len(after)] = b"1" * len(before + after + "a")
    shown = "".join(letter if seen else "|" for letter, seen in zip(text.raw, told, strict=True))
    assert max(len(run.split()) for run in shown.split("|")) <= MOST


def test_the_order_of_the_passages_changes_nothing() -> None:
    text = Text(NUMBERED)
    spans = [text.words[2], text.words[9], text.words[5]]
    assert surroundings(text, spans, 6) == surroundings(text, spans[::-1], 6)


@given(st.sets(st.integers(0, 19), min_size=1), st.integers(1, 12))
def test_no_run_of_the_text_is_told_that_is_longer_than_a_quote_may_be(chosen: set[int], most: int) -> None:
    text = Text(NUMBERED)
    found = surroundings(text, [text.words[at] for at in chosen], most)
    told = {at for span, (before, after) in found.items() for at in _indexes(text, span, before, after)}
    alone = max(len(run) for run in _runs(chosen))
    assert max(len(run) for run in _runs(told)) <= max(most, alone)


def _indexes(text: Text, span: Span, before: str, after: str) -> set[int]:
    return {int(word[1:]) for word in (before + text.raw[slice(*span)] + after).split()}


def _runs(numbers: set[int]) -> list[list[int]]:
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return runs
