"""Bytes or text of one YAML file in, a tree of nodes with positions and every problem out (LANGUAGE 1, "YAML profile").

Every scalar is text. Offsets are code points into `Source.text`. The parser is PyYAML's C event stream; the profile, the limits
and the recovery are ours: a piece that cannot be read is reported, blanked and the rest is read again, so that one run shows all.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from yaml import YAMLError
from yaml.cyaml import CParser  # type: ignore[attr-defined]  # the stub forgets it
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from stancegraph.problems import Place, Problem, Severity, Source
from stancegraph.syntaxhelp import quoted, syntax_problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["MAX_DEPTH", "MAX_FILE", "MAX_LINE", "Mapping", "Node", "Scalar", "Sequence", "decode", "ignore_comments", "parse"]

MAX_FILE = 64 * 1024 * 1024  # bytes
MAX_LINE = 1024 * 1024  # code points
MAX_DEPTH = 32  # collections inside one another
MAX_REPAIRS = 40  # pieces blanked before the rest of a broken file is given up
REPAIR_TEXT = 4 * 1024 * 1024  # code points read again, in all, for the sake of further problems
MAX_CHARACTER_PROBLEMS = 20  # a binary file is not worth ten thousand messages

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]|(?<!^)\ufeff")
_TABBED_LINE = re.compile(r"^(?![ ]*#)[^\n\t]*(\t+)", re.MULTILINE)
_CUT_SHORT = re.compile(r"[ ]+#(?=[^\s#])")
_IGNORE = re.compile(r"^[ ]*#[ ]*sg:[ ]*ignore\b[ ]*(.*)$", re.MULTILINE)
_IGNORED_CODES = re.compile(r"((?:SG\d{3}[, ]*)+)because[ ]+\S")


class Scalar(NamedTuple):
    """A text. `plain` when unquoted; an absent value is the plain empty text."""

    value: str
    start: int
    end: int
    plain: bool = True

    @property
    def absent(self) -> bool:
        """Whether nothing was written: `key:` with nothing behind it."""
        return self.plain and not self.value


class Sequence(NamedTuple):
    """A list of nodes."""

    items: tuple[Node, ...]
    start: int
    end: int


class Mapping(NamedTuple):
    """Key and value pairs in the order written; keys are unique texts."""

    entries: tuple[tuple[Scalar, Node], ...]
    start: int
    end: int

    def get(self, key: str) -> Node | None:
        """The value of a key, None when the key is not there."""
        return next((value for name, value in self.entries if name.value == key), None)


Node = Scalar | Sequence | Mapping


def decode(data: bytes, path: str) -> tuple[Source, list[Problem]]:
    """Bytes as a `Source`; what is not UTF-8 becomes U+FFFD and a problem with its place. A byte order mark is dropped."""
    data = data.removeprefix(b"\xef\xbb\xbf")
    try:
        return Source(path, data.decode("utf-8")), []
    except UnicodeDecodeError as error:
        source = Source(path, data.decode("utf-8", "replace"))
        at = len(data[: error.start].decode("utf-8", "replace"))
        guess = "it looks like UTF-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "an editor can save it as UTF-8"
        text = f"byte {error.start} (0x{data[error.start]:02x}) is not UTF-8"
        return source, [Problem("SG001", Severity.ERROR, Place(source, at, at + 1), text, f"save the file as UTF-8; {guess}")]


def parse(source: Source) -> tuple[Node | None, list[Problem]]:
    """The tree of one file, None where there is nothing to read, with every problem of the profile in file order."""
    problems = list(_limits(source))
    if problems:
        return None, problems
    problems = list(_characters(source))
    text = _FORBIDDEN.sub("\ufffd", source.text).replace("\t", " ") if problems else source.text
    node: Node | None = None
    read_again = 0
    for _ in range(MAX_REPAIRS):
        builder = _Builder(source)
        try:
            node = builder.build(text)
        except YAMLError as error:
            problem = syntax_problem(error, source)
            problems.append(problem)
            masked = _without_piece(text, problem.place.start)
            read_again += len(text)
            if masked == text or read_again > REPAIR_TEXT:
                node = builder.partial()
                break
            text = masked
        else:
            problems += builder.problems
            break
    else:
        problems += builder.problems
    return node, problems


def _limits(source: Source) -> Iterator[Problem]:
    """The first line beyond the limit, if any: everything after it is better not looked at."""
    text = source.text
    if len(text) > MAX_FILE:
        yield Problem(
            "SG003", Severity.ERROR, Place(source, 0, 1), f"the file is over {MAX_FILE // 2**20} MiB", "split it and `include:` the parts"
        )
        return
    if len(text) <= MAX_LINE:
        return
    starts = [*source.line_starts(), len(text)]
    for start, end in pairwise(starts):
        if end - start > MAX_LINE:
            yield Problem(
                "SG003",
                Severity.ERROR,
                Place(source, start, start + 1),
                f"a line of {end - start:,} characters; the limit is {MAX_LINE:,}",
                "break the line",
            )
            return


def _characters(source: Source) -> Iterator[Problem]:
    """Characters that a text file of ours never holds, and tabs; the first ones stand for all."""
    for count, match in enumerate(_FORBIDDEN.finditer(source.text)):
        if count == MAX_CHARACTER_PROBLEMS:
            break
        place = Place(source, match.start(), match.end())
        yield Problem(
            "SG002",
            Severity.ERROR,
            place,
            f"the character U+{ord(match[0]):04X} is not allowed",
            "delete it, or write a space or a line break",
        )
    for count, match in enumerate(_TABBED_LINE.finditer(source.text)):
        if count == MAX_CHARACTER_PROBLEMS:
            break
        yield Problem("SG004", Severity.ERROR, Place(source, *match.span(1)), "a tab", "write spaces: YAML does not read tabs")


def _without_piece(text: str, at: int) -> str:
    """The text with the list item or section around an offset blanked, at unchanged offsets; the same text if there is none."""
    start = text.rfind("\n", 0, min(at, len(text) - 1) + 1) + 1 if text[at : at + 1] != "\n" else text.rfind("\n", 0, at) + 1
    while start > 0 and not re.compile(r"[ ]*- |[^\s#-]").match(text, start):
        start = text.rfind("\n", 0, start - 1) + 1
    indent = len(text) - start - len(text[start:].lstrip(" "))
    following = re.compile(rf"^[ ]{{0,{indent}}}[^\s#]", re.MULTILINE).search(text, text.find("\n", start) + 1 or len(text))
    end = following.start() if following else len(text)
    return text[:start] + re.sub(r"[^\r\n]", " ", text[start:end]) + text[end:]


class _TooDeepError(YAMLError):
    """Raised inside the builder to leave the event loop; never reaches a caller."""

    def __init__(self, at: int) -> None:
        super().__init__("too deep")
        self.at = at


class _Builder:
    """Turns the event stream into nodes; iterative, so that depth costs no Python stack."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.text = source.text
        self.problems: list[Problem] = []
        self._documents = 0
        self._stack: list[tuple[bool, bool, int, list[Node]]] = []  # is it a mapping, in braces, start, children

    def build(self, text: str) -> Node | None:
        """The root node; raises YAMLError where libyaml gives up."""
        self.text = text
        next_event: Callable[[], Any] = CParser(text).get_event
        root: list[Node] = []
        into = root
        stack, make = self._stack, Scalar._make
        while (kind := (event := next_event()).__class__) is not StreamEndEvent:
            if kind is ScalarEvent:
                start, end, plain = event.start_mark.index, event.end_mark.index, not event.style
                into.append(make((event.value, start, end, plain)))
                if event.anchor or event.tag or not plain:
                    self._check_scalar(event, start)
                elif text[end : end + 1] == " " and (lost := self._check_cut(end, start)):
                    into[-1] = Scalar(f"{event.value} {lost}", start, end)
            elif kind is MappingStartEvent or kind is SequenceStartEvent:
                self._open(event)
                into = stack[-1][3]
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                node = self._close(event.end_mark.index)
                into = stack[-1][3] if stack else root
                into.append(node)
            else:
                into += self._rare(event)
        return root[0] if root else None

    def _rare(self, event: Any) -> Iterator[Node]:  # noqa: ANN401 - PyYAML's events have no common type with marks
        """An alias, which stands for nothing here, or the beginning of a document."""
        kind, at = type(event), event.start_mark.index
        if kind is AliasEvent:
            self._no("SG007", event, "an alias (*)", _quoted_line(self.text, at, "write the value out again"))
            yield Scalar("", at, event.end_mark.index)
        elif kind is DocumentStartEvent:
            self._documents += 1
            if self._documents > 1:
                self._no("SG008", event, "a second document begins here", "one file is one document: delete the line `---`")

    def partial(self) -> Node | None:
        """What was read before libyaml gave up."""
        while len(self._stack) > 1:
            at = self._stack[-1][2]
            self._stack[-2][3].append(self._close(at))
        return self._close(self._stack[-1][2]) if self._stack else None

    def _open(self, event: Any) -> None:  # noqa: ANN401 - see _rare
        if event.anchor is not None or event.tag is not None:
            what = "an anchor (&)" if event.anchor is not None else "a tag (!)"
            self._no("SG007", event, what, _quoted_line(self.text, event.start_mark.index, "write plain YAML"))
        if len(self._stack) >= MAX_DEPTH:
            raise _TooDeepError(event.start_mark.index)
        self._stack.append((event.__class__ is MappingStartEvent, bool(event.flow_style), event.start_mark.index, []))

    def _close(self, end: int) -> Node:
        is_mapping, in_braces, start, children = self._stack.pop()
        if not is_mapping:
            return Sequence(tuple(children), start, end)
        entries = tuple(zip(children[::2], children[1::2], strict=False))
        return Mapping(tuple(self._entries(entries, in_braces=in_braces)), start, end)

    def _entries(self, pairs: tuple[tuple[Node, Node], ...], *, in_braces: bool) -> Iterator[tuple[Scalar, Node]]:
        """Pairs whose key is a text of its own, each fault reported once."""
        seen: dict[str, Scalar] = {}
        for key, value in pairs:
            if not isinstance(key, Scalar):
                self._report("SG012", key, "a key must be a text", "write `name: value`, or quote what stands before the colon")
            elif key.value == "<<" and key.plain:
                self._report("SG007", key, "a merge key (<<)", "write the keys out again")
            elif key.value in seen:
                first = Place(self.source, seen[key.value].start, seen[key.value].end)
                self._report(
                    "SG006",
                    key,
                    f"the key {key.value!r} stands here twice (first on line {first.line})",
                    "keep one, or make a list of the values",
                    first,
                )
            else:
                seen[key.value] = key
                if in_braces and isinstance(value, Scalar) and value.absent:
                    self._report(
                        "SG010",
                        key,
                        f"{key.value!r} has no value",
                        "a comma splits values inside braces: quote the value, or write 1800 for 1,800",
                    )
                else:
                    yield key, value

    def _check_scalar(self, event: Any, start: int) -> None:  # noqa: ANN401 - see _rare
        """The rare things: an anchor, a tag, a forbidden character by an escape."""
        if event.anchor is not None:
            self._no("SG007", event, "an anchor (&)", _quoted_line(self.text, start, "write the value without it"))
        if event.tag is not None:
            self._no("SG007", event, f"a tag ({event.tag})", _quoted_line(self.text, start, "every value is a text: leave the tag out"))
        if event.style == '"' and (bad := _FORBIDDEN.search(event.value)):
            self._no("SG002", event, f"an escape makes the character U+{ord(bad[0]):04X}, which is not allowed", "leave it out")

    def _check_cut(self, end: int, start: int) -> str:
        """What an unquoted value loses because ` #` ends it although no space follows: `under #1244` loses its number."""
        lost = ""
        if (cut := _CUT_SHORT.match(self.text, end)) and self.text.find("\n", start, end) < 0:
            line_end = self.text.find("\n", end)
            lost = self.text[cut.end() - 1 : line_end if line_end >= 0 else len(self.text)].strip()
            place = Place(self.source, cut.end() - 1, cut.end() - 1 + len(lost))
            help_ = f"put the whole in quotation marks: {quoted(self.text[start:end] + ' ' + lost.rstrip(':'))}, or write a space behind # for a comment"
            self.problems.append(Problem("SG009", Severity.ERROR, place, f"{lost!r} is lost: a space and # begin a comment", help_))
        return lost.lstrip("#").rstrip(":")

    def _no(self, code: str, event: Any, text: str, help_: str) -> None:  # noqa: ANN401 - see _rare
        place = Place(self.source, event.start_mark.index, max(event.start_mark.index + 1, event.end_mark.index))
        self.problems.append(
            Problem(code, Severity.ERROR, place, f"{text} is not part of this language" if code == "SG007" else text, help_)
        )

    def _report(self, code: str, node: Node, text: str, help_: str, *others: Place) -> None:
        self.problems.append(Problem(code, Severity.ERROR, Place(self.source, node.start, node.end), text, help_, others))


def _quoted_line(text: str, at: int, otherwise: str) -> str:
    """How to write the item at an offset so that YAML takes it as text."""
    end = text.find("\n", at)
    line = text[at : end if end >= 0 else len(text)].strip()
    return f"{otherwise}; a text that begins so goes in quotation marks: {quoted(line)}"


def ignore_comments(source: Source) -> tuple[dict[tuple[str, int], frozenset[str]], list[Problem]]:
    """`# sg: ignore CODE because ...` by the line it silences (the next line that is no comment), with a problem for each malformed one."""
    found: dict[tuple[str, int], frozenset[str]] = {}
    problems: list[Problem] = []
    if "sg:" not in source.text:
        return found, problems
    last = len(source.line_starts())
    for match in _IGNORE.finditer(source.text):
        codes = _IGNORED_CODES.match(match[1])
        if not codes:
            place = Place(source, match.start() + match[0].index("#"), match.end())
            problems.append(
                Problem(
                    "SG011",
                    Severity.WARNING,
                    place,
                    "an ignore comment needs a code and a reason",
                    "write `# sg: ignore SG402 because ...`",
                )
            )
            continue
        line = source.line_column(match.start())[0] + 1
        while line < last and source.line_text(line).lstrip().startswith("#"):
            line += 1
        key = (source.path, line)
        found[key] = found.get(key, frozenset()) | frozenset(re.findall(r"SG\d{3}", codes[1]))
    return found, problems
