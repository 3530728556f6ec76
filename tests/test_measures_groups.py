"""Camps, clusters, central actors and brokers: by hand, and by networkx and scipy."""

from __future__ import annotations

from pathlib import Path

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.spatial.distance import jaccard

from stancegraph.discourse import BINARY, STANCE, Event, Events, events, network
from stancegraph.measures import best_clustering, brokers, camps, centralities, clustering, tree

TOY = Path(__file__).parent / "data" / "dna" / "toy_statements_bool.tsv"


def toy() -> Events:
    rows = [line.split("\t") for line in TOY.read_text(encoding="utf-8").splitlines()]
    return events([Event(r[0], r[5], r[6], int(r[7]), document=r[1], start=int(r[2]), end=int(r[3])) for r in rows], scale=BINARY)


def heard(*rows: tuple[str, str, int]) -> Events:
    return events([Event(str(at), who, issue, level) for at, (who, issue, level) in enumerate(rows)], scale=BINARY)


statements = st.lists(
    st.tuples(st.sampled_from("abcdef"), st.sampled_from(["tax", "toll", "road"]), st.sampled_from([0, 1])), min_size=1, max_size=14
)

# --- Camps ---


def test_toy_camps_are_united_and_divided_by_what_they_said() -> None:
    """Independence unites both camps; on the mission EU and US are one, Serbia alone is against; EU and Russia, Serbia differ on talks."""
    told = camps(network(toy()), interval_by="no")
    assert [camp.members for camp in told.camps] == [("EU", "US"), ("Russia", "Serbia")]
    assert [[(one.issue, one.level, one.members) for one in camp.unites] for camp in told.camps] == [
        [("independence", 1.0, 2), ("mission", 1.0, 2)],
        [("independence", 0.0, 2), ("talks", 1.0, 2)],
    ]
    assert [(one.issue, one.levels, one.members) for one in told.divides] == [
        ("independence", (1.0, 0.0), (2, 2)),
        ("mission", (1.0, 0.0), (2, 1)),
        ("talks", (0.0, 1.0), (1, 2)),
    ]


@pytest.mark.parametrize("method", ["frustration", "signed_modularity", "modularity"])
def test_every_method_finds_the_camps_of_the_toy(method: str) -> None:
    assert [camp.members for camp in camps(network(toy()), method, interval_by="no").camps] == [("EU", "US"), ("Russia", "Serbia")]


def test_who_fits_both_camps_alike_is_undecided_and_in_none() -> None:
    rows = [("a", "x", 1), ("b", "x", 1), ("c", "x", 0), ("d", "x", 0), ("m", "y", 1), ("a", "y", 1), ("m", "z", 1), ("c", "z", 1)]
    told = camps(network(heard(*rows)), interval_by="no")
    assert ([camp.members for camp in told.camps], told.undecided) == ([("a", "b"), ("c", "d")], ("m",))


def test_camps_of_separate_components_are_not_joined() -> None:
    rows = [("a", "x", 1), ("b", "x", 0), ("c", "y", 1), ("d", "y", 1), ("e", "y", 0), ("f", "z", 1)]
    told = camps(network(heard(*rows)), interval_by="no")
    assert [(camp.members, camp.component) for camp in told.camps] == [(("c", "d"), 0), (("e",), 0), (("a",), 1), (("b",), 1)]
    assert told.isolates == ("f",)


def test_where_all_agree_there_is_one_camp() -> None:
    told = camps(network(heard(("a", "x", 1), ("b", "x", 1), ("c", "x", 1))), interval_by="no")
    assert ([camp.members for camp in told.camps], told.divides) == ([("a", "b", "c")], ())


def test_an_unknown_method_is_told_what_there_is() -> None:
    with pytest.raises(ValueError, match="frustration, signed_modularity, modularity"):
        camps(network(toy()), "magic")


# --- Clusters ---


@settings(max_examples=25)
@given(statements)
def test_tree_distance_is_scipy_s_jaccard_where_nothing_is_said_twice(rows: list[tuple[str, str, int]]) -> None:
    found = network(heard(*rows), duplicates="all")
    told = tree(found)
    said = {name: {(issue, level) for who, issue, level in rows if who == name} for name in told.names}
    cells = sorted({cell for some in said.values() for cell in some})
    vectors = np.asarray([[cell in said[name] for cell in cells] for name in told.names])
    expected = [[jaccard(one, other) for other in vectors] for one in vectors]
    assert told.distance == pytest.approx(np.asarray(expected))


def test_tree_leaves_out_who_is_neutral_only() -> None:
    found = network(events([Event("1", "a", "x", 1), Event("2", "b", "x", 1), Event("3", "c", "x", 0)], scale=STANCE))
    assert (tree(found).names, tree(found).silent) == (("a", "b"), ("c",))


def test_tree_of_one_has_no_rows() -> None:
    assert tree(network(heard(("a", "x", 1)))).linkage.shape == (0, 4)


@settings(max_examples=15)
@given(statements, st.sampled_from(["louvain", "greedy", "eigenvector", "average"]))
def test_value_of_a_clustering_is_networkx_s_modularity_of_it(rows: list[tuple[str, str, int]], method: str) -> None:
    found = network(heard(*rows))
    told, graph = clustering(found, method), found.to_networkx()
    if not graph.size():
        assert (told.value, told.clusters) == (None, ())
        return
    parts = [set(part) for part in told.clusters] + [{name} for name in told.isolates]
    assert told.value == pytest.approx(nx.community.modularity(graph, parts))


def test_two_cliques_with_one_tie_between_are_found_by_every_community_method() -> None:
    rows = [(who, issue, 1) for issue, group in (("x", "abcd"), ("y", "efgh"), ("z", "de")) for who in group]
    for method, _ in best_clustering(network(heard(*rows))).tried[:3]:
        assert clustering(network(heard(*rows)), method).clusters == (("a", "b", "c", "d"), ("e", "f", "g", "h"))


def test_best_clustering_is_the_best_of_what_was_tried_and_the_same_twice() -> None:
    told = best_clustering(network(toy()), seed=2)
    assert told.value == max(value for _, value in told.tried if value is not None)
    assert told == best_clustering(network(toy()), seed=2)


# --- Centralities and brokers ---


@settings(max_examples=15)
@given(statements)
def test_betweenness_and_strength_are_networkx_s(rows: list[tuple[str, str, int]]) -> None:
    found = network(heard(*rows))
    graph = found.to_networkx()
    for _, _, edge in graph.edges(data=True):
        edge["length"] = 1 / edge["weight"]
    told = {one.actor: one for one in centralities(found)}
    assert {name: one.agreement for name, one in told.items()} == dict(graph.degree(weight="weight"))
    if len(graph) > 2:
        assert {name: one.betweenness for name, one in told.items()} == pytest.approx(nx.betweenness_centrality(graph, weight="length"))


def test_degrees_of_the_toy_by_hand() -> None:
    told = {one.actor: one for one in centralities(network(toy()))}
    assert told["US"][1:8] == (4, 2, 3, 4.0, 10.0, 1, 2)
    assert told["EU"][1:4] == (3, 3, 3)


def test_eigenvector_of_a_star_by_hand() -> None:
    """The hub of a star with three leaves has √3 times a leaf's."""
    rows = [("hub", issue, 1) for issue in "xyz"] + [("a", "x", 1), ("b", "y", 1), ("c", "z", 1)]
    told = {one.actor: one.eigenvector for one in centralities(network(heard(*rows)))}
    assert told == pytest.approx({"hub": 1.0, "a": 3**-0.5, "b": 3**-0.5, "c": 3**-0.5})


def test_a_broker_between_three_camps_by_hand() -> None:
    """M agrees once with each of three camps, its own among them: 1 - 3/9; on it lie the paths of a, b and c to one another."""
    rows = [("m", issue, 1) for issue in "xyz"] + [("a", "x", 1), ("b", "y", 1), ("c", "z", 1)]
    told = brokers(network(heard(*rows)), [["a", "m"], ["b"], ["c"]])
    assert (told[0].actor, told[0].own, told[0].across) == ("m", 1.0, 2.0)
    assert told[0].participation == pytest.approx(2 / 3)
    assert [one.betweenness for one in told] == [1.0, 0.0, 0.0, 0.0]


def test_in_one_camp_nobody_is_between_camps() -> None:
    told = brokers(network(heard(("a", "x", 1), ("b", "x", 1), ("c", "x", 1))))
    assert [(one.participation, one.betweenness) for one in told] == [(0.0, None)] * 3


def test_brokers_of_a_network_without_agreement_have_no_participation() -> None:
    told = brokers(network(heard(("a", "x", 1), ("b", "x", 0))))
    assert [one.participation for one in told] == [None, None]


def test_crowded_networks_are_left_to_methods_that_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("stancegraph.measures.clusters.MOST_TIES", 1)
    assert [name for name, _ in best_clustering(network(toy())).tried] == ["eigenvector", "average", "complete", "single"]
    with pytest.raises(ValueError, match="would take hours"):
        clustering(network(toy()), "louvain")


def test_shortest_paths_are_not_sought_where_they_would_take_hours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("stancegraph.measures.centrality.PATHS", 1)
    assert {one.betweenness for one in centralities(network(toy()))} == {None}
