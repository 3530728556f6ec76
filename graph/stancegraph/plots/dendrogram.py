"""Events in, a tree of actors out: whose positions are alike, and how much (NETWORKS 8)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
from scipy.cluster.hierarchy import dendrogram as placed
from scipy.cluster.hierarchy import linkage
from scipy.spatial.distance import pdist

from stancegraph.plots.counting import caption, levels, most_active, pairs, plural, renamed
from stancegraph.plots.look import GREY, INK, LOOK, Look, sides
from stancegraph.plots.sheet import Picture, drawn, nothing, sheet

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from numpy.typing import NDArray

    from stancegraph.discourse.choices import Choices
    from stancegraph.discourse.events import Events
    from stancegraph.discourse.networks import Network

__all__ = ["dendrogram", "positions", "tree"]

MOST: Final = 100
ROW: Final = 0.2


@drawn
def dendrogram(
    found: Events | Network,
    choices: Choices | None = None,
    *,
    most: int = 60,
    look: Look = LOOK,
) -> Picture:
    """Actors, joined from the most alike on: Jaccard distance of what each is for and what it is against, average linkage.

    The distance of two actors is the share of the positions that only one of them takes: 0 the same positions, 1 none in common. A
    position is a side on an issue; neutral statements are none, and who takes none is left out, with a note. Lines that join what has
    nothing in common are dotted. Equal distances are joined in the order of slugs, so the tree is the same each time.

    Args:
        found: Events, or a network, of which those that it counts.
        choices: What rows (the leaves) and columns are, and which statements.
        most: How many leaves, 2 to 100; those of most statements are drawn, and a note counts the others.
        look: Size, fonts, title.

    Raises:
        ValueError: A number of leaves that cannot be drawn.
    """
    if not 2 <= most <= MOST:  # noqa: PLR2004 - said in the message
        raise ValueError(f"most: 2 to {MOST} leaves, not {most}")
    ties = pairs(found, choices)
    word = ties.choices.rows.replace("_", " ")
    title = f"{word.capitalize()}s by what they are for and against"
    taken = positions(ties)
    counts = levels(ties, "rows").sum(axis=1)
    sided: NDArray[np.bool_] = np.asarray(taken.any(axis=1))
    kept = most_active(np.where(sided, counts, 0), most)
    notes = _left_out(counts, sided, kept, word)
    if len(kept) < 2:  # noqa: PLR2004 - of one there is nothing to join
        return nothing(title, f"Fewer than two {word}s take a side: there is nothing to join.", caption(ties, *notes), look=look)
    notes += renamed([ties.rows[at] for at in kept.tolist()], ties, look)
    labels = look.lettering.labels([(ties.label(ties.rows[at]), ties.rows[at]) for at in kept.tolist()], 8, look.width * 72 * 0.33)
    labels = [f"{text} ({counts[at]:,})" for text, at in zip(labels, kept.tolist(), strict=True)]
    joined = linkage(pdist(taken[kept], "jaccard"), "average")
    return _tree(joined, labels, title, caption(ties, *notes), look)


@drawn
def tree(joined: NDArray[np.float64], labels: Sequence[str], *, title: str = "", distance: str = "distance", look: Look = LOOK) -> Picture:
    """The tree of a linkage matrix as scipy has it, with a label a leaf: of clusterings of your own.

    Raises:
        ValueError: There are not as many labels as leaves, or not 2 to 100.
    """
    if len(labels) != len(joined) + 1 or not 2 <= len(labels) <= MOST:  # noqa: PLR2004 - said in the message
        raise ValueError(f"a tree has 2 to {MOST} leaves, and a label for each: {len(joined) + 1} leaves, {len(labels)} labels")
    names = look.lettering.labels([(label, "") for label in labels], 8, look.width * 72 * 0.38)
    return _tree(joined, names, title, [f"n = {plural(len(labels), 'leaf').replace('leafs', 'leaves')}."], look, distance)


def positions(ties: Network) -> NDArray[np.bool_]:
    """Rows by columns twice: whether each row is for each column at least once, and whether it is against it: [X⁺|X⁻]."""
    side = sides(ties.ties.events.scale)[ties.ties.level]
    taken = np.zeros((2, len(ties.rows), len(ties.columns)), np.bool_)
    for at, here in enumerate((side > 0, side < 0)):
        taken[at, ties.ties.row[here], ties.ties.column[here]] = True
    return np.hstack([taken[0], taken[1]])


def _left_out(counts: NDArray[np.int64], sided: NDArray[np.bool_], kept: NDArray[np.intp], word: str) -> list[str]:
    notes = []
    neutral = int(np.count_nonzero(~sided & (counts > 0)))
    fewer = int(np.count_nonzero(sided)) - len(kept)
    if neutral:
        notes.append(f"{plural(neutral, word)} without a statement for or against anything: not in the tree.")
    if fewer:
        notes.append(f"The most active are drawn; {plural(fewer, word)} with fewer statements: not in the tree.")
    return notes


def _tree(  # noqa: PLR0913, PLR0917 - one figure
    joined: NDArray[np.float64], labels: Sequence[str], title: str, notes: Sequence[str], look: Look, distance: str = "Jaccard distance"
) -> Picture:
    figure = sheet(title, notes, height=ROW * len(labels) + 0.7, look=look)
    axes = figure.subplots()
    where = placed(joined, no_plot=True, count_sort="ascending", distance_sort=False)
    for across, down in zip(where["dcoord"], where["icoord"], strict=True):
        apart = distance == "Jaccard distance" and across[1] >= 1
        axes.plot(across, down, color=GREY if apart else INK, lw=0.8 if apart else 1.1, ls=":" if apart else "-", solid_capstyle="butt")
    _frame(axes, [labels[at] for at in where["leaves"]], distance, float(joined[:, 2].max()), look)
    return figure


def _frame(axes: Axes, labels: Sequence[str], distance: str, highest: float, look: Look) -> None:
    """Leaves on the left, ten units apart as scipy places them; the distance below."""
    axes.set_ylim(10 * len(labels), 0)
    axes.set_yticks([10 * at + 5 for at in range(len(labels))], labels)
    axes.tick_params(axis="y", length=0)
    right = 1.0 if distance == "Jaccard distance" else highest or 1.0
    axes.set_xlim(-0.005 * right, 1.02 * right)
    told = distance + (": 0 the same positions, 1 none in common" if distance == "Jaccard distance" else "")
    axes.set_xlabel("\n".join(look.lettering.lines(told, 7.5, look.width * 72 * 0.5)), fontsize=7.5)
    axes.spines["left"].set_visible(False)
    axes.grid(axis="x", color="#e3e6e9", lw=0.5)
