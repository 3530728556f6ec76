"""Declared names and relation forms in, the longest of them at any word of a sentence out (LANGUAGE 1, "Grammar")."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from stancegraph.auxiliaries import AUXILIARIES, Aux
from stancegraph.inflection import inflections
from stancegraph.relations import Relation, Slot

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["ARTICLES", "UNDER", "Lexicon", "Verb", "fold"]

UNDER = Slot("under", "legal_basis", "instrument")
"""The slot that every relation has."""
ARTICLES = frozenset({"the", "a", "an"})


class Verb(NamedTuple):
    """A relation form found in a sentence: the word behind it, the relations it may be, and what its auxiliary sets."""

    end: int
    relations: tuple[str, ...]
    negated: bool
    mode: str | None
    asks: bool


_AUX_LENGTH = max(len(words.split()) for words in AUXILIARIES)
_AUX_FIRST = frozenset(words.split()[0] for words in AUXILIARIES)


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
        self._first_words: dict[str, list[str]] | None = None
        for form, rows in _owned(relations).items():
            self.forms[form] = rows
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
        best = self._form(words, at, "bsdg", Aux(False, None, False, "bsdg"))
        if words[at] in _AUX_FIRST:
            for end in range(min(len(words), at + _AUX_LENGTH), at, -1):
                aux = AUXILIARIES.get(" ".join(words[at:end]))
                if (
                    aux
                    and end < len(words)
                    and (verb := self._form(words, end, aux.inflection, aux))
                    and (best is None or verb.end > best.end)
                ):
                    best = verb
        return best

    def first_words(self) -> dict[str, list[str]]:
        """The relation forms by their first word, the shortest first; for messages about sentences without a relation."""
        if self._first_words is None:
            self._first_words = {}
            for form in sorted(self.forms, key=lambda form: (len(form), form)):
                self._first_words.setdefault(form.split()[0], []).append(form)
        return self._first_words

    def _form(self, words: list[str], at: int, inflection: str, aux: Aux) -> Verb | None:
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


def _note_length(lengths: dict[str, int], phrase: str) -> None:
    words = phrase.split()
    lengths[words[0]] = max(len(words), lengths.get(words[0], 0))


_Form = tuple[str, str, bool]
"""(relation, inflection letter, negated)."""


def _owned(relations: Mapping[str, Relation]) -> dict[str, tuple[_Form, ...]]:
    """Every form with those that own it: several where it stays ambiguous.

    A relation's own slug is always its own. Between a project and the built-in table, a verb wins over a synonym and else the
    project: so that it may refine a built-in relation by one of its synonyms. Two rows of one table never give way to each other.
    """
    found: dict[str, dict[bool, list[tuple[bool, _Form]]]] = {}
    for relation in relations.values():
        for synonym, form, letter, negated in _forms(relation):
            found.setdefault(form, {}).setdefault(relation.builtin, []).append((synonym, (relation.slug, letter, negated)))
    return {form: tuple(dict.fromkeys(_winners(form, tables))) for form, tables in found.items()}


def _winners(form: str, tables: Mapping[bool, list[tuple[bool, _Form]]]) -> list[_Form]:
    # A table is keyed by whether it is the built-in one, so that of equals the project's, False, comes first.
    best = min(tables, key=lambda builtin: (min(synonym for synonym, _ in tables[builtin]), builtin))
    rows = [row for _, row in tables[best]]
    named = [row for row in rows if form in {row[0], row[0].replace("-", " ")}]
    return named or rows


def _forms(relation: Relation) -> Iterable[tuple[bool, str, str, bool]]:
    """(whether a synonym, words, inflection letter, negated) of everything that writes this relation."""
    own = dict.fromkeys((relation.verb, relation.slug.replace("-", " "), relation.slug))
    for phrase in dict.fromkeys((*own, *relation.forms)):
        yield from ((phrase not in own, *row) for row in inflections(phrase))
    for phrase in relation.irregular:
        yield from ((False, phrase.casefold(), letter, False) for letter in "sdg")
