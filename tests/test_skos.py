"""The issues are a whole SKOS scheme: skosify, which checks and completes vocabularies, finds nothing to warn of and nothing to add."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import rdflib
import skosify
from rdflib.namespace import RDF, SKOS

from stancegraph import load

if TYPE_CHECKING:
    from stancegraph.project import Project

ROOT = Path(__file__).parents[1]
LAKE = ROOT / "tests" / "data" / "standards"
CYCLE = "issues: {a: {broader: b}, b: {broader: a}}\nstatements: [Russia opposes a, Russia opposes b]\n"


def scheme(project: Project) -> rdflib.Graph:
    """The issues and their scheme, as a reader of SKOS takes them out of the graph `entities`."""
    found = rdflib.Graph()
    base = project.annotations.project.base
    lines = [str(quad.triple) + " ." for quad in project.quads() if str(quad.graph_name) == f"<{base}graph/entities>"]
    entities = rdflib.Graph().parse(data="\n".join(lines), format="nt11")
    for node in {*entities.subjects(RDF.type, SKOS.Concept), *entities.subjects(RDF.type, SKOS.ConceptScheme)}:
        for fact in entities.predicate_objects(node):
            found.add((node, *fact))
    return found


def findings(graph: rdflib.Graph, caplog: pytest.LogCaptureFixture) -> tuple[list[str], set[tuple[rdflib.term.Node, ...]]]:
    """What skosify says of the graph, but for what it leaves to us ("Don't know what to do with"), and what it adds or takes away."""
    with caplog.at_level(logging.INFO):
        made = skosify.skosify(graph)
    told = [record.getMessage() for record in caplog.records if "Don't know what to do" not in record.getMessage()]
    return told, set(made) ^ set(graph)


@pytest.mark.parametrize("path", [ROOT, LAKE], ids=["flagship", "lake"])
def test_skosify_has_nothing_to_say_and_nothing_to_add(path: Path, caplog: pytest.LogCaptureFixture) -> None:
    graph = scheme(load(path))
    assert len(set(graph.subjects(RDF.type, SKOS.Concept))) == len(load(path).annotations.issues)
    assert findings(graph, caplog) == ([], set())


@pytest.mark.parametrize("lost", [SKOS.hasTopConcept, SKOS.inScheme, SKOS.narrower])
def test_skosify_would_tell_or_add_what_the_scheme_lacked(lost: rdflib.URIRef, caplog: pytest.LogCaptureFixture) -> None:
    graph = scheme(load(LAKE))
    graph.remove((None, lost, None))
    if lost == SKOS.hasTopConcept:  # either of the two directions says it
        graph.remove((None, SKOS.topConceptOf, None))
    assert findings(graph, caplog) != ([], set())


def test_an_alias_that_is_the_preferred_name_is_not_written_twice(tmp_path: Path) -> None:
    (tmp_path / "annotations.yaml").write_text(
        "issues: {peace: {name: peace, labels: {en: Peace}, also: [Peace, calm]}}\nstatements: [Russia supports peace]\n", encoding="utf-8"
    )
    graph = scheme(load(tmp_path))
    assert {str(label) for label in graph.objects(None, SKOS.prefLabel)} == {"Peace"}
    assert {str(label) for label in graph.objects(None, SKOS.altLabel)} == {"calm"}


def test_a_circle_of_broader_issues_never_gets_so_far(tmp_path: Path) -> None:
    (tmp_path / "annotations.yaml").write_text(CYCLE, encoding="utf-8")
    assert not load(tmp_path).ok
