"""An IRI in, the SPARQL that tells what the graph says of it out: for the page and the files of one thing.

An IRI is checked before it stands in a query, so that it cannot end the brackets around it; it is no value for a variable, because
pyoxigraph binds those of columns only.
"""

from __future__ import annotations

from typing import Final

from stancegraph.vocabulary import iri

__all__ = ["FACTS", "POINTING", "described", "facts", "graph", "known", "occurs", "pointing", "quotes", "size"]

FACTS: Final = 2_000
"""Rows of `facts` that are told at most."""
POINTING: Final = 500
"""Triples in which another thing points to this one that are told at most: of what a thousand statements say, a query tells more."""


def occurs(thing: str) -> str:
    """Whether the thing begins or ends a triple.

    Raises:
        TermError: It is no IRI.
    """
    spelt = iri(thing)
    return f"ASK {{ {{ {spelt} ?predicate ?object }} UNION {{ ?subject ?predicate {spelt} }} }}"


def facts(thing: str) -> str:
    """Columns `predicate predicate_label object object_label` of the triples that begin with the thing.

    Raises:
        TermError: It is no IRI.
    """
    return f"""
SELECT DISTINCT ?predicate ?predicate_label ?object ?object_label WHERE {{
  {iri(thing)} ?predicate ?object .
  OPTIONAL {{ ?predicate rdfs:label ?predicate_label }}
  OPTIONAL {{ ?object rdfs:label ?object_label }}
}}
ORDER BY ?predicate ?object_label ?object LIMIT {FACTS}"""


def pointing(thing: str) -> str:
    """Columns `predicate predicate_label subject subject_label` of the triples that end with the thing; one more than `POINTING` at most.

    Raises:
        TermError: It is no IRI.
    """
    return f"""
SELECT DISTINCT ?predicate ?predicate_label ?subject ?subject_label WHERE {{
  ?subject ?predicate {iri(thing)} .
  OPTIONAL {{ ?predicate rdfs:label ?predicate_label }}
  OPTIONAL {{ ?subject rdfs:label ?subject_label }}
}}
ORDER BY ?predicate ?subject_label ?subject LIMIT {POINTING + 1}"""


def quotes(thing: str) -> str:
    """Column `words`: those that a statement rests on, and `source`, the label of the document that they stand in.

    Raises:
        TermError: It is no IRI.
    """
    return f"""
SELECT DISTINCT ?words ?source WHERE {{
  {iri(thing)} sg:evidence ?quote . ?quote oa:hasSelector ?selector . ?selector oa:exact ?words .
  OPTIONAL {{ ?quote oa:hasSource ?document . ?document rdfs:label ?source }}
}}
ORDER BY ?quote"""


def described(thing: str) -> str:
    """The triples of the thing and of its quotes, and those that end with it, `POINTING` at most.

    Raises:
        TermError: It is no IRI.
    """
    spelt = iri(thing)
    return f"""
CONSTRUCT {{ ?part ?predicate ?object . ?subject ?pointing {spelt} }} WHERE {{
  {{ {spelt} (sg:evidence|oa:hasSelector)* ?part . ?part ?predicate ?object }}
  UNION
  {{ SELECT ?subject ?pointing WHERE {{ ?subject ?pointing {spelt} }} ORDER BY ?pointing ?subject LIMIT {POINTING} }}
}}"""


def graph(name: str) -> str:
    """The triples of a named graph.

    Raises:
        TermError: Its name is no IRI.
    """
    return f"CONSTRUCT {{ ?subject ?predicate ?object }} WHERE {{ GRAPH {iri(name)} {{ ?subject ?predicate ?object }} }}"


def size(name: str) -> str:
    """Column `triples`: how many a named graph has.

    Raises:
        TermError: Its name is no IRI.
    """
    return f"SELECT (COUNT(*) AS ?triples) WHERE {{ GRAPH {iri(name)} {{ ?subject ?predicate ?object }} }}"


def known() -> str:
    """Column `thing`: all that is declared, or became a thing by being named."""
    return "SELECT DISTINCT ?thing WHERE { GRAPH <graph/entities> { ?thing a ?kind } } ORDER BY ?thing"
