"""A libyaml error in, a problem that says what the writer most likely meant out (LANGUAGE 1, "YAML profile")."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from stancegraph.problems import Place, Problem, Severity, Source

if TYPE_CHECKING:
    from yaml import YAMLError

__all__ = ["quoted", "syntax_problem"]

_BRACKETED_SENTENCE = re.compile(r"[ ]*- (?:\[[^\]]*\]|\{[^}]*\}|\"[^\"]*\"|'[^']*')[ ]*[^\s:,#]")
CUT = re.compile(r"([^#\"']*[^\s#\"'][ ]+)#[^\s#]")
"""A line on which a space and # cut an unquoted text short, without a space behind that would make it look like a comment."""
_UNREADABLE_START = re.compile(r"[ ]*(?:- |[^\s:]+: )?[ ]*[@`%]")


def syntax_problem(error: YAMLError, source: Source) -> Problem:
    """The problem SG005 (or SG003 for nesting beyond the limit) with its place, its likely cause and its cure."""
    if (deep := getattr(error, "at", None)) is not None:
        place = Place(source, deep, deep + 1)
        return Problem(
            "SG003",
            Severity.ERROR,
            place,
            "more than 32 levels of nesting",
            "nothing in this language nests so deep: is a bracket missing?",
        )
    problem = str(getattr(error, "problem", None) or error)
    context = str(getattr(error, "context", None) or "")
    mark = getattr(error, "problem_mark", None)
    opened = getattr(error, "context_mark", None)
    if "quoted scalar" in context and opened is not None:
        return _at(
            source,
            opened.index,
            "a quotation mark is not closed",
            "close it, or put the whole text in the other kind of marks; a text with both goes under `quote: |-`",
        )
    at = min(mark.index if mark is not None else 0, max(0, len(source.text) - 1))
    return _explained(source, at, problem, context)


def quoted(text: str) -> str:
    """A text as a quoted YAML scalar, cut after 80 characters, for a help line."""
    text = text[:80]
    return f'"{text}"' if '"' not in text else "'" + text.replace("'", "''") + "'"


def _explained(source: Source, at: int, problem: str, context: str) -> Problem:
    """The cases coders meet, by libyaml's words and by what stands on the line."""
    line = source.line_column(at)[0]
    text = source.line_text(line)
    if (cut := _cut_short(source, line)) is not None:
        return cut
    if _BRACKETED_SENTENCE.match(text):
        return _at(
            source,
            at,
            "YAML reads the beginning of this sentence otherwise",
            f"put the sentence in quotation marks: - {quoted(text.strip().removeprefix('- '))}",
        )
    if "mapping values are not allowed" in problem:
        return _two_colons(source, at, line, text)
    if _UNREADABLE_START.match(text) or "cannot start any token" in problem:
        return _at(
            source,
            at,
            "YAML reads this character otherwise",
            f"put the text in quotation marks: - {quoted(text.strip().removeprefix('- '))}",
        )
    for words, what, cure in _CASES:
        if any(word in problem or word in context for word in words):
            return _at(source, at, what, cure or _line_up(text))
    return _at(source, at, f"YAML cannot be read here: {problem}", _line_up(text))


_CASES = (
    (
        ("could not find expected ':'", "simple key"),
        "a line without a colon between keys",
        "end the key with a colon, indent the text below its sentence, or begin an item with `- `",
    ),
    (
        ("flow",),
        "a bracket or brace is not closed, or a comma is missing",
        "close it; a sentence that begins with a bracket goes in quotation marks",
    ),
    (("expected key", "'-' indicator", "expected <block end>", "<document start>"), "this line does not line up with the ones above", ""),
)
"""Words of libyaml's message, what they mean to a writer, and the cure ("": how to line up)."""


def _cut_short(source: Source, line: int) -> Problem | None:
    """A ` #` on this line or the one above that took the end of a sentence, and its colon, with it."""
    for number in range(line, max(0, line - 2), -1):
        text = source.line_text(number)
        if match := CUT.match(text):
            start = source.line_starts()[number - 1] + match.end(1)
            lost = text[match.end(1) :].rstrip()
            whole = quoted(text.strip().removeprefix("- ").rstrip(":"))
            help_ = f"put the whole in quotation marks: - {whole}, or write a space behind # for a comment"
            return Problem(
                "SG009", Severity.ERROR, Place(source, start, start + len(lost)), f"{lost!r} is lost: a space and # begin a comment", help_
            )
    return None


def _two_colons(source: Source, at: int, line: int, text: str) -> Problem:
    """`a: b: c` on one line, or a block below a sentence that lacks its colon."""
    stripped = text.strip().removeprefix("- ")
    above = line - 1
    while above > 0 and not source.line_text(above).strip():
        above -= 1
    before = source.line_text(above) if above else ""
    if not text.lstrip().startswith("- ") and before.strip() and not before.rstrip().endswith(":") and ": " not in before.strip():
        cure = f"end line {above} with a colon: `{before.strip()[:80]}:`"
        return _at(source, at, f"a key below line {above}, which has no colon at its end", cure)
    return _at(source, at, "a second colon on one line", f"put the text in quotation marks: {quoted(stripped)}")


def _line_up(text: str) -> str:
    indent = len(text) - len(text.lstrip(" "))
    return f"the line begins in column {indent + 1}: give it the same indentation as its neighbours (items `- ` in one column, keys of one block in one column)"


def _at(source: Source, at: int, text: str, help_: str) -> Problem:
    line, column = source.line_column(at)
    shown = source.line_text(line)
    first = len(shown) - len(shown.lstrip(" ")) + 1
    start = at - column + (max(first, column))
    return Problem("SG005", Severity.ERROR, Place(source, start, max(start + 1, at - column + 1 + len(shown.rstrip()))), text, help_)
