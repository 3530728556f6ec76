"""The text of one YAML file in, a tree of nodes with positions and every problem out (LANGUAGE 1, "YAML profile").

Every scalar is text. Offsets are code points into `Source.text`. The parser is PyYAML's C event stream; the profile, the limits
and the recovery are ours: a piece that cannot be read is reported, blanked and the rest is read again, so that one run shows all.
"""

from __future__ import annotations

import re
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
from stancegraph.sourcetext import FORBIDDEN, characters, limits, one_line_end
from stancegraph.syntaxhelp import LIST_BESIDE, TooDeepError, no_colon, quoted, quoted_line, syntax_problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["MAX_DEPTH", "Mapping", "Node", "Scalar", "Sequence", "parse"]

MAX_DEPTH = 32  # collections inside one another
MAX_REPAIRS = 40  # pieces blanked before the rest of a broken file is given up
REPAIR_TEXT = 4 * 1024 * 1024  # code points read again, in all, for the sake of further problems

_CUT_SHORT = re.compile(r"[ ]+#(?=[^\s#])")
_LOOSE_DASH = re.compile(r"\n[ ]*(-(?=[ ]|[^\W\d_])[^\n]*)")
_LINE_OF_BLOCK = re.compile(r"[ ]+(?!- )[^\s#]")
_ITEM_OR_SECTION = re.compile(r"[ ]*- |[^\s#-]")
_SECTION = re.compile(r"^\w", re.MULTILINE)
_FIRST_LINE = re.compile(r"^(?![ ]*(?:#|$))[^\r\n]+", re.MULTILINE)
_WORDS_ONLY = re.compile(r"\w(?!.*:(?:[ ]|$))")
_STRUCTURE = re.compile(r"^(?:- |[a-z_]+:(?:[ ]|$))", re.MULTILINE)
_NO_LINE_END = re.compile(r"[^\r\n]+")


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


def parse(source: Source) -> tuple[Node | None, list[Problem]]:
    """The tree of one file, None where there is nothing to read, with every problem of the profile in file order."""
    problems = list(limits(source))
    if problems:
        return None, problems
    problems = list(characters(source))
    text = one_line_end(source.text)
    if problems:
        text = FORBIDDEN.sub("\ufffd", text).replace("\t", " ")
    tabbed = {problem.place.line for problem in problems if problem.code == "SG004"}
    repair = _Repair(text)
    problems += _without_dash(source, repair)
    builder = _Builder(source)
    for _ in range(MAX_REPAIRS):
        builder = _Builder(source)
        try:
            node = builder.build(repair.text)
        except (YAMLError, TooDeepError) as error:
            problem = syntax_problem(error, source, builder.last)
            if problem.place.line not in tabbed:
                problems.append(problem)
            if problem.text == LIST_BESIDE:
                repair.blank_list(problem.place.start)
            elif not (repair.blank(problem.place.start) or repair.blank(_offset(error))):
                break
        else:
            return node, problems + builder.problems
    return builder.partial(), problems + builder.problems


def _without_dash(source: Source, repair: _Repair) -> Iterator[Problem]:
    """The sentences without a dash with which a file begins; YAML would take all that follows for their continuation."""
    for _ in range(MAX_REPAIRS):
        first = _FIRST_LINE.search(repair.text)
        if first is None or not _WORDS_ONLY.match(first[0]) or not _STRUCTURE.search(repair.text, first.end()):
            return
        yield no_colon(source, first.start())
        repair.blank(first.start())


def _offset(error: YAMLError | TooDeepError) -> int:
    """Where reading ended, which may lie behind the place of the problem."""
    mark = getattr(error, "problem_mark", None)
    return mark.index if mark is not None else 0


class _Repair:
    """A text from which pieces that cannot be read are blanked, at unchanged offsets: first a line of a block, then its whole item."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._read = 0
        self._tried: set[int] = set()

    def blank(self, at: int) -> bool:
        """Blanks the piece around an offset; False when there is none, or when enough has been read again."""
        before, text = self.text, self.text
        self._read += len(text)
        start = text.rfind("\n", 0, min(at, len(text) - 1)) + 1
        if start not in self._tried and _LINE_OF_BLOCK.match(text, start):
            self._tried.add(start)
        else:
            while start > 0 and not _ITEM_OR_SECTION.match(text, start):
                start = text.rfind("\n", 0, start - 1) + 1
        indent = len(text) - start - len(text[start:].lstrip(" "))
        following = re.compile(rf"^[ ]{{0,{indent}}}[^\s#]", re.MULTILINE).search(text, text.find("\n", start) + 1 or len(text))
        end = following.start() if following else len(text)
        self.text = text[:start] + _NO_LINE_END.sub(lambda line: " " * len(line[0]), text[start:end]) + text[end:]
        return self.text != before and self._read <= REPAIR_TEXT

    def blank_list(self, at: int) -> None:
        """Blanks a list in the first column from the item at an offset to the next section."""
        start = self.text.rfind("\n", 0, at) + 1
        following = _SECTION.search(self.text, start)
        end = following.start() if following else len(self.text)
        self.text = self.text[:start] + _NO_LINE_END.sub(lambda line: " " * len(line[0]), self.text[start:end]) + self.text[end:]


class _Builder:
    """Turns the event stream into nodes; iterative, so that depth costs no Python stack."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.text = source.text
        self.problems: list[Problem] = []
        self.last: Any = None
        """The last event before libyaml gave up."""
        self._documents = 0
        self._stack: list[tuple[bool, bool, int, list[Node]]] = []  # is it a mapping, in braces, start, children

    def build(self, text: str) -> Node | None:
        """The root node; raises YAMLError where libyaml gives up."""
        self.text = text
        next_event: Callable[[], Any] = CParser(text).get_event
        root: list[Node] = []
        into = root
        stack, make, event = self._stack, Scalar._make, None
        try:
            while (kind := (event := next_event()).__class__) is not StreamEndEvent:
                if kind is ScalarEvent:
                    value, start, end, plain = event.value, event.start_mark.index, event.end_mark.index, not event.style
                    into.append(make((value, start, end, plain)))
                    if event.anchor or event.tag or not plain:
                        self._check_scalar(event, start)
                        if plain and stack and not stack[-1][0]:
                            into[-1] = Scalar(text[start:end].lstrip("&!"), start, end)
                    elif end - start != len(value) or text[end : end + 1] == " ":
                        into[-1] = self._check_plain(into[-1])
                elif kind is MappingStartEvent or kind is SequenceStartEvent:
                    self._open(event)
                    into = stack[-1][3]
                elif kind is MappingEndEvent or kind is SequenceEndEvent:
                    node = self._close(event.end_mark.index)
                    into = stack[-1][3] if stack else root
                    into.append(node)
                else:
                    into += self._rare(event)
        except YAMLError as error:
            self.last = event
            if "nesting depth" in str(getattr(error, "problem", "")):  # libyaml looks ahead, and has a limit of its own since PyYAML 6.0.4
                raise TooDeepError(_offset(error), MAX_DEPTH) from error
            raise
        return root[0] if root else None

    def _rare(self, event: Any) -> Iterator[Node]:  # noqa: ANN401 - PyYAML's events have no common type with marks
        """An alias, which stands for nothing here, or the beginning of a document."""
        kind, at = type(event), event.start_mark.index
        if kind is AliasEvent:
            self._no("SG007", event, "an alias (*)", f"write the value out again; {self._in_marks(at)}")
            if self._stack and self._stack[-1][0]:
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
            self._no("SG007", event, what, "leave it out: groups and `defaults:` share keys")
        if len(self._stack) >= MAX_DEPTH:
            raise TooDeepError(event.start_mark.index, MAX_DEPTH)
        self._stack.append((event.__class__ is MappingStartEvent, bool(event.flow_style), event.start_mark.index, []))

    def _close(self, end: int) -> Node:
        is_mapping, in_braces, start, children = self._stack.pop()
        if children and not in_braces:
            end = children[-1].end  # libyaml ends a block where the next thing begins
        if not is_mapping:
            return Sequence(tuple(children), start, end)
        entries = tuple(zip(children[::2], children[1::2], strict=False))
        return Mapping(tuple(self._entries(entries, in_braces=in_braces)), start, end)

    def _entries(self, pairs: tuple[tuple[Node, Node], ...], *, in_braces: bool) -> Iterator[tuple[Scalar, Node]]:
        """Pairs whose key is a text of its own, each fault reported once."""
        seen: dict[str, tuple[Scalar, Node]] = {}
        before: Node | None = None
        for key, value in pairs:
            if not isinstance(key, Scalar):
                self._report("SG012", key, "a key must be a text", "write `name: value`, or quote what stands before the colon")
            elif key.value == "<<" and key.plain:
                self._report("SG007", key, "a merge key (<<) is not part of this language", "write the keys out again")
            elif key.value in seen:
                self._twice(key, value, seen[key.value])
            else:
                seen[key.value] = key, value
                if in_braces and isinstance(value, Scalar) and value.absent:
                    self._split(key, before)
                else:
                    yield key, value
            before = value

    def _twice(self, key: Scalar, value: Node, first: tuple[Scalar, Node]) -> None:
        place = Place(self.source, first[0].start, first[0].end)
        texts = isinstance(value, Scalar) and isinstance(first[1], Scalar)
        cure = (
            f"keep one; a key that takes several has a list: `{key.value[:40]}: [..., ...]`"
            if texts
            else f"put what both hold under one `{key.value[:40]}:`"
        )
        self._report("SG006", key, f"the key {key.value[:60]!r} stands here twice (first on line {place.line})", cure, place)

    def _split(self, key: Scalar, before: Node | None) -> None:
        """A key without value inside braces, mostly the second half of a value with a comma; said once for all halves."""
        if not (isinstance(before, Scalar) and before.plain):
            cure = f"write `{key.value[:40]}: ...`, or `{key.value[:40]}: {{}}` for a key that holds nothing"
            self._report("SG010", key, f"{key.value[:60]!r} has no value", cure)
        elif not before.absent:
            whole = self.source.text[before.start : key.end]
            bare = f", or write {whole.replace(',', '')}" if whole.replace(",", "").isdecimal() else ""
            cure = f"a comma splits values inside braces: quote the value, {quoted(whole)}{bare}"
            self._report("SG010", key, f"{key.value[:60]!r} has no value", cure)

    def _check_scalar(self, event: Any, start: int) -> None:  # noqa: ANN401 - see _rare
        """The rare things: an anchor, a tag, a forbidden character by an escape."""
        if event.anchor is not None:
            self._no("SG007", event, "an anchor (&)", f"write the value without it; {self._in_marks(start)}")
        if event.tag is not None:
            word = self.text[start:].split(maxsplit=1)[0]
            self._no("SG007", event, f"a tag ({word[:40]})", f"every value is a text, leave the tag out; {self._in_marks(start)}")
        if event.style == '"' and (bad := FORBIDDEN.search(event.value)):
            self._no("SG002", event, f"an escape makes the character U+{ord(bad[0]):04X}, which is not allowed", "leave it out")

    def _in_marks(self, start: int) -> str:
        return f"a text that begins so goes in quotation marks: {quoted_line(self.source, start)}"

    def _check_plain(self, node: Node) -> Node:
        """An unquoted text as it is meant, where a ` #` cuts it short or it runs on over a line that begins with a dash."""
        if not isinstance(node, Scalar):
            return node
        start, end = node.start, node.end
        in_braces = bool(self._stack) and self._stack[-1][1]
        if not in_braces and (dash := _LOOSE_DASH.search(self.text, start, end)):
            place = Place(self.source, dash.start(1), dash.end(1))
            column = next((self.source.line_column(at)[1] for is_mapping, _, at, _ in reversed(self._stack) if not is_mapping), 1)
            cure = f"begin it in column {column}, like the other dashes; a dash inside a text goes into quotation marks"
            self.problems.append(Problem("SG005", Severity.ERROR, place, "this dash does not line up with the ones above", cure))
            return Scalar(" ".join(self.text[start : dash.start()].split()), start, dash.start())
        cut = _CUT_SHORT.match(self.text, end)
        return self._cut(node, cut.end() - 1) if cut else node

    def _cut(self, node: Scalar, at: int) -> Scalar:
        """What an unquoted text loses because ` #` ends it although no space follows: `under #1244` loses its number."""
        value, start, end, _ = node
        line_end = self.text.find("\n", at)
        lost = self.text[at : line_end if line_end >= 0 else len(self.text)].strip()
        whole = f"{value} {lost.rstrip(':')}".strip()
        help_ = f"put the whole in quotation marks: {quoted(whole)}, or write a space behind # for a comment"
        place = Place(self.source, at, at + len(lost))
        self.problems.append(Problem("SG009", Severity.ERROR, place, f"{lost!r} is lost: a space and # begin a comment", help_))
        if not value:
            start, end = at, at + len(lost)
        return Scalar(f"{value} {lost.lstrip('#').rstrip(':')}".strip(), start, end)

    def _no(self, code: str, event: Any, text: str, help_: str) -> None:  # noqa: ANN401 - see _rare
        start, end = event.start_mark.index, max(event.start_mark.index + 1, event.end_mark.index)
        if event.__class__ is MappingStartEvent or event.__class__ is SequenceStartEvent:
            end = start + len(self.text[start:end].split(maxsplit=1)[0])
        place = Place(self.source, start, end)
        self.problems.append(
            Problem(code, Severity.ERROR, place, f"{text} is not part of this language" if code == "SG007" else text, help_)
        )

    def _report(self, code: str, node: Node, text: str, help_: str, *others: Place) -> None:
        self.problems.append(Problem(code, Severity.ERROR, Place(self.source, node.start, node.end), text, help_, others))
