"""The list of statements as a tree of nodes in, one `Item` for each sentence out, with what it inherits (LANGUAGE 1, the item shapes)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from stancegraph.problems import Severity
from stancegraph.spelling import nearest
from stancegraph.syntaxhelp import quoted
from stancegraph.yamltext import Mapping, Node, Scalar, Sequence

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from collections.abc import Mapping as Table

    from stancegraph.fields import Fields

__all__ = ["BLOCK_KEYS", "INHERITED", "Item", "inheritable", "items"]

INHERITED = frozenset({"source", "by", "via", "said", "when", "coder", "tags", "status", "mode", "certainty"})
BLOCK_KEYS = INHERITED | {"quote", "if", "under", "because", "scope", "except", "figures", "not", "id", "note", "supersedes"}
MAX_GROUPS = 3
_PARTS = frozenset({"sentence", "statement", "text", "claim", "actor", "subject", "relation", "object"})
_TIGHT_COLON = re.compile(r"([a-z_]+):(?=[^\s/])")


class Item(NamedTuple):
    """One sentence: its node, its own keys in the order written, and what the groups and defaults around it say."""

    fields: Fields
    sentence: Scalar
    block: tuple[tuple[Scalar, Node], ...]
    inherited: Table[str, Node]


def inheritable(fields: Fields, node: Node | None) -> dict[str, Node]:
    """The keys of `defaults:`, each of which every sentence inherits."""
    if node is None or _absent(node):
        return {}
    if not isinstance(node, Mapping):
        fields.wrong_shape(node, "a map")
        return {}
    fields.known_keys(node, INHERITED, "defaults")
    return {key.value: value for key, value in node.entries if key.value in INHERITED and not _absent(value)}


def _absent(node: Node) -> bool:
    return isinstance(node, Scalar) and node.absent


def items(fields: Fields, node: Node | None, inherited: Table[str, Node], slots: Collection[str], depth: int = 0) -> Iterator[Item]:
    """Every sentence below a list, groups opened; `slots` are the prepositions that may be keys of a block."""
    if node is None or _absent(node):
        return
    if not isinstance(node, Sequence):
        fields.error("SG013", node, "a list of sentences is expected here", "begin each sentence with `- `")
        return
    for item in node.items:
        if isinstance(item, Scalar):
            if item.absent or not item.value.strip():
                fields.error("SG108", item, "an empty item", "write a sentence behind the dash, or delete the dash")
            else:
                yield Item(fields, item, (), inherited)
        elif isinstance(item, Sequence):
            fields.error(
                "SG013", item, "a list inside the list", "write one dash a sentence; shared keys go into a group with `statements:`"
            )
        elif any(key.value == "statements" for key, _ in item.entries):
            yield from _group(fields, item, inherited, slots, depth)
        elif item.entries:
            yield from _sentence(fields, item, inherited, slots)
        elif not fields.source.text[item.start : item.end].strip("{} \r\n"):
            fields.error("SG108", item, "an empty item", "write a sentence behind the dash, or delete the dash")


def _group(fields: Fields, item: Mapping, inherited: Table[str, Node], slots: Collection[str], depth: int) -> Iterator[Item]:
    if depth == MAX_GROUPS:
        fields.error("SG104", item.entries[0][0], f"groups nest at most {MAX_GROUPS} deep", "move the inner keys into the sentences")
    shared = dict(inherited)
    for key, value in item.entries:
        if key.value in INHERITED:
            if not _absent(value):
                shared[key.value] = value
        elif key.value in BLOCK_KEYS or key.value in slots:
            fields.error("SG101", key, f"{key.value!r} belongs to one sentence, not to a group", "move it into the block of its sentence")
        elif key.value != "statements":
            fields.unknown_key(key, INHERITED | {"statements"}, "a group")
    statements = item.get("statements")
    if statements is not None and _absent(statements):
        key = next(key for key, _ in item.entries if key.value == "statements")
        fields.error("SG108", key, "a group without sentences", "indent its sentences to the column of `statements:` or deeper")
    yield from items(fields, statements, shared, slots, min(depth + 1, MAX_GROUPS))


def _sentence(fields: Fields, item: Mapping, inherited: Table[str, Node], slots: Collection[str]) -> Iterator[Item]:
    """A one-key map, or the commonest slip: a block that stands in the column of its sentence."""
    (sentence, value), *rest = item.entries
    if sentence.value in BLOCK_KEYS and not any(isinstance(v, Mapping) for _, v in item.entries):
        fields.error(
            "SG108",
            sentence,
            "a block without its sentence",
            "begin the item with the sentence and a colon, `- Russia opposes independence:`; a group has `statements:` with sentences below",
        )
        return
    block: tuple[tuple[Scalar, Node], ...] = ()
    if isinstance(value, Mapping):
        block = value.entries
    elif isinstance(value, Sequence):
        fields.error("SG013", value, "a list stands below a sentence", "write keys below it, such as `quote:` and `source:`")
    elif not value.absent and (tight := _TIGHT_COLON.match(value.value)) and tight[1] in BLOCK_KEYS:
        fields.error("SG005", value, "no space behind the colon of a key", f"write `{tight[1]}: {value.value[tight.end(1) + 1 :][:60]}`")
    elif not value.absent:
        _two_texts(fields, sentence, value)
        return
    misplaced = tuple(_misplaced(fields, rest, slots))
    _twice(fields, block, misplaced)
    if misplaced:
        last = misplaced[-1][1]
        place = fields.place(misplaced[0][0])._replace(end=max(last.end, misplaced[0][0].end))
        fields.report(
            "SG105",
            Severity.WARNING,
            place,
            "this block is not indented far enough; it is read as the block of the sentence above",
            "indent it two columns further than the sentence, or let `stancegraph fmt` do it",
        )
    yield Item(fields, sentence, (*block, *misplaced), inherited)


def _twice(fields: Fields, block: tuple[tuple[Scalar, Node], ...], misplaced: tuple[tuple[Scalar, Node], ...]) -> None:
    """A key that stands in the block and again beside its sentence: YAML sees two maps, the reader one."""
    first = {key.value: key for key, _ in block}
    for key, _ in misplaced:
        if (other := first.get(key.value)) is not None:
            place = fields.place(other)
            text = f"the key {key.value!r} stands here twice (first on line {place.line})"
            fields.error("SG006", key, text, "keep one, or make a list of the values", place)


def _two_texts(fields: Fields, sentence: Scalar, value: Scalar) -> None:
    """A sentence with a text behind its colon, or a statement taken apart into keys."""
    if sentence.value in _PARTS:
        whole = value.value[:80] if " " in value.value else "Russia opposes independence"
        fields.error("SG106", sentence, "an item begins with its sentence", f"write `- {whole}:`, and the other keys below it")
        return
    first, _, rest = value.value.partition(" ")
    if first in BLOCK_KEYS and rest:
        fields.error("SG106", value, f"the key {first!r} has no colon", f"write `{first}: {rest[:60]}`")
        return
    whole, bare = quoted(f"{sentence.value}: {value.value}"), f"{sentence.value} {value.value}"[:80]
    cure = f"quote the sentence or drop the colon: - {whole} or - {bare}"
    fields.error("SG106", value, "a text stands behind the colon of a sentence", cure)


def _misplaced(fields: Fields, rest: list[tuple[Scalar, Node]], slots: Collection[str]) -> Iterator[tuple[Scalar, Node]]:
    """Entries beside the sentence that are block keys; whatever else stands there is reported."""
    for key, value in rest:
        if key.value in BLOCK_KEYS or key.value in slots:
            yield key, value
        elif " " in key.value:
            fields.error(
                "SG101",
                key,
                f"a second sentence in one item: {key.value[:60]!r}",
                "begin each sentence with `- ` in the column of the others",
            )
        else:
            close = nearest(key.value, sorted(BLOCK_KEYS))
            fields.error(
                "SG101",
                key,
                f"a statement has no key {key.value[:60]!r}",
                f"did you mean {close!r}?" if close else "see `stancegraph rules SG101`",
            )
