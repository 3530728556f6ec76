"""What a user has typed so far in, what could stand there out: questions, their parameters, SPARQL's words, prefixes, terms and slugs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from stancegraph.queries.naming import names

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from stancegraph.engines import Engine

__all__ = ["Completion", "Words", "completions", "words"]

_KEYWORDS: Final = (
    "ASK", "BASE", "BIND", "CONSTRUCT", "COUNT", "DESCRIBE", "DISTINCT", "EXISTS", "FILTER", "GRAPH", "GROUP_CONCAT", "HAVING",
    "LIMIT", "MINUS", "OFFSET", "OPTIONAL", "PREFIX", "REGEX", "SAMPLE", "SELECT", "UNION", "VALUES", "WHERE",
)  # fmt: skip
_PHRASES: Final = ("GROUP BY", "ORDER BY", "NOT EXISTS")
_FRAGMENT: Final = re.compile(r"(?:[?$]\w*|(?:[A-Za-z][\w-]*)?:[\w-]*|[A-Za-z]\w*)$")
_QUESTION: Final = re.compile(r"\s*([a-z][a-z-]*)\s+(?:.*\s)?([^\s=]*)(=?)([^\s]*)$", re.DOTALL)
_TERMS: Final = """
SELECT DISTINCT ?term ?label WHERE {
  { GRAPH <graph/vocabulary> { ?term rdfs:label ?label } } UNION { GRAPH <graph/entities> { ?term rdfs:label ?label } }
  FILTER(LANG(?label) = "")
}
"""
_OTHERS: Final = "SELECT DISTINCT ?term WHERE { { ?s ?term ?o } UNION { ?s a ?term } }"


class Completion(NamedTuple):
    """A text that could stand in place of the last `length` characters, and what it is called."""

    text: str
    length: int
    meaning: str


@dataclass(frozen=True, slots=True)
class Words:
    """The names of a graph: by prefix the local names with their labels, and the slugs of things."""

    terms: Mapping[str, Mapping[str, str]]

    @property
    def slugs(self) -> Mapping[str, str]:
        """What stands below the project's base, with its label."""
        return self.terms.get("", {})


def words(engine: Engine) -> Words:
    """Every class, property, relation and thing that the graph names, with its label where it has one."""
    labels = {str(term): str(label) for term, label in engine.select(_TERMS)}
    for (term,) in engine.select(_OTHERS):
        labels.setdefault(str(term), "")
    spaces = sorted(engine.prefixes.items(), key=lambda item: -len(item[1]))
    found: dict[str, dict[str, str]] = {}
    for iri, label in sorted(labels.items()):
        prefix, space = next(((name, space) for name, space in spaces if iri.startswith(space)), ("", ""))
        local = iri[len(space) :]
        if space and re.fullmatch(r"[\w-]+", local):
            found.setdefault(prefix, {})[local] = label
    return Words(found)


def completions(text: str, known: Words) -> Iterator[Completion]:
    """What could stand at the end of a text, in alphabetical order: of a named question its parameters, else of SPARQL its words.

    >>> [found.text for found in completions("who-o", Words({}))]
    ['who-opposes']
    >>> [found.text for found in completions("SELECT ?who { ?who sg:op", Words({"sg": {"opposes": "opposes", "target": "target"}}))]
    ['sg:opposes']
    """
    first = text.lstrip()
    if re.fullmatch(r"[a-z-]*", first):
        yield from (Completion(query.name, len(first), query.question) for query in names().values() if query.name.startswith(first))
    if (asked := _QUESTION.fullmatch(text)) and asked[1] in names():
        yield from _parameter(asked, known)
    elif first and not re.fullmatch(r"[a-z-]*-[a-z-]*", first) and (fragment := _FRAGMENT.search(text)):
        yield from _word(fragment[0], text, known)


def _parameter(asked: re.Match[str], known: Words) -> Iterator[Completion]:
    name, equals, value = asked[2], asked[3], asked[4]
    if equals:
        yield from (Completion(slug, len(value), label) for slug, label in known.slugs.items() if slug.startswith(value))
    else:
        yield from (Completion(f"{each}=", len(name), "") for each in names()[asked[1]].parameters if each.startswith(name))


def _word(fragment: str, text: str, known: Words) -> Iterator[Completion]:
    size = len(fragment)
    if fragment[0] in "?$":
        used = sorted(set(re.findall(r"[?$]\w+", text[:-size])))
        yield from (Completion(variable, size, "") for variable in used if variable.startswith(fragment))
        return
    prefix, colon, local = fragment.partition(":")
    if colon:
        terms = known.terms.get(prefix, {})
        yield from (Completion(f"{prefix}:{name}", size, label) for name, label in terms.items() if name.lower().startswith(local.lower()))
        return
    spelt = (*_KEYWORDS, *_PHRASES)
    yield from (Completion(word, size, "") for word in sorted(spelt) if word.startswith(fragment.upper()))
    yield from (Completion(f"{name}:", size, "") for name in known.terms if name and name.startswith(fragment))
