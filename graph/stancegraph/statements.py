"""One item of the list in, drafts of its statements out; and drafts with settled names in, finished statements out (LANGUAGE 1, 2).

A draft holds references, for a name's kind is known only when every sentence of the project has been read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from stancegraph.fields import Fields, squeeze
from stancegraph.figures import figures
from stancegraph.items import BLOCK_KEYS, Item
from stancegraph.lexicon import UNDER
from stancegraph.names import Names, Reference, slug_of
from stancegraph.problems import Place, Severity
from stancegraph.quotations import unmarked
from stancegraph.records import Actor, Certainty, Document, Kind, Mode, Quote, Scope, Speaker, Statement, Status
from stancegraph.relations import Relation, RelationKind
from stancegraph.sentences import Failure, Name, Reading, read_sentence
from stancegraph.speakers import speakers
from stancegraph.yamltext import Mapping, Node, Scalar, Sequence

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from collections.abc import Mapping as Table

    from stancegraph.dates import Date

__all__ = ["PINNED_ID", "Draft", "drafts", "finished", "folded_words"]

ACTOR = frozenset({Kind.ACTOR})
ISSUE = frozenset({Kind.ISSUE})
DOCUMENT = frozenset({Kind.DOCUMENT})
CODER = frozenset({Kind.CODER})
FOREVER = ("", "9999-12-31")
PINNED_ID = re.compile(r"(?!.*_(?:q\d+(?:_[a-z]+)?|via\d+)\Z)[A-Za-z0-9_-]{1,200}\Z")
"""What `id:` may be: a statement's quotes and reporters are `<id>_q1` and `<id>_via1`, so no id ends that way."""
_WORDS = re.compile(r"[^\W_]+")
_LINE = re.compile(r"[^\s][^\r\n]*[^\s]")
_ARTICLE = re.compile(r"\s(?:the|an?)\s+\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A statement whose names may still be unknown; `values` are the fields that need no name."""

    place: Place
    fields: Fields
    actor: Reference
    relation: str
    object: Reference
    speakers: tuple[tuple[Reference, Reference | None], ...] = ()
    reporters: tuple[tuple[Reference, Reference | None], ...] = ()
    because: tuple[Reference, ...] = ()
    exceptions: tuple[Reference, ...] = ()
    document: Reference | None = None
    coder: Reference | None = None
    slots: tuple[tuple[str, tuple[Reference, ...]], ...] = ()
    pinned: str | None = None
    superseded: tuple[Place, ...] = ()
    """Where each id of `supersedes` is written."""
    values: dict[str, Any] = field(default_factory=dict)


def drafts(item: Item, names: Names, actors: Table[str, Actor]) -> Iterator[Draft]:
    """A draft for each actor of the sentence; nothing when the sentence cannot be read."""
    fields, sentence = item.fields, item.sentence
    if sentence.plain and sentence.end - sentence.start > len(sentence.value) and (second := _second_sentence(item, names)):
        text = fields.source.text[second.start : second.end]
        cure = "begin it with `- ` in the column of the dash above; if it belongs to the sentence above, put the whole in quotation marks"
        fields.report("SG113", Severity.ERROR, second, f"{text[:80]!r} reads as a sentence of its own", cure)
        return
    reading = read_sentence(sentence.value, names.lexicon)
    if isinstance(reading, Failure):
        fields.report(reading.code, Severity.ERROR, _within(fields, sentence, reading.start, reading.end), reading.text, reading.help)
        _check_keys(item, names.lexicon.relations.values())
        return
    yield from _Drafting(item, names, reading, actors).drafts()


def _second_sentence(item: Item, names: Names) -> Place | None:
    """The line of a sentence over several lines that is a sentence of its own, when the first line is one too: its dash is missing."""
    whole = item.fields.place(item.sentence)
    lines = [*_LINE.finditer(item.fields.source.text, whole.start, whole.end)]
    readable = [line for line in lines if isinstance(read_sentence(line[0], names.lexicon), Reading)]
    if readable[1:] and readable[0] == lines[0]:
        return Place(item.fields.source, *readable[1].span())
    return None


def _within(fields: Fields, sentence: Scalar, start: int, end: int) -> Place:
    """A span of the sentence as a place; the whole sentence where escapes or line breaks move its letters."""
    whole = fields.place(sentence)
    shift = 0 if sentence.plain else 1
    if sentence.end - sentence.start == len(sentence.value) + 2 * shift:
        return whole.part(start + shift, max(start + 1, end) + shift)
    return whole


def _check_keys(item: Item, relations: Any) -> None:  # noqa: ANN401 - any iterable of relations
    """Unknown keys of a block whose sentence cannot be read: they would otherwise wait for the next run."""
    known = BLOCK_KEYS | {slot.preposition for relation in relations for slot in relation.slots}
    for key, _ in item.block:
        if key.value not in known:
            item.fields.unknown_key(key, known, "a statement")


@cache
def _kinds(words: tuple[str, ...]) -> frozenset[Kind]:
    """The kinds that a relation's object or a slot takes; a few tables' worth of them, asked for at every sentence."""
    return frozenset(map(Kind, words))


class _Drafting:
    """Reads the block of one sentence."""

    def __init__(self, item: Item, names: Names, reading: Reading, actors: Table[str, Actor]) -> None:
        self.item, self.names, self.reading, self.actors = item, names, reading, actors
        self.fields = item.fields
        self.relation: Relation = names.lexicon.relations[reading.relation]
        self.own = {key.value: value for key, value in item.block if not (isinstance(value, Scalar) and value.absent)}
        self.all = {**item.inherited, **self.own} if item.inherited else self.own

    def drafts(self) -> Iterator[Draft]:
        reading = self.reading
        self._known_keys()
        holders = [self._named(name, ACTOR) for name in reading.actors]
        target = self._named(reading.object, _kinds(self.relation.object))
        shared = self._shared()
        for key in self._fan_out(holders):
            shared.pop("pinned", None)
            shared["values"].pop(key, None)
        if target is None:
            return
        for holder in holders:
            if holder is not None:
                yield Draft(
                    place=self.fields.place(self.item.sentence),
                    fields=self.fields,
                    actor=holder,
                    relation=reading.relation,
                    object=target,
                    **shared,
                )

    def _known_keys(self) -> None:
        known = BLOCK_KEYS | {slot.preposition for slot in self.relation.slots}
        for key, _ in self.item.block:
            if key.value in known:
                continue
            takers = [slug for slug, row in self.names.lexicon.relations.items() if key.value in {slot.preposition for slot in row.slots}]
            if takers:
                text = f"{self.relation.slug} takes no {key.value[:60]!r}"
                self.fields.error("SG101", key, text, f"leave it out, or use a relation that has it: {', '.join(takers[:6])}")
            else:
                self.fields.unknown_key(key, known, f"a statement with {self.relation.slug}")

    def _fan_out(self, holders: list[Reference | None]) -> Iterator[str]:
        """The keys that several actors cannot share, each reported: an id and figures never, a scope by collectives only."""
        if len(holders) == 1:
            return
        collectives = all(isinstance(holder, str) and holder in self.actors and self.actors[holder].collective for holder in holders)
        for key, _ in self.item.block:
            if key.value in {"id", "figures"} or (key.value == "scope" and not collectives):
                text, cure = (
                    f"`{key.value}:` on a sentence with {len(holders)} actors",
                    "split the sentence: one for the actor this belongs to",
                )
                self.fields.error("SG116", key, text, cure)
                yield key.value

    def _shared(self) -> dict[str, Any]:
        """Everything that the statements of one sentence have in common; what nothing says keeps the draft's default."""
        shared: dict[str, Any] = {"slots": self._slots(), "values": self._values()}
        for key, node in self.all.items():
            if key in _REFERENCES:
                name, kinds = _REFERENCES[key]
                shared[name] = self._references(node, kinds) if key in _LISTS else self._one(node, kinds)
            elif key in _SPEAKERS:
                shared[_SPEAKERS[key]] = speakers(self.fields, self.names, self.actors, node)
            elif key == "id":
                shared["pinned"] = self._pinned(node)
            elif key == "supersedes":
                shared["superseded"] = tuple(self.fields.place(item) for item in Fields(self.fields.source).scalars(node))
        return shared

    def _values(self) -> dict[str, Any]:
        """The statement's fields that need no name, as far as something is written for them."""
        values: dict[str, Any] = {"sentence": squeeze(self.item.sentence.value), "negated": self._negated(), "mode": self._mode()}
        for key, node in self.all.items():
            if (row := _VALUES.get(key)) is not None:
                name, read = row
                values[name] = read(self.fields, node)
        return values

    def _negated(self) -> bool:
        written = self.fields.flag(self.own.get("not"))
        if written is False and self.reading.negated:
            self.fields.error(
                "SG114", self.own["not"], "`not: false`, but the sentence is negated", "drop the key, or write the sentence without not"
            )
        return self.reading.negated or bool(written)

    def _mode(self) -> Mode:
        """The block's mode, else the auxiliary's, else the inherited one; a stance takes none from "will"."""
        told = self.reading.mode
        if told == Mode.PLANNED and self.relation.kind is RelationKind.STANCE:
            told = None
        own = self.own.get("mode")
        written = self.fields.word(own, Mode, Mode.ACTUAL) if own is not None and self.fields.text(own) else None
        if written is not None and told is not None and written != told and own is not None:
            self.fields.error(
                "SG114",
                own,
                f"`mode: {written}`, but the sentence says {told}",
                f"write `mode: {told}`, or the sentence without its auxiliary",
            )
        if self.reading.asks_mode and self.all.get("mode") is None:
            start, end = self.reading.actors[-1].end, self.reading.object.start
            words = _ARTICLE.sub("", self.item.sentence.value[start:end]).strip()
            self.fields.report(
                "SG115",
                Severity.ERROR,
                _within(self.fields, self.item.sentence, start + 1, start + 1 + len(words)),
                f"{words!r} does not say whether this is so",
                "add `mode: hypothetical`, `mode: planned`, `mode: expected` or `mode: actual` to the block",
            )
        return written or (Mode(told) if told else self.fields.word(self.item.inherited.get("mode"), Mode, Mode.ACTUAL))

    def _slots(self) -> tuple[tuple[str, tuple[Reference, ...]], ...]:
        """Fillers by role, from the sentence and from keys; a role that both fill must be the same."""
        filled: dict[str, tuple[Reference, ...]] = {}
        for slot, name in self.reading.slots:
            reference = self._named(name, _kinds((slot.kind,)))
            if reference is not None:
                filled[slot.role] = (*filled.get(slot.role, ()), reference)
        for slot in (UNDER, *self.relation.slots):
            node = self.own.get(slot.preposition)
            if node is None:
                continue
            told = self._references(node, _kinds((slot.kind,)))
            if slot.role in filled and set(told) != set(filled[slot.role]):
                self.fields.error("SG114", node, f"`{slot.preposition}:` and the sentence name different things", "write it in one place")
            elif told:
                filled[slot.role] = told
        return tuple(sorted(filled.items()))

    def _pinned(self, node: Node) -> str | None:
        text = self.fields.text(node)
        if text is not None and not PINNED_ID.match(text):
            self.fields.error(
                "SG118",
                node,
                f"{text[:60]!r} cannot be an id",
                "use letters, digits, hyphens and underscores; _q1 and _via1 at the end are what its quotes and reporters are called",
            )
            return None
        return text

    def _named(self, name: Name, kinds: frozenset[Kind]) -> Reference | None:
        return self.names.resolve(name.text, name.slugs, kinds, _within(self.fields, self.item.sentence, name.start, name.end))

    def _one(self, node: Node | None, kinds: frozenset[Kind]) -> Reference | None:
        text = self.fields.text(node)
        return self.names.find(text, kinds, self.fields.place(node)) if text is not None and node is not None else None

    def _references(self, node: Node | None, kinds: frozenset[Kind]) -> tuple[Reference, ...]:
        if node is None:
            return ()
        found = (self.names.find(squeeze(item.value), kinds, self.fields.place(item)) for item in self.fields.scalars(node))
        return tuple(dict.fromkeys(reference for reference in found if reference is not None))


def _quotes(fields: Fields, node: Node | None) -> Iterator[Quote]:
    """A text, a map with exact and before or after, or a list of these; each holds a letter or a digit."""
    for item in node.items if isinstance(node, Sequence) else () if node is None or (isinstance(node, Scalar) and node.absent) else (node,):
        words: Node | None = item
        before = after = None
        if isinstance(item, Mapping):
            fields.known_keys(item, {"exact", "before", "after"}, "a quote")
            words, before, after = item.get("exact"), fields.text(item.get("before")), fields.text(item.get("after"))
            if words is None:
                fields.error("SG013", item, "a quote without `exact:`", 'write {exact: "the words", before: "what stands before them"}')
                continue
        exact = fields.text(words)
        if exact and any(map(str.isalnum, exact)):
            yield Quote(unmarked(exact), before, after, fields.place(item))
        elif isinstance(words, Scalar):
            fields.error("SG013", words, "a quote without a letter or a digit", "quote words of the text, or leave `quote:` out")


_VALUES: dict[str, tuple[str, Callable[[Fields, Node], Any]]] = {
    "certainty": ("certainty", lambda fields, node: fields.word(node, Certainty, Certainty.CERTAIN)),
    "scope": ("scope", lambda fields, node: fields.word(node, Scope, Scope.ALL)),
    "status": ("status", lambda fields, node: fields.word(node, Status, Status.FINAL)),
    "if": ("condition", Fields.text),
    "said": ("said_written", Fields.date),
    "when": ("when", Fields.date),
    "quote": ("quotes", lambda fields, node: tuple(_quotes(fields, node))),
    "figures": ("figures", lambda fields, node: tuple(figures(fields, node))),
    "tags": ("tags", Fields.texts),
    "note": ("note", Fields.text),
    "supersedes": ("supersedes", lambda fields, node: tuple(f"s/{name.removeprefix('s/')}" for name in fields.texts(node))),
}
"""Block key to the statement's field and how it is read."""
_REFERENCES = {"because": ("because", ISSUE), "except": ("exceptions", ACTOR), "source": ("document", DOCUMENT), "coder": ("coder", CODER)}
_LISTS = frozenset({"because", "except"})
_SPEAKERS = {"by": "speakers", "via": "reporters"}


def finished(draft: Draft, documents: Table[str, Document]) -> Statement:
    """The statement of a draft whose names are all settled. `said` falls back on the document's date."""
    values = draft.values
    document = slug_of(draft.document) if draft.document is not None else None
    dated = documents[document].date if document is not None and document in documents else None
    said = values.get("said_written") or dated
    actor, target = slug_of(draft.actor), slug_of(draft.object)
    speakers = _settled(draft.speakers)
    coder = slug_of(draft.coder) if draft.coder is not None else None
    name = draft.pinned or _made_id(document, actor, target, draft, (speakers, coder))
    return Statement(
        id=f"s/{name}",
        place=draft.place,
        actor=actor,
        relation=draft.relation,
        object=target,
        said_by=speakers,
        reported_by=_settled(draft.reporters),
        because=tuple(sorted(map(slug_of, draft.because))),
        exceptions=tuple(sorted(map(slug_of, draft.exceptions))),
        document=document,
        coder=coder,
        slots=tuple((role, tuple(sorted(map(slug_of, fillers)))) for role, fillers in draft.slots),
        pinned=draft.pinned is not None,
        said=said,
        time=_time(values.get("when") or said),
        **values,
    )


def _settled(speakers: tuple[tuple[Reference, Reference | None], ...]) -> tuple[Speaker, ...]:
    return tuple(Speaker(slug_of(actor), None if office is None else slug_of(office)) for actor, office in speakers)


def _time(date: Date | None) -> tuple[str, str]:
    return FOREVER if date is None else (date.start or FOREVER[0], date.end or FOREVER[1])


def _made_id(document: str | None, actor: str, target: str, draft: Draft, said_by: tuple[tuple[Speaker, ...], str | None]) -> str:
    """`<document>_<actor>_<[not-]relation>_<object>_<h8>` (LANGUAGE 2, IRIs): unmoved by a changed mode or note."""
    values = draft.values
    speakers, coder = said_by
    parts = (
        " ".join(sorted(f"{s.actor}/{s.office or ''}" for s in speakers)),
        coder or "",
        _edtf(values.get("when")),
        _edtf(values.get("said_written")),
        "\n".join(sorted(folded_words(quote.exact) for quote in values.get("quotes", ()))),
    )
    h8 = sha256("\x1f".join(parts).encode()).hexdigest()[:8]
    negation = "not-" if values["negated"] else ""
    return f"{document or 'none'}_{actor}_{negation}{draft.relation}_{target}_{h8}"


def _edtf(date: Date | None) -> str:
    return "" if date is None else date.edtf


def folded_words(text: str) -> str:
    """A text's words without case and punctuation, one blank between: what makes two quotes the same.

    >>> folded_words("“Not   now.”") == folded_words("not now")
    True
    """
    return " ".join(_WORDS.findall(text.casefold()))
