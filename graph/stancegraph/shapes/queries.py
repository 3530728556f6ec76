"""What core SHACL cannot say, as SPARQL patterns: what follows from a relation that a node names as a value, and what runs in a circle.

Rows in the order name, code, message, target classes, pattern. A pattern matches what breaches the claim; `?value` and `?path` say where.
SHACL allows no VALUES and no MINUS in it.
"""

from __future__ import annotations

from typing import Final

from stancegraph.shapes.nodes import NOUNS

__all__ = ["QUERIES"]

STATEMENT, GATE, FINDING, EVIDENCE, RELATION, CIRCLE = "SG501", "SG502", "SG504", "SG505", "SG507", "SG510"

_INVERSE = "(owl:inverseOf|^owl:inverseOf)"
_UP = "rdfs:subPropertyOf*"
_EVEN = f"{_UP}/({_INVERSE}/{_UP}/{_INVERSE}/{_UP})*"
_ANY = "(rdfs:subPropertyOf|owl:inverseOf|^owl:inverseOf)*"


def _stated(subject: str, object_: str, predicate: str = "?stated") -> str:
    """The beginning of a pattern: an asserted statement of these three."""
    return f"{{ ?statement rdf:subject {subject} ; rdf:object {object_} ; rdf:predicate {predicate} ; sg:asserted true ."


QUERIES: Final = (
    (
        "Statement-negative",
        STATEMENT,
        "the predicate of a negated statement is the negative of its relation",
        ("sg:Statement",),
        """$this rdf:predicate ?value ; sg:relation ?relation ; sg:negated true .
  FILTER NOT EXISTS { ?value sg:negationOf ?relation }""",
    ),
    (
        "Statement-direct",
        GATE,
        "the triple of an asserted statement stands in the graph",
        ("sg:Statement",),
        """$this sg:asserted true ; rdf:subject ?subject ; rdf:predicate ?predicate ; rdf:object ?value .
  FILTER NOT EXISTS { ?subject ?predicate ?value }""",
    ),
    (
        "Statement-heldback",
        GATE,
        "a statement held back for exactly one reason leaves a shadow edge",
        ("sg:Statement",),
        """$this sg:asserted false ; sg:notAssertedBecause ?value ; rdf:subject ?subject ; rdf:object ?object .
  FILTER NOT EXISTS { $this sg:notAssertedBecause ?other . FILTER (?other != ?value) }
  FILTER NOT EXISTS { ?subject ?shadow ?object . ?shadow a sg:ShadowRelation }""",
    ),
    (
        "Direct-statement",
        GATE,
        "a direct triple follows from an asserted statement",
        NOUNS,
        # As it was stated; else by what the relation is, at any remove: with an even number of inversions as it was stated, with an odd
        # one turned round; a symmetric relation on the way allows both. A negative is turned round, and is nothing else.
        f"""$this ?path ?value . ?path a sg:Relation .
  FILTER NOT EXISTS {_stated("$this", "?value", "?path")} }}
  FILTER NOT EXISTS {_stated("$this", "?value")} FILTER EXISTS {{ ?stated {_EVEN} ?path }} }}
  FILTER NOT EXISTS {_stated("?value", "$this")} FILTER EXISTS {{ ?stated {_UP}/{_INVERSE}/{_EVEN} ?path }} }}
  FILTER NOT EXISTS {_stated("$this", "?value")} FILTER EXISTS {{ ?stated {_ANY} ?tie . ?tie a owl:SymmetricProperty ; {_ANY} ?path }} }}
  FILTER NOT EXISTS {_stated("?value", "$this")} FILTER EXISTS {{ ?stated {_ANY} ?tie . ?tie a owl:SymmetricProperty ; {_ANY} ?path }} }}
  FILTER NOT EXISTS {_stated("?value", "$this")} ?stated sg:negationOf ?tie . ?tie a owl:SymmetricProperty . ?path sg:negationOf ?tie }}
  FILTER NOT EXISTS {_stated("?value", "$this")} ?stated sg:negationOf/{_INVERSE} ?turned . ?path sg:negationOf ?turned }}""",
    ),
    (
        "Direct-closure",
        GATE,
        "with a direct triple stands all that its relation is, its inverse, and the reverse of a symmetric one",
        NOUNS,
        f"""$this ?path ?value . ?path a sg:Relation .
  {{ ?path rdfs:subPropertyOf ?wider . FILTER NOT EXISTS {{ $this ?wider ?value }} }}
  UNION {{ ?path {_INVERSE} ?turned . FILTER NOT EXISTS {{ ?value ?turned $this }} }}
  UNION {{ ?path a owl:SymmetricProperty . FILTER NOT EXISTS {{ ?value ?path $this }} }}""",
    ),
    (
        "Heldback-statement",
        GATE,
        "a shadow edge stands for a statement that is held back for exactly one reason",
        NOUNS,
        """$this ?path ?value . ?path a sg:ShadowRelation .
  FILTER NOT EXISTS {
    ?statement rdf:subject $this ; rdf:object ?value ; sg:asserted false ; sg:notAssertedBecause ?reason .
    FILTER NOT EXISTS { ?statement sg:notAssertedBecause ?other . FILTER (?other != ?reason) } }""",
    ),
    (
        "Stance-statements",
        FINDING,
        "a stance rests on statements of its holder about its target",
        ("sg:Stance",),
        """$this sg:basedOn ?value ; sg:holder ?holder ; sg:target ?target .
  FILTER NOT EXISTS { ?value rdf:subject ?holder ; rdf:object ?target }""",
    ),
    (
        "Stance-standing",
        FINDING,
        "a stance rests on statements that passed, or were held only as planned or overtaken",
        ("sg:Stance",),
        """$this sg:basedOn ?value . ?value sg:notAssertedBecause ?reason .
  FILTER (?reason NOT IN (sg:NotYetActual, sg:Superseded))""",
    ),
    (
        "Stance-single",
        FINDING,
        "there is one stance for each holder and target",
        ("sg:Stance",),
        """$this sg:holder ?holder ; sg:target ?target . ?value a sg:Stance ; sg:holder ?holder ; sg:target ?target .
  FILTER (?value != $this)""",
    ),
    (
        "Statement-source",
        EVIDENCE,
        "a quoted passage is of the statement's own document",
        ("sg:Statement",),
        """$this sg:evidence ?value ; sg:document ?document . FILTER NOT EXISTS { ?value oa:hasSource ?document }""",
    ),
    (
        "Relation-sign",
        RELATION,
        "a relation never reverses the sign of one that it is",
        ("sg:StanceRelation",),
        """$this sg:polarity ?own ; rdfs:subPropertyOf+ ?value . ?value sg:polarity ?above . FILTER (?own * ?above < 0)""",
    ),
    (
        "Relation-circle",
        CIRCLE,
        "no relation is wider than itself",
        ("sg:Relation",),
        "$this rdfs:subPropertyOf+ ?value . FILTER (?value = $this)",
    ),
    ("Issue-circle", CIRCLE, "no issue entails itself", ("sg:Issue",), "$this sg:entails+ ?value . FILTER (?value = $this)"),
    (
        "Report-circle",
        CIRCLE,
        "nobody heard a statement from a report that goes back to his own",
        ("sg:Report",),
        "$this sg:heardFrom+ ?value . FILTER (?value = $this)",
    ),
)
"""The rows."""
