"""Declared names and relation forms in, the longest of them at any word of a sentence out (LANGUAGE 1, "Grammar")."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from stancegraph.inflection import inflections
from stancegraph.relations import Relation, Slot

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["ARTICLES", "NO_NAME", "UNDER", "Lexicon", "Verb", "fold"]

UNDER = Slot("under", "legal_basis", "instrument")
"""The slot that every relation has."""
ARTICLES = frozenset({"the", "a", "an"})


class _Aux(NamedTuple):
    negated: bool
    mode: str | None
    asks: bool
    inflection: str  # which inflections of the verb may follow: letters of "bsdg" (base, -s, -ed, -ing)


class Verb(NamedTuple):
    """A relation form found in a sentence: the word behind it, the relations it may be, and what its auxiliary sets."""

    end: int
    relations: tuple[str, ...]
    negated: bool
    mode: str | None
    asks: bool


_BE = ("is", "are", "was", "were", "has been", "have been", "had been")
_HAVE = ("has", "have", "had")
NO_NAME = frozenset({"also", "still", "again", "now", "often", "already", "soon", "then", "not", "never", "to", "be", "been", "it", "ever"})
"""Words that end no name: before a relation they are an adverb that the language does not have."""


def _auxiliaries() -> dict[str, _Aux]:
    """Every auxiliary form with what it sets (LANGUAGE 1: aux)."""
    table: dict[str, _Aux] = {}
    contracted = {"does": "doesn't", "do": "don't", "did": "didn't", "will": "won't", "would": "wouldn't", "shall": "shan't"}
    for word, mode, asks in (
        ("does", None, False),
        ("do", None, False),
        ("did", None, False),
        ("will", "planned", False),
        ("shall", "planned", False),
        ("would", None, True),
    ):
        table[word] = _Aux(False, mode, asks, "b")
        for no in (f"{word} not", f"{word} never", contracted[word]):
            table[no] = _Aux(True, mode, asks, "b")
        table[f"{word} no longer"] = _Aux(True, mode, asks, "b")
    for word in ("may", "might", "can", "could", "should", "must", "ought to"):
        table[word] = _Aux(False, None, True, "b")
        table[f"{word} not"] = _Aux(True, None, True, "b")
    table["cannot"] = _Aux(True, None, True, "b")
    for words, mode in (
        (("plans to", "plan to", "planned to", "promises to", "promise to", "promised to"), "planned"),
        (tuple(f"{have} {done} to" for have in _HAVE for done in ("planned", "promised")), "planned"),
        (tuple(f"{be} preparing to" for be in _BE), "planned"),
        (tuple(f"{be} expected to" for be in _BE), "expected"),
    ):
        table.update(dict.fromkeys(words, _Aux(False, mode, False, "b")))
    for negated, no in ((False, ""), (True, " not"), (True, " never"), (True, " no longer")):
        table.update({f"{have}{no}": _Aux(negated, None, False, "d") for have in _HAVE})
        table.update({f"{be}{no}": _Aux(negated, None, False, "g") for be in _BE})
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
        spans = ((end, self.names.get(" ".join(words[at:end]))) for end in range(min(len(words), at + longest), at, -1))
        return [(end, slugs) for end, slugs in spans if slugs is not None]

    def verb(self, words: list[str], at: int) -> Verb | None:
        """The longest relation form, with or without an auxiliary, that begins at a word; a declared form wins over an equal one with auxiliary."""
        best = self._form(words, at, "bsdg", _Aux(False, None, False, "bsdg"))
        if words[at] in _AUX_FIRST:
            for end in range(min(len(words), at + _AUX_LENGTH), at, -1):
                aux = _AUXILIARIES.get(" ".join(words[at:end]))
                if (
                    aux
                    and end < len(words)
                    and (verb := self._form(words, end, aux.inflection, aux))
                    and (best is None or verb.end > best.end)
                ):
                    best = verb
        return best

    def _form(self, words: list[str], at: int, inflection: str, aux: _Aux) -> Verb | None:
        longest = self._form_words.get(words[at], 0)
        for end in range(min(len(words), at + longest), at, -1):
            rows = self.forms.get(" ".join(words[at:end]))
            fitting = [row for row in rows if row[1] in inflection] if rows else []
            if fitting:
                owners = tuple(dict.fromkeys(row[0] for row in fitting))
                return Verb(end, owners, aux.negated != fitting[0][2], aux.mode, aux.asks)
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
