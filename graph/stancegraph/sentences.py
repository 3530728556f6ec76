"""One sentence in, its actors, relation, object and slots out, by dictionary and longest match (LANGUAGE 1, "Grammar").

Nothing here guesses: words are compared with declared names and with the forms of the relation table. What no name declares is
handed back as written; the reader decides what it is.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from stancegraph.auxiliaries import AUXILIARY_WORDS
from stancegraph.lexicon import ARTICLES, UNDER, Lexicon, Verb
from stancegraph.misreadings import PREPOSITIONS, Misreading, misread_actor, misread_object
from stancegraph.spelling import distance, nearest

if TYPE_CHECKING:
    from stancegraph.relations import Slot

__all__ = ["LONGEST", "Failure", "Name", "Reading", "read_sentence"]

LONGEST = 1000  # characters of a sentence
SHORTEST_MISSPELT = 4  # letters of a word that may be a relation misspelt
MOST_TRIED = 12  # words behind the actor that are compared with relations
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
        first = 1 if self.words[0] in ARTICLES else 0
        at = first
        while at < len(self.words):
            if at > first and (verb := self.lexicon.verb(self.words, at)):
                return self._behind_actors(at, verb)
            ends = self.lexicon.name_ends(self.words, at)
            at = ends[0][0] if ends else at + 1
        if self.tokens[0][0] == "A" and len(self.words) > 1 and (verb := self.lexicon.verb(self.words, 1)):
            return self._behind_actors(1, verb)  # "A supports B": a name, for nothing else can be meant
        return self._no_relation()

    def _behind_actors(self, at: int, verb: Verb) -> Reading | Failure:
        actors = self._listed(at)
        if isinstance(actors, Failure):
            return actors
        return self._no_actors(actors, verb) or self._rest(actors, verb)

    def _no_actors(self, actors: tuple[Name, ...], verb: Verb) -> Failure | None:
        """Why an undeclared actor is none, the first one for all."""
        following = self.words[verb.end] if verb.end < len(self.words) else ""
        for actor in actors:
            if not actor.slugs and (wrong := misread_actor(self._words_of(actor)[1], following=following)):
                return self._misread(actor, wrong)
        return None

    def _words_of(self, name: Name) -> tuple[int, list[str]]:
        """The number of a name's first word, and its words as written."""
        tokens = [(at, token[0]) for at, token in enumerate(self.tokens) if name.start <= token[1] < name.end]
        return tokens[0][0], [text for _, text in tokens]

    def _misread(self, name: Name, wrong: Misreading) -> Failure:
        first, _ = self._words_of(name)
        return Failure("SG113", wrong.text, wrong.help, *self._span(first + wrong.start, first + wrong.end))

    def _listed(self, end: int) -> tuple[Name, ...] | Failure:
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
                return self._joins_nothing(first)
            names.append(self._name(first, stop, self.lexicon.names.get(" ".join(self.words[first:stop]), ())))
            at = self._after_comma(stop) if stop < end else end
            if at == end and stop < end:
                return self._joins_nothing(end - 1)
        return tuple(names)

    def _joins_nothing(self, at: int) -> Failure:
        return Failure(
            "SG112",
            f"{self._text(at, at + 1)!r} joins no actor here",
            "write the actor that is missing, or delete it",
            *self._span(at, at + 1),
        )

    def _rest(self, actors: tuple[Name, ...], verb: Verb) -> Reading | Failure:
        """Object and slots behind the relation."""
        if len(verb.relations) > 1:
            return self._two_relations(verb)
        relation, at, negated = verb.relations[0], verb.end, verb.negated
        if at < len(self.words) - 1 and self.words[at] == "no" and not self.lexicon.name_ends(self.words, at):
            at, negated = at + 1, True
        found, at = self._object(relation, at)
        if found is None:
            return self._no_object(verb.end, at)
        if not found.slugs and (wrong := self._not_one_name(relation, found, verb.end)):
            return wrong
        slots = self._fillers(relation, at)
        if isinstance(slots, Failure):
            return slots
        return Reading(actors, relation, negated, verb.mode, verb.asks, found, slots)

    def _two_relations(self, verb: Verb) -> Failure:
        form = self._text(self._verb_start(verb), verb.end)
        tried = " or ".join(verb.relations)
        return Failure(
            "SG111",
            f"{form!r} can be read as {tried}",
            f"write the relation's own name: {' / '.join(verb.relations)}",
            *self._span(self._verb_start(verb), verb.end),
        )

    def _fillers(self, relation: str, at: int) -> tuple[tuple[Slot, Name], ...] | Failure:
        """The slots behind the object, each with what fills it."""
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
            if not filler.slugs and (wrong := self._no_filler(slot, filler)):
                return wrong
            slots.append((slot, filler))
        return tuple(slots)

    def _not_one_name(self, relation: str, name: Name, at: int) -> Failure | None:
        """Why an undeclared object is no one name: a declared one stands before a preposition in it, or it has a comma or an "and"."""
        if end := self._declared_before_preposition(relation, at):
            return self._left_over(relation, end)
        if self.words[at] in {",", "and"}:
            return Failure("SG113", "two relations in one sentence", "write a sentence for each", *self._span(at, at + 1))
        if wrong := self._no_name(name):
            return wrong
        if (second := self._second_sentence(name)) is not None:
            return Failure("SG113", "a second sentence on one line", "begin each sentence with `- ` on a line of its own", *second)
        if (joint := self._joint(name)) is not None:
            cure = "one sentence names one thing: write a sentence for each, or declare the whole as one name"
            return Failure("SG113", f"{name.text!r} names more than one thing", cure, *joint)
        return None

    def _no_filler(self, slot: Slot, name: Name) -> Failure | None:
        """Why an undeclared filler of a slot is no one name."""
        if (joint := self._joint(name)) is not None:
            cure = f"list them in the block: `{slot.preposition}: [..., ...]`, or declare the whole as one name"
            return Failure("SG113", f"{name.text!r} names more than one thing", cure, *joint)
        return self._no_name(name)

    def _no_name(self, name: Name) -> Failure | None:
        first, written = self._words_of(name)
        verb_behind = len(written) > 1 and self.lexicon.verb(self.words, first + 1) is not None
        wrong = misread_object(written, verb_behind=verb_behind)
        return self._misread(name, wrong) if wrong else None

    def _no_object(self, verb_end: int, at: int) -> Failure:
        if at < len(self.words) - 1 and self.words[at] == "to" and self.lexicon.verb(self.words, at + 1):
            written = self._text(at, at + 2)
            wrong = misread_object(written.split(), verb_behind=True)
            if wrong:
                return Failure("SG113", wrong.text, wrong.help, *self._span(at, at + 2))
        spot = min(at, len(self.words) - 1)
        return Failure(
            "SG112",
            f"no object behind {self._text(verb_end - 1, verb_end)!r}",
            "write what the position is about: `Russia opposes independence`",
            *self._span(spot, spot + 1),
        )

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

    def _second_sentence(self, name: Name) -> tuple[int, int] | None:
        """Where, in an undeclared object, a full stop or semicolon has words with a relation behind it."""
        inside = [at for at, token in enumerate(self.tokens) if name.start <= token[1] < name.end]
        for at in inside[:-1]:
            closed = self.words[at].endswith(";") or (self.words[at].endswith(".") and self.words[at].count(".") == 1)
            if closed and any(self.lexicon.verb(self.words, behind) for behind in range(at + 2, len(self.words))):
                return self._span(at + 1, len(self.words))
        return None

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
        if at == len(words) - 1 and words[at] in ARTICLES:
            return None, at
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
        for at in range(min(2, len(self.words))):
            if self.lexicon.verb(self.words, at) and (at == 0 or self.words[0] in ARTICLES):
                return self._no_actor(at + 1)
        first = self._known_actors()
        start = first[1] if first else 1
        for at in range(start, min(len(self.words), start + MOST_TRIED)):
            if (close := self._resembled(at)) is not None:
                return Failure(
                    "SG110", f"no relation found; {self._text(at, at + 1)!r} is none", f"did you mean {close!r}?", *self._span(at, at + 1)
                )
        help_ = (
            "a sentence is WHO RELATION WHAT, such as `Russia opposes independence`; "
            "relations are supports, opposes, recognises, deploys and so on, and your own under `relations:`"
        )
        return Failure("SG110", "no relation found", help_, *self._span(0, len(self.words)))

    def _resembled(self, at: int) -> str | None:
        """The relation form that the words from here on were probably meant to be: by its first word, or by all where the first is right."""
        word, firsts = self.words[at], self.lexicon.first_words()
        if word in firsts:
            return next((form for form in firsts[word] if self._nearly(form, at)), None)
        close = nearest(word, firsts) if len(word) >= SHORTEST_MISSPELT else None
        if close is None or close in AUXILIARY_WORDS:
            return None
        following = self.words[at + 1 : at + 5]
        fitting = (form for form in firsts[close] if form.split()[1:] == following[: form.count(" ")])
        return max(fitting, key=len, default=firsts[close][0])

    def _nearly(self, form: str, at: int) -> bool:
        """Whether a form of several words stands here but for a slip: "is agianst", "objects independence" for "objects to"."""
        written = " ".join(self.words[at : at + 1 + form.count(" ")])
        most = len(form) // 4
        if self.words[at] not in AUXILIARY_WORDS and form.count(" ") == 1:
            return True
        return distance(written, form, most) <= most
