"""Expected bounds come from the calendar, counted by hand, and from the Library of Congress EDTF specification's own examples."""

from __future__ import annotations

import contextlib
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stancegraph.dates import Date, DateError, is_later, overlap, parse

# Every example that the specification's page lists under levels 0 and 1, Y-prefixed and negative years aside.
LEVEL_0 = {
    "1985-04-12": ("1985-04-12", "1985-04-12"),
    "1985-04": ("1985-04-01", "1985-04-30"),
    "1985": ("1985-01-01", "1985-12-31"),
    "1985-04-12T23:20:30": ("1985-04-12", "1985-04-12"),
    "1985-04-12T23:20:30Z": ("1985-04-12", "1985-04-12"),
    "1985-04-12T23:20:30-04": ("1985-04-12", "1985-04-12"),
    "1985-04-12T23:20:30+04:30": ("1985-04-12", "1985-04-12"),
    "2001-02-03T09:30:01Z": ("2001-02-03", "2001-02-03"),
    "1964/2008": ("1964-01-01", "2008-12-31"),
    "2004-06/2006-08": ("2004-06-01", "2006-08-31"),
    "2004-02-01/2005-02-08": ("2004-02-01", "2005-02-08"),
    "2004-02-01/2005-02": ("2004-02-01", "2005-02-28"),
    "2004-02-01/2005": ("2004-02-01", "2005-12-31"),
    "2005/2006-02": ("2005-01-01", "2006-02-28"),
}
LEVEL_1 = {
    "2001-21": ("2001-03-01", "2001-05-31"),
    "2001-22": ("2001-06-01", "2001-08-31"),
    "2001-23": ("2001-09-01", "2001-11-30"),
    "2001-24": ("2001-12-01", "2002-02-28"),
    "1984?": ("1984-01-01", "1984-12-31"),
    "2004-06~": ("2004-06-01", "2004-06-30"),
    "2004-06-11%": ("2004-06-11", "2004-06-11"),
    "201X": ("2010-01-01", "2019-12-31"),
    "20XX": ("2000-01-01", "2099-12-31"),
    "2004-XX": ("2004-01-01", "2004-12-31"),
    "1985-04-XX": ("1985-04-01", "1985-04-30"),
    "1985-XX-XX": ("1985-01-01", "1985-12-31"),
    "1985-04-12/..": ("1985-04-12", None),
    "1985-04/..": ("1985-04-01", None),
    "1985/..": ("1985-01-01", None),
    "../1985-04-12": (None, "1985-04-12"),
    "../1985-04": (None, "1985-04-30"),
    "../1985": (None, "1985-12-31"),
    "1985-04-12/": ("1985-04-12", None),
    "1985-04/": ("1985-04-01", None),
    "1985/": ("1985-01-01", None),
    "/1985-04-12": (None, "1985-04-12"),
    "/1985-04": (None, "1985-04-30"),
    "/1985": (None, "1985-12-31"),
    "1984~/2004-06": ("1984-01-01", "2004-06-30"),
    "1984/2004-06~": ("1984-01-01", "2004-06-30"),
    "1984?/2004%": ("1984-01-01", "2004-12-31"),
    "1984~/2004~": ("1984-01-01", "2004-12-31"),
    "1984-06?/2004-08?": ("1984-06-01", "2004-08-31"),
    "1984-06-02?/2004-08-08~": ("1984-06-02", "2004-08-08"),
    "1984-06-02?/": ("1984-06-02", None),
}
OURS = {
    "early 2008-06": ("2008-06-01/2008-06-10", "2008-06-01", "2008-06-10"),
    "mid 2008-06": ("2008-06-11/2008-06-20", "2008-06-11", "2008-06-20"),
    "late 2008-06": ("2008-06-21/2008-06-30", "2008-06-21", "2008-06-30"),
    "late 2008-02": ("2008-02-21/2008-02-29", "2008-02-21", "2008-02-29"),
    "spring 2007": ("2007-21", "2007-03-01", "2007-05-31"),
    "summer 2007": ("2007-22", "2007-06-01", "2007-08-31"),
    "autumn 2007": ("2007-23", "2007-09-01", "2007-11-30"),
    "fall 2007": ("2007-23", "2007-09-01", "2007-11-30"),
    "winter 2007": ("2007-24", "2007-12-01", "2008-02-29"),
    "by 2008": ("../2008", None, "2008-12-31"),
    "by 2008-04": ("../2008-04", None, "2008-04-30"),
    "by 2008-04-05~": ("../2008-04-05~", None, "2008-04-05"),
    "by early 2008-06": ("../2008-06-10", None, "2008-06-10"),
    "by late 2008-02": ("../2008-02-29", None, "2008-02-29"),
    "by winter 2007": ("../2007-24", None, "2008-02-29"),
    "by 201X": ("../2019", None, "2019-12-31"),
    "by 2008-XX": ("../2008", None, "2008-12-31"),
    "by 2008-04-XX": ("../2008-04", None, "2008-04-30"),
    "by 2001-02-03T09:30:01Z": ("../2001-02-03", None, "2001-02-03"),
    "EARLY 2008-06": ("2008-06-01/2008-06-10", "2008-06-01", "2008-06-10"),
    "By Late 2008-06": ("../2008-06-30", None, "2008-06-30"),
}


@pytest.mark.parametrize(("text", "bounds"), [*LEVEL_0.items(), *LEVEL_1.items()])
def test_each_example_of_the_specification_has_the_days_of_the_calendar(text: str, bounds: tuple[str | None, str | None]) -> None:
    assert parse(text) == Date(text, *bounds)


@pytest.mark.parametrize(("text", "expected"), OURS.items())
def test_each_phrase_of_ours_is_written_as_edtf(text: str, expected: tuple[str, str | None, str | None]) -> None:
    assert parse(text) == Date(*expected)


@pytest.mark.parametrize(
    ("month", "last"),
    [("2008-02", "2008-02-29"), ("2007-02", "2007-02-28"), ("1900-02", "1900-02-28"), ("2000-02", "2000-02-29"), ("9999-12", "9999-12-31")],
)
def test_february_is_long_in_leap_years_only(month: str, last: str) -> None:
    assert parse(month).end == last


def test_winter_before_a_leap_year_ends_on_the_29th() -> None:
    assert parse("2007-24") == Date("2007-24", "2007-12-01", "2008-02-29")


def test_first_decade_begins_with_year_one() -> None:
    assert parse("000X") == Date("000X", "0001-01-01", "0009-12-31")


def test_interval_may_end_in_a_coarser_date_that_holds_its_start() -> None:
    assert parse("2004-06-15/2004-06") == Date("2004-06-15/2004-06", "2004-06-15", "2004-06-30")


def test_interval_may_span_seasons() -> None:
    assert parse("2006-22/2007-24~") == Date("2006-22/2007-24~", "2006-06-01", "2008-02-29")


@pytest.mark.parametrize("qualifier", "?~%")
def test_qualifier_does_not_widen(qualifier: str) -> None:
    assert parse(f"2008-02{qualifier}") == Date(f"2008-02{qualifier}", "2008-02-01", "2008-02-29")


BAD = [
    "",
    " ",
    "2008 ",
    " 2008",
    "2008-02 -14",
    "2008/ 2009",
    "2008\n",
    "early  2008-06",
    "2008\u00a0",
    "208",
    "20080214",
    "2008-2-14",
    "2008-00",
    "2008-13",
    "2008-02-00",
    "2008-02-30",
    "2007-02-29",
    "1900-02-29",
    "2008-04-31",
    "2008-21-05",
    "2008-24-XX",
    "2008-25",
    "2008-41",
    "0000",
    "0000-02",
    "0000-02-01",
    "early 0000-02",
    "9999-24",
    "-1985",
    "-0001",
    "Y170000002",
    "Y-170000002",
    "1950S2",
    "1XXX",
    "XXXX",
    "2X08",
    "201X-02",
    "201X-XX",
    "2004-1X",
    "2004-XX-01",
    "2004-02-1X",
    "201x",
    "2004?-06",
    "2004-06-~11",
    "?2004",
    "2004?~",
    "2004-06-XX/2004-07-03",
    "{1667,1668}",
    "[1667,1668]",
    "1667..1668",
    "2008/2007",
    "2008-02-14/2008-02-13",
    "..",
    "/",
    "../..",
    "../",
    "/..",
    "2007/2008/2009",
    "2008-02-14/15",
    "2008-02-14T09:30",
    "2008-02-14T24:00:00",
    "2008-02-14T09:60:00",
    "2008-02-14T09:30:00?",
    "2008-02-30T09:30:00Z",
    "2008-02-14T09:30:00Z/2008-02-15",
    "2008-02T09:30:00Z",
    "early 2008",
    "early 2008-06-01",
    "early 2008-22",
    "early 2008-06~",
    "summer 2007-06",
    "summer 201X",
    "winter 9999",
    "by",
    "by ",
    "by  2008",
    "by by 2008",
    "by 2008/2009",
    "by ..",
    "by /",
    "by soon",
    "next week",
    "٢٠٠٨",
    "２００８",  # noqa: RUF001 - full-width digits are the claim
    "2008-02-14\x00",
]


@pytest.mark.parametrize("text", BAD)
def test_text_that_is_no_date_of_ours_is_refused_with_help(text: str) -> None:
    with pytest.raises(DateError) as error:
        parse(text)
    assert error.value.text
    assert error.value.help


ADVICE = {
    "14 February 2008": "write 2008-02-14",
    "14th of February 2008": "write 2008-02-14",
    "14 FEB 2008": "write 2008-02-14",
    "Feb. 14, 2008": "write 2008-02-14",
    "February 14th, 2008": "write 2008-02-14",
    "14/02/2008": "write 2008-02-14",
    "02/14/2008": "write 2008-02-14",
    "14.2.2008": "write 2008-02-14",
    "02/03/2008": "write 2008-03-02 or 2008-02-03, whichever is meant",
    "02/02/2008": "write 2008-02-02",
    "2008-2-14": "write 2008-02-14",
    "2008/02/14": "write 2008-02-14",
    "20080214": "write 2008-02-14",
    "2008-2": "write 2008-02",
    "Feb 2008": "write 2008-02",
    "Sept. 2007": "write 2007-09",
    "May 2008?": "write 2008-05?",
    "2008-02-14 ": "write 2008-02-14",
    "2008 / 2009": "write 2008/2009",
    "2007-2008": "write 2007/2008",
    "from 2007 to 2008": "write 2007/2008",
    "June 2007 to July 2008": "write 2007-06/2008-07",
    "2008/2007": "write 2007/2008",
    "2004-06-XX/2004-07-03": "write 2004-06/2004-07-03",
    "201X/2020": "write 2010/2020",
    "1990s": "write 199X",
    "201x": "write 201X",
    "circa 1990": "write 1990~",
    "c. June 1990": "write 1990-06~",
    "since 2008-04": "write 2008-04/..",
    "until April 2008": "write by 2008-04",
    "by April 2008": "write by 2008-04",
    "by 2008/2009": "write by 2009",
    "early June 2008": "write early 2008-06",
    "Mid-June 2008": "write mid 2008-06",
    "summer of 2007": "write summer 2007",
    "summer 2007?": "write 2007-22?",
    "2008-02-30": "write a day from 01 to 29",
}


@pytest.mark.parametrize(("text", "help_"), ADVICE.items())
def test_help_offers_the_date_that_was_meant(text: str, help_: str) -> None:
    with pytest.raises(DateError) as error:
        parse(text)
    assert error.value.help == help_


def test_a_month_that_is_none_leaves_no_reading_to_offer() -> None:
    with pytest.raises(DateError) as error:
        parse("31 February 2008")
    assert "2008-02-31" not in error.value.help


@pytest.mark.parametrize("text", ["9" * 10**6, "2008-02 " * 10**5, "by " * 10**5, "/" * 10**6, "1" * 60 + "/"])
def test_a_very_long_text_is_refused_at_once(text: str) -> None:
    before = time.process_time()
    with pytest.raises(DateError):
        parse(text)
    assert time.process_time() - before < 0.5


def test_later_begins_after_the_other_ends() -> None:
    assert is_later(parse("2008-03"), parse("2008-02"))


def test_the_same_day_is_not_later() -> None:
    assert not is_later(parse("2008-02-14"), parse("2008-02"))


def test_open_start_is_never_later() -> None:
    assert not is_later(parse("by 2008"), parse("1999"))


def test_nothing_is_later_than_an_open_end() -> None:
    assert not is_later(parse("2008"), parse("1999/.."))


def test_a_day_overlaps_its_year() -> None:
    assert overlap(parse("2008-02-14"), parse("2008"))


def test_neighbouring_months_do_not_overlap() -> None:
    assert not overlap(parse("2008-02"), parse("2008-03"))


def test_two_open_intervals_overlap_where_they_meet() -> None:
    assert overlap(parse("../2008"), parse("2008/.."))


YEARS = st.integers(1, 9998).map(lambda year: f"{year:04}")
MONTHS = st.builds("{}-{:02}".format, YEARS, st.integers(1, 12))
DAYS = st.builds("{}-{:02}".format, MONTHS, st.integers(1, 28))
SEASONS = st.builds("{}-{}".format, YEARS, st.integers(21, 24))
VAGUE = st.one_of(st.from_regex(r"[0-9]{3}X|[0-9]{2}XX", fullmatch=True), YEARS.map("{}-XX".format), MONTHS.map("{}-XX".format))
QUALIFIED = st.builds(str.__add__, st.one_of(YEARS, MONTHS, DAYS, SEASONS), st.sampled_from(["", "?", "~", "%"]))
ENDS = st.one_of(QUALIFIED, st.sampled_from(["", ".."]))
WORDED = st.one_of(
    st.builds("{} {}".format, st.sampled_from(["early", "Mid", "late"]), MONTHS),
    st.builds("{} {}".format, st.sampled_from(["spring", "summer", "autumn", "fall", "winter"]), YEARS),
)
LIKELY = st.one_of(QUALIFIED, VAGUE, st.builds("{}/{}".format, ENDS, ENDS), WORDED, st.one_of(QUALIFIED, VAGUE, WORDED).map("by {}".format))


@given(LIKELY)
def test_no_date_ends_before_it_begins(text: str) -> None:
    with contextlib.suppress(DateError):
        date = parse(text)
        assert (date.start or "0001-01-01") <= (date.end or "9999-12-31")


@given(LIKELY)
def test_the_edtf_of_a_date_is_the_same_date(text: str) -> None:
    with contextlib.suppress(DateError):
        assert parse(parse(text).edtf) == parse(text)


@given(st.one_of(QUALIFIED, VAGUE, WORDED))
def test_every_date_of_one_part_is_read(text: str) -> None:
    assert parse(text).start


@given(st.one_of(st.text(max_size=80), st.text("0123456789XYT:Z?~%/.- bymidfrlast", max_size=64)))
def test_any_text_is_a_date_or_a_date_error(text: str) -> None:
    with contextlib.suppress(DateError):
        parse(text)


@given(DAYS, DAYS)
def test_two_dates_overlap_or_one_is_later(a: str, b: str) -> None:
    first, second = parse(a), parse(b)
    assert [overlap(first, second), is_later(first, second), is_later(second, first)].count(True) == 1


def test_a_date_with_strokes_is_no_interval_and_told_whole() -> None:
    with pytest.raises(DateError) as caught:
        parse("14/02/2008")
    assert (caught.value.text, caught.value.help) == ("'14/02/2008' is not an EDTF date", "write 2008-02-14")
