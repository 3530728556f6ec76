"""`stancegraph import` writes what `check` accepts, writes over nothing, and tells on stderr what it did."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner, Result

from stancegraph.cli import cli
from stancegraph.imports import Report
from stancegraph.imports.report import Tally

if TYPE_CHECKING:
    from collections.abc import Callable

TEXT = "The minister opposes the dam. Farmers want it."
VOTES = "party,bill,vote,day\nGreens,Dam,nein,3.4.2008\nReds,Dam,ja,3.4.2008\nBlues,,ja,3.4.2008\n"
DOCS = Path(__file__).parents[1] / "docs" / "importing.md"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, write_dna: Callable[..., Path], coding: Any) -> Path:
    """A folder with a .dna file, a table and a mapping, in which commands are run."""
    monkeypatch.chdir(tmp_path)
    rows = [coding(1, "opposes the dam", "Ann Lee", "Ministry", "The dam", 0), coding(1, "want", "", "", "The dam", 1)]
    write_dna(tmp_path / "debate.dna", [("The Dam", TEXT, 0)], rows)
    (tmp_path / "votes.csv").write_text(VOTES)
    (tmp_path / "columns.yaml").write_text("stance: {column: vote, values: {ja: supports, nein: opposes}}\n")
    return tmp_path


def run(command: str) -> Result:
    return CliRunner().invoke(cli, shlex.split(command))


def test_a_dna_file_becomes_a_project_with_texts_and_a_lock(here: Path) -> None:
    done = run("import debate.dna --texts texts")
    assert done.exit_code == 0
    assert "carried: 1 statement, 1 coder, 2 actors, 1 issue, 1 document, 1 quote\n" in done.stderr
    assert "not carried: statements, 1 (2): they have neither a person nor an organization\n" in done.stderr
    assert (here / "texts" / "the-dam-2.txt").read_text() == TEXT
    checked = run("check --texts texts")
    assert (checked.exit_code, checked.stdout[:43]) == (0, "1 statement, 1 quote in 1 text: 0 errors, 1")
    assert '"start": 13, "end": 28' in (here / "annotations.lock").read_text()


def test_a_table_becomes_a_project(here: Path) -> None:
    done = run("import votes.csv --map actor=party --map issue=bill --map date=day --mapping columns.yaml --date-format %d.%m.%Y --out -")
    assert done.exit_code == 0
    assert "- Greens opposes dam:\n    said: 2008-04-03\n" in done.stdout
    assert "not carried: rows, 1 (votes.csv:4): they name no issue\n" in done.stderr
    assert not (here / "annotations.yaml").exists()


def test_strict_makes_what_is_not_carried_a_failure(here: Path) -> None:
    assert here.is_dir()
    assert run("import debate.dna --out - --strict").exit_code == 1
    assert run("import votes.csv --mapping columns.yaml --map issue=party --map actor=vote --out - --strict").exit_code == 0


@pytest.mark.parametrize("kept", ["annotations.yaml", "annotations.lock", "texts/the-dam-2.txt"])
def test_a_former_file_is_written_over_only_by_force(here: Path, kept: str) -> None:
    (here / "texts").mkdir()
    (here / kept).write_text("mine")
    refused = run("import debate.dna --texts texts")
    assert (refused.exit_code, (here / kept).read_text()) == (2, "mine")
    assert "is there already: give another --out or --texts, or write over it with --force" in refused.stderr
    assert run("import debate.dna --texts texts --force").exit_code == 0
    assert (here / kept).read_text() != "mine"


def test_the_source_is_never_written_over(here: Path) -> None:
    before = (here / "votes.csv").read_bytes()
    assert run("import votes.csv --map actor=party --map issue=bill --mapping columns.yaml --out ./votes.csv --force").exit_code == 2
    assert (here / "votes.csv").read_bytes() == before


@pytest.mark.parametrize(
    ("command", "code", "told"),
    [
        ("import none.dna", 2, "cannot be read"),
        ("import none.csv", 2, "cannot be read"),
        ("import votes.csv", 1, "no statement of votes.csv could be carried: nothing was written"),
        ("import columns.yaml", 1, "no column is known to hold the issue or the stance or the actor"),
        ("import votes.csv --map stance", 2, "'stance' is no pair"),
        ("import votes.csv --map stance=vote --map stance=day", 2, "mapped twice"),
        ("import votes.csv --map stance=votes", 2, "did you mean 'vote'?"),
        ("import votes.csv --encoding klingon", 2, "klingon"),
        ("import debate.dna --map date=time", 2, "a .dna file has no date"),
        ("import debate.dna --time-zone Mars", 2, "'Mars' is no time zone"),
        ("import debate.dna --quote-words 0", 2, "--quote-words"),
        ("import debate.dna --out columns.yaml/x/annotations.yaml", 2, "cannot be written"),
    ],
)
def test_mistakes_are_told_and_leave_nothing(here: Path, command: str, code: int, told: str) -> None:
    before = {path.name for path in here.iterdir()}
    done = run(command)
    assert done.exit_code == code
    assert told in done.stderr
    assert code == 0 or {path.name for path in here.iterdir()} == before


def test_a_database_under_another_name_is_read_as_one(here: Path) -> None:
    (here / "debate.dna").rename(here / "debate.sqlite")
    assert "carried: 1 statement" in run("import debate.sqlite --out -").stderr


def test_a_report_counts_every_thing_and_shows_the_first() -> None:
    tally = Tally()
    for number in range(5):
        tally.lost("colours", "no use", f"{number}\x1b[31m")
    tally.lost("rows", "odd", "a.csv:7")
    assert list(tally.report({"statements": 2}).lines()) == [
        "carried: 2 statements",
        "not carried: rows, 1 (a.csv:7): odd",
        "not carried: colours, 5 (0\ufffd[31m; 1\ufffd[31m; 2\ufffd[31m; ...): no use",
    ]


def test_an_empty_report_says_so() -> None:
    assert list(Report().lines()) == ["carried: nothing"]


def test_the_commands_of_the_page_on_importing_work(here: Path) -> None:
    assert here.is_dir()
    commands = [line for line in DOCS.read_text(encoding="utf-8").splitlines() if line.startswith("stancegraph ")]
    assert len(commands) > 3
    for command in commands:
        assert run(command.removeprefix("stancegraph ")).exit_code == 0, command
