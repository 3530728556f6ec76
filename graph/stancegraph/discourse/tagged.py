"""Events and the name of a tag in, the same events on the scale of the tag's numbers out: `agreement=2` (NETWORKS 2).

Integer scales of agreement have no sentence of their own; an import from DNA keeps their number in a tag beside the stance.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import numpy as np

from stancegraph.discourse.scales import MOST, Scale

if TYPE_CHECKING:
    from stancegraph.discourse.events import Events

__all__ = ["by_tag", "parsed"]

_WRITTEN: Final = re.compile(r"([^:=\s]+)(?::(-?\d{1,9})\.\.(-?\d{1,9}))?")


def parsed(text: str) -> tuple[str, tuple[int, int] | None]:
    """The tag's name and the lowest and highest level, None where they are to be those that occur.

    Raises:
        ValueError: It is not so written, or the range is none.

    >>> parsed("agreement:-2..2"), parsed("agreement")
    (('agreement', (-2, 2)), ('agreement', None))
    """
    match = _WRITTEN.fullmatch(text)
    if not match:
        raise ValueError(f"levels: {text!r} is no tag with a scale; write one like agreement:-2..2")
    if match[2] is None:
        return match[1], None
    low, high = int(match[2]), int(match[3])
    if not 1 <= high - low < MOST:
        raise ValueError(f"levels: from {low} to {high} are no 2 to {MOST} levels")
    return match[1], (low, high)


def by_tag(found: Events, text: str) -> Events:
    """The events whose tags give them a level on the scale, with that level; the others are counted in `left_out`.

    Without a range the scale is that of the whole numbers from the lowest to the highest that occur.

    Raises:
        ValueError: No event has such a tag, or their numbers span more levels than a scale has.
    """
    name, ends = parsed(text)
    tags = found.lists["tag"]
    numbers = {at: int(match[1]) for at, tag in enumerate(tags.names) if (match := re.fullmatch(rf"{re.escape(name)}=(-?\d{{1,9}})", tag))}
    here = np.isin(tags.items, sorted(numbers))
    owners, first = np.unique(tags.owners()[here], return_index=True)
    told = np.asarray([numbers[item] for item in tags.items[here][first].tolist()], np.int64)
    if not len(told):
        raise ValueError(f"levels: no statement has a tag like {name}=2")
    low, high = ends or (int(told.min()), max(int(told.max()), int(told.min()) + 1))
    if high - low >= MOST:
        raise ValueError(f"levels: the numbers of {name} run from {low} to {high}, and a scale has at most {MOST} levels: name a range")
    on = (told >= low) & (told <= high)
    kept = replace(found.take(owners[on]), level=(told[on] - low).astype(np.int16), scale=Scale(tuple(range(low, high + 1))))
    lost = len(found) - len(kept)
    return replace(kept, left_out=(*found.left_out, (f"without a number of {name} on the scale", lost))) if lost else kept
