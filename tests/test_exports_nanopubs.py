"""One statement, one nanopublication; what was held back is never asserted."""

from __future__ import annotations

import socket
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import pyoxigraph as ox
import pytest
import rdflib
from click.testing import CliRunner
from nanopub.nanopub import Nanopub
from nanopub.utils import MalformedNanopubError

from stancegraph import load
from stancegraph.cli import cli
from stancegraph.exports import nanopubs

if TYPE_CHECKING:
    from stancegraph.project import Project

ROOT = Path(__file__).parents[1]
LAKE = ROOT / "tests" / "data" / "standards"
NP, RDF = "http://www.nanopub.org/nschema#", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
PARTS = [ox.NamedNode(f"{RDF}{name}") for name in ("subject", "predicate", "object")]


@pytest.fixture(scope="module")
def lake() -> Project:
    return load(LAKE)


@pytest.fixture(scope="module")
def flagship() -> Project:
    return load(ROOT)


def graphs(project: Project) -> dict[str, dict[str, list[ox.Triple]]]:
    """Statement id to the four graphs of its nanopublication, by the last part of their names."""
    base = project.annotations.project.base
    found: dict[str, dict[str, list[ox.Triple]]] = defaultdict(lambda: defaultdict(list))
    for quad in ox.parse("".join(nanopubs.blocks(project.derived)), format=ox.RdfFormat.N_QUADS):
        name = str(quad.graph_name)[1:-1].removeprefix(f"{base}np/")
        mark = "/" if "/" in name else "#"
        found[f"s/{name.partition(mark)[0]}"][name.partition(mark)[2]].append(quad.triple)
    return found


def said(project: Project) -> dict[str, ox.Triple]:
    """Statement id to the triple that it says, from the compiled graph."""
    facts: dict[str, dict[str, ox.NamedNode]] = defaultdict(dict)
    for quad in project.quads():
        if quad.predicate in PARTS:
            assert isinstance(quad.object, ox.NamedNode)
            facts[str(quad.subject)[1:-1].removeprefix(project.annotations.project.base)][quad.predicate.value] = quad.object
    return {id_: ox.Triple(*(parts[part.value] for part in PARTS)) for id_, parts in facts.items()}


def no_address(*_: object) -> NoReturn:
    raise AssertionError("an address is asked for")


def test_the_nanopub_library_finds_each_valid_and_asks_for_no_address(lake: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket.socket, "connect", no_address)
    texts = list(nanopubs.blocks(lake.derived))
    for text in texts:
        graph = rdflib.ConjunctiveGraph()
        graph.parse(data=text, format="nquads")
        assert Nanopub(rdf=graph).is_valid
    assert len(texts) == len(lake.annotations.statements)


def test_the_nanopub_library_can_find_one_wrong(lake: Project) -> None:
    text = next(nanopubs.blocks(lake.derived))
    graph = rdflib.ConjunctiveGraph()
    graph.parse(
        data="".join(line for line in text.splitlines(keepends=True) if "#pubinfo> ." not in line or "hasPublicationInfo" in line),
        format="nquads",
    )
    with pytest.raises(MalformedNanopubError):
        Nanopub(rdf=graph).is_valid  # noqa: B018 - a property that raises


def test_there_is_one_of_four_graphs_for_each_statement(flagship: Project) -> None:
    found = graphs(flagship)
    assert found.keys() == {statement.id for statement in flagship.annotations.statements}
    assert {tuple(sorted(each)) for each in found.values()} == {("Head", "assertion", "provenance", "pubinfo")}


def test_a_statement_that_passed_asserts_its_triple_and_no_more(flagship: Project) -> None:
    found, triples = graphs(flagship), said(flagship)
    for verdict in flagship.derived.judged.verdicts:
        if verdict.asserted:
            assert found[verdict.statement.id]["assertion"] == [triples[verdict.statement.id]]


def test_a_statement_that_was_held_back_asserts_its_reading_and_its_triple_nowhere(flagship: Project) -> None:
    found, triples = graphs(flagship), said(flagship)
    base = flagship.annotations.project.base
    for verdict in flagship.derived.judged.verdicts:
        if not verdict.asserted:
            parts = found[verdict.statement.id]
            assert triples[verdict.statement.id] not in [triple for part in parts.values() for triple in part]
            node = ox.NamedNode(f"{base}{verdict.statement.id}")
            reading = {triple.predicate: triple.object for triple in parts["assertion"] if triple.subject == node}
            assert [reading[part] for part in PARTS] == list(triples[verdict.statement.id])


def test_what_hedges_a_statement_stands_in_its_assertion(lake: Project) -> None:
    found = graphs(lake)
    (conditional,) = [statement for statement in lake.annotations.statements if statement.condition]
    texts = [str(triple) for triple in found[conditional.id]["assertion"]]
    assert [text for text in texts if '#condition> "the level falls"' in text]
    assert [text for text in texts if "#negated> " in text and '"true"' in text]
    (partial,) = [statement for statement in lake.annotations.statements if statement.scope == "most"]
    assert [triple for triple in found[partial.id]["assertion"] if str(triple).endswith("ns#most>")]


def test_the_label_says_why_a_statement_was_held_back(lake: Project) -> None:
    found = graphs(lake)
    (partial,) = [statement for statement in lake.annotations.statements if statement.scope == "most"]
    labels = [triple.object.value for triple in found[partial.id]["pubinfo"] if isinstance(triple.object, ox.Literal)]
    assert [label for label in labels if label.startswith("union members supports pumping (held back: ") and "PartialScope" in label]


def test_the_provenance_leads_to_the_words_the_document_and_the_coder(lake: Project) -> None:
    base, found = lake.annotations.project.base, graphs(lake)
    (statement,) = [each for each in lake.annotations.statements if each.actor == "id" and each.relation == "opposes"]
    about = {
        (triple.predicate.value.rpartition("#")[2], str(triple.object)[1:-1].removeprefix(base))
        for triple in found[statement.id]["provenance"]
        if str(triple.subject).endswith("#assertion>")
    }
    assert about == {
        ("wasDerivedFrom", statement.id),
        ("wasDerivedFrom", f"{statement.id}_q1"),
        ("hadPrimarySource", "wire-2010-03-01"),
        ("wasAttributedTo", "cy"),
    }
    assert [triple for triple in found[statement.id]["provenance"] if triple.object == ox.Literal('no pump, "none"')]


def test_a_figure_stands_in_each_nanopublication_that_tells_it(lake: Project) -> None:
    found = graphs(lake)
    told = [statement.id for statement in lake.annotations.statements if "boats" in {figure.measure for figure in statement.figures}]
    assert len(told) == 3
    for id_ in told:
        assert [triple for part in found[id_].values() for triple in part if triple.object == ox.Literal("boats")], id_


def test_licence_and_creators_are_the_projects(lake: Project) -> None:
    for parts in graphs(lake).values():
        told = {(triple.predicate.value.rpartition("/")[2], str(triple.object)) for triple in parts["pubinfo"]}
        assert {
            ("license", "<https://creativecommons.org/licenses/by/4.0/>"),
            ("creator", "<https://example.org/people/ada>"),
            ("creator", '"Bo Bergström"'),
            ("isPartOf", "<https://example.org/lake/>"),
        } <= told


def test_a_time_stands_there_only_when_it_is_given(lake: Project) -> None:
    assert "created" not in "".join(nanopubs.blocks(lake.derived))
    dated = list(nanopubs.blocks(lake.derived, created="2026-03-01T12:00:00Z"))
    assert all('"2026-03-01T12:00:00Z"^^<http://www.w3.org/2001/XMLSchema#dateTime>' in text for text in dated)


def test_the_file_is_trig_without_blank_nodes_that_two_readers_read_alike(lake: Project, tmp_path: Path) -> None:
    done = CliRunner().invoke(cli, ["export", str(LAKE), "--to", "nanopubs", "--out", str(tmp_path / "np.trig")])
    assert (done.exit_code, done.stderr) == (0, "")
    wanted = set(ox.parse("".join(nanopubs.blocks(lake.derived)), format=ox.RdfFormat.N_QUADS))
    again = rdflib.Dataset()
    again.parse(tmp_path / "np.trig", format="trig")
    assert set(ox.parse(path=tmp_path / "np.trig", format=ox.RdfFormat.TRIG)) == wanted
    assert set(ox.parse(again.serialize(format="nquads"), format=ox.RdfFormat.N_QUADS)) == wanted
    assert not [quad for quad in wanted if isinstance(quad.subject, ox.BlankNode) or isinstance(quad.object, ox.BlankNode)]


def test_a_base_that_ends_in_a_hash_gives_addresses_with_one(tmp_path: Path) -> None:
    text = (LAKE / "annotations.yaml").read_text(encoding="utf-8").replace("https://example.org/lake/", "https://example.org/lake#")
    (tmp_path / "annotations.yaml").write_text(text, encoding="utf-8")
    found = graphs(load(tmp_path))
    assert {tuple(sorted(each)) for each in found.values()} == {("Head", "assertion", "provenance", "pubinfo")}
