"""A discourse network's numbers come back exactly from GraphML, UCINET DL, CSV, JSON, Parquet and pandas."""

from __future__ import annotations

import csv
import json
import re
import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import networkx as nx
import numpy as np
import pandas as pd
import pyarrow.parquet
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import stancegraph
from stancegraph.discourse import BINARY, LIKERT, Event, Events, Network, events, frames, matrices, network, windows
from stancegraph.exports import dl, graphml, matrix_csv, network_json, parquet, series_csv

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

DAM = Path(__file__).parent / "data" / "dam"

# Rome and Ostia agree on the toll (2 x 1) and the dole (1 x 1): 3; divided by (3 + 2) / 2 they have 1.2. Capua is against the toll.
HEARD = [
    Event("1", "rome", "toll", 1, "2008-02-01", "post", actor_type="city"),
    Event("2", "rome", "toll", 1, "2008-02-01", "times"),
    Event("3", "ostia", "toll", 1, "2008-02-02", "post"),
    Event("4", "ostia", "dole", 1, "2008-02-02", "times"),
    Event("5", "rome", "dole", 1, "2008-02-05", "times"),
    Event("6", "capua", "toll", 0),
]
NAMES = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), min_size=1, max_size=6)
HOSTILE = st.lists(st.tuples(NAMES, NAMES, st.sampled_from(LIKERT.levels)), max_size=8)


def heard() -> Events:
    return events(HEARD, scale=BINARY, labels={"rome": "Rome"})


def average() -> Network:
    return network(heard(), normalization="average")


def series() -> list[Network]:
    return list(windows(heard(), window="3d"))


def hostile(rows: list[tuple[str, str, float]], kind: str) -> Network:
    return network(events([Event(str(at), *row) for at, row in enumerate(rows)], scale=LIKERT), type=kind)


# -- GraphML ------------------------------------------------------------------------------------------------------------------------


def test_graphml_gives_networkx_the_same_undirected_graph(tmp_path: Path) -> None:
    graph = average().to_networkx()
    assert graphml.write(graph, tmp_path / "n.graphml") == []
    again = nx.read_graphml(tmp_path / "n.graphml")
    assert not again.is_directed()
    assert dict(again.nodes.items()) == dict(graph.nodes.items())
    assert again.edges["ostia", "rome"] == {
        "id": "ostia|rome",
        "weight": 1.2,
        "n": 5,
        "first": "2008-02-01",
        "last": "2008-02-05",
        "documents": "post | times",
    }


def test_graphml_tells_the_choices(tmp_path: Path) -> None:
    graphml.write(average().to_networkx(), tmp_path / "n.graphml")
    assert nx.read_graphml(tmp_path / "n.graphml").graph["normalization"] == "average"


def test_whole_numbers_that_java_has_no_int_for_are_long_in_graphml(tmp_path: Path) -> None:
    graph: nx.Graph[str] = nx.Graph()
    graph.add_node("a", n=2**31)
    graphml.write(graph, tmp_path / "n.graphml")
    assert 'attr.type="long"' in (tmp_path / "n.graphml").read_text(encoding="utf-8")


# -- UCINET DL ----------------------------------------------------------------------------------------------------------------------


class Parsed(NamedTuple):
    """What the DL language's manual says that a file means."""

    labels: list[list[str]]
    cells: NDArray[np.float64]


def parsed(path: Path) -> Parsed:
    """An independent reader of the part of DL that has labels in lists."""
    text = path.read_text(encoding="utf-8")
    head, _, data = text.partition("data:\n")
    sizes = [int(size) for size in re.findall(r"\bn[rc]?=(\d+)", head.split("\n", 1)[0])]
    form = re.findall(r"format = (\w+)", head)[0]
    labels = [
        shlex.split(part.replace("'", "\\'") if '"' not in part else part) for part in re.split(r"(?:row |column )?labels:\n", head)[1:]
    ]
    rows = [[float(number) for number in line.split()] for line in data.splitlines()]
    if form == "fullmatrix":
        return Parsed(labels, np.asarray(rows))
    cells = np.zeros((sizes[0], sizes[-1]))
    for row, column, value in rows:
        cells[int(row) - 1, int(column) - 1] = value
    return Parsed(labels, cells)


def test_a_one_mode_network_in_dl_has_one_list_of_labels_and_the_whole_matrix(tmp_path: Path) -> None:
    assert dl.write(average(), tmp_path / "n.dl") == []
    assert (tmp_path / "n.dl").read_text(encoding="utf-8") == (
        "dl n=3\nformat = fullmatrix\nlabels:\ncapua\nostia\nrome\ndata:\n0 0 0\n0 0 1.2\n0 1.2 0\n"
    )


def test_a_two_mode_network_in_dl_has_labels_of_rows_and_columns(tmp_path: Path) -> None:
    dl.write(network(heard(), type="two-mode-subtract"), tmp_path / "n.dl")
    found = parsed(tmp_path / "n.dl")
    assert found.labels == [["capua", "ostia", "rome"], ["dole", "toll"]]
    assert found.cells.tolist() == [[0, -1], [1, 1], [1, 2]]


@pytest.mark.parametrize("kind", ["congruence", "two-mode"])
def test_a_large_sparse_matrix_is_a_list_of_cells(kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [Event(f"{at}", f"a{at // 2:02}", f"i{at // 4:02}", 1) for at in range(40)]
    found = network(events(rows, scale=BINARY), type=kind)
    monkeypatch.setattr(dl, "FULL", 100)
    dl.write(found, tmp_path / "n.dl")
    assert f"format = edgelist{1 if kind == 'congruence' else 2}\n" in (tmp_path / "n.dl").read_text(encoding="utf-8")
    assert (parsed(tmp_path / "n.dl").cells == found.array()).all()


def test_what_dl_cannot_write_in_a_label_is_replaced_and_told(tmp_path: Path) -> None:
    rows = [Event("1", 'the "west"', "a b", 1), Event("2", "x\ny", "a b", 1)]
    assert dl.write(network(events(rows, scale=BINARY)), tmp_path / "n.dl") == [
        "'the \"west\"' is written \"the 'west'\"",
        "'x\\ny' is written \"x y\"",
    ]
    assert parsed(tmp_path / "n.dl").labels == [["the 'west'", "x y"]]


def test_labels_that_ucinet_would_cut_alike_are_told(tmp_path: Path) -> None:
    rows = [Event(str(at), f"ministry-of-foreign-affairs-{at}", "toll", 1) for at in range(2)]
    assert dl.write(network(events(rows, scale=BINARY)), tmp_path / "n.dl") == [
        "ministry-of-foreign-affairs-0, ministry-of-foreign-affairs-1 are all 'MINISTRY-OF-FOREIG' to versions of UCINET that cut labels after 18 characters"
    ]


def test_an_empty_network_is_no_dl(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="the network is empty"):
        dl.write(network(events([])), tmp_path / "n.dl")


# -- CSV ----------------------------------------------------------------------------------------------------------------------------


def test_the_matrix_in_csv_has_slugs_on_both_sides(tmp_path: Path) -> None:
    matrix_csv.write(average(), tmp_path / "n.csv")
    assert (tmp_path / "n.csv").read_bytes() == b"actor,capua,ostia,rome\r\ncapua,0,0,0\r\nostia,0,0,1.2\r\nrome,0,1.2,0\r\n"


def test_pandas_reads_the_matrix_as_it_is(tmp_path: Path) -> None:
    found = network(heard(), type="two-mode-subtract", normalization="activity")
    matrix_csv.write(found, tmp_path / "n.csv")
    again = pd.read_csv(tmp_path / "n.csv", index_col=0)
    assert (list(again.index), list(again.columns)) == (list(found.rows), list(found.columns))
    assert again.to_numpy().tolist() == found.array().tolist()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(rows=HOSTILE)
def test_any_names_and_numbers_survive_the_matrix_in_csv(rows: list[tuple[str, str, float]], tmp_path: Path) -> None:
    found = hostile(rows, "two-mode-subtract")
    matrix_csv.write(found, tmp_path / "n.csv")
    with (tmp_path / "n.csv").open(encoding="utf-8", newline="") as file:
        (_, *columns), *lines = csv.reader(file)
    assert (columns, [line[0] for line in lines]) == (list(found.columns), list(found.rows))
    assert [[float(cell) for cell in line[1:]] for line in lines] == found.array().tolist()


@given(st.floats(allow_nan=False))
def test_a_number_reads_back_exactly(number: float) -> None:
    assert float(matrix_csv.number(number)) == number


def test_a_matrix_that_no_disk_should_hold_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(matrices, "MOST_FULL", 8)
    with pytest.raises(ValueError, match="a full matrix of 9 cells is too large"):
        matrix_csv.write(average(), tmp_path / "n.csv")
    with pytest.raises(ValueError, match="a full matrix of 9 cells is too large"):
        average().to_pandas()


def test_a_series_in_csv_has_a_line_for_each_tie_of_each_window(tmp_path: Path) -> None:
    assert series_csv.write(series(), tmp_path / "s.csv") == ["2 of 3 windows have no tie, and so no line"]
    assert (tmp_path / "s.csv").read_bytes() == (
        b"start,middle,end,row,column,weight,n\r\n2008-02-01,2008-02-02,2008-02-03,ostia,rome,2,3\r\n"
    )


# -- JSON ---------------------------------------------------------------------------------------------------------------------------


def test_json_tells_choices_rows_columns_and_cells(tmp_path: Path) -> None:
    network_json.write(network(heard(), type="two-mode", exclude={"actor": "capua"}), tmp_path / "n.json")
    found = json.loads((tmp_path / "n.json").read_text(encoding="utf-8"))
    assert (found["choices"]["type"], found["choices"]["exclude"], found["n"], found["one_mode"]) == ("two-mode", "actor: capua", 5, False)
    assert found["left_out"] == [{"n": 1, "why": "actor is one of capua"}]
    assert found["rows"][1] == {"name": "rome", "label": "Rome", "kind": "actor", "type": "city", "n": 3}
    assert [node["name"] for node in found["columns"]] == ["dole", "toll"]
    assert found["cells"][-1] == {
        "row": "rome",
        "column": "toll",
        "weight": 2.0,
        "n": 2,
        "first": "2008-02-01",
        "last": "2008-02-01",
        "documents": ["post", "times"],
    }


def test_a_series_in_json_is_a_list_of_all_windows(tmp_path: Path) -> None:
    network_json.write_series(series(), tmp_path / "s.json")
    found = json.loads((tmp_path / "s.json").read_text(encoding="utf-8"))
    assert [(each["middle"], len(each["cells"])) for each in found] == [("2008-02-02", 1), ("2008-02-03", 0), ("2008-02-04", 0)]


def test_a_series_without_windows_is_an_empty_list(tmp_path: Path) -> None:
    network_json.write_series([], tmp_path / "s.json")
    assert json.loads((tmp_path / "s.json").read_text(encoding="utf-8")) == []


def test_json_holds_half_a_surrogate_pair(tmp_path: Path) -> None:
    network_json.write(network(events([Event("1", "\ud800", "toll", 1)]), type="two-mode"), tmp_path / "n.json")
    assert json.loads((tmp_path / "n.json").read_text(encoding="utf-8"))["rows"][0]["name"] == "\ud800"


# -- Parquet and pandas -------------------------------------------------------------------------------------------------------------


def test_ties_in_parquet_have_their_choices_in_the_schema(tmp_path: Path) -> None:
    parquet.write_edges(average(), tmp_path / "n.parquet")
    row = pd.read_parquet(tmp_path / "n.parquet").iloc[0]
    assert (row["row"], row["column"], row["weight"], row["n"], str(row["first"])) == ("ostia", "rome", 1.2, 5, "2008-02-01")
    choices = json.loads(pyarrow.parquet.read_schema(tmp_path / "n.parquet").metadata[b"stancegraph"])
    assert (choices["normalization"], choices["n"]) == ("average", "6")


def test_a_series_in_parquet_has_the_days_of_its_windows(tmp_path: Path) -> None:
    parquet.write_series(series(), tmp_path / "s.parquet")
    rows = pd.read_parquet(tmp_path / "s.parquet").astype(str)[["start", "middle", "end", "row", "column", "weight"]]
    assert rows.to_numpy().tolist() == [["2008-02-01", "2008-02-02", "2008-02-03", "ostia", "rome", "2.0"]]


def test_a_series_of_more_ties_than_a_batch_is_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [Event(f"{who}{day}", who, "toll", 1, f"2008-02-{day:02}") for who in "abcd" for day in range(1, 9)]
    monkeypatch.setattr(parquet, "BATCH", 7)
    parquet.write_series(windows(events(rows, scale=BINARY), window="3d"), tmp_path / "s.parquet")
    assert len(pd.read_parquet(tmp_path / "s.parquet")) == 6 * 6  # windows around the 2nd to 7th, four towns in pairs


@pytest.mark.parametrize("write", [parquet.write_edges, lambda found, path: parquet.write_series([found], path)])
def test_a_network_without_ties_is_a_table_without_rows(write: Callable[[Network, Path], None], tmp_path: Path) -> None:
    write(network(events([])), tmp_path / "n.parquet")
    assert pd.read_parquet(tmp_path / "n.parquet").shape[0] == 0


def test_the_matrix_in_pandas_has_slugs_and_variables_on_both_sides() -> None:
    frame = network(heard(), type="two-mode").to_pandas()
    assert frame.loc["rome", "toll"] == 2.0
    assert (frame.index.name, frame.columns.name, frame.attrs["type"]) == ("actor", "issue", "two-mode")


def test_events_in_pandas_are_typed() -> None:
    frame = heard().to_pandas()
    rome = frame[frame["id"] == "1"].iloc[0]
    assert (rome["level"], rome["date"], rome["document"], rome["start"] is pd.NA) == (1.0, pd.Timestamp("2008-02-01"), "post", True)
    assert frame["date"].isna().sum() == 1
    assert list(frame.columns) == list(Event._fields)
    assert frame.attrs["scale"] == [0, 1]


def test_ties_and_nodes_in_pandas_say_what_networkx_says() -> None:
    found = network(heard(), type="two-mode-subtract")
    edges, nodes = frames.edges_frame(found), frames.nodes_frame(found)
    graph = found.to_networkx()
    assert edges["weight"].tolist() == [
        graph.edges[row, column]["weight"] for row, column in zip(edges["row"], edges["column"], strict=True)
    ]
    assert dict(zip(nodes["name"], nodes["n"], strict=True)) == {name: facts["n"] for name, facts in graph.nodes.items()}


def test_without_pandas_the_message_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(ImportError, match=r"pandas is needed and not installed: pip install 'stancegraph\[frames\]'"):
        heard().to_pandas()


# -- all ----------------------------------------------------------------------------------------------------------------------------

WRITERS = [
    lambda found, path: graphml.write(found.to_networkx(), path),
    dl.write,
    matrix_csv.write,
    network_json.write,
    parquet.write_edges,
]


@pytest.mark.parametrize("write", WRITERS, ids=["graphml", "dl", "matrix", "json", "parquet"])
def test_the_same_network_of_events_in_any_order_gives_the_same_bytes(write: Callable[[Network, Path], object], tmp_path: Path) -> None:
    found = stancegraph.load(DAM).events()
    rows = list(found)
    for name, told in (("one", rows), ("other", rows[::-1])):
        write(network(events(told, scale=found.scale), type="two-mode"), tmp_path / name)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "other").read_bytes()
