"""SPARQL text in; its form, or a `QueryError` with its place, out: what no engine may be asked is refused before it parses.

Refused are updates, SERVICE (engines would call the network), and texts so long or so deep that a parser's stack overflows
(ENGINES, "Facts that bite": 20,000 nested braces end the process). The text is read in tokens, so that a word in a comment,
a string, an IRI or a name is none of these.
"""

from __future__ import annotations

import re
import sys
from enum import StrEnum
from typing import TYPE_CHECKING, Final, NamedTuple

from stancegraph.problems import Place, Source
from stancegraph.spelling import nearest

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

__all__ = [
    "MAX_DEPTH",
    "MAX_LENGTH",
    "MAX_STEPS",
    "Form",
    "QueryError",
    "Token",
    "checked_form",
    "codepoints",
    "error_at",
    "form_of",
    "tokens",
]

MAX_LENGTH: Final = 100_000  # characters: room for a VALUES list of some thousand names
MAX_DEPTH: Final = 100  # brackets inside brackets; pyoxigraph's parser dies between 500 and 2,000 on an 8 MiB stack
MAX_STEPS: Final = 500  # operators and clauses that each make the plan one deeper; it dies above 2,000


class Form(StrEnum):
    """What a query asks for, and so what it answers: a table, yes or no, or triples."""

    SELECT = "select"
    ASK = "ask"
    CONSTRUCT = "construct"
    DESCRIBE = "describe"


class QueryError(ValueError):
    """A query that cannot be answered, and where: `line` and `column` count from 1, in code points; `help` says what to write instead."""

    def __init__(self, query: str, line: int, column: int, text: str, help: str = "") -> None:  # noqa: A002 - as in Problem
        """Takes the query as it was asked and the finding."""
        super().__init__(query, line, column, text, help)
        self.query = query
        self.line = line
        self.column = column
        self.text = text
        self.help = help

    def __str__(self) -> str:
        """`query:line:column: text`, the line with the place underlined, and the help; no place where no text was asked."""
        if not self.query:
            return f"{self.text}; {self.help}" if self.help else self.text
        return "\n".join(
            [f"query:{self.line}:{self.column}: {self.text}", *self._excerpt(), *([f"  help: {self.help}"] if self.help else [])]
        )

    def _excerpt(self) -> list[str]:
        source = Source("query", self.query)
        if self.line > len(source.line_starts()):
            return []
        shown = "".join(c if c.isprintable() else "\N{MIDDLE DOT}" for c in source.line_text(self.line))
        cut = max(0, self.column - 60)
        return [f"  {self.line:>4} | {shown[cut : cut + 120]}", f"       | {' ' * (self.column - 1 - cut)}^"]


class Token(NamedTuple):
    """One token of a query: its kind (iri, string, variable, name, word, number, mark), its text, and its offset in code points."""

    kind: str
    text: str
    start: int


_TOKEN = re.compile(
    r"""
      (?P<blank>[\s\ufeff]+|\#[^\r\n]*)
    | (?P<iri><(?:[^<>"{}|^`\\\x00-\x20]|\\[uU][0-9A-Fa-f]+)*>)
    | (?P<string>\"{3}(?:\"{0,2}(?:[^"\\]|\\.))*\"{3} | '{3}(?:'{0,2}(?:[^'\\]|\\.))*'{3} | "(?:[^"\\\r\n]|\\.)*" | '(?:[^'\\\r\n]|\\.)*')
    | (?P<variable>[?$]\w+)
    | (?P<tag>@[A-Za-z0-9-]+)
    | (?P<name>(?:_|[^\W\d_][\w.\u00b7-]*)?:(?:[\w:\u00b7.-]|%[0-9A-Fa-f]{2}|\\.)*)
    | (?P<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)
    | (?P<word>[^\W\d]\w*)
    | (?P<mark><<\(|\)>>|<<|>>|\|\||&&|.)
    """,
    re.VERBOSE | re.DOTALL,
)

_OPENING = frozenset({"{", "(", "[", "<<", "<<("})
_CLOSING = frozenset({"}", ")", "]", ">>", ")>>"})
_STEP_MARKS = frozenset({"!", "+", "-", "*", "/", "^", "|", "||", "&&", "="})
_STEP_WORDS = frozenset({"optional", "minus", "bind", "as", "filter", "exists", "union", "graph", "select"})
_UPDATES = frozenset({"insert", "delete", "load", "clear", "drop", "create", "add", "move", "copy", "with"})
_ENDS_A_VALUE = frozenset({"variable", "name", "string", "number", "iri", "tag"})


def tokens(query: str) -> Iterator[Token]:
    """The query's tokens in order, without blanks and comments. Never fails: what fits nothing is a mark of one character."""
    for match in _TOKEN.finditer(query):
        kind = match.lastgroup or "mark"
        if kind != "blank":
            yield Token(kind, match[0], match.start())


def checked_form(query: str, *, services: Collection[str] = ()) -> Form:
    """What the query asks for, once it is sure that an engine may be asked; `services` are the addresses that SERVICE may call.

    Raises:
        QueryError: It is too long or too deep, an update, calls another server, or has no form at all.
    """
    _check_length(query)
    found = list(tokens(query))
    _check_depth(query, found)
    _check_escapes(query, found)
    form = _form(query, found)
    if "service" in query.casefold():
        _check_service(query, found, services)
    return form


def form_of(query: str) -> Form:
    """What the query asks for, by its first word; whether it may be asked is the engine's matter.

    Raises:
        QueryError: It is too long, an update, or has no form at all.
    """
    _check_length(query)
    return _form(query, list(tokens(query)))


def error_at(query: str, offset: int, text: str, hint: str) -> QueryError:
    """The error at an offset (code points) of the query; an offset behind its end is the end."""
    at = min(offset, len(query))
    place = Place(Source("query", query), at, at)
    return QueryError(query, place.line, place.column, text, hint)


def _check_length(query: str) -> None:
    if len(query) > MAX_LENGTH:
        raise error_at(
            query, MAX_LENGTH, f"the query has {len(query):,} characters", f"at most {MAX_LENGTH:,} are read; ask several questions"
        )


def codepoints(text: str) -> str:
    r"""The text with each `\u0041` and `\U00000041` replaced by its character, as SPARQL 1.1, 19.2, has it before anything is read.

    >>> codepoints(r"FR\u004fM")
    'FROM'
    """
    return _CODEPOINT.sub(lambda match: chr(min(int(match[1] or match[2], 16), sys.maxunicode)), text)


_CODEPOINT = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")


def _check_escapes(query: str, found: list[Token]) -> None:
    """Refuse characters written by their number outside of texts and IRIs: some engines read them first, and a comment then ends."""
    if "\\" not in query:
        return
    spans = [(token.start, token.start + len(token.text)) for token in found if token.kind in {"string", "iri"}]
    for match in _CODEPOINT.finditer(query):
        if not any(start <= match.start() < end for start, end in spans):
            raise error_at(query, match.start(), f"{match[0]} outside of a text or an IRI", "write the character itself")


def _check_depth(query: str, found: list[Token]) -> None:
    depth = steps = 0
    for kind, text, start in found:
        if kind == "mark":
            depth += (text in _OPENING) - (text in _CLOSING)
            steps += text in _STEP_MARKS
        elif kind == "word":
            steps += text.lower() in _STEP_WORDS
        if depth > MAX_DEPTH:
            raise error_at(query, start, f"more than {MAX_DEPTH} brackets inside one another", "nest less; ask several questions")
        if steps > MAX_STEPS:
            raise error_at(query, start, f"more than {MAX_STEPS} operators and clauses", "list alternatives with VALUES or IN (...)")


def _form(query: str, found: list[Token]) -> Form:
    """The form by the first word after the prologue."""
    words = (token for token in found if token.kind == "word" and token.text.lower() not in {"prefix", "base", "version"})
    first = next(words, None)
    if first is None:
        raise error_at(query, 0, "no query here", "begin with SELECT, ASK, CONSTRUCT or DESCRIBE")
    word = first.text.lower()
    if word in set(Form):
        return Form(word)
    if word in _UPDATES:
        raise error_at(
            query, first.start, f"{first.text} changes a graph, and a graph only changes with its annotations", "edit them and build again"
        )
    near = nearest(word, Form)
    hint = f"did you mean {near.upper()}?" if near else "begin with SELECT, ASK, CONSTRUCT or DESCRIBE"
    raise error_at(query, first.start, f"no query begins with {first.text!r}", hint)


def _check_service(query: str, found: list[Token], services: Collection[str]) -> None:
    """Refuse SERVICE however it is written: pyoxigraph takes `SERVICE:x{`, `SERVICE?x{` and `1SERVICE<x>{` too.

    An address that is allowed must be written out: `SERVICE <https://...>`, SILENT or not.
    """
    inner: list[str] = []
    before: tuple[Token, Token] = (Token("mark", "", 0), Token("mark", "", 0))
    for at, (token, following) in enumerate(zip(found, [*found[1:], Token("mark", "", len(query))], strict=True)):
        if _calls_service(token, following, before[1]) and not _is_allowed(found[at : at + 3], services):
            hint = "query that server itself; here only this graph answers"
            if services:
                hint = f"only {', '.join(f'<{address}>' for address in sorted(services))} may be called, and written out so"
            raise error_at(query, token.start, "SERVICE would ask another server", hint)
        if token.kind == "iri" and inner[-1:] == ["("] and _ends_a_value(before[1]) and ("#" in token.text or "'" in token.text):
            # `?a <?b#c>` is an IRI to the grammar and a comparison with a comment to pyoxigraph: what follows could hide anything.
            raise error_at(query, token.start, f"{token.text} can be read as a comparison", "write a space after <, or a prefixed name")
        _track(inner, token)
        before = (before[1], token)


def _is_allowed(found: list[Token], services: Collection[str]) -> bool:
    """Whether tokens from SERVICE on call one of the addresses."""
    word, *rest = found
    target = rest[1:2] if rest and rest[0].text.lower() == "silent" else rest[:1]
    return word.text.lower() == "service" and any(token.kind == "iri" and token.text[1:-1] in services for token in target)


def _calls_service(token: Token, following: Token, before: Token) -> bool:
    text = token.text.casefold()
    if "service" not in text:
        return False
    if token.kind == "name":
        return ".service" in text or (following.text == "{" and not before.text.casefold().endswith("graph"))
    return token.kind == "word"


def _ends_a_value(token: Token) -> bool:
    return token.kind in _ENDS_A_VALUE or token.text in {")", "]", "true", "false"}


def _track(inner: list[str], token: Token) -> None:
    """Keep the stack of open brackets."""
    if token.kind != "mark":
        return
    if token.text in _OPENING:
        inner.append(token.text)
    elif token.text in _CLOSING and inner:
        inner.pop()
