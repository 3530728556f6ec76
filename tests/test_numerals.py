"""The numbers of a text, as a reader would say them: none that is not there, none that is missing."""

# ruff: noqa: RUF001 - typographic marks are what is tested
from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stancegraph.numerals import numbers


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("", set()),
        ("often someone weighty", set()),
        ("1,800 officers", {1800, 1.8}),
        ("1.800 Beamte", {1800, 1.8}),
        ("1'800 Beamte", {1800}),
        ("1’800 Beamte", {1800}),
        ("1\u202f800 agents", {1800}),
        ("1\u00a0800 agents", {1800}),
        ("1 800 agents", {1800, 1, 800}),
        ("1,234,567", {1_234_567}),
        ("1.234.567,5", {1_234_567.5}),
        ("12,5", {12.5}),
        ("on 17.02.2008", {17, 2, 2008}),
        ("the 16,000-strong force", {16_000, 16}),
        ("90%", {90}),
        ("the 27-member bloc", {27}),
        ("Resolution 1244 (1999)", {1244, 1999}),
        ("500 and 300", {500, 300}),
        ("February 17 2008", {17, 2008}),
        ("10-12", {10, 12}),
        ("2007-2008", {2007, 2008}),
        ("five and three", {5, 3}),
        ("1.8 million people", {1_800_000, 1.8}),
        ("1,8 Millionen", {1_800_000, 1.8}),
        ("2 Mrd. Euro", {2e9, 2}),
        ("3 Mio. Euro", {3e6, 3}),
        ("5 mln", {5e6, 5}),
        ("oko 2 miliona", {2e6, 2}),
        ("2 милиона", {2e6, 2}),
        ("3 mijë", {3000, 3}),
        ("$5bn", {5e9, 5}),
        ("$4.5 tn", {4.5e12, 4.5}),
        ("500m", {500, 5e8}),
        ("20 thousand", {20_000, 20}),
        ("2 million 300 thousand", {2.3e6, 2e6, 3e5, 2, 300}),
        ("300 thousand 2 million", {3e5, 300, 2e6, 2}),
        ("3½", {3.5}),
        ("2½ million", {2.5e6, 2.5}),
        ("½ million", {5e5, 0.5}),
        ("half a million", {5e5}),
        ("a half-million", {5e5}),
        ("half a dozen", {6}),
        ("a quarter of a million", {250_000}),
        ("three quarters of a million", {750_000}),
        ("half of the members", set()),
        ("one and a half million", {1.5e6, 1}),
        ("two and a half", {2.5, 2}),
        ("a million and a half", {1.5e6, 1e6}),
        ("2 and a half million", {2.5e6, 2}),
        ("over four months", {4}),
        ("Twenty-five states", {25}),
        ("twenty, five", {20, 5}),
        ("nineteen eleven", {19, 11}),
        ("two hundred and five judges", {205}),
        ("five hundred and three hundred", {500, 300}),
        ("two thousand three hundred and five", {2305, 2}),
        ("one hundred and twenty thousand", {120_000, 120}),
        ("two million and three hundred thousand", {2.3e6, 2}),
        ("a hundred", {100}),
        ("hundreds of people", {100}),
        ("a dozen towns", {12}),
        ("two dozen towns", {24, 2}),
        ("two or three million", {2e6, 3e6, 2, 3}),
        ("10-20 million", {1e7, 2e7, 10, 20}),
        ("between 10 and 12 thousand", {10_000, 12_000, 10, 12}),
        ("10\u201320 men", {10, 20}),
        ("17 and 3 million", {17, 3e6, 3}),
        ("a billionaire of the military", set()),
        ("9" * 100_000, set()),
    ],
)
def test_the_numbers_of_a_text(text: str, held: set[float]) -> None:
    assert numbers(text) == held


ONES = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
TENS = "twenty thirty forty fifty sixty seventy eighty ninety"


def spelt(number: int) -> str:
    """A number as one would say it in London."""
    for factor, word in ((10**9, "billion"), (10**6, "million"), (1000, "thousand")):
        if number >= factor:
            rest = number % factor
            return f"{spelt(number // factor)} {word}" + ((" and " if rest < 100 else " ") + spelt(rest) if rest else "")
    if number >= 100:
        return f"{spelt(number // 100)} hundred" + (f" and {spelt(number % 100)}" if number % 100 else "")
    if number >= 20:
        return TENS.split()[number // 10 - 2] + (f"-{spelt(number % 10)}" if number % 10 else "")
    return ONES.split()[number]


@given(st.integers(0, 10**12 - 1))
def test_every_number_is_read_as_it_is_said(number: int) -> None:
    assert number in numbers(f"some {spelt(number)} of them")


@given(st.integers(0, 10**12), st.sampled_from([",", ".", "'", "’", " ", "\u00a0", "\u202f"]))
def test_every_number_is_read_as_it_is_written(number: int, mark: str) -> None:
    assert number in numbers(f"some {number:,} of them".replace(",", mark))


@given(
    st.text(alphabet="0123456789,. abk-million\u00a0½’", max_size=60)
    | st.lists(st.sampled_from(f"{ONES} {TENS} a and half of hundred million dozen 3 1,500 -".split())).map(" ".join)
)
def test_no_text_is_too_odd_for_numbers(text: str) -> None:
    assert all(number >= 0 for number in numbers(text))


@pytest.mark.parametrize("word", ["one ", "1 ", "1,", "1.800,", "million ", "½ ", "a hundred and "])
def test_a_long_text_of_numbers_is_read_in_one_walk(word: str) -> None:
    assert numbers(word * 100_000)
