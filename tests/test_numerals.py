"""The numbers of a text, as a reader would say them: none that is not there, none that is missing."""

# ruff: noqa: RUF001 - typographic marks are what is tested
from __future__ import annotations

from time import process_time

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
        ("the 16,000-strong force", {16_000}),
        ("100 000 Soldaten", {100_000}),
        ("0,125 or 0.125", {0.125}),
        ("1,800,50", {1800, 1.8, 50}),
        ("1,800,8000", {1800, 1.8, 8000}),
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
        ("2.01 million", {2_010_000, 2.01}),
        ("pet stotina, 5 hiljada, 5 млн", {100, 5000, 5, 5e6}),
        ("3 Mds d'euros", {3e9, 3}),
        ("3 miliardi", {3e9, 3}),
        ("16 mil soldados", {16_000, 16}),
        ("300 mil millones", {3e11, 300}),
        ("16 mila soldati", {16_000, 16}),
        ("Mila", set()),
        ("a 1.5-million grant", {1.5e6, 1.5}),
        ("5 mije\u0308", {5000, 5}),
        ("$4.5 tn", {4.5e12, 4.5}),
        ("500m", {500, 5e8}),
        ("20 thousand", {20_000, 20}),
        ("2 million 300 thousand", {2.3e6, 2e6, 3e5, 2, 300}),
        ("300 thousand 2 million", {3e5, 300, 2e6, 2}),
        ("2 million 300", {2e6, 2, 300}),
        ("3½", {3.5}),
        ("3 ½", {3.5}),
        ("3.5½", {3.5, 0.5}),
        ("2½ million", {2.5e6, 2.5}),
        ("½ million", {5e5, 0.5}),
        ("half a million", {5e5}),
        ("a half-million", {5e5}),
        ("half a dozen", {6}),
        ("a quarter of a million", {250_000}),
        ("three quarters of a million", {750_000}),
        ("half of the members", set()),
        ("half-a-million", {5e5}),
        ("one half million", {5e5}),
        ("three-quarters of a million", {750_000}),
        ("two thirds of three million", {2, 3, 3e6}),
        ("the third million", {1e6}),
        ("one and a half million", {1.5e6, 1.5}),
        ("a two-and-a-half-million grant", {2.5e6, 2.5}),
        ("one and a quarter million", {1.25e6, 1.25}),
        ("two and a half", {2.5}),
        ("two million and a half million", {2e6, 2, 5e5}),
        ("twenty and a third", {20}),
        ("a million and a half", {1.5e6}),
        ("a million and a half of the land", {1e6}),
        ("2 and a half million", {2.5e6, 2.5}),
        ("a couple of thousand", {2000}),
        ("tens of thousands", {10_000}),
        ("hundreds of thousands", {100_000}),
        ("a thousand million", {1e9}),
        ("a hundred thousand million", {1e11}),
        ("a two-million grant", {2e6, 2}),
        ("over four months", {4}),
        ("1 1/2 million", {1_500_000, 1.5}),
        ("2 3/4 million", {2_750_000, 2.75}),
        ("3/4 million", {750_000, 0.75}),
        ("1 1/2 towns", {1.5}),
        ("on 3/4 and 9/11", {3, 4, 9, 11}),  # days rather than shares
        ("a couple of officers, and both judges", {2}),
        ("a single judge and a pair of boats", {1, 2}),
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
        ("two dozen and five", {24, 2, 5}),
        ("two or three million", {2e6, 3e6, 2, 3}),
        ("10-20 million", {1e7, 2e7, 10, 20}),
        ("between 10 and 12 thousand", {10_000, 12_000, 10, 12}),
        ("$10 to $20 million", {1e7, 2e7, 10, 20}),
        ("EUR 10 to EUR 20 million", {1e7, 2e7, 10, 20}),
        ("10 bis 20 Millionen", {1e7, 2e7, 10, 20}),
        ("two to two and a half million", {2e6, 2.5e6, 2, 2.5}),
        ("two or three hundred", {200, 300, 2}),
        ("two or three hundred thousand", {200_000, 300_000, 300, 2}),
        ("one hundred to two hundred thousand", {100_000, 200_000, 200, 100}),
        ("5 or 6,000", {5000, 6000, 5}),
        ("1,500 to 2 million", {1500, 1.5, 2e6, 2}),
        ("10 million to 20 million", {1e7, 2e7, 10, 20}),
        ("ten or a dozen", {10, 12}),
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


@given(st.integers(0, 10**12), st.sampled_from([",", ".", "'", "’", " ", "\u00a0", "\u2009", "\u202f"]))
def test_every_number_is_read_as_it_is_written(number: int, mark: str) -> None:
    assert number in numbers(f"some {number:,} of them".replace(",", mark))


@given(
    st.text(alphabet="0123456789,. abk-million\u00a0½’", max_size=60)
    | st.lists(st.sampled_from(f"{ONES} {TENS} a and half quarter of hundreds thousand million m dozen or 3 1,500 ½ - $".split())).map(
        " ".join
    )
)
def test_no_text_is_too_odd_for_numbers(text: str) -> None:
    assert all(number >= 0 for number in numbers(text))


@given(st.integers(1, 9999), st.sampled_from([("thousand", 10**3), ("million", 10**6), ("bn", 10**9), ("tn", 10**12)]))
def test_decimals_before_a_multiplier_are_exact(hundredths: int, multiplier: tuple[str, int]) -> None:
    word, factor = multiplier
    assert hundredths * factor // 100 in numbers(f"{hundredths // 100}.{hundredths % 100:02} {word}")


@pytest.mark.peers
@pytest.mark.parametrize(
    "word", ["one ", "one two three ", "1 ", "1,", "1.800,", "million, ", "½ ", "a hundred and ", "1 thousand million ", "two and a half "]
)
def test_a_long_text_of_numbers_is_read_in_one_walk(word: str) -> None:
    assert numbers(word * 50_000)


@pytest.mark.parametrize(
    "text",
    [
        "1,800" + ",800" * 200_000 + "8",
        "0." + "1" * 1_000_000,
        "9" * 1_000_000,
        "1" + " 000" * 200_000,
        "1" + " million" * 100_000,
        "million " * 100_000,
    ],
)
def test_a_number_longer_than_any_reader_reads_on_takes_no_time_to_speak_of(text: str) -> None:
    started = process_time()
    numbers(text)
    assert process_time() - started < 10
