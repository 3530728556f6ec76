"""A compiled graph held against its SHACL shapes: N-Quads in; breaches, their report, and problems with places out (LANGUAGE 6, 7).

pySHACL validates. It is an extra (`stancegraph[shacl]`), so nothing but this module imports it, and this module only where it is asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import pyoxigraph as ox
import pyshacl
import rdflib
from rdflib.namespace import DCTERMS, RDF, SH
from rdflib.plugins.stores.memory import Memory
from rdflib.query import Result

from stancegraph import shapes
from stancegraph.compiler.entities import office_id
from stancegraph.compiler.names import names, part_of
from stancegraph.problems import NOWHERE, Place, Problem, Severity
from stancegraph.stances import figure_id
from stancegraph.vocabulary import NAMESPACES, iri, literal, prefixes, typed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from rdflib.term import Identifier, Node

    from stancegraph.inference import Derived
    from stancegraph.records import Statement

__all__ = ["Breach", "breaches", "problems", "report"]

STRING: Final = ox.NamedNode(f"{NAMESPACES['xsd']}string")


class Breach(NamedTuple):
    """One node that does not keep to one shape; every term as in N-Triples, "" for none. They sort by node, then shape."""

    focus: str
    shape: str
    path: str
    value: str
    component: str
    message: str
    code: str
    """The problem that it is, SG5 and two digits."""


# -- validation ---------------------------------------------------------------------------------------------------------------------


class _Answering(Memory):
    """rdflib's memory, whose queries Oxigraph answers.

    pySHACL asks every query of a shape anew for each node, and rdflib takes longer to parse one than Oxigraph to answer it: for 356
    statements 78 s in all, against 7 s.
    """

    def __init__(self, triples: Iterable[ox.Triple]) -> None:
        super().__init__()
        self._twin = ox.Store()
        self._twin.extend(ox.Quad(*triple) for triple in triples)

    def query(  # type: ignore[override]
        self,
        query: str,
        initNs: Mapping[str, object],  # noqa: ARG002, N803 - rdflib's names
        initBindings: Mapping[str, Node],  # noqa: N803
        queryGraph: str,  # noqa: ARG002, N803
        **_more: object,
    ) -> Result:
        """The rows of a SELECT in which some variables stand for IRIs."""
        bound: dict[ox.Variable, ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple] = {
            ox.Variable(name): ox.NamedNode(str(term)) for name, term in initBindings.items()
        }
        found = self._twin.query(query, substitutions=bound)
        assert isinstance(found, ox.QuerySolutions), "a shape's query is a SELECT"  # noqa: S101 - ours are
        result = Result("SELECT")
        result.vars = [rdflib.Variable(each.value) for each in found.variables]
        pairs = (zip(result.vars, row, strict=True) for row in found)
        result.bindings = [{name: _term(value) for name, value in row if value is not None} for row in pairs]
        return result


def _term(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> Identifier:
    """The same in rdflib; our graphs have no blank nodes and no triple terms."""
    if isinstance(term, ox.Literal):
        datatype = None if term.language or term.datatype == STRING else rdflib.URIRef(term.datatype.value)
        return rdflib.Literal(term.value, lang=term.language, datatype=datatype)
    return rdflib.URIRef(str(term)[1:-1])


def breaches(nquads: Iterable[str]) -> list[Breach]:
    """Every breach of every shape in a graph given as N-Quads lines or blocks, sorted; [] where it keeps to all.

    The named graphs count as one. Nothing is fetched.
    """
    triples = [quad.triple for quad in ox.parse("".join(nquads), format=ox.RdfFormat.N_QUADS)]
    data = rdflib.Graph(store=_Answering(triples))
    for triple in triples:
        data.add((_term(triple.subject), _term(triple.predicate), _term(triple.object)))
    rules = rdflib.Graph().parse(data="".join(shapes.ntriples()), format="nt")
    _, found, _ = pyshacl.validate(data, shacl_graph=rules, do_owl_imports=False, inplace=True)
    if not isinstance(found, rdflib.Graph):  # a shape or a query that pySHACL cannot use: ours, never the user's
        raise TypeError(f"pySHACL cannot use the shapes: {found}")
    return sorted({_breach(found, result, rules) for result in found.objects(None, SH.result)})


def _breach(found: rdflib.Graph, result: Node, rules: rdflib.Graph) -> Breach:
    def told(predicate: Node) -> str:
        value = found.value(result, predicate)
        return "" if value is None else value.n3() if hasattr(value, "n3") else str(value)

    shape = found.value(result, SH.sourceShape)
    messages = sorted(str(message) for message in found.objects(result, SH.resultMessage))
    return Breach(
        focus=told(SH.focusNode),
        shape=told(SH.sourceShape),
        path=told(SH.resultPath),
        value=told(SH.value),
        component=told(SH.sourceConstraintComponent),
        message="; ".join(messages),
        code=str(rules.value(shape, DCTERMS.identifier)),
    )


# -- report -------------------------------------------------------------------------------------------------------------------------


def report(found: Iterable[Breach], base: str) -> str:
    """The breaches as an sh:ValidationReport in Turtle: `<base>graph/report`, each result `<base>graph/report-` and its number."""
    results, top = list(found), f"{base}graph/report"
    lines = [_triple(top, RDF.type, SH.ValidationReport.n3()), _triple(top, SH.conforms, typed(str(not results).lower(), "xsd:boolean"))]
    for number, each in enumerate(results, start=1):
        node = f"{top}-{number}"
        lines += [_triple(top, SH.result, iri(node)), *(_triple(node, predicate, value) for predicate, value in _result(each) if value)]
    triples = (quad.triple for quad in ox.parse("\n".join(lines), format=ox.RdfFormat.N_TRIPLES))
    spaces = {**prefixes(base), "sh": shapes.SH, "shape": f"{shapes.SHAPES}#"}
    return str(ox.serialize(triples, format=ox.RdfFormat.TURTLE, prefixes=spaces) or b"", "utf-8")


def _triple(subject: str, predicate: Node, value: str) -> str:
    return f"{iri(subject)} {predicate.n3()} {value} ."


def _result(breach: Breach) -> Iterator[tuple[Node, str]]:
    yield RDF.type, SH.ValidationResult.n3()
    yield SH.resultSeverity, SH.Violation.n3()
    yield SH.focusNode, breach.focus
    yield SH.resultPath, breach.path
    yield SH.value, breach.value
    yield SH.sourceShape, breach.shape
    yield SH.sourceConstraintComponent, breach.component
    yield SH.resultMessage, literal(breach.message)


# -- problems -----------------------------------------------------------------------------------------------------------------------


def problems(found: Iterable[Breach], derived: Derived, main: Place) -> Iterator[Problem]:
    """A problem for each breach, at the line behind its node, or at `main` where no line is.

    A statement, a noun and a relation stand where they are written; a stance and a finding where the first statement is that they rest on.
    """
    known, base = dict(_places(derived)), derived.judged.annotations.project.base
    for breach in found:
        place = known.get(breach.focus, NOWHERE)
        where = " ".join(_short(term, base) for term in (breach.focus, breach.path, breach.value) if term)
        cure = f"the graph is wrong, not your file: please report it; `stancegraph rules {breach.code}` says what holds of every graph"
        yield Problem(breach.code, Severity.ERROR, main if place is NOWHERE else place, f"{breach.message} ({where})", cure)


def _short(term: str, base: str) -> str:
    """A term as people write it: what follows the base, a prefixed name, else as in N-Triples."""
    if not term.startswith("<"):
        return term
    text = term[1:-1]
    spaces = (("", base), ("shape:", f"{shapes.SHAPES}#"), *((f"{prefix}:", space) for prefix, space in NAMESPACES.items()))
    return next((prefix + text.removeprefix(space) for prefix, space in spaces if text.startswith(space)), term)


def _places(derived: Derived) -> Iterator[tuple[str, Place]]:
    """The IRI of each node that a line is behind, with the line's place; what rests on others comes last."""
    annotations = derived.judged.annotations
    spelt = names(annotations)
    for section in annotations.sections:
        yield from ((spelt.iris[slug], entity.place) for slug, entity in section.items())
    for actor in annotations.actors.values():
        yield from ((spelt.iris[office_id(actor, office)], office.place) for office in actor.speaks_for)
    for slug, document in annotations.documents.items():
        yield from ((spelt.iris[f"{slug}_repeats_{other}"], document.place) for other, _ in document.repeats)
    for slug, row in annotations.relations.items():
        yield from ((term, row.place) for term in (spelt.relations[slug].affirmed, spelt.relations[slug].negated))
    for statement in annotations.statements:
        yield from _statement_places(statement, spelt.iris)
    resting = {each.id: each.based_on for each in derived.stances} | {each.id: each.premises for each in derived.products}
    written = {statement.id: statement.place for statement in annotations.statements} | {
        figure_id(statement, figure): figure.place for statement in annotations.statements for figure in statement.figures
    }
    for local in resting:
        place = _first(local, resting, written)
        yield spelt.iris[local], place
        yield from ((spelt.iris[f"{local}_side{number}"], place) for number in (1, 2, 3))


def _statement_places(statement: Statement, iris: Mapping[str, str]) -> Iterator[tuple[str, Place]]:
    """A statement with the nodes that hang on it."""
    node = iris[statement.id]
    yield node, statement.place
    for number, quote in enumerate(statement.quotes, start=1):
        yield from ((part_of(node, f"_q{number}{part}"), quote.place) for part in ("", "_words", "_position"))
    yield from ((part_of(node, f"_via{number}"), statement.place) for number in range(1, len(statement.reported_by) + 1))
    yield from ((iris[figure_id(statement, figure)], figure.place) for figure in statement.figures)


def _first(local: str, resting: Mapping[str, tuple[str, ...]], written: Mapping[str, Place]) -> Place:
    """The place of the first premise, or of its own first premise; findings rest on findings two deep, never in a circle."""
    if local in written:
        return written[local]
    return next((place for each in resting.get(local, ()) if (place := _first(each, resting, written)) is not NOWHERE), NOWHERE)
