"""Events in, a tree of actors out: whose positions are alike, and how much (NETWORKS 8)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import numpy as np
from scipy.cluster.hierarchy import dendrogram as placed

from stancegraph import measures
from stancegraph.plots.counting import BRACKETS, aside, caption, levels, most_active, pairs, plural, renamed
from stancegraph.plots.look import GREY, INK, LOOK, Look
from stancegraph.plots.sheet import Picture, drawn, nothing, sheet

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from matplotlib.axes import Axes
    from numpy.typing import NDArray

    from stancegraph.discourse.choices import Choices
    from stancegraph.discourse.events import Events
    from stancegraph.discourse.networks import Network
    from stancegraph.discourse.scales import Scale

__all__ = ["dendrogram", "tree"]

MOST: Final = 100
ROW: Final = 0.2
JACCARD: Final = "Jaccard distance, weighted by statements"
STUB: Final = 0.02
"""How long, as a share of the width, the lines of leaves are that are joined at 0."""
APART: Final = 1 - 1e-9
"""From this distance on, but for rounding, two have nothing in common."""


@drawn
def dendrogram(
    found: Events | Network,
    choices: Choices | None = None,
    *,
    most: int = 60,
    look: Look = LOOK,
) -> Picture:
    """Actors, joined from the most alike on: the tree of `measures.tree`, average linkage.

    The distance of two actors is Jaccard's of the statements that each makes for and against each issue, as `measures.tree` defines it: 0
    the same positions equally often, 1 none in common. Neutral statements are on no side, and who takes none is left out, with a note.
    Lines that join what has nothing in common are dotted. Equal distances are joined in the order of slugs, so the tree is the same each
    time. Drawn with `most` below the number of actors it is the tree of those alone.

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
    scale, said = ties.ties.events.scale, levels(ties, "rows")
    counts, on = said.sum(axis=1), np.asarray(scale.levels) * 2 != scale.levels[0] + scale.levels[-1]
    sided: NDArray[np.bool_] = np.asarray(said[:, on].any(axis=1))
    kept = most_active(np.where(sided, counts, 0), most)
    notes = [*aside(found, choices, ties), *_left_out(counts, sided, kept, word)]
    if len(kept) < 2:  # noqa: PLR2004 - of one there is nothing to join
        return nothing(title, f"Fewer than two {word}s take a side: there is nothing to join.", caption(ties, *notes), look=look)
    grown = measures.tree(_only(ties, kept)).linkage
    notes = [*_read(grown, scale), *notes]
    notes += renamed([ties.rows[at] for at in kept.tolist()], ties, look)
    labels = look.lettering.labels([(ties.label(ties.rows[at]), ties.rows[at]) for at in kept.tolist()], 8, look.width * 72 * 0.33)
    labels = [f"{text} ({counts[at]:,})" for text, at in zip(labels, kept.tolist(), strict=True)]
    return _tree(grown, labels, title, caption(ties, *notes), look, JACCARD)


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


def _only(ties: Network, kept: NDArray[np.intp]) -> Network:
    """The network of these rows alone, and of the columns that they speak of."""
    here = ties.ties.take(np.isin(ties.ties.row, kept))
    used, column = np.unique(here.column, return_inverse=True)
    rows, columns = tuple(ties.rows[at] for at in kept.tolist()), tuple(ties.columns[at] for at in used.tolist())
    alone = replace(here, row=np.searchsorted(kept, here.row), column=column, rows=rows, columns=columns)
    return replace(ties, rows=rows, columns=columns, ties=alone, weight=np.ones(len(alone.row)), matrix=ties.matrix[kept][:, used])


def _read(joined: NDArray[np.float64], scale: Scale) -> Iterator[str]:
    """How the tree is to be read; where the scale's middle, which parts for from against here, is not the 0 of other pictures, that, too."""
    yield "Joined: average linkage on how often each is for and against each issue, not normalised. " + BRACKETS
    if (joined[:, 2] >= APART).any():
        yield "Dotted: no position in common."
    if scale.levels[0] < 0 and (middle := (scale.levels[0] + scale.levels[-1]) / 2):
        yield f"For is above {middle:g}, the middle of the scale, against below it."


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
    joined: NDArray[np.float64], labels: Sequence[str], title: str, notes: Sequence[str], look: Look, distance: str
) -> Picture:
    figure = sheet(title, notes, height=ROW * len(labels) + 0.7, look=look)
    axes = figure.subplots()
    where = placed(joined, no_plot=True, count_sort="ascending", distance_sort=False)
    for across, down in zip(where["dcoord"], where["icoord"], strict=True):
        apart = distance == JACCARD and across[1] >= APART
        axes.plot(across, down, color=GREY if apart else INK, lw=0.8 if apart else 1.1, ls=":" if apart else "-", solid_capstyle="butt")
    right = 1.0 if distance == JACCARD else float(joined[:, 2].max()) or 1.0
    level = {leaf for row in joined.tolist() if row[2] == 0 for leaf in row[:2]}
    stubs = [10 * at + 5 for at, leaf in enumerate(where["leaves"]) if leaf in level]
    axes.hlines(stubs, -STUB * right, 0, color=INK, lw=1.1)  # else what is joined at 0 would have no line of its own
    _frame(axes, [labels[at] for at in where["leaves"]], distance, right, look)
    return figure


def _frame(axes: Axes, labels: Sequence[str], distance: str, right: float, look: Look) -> None:
    """Leaves on the left, ten units apart as scipy places them; the distance below."""
    axes.set_ylim(10 * len(labels), 0)
    axes.set_yticks([10 * at + 5 for at in range(len(labels))], labels)
    axes.tick_params(axis="y", length=0)
    axes.set_xlim(-STUB * right, 1.02 * right)
    told = distance + (": 0 the same positions equally often, 1 none in common" if distance == JACCARD else "")
    axes.set_xlabel("\n".join(look.lettering.lines(told, 7.5, look.width * 72 * 0.5)), fontsize=7.5)
    axes.spines["left"].set_visible(False)
    axes.grid(axis="x", color="#e3e6e9", lw=0.5)
