"""Names that no section declares in, the declarations to write for them out, and a file's text with these lines added (LANGUAGE 1).

Lines are only ever added: every former line stays as it is, so that git shows nothing but additions.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from stancegraph.declarations import SECTIONS
from stancegraph.formatter import LayoutError, fresh_scalar
from stancegraph.problems import Source
from stancegraph.records import ActorType
from stancegraph.yamltext import Mapping, Node, Scalar, Sequence, parse

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from collections.abc import Mapping as Table

    from stancegraph.records import Annotations, Entity

__all__ = ["Stubs", "added", "places", "shown", "stubs"]

STEP = 2  # columns
_COMMENT = re.compile(r"[ ]*#")
_SILENCES = re.compile(r"[ ]*#[ ]*sg:[ ]*ignore\b")

Stubs = dict[str, tuple[str, ...]]
"""The lines to add to each section, without their indentation; sections in the order in which a file holds them."""


def stubs(annotations: Annotations) -> Stubs:
    """A declaration for every name that the sentences use and no section declares; sections without any are left out."""
    found = {section: tuple(_stubs(section, getattr(annotations, section).values())) for section in SECTIONS}
    return {section: lines for section, lines in found.items() if lines}


def _stubs(section: str, entities: Iterable[Entity]) -> Iterator[str]:
    new = [entity for entity in entities if entity.implicit]
    if new and section == "actors":
        *most, last = ActorType
        yield f"# type: {', '.join(most)} or {last}"
    for entity in new:
        key = "title" if section == "documents" else "name"
        yield f"{entity.slug}: {{{key}: {fresh_scalar(entity.name)}}}" if entity.name else f"{entity.slug}: {{}}"


def shown(stubs: Stubs, column: int = 0) -> str:
    r"""Sections ready to paste, each with its key in `column`; "" when there is nothing to declare.

    >>> print(shown({"actors": ("russia: {name: Russia}",)}), end="")
    actors:
      russia: {name: Russia}
    """
    return "".join(line + "\n" for section, lines in stubs.items() for line in _section(section, lines, column))


def _section(section: str, lines: Iterable[str], column: int) -> Iterator[str]:
    yield f"{' ' * column}{section}:"
    yield from (" " * (column + STEP) + line for line in lines)


def places(texts: Table[str, str], main: str, stubs: Stubs) -> dict[str, Stubs]:
    """Which file takes which stubs: the main file, unless only another one has that section."""
    having = {path: _sections(text) for path, text in texts.items()}
    found: dict[str, Stubs] = {}
    for section, lines in stubs.items():
        others = [path for path, sections in sorted(having.items()) if section in sections]
        path = main if section in having[main] or not others else others[0]
        found.setdefault(path, {})[section] = lines
    return found


def _sections(text: str) -> frozenset[str]:
    node, _ = parse(Source("", text))
    return frozenset(key.value for key, _ in node.entries) if isinstance(node, Mapping) else frozenset()


def added(text: str, stubs: Stubs) -> str:
    """The text of a file without errors, with the stubs in their sections; a bare list becomes `statements:`, its lines unmoved.

    Raises:
        LayoutError: A section stands in braces, so that no line can be added to it.
    """
    if "\r" in text.replace("\r\n", ""):
        raise LayoutError("lines end in a lone CR: `stancegraph fmt` makes them LF")
    node, _ = parse(Source("", text))
    end = "\r\n" if "\r\n" in text else "\n"
    additions = sorted(_additions(text, node, stubs), key=lambda addition: addition[0])
    if not text.endswith("\n") and additions[-1][0] == len(text):
        return added(text + end, stubs)
    # From the back, so that offsets stay true; what was found first at one offset comes first.
    for at, lines in reversed(additions):
        text = text[:at] + "".join(line + end for line in lines) + text[at:]
    again, problems = parse(Source("", text))
    if problems or not isinstance(again, Mapping):
        raise LayoutError("these lines cannot be added as the file is laid out: paste them where they belong")
    return text


def _additions(text: str, node: Node | None, stubs: Stubs) -> Iterator[tuple[int, list[str]]]:
    """Offsets of lines with what to add above them; entries of a section before sections that follow it."""
    if not isinstance(node, Mapping):
        at = _above(text, node.start if node else 0)
        yield at, [*shown(stubs).splitlines(), *_gap(text, at), "statements:"]
        return
    missing: Stubs = {}
    for section, lines in stubs.items():
        key = next((key for key, _ in node.entries if key.value == section), None)
        if key is None:
            missing[section] = lines
        else:
            yield _inside(text, key, node.get(section), lines)
    if missing:
        column = _column(text, node.start)
        statements = next((key for key, _ in node.entries if key.value == "statements"), None)
        at = _above(text, statements.start) if statements else len(text)
        yield at, [*shown(missing, column).splitlines(), *(_gap(text, at) if statements else ())]


def _inside(text: str, key: Scalar, value: Node | None, lines: tuple[str, ...]) -> tuple[int, list[str]]:
    """Below the last entry of a section."""
    if isinstance(value, Mapping) and value.entries and text[value.start] != "{":
        last, column = _last(text, value), _column(text, value.start)
    elif value is None or (isinstance(value, Scalar) and value.absent):
        last, column = key.end, _column(text, key.start) + STEP
    else:
        raise LayoutError(f"`{key.value}:` stands in braces: write its entries on lines of their own, then declare again")
    return _line_after(text, last), [" " * column + line for line in lines]


def _last(text: str, node: Node) -> int:
    """Where the last character of a node stands; libyaml counts the comments below a block as part of it."""
    if isinstance(node, Scalar):
        return node.start + len(text[node.start : node.end].rstrip())
    if text[node.start] in "{[":
        return node.end
    if isinstance(node, Sequence):
        return _last(text, node.items[-1])
    key, value = node.entries[-1]
    return max(key.end, _last(text, value))


def _line_after(text: str, offset: int) -> int:
    return text.find("\n", offset) + 1 or len(text)


def _column(text: str, offset: int) -> int:
    return offset - text.rfind("\n", 0, offset) - 1


def _above(text: str, offset: int) -> int:
    """The line of an offset, or that of the comments right above it, which belong to it; a comment at the head of the file does not.

    Nor does one that is indented deeper: it belongs to what stands above.
    """
    column = _column(text, offset)
    silencing = at = offset - column
    while at and (match := _COMMENT.match(text, before := text.rfind("\n", 0, at - 1) + 1)) and match.end() - before - 1 <= column:
        at = before
        silencing = at if _SILENCES.match(text, at) else silencing
    return at or silencing


def _gap(text: str, at: int) -> list[str]:
    """A blank line where one stands above."""
    return [""] if at and not text[text.rfind("\n", 0, at - 1) + 1 : at].strip() else []
