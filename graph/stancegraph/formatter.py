"""One file's text in, the same text in its canonical layout out, every comment kept (LANGUAGE 1, 7).

It works on the text with the offsets of our own node tree, not with ruamel.yaml: every scalar and every pair of braces is copied as
written, so quotation marks and numbers cannot change, comments are placed by rules that are ours, the slips that the reader
forgives are known by the reader's own tree, and no second parser with other rules, and no further dependency, is needed.

The layout: a list's dash in the column of its key, everything else two columns further in (so a block stands four columns right of
its dash), keys of a block and of a group in the order of `ORDER`, at most one blank line, no trailing space, LF, one final line
break. A comment line goes with the line below it, or, where it is indented deeper than that line, with what stands above it.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from stancegraph.fields import squeeze
from stancegraph.problems import Source
from stancegraph.yamltext import Mapping, Node, Scalar, Sequence, parse

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from stancegraph.records import Statement

__all__ = ["ORDER", "LayoutError", "Pins", "formatted", "fresh_scalar", "pins"]

ORDER = (
    *("source", "by", "via", "said", "if", "when", "mode", "certainty", "scope", "except", "because", "under", "(slots)"),
    *("not", "quote", "figures", "id", "coder", "tags", "status", "supersedes", "note", "statements"),
)
"""Keys of a block and of a group: where and who, when and how, what it rests on, whose coding it is. Slots keep their own order."""
STEP = 2  # columns

Pins = dict[tuple[int, int], str]
"""The `id:` to write into a statement, by the line and column (from 1) at which its sentence begins."""

_RANK = {key: rank for rank, key in enumerate(ORDER)}
_TRIVIA = re.compile(r"(?:[ \n]|#[^\n]*)*")
_TRAIL = re.compile(r"([ ]*)(#[^\n]*)?")
_PLAIN = re.compile(r"[^\W_][\w .()/’-]*\Z")  # noqa: RUF001 - the apostrophe of a typeset name


class LayoutError(ValueError):
    """The file uses a layout that this formatter does not know, such as keys behind a question mark; the message names the line."""


def formatted(text: str, ids: Pins | None = None) -> str:
    r"""The canonical text of a file that has no error; the text of a canonical file is returned as it is.

    `ids` are to be written; those of statements inside braces are left out, as there is no line to write them on.

    Raises:
        LayoutError: The text is laid out in a way that cannot be kept, or would mean something else afterwards.

    >>> print(formatted("- Russia opposes independence:\n  quote: no\n  by: lavrov\n"), end="")
    - Russia opposes independence:
        by: lavrov
        quote: no
    """
    # A line break in front makes every line, the first one too, end the one before it.
    text = "\n" + text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").rstrip("\n") + "\n"
    node, problems = parse(Source("", text))
    if node is None or problems:
        raise LayoutError("the file has errors, or holds nothing")
    made = _tidy(_Layout(text, ids or {}).file(node))
    again, problems = parse(Source("", made))
    if problems or again is None or _meaning(again, (ids or {}).values()) != _meaning(node, ()):
        raise LayoutError("the file would mean something else in its canonical layout")
    return made


def pins(statements: Iterable[Statement], path: str) -> tuple[Pins, int]:
    """The ids to write for the statements of one file that have none, and how many statements cannot have one.

    Those are the ones that share their sentence with other actors: an id belongs to one statement.
    """
    found = [statement for statement in statements if statement.place.path == path and not statement.pinned]
    sentences = Counter(statement.place.start for statement in found)
    single = [statement for statement in found if sentences[statement.place.start] == 1]
    return {(s.place.line, s.place.column): s.id.removeprefix("s/") for s in single}, len(found) - len(single)


def fresh_scalar(text: str) -> str:
    """A text as a YAML scalar that can stand anywhere, in quotation marks only where it needs them.

    >>> fresh_scalar("Russia"), fresh_scalar("U.S.: the State")
    ('Russia', '"U.S.: the State"')
    """
    if _PLAIN.match(text) and not text.endswith(" "):
        return text
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _tidy(lines: Iterable[str]) -> str:
    """Lines without trailing spaces, blank lines at the ends and runs of blank lines; inside a scalar they are one space anyway."""
    kept: list[str] = []
    for line in "\n".join(lines).split("\n"):
        bare = line.rstrip(" ")
        # In double quotes a backslash escapes the space behind it.
        bare += " " if bare.endswith("\\") and bare != line else ""
        if bare or (kept and kept[-1]):
            kept.append(bare)
    return "\n".join(kept).rstrip("\n") + "\n"


class _Entry(NamedTuple):
    """A key of a map as lines, with the comments above it ("" for a blank line)."""

    key: str
    lead: list[str]
    lines: list[str]


class _Layout:
    """Walks the tree in the order of the text; what lies between two nodes is taken exactly once, or refused."""

    def __init__(self, text: str, ids: Pins) -> None:
        self.text, self.ids = text, ids
        self.starts = Source("", text)
        self.at = 0

    def file(self, root: Node) -> list[str]:
        """The lines of the whole file."""
        lines: list[str] = []
        while match := re.compile(r"\n(%[^\n]*|---)(?=[ \n])").match(self.text, self._next() - 1):
            lines += [*self._lead(), match[1]]
            self.at = match.end()
        if not self._is_block(root):
            lines += [*self._lead(), *self._leaf(root, -STEP, -STEP)]
        elif isinstance(root, Mapping):
            lines += self._map(root, 0, top=True)
        else:
            lines += self._list(root, 0, statements=True)
        lines += self._lead()
        if self.text.startswith("\n...", self._next() - 1):
            self.at = self._next() + 3
            lines += ["...", *self._lead()]
        self._expect(len(self.text))
        return lines

    # What lies between the nodes

    def _next(self) -> int:
        """Where the next character stands that is neither space nor comment."""
        match = _TRIVIA.match(self.text, self.at)
        return match.end() if match else self.at

    def _column(self, offset: int) -> int:
        """Columns before an offset on its line."""
        return offset - self.text.rfind("\n", 0, offset) - 1

    def _expect(self, offset: int) -> None:
        if self.at != offset:
            raise self._refused()

    def _refused(self) -> LayoutError:
        line = self.text.count("\n", 0, self.at)
        return LayoutError(f"line {line} is laid out in a way that cannot be kept")

    def _lead(self) -> list[str]:
        """Takes everything up to the next character: comments, "" for a blank line."""
        end = self._next()
        first, *rest = self.text[self.at : end].split("\n")
        self.at = end
        return [line.strip(" ") for line in ([first] if first.strip(" ") else []) + rest[:-1]]

    def _trail(self) -> str:
        """Takes the comment at the end of this line, with the spaces before it."""
        match = _TRAIL.match(self.text, self.at)
        if not match or not match[2]:
            return ""
        self.at = match.end()
        return (match[1] or " ") + match[2]

    def _tail(self, least: int, column: int) -> list[str]:
        """Takes the comment lines that belong to what stands above: indented by `least` at least, and deeper than what follows."""
        end = self._next()
        beyond = max(least - 1, self._column(end) if end < len(self.text) else -1)
        taken: list[str] = []
        pending: list[str] = []
        at = self.at
        for line in self.text[self.at : end].split("\n")[:-1]:
            at += len(line) + 1
            comment = line.strip(" ")
            if comment and len(line) - len(line.lstrip(" ")) <= beyond:
                break
            pending.append(" " * column + comment)
            if comment:
                taken += pending
                pending = []
                self.at = at - 1
        return taken[1:]  # the first is the end of the line above

    # Nodes

    def _is_block(self, node: Node) -> bool:
        return not isinstance(node, Scalar) and self.text[node.start] not in "{["

    def _leaf(self, node: Node, old: int, new: int) -> list[str]:
        """A scalar or what stands in braces, as written; its key or dash stood in column `old` and stands in `new`."""
        written = self.text[node.start : node.end].rstrip(" \n")
        block = written[:1] in {"|", ">"}
        own_line = not self.text[self.text.rfind("\n", 0, node.start) : node.start].strip()
        shift = new + STEP - self._column(node.start) if own_line and not block else new - old
        self.at = node.start + len(written)
        lines = written.split("\n")
        for number, line in enumerate(lines[1:], 1):
            bare = line.lstrip(" ")
            least = 0 if block else new if bare[:1] in {"]", "}"} else new + STEP
            lines[number] = " " * max(len(line) - len(bare) + shift, least) + bare
        lines[-1] += self._trail()
        # Below `|` a comment that is indented deeper could come to stand in the text.
        return lines if block else lines + self._tail(old + 1, new + STEP)

    def _map(self, node: Mapping, column: int, *, top: bool = False) -> list[str]:
        entries = [
            self._entry(key, value, column, statements=top and key.value == "statements")
            for key, value in node.entries
        ]  # fmt: skip
        return [*_placed(entries, column), *self._tail(self._column(node.entries[0][0].start), column)]

    def _entry(self, key: Scalar, value: Node, column: int, *, statements: bool = False) -> _Entry:
        lead = self._lead()
        old = self._column(key.start)
        head = self._key(key, column)
        return _Entry(key.value, lead, self._valued(head, value, column, old, statements=statements))

    def _key(self, key: Scalar, column: int) -> str:
        """Takes a key and its colon."""
        self._expect(key.start)
        written = self.text[key.start : key.end]
        self.at = self.text.find(":", key.end) + 1
        if "\n" in written or self.text[key.end : self.at - 1].strip(" "):
            raise self._refused()
        return f"{' ' * column}{written}:"

    def _valued(self, head: str, value: Node, column: int, old: int, *, statements: bool) -> list[str]:
        """A key with its value; `old` is the column in which the key stood."""
        if isinstance(value, Scalar) and value.absent:
            return [head + self._trail(), *self._tail(old + 1, column + STEP)]
        if self._is_block(value):
            first = head + self._trail()
            if isinstance(value, Mapping):
                return [first, *self._map(value, column + STEP)]
            return [first, *self._list(value, column, statements=statements)]
        if "\n" not in self.text[self.at : value.start]:
            self.at = self._next()
            self._expect(value.start)
            first, *rest = self._leaf(value, old, column)
            return [f"{head} {first}", *rest]
        first, indent = head + self._trail(), " " * (column + STEP)
        lead = [indent + comment for comment in self._lead()]
        self._expect(value.start)
        below, *rest = self._leaf(value, old, column)
        return [first, *lead, indent + below, *rest]

    def _list(self, node: Node, column: int, *, statements: bool = False) -> list[str]:
        lines: list[str] = []
        least = 0
        for item in node.items if isinstance(node, Sequence) else ():
            lead = self._lead()
            least = self._column(self.at)
            if self.text[self.at] != "-":
                raise self._refused()
            self.at += 1
            if isinstance(item, Scalar) and item.absent:
                below = [f"{' ' * column}-{self._trail()}", *self._tail(least + 1, column + STEP)]
            else:
                lead += self._lead()
                self._expect(item.start)
                more, below = self._item(item, column, least, statements=statements)
                lead += more
                below[0] = f"{' ' * column}- {below[0][column + STEP :]}"
            lines += [*(" " * column + comment for comment in lead), *below]
        return [*lines, *self._tail(least, column)]

    def _item(self, item: Node, column: int, old: int, *, statements: bool) -> tuple[list[str], list[str]]:
        """Comments that go above the dash, and the lines; in the first one the dash has still to be written."""
        inner = column + STEP
        if isinstance(item, Scalar) and statements and (pin := self._pin(item)):
            return [], self._pinned_scalar(item, inner, pin)
        if not isinstance(item, Mapping) or not self._is_block(item):
            if self._is_block(item):
                return [], self._list(item, inner)
            first, *rest = self._leaf(item, old, column)
            return [], [" " * inner + first, *rest]
        if statements and not any(key.value == "statements" for key, _ in item.entries):
            return [], self._sentence(item, inner)
        entries = [self._entry(key, value, inner, statements=statements and key.value == "statements") for key, value in item.entries]
        tail = self._tail(self._column(item.entries[0][0].start), inner)
        entries = _in_order(entries) if statements else entries
        lead = entries[0].lead
        entries[0] = entries[0]._replace(lead=[])
        return lead, [*_placed(entries, inner), *tail]

    # Statements

    def _pin(self, sentence: Scalar) -> str | None:
        line, column = self.starts.line_column(sentence.start)
        return self.ids.get((line - 1, column))

    def _pinned_scalar(self, sentence: Scalar, column: int, pin: str) -> list[str]:
        """A sentence without block grows one; a key stands on one line."""
        written = self.text[sentence.start : sentence.end]
        if "\n" in written:
            written = fresh_scalar(squeeze(sentence.value))
        self.at = sentence.start + len(self.text[sentence.start : sentence.end].rstrip(" \n"))
        indent = " " * (column + STEP)
        return [f"{' ' * column}{written}:{self._trail()}", f"{indent}id: {pin}", *self._tail(column - STEP + 1, column + STEP)]

    def _sentence(self, item: Mapping, column: int) -> list[str]:
        """A sentence with its block, wherever the block was written; without a block it loses its colon."""
        (sentence, value), *rest = item.entries
        pin = self._pin(sentence)
        old = self._column(sentence.start)
        head = self._key(sentence, column)
        within = column + STEP
        entries: list[_Entry] = []
        if self._is_block(value) and isinstance(value, Mapping):
            first = head + self._trail()
            entries = [self._entry(key, node, within) for key, node in value.entries]
            tail = self._tail(self._column(value.entries[0][0].start), within)
        elif isinstance(value, Mapping) and (rest or pin):
            entries, tail = self._opened(value, within)
            first = head + self._trail()
        elif isinstance(value, Scalar) and value.absent:
            first, tail = head + self._trail(), self._tail(old + 1, within if rest or pin else column)
        else:
            return self._valued(head, value, column, old, statements=False)
        entries += [self._entry(key, node, within) for key, node in rest]
        tail += self._tail(old, within if rest else column)
        if pin:
            entries.append(_Entry("id", [], [f"{' ' * within}id: {pin}"]))
        if not entries and not (sentence.plain and sentence.value.endswith(":")):
            first = head[:-1] + first[len(head) :]
        return [first, *_placed(_in_order(entries), within), *tail]

    def _opened(self, braces: Mapping, column: int) -> tuple[list[_Entry], list[str]]:
        """A block in braces as lines: it has to take in keys that stand outside."""
        self.at = self._next()
        self._expect(braces.start)
        self.at += 1
        entries = []
        for key, value in braces.entries:
            entry = self._entry(key, value, column)
            if self.text[self._next()] == ",":
                entry.lines.extend(" " * column + comment for comment in self._lead())
                self.at += 1
            entry.lines[-1] += self._trail()
            entries.append(entry)
        tail = [" " * column + comment for comment in self._lead() if comment]
        self._expect(braces.end - 1)
        self.at = braces.end
        return entries, tail


def _in_order(entries: list[_Entry]) -> list[_Entry]:
    return sorted(entries, key=lambda entry: _RANK.get(entry.key, _RANK["(slots)"]))


def _placed(entries: Iterable[_Entry], column: int) -> list[str]:
    """Entries as lines, the comments above them in their column."""
    return [line for entry in entries for line in (*(" " * column + comment for comment in entry.lead), *entry.lines)]


def _meaning(node: Node, pinned: Collection[str]) -> object:
    """What the reader sees of a file, without what the layout may change: the order of keys, where a block stands, ids in `pinned`."""
    if isinstance(node, Mapping):
        return {key.value: _items(value, pinned) if key.value == "statements" else _value(value) for key, value in node.entries}
    return _items(node, pinned)


def _items(node: Node, pinned: Collection[str]) -> object:
    if not isinstance(node, Sequence):
        return _value(node)
    return [_read(item, pinned) if isinstance(item, Mapping) else (_value(item), {}) for item in node.items]


def _read(item: Mapping, pinned: Collection[str]) -> object:
    """A group, or a sentence with its block."""
    if item.get("statements") is not None:
        return _meaning(item, pinned)
    (sentence, value), *rest = item.entries
    block = value.entries if isinstance(value, Mapping) else ()
    kept = {key.value: _value(node) for key, node in (*block, *rest)}
    if kept.get("id") in pinned:
        del kept["id"]
    return squeeze(sentence.value), kept


def _value(node: Node) -> object:
    if isinstance(node, Scalar):
        return squeeze(node.value)
    if isinstance(node, Sequence):
        return [_value(item) for item in node.items]
    return {key.value: _value(value) for key, value in node.entries}
