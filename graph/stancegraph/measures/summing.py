"""A network in, its measures as a table out: what the command line prints."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from stancegraph.measures import misfit
from stancegraph.measures.balance import Frustration, frustration
from stancegraph.measures.clusters import best_clustering
from stancegraph.measures.modularities import ei_index, modularity, signed_modularity
from stancegraph.measures.partitions import declared
from stancegraph.measures.sampling import REPLICATES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stancegraph.discourse import Network
    from stancegraph.measures.results import Interval, Measured

__all__ = ["DRAWN", "Line", "summary"]


DRAWN: Final = 300
"""Actors up to which the summary has intervals."""


class Line(NamedTuple):
    """A measure in a line. `value` is None where it is not defined; `definition` is a sentence; `note` what a reader must know of it."""

    name: str
    value: float | None
    interval: Interval | None
    n: int
    definition: str
    note: str = ""


def summary(found: Network, *, seed: int = 0, interval_by: str = "bootstrap", replicates: int = REPLICATES) -> tuple[Line, ...]:
    """What there is to say of a network of actors in numbers, one line each.

    Above `DRAWN` actors intervals are left out, since they would take minutes: ask the measures themselves. DNA's number is there up
    to `misfit.MOST` actors.

    Raises:
        ValueError: It is no network of congruence, conflict or their difference, or too large.

    >>> from stancegraph.discourse import BINARY, Event, events, network
    >>> heard = [("rome", "toll", 1), ("ostia", "toll", 1), ("capua", "toll", 0)]
    >>> told = summary(network(events([Event(str(i), *row) for i, row in enumerate(heard)], scale=BINARY)), interval_by="no")
    >>> [(line.name, line.value if line.value is None else round(line.value, 4)) for line in told]  # doctest: +NORMALIZE_WHITESPACE
    [('conflict', 0.6667), ('frustration', 0.0), ('signed modularity', 0.3333), ('modularity, two camps', 0.0),
     ('modularity, best', 0.0), ('E-I by camp', -1.0), ('DNA absdiff', 0.6667)]
    """
    return tuple(_lines(found, seed, interval_by if len(found.rows) <= DRAWN else "no", replicates))


def _lines(found: Network, seed: int, interval_by: str, replicates: int) -> Iterator[Line]:
    best = frustration(found, seed=seed, interval_by=interval_by, replicates=replicates)
    yield Line("conflict", best.conflict, None, best.n, "share of conflict in all congruence and conflict, 0 to 1")
    yield _line(
        "frustration",
        best,
        "share of congruence and conflict that is against the best two camps, 0 to 1/2",
        _known(best.exact, _share(best), "below"),
    )
    signed = signed_modularity(found, seed=seed, interval_by=interval_by, replicates=replicates)
    yield _line(
        "signed modularity",
        signed,
        "agreement within two camps and disagreement between, beyond chance",
        _known(signed.exact, signed.bound, "above"),
    )
    plain = modularity(found, seed=seed, interval_by=interval_by, replicates=replicates)
    yield _line(
        "modularity, two camps",
        plain,
        "agreement within two camps beyond chance; conflict aside",
        _known(plain.exact, plain.bound, "above"),
    )
    groups = best_clustering(found, seed=seed)
    yield _line(
        "modularity, best", groups, "agreement within any number of groups beyond chance", f"{groups.method}, {len(groups.clusters)} groups"
    )
    for name, partition in _partitions(found, best.camps):
        index = ei_index(found, partition, interval_by=interval_by, replicates=replicates, seed=seed)
        expected = "" if index.expected is None else f"{index.expected:.3f} if all pairs agreed alike"
        yield _line(f"E-I by {name}", index, "agreement across groups less that within, as a share, -1 to 1", expected)
    if len(found.rows) <= misfit.MOST:
        yield _line("DNA absdiff", misfit.dna_absdiff(found, seed=seed), "a misfit that DNA calls polarisation", "for comparison only")


def _partitions(found: Network, camps: tuple[tuple[str, ...], ...]) -> Iterator[tuple[str, dict[str, str]]]:
    yield "camp", {name: str(number) for number, members in enumerate(camps) for name in members}
    if found.choices.rows == "actor" and len(set((types := declared(found, "actor_type")).values())) > 1:
        yield "actor type", types


def _line(name: str, told: Measured, definition: str, note: str) -> Line:
    return Line(name, told.value, told.interval, told.n, definition, note)


def _share(best: Frustration) -> float | None:
    """The bound of the index as a share, as the value is."""
    return best.bound / best.index * best.value if best.value and best.index else best.value


def _known(exact: bool | None, bound: float | None, side: str) -> str:  # noqa: FBT001 - a field's value, not a switch
    return "exact" if exact or bound is None else f"by a search: the best camps have none {side} {bound:.4g}"
