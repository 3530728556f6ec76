"""Events and choices in, the events that a network counts out, with how many were left out and why (NETWORKS 9)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import numpy as np

from stancegraph.discourse.events import ATTRIBUTES, UNDATED, number
from stancegraph.lexicon import fold
from stancegraph.spelling import nearest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from stancegraph.discourse.choices import Choices
    from stancegraph.discourse.events import Events

__all__ = ["selected"]

OVERTAKEN: Final = "Superseded"
"""A statement held back for this alone was asserted in its time: a network counts what was said, not what still stands."""


def selected(found: Events, choices: Choices) -> Events:
    """The events that the choices leave in. `left_out` gains a line for each choice that took events away, in the order applied.

    Raises:
        ValueError: A filter names a word that no event has; the message says what comes closest.
    """
    here = np.ones(len(found), np.bool_)
    gone: list[tuple[str, int]] = []
    for told, mask in _masks(found, choices):
        lost = int(np.count_nonzero(here & ~mask))
        if lost:
            gone.append((told, lost))
        here &= mask
    return replace(found.take(here), left_out=(*found.left_out, *gone))


def _masks(found: Events, choices: Choices) -> Iterator[tuple[str, NDArray[np.bool_]]]:
    """For each choice what becomes of an event that it takes away, and which events it leaves."""
    yield f"of another origin than {', '.join(choices.origins)}", found.words["origin"].among(choices.origins)
    yield from _claims(found, choices.statements)
    for name, words in sorted(choices.include.items()):
        yield f"{name} is none of {', '.join(words)}", _among(found, name, words)
    for name, words in sorted(choices.exclude.items()):
        yield f"{name} is one of {', '.join(words)}", ~_among(found, name, words)
    if choices.since or choices.until:
        yield "without a date", found.day != UNDATED
    if choices.since:
        yield f"before {choices.since}", found.day >= number(choices.since)
    if choices.until:
        yield f"after {choices.until}", found.day <= number(choices.until)
    for name in (choices.rows, choices.columns):
        yield f"without {name.replace('_', ' ')}", ~_among(found, name, ("",))


def _claims(found: Events, statements: str) -> Iterator[tuple[str, NDArray[np.bool_]]]:
    if statements == "all":
        return
    held = found.lists["held"]
    for reason in held.used():
        if reason != OVERTAKEN:
            yield f"held back as {reason}", ~held.among([reason])
    own = found.words["voice"].among(["own"])
    if statements == "own_words":
        yield "not in the actor's own words", own
    if statements == "reported":
        yield "in the actor's own words", ~own


def _among(found: Events, name: str, words: tuple[str, ...]) -> NDArray[np.bool_]:
    column = found.words[name] if name in ATTRIBUTES else found.lists[name]
    known = {*column.names, ""}
    slugs = {alias: slug for alias, slug in found.aliases.items() if slug in known}
    slugs |= {found.label(slug).casefold(): slug for slug in reversed(column.names)}
    return column.among([word if word in known else _slug(name, word, slugs) for word in words])


def _slug(name: str, word: str, slugs: dict[str, str]) -> str:
    """The slug of a label or an alias.

    Raises:
        ValueError: There is none; the message says what comes closest.
    """
    slug = slugs.get(word.casefold()) or slugs.get(fold(word))
    if slug is None:
        near = nearest(word, [*slugs.values(), *slugs])
        few = ", ".join(sorted(filter(None, slugs.values()))[:8])
        raise ValueError(f"no event has the {name} {word!r}; " + (f"did you mean {near!r}?" if near else f"there are {few or 'none'}"))
    return slug
