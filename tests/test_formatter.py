"""The canonical layout: what it repairs, that it is a fixed point, and that it loses neither meaning nor comments."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

from stancegraph.cli import cli
from stancegraph.formatter import LayoutError, formatted, pins
from stancegraph.problems import Severity
from stancegraph.reader import read

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stancegraph.records import Annotations

FLAGSHIP = (Path(__file__).parents[1] / "annotations.yaml").read_text(encoding="utf-8")
PLACE = re.compile(r"Place\(source=Source\([^)]*\), start=\d+, end=\d+\)")


def meant(text: str, **changed: Any) -> str:
    """Every record of a file without its place, after it was read without an error."""
    annotations, problems = read(text)
    assert [problem for problem in problems if problem.severity is Severity.ERROR] == []
    return PLACE.sub("", repr(replace(annotations, ignored={}, **changed)))


def pinned(annotations: Annotations) -> str:
    """Every statement as if its id were written, without its place."""
    return PLACE.sub("", repr(tuple(replace(statement, pinned=True) for statement in annotations.statements)))


# One rule of the layout each


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        pytest.param("- a opposes b:\n  by: c\n", "- a opposes b:\n    by: c\n", id="a block in the column of its sentence"),
        pytest.param(
            "- a opposes b:\n    by: c\n  quote: d\n", "- a opposes b:\n    by: c\n    quote: d\n", id="a block half indented far enough"
        ),
        pytest.param(
            "- a opposes b: {by: c}\n  said: 2008\n",
            "- a opposes b:\n    by: c\n    said: 2008\n",
            id="a block in braces with keys outside",
        ),
        pytest.param("- a opposes b:\n", "- a opposes b\n", id="a colon with nothing below"),
        pytest.param("- a opposes b:   # why\n", "- a opposes b   # why\n", id="a colon with nothing but a comment"),
        pytest.param("- a opposes b:\r\n    by: c\r\n", "- a opposes b:\n    by: c\n", id="CRLF"),
        pytest.param("- a opposes b  \n", "- a opposes b\n", id="trailing spaces"),
        pytest.param("- a opposes b", "- a opposes b\n", id="no final line break"),
        pytest.param("\n\n- a opposes b\n\n\n\n- a opposes c\n\n", "- a opposes b\n\n- a opposes c\n", id="runs of blank lines"),
        pytest.param("\ufeff- a opposes b\n", "- a opposes b\n", id="a byte order mark"),
        pytest.param("  -   a opposes b:\n          by: c\n", "- a opposes b:\n    by: c\n", id="wide indentation"),
        pytest.param(
            "actors:\n    a: state\nstatements:\n    - a opposes b\n", "actors:\n  a: state\nstatements:\n- a opposes b\n", id="sections"
        ),
        pytest.param(
            "- statements:\n    - a opposes b\n  source: d\n",
            "- source: d\n  statements:\n  - a opposes b\n",
            id="the list last in its group",
        ),
        pytest.param(
            "- a opposes b:\n    note: n\n    quote: q\n    mode: ended\n    by: c\n    source: d\n",
            "- a opposes b:\n    source: d\n    by: c\n    mode: ended\n    quote: q\n    note: n\n",
            id="the order of keys",
        ),
        pytest.param("-\n  a opposes b\n", "- a opposes b\n", id="a dash alone on its line"),
        pytest.param("- # why\n  a opposes b\n", "# why\n- a opposes b\n", id="a comment behind a dash alone"),
        pytest.param(
            "- a opposes b:\n      quote: |2-\n         x\n",
            "- a opposes b:\n    quote: |2-\n       x\n",
            id="a text with its own indentation",
        ),
        pytest.param(
            "- a opposes b:\n    # not yet\n    note: n\n    # by whom\n    by: c   # him\n    # rest\n",
            "- a opposes b:\n    # by whom\n    by: c   # him\n    # not yet\n    note: n\n    # rest\n",
            id="comments go with their key",
        ),
    ],
)
def test_the_layout_has_one_form_for(written: str, canonical: str) -> None:
    assert formatted(written) == canonical


@pytest.mark.parametrize(
    "text",
    [
        "- a opposes b: {by: c, quote: 'd'}\n",
        "- \"a opposes b\":\n    quote: 'c'\n",
        "# one\n\n# two\n- a opposes b   # three\n# four\n",
        "- a opposes b\n  # - a opposes c\n- a opposes d\n",
        "actors:\n  # none yet\nissues:\n  b: {name: B,\n      definition: C}\nstatements:\n- a opposes b\n",
        "---\n- a opposes b\n...\n",
        '- a opposes b:\n    note: "c\\ \n      d"\n',
    ],
)
def test_what_is_canonical_stays(text: str) -> None:
    assert formatted(text) == text


def test_the_flagship_is_canonical() -> None:
    assert formatted(FLAGSHIP) == FLAGSHIP


@pytest.mark.parametrize("text", ["", "# nothing\n", "- a opposes b:\n by: c\n d: e\n", "\t- a opposes b\n"])
def test_a_file_with_errors_has_no_canonical_form(text: str) -> None:
    with pytest.raises(LayoutError):
        formatted(text)


def test_keys_behind_a_question_mark_are_refused_with_their_line() -> None:
    with pytest.raises(LayoutError, match="line 2 "):
        formatted("# head\n- ? a opposes b\n  : by: c\n")


# Ids


def test_pinning_writes_every_id_and_changes_none() -> None:
    text = "- x opposes b\n- x supports\n  c:d\n- x supports e: {by: h}\n- statements:\n  - x opposes g:\n    by: h\n"
    before, _ = read(text)
    ids, _ = pins(before.statements, "annotations.yaml")
    after, problems = read(formatted(text, ids))
    assert [problem.code for problem in problems if problem.severity is Severity.ERROR] == []
    assert [statement.pinned for statement in after.statements] == [True] * 4
    assert PLACE.sub("", repr(after.statements)) == pinned(before)


def test_pinning_puts_the_id_behind_the_evidence() -> None:
    assert formatted("- a opposes b:   # c\n    note: n\n    quote: q\n", {(1, 3): "x"}) == (
        "- a opposes b:   # c\n    quote: q\n    id: x\n    note: n\n"
    )


def test_statements_that_share_a_sentence_get_no_id() -> None:
    annotations, _ = read("- x and y oppose z\n- x supports v\n")
    ids, shared = pins(annotations.statements, "annotations.yaml")
    assert (list(ids), shared) == ([(2, 3)], 2)


def test_pinning_again_changes_nothing() -> None:
    annotations, _ = read(FLAGSHIP)
    text = formatted(FLAGSHIP, pins(annotations.statements, "annotations.yaml")[0])
    again, _ = read(text)
    assert pins(again.statements, "annotations.yaml")[0] == {}
    assert formatted(text) == text


def test_the_published_addresses_of_the_flagship_survive_a_pin_and_a_changed_quote() -> None:
    before, _ = read(FLAGSHIP)
    text = formatted(FLAGSHIP, pins(before.statements, "annotations.yaml")[0])
    after, _ = read(text.replace("Serbia would not use force", "would not use force"))
    assert [statement.id for statement in after.statements] == [statement.id for statement in before.statements]


# Any file

VALUES: dict[str, list[list[str]]] = {
    "by": [["lavrov"], ["{actor: putin,", " as: russia}"], ["", "- lavrov", "- {actor: putin}"], ["", "  lavrov"]],
    "quote": [['"we, too"'], ["|-", "  one", "", "   two # no comment"], ["", "- 'a'", "-   >-", "      b", "      c"], ["|2", "   x", ""]],
    "if": [["no resolution", "  comes"], ['"a \\', '  b"'], ["nothing"]],
    "said": [["2008-02"], ["{edtf: 2008, text: then}"], ["", "  edtf: 2008", "  text: then"]],
    "mode": [["planned"], [""]],
    "figures": [["{staff: 3}"], ["", "    staff: about 3", "    cost:", "      value: 4"], ["{", "staff: 3,", "}"]],
    "note": [['"c', "", '  d"'], ["'it''s'"]],
    "under": [["resolution 1244"]],
}
"""Values by key, each as the text behind the colon and the lines below, with their indentation beyond the key's."""


class _Writer:
    """Writes a file in a layout drawn by hypothesis; every comment is one of its own."""

    def __init__(self, draw: Any) -> None:
        self.draw, self.comments, self.sentences = draw, 0, 0

    def some(self, *choices: Any) -> Any:
        return self.draw(st.sampled_from(choices))

    def comment(self) -> str:
        self.comments += 1
        return f"# c{self.comments}."

    def between(self, column: int) -> Iterator[str]:
        for kind in self.draw(st.lists(st.sampled_from(["", "  ", "#"]), max_size=2)):
            yield " " * self.draw(st.integers(0, column)) + self.comment() if kind == "#" else kind

    def behind(self) -> str:
        return str(self.some("", "", " ", "  " + self.comment()))

    def entry(self, key: str, column: int) -> Iterator[str]:
        yield from self.between(column)
        first, *rest = self.some(*VALUES[key])
        yield f"{' ' * column}{key}: {first}{'' if rest else self.behind()}"
        yield from (" " * column + line for line in rest)

    def block(self, column: int) -> Iterator[str]:
        for key in self.draw(st.lists(st.sampled_from(sorted(VALUES)), min_size=1, max_size=4, unique=True)):
            yield from self.entry(key, column)
        if self.some(True, False):
            yield " " * column + self.comment()

    def sentence(self, column: int) -> Iterator[str]:
        """A sentence, its key in `column`; the first line without indentation."""
        self.sentences += 1
        words = self.some(f"Russia supports point-{self.sentences}q", f'"Russia opposes point-{self.sentences}q"')
        form = self.some("plain", "colon", "block", "slip", "braces")
        if form in {"plain", "braces"}:  # no figures, which do not fan out
            words = self.some(words, f"Russia and Serbia support point-{self.sentences}q")
        if form == "plain":
            yield words + self.behind()
        elif form == "colon":
            yield words + ":" + self.behind()
        elif form == "braces":
            yield words + ": {said: 2008," + self.behind()
            yield " " * (column + 1) + 'quote: "a, b"}' + self.behind()
            yield from self.some([], [" " * column + "by: lavrov" + self.behind()])
        else:
            yield words + ":" + self.behind()
            yield from self.block(column if form == "slip" else column + self.some(1, 2, 5))

    def group(self, column: int, depth: int) -> Iterator[str]:
        before, after = self.some(("source: doc", "by: lavrov"), ("", "coder: anna"), ("via: bbc", ""))
        if before:
            yield before + self.behind()
        yield (" " * column if before else "") + "statements:" + self.behind()
        yield from self.items(column + self.some(0, 2, 3), depth + 1)
        yield from self.between(column)
        yield " " * column + (after or "tags: [x]") + self.behind()

    def items(self, column: int, depth: int = 0) -> Iterator[str]:
        for _ in range(self.draw(st.integers(1, 3))):
            yield from self.between(column)
            gap = self.some(1, 1, 2, 4)
            inner = column + 1 + gap
            made = list(self.group(inner, depth) if depth < 2 and self.some(True, False, False) else self.sentence(inner))
            first = self.some(f"-{' ' * gap}{made[0]}", f"-{self.behind()}\n{' ' * inner}{made[0]}")
            yield " " * column + first
            yield from made[1:]

    def file(self) -> str:
        """The whole text."""
        lines = list(self.between(0))
        if self.some(True, False):
            indent = " " * self.some(1, 2, 4)
            lines += ["actors:" + self.behind(), *self.between(4), f"{indent}russia:", f"{indent}   type: state" + self.behind()]
            lines += [f"{indent}lavrov: {{type: person,", f"{indent}  speaks_for: russia}}{self.behind()}", *self.between(0), "statements:"]
        lines += [*self.items(self.some(0, 2)), *self.between(3)]
        return str(self.some("\n", "\r\n").join(lines) + self.some("", "\n", "\n\n"))


@st.composite
def texts(draw: Any) -> str:
    return _Writer(draw).file()


@settings(max_examples=80, deadline=None)
@given(texts())
def test_formatting_keeps_what_a_file_means_and_every_comment(text: str) -> None:
    made = formatted(text)
    assert meant(made) == meant(text)
    assert sorted(re.findall(r"# c\d+\.", made)) == sorted(re.findall(r"# c\d+\.", text))


@settings(max_examples=80, deadline=None)
@given(texts())
def test_what_is_formatted_is_canonical(text: str) -> None:
    made = formatted(text)
    assert formatted(made) == made


@settings(max_examples=80, deadline=None)
@given(texts())
def test_nothing_is_left_to_repair(text: str) -> None:
    made = formatted(text)
    assert [problem.code for problem in read(made)[1] if problem.code == "SG105"] == []
    assert re.findall(r" +$|\r|\n\n\n|^[ ]*-[ ]{2}", re.sub(r"\\ $", "", made, flags=re.MULTILINE), re.MULTILINE) == []


@settings(max_examples=80, deadline=None)
@given(texts())
def test_pinning_moves_no_address(text: str) -> None:
    before, _ = read(text)
    ids, shared = pins(before.statements, "annotations.yaml")
    after, problems = read(formatted(text, ids))
    assert [problem.code for problem in problems if problem.severity is Severity.ERROR] == []
    assert pinned(after) == pinned(before)
    assert sum(not statement.pinned for statement in after.statements) == shared


# The command


def project(folder: Path, **texts: str) -> Path:
    for name, text in texts.items():
        (folder / f"{name}.yaml").write_bytes(text.encode())
    return folder


def run(*words: str) -> Result:
    return CliRunner().invoke(cli, ["fmt", *words])


def test_fmt_lays_out_every_file_and_names_those_it_changed(tmp_path: Path) -> None:
    project(
        tmp_path, annotations="include: [b.yaml, c.yaml]\nstatements:\n- x opposes y\n", b="- x opposes z:\n  by: v\n", c="- x opposes w\n"
    )
    done = run(str(tmp_path))
    assert (done.exit_code, done.stdout, done.stderr) == (0, "b.yaml\n1 of 3 files changed\n", "")
    assert (tmp_path / "b.yaml").read_bytes() == b"- x opposes z:\n    by: v\n"


def test_fmt_check_changes_nothing_lists_and_ends_with_1(tmp_path: Path) -> None:
    project(tmp_path, annotations="- x opposes y\r\n")
    done = run("--check", str(tmp_path))
    assert (done.exit_code, done.stdout) == (1, "annotations.yaml\n1 of 1 file would change\n")
    assert (tmp_path / "annotations.yaml").read_bytes() == b"- x opposes y\r\n"


def test_fmt_check_of_canonical_files_ends_with_0(tmp_path: Path) -> None:
    assert run("--check", str(project(tmp_path, annotations="- x opposes y\n"))).exit_code == 0


def test_fmt_leaves_a_file_with_errors_and_tells_them_and_does_the_others(tmp_path: Path) -> None:
    project(tmp_path, annotations="include: [b.yaml]\nstatements:\n- x opposess y  \n", b="- x opposes z  \n")
    done = run(str(tmp_path))
    assert (done.exit_code, done.stdout) == (1, "b.yaml\n1 of 1 file changed\n")
    assert "annotations.yaml:3:5: error SG110" in done.stderr
    assert (tmp_path / "annotations.yaml").read_bytes().endswith(b"y  \n")


def test_fmt_says_why_a_file_stays_as_it_is(tmp_path: Path) -> None:
    done = run(str(project(tmp_path, annotations="- ? x opposes y\n  : by: v\n")))
    assert done.exit_code == 1
    assert done.stderr == "annotations.yaml: left as it is: line 1 is laid out in a way that cannot be kept\n"


def test_fmt_pin_counts_what_cannot_have_an_id(tmp_path: Path) -> None:
    project(tmp_path, annotations="statements:\n- x and y oppose z\n- x supports v\n- {x supports w: {by: y}}\n")
    done = run("--pin", str(tmp_path))
    assert (done.exit_code, done.stderr) == (0, "without an id: 3 statements that share a sentence or stand in braces\n")
    assert (tmp_path / "annotations.yaml").read_text(encoding="utf-8").count("id: none_x_supports_v_") == 1


def test_a_key_in_the_block_and_beside_it_is_the_error_that_it_would_be_after_the_repair() -> None:
    _, problems = read("- x opposes y:\n    by: v\n  by: w\n")
    assert [(problem.code, problem.place.line) for problem in problems if problem.severity is Severity.ERROR] == [("SG006", 3)]
