"""A network in, its frustration out: how much of what is said speaks against its being two camps (NETWORKS 6)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from stancegraph.measures import splits
from stancegraph.measures.pairs import basis, pairs
from stancegraph.measures.results import Measured
from stancegraph.measures.sampling import REPLICATES, interval

if TYPE_CHECKING:
    from stancegraph.discourse import Network
    from stancegraph.measures.pairs import Pairs

__all__ = ["Frustration", "frustration"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Frustration(Measured):
    """The frustration of a network. `value` is `index` as a share of all congruence and conflict, 0 to 1/2.

    Attributes:
        index: The least sum of conflict within the camps and congruence between them.
        ambivalence: The part of it that no camps could avoid: what the same two both agree and disagree on.
        line_index: The rest: the line index of balance of the net network C - D.
        bound: `index` is at least this; the same where it is exact.
        exact: Whether no other camps have a smaller index.
        conflict: The share of conflict in congruence and conflict; where it is 0, all are of one mind, and there is nothing to part.
        camps: The two camps, each sorted; the second is empty where one holds all. In each component its first actor is in the first.
        components: The connected parts of the net network, the largest first; which camp of one goes with which of another, nobody said.
        undecided: Actors that the best camps have now on one side, now on the other; empty where a search found them.
        isolates: Actors with no net tie.
        optima: How many best splits there are; None where the search found one and did not count.
    """

    index: float
    ambivalence: float
    line_index: float
    bound: float
    exact: bool
    conflict: float | None
    camps: tuple[tuple[str, ...], tuple[str, ...]]
    components: tuple[tuple[str, ...], ...]
    undecided: tuple[str, ...]
    isolates: tuple[str, ...]
    optima: int | None

    @property
    def unique(self) -> bool:
        """Whether these camps are known to be the only best ones."""
        return self.optima == 1


def frustration(
    found: Network, *, seed: int = 0, interval_by: str = "bootstrap", replicates: int = REPLICATES, starts: int = splits.STARTS
) -> Frustration:
    """The frustration of a network of actors: the least weight that is against two camps, as a share of all weight.

    With C_ij the congruence and D_ij the conflict of two actors, and s a split of the actors into two camps,

        F(s) = sum of D_ij over pairs in one camp + sum of C_ij over pairs in different camps,   index = min over s of F(s),
        value = index / sum of (C_ij + D_ij),   each pair once.

    C and D count both, since two actors may agree on one issue and disagree on another: of each pair min(C_ij, D_ij) is wrong whatever
    the camps (`ambivalence`); what remains is the line index of balance of the signed network C - D (`line_index`), and index is the sum
    of the two. An edge is a pair that took up an issue in common, its weight how often, as the network normalises it.

    0: two camps, within which nobody disagrees and between which nobody agrees; or, with `conflict` 0, one camp. The value cannot exceed
    1/2: a random split leaves half of the weight against it on average. It is no polarisation of its own: read it with `conflict` and
    the sizes of the camps.

    Up to `splits.EXACT` actors in a connected part every split is looked at. Beyond that a seeded search from `starts` starts gives the
    index an upper bound, `bound` a lower one, and `exact` says whether they meet. Draws of the bootstrap are split anew, above `splits.DRAWN_EXACT` actors by the search; above some
    hundred actors that takes minutes, and `interval_by="no"` leaves it out.

    Degenerate cases: without ties `value` is None; two actors who only disagree are two camps, value 0.

    Raises:
        ValueError: It is no network of congruence, conflict or their difference, or too large.

    Source: F. Harary, Behavioral Science 4, 1959 (line index of balance); O. Frank, F. Harary, Journal of the American Statistical
    Association 77, 1982; P. Doreian, A. Mrvar, Social Networks 18, 1996. Exact by enumeration; for the problem see S. Aref, A. J. Mason,
    M. C. Wilson, Networks 75, 2020.

    Rome and Ostia agree twice and disagree once, Capua disagrees once with each of them. With Capua apart, 1 of 2 + 1 + 1 + 1 is wrong.

    >>> from stancegraph.discourse import BINARY, Event, events, network
    >>> heard = [("rome", "toll", 1), ("ostia", "toll", 1), ("capua", "toll", 0), ("rome", "tax", 1), ("ostia", "tax", 1)]
    >>> heard += [("rome", "road", 1), ("ostia", "road", 0)]
    >>> told = frustration(network(events([Event(str(i), *row) for i, row in enumerate(heard)], scale=BINARY)), interval_by="no")
    >>> told.value, told.index, told.ambivalence, told.camps
    (0.2, 1.0, 1.0, (('capua',), ('ostia', 'rome')))
    """
    both = pairs(found)
    best = splits.split(both.net, seed=seed, starts=starts)
    index, ambivalence, total = _index(both, best.cut), float(np.minimum(*both).sum()) / 2, _total(both)
    value = index / total if total else None
    return Frustration(
        value=value,
        **basis(found),
        interval=None
        if value is None
        else interval(found, lambda at: _value(at, seed), interval_by, replicates=replicates, seed=seed, within=(0, 0.5)),
        seed=None if best.optima else seed,
        index=index,
        ambivalence=ambivalence,
        line_index=max(0.0, index - ambivalence),
        bound=_index(both, best.bound),
        exact=best.exact,
        conflict=float(both.conflict.sum()) / 2 / total if total else None,
        camps=_named(found, best),
        components=_components(found, best),
        undecided=tuple(name for name, wavers in zip(found.rows, best.undecided, strict=True) if wavers),
        isolates=tuple(name for name, side in zip(found.rows, best.sides, strict=True) if side < 0),
        optima=best.optima,
    )


def _total(both: Pairs) -> float:
    return float(both.congruence.sum() + both.conflict.sum()) / 2


def _index(both: Pairs, cut: float) -> float:
    """Conflict within and congruence between: all conflict, plus the net weight of what is cut."""
    return max(0.0, float(both.conflict.sum()) / 2 + cut)


def _value(found: Network, seed: int) -> float | None:
    both = pairs(found)
    total = _total(both)
    return (
        _index(both, splits.split(both.net, seed=seed, starts=splits.DRAWN_STARTS, bounded=False, exact=splits.DRAWN_EXACT).cut) / total
        if total
        else None
    )


def _named(found: Network, best: splits.Split) -> tuple[tuple[str, ...], tuple[str, ...]]:
    first, second = (tuple(name for name, at in zip(found.rows, best.sides, strict=True) if at == side) for side in (0, 1))
    return first, second


def _components(found: Network, best: splits.Split) -> tuple[tuple[str, ...], ...]:
    parts: dict[int, list[str]] = {}
    for name, number in zip(found.rows, best.component.tolist(), strict=True):
        if number >= 0:
            parts.setdefault(number, []).append(name)
    return tuple(sorted((tuple(part) for part in parts.values()), key=lambda part: (-len(part), part)))
