"""A node of the YAML tree and the type a field wants in, a value out; what does not fit becomes a problem with its place."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

from stancegraph import dates
from stancegraph.problems import Place, Problem, Severity, Source
from stancegraph.spelling import nearest
from stancegraph.yamltext import Mapping, Node, Scalar, Sequence

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

__all__ = ["SLUG", "Fields", "squeeze"]

SLUG = re.compile(r"[a-z0-9][a-z0-9-]*\Z")
_SHAPES = {Scalar: "a text", Sequence: "a list", Mapping: "a map"}
_HOW = {
    "a text": "write a text; one that begins with a bracket or a brace goes in quotation marks",
    "a map of languages": "write a name for each: {en: Serbia, sr: Srbija}",
    "a map of prepositions": "write what each introduces: {to: actor, for: issue}",
    "a map of relations": "write a line for each: `cherishes: {verb: cherish, polarity: +1}`",
    "a map of measures": "write a number for each: {police-officers: 1500}",
    "a map of reasons": 'write a reason and, below it, the first words of what it explains: {page furniture: ["BBC Home", "See also"]}',
    "a map": "write keys and values, such as {name: Serbia}, or a key on a line each",
}
_SHORT = {
    "document": "source",
    "said_by": "by",
    "speaker": "by",
    "reported_by": "via",
    "reporter": "via",
    "condition": "if",
    "negated": "not",
    "legal_basis": "under",
    "date": "when",
    "comment": "note",
    "exceptions": "except",
    "aliases": "also",
    "alias": "also",
    "description": "definition",
    "title": "name",
}
"""What another table or another program calls a key, and what it is called here."""
SHORTEST_MISSPELT = 3  # letters of a key that may be another one misspelt
Word = TypeVar("Word", bound=StrEnum)


def squeeze(text: str) -> str:
    """Trimmed, every run of white space (line breaks too) one blank."""
    return " ".join(text.split())


class Fields:
    """Reads fields of one source and collects what is wrong with them."""

    def __init__(self, source: Source) -> None:
        """`source` is the file that the nodes come from."""
        self.source = source
        self.problems: list[Problem] = []
        self.named: dict[tuple[int, str], Place] = {}
        """Where a declaration names another noun: by the offset of its slug and the text written."""

    def place(self, node: Node) -> Place:
        """The span of a node."""
        return Place(self.source, node.start, node.end)

    def error(self, code: str, node: Node, text: str, help: str, *others: Place) -> None:  # noqa: A002 - the name that Problem uses
        """Reports an error on a node."""
        self.report(code, Severity.ERROR, self.place(node), text, help, *others)

    def report(self, code: str, severity: Severity, place: Place, text: str, help: str, *others: Place) -> None:  # noqa: A002 - the name that Problem uses
        """Reports a problem on any span."""
        self.problems.append(Problem(code, severity, place, text, help, others))

    def wrong_shape(self, node: Node, wanted: str) -> None:
        """Reports that a node is of another shape than the field wants."""
        help_ = _HOW.get(wanted, f"write {wanted}")
        self.error("SG013", node, f"{_SHAPES[type(node)]} stands where {wanted} is expected", help_)

    def text(self, node: Node | None) -> str | None:
        """A text, trimmed and on one line; None where nothing is written."""
        if isinstance(node, Scalar):
            return squeeze(node.value) or None
        if node is not None:
            self.wrong_shape(node, "a text")
        return None

    def scalars(self, node: Node | None) -> Iterator[Scalar]:
        """A text or each text of a list; empty ones are left out."""
        for item in node.items if isinstance(node, Sequence) else () if node is None else (node,):
            if not isinstance(item, Scalar):
                self.wrong_shape(item, "a text")
            elif item.value.strip():
                yield item

    def texts(self, node: Node | None) -> tuple[str, ...]:
        """A text or a list of texts as a tuple."""
        return tuple(squeeze(item.value) for item in self.scalars(node))

    def references(self, slug: Scalar, node: Node | None) -> tuple[str, ...]:
        """A text or a list of texts that name other nouns; where each is written is kept in `named`."""
        found = []
        for item in self.scalars(node):
            found.append(squeeze(item.value))
            self.named.setdefault((slug.start, found[-1]), self.place(item))
        return tuple(found)

    def word(self, node: Node | None, words: type[Word], default: Word) -> Word:
        """A closed word; the default where nothing is written or the word is not one of them."""
        text = self.text(node)
        if text is None or node is None:
            return default
        try:
            return words(text)
        except ValueError:
            close = nearest(text, list(words))
            known = ", ".join(words)
            self.error(
                "SG102", node, f"{text!r} is not one of: {known}", f"did you mean {str(close)!r}?" if close else f"write one of: {known}"
            )
            return default

    def flag(self, node: Node | None) -> bool | None:
        """True for true or yes, False for false or no; None where nothing is written."""
        text = self.text(node)
        if text is None or node is None:
            return None
        if text.casefold() in {"true", "yes"}:
            return True
        if text.casefold() in {"false", "no"}:
            return False
        self.error("SG102", node, f"{text!r} is neither true nor false", "write true or false")
        return None

    def date(self, node: Node | None) -> dates.Date | None:
        """A date, written as text or as `{edtf:, text:}`; None where nothing is written or it is none."""
        words = None
        if isinstance(node, Mapping):
            self.known_keys(node, {"edtf", "text"}, "a date")
            words = self.text(node.get("text"))
            if node.get("edtf") is None:
                self.error("SG401", node, "a date without `edtf:`", "write {edtf: 2008-02-14, text: the words in the document}")
                return None
            node = node.get("edtf")
        text = self.text(node)
        if text is None or node is None:
            return None
        try:
            date = dates.parse(text)
        except dates.DateError as error:
            self.error("SG401", node, error.text, error.help)
            return None
        return date if words is None else dates.Date(date.edtf, date.start, date.end, words)

    def known_keys(self, mapping: Mapping, known: Collection[str], what: str) -> None:
        """Reports each key that the map of this kind does not have."""
        for key, _ in mapping.entries:
            if key.value not in known:
                self.unknown_key(key, known, what)

    def unknown_key(self, key: Scalar, known: Collection[str], what: str) -> None:
        """Reports one key, with the nearest known one."""
        close = nearest(key.value, sorted(known)) if len(key.value) >= SHORTEST_MISSPELT else None
        if (short := _SHORT.get(key.value)) in known:
            close = short
        help_ = f"did you mean {close!r}?" if close else f"{what} has: {', '.join(sorted(known))}"
        self.error("SG101", key, f"{what} has no key {key.value[:60]!r}", help_)
