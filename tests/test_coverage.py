"""What the annotations cover of their texts, on made-up news of Arland and Borland."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from types import MappingProxyType
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from stancegraph import load
from stancegraph.checks.textual import TEXT_CHECKS
from stancegraph.cli import cli
from stancegraph.coverage import Coverage, coverage, percent
from stancegraph.explanations import explained
from stancegraph.formatter import formatted
from stancegraph.passages import Text
from stancegraph.reader import read
from stancegraph.segments import paragraphs
from stancegraph.texts import Evidence, evidence

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

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


def told(code: str, uncoded: str, statements: str = "") -> list[str]:
    return [problem.text for problem in TEXT_CHECKS[code](against(coding(uncoded, statements)))]


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


@pytest.mark.parametrize("value", ["{'': Weather}", "{background: ''}", "{background: []}", "{background: [' ']}"])
def test_a_reason_without_words_and_words_without_a_reason_are_errors(value: str) -> None:
    _, problems = read(f"documents:\n  herald: {{uncoded: {value}}}\nstatements:\n- Arland opposes the dam\n", "annotations.yaml")
    assert [problem.code for problem in problems if problem.severity == "error"] == ["SG013"]


def test_fmt_keeps_the_reasons() -> None:
    text = (
        'documents:\n  herald:\n    # why\n    uncoded:\n      page furniture: # all of it\n      - Herald Home\n      - "More \u2026 Advertisement"\n'
        "      background: Borland has\nstatements:\n- Arland opposes the dam\n"
    )
    assert formatted(text) == text


def named(words: str, text: str = HERALD) -> list[list[str]]:
    """The sentences that words name, run by run."""
    found = Text(text)
    sentences = [span for paragraph in paragraphs(text) for span in paragraph.sentences]
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
        ("Herald ... Sections ... Weather", [["Herald Home", "Sections", "Weather"]]),
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


def test_a_whole_sentence_is_named_before_one_that_begins_with_it() -> None:
    assert named("Ada Orr", "Ada Orr rose.\n\nAda Orr\n\nAda Orr sat.") == [["Ada Orr"]]


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


def test_what_is_retracted_codes_no_sentence() -> None:
    text = "{background: Arland opposes}"
    assert told("SG434", text) != []
    assert told("SG434", text, "- Arland opposes the dam: {source: herald, quote: opposes the dam, status: retracted}") == []


def test_a_sentence_explained_beside_a_coded_one_is_fine() -> None:
    assert told("SG434", "{background: Borland has}") == []


# ── coverage ──

PROJECT = """\
project: {id: dam, title: The dam}
actors:
  arland: state
  borland: state
  corland: state
  orr: person
  tribune: media
issues:
  dam: {name: the dam}
  peace: {name: peace}
  trade: {name: trade}
documents:
  herald:
    title: Herald of Monday
    uncoded:
      page furniture: [Herald Home ... Weather, Advertisement]
  herald-late: {title: Herald of Monday night, repeats: {herald: [opposes the dam]}}
  gazette: {title: Gazette}
statements:
- Arland opposes the dam:
    source: herald
    by: orr
    via: tribune
    quote: opposes the dam
- Arland condemns the dam:
    source: herald
    quote: Dam divides Arland
- Arland opposes the dam:
    source: herald-late
    quote: Arland opposes the dam. Borland
- Arland is neutral on peace:
    source: gazette
- Arland supports trade:
    source: herald
    status: retracted
    quote: Borland has built
- Borland supports talks:
    source: herald-late
    quote: Borland builds
"""
TEXTS = {"herald": HERALD, "herald-late": "Arland opposes the dam. Borland builds on.\n"}


def measured(project: str = PROJECT, texts: Mapping[str, str] | None = None) -> Coverage:
    found, problems = read(project, "annotations.yaml")
    assert [problem.headline() for problem in problems if problem.severity == "error"] == []
    return coverage(against(found, texts or TEXTS))


def test_each_sentence_is_coded_explained_or_uncoded() -> None:
    herald, _ = measured().documents
    assert [sentence.state for sentence in herald.sentences] == [
        *("explained", "explained", "explained"),
        *("coded", "coded", "uncoded", "uncoded"),
        *("explained", "uncoded", "explained"),
    ]


def test_a_quote_over_two_sentences_codes_both() -> None:
    _, late = measured().documents
    assert [sentence.statements for sentence in late.sentences] == [
        ("Arland opposes the dam",),
        ("Arland opposes the dam", "Borland supports talks"),
    ]


def test_a_retracted_statement_covers_nothing() -> None:
    assert measured().documents[0].sentences[5].statements == ()


def test_a_coded_sentence_is_coded_though_explained() -> None:
    herald, _ = measured(PROJECT.replace("Weather, Adv", "Dam divides, Adv")).documents
    assert herald.sentences[3].state == "coded"


def test_a_gap_is_told_by_place_and_first_words() -> None:
    gap = measured().documents[0].sentences[5]
    assert (gap.line, gap.span.start, gap.words) == (7, HERALD.index("Borland has"), "Borland has built \u2026")


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("Borland has built it since the month of May.", "Borland has built it \u2026"),
        ("one two three four five six seven eight nine ten eleven twelve thirteen.", "one two three four five six \u2026"),
        ("map", "map"),
        ("Herald Home", "Herald \u2026"),
        ("\u2022 Save it", "\u2022 Save \u2026"),
        ("...", "..."),
        ("x" * 100, "x" * 60 + " \u2026"),
        ("\u7b2c\u4e00\u53e5\u8bdd", "\u7b2c\u4e00 \u2026"),
    ],
)
def test_no_more_than_half_of_a_sentence_is_shown(sentence: str, words: str) -> None:
    (found,) = measured("documents: {herald: {title: H}}\nstatements:\n- Arland opposes the dam\n", {"herald": sentence}).documents
    assert found.sentences[0].words == words


def test_actors_that_never_act_or_speak_are_silent() -> None:
    assert [each.slug for each in measured().silent] == ["corland"]


def test_who_publishes_a_document_is_not_silent() -> None:
    assert measured(PROJECT.replace("title: Gazette", "title: Gazette, publisher: corland")).silent == ()


def test_issues_of_one_source_are_told_with_it() -> None:
    """The late edition repeats what it says of the dam, so the dam has one source; talks stand there alone."""
    assert [(each.slug, each.more) for each in measured().single_sourced] == [
        ("dam", "herald"),
        ("peace", "gazette"),
        ("talks", "herald-late"),
    ]


def test_what_is_not_repeated_is_a_source_of_its_own() -> None:
    assert "dam" not in {each.slug for each in measured(PROJECT.replace(", repeats: {herald: [opposes the dam]}", "")).single_sourced}


def test_a_document_that_repeats_another_as_a_whole_is_that_document() -> None:
    found = measured(PROJECT.replace("repeats: {herald: [opposes the dam]}", "repeats: herald")).single_sourced
    assert ("talks", "herald") in {(each.slug, each.more) for each in found}


def test_what_an_act_shows_is_a_source_too() -> None:
    act = PROJECT + "- Arland plans to deploy a survey:\n    source: herald\n- Arland urges Borland to support peace:\n    source: herald\n"
    assert "peace" not in {each.slug for each in measured(act).single_sourced}


def test_neutral_is_no_side() -> None:
    assert [each.slug for each in measured().without_side] == ["peace", "trade"]


def test_to_withhold_support_is_a_side() -> None:
    found = measured(PROJECT.replace("is neutral on peace", "does not support peace"))
    assert [each.slug for each in found.without_side] == ["trade"]


def test_an_act_that_implies_a_side_is_one() -> None:
    found = measured(PROJECT.replace("Arland is neutral on peace", "Arland urges Borland to support peace"))
    assert [each.slug for each in found.without_side] == ["trade"]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_are_counted_whatever_ends_them(end: str) -> None:
    late = measured(texts={"herald-late": end.join(["One.", "", "Three."])}).documents[0]
    assert [sentence.line for sentence in late.sentences] == [1, 3]
    assert Text(end.join(["One.", "", "Three."])).line(len(f"One.{end}{end}")) == 3


def test_statements_without_a_quote_are_told_with_their_line() -> None:
    line = PROJECT.splitlines().index("- Arland is neutral on peace:") + 1
    assert [(each.label, each.more) for each in measured().unquoted] == [("Arland is neutral on peace", f"annotations.yaml:{line}")]


def test_documents_without_a_text_are_told() -> None:
    assert [each.slug for each in measured().without_text] == ["gazette"]


def test_shares_are_rounded_down() -> None:
    assert [percent(199, 200), percent(1, 3), percent(2, 2), percent(0, 0)] == ["99 %", "33 %", "100 %", "-"]


def test_the_text_adds_up() -> None:
    lines = measured().to_text().splitlines()
    assert lines[:7] == [
        "The dam: 2 documents with a text",
        "4 of 12 sentences carry a statement (33 %), 5 are explained, 3 are not.",
        "",
        "document     sentences  coded         explained  uncoded",
        "herald              10      2   20 %          5        3",
        "herald-late          2      2  100 %          0        0",
        "all                 12      4   33 %          5        3",
    ]


def test_the_text_lists_every_gap() -> None:
    lines = measured().to_text().splitlines()
    start = lines.index("herald: 3 sentences neither coded nor explained")
    assert [line.split()[:4] for line in lines[start + 1 : start + 4]] == [
        ["line", "7", "offset", str(HERALD.index("Borland has"))],
        ["line", "7", "offset", str(HERALD.index('"It is ours'))],
        ["line", "11", "offset", str(HERALD.index("More on"))],
    ]


def test_json_holds_the_numbers_and_the_gaps() -> None:
    found = json.loads(measured().to_json())
    assert (found["sentences"], found["coded"], found["share"]) == (12, 4, 0.3333)
    assert [gap["line"] for gap in found["documents"][0]["gaps"]] == [7, 7, 11]
    assert [each["slug"] for each in found["silent"]] == ["corland"]


def test_no_sentence_of_a_text_is_shown() -> None:
    report = measured()
    shown = report.to_text() + report.to_json() + report.to_html()
    assert [line for line in ("Borland has built it since May", "its minister said", "More on this story") if line in shown] == []


def test_a_project_without_documents_has_a_report() -> None:
    report = measured("- Arland opposes the dam\n", {})
    assert "0 of 0 sentences carry a statement (-)" in report.to_text()
    assert report.to_html().endswith("</html>\n")


def test_order_of_statements_and_of_the_file_does_not_matter() -> None:
    head, *items = re.split(r"(?m)^(?=- )", PROJECT)
    turned = measured(head + "".join(items[::-1]))
    again, report = ([line for line in each.to_text().splitlines() if "annotations.yaml" not in line] for each in (turned, measured()))
    assert again == report


def test_the_same_input_gives_the_same_bytes() -> None:
    assert measured().to_html() == measured().to_html()


# ── the page ──


class _Tags(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


def test_each_sentence_has_a_cell_as_wide_as_it_is_long() -> None:
    cells = [attributes for tag, attributes in _Tags(measured().to_html()).tags if tag == "i" and "style" in attributes]
    assert len(cells) == 12
    dam = next(cell for cell in cells if "Arland opposes the dam" in (cell["title"] or ""))
    assert dam["style"] == "width:7px"  # 23 characters, 0.3 pixels each


def test_a_cell_tells_its_place_its_first_words_and_its_statements() -> None:
    titles = [attributes["title"] for tag, attributes in _Tags(measured().to_html()).tags if tag == "i" and "title" in attributes]
    offset = HERALD.index("Arland opposes")
    assert titles[4] == f"offset {offset}, line 7: Arland opposes \u2026\ncoded\nArland opposes the dam"
    assert titles[0] == "offset 0, line 1: Herald \u2026\nexplained\npage furniture"


def test_a_strip_has_a_label_for_who_does_not_see_it() -> None:
    labels = [attributes["aria-label"] for tag, attributes in _Tags(measured().to_html()).tags if attributes.get("role") == "img"]
    assert labels[0] == "The sentences in order: 2 coded, 5 explained, 3 uncoded"


def test_the_page_runs_no_script_and_asks_for_nothing() -> None:
    tags = _Tags(measured().to_html()).tags
    assert {tag for tag, _ in tags} & {"script", "img", "link", "iframe", "object", "form"} == set()
    assert not any(
        name.startswith("on") or name == "src" or (name == "href" and not (value or "").startswith("#"))
        for _, a in tags
        for name, value in a.items()
    )


HOSTILE = "</title><script>alert(1)</script>\" onmouseover=alert(2) '&amp;<!--"


def test_hostile_names_stay_text() -> None:
    quoted = "'" + HOSTILE.replace("'", "''") + "'"
    project = (
        PROJECT.replace("title: The dam", f"title: {quoted}")
        .replace("name: the dam", f"also: [the dam], name: {quoted}")
        .replace("corland: state", f"corland: {{type: state, name: {quoted}}}")
        .replace("Gazette", quoted)
        .replace("page furniture", quoted)
        .replace("Herald of Monday night", quoted)
    )
    text = HERALD.replace("More on this", "<script>alert(3)</script> on this")
    page = _Tags(measured(project, {"herald": text, "herald-late": TEXTS["herald-late"]}).to_html())
    assert {tag for tag, _ in page.tags} & {"script"} == set()
    assert not any(name.startswith("on") for _, attributes in page.tags for name in attributes)
    assert page.text.count(HOSTILE) >= 5


def test_control_characters_do_not_reach_the_page() -> None:
    text = HERALD.replace("More on", "More\x00\x1b[31m on")
    page = measured(PROJECT, {"herald": text, "herald-late": TEXTS["herald-late"]})
    assert re.search("[\x00\x1b]", page.to_html() + page.to_text()) is None


def test_a_notebook_shows_the_page_in_a_frame_without_scripts() -> None:
    ((tag, attributes),) = _Tags(measured()._repr_html_()).tags
    assert (tag, attributes["sandbox"], attributes["srcdoc"]) == ("iframe", "", measured().to_html())


# ── the command ──


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "annotations.yaml").write_text(PROJECT, encoding="utf-8")
    for slug, text in TEXTS.items():
        (tmp_path / f"{slug}.txt").write_text(text, encoding="utf-8")
    return tmp_path


def run(*arguments: str | Path) -> tuple[int, str]:
    result = CliRunner().invoke(cli, ["coverage", *map(str, arguments)])
    return result.exit_code, result.stdout


def test_coverage_prints_the_text(folder: Path) -> None:
    assert run(folder, "--texts", folder) == (0, load(folder).coverage(folder).to_text())


@pytest.mark.parametrize("form", ["html", "json"])
def test_coverage_writes_a_file_in_the_form_of_its_name(folder: Path, form: str) -> None:
    code, told = run(folder, "--texts", folder, "--out", folder / f"report.{form}")
    assert (code, told) == (0, "4 of 12 sentences carry a statement (33 %), 5 are explained, 3 are not.\n")
    report = load(folder).coverage(folder)
    assert (folder / f"report.{form}").read_text(encoding="utf-8") == {"html": report.to_html, "json": report.to_json}[form]()


def test_coverage_of_a_project_with_errors_counts_nothing(folder: Path) -> None:
    (folder / "annotations.yaml").write_text(PROJECT.replace("Arland opposes", "Arland oposes"), encoding="utf-8")
    assert run(folder, "--texts", folder) == (1, "")


def test_coverage_goes_on_without_a_quote_that_is_not_found(folder: Path) -> None:
    (folder / "annotations.yaml").write_text(PROJECT.replace("quote: opposes the dam", "quote: opposes the damn"), encoding="utf-8")
    done = CliRunner().invoke(cli, ["coverage", str(folder), "--texts", str(folder)])
    assert (done.exit_code, "1 quote not found once and left out" in done.stderr) == (0, True)
    assert "3 of 12 sentences carry a statement" in done.stdout


def test_coverage_says_why_a_text_that_is_there_is_not_read(folder: Path) -> None:
    (folder / "herald.txt").write_bytes(b"caf\xe9")
    done = CliRunner().invoke(cli, ["coverage", str(folder), "--texts", str(folder)])
    assert "no text of 'herald': 'herald.txt' is not UTF-8 (byte 3)" in done.stderr


@pytest.mark.parametrize("name", ["annotations.yaml", "annotations.lock", "herald.txt", "notes.md"])
def test_coverage_never_writes_over_what_a_project_is_made_of(folder: Path, name: str) -> None:
    (folder / "notes.md").write_text("a text that nothing declares", encoding="utf-8")
    (folder / "annotations.lock").write_text("{}", encoding="utf-8")
    before = (folder / name).read_bytes()
    assert run(folder, "--texts", folder, "--out", folder / name)[0] == 2
    assert (folder / name).read_bytes() == before


def test_coverage_into_a_dash_is_printed(folder: Path) -> None:
    assert run(folder, "--texts", folder, "--out", "-") == run(folder, "--texts", folder)


def test_coverage_into_a_folder_that_is_not_there_is_misuse(folder: Path) -> None:
    assert run(folder, "--texts", folder, "--out", folder / "no" / "report.html")[0] == 2


def test_coverage_wants_the_texts(folder: Path) -> None:
    assert run(folder)[0] == 2
