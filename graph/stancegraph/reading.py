"""An RDF file in, quads in our canonical RDF 1.1 shape out: the way back from what the exporters write (LANGUAGE 6).

N-Quads, N-Triples, TriG, Turtle (1.1 and 1.2) and JSON-LD, read by pyoxigraph as a stream. Of a statement that reifies a triple term
(RDF 1.2, `:s rdf:reifies <<( :a :p :b )>>`, in any spelling) its rdf:subject, rdf:predicate and rdf:object come out, as the compiler
writes them. Nothing is ever fetched: a JSON-LD context that is an address, of the web or of a file, is refused.
"""

from __future__ import annotations

import re
from io import BufferedReader, RawIOBase
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple, parse

from stancegraph.vocabulary import NAMESPACES

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable, Iterator

__all__ = ["FORMATS", "canonical_shape", "read_rdf"]

FORMATS: Final = {
    ".jsonld": RdfFormat.JSON_LD,
    ".nq": RdfFormat.N_QUADS,
    ".nt": RdfFormat.N_TRIPLES,
    ".trig": RdfFormat.TRIG,
    ".ttl": RdfFormat.TURTLE,
}
"""What a file's name ends in to the format it is read as."""

CHUNK: Final = 1 << 13  # bytes
MAX_DEPTH: Final = 1_000
_REIFIES: Final = NamedNode(f"{NAMESPACES['rdf']}reifies")
_PARTS: Final = tuple(NamedNode(f"{NAMESPACES['rdf']}{name}") for name in ("subject", "predicate", "object"))
_CURES: Final = (
    ("LoadDocumentCallback", "an address is never fetched: put the context itself into the file"),
    ("No scheme found", "it has a relative IRI: write whole IRIs, or give `base`"),
    ("UTF-8", "save the file as UTF-8"),
)
"""Words of a parser's message to what a reader can do about it."""


def read_rdf(path: str | os.PathLike[str], *, base: str | None = None) -> Iterator[Quad]:
    """The quads of a file in their order, one that the file says twice twice; without named graphs they lie in the default graph.

    The format is that of the file's name (`FORMATS`). `base` is what relative IRIs are resolved against; without it they are errors.

    Raises:
        ValueError: The name ends in nothing known, the file is not well-formed, names a context by address, or holds what RDF 1.1
            cannot (see `canonical_shape`); the message has the file and, of a slip in the text, line and column.
        OSError: The file cannot be read.
    """
    path = Path(path)
    form = FORMATS.get(path.suffix)
    if form is None:
        raise ValueError(f"{path}: {path.suffix or 'a name without an ending'} is no format that is read: {', '.join(FORMATS)} are")
    with path.open("rb", buffering=0) as file:
        try:
            yield from canonical_shape(parse(BufferedReader(_Shallow(file)), format=form, base_iri=base))
        except SyntaxError as error:
            raise ValueError(_slip(path, error)) from error
        except ValueError as error:
            raise ValueError(f"{path}: {error}") from error


class _Shallow(RawIOBase):
    """A file whose triple terms do not nest without end: the parser goes into each, and tens of thousands would end the process."""

    def __init__(self, file: IO[bytes]) -> None:
        super().__init__()
        self._file, self._depth = file, 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override] # what BufferedReader passes is one
        """At most `CHUNK` bytes, so that no more can nest within one piece than is safe."""
        data = self._file.read(min(len(buffer), CHUNK))
        self._depth = max(0, self._depth + data.count(b"<<") - data.count(b">>"))
        if self._depth > MAX_DEPTH:
            raise ValueError(f"over {MAX_DEPTH:,} triple terms are begun and not ended: a statement reifies one plain triple")
        buffer[: len(data)] = data
        return len(data)


def canonical_shape(quads: Iterable[Quad]) -> Iterator[Quad]:
    """The quads, with each rdf:reifies of a triple term spelt out as rdf:subject, rdf:predicate and rdf:object, in this order.

    Raises:
        ValueError: A triple term within another or outside rdf:reifies, two triples reified by one node, or a text with a base
            direction: RDF 1.1 has no place for them.
    """
    reified: dict[object, Triple] = {}
    for quad in quads:
        term = quad.object
        if not isinstance(term, Triple):
            if isinstance(term, Literal) and term.direction is not None:
                raise ValueError(f"{term} has a base direction, which RDF 1.1 cannot say: leave the direction out")
            yield quad
            continue
        if quad.predicate != _REIFIES or isinstance(term.object, Triple):
            raise ValueError(f"{quad}: a triple term that is no plain object of rdf:reifies; reify it under an IRI of its own")
        if reified.setdefault(quad.subject, term) != term:
            raise ValueError(
                f"{quad.subject} reifies {reified[quad.subject]} and {term}: a statement says one thing, so give each its own IRI"
            )
        for part, value in zip(_PARTS, term, strict=True):
            yield Quad(quad.subject, part, value, quad.graph_name)


def _slip(path: Path, error: SyntaxError) -> str:
    """`file:line:column: what is wrong; what to do`."""
    place = f"{path}:{error.lineno}:{error.offset}" if error.lineno else str(path)
    said = re.sub(r"^Parser error (?:at|between) .*?: ", "", error.msg)
    cure = next((cure for words, cure in _CURES if words in error.msg), "")
    if "LoadDocumentCallback" in said:
        said = "it needs a context that it does not hold"
    return f"{place}: {said}; {cure}" if cure else f"{place}: {said}"
