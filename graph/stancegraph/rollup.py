"""A network too large to look at in, its communities and most spoken-of issues out: what the page opens on instead (PAGE, sizes).

Communities are the camps' camps: actors are parted by the sign of the leading singular vector of who supports and opposes what, and each
part again by its own, a few times, or until the parts are small; what no sign parts stays together.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from stancegraph import layout
from stancegraph.camps import Tie, first_camp

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

__all__ = ["OTHER", "Level", "Rollup", "community_key", "rollup"]

COMMUNITY, SHARE = 40, 12  # a part larger than so many actors, and than one in so many of all, is parted again
DEEPEST = 4  # partings one after another: sixteen communities
ISSUES = 24  # issues of the overview that stand for themselves; the others are one card together
MEMBERS, TOPICS = 40, 20  # actors and issues of one community's own picture
NAMED = 2  # members that give a community its name
LONGEST = 24  # letters of such a name
OTHER = "\0other"
_CARD = layout.Box("", outside=False, width=160, height=70)
_DOT = layout.Box("", outside=True, width=40, height=22)

Place = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class Level:
    """One picture: keys with whole-number coordinates, sorted by key."""

    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Rollup:
    """The overview's places of communities (by number, as text) and issues, and each community's members and own picture."""

    members: tuple[tuple[str, ...], ...]
    """By community, the largest community first; in each the most active first."""
    names: tuple[str, ...]
    """By community: its most active members and how many more there are."""
    issues: tuple[str, ...]
    """Issues of the overview, the most spoken-of first."""
    overview: Level
    """Communities by `community_key`, issues by slug, all others together as `OTHER`, where there are others."""
    levels: tuple[Level, ...]


def rollup(actors: Mapping[str, int], issues: Mapping[str, int], ties: Sequence[Tie], labels: Mapping[str, str]) -> Rollup:
    """The roll-up of a network, the same for any order of its parts.

    Args:
        actors: every actor with the number of its statements.
        issues: every target with the number of its statements.
        ties: signed ties between actors and targets; those between two actors are not looked at.
        labels: names by slug.
    """
    known = sorted(tie for tie in ties if tie.a in actors and tie.b in issues)
    members = _communities(actors, known)
    top = _most(issues, ISSUES)
    return Rollup(
        members=members,
        names=tuple(_name(part, labels) for part in members),
        issues=top,
        overview=_overview(members, top, known, others=len(issues) > len(top)),
        levels=tuple(_level(part, known) for part in members),
    )


def community_key(number: int) -> str:
    """The key of a community in the overview; no slug looks like it."""
    return f"\0{number}"


def _most(counts: Mapping[str, int], number: int) -> tuple[str, ...]:
    return tuple(sorted(counts, key=lambda key: (-counts[key], key))[:number])


def _communities(actors: Mapping[str, int], ties: Sequence[Tie]) -> tuple[tuple[str, ...], ...]:
    parts = _parted(sorted(actors), ties, DEEPEST, max(COMMUNITY, len(actors) // SHARE))
    ordered = [tuple(sorted(part, key=lambda key: (-actors[key], key))) for part in parts if part]
    return tuple(sorted(ordered, key=lambda part: (-len(part), part)))


def _parted(keys: Sequence[str], ties: Sequence[Tie], depth: int, most: int) -> list[Sequence[str]]:
    """Keys parted by the sign of their camp, again and again; what no tie parts stays together."""
    if not depth or len(keys) <= most:
        return [keys]
    found = first_camp(ties)
    first = [key for key in keys if found.get(key, 0.0) > 0]
    second = sorted(set(keys) - set(first))
    if not first or not second:
        return [keys]
    halves = []
    for half in (first, second):
        own = set(half)
        halves += _parted(half, [tie for tie in ties if tie.a in own], depth - 1, most)
    return halves


def _name(part: Sequence[str], labels: Mapping[str, str]) -> str:
    named = ", ".join(_short(labels[key]) for key in part[:NAMED])
    return f"{named} and {len(part) - NAMED:,} more" if len(part) > NAMED else named


def _short(label: str) -> str:
    return label if len(label) <= LONGEST else f"{label[: LONGEST - 1].rstrip()}…"


def _overview(members: Sequence[Sequence[str]], top: Sequence[str], ties: Sequence[Tie], *, others: bool) -> Level:
    community = {key: community_key(number) for number, part in enumerate(members) for key in part}
    shown = set(top)
    sums: dict[tuple[str, str], float] = {}
    for tie in ties:
        pair = community[tie.a], tie.b if tie.b in shown else OTHER
        sums[pair] = sums.get(pair, 0.0) + tie.weight
    boxes = [_DOT._replace(key=community_key(number)) for number in range(len(members))]
    boxes += [_CARD._replace(key=key) for key in (*top, *([OTHER] if others else []))]
    return _drawn(boxes, [Tie(a, b, weight) for (a, b), weight in sorted(sums.items())])


def _level(part: Sequence[str], ties: Sequence[Tie]) -> Level:
    """The most active members of a community and what they speak of most."""
    own = set(part[:MEMBERS])
    theirs = [tie for tie in ties if tie.a in own]
    topics = _most(Counter(tie.b for tie in theirs), TOPICS)
    boxes = [_DOT._replace(key=key) for key in own] + [_CARD._replace(key=key) for key in topics]
    return _drawn(boxes, theirs)


def _drawn(boxes: Iterable[layout.Box], ties: Iterable[Tie]) -> Level:
    return Level(tuple((key, x, y) for key, (x, y) in sorted(layout.positions(boxes, ties).items())))
