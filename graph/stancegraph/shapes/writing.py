"""A shape as a value, and how it becomes N-Triples without a blank node (SHACL, https://www.w3.org/TR/shacl/).

A `Shape` in, lines out. What SHACL writes with blank nodes, inner shapes and lists, has an IRI made from that of the shape it stands in.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import count
from typing import TYPE_CHECKING, Final, TypeAlias

from stancegraph.vocabulary import expanded, iri, literal, typed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["SH", "SHAPES", "Shape", "Value", "a", "kind", "lines", "number", "prop", "sh", "shape", "words"]

SH: Final = "http://www.w3.org/ns/shacl#"
SHAPES: Final = "https://w3id.org/stancegraph/shapes"
"""The IRI of the shapes as a whole; each shape is this with `#` and a name."""

Value: TypeAlias = "str | Shape | tuple[str | Shape, ...]"
"""An N-Triples term, a shape that stands inside another, or a list of either."""


@dataclass(frozen=True, slots=True)
class Shape:
    """A node or property shape: its parameters, each the local name in `sh:` and a value; `code` and `name` are those of the outermost."""

    parts: tuple[tuple[str, Value], ...]
    name: str = ""
    code: str = ""
    inner: tuple[Shape, ...] = ()
    """Property shapes of a node shape that have names of their own."""

    def named(self, name: str, code: str) -> Shape:
        """The same as a shape of its own, whose breach is the problem `code`."""
        return replace(self, name=name, code=code)


def sh(name: str) -> str:
    """A term of SHACL between angle brackets."""
    return iri(f"{SH}{name}")


def shape(*parts: tuple[str, Value]) -> Shape:
    """A shape of these parameters."""
    return Shape(parts)


def kind(name: str) -> tuple[str, str]:
    """The parameter that a value is an instance of a class, given as a prefixed name."""
    return "class", expanded(name)


def a(*names: str) -> tuple[str, Value]:
    """The parameter that a value is an instance of one of these classes."""
    return kind(names[0]) if len(names) == 1 else ("or", tuple(shape(kind(name)) for name in names))


def words(terms: Iterable[str]) -> tuple[str, Value]:
    """The parameter that a value is one of these terms, in the order given."""
    return "in", tuple(terms)


def number(value: int) -> str:
    """An integer as a term."""
    return typed(str(value), "xsd:integer")


def prop(path: str, *parts: tuple[str, Value], least: int = 0, most: int | None = None) -> Shape:
    """What holds for the values of a property, given as a prefixed name; `least` and `most` (None: no bound) count them."""
    counts = [("minCount", number(least))] if least else []
    counts += [] if most is None else [("maxCount", number(most))]
    return shape(("path", expanded(path)), *counts, *parts)


def lines(top: Shape) -> Iterator[str]:
    """The N-Triples lines of a shape that has a name: itself, then all that stands in it."""
    subject = f"{SHAPES}#{top.name}"
    is_property = any(name == "path" for name, _ in top.parts)
    yield _line(subject, expanded("rdf:type"), sh("PropertyShape" if is_property else "NodeShape"))
    yield _line(subject, expanded("rdfs:isDefinedBy"), iri(SHAPES))
    if top.code:
        yield _line(subject, expanded("dcterms:identifier"), literal(top.code))
    for inner in top.inner:
        yield _line(subject, sh("property"), iri(f"{SHAPES}#{inner.name}"))
    yield from _parts(subject, top, subject, count(1))
    for inner in top.inner:
        yield from lines(inner)


def _parts(subject: str, of: Shape, root: str, numbers: Iterator[int]) -> Iterator[str]:
    """The parameters of one shape, then what they hold; `root` and the numbers name it."""
    later: list[str] = []
    for name, value in of.parts:
        yield _line(subject, sh(name), _value(value, root, numbers, later))
    yield from later


def _value(value: Value, root: str, numbers: Iterator[int], later: list[str]) -> str:
    """A value as a term; the lines that describe it are appended to `later`."""
    if isinstance(value, str):
        return value
    node = f"{root}.{next(numbers)}"
    if isinstance(value, Shape):
        later += _parts(node, value, root, numbers)
        return iri(node)
    cells = [node, *(f"{node}-{at}" for at in range(2, len(value) + 1))]
    for at, (cell, each) in enumerate(zip(cells, value, strict=True), start=1):
        rest = iri(cells[at]) if at < len(cells) else expanded("rdf:nil")
        inside: list[str] = []
        later.append(_line(cell, expanded("rdf:first"), _value(each, root, numbers, inside)))
        later += (_line(cell, expanded("rdf:rest"), rest), *inside)
    return iri(node)


def _line(subject: str, predicate: str, value: str) -> str:
    return f"{iri(subject)} {predicate} {value} .\n"
