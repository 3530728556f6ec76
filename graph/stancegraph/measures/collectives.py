"""A network and the members of a collective in, how far they take one side out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from stancegraph.measures.pairs import document_of
from stancegraph.measures.results import Measured
from stancegraph.measures.sampling import REPLICATES, interval
from stancegraph.measures.sides import standings

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from stancegraph.discourse import Network
    from stancegraph.records import Annotations

__all__ = ["Cohesion", "IssueCohesion", "cohesion", "members"]


class IssueCohesion(NamedTuple):
    """One issue: members above the scale's middle, below it and in it, and the agreement index and Rice's index of them.

    `rice` is |support - oppose| / (support + oppose); None where all are neutral.
    """

    issue: str
    support: int
    oppose: int
    neutral: int
    agreement: float
    rice: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cohesion(Measured):
    """The cohesion of a collective: `value` is the mean agreement index over `issues`.

    Attributes:
        rice: The mean of Rice's index over the issues that have one; None without any.
        issues: Those that at least two members take up, the most divided first, then by name.
        members: Members with a statement on any issue, sorted; `silent` those asked for who have none.
    """

    rice: float | None
    issues: tuple[IssueCohesion, ...]
    members: tuple[str, ...]
    silent: tuple[str, ...]


def cohesion(
    found: Network, collective: Iterable[str], *, interval_by: str = "bootstrap", replicates: int = REPLICATES, seed: int = 0
) -> Cohesion:
    """The agreement index of Hix, Noury and Roland, by issue, and its mean over issues.

        AI = (max(Y, N, A) - 1/2 · (Y + N + A - max(Y, N, A))) / (Y + N + A),

    Y, N and A the members that support, oppose and are neutral: each counts once an issue, by its mean level, however often it speaks.
    Issues that fewer than two members take up say nothing of cohesion and are left out; the rest weigh alike. `collective` are slugs or
    labels of members; `members` finds those that the annotations declare.

    1: all on one side; 0: three equal parts, 1/4: two. Statements are not votes: who disagrees may be silent, so that cohesion in
    a discourse is a ceiling. Of two members, who either agree or not, the index is 1 or 1/4 at most: look at the counts.

    Degenerate cases: `value` is None where no issue has two members; a member who says nothing is in `silent`.

    Source: S. Hix, A. Noury, G. Roland, British Journal of Political Science 35, 2005; S. A. Rice, Quantitative Methods in Politics, 1928.

    Three on the toll, one against: (2 - 1/2) / 3; both who speak of the tax are for it: 1.

    >>> from stancegraph.discourse import BINARY, Event, events, network
    >>> heard = [("rome", "toll", 1), ("ostia", "toll", 1), ("capua", "toll", 0), ("rome", "tax", 1), ("ostia", "tax", 1)]
    >>> found = network(events([Event(str(i), *row) for i, row in enumerate(heard)], scale=BINARY))
    >>> told = cohesion(found, ["rome", "ostia", "capua", "nola"], interval_by="no")
    >>> told.value, round(told.rice, 4), [(one.issue, one.agreement) for one in told.issues], told.silent
    (0.75, 0.6667, [('toll', 0.5), ('tax', 1.0)], ('nola',))
    """
    asked, at, silent = list(dict.fromkeys(collective)), [], []
    for name in asked:
        try:
            at.append(found.place(name, found.ties.rows))
        except LookupError:
            silent.append(name)
    which = np.asarray(sorted(set(at)), np.intp)
    said = np.isin(found.ties.row, which)
    spoke = set(found.ties.row[said].tolist())
    silent += [found.ties.rows[one] for one in which.tolist() if one not in spoke]
    issues = _issues(found, which)
    rices = [one.rice for one in issues if one.rice is not None]
    value = _mean(issues)
    return Cohesion(
        value=value,
        n=len(np.unique(found.ties.event[said])),
        actors=len(spoke),
        documents=len(np.unique(document_of(found)[said])),
        interval=None
        if value is None
        else interval(found, lambda one: _mean(_issues(one, which)), interval_by, replicates=replicates, seed=seed, within=(0, 1)),
        rice=float(np.mean(rices)) if rices else None,
        issues=tuple(sorted(issues, key=lambda one: (one.agreement, one.issue))),
        members=tuple(found.ties.rows[one] for one in which.tolist() if one in spoke),
        silent=tuple(sorted(silent)),
    )


def _issues(found: Network, which: NDArray[np.intp]) -> list[IssueCohesion]:
    sides = standings(found).side[which]
    rows = []
    for at, issue in enumerate(found.ties.columns):
        support, oppose, neutral = (int(np.count_nonzero(sides[:, at] == side)) for side in (1, -1, 0))
        if (n := support + oppose + neutral) > 1:
            most = max(support, oppose, neutral)
            rice = abs(support - oppose) / (support + oppose) if support + oppose else None
            rows.append(IssueCohesion(issue, support, oppose, neutral, (most - (n - most) / 2) / n, rice))
    return rows


def _mean(issues: list[IssueCohesion]) -> float | None:
    return float(np.mean([one.agreement for one in issues])) if issues else None


def members(annotations: Annotations, collective: str) -> tuple[str, ...]:
    """The slugs of those whom the annotations declare to be of a collective: `member_of` it, a class of its members; not itself. Sorted.

    As declared, one step deep.

    Raises:
        LookupError: No actor has that slug.
    """
    if collective not in annotations.actors:
        raise LookupError(f"there is no actor {collective!r}: give the slug of a collective")
    return tuple(
        sorted(slug for slug, actor in annotations.actors.items() if collective in actor.member_of or actor.members_of == collective)
    )
