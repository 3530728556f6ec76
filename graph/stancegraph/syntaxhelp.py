"""A libyaml error in, a problem that says what the writer most likely meant out (LANGUAGE 1, "YAML profile").

libyaml tells where it gave up, which is often a line or more behind the slip. The cases here go by its words, by the last thing it
read and by the lines around, and point at the slip.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from stancegraph.problems import Place, Problem, Severity, Source

if TYPE_CHECKING:
    from yaml import YAMLError

__all__ = ["LIST_BESIDE", "TooDeepError", "no_colon", "quoted", "quoted_line", "syntax_problem"]

_CUT = re.compile(r"([^#\"']*[^\s#\"'][ ]+)#[^\s#]")
"""A line on which a space and # cut an unquoted text short, without a space behind that would make it look like a comment."""
_KEY = re.compile(r"[ ]*(?:- )*[\w-]+:(?:[ ]|\Z)")
_SENTENCE = re.compile(r"[ ]*(?:- )+(?=\S+ [^\[{]*: $)")
_COMMENT = re.compile(r"(?<=\S)[ ]+#(?:[ ].*)?$")
_TIGHT_COLON = re.compile(r"([a-z_]+):[^\s/]")
LIST_BESIDE = "a list beside the sections"
"""The text of the problem for which the whole list, not only its first item, cannot be read."""
_OTHERWISE = "YAML reads this character otherwise"
_LONGEST_SHOWN = 80  # characters of a text that a help line repeats


class _Fault(NamedTuple):
    """What libyaml reported: its words, where it gave up, where the thing around began (None: unknown), the event read before."""

    source: Source
    problem: str
    context: str
    at: int
    opened: int | None
    last: Any

    def line(self, offset: int) -> int:
        return self.source.line_column(offset)[0]


def syntax_problem(error: YAMLError | TooDeepError, source: Source, last: Any) -> Problem:  # noqa: ANN401 - PyYAML's events have no common type with marks
    """SG005 (or a more exact code) with its place, its likely cause and its cure; `last` is the last event that was read, None if there was none."""
    if isinstance(error, TooDeepError):
        return error.problem(source)
    mark, opened = getattr(error, "problem_mark", None), getattr(error, "context_mark", None)
    end = max(0, len(source.text) - 1)
    at = min(mark.index if mark is not None else 0, end)
    problem, context = str(getattr(error, "problem", None) or error), str(getattr(error, "context", None) or "")
    fault = _Fault(source, problem, context, at, min(opened.index, end) if opened is not None else None, last)
    return _cut_short(source, fault.line(at)) or _by_words(fault) or _behind_last(fault) or _out_of_line(fault)


def quoted(text: str) -> str:
    """A text as a quoted YAML scalar, cut after 80 characters, for a help line."""
    text = text[:_LONGEST_SHOWN]
    return f'"{text}"' if '"' not in text and "\\" not in text else "'" + text.replace("'", "''") + "'"


def quoted_line(source: Source, start: int) -> str:
    """The line on which a text begins, with the text in quotation marks; inside braces only up to the next comma."""
    line, column = source.line_column(start)
    shown = source.line_text(line)
    before, text = shown[: column - 1], _COMMENT.sub("", shown[column - 1 :]).rstrip()
    if sentence := _SENTENCE.match(before):
        before, text = before[: sentence.end()], before[sentence.end() :] + text
    if sum(map(before.count, "[{")) > sum(map(before.count, "]}")):
        return quoted(re.split(r"[,\]}]", text, maxsplit=1)[0].rstrip())
    text, colon = (text[:-1], ":") if text.endswith(":") else (text, "")
    return f"{before.lstrip()[-_LONGEST_SHOWN:]}{quoted(text)}{colon}"


class TooDeepError(Exception):
    """Raised inside the builder to leave the event loop; never reaches a caller. `at` is where the nesting passes the limit."""

    def __init__(self, at: int, limit: int) -> None:
        """Says nothing by itself: `problem` does."""
        super().__init__(at, limit)
        self.at, self.limit = at, limit

    def problem(self, source: Source) -> Problem:
        """The problem SG003 with its place."""
        text, help_ = f"more than {self.limit} levels of nesting", "nothing in this language nests so deep: is a bracket missing?"
        return Problem("SG003", Severity.ERROR, Place(source, self.at, self.at + 1), text, help_)


def _by_words(fault: _Fault) -> Problem | None:
    """The cases that libyaml's own words tell apart."""
    source, at, opened = fault.source, fault.at, fault.opened if fault.opened is not None else fault.at
    if "quoted scalar" in fault.context:
        return _in_quotes(fault, opened)
    if any(word in fault.context for word in ("anchor", "alias", "tag", "directive", "block scalar")) or "tag handle" in fault.problem:
        return _quote_it(source, opened)
    if "mapping values" in fault.problem:
        return _two_colons(fault)
    if "flow node" in fault.context:
        return _by_place(fault, max(source.text.rfind("[", 0, at + 1), source.text.rfind("{", 0, at + 1), 0))
    if any(word in fault.problem for word in ("cannot start any token", "node content", "not allowed in this context")):
        return _quote_it(source, at)
    return _by_place(fault, opened)


def _by_place(fault: _Fault, opened: int) -> Problem | None:
    """The cases in which the slip lies where something began rather than where libyaml gave up."""
    source, at = fault.source, fault.at
    if "simple key" in fault.context:
        return no_colon(source, opened)
    if "flow" in fault.context:
        where = at if fault.line(at) == fault.line(opened) else opened
        cure = "close it; a text that begins with a bracket or brace goes in quotation marks"
        return _at(source, where, "a bracket or brace is not closed, or a comma is missing or too many", cure)
    if "<document start>" in fault.problem and source.line_text(_line_above(source, fault.line(at))).startswith("..."):
        cure = "one file is one document: delete the line `...`"
        return Problem("SG008", Severity.ERROR, _rest(source, at), "a second document begins here", cure)
    return None


def no_colon(source: Source, at: int) -> Problem:
    """A line between keys or items that is neither: `quote "never"`, `quote:"never"`, or a sentence without its dash."""
    shown = _shown(source, at)
    if match := _TIGHT_COLON.match(shown):
        return _at(source, at, "no space behind the colon", f"write `{match[1]}: ...`")
    cure = f"a sentence begins with a dash: `- {shown}`"
    if source.line_column(at)[1] > 1:
        cure = f"a key ends with a colon: `{shown.split()[0]}: ...`; a sentence begins with a dash"
    return _at(source, at, "this line has no colon, and no dash before it", cure)


def _in_quotes(fault: _Fault, opened: int) -> Problem:
    source, at = fault.source, fault.at
    if "escape" in fault.problem or "hexdecimal" in fault.problem or "Unicode" in fault.problem:
        start = max(opened, source.text.rfind("\\", 0, at + 1))
        help_ = "between double quotation marks a backslash begins an escape: use single marks, '...', or write \\\\"
        return Problem("SG005", Severity.ERROR, Place(source, start, max(start + 1, at + 1)), "YAML does not know this escape", help_)
    return _unclosed(source, opened)


def _unclosed(source: Source, opened: int) -> Problem:
    cure = "close it, or put the whole text in the other kind of marks; a text with both goes under `quote: |-`"
    return _at(source, opened, "a quotation mark is not closed", cure)


def _quote_it(source: Source, start: int) -> Problem:
    if source.text.startswith("* ", start):
        return _at(source, start, "a list item begins with a dash", f"write `- {_shown(source, start)[2:]}`")
    return _at(source, start, _OTHERWISE, f"put the text in quotation marks: {quoted_line(source, start)}")


def _cut_short(source: Source, line: int) -> Problem | None:
    """A ` #` on this line or the one above that took the end of a sentence, and its colon, with it."""
    for number in range(line, max(0, line - 2), -1):
        text = source.line_text(number)
        match = _CUT.match(text)
        if match and (number == line or text.rstrip().endswith(":")):
            start = source.line_starts()[number - 1] + match.end(1)
            lost = text[match.end(1) :].rstrip()
            dash = "- " if text.lstrip().startswith("- ") else ""
            whole = quoted(text.strip().removeprefix("- ").rstrip(":"))
            colon = ":" if lost.endswith(":") else ""
            help_ = f"put the whole in quotation marks: {dash}{whole}{colon}, or write a space behind # for a comment"
            place = Place(source, start, start + len(lost))
            return Problem("SG009", Severity.ERROR, place, f"{lost!r} is lost: a space and # begin a comment", help_)
    return None


def _two_colons(fault: _Fault) -> Problem:
    """`a: b: c` on one line, a block below a sentence that lacks its colon, or a line indented deeper than its neighbours."""
    source, line = fault.source, fault.line(fault.at)
    text = source.line_text(line)
    above = _line_above(source, line)
    before = source.line_text(above) if above else ""
    indent, indent_above = (len(each) - len(each.lstrip(" ")) for each in (text, before))
    first = source.line_starts()[line - 1] + indent
    if not text.lstrip().startswith("- ") and before.strip() and indent > indent_above and not before.rstrip().endswith(":"):
        if _KEY.match(before):
            column = indent_above + 1 if not before.lstrip().startswith("- ") else indent_above + 3
            return _at(source, first, "this line is indented deeper than the one above", f"begin it in column {column}, like line {above}")
        cure = f"end line {above} with a colon: `{before.strip()[:_LONGEST_SHOWN]}:`"
        return _at(source, first, f"a key below line {above}, which has no colon at its end", cure)
    if not above and ": " in text and " " in text.split(": ", maxsplit=1)[0]:
        return _at(source, first, "a second colon on one line", "begin each sentence with `- `, and quote a text that holds a colon")
    start = max(source.text.find(": ", first, fault.at) + 2, first)
    if not source.text[start : fault.at + 1].strip(": "):
        return _at(source, start, "a second colon on one line", "delete it")
    return _at(source, start, "a second colon on one line", f"put the text in quotation marks: {quoted_line(source, start)}")


def _behind_last(fault: _Fault) -> Problem | None:
    """Text behind a closing quotation mark, bracket, brace or alias: the writer meant all of it as one text."""
    source, last = fault.source, fault.last
    style, mark = getattr(last, "style", None), getattr(last, "end_mark", None)
    if style in {'"', "'"} and mark is not None and not source.text[mark.index : fault.at].strip(" "):
        start = last.start_mark.index
    else:
        start = _content(source, fault.at)
    first = source.text[start : start + 1]
    if fault.line(start) != fault.line(fault.at):
        return _unclosed(source, start)
    if start >= fault.at or first not in {'"', "'", "[", "{", "*"}:
        return None
    if first in {'"', "'"}:
        help_ = f"quotation marks hold the whole text or none of it: {quoted_line(source, start)}"
        return _at(source, start, "text behind a closing quotation mark", help_)
    return _at(
        source, start, "YAML reads the beginning of this text otherwise", f"put the whole in quotation marks: {quoted_line(source, start)}"
    )


def _content(source: Source, at: int) -> int:
    """Where the text of this line begins, behind dashes and a key."""
    line, column = source.line_column(at)
    match = re.match(r"[ ]*(?:- +)*(?:[\w-]+: +)?", source.line_text(line)[: column - 1])
    return source.line_starts()[line - 1] + (match.end() if match else 0)


def _out_of_line(fault: _Fault) -> Problem:
    """A line whose indentation fits none of the lists and maps around it."""
    source, line = fault.source, fault.line(fault.at)
    text = source.line_text(line)
    column = len(text) - len(text.lstrip(" ")) + 1
    known = fault.opened is not None and ("block mapping" in fault.context or "block collection" in fault.context)
    if not known:
        return _at(source, fault.at, f"YAML cannot be read here: {fault.problem}", "give the line the indentation of its neighbours")
    opened_on, there = source.line_column(fault.opened or 0)
    if text.lstrip().startswith("- ") and "mapping" in fault.context:
        return _dash_out_of_line(source, fault.at, line)
    if there == column:
        cure = f"a list and keys do not stand side by side: indent one below the other, or begin the item with `- ` (see line {opened_on})"
        return _at(source, fault.at, "this line does not fit the ones above", cure)
    above = _line_above(source, line)
    before = source.line_text(above)
    if before.rstrip().endswith(("|", "|-", "|+", ">", ">-", ">+")):
        cure = f"it begins in column {column}: a text below `|` or `>` is indented deeper than its key on line {above}"
    elif "collection" in fault.context:
        cure = f"it begins in column {column}; the dashes of this list stand in column {there}, from line {opened_on} on"
    else:
        indent = len(before) - len(before.lstrip(" ")) + 1
        cure = f"it begins in column {column}, line {above} above it in column {indent}: all keys of a block stand in one column"
    return _at(source, fault.at, "this line does not line up with the ones above", cure)


def _dash_out_of_line(source: Source, at: int, line: int) -> Problem:
    """A dash in the column of keys, or a list beside the sections of a file."""
    indent = source.line_column(at)[1] - 1
    for above in range(line - 1, 0, -1) if indent else ():
        text = source.line_text(above)
        if text.lstrip().startswith("- ") and len(text) - len(text.lstrip(" ")) < indent:
            column = len(text) - len(text.lstrip(" ")) + 1
            return _at(source, at, "this dash does not line up with the ones above", f"begin it in column {column}, like line {above}")
    return _at(source, at, LIST_BESIDE, "write `statements:` on a line of its own above the list")


def _line_above(source: Source, line: int) -> int:
    """The nearest line above that is not blank or a comment; 0 when there is none."""
    above = line - 1
    while above > 0 and (not (text := source.line_text(above).strip()) or text.startswith("#")):
        above -= 1
    return above


def _shown(source: Source, at: int) -> str:
    return _COMMENT.sub("", source.line_text(source.line_column(at)[0])).strip()[:_LONGEST_SHOWN]


def _rest(source: Source, at: int) -> Place:
    """From an offset to the end of its line, a comment left out; from the first letter where the offset lies in the indentation."""
    line, column = source.line_column(at)
    shown = _COMMENT.sub("", source.line_text(line))
    first = len(shown) - len(shown.lstrip(" ")) + 1
    start = min(at - column + max(first, column), max(0, len(source.text) - 1))
    return Place(source, start, max(start + 1, at - column + 1 + len(shown.rstrip())))


def _at(source: Source, at: int, text: str, help_: str) -> Problem:
    return Problem("SG005", Severity.ERROR, _rest(source, at), text, help_)
