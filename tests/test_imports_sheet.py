"""A table with a statement a row becomes annotations that `check` accepts; what a row cannot say is told with its line."""

from __future__ import annotations

import csv
import datetime as dt
import io
import zipfile
from dataclasses import fields, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import stancegraph
from stancegraph import imports
from stancegraph.exports import statements_csv
from stancegraph.formatter import formatted
from stancegraph.imports import tables, workbooks
from stancegraph.imports.events import clean
from stancegraph.problems import Severity

if TYPE_CHECKING:
    from collections.abc import Callable

    from stancegraph.imports import Imported
    from stancegraph.project import Project
    from stancegraph.records import Statement

HEADER = "organization,concept,agreement"
DNA = (
    "statement_id;time;document_id;document_title;document_source;person;organization;concept;agreement;text\r\n"
    '1;2007-12-10 00:00:00;7;The Dam;Herald;Ann Lee;Ministry;The dam, as planned;0;"We say ""no""; for now"\r\n'
    "2;2007-12-10 00:00:00;7;The Dam;Herald;;Farmers;The dam, as planned;1;We want it\r\n"
)


@pytest.fixture
def read(tmp_path: Path) -> Callable[..., Imported]:
    """The import of a table that is written as text or bytes."""

    def made(data: str | bytes, name: str = "votes.csv", **options: Any) -> Imported:
        path = tmp_path / name
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
        return imports.read_sheet(path, **options)

    return made


def checked(made: Imported) -> Project:
    """The imported project, which has no error and is laid out as `fmt` lays it out."""
    with TemporaryDirectory() as folder:
        (Path(folder) / "annotations.yaml").write_text(made.text, encoding="utf-8")
        project = stancegraph.load(folder)
    assert [problem.headline() for problem in project.problems if problem.severity is Severity.ERROR] == []
    assert formatted(made.text) == made.text
    return project


def said(made: Imported) -> list[tuple[str, str, str]]:
    notes = checked(made).annotations
    return sorted((notes.label(s.actor), ("not " if s.negated else "") + s.relation, notes.label(s.object)) for s in notes.statements)


def test_an_event_list_of_dna_is_known_by_its_header(read: Callable[..., Imported]) -> None:
    made = read(DNA)
    assert made.text.partition("\nstatements:\n")[2] == (
        "- source: the-dam\n"
        "  statements:\n"
        "  - Ministry opposes the-dam-as-planned:\n"
        "      by: Ann Lee\n"
        '      quote: "We say \\"no\\"; for now"\n'
        "      id: 1\n"
        "  - Farmers supports the-dam-as-planned:\n"
        "      quote: We want it\n"
        "      id: 2\n"
    )
    assert "  the-dam: {title: The Dam, publisher: Herald, date: 2007-12-10}\n" in made.text
    assert checked(made).annotations.issues["the-dam-as-planned"].name == "The dam, as planned"
    assert made.report.told[0] == "cells are separated by a semicolon"
    assert made.report.told[1] == (
        "columns told from their names: actor = organization, by = person, issue = concept, stance = agreement, document = document_id, "
        "title = document_title, publisher = document_source, date = time, quote = text, id = statement_id; --map says it otherwise"
    )


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_told_from_the_file(read: Callable[..., Imported], delimiter: str) -> None:
    table = [["organization", "concept", "agreement"], ["A; b, c | d\te", "Dam, or no dam; who knows", "yes"]]
    file = io.StringIO()
    csv.writer(file, delimiter=delimiter).writerows(table)
    assert said(read(file.getvalue())) == [("A; b, c | d e", "supports", "Dam, or no dam; who knows")]


def test_a_line_that_names_the_delimiter_is_taken_at_its_word(read: Callable[..., Imported]) -> None:
    made = read("sep=;\norganization;concept;agreement\nA;Dam;1\nB;;1\n")
    assert said(made) == [("A", "supports", "Dam")]
    assert made.report.not_carried == (("rows", 1, ("votes.csv:4",), "they name no issue"),)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
def test_unicode_is_read_in_every_form(read: Callable[..., Imported], encoding: str) -> None:
    assert said(read(f"{HEADER}\nČeská \U0001f600,Přehrada,yes\n".encode(encoding))) == [("Česká \U0001f600", "supports", "Přehrada")]


def test_windows_letters_are_read_and_told_with_their_line(read: Callable[..., Imported]) -> None:
    made = read(f"{HEADER}\nA,Dam,1\nGrüne,Dam,0\n".encode("cp1252"))
    assert said(made)[1][0] == "Grüne"
    assert any(line.startswith("votes.csv:3 is not UTF-8: the file is read as Windows-1252") for line in made.report.told)


def test_bytes_of_no_encoding_are_refused_unless_one_is_given(read: Callable[..., Imported]) -> None:
    data = f"{HEADER}\nA\x81,Dam,1\n".encode("latin-1")
    with pytest.raises(imports.NotImportableError, match=r"votes\.csv:2 is neither UTF-8 nor Windows-1252"):
        read(data)
    assert read(data, encoding="latin-1").report.carried["statements"] == 1


@pytest.mark.parametrize(
    ("word", "relation"),
    [
        ("supports", "supports"), ("For", "supports"), ("PRO", "supports"), ("yes", "supports"), ("TRUE", "supports"), ("agree", "supports"),
        ("in favour of", "supports"), ("opposes", "opposes"), ("against", "opposes"), ("con", "opposes"), ("no", "opposes"),
        ("false", "opposes"), ("disagree", "opposes"), ("neutral", "is-neutral-on"), ("Abstains", "is-neutral-on"), ("rejects", "rejects"),
        ("calls-for", "calls-for"), ("objects to", "opposes"), ("does not support", "not supports"), ("refuses to recognise", "refuses-to-recognise"),
    ],
)  # fmt: skip
def test_words_for_a_stance_are_known(read: Callable[..., Imported], word: str, relation: str) -> None:
    assert said(read(f"{HEADER}\nFarmers,Dam,{word}\n")) == [("Farmers", relation, "Dam")]


@pytest.mark.parametrize(
    ("numbers", "sides"), [("0 1", "opposes supports"), ("-1 1", "opposes supports"), ("-2 0", "opposes is-neutral-on")]
)
def test_numbers_are_truth_values_or_a_scale_as_the_column_shows(read: Callable[..., Imported], numbers: str, sides: str) -> None:
    low, high = numbers.split()
    made = read(f"{HEADER}\nA,Dam,{low}\nB,Dam,{high}\n")
    assert [relation for _, relation, _ in said(made)] == sides.split()


def test_a_midpoint_makes_a_scale_of_any_numbers(read: Callable[..., Imported]) -> None:
    made = read(f"{HEADER}\nA,Dam,1\nB,Dam,2.5\nC,Dam,4\n", midpoint=2.5)
    assert [relation for _, relation, _ in said(made)] == ["opposes", "is-neutral-on", "supports"]
    assert {s.tags for s in checked(made).annotations.statements} == {("agreement=1",), ("agreement=2.5",), ("agreement=4",)}


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (",Dam,1", "they say of nobody that he holds the position"),
        ("A,,1", "they name no issue"),
        ("A,Dam,", "they have no stance"),
        ("A,Dam,perhaps", "'perhaps' is no stance that is known: say what it means in a --mapping"),
        ("A,Dam,would support", "'would support' is no stance that is known: say what it means in a --mapping"),
    ],
)
def test_a_row_that_cannot_be_carried_is_told_with_its_line(read: Callable[..., Imported], row: str, why: str) -> None:
    made = read(f"{HEADER}\n\nA,Dam,1\n{row}\n")
    assert made.report.not_carried == (("rows", 1, ("votes.csv:4",), why),)


def test_a_row_goes_by_the_line_on_which_it_begins(read: Callable[..., Imported]) -> None:
    made = read(f'{HEADER}\n"A\nlong\nname",Dam,1\nB,"Dam\nor weir",?\nC,,1\n')
    assert {each.examples for each in made.report.not_carried} == {("votes.csv:5",), ("votes.csv:7",)}
    assert said(made) == [("A long name", "supports", "Dam")]


def test_a_mapping_says_what_columns_and_values_mean(read: Callable[..., Imported], tmp_path: Path) -> None:
    (tmp_path / "m.yaml").write_text(
        "actor: Who\nissue: {column: what, values: {d1: The dam}}\nstance: {column: v, values: {Yes: endorses, '0': opposes, x: ''}}\n"
    )
    made = read("who,what,v\nA,D1,yes\nB,D1,0\nC,D1,x\nD,D2,YES\n", mapping=tmp_path / "m.yaml")
    assert said(made) == [("A", "endorses", "The dam"), ("B", "opposes", "The dam"), ("D", "endorses", "D2")]
    assert made.report.not_carried == (("rows", 1, ("votes.csv:4",), "the mapping leaves them out"),)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("- a\n", r"m\.yaml is no map"),
        ("actor: [a]\n", r"m\.yaml:1: 'actor' needs a column"),
        ("issue: what\nstance: {column: v, value: x}\n", r"m\.yaml:2: 'stance' needs a column"),
        ("actor: &a who\n", r"m\.yaml:1: "),
        ("acter: who\n", "'acter' is none of our words: did you mean actor"),
        ("actor: whoo\n", "no column is called 'whoo': did you mean 'who'"),
    ],
)
def test_a_mapping_that_says_nothing_is_misuse(read: Callable[..., Imported], tmp_path: Path, text: str, told: str) -> None:
    (tmp_path / "m.yaml").write_text(text)
    with pytest.raises(ValueError, match=told):
        read("who,what,v\nA,D1,yes\n", mapping=tmp_path / "m.yaml")


def test_columns_that_nothing_tells_are_asked_for(read: Callable[..., Imported]) -> None:
    with pytest.raises(imports.NotImportableError, match="the issue or the stance: give --map issue=NAME; the columns are organization, x"):
        read("organization,x\nA,b\n")


def test_cells_of_other_columns_are_counted(read: Callable[..., Imported]) -> None:
    made = read(f"{HEADER},mood\nA,Dam,1,glad\nB,Dam,1,\nC,Dam,1,sad,more\n")
    assert {each[:3] for each in made.report.not_carried} == {
        ("cells of the column 'mood'", 2, ("votes.csv:2 glad",)),
        ("cells", 1, ("votes.csv:4 more",)),
    }


@pytest.mark.parametrize(
    ("written", "edtf"),
    [("2007-12-10", "2007-12-10"), ("2007-12", "2007-12"), ("2007-12-10?", "2007-12-10?"), ("summer 2007", "2007-22"), ("2007/2008", "2007/2008"),
     ("2007-12-10T00:00:00", "2007-12-10"), ("2007-12-10 13:30", "2007-12-10")],
)  # fmt: skip
def test_dates_are_iso_or_edtf(read: Callable[..., Imported], written: str, edtf: str) -> None:
    (statement,) = checked(read(f"{HEADER},date\nA,Dam,1,{written}\n")).annotations.statements
    assert statement.said is not None
    assert statement.said.edtf == edtf


def test_other_dates_are_read_only_when_their_format_is_given(read: Callable[..., Imported]) -> None:
    table = f"{HEADER},date\nA,Dam,1,03.04.2008\n"
    assert [each[:3] for each in read(table).report.not_carried] == [("dates", 1, ("votes.csv:2 03.04.2008",))]
    assert "said: 2008-04-03" in read(table, date_format="%d.%m.%Y").text


def test_a_document_has_the_date_that_all_its_rows_have(read: Callable[..., Imported]) -> None:
    made = read(f"{HEADER},date,document\nA,Dam,1,2008-01-01,x\nB,Dam,1,2008-01-01,x\nA,Dam,1,2008-01-01,y\nB,Dam,1,2008-01-02,y\n")
    notes = checked(made).annotations
    assert [notes.documents[slug].date is None for slug in ("x", "y")] == [False, True]
    assert [s.said.edtf for s in notes.statements if s.said] == ["2008-01-01", "2008-01-01", "2008-01-01", "2008-01-02"]


def test_rows_that_are_equal_stay_two_statements(read: Callable[..., Imported]) -> None:
    made = read(f"{HEADER},text\nA,Dam,1,we want it\nA,Dam,1,We want it!\n")
    assert [s.id for s in checked(made).annotations.statements if s.pinned] == ["s/row-3"]


def test_a_long_text_is_cut_to_a_pointer_and_told(read: Callable[..., Imported]) -> None:
    made = read(f"{HEADER},text\nA,Dam,1,{' '.join(map(str, range(100)))}\n", quote_words=5)
    assert "quote: 0 1 2 3 4\n" in made.text
    assert [each[:3] for each in made.report.not_carried] == [("ends of quotes", 1, ("votes.csv:2",))]


@pytest.mark.parametrize(
    ("data", "told"),
    [
        ("", "is empty"),
        ("\n\n , ,\n", "is empty"),
        (f'{HEADER}\nA,"Dam,1\nB,Dam,1\n', r"votes\.csv:2 is no row of a CSV file"),
        (f'{HEADER}\nA,"Dam"s,1\n', r"votes\.csv:2 is no row of a CSV file"),
        (",".join(f"c{n}" for n in range(1001)), "1,001 columns"),
    ],
)
def test_what_is_no_table_is_refused(read: Callable[..., Imported], data: str, told: str) -> None:
    with pytest.raises(imports.NotImportableError, match=told):
        read(data)


@pytest.mark.parametrize("options", [{"delimiter": "ab"}, {"delimiter": '"'}, {"quote_words": 0}, {"columns": {"actor": "none"}}])
def test_what_cannot_be_asked_for_is_misuse(read: Callable[..., Imported], options: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"no delimiter|at least one word|no column is called"):
        read(f"{HEADER}\nA,Dam,1\n", **options)


def test_an_encoding_that_does_not_exist_is_misuse(read: Callable[..., Imported]) -> None:
    with pytest.raises(LookupError, match="klingon"):
        read(f"{HEADER}\nA,Dam,1\n", encoding="klingon")


def test_limits_of_size_are_kept(read: Callable[..., Imported], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "MAX_ROWS", 1)
    with pytest.raises(imports.NotImportableError, match="over 1 rows"):
        read(f"{HEADER}\nA,Dam,1\nB,Dam,1\n")
    monkeypatch.setattr(tables, "MAX_FILE", 10)
    with pytest.raises(imports.NotImportableError, match="over 0 MiB"):
        read(f"{HEADER}\nA,Dam,1\nB,Dam,1\n")


@pytest.mark.parametrize("name", ["votes.xls", "votes.ods"])
def test_other_spreadsheets_are_asked_for_as_xlsx(read: Callable[..., Imported], name: str) -> None:
    with pytest.raises(imports.NotImportableError, match=r"save it as \.xlsx"):
        read(b"\xd0\xcf\x11\xe0", name)


CELLS = st.one_of(
    st.sampled_from(
        ["", "Ministry", "ministry", "supports", "the", "no", "and", "A, B and C", "not X", '"', "=1+1", "s", "- x", "#", "\x00", "\u2028"]
    ),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=8),
)


@settings(max_examples=30, deadline=None)
@given(rows=st.lists(st.tuples(CELLS, CELLS, CELLS, st.sampled_from(["1", "0", "yes", "no", "?", ""]), CELLS), max_size=8))
def test_whatever_the_cells_hold_every_row_comes_along_or_is_told(rows: list[tuple[str, ...]]) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "a.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([("person", "organization", "concept", "agreement", "text"), *rows])
        made = imports.read_sheet(path, delimiter=",")
    sides = {"1": "supports", "0": "opposes", "yes": "supports", "no": "opposes"}
    told = [(clean(org) or clean(person), sides.get(side), clean(issue)) for person, org, issue, side, _ in rows]
    expected = sorted((who, side, issue) for who, side, issue in told if who and side and issue)
    assert said(made) == expected
    assert made.report.refused == sum(any(map(str.strip, row)) for row in rows) - len(expected)


# Workbooks


@pytest.fixture
def book(tmp_path: Path) -> Callable[..., Path]:
    """A workbook with the rows of one sheet."""

    def made(rows: list[list[Any]], others: tuple[str, ...] = ()) -> Path:
        workbook = openpyxl.Workbook()
        for row in rows:
            workbook.worksheets[0].append(row)
        for name in others:
            workbook.create_sheet(name).append(["organization", "concept", "agreement"])
        workbook.save(tmp_path / "votes.xlsx")
        return tmp_path / "votes.xlsx"

    return made


def test_a_workbook_gives_the_same_as_its_csv(book: Callable[..., Path], read: Callable[..., Imported]) -> None:
    rows = [["organization", "concept", "agreement", "date"], ["A", "Dam", True, dt.date(2008, 2, 1)], [None] * 4, ["B", 1244.0, 0, "2008"]]
    made = imports.read_sheet(book(rows))
    table = read("organization,concept,agreement,date\nA,Dam,true,2008-02-01\n,,,\nB,1244,0,2008\n")
    assert made.text.replace("votes.xlsx", "votes.csv") == table.text


def test_a_formula_without_a_saved_value_and_an_error_are_told(book: Callable[..., Path]) -> None:
    made = imports.read_sheet(book([["organization", "concept", "agreement", "note"], ["A", "Dam", 1, "=1+1"], ["B", "Dam", 1, "#N/A"]]))
    assert {(each.what, each.examples) for each in made.report.not_carried} == {
        ("cells", ("votes.xlsx:2",)),
        ("cells", ("votes.xlsx:3 #N/A",)),
    }


def test_a_sheet_is_chosen_by_name_and_the_others_are_told(book: Callable[..., Path]) -> None:
    path = book([["organization", "concept", "agreement"], ["A", "Dam", 1]], ("More",))
    assert [each[:3] for each in imports.read_sheet(path).report.not_carried] == [("sheets", 1, ("More",))]
    assert imports.read_sheet(path, sheet="More").report.carried["statements"] == 0
    with pytest.raises(ValueError, match="no sheet 'Less'; it has 'Sheet', 'More'"):
        imports.read_sheet(path, sheet="Less")


def test_a_broken_workbook_is_refused(book: Callable[..., Path], read: Callable[..., Imported]) -> None:
    data = book([["organization"]]).read_bytes()
    for broken in (data[:200], b"PK\3\4", data.replace(b"xl/workbook.xml", b"xl/workbuch.xml")):
        with pytest.raises(imports.NotImportableError, match="no workbook"):
            read(broken, "broken.xlsx")


def test_a_workbook_that_unpacks_to_too_much_is_refused(read: Callable[..., Imported], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbooks, "MAX_UNPACKED", 1000)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as folder:
        folder.writestr("xl/workbook.xml", bytes(100_000))
    with pytest.raises(imports.NotImportableError, match="when it is unpacked"):
        read(file.getvalue(), "bomb.xlsx")


def test_a_workbook_of_too_many_cells_is_refused(book: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbooks, "MAX_CELLS", 5)
    with pytest.raises(imports.NotImportableError, match="over 5 cells"):
        imports.read_sheet(book([["organization", "concept", "agreement"], ["A", "Dam", 1]]))


def test_without_openpyxl_a_workbook_says_what_to_install(book: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbooks, "find_spec", lambda _: None)
    with pytest.raises(imports.NotImportableError, match=r"pip install 'stancegraph\[spreadsheets\]'"):
        imports.read_sheet(book([["organization"]]))


# Our own statements.csv


def plain(statement: Statement) -> dict[str, Any]:
    """A statement's fields without places in the file and without the wording of its sentence."""
    values = {each.name: getattr(statement, each.name) for each in fields(statement) if each.name not in {"place", "sentence"}}
    quotes, figures = [quote[:3] for quote in statement.quotes], [replace(each, place=None) for each in statement.figures]  # type: ignore[arg-type]
    return values | {"quotes": quotes, "figures": figures}


@pytest.fixture(scope="module")
def flagship() -> Project:
    return stancegraph.load(Path(__file__).parents[1])


def test_statements_of_our_own_csv_come_back_as_they_were(flagship: Project, tmp_path: Path) -> None:
    statements_csv.write(flagship.derived.judged, tmp_path / "statements.csv")
    made = imports.read_sheet(tmp_path / "statements.csv")
    assert [plain(s) for s in checked(made).annotations.statements] == [plain(s) for s in flagship.annotations.statements]
    assert {each.what for each in made.report.not_carried} == {"offsets"}


def test_a_row_of_our_own_csv_that_a_hand_has_spoilt_is_told(flagship: Project, tmp_path: Path) -> None:
    path = tmp_path / "statements.csv"
    statements_csv.write(flagship.derived.judged, path)
    with path.open(encoding="utf-8", newline="") as file:
        header, first, second, *rest = csv.reader(file)
    first[header.index("actor")], second[header.index("object_kind")] = "Not A Slug", "thing"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, first, second, *rest])
    made = imports.read_sheet(path)
    assert made.report.not_carried[:2] == (
        ("rows", 1, ("statements.csv:2",), "'Not A Slug' is no slug"),
        ("rows", 1, ("statements.csv:3",), "they do not say what their object is"),
    )
    assert made.report.carried["statements"] == len(flagship.annotations.statements) - 2
