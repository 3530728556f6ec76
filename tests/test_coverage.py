"""What the annotations cover of their texts, on made-up news of Arland and Borland."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

import pytest

from stancegraph.checks import TEXT_CHECKS
from stancegraph.explanations import explained
from stancegraph.formatter import formatted
from stancegraph.passages import Text
from stancegraph.reader import read
from stancegraph.segments import segmented
from stancegraph.texts import Evidence, evidence

if TYPE_CHECKING:
    from collections.abc import Mapping

    from stancegraph.records import Annotations

HERALD = """\
Herald Home
Sections
Weather

Dam divides Arland

Arland opposes the dam. Borland has built it since May. "It is ours," its minister said.

Advertisement

More on this story
Advertisement
"""


def coding(uncoded: str = "", statements: str = "") -> Annotations:
    text = f"documents:\n  herald: {{title: Herald of Monday, uncoded: {uncoded or '{}'}}}\nstatements:\n{statements or '- Arland opposes the dam: {source: herald, quote: opposes the dam}'}\n"
    found, problems = read(text, "annotations.yaml")
    assert [problem.headline() for problem in problems if problem.severity == "error"] == []
    return found


def against(found: Annotations, texts: Mapping[str, str] | None = None) -> Evidence:
    return evidence(found, MappingProxyType({slug: Text(raw) for slug, raw in (texts or {"herald": HERALD}).items()}))


def told(code: str, uncoded: str) -> list[str]:
    return [problem.text for problem in TEXT_CHECKS[code](against(coding(uncoded)))]


# ── uncoded: ──


def test_a_reason_stands_for_one_passage_or_many() -> None:
    passages = coding('{page furniture: ["Herald Home", Weather], background: Borland has}').documents["herald"].uncoded
    assert [(passage.exact, passage.reason) for passage in passages] == [
        ("Herald Home", "page furniture"),
        ("Weather", "page furniture"),
        ("Borland has", "background"),
    ]


def test_a_passage_keeps_its_place() -> None:
    (passage,) = coding("{background: Borland has}").documents["herald"].uncoded
    assert passage.place.source.text[passage.place.start : passage.place.end] == "Borland has"


@pytest.mark.parametrize(("value", "code"), [("[a, b]", "SG013"), ("page furniture", "SG013"), ("{page furniture: [{a: b}]}", "SG013")])
def test_what_is_no_map_of_reasons_is_an_error(value: str, code: str) -> None:
    _, problems = read(f"documents:\n  herald: {{uncoded: {value}}}\nstatements:\n- Arland opposes the dam\n", "annotations.yaml")
    assert code in {problem.code for problem in problems}


def test_fmt_keeps_the_reasons() -> None:
    text = (
        'documents:\n  herald:\n    # why\n    uncoded:\n      page furniture: # all of it\n      - Herald Home\n      - "More \u2026 Advertisement"\n'
        "      background: Borland has\nstatements:\n- Arland opposes the dam\n"
    )
    assert formatted(text) == text


def named(words: str, text: str = HERALD) -> list[list[str]]:
    """The sentences that words name, run by run."""
    found = Text(text)
    sentences = [span for paragraph in segmented(text) for span in paragraph.sentences]
    return [[text[slice(*sentences[number])] for number in run] for run in explained(found, sentences, words)]


@pytest.mark.parametrize(
    ("words", "sentences"),
    [
        ("Herald Home", [["Herald Home"]]),
        ("Borland has", [["Borland has built it since May."]]),
        ("It is ours", [['"It is ours," its minister said.']]),
        ("\u201cIt is", [['"It is ours," its minister said.']]),
        ("Advertisement", [["Advertisement"], ["Advertisement"]]),
        ("Herald ... Weather", [["Herald Home", "Sections", "Weather"]]),
        ("Herald\u2026Weather", [["Herald Home", "Sections", "Weather"]]),
        ("More on \u2026 Advertisement", [["More on this story", "Advertisement"]]),
        ("Sections ... Sections", [["Sections"]]),
        ("Weather ... Herald", []),
        ("built it", []),
        ("Borland has ...", [["Borland has built it since May."]]),
        ("no such", []),
    ],
)
def test_first_words_name_sentences(words: str, sentences: list[list[str]]) -> None:
    assert named(words) == sentences


def test_a_bullet_in_front_does_not_matter() -> None:
    assert named("Save", "A line\n  \u2022 Save\n  \u2022 Print") == [["\u2022 Save"]]


def test_words_that_stand_as_written_are_no_run() -> None:
    assert named("Wait ... what", "Wait ... what is it\nwhat") == [["Wait ... what is it"]]


def test_many_lines_may_lie_between_the_two() -> None:
    text = "Top\n" + "A line of the page\n" * 200 + "Bottom"
    assert [len(run) for run in named("Top \u2026 Bottom", text)] == [202]


@pytest.mark.parametrize(
    ("uncoded", "problems"),
    [
        ("{page furniture: [Herald ... Weather, Advertisement]}", []),
        ("{page furniture: Tribune}", ["no sentence of 'herald' begins with 'Tribune'"]),
        ("{page furniture: built it}", ["no sentence of 'herald' begins with 'built it'"]),
        ("{page furniture: Weather ... Herald}", ["no sentence of 'herald' begins with 'Weather ... Herald'"]),
    ],
)
def test_words_that_begin_no_sentence_are_told(uncoded: str, problems: list[str]) -> None:
    assert told("SG433", uncoded) == problems


def test_words_that_begin_different_sentences_are_told() -> None:
    found = coding("{background: Borland}")
    text = {"herald": "Borland is small.\n\nBorland is old."}
    assert [p.text for p in TEXT_CHECKS["SG433"](against(found, text))] == [
        "2 different sentences of 'herald' begin with 'Borland' (lines 1, 3)"
    ]


def test_a_sentence_both_coded_and_explained_is_told() -> None:
    assert told("SG434", "{background: Dam divides ... Borland has}") == ["'background' explains a sentence that 'opposes the dam' quotes"]


def test_a_sentence_explained_beside_a_coded_one_is_fine() -> None:
    assert told("SG434", "{background: Borland has}") == []
