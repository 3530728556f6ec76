"""Nouns in, a slug for each out: readable, unique over all sections, the same every time, and never another noun's name (LANGUAGE 1)."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from itertools import chain, count
from typing import TYPE_CHECKING

from stancegraph.auxiliaries import AUXILIARY_WORDS
from stancegraph.imports.events import SECTIONS, Noun, Ref
from stancegraph.lexicon import ARTICLES, fold
from stancegraph.misreadings import PREPOSITIONS
from stancegraph.records import RESERVED
from stancegraph.spelling import slugify

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

__all__ = ["LONGEST_SLUG", "aliases", "renamed", "slugs"]

LONGEST_SLUG = 60  # code points; cut at a word
_AWKWARD = (
    frozenset(RESERVED) | ARTICLES | PREPOSITIONS | AUXILIARY_WORDS | {"and", "or", "no", "not", "none", "both", "either", "neither", "nor"}
)
"""Words that a sentence reads otherwise, beside the reserved ones."""


def slugs(nouns: Mapping[Ref, Noun], avoided: Collection[str] = ()) -> dict[Ref, str]:
    """The slug of every noun. Of nouns that would get the same, the first by section and name keeps it, the others are numbered.

    A slug never equals the name or an alias of another noun that could stand in its place, but for case: where two actors are called "EPA" and "Epa", neither is `epa`.
    `avoided` are further words that are no slugs.
    """
    owners = _owners(nouns)
    taken = set(RESERVED)
    made = dict[Ref, str]()
    # What the source itself calls a slug comes first, so that nobody else takes it.
    for ref in sorted(
        nouns, key=lambda ref: (nouns[ref].slug is None, SECTIONS.index(ref.section), fold(nouns[ref].name), nouns[ref].name, ref)
    ):
        if nouns[ref].slug is None:
            taken |= _AWKWARD | set(avoided)
        made[ref] = next(slug for slug in _candidates(ref, nouns[ref]) if slug not in taken and _is_own(slug, ref, nouns[ref], owners))
        taken.add(made[ref])
    return made


def _is_own(slug: str, ref: Ref, noun: Noun, owners: Mapping[str, set[Ref]]) -> bool:
    """Whether nobody that could stand in the same place is called by a slug; the source's own slugs were told apart there."""
    return slug == noun.slug or not any(each != ref and _alike(each, ref) for each in owners.get(fold(slug), ()))


def _alike(one: Ref, other: Ref) -> bool:
    """Whether two nouns could stand in the same place: a document never stands where an actor or an issue does."""
    apart = {"documents", "coders"}
    return one.section == other.section or not {one.section, other.section} & apart


def _owners(nouns: Mapping[Ref, Noun]) -> dict[str, set[Ref]]:
    found = dict[str, set[Ref]]()
    for ref, noun in nouns.items():
        for name in filter(None, (noun.name, *noun.also)):
            found.setdefault(fold(name.replace(",", " , ")), set()).add(ref)
    return found


def _candidates(ref: Ref, noun: Noun) -> Iterator[str]:
    """Slugs for a noun, the best first: its name's, then with its section before it, then numbered."""
    kind = ref.section.removesuffix("s")
    plain = noun.slug or _cut(slugify(noun.name))
    if not plain:
        plain = f"n-{sha256(noun.name.encode()).hexdigest()[:8]}" if noun.name else f"{kind}-{slugify(ref.key[:LONGEST_SLUG]) or 'unnamed'}"
    yield plain
    if plain in _AWKWARD:
        plain = f"{kind}-{plain}"
        yield plain
    yield from (f"{plain}-{number}" for number in count(2))


def _cut(slug: str) -> str:
    """At most so many letters, whole words where one is short enough."""
    if len(slug) <= LONGEST_SLUG:
        return slug
    return (slug[: LONGEST_SLUG + 1].rpartition("-")[0] or slug[:LONGEST_SLUG]).rstrip("-")


def renamed(refs: Iterable[Ref], made: Mapping[Ref, str]) -> dict[Ref, str]:
    """The slugs with a section's name before those of some nouns: no sentence can take it for a part of a longer name."""
    changed = dict(made)
    taken = set(made.values())
    for ref in sorted(refs):
        plain = f"{ref.section.removesuffix('s')}-{made[ref]}"
        numbered = chain([plain], (f"{plain}-{number}" for number in count(2)))
        changed[ref] = next(slug for slug in numbered if slug not in taken)
        taken.add(changed[ref])
    return changed


def aliases(nouns: Mapping[Ref, Noun]) -> tuple[dict[Ref, Noun], list[tuple[Ref, str]]]:
    """The nouns without aliases that another noun has for a name or an alias, too, and these: nobody could tell whom they mean."""
    owners, kept, dropped = _owners(nouns), dict[Ref, Noun](), list[tuple[Ref, str]]()
    for ref, noun in nouns.items():
        usable = []
        for alias in noun.also:
            if fold(alias) == fold(noun.name):
                continue
            if not any(each != ref and _alike(each, ref) for each in owners[fold(alias.replace(",", " , "))]):
                usable.append(alias)
            else:
                dropped.append((ref, alias))
        kept[ref] = replace(noun, also=tuple(dict.fromkeys(usable)))
    return kept, dropped
