"""Which spellings count as the same, which as a slip, and which as another word."""

from __future__ import annotations

import random
import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stancegraph.spelling import Neighbours, distance, key, nearest, slugify

DECLARED = ("russia", "Russian Federation", "independence", "us", "eu", "iran", "iraq", "resolution 1244", "Côte d'Ivoire", "kosovo")


@pytest.mark.parametrize(("one", "other"), [("U.S.", "us"), ("Al-Jazeera", "al jazeera"), ("NATO", "nato"), ("d\u2019Ivoire", "d'Ivoire")])
def test_case_points_hyphens_and_spaces_do_not_tell_names_apart(one: str, other: str) -> None:
    assert key(one) == key(other)


@pytest.mark.parametrize(
    ("a", "b", "edits"),
    [
        ("oppose", "oppose", 0),
        ("oppose", "opposes", 1),
        ("opposess", "opposes", 1),
        ("oposes", "opposes", 1),
        ("oppsoes", "opposes", 1),
        ("independance", "independence", 1),
        ("Rusia", "Russia", 1),
        ("kitten", "sitting", 3),
    ],
)
def test_edits_are_insertions_deletions_replacements_and_swaps(a: str, b: str, edits: int) -> None:
    assert distance(a, b, 3) == edits


@given(a=st.text("abc", max_size=7), b=st.text("abc", max_size=7))
def test_distance_is_symmetric(a: str, b: str) -> None:
    assert distance(a, b, 9) == distance(b, a, 9)


@given(a=st.text("abcd", max_size=7), b=st.text("abcd", max_size=7), most=st.integers(0, 7))
def test_distance_stops_counting_one_above_the_most(a: str, b: str, most: int) -> None:
    assert distance(a, b, most) == min(distance(a, b, 99), most + 1)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Russia", "russia"),
        ("Rusia", "russia"),
        ("russsia", "russia"),
        ("Russian  Federation", "Russian Federation"),
        ("RussianFederation", "Russian Federation"),
        ("Russain Federatoin", "Russian Federation"),
        ("independance", "independence"),
        ("U.S", "us"),
        ("kosova", "kosovo"),
    ],
)
def test_one_edit_in_four_letters_is_a_slip(written: str, meant: str) -> None:
    assert Neighbours(DECLARED).of(written) == meant


@pytest.mark.parametrize("written", ["un", "irak", "eeu", "Prussians", "dependence issue", "resolution 1245", "resolution 124", "Kenya"])
def test_short_names_other_numbers_and_distant_words_are_no_slip(written: str) -> None:
    assert Neighbours(DECLARED).of(written) is None


def test_a_name_with_other_numbers_does_not_hide_the_one_that_is_meant() -> None:
    assert Neighbours(["article 1 text", "article 2 texx"]).of("article 2 text") == "article 2 texx"


@settings(deadline=None, max_examples=150)
@given(names=st.lists(st.text("abcd", min_size=5, max_size=14), min_size=1, max_size=6), asked=st.text("abcd", min_size=5, max_size=14))
def test_no_name_within_the_edits_allowed_is_missed(names: list[str], asked: str) -> None:
    most = len(asked) // 4
    close = [n for n in names if distance(asked, n, most) <= most and (n[0] == asked[0] or n[-1] == asked[-1])]
    assert Neighbours(names).of(asked) == min(close, key=lambda n: (distance(asked, n, most), n), default=None)


def test_the_nearest_word_is_the_closest_then_the_first() -> None:
    assert [nearest(word, ["planned", "plan", "actual", "bat", "cat"]) for word in ("planed", "aktual", "zat", "hypothetical")] == [
        "planned",
        "actual",
        "bat",
        None,
    ]


def test_a_two_letter_word_is_no_slip_for_another_with_other_ends() -> None:
    assert nearest("of", ["if", "by"]) in {None, "if"}


def test_nothing_resembles_the_empty_word() -> None:
    assert nearest("", ["a", ""]) is None


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Russia", "russia"),
        ("the EU's mission", "the-eu-s-mission"),
        ("Müller & Co.", "muller-co"),
        ("  1244 ", "1244"),
        ("Россия", ""),
        ("---", ""),
        ("Đukanović", "ukanovic"),
    ],
)
def test_a_slug_keeps_latin_letters_and_digits(name: str, slug: str) -> None:
    assert slugify(name) == slug


@given(name=st.text(max_size=30))
def test_a_slug_is_empty_or_lower_case_words_with_hyphens(name: str) -> None:
    slug = slugify(name)
    assert set(slug) <= set(string.ascii_lowercase + string.digits + "-")
    assert not slug.startswith("-")
    assert not slug.endswith("-")


@settings(deadline=None, max_examples=200)
@given(names=st.lists(st.text("abcde -.", min_size=1, max_size=12), max_size=8), seed=st.integers())
def test_the_order_of_declarations_changes_no_advice(names: list[str], seed: int) -> None:
    shuffled = random.Random(seed).sample(names, len(names))  # noqa: S311 - no secret
    asked = [name + "a" for name in names]
    assert [Neighbours(names).of(name) for name in asked] == [Neighbours(shuffled).of(name) for name in asked]
