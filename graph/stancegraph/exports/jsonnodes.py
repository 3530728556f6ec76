"""Nodes in the compiler's N-Quads spelling in, the members of JSON objects out, as a context of ours reads them (JSON-LD 1.1, section 9).

An N-Quads string as we spell it is a JSON string, quotation marks and escapes included, so texts go over as they are.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, TypeVar

from stancegraph.compiler.names import LABEL, A
from stancegraph.exports.context import ID, KIND, TEXT, Property, properties
from stancegraph.exports.nodes import Node
from stancegraph.vocabulary import NAMESPACES, SG, expanded, sg

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from stancegraph.exports.context import Json

__all__ = ["Spelling", "members", "named", "tree"]

_HOLDING: Final = {
    *map(sg, ("evidence", "heardFrom", "figures", "office", "side")),
    *map(expanded, ("oa:hasSelector", "prov:qualifiedQuotation")),
}
"""The properties inside which a part stands."""
_NAMED: Final = {*map(sg, ("saidBy", "reportedBy", "reporter", "document"))}
"""The properties whose value has its label beside its slug."""
_BESIDE: Final = (LABEL, expanded("dcterms:date"))
"""What stands beside the slug of such a value, as far as it has it."""
_EXPLICIT: Final = "explicit"
_NUMBER: Final = re.compile(r'"(?:0|-?[1-9][0-9]{0,14})"')
_BARE: Final = {f"^^{expanded('xsd:integer')}": _NUMBER, f"^^{expanded('xsd:boolean')}": re.compile('"(?:true|false)"')}
"""What JSON's own numbers and truth values say, as far as every reader keeps them exact."""
_COUNT: Final = f"{NAMESPACES['xsd']}nonNegativeInteger"
_LOCAL: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_/-]*")
_PREFIXED: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")


T = TypeVar("T")


class _Spelt(dict[str, T]):
    """An IRI between angle brackets to what it becomes; made at the first asking, since the same ones come again and again."""

    def __init__(self, spell: Callable[[str], T]) -> None:
        """`spell` takes the IRI without its brackets."""
        super().__init__()
        self._spell = spell

    def __missing__(self, iri: str) -> T:
        """Make and keep a new one."""
        self[iri] = spelt = self._spell(iri[1:-1])
        return spelt


class Spelling:
    """How one project's IRIs are written under its context: as ids, as words, and as the keys of objects."""

    def __init__(self, base: str, context: Mapping[str, Json]) -> None:
        """`context` defines the terms; `base` is its `@base`."""
        self._base, self._context = base, context
        self._properties = properties(context)
        self._relative = _resolves(base)
        self.links = _Spelt(lambda iri: f'"{self._link(iri)}"')
        """As ids: a slug, a prefixed name, or the whole."""
        self.words = _Spelt(lambda iri: f'"{self._word(iri)}"')
        """As words of the vocabulary: a term, a closed word, a prefixed name, or the whole."""
        self.keys = _Spelt(self._key)
        """As the property that a predicate is; one that the context does not name is its own key, and its values say what they are."""

    def _key(self, iri: str) -> Property:
        return self._properties.get(iri) or Property(self._prefixed(iri), iri, _EXPLICIT, several=False)

    def _link(self, iri: str) -> str:
        local = iri.removeprefix(self._base)
        # An alias of a keyword is that keyword wherever an IRI can stand (JSON-LD 1.1 API, 5.2, step 4).
        if self._relative and local != iri and _LOCAL.fullmatch(local) and not isinstance(self._context.get(local), str):
            return f"#{local}" if self._base.endswith("#") else local
        return self._prefixed(iri)

    def _word(self, iri: str) -> str:
        known = self._properties.get(iri)
        if known:
            return known.term
        local = iri.removeprefix(SG)  # no closed word and no class is a term of a context of ours
        return local if local != iri and _PREFIXED.fullmatch(local) else self._prefixed(iri)

    def _prefixed(self, iri: str) -> str:
        for prefix, namespace in NAMESPACES.items():
            if iri.startswith(namespace) and _PREFIXED.fullmatch(iri[len(namespace) :]):
                return f"{prefix}:{iri[len(namespace) :]}"
        return iri


def _resolves(base: str) -> bool:
    """Whether a slug resolved against the base is the base with the slug, for every reader (RFC 3986, 5.2)."""
    whole = re.fullmatch(r"https?://[^/?#]+/(?:[^?#]*/)?(?:[^/?#]+#)?", base)
    return whole is not None and not re.search(r"[^:]//|/\.{1,2}(?:/|#|$)", base)


def tree(node: Node, parts: dict[str, Node], spelling: Spelling, names: Mapping[str, str]) -> str:
    """The object of a node: parts that it holds stand inside it and are taken out of `parts`; `names` is what stands beside slugs."""
    return "{" + ",\n   ".join([f'"{ID}": {spelling.links[node.iri]}', *members(node, parts, spelling, names)]) + "}"


def named(node: Node, spelling: Spelling) -> str:
    """What stands beside the node's slug wherever it is a speaker or a document: its label, and its date if it has one."""
    return ", ".join(members(Node(node.iri, node.graph, [pair for pair in node.pairs if pair[0] in _BESIDE]), {}, spelling, {}))


def members(node: Node, parts: dict[str, Node], spelling: Spelling, names: Mapping[str, str]) -> list[str]:
    """The members of a node's object, a property each, in the order in which the compiler writes them."""
    values: dict[str, list[str]] = {}
    texts: dict[str, dict[str, list[str]]] = {}
    lists: set[str] = set()
    for predicate, term in node.pairs:
        key, iri, reading, several = spelling.keys[predicate]
        if predicate == A:
            key, value, several = KIND, spelling.words[term], True
        elif predicate in _HOLDING and term in parts:
            inner = parts.pop(term)
            value = f'{{"{ID}": {spelling.links[term]}, {", ".join(members(inner, parts, spelling, names))}}}'
        elif predicate in _NAMED and term in names:
            value = f'{{"{ID}": {spelling.links[term]}, {names[term]}}}'
        elif reading != TEXT:
            value = _value(reading, term, spelling)
        elif term[-1] not in '">':
            value, _, tag = term.rpartition("@")
            texts.setdefault(key, {}).setdefault(tag, []).append(value)
        else:  # a text without a language has no place in a map by language
            key, value = iri, _value(_EXPLICIT, term, spelling)
        if key in values:
            values[key].append(value)
        else:
            values[key] = [value]
            if several:
                lists.add(key)
    return [
        f'"{key}": {_by_language(texts[key], several=key in lists) if key in texts else _listed(found, several=key in lists)}'
        for key, found in values.items()
    ]


def _by_language(texts: Mapping[str, list[str]], *, several: bool) -> str:
    return "{" + ", ".join(f'"{tag}": {_listed(found, several=several)}' for tag, found in sorted(texts.items())) + "}"


def _listed(values: list[str], *, several: bool) -> str:
    return f"[{', '.join(values)}]" if several or len(values) > 1 else values[0]


def _value(reading: str, term: str, spelling: Spelling) -> str:
    """A value under a term that reads it so, else one that says itself what it is."""
    if not term.startswith("<"):
        return _literal(reading, term, spelling)
    if reading == "@vocab":
        return spelling.words[term]
    return spelling.links[term] if reading == "@id" else f'{{"{ID}": {spelling.links[term]}}}'


def _literal(reading: str, term: str, spelling: Spelling) -> str:
    end = term.rindex('"') + 1
    text, kind = term[:end], term[end:]
    if kind == (f"^^<{reading}>" if reading else ""):
        return text[1:-1] if reading == _COUNT and _NUMBER.fullmatch(text) else text
    if reading == "" and kind in _BARE and _BARE[kind].fullmatch(text):
        return text[1:-1]
    if kind.startswith("@"):
        return f'{{"@value": {text}, "@language": "{kind[1:]}"}}'
    return f'{{"@value": {text}, "@type": {spelling.words[kind[2:]]}}}' if kind else f'{{"@value": {text}}}'
