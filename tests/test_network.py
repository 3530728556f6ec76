"""Positions as a networkx graph: what an edge is, what it knows, and that order does not matter."""

from __future__ import annotations

import random
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import stancegraph
from stancegraph import network
from stancegraph.project import Project
from stancegraph.queries import DerivedRow, NodeRow, StatementRow
from stancegraph.reader import read

if TYPE_CHECKING:
    import networkx as nx

DAM = Path(__file__).parent / "data" / "dam"


@pytest.fixture(scope="module")
def graph() -> nx.MultiDiGraph[str]:
    return stancegraph.load(DAM).to_networkx()


def row(number: int, **fields: object) -> StatementRow:
    """A statement "Arland opposes the dam" with fields changed."""
    plain = StatementRow(
        id=f"s/{number}",
        actor="arland",
        relation="opposes",
        object="dam",
        sentence_label="Arland opposes the dam",
        negated=False,
        mode="actual",
        certainty="certain",
        scope="all",
        condition=None,
        voice="own",
        asserted=True,
        reasons=(),
        said_by=(),
        reported_by=(),
        document=None,
        document_label=None,
        document_url=None,
        publisher=None,
        when=None,
        said=None,
        start=None,
        end=None,
        quotes=(),
        coder=None,
        polarity_min=-1,
        polarity_max=-1,
        because=(),
        slots=(),
        verb="opposes",
    )
    return plain._replace(**fields)  # type: ignore[arg-type]


def the_edge(*rows: StatementRow) -> tuple[str, dict[str, object]]:
    """Key and attributes of the only edge that the rows make."""
    ((_, _, key, facts),) = network.positions(rows).edges(keys=True, data=True)
    return key, facts


def test_statements_of_one_position_are_one_edge_that_counts_them() -> None:
    key, facts = the_edge(row(2), row(1, relation="rejects", verb="rejects"))
    assert key == "arland|dam|-1..-1|actual|asserted"
    assert (facts["n"], facts["weight"], facts["statements"], facts["relation"]) == (2, 2.0, ("s/1", "s/2"), ("opposes", "rejects"))


@pytest.mark.parametrize(
    "fields",
    [
        {"actor": "borland"},
        {"object": "tolls"},
        {"polarity_min": 1, "polarity_max": 1},
        {"polarity_max": 0},
        {"mode": "expected"},
        {"asserted": False, "reasons": ("Uncertain",)},
        {"polarity_min": None, "polarity_max": None},
    ],
)
def test_another_actor_target_interval_mode_or_verdict_is_another_edge(fields: dict[str, object]) -> None:
    assert network.positions([row(1), row(2, **fields)]).number_of_edges() == 2


@pytest.mark.parametrize(
    ("interval", "stance", "label"),
    [
        ((1, 1), "support", "supports"),
        ((-1, -1), "oppose", "opposes"),
        ((0, 0), "neutral", "is neutral on"),
        ((-1, 0), "weak", "does not support"),
        ((0, 1), "weak", "does not oppose"),
    ],
)
def test_the_stance_follows_from_the_interval(interval: tuple[int, int], stance: str, label: str) -> None:
    _, facts = the_edge(row(1, polarity_min=interval[0], polarity_max=interval[1]))
    assert (facts["stance"], facts["label"]) == (stance, label)


def test_an_act_has_no_polarity_and_is_labelled_by_its_verb() -> None:
    key, facts = the_edge(row(1, relation="deploys", verb="deploys", polarity_min=None, polarity_max=None, mode="planned", asserted=False))
    assert key == "arland|dam|act|planned|held"
    assert (facts["stance"], facts["label"], "polarity_min" in facts, "polarity_max" in facts) == ("act", "deploys", False, False)


def test_an_edge_is_conditional_only_if_all_its_statements_are() -> None:
    held = {"asserted": False, "reasons": ("Conditional",)}
    assert the_edge(row(1, condition="if so", **held))[1]["conditional"]
    assert not the_edge(row(1, condition="if so", **held), row(2, asserted=False))[1]["conditional"]


def test_reasons_and_documents_are_listed_once_and_sorted() -> None:
    rows = [
        row(1, asserted=False, reasons=("Uncertain", "Expected"), document="b"),
        row(2, asserted=False, reasons=("Expected",), document="a"),
        row(3, asserted=False, document="b"),
    ]
    _, facts = the_edge(*rows)
    assert (facts["reasons"], facts["documents"]) == (("Expected", "Uncertain"), ("a", "b"))


def test_first_and_last_are_the_outermost_known_days() -> None:
    rows = [row(1, start="2010-03-01", end="2010-03-31"), row(2, start="2010-02-01", end="2010-02-28"), row(3)]
    _, facts = the_edge(*rows)
    assert (facts["first"], facts["last"]) == ("2010-02-01", "2010-03-31")


def test_a_time_open_on_one_side_leaves_that_side_of_the_edge_open() -> None:
    _, facts = the_edge(row(1, start=None, end="2008-12-31"), row(2, start="2009-01-01", end=None))
    assert not {"first", "last"} & set(facts)


def test_an_edge_without_any_known_day_has_neither_first_nor_last() -> None:
    assert not {"first", "last"} & set(the_edge(row(1))[1])


def test_a_node_leaves_out_what_is_not_known() -> None:
    graph = network.positions([], nodes=[NodeRow("arland", "Arland", "actor", None, None, None)])
    assert dict(graph.nodes["arland"]) == {"label": "Arland", "kind": "actor", "degree_statements": 0}


def test_a_node_counts_its_statements_as_actor_and_as_object_and_a_loop_once() -> None:
    rows = [row(1), row(2, actor="dam", object="arland"), row(3, object="arland")]
    graph = network.positions(rows, nodes=[NodeRow("arland", "Arland", "actor", "state", None, None)])
    assert graph.nodes["arland"]["degree_statements"] == 3


def test_the_graph_carries_its_title_its_statements_and_what_follows_from_them() -> None:
    product = DerivedRow("derived/r6_1", "R6", "Shift", "arland", "dam", 1, 1, "Arland shifts.", ("s/1",))
    graph = network.positions([row(2), row(1)], [product], title="The dam")
    assert graph.graph == {"title": "The dam", "statements": {"s/1": row(1), "s/2": row(2)}, "derived": [product]}


def test_the_order_of_rows_changes_nothing() -> None:
    rows = [row(i, actor=f"a{i % 3}", polarity_min=(i % 2) - 1, polarity_max=0) for i in range(12)]
    nodes = [NodeRow(f"a{i}", f"A {i}", "actor", None, None, None) for i in range(3)]
    shuffled = random.Random(1).sample(rows, len(rows))  # noqa: S311 - an order, no secret
    one, other = network.positions(rows, nodes=nodes), network.positions(shuffled, nodes=nodes[::-1])
    assert list(one.nodes(data=True)) == list(other.nodes(data=True))
    assert list(one.edges(keys=True, data=True)) == list(other.edges(keys=True, data=True))
    assert list(one.graph["statements"]) == list(other.graph["statements"])


def test_no_rows_make_an_empty_graph() -> None:
    assert network.positions([]).number_of_nodes() == 0


def test_a_project_s_graph_has_a_node_for_every_actor_issue_act_and_instrument(graph: nx.MultiDiGraph[str]) -> None:
    kinds = sorted(facts["kind"] for _, facts in graph.nodes(data=True))
    assert {kind: kinds.count(kind) for kind in kinds} == {"act": 1, "actor": 7, "instrument": 1, "issue": 6}


def test_a_project_s_graph_holds_each_position_once(graph: nx.MultiDiGraph[str]) -> None:
    # Twenty statements: five of Arland against the dam are one edge, two plans of the Union are one.
    assert (graph.number_of_edges(), sum(facts["n"] for _, _, facts in graph.edges(data=True))) == (15, 20)


def test_a_project_s_graph_answers_networkx_questions(graph: nx.MultiDiGraph[str]) -> None:
    assert sorted(actor for actor, _, facts in graph.in_edges("dam", data=True) if facts["stance"] == "oppose") == ["arland", "borland"]


def test_an_act_and_its_denial_are_two_edges() -> None:
    text = "- Russia blocks the plan:\n    when: 2007\n- Russia does not block the plan:\n    when: 2007\n"
    annotations, _ = read(text)
    graph = Project(annotations=annotations, problems=()).to_networkx()
    found = {key: data["negated"] for key, data in graph["russia"]["plan"].items()}
    assert found == {"russia|plan|act|actual|asserted": False, "russia|plan|not-act|actual|asserted": True}
