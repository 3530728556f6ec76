"""One sentence in, its actors, relation, object and slots out, by dictionary and longest match (LANGUAGE 1, "Grammar").

Nothing here guesses: words are compared with declared names and with the forms of the relation table. What no name declares is
handed back as written; the reader decides what it is.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from stancegraph.inflection import inflections
from stancegraph.relations import Relation, Slot
from stancegraph.spelling import nearest

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["LONGEST", "Failure", "Lexicon", "Name", "Reading", "fold", "read_sentence"]

LONGEST = 1000  # characters of a sentence
UNDER = Slot("under", "legal_basis", "instrument")
ARTICLES = frozenset({"the", "a", "an"})
_WORD = re.compile(r"[^\s,]+|,")


class Name(NamedTuple):
    """Words that stand for somebody or something: as written (article dropped), offsets in the sentence, and who they may be ((): undeclared)."""

    text: str
    start: int
    end: int
    slugs: tuple[str, ...]


class Reading(NamedTuple):
    """What a sentence says. `mode` is the mode that its auxiliary sets on an act, `asks_mode` True behind "would"."""

    actors: tuple[Name, ...]
    relation: str
    negated: bool
    mode: str | None
    asks_mode: bool
    object: Name
    slots: tuple[tuple[Slot, Name], ...]


class Failure(NamedTuple):
    """Why a sentence cannot be read: code, what is wrong, what to write, and the span in the sentence."""

    code: str
    text: str
    help: str
    start: int
    end: int


class _Aux(NamedTuple):
    negated: bool
    mode: str | None
    asks: bool
    inflection: str  # which inflections of the verb may follow: letters of "bsdg" (base, -s, -ed, -ing)


class _Verb(NamedTuple):
    end: int
    relations: tuple[str, ...]
    negated: bool
    mode: str | None
    asks: bool


def _auxiliaries() -> dict[str, _Aux]:
    """Every auxiliary form with what it sets (LANGUAGE 1: aux)."""
    table: dict[str, _Aux] = {}
    contracted = {"does": "doesn't", "do": "don't", "did": "didn't", "will": "won't", "would": "wouldn't", "shall": "shan't"}
    for word, mode, asks in (("does", None, False), ("do", None, False), ("did", None, False), ("will", "planned", False), ("shall", "planned", False), ("would", None, True)):
        table[word] = _Aux(False, mode, asks, "b")
        for no in (f"{word} not", f"{word} never", contracted[word]):
            table[no] = _Aux(True, mode, asks, "b")
        table[f"{word} no longer"] = _Aux(True, mode, asks, "b")
    table["cannot"] = table["can not"] = _Aux(True, None, True, "b")
    for words, mode in (
        (("plans to", "plan to", "planned to", "promises to", "promise to", "promised to"), "planned"),
        (tuple(f"{be} preparing to" for be in ("is", "are", "was", "were")), "planned"),
        (tuple(f"{be} expected to" for be in ("is", "are", "was", "were")), "expected"),
    ):
        table.update(dict.fromkeys(words, _Aux(False, mode, False, "b")))
    table.update(dict.fromkeys(("stops short of", "stop short of", "stopped short of"), _Aux(True, None, False, "g")))
    table["no longer"] = table["never"] = _Aux(True, None, False, "bsdg")
    return table


_AUXILIARIES = _auxiliaries()
_AUX_LENGTH = max(len(words.split()) for words in _AUXILIARIES)


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """A name as it is compared: case and typographic apostrophes folded, white space one blank, a leading article dropped.

    >>> fold("The  European Union")
    'european union'
    """
    words = text.casefold().replace("\u2019", "'").split()
    return " ".join(words[1:] if len(words) > 1 and words[0] in ARTICLES else words)


class Lexicon:
    """Names and relation forms by their folded words, with the length of the longest one that begins with each word."""

    def __init__(self, names: Iterable[tuple[str, str]], relations: Mapping[str, Relation]) -> None:
        """Takes (name, alias or slug; the slug it stands for) pairs and the relation table."""
        self.relations = relations
        self.names: dict[str, tuple[str, ...]] = {}
        self._name_words: dict[str, int] = {}
        for name, slug in names:
            folded = fold(name.replace(",", " , "))
            owners = self.names.get(folded, ())
            if folded and slug not in owners:
                self.names[folded] = tuple(sorted((*owners, slug)))
                _note_length(self._name_words, folded)
        self.forms: dict[str, tuple[tuple[str, str, bool], ...]] = {}
        self._form_words: dict[str, int] = {}
        for relation in relations.values():
            for form, kind, negated in _forms(relation):
                known = self.forms.get(form, ())
                if all(row[0] != relation.slug or row[2] != negated or row[1] != kind for row in known):
                    self.forms[form] = (*known, (relation.slug, kind, negated))
                    _note_length(self._form_words, form)
        self._slots = {slug: {slot.preposition: slot for slot in (UNDER, *relation.slots)} for slug, relation in relations.items()}

    def name(self, text: str) -> tuple[str, ...]:
        """The slugs that a whole text names: () when undeclared, several when it is owned twice."""
        return self.names.get(fold(text), ())

    def name_ends(self, words: list[str], at: int) -> list[tuple[int, tuple[str, ...]]]:
        """Where declared names that begin at a word end, longest first, with their slugs."""
        longest = self._name_words.get(words[at], 0) if at < len(words) else 0
        found = []
        for end in range(min(len(words), at + longest), at, -1):
            if (slugs := self.names.get(" ".join(words[at:end]))) is not None:
                found.append((end, slugs))
        return found

    def verb(self, words: list[str], at: int) -> _Verb | None:
        """The longest relation form, with or without an auxiliary, that begins at a word; a declared form wins over an equal one with auxiliary."""
        best = self._form(words, at, "bsdg", _Aux(False, None, False, "bsdg"))
        if words[at] in _AUX_FIRST:
            for end in range(min(len(words), at + _AUX_LENGTH), at, -1):
                aux = _AUXILIARIES.get(" ".join(words[at:end]))
                if aux and end < len(words) and (verb := self._form(words, end, aux.inflection, aux)) and (best is None or verb.end > best.end):
                    best = verb
        return best

    def _form(self, words: list[str], at: int, inflection: str, aux: _Aux) -> _Verb | None:
        longest = self._form_words.get(words[at], 0)
        for end in range(min(len(words), at + longest), at, -1):
            rows = self.forms.get(" ".join(words[at:end]))
            fitting = [row for row in rows if row[1] in inflection] if rows else []
            if fitting:
                owners = tuple(dict.fromkeys(row[0] for row in fitting))
                return _Verb(end, owners, aux.negated != fitting[0][2], aux.mode, aux.asks)
        return None

    def slot(self, relation: str, words: list[str], at: int) -> tuple[int, Slot] | None:
        """The longest preposition of a relation's slots that begins at a word, and where it ends."""
        slots = self._slots[relation]
        for end in range(min(len(words), at + 4), at, -1):
            if (slot := slots.get(" ".join(words[at:end]))) is not None:
                return end, slot
        return None


_AUX_FIRST = frozenset(words.split()[0] for words in _AUXILIARIES)


def _note_length(lengths: dict[str, int], phrase: str) -> None:
    words = phrase.split()
    lengths[words[0]] = max(len(words), lengths.get(words[0], 0))


def _forms(relation: Relation) -> Iterable[tuple[str, str, bool]]:
    """(words, inflection letter, negated) of everything that writes this relation."""
    for phrase in dict.fromkeys((relation.verb, relation.slug.replace("-", " "), relation.slug, *relation.forms)):
        yield from inflections(phrase)
    for phrase in relation.irregular:
        yield from ((phrase.casefold(), letter, False) for letter in "sdg")


def read_sentence(sentence: str, lexicon: Lexicon) -> Reading | Failure:
    """The one reading of a sentence, or why there is none. Offsets are code points of `sentence`."""
    if len(sentence) > LONGEST:
        return Failure("SG107", f"a sentence of {len(sentence):,} characters; the limit is {LONGEST:,}", "shorten it: the details go into its block", 0, LONGEST)
    return _Parse(sentence, lexicon).read()


class _Parse:
    """The words of one sentence and the steps that read them."""

    def __init__(self, sentence: str, lexicon: Lexicon) -> None:
        self.sentence = sentence
        self.lexicon = lexicon
        self.tokens = [(m[0], m.start(), m.end()) for m in _WORD.finditer(sentence)]
        self.words = [t[0].casefold().replace("\u2019", "'") for t in self.tokens]
        self._drop_full_stop()

    def _drop_full_stop(self) -> None:
        if self.words and self.words[-1].endswith(".") and self.words[-1].count(".") == 1 and self.words[-1] not in self.lexicon.names:
            text, start, end = self.tokens[-1]
            self.words[-1] = self.words[-1][:-1]
            self.tokens[-1] = (text[:-1], start, end - 1)
            if not self.words[-1]:
                del self.words[-1], self.tokens[-1]

    def read(self) -> Reading | Failure:
        if not self.words:
            return Failure("SG108", "an empty sentence", "write who holds what position: `Russia opposes independence`", 0, 1)
        known = self._known_actors()
        if known:
            actors, at = known
            verb = self.lexicon.verb(self.words, at) if at < len(self.words) else None
            if verb:
                return self._rest(actors, verb)
        return self._split_by_relation()

    def _known_actors(self) -> tuple[tuple[Name, ...], int] | None:
        """Declared names, joined by commas and "and", from the first word on; None as soon as one is not declared."""
        names, at, words = [], 0, self.words
        while True:
            if at < len(words) - 1 and words[at] in ARTICLES:
                at += 1
            ends = self.lexicon.name_ends(words, at)
            if not ends:
                return None
            end, slugs = ends[0]
            names.append(self._name(at, end, slugs))
            following = self._after_comma(end)
            if following == end:
                return tuple(names), end
            at = following

    def _after_comma(self, at: int) -> int:
        """Behind a comma, "and" or both; the same word when there is neither."""
        if at < len(self.words) and self.words[at] == ",":
            at += 1
        if at < len(self.words) and self.words[at] == "and":
            at += 1
        return at

    def _split_by_relation(self) -> Reading | Failure:
        """The leftmost, then longest relation form splits the sentence; declared names are stepped over."""
        at = 0
        while at < len(self.words):
            if at > 0 and (verb := self.lexicon.verb(self.words, at)):
                actors = self._listed(at)
                return self._rest(actors, verb) if actors else self._no_actor(at)
            ends = self.lexicon.name_ends(self.words, at)
            at = ends[0][0] if ends else at + 1
        return self._no_relation()

    def _listed(self, end: int) -> tuple[Name, ...]:
        """The actors before a relation: split at commas and "and", except inside declared names."""
        names, at = [], 0
        while at < end:
            first = at + 1 if self.words[at] in ARTICLES and at + 1 < end else at
            stop = next((e for e, _ in self.lexicon.name_ends(self.words, first) if e == end or e < end and self._after_comma(e) != e), None)
            if stop is None:
                stop = first
                while stop < end and (stop == first or self._after_comma(stop) == stop):
                    stop += 1
            if self.words[first] in {",", "and"}:
                return ()
            names.append(self._name(first, stop, self.lexicon.names.get(" ".join(self.words[first:stop]), ())))
            at = self._after_comma(stop) if stop < end else end
        return tuple(names)

    def _rest(self, actors: tuple[Name, ...], verb: _Verb) -> Reading | Failure:
        """Object and slots behind the relation."""
        if len(verb.relations) > 1:
            form = self._text(self._verb_start(verb), verb.end)
            tried = " or ".join(verb.relations)
            return Failure("SG111", f"{form!r} can be read as {tried}", f"write the relation's own name: {' / '.join(verb.relations)}", *self._span(self._verb_start(verb), verb.end))
        relation, at, negated = verb.relations[0], verb.end, verb.negated
        if at < len(self.words) - 1 and self.words[at] == "no" and not self.lexicon.name_ends(self.words, at):
            at, negated = at + 1, True
        found, at = self._object(relation, at)
        if found is None:
            spot = min(at, len(self.words) - 1)
            return Failure("SG112", f"no object behind {self._text(verb.end - 1, verb.end)!r}", "write what the position is about: `Russia opposes independence`", *self._span(spot, spot + 1))
        slots = []
        while at < len(self.words):
            hit = self.lexicon.slot(relation, self.words, at)
            if hit is None:
                return self._left_over(relation, at)
            start, slot = hit
            filler, at = self._object(relation, start)
            if filler is None:
                return Failure("SG112", f"nothing behind {slot.preposition!r}", f"name what it is: `{slot.preposition} ...`", *self._span(start - 1, start))
            slots.append((slot, filler))
        return Reading(actors, relation, negated, verb.mode, verb.asks, found, tuple(slots))

    def _object(self, relation: str, at: int) -> tuple[Name | None, int]:
        """The name at a word: a declared one that ends the sentence or meets a preposition, else all up to the first preposition."""
        words = self.words
        if at < len(words) - 1 and words[at] in ARTICLES:
            at += 1
        for end, slugs in self.lexicon.name_ends(words, at):
            if end == len(words) or self.lexicon.slot(relation, words, end):
                return self._name(at, end, slugs), end
        end = at
        while end < len(words) and (end == at or not self.lexicon.slot(relation, words, end)):
            end += 1
        if end == at or self.lexicon.slot(relation, words, at):
            return None, at
        return self._name(at, end, ()), end

    def _name(self, start: int, end: int, slugs: tuple[str, ...]) -> Name:
        first, last = self._span(start, end)
        return Name(self.sentence[first:last], first, last, slugs)

    def _span(self, start: int, end: int) -> tuple[int, int]:
        return self.tokens[start][1], self.tokens[max(start, end - 1)][2]

    def _text(self, start: int, end: int) -> str:
        first, last = self._span(start, end)
        return self.sentence[first:last]

    def _verb_start(self, verb: _Verb) -> int:
        return next(at for at in range(verb.end) if self.lexicon.verb(self.words, at) == verb)

    def _no_actor(self, at: int) -> Failure:
        return Failure("SG112", "no actor before the relation", "write who holds the position first: `Russia opposes independence`", *self._span(0, at))

    def _left_over(self, relation: str, at: int) -> Failure:
        slots = ", ".join(sorted(slot.preposition for slot in (UNDER, *self.lexicon.relations[relation].slots)))
        return Failure("SG113", f"{self._text(at, len(self.words))!r} is left over", f"{relation} takes an object and: {slots}; other details go into the block", *self._span(at, len(self.words)))

    def _no_relation(self) -> Failure:
        """Names the word that most resembles a relation, if any does."""
        single = [form for form in self.lexicon.forms if " " not in form]
        first = self._known_actors()
        start = first[1] if first else 1
        for at in range(start, len(self.words)):
            word = self.words[at]
            if len(word) > 3 and (close := nearest(word, single)):
                return Failure("SG110", f"no relation found; {self._text(at, at + 1)!r} is none", f"did you mean {close!r}?", *self._span(at, at + 1))
        help_ = "a sentence is WHO RELATION WHAT: `Russia opposes independence`; `stancegraph rules SG110` lists where the relations stand"
        return Failure("SG110", "no relation found", help_, *self._span(0, len(self.words)))
