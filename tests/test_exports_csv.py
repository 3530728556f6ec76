"""`statements.csv` keeps its contract: columns in order, RFC 4180, nothing lost."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

import stancegraph
from stancegraph.exports import statements_csv
from stancegraph.records import Anchor, QuoteKey

if TYPE_CHECKING:
    from stancegraph.gate import Judged

DAM = Path(__file__).parent / "data" / "dam"
CONTRACT = [
    *("id", "actor", "actor_label", "relation", "polarity_min", "polarity_max", "object", "object_label", "object_kind", "mode", "negated"),
    *("condition", "scope", "certainty", "said_by", "said_by_label", "reported_by", "voice", "said", "when", "document", "quote", "start"),
    *("end", "asserted", "reasons", "coder"),
]


@pytest.fixture(scope="module")
def judged() -> Judged:
    return stancegraph.load(DAM).derived.judged


@pytest.fixture(scope="module")
def file(judged: Judged, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("csv") / "statements.csv"
    statements_csv.write(judged, path)
    return path


@pytest.fixture(scope="module")
def rows(file: Path) -> dict[str, dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as opened:
        return {row["id"]: row for row in csv.DictReader(opened)}


def test_the_columns_begin_as_the_output_contract_says(file: Path) -> None:
    assert file.read_bytes().split(b"\r\n")[0].decode().split(",")[: len(CONTRACT)] == CONTRACT


def test_every_statement_is_a_row_and_rows_are_sorted_by_id(rows: dict[str, dict[str, str]]) -> None:
    assert list(rows) == [
        f"s/{name}"
        for name in ["a1", "a2", "a3", "a4", "a5", "a6", "a7", "a8", "a9", "b1", "b2", "b3", "b4", "b5", "c1", "c2", "c3", "c4", "u1", "u2"]
    ]


def test_a_row_says_what_was_coded_and_judged(rows: dict[str, dict[str, str]]) -> None:
    assert list(rows["s/c2"].values())[: len(CONTRACT)] == [
        *("s/c2", "corland", "Corland", "opposes", "-1", "-1", "tolls", "tolls", "issue", "actual", "false"),
        *("", "all", "certain", "ann-minister", "Ann Minister", "", "third-party", "2010-03-01", "", "first", "", ""),
        *("", "false", "InterestedSource", "anna"),
    ]


def test_an_act_has_no_polarity(rows: dict[str, dict[str, str]]) -> None:
    assert (rows["s/u1"]["polarity_min"], rows["s/u1"]["polarity_max"], rows["s/u1"]["object_kind"]) == ("", "", "act")


def test_a_negated_statement_keeps_the_positive_relation(rows: dict[str, dict[str, str]]) -> None:
    assert (rows["s/c3"]["relation"], rows["s/c3"]["negated"], rows["s/c3"]["polarity_min"], rows["s/c3"]["polarity_max"]) == (
        "supports",
        "true",
        "-1",
        "0",
    )


def test_several_values_are_joined_in_the_order_of_the_annotations(rows: dict[str, dict[str, str]]) -> None:
    assert (rows["s/u1"]["reported_by"], rows["s/a9"]["quote"]) == ("wire | corland", "second words | first words")


def offsets(judged: Judged, path: Path, **anchors: Anchor) -> list[tuple[str, str, str]]:
    """Quotes with their offsets beside a lock that holds these words of a9's document."""
    (nine,) = [verdict.statement for verdict in judged.verdicts if verdict.statement.id == "s/a9"]
    held: dict[QuoteKey, Anchor] = {(nine.document or "", f"{word} words", None, None): anchor for word, anchor in anchors.items()}
    statements_csv.write(type(judged)(replace(judged.annotations, anchors=held), judged.verdicts), path)
    with path.open(encoding="utf-8", newline="") as opened:
        return [(row["quote"], row["start"], row["end"]) for row in csv.DictReader(opened) if row["id"] == "s/a9"]


def test_offsets_stand_in_the_order_of_the_quotes(judged: Judged, tmp_path: Path) -> None:
    found = offsets(judged, tmp_path / "a.csv", first=Anchor(7, 18, "", ""), second=Anchor(90, 102, "", ""))
    assert found == [("second words | first words", "90 | 7", "102 | 18")]


def test_a_quote_that_is_not_anchored_keeps_its_place_among_the_offsets(judged: Judged, tmp_path: Path) -> None:
    assert offsets(judged, tmp_path / "a.csv", first=Anchor(7, 18, "", "")) == [("second words | first words", " | 7", " | 18")]


def test_without_a_lock_there_are_no_offsets(rows: dict[str, dict[str, str]]) -> None:
    assert {(row["start"], row["end"]) for row in rows.values()} == {("", "")}


def test_a_bar_inside_a_value_does_not_divide_it(rows: dict[str, dict[str, str]]) -> None:
    assert rows["s/a7"]["quote"] == r"no dam, said the people \| of Arland"
    assert statements_csv.values(rows["s/a7"]["quote"]) == ["no dam, said the people | of Arland"]


@given(st.lists(st.text("|\\ abc").map(str.strip).filter(bool)))
def test_values_take_apart_what_was_joined(items: list[str]) -> None:
    assert statements_csv.values(statements_csv._joined(items)) == items  # noqa: SLF001 - the other half of `values`


def test_cells_hold_text_to_the_letter_even_if_a_spreadsheet_could_take_it_for_a_formula(rows: dict[str, dict[str, str]]) -> None:
    assert rows["s/a7"]["note"] == "=1+1"


def test_slots_name_their_role(rows: dict[str, dict[str, str]]) -> None:
    assert rows["s/u1"]["slots"] == "legal_basis=treaty-7"


def test_figures_keep_all_their_parts(rows: dict[str, dict[str, str]]) -> None:
    assert json.loads(rows["s/u1"]["figures"]) == [{"measure": "staff", "text": "100", "value": "100", "low": 100.0, "high": 100.0}]


def test_reasons_given_and_tags_are_kept(rows: dict[str, dict[str, str]]) -> None:
    assert (rows["s/a1"]["because"], rows["s/a7"]["tags"]) == ("low-water", "people")


def test_a_date_of_the_statement_is_told_from_the_document_s(rows: dict[str, dict[str, str]]) -> None:
    assert [(rows[name]["said"], rows[name]["said_written"]) for name in ("s/a3", "s/a1")] == [
        ("2010-02-01", "2010-02-01"),
        ("2010-03-01", ""),
    ]


def test_no_field_of_a_statement_is_without_a_column(judged: Judged) -> None:
    statement = judged.verdicts[0].statement
    elsewhere = {
        "place": "the line moves when the file is edited",
        "time": "computed from when, said and the document's date",
        "quotes": "quote, quote_before and quote_after",
    }
    assert set(statement.__slots__) - set(statements_csv.COLUMNS) == set(elsewhere)


def test_line_ends_are_those_of_rfc_4180(file: Path) -> None:
    data = file.read_bytes()
    assert data.count(b"\r\n") == data.count(b"\n") == 21


def test_the_order_of_the_annotations_changes_no_byte(file: Path, tmp_path: Path) -> None:
    head, *groups = (DAM / "annotations.yaml").read_text(encoding="utf-8").split("- source: ")
    (tmp_path / "annotations.yaml").write_text("- source: ".join([head, *reversed(groups)]), encoding="utf-8")
    statements_csv.write(stancegraph.load(tmp_path).derived.judged, tmp_path / "statements.csv")
    assert (tmp_path / "statements.csv").read_bytes() == file.read_bytes()


def test_a_project_without_statements_gives_the_header_alone(judged: Judged, tmp_path: Path) -> None:
    statements_csv.write(type(judged)(judged.annotations, ()), tmp_path / "statements.csv")
    assert (tmp_path / "statements.csv").read_bytes().count(b"\n") == 1
