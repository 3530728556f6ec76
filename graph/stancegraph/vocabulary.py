"""How our terms are spelt: namespaces and prefixes, IRIs of relations and slots, and N-Quads spelling checked once for all.

Text in, N-Quads terms out (`<...>`, `"..."@en`). Every IRI, language tag and literal passes through here before any library
sees it, because not every library checks (LANGUAGE 2 "Names" and "IRIs", 6). What the terms mean stands in `ontology`.
"""

from __future__ import annotations

import re
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

    from stancegraph.relations import Relation

__all__ = [
    "EDTF",
    "GRAPHS",
    "NAMESPACES",
    "ONTOLOGY",
    "SG",
    "TermError",
    "camel_case",
    "expanded",
    "iri",
    "is_iri",
    "is_language_tag",
    "literal",
    "negative_iri",
    "negative_label",
    "prefixes",
    "relation_iri",
    "relation_label",
    "sg",
    "slot_iri",
    "told",
    "typed",
    "words",
]

ONTOLOGY: Final = "https://w3id.org/stancegraph/ns"
"""The ontology's own IRI; its terms are this with `#` and a name."""
SG: Final = f"{ONTOLOGY}#"

NAMESPACES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "dcat": "http://www.w3.org/ns/dcat#",
        "dcterms": "http://purl.org/dc/terms/",
        "edtf": "http://id.loc.gov/datatypes/edtf/",
        "foaf": "http://xmlns.com/foaf/0.1/",
        "oa": "http://www.w3.org/ns/oa#",
        "org": "http://www.w3.org/ns/org#",
        "owl": "http://www.w3.org/2002/07/owl#",
        "prov": "http://www.w3.org/ns/prov#",
        "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
        "schema": "https://schema.org/",
        "sem": "http://semanticweb.cs.vu.nl/2009/11/sem/",
        "sg": SG,
        "skos": "http://www.w3.org/2004/02/skos/core#",
        "wd": "http://www.wikidata.org/entity/",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
    },
)
"""The vocabularies we use, by their usual prefix (LANGUAGE 2)."""

GRAPHS: Final = ("entities", "vocabulary", "direct", "heldback", "statements", "derived")
"""What follows `<base>graph/` in the names of the graphs, in the order in which they are written."""


class TermError(ValueError):
    """A text that no RDF term can hold; the readers report such text as a problem, so that values made in Python are left."""


def prefixes(base: str) -> dict[str, str]:
    """Prefix to namespace, for queries and files: ours, then the project's, whose slugs take the empty prefix (`:russia`).

    >>> prefixes("https://example.org/kosovo/")["s"]
    'https://example.org/kosovo/s/'
    """
    own = {"": base} | {name: f"{base}{name}/" for name in ("derived", "f", "graph", "office", "position", "s", "slot", "stance")}
    return {**NAMESPACES, **own}


# --- IRIs ---

# RFC 3987 without IPv6 hosts, and without what no reader can see: spaces, line ends, controls of direction, private characters.
_UNSEEN = r"\u1680\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ud800-\uf8ff\ufeff\ufff0-\uffff\U000e0000-\U0010ffff"
_FORBIDDEN = re.compile(rf'[\x00-\x20<>"{{}}|\\^`\[\]#%\x7f-\xa0{_UNSEEN}]')
_PERCENT = re.compile(r"%[0-9A-Fa-f]{2}")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*")


def is_iri(text: str) -> bool:
    """Whether the text is an absolute IRI that every reader of RDF takes and every human sees whole.

    >>> is_iri("https://example.org/kosovo/"), is_iri("kosovo/"), is_iri("https://example.org/a b")
    (True, False, False)
    """
    return _SCHEME.match(text) is not None and (_FORBIDDEN.search(text) is None or _is_plain(text))


def _is_plain(text: str) -> bool:
    """Whether nothing is forbidden once one fragment mark and the percent signs that encode a byte are set aside."""
    return _FORBIDDEN.search(_PERCENT.sub("", text).replace("#", "", 1)) is None


def is_language_tag(text: str) -> bool:
    """Whether the text has the form of a language tag (RDF 1.1 Turtle, LANGTAG; subtags of at most 8 characters as in BCP 47)."""
    return _LANGUAGE.fullmatch(text) is not None


def iri(text: str) -> str:
    """The IRI between angle brackets.

    Raises:
        TermError: It is no absolute IRI.
    """
    if not is_iri(text):
        message = f"{text!r} is no absolute IRI without spaces, quotes, brackets or invisible characters"
        raise TermError(message)
    return f"<{text}>"


@cache
def expanded(name: str) -> str:
    """The IRI, between angle brackets, of a prefixed name of ours.

    >>> expanded("rdfs:label")
    '<http://www.w3.org/2000/01/rdf-schema#label>'
    """
    prefix, _, local = name.partition(":")
    return iri(NAMESPACES[prefix] + local)


@cache
def sg(name: str) -> str:
    """The IRI, between angle brackets, of a term of our ontology.

    >>> sg("saidBy")
    '<https://w3id.org/stancegraph/ns#saidBy>'
    """
    return iri(SG + name)


# --- Literals ---

# Line ends beyond \n and \r are escaped so that a statement is one line for every tool that splits at them.
_ESCAPES = {"\t": "\\t", "\n": "\\n", "\r": "\\r", '"': '\\"', "\\": "\\\\"}
_SPECIAL = re.compile(r'[\x00-\x1f"\\\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]')
_IMPOSSIBLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

EDTF: Final = "edtf:EDTF"
"""The datatype of a date as written (Library of Congress)."""


def literal(text: str, language: str | None = None) -> str:
    r"""The text as an untagged literal, or with a language tag (lower case: tags do not differ by case, readers do).

    Raises:
        TermError: The text holds a control character or half a surrogate pair, or the tag is none.

    >>> literal('He said "no"', "en-GB")
    '"He said \\"no\\""@en-gb'
    """
    spelt = f'"{_SPECIAL.sub(_escape, text) if _SPECIAL.search(text) else text}"'
    if language is None:
        return spelt
    if not is_language_tag(language):
        message = f"{language!r} is no language tag; write one like 'en' or 'sr-Latn'"
        raise TermError(message)
    return f"{spelt}@{language.lower()}"


def _escape(match: re.Match[str]) -> str:
    character = match[0]
    if _IMPOSSIBLE.match(character):
        message = f"U+{ord(character):04X} cannot stand in a literal: {match.string[:60]!r}"
        raise TermError(message)
    return _ESCAPES.get(character) or f"\\u{ord(character):04X}"


def typed(text: str, datatype: str) -> str:
    """The text as a literal of a datatype that is given as a prefixed name.

    >>> typed("2008-02-14", "xsd:date")
    '"2008-02-14"^^<http://www.w3.org/2001/XMLSchema#date>'
    """
    return f"{literal(text)}^^{expanded(datatype)}"


# --- Names of relations and slots ---


def camel_case(text: str) -> str:
    """Words as an RDF local name; whatever is no letter or digit divides words.

    >>> camel_case("refuses-to-recognise"), camel_case("legal_basis")
    ('refusesToRecognise', 'legalBasis')
    """
    found: list[str] = re.findall(r"[^\W_]+", text)
    first, *rest = found or [""]
    return first[:1].lower() + first[1:] + "".join(word[:1].upper() + word[1:] for word in rest)


def words(name: str) -> str:
    """An RDF local name as words: the reverse of `camel_case` for names in lower case.

    >>> words("conditionallySupports"), words("DerivedStance")
    ('conditionally supports', 'derived stance')
    """
    return re.sub(r"(?<=[^\W_])([A-Z])", r" \1", name).lower()


def relation_label(relation: Relation) -> str:
    """A relation as it stands in a sentence: "refuses to recognise"."""
    return relation.slug.replace("-", " ")


def negative_label(relation: Relation) -> str:
    """The negated relation as it stands in a sentence: "does not support", "is not allied with"."""
    return f"is not {relation.verb[3:]}" if relation.verb.startswith("be ") else f"does not {relation.verb}"


def told(relation: Relation, *, negated: bool) -> str:
    """The relation as a statement has it: as `relation_label`, or as `negative_label`."""
    return negative_label(relation) if negated else relation_label(relation)


def relation_iri(relation: Relation, base: str) -> str:
    """A relation's IRI between angle brackets: ours if built in, else the project's (LANGUAGE 2, "Names")."""
    return iri(_home(relation, base) + camel_case(relation.slug))


def negative_iri(relation: Relation, base: str) -> str:
    """The IRI of a relation's negative property, between angle brackets: `sg:doesNotSupport` (LANGUAGE 3)."""
    return iri(_home(relation, base) + camel_case(negative_label(relation)))


def _home(relation: Relation, base: str) -> str:
    return SG if relation.builtin else base


def slot_iri(role: str, relations: Mapping[str, Relation], base: str) -> str:
    """The IRI of a slot role's property, between angle brackets: ours if a built-in relation has the role, else `<base>slot/price`.

    The project's own stand apart from its slugs, since a role may well be called what an issue is called.
    """
    ours = role == "legal_basis" or any(slot.role == role for row in relations.values() if row.builtin for slot in row.slots)
    return iri((SG if ours else f"{base}slot/") + camel_case(role))
