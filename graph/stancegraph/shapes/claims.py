"""What holds between the properties of a node, and between nodes: what a table of properties cannot say (LANGUAGE 3 and 4).

Claims in, one node shape each out. Most are core SHACL; what core cannot say stands in `queries`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from stancegraph.closedwords import COLLECTIVES, ActorType, Certainty, Mode, Scope, Status
from stancegraph.gate import UNSURE, Reason
from stancegraph.products import ProductKind
from stancegraph.shapes.nodes import NOUNS
from stancegraph.shapes.queries import QUERIES
from stancegraph.shapes.writing import SHAPES, Shape, kind, number, prop, shape, words
from stancegraph.stances import AFFIRMED, NEGATED
from stancegraph.vocabulary import expanded, iri, literal, sg, typed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from enum import StrEnum

    from stancegraph.shapes.writing import Value

__all__ = ["claims"]

STATEMENT, GATE, POSITION, FINDING, EVIDENCE, DAYS, RELATION, NOUN = (
    "SG501", "SG502", "SG503", "SG504", "SG505", "SG506", "SG507", "SG508",
)  # fmt: skip

_TRUE, _FALSE = (typed(word, "xsd:boolean") for word in ("true", "false"))


def _is(path: str, term: str) -> Shape:
    """One of a property's values is this term."""
    return prop(path, ("hasValue", term))


def _none(path: str) -> Shape:
    return prop(path, most=0)


def _all(*shapes: Shape) -> Shape:
    """A node that keeps to all of these."""
    return Shape(tuple(("property" if any(n == "path" for n, _ in each.parts) else "node", each) for each in shapes))


def _either(*shapes: Shape) -> tuple[str, Value]:
    return "or", shapes


def _exactly_one(*shapes: Shape) -> tuple[str, Value]:
    return "xone", shapes


def _but(enum: type[StrEnum], *left_out: StrEnum) -> tuple[str, Value]:
    """The parameter that a value is one of a closed list of words, without these."""
    return words(sg(word) for word in enum if word not in left_out)


def _both_or_neither(fact: Shape, absence: Shape, consequence: Shape, lack: Shape) -> tuple[str, Value]:
    """A node that keeps to the fact and the consequence, or to neither.

    What it is to lack them is said outright: for a validator a `sh:not` that holds is a breach within, to be told and thrown away.
    """
    return _either(_all(absence, lack), _all(fact, consequence))


def _claim(name: str, code: str, message: str, *parts: tuple[str, Value], of: str | tuple[str, ...]) -> Shape:
    classes = (of,) if isinstance(of, str) else of
    targets = tuple(("targetClass", expanded(class_)) for class_ in classes)
    return shape(*targets, *parts, ("message", literal(message))).named(name, code)


def _values(name: str, code: str, message: str, found: Shape, of: str) -> Shape:
    """A claim about the values of one property."""
    return shape(("targetClass", expanded(of)), *found.parts, ("message", literal(message))).named(name, code)


# -- core ---------------------------------------------------------------------------------------------------------------------------

_MODES = {
    Reason.NOT_YET_ACTUAL: Mode.PLANNED,
    Reason.EXPECTED: Mode.EXPECTED,
    Reason.HYPOTHETICAL: Mode.HYPOTHETICAL,
    Reason.ENDED: Mode.ENDED,
}
_COLLECTIVE = prop("rdf:subject", ("property", prop("sg:type", words(map(sg, sorted(COLLECTIVES))), least=1)))
_SINGLE = prop("rdf:subject", ("property", prop("sg:type", _but(ActorType, *COLLECTIVES))))
REASONS: Final = {
    Reason.CONDITIONAL: (prop("sg:condition", least=1), _none("sg:condition")),
    **{reason: (_is("sg:mode", sg(mode)), prop("sg:mode", _but(Mode, mode))) for reason, mode in _MODES.items()},
    Reason.UNCERTAIN: (
        prop("sg:certainty", words(map(sg, sorted(UNSURE)))),
        prop("sg:certainty", _but(Certainty, *UNSURE)),
    ),
    Reason.PARTIAL_SCOPE: (
        _all(prop("sg:scope", _but(Scope, Scope.ALL)), _COLLECTIVE),
        shape(_either(_is("sg:scope", sg(Scope.ALL)), _SINGLE)),
    ),
    Reason.RETRACTED: (_is("sg:status", sg(Status.RETRACTED)), prop("sg:status", _but(Status, Status.RETRACTED))),
}
"""The truth gate's first pass as it can be read off a statement: what gives the reason, and what it is not to give it.

The other reasons rest on other statements.
"""
RULES: Final = {
    ProductKind.DERIVED_STANCE: ("R0", "R1", "R2", "R3", "R4"),
    ProductKind.CONTRADICTION: ("R5",),
    ProductKind.SHIFT: ("R6",),
    ProductKind.DIVISION: ("R8",),
    ProductKind.FIGURE_CONFLICT: ("R9",),
}
"""Which rules yield which findings; a tension is told by the rule of the derived stance in it."""
OPPOSED: Final = (ProductKind.CONTRADICTION, ProductKind.SHIFT, ProductKind.TENSION)
"""Findings of two positions that have none in common."""
SPANS: Final = (
    ("when", "whenStart", "whenEnd"),
    ("said", "saidStart", "saidEnd"),
    ("date", "dateStart", "dateEnd"),
    ("valid", "validFrom", "validTo"),
)
KINDS: Final = ("sg:Actor", "sg:Issue", "sg:Act", "sg:Instrument", "sg:Document", "sg:Coder")
"""What a slug can name."""


def _statements() -> Iterator[Shape]:
    of = "sg:Statement"
    yield _claim(
        "Statement-object-kind",
        STATEMENT,
        "the object of a statement is of a kind that its relation allows",
        _either(
            *(
                _all(prop("sg:relation", ("property", _is("sg:objectKind", expanded(noun)))), prop("rdf:object", kind(noun)))
                for noun in NOUNS
            )
        ),
        of=of,
    )
    yield _claim(
        "Statement-denied",
        STATEMENT,
        "a statement's rdf:predicate is its relation, or the relation's negative where it is negated",
        _either(
            _all(_is("sg:negated", _FALSE), prop("rdf:predicate", ("equals", sg("relation")))),
            _all(_is("sg:negated", _TRUE), prop("rdf:predicate", kind("sg:NegativeRelation"))),
        ),
        of=of,
    )
    yield _claim(
        "Statement-chain",
        STATEMENT,
        "a statement that somebody reports says from whom it was heard, and no other does",
        _both_or_neither(prop("sg:reportedBy", least=1), _none("sg:reportedBy"), prop("sg:heardFrom", least=1), _none("sg:heardFrom")),
        of=of,
    )
    yield _claim(
        "Statement-interval",
        POSITION,
        "a statement has the interval of its relation, and none where that is no stance",
        _intervals(),
        of=of,
    )


def _intervals() -> tuple[str, Value]:
    """The interval that each polarity gives, affirmed and negated: to negate is not to invert (LANGUAGE 3)."""
    stance = kind("sg:StanceRelation")
    readings = [
        _all(
            prop("sg:relation", stance, ("property", _is("sg:polarity", number(polarity)))),
            _is("sg:negated", flag),
            _is("sg:polarityMin", number(low)),
            _is("sg:polarityMax", number(high)),
        )
        for flag, table in ((_FALSE, AFFIRMED), (_TRUE, NEGATED))
        for polarity, (low, high) in table.items()
    ]
    other = _all(prop("sg:relation", ("not", shape(stance))), _none("sg:polarityMin"), _none("sg:polarityMax"))
    return _either(other, *readings)


def _gate() -> Iterator[Shape]:
    of = "sg:Statement"
    yield _claim(
        "Statement-reasons",
        GATE,
        "a statement asserts its triple exactly where it has no reason not to",
        _either(
            _all(_is("sg:asserted", _TRUE), _none("sg:notAssertedBecause")),
            _all(_is("sg:asserted", _FALSE), prop("sg:notAssertedBecause", least=1)),
        ),
        of=of,
    )
    path = "sg:notAssertedBecause"
    for reason, (fact, absence) in REASONS.items():
        message = f"a statement has the reason {reason} exactly where what it says gives it"
        held = _both_or_neither(fact, absence, _is(path, sg(reason)), prop(path, _but(Reason, reason)))
        yield _claim(f"Statement-{reason}", GATE, message, held, of=of)


def _findings() -> Iterator[Shape]:
    yield _claim("Stance-stated", FINDING, "a stance is explicit and no derived one", ("not", shape(kind("sg:Product"))), of="sg:Stance")
    yield _claim(
        "Product-kind",
        FINDING,
        "a finding is of exactly one kind",
        _exactly_one(*(shape(kind(f"sg:{each}")) for each in ProductKind)),
        of="sg:Product",
    )
    for each, rules in RULES.items():
        message = f"a {each} is what {' or '.join(rules)} yields"
        yield _values(f"{each}-rule", FINDING, message, prop("sg:byRule", words(map(sg, rules))), f"sg:{each}")
    for path in ("holder", "polarityMin", "polarityMax"):
        yield _values(
            f"DerivedStance-{path}",
            FINDING,
            "a derived stance has a holder and an interval",
            prop(f"sg:{path}", least=1),
            "sg:DerivedStance",
        )
    yield _values("Division-sides", FINDING, "a division has two sides or more", prop("sg:side", least=2), "sg:Division")
    yield _claim(
        "Product-opposed",
        POSITION,
        "the two positions of a contradiction, a shift or a tension have none in common",
        _either(
            *(
                _all(prop(low, ("lessThan", sg(high)), least=1))
                for low, high in (("sg:polarityMax", "otherPolarityMin"), ("sg:otherPolarityMax", "polarityMin"))
            )
        ),
        of=tuple(f"sg:{each}" for each in OPPOSED),
    )


def _others() -> Iterator[Shape]:
    one = (("qualifiedValueShape", shape(kind("oa:TextQuoteSelector"))), ("qualifiedMinCount", number(1)), ("qualifiedMaxCount", number(1)))
    yield _values(
        "Passage-words", EVIDENCE, "a passage is selected by exactly one run of words", prop("oa:hasSelector", *one), "oa:SpecificResource"
    )
    for name, first, last in SPANS:
        for path, more in ((first, (("lessThanOrEquals", sg(last)),)), (last, ())):
            message = f"sg:{path} is one xsd:date" + (f", not after sg:{last}" if more else "")
            found = prop(f"sg:{path}", ("datatype", expanded("xsd:date")), *more, most=1)
            yield shape(("targetSubjectsOf", sg(path)), *found.parts, ("message", literal(message))).named(f"Days-{path}", DAYS)
        if name != "valid":  # of a stance the days alone are known
            dated = prop("dcterms:date" if name == "date" else f"sg:{name}", least=1)
            targets = tuple(("targetSubjectsOf", sg(path)) for path in (first, last))
            yield shape(*targets, *dated.parts, ("message", literal(f"days are those of a date as written: {name}"))).named(
                f"Days-{name}", DAYS
            )
    yield _claim("Noun-kind", NOUN, "a slug names one thing, of one kind", _exactly_one(*(shape(kind(each)) for each in KINDS)), of=KINDS)
    kinds = ("sg:StanceRelation", "sg:ActRelation", "sg:ActorRelation", "sg:NegativeRelation")
    yield _claim(
        "Relation-kind",
        RELATION,
        "a relation is of exactly one kind: a stance, an act, a tie or a negative",
        _exactly_one(*(shape(kind(each)) for each in kinds)),
        of="sg:Relation",
    )
    yield _claim(
        "ShadowRelation-apart",
        RELATION,
        "a shadow relation asserts nothing, so it is no sg:Relation",
        ("not", shape(kind("sg:Relation"))),
        of="sg:ShadowRelation",
    )


def _queries() -> Iterator[Shape]:
    for name, code, message, targets, pattern in QUERIES:
        shown = "$this ?path ?value" if "?path" in pattern else "$this ?value"
        query = shape(
            ("prefixes", iri(SHAPES)),
            ("select", literal(f"SELECT DISTINCT {shown} WHERE {{\n  {pattern}\n}}")),
            ("message", literal(message)),
        )
        yield _claim(name, code, message, ("sparql", query), of=targets)


def claims() -> Iterator[Shape]:
    """One node shape a claim: the core ones, then those in SPARQL."""
    yield from _statements()
    yield from _gate()
    yield from _findings()
    yield from _others()
    yield from _queries()
