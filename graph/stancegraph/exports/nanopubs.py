"""Each statement as a nanopublication: a TriG file of four small graphs a statement (nanopublication guidelines, nanopub.net).

A `Derived` in, TriG out. `<base>np/<id>` has a head, an assertion, its provenance and its publication info, no blank node, and no
time but one that is given. They are not signed: who publishes them does that, with a key and a time of his own.

What an assertion holds is what its publisher vouches for. Of a statement that passed the truth gate that is its triple, `:russia
sg:opposes :independence`. One that was held back must not put its triple into the world, so its assertion is the reading: the
statement's node with rdf:subject, rdf:predicate and rdf:object and all that hedges it (condition, mode, certainty, scope). Whoever joins
assertions gets the same direct triples as from the graph `direct`, but for those that others entail.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pyoxigraph import RdfFormat, parse, serialize

from stancegraph import compiler
from stancegraph.compiler.names import LABEL, A
from stancegraph.exports.files import replacing
from stancegraph.exports.nodes import groups, nodes
from stancegraph.vocabulary import expanded, iri, prefixes, sg, typed

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable, Iterator

    from pyoxigraph import Quad

    from stancegraph.exports.nodes import Group, Node
    from stancegraph.inference import Derived

__all__ = ["blocks", "write"]

NP: Final = "http://www.nanopub.org/nschema#"

_TRIPLE: Final = tuple(expanded(f"rdf:{name}") for name in ("subject", "predicate", "object"))
_ASSERTED: Final = (sg("asserted"), typed("true", "xsd:boolean"))
_SOURCE: Final = {expanded("prov:hadPrimarySource"), expanded("prov:wasAttributedTo"), expanded("prov:wasDerivedFrom")}
"""What is as true of the assertion as of the statement."""
_HISTORY: Final = _SOURCE | {
    sg(name)
    for name in (
        "saidBy", "speakingAs", "reportedBy", "heardFrom", "said", "saidStart", "saidEnd", "saidText", "voice", "document", "evidence", "coder",
        "tags", "supersedes", "asserted", "notAssertedBecause", "reasonText", "reasonPremise", "aboutSource",
    )
} | {LABEL, expanded("skos:note")}  # fmt: skip
"""How a statement came about, as opposed to what it says; its label is the bare sentence, without what hedges it."""
_RIGHTS: Final = tuple(expanded(f"dcterms:{name}") for name in ("license", "creator", "publisher"))


def write(derived: Derived, path: str | os.PathLike[str], *, created: str | None = None) -> None:
    """Write the file; `created` is an xsd:dateTime that all of them get, such as "2026-03-01T12:00:00Z".

    Raises:
        OSError: Nothing can be written there.
    """
    base = derived.judged.annotations.project.base
    with replacing(path, "wb") as file:
        serialize(
            _quads(blocks(derived, created=created)), file, RdfFormat.TRIG, prefixes={**prefixes(base), "np": NP, "this": f"{base}np/"}
        )


def blocks(derived: Derived, *, created: str | None = None) -> Iterator[str]:
    """The nanopublications as N-Quads, a block of whole lines each, in the order of the statements' IRIs.

    Raises:
        TermError: As `compiler.blocks`.
    """
    base = derived.judged.annotations.project.base
    found = nodes(compiler.blocks(derived))
    project = next(found)  # the compiler begins with it
    info = [f"{expanded('dcterms:isPartOf')} {project.iri}", *(f"{name} {term}" for name, term in project.pairs if name in _RIGHTS)]
    if created:
        info.append(f"{expanded('dcterms:created')} {typed(created, 'xsd:dateTime')}")
    figures: dict[str, Node] = {}
    for group in groups(node for node in found if node.layer == "statements"):
        figures |= {part.iri: part for part in group.parts.values() if part.kind == sg("Figure")}
        more = [figures[term] for name, term in group.node.pairs if name == sg("figures") and term not in group.parts]
        yield "".join(_nanopub(group, more, info, base))


def _quads(texts: Iterable[str]) -> Iterator[Quad]:
    for text in texts:
        yield from parse(text, format=RdfFormat.N_QUADS)


def _nanopub(group: Group, figures: Iterable[Node], info: Iterable[str], base: str) -> Iterator[str]:
    statement = group.node
    # A base that ends in # has the one fragment mark that an IRI can have.
    name = f"{base}np/{statement.iri[len(base) + len('<s/') : -1]}"
    this = iri(name)
    head, assertion, provenance, pubinfo = (
        iri(f"{name}{'/' if base.endswith('#') else '#'}{part}") for part in ("Head", "assertion", "provenance", "pubinfo")
    )
    named = {part: iri(f"{NP}{part}") for part in ("Nanopublication", "hasAssertion", "hasProvenance", "hasPublicationInfo")}
    yield f"{this} {A} {named['Nanopublication']} {head} .\n"
    for property_, graph in (("hasAssertion", assertion), ("hasProvenance", provenance), ("hasPublicationInfo", pubinfo)):
        yield f"{this} {named[property_]} {graph} {head} .\n"
    passed = _ASSERTED in statement.pairs
    if passed:
        facts = dict(statement.pairs)
        yield f"{' '.join(facts[part] for part in _TRIPLE)} {assertion} .\n"
    for property_, term in statement.pairs:
        yield f"{statement.iri} {property_} {term} {provenance if passed or property_ in _HISTORY else assertion} .\n"
    yield f"{assertion} {expanded('prov:wasDerivedFrom')} {statement.iri} {provenance} .\n"
    for property_, term in statement.pairs:
        if property_ in _SOURCE:
            yield f"{assertion} {property_} {term} {provenance} .\n"
    for part in (*group.parts.values(), *figures):
        content = part.kind == sg("Figure") and not passed
        yield from (f"{part.iri} {property_} {term} {assertion if content else provenance} .\n" for property_, term in part.pairs)
    yield f"{this} {LABEL} {_label(statement)} {pubinfo} .\n"
    yield from (f"{this} {fact} {pubinfo} .\n" for fact in info)


def _label(statement: Node) -> str:
    """The statement's label, with every reason that holds it back."""
    label = dict(statement.pairs)[LABEL]
    reasons = [term.rpartition("#")[2][:-1] for name, term in statement.pairs if name == sg("notAssertedBecause")]
    return f'{label[:-1]} (held back: {", ".join(reasons)})"' if reasons else label
