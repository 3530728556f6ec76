"""Events and choices in, a discourse network out, which knows every choice made and can explain every cell (NETWORKS)."""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from stancegraph.discourse import matrices
from stancegraph.discourse.choices import Choices
from stancegraph.discourse.events import between as days_between
from stancegraph.discourse.incidence import distinct, incidence, within_window
from stancegraph.discourse.scales import observed
from stancegraph.discourse.selecting import selected
from stancegraph.discourse.tagged import by_tag
from stancegraph.spelling import nearest

if TYPE_CHECKING:
    import networkx as nx
    from numpy.typing import NDArray

    from stancegraph.discourse.events import Events
    from stancegraph.discourse.explaining import Explanation
    from stancegraph.discourse.incidence import Incidence
    from stancegraph.discourse.matrices import Sparse
    from stancegraph.discourse.scales import Scale

__all__ = ["Network", "chosen_of", "counted", "network", "one_mode", "prepared"]


@dataclass(frozen=True, slots=True, eq=False)
class Network:
    """A discourse network. One-mode networks are symmetric with an empty diagonal.

    Attributes:
        rows, columns: Slugs, sorted; the same for one-mode networks.
        matrix: Rows by columns, a `scipy.sparse.csr_array` of float64; `array()` makes it dense.
        choices: How it was counted.
        ties: The ties it was counted from, in the order of time, without duplicates.
        weight: How heavily each tie counts: 1, or the kernel's value (NETWORKS 5).
        left_out: How many statements were not counted, by reason; first those that have no level at all.
        start, end: ISO days, inclusive: the first and the last day of an event, or of the window's units, which may begin before the
            first event of all and end after the last; "" when none is dated.
        middle: The middle day of the window's middle unit, the earlier of two; "" without a window.
    """

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    matrix: Any
    choices: Choices
    ties: Incidence
    weight: NDArray[np.float64] = field(repr=False)
    left_out: tuple[tuple[str, int], ...] = ()
    start: str = ""
    end: str = ""
    middle: str = ""

    @property
    def events(self) -> Events:
        """The events that it was counted from, in the order of time, each once."""
        return self.ties.events.take(self.ties.said)

    @property
    def n(self) -> int:
        """How many events are counted."""
        return len(self.ties.said)

    def array(self) -> NDArray[np.float64]:
        """The matrix, dense: rows by columns."""
        dense: NDArray[np.float64] = self.matrix.toarray()
        return dense

    def explain(self, row: str, column: str) -> Explanation:
        """The statements, quotes, documents and the arithmetic behind one cell, by slug, label or alias.

        Raises:
            LookupError: The network has no such row or column; the message says what comes closest.
        """
        from stancegraph.discourse.explaining import explain  # noqa: PLC0415 - it explains networks, so it knows them

        return explain(self, row, column)

    def weight_of(self, row: str, column: str) -> float:
        """One cell, by slug, label or alias.

        Raises:
            LookupError: The network has no such row or column; the message says what comes closest.
        """
        i, j = self.place(row, self.rows), self.place(column, self.columns)
        return float(self.matrix[i, j])

    def place(self, name: str, names: tuple[str, ...]) -> int:
        """The index of a slug, label or alias among rows or columns.

        Raises:
            LookupError: There is none; the message says what comes closest.
        """
        if name in names:
            return names.index(name)
        labels = {self.label(slug).casefold(): at for at, slug in reversed(list(enumerate(names)))}
        if name.casefold() in labels:
            return labels[name.casefold()]
        if (slug := self.ties.events.called(name)) in names:
            return names.index(slug)
        aliases = [alias for alias, slug in self.ties.events.aliases.items() if slug in names]
        near = nearest(name, [*names, *labels, *aliases])
        hint = self._elsewhere(name) or (f"; did you mean {near!r}?" if near else "")
        raise LookupError(f"{name!r} is not in this network{hint}")

    def _elsewhere(self, name: str) -> str:
        """What a name is that is not among the rows or columns asked for: a thing that ties the rows, or one without a statement counted."""
        ties = self.ties
        slug = ties.events.called(name)
        if self.choices.one_mode and (slug in ties.columns or name in {*ties.columns, *map(self.label, ties.columns)}):
            return f": it is one of the {self.choices.columns}s that tie {self.choices.rows}s; a two-mode network has it as a column"
        if slug or name in ties.events.labels or name in ties.events.labels.values():
            return ": no statement that is counted is tied to it"
        return ""

    def label(self, slug: str) -> str:
        """The name a reader knows a slug by."""
        return self.ties.events.label(slug)

    def to_networkx(self) -> nx.Graph[str]:
        """The network as a networkx graph: `stancegraph.discourse.graphs.to_networkx` names every attribute."""
        from stancegraph.discourse.graphs import to_networkx  # noqa: PLC0415 - networkx is loaded by those who ask for it

        return to_networkx(self)

    def to_pandas(self) -> Any:  # noqa: ANN401 - a pandas.DataFrame, which has no types here
        """The matrix as a pandas frame with slugs on both sides; `stancegraph.discourse.frames` has those of ties and nodes.

        Raises:
            ImportError: pandas is not installed: `pip install 'stancegraph[frames]'`.
            ValueError: The matrix has more than 40 million cells.
        """
        from stancegraph.discourse.frames import matrix_frame  # noqa: PLC0415 - pandas is loaded by those who ask for it

        return matrix_frame(self)

    def metadata(self) -> dict[str, str]:
        """Every choice, what it left out, the time and the number of events, as name and text."""
        told = self.choices.told()
        told |= {"scale": ", ".join(f"{level:g}" for level in self.ties.events.scale.levels)}
        told |= {"n": str(self.n), "start": self.start, "end": self.end, "middle": self.middle}
        return told | {"left_out": "; ".join(f"{n} {why}" for why, n in self.left_out)}

    def __repr__(self) -> str:
        """Type, size and time."""
        shape = f"{len(self.rows)} x {len(self.columns)} {self.choices.rows}s by {self.choices.columns}"
        dated = f", {self.start} to {self.end}" if self.start else ""
        return f"<{self.choices.type} network: {shape}, {self.n} statements{dated}>"


def network(found: Events, choices: Choices | None = None, /, **chosen: object) -> Network:
    """The discourse network of these events; choices as one value or by keyword (`Choices` says what there is).

    Raises:
        ValueError: A choice that there is not; a `window`, of which `windows` makes a network each; too many ties for memory.

    >>> from stancegraph.discourse import BINARY, Event, events
    >>> heard = [Event("1", "rome", "toll", 1), Event("2", "ostia", "toll", 1), Event("3", "capua", "toll", 0)]
    >>> network(events(heard, scale=BINARY), type="subtract").array().tolist()
    [[0.0, -1.0, -1.0], [-1.0, 0.0, 1.0], [-1.0, 1.0, 0.0]]
    """
    asked = chosen_of(choices, chosen)
    if asked.window:
        raise ValueError(f"a window of {asked.window} makes one network after another: take `windows`")
    ties = distinct(prepared(found, asked), asked)
    if asked.duplicates == "window":
        ties, _ = within_window(ties, asked, np.zeros(len(ties.event)))
    return counted(ties, asked)


def chosen_of(choices: Choices | None, chosen: dict[str, Any]) -> Choices:
    """Choices given as one value, by keyword (words as lists or alone), or both.

    Raises:
        TypeError: There is no choice of that name, or `choices` is something else.
        ValueError: A choice that there is not.
    """
    known = {f.name for f in fields(Choices)}
    for name in chosen:
        if name not in known:
            near = nearest(name, known)
            raise TypeError(
                f"there is no choice {name!r}; " + (f"did you mean {near!r}?" if near else f"there are {', '.join(sorted(known))}")
            )
    asked = Choices() if choices is None else choices
    if not isinstance(asked, Choices):
        raise TypeError(f"{asked!r} is no Choices; give choices by keyword, such as type='congruence'")
    if "columns" not in chosen and chosen.get("rows") in ("issue", asked.columns):
        chosen["columns"] = ""
    return replace(asked, **chosen) if chosen else asked


def prepared(found: Events, choices: Choices) -> Incidence:
    """The ties that the choices leave, duplicates included; its rows and columns are all that the network has."""
    if choices.levels:
        found = by_tag(found, choices.levels)
    if choices.compat == "dna":
        levels = [found.scale.levels[at] for at in np.unique(found.level).tolist()]
        found = rescaled(found, observed(levels))
    ties = incidence(selected(found, choices), choices.rows, choices.columns)
    if not choices.isolates:
        return ties
    whole = incidence(found, choices.rows, choices.columns)
    return _among(ties, (whole.rows, whole.columns))


def rescaled(found: Events, scale: Scale) -> Events:
    """The events on another scale that has all their levels."""
    place = np.asarray([scale.levels.index(level) if level in scale.levels else -1 for level in found.scale.levels], np.int16)
    return replace(found, level=place[found.level], scale=scale)


def counted(  # noqa: PLR0913 - what a window adds to a network
    ties: Incidence,
    choices: Choices,
    *,
    everybody: tuple[tuple[str, ...], tuple[str, ...]] | None = None,
    weight: NDArray[np.float64] | None = None,
    middle: str = "",
    between: tuple[str, str] | None = None,
) -> Network:
    """The network of ties that are already chosen; `everybody` are the rows and columns it has, where it has more than the ties."""
    ties = _among(ties, everybody) if everybody else ties
    heavy = np.ones(len(ties.row)) if weight is None else weight
    matrix = one_mode(ties, heavy, choices, choices.type) if choices.one_mode else _two_mode(ties, heavy, choices)
    span = between or days_between(ties.events.day[ties.said])
    columns = ties.rows if choices.one_mode else ties.columns
    return Network(ties.rows, columns, matrix, choices, ties, heavy, ties.events.left_out, *span, middle)


def _among(ties: Incidence, everybody: tuple[tuple[str, ...], tuple[str, ...]]) -> Incidence:
    """The same ties within more rows and columns."""
    if everybody == (ties.rows, ties.columns):
        return ties
    numbers = []
    for names, whole in zip((ties.rows, ties.columns), everybody, strict=True):
        place = {name: at for at, name in enumerate(whole)}
        numbers.append(np.asarray([place[name] for name in names], np.int64))
    row, column = (new[old] if len(new) else old for new, old in zip(numbers, (ties.row, ties.column), strict=True))
    return replace(ties, row=row, column=column, rows=everybody[0], columns=everybody[1])


def one_mode(ties: Incidence, heavy: NDArray[np.float64], choices: Choices, kind: str) -> Sparse:
    """The matrix of a one-mode network of this type, rows by rows, normalised as chosen; `heavy` is the weight of each tie."""
    x = matrices.counts(ties, np.sqrt(heavy))  # a pair weighs the root of both (NETWORKS 5)
    matrix = matrices.hollow(matrices.product(x, kind, ties.events.scale))
    if choices.normalization != "no":
        entries = matrix.tocoo()
        matrix.data = matrices.ratio(entries.data, matrices.divisors(choices, ties, heavy, (entries.row, entries.col), kind))
    return matrix


def _two_mode(ties: Incidence, heavy: NDArray[np.float64], choices: Choices) -> Sparse:
    x, scale = matrices.counts(ties, heavy), ties.events.scale
    if choices.type == "two-mode-combine":
        return matrices.combined(x, len(scale.levels))
    values = np.ones(len(scale.levels)) if choices.type == "two-mode" else scale.signs()
    matrix = matrices.two_mode(x, values)
    if choices.normalization == "no":
        return matrix
    entries = matrix.tocoo()
    ends, size, at = (
        (ties.row, len(ties.rows), entries.row) if choices.normalization == "activity" else (ties.column, len(ties.columns), entries.col)
    )
    matrix.data = matrices.ratio(entries.data, np.bincount(ends, heavy, minlength=size).astype(np.float64)[at])
    return matrix
