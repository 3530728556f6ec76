"""Events and slugs in, sentences of our language out, each read again before it is used (LANGUAGE 1, "Grammar")."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from stancegraph.imports.naming import renamed, slugs
from stancegraph.lexicon import Lexicon
from stancegraph.reader import builtin_relations
from stancegraph.sentences import Reading, read_sentence
from stancegraph.table import completed

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from stancegraph.imports.events import Event, Noun, Ref
    from stancegraph.relations import Relation

__all__ = ["Phrasing", "phrasing", "relation_table"]

LONGEST_WRITTEN = 60  # code points of a name that stands in a sentence or a key; longer ones go by their slug
TRIES = 10  # rounds of giving awkward nouns other slugs
_READABLE = re.compile(r"[^\W_](?:[^\W_]|[ .'\u2019&/-])*\Z")
"""A name that needs no quotation marks to be read as one."""


@cache
def relation_table() -> Mapping[str, Relation]:
    """The built-in relations by slug."""
    return completed(list(builtin_relations()), {}, [])


class Phrasing:
    """Says nouns and events in words that are read as they are meant."""

    def __init__(self, nouns: Mapping[Ref, Noun], made: Mapping[Ref, str], table: Mapping[str, Relation]) -> None:
        """`made` are the slugs of the nouns."""
        self.nouns, self.slugs, self.table = nouns, made, table
        pairs = [(name, made[ref]) for ref, noun in nouns.items() for name in (made[ref], noun.name, *noun.also)]
        self.lexicon = Lexicon(pairs, table)
        self.kinds = {slug: ref.section.removesuffix("s") for ref, slug in made.items()}
        self._sentences: dict[tuple[Ref, str, bool, Ref], tuple[str, bool] | None] = {}

    def called(self, ref: Ref) -> str:
        """The name where it is short and means nobody else, else the slug."""
        name, slug = self.nouns[ref].name, self.slugs[ref]
        plain = len(name) <= LONGEST_WRITTEN and _READABLE.match(name) and self._meant(name, (self.kinds[slug],)) == [slug]
        return name if plain else slug

    def sentence(self, event: Event) -> tuple[str, bool] | None:
        """The sentence, and whether its negation still has to stand in the block; None where no wording is read as the event means."""
        key = (event.actor, event.relation, event.negated, event.object)
        if key not in self._sentences:
            self._sentences[key] = self._worded(event)
        return self._sentences[key]

    def _worded(self, event: Event) -> tuple[str, bool] | None:
        target = self.slugs[event.object]
        positive = event.relation.replace("-", " ")
        for actor in dict.fromkeys((self.called(event.actor), self.slugs[event.actor])):
            if (
                event.negated
                and self.table[event.relation].builtin
                and self._means(sentence := f"{actor} does not {self.table[event.relation].verb} {target}", event, negated=True)
            ):
                return sentence, False
            if self._means(sentence := f"{actor} {positive} {target}", event, negated=False):
                return sentence, event.negated
        return None

    def _meant(self, name: str, kinds: Collection[str]) -> list[str]:
        """Whom a whole name means where nouns of these kinds may stand."""
        return self._fitting(self.lexicon.name(name), kinds)

    def _fitting(self, found: Iterable[str], kinds: Collection[str]) -> list[str]:
        return [slug for slug in found if self.kinds[slug] in kinds]

    def _means(self, sentence: str, event: Event, *, negated: bool) -> bool:
        reading = read_sentence(sentence, self.lexicon)
        return (
            isinstance(reading, Reading)
            and [self._fitting(name.slugs, ("actor",)) for name in reading.actors] == [[self.slugs[event.actor]]]
            and (reading.relation, reading.negated, reading.mode, reading.asks_mode) == (event.relation, negated, None, False)
            and self._fitting(reading.object.slugs, self.table[event.relation].object) == [self.slugs[event.object]]
            and not reading.slots
        )


def phrasing(nouns: Mapping[Ref, Noun], events: Iterable[Event], table: Mapping[str, Relation]) -> Phrasing:
    """Slugs for all nouns with which every event can be said; nouns that no sentence takes get others."""
    made = slugs(nouns, table)
    meant = {(event.actor, event.relation, event.negated, event.object): event for event in events}
    said = Phrasing(nouns, made, table)
    for _ in range(TRIES):
        awkward = {ref for event in meant.values() if said.sentence(event) is None for ref in (event.actor, event.object)}
        if not awkward:
            break
        made = renamed(awkward, made)
        said = Phrasing(nouns, made, table)
    return said
