"""Events in, a map of actors by issues out, in an order that shows camps as blocks (NETWORKS 4)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
from matplotlib.collections import PatchCollection
from matplotlib.patches import Patch, Rectangle
from scipy.cluster.hierarchy import leaves_list, linkage, optimal_leaf_ordering
from scipy.spatial.distance import squareform

from stancegraph.discourse.networks import Network
from stancegraph.discourse.scales import STANCE
from stancegraph.plots.counting import BRACKETS, aside, caption, levels, most_active, pairs, plural, renamed, signed
from stancegraph.plots.look import GREY, INK, LOOK, OPPOSE, SUPPORT, Look, mixed
from stancegraph.plots.sheet import CAPTION_SIZE, Picture, drawn, key, nothing, sheet

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from numpy.typing import NDArray

    from stancegraph.discourse.choices import Choices
    from stancegraph.discourse.events import Events

__all__ = ["heatmap", "seriated"]

MOST_ROWS: Final = 60
MOST_COLUMNS: Final = 40
LARGEST: Final = 120
CELL: Final = 0.25
ROOM: Final = 140
"""Points of a label."""
TALLEST: Final = 230
"""Points of a column's label, about 45 characters, where the rows below it are as tall."""


@drawn
def heatmap(
    found: Events | Network,
    choices: Choices | None = None,
    *,
    most_rows: int = MOST_ROWS,
    most_columns: int = MOST_COLUMNS,
    look: Look = LOOK,
) -> Picture:
    """Actors by issues: in each cell the sum of levels, with its sign; 0 where for and against are even; blank where nothing was said.

    Rows (and columns) that agree lie next to one another: average linkage on 1 - cosine of their cells, leaves in the order of least
    distance between neighbours. In a network of type `two-mode` cells hold numbers of statements without a sign.

    Args:
        found: Events, or a network, of which those that it counts.
        choices: What rows and columns are, which statements, duplicates, `activity` or `prominence`.
        most_rows: How many rows, at most 120; those of most statements are drawn, and a note counts the others.
        most_columns: The same of columns.
        look: Fonts and title; a map of many cells is wider than `look.width`.

    Raises:
        ValueError: Less than one row or column, or more than 120.
    """
    if not 1 <= min(most_rows, most_columns) <= max(most_rows, most_columns) <= LARGEST:
        raise ValueError(f"most_rows and most_columns: 1 to {LARGEST}, not {most_rows} and {most_columns}")
    asked = found.choices if choices is None and isinstance(found, Network) else choices
    kind = "two-mode" if asked and asked.type == "two-mode" else "two-mode-subtract"
    ties = pairs(found, choices, kind, normalised=True)
    words = ties.choices.rows.replace("_", " "), ties.choices.columns.replace("_", " ")
    title = f"Who says what: {words[0]}s by {words[1]}s" if kind == "two-mode" else f"Who stands where: {words[0]}s by {words[1]}s"
    rows, columns = (most_active(levels(ties, end).sum(1), n) for end, n in (("rows", most_rows), ("columns", most_columns)))
    if not len(rows):
        return nothing(title, "No statement is left to count.", caption(ties), look=look)
    cells, said = _cells(ties, rows, columns)
    # Rows whose statements are all on columns that are left out go with these.
    told, met = said.any(axis=1), said.any(axis=0)
    rows, columns, cells, said = rows[told], columns[met], cells[told][:, met], said[told][:, met]
    down, across = seriated(cells), seriated(cells.T)
    rows, columns, cells, said = rows[down], columns[across], cells[down][:, across], said[down][:, across]
    notes = [
        f"{_said_of_cells(ties)} {BRACKETS}",
        *aside(found, choices, ties),
        *_left_out(ties, rows, columns, words),
        *renamed([ties.rows[i] for i in rows] + [ties.columns[j] for j in columns], ties, look),
    ]
    labels = _labels(ties, rows, columns, look)
    left, above = (max(look.lettering.width(text, 7.5) for text in names) / 72 + 0.12 for names in labels)
    width = max(look.width, left + CELL * len(columns) + 0.1)
    figure = sheet(title, caption(ties, *notes), height=CELL * len(rows) + above + 0.4, look=look, width=width)
    _draw(figure.subplots(), cells, said, labels, signs=kind != "two-mode")
    _place(figure, cells.shape, left, above)
    return figure


def _said_of_cells(ties: Network) -> str:
    """What the number in a cell is."""
    scale, kind = ties.ties.events.scale, ties.choices.type
    what = "statements for less those against" if set(scale.signs().tolist()) <= {-1, 0, 1} else "the sum of the statements' levels"
    if scale.levels == STANCE.levels:
        what = "statements for less those against, weak ones as half"
    how = "not normalised" if ties.choices.normalization == "no" else f"normalised by {ties.choices.normalization}"
    return f"Cells ({kind}): {'statements, for or against' if kind == 'two-mode' else what}, {how}."


def _cells(ties: Network, rows: NDArray[np.intp], columns: NDArray[np.intp]) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """The chosen cells of the matrix, and where anything was said."""
    chosen = [np.full(len(names), -1) for names in (ties.rows, ties.columns)]
    chosen[0][rows], chosen[1][columns] = np.arange(len(rows)), np.arange(len(columns))
    row, column = chosen[0][ties.ties.row], chosen[1][ties.ties.column]
    here = (row >= 0) & (column >= 0)
    said = np.zeros((len(rows), len(columns)), np.bool_)
    said[row[here], column[here]] = True
    return ties.matrix[rows][:, columns].toarray(), said


def seriated(cells: NDArray[np.float64]) -> NDArray[np.intp]:
    """An order of the rows in which those that agree are neighbours, and those that disagree are far apart; the same for the same cells.

    Distance is 1 - cosine: 0 agree wholly, 1 nothing in common, 2 disagree wholly; average linkage, optimal leaf ordering (Bar-Joseph
    and others, Bioinformatics 17, 2001). Of the two directions the one that has the row of the largest cells in the first half.

    >>> seriated(np.array([[2.0, -1], [-2, 1], [1, -1]])).tolist()
    [0, 2, 1]
    """
    if len(cells) <= 2:  # noqa: PLR2004 - two rows have one order
        return np.arange(len(cells))
    length = np.linalg.norm(cells, axis=1)
    unit = np.divide(cells, length[:, None], out=np.zeros_like(cells), where=length[:, None] > 0)
    # Rounded: the last bits of a product depend on the machine, and ties are broken by them.
    away = np.clip(np.round(1 - unit @ unit.T, 9), 0, 2)
    np.fill_diagonal(away, 0)
    flat = squareform(away, checks=False)
    order: NDArray[np.intp] = leaves_list(optimal_leaf_ordering(linkage(flat, "average"), flat)).astype(np.intp)
    largest = int(np.argmax(np.abs(cells).sum(axis=1)))
    return order[::-1] if int(np.flatnonzero(order == largest)[0]) * 2 >= len(order) else order


def _left_out(ties: Network, rows: NDArray[np.intp], columns: NDArray[np.intp], words: tuple[str, str]) -> list[str]:
    here = np.isin(ties.ties.row, rows) & np.isin(ties.ties.column, columns)
    gone = len(np.unique(ties.ties.row)) - len(rows), len(np.unique(ties.ties.column)) - len(columns)
    if not any(gone):
        return []
    told = " and ".join(plural(n, word) for n, word in zip(gone, words, strict=True) if n)
    outside = int(np.count_nonzero(~here))
    return [f"The most active are drawn; {told} with few statements are not ({plural(outside, 'statement')} outside the map)."]


def _labels(ties: Network, rows: NDArray[np.intp], columns: NDArray[np.intp], look: Look) -> tuple[list[str], list[str]]:
    """Names with the number of statements of rows and columns."""
    found = []
    tall = min(max(ROOM, CELL * 72 * len(rows)), TALLEST)
    for end, names, chosen, room in (("rows", ties.rows, rows, ROOM), ("columns", ties.columns, columns, tall)):
        counts = levels(ties, end).sum(axis=1)
        texts = look.lettering.labels([(ties.label(names[at]), names[at]) for at in chosen.tolist()], 7.5, room)
        found.append([f"{text} ({counts[at]:,})" for text, at in zip(texts, chosen.tolist(), strict=True)])
    return found[0], found[1]


def _fills(cells: NDArray[np.float64], said: NDArray[np.bool_]) -> list[tuple[NDArray[np.bool_], dict[str, Any], str]]:
    """Which cells share a hatch, what that is, and the name in the key."""
    return [
        (said & (cells > 0), {"edgecolor": "#ffffff", "lw": 0.8}, "for"),
        (said & (cells < 0), {"edgecolor": OPPOSE, "lw": 0.3, "hatch": "/////"}, "against (hatched)"),
        (said & (cells == 0), {"edgecolor": GREY, "lw": 0.4}, "0: as much for as against"),
    ]


def _fill(value: float, largest: float) -> str:
    """Dark blue for a large sum in favour; against lighter, so that the two differ in grey, too."""
    share = 0.3 + 0.7 * abs(value) / largest if value else 0
    return mixed(SUPPORT, share) if value > 0 else mixed(OPPOSE, 0.55 * share) if value < 0 else "#ececec"


DARK: Final = 0.62


def _draw(axes: Axes, cells: NDArray[np.float64], said: NDArray[np.bool_], labels: Sequence[Sequence[str]], *, signs: bool) -> None:
    largest = float(np.abs(cells).max()) or 1.0
    handles = []
    for which, dressed, name in _fills(cells, said):
        at = np.argwhere(which).tolist()
        if not at:
            continue
        colours = [_fill(float(cells[i, j]), largest) for i, j in at]
        axes.add_collection(PatchCollection([Rectangle((j - 0.5, i - 0.5), 1, 1) for i, j in at], facecolor=colours, label=name, **dressed))
        handles.append(Patch(facecolor=colours[0], label=name if signs else "statements", **dressed))
    for i, j in np.argwhere(said).tolist():
        value = float(cells[i, j])
        text = signed(value) if signs else signed(value).removeprefix("+")
        ink = "#ffffff" if value > 0 and 0.3 + 0.7 * value / largest > DARK else INK
        behind = {"boxstyle": "round,pad=0.1", "facecolor": _fill(value, largest), "edgecolor": "none"} if value < 0 else None
        axes.text(j, i, text, ha="center", va="center", fontsize=6.2, color=ink, bbox=behind)
    _frame(axes, cells.shape, labels)
    handles.append(Patch(facecolor="#ffffff", edgecolor="#c8ccd0", lw=0.4, label="blank: nothing said"))
    key(axes, handles, below=6)


def _place(figure: Picture, shape: tuple[int, ...], left: float, above: float) -> None:
    """Puts the cells, which are square, beside and below so many inches of names; the figure's own layout knows no squares."""
    figure.set_layout_engine("none")
    wide, tall = map(float, figure.get_size_inches())
    top = tall - 0.07 - 0.2 * (figure.get_suptitle().count("\n") + 1) - above
    down, across = CELL * shape[0], CELL * shape[1]
    figure.axes[0].set_position((left / wide, (top - down) / tall, across / wide, down / tall))
    figure.suptitle(figure.get_suptitle(), x=0.1 / wide, y=1 - 0.05 / tall, ha="left")
    figure.supxlabel(figure.get_supxlabel(), x=0.1 / wide, y=0.05 / tall, ha="left", fontsize=CAPTION_SIZE, color=GREY)


def _frame(axes: Axes, shape: tuple[int, ...], labels: Sequence[Sequence[str]]) -> None:
    """Names on the left and on top, thin lines between the cells."""
    axes.set_xlim(-0.5, shape[1] - 0.5)
    axes.set_ylim(shape[0] - 0.5, -0.5)
    axes.set_yticks(range(shape[0]), labels[0], fontsize=7.5)
    axes.set_xticks(range(shape[1]), labels[1], fontsize=7.5, rotation=90)
    axes.xaxis.tick_top()
    axes.tick_params(length=0)
    axes.set_xticks(np.arange(shape[1] + 1) - 0.5, minor=True)
    axes.set_yticks(np.arange(shape[0] + 1) - 0.5, minor=True)
    axes.grid(which="minor", color="#d9dcdf", lw=0.4)
    axes.tick_params(which="minor", length=0)
    for spine in axes.spines.values():
        spine.set_visible(False)
