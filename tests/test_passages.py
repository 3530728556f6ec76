"""Words are found in a text whatever their marks, dashes and blanks look like, and the offsets are those of the text as it is."""

# ruff: noqa: RUF001 - lookalikes are what is tested
from __future__ import annotations

import time
import unicodedata
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from stancegraph.folding import fold, folded, without_brackets
from stancegraph.likeness import closest
from stancegraph.passages import ELIDED, MOST, PIECES, REPLACED, Span, Text, spans, words

if TYPE_CHECKING:
    from collections.abc import Callable

TALK = "He said: “Arland’s rivers — as the [current] talks go — will not  be\nsold.” They will be dammed, it will ... hold: we shall never, ever sell. The talks ended. . . . Then they left....."


def found(raw: str, exact: str, before: str | None = None, after: str | None = None) -> list[str]:
    return [raw[start:end] for start, end in spans(Text(raw), exact, before, after)]


# ── what matches what ──


@pytest.mark.parametrize(
    ("quote", "passage"),
    [
        ("will not be sold", "will not  be\nsold"),
        ("Arland's rivers", "Arland’s rivers"),
        ("rivers - as the", "rivers — as the"),
        ("rivers -- as the", "rivers — as the"),
        ("rivers—as the", "rivers — as the"),
        ("“Arland's rivers", "“Arland’s rivers"),
        ("it will … hold", "it will ... hold"),
        ("it will . . . hold", "it will ... hold"),
        ("will\N{NO-BREAK SPACE}be dammed", "will be dammed"),
        ("will be dam\N{SOFT HYPHEN}med", "will be dammed"),
        ("be sold.'", "be\nsold.”"),
        ("talks ended. . . . Then", "talks ended. . . . Then"),
        ("talks ended.", "talks ended."),
        ("talks ended.... Then", "talks ended. . . . Then"),
        ("talks ended ... Then they", "talks ended. . . . Then they"),
    ],
)
def test_kinds_of_blanks_dashes_marks_and_dots_do_not_matter(quote: str, passage: str) -> None:
    assert found(TALK, quote) == [passage]


@pytest.mark.parametrize("quote", ['"never, ever', 'never, ever"', "‘never, ever’", "«never, ever", "''never, ever''"])
def test_marks_at_the_ends_of_the_quote_do_not_matter(quote: str) -> None:
    assert found(TALK, quote) == ["never, ever"]


def test_marks_inside_a_quote_do_matter() -> None:
    assert found("the “so-called” state", "the so-called state") == []


def test_blanks_inside_french_marks_do_not_matter() -> None:
    assert found("il dit «\N{NO-BREAK SPACE}jamais\N{NO-BREAK SPACE}» encore", 'dit "jamais" encore') == [
        "dit «\N{NO-BREAK SPACE}jamais\N{NO-BREAK SPACE}» encore"
    ]


def test_case_matters() -> None:
    assert found("We sell. we buy.", "we sell") == []


def test_letters_and_marks_are_one_however_they_are_encoded() -> None:
    raw = unicodedata.normalize("NFD", "Minister Jeremić über ﬁsh")
    assert found(raw, "Jeremić über fish") == [raw[9:]]


def test_a_letter_without_its_mark_is_another_letter() -> None:
    assert found(unicodedata.normalize("NFD", "über"), "uber") == []


def test_invisible_characters_of_the_text_do_not_matter() -> None:
    assert found("inde\N{SOFT HYPHEN}pen\N{ZERO WIDTH SPACE}dence now", "independence") == [
        "inde\N{SOFT HYPHEN}pen\N{ZERO WIDTH SPACE}dence"
    ]


def test_a_passage_never_begins_or_ends_with_a_blank() -> None:
    assert found('say  "never"  again', '"never"') == ['"never"']


def test_words_are_found_whole() -> None:
    assert spans(Text("Arlanders in Arland"), "Arland") == [Span(13, 19)]


@pytest.mark.parametrize(
    ("raw", "quote"),
    [("an illegal act", "legal act"), ("unsupported", "supported"), ("ARLAND BACKS IT", "LAND BACKS"), ("recognised", "recognise")],
)
def test_a_part_of_a_word_is_another_word(raw: str, quote: str) -> None:
    assert found(raw, quote) == []


def test_the_number_of_a_footnote_is_no_part_of_a_word() -> None:
    assert found("independence¹ is near", "independence") == ["independence"]


def test_chinese_needs_no_blanks_between_words() -> None:
    assert spans(Text("阿兰将独立,阿兰"), "阿兰") == [Span(0, 2), Span(6, 8)]


def test_every_occurrence_is_found_in_order() -> None:
    assert spans(Text("no, no and no"), "no") == [Span(0, 2), Span(4, 6), Span(11, 13)]


def test_a_million_occurrences_are_cut_short() -> None:
    assert len(spans(Text("a " * 200_000), "a")) == MOST


def test_a_neighbour_is_looked_for_beside_every_occurrence() -> None:
    raw = "dam, " * (3 * MOST) + "dam of Arland"
    assert found(raw, "dam", after="of") == ["dam"]


def test_marks_that_are_stacked_without_end_do_not_hold_up_folding() -> None:
    # Putting marks in order takes the square of their number: a million at once would take an hour.
    assert len(fold("a" + "\u0301\u0316" * 500_000).text) > 900_000


def test_of_four_dots_the_first_ends_a_sentence() -> None:
    assert [fold(dots).text for dots in ("ended....", "ended. . . .", "ended.....", "ended...")] == [
        "ended.…",
        "ended. …",
        "ended..…",
        "ended…",
    ]


@pytest.mark.parametrize("quote", ["", " ", '"', "…", "[]", "[sic]", "[…]", "…\N{SOFT HYPHEN}"])
def test_a_quote_without_words_is_found_nowhere(quote: str) -> None:
    assert found("no word of it", quote) == []


# ── elisions ──


@pytest.mark.parametrize("mark", [" … ", " ... ", " [...] ", " […] ", "…", " (...) ", " . . . "])
def test_an_elision_spans_to_the_nearest_end(mark: str) -> None:
    assert found(TALK, f"They{mark}dammed") == ["They will be dammed"]


def test_dots_of_the_text_come_before_an_elision() -> None:
    assert found("it will hold. it will ... hold.", "will ... hold") == ["will ... hold"]


def test_no_second_beginning_stands_inside_an_elision() -> None:
    assert found("the dam and the dam is sold", "the dam ... sold") == ["the dam is sold"]


def test_every_elided_passage_is_found() -> None:
    assert spans(Text("we do sell, we do not sell"), "we … sell") == [Span(0, 10), Span(12, 26)]


def test_two_elisions_are_each_as_short_as_can_be() -> None:
    assert found("a x b y c b z c", "a … b … c") == ["a x b y c"]


def test_an_elision_at_an_end_leaves_nothing_out() -> None:
    assert found(TALK, "… be dammed …") == ["be dammed"]


@pytest.mark.parametrize(("length", "number"), [(ELIDED, 1), (ELIDED + 1, 0)])
def test_an_elision_has_a_limit(length: int, number: int) -> None:
    raw = f"begin {'x' * (length - 2)} end"
    assert len(found(raw, "begin … end")) == number


def test_a_quote_in_too_many_pieces_is_found_nowhere() -> None:
    raw = "a " * 50
    assert len(spans(Text(raw), " … ".join("a" * PIECES))) == 50 - PIECES + 1
    assert spans(Text(raw), " … ".join("a" * (PIECES + 1))) == []


# ── square brackets ──


@pytest.mark.parametrize(
    ("quote", "passage"),
    [
        ("the [current] talks", "the [current] talks"),
        ("the current talks", "the [current] talks"),
        ("[Arland] shall never", "shall never"),
        ("we shall [not] ever", "we shall never, ever"),
        ("we shall [probably] never", "we shall never"),
        ("They [the rivers] be dammed", "They will be dammed"),
        ("[t]hey will", "They will"),
        ("the [current talks", "the [current] talks"),
        ("dam[s], it", "dammed, it"),
        ("They will [...] hold", "They will be dammed, it will ... hold"),
    ],
)
def test_words_in_the_coder_s_brackets_stand_for_nothing_or_for_words_of_the_text(quote: str, passage: str) -> None:
    assert found(TALK, quote) == [passage]


def test_brackets_of_the_text_do_not_move_what_stands_behind_them() -> None:
    assert found("we  [all]  sell “this”  and [some] of   that", "sell 'this' and some of that") == ["sell “this”  and [some] of   that"]


@pytest.mark.parametrize(
    ("raw", "quote", "passage"),
    [
        ("he said [K]osovo fell", "Kosovo fell", "[K]osovo fell"),
        ("he saw the dam[s] fall", "the dams", "the dam[s]"),
        ("he saw [the dam] fall", "the dam", "the dam"),
        ("he saw [the dam and [a] weir] fall", "the dam and a weir", "the dam and [a] weir"),
        ("a] [b", "a b", "a] [b"),
    ],
)
def test_a_bracket_around_a_part_of_the_passage_belongs_to_it(raw: str, quote: str, passage: str) -> None:
    assert found(raw, quote) == [passage]


def test_brackets_of_the_text_are_taken_first_as_they_are() -> None:
    assert found("a [b] c and a b c", "a [b] c") == ["a [b] c"]


@pytest.mark.parametrize(("words", "number"), [(REPLACED, 1), (REPLACED + 1, 0)])
def test_brackets_stand_for_a_few_words_only(words: int, number: int) -> None:
    assert len(found(f"begin {'x ' * words}end", "begin [y] end")) == number


# ── before and after ──


@pytest.mark.parametrize(
    ("before", "after", "at"),
    [("of", None, 0), ("and", None, 1), ("and ", None, 1), (None, "runs", 1), (None, " runs", 1), ("of", "and", 0), ("said “", None, 2)],
)
def test_neighbours_tell_equal_passages_apart(before: str | None, after: str | None, at: int) -> None:
    raw = "of the dam and the dam runs, he said: \u201cthe dam\u201d"
    places = [Span(3, 10), Span(15, 22), Span(39, 46)]
    assert spans(Text(raw.replace("said:", "said")), "the dam", before, after) == [places[at] if at < 2 else Span(38, 45)]


def test_a_neighbour_is_a_whole_word_where_one_is() -> None:
    assert spans(Text("lathe dam, the dam"), "dam", before="the") == [Span(15, 18)]


def test_neighbours_that_are_nowhere_leave_nothing() -> None:
    assert found("of the dam", "dam", before="on the") == []


# ── properties ──

LETTERS = "abcXé\u0301ﬁ½Жا한글中が"
BLANKS = st.sampled_from([" ", "  ", "\n", "\r\n", "\t", "\N{NO-BREAK SPACE}", "\N{IDEOGRAPHIC SPACE}", "\N{EM SPACE}\n"])
WORDS = st.lists(
    st.tuples(st.text(LETTERS + "-–’.,[]\u00ad", min_size=1, max_size=6).filter(lambda w: w[0] in "abcXЖ中"), BLANKS),
    min_size=1,
    max_size=12,
)
RAW = st.text(
    st.one_of(st.sampled_from("ab …'\"“”«»-–—.[]\n\r\t\u00a0\u00ad\u200b\u0301é½ﬁが\u3099´"), st.characters(codec="utf-8")), max_size=60
)


@given(RAW)
@example("´a  .́ . .")
def test_the_way_back_from_the_folded_form_is_monotone_and_inside_the_text(raw: str) -> None:
    form = fold(raw)
    starts = [form.start(at) for at in range(len(form.text))]
    ends = [form.end(at + 1) for at in range(len(form.text))]
    assert starts == sorted(starts)
    assert ends == sorted(ends)
    assert all(0 <= start < end <= len(raw) for start, end in zip(starts, ends, strict=True))


@given(RAW)
def test_the_way_back_leads_through_brackets(raw: str) -> None:
    form = without_brackets(fold(raw))
    places = [(form.start(at), form.end(at + 1)) for at in range(len(form.text))]
    assert all(letter in folded(raw[start:end]) or letter == " " for letter, (start, end) in zip(form.text, places, strict=True))
    assert places == sorted(places)


@given(RAW)
def test_folding_twice_is_folding_once(raw: str) -> None:
    assert folded(folded(raw)) == folded(raw)


@given(WORDS, st.data())
def test_any_run_of_words_is_found_where_it_stands(words: list[tuple[str, str]], data: st.DataObject) -> None:
    raw = "".join(word + blank for word, blank in words)
    low = data.draw(st.integers(0, len(words) - 1))
    high = data.draw(st.integers(low + 1, len(words)))
    start = len("".join(word + blank for word, blank in words[:low]))
    quote = "".join(word + blank for word, blank in words[low:high]).strip()
    everywhere = spans(Text(raw), quote)
    assert start in [each.start for each in everywhere]
    assert {folded(raw[each.start : each.end]) for each in everywhere} == {folded(quote)}


def _typographic(words: str) -> str:
    return words.replace("'", "\u2019").replace("-", "\N{NON-BREAKING HYPHEN}")


def _wrapped(words: str) -> str:
    return words.replace(" ", " \r\n ")


def _unbroken(words: str) -> str:
    return words.replace(" ", "\N{NARROW NO-BREAK SPACE}")


def _decomposed(words: str) -> str:
    return unicodedata.normalize("NFD", words)


@pytest.mark.parametrize("variant", [_typographic, _wrapped, _unbroken, _decomposed])
@given(st.lists(st.sampled_from(["dam", "d'eau", "so-so", "Jeremić", "ça", "100%"]), min_size=1, max_size=6), st.integers(0, 5))
def test_a_variant_finds_what_the_words_find(variant: Callable[[str], str], words: list[str], low: int) -> None:
    raw, quote = " ".join(words), " ".join(words[low:])
    for text in (raw, variant(raw)):
        assert [text[s:e] for s, e in spans(Text(text), variant(quote))] == [text[s:e] for s, e in spans(Text(text), quote)]


@given(st.lists(st.sampled_from(["dam", "weir", "lake", "[the]"]), max_size=30), st.sampled_from(["…", "[...]", "[not]"]))
def test_what_is_left_out_is_between_beginning_and_end(words: list[str], hole: str) -> None:
    for passage in found(" ".join(words), f"dam {hole} lake"):
        between = passage.removeprefix("dam").removesuffix("lake").split()
        assert len(passage) == len("dam lake") + len(" ".join(between)) + bool(between)
        assert "dam" not in between
        assert "lake" not in between


@given(st.text("ab …[]()'“. -\n\u00ad"), st.text("ab …[]()'“. -\n\u00ad", max_size=20))
def test_no_brackets_and_dots_whatever_raise(raw: str, quote: str) -> None:
    for span in spans(Text(raw), quote, before=quote[:3]) + spans(Text(raw), quote):
        assert raw[span.start : span.end] == raw[span.start : span.end].strip() != ""


@given(st.text(), st.text(max_size=20))
def test_nothing_that_is_looked_for_anywhere_raises(raw: str, quote: str) -> None:
    text = Text(raw)
    for span in spans(text, quote):
        assert raw[span.start : span.end].strip() == raw[span.start : span.end]
    closest(text, quote)


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("send 1,800 officers", "800 officers"),
        ("for 3.5 million euros", "5 million euros"),
        ("for 3.5 million", "for 3"),
        ("of 1,800", "of 1"),
    ],
)
def test_a_number_is_not_cut(text: str, quote: str) -> None:
    assert spans(Text(text), quote) == []


@pytest.mark.parametrize(("text", "quote"), [("in 2007, 12 more", "12 more"), ("in 2007, 12 more", "in 2007"), ("5. Then 6.", "Then 6")])
def test_a_comma_behind_a_number_ends_it(text: str, quote: str) -> None:
    assert len(spans(Text(text), quote)) == 1


def test_an_ideographic_blank_is_no_word() -> None:
    assert words("\u7532\u3000\u4e59") == [Span(0, 1), Span(2, 3)]


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("x" * 300_000 + " it is", "[a]x"),
        ("ACGT" * 100_000 + " it is", "[g]A"),
        ("the dam of arland " * 60_000, ("the dam of arland " * 30_000).strip()),
    ],
)
def test_words_that_recur_a_million_times_take_no_time(text: str, quote: str) -> None:
    began = time.process_time()
    spans(Text(text), quote)
    assert time.process_time() - began < 5
