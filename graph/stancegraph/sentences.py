"""One sentence in, its actors, relation, object and slots out, by dictionary and longest match (LANGUAGE 1, "Grammar").

Nothing here guesses: words are compared with declared names and with the forms of the relation table. What no name declares is
handed back as written; the reader decides what it is.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from stancegraph.lexicon import ARTICLES, NO_NAME, UNDER, Lexicon, Verb
from stancegraph.spelling import nearest

if TYPE_CHECKING:
    from stancegraph.relations import Slot

__all__ = ["LONGEST", "Failure", "Name", "Reading", "read_sentence"]

LONGEST = 1000  # characters of a sentence
SHORTEST_MISSPELT = 4  # letters of a word that may be a relation misspelt
PREPOSITIONS = frozenset(
    [
        "about",
        "after",
        "against",
        "at",
        "before",
        "between",
        "by",
        "despite",
        "during",
        "for",
        "from",
        "in",
        "into",
        "of",
        "on",
        "over",
        "since",
        "through",
        "to",
        "until",
        "with",
        "without",
    ]
)
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


def read_sentence(sentence: str, lexicon: Lexicon) -> Reading | Failure:
    """The one reading of a sentence, or why there is none. Offsets are code points of `sentence`."""
    if len(sentence) > LONGEST:
        return Failure(
            "SG107",
            f"a sentence of {len(sentence):,} characters; the limit is {LONGEST:,}",
            "shorten it: the details go into its block",
            0,
            LONGEST,
        )
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
                if (at > 1 or self.words[0] in NO_NAME) and self._adverb(at - 1):
                    return self._no_adverb(at - 1)
                actors = self._listed(at)
                return self._rest(actors, verb) if actors else self._no_actor(at)
            ends = self.lexicon.name_ends(self.words, at)
            at = ends[0][0] if ends else at + 1
        return self._no_relation()

    def _adverb(self, at: int) -> bool:
        """Whether a word before a relation can be no part of a name: "Serbia strongly opposes"."""
        written = self.tokens[at][0]
        return written in NO_NAME or (written.islower() and written.endswith("ly"))

    def _no_adverb(self, at: int) -> Failure:
        word = self._text(at, at + 1)
        return Failure(
            "SG113",
            f"{word!r} is part of no name and of no relation",
            "leave it out; nuances go into the block: `certainty:`, `mode:`, `note:`",
            *self._span(at, at + 1),
        )

    def _listed(self, end: int) -> tuple[Name, ...]:
        """The actors before a relation: split at commas and "and", except inside declared names."""
        names, at = [], 0
        while at < end:
            first = at + 1 if self.words[at] in ARTICLES and at + 1 < end else at
            stop = next(
                (e for e, _ in self.lexicon.name_ends(self.words, first) if e == end or (e < end and self._after_comma(e) != e)), None
            )
            if stop is None:
                stop = first
                while stop < end and (stop == first or self._after_comma(stop) == stop):
                    stop += 1
            if self.words[first] in {",", "and"}:
                return ()
            names.append(self._name(first, stop, self.lexicon.names.get(" ".join(self.words[first:stop]), ())))
            at = self._after_comma(stop) if stop < end else end
        return tuple(names)

    def _rest(self, actors: tuple[Name, ...], verb: Verb) -> Reading | Failure:
        """Object and slots behind the relation."""
        if len(verb.relations) > 1:
            form = self._text(self._verb_start(verb), verb.end)
            tried = " or ".join(verb.relations)
            return Failure(
                "SG111",
                f"{form!r} can be read as {tried}",
                f"write the relation's own name: {' / '.join(verb.relations)}",
                *self._span(self._verb_start(verb), verb.end),
            )
        relation, at, negated = verb.relations[0], verb.end, verb.negated
        if at < len(self.words) - 1 and self.words[at] == "no" and not self.lexicon.name_ends(self.words, at):
            at, negated = at + 1, True
        found, at = self._object(relation, at)
        wrong = self._not_one_name(relation, found, verb.end) if found is not None and not found.slugs else None
        if wrong is not None:
            return wrong
        if found is None:
            spot = min(at, len(self.words) - 1)
            return Failure(
                "SG112",
                f"no object behind {self._text(verb.end - 1, verb.end)!r}",
                "write what the position is about: `Russia opposes independence`",
                *self._span(spot, spot + 1),
            )
        slots = []
        while at < len(self.words):
            hit = self.lexicon.slot(relation, self.words, at)
            if hit is None:
                return self._left_over(relation, at)
            start, slot = hit
            filler, at = self._object(relation, start)
            if filler is None:
                return Failure(
                    "SG112",
                    f"nothing behind {slot.preposition!r}",
                    f"name what it is: `{slot.preposition} ...`",
                    *self._span(start - 1, start),
                )
            slots.append((slot, filler))
        return Reading(actors, relation, negated, verb.mode, verb.asks, found, tuple(slots))

    def _not_one_name(self, relation: str, name: Name, at: int) -> Failure | None:
        """Why an undeclared object is no one name: a declared one stands before a preposition in it, or it has a comma or an "and"."""
        if end := self._declared_before_preposition(relation, at):
            return self._left_over(relation, end)
        if (joint := self._joint(name)) is not None:
            return Failure(
                "SG113",
                f"{name.text!r} names more than one thing",
                "objects do not fan out: write a sentence for each, or declare the whole as one name",
                *joint,
            )
        return None

    def _declared_before_preposition(self, relation: str, at: int) -> int:
        """Where a declared name ends that a preposition without a slot follows: it wins over a longer name that nothing declares; 0 if none."""
        while at < len(self.words) and (self.words[at] in ARTICLES or self.words[at] == "no"):
            at += 1
        ends = (end for end, _ in self.lexicon.name_ends(self.words, at))
        return next(
            (
                end
                for end in ends
                if end < len(self.words) and self.words[end] in PREPOSITIONS and not self.lexicon.slot(relation, self.words, end)
            ),
            0,
        )

    def _joint(self, name: Name) -> tuple[int, int] | None:
        """Where an undeclared object has a comma or an "and", which only a declared name may."""
        return next(
            (
                token[1:]
                for token, word in zip(self.tokens, self.words, strict=True)
                if name.start <= token[1] < name.end and word in {",", "and"}
            ),
            None,
        )

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

    def _verb_start(self, verb: Verb) -> int:
        return next(at for at in range(verb.end) if self.lexicon.verb(self.words, at) == verb)

    def _no_actor(self, at: int) -> Failure:
        return Failure(
            "SG112", "no actor before the relation", "write who holds the position first: `Russia opposes independence`", *self._span(0, at)
        )

    def _left_over(self, relation: str, at: int) -> Failure:
        slots = ", ".join(sorted(slot.preposition for slot in (UNDER, *self.lexicon.relations[relation].slots)))
        return Failure(
            "SG113",
            f"{self._text(at, len(self.words))!r} is left over",
            f"{relation} takes an object and: {slots}; other details go into the block",
            *self._span(at, len(self.words)),
        )

    def _no_relation(self) -> Failure:
        """Names the word that most resembles a relation, if any does."""
        single = [form for form in self.lexicon.forms if " " not in form]
        first = self._known_actors()
        start = first[1] if first else 1
        for at in range(start, len(self.words)):
            word = self.words[at]
            if len(word) >= SHORTEST_MISSPELT and (close := nearest(word, single)):
                return Failure(
                    "SG110", f"no relation found; {self._text(at, at + 1)!r} is none", f"did you mean {close!r}?", *self._span(at, at + 1)
                )
        help_ = "a sentence is WHO RELATION WHAT: `Russia opposes independence`; `stancegraph rules SG110` lists where the relations stand"
        return Failure("SG110", "no relation found", help_, *self._span(0, len(self.words)))
