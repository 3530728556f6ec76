"""Judged and derived annotations become N-Quads: six named graphs, no blank node (LANGUAGE 2 to 6).

A `Derived` in, lines or quads out, as streams. The same content gives the same bytes in any order of files and items, and no line
occurs twice: graph by graph, in each by kind, then by IRI.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from stancegraph.compiler.direct import direct, heldback
from stancegraph.compiler.entities import entities
from stancegraph.compiler.findings import findings
from stancegraph.compiler.names import names
from stancegraph.compiler.statements import statements
from stancegraph.compiler.terms import terms

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyoxigraph import Quad

    from stancegraph.inference import Derived

__all__ = ["blocks", "layer", "lines", "quads"]

BATCH = 1 << 20  # characters parsed at a time: a few thousand quads, so that no call costs more than its work


def blocks(derived: Derived) -> Iterator[str]:
    """N-Quads as blocks of whole lines, a block for each node: what `lines` splits, for those who only pass it on.

    Raises:
        TermError: A base, slug, language tag or text that no RDF term can hold; files that passed the checks hold none.
    """
    annotations, verdicts = derived.judged.annotations, derived.judged.verdicts
    spelt = names(annotations)
    yield from entities(annotations, spelt)
    yield from terms(annotations, spelt)
    yield from direct(verdicts, annotations.relations, spelt)
    yield from heldback(verdicts, spelt)
    yield from statements(verdicts, spelt, annotations.anchors)
    yield from findings(derived, spelt)


def layer(derived: Derived, name: str) -> Iterator[str]:
    """The blocks of one named graph that the truth gate decides: `direct` or `heldback`."""
    annotations, verdicts = derived.judged.annotations, derived.judged.verdicts
    spelt = names(annotations)
    yield from direct(verdicts, annotations.relations, spelt) if name == "direct" else heldback(verdicts, spelt)


def lines(derived: Derived) -> Iterator[str]:
    """N-Quads lines, each with its newline."""
    for block in blocks(derived):
        yield from block.splitlines(keepends=True)


def quads(derived: Derived) -> Iterator[Quad]:
    """The lines as pyoxigraph quads, in the same order."""
    from pyoxigraph import RdfFormat, parse  # noqa: PLC0415 - lines alone need no RDF library

    for text in _batches(blocks(derived)):
        yield from parse(text, format=RdfFormat.N_QUADS)


def _batches(texts: Iterator[str]) -> Iterator[str]:
    """The texts joined to pieces of at least `BATCH` characters; the last may be shorter."""
    batch, size = list[str](), 0
    for text in texts:
        batch.append(text)
        size += len(text)
        if size >= BATCH:
            yield "".join(batch)
            batch, size = [], 0
    yield "".join(batch)
