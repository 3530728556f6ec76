"""A .dna file is other people's: whatever is wrong with it is an error that says so, and nothing is ever written to it or beside it."""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stancegraph import imports
from stancegraph.imports import dnafile

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

TEXT = "The minister opposes the dam. Farmers want it."


@pytest.fixture
def sound(tmp_path: Path, write_dna: Callable[..., Path], coding: Any) -> Callable[..., Path]:
    """A sound file with one statement, changed by some SQL."""

    def made(sql: str = "", version: int = 3) -> Path:
        row = coding(1, "opposes the dam", "Ann Lee", "Ministry", "The dam", 0)
        return write_dna(tmp_path / "dam.dna", [("The Dam", TEXT, 0)], [row], version=version, sql=sql)

    return made


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "it is no SQLite database"),
        (b"PK\3\4 a workbook", "it is no SQLite database"),
        (b"\xef\xbb\xbf<?xml version='1.0'?><discourse/>", "it is XML, as DNA 1 wrote it"),
        (b"SQLite format 3\0", "cannot be read"),
        (b"SQLite format 3\0" + bytes(5000), "cannot be read"),
    ],
)
def test_a_file_of_another_kind_is_refused(tmp_path: Path, data: bytes, told: str) -> None:
    path = tmp_path / "a.dna"
    path.write_bytes(data)
    with pytest.raises(imports.NotImportableError, match=told):
        imports.read_dna(path)


def test_a_truncated_file_is_refused(sound: Callable[..., Path]) -> None:
    path = sound()
    path.write_bytes(path.read_bytes()[:9000])
    with pytest.raises(imports.NotImportableError, match="is the file complete"):
        imports.read_dna(path)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(at=st.integers(0, 60_000), junk=st.binary(min_size=1, max_size=40))
def test_no_damage_makes_anything_but_an_import_or_an_error(sound: Callable[..., Path], at: int, junk: bytes) -> None:
    path = sound()
    data = bytearray(path.read_bytes())
    at %= len(data)
    data[at : at + len(junk)] = junk
    path.write_bytes(data)
    with suppress(imports.NotImportableError):
        imports.read_dna(path)


@pytest.mark.parametrize("table", ["DOCUMENTS", "STATEMENTS", "VARIABLES", "STATEMENTTYPES", "CODERS"])
def test_a_missing_table_is_named(sound: Callable[..., Path], table: str) -> None:
    with pytest.raises(imports.NotImportableError, match=f"has no table {table}"):
        imports.read_dna(sound(f"DROP TABLE {table}"))


def test_without_a_table_of_values_the_statements_are_told(sound: Callable[..., Path]) -> None:
    assert imports.read_dna(sound("DROP TABLE DATABOOLEAN")).report.refused == 1


def test_a_database_of_another_program_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.dna"
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("CREATE TABLE BOOKMARKS(x)")
    with pytest.raises(imports.NotImportableError, match=r"no \.dna file: it has no table STATEMENTS"):
        imports.read_dna(path)


def test_a_version_that_is_not_known_is_named(sound: Callable[..., Path]) -> None:
    with pytest.raises(imports.NotImportableError, match=r"is of version '4\.1'"):
        imports.read_dna(sound("UPDATE SETTINGS SET Value = '4.1'"))


def test_a_file_that_names_no_version_goes_by_its_tables(sound: Callable[..., Path]) -> None:
    assert "the file names no version; its tables are those of version 3" in imports.read_dna(sound("DELETE FROM SETTINGS")).report.told


def test_a_file_without_the_variables_is_refused_with_those_it_has(sound: Callable[..., Path]) -> None:
    with pytest.raises(imports.NotImportableError, match="the file has agreement, frame, organization, person"):
        imports.read_dna(sound("UPDATE VARIABLES SET Variable = 'frame' WHERE Variable = 'concept'"))


def test_variables_of_other_names_can_be_mapped(sound: Callable[..., Path]) -> None:
    path = sound("UPDATE VARIABLES SET Variable = 'Frame' WHERE Variable = 'concept'")
    assert imports.read_dna(path, variables={"issue": "frame"}).report.carried["statements"] == 1


def test_changes_that_are_not_in_the_file_yet_are_not_passed_over(sound: Callable[..., Path]) -> None:
    path = sound()
    path.with_name("dam.dna-wal").write_bytes(b"x")
    with pytest.raises(imports.NotImportableError, match=r"dam\.dna-wal holds changes that are not in dam\.dna yet"):
        imports.read_dna(path)


def test_a_write_ahead_file_makes_nothing_beside_it(sound: Callable[..., Path]) -> None:
    path = sound()
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA journal_mode = WAL")
    before = {each.name: each.read_bytes() for each in path.parent.iterdir()}
    assert imports.read_dna(path).report.carried["statements"] == 1
    assert {each.name: each.read_bytes() for each in path.parent.iterdir()} == before


def test_a_file_whose_name_is_a_query_of_its_own_is_read(sound: Callable[..., Path]) -> None:
    path = sound().rename(sound().with_name("a?mode=rwc&x=#1.dna"))
    assert imports.read_dna(path).report.carried["statements"] == 1


def test_an_endless_view_in_the_place_of_a_table_is_not_run(sound: Callable[..., Path]) -> None:
    endless = "WITH RECURSIVE n(ID) AS (SELECT 1 UNION ALL SELECT ID + 1 FROM n) SELECT ID, 1 AS DocumentId FROM n"
    with pytest.raises(imports.NotImportableError, match="has no table STATEMENTS"):
        imports.read_dna(sound(f"DROP TABLE STATEMENTS; CREATE VIEW STATEMENTS AS {endless}"))


def test_a_table_of_too_many_rows_is_refused(sound: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dnafile, "MAX_ROWS", 3)
    with pytest.raises(imports.NotImportableError, match="over 3 rows"):
        imports.read_dna(sound())


def test_a_query_that_takes_too_many_steps_is_given_up(sound: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dnafile, "MOST_STEPS", 0)
    monkeypatch.setattr(dnafile, "STEPS", 1)
    with pytest.raises(imports.NotImportableError, match="interrupted"):
        imports.read_dna(sound())


def test_a_text_that_is_too_long_is_told_and_its_statements_have_no_quotes(
    sound: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dnafile, "MAX_TEXT", 20)
    made = imports.read_dna(sound())
    assert {each.what: each.n for each in made.report.not_carried}["texts"] == 1
    assert (made.report.carried["statements"], made.report.carried["quotes"], dict(made.texts)) == (1, 0, {})


def test_a_file_that_is_too_large_is_refused(sound: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dnafile, "MAX_FILE", 100)
    with pytest.raises(imports.NotImportableError, match="is over 0 MiB"):
        imports.read_dna(sound())


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE DOCUMENTS SET Text = NULL, Title = NULL, Date = 'never'",
        "UPDATE DOCUMENTS SET Text = x'fffe00', Title = x'80', Date = 1.5",
        "UPDATE STATEMENTS SET Coder = 'x', DocumentId = 'y', Start = NULL, Stop = 1e300",
        "UPDATE STATEMENTS SET StatementTypeId = 77",
        "UPDATE ENTITIES SET ChildOf = ID, VariableId = 99",
        "UPDATE DATASHORTTEXT SET Entity = 99",
        "INSERT INTO DATASHORTTEXT VALUES (NULL, 1, 1, 1)",
        "UPDATE DATABOOLEAN SET Value = 9223372036854775807",
        "DELETE FROM STATEMENTS",
        "UPDATE CODERS SET Name = ''",
        "UPDATE DOCUMENTS SET Text = char(0) || 'opposes' || char(0), Title = char(0)",
    ],
)
def test_values_of_the_wrong_kind_are_told_or_left_out(sound: Callable[..., Path], sql: str) -> None:
    made = imports.read_dna(sound(sql))
    assert made.report.carried["statements"] + sum(each.n for each in made.report.not_carried if each.what.startswith("statements")) <= 1


@pytest.mark.parametrize("options", [{"time_zone": "Mars/Olympus"}, {"time_zone": "../etc"}, {"quote_words": 0}, {"variables": {"x": "y"}}])
def test_what_cannot_be_asked_for_is_misuse(sound: Callable[..., Path], options: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"no time zone|at least one word|has no x"):
        imports.read_dna(sound(), **options)


def test_folders_and_absent_files_are_told(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        imports.read_dna(tmp_path / "none.dna")
    with pytest.raises(imports.NotImportableError, match="is no file"):
        imports.read_dna(tmp_path)
