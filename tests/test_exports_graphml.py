"""GraphML survives networkx whole, keeps Gephi's conventions, and says what XML cannot hold."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import networkx as nx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import stancegraph
from stancegraph.exports import graphml

DAM = Path(__file__).parent / "data" / "dam"
NS = "{http://graphml.graphdrawing.org/xmlns}"


@pytest.fixture(scope="module")
def dam() -> nx.MultiDiGraph[str]:
    return stancegraph.load(DAM).to_networkx()


def text(graph: nx.MultiDiGraph[str]) -> str:
    return "".join(graphml.lines(graph))


def read(graph: nx.MultiDiGraph[str]) -> nx.MultiDiGraph[str]:
    again = nx.read_graphml(io.BytesIO(text(graph).encode()), force_multigraph=True)
    assert isinstance(again, nx.MultiDiGraph)
    return again


def flat(facts: dict[str, object]) -> dict[str, object]:
    """Attributes as a file can hold them: lists joined, empty ones left out."""
    joined = {name: " | ".join(value) if isinstance(value, tuple) else value for name, value in facts.items() if value != ()}
    return {name: value for name, value in joined.items() if value is not None}


def graph_with(**facts: object) -> nx.MultiDiGraph[str]:
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.add_node("a", **facts)
    return graph


def test_a_network_survives_networkx_with_nodes_edges_keys_and_attributes(dam: nx.MultiDiGraph[str]) -> None:
    again = read(dam)
    assert dict(again.nodes.items()) == {node: flat(facts) for node, facts in dam.nodes.items()}
    assert sorted(again.edges(keys=True), key=str) == sorted(dam.edges(keys=True), key=str)
    assert {key: facts for *_, key, facts in again.edges(keys=True, data=True)} == {
        key: flat(facts) for *_, key, facts in dam.edges(keys=True, data=True)
    }


def test_types_survive_too(dam: nx.MultiDiGraph[str]) -> None:
    facts = read(dam).edges["arland", "dam", "arland|dam|-1..-1|actual|asserted"]
    assert {name: type(facts[name]) for name in ("n", "weight", "asserted", "first")} == {
        "n": int,
        "weight": float,
        "asserted": bool,
        "first": str,
    }


def test_the_title_survives(dam: nx.MultiDiGraph[str]) -> None:
    assert read(dam).graph["title"] == "The dam, 2010-11"


def test_parallel_edges_are_kept(dam: nx.MultiDiGraph[str]) -> None:
    assert read(dam).number_of_edges("arland", "tunnel") == 2


def test_labels_and_weights_are_named_as_gephi_looks_for_them(dam: nx.MultiDiGraph[str]) -> None:
    keys = {(key.get("for"), key.get("attr.name"), key.get("attr.type")) for key in ET.fromstring(text(dam)).iter(f"{NS}key")}  # noqa: S314
    assert {("node", "label", "string"), ("edge", "label", "string"), ("edge", "weight", "double")} <= keys


def test_no_key_has_an_id_that_gephi_takes_for_something_else(dam: nx.MultiDiGraph[str]) -> None:
    ids = [key.get("id") for key in ET.fromstring(text(dam)).iter(f"{NS}key")]  # noqa: S314 - our own text
    assert not {"d3", "d7", "x", "y", "z", "r", "g", "b", "size", "id"} & set(ids)
    assert len(ids) == len(set(ids))


def test_every_edge_has_an_id_of_its_own(dam: nx.MultiDiGraph[str]) -> None:
    ids = [edge.get("id") for edge in ET.fromstring(text(dam)).iter(f"{NS}edge")]  # noqa: S314 - our own text
    assert len(ids) == len(set(ids)) == dam.number_of_edges()


def test_the_same_graph_gives_the_same_text_in_any_order(dam: nx.MultiDiGraph[str]) -> None:
    turned: nx.MultiDiGraph[str] = nx.MultiDiGraph(title=dam.graph["title"])
    for node, facts in reversed(list(dam.nodes.items())):
        turned.add_node(node, **dict(reversed(facts.items())))
    for (source, target, key), facts in reversed(list(dam.edges.items())):
        turned.add_edge(source, target, key, **facts)
    assert text(turned) == text(dam)


def test_the_order_of_the_annotations_changes_no_byte(dam: nx.MultiDiGraph[str], tmp_path: Path) -> None:
    head, *groups = (DAM / "annotations.yaml").read_text(encoding="utf-8").split("- source: ")
    (tmp_path / "annotations.yaml").write_text("- source: ".join([head, *reversed(groups)]), encoding="utf-8")
    assert text(stancegraph.load(tmp_path).to_networkx()) == text(dam)


def test_what_is_absent_is_left_out() -> None:
    assert read(graph_with(gone=None, none=(), empty="", no=False, zero=0)).nodes["a"] == {"empty": "", "no": False, "zero": 0}


def test_lists_are_joined() -> None:
    assert read(graph_with(documents=("x", "y z"))).nodes["a"] == {"documents": "x | y z"}


def test_an_attribute_with_whole_and_broken_numbers_is_a_float() -> None:
    graph = graph_with(size=1)
    graph.add_node("b", size=0.5)
    assert [type(facts["size"]) for facts in read(graph).nodes.values()] == [float, float]


def test_an_attribute_of_mixed_kinds_is_text() -> None:
    graph = graph_with(size=1)
    graph.add_node("b", size="large")
    assert [facts["size"] for facts in read(graph).nodes.values()] == ["1", "large"]


def test_line_ends_tabs_and_markup_arrive_as_they_were() -> None:
    hostile = " \r\n\t<b>&amp;</b> ]]> \"'\u0085\u2028 "
    assert read(graph_with(label=hostile)).nodes["a"]["label"] == hostile


def test_characters_that_xml_forbids_are_replaced_and_reported(tmp_path: Path) -> None:
    graph = graph_with(label="a\x00b\x1b[31m", definition="fine")
    replaced = graphml.write(graph, tmp_path / "out.graphml")
    assert replaced == [graphml.Replacement("a", "label", ("\x00", "\x1b"))]
    assert nx.read_graphml(tmp_path / "out.graphml", force_multigraph=True).nodes["a"]["label"] == "a\ufffdb\ufffd[31m"


def test_a_replacement_reads_as_a_warning() -> None:
    assert str(graphml.Replacement("russia", "label", ("\x00",))) == "russia: label: U+0000 cannot stand in XML and became U+FFFD"


def test_half_a_surrogate_pair_is_replaced_before_it_breaks_the_file(tmp_path: Path) -> None:
    assert graphml.write(graph_with(label="\ud800"), tmp_path / "out.graphml") == [graphml.Replacement("a", "label", ("\ud800",))]


def test_edges_that_share_a_key_are_an_error() -> None:
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.add_edge("a", "b", "same")
    graph.add_edge("b", "a", "same")
    with pytest.raises(ValueError, match="edge 'same' occur"):
        text(graph)


def test_names_that_only_forbidden_characters_tell_apart_are_an_error() -> None:
    graph = graph_with()
    graph.add_nodes_from(["b\x00", "b\x01"])
    with pytest.raises(ValueError, match="node 'b\ufffd' occur"):
        text(graph)


def test_a_value_that_graphml_cannot_hold_is_an_error_that_shows_it() -> None:
    with pytest.raises(TypeError, match=r"a: places is \{'x': 1\}"):
        text(graph_with(places={"x": 1}))


def test_a_failed_write_leaves_the_former_file(tmp_path: Path) -> None:
    path = tmp_path / "out.graphml"
    path.write_text("former")
    with pytest.raises(TypeError):
        graphml.write(graph_with(places={"x": 1}), path)
    assert [file.read_text() for file in tmp_path.iterdir()] == ["former"]


def test_an_empty_network_is_a_file_too() -> None:
    assert read(nx.MultiDiGraph()).number_of_nodes() == 0


VALUES = (
    st.text()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.booleans()
    | st.lists(st.text(st.characters(exclude_characters="|"))).map(tuple)
)
FORBIDDEN = st.characters(categories=["Cc", "Cs"], exclude_characters="\t\n\r") | st.sampled_from("\ufffe\uffff")


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(st.sampled_from(["label", "n", "x"]), VALUES), st.text(FORBIDDEN))
def test_whatever_the_attributes_the_text_is_xml(facts: dict[str, object], noise: str) -> None:
    parsed = ET.fromstring(text(graph_with(**facts, noise=noise)).encode())  # noqa: S314 - our own text
    assert parsed.tag == f"{NS}graphml"


def test_writing_needs_neither_numpy_nor_lxml() -> None:
    code = (
        "import sys, networkx; from stancegraph.exports import graphml; ''.join(graphml.lines(networkx.MultiDiGraph())); "
        "print(sorted({'numpy', 'lxml', 'rdflib'} & set(sys.modules)))"
    )
    environment = {**os.environ, "PYTHONHASHSEED": "0"}
    assert subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True).stdout == "[]\n"
