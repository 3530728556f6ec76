"""What every compiled graph keeps to: sound graphs conform, and each kind of shape catches the fault that is made for it.

A second validator, rdf-validate-shacl, must find the same. It knows no SPARQL, so it is asked about the core shapes alone.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox
import pytest
import rdflib
from click.testing import CliRunner, Result

from stancegraph import compiler, loader, shapes
from stancegraph.checks import check
from stancegraph.cli import cli
from stancegraph.conformance import Breach, breaches, problems, report
from stancegraph.gate import judge
from stancegraph.inference import derive
from stancegraph.ontology import INDIVIDUALS
from stancegraph.problems import Place
from stancegraph.reader import read
from stancegraph.rulebook import Rule, rules
from stancegraph.shapes.claims import claims
from stancegraph.vocabulary import NAMESPACES, prefixes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import NoReturn

    from stancegraph.inference import Derived

pytestmark = pytest.mark.peers

ROOT = Path(__file__).parents[1]
SHAPE = f"{shapes.SHAPES}#"
SH = rdflib.Namespace(shapes.SH)
BASE = "https://example.org/f/"


class Fault(NamedTuple):
    """One fault in a graph: `item` is what the file says, `out` and `put` are Turtle, `found` the pairs of node and shape.

    In all of them @ is the number that makes the fault's names its own.
    """

    name: str
    out: str
    put: str
    found: str
    item: str = "- a@ opposes i@: {id: f@, source: herald, quote: opposes, said: 2010-02-01}"
    """A list item of one line."""
    sections: str = ""
    """Further declarations, each `section: line`."""


FINDING = "rdfs:label 'x' ; sg:text 'x' ; sg:target :i@ ; sg:premise s:f@ ; sg:depth 1"
FAULTS = [
    Fault("no subject", "s:f@ rdf:subject :a@ .", "", "s:f@ Statement-subject, :a@ Direct-statement, stance:a@_i@ Stance-statements"),
    Fault("two objects", "", "s:f@ rdf:object :b .", "s:f@ Statement-object, s:f@ Statement-object-kind, s:f@ Statement-direct"),
    Fault(
        "an object of a kind that the relation does not allow",
        "s:f@ rdf:object :i@ .",
        "s:f@ rdf:object :b .",
        "s:f@ Statement-object-kind, s:f@ Statement-direct, :a@ Direct-statement, stance:a@_i@ Stance-statements",
    ),
    Fault(
        "an unknown relation",
        "s:f@ rdf:predicate sg:opposes ; sg:relation sg:opposes .",
        "s:f@ rdf:predicate :likes ; sg:relation :likes .",
        "s:f@ Statement-predicate, s:f@ Statement-relation, s:f@ Statement-object-kind, s:f@ Statement-interval, s:f@ Statement-direct, "
        ":a@ Direct-statement",
    ),
    Fault(
        "another relation in the triple",
        "s:f@ rdf:predicate sg:opposes .",
        "s:f@ rdf:predicate sg:supports .",
        "s:f@ Statement-denied, s:f@ Statement-direct, :a@ Direct-statement",
    ),
    Fault(
        "the negative of another relation",
        "s:f@ rdf:predicate sg:doesNotOppose .",
        "s:f@ rdf:predicate sg:doesNotSupport .",
        "s:f@ Statement-negative, s:f@ Statement-direct, :a@ Direct-statement",
        "- a@ does not oppose i@: {id: f@}",
    ),
    Fault("a speaker that is a document", "", "s:f@ sg:saidBy :herald .", "s:f@ Statement-saidBy"),
    Fault(
        "a mode that is none",
        "s:f@ sg:mode sg:actual .",
        "s:f@ sg:mode :i@ .",
        "s:f@ Statement-mode, s:f@ Statement-NotYetActual, s:f@ Statement-Expected, s:f@ Statement-Hypothetical, s:f@ Statement-Ended",
    ),
    Fault("a coder whom PROV calls otherwise", "", "s:f@ prov:wasAttributedTo :a@ .", "s:f@ Statement-coder"),
    Fault("a broken chain of reports", "s:f@ sg:heardFrom s:f@_via1 .", "", "s:f@ Statement-chain", "- a@ opposes i@: {id: f@, via: b}"),
    Fault("a chain of reports in a circle", "", "s:f@_via1 sg:heardFrom s:f@_via1 .", "s:f@_via1 Report-circle", "- a@ opposes i@: {id: f@, via: b}"),
    # The gate.
    Fault("asserted with a reason", "", "s:f@ sg:notAssertedBecause sg:HostileSource .", "s:f@ Statement-reasons, stance:a@_i@ Stance-standing"),
    Fault("asserted without its triple", ":a@ sg:opposes :i@ .", "", "s:f@ Statement-direct"),
    Fault("a direct triple without a statement", "", ":a@ sg:supports :i@ .", ":a@ Direct-statement"),
    Fault(
        "a narrower relation without the wider",
        ":a@ sg:supports :i@ .",
        "",
        ":a@ Direct-closure",
        "- a@ endorses i@: {id: f@}",
    ),
    Fault("one direction of a symmetric relation", ":b sg:meets :a@ .", "", ":a@ Direct-closure", "- a@ meets b: {id: f@}"),
    Fault("a tie turned round", "", ":i@ sg:opposes :a@ .", ":i@ Direct-statement"),
    Fault("held back without a shadow", ":a@ sg:conditionallyOpposes :i@ .", "", "s:f@ Statement-heldback", "- a@ opposes i@: {id: f@, if: peace}"),
    Fault("a shadow beside an asserted statement alone", "", ":a@ sg:conditionallyOpposes :i@ .", ":a@ Heldback-statement"),
    Fault("a shadow relation that asserts", "", "sg:wouldOppose a sg:Relation .", "sg:wouldOppose ShadowRelation-apart, sg:wouldOppose Relation-kind"),
    Fault(
        "a reason that nothing gives",
        "s:f@ sg:condition 'peace' .",
        "",
        "s:f@ Statement-Conditional",
        "- a@ opposes i@: {id: f@, if: peace}",
    ),
    Fault(
        "one reason for another",
        "s:f@ sg:notAssertedBecause sg:Expected .",
        "s:f@ sg:notAssertedBecause sg:Conditional .",
        "s:f@ Statement-Expected, s:f@ Statement-Conditional",
        "- a@ opposes i@: {id: f@, mode: expected}",
    ),
    Fault(
        "six reasons that nothing gives",
        "",
        "s:f@ sg:notAssertedBecause sg:NotYetActual, sg:Hypothetical, sg:Ended, sg:Uncertain, sg:PartialScope, sg:Retracted .",
        "s:f@ Statement-NotYetActual, s:f@ Statement-Hypothetical, s:f@ Statement-Ended, s:f@ Statement-Uncertain, "
        "s:f@ Statement-PartialScope, s:f@ Statement-Retracted, :a@ Heldback-statement",
        "- a@ opposes i@: {id: f@, if: peace}",
    ),
    # Positions, stances and findings.
    Fault(
        "an interval out of range",
        "s:f@ sg:polarityMin -1 .",
        "s:f@ sg:polarityMin -2 .",
        "s:f@ StatementPosition-polarityMin, s:f@ Statement-interval",
    ),
    Fault("an interval turned round", "stance:a@_i@ sg:polarityMin -1 .", "stance:a@_i@ sg:polarityMin 1 .", "stance:a@_i@ StancePosition-polarityMin"),
    Fault("a stance on a foreign statement", "", "stance:a@_i@ sg:basedOn s:other .", "stance:a@_i@ Stance-statements"),
    Fault(
        "two stances on one target",
        "",
        "stance:b@ a sg:Stance ; rdfs:label 'x' ; sg:holder :a@ ; sg:target :i@ ; sg:contested false ; sg:basedOn s:f@ ; "
        "sg:polarityMin -1 ; sg:polarityMax -1 .",
        "stance:b@ Stance-single, stance:a@_i@ Stance-single",
    ),
    Fault(
        "a stance that is a finding as well",
        "",
        "stance:a@_i@ a sg:Tension, sg:Product ; sg:text 'x' ; sg:premise s:f@ ; sg:depth 1 ; sg:byRule sg:R1 ; "
        "sg:otherPolarityMin 1 ; sg:otherPolarityMax 1 .",
        "stance:a@_i@ Stance-stated",
    ),
    Fault("a finding of no kind", "", f"derived:n@ a sg:Product ; sg:byRule sg:R5 ; {FINDING} .", "derived:n@ Product-kind"),
    Fault(
        "a contradiction without one, by the rule of shifts",
        "",
        f"derived:c@ a sg:Contradiction, sg:Product ; sg:byRule sg:R6 ; {FINDING} ; "
        "sg:polarityMin 1 ; sg:polarityMax 1 ; sg:otherPolarityMin 1 ; sg:otherPolarityMax 1 .",
        "derived:c@ Contradiction-rule, derived:c@ Product-opposed",
    ),
    Fault(
        "findings by the rule of none of them",
        "",
        f"derived:d@ a sg:DerivedStance, sg:Product ; sg:byRule sg:R7 ; {FINDING.replace('depth 1', 'depth 3')} . "
        f"derived:e@ a sg:Division, sg:Product ; sg:byRule sg:R7 ; {FINDING} ; sg:side derived:s@ . derived:s@ a sg:Side ; rdfs:label 'x' . "
        f"derived:g@ a sg:FigureConflict, sg:Product ; sg:byRule sg:R7 ; {FINDING} . "
        f"derived:h@ a sg:Shift, sg:Product ; sg:byRule sg:R7 ; {FINDING} ; "
        "sg:polarityMin -1 ; sg:polarityMax -1 ; sg:otherPolarityMin 1 ; sg:otherPolarityMax 1 .",
        "derived:d@ DerivedStance-rule, derived:d@ DerivedStance-holder, derived:d@ DerivedStance-polarityMin, "
        "derived:d@ DerivedStance-polarityMax, derived:d@ Product-depth, derived:e@ Division-rule, derived:e@ Division-sides, "
        "derived:s@ Side-member, derived:g@ FigureConflict-rule, derived:h@ Shift-rule",
    ),
    # Evidence.
    Fault("a quote without words", "s:f@_q1_words oa:exact 'opposes' .", "s:f@_q1_words oa:exact '' .", "s:f@_q1_words TextQuoteSelector-exact"),
    Fault("a passage that nothing selects", "s:f@_q1 oa:hasSelector s:f@_q1_words .", "", "s:f@_q1 Passage-words"),
    Fault("a passage of another document", "s:f@_q1 oa:hasSource :herald .", "s:f@_q1 oa:hasSource :post .", "s:f@ Statement-source"),
    Fault(
        "offsets turned round",
        "",
        "s:f@_q1 oa:hasSelector s:f@_q1_position . s:f@_q1_position a oa:TextPositionSelector ; rdfs:label '9-3' ; "
        "oa:start '9'^^xsd:nonNegativeInteger ; oa:end '3'^^xsd:nonNegativeInteger .",
        "s:f@_q1_position TextPositionSelector-start",
    ),
    Fault(
        "a figure whose least is the most",
        "",
        "s:f@ sg:figures f:n@ . f:n@ a sg:Figure ; rdfs:label 'x' ; sg:measure 'staff' ; sg:text 'x' ; sg:act :i@ ; sg:low 3.0 ; sg:high 2.0 .",
        "f:n@ Figure-low",
    ),
    # Days.
    Fault(
        "days turned round",
        "s:f@ sg:saidStart '2010-02-01'^^xsd:date .",
        "s:f@ sg:saidStart '2010-03-01'^^xsd:date .",
        "s:f@ Days-saidStart",
    ),
    Fault("days of no date", "s:f@ sg:said '2010-02-01'^^edtf:EDTF .", "", "s:f@ Days-said"),
    Fault(
        "days that are none",
        "",
        "s:f@ sg:whenStart 'x' ; sg:whenEnd 'y' ; sg:saidEnd 'y' . stance:a@_i@ sg:validFrom 'x' ; sg:validTo 'y' . "
        ":post sg:dateStart 'x' ; sg:dateEnd 'y' .",
        "s:f@ Days-whenStart, s:f@ Days-whenEnd, s:f@ Days-when, s:f@ Days-saidStart, s:f@ Days-saidEnd, stance:a@_i@ Days-validFrom, "
        "stance:a@_i@ Days-validTo, :post Days-dateStart, :post Days-dateEnd, :post Days-date",
    ),
    # Nouns and relations.
    Fault("an entailment in a circle", "", ":j@ sg:entails :i@ .", ":i@ Issue-circle, :j@ Issue-circle", sections="issues: i@: {entails: j@}"),
    Fault("one slug for two things", "", ":a@ a sg:Coder .", ":a@ Noun-kind"),
    Fault("a type that is not the class", ":a@ sg:type sg:state .", ":a@ sg:type sg:person .", ":a@ State-type"),
    Fault("an office for oneself", "", ":a@ sg:office office:o@ . office:o@ a sg:Office ; rdfs:label 'x' ; sg:holder :a@ ; sg:principal :a@ .", "office:o@ Office-holder"),
    Fault("two labels", "", ":a@ rdfs:label 'another' .", ":a@ Node-label"),
    Fault("two preferred labels in a language", "", ":a@ skos:prefLabel 'x'@en, 'y'@en .", ":a@ Node-prefLabel"),
    Fault(
        "a relation that reverses a sign",
        ":tolerates@ sg:polarity 1 .",
        ":tolerates@ sg:polarity -1 .",
        ":tolerates@ Relation-sign",
        sections="relations: tolerates@: {verb: tolerate@, is: supports, polarity: 1}",
    ),
    Fault(
        "a relation wider than itself",
        "",
        ":bears@ rdfs:subPropertyOf :bears@ .",
        ":bears@ Relation-circle",
        sections="relations: bears@: {verb: bear@, is: supports, polarity: 1}",
    ),
    Fault(
        "a negative below a relation",
        "",
        ":doesNotWant@ rdfs:subPropertyOf :wants@ .",
        ":doesNotWant@ NegativeRelation-subPropertyOf",
        sections="relations: wants@: {verb: want@, polarity: 1}",
    ),
]  # fmt: skip


def numbered(number: int, text: str) -> str:
    return re.sub("@(?!en)", str(number), text)  # but for language tags


def faulty_file() -> str:
    """One file that holds the item of every fault, each about names of its own."""
    sections: dict[str, list[str]] = {"actors": ["b: group"], "issues": [], "relations": [], "documents": ["herald: {}", "post: {}"]}
    for number, fault in enumerate(FAULTS):
        name, _, line = numbered(number, fault.sections).partition(": ")
        sections["actors"].append(f"a{number}: state")
        if name:
            sections[name].append(line)
        if name != "issues":
            sections["issues"].append(f"i{number}: policy")
        else:
            sections["issues"].append(f"j{number}: policy")
    head = "".join(f"{name}:\n" + "".join(f"  {line}\n" for line in lines) for name, lines in sections.items() if lines)
    items = "".join(numbered(number, fault.item) + "\n" for number, fault in enumerate(FAULTS))
    return f'project: {{id: f, base: "{BASE}"}}\n{head}statements:\n{items}- b opposes other: {{id: other}}\n'


def triples(text: str, base: str) -> set[ox.Triple]:
    """Turtle with the prefixes of a project."""
    head = "".join(f"PREFIX {name}: <{space}>\n" for name, space in prefixes(base).items())
    return {quad.triple for quad in ox.parse(head + text, format=ox.RdfFormat.TURTLE)}


def compiled(source: Derived) -> set[ox.Triple]:
    return {quad.triple for quad in compiler.quads(source)}


def as_lines(graph: Iterable[ox.Triple]) -> str:
    """The graph as N-Triples, which are N-Quads."""
    return "".join(sorted(f"{triple} .\n" for triple in graph))


def meant(text: str, base: str) -> set[tuple[str, str]]:
    """`s:f1 Statement-subject, ...` as pairs of IRIs."""
    spaces = prefixes(base)
    pairs = (pair.split() for pair in text.split(", "))
    return {(spaces[node.partition(":")[0]] + node.partition(":")[2], SHAPE + shape) for node, shape in pairs}


def pairs(found: Iterable[Breach]) -> set[tuple[str, str]]:
    return {(each.focus[1:-1], each.shape[1:-1]) for each in found}


@pytest.fixture(scope="module")
def sound() -> Derived:
    annotations, told = read(faulty_file(), "annotations.yaml")
    assert [problem.headline() for problem in told if problem.severity == "error"] == []
    return derive(judge(annotations))


@pytest.fixture(scope="module")
def faulty(sound: Derived) -> set[ox.Triple]:
    """The graph with every fault in it."""
    graph = compiled(sound)
    for number, fault in enumerate(FAULTS):
        out = triples(numbered(number, fault.out), BASE)
        assert out <= graph, f"what {fault.name!r} takes out is not there"
        graph = (graph - out) | triples(numbered(number, fault.put), BASE)
    return graph


@pytest.fixture(scope="module")
def caught(faulty: set[ox.Triple]) -> list[Breach]:
    return breaches([as_lines(faulty)])


# ── sound graphs ──


def test_flagship_conforms() -> None:
    assert breaches(compiler.blocks(loader.load(ROOT).derived)) == []


@pytest.mark.parametrize("name", ["dam", "harbour", "three-sentences"])
def test_small_project_conforms(name: str) -> None:
    assert breaches(compiler.blocks(loader.load(ROOT / "tests" / "data" / name).derived)) == []


TIES = """\
relations:
  leads-on: {verb: lead on, is: leads, kind: relation, object: [actor]}
  chairs: {verb: chair, kind: relation, object: [actor], is: is-seen-by, inverse: is-chaired-by}
  is-chaired-by: {verb: be chaired by, kind: relation, object: [actor], is: is-known-to}
  is-known-to: {verb: be known to, kind: relation, object: [actor], inverse: knows}
  knows: {verb: know, kind: relation, object: [actor]}
  is-seen-by: {verb: be seen by, kind: relation, object: [actor], is: is-near}
  is-near: {verb: be near, kind: relation, object: [actor], symmetric: true}
actors: {league: igo, ann: {member_of: league}, bob: {member_of: league}}
issues: {toll: {entails: talks, excludes: war}, talks: {}, war: {negation_of: peace}, peace: {}}
acts: {march: {}}
statements:
- Ann leads on Rome
- Bob chairs Rome
- Cid does not lead Rome
- Dan does not meet Rome
- Ann supports toll
- Bob opposes toll
- Eva supports toll
- Eva opposes talks
- Fay supports peace
- Fay opposes peace
- Gil supports talks: {said: 2001}
- Gil opposes talks: {said: 2005}
- Hal deploys march: {figures: {staff: 100}}
- Ida deploys march: {figures: {staff: 300}}
- Joe does not support war
"""


def test_ties_at_any_remove_and_findings_of_every_rule_conform() -> None:
    annotations, told = read(TIES, "annotations.yaml")
    assert [problem.headline() for problem in [*told, *check(annotations)] if problem.severity == "error"] == []
    source = derive(judge(annotations))
    assert {product.rule for product in source.products} == {"R0", "R1", "R2", "R3", "R4", "R5", "R6", "R8", "R9"}
    assert breaches(compiler.blocks(source)) == []


# ── faults ──


@pytest.mark.parametrize(("number", "fault"), list(enumerate(FAULTS)), ids=[fault.name for fault in FAULTS])
def test_fault_is_caught_at_its_node_by_its_shape(number: int, fault: Fault, caught: list[Breach]) -> None:
    expected = meant(numbered(number, fault.found), BASE)
    assert expected <= pairs(caught)


def test_nothing_else_is_caught(caught: list[Breach]) -> None:
    expected = {pair for number, fault in enumerate(FAULTS) for pair in meant(numbered(number, fault.found), BASE)}
    assert pairs(caught) - expected == set()


def test_every_claim_between_properties_is_breached_by_a_fault() -> None:
    hit = {pair.split()[1] for fault in FAULTS for pair in fault.found.split(", ")}
    assert {shape.name for shape in claims()} - hit == set()


def test_breach_is_told_at_the_line_of_its_statement_quote_stance_noun_or_relation(sound: Derived, caught: list[Breach]) -> None:
    annotations = sound.judged.annotations
    main = Place(annotations.statements[0].place.source, 0, 0)
    told = {(problem.code, problem.text.rpartition(" (")[2].split()[0].rstrip(")")): problem for problem in problems(caught, sound, main)}
    lines = faulty_file().splitlines()

    def line(code: str, node: str) -> str:
        return lines[told[code, node].place.line - 1]

    number = {fault.name: number for number, fault in enumerate(FAULTS)}
    speaker, quote = number["a speaker that is a document"], number["a quote without words"]
    turned, double = number["an interval turned round"], number["two labels"]
    sign, shadow = number["a relation that reverses a sign"], number["a shadow relation that asserts"]
    assert line("SG501", f"s/f{speaker}") == numbered(speaker, FAULTS[speaker].item)
    assert line("SG505", f"s/f{quote}_q1_words") == numbered(quote, FAULTS[quote].item)
    assert told["SG505", f"s/f{quote}_q1_words"].place.column == numbered(quote, FAULTS[quote].item).index("quote: ") + len("quote: ") + 1
    assert line("SG503", f"stance/a{turned}_i{turned}") == numbered(turned, FAULTS[turned].item)
    assert line("SG509", f"a{double}") == f"  a{double}: state"
    assert line("SG507", f"tolerates{sign}").startswith(f"  tolerates{sign}:")
    assert told["SG507", FAULTS[shadow].found.split()[0]].place == main


# ── the report ──


def test_report_is_a_sound_validation_report_without_blank_nodes(caught: list[Breach]) -> None:
    graph = rdflib.Graph().parse(data=report(caught, BASE), format="turtle")
    (top,) = graph.subjects(rdflib.RDF.type, SH.ValidationReport)
    assert graph.value(top, SH.conforms) == rdflib.Literal(False)
    assert len(set(graph.objects(top, SH.result))) == len(caught)
    assert not any(isinstance(term, rdflib.BNode) for triple in graph for term in triple)
    found = {(str(graph.value(each, SH.focusNode)), str(graph.value(each, SH.sourceShape))) for each in graph.objects(top, SH.result)}
    assert found == pairs(caught)
    required = (SH.focusNode, SH.resultSeverity, SH.sourceConstraintComponent)
    assert all(len(set(graph.objects(each, name))) == 1 for each in graph.objects(top, SH.result) for name in required)


def test_report_of_nothing_conforms() -> None:
    graph = rdflib.Graph().parse(data=report([], BASE), format="turtle")
    assert set(graph.predicate_objects(rdflib.URIRef(f"{BASE}graph/report"))) == {
        (rdflib.RDF.type, SH.ValidationReport),
        (SH.conforms, rdflib.Literal(True)),
    }


# ── the shapes themselves ──


def test_shapes_have_no_blank_node_and_no_line_twice() -> None:
    lines = list(shapes.ntriples())
    assert len(lines) == len(set(lines))
    assert not any("_:" in line for line in lines)


def test_turtle_holds_the_same_triples() -> None:
    lines = {quad.triple for quad in ox.parse("".join(shapes.ntriples()), format=ox.RdfFormat.N_TRIPLES)}
    assert {quad.triple for quad in ox.parse(shapes.turtle(), format=ox.RdfFormat.TURTLE)} == lines


@pytest.mark.parametrize("class_", ["Mode", "Certainty", "Scope", "Status", "Voice", "Reason"])
def test_closed_words_are_those_of_the_ontology(class_: str) -> None:
    """The lists come from the records and the gate; what the graph's own vocabulary defines is written elsewhere."""
    graph = rdflib.Graph().parse(data=shapes.turtle(), format="turtle")
    path = "notAssertedBecause" if class_ == "Reason" else class_.lower()
    (listed,) = graph.objects(rdflib.URIRef(f"{SHAPE}Statement-{path}"), rdflib.URIRef(f"{shapes.SH}in"))
    words = {str(term).removeprefix(NAMESPACES["sg"]) for term in graph.items(listed)}
    assert words == {term.name for term in INDIVIDUALS if term.above == (f"sg:{class_}",)}


def test_every_breach_has_the_code_of_a_page(caught: list[Breach]) -> None:
    assert {breach.code for breach in caught} == {code for code, rule in rules().items() if rule.annotations}


# ── the pages ──

PAGES = [rule for rule in rules().values() if rule.annotations]


def page_graph(rule: Rule) -> tuple[str, set[ox.Triple]]:
    base = f"https://example.org/{rule.code.lower()}/"
    head = f'project: {{id: {rule.code.lower()}, base: "{base}"}}\n'
    text = rule.annotations if not rule.annotations.startswith("-") else f"statements:\n{rule.annotations}\n"
    annotations, _ = read(head + text, "annotations.yaml")
    return base, compiled(derive(judge(annotations)))


@pytest.fixture(scope="module")
def page_breaches() -> list[Breach]:
    """What is found in all pages' bad graphs, each under an address of its own."""
    everything: set[ox.Triple] = set()
    for rule in PAGES:
        base, graph = page_graph(rule)
        everything |= (graph - triples(rule.good, base)) | triples(rule.bad, base)
    return breaches([as_lines(everything)])


@pytest.mark.parametrize("rule", PAGES, ids=lambda rule: rule.code)
def test_good_lines_are_what_the_annotations_compile_to(rule: Rule) -> None:
    base, graph = page_graph(rule)
    assert triples(rule.good, base) <= graph


@pytest.mark.parametrize("rule", PAGES, ids=lambda rule: rule.code)
def test_bad_lines_in_their_place_raise_the_code_and_no_other(rule: Rule, page_breaches: list[Breach]) -> None:
    base = f"<https://example.org/{rule.code.lower()}/"
    assert {breach.code for breach in page_breaches if breach.focus.startswith(base)} == {rule.code}


# ── a second validator ──

OTHER = "rdf-validate-shacl@0.6.5"
BY_QUERY = {f"{SHAPE}{shape.name}" for shape in claims() if any(name == "sparql" for name, _ in shape.parts)}


@pytest.fixture(scope="session")
def other(request: pytest.FixtureRequest, lacking: Callable[[str], NoReturn]) -> Path:
    """The folder that rdf-validate-shacl is installed in: by npm at first, and kept in pytest's cache ever after."""
    cache = request.config.cache
    assert cache is not None, "rdf-validate-shacl is kept in pytest's cache, which is switched off"
    kept = cache.mkdir("shacl") / OTHER
    npm = shutil.which("npm")
    if npm is None:
        lacking(f"the shapes are tried on {OTHER}, too, and npm is not installed")
    if not kept.exists():
        with TemporaryDirectory(dir=kept.parent) as folder:
            command = [npm, "install", OTHER, "--prefix", folder, "--no-audit", "--no-fund", "--loglevel=error", "--fetch-retries=0"]
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            if done.returncode:
                lacking(f"the shapes are tried on {OTHER}, too: `npm install` says {done.stderr.strip()!r}")
            try:
                (Path(folder) / "node_modules").replace(kept / "node_modules" if kept.is_dir() else _made(kept) / "node_modules")
            except OSError:  # another worker was faster
                assert (kept / "node_modules").is_dir()
    return kept


def _made(folder: Path) -> Path:
    folder.mkdir(exist_ok=True)
    return folder


def by_other(folder: Path, *graphs: Iterable[ox.Triple]) -> list[tuple[bool, set[tuple[str, str]]]]:
    """For each graph whether it conforms to the core shapes, and the pairs of node and shape where it does not."""

    def spelt(term: object) -> list[str]:
        if isinstance(term, ox.Literal):
            return [term.value, term.language or "", term.datatype.value]
        return [str(term)[1:-1]]

    core = "".join(line for line in shapes.ntriples() if f"<{shapes.SH}sparql>" not in line)
    rules_ = (quad.triple for quad in ox.parse(core, format=ox.RdfFormat.N_TRIPLES))
    asked = {"shapes": [[*map(spelt, each)] for each in rules_], "graphs": [[[*map(spelt, each)] for each in graph] for graph in graphs]}
    script = Path(__file__).with_name("validate_shacl.mjs")
    done = subprocess.run(["node", script, folder], input=json.dumps(asked), capture_output=True, text=True, check=True)
    return [(each["conforms"], {(focus, shape) for focus, shape in each["pairs"]}) for each in json.loads(done.stdout)]


def test_second_validator_finds_the_same_in_sound_and_faulty_graphs(other: Path, faulty: set[ox.Triple], caught: list[Breach]) -> None:
    flagship, broken = by_other(other, compiled(loader.load(ROOT).derived), faulty)
    assert flagship == (True, set())
    assert broken == (False, {pair for pair in pairs(caught) if pair[1] not in BY_QUERY})


# ── the command ──


def run(*words: str) -> Result:
    return CliRunner().invoke(cli, list(words))


def test_check_with_shapes_reports_a_sound_graph(tmp_path: Path) -> None:
    done = run("check", str(ROOT / "tests" / "data" / "harbour"), "--shapes-report", str(tmp_path / "report.ttl"))
    assert (done.exit_code, done.stderr, "their graph held against its shapes" in done.stdout) == (0, "", True)
    assert "sh:conforms true" in (tmp_path / "report.ttl").read_text(encoding="utf-8")


def test_check_with_shapes_tells_breaches_as_problems_and_ends_with_1(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The compiler is made to forget the direct triples, since no annotations can."""
    (tmp_path / "annotations.yaml").write_text("- Russia opposes independence: {id: veto}\n", encoding="utf-8")
    blocks = compiler.blocks
    monkeypatch.setattr(compiler, "blocks", lambda source: (block for block in blocks(source) if "graph/direct>" not in block))
    done = run("check", str(tmp_path), "--shapes")
    assert done.exit_code == 1
    told = [line.split(" ", 3) for line in done.stderr.splitlines() if line.startswith("annotations.yaml:")]
    assert [(place, code) for place, _, code, _ in told] == [  # in file order, infos and breaches together
        ("annotations.yaml:1:1:", "SG210"),
        ("annotations.yaml:1:3:", "SG201"),
        ("annotations.yaml:1:3:", "SG502"),
        ("annotations.yaml:1:18:", "SG201"),
    ]
    assert told[2][3] == "the triple of an asserted statement stands in the graph (s/veto independence)"
    assert done.stdout.endswith("1 error, 0 warnings, 3 infos\n")


def test_files_with_errors_are_not_compiled(tmp_path: Path) -> None:
    (tmp_path / "annotations.yaml").write_text("- Russia opposess independence\n", encoding="utf-8")
    done = run("check", str(tmp_path), "--shapes-report", str(tmp_path / "report.ttl"))
    assert (done.exit_code, "SG110" in done.stderr, (tmp_path / "report.ttl").exists()) == (1, True, False)
    assert "none was held against its shapes" in done.stderr


def test_without_pyshacl_the_message_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _name: None)
    done = run("check", "--shapes")
    assert (done.exit_code, "pip install 'stancegraph[shacl]'" in done.stderr) == (2, True)


def test_report_is_never_written_over_the_annotations(tmp_path: Path) -> None:
    path = tmp_path / "annotations.yaml"
    path.write_text("- Russia opposes independence\n", encoding="utf-8")
    done = run("check", str(path), "--shapes-report", str(path))
    assert (done.exit_code, path.read_text(encoding="utf-8")) == (2, "- Russia opposes independence\n")


def test_rules_print_the_shapes() -> None:
    assert run("rules", "--shacl").stdout == shapes.turtle()
