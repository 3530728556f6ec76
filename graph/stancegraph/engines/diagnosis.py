"""A query that no parser took in; the likeliest reason, its place and its cure out.

pyoxigraph names the furthest character that it looked at and all that could have stood there. What people get wrong is
mostly plainer: a prefix nobody declared, a bracket or a quote left open, a misspelt word.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from stancegraph.engines.sparql import QueryError, Token, error_at, tokens
from stancegraph.problems import Source
from stancegraph.spelling import nearest

if TYPE_CHECKING:
    from collections.abc import Collection

__all__ = ["diagnosis"]

SHORTEST_MISSPELT: Final = 3  # letters; a shorter word is near to everything
MOST_EXPECTED: Final = 8  # a longer list of what could have stood there helps nobody

_WORDS = (
    "a abs add adjust all as asc ask avg base bind bnode bound by ceil clear coalesce concat construct contains copy count "
    "create datatype day default delete desc describe distinct drop encode_for_uri exists false filter floor from graph "
    "group group_concat haslang haslangdir having hours if in insert into iri isblank isiri isliteral isnumeric istriple "
    "isuri lang langdir langmatches lateral lcase limit load max md5 min minus minutes month move named not now object "
    "offset optional order predicate prefix rand reduced regex replace round sameterm sample seconds select separator "
    "service sha1 sha256 sha384 sha512 silent str strafter strbefore strdt strends strlang strlangdir strlen strstarts "
    "struuid subject substr sum timezone to triple true tz ucase undef union uri using uuid values version where with year"
)
KEYWORDS: Final = frozenset(_WORDS.split(" "))
"""Every bare word of SPARQL 1.1 and 1.2, in lower case."""

_OPENS: Final = {"}": "{", ")": "(", "]": "[", ">>": "<<", ")>>": "<<("}
_CLOSES: Final = {opening: closing for closing, opening in _OPENS.items()}
_PLACE = re.compile(r"error at (\d+):(\d+): expected (?:one of )?(.*)", re.DOTALL)
_EXPECTED = re.compile(r'"([^"]{1,3})"(?=,|$)|\b([A-Z]{2,})\b(?=,|$)')
_SENTENCE = re.compile(r"(?:^|, )([A-Z]\w*(?: \w+)*? [a-z]\w*(?: \w+)*)(?=,|$)")


def diagnosis(query: str, message: str, prefixes: Collection[str]) -> QueryError:
    """The error to raise for a query that pyoxigraph refused with `message`; `prefixes` are the predeclared ones."""
    found = list(tokens(query))
    return (
        _undeclared_prefix(query, found, prefixes)
        or _open_string(query, found)
        or _unknown_word(query, found)
        or _open_bracket(query, found)
        or _as_the_parser_says(query, found, message)
    )


def _undeclared_prefix(query: str, found: list[Token], prefixes: Collection[str]) -> QueryError | None:
    known = {*prefixes, *(name.text.rstrip(":") for word, name in pairwise(found) if word.text.lower() == "prefix")}
    for kind, text, start in found:
        prefix = text.partition(":")[0]
        if kind == "name" and prefix != "_" and prefix not in known:
            near = nearest(prefix, known - {""})
            listed = ", ".join(f"{name}:" for name in sorted(known))
            hint = f"did you mean {near}:?" if near else f"write PREFIX {prefix}: <...> first; known are {listed}"
            return error_at(query, start, f"the prefix {prefix}: is not declared", hint)
    return None


def _unknown_word(query: str, found: list[Token]) -> QueryError | None:
    for kind, text, start in found:
        if kind == "word" and text.lower() not in KEYWORDS:
            near = nearest(text, KEYWORDS) if len(text) >= SHORTEST_MISSPELT else None
            meant = f"did you mean {near.upper()}?" if near else f"a name is written :{text}, a variable ?{text}, a text {text!r}"
            return error_at(query, start, f"unknown word {text!r}", meant)
    return None


def _open_string(query: str, found: list[Token]) -> QueryError | None:
    mark = next((token for token in found if token.kind == "mark" and token.text in {'"', "'"}), None)
    return error_at(query, mark.start, "this quotation mark is not closed", f"close it with {mark.text} in the same line") if mark else None


def _open_bracket(query: str, found: list[Token]) -> QueryError | None:
    stack: list[Token] = []
    for token in found:
        if token.kind != "mark":
            continue
        if token.text in _CLOSES:
            stack.append(token)
        elif token.text in _OPENS:
            if not stack or stack[-1].text != _OPENS[token.text]:
                return error_at(query, token.start, f"{token.text} closes nothing that is open here", _hint(stack))
            stack.pop()
    return error_at(query, stack[-1].start, f"{stack[-1].text} is not closed", _hint(stack)) if stack else None


def _hint(stack: list[Token]) -> str:
    return f"close it with {_CLOSES[stack[-1].text]}" if stack else "remove it"


def _as_the_parser_says(query: str, found: list[Token], message: str) -> QueryError:
    match = _PLACE.match(message)
    if not match:
        return error_at(query, 0, message, "")
    starts = Source("query", query).line_starts()
    offset = min(starts[min(int(match[1]), len(starts)) - 1] + int(match[2]) - 1, len(query))
    token = next((token for token in found if token.start + len(token.text) > offset), None)
    sentence = _SENTENCE.search(match[3])
    text = sentence[1] if sentence else f"unexpected {token.text!r}" if token else "the query cannot be read up to here"
    expected = list(dict.fromkeys(mark or word for mark, word in _EXPECTED.findall(match[3])))
    hint = f"expected {' or '.join(expected)}" if expected and not sentence and len(expected) <= MOST_EXPECTED else ""
    return error_at(query, token.start if token and not sentence else offset, text, hint)
