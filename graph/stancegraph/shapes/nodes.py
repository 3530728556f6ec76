"""What each sort of node has: its properties, how many values, and of which kind (LANGUAGE 2 to 5).

Tables in, one node shape a sort out. The closed words are those of the records and of the gate.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from stancegraph.closedwords import ActorType, Certainty, DocumentType, IssueType, Mode, Scope, Status
from stancegraph.gate import Reason, Voice
from stancegraph.shapes.writing import Shape, a, number, prop, shape, words
from stancegraph.vocabulary import EDTF, expanded, literal, sg

if TYPE_CHECKING:
    from collections.abc import Iterator
    from enum import StrEnum

    from stancegraph.shapes.writing import Value

__all__ = ["NOUNS", "nodes"]

NOUNS: Final = ("sg:Actor", "sg:Issue", "sg:Act", "sg:Instrument")
"""What can be the object of a relation."""

STATEMENT, FINDING, EVIDENCE, RELATION, NOUN = "SG501", "SG504", "SG505", "SG507", "SG508"


class Has(NamedTuple):
    """One property of a sort of node: a prefixed name, how many values, what each must be, and that in words."""

    path: str
    least: int
    most: int | None
    parts: tuple[tuple[str, Value], ...]
    told: str


def _one(path: str, *parts: tuple[str, Value], told: str = "") -> Has:
    return Has(path, 1, 1, parts, told)


def _maybe(path: str, *parts: tuple[str, Value], told: str = "") -> Has:
    return Has(path, 0, 1, parts, told)


def _some(path: str, *parts: tuple[str, Value], told: str = "") -> Has:
    return Has(path, 1, None, parts, told)


def _any(path: str, *parts: tuple[str, Value], told: str = "") -> Has:
    return Has(path, 0, None, parts, told)


def _word(enum: type[StrEnum]) -> tuple[str, Value]:
    return words(sg(word) for word in enum)


def _texts(*texts: str) -> tuple[str, Value]:
    return words(map(literal, texts))


def _data(name: str) -> tuple[str, Value]:
    return "datatype", expanded(name)


_TEXT, _FLAG, _EDTF = _data("xsd:string"), _data("xsd:boolean"), _data(EDTF)
_POLARITY = words(map(number, (-1, 0, 1)))
_INTERVAL = (
    _maybe("sg:polarityMin", _POLARITY, ("lessThanOrEquals", sg("polarityMax")), told="inside -1 to 1 and at most sg:polarityMax"),
    _maybe("sg:polarityMax", _POLARITY, told="inside -1 to 1"),
)
_WHOLE_INTERVAL = tuple(has._replace(least=1) for has in _INTERVAL)
_OTHER = (
    _maybe(
        "sg:otherPolarityMin",
        _POLARITY,
        ("lessThanOrEquals", sg("otherPolarityMax")),
        told="inside -1 to 1 and at most sg:otherPolarityMax",
    ),
    _maybe("sg:otherPolarityMax", _POLARITY, told="inside -1 to 1"),
)
_OFFSET = _data("xsd:nonNegativeInteger")
_CLASSES = {"class": "ActorClass"}
"""Actor types whose class is not their own word with a capital."""

SORTS: Final[tuple[tuple[str, str, str, tuple[Has, ...]], ...]] = (
    # Code, class, what it is called, what it has.
    (
        STATEMENT,
        "sg:Statement",
        "a statement",
        (
            _one("rdf:subject", a("sg:Actor"), told="an actor"),
            _one("rdf:predicate", a("sg:Relation"), told="a relation of the table or its negative"),
            _one("rdf:object", a(*NOUNS), told="an issue, an act, an instrument or an actor"),
            _one("sg:relation", a("sg:Relation"), ("not", shape(a("sg:NegativeRelation"))), told="a relation of the table"),
            _one("sg:negated", _FLAG),
            _one("sg:mode", _word(Mode), told="one of the modes"),
            _one("sg:certainty", _word(Certainty), told="one of the certainties"),
            _one("sg:scope", _word(Scope), told="one of the scopes"),
            _one("sg:status", _word(Status), told="one of the statuses"),
            _one("sg:voice", _word(Voice), told="one of the voices"),
            _one("sg:asserted", _FLAG),
            _any("sg:notAssertedBecause", _word(Reason), told="one of the truth gate's reasons"),
            _any("sg:reasonPremise", a("sg:Statement"), told="a statement"),
            _maybe("sg:aboutSource", _TEXT),
            _maybe("sg:condition", _TEXT),
            _any("sg:because", a("sg:Issue"), told="a claim or frame"),
            _any("sg:exceptions", a("sg:Actor"), told="an actor"),
            _any("sg:figures", a("sg:Figure"), told="a figure"),
            _any("sg:tags", _TEXT),
            _any("sg:supersedes", a("sg:Statement"), told="a statement"),
            _any("sg:saidBy", a("sg:Actor"), told="an actor"),
            _any("sg:speakingAs", a("sg:Actor"), told="an actor"),
            _any("sg:reportedBy", a("sg:Actor"), told="an actor"),
            _maybe("sg:heardFrom", a("sg:Report"), told="a report"),
            _maybe("sg:said", _EDTF, told="an EDTF date"),
            _maybe("sg:when", _EDTF, told="an EDTF date"),
            _maybe(
                "sg:document",
                a("sg:Document"),
                ("equals", expanded("prov:hadPrimarySource")),
                told="a document, the same as prov:hadPrimarySource",
            ),
            _maybe(
                "sg:coder", a("sg:Coder"), ("equals", expanded("prov:wasAttributedTo")), told="a coder, the same as prov:wasAttributedTo"
            ),
            _any(
                "sg:evidence",
                a("oa:SpecificResource"),
                ("equals", expanded("prov:wasDerivedFrom")),
                told="a passage, the same as prov:wasDerivedFrom",
            ),
        ),
    ),
    ("SG503", "sg:Statement", "a statement", _INTERVAL),
    (
        STATEMENT,
        "sg:Report",
        "a report",
        (
            _one("sg:reporter", a("sg:Actor"), told="an actor"),
            _maybe("sg:speakingAs", a("sg:Actor"), told="an actor"),
            _maybe("sg:heardFrom", a("sg:Report"), told="a report"),
        ),
    ),
    (
        FINDING,
        "sg:Stance",
        "a stance",
        (
            _one("sg:holder", a("sg:Actor"), told="an actor"),
            _one("sg:target", a(*NOUNS), told="an issue, an act, an instrument or an actor"),
            _one("sg:contested", _FLAG),
            _some("sg:basedOn", a("sg:Statement"), told="a statement"),
        ),
    ),
    ("SG503", "sg:Stance", "a stance", _WHOLE_INTERVAL),
    (
        FINDING,
        "sg:Position",
        "a position",
        (
            _one("sg:holder", a("sg:Actor"), told="an actor"),
            _one("sg:target", a(*NOUNS), told="an issue, an act, an instrument or an actor"),
            _one("sg:position", told="an interval in words"),
            _maybe("sg:soleSource", a("sg:Document"), told="a document"),
        ),
    ),
    (
        FINDING,
        "sg:Product",
        "a finding",
        (
            _one("sg:byRule", a("sg:Rule"), told="a rule"),
            _some(
                "sg:premise",
                a("sg:Statement", "sg:Stance", "sg:Product", "sg:Figure"),
                told="a statement, a stance, a figure or a finding",
            ),
            _one("sg:depth", words(map(number, (1, 2))), told="1 or 2"),
            _one("sg:target", a(*NOUNS), told="an issue, an act, an instrument or an actor"),
            _maybe("sg:holder", a("sg:Actor"), told="an actor"),
            _one("sg:text", _TEXT),
            _maybe("sg:measure", _TEXT),
            _maybe("sg:times", _texts("overlap", "apart", "unknown"), told="overlap, apart or unknown"),
            _any("sg:side", a("sg:Side"), told="a side"),
        ),
    ),
    ("SG503", "sg:Product", "a finding", (*_INTERVAL, *_OTHER)),
    (FINDING, "sg:Side", "a side", (_some("sg:member", a("sg:Actor"), told="an actor"),)),
    (
        EVIDENCE,
        "oa:SpecificResource",
        "a passage",
        (
            _maybe("oa:hasSource", a("sg:Document"), told="a document"),
            _any("oa:hasSelector", a("oa:TextQuoteSelector", "oa:TextPositionSelector"), told="words or offsets"),
        ),
    ),
    (
        EVIDENCE,
        "oa:TextQuoteSelector",
        "a quote",
        (_one("oa:exact", _TEXT, ("minLength", number(1)), told="not empty"), _maybe("oa:prefix", _TEXT), _maybe("oa:suffix", _TEXT)),
    ),
    (
        EVIDENCE,
        "oa:TextPositionSelector",
        "a position",
        (
            _one("oa:start", _OFFSET, ("lessThan", expanded("oa:end")), told="an offset before oa:end"),
            _one("oa:end", _OFFSET, told="an offset"),
        ),
    ),
    (
        EVIDENCE,
        "sg:Figure",
        "a figure",
        (
            _one("sg:measure", _TEXT),
            _one("sg:text", _TEXT),
            _one("sg:act", a(*NOUNS), told="the act, or other object, that it is about"),
            _maybe("sg:reportedIn", a("sg:Document"), told="a document"),
            _maybe("sg:value", _TEXT),
            _maybe("sg:low", _data("xsd:decimal"), ("lessThanOrEquals", sg("high")), told="a decimal, at most sg:high"),
            _maybe("sg:high", _data("xsd:decimal"), told="a decimal"),
            _maybe("sg:qualifier", _texts("about", "over", "under", "at least", "at most"), told="about, over, under, at least or at most"),
            _maybe("sg:when", _EDTF, told="an EDTF date"),
        ),
    ),
    (
        NOUN,
        "sg:Actor",
        "an actor",
        (
            _maybe("sg:type", _word(ActorType), told="one of the actor types"),
            _any("org:memberOf", a("sg:Actor"), told="an actor"),
            _maybe("sg:membersOf", a("sg:Actor"), told="an actor"),
            _maybe("sg:unnamed", _FLAG),
            _any("sg:office", a("sg:Office"), told="an office"),
        ),
    ),
    *(
        (
            NOUN,
            f"sg:{_CLASSES.get(word, word.capitalize())}",
            f"an actor of that class ({word})",
            (_one("sg:type", words([sg(word)]), told=f"sg:{word}"),),
        )
        for word in ActorType
    ),
    (
        NOUN,
        "sg:Office",
        "an office",
        (
            _one("sg:holder", a("sg:Actor"), ("disjoint", sg("principal")), told="an actor other than sg:principal"),
            _one("sg:principal", a("sg:Actor"), told="an actor"),
            _maybe("sg:title", _TEXT),
            _maybe("sg:valid", _EDTF, told="an EDTF date"),
        ),
    ),
    (
        NOUN,
        "sg:Issue",
        "an issue",
        (
            _one("sg:type", _word(IssueType), told="policy, claim or frame"),
            _one("skos:inScheme", a("skos:ConceptScheme"), told="the project's scheme"),
            _any("sg:entails", a("sg:Issue"), ("disjoint", sg("excludes")), told="an issue that it does not exclude"),
            _any("sg:excludes", a("sg:Issue"), told="an issue"),
            _maybe("sg:negationOf", a("sg:Issue"), told="an issue"),
            _any("skos:broader", a("sg:Issue"), told="an issue"),
        ),
    ),
    (NOUN, "sg:Act", "an act", (_maybe("sg:type", _TEXT), _maybe("sg:when", _EDTF, told="an EDTF date"))),
    (NOUN, "sg:Instrument", "an instrument", (_maybe("sg:type", _TEXT), _maybe("dcterms:date", _EDTF, told="an EDTF date"))),
    (
        NOUN,
        "sg:Document",
        "a document",
        (
            _one("sg:type", _word(DocumentType), told="one of the document types"),
            _maybe("dcterms:title"),
            _maybe("dcterms:date", _EDTF, told="an EDTF date"),
            _maybe("dcterms:publisher"),
            _maybe("dcterms:language", _TEXT),
            _maybe("schema:url", _data("xsd:anyURI")),
            _any("sg:repeats", a("sg:Document"), told="a document"),
        ),
    ),
    (
        RELATION,
        "sg:Relation",
        "a relation",
        (
            _maybe("sg:polarity", _POLARITY, told="-1, 0 or 1"),
            _any("rdfs:subPropertyOf", a("sg:Relation"), ("not", shape(a("sg:NegativeRelation"))), told="a relation that is no negative"),
            _any("owl:inverseOf", a("sg:Relation"), told="a relation"),
            _any("sg:implies", a("sg:StanceRelation"), told="a stance relation"),
            _any("sg:objectKind", words(map(expanded, NOUNS)), told="a class of objects"),
        ),
    ),
    (RELATION, "sg:StanceRelation", "a stance relation", (_one("sg:polarity", told="-1, 0 or 1"), _some("sg:objectKind"))),
    (RELATION, "sg:ActRelation", "a relation of acts", (_some("sg:objectKind"),)),
    (RELATION, "sg:ActorRelation", "a relation of actors", (_some("sg:objectKind"),)),
    (
        RELATION,
        "sg:NegativeRelation",
        "a negative relation",
        (_one("sg:negationOf", a("sg:Relation"), told="the relation that it denies"), Has("rdfs:subPropertyOf", 0, 0, (), "")),
    ),
)

LABELS: Final = (
    ("rdfs:label", "rdf:type", prop("rdfs:label", _TEXT, least=1, most=1), "every node has exactly one rdfs:label, without a language tag"),
    (
        "skos:prefLabel",
        "skos:prefLabel",
        prop("skos:prefLabel", _data("rdf:langString"), ("uniqueLang", '"true"^^' + expanded("xsd:boolean"))),
        "a node has at most one skos:prefLabel in a language",
    ),
)


def nodes() -> Iterator[Shape]:
    """One node shape a sort of node, and what holds for the labels of all."""
    for code, class_, called, properties in SORTS:
        name = _local(class_) + ("Position" if code == "SG503" else "")
        inner = tuple(_property(name, code, called, has) for has in properties)
        yield Shape((("targetClass", expanded(class_)),), name, inner=inner)
    for path, target, found, message in LABELS:
        yield shape(("targetSubjectsOf", expanded(target)), *found.parts, ("message", literal(message))).named(
            f"Node-{_local(path)}", "SG509"
        )


def _local(name: str) -> str:
    return name.partition(":")[2]


def _property(name: str, code: str, called: str, has: Has) -> Shape:
    message = f"{called} has {_count(has.least, has.most)} {has.path}{f': {has.told}' if has.told else ''}"
    made = prop(has.path, *has.parts, ("message", literal(message)), least=has.least, most=has.most)
    return made.named(f"{name}-{_local(has.path)}", code)


def _count(least: int, most: int | None) -> str:
    return {(1, 1): "exactly one", (0, 1): "at most one", (1, None): "one or more", (0, None): "any number of", (0, 0): "no"}[least, most]
