"""Names that no section declares: what is printed for them, and that adding it touches no line and changes no statement."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from stancegraph.cli import cli
from stancegraph.formatter import LayoutError, formatted
from stancegraph.problems import Severity
from stancegraph.reader import read
from stancegraph.stubs import added, places, shown, stubs

if TYPE_CHECKING:
    from pathlib import Path

    from stancegraph.records import Annotations

PLACE = re.compile(r"Place\(source=Source\([^)]*\), start=\d+, end=\d+\)")
TYPES = "# type: person, state, igo, organization, group, media or class"


def declared(text: str) -> str:
    """The text with its own stubs added."""
    return added(text, stubs(read(text)[0]))


def statements(annotations: Annotations) -> str:
    return PLACE.sub("", repr(annotations.statements))


def codes(text: str) -> set[str]:
    return {problem.code for problem in read(text)[1]}


def kept_in_order(before: str, after: str) -> bool:
    """Whether the lines of one text are among those of the other, in their order."""
    lines = iter(after.splitlines())
    return all(line in lines for line in before.splitlines())


def test_every_name_is_printed_in_the_section_its_sentences_ask_for() -> None:
    text = (
        "- source: cnn-2008-02-14\n  coder: Anna\n  statements:\n  - the EU deploys a mission under 1244\n  - Russia opposes independence\n"
    )
    assert shown(stubs(read(text)[0])) == (
        f"actors:\n  {TYPES}\n  eu: {{name: EU}}\n  russia: {{name: Russia}}\n"
        "issues:\n  independence: {}\n"
        "acts:\n  mission: {}\n"
        "instruments:\n  1244: {}\n"
        "documents:\n  cnn-2008-02-14: {}\n"
        "coders:\n  anna: {name: Anna}\n"
    )


def test_declared_names_are_not_printed_again() -> None:
    assert shown(stubs(read("actors: {russia: state}\nstatements:\n- Russia opposes independence\n")[0])) == "issues:\n  independence: {}\n"


def test_a_name_that_yaml_reads_otherwise_is_quoted() -> None:
    found = stubs(read('- Russia opposes independence:\n    by: "[sic] a: b"\n')[0])
    assert 'sic-a-b: {name: "[sic] a: b"}' in found["actors"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("- x opposes y\n", "actors:\n  {t}\n  x: {}\nissues:\n  y: {}\nstatements:\n- x opposes y\n", id="a bare list"),
        pytest.param(
            "# head\n- x opposes y", "# head\nactors:\n  {t}\n  x: {}\nissues:\n  y: {}\nstatements:\n- x opposes y", id="below the head"
        ),
        pytest.param(
            "# head\n\n# first\n- x opposes y\n",
            "# head\n\nactors:\n  {t}\n  x: {}\nissues:\n  y: {}\n\nstatements:\n# first\n- x opposes y\n",
            id="above what belongs to the list",
        ),
        pytest.param(
            "# head\n# sg: ignore SG413 because x\n- x opposes y\n",
            "# head\nactors:\n  {t}\n  x: {}\nissues:\n  y: {}\nstatements:\n# sg: ignore SG413 because x\n- x opposes y\n",
            id="a silencing comment stays on its line",
        ),
        pytest.param(
            "issues:\n    z: {}   # z\n    # more to come\nstatements:\n- x opposes y\n- x opposes z\n",
            "issues:\n    z: {}   # z\n    y: {}\n    # more to come\nactors:\n  {t}\n  x: {}\nstatements:\n- x opposes y\n- x opposes z\n",
            id="into a section, in the column of its entries",
        ),
        pytest.param(
            "actors:\nissues:\n  y:\n    definition: |\n      why\n\nstatements:\n- x opposes y\n",
            "actors:\n  {t}\n  x: {}\nissues:\n  y:\n    definition: |\n      why\n\nstatements:\n- x opposes y\n",
            id="into an empty section",
        ),
        pytest.param(
            "statements:\r\n- x opposes y\r\n",
            "actors:\r\n  {t}\r\n  x: {}\r\nissues:\r\n  y: {}\r\nstatements:\r\n- x opposes y\r\n",
            id="CRLF stays",
        ),
        pytest.param(
            "statements:\n- x opposes y\nissues:\n  y: policy",
            "actors:\n  {t}\n  x: {}\nstatements:\n- x opposes y\nissues:\n  y: policy",
            id="a section below the list",
        ),
        pytest.param(
            "statements:\n- x opposes y\nactors:\n  x: state\nissues:\n  z: {}",
            "statements:\n- x opposes y\nactors:\n  x: state\nissues:\n  z: {}\n  y: {}\n",
            id="behind a last line without end",
        ),
        pytest.param(
            "issues:\n  z: {}\nstatements:\n- x opposes y\n",
            "issues:\n  z: {}\n  y: {}\nactors:\n  {t}\n  x: {}\nstatements:\n- x opposes y\n",
            id="an entry before the section that follows",
        ),
    ],
)
def test_lines_are_added_where_a_reader_looks_for_them(before: str, after: str) -> None:
    assert declared(before) == after.replace("{t}", TYPES)


@pytest.mark.parametrize("text", ["actors: {v: state}\nstatements:\n- x opposes y\n", "{statements: [x opposes y]}\n", "- x opposes y\r"])
def test_where_no_line_can_be_added_nothing_is(text: str) -> None:
    with pytest.raises(LayoutError):
        declared(text)


def test_a_section_goes_on_where_it_stands() -> None:
    texts = {"annotations.yaml": "include: [vocab.yaml]\n", "vocab.yaml": "actors:\n  x: state\n"}
    found = places(texts, "annotations.yaml", {"actors": ("y: {}",), "issues": ("z: {}",)})
    assert found == {"vocab.yaml": {"actors": ("y: {}",)}, "annotations.yaml": {"issues": ("z: {}",)}}


# Any file

NAMES = ("Russia", "the EU", "EU member states", "U.S.", "Côte d'Ivoire", "Косово", "Kosovo Albanians", "1244", "Team 5/7", "Ban Ki-moon")
THINGS = ("independence", "the Ahtisaari plan", "EU mission", "recognition by all", "yes", "plan of 2007", "no-fly zone")
VERBS = ("opposes", "supports", "does not support", "urges", "deploys")
KEYS = ("by: Sergei Lavrov", "coder: Anna", "source: cnn-2008", "because: double standards", "under: resolution 1244", "via: BBC: live")


@st.composite
def texts(draw: Any) -> str:
    items = [
        f"- {draw(st.sampled_from(NAMES))} {draw(st.sampled_from(VERBS))} {draw(st.sampled_from(THINGS))}"
        + draw(st.sampled_from(["", f":\n    {draw(st.sampled_from(KEYS))}", "  # why"]))
        for _ in range(draw(st.integers(1, 5)))
    ]
    head = draw(st.sampled_from(["", "# head\n", "# head\n\n", "---\n", "\n"]))
    sections = draw(
        st.sampled_from(
            [
                "",
                "statements:\n",
                "actors:\n   russia: state   # r\n\n# the list\nstatements:\n",
                "issues:\n  other: {}\nactors:\nstatements:\n",
                "coders: {}\n",
            ]
        )
    )
    return str(
        head + sections + ("statements:\n" if sections == "coders: {}\n" else "") + "\n".join(items) + draw(st.sampled_from(["", "\n"]))
    )


@pytest.mark.peers
@settings(max_examples=150, deadline=None)
@given(texts())
def test_declaring_changes_no_statement_and_no_line_and_leaves_no_name_undeclared(text: str) -> None:
    before, problems = read(text)
    assume(not any(problem.severity is Severity.ERROR for problem in problems))
    assume(not ("coders: {}" in text and any(coder.implicit for coder in before.coders.values())))
    after = declared(text) if stubs(before) else text
    assert statements(read(after)[0]) == statements(before)
    assert kept_in_order(text, after)
    assert not codes(after) & {"SG201"}
    assert not {problem.code for problem in read(after)[1] if problem.severity is Severity.ERROR}


@pytest.mark.peers
@settings(max_examples=100, deadline=None)
@given(texts())
def test_what_is_added_to_a_canonical_file_is_canonical(text: str) -> None:
    before, problems = read(text)
    assume(not any(problem.severity is Severity.ERROR for problem in problems))
    assume("coders: {}" not in text)
    after = declared(formatted(text)) if stubs(before) else formatted(text)
    assert formatted(after) == after


# The commands


def test_declare_prints_and_writes(tmp_path: Path) -> None:
    file = tmp_path / "annotations.yaml"
    file.write_text("- Russia opposes independence\n", encoding="utf-8")
    printed = CliRunner().invoke(cli, ["declare", str(tmp_path)])
    assert (printed.exit_code, printed.stdout) == (0, f"actors:\n  {TYPES}\n  russia: {{name: Russia}}\nissues:\n  independence: {{}}\n")
    assert file.read_text(encoding="utf-8") == "- Russia opposes independence\n"
    written = CliRunner().invoke(cli, ["declare", "--write", str(tmp_path)])
    assert (written.exit_code, written.stdout) == (0, "annotations.yaml\n")
    assert file.read_text(encoding="utf-8") == printed.stdout + "statements:\n- Russia opposes independence\n"
    assert CliRunner().invoke(cli, ["declare", str(tmp_path)]).stdout == "# every name is declared\n"


def test_declare_writes_into_the_file_that_has_the_section(tmp_path: Path) -> None:
    (tmp_path / "annotations.yaml").write_text("include: [v.yaml]\nstatements:\n- Russia opposes secession\n", encoding="utf-8")
    (tmp_path / "v.yaml").write_text("issues:\n  recognition: {}\n", encoding="utf-8")
    assert CliRunner().invoke(cli, ["declare", "--write", str(tmp_path)]).stdout == "annotations.yaml\nv.yaml\n"
    assert (tmp_path / "v.yaml").read_text(encoding="utf-8") == "issues:\n  recognition: {}\n  secession: {}\n"


def test_a_section_in_braces_is_told_and_ends_with_1(tmp_path: Path) -> None:
    text = "actors: {serbia: state}\nstatements:\n- Russia opposes independence\n"
    (tmp_path / "annotations.yaml").write_text(text, encoding="utf-8")
    done = CliRunner().invoke(cli, ["declare", "--write", str(tmp_path)])
    assert (done.exit_code, done.stdout) == (1, "")
    assert "`actors:` stands in braces" in done.stderr
    assert (tmp_path / "annotations.yaml").read_text(encoding="utf-8") == text


def test_declare_of_a_file_with_errors_tells_them_and_ends_with_1(tmp_path: Path) -> None:
    (tmp_path / "annotations.yaml").write_text("- Russia opposess independence\n", encoding="utf-8")
    done = CliRunner().invoke(cli, ["declare", "--write", str(tmp_path)])
    assert (done.exit_code, done.stdout) == (1, "")
    assert "SG110" in done.stderr


def test_the_statements_of_a_written_stub_stay_the_same_with_its_type() -> None:
    before = read("- Russia opposes independence\n")[0]
    after = read(declared("- Russia opposes independence\n").replace("{name: Russia}", "{type: state, name: Russia}"))[0]
    assert [replace(s, place=before.statements[0].place) for s in after.statements] == list(before.statements)
