"""A network in, its camps out: who is in them, what unites each, what divides them (NETWORKS 6)."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from stancegraph.measures.balance import Frustration, frustration
from stancegraph.measures.modularities import Modularity, modularity, signed_modularity
from stancegraph.measures.sampling import REPLICATES
from stancegraph.measures.sides import standings

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from stancegraph.discourse import Network
    from stancegraph.measures.sides import Standings

__all__ = ["METHODS", "Camp", "Camps", "Divide", "Shared", "camps"]

METHODS: Final = ("frustration", "signed_modularity", "modularity")
DIVIDES: Final = 0.5
"""A gap of two camps' mean levels, as a share of the scale, from which an issue divides them also on one side of its middle."""


class Shared(NamedTuple):
    """An issue that unites a camp: at least two of its members take it up, all on one side. `level` is the mean of their mean levels."""

    issue: str
    level: float
    members: int


class Divide(NamedTuple):
    """An issue that divides two camps: their mean levels lie on different sides, or half the scale apart. `camps` are their numbers.

    `levels` are the means of their members' mean levels, `members` how many take it up, `gap` is the distance as a share of the scale.
    """

    issue: str
    camps: tuple[int, int]
    levels: tuple[float, float]
    members: tuple[int, int]
    gap: float


class Camp(NamedTuple):
    """Members, sorted; the issues that unite them, those with most members first. `component` is the connected part that it is of.

    Nothing is said between two components: which camp of one goes with which of another is not known.
    """

    members: tuple[str, ...]
    unites: tuple[Shared, ...]
    component: int


class Camps(NamedTuple):
    """Camps, those of the largest component first; what divides them, the widest gap first.

    `undecided` actors go equally well with either camp and are in none; `isolates` have no tie that tells. `fit` is the measure by which
    the camps were found, with its value, interval and seed.
    """

    camps: tuple[Camp, ...]
    divides: tuple[Divide, ...]
    undecided: tuple[str, ...]
    isolates: tuple[str, ...]
    fit: Frustration | Modularity


def camps(
    found: Network, method: str = "frustration", *, seed: int = 0, interval_by: str = "bootstrap", replicates: int = REPLICATES
) -> Camps:
    """The camps of a network of actors: the two that the measure named by `method` fits best, in each connected part.

    `frustration` puts no-one with those it disagrees with more than it agrees, as far as that is possible; `signed_modularity` looks
    at agreement and disagreement beyond chance; `modularity` at agreement alone, so that two who never met may be parted though both
    oppose a third. An edge is a pair of actors that took up an issue in common.

    Degenerate cases: without ties no camp; where all agree one camp in a component and no second.

    Raises:
        ValueError: There is no such method, or it is no network of agreement, or too large.

    Source: for camps by frustration P. Doreian, A. Mrvar, Social Networks 18, 1996; else see the measures.

    >>> from stancegraph.discourse import BINARY, Event, events, network
    >>> heard = [("rome", "toll", 1), ("ostia", "toll", 1), ("capua", "toll", 0), ("nola", "toll", 0), ("veii", "tax", 1)]
    >>> told = camps(network(events([Event(str(i), *row) for i, row in enumerate(heard)], scale=BINARY)), interval_by="no")
    >>> [(camp.members, camp.unites) for camp in told.camps]  # doctest: +NORMALIZE_WHITESPACE
    [(('capua', 'nola'), (Shared(issue='toll', level=0.0, members=2),)), (('ostia', 'rome'), (Shared(issue='toll', level=1.0, members=2),))]
    >>> told.divides, told.isolates
    ((Divide(issue='toll', camps=(0, 1), levels=(0.0, 1.0), members=(2, 2), gap=1.0),), ('veii',))
    """
    if method not in METHODS:
        raise ValueError(f"method: there is no {method!r}; there are {', '.join(METHODS)}")
    if method == "frustration":
        fit: Frustration | Modularity = frustration(found, seed=seed, interval_by=interval_by, replicates=replicates)
    else:
        measure = signed_modularity if method == "signed_modularity" else modularity
        fit = measure(found, seed=seed, interval_by=interval_by, replicates=replicates)
    told = standings(found)
    place = {name: at for at, name in enumerate(found.rows)}
    parts = [
        (number, np.asarray([place[name] for name in members], np.intp))
        for number, component in enumerate(_components(fit))
        for side in fit.camps
        if (members := sorted(set(side) & component - set(fit.undecided)))
    ]
    made = tuple(
        Camp(tuple(found.rows[at] for at in members.tolist()), tuple(_unites(found, told, members)), number) for number, members in parts
    )
    divides = [
        divide
        for one, other in combinations(range(len(parts)), 2)
        for divide in _divides(found, told, (one, other), (parts[one][1], parts[other][1]))
    ]
    order = tuple(sorted(divides, key=lambda at: (-at.gap, -sum(at.members), at.issue, at.camps)))
    return Camps(made, order, fit.undecided, fit.isolates, fit)


def _components(fit: Frustration | Modularity) -> list[set[str]]:
    """Modularity ties all who have ties, by what chance would have; frustration only those who met."""
    return [set(part) for part in fit.components] if isinstance(fit, Frustration) else [{name for side in fit.camps for name in side}]


def _unites(found: Network, told: Standings, members: NDArray[np.intp]) -> list[Shared]:
    shared = []
    for at, issue in enumerate(found.ties.columns):
        side = told.side[members, at]
        side = side[~np.isnan(side)]
        if len(side) > 1 and side[0] and (side == side[0]).all():
            shared.append(Shared(issue, float(np.nanmean(told.mean[members, at])), len(side)))
    return sorted(shared, key=lambda one: (-one.members, one.issue))


def _divides(found: Network, told: Standings, numbers: tuple[int, int], parts: tuple[NDArray[np.intp], NDArray[np.intp]]) -> list[Divide]:
    made = []
    for at, issue in enumerate(found.ties.columns):
        means = [told.mean[part, at][~np.isnan(told.mean[part, at])] for part in parts]
        if not all(map(len, means)):
            continue
        one, other = (float(mean.mean()) for mean in means)
        gap = abs(one - other) / told.span
        if gap >= DIVIDES or (one - told.middle) * (other - told.middle) < 0:
            made.append(Divide(issue, numbers, (one, other), (len(means[0]), len(means[1])), gap))
    return made
