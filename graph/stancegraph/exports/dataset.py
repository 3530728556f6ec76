"""Findings in, an rdflib `Dataset` out, for everything that speaks rdflib (DESIGN, "Dependencies")."""

from __future__ import annotations

from typing import TYPE_CHECKING

import oxrdflib
import pyoxigraph
import rdflib

from stancegraph import compiler

if TYPE_CHECKING:
    from stancegraph.inference import Derived

__all__ = ["dataset"]


def dataset(derived: Derived) -> rdflib.Dataset:
    """All named graphs in one Dataset whose default graph is their union; queries run in Oxigraph, not in rdflib's own evaluator."""
    store = pyoxigraph.Store()
    store.bulk_extend(compiler.quads(derived))
    return rdflib.Dataset(store=oxrdflib.OxigraphStore(store=store), default_union=True)
