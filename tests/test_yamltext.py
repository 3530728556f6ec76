"""The YAML profile of LANGUAGE 1: what is refused is said with its place and its cure, and what is meant is read all the same."""

from __future__ import annotations

import time
import tracemalloc
from typing import TYPE_CHECKING, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stancegraph.loader import load
from stancegraph.problems import Problem, Severity, Source
from stancegraph.reader import read
from stancegraph.yamltext import Mapping, Node, Scalar, Sequence, parse

if TYPE_CHECKING:
    from pathlib import Path

SMILE = "\N{SMILING FACE WITH OPEN MOUTH}"


class Found(NamedTuple):
    """A problem as a test writes it down: code, line and column from 1, and the words underlined."""

    code: str
    line: int
    column: int
    words: str


def found(problem: Problem) -> Found:
    place = problem.place
    return Found(problem.code, place.line, place.column, place.source.text[place.start : place.end])


def faults(text: str | bytes) -> list[Found]:
    """Errors and warnings of a text, in file order."""
    return [found(problem) for problem in read(text)[1] if problem.severity is not Severity.INFO]


def helps(text: str | bytes) -> str:
    """The help lines of all errors and warnings."""
    return "\n".join(problem.help for problem in read(text)[1] if problem.severity is not Severity.INFO)


def sentences(text: str | bytes) -> list[str]:
    """The sentences read, in file order."""
    return [statement.sentence for statement in sorted(read(text)[0].statements, key=lambda statement: statement.place.start)]


def plain(node: Node | None) -> object:
    """A tree as texts, lists and dicts."""
    match node:
        case Scalar():
            return node.value
        case Sequence():
            return [plain(item) for item in node.items]
        case Mapping():
            return {key.value: plain(value) for key, value in node.entries}
        case None:
            return None


def tree(text: str) -> object:
    return plain(parse(Source("a.yaml", text))[0])


# ── every scalar is text ──


@pytest.mark.parametrize("value", ["no", "1:20", "2008-02-14", "1_000", "0x10", "null", "~", "1e3", "010", ".inf", "=", "yes"])
def test_every_scalar_is_text(value: str) -> None:
    assert tree(f"key: {value}") == {"key": value}


def test_text_is_kept_as_written_in_quotes_and_blocks() -> None:
    assert tree("a: \"x: y\"\nb: 'it''s'\nc: |-\n  both \" and '\n  marks\n") == {"a": "x: y", "b": "it's", "c": "both \" and '\nmarks"}


def test_a_quote_with_both_kinds_of_marks_is_one_line_of_trimmed_text() -> None:
    text = '- Russia opposes independence:\n    quote: |-\n      he said "no",\n      and it\'s final\n'
    assert read(text)[0].statements[0].quotes[0].exact == 'he said "no", and it\'s final'


# ── encoding ──


def test_a_byte_order_mark_is_dropped() -> None:
    assert sentences(b"\xef\xbb\xbf- Russia opposes independence\n") == ["Russia opposes independence"]


def test_a_byte_that_is_not_utf_8_has_its_place_and_the_letter_it_may_be() -> None:
    data = "- Serbia opposes it\n- \N{LATIN SMALL LETTER E WITH ACUTE}tat opposes it".encode("latin-1")
    problem = next(p for p in read(data)[1] if p.severity is Severity.ERROR)
    assert (problem.code, problem.place.line, problem.place.column, "'\N{LATIN SMALL LETTER E WITH ACUTE}'" in problem.help) == (
        "SG001",
        2,
        3,
        True,
    )


@pytest.mark.parametrize("codec", ["utf-16", "utf-16-le", "utf-16-be"])
def test_a_utf_16_file_is_one_error_and_its_sentences_are_still_read(codec: str) -> None:
    data = "- Russia opposes independence\n".encode(codec)
    assert ([fault.code for fault in faults(data)], sentences(data)) == (["SG001"], ["Russia opposes independence"])


@pytest.mark.parametrize("character", ["\0", "\x07", "\x1b", "\x7f", "\x85", "\u2028", "\u2029", "\ufeff", "\ufffe"])
def test_a_character_that_nobody_sees_is_an_error_where_it_stands(character: str) -> None:
    assert faults(f"- Russia opposes inde{character}pendence\n") == [Found("SG002", 1, 22, character)]


def test_a_line_separator_does_not_begin_a_line() -> None:
    assert faults("- Russia opposes a\u2028b\n- Serbia opposess c\n")[1] == Found("SG110", 2, 10, "opposess")


@pytest.mark.parametrize("escape", ["\\0", "\\x07", "\\N", "\\L", "\\P", "\\u2028"])
def test_an_escape_is_no_way_around_a_forbidden_character(escape: str) -> None:
    assert faults(f'- Russia opposes independence:\n    note: "a{escape}b"\n') == [Found("SG002", 2, 11, f'"a{escape}b"')]


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("- Russia opposes independence:\n\tsource: cnn\n", 2, 1),
        ("- Russia opposes\tindependence\n", 1, 17),
        ("- Russia opposes independence:\n    quote: 'a\tb'\n", 2, 14),
        ("- Russia opposes independence\t\n", 1, 30),
        ("- Russia opposes independence\r- Serbia\topposes it\r", 2, 9),
    ],
)
def test_a_tab_is_one_error_where_it_stands(text: str, line: int, column: int) -> None:
    assert faults(text) == [Found("SG004", line, column, "\t")]


def test_a_sentence_with_a_block_indented_by_a_tab_is_still_read() -> None:
    assert sentences("- Russia opposes independence:\n\tsource: cnn\n") == ["Russia opposes independence"]


# ── limits ──


@pytest.mark.parametrize(
    "text",
    [
        "- " + "[" * 10_000 + "]" * 10_000,
        "- " + "[" * 10_000,
        "- Russia opposes independence:\n    note: " + "{a: " * 10_000 + "}" * 10_000,
        "- " * 10_000 + "a",
        "\n".join(" " * depth + "a:" for depth in range(2_000)),
        "\n".join(" " * depth + "- b:" for depth in range(0, 2_000, 2)),
    ],
    ids=["brackets", "open brackets", "braces", "dashes", "indented keys", "indented items"],
)
def test_ten_thousand_levels_are_one_error_within_a_second(text: str) -> None:
    began = time.process_time()
    codes = [fault.code for fault in faults(text)]
    assert codes.count("SG003") == 1
    assert time.process_time() - began < 1


def test_thirty_two_levels_are_not_too_deep() -> None:
    assert "SG003" not in {fault.code for fault in faults("- " + "[" * 31 + "]" * 31)}


def test_a_statement_behind_too_deep_a_one_is_still_read() -> None:
    text = "- Russia opposes independence:\n    note: " + "[" * 99 + "\n- Serbia opposes independence\n"
    assert sentences(text) == ["Russia opposes independence", "Serbia opposes independence"]


def test_a_line_over_a_mebibyte_is_an_error() -> None:
    assert [fault[:3] for fault in faults("# first\n- Russia opposes " + "x" * 2**20)] == [("SG003", 2, 1)]


def test_a_line_of_a_hundred_megabytes_is_refused_in_bounded_time_and_memory(tmp_path: Path) -> None:
    path = tmp_path / "annotations.yaml"
    with path.open("wb") as stream:
        stream.write(b"- Russia opposes ")
        for _ in range(100):
            stream.write(b"x" * 1_000_000)
    began = time.process_time()
    tracemalloc.start()
    problems = load(path).problems
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [problem.code for problem in problems if problem.severity is Severity.ERROR] == ["SG003"]
    assert peak < 400 * 2**20
    assert time.process_time() - began < 3


def test_a_file_over_64_mebibytes_is_refused_whatever_its_letters(tmp_path: Path) -> None:
    line = "# " + "\N{LATIN SMALL LETTER E WITH ACUTE}" * 500_000 + "\n"
    path = tmp_path / "annotations.yaml"
    path.write_text("- Russia opposes independence\n" + line * 68, encoding="utf-8")
    assert [problem.code for problem in load(path).problems if problem.severity is Severity.ERROR] == ["SG003"]


# ── nothing to read ──


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "the file is empty"),
        ("\n \n", "the file is empty"),
        ("# only\n# comments\n", "the file holds no sentence"),
        ("---\n", "the file holds no sentence"),
        ("42", "the file is one text, not a list"),
        ("Russia opposes independence", "the file is one text, not a list"),
        ("-Russia opposes independence\n-US supports it\n", "the file is one text, not a list"),
    ],
)
def test_a_file_without_a_list_says_so_and_shows_a_first_sentence(text: str, says: str) -> None:
    problem = next(problem for problem in read(text)[1] if problem.severity is Severity.ERROR)
    assert (problem.code, problem.text, "`- Russia opposes independence`" in problem.help) == ("SG014", says, True)


# ── what the profile leaves out ──


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- Russia opposes independence:\n    by: putin\n    by: lavrov\n", Found("SG006", 3, 5, "by")),
        ("actors: {russia: state}\nactors: {serbia: state}\n", Found("SG006", 2, 1, "actors")),
        ("- Russia opposes independence: {by: a, by: b}\n", Found("SG006", 1, 40, "by")),
        ("- Russia opposes independence: &shared\n    by: putin\n", Found("SG007", 1, 32, "&shared")),
        ("- Russia opposes independence:\n    by: *shared\n", Found("SG007", 2, 9, "*shared")),
        ("- *shared\n", Found("SG007", 1, 3, "*shared")),
        ("- Russia opposes independence:\n    <<: {by: putin}\n", Found("SG007", 2, 5, "<<")),
        ("- Russia opposes independence:\n    by: !!str putin\n", Found("SG007", 2, 9, "!!str putin")),
        ("- &a Russia opposes independence\n", Found("SG007", 1, 3, "&a Russia opposes independence")),
        ("- Russia opposes independence: !!map {by: putin}\n", Found("SG007", 1, 32, "!!map")),
        ("- Russia opposes independence\n---\n- Serbia opposes it\n", Found("SG008", 2, 1, "---")),
        ("- Russia opposes independence\n...\n- Serbia opposes it\n", Found("SG008", 3, 1, "- Serbia opposes it")),
        ("actors:\n  [russia, serbia]: state\n", Found("SG012", 2, 3, "[russia, serbia]")),
        ("- ? [a]\n  : b\n", Found("SG012", 1, 5, "[a]")),
        ("- Russia opposes independence: {figures: {staff: 1,800}}\n", Found("SG010", 1, 52, "800")),
        ("issues: {independence}\n", Found("SG010", 1, 10, "independence")),
    ],
)
def test_what_the_profile_leaves_out_is_one_error_where_it_stands(text: str, expected: Found) -> None:
    assert faults(text) == [expected]


def test_an_explicit_key_is_a_sentence_all_the_same() -> None:
    assert sentences("- ? Russia opposes independence\n") == ["Russia opposes independence"]


@pytest.mark.parametrize(
    ("text", "cure"),
    [
        ("- Russia opposes it: {figures: {staff: 1,800}}\n", 'quote the value, "1,800", or write 1800'),
        ("- Russia opposes it: {quote: no, never}\n", 'quote the value, "no, never"'),
        ("issues: {independence}\n", "`independence: {}`"),
        ("- Russia opposes it:\n    by: a\n    by: b\n", "`by: [..., ...]`"),
        ("actors: {a: state}\nactors: {b: state}\n", "under one `actors:`"),
        ("- Jeremic says: never\n", '- "Jeremic says: never"'),
        ("- the EU deploys a mission under #1244\n", '"the EU deploys a mission under #1244"'),
        ("- the EU deploys a mission under #1244:\n    by: x\n", '- "the EU deploys a mission under #1244":'),
        ("- Russia opposes it:\n    note: see #5\n", '"see #5"'),
        ("- Russia opposes it:\n    note: x: y\n", 'note: "x: y"'),
        ("- Russia opposes it:\n    by: @x\n", 'by: "@x"'),
        ("- Russia opposes it:\n    by: {actor: @x}\n", '"@x"'),
        ("- *Russia opposes it:\n    by: x\n", '- "*Russia opposes it":'),
        ('- Russia opposes it:\n    quote: "no" he said\n', "quote: '\"no\" he said'"),
        ("- Russia opposes it:\n    quote: 'it's'\n", "quote: \"'it's'\""),
        ("- Russia opposes it\n    by: x\n", "`- Russia opposes it:`"),
        ("- Russia opposes it:\n    by: x\n     via: y\n", "column 5, like line 2"),
        ("- Russia opposes it:\n      by: x\n    via: y\n", "line 2 above it in column 7"),
        ("- Russia opposes it\n - Serbia opposes it\n", "column 1"),
        ("- Russia opposes it\nSerbia opposes it\n- US opposes it\n", "`- Serbia opposes it`"),
        ("- Russia opposes it:\n    note: |\n   text\n", "deeper than its key on line 2"),
        ("-Russia opposes it\n", "space behind the dash"),
        ("project: {id: x}\n- Russia opposes it\n", "write `statements:` on a line of its own above the list"),
        ("* Russia opposes it\n* US opposes it\n", "`- Russia opposes it`"),
        ("- sentence: Russia opposes it\n  by: x\n", "`- Russia opposes it:`"),
        ("- Russia: opposes it\n", "- Russia opposes it"),
        ("US: opposes it\n", "`- US opposes it`"),
        ("- Russia opposes it:\n    quote:never\n", "`quote: never`"),
        ("- Russia opposes it:\n    by: x\n    quote:never\n", "`quote: ...`"),
        ('- Russia opposes it:\n    by: x\n    quote "never"\n', "`quote: ...`"),
        ("- Russia opposes it:\n    by: [\n", "close it"),
        ("- Russia opposes it:\n    by: Jeremic, Tadic\n", "[Jeremic, Tadic]"),
        ("- Russia opposes it:\n    document: cnn\n", "'source'"),
        ("- Russia opposes it:\n    condition: a vote\n", "'if'"),
        ("- Russia opposes it:\n    of: greed\n", "accuses"),
        ("actors: [russia]\n", "`russia: state`"),
        ("actors: {Russia: state}\n", "`russia`"),
        ("- Russia opposes it\n  Serbia opposes it\n", "begin it with `- `"),
    ],
)
def test_the_help_says_what_to_write(text: str, cure: str) -> None:
    assert cure in helps(text)


# ── a # that cuts ──


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- the EU deploys a mission under #1244\n", Found("SG009", 1, 34, "#1244")),
        ("- the EU deploys a mission under #1244:\n    by: x\n", Found("SG009", 1, 34, "#1244:")),
        ("- Russia opposes it:\n    note: see #5 here\n", Found("SG009", 2, 15, "#5 here")),
        ("- Russia opposes it:\n    note: a long\n      text, see #5 here\n", Found("SG009", 3, 17, "#5 here")),
        ("- Russia opposes it:\n    note: #5\n", Found("SG009", 2, 11, "#5")),
        ("- Russia opposes it:\r    note: see #5\r    by: x\r", Found("SG009", 2, 15, "#5")),
    ],
)
def test_a_comment_that_cuts_a_text_short_is_one_error(text: str, expected: Found) -> None:
    assert faults(text) == [expected]


def test_the_legal_basis_behind_a_cutting_comment_is_kept() -> None:
    assert read("- the EU deploys a mission under #1244\n")[0].statements[0].slots == (("legal_basis", ("1244",)),)


@pytest.mark.parametrize(
    "text",
    [
        "- Russia opposes it # a comment\n",
        "- Russia opposes it   #\n",
        "- Russia opposes it: # a comment\n    by: x # and one\n",
        '- "Russia opposes it" #1\n',
        "# first\n- Russia opposes it\n  # inside\n- Serbia opposes it#1\n",
    ],
)
def test_a_true_comment_is_none_of_our_business(text: str) -> None:
    assert faults(text) == []


# ── first characters ──


@pytest.mark.parametrize(
    "first", ["[Russia]", "{Russia}", '"Russia"', "'Russia'", "*Russia", "@Russia", "`Russia", "%Russia", "|Russia", ">Russia", ",Russia"]
)
def test_a_sentence_that_yaml_reads_otherwise_is_one_error_that_shows_it_quoted(first: str) -> None:
    sentence = f"{first} opposes independence"
    text = f"- Serbia opposes talks\n- {sentence}\n- US supports talks\n"
    assert [fault[:3] for fault in faults(text)] == [("SG005", 2, 3)]
    assert any(f"- {mark}{sentence}{mark}" in helps(text) for mark in "\"'")
    assert sentences(text) == ["Serbia opposes talks", "US supports talks"]


@pytest.mark.parametrize("first", ["&Russia", "!Russia"])
def test_a_sentence_that_yaml_takes_for_an_anchor_or_tag_is_one_error_that_shows_it_quoted(first: str) -> None:
    text = f"- {first} opposes independence\n"
    assert [fault.code for fault in faults(text)] == ["SG007"]
    assert f'- "{first} opposes independence"' in helps(text)


def test_a_quoted_sentence_is_read() -> None:
    assert sentences("- \"Russia opposes independence\"\n- 'US supports independence':\n    by: x\n") == [
        "Russia opposes independence",
        "US supports independence",
    ]


# ── slips of indentation and punctuation ──


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- Russia opposes it\n    source: cnn\n", Found("SG005", 2, 5, "source: cnn")),
        ("- Russia opposes it:\n    source: cnn\n     by: x\n", Found("SG005", 3, 6, "by: x")),
        ("- Russia opposes it:\n      source: cnn\n    by: x\n", Found("SG005", 3, 5, "by: x")),
        ("- Russia opposes it\n - Serbia opposes it\n", Found("SG005", 2, 2, "- Serbia opposes it")),
        ("- Russia opposes it:\n    source: cnn\n   - Serbia opposes it\n", Found("SG005", 3, 4, "- Serbia opposes it")),
        ("- Russia opposes it\n-Serbia opposes it\n", Found("SG005", 2, 1, "-Serbia opposes it")),
        ("- Russia opposes it\nSerbia opposes it\n- US opposes it\n", Found("SG005", 2, 1, "Serbia opposes it")),
        ("- Russia opposes it:\n    source: [cnn\n- Serbia opposes it\n", Found("SG005", 2, 13, "[cnn")),
        ('- Russia opposes it:\n    quote: "never\n    by: x\n- Serbia opposes it\n', Found("SG005", 2, 12, '"never')),
        ('- Russia opposes it:\n    quote: "a\\d"\n', Found("SG005", 2, 14, "\\")),
        ('- Russia opposes it:\n    quote: "a" b\n', Found("SG005", 2, 12, '"a" b')),
        ("- Russia opposes it:\n    note: x: y\n", Found("SG005", 2, 11, "x: y")),
        ("- Jeremic says: never\n", Found("SG106", 1, 17, "never")),
        ("actors:\n  russia: state\n   serbia: state\nstatements: []\n", Found("SG005", 3, 4, "serbia: state")),
    ],
)
def test_a_slip_is_one_error_where_it_stands(text: str, expected: Found) -> None:
    assert [fault for fault in faults(text) if fault.code != "SG201"] == [expected]


def test_sentences_without_dashes_above_a_list_are_told_one_by_one() -> None:
    text = "Russia opposes it\nSerbia opposes it\n- US opposes it\n- Malta opposess it\n"
    assert faults(text) == [
        Found("SG005", 1, 1, "Russia opposes it"),
        Found("SG005", 2, 1, "Serbia opposes it"),
        Found("SG110", 4, 9, "opposess"),
    ]


def test_a_list_beside_the_sections_is_one_error_and_the_sections_behind_it_are_read() -> None:
    text = "project: {id: x}\n- Russia opposes it\n- Serbia opposes it\nactors:\n  russia: sate\n"
    assert faults(text) == [Found("SG005", 2, 1, "- Russia opposes it"), Found("SG102", 5, 11, "sate")]


def test_what_stands_beside_a_broken_line_is_still_read() -> None:
    text = "- Russia opposes it:\n    source: cnn\n    quote: 'it's'\n    by: putin\n- US supports it\n"
    statement = next(s for s in read(text)[0].statements if s.actor == "russia")
    assert (statement.document, [speaker.actor for speaker in statement.said_by], statement.quotes) == ("cnn", ["putin"], ())


def test_independent_errors_are_all_reported_and_the_statements_between_them_read() -> None:
    text = """\
- Russia opposes independence
- @Serbia opposes independence
- US supports independence
- China opposes independence:
    by: [hu, wen
- France supports independence
- Spain opposes independence
    source: elpais
- Malta opposess independence
- Italy supports independence: "yes
- Cuba opposes independence
"""
    assert [fault[:2] for fault in faults(text)] == [("SG005", 2), ("SG005", 5), ("SG005", 8), ("SG110", 9), ("SG005", 10)]
    assert [sentence.split()[0] for sentence in sentences(text)] == ["Russia", "US", "China", "France", "Spain", "Cuba"]


def test_an_error_in_one_section_leaves_the_others() -> None:
    text = "actors:\n  russia: [state\nissues:\n  independence: policy\nstatements:\n- Serbia opposes independence\n"
    annotations, problems = read(text)
    errors = [found(problem)[:2] for problem in problems if problem.severity is Severity.ERROR]
    assert (errors, sorted(annotations.issues), len(annotations.statements)) == ([("SG005", 2)], ["independence"], 1)


# ── lines and columns ──


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_and_columns_hold_for_every_line_end(end: str) -> None:
    text = end.join(["# c", "- Russia opposess it", "", "- US supports it:", "    qoute: x", "- US supports #1", "- [a] b", ""])
    assert [fault[:3] for fault in faults(text)] == [("SG110", 2, 10), ("SG101", 5, 5), ("SG009", 6, 15), ("SG005", 7, 3)]


def test_columns_are_code_points() -> None:
    assert faults(f"- {SMILE}{SMILE} opposess it\n- {SMILE} supports it:\n    note: {SMILE} #1\n") == [
        Found("SG110", 1, 6, "opposess"),
        Found("SG009", 3, 13, "#1"),
    ]


def test_an_escape_inside_a_quoted_sentence_widens_the_place_to_the_whole() -> None:
    assert faults('- "\\u0052ussia opposess it"\n') == [Found("SG110", 1, 3, '"\\u0052ussia opposess it"')]


def test_a_word_inside_a_quoted_sentence_has_its_own_place() -> None:
    assert faults("- 'Russia opposess it'\n") == [Found("SG110", 1, 11, "opposess")]


# ── every input ──

SYNTAX = [
    "- ",
    "  ",
    "\n",
    "\r\n",
    "\r",
    ": ",
    ":",
    "#",
    " #",
    "[",
    "]",
    "{",
    "}",
    ",",
    '"',
    "'",
    "|",
    ">",
    "&a",
    "*a",
    "!t",
    "? ",
    "%",
    "@",
]
WORDS = [
    "---\n",
    "...\n",
    "<<",
    "\t",
    "Russia",
    "opposes",
    "independence",
    "source",
    "statements:",
    "actors:",
    "\0",
    "\ufeff",
    SMILE,
    "quote: ",
]
PIECES = st.sampled_from([*SYNTAX, *WORDS, "\\", "`", "- by: x\n"])
TEXTS = st.lists(PIECES | st.text(max_size=3), max_size=40).map("".join)


def assert_sound(text: str | bytes) -> None:
    for problem in read(text)[1]:
        length = len(problem.place.source.text)
        assert 0 <= problem.place.start <= problem.place.end <= max(length, 1)
        assert problem.text
        assert problem.help
        assert "\n" not in problem.headline()


@settings(deadline=None, max_examples=400)
@given(text=TEXTS)
def test_any_text_is_read_without_an_exception_and_every_place_lies_inside_it(text: str) -> None:
    assert_sound(text)


@settings(deadline=None, max_examples=150)
@given(data=st.binary(max_size=60))
def test_any_bytes_are_read_without_an_exception_and_every_place_lies_inside_them(data: bytes) -> None:
    assert_sound(data)


@settings(deadline=None, max_examples=100)
@given(text=TEXTS)
def test_the_same_text_always_gives_the_same_problems(text: str) -> None:
    assert [problem.headline() for problem in read(text)[1]] == [problem.headline() for problem in read(text)[1]]


@pytest.mark.parametrize(
    "text",
    [
        "- @a b\n" * 20_000,
        '- "\n' * 20_000,
        "- [\n" * 20_000,
        "- a: b: c\n" * 20_000,
        "- a #b\n" * 2_000,
        "# sg: ignore SG999 because\n" * 10_000 + "# sg: ignore SG999 because x\n" * 10_000,
        "- Russia " + "xyzzy " * 160 + "\n" + "- Russia likes it\n" * 1_000,
        "- " + "Russia, " * 120 + "US oppose it\n",
        "\t" * 300_000,
        "? " * 5_000,
        "- a\n -" * 5_000,
        "- " + "a: {b" * 2_000,
        "'" * 100_001,
        "- Russia opposes it:\n" + "    by: [\n" * 5_000,
    ],
    ids=lambda text: repr(text[:12]),
)
def test_a_nasty_file_takes_no_more_than_a_few_seconds(text: str) -> None:
    began = time.process_time()
    assert read(text)[1]
    assert time.process_time() - began < 4
