"""A line to paste is read as what it says, and quotes one passage."""

# ruff: noqa: RUF001 - typographic marks are what is tested
from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from stancegraph.passages import Span, Text, selection, spans
from stancegraph.pasting import apart, between, line, offers
from stancegraph.reader import read


def cleaned(raw: str) -> str:
    return between(Text(raw), Span(0, len(raw)))


@given(st.text().map(cleaned).filter(lambda words: any(map(str.isalnum, words))), st.none() | st.text().map(cleaned).filter(bool))
def test_a_line_to_paste_is_read_as_what_it_says(exact: str, before: str | None) -> None:
    notes, problems = read(f"- Arland opposes the dam:\n    {line(exact, before)}\n", "annotations.yaml")
    assert [problem.headline() for problem in problems if problem.severity == "error"] == []
    assert notes.statements[0].quotes[0][1] == before
    assert notes.statements[0].quotes[0][0].strip("“”‘’„«»") == exact.strip("“”‘’„«»")


@given(st.lists(st.sampled_from(["dam", "we", "sell,", "“so”", "it's"]), min_size=1, max_size=10), st.data())
def test_what_is_offered_selects_one_passage(words: list[str], data: st.DataObject) -> None:
    text = Text(" ".join(words))
    low = data.draw(st.integers(0, len(words) - 1))
    asked = " ".join(words[low : low + data.draw(st.integers(1, 4))])
    for offer in offers(text, asked, 3):
        notes, _ = read(f"- Arland opposes the dam:\n    {offer.line}\n", "annotations.yaml")
        if offer.line:
            quote = notes.statements[0].quotes[0]
            assert spans(text, quote.exact, quote.before, quote.after) == [offer.span]


def test_a_passage_at_the_beginning_is_told_apart_by_what_follows() -> None:
    text = Text("dam one. dam two")
    first, second = spans(text, "dam")
    assert apart(text, selection(text, "dam"), first) == (None, "one.")
    assert apart(text, selection(text, "dam"), second) == ("one.", None)


def test_marks_around_the_words_are_not_what_tells_them_apart() -> None:
    # The reader takes the marks away, and without them the word stands twice.
    (offer,) = offers(Text("It is “so” and so on."), "“so”", 12)
    assert offer.line == 'quote: {exact: "so", before: "is “"}'


def test_of_too_many_words_that_repeat_the_first_are_told_apart() -> None:
    raw = "Corland said: we shall not sell. Arland said: we shall not sell."
    offered = [offer.line for offer in offers(Text(raw), "we shall not sell", 3)]
    assert offered == [
        'quote: {exact: "we shall not", before: "Corland said:"}',
        'quote: {exact: "we shall not", before: "Arland said:"}',
    ]


def test_a_passage_that_nothing_tells_apart_has_no_line() -> None:
    assert {offer.line for offer in offers(Text("no, no, " * 60), "no, no", 12)} >= {None}


def test_words_copied_with_their_marks_need_nothing_beside_them() -> None:
    text = Text("He said “so” and «jamais» and “never again” to us.")
    for words in ("“never again”", '"never again"', "«jamais»", "“so”"):
        (offer,) = offers(text, words, 12)
        assert (offer.line or "").startswith('quote: "')
        assert "before" not in (offer.line or "")


def test_no_line_of_marks_alone_is_offered() -> None:
    text = Text("* * * The minister said that the dam would never be sold to anyone in the whole wide world again")
    (offer,) = offers(text, text.raw, 12)
    assert any(map(str.isalnum, offer.line or ""))
    assert offer.line != 'quote: "* * *"'
    assert "T" in (offer.line or "")


def test_dots_at_the_end_of_what_is_asked_mean_nothing() -> None:
    (offer,) = offers(Text("He went on. He rose."), "went on ...", 12)
    assert offer.line == 'quote: "went on"'


def test_a_run_that_ends_at_a_bracket_is_offered_with_it() -> None:
    (offer,) = offers(Text("that the [current] state and the river and the dam"), "that the [current] state and the river and the dam", 3)
    assert offer.line is not None
    assert "before" not in offer.line


def test_a_word_as_long_as_a_text_is_not_offered() -> None:
    (offer,) = offers(Text("x" * 20_000), "x" * 20_000, 12)
    assert offer.line is None
