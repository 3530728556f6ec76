"""RDF terms as plain Python text, and the N-Triples spelling they are read from and written in.

`Iri`, `Literal`, `Blank` and `TripleTerm` are `str`, so that rows print, sort and compare without a word about RDF.
"""

from __future__ import annotations

import re
from typing import Final, Self, TypeAlias

__all__ = ["XSD", "Blank", "Iri", "Literal", "Term", "TripleTerm", "Value", "parse_term", "parts", "short_spelling", "spelling"]

XSD: Final = "http://www.w3.org/2001/XMLSchema#"
STRING: Final = f"{XSD}string"
LANG_STRING: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"


class Iri(str):
    """An IRI without its angle brackets."""

    __slots__ = ()

    def __repr__(self) -> str:
        """As it is written in Python: `Iri('https://...')`."""
        return f"Iri({str(self)!r})"


class Literal(str):
    """A literal's text, with its `datatype` (an IRI) and its `language` tag (None: no tag). Two are equal when their texts are."""

    __slots__ = ("datatype", "language")
    datatype: str
    language: str | None

    def __new__(cls, text: str, datatype: str = STRING, language: str | None = None) -> Self:
        """A literal; a language tag makes the datatype rdf:langString."""
        self = super().__new__(cls, text)
        self.datatype = LANG_STRING if language else datatype
        self.language = language
        return self

    def __repr__(self) -> str:
        """As it is written in Python, datatype and language only where they say something."""
        more = f", language={self.language!r}" if self.language else f", {self.datatype!r}" if self.datatype != STRING else ""
        return f"Literal({str(self)!r}{more})"


class Blank(str):
    """A blank node's label without `_:`. Our graphs have none (LANGUAGE 2); a query can make some."""

    __slots__ = ()

    def __repr__(self) -> str:
        """As it is written in Python."""
        return f"Blank({str(self)!r})"


class TripleTerm(str):
    """A triple as a term (RDF 1.2), as N-Triples spells it: `<<( <s> <p> <o> )>>`; `parts` takes it apart."""

    __slots__ = ()

    def __repr__(self) -> str:
        """As it is written in Python."""
        return f"TripleTerm({str(self)!r})"


Term: TypeAlias = Iri | Literal | Blank | TripleTerm
Value: TypeAlias = Term | None
"""A cell of a table; None where the variable is unbound."""

_ESCAPED = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))")
_PLAIN = {"t": "\t", "n": "\n", "r": "\r", "b": "\b", "f": "\f", '"': '"', "'": "'", "\\": "\\"}
_SPECIAL = {"\t": "\\t", "\n": "\\n", "\r": "\\r", '"': '\\"', "\\": "\\\\"}
_LITERAL = re.compile(r'"((?:[^"\\]|\\.)*)"(?:@([A-Za-z0-9-]+)|\^\^<([^<>]*)>)?', re.DOTALL)
_NUMBER = re.compile(r"[+-]?(?:(?P<integer>\d+)|(?P<decimal>\d*\.\d+)|(?P<double>(?:\d+\.?\d*|\.\d+)[eE][+-]?\d+))")
_PART = re.compile(r'<<\(|\)>>|<[^<>]*>|_:\S+|"(?:[^"\\]|\\.)*"(?:@[A-Za-z0-9-]+|\^\^<[^<>]*>)?|[^\s<>"]+', re.DOTALL)


def parse_term(text: str) -> Value:
    r"""A term as N-Triples or a SPARQL TSV result spells it; numbers and booleans may stand bare; "" is None, for unbound.

    Raises:
        ValueError: It is no term.

    >>> parse_term("<https://example.org/russia>"), parse_term('"mission"@en'), parse_term("3").datatype.rpartition("#")[2]
    (Iri('https://example.org/russia'), Literal('mission', language='en'), 'integer')
    """
    match text[:1]:
        case "":
            return None
        case "<":
            return TripleTerm(text) if text.startswith("<<(") else Iri(_unescaped(text[1:-1]))
        case "_":
            return Blank(text[2:])
        case '"' if match := _LITERAL.fullmatch(text):
            return Literal(_unescaped(match[1]), match[3] or STRING, match[2])
        case _:
            return _bare(text)


def _bare(text: str) -> Literal:
    number = _NUMBER.fullmatch(text)
    kind = "boolean" if text in {"true", "false"} else number.lastgroup if number else None
    if kind is None:
        message = f"{text!r} is no RDF term"
        raise ValueError(message)
    return Literal(text, XSD + kind)


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(_character, text) if "\\" in text else text


def _character(match: re.Match[str]) -> str:
    code = match[1] or match[2]
    return chr(int(code, 16)) if code else _PLAIN.get(match[3], match[3])


def spelling(term: Term) -> str:
    """The term as N-Triples spells it.

    >>> spelling(Literal("mission", language="en")), spelling(Iri("https://example.org/russia"))
    ('"mission"@en', '<https://example.org/russia>')
    """
    match term:
        case Iri():
            return f"<{term}>"
        case Blank():
            return f"_:{term}"
        case TripleTerm():
            return str(term)
        case Literal():
            quoted = '"' + "".join(_SPECIAL.get(c) or (c if c.isprintable() else _code(c)) for c in term) + '"'
            return f"{quoted}@{term.language}" if term.language else quoted if term.datatype == STRING else f"{quoted}^^<{term.datatype}>"


def short_spelling(term: Term) -> str:
    """The term as Turtle spells it at its shortest: numbers and truth values stand bare.

    >>> short_spelling(Literal("3", f"{XSD}integer")), short_spelling(Literal("3"))
    ('3', '"3"')
    """
    if isinstance(term, Literal) and term.datatype.startswith(XSD):
        number, kind = _NUMBER.fullmatch(term), term.datatype[len(XSD) :]
        if (number and number.lastgroup == kind) or (kind == "boolean" and term in {"true", "false"}):
            return str(term)
    return spelling(term)


def _code(character: str) -> str:
    number = ord(character)
    return f"\\u{number:04X}" if number < 0x10000 else f"\\U{number:08X}"  # noqa: PLR2004 - the end of the basic plane


def parts(triple: TripleTerm) -> tuple[Term, Term, Term]:
    """Subject, predicate and object of a triple term; the object may be a triple term itself, or a number that stands bare.

    Raises:
        ValueError: The text is no triple term.

    >>> parts(TripleTerm("<<( <https://e.org/a> <https://e.org/p> <<( _:b <https://e.org/p> 'x' )>> )>>".replace("'", '"')))[2]
    TripleTerm('<<( _:b <https://e.org/p> "x" )>>')
    """
    inner = _PART.findall(triple.removeprefix("<<("))[:-1]
    if len(inner) > 3 and inner[2] == "<<(":  # noqa: PLR2004 - subject, predicate, and an object of several parts
        inner[2:] = [" ".join(inner[2:])]
    terms = [term for text in inner if (term := parse_term(text)) is not None]
    if not triple.startswith("<<(") or len(terms) != 3:  # noqa: PLR2004 - subject, predicate, object
        message = f"{str(triple)!r} is no triple term"
        raise ValueError(message)
    return terms[0], terms[1], terms[2]
