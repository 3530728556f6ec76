"""How one project's slugs, relations and slots are spelt in N-Quads, and how a node is written.

Annotations in, `Names` out: every IRI of the project is spelt and checked once, however often it is written (LANGUAGE 2, "IRIs").
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from stancegraph import vocabulary
from stancegraph.vocabulary import EDTF, GRAPHS, expanded, iri, literal, sg, typed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from stancegraph.dates import Date
    from stancegraph.records import Annotations

__all__ = ["LABEL", "A", "Iris", "Names", "Spelling", "date", "days", "interval", "names", "node", "part_of"]

A = expanded("rdf:type")
LABEL = expanded("rdfs:label")

_POLARITY_MIN = {n: f"{sg('polarityMin')} {typed(str(n), 'xsd:integer')}" for n in (-1, 0, 1)}
_POLARITY_MAX = {n: f"{sg('polarityMax')} {typed(str(n), 'xsd:integer')}" for n in (-1, 0, 1)}
_DATE = f"^^{expanded('xsd:date')}"
_EDTF = f"^^{expanded(EDTF)}"


class Iris(dict[str, str]):
    """What follows the base, a slug or an id, to its IRI between angle brackets; spelt at the first asking."""

    def __init__(self, base: str) -> None:
        """`base` is checked here, alone, so that a bad one is named and not what follows it."""
        super().__init__({"": iri(base)})
        self._base = base

    def __missing__(self, local: str) -> str:
        """Spell and keep a new one."""
        self[local] = spelt = iri(self._base + local)
        return spelt


class Spelling(NamedTuple):
    """A relation and its negative: their IRIs between angle brackets and their words."""

    affirmed: str
    negated: str
    label: str
    negative_label: str


@dataclass(frozen=True, slots=True)
class Names:
    """The spellings of one project. `graphs` holds the named graphs by their last segment, `roles` the slot roles' properties."""

    iris: Iris
    graphs: Mapping[str, str]
    labels: Mapping[str, str]
    relations: Mapping[str, Spelling]
    roles: Mapping[str, str]
    language: str

    def label(self, slug: str) -> str:
        """The name a reader knows a slug by; the slug itself where nothing is declared."""
        return self.labels.get(slug, slug)

    def links(self, predicate: str, locals_: Iterable[str]) -> Iterator[str]:
        """The predicate with the IRI of each slug or id, sorted: the order of a list in the file means nothing here."""
        for local in sorted(locals_):
            yield f"{predicate} {self.iris[local]}"


def names(annotations: Annotations) -> Names:
    """The spellings that a project's base, relations and entities give.

    Raises:
        TermError: The base, a relation or a slot cannot be part of an IRI.
    """
    base, table = annotations.project.base, annotations.relations
    iris = Iris(base)
    roles = {slot.role for row in table.values() for slot in row.slots}
    roles.update(role for statement in annotations.statements for role, _ in statement.slots)
    return Names(
        iris=iris,
        graphs={name: iris[f"graph/{name}"] for name in GRAPHS},
        labels={slug: entity.label for section in annotations.sections for slug, entity in section.items()},
        relations={
            slug: Spelling(
                vocabulary.relation_iri(row, base),
                vocabulary.negative_iri(row, base),
                vocabulary.relation_label(row),
                vocabulary.negative_label(row),
            )
            for slug, row in table.items()
        },
        roles={role: vocabulary.slot_iri(role, table, base) for role in roles},
        language=annotations.project.language,
    )


def part_of(subject: str, suffix: str) -> str:
    """The IRI between angle brackets of what hangs on a node: its own with a suffix of ours.

    >>> part_of("<https://example.org/s/1>", "_q1")
    '<https://example.org/s/1_q1>'
    """
    return f"{subject[:-1]}{suffix}>"


def node(subject: str, graph: str, parts: Iterable[str]) -> str:
    """The N-Quads lines of one subject in one graph; a part is a predicate and an object, and is written once. At least one part."""
    end = f" {graph} .\n"
    return f"{subject} " + f"{end}{subject} ".join(dict.fromkeys(parts)) + end


@lru_cache(maxsize=4096)
def date(predicate: str, value: Date, *, start: str, end: str, words: str) -> tuple[str, ...]:
    """A date as written and its first and last day; `start`, `end` and `words` are names of ours, nothing stands for an open bound."""
    text = [f"{sg(words)} {literal(value.text)}"] if value.text else []
    return (f"{predicate} {literal(value.edtf)}{_EDTF}", *days(value.start, value.end, start=start, end=end), *text)


def days(first: str | None, last: str | None, *, start: str, end: str) -> Iterator[str]:
    """Inclusive ISO days under two names of ours, nothing for an open one."""
    if first:
        yield f"{sg(start)} {literal(first)}{_DATE}"
    if last:
        yield f"{sg(end)} {literal(last)}{_DATE}"


def interval(bounds: tuple[int, int]) -> tuple[str, str]:
    """A polarity interval as its two bounds."""
    return _POLARITY_MIN[bounds[0]], _POLARITY_MAX[bounds[1]]
