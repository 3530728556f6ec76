"""GEXF holds what a network has, typed and dated, as Gephi's importer and other readers take it."""

from __future__ import annotations

import io
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import stancegraph
from stancegraph.discourse import BINARY, Event, Network, events, network, windows
from stancegraph.exports import gexf

if TYPE_CHECKING:
    from collections.abc import Callable

DAM = Path(__file__).parent / "data" / "dam"
NS = "{http://gexf.net/1.3}"
TYPES = {"integer", "long", "double", "boolean", "string"}

HEARD = [
    Event("1", "rome", "toll", 1, "2008-02-01", "post", actor_type="city"),
    Event("2", "ostia", "toll", 1, "2008-02-02", "post"),
    Event("3", "ostia", "dole", 1, "2008-02-02", "times"),
    Event("4", "rome", "dole", 1, "2008-02-05", "times"),
]


def heard(**chosen: object) -> nx.Graph[str]:
    return network(events(HEARD, scale=BINARY, labels={"rome": "Rome"}), **chosen).to_networkx()


def series(unit: str = "3d", rows: list[Event] | None = None) -> list[Network]:
    return list(windows(events(rows or HEARD, scale=BINARY), window=unit))


def tree(graph: nx.Graph[str]) -> ET.Element:
    return ET.fromstring("".join(gexf.lines(graph)))  # noqa: S314 - our own text


def series_tree(networks: list[Network], path: Path) -> ET.Element:
    gexf.write_series(networks, path)
    return ET.fromstring(path.read_text(encoding="utf-8"))  # noqa: S314 - our own text


def read(graph: nx.Graph[str]) -> Any:
    return nx.read_gexf(io.BytesIO("".join(gexf.lines(graph)).encode()), version="1.3")


# -- one network --------------------------------------------------------------------------------------------------------------------


def test_networkx_reads_every_attribute_of_every_node_with_its_type() -> None:
    assert dict(read(heard()).nodes.items()) == {
        "ostia": {"label": "ostia", "kind": "actor", "n": 2},
        "rome": {"label": "Rome", "kind": "actor", "type": "city", "n": 2},
    }


def test_networkx_reads_every_attribute_of_every_edge_with_id_and_interval() -> None:
    assert list(read(heard()).edges(data=True)) == [
        (
            "ostia",
            "rome",
            {
                "id": "ostia|rome",
                "weight": 2.0,
                "n": 4,
                "documents": "post | times",
                "first": "2008-02-01",
                "last": "2008-02-05",
                "start": "2008-02-01",
                "end": "2008-02-05",
            },
        )
    ]


def test_the_positions_of_a_project_keep_parallel_edges_direction_and_keys() -> None:
    positions = stancegraph.load(DAM).to_networkx()
    again = read(positions)
    assert again.is_directed()
    assert sorted(facts["id"] for *_, facts in again.edges(data=True)) == sorted(key for *_, key in positions.edges(keys=True))


def test_booleans_and_floats_are_declared_as_such() -> None:
    declared = {(a.get("title"), a.get("type")) for a in tree(stancegraph.load(DAM).to_networkx()).iter(f"{NS}attribute")}
    assert {("asserted", "boolean"), ("n", "integer"), ("polarity_min", "integer"), ("stance", "string")} <= declared


def test_booleans_are_spelt_as_xml_schema_has_them() -> None:
    values = [value for value in tree(stancegraph.load(DAM).to_networkx()).iter(f"{NS}attvalue") if value.get("for") == "asserted"]
    assert {value.get("value") for value in values} == {"true", "false"}


def test_every_value_is_of_a_declared_attribute_and_every_type_one_of_the_schema() -> None:
    root = tree(stancegraph.load(DAM).to_networkx())
    declared = {(block.get("class"), a.get("id")): a.get("type") for block in root.iter(f"{NS}attributes") for a in block}
    used = {
        (kind, value.get("for")) for kind in ("node", "edge") for item in root.iter(f"{NS}{kind}") for value in item.iter(f"{NS}attvalue")
    }
    assert used == set(declared)
    assert set(declared.values()) <= TYPES


def test_edges_of_a_two_mode_network_run_from_actor_to_issue() -> None:
    edges = tree(heard(type="two-mode")).iter(f"{NS}edge")
    assert [(edge.get("source"), edge.get("target")) for edge in edges] == [
        ("ostia", "dole"),
        ("ostia", "toll"),
        ("rome", "dole"),
        ("rome", "toll"),
    ]


def test_the_choices_stand_in_the_description() -> None:
    description = tree(heard(normalization="average")).findtext(f"{NS}meta/{NS}description") or ""
    assert {"type: congruence", "normalization: average", "n: 4"} <= set(description.split("\n"))


def test_a_network_with_days_is_dynamic_and_counts_in_dates() -> None:
    graph = tree(heard()).find(f"{NS}graph")
    assert graph is not None
    assert [graph.get(name) for name in ("mode", "timeformat", "timerepresentation")] == ["dynamic", "date", "interval"]


def test_a_network_without_days_is_static() -> None:
    undated = [event._replace(date="") for event in HEARD]
    root = tree(network(events(undated, scale=BINARY)).to_networkx())
    graph = root.find(f"{NS}graph")
    assert graph is not None
    assert (graph.get("mode"), graph.get("timeformat")) == ("static", None)


def test_ids_of_edges_differ_even_where_names_hold_the_bar_between_them() -> None:
    graph: nx.Graph[str] = nx.Graph()
    graph.add_edges_from([("a", "b|c"), ("a|b", "c"), ("a\\", "b")])
    ids = [edge.get("id") for edge in tree(graph).iter(f"{NS}edge")]
    assert len(set(ids)) == 3


def test_attributes_that_gephi_has_itself_have_another_id() -> None:
    graph: nx.Graph[str] = nx.Graph()
    graph.add_edge("a", "b", id="x", label="y", kind="z", edge_id="w")
    ids = {a.get("title"): a.get("id") for a in tree(graph).iter(f"{NS}attribute")}
    assert ids == {"id": "edge_id", "kind": "edge_kind", "edge_id": "edge_edge_id"}


def test_characters_that_xml_forbids_are_replaced_and_told(tmp_path: Path) -> None:
    graph: nx.Graph[str] = nx.Graph()
    graph.add_node("a", label="x\x00y", note='<&">\n\t\r\ud800')
    told = gexf.write(graph, tmp_path / "out.gexf")
    assert [str(each) for each in told] == [
        "a: label: U+0000 cannot stand in XML and became U+FFFD",
        "a: note: U+D800 cannot stand in XML and became U+FFFD",
    ]
    assert nx.read_gexf(tmp_path / "out.gexf", version="1.3").nodes["a"] == {"label": "x\ufffdy", "note": '<&">\n\t\r\ufffd'}


def test_numbers_that_are_not_finite_are_spelt_as_xml_schema_has_them() -> None:
    graph: nx.Graph[str] = nx.Graph()
    graph.add_edge("a", "b", weight=float("inf"), low=float("-inf"), odd=float("nan"))
    edge = next(tree(graph).iter(f"{NS}edge"))
    assert [edge.get("weight"), *(value.get("value") for value in edge.iter(f"{NS}attvalue"))] == ["INF", "-INF", "NaN"]


def test_what_gexf_cannot_hold_is_an_error_that_shows_it(tmp_path: Path) -> None:
    graph: nx.Graph[str] = nx.Graph()
    graph.add_node("a", places={"x": 1})
    with pytest.raises(TypeError, match=r"a: places is \{'x': 1\}, which GEXF cannot hold"):
        gexf.write(graph, tmp_path / "out.gexf")
    assert list(tmp_path.iterdir()) == []


@settings(max_examples=40)
@given(
    st.dictionaries(
        st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff"), min_size=1),
        st.floats(allow_nan=False, allow_infinity=False),
        min_size=1,
        max_size=4,
    )
)
def test_names_and_numbers_come_back_exactly_from_networkx(weights: dict[str, float]) -> None:
    graph: nx.Graph[str] = nx.Graph()
    for name, weight in weights.items():
        graph.add_edge("", name, weight=weight, size=weight)
    again = {other or one: facts for one, other, facts in read(graph).edges(data=True)}
    assert {name: (facts["weight"], facts["size"]) for name, facts in again.items()} == {name: (w, w) for name, w in weights.items()}


# -- a series -----------------------------------------------------------------------------------------------------------------------
# Windows of three days from 1 to 5 February stand around the 2nd (1 to 3), the 3rd (2 to 4) and the 4th (3 to 5). The first has one
# shared issue (toll: 1 x 1), the others none.


def test_a_tie_lasts_as_long_as_windows_have_it(tmp_path: Path) -> None:
    edge = next(series_tree(series(), tmp_path / "s.gexf").iter(f"{NS}edge"))
    assert (edge.get("start"), edge.get("end")) == ("2008-02-02", "2008-02-02")
    assert [dict(value.items()) for value in edge.iter(f"{NS}attvalue") if value.get("for") == "weight"] == [
        {"for": "weight", "value": "1.0", "start": "2008-02-02", "end": "2008-02-02"}
    ]


def test_numbers_of_nodes_change_with_the_windows(tmp_path: Path) -> None:
    root = series_tree(series(), tmp_path / "s.gexf")
    rome = next(node for node in root.iter(f"{NS}node") if node.get("id") == "rome")
    told = [(v.get("value"), v.get("start"), v.get("end")) for v in rome.iter(f"{NS}attvalue") if v.get("for") == "n"]
    assert told == [("1", "2008-02-02", "2008-02-02"), ("0", "2008-02-03", "2008-02-03"), ("1", "2008-02-04", "2008-02-04")]


def test_a_tie_that_comes_back_has_two_spells(tmp_path: Path) -> None:
    rows = [Event(f"{who}{day}", who, "toll", 1, f"2008-02-{day:02}") for who in ("rome", "ostia") for day in (1, 9)]
    edge = next(series_tree(series("3d", rows), tmp_path / "s.gexf").iter(f"{NS}edge"))
    assert [(spell.get("start"), spell.get("end")) for spell in edge.iter(f"{NS}spell")] == [
        ("2008-02-02", "2008-02-02"),
        ("2008-02-08", "2008-02-08"),
    ]


def test_a_step_of_a_month_lasts_until_the_day_before_the_next(tmp_path: Path) -> None:
    rows = [Event(f"{who}{month}", who, "toll", 1, f"2008-0{month}-10") for who in ("rome", "ostia") for month in (1, 2, 3, 4)]
    edge = next(series_tree(series("3m", rows), tmp_path / "s.gexf").iter(f"{NS}edge"))
    told = [(v.get("value"), v.get("start"), v.get("end")) for v in edge.iter(f"{NS}attvalue") if v.get("for") == "weight"]
    assert told == [("9.0", "2008-02-15", "2008-03-16")]  # 3 x 3 around February and March, the last for its middle alone


@pytest.mark.parametrize("unit", ["3d", "2w", "3e"])
def test_no_two_values_of_one_attribute_touch_in_time_because_gephi_refuses_such(unit: str, tmp_path: Path) -> None:
    rows = [Event(f"{who}{day}", who, "toll", 1, f"2008-{1 + day % 2:02}-{day:02}") for who in ("rome", "ostia") for day in range(1, 20, 3)]
    for edge in series_tree(series(unit, rows), tmp_path / "s.gexf").iter(f"{NS}edge"):
        spans = [(v.get("start", ""), v.get("end", "")) for v in edge.iter(f"{NS}attvalue") if v.get("for") == "weight"]
        assert all(one[1] < other[0] for one, other in pairwise(spans))


def test_windows_with_one_middle_are_told(tmp_path: Path) -> None:
    rows = [Event(f"{who}{at}", who, f"issue-{at}", 1, "2008-02-01") for who in ("rome", "ostia") for at in range(3)]
    assert gexf.write_series(series("3e", rows), tmp_path / "s.gexf") == [
        "3 windows have the same middle day as the one after them: of such windows GEXF holds the last alone"
    ]


def test_a_tie_of_which_the_last_window_of_a_day_knows_nothing_is_not_there(tmp_path: Path) -> None:
    told = [("rome", "toll"), ("ostia", "toll"), ("rome", "dole"), ("rome", "dole")]
    rows = [Event(str(at), who, what, 1, "2008-02-01") for at, (who, what) in enumerate(told)]
    assert list(series_tree(series("3e", rows), tmp_path / "s.gexf").iter(f"{NS}edge")) == []


def test_no_window_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no window fits into the time of the events"):
        gexf.write_series([], tmp_path / "s.gexf")


def test_a_network_of_no_window_makes_no_series(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="only the networks of a window make a series"):
        gexf.write_series([network(events(HEARD, scale=BINARY))], tmp_path / "s.gexf")


# -- other people's programs --------------------------------------------------------------------------------------------------------

PARSE = """
import graphology from "graphology";
import gexf from "graphology-gexf";
let given = "";
for await (const part of process.stdin) given += part;
const graph = gexf.parse(graphology.MultiGraph, JSON.parse(given));
console.log(JSON.stringify([graph.type, graph.export().nodes, graph.export().edges]));
"""


@pytest.mark.peers
def test_graphology_reads_the_same_network(in_node: Callable[[str, Any], Any]) -> None:
    kind, nodes, edges = in_node(PARSE, "".join(gexf.lines(heard())))
    assert kind == "undirected"
    assert {node["key"]: node["attributes"] for node in nodes} == {
        "ostia": {"label": "ostia", "kind": "actor", "n": 2},
        "rome": {"label": "Rome", "kind": "actor", "type": "city", "n": 2},
    }
    assert edges[0]["key"] == "ostia|rome"
    assert edges[0]["attributes"] == {"weight": 2, "n": 4, "documents": "post | times", "first": "2008-02-01", "last": "2008-02-05"}
