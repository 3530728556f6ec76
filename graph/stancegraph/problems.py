"""Findings in a user's files: what is wrong, where, and what to write instead.

A mistake in the data is a value, never an exception (DESIGN, "One flow"). A `Problem` knows its `Place`, a place knows its
`Source`, so that a message can show the line with the offending span underlined (LANGUAGE 7).
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping

__all__ = ["NOWHERE", "Place", "Problem", "Severity", "Source", "as_json", "counts", "idle", "in_file_order", "render", "unignored"]

EXCERPT_WIDTH = 120  # characters of a line shown in an excerpt; a longer line is cut around the span


class Severity(StrEnum):
    """How bad a finding is: only an error stops a build and changes the exit code."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(slots=True)
class Source:
    """One file's text under its project-relative path, with the table that turns an offset into a line and a column."""

    path: str
    text: str = field(repr=False)
    folder: str = ""
    """The name of the folder the project lies in; "" for a text that no folder holds."""
    _starts: list[int] | None = field(default=None, repr=False, compare=False)

    def __hash__(self) -> int:
        """By path: hashing a text of megabytes for each of its places would cost seconds."""
        return hash(self.path)

    def line_starts(self) -> list[int]:
        """Offsets (code points) at which each line begins; LF, CRLF and CR end a line, nothing else does."""
        if self._starts is None:
            starts, at, text = [0], 0, self.text
            if "\r" in text:
                text = text.replace("\r\n", " \n").replace("\r", "\n")
            while (at := text.find("\n", at) + 1) > 0:
                starts.append(at)
            self._starts = starts
        return self._starts

    def line_column(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset, both counted from 1, columns in code points."""
        starts = self.line_starts()
        line = bisect_right(starts, offset)
        return line, offset - starts[line - 1] + 1

    def line_text(self, line: int) -> str:
        """The text of a line (from 1) without its end."""
        starts = self.line_starts()
        end = starts[line] if line < len(starts) else len(self.text)
        return self.text[starts[line - 1] : end].rstrip("\r\n")


class Place(NamedTuple):
    """A span of a source: offsets in code points, end exclusive."""

    source: Source
    start: int
    end: int

    @property
    def path(self) -> str:
        """The file's path relative to the project."""
        return self.source.path

    @property
    def line(self) -> int:
        """Line of the first character, from 1."""
        return self.source.line_column(self.start)[0]

    @property
    def column(self) -> int:
        """Column of the first character, from 1, in code points."""
        return self.source.line_column(self.start)[1]

    def part(self, start: int, end: int) -> Place:
        """The span from `start` to `end` (exclusive) counted from this place's first character."""
        return Place(self.source, self.start + start, self.start + end)

    def __str__(self) -> str:
        """`file:line`, as the page and `why` show it."""
        return f"{self.path}:{self.line}"


NOWHERE = Place(Source("(none)", ""), 0, 0)
"""The place of what no file wrote: built-in relations, values made in Python."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding. `code` is of the form SG123 and never reused; `help` says what to write instead; `others` are further places."""

    code: str
    severity: Severity
    place: Place
    text: str
    help: str = ""
    others: tuple[Place, ...] = ()

    def headline(self) -> str:
        """`file:line:column: severity CODE text`, on one line."""
        line, column = self.place.source.line_column(self.place.start)
        return f"{self.place.path}:{line}:{column}: {self.severity} {self.code} {self.text}"


def in_file_order(problems: Iterable[Problem]) -> list[Problem]:
    """Problems by file, offset and code, each once."""
    unique = {(p.place.path, p.place.start, p.code, p.text): p for p in problems}
    return [unique[key] for key in sorted(unique)]


def counts(problems: Iterable[Problem]) -> dict[Severity, int]:
    """How many problems there are of each severity; all three keys are present."""
    found = dict.fromkeys(Severity, 0)
    for problem in problems:
        found[problem.severity] += 1
    return found


def unignored(problems: Iterable[Problem], ignored: Mapping[tuple[str, int], Container[str]]) -> list[Problem]:
    """Problems without those whose line (path, line from 1) ignores their code; errors cannot be ignored."""
    return [problem for problem in problems if not (ignored and _silenced(problem, ignored))]


def _silenced(problem: Problem, ignored: Mapping[tuple[str, int], Container[str]]) -> bool:
    return problem.severity is not Severity.ERROR and problem.code in ignored.get((problem.place.path, problem.place.line), ())


def idle(problems: Iterable[Problem], ignored: Mapping[tuple[str, int], Mapping[str, Place]], unasked: Container[str]) -> Iterator[Problem]:
    """SG016 for each code of an ignore comment that silences none of these problems; of `unasked` codes nothing is known."""
    there = {(each.place.path, each.place.line, each.code): each.severity for each in problems} if ignored else {}
    for line, codes in ignored.items():
        for code, place in codes.items():
            severity = there.get((*line, code))
            if code not in unasked and severity in {None, Severity.ERROR}:
                what = "errors cannot be silenced" if severity else "there is none on the line below"
                text = f"the comment silences {code}, but {what}"
                yield Problem("SG016", Severity.WARNING, place, text, "take it away, or put it right above the line that the message names")


def render(problem: Problem) -> str:
    """The headline, the excerpt with its span underlined, further places, and the help line; no trailing newline."""
    lines = [problem.headline(), *_excerpt(problem.place)]
    lines += [f"  see also: {other.path}:{other.line}:{other.column}" for other in problem.others]
    if problem.help:
        first, *rest = problem.help.split("\n")
        lines += [f"  help: {first}", *(f"        {line}" for line in rest)]
    return "\n".join(lines)


def _excerpt(place: Place) -> list[str]:
    """The place's first line with its span underlined, tabs and control characters shown as a dot; [] for an empty source."""
    if not place.source.text:
        return []
    line, column = place.source.line_column(min(place.start, len(place.source.text)))
    text, start = place.source.line_text(line), column - 1
    end = max(start + 1, min(len(text), start + place.end - place.start))
    if len(text) > EXCERPT_WIDTH:  # cut before anything else is done: a line may be megabytes long
        cut = max(0, min(start - EXCERPT_WIDTH // 3, len(text) - EXCERPT_WIDTH))
        text, start, end = text[cut : cut + EXCERPT_WIDTH], start - cut, min(end - cut, EXCERPT_WIDTH)
    shown = "".join(c if c.isprintable() else "\N{MIDDLE DOT}" for c in text)
    return [f"  {line:>4} | {shown}", f"       | {' ' * start}{'^' * max(1, end - start)}"]


def as_json(problem: Problem) -> dict[str, str | int]:
    """A problem as a flat record for `--format json`: file, line, column, end_line, end_column (exclusive), severity, code, text, help."""
    line, column = problem.place.source.line_column(problem.place.start)
    end_line, end_column = problem.place.source.line_column(problem.place.end)
    return {
        "file": problem.place.path,
        "line": line,
        "column": column,
        "end_line": end_line,
        "end_column": end_column,
        "severity": str(problem.severity),
        "code": problem.code,
        "text": problem.text,
        "help": problem.help,
    }
