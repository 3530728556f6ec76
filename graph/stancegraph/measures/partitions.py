"""Groups of actors, as lists or by name, in; the number of each row's group out; groups that the annotations declare."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from stancegraph.discourse.events import ATTRIBUTES
from stancegraph.spelling import nearest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from stancegraph.discourse import Network

__all__ = ["Partition", "declared", "grouped", "groups"]

Partition: TypeAlias = "Mapping[str, str] | Sequence[Sequence[str]]"
"""Groups of rows: as lists of slugs or labels, or for each the name of its group. Who is in none is left out."""


def groups(found: Network, partition: Partition) -> NDArray[np.int64]:
    """For each row the number of its group, in the order of lists or of sorted names; -1 for none.

    Raises:
        LookupError: A name that the network has not; the message says what comes closest.
        ValueError: One is in two groups.
    """
    codes = np.full(len(found.rows), -1, np.int64)
    for name, number in _pairs(partition):
        at = found.place(name, found.rows)
        if codes[at] not in (-1, number):
            raise ValueError(f"{name!r} is in two groups: each actor is in one, or in none")
        codes[at] = number
    return codes


def _pairs(partition: Partition) -> list[tuple[str, int]]:
    if isinstance(partition, Mapping):
        names = sorted(set(partition.values()) - {""})
        return [(member, names.index(name)) for member, name in partition.items() if name]
    return [(member, number) for number, members in enumerate(partition) for member in members]


def grouped(names: tuple[str, ...], codes: NDArray[np.int64]) -> tuple[tuple[str, ...], ...]:
    """The groups as lists of names, in the order of their numbers; those without a number are in none.

    >>> grouped(("capua", "ostia", "rome"), np.asarray([1, 0, 0]))
    (('ostia', 'rome'), ('capua',))
    """
    return tuple(
        tuple(name for name, code in zip(names, codes.tolist(), strict=True) if code == number)
        for number in sorted(set(codes.tolist()) - {-1})
    )


def declared(found: Network, attribute: str = "actor_type") -> dict[str, str]:
    """For each row that has one the word of an attribute, such as the type of each actor.

    Raises:
        ValueError: There is no such attribute, or a row has two words of it: it belongs to statements and not to actors.
    """
    if attribute not in ATTRIBUTES:
        near = nearest(attribute, ATTRIBUTES)
        raise ValueError(
            f"there is no attribute {attribute!r}; " + (f"did you mean {near!r}?" if near else f"there are {', '.join(ATTRIBUTES)}")
        )
    words = found.ties.events.words[attribute]
    told: dict[str, str] = {}
    for row, code in np.unique(np.stack([found.ties.row, words.codes[found.ties.event]]), axis=1).T.tolist():
        name, word = found.rows[row], words.names[code]
        if told.setdefault(name, word) != word:
            raise ValueError(f"{attribute} is no attribute of {found.choices.rows}s: {name!r} has {told[name]!r} and {word!r}")
    return {name: word for name, word in told.items() if word}
