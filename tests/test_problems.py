"""How a finding is written down: headline, excerpt, underline, help, JSON, order, and what an ignore comment silences (LANGUAGE 7)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stancegraph.problems import NOWHERE, Place, Problem, Severity, Source, as_json, counts, in_file_order, render, unignored
from stancegraph.reader import read

TEXT = "- Russia opposess independence\n- US supports it\n"


def at(text: str, words: str, code: str = "SG110", severity: Severity = Severity.ERROR, help: str = "") -> Problem:  # noqa: A002 - the name that Problem uses
    """A problem on the first occurrence of some words."""
    start = text.index(words)
    return Problem(code, severity, Place(Source("a/b.yaml", text), start, start + len(words)), "what is wrong", help)


def test_a_headline_is_file_line_column_severity_code_and_text() -> None:
    assert at(TEXT, "opposess").headline() == "a/b.yaml:1:10: error SG110 what is wrong"


def test_a_problem_is_written_with_its_excerpt_the_span_underlined_and_a_help_line() -> None:
    assert render(at(TEXT, "opposess", help="did you mean 'opposes'?")).splitlines() == [
        "a/b.yaml:1:10: error SG110 what is wrong",
        "     1 | - Russia opposess independence",
        "       |          ^^^^^^^^",
        "  help: did you mean 'opposes'?",
    ]


def test_further_places_are_listed() -> None:
    first = at(TEXT, "US")
    problem = Problem("SG301", Severity.ERROR, first.place, "twice", "", (at(TEXT, "Russia").place,))
    assert render(problem).splitlines()[-1] == "  see also: a/b.yaml:1:3"


def test_a_help_of_several_lines_stays_in_its_column() -> None:
    assert render(at(TEXT, "US", help="one\ntwo")).splitlines()[-2:] == ["  help: one", "        two"]


def test_the_underline_lies_below_its_words_whatever_their_line() -> None:
    _, excerpt, underline = render(at(TEXT, "supports")).splitlines()
    start = underline.index("^")
    assert excerpt[start : underline.rindex("^") + 1] == "supports"


def test_a_span_over_several_lines_is_underlined_to_the_end_of_its_first_line() -> None:
    _, excerpt, underline = render(at(TEXT, "independence\n- US")).splitlines()
    assert excerpt[underline.index("^") : underline.rindex("^") + 1] == "independence"


def test_a_long_line_is_cut_around_its_span() -> None:
    text = "x " * 400 + "opposess" + " y" * 400
    _, excerpt, underline = render(at(text, "opposess")).splitlines()
    assert len(excerpt) < 140
    assert excerpt[underline.index("^") : underline.rindex("^") + 1] == "opposess"


@pytest.mark.parametrize("character", ["\t", "\x00", "\x1b", "\u2028", "\x85"])
def test_what_cannot_be_printed_is_shown_as_a_dot(character: str) -> None:
    text = f"- Russia{character}opposess it"
    _, excerpt, underline = render(at(text, "opposess")).splitlines()
    assert excerpt[underline.index("^") :].startswith("opposess")
    assert "\N{MIDDLE DOT}" in excerpt


def test_a_problem_without_a_file_has_no_excerpt() -> None:
    assert render(Problem("SG999", Severity.INFO, NOWHERE, "text")) == "(none):1:1: info SG999 text"


def test_the_json_record_is_flat_with_both_ends_of_the_span() -> None:
    assert as_json(at(TEXT, "independence\n- US", help="write less")) == {
        "file": "a/b.yaml",
        "line": 1,
        "column": 19,
        "end_line": 2,
        "end_column": 5,
        "severity": "error",
        "code": "SG110",
        "text": "what is wrong",
        "help": "write less",
    }


@pytest.mark.parametrize(("end", "line"), [("\n", 3), ("\r\n", 3), ("\r", 3), ("\u2028", 1), ("\x85", 1), ("\x0b", 1)])
def test_only_line_feed_and_carriage_return_end_a_line(end: str, line: int) -> None:
    assert at(f"one{end}two{end}three", "three").place.line == line


def test_columns_count_code_points() -> None:
    assert at("\N{SMILING FACE WITH OPEN MOUTH}e\N{COMBINING ACUTE ACCENT} opposess", "opposess").place.column == 5


@given(text=st.text(st.sampled_from("ab\r\n\u2028"), max_size=30), data=st.data())
def test_line_and_column_lead_back_to_the_offset(text: str, data: st.DataObject) -> None:
    offset = data.draw(st.integers(0, len(text)))
    source = Source("a", text)
    line, column = source.line_column(offset)
    assert source.line_starts()[line - 1] + column - 1 == offset


def test_problems_are_told_in_file_order_each_once() -> None:
    late, early = at(TEXT, "supports"), at(TEXT, "Russia")
    assert in_file_order([late, early, late]) == [early, late]


def test_two_codes_at_one_place_are_both_told() -> None:
    assert len(in_file_order([at(TEXT, "US", "SG110"), at(TEXT, "US", "SG111")])) == 2


def test_every_problem_of_a_file_comes_in_the_order_of_its_lines() -> None:
    text = "- Russia opposess it\n- @US x\nx\n- Malta opposes it:\n    qoute: x\n  \n- Cuba would oppose it\n"
    offsets = [problem.place.start for problem in read(text)[1]]
    assert offsets == sorted(offsets)


def test_problems_are_counted_by_severity() -> None:
    found = [at(TEXT, "US"), at(TEXT, "US", severity=Severity.INFO), at(TEXT, "it")]
    assert counts(found) == {Severity.ERROR: 2, Severity.WARNING: 0, Severity.INFO: 1}


@pytest.mark.parametrize(
    ("severity", "code", "left"),
    [(Severity.WARNING, "SG105", 0), (Severity.INFO, "SG105", 0), (Severity.ERROR, "SG105", 1), (Severity.WARNING, "SG106", 1)],
)
def test_an_ignored_line_silences_its_codes_but_no_error(severity: Severity, code: str, left: int) -> None:
    problem = at(TEXT, "US", code, severity)
    assert len(unignored([problem], {("a/b.yaml", 2): frozenset({"SG105"})})) == left


def test_an_ignored_line_of_another_file_silences_nothing() -> None:
    problem = at(TEXT, "US", "SG105", Severity.WARNING)
    assert unignored([problem], {("other.yaml", 2): frozenset({"SG105"})}) == [problem]
