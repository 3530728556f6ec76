"""The one value a user holds: what its methods hand out, and that nothing is made of data with errors."""

from __future__ import annotations

from pathlib import Path

import networkx as nx
import pytest

import stancegraph

ROOT = Path(__file__).parents[1]
BASE = "https://w3id.org/stancegraph/kosovo/"


@pytest.fixture(scope="module")
def kosovo() -> stancegraph.Project:
    return stancegraph.load(ROOT)


def test_a_folder_and_its_file_are_the_same_project(kosovo: stancegraph.Project) -> None:
    assert stancegraph.load(ROOT / "annotations.yaml").annotations.statements == kosovo.annotations.statements


def test_the_dataset_for_rdflib_holds_every_quad_and_answers_over_the_union(kosovo: stancegraph.Project) -> None:
    dataset = kosovo.to_rdflib()
    assert len(dataset) == len(set(kosovo.quads()))
    answer = dataset.query(f"ASK {{ <{BASE}russia> <https://w3id.org/stancegraph/ns#opposes> <{BASE}independence> }}")
    assert answer.askAnswer is True


def test_the_networkx_graph_draws_opposition_as_a_keyed_edge(kosovo: stancegraph.Project) -> None:
    graph = kosovo.to_networkx()
    assert isinstance(graph, nx.MultiDiGraph)
    stances = {data["stance"] for data in graph["russia"]["independence"].values() if data["asserted"]}
    assert stances == {"oppose"}


def test_a_query_of_one_s_own_has_all_prefixes(kosovo: stancegraph.Project) -> None:
    (row,) = kosovo.query("SELECT ?label { :russia rdfs:label ?label }")
    assert row[0] == "Russia"


def test_a_notebook_gets_text_and_a_sandboxed_frame(kosovo: stancegraph.Project) -> None:
    bundle = kosovo._repr_mimebundle_()
    assert f"{len(kosovo.annotations.statements)} statements" in bundle["text/plain"]
    assert 'sandbox="allow-scripts ' in bundle["text/html"]
    assert "<script" not in bundle["text/html"]


def test_no_graph_is_made_of_data_with_errors(tmp_path: Path) -> None:
    (tmp_path / "annotations.yaml").write_text("- Russia opposess independence\n", encoding="utf-8")
    project = stancegraph.load(tmp_path)
    assert not project.ok
    with pytest.raises(stancegraph.DataError, match=r"annotations\.yaml:1:10: error SG110"):
        project.to_networkx()


def test_a_missing_project_says_how_to_begin(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="Russia opposes independence"):
        stancegraph.load(tmp_path)
