"""Words that do not stand in a text lead to the passage that is most like them, whatever the text is made of."""

from __future__ import annotations

import pytest

from stancegraph.likeness import LETTERS, closest
from stancegraph.passages import Text


def test_a_misspelt_word_leads_to_its_passage() -> None:
    raw = "The minister of Arland said on Monday that they would never recognise the dam in Corland."
    like = closest(Text(raw), "that they would never recognize the dam")
    assert like is not None
    assert raw[slice(*like.span)] == "that they would never recognise the dam"
    # difflib's ratio: twice the 38 letters that both have by the 39 and 39 that there are
    assert (round(like.similarity, 6), like.differences) == (round(76 / 78, 6), (("recognise", "recognize"),))


@pytest.mark.parametrize(
    ("quote", "differences"),
    [
        ("they would recognise the dam", [("never", "")]),
        ("they would never ever recognise the dam", [("", "ever")]),
        ("They Would Never", [("they would never", "They Would Never")]),
    ],
)
def test_what_differs_is_told(quote: str, differences: list[tuple[str, str]]) -> None:
    like = closest(Text("It said they would never recognise the dam in Corland."), quote)
    assert like is not None
    assert list(like.differences) == differences


def test_rare_words_find_the_passage_among_common_ones() -> None:
    raw = "the dam of the lake of the hill " * 50 + "the weir of the mayor " + "the dam of the lake " * 50
    like = closest(Text(raw), "the wier of the mayor")
    assert like is not None
    assert raw[slice(*like.span)] == "the weir of the mayor"


def test_words_that_no_passage_shares_have_no_closest_one() -> None:
    assert closest(Text("nothing of it"), "xyzzy quux") is None
    assert closest(Text(""), "never") is None
    assert closest(Text("never"), "") is None


@pytest.mark.parametrize(
    ("raw", "quote", "passage"),
    [
        ("Borland saw teh dam.", "the", "teh"),
        ("A dam. A weir.", "dem", "dam"),
        ("他们反对修建这座大坝", "反对修建那座", "反对修建这座"),
    ],
)
def test_few_letters_and_scripts_without_blanks_have_slips_too(raw: str, quote: str, passage: str) -> None:
    like = closest(Text(raw), quote)
    assert like is not None
    assert raw[slice(*like.span)] == passage


def test_of_long_words_a_beginning_is_compared() -> None:
    like = closest(Text("dam " + "a" * LETTERS + "b" * 5000), "a" * LETTERS + "c" * 5000)
    assert like is not None
    assert (like.span.start, like.similarity) == (4, 1.0)


def test_forty_words_of_many_letters_are_compared_with_sixty() -> None:
    # Two thousand code points a word: letter by letter, against one another, these would take hours.
    raw = " ".join("a" * 2000 + letter for letter in "bcdefghijklmnopqrstuvwxyz" * 3)
    assert closest(Text(raw), " ".join("a" * 2000 + letter for letter in "cdefghijklmnopqrstuvwxyzb" * 2)) is not None
