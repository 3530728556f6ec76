"""What `repeats:` says against the texts (SG435, SG436), on made-up news of Arland; and that the flagship tells what it must."""

from __future__ import annotations

from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

import pytest

from stancegraph import load
from stancegraph.checks.textual import TEXT_CHECKS
from stancegraph.passages import Text
from stancegraph.reader import read
from stancegraph.texts import evidence

if TYPE_CHECKING:
    from stancegraph.problems import Problem

ROOT = Path(__file__).parents[1]

SHARED = "Arland will send eighteen hundred officers over four months, the herald has learned."
EARLY = f"Arland wakes up\n\n{SHARED} Nobody knows why."
LATE = f"Night edition\n\nThe council slept. {SHARED.replace(' over', chr(0xA0) + 'over')}"

NOTES = """\
documents:
  late: {date: 2031-05-02, repeats: LATE}
  early: {date: 2031-05-01, repeats: EARLY}
statements:
- Arland plans to deploy officers: {source: early, quote: eighteen hundred officers}
- Arland plans to deploy staff: {source: late, quote: eighteen hundred officers}
- Arland plans to hold talks: {source: late, quote: over four months}
"""


def raised(code: str, late: str = "{}", early: str = "{}", *, notes: str = NOTES, late_text: str = LATE) -> list[Problem]:
    annotations, _ = read(notes.replace("LATE", late).replace("EARLY", early), "annotations.yaml")
    texts = MappingProxyType({"early": Text(EARLY), "late": Text(late_text)})
    return list(TEXT_CHECKS[code](evidence(annotations, texts)))


def test_a_sentence_that_two_documents_share_is_told_once_at_the_later_one() -> None:
    (problem,) = raised("SG436")
    assert problem.place.line == 6
    assert "'early'" in problem.text
    assert problem.help == "write `repeats: {early: [\"eighteen hundred officers\"]}` under 'late', if it has the words from 'early'"


def test_where_some_words_are_told_already_the_others_are_to_be_added_to_them() -> None:
    (problem,) = raised("SG436", "{early: [eighteen hundred officers]}")
    assert problem.help == "add \"over four months\" to the list for `early:` in the `repeats:` of 'late', if it has the words from there"


@pytest.mark.parametrize(
    "words", ["a danger: it is [grave]", "don't build, it's late", "a run of a good many more words than sixty letters have room for"]
)
def test_what_the_help_says_is_a_cure(words: str) -> None:
    sentence = f"The minister told all the people on Monday {words} and left."
    quote = f'"{words}"'
    notes = (
        "documents:\n  early: {date: 2031-05-01}\n  late: {date: 2031-05-02}\nstatements:\n"
        f"- Arland opposes the dam: {{source: early, quote: {quote}}}\n- Arland opposes the dam: {{source: late, quote: {quote}}}\n"
    )
    texts = MappingProxyType({slug: Text(sentence) for slug in ("early", "late")})

    def told(text: str) -> list[Problem]:
        annotations, problems = read(text, "annotations.yaml")
        assert [problem.headline() for problem in problems if problem.severity == "error"] == []
        found = evidence(annotations, texts)
        return [problem for code in ("SG435", "SG436") for problem in TEXT_CHECKS[code](found)]

    (problem,) = told(notes)
    cure = problem.help.partition("`")[2].partition("` under")[0]
    assert told(notes.replace("2031-05-02}", f"2031-05-02, {cure}}}")) == []


@pytest.mark.parametrize(
    ("late", "early"),
    [
        ("{early: [eighteen hundred officers, over four months]}", "{}"),
        ("{early: [eighteen hundred officers over four months]}", "{}"),
        ("early", "{}"),
        ("{}", "late"),
        ("{}", "{late: [eighteen hundred officers]}"),
    ],
)
def test_words_that_are_said_to_be_taken_over_are_fine(late: str, early: str) -> None:
    assert raised("SG436", late, early) == []


def test_a_quote_of_the_sentence_that_the_words_leave_out_is_told() -> None:
    """`over four months` would count as a second source still."""
    (problem,) = raised("SG436", "{early: [eighteen hundred officers]}")
    assert problem.place.line == 7


def test_a_shared_sentence_that_one_document_alone_is_coded_on_is_fine() -> None:
    assert raised("SG436", notes=NOTES.replace("source: early, quote: eighteen hundred officers", "source: early, quote: wakes up")) == []


def test_a_retracted_statement_is_no_second_source() -> None:
    gone = NOTES.replace("early, quote: eighteen hundred officers", "early, quote: eighteen hundred officers, status: retracted")
    assert raised("SG436", notes=gone) == []


def test_a_short_sentence_may_stand_in_two_texts_by_chance() -> None:
    notes = NOTES.replace("over four months", "The council slept").replace("eighteen hundred officers", "Arland wakes up", 1)
    assert raised("SG436", notes=notes, late_text="Arland wakes up\n\nThe council slept. eighteen hundred officers") == []


def test_words_taken_over_that_stand_in_neither_text_are_told() -> None:
    (problem,) = raised("SG435", "{early: [eighteen hundred soldiers]}")
    assert (problem.place.line, problem.text) == (2, "'eighteen hundred soldiers' does not stand in the text of 'late' nor of 'early'")


def test_words_taken_over_match_whatever_their_blanks_look_like() -> None:
    assert raised("SG435", "{early: [officers over four months]}") == []


def test_a_document_without_a_text_is_not_asked() -> None:
    annotations, _ = read(NOTES.replace("LATE", "{early: [nowhere]}").replace("EARLY", "{}"), "annotations.yaml")
    assert [*TEXT_CHECKS["SG435"](evidence(annotations, MappingProxyType({})))] == []


def test_the_flagship_without_its_repeats_is_told_of_each_of_the_four_sentences(tmp_path: Path, articles: Path) -> None:
    written = (ROOT / "annotations.yaml").read_text(encoding="utf-8")
    start, end = written.index("    repeats:\n      bbc-2008-02-13:"), written.index("# ----", written.index("    repeats:\n"))
    (tmp_path / "annotations.yaml").write_text(written[:start] + written[end:], encoding="utf-8")
    told = [problem for problem in load(tmp_path, articles).problems if problem.code == "SG436"]
    assert len(told) == 4
    assert all("'bbc-2008-02-13'" in problem.text for problem in told)
