"""A discourse network, a series of them or an event list in, the text that a terminal shows out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from stancegraph.engines.table import Table
from stancegraph.engines.terms import Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from stancegraph.discourse import Choices, Events, Network

__all__ = ["EVENTS", "TIES", "WINDOWS", "events_text", "left_out", "network_text", "series_text"]

TIES: Final = 20
WINDOWS: Final = 200
EVENTS: Final = 50
"""Rows of a table, unless more are asked for."""
NOTHING: Final = 1e-12
DIVIDES: Final = 10
"""Issues that divide the camps, at most."""
MATRIX: Final = 12
"""Rows of a one-mode network up to which its matrix is shown, too."""


def network_text(found: Network, most: int, *, measured: bool = False) -> str:
    """What was counted, the strongest ties, of a small one-mode network its matrix, measures if asked for, and what was left out.

    Raises:
        ValueError: There are no measures of such a network.
    """
    parts = [summary(found), _ties(found, most)]
    if found.choices.one_mode and found.matrix.nnz and len(found.rows) <= MATRIX:
        parts.append(_matrix(found))
    if (balanced := _balanced(found)) and found.choices.type == "two-mode-subtract":
        parts.append(f"{_counted(balanced, 'cell')} of 0 not listed: as much for as against")
    if measured:
        parts += [_measures(found), _camps(found)]
    return "\n\n".join([*parts, _reasons(found.left_out)])


def _balanced(found: Network) -> int:
    """How many pairs of a row and a column have statements that add up to 0."""
    return len(set(zip(found.ties.row.tolist(), found.ties.column.tolist(), strict=True))) - int(found.matrix.nnz)


def _camps(found: Network) -> str:
    """The best two camps, what divides them, and who is in neither."""
    from stancegraph import measures

    best = measures.camps(found, interval_by="no")
    lines = ["camps, by frustration:"]
    lines += [f"  {', '.join(map(found.label, camp.members))}" for camp in best.camps]
    for divide in best.divides[:DIVIDES]:
        levels = " against ".join(_number(level) for level in divide.levels)
        lines.append(f"  divided on {found.label(divide.issue)}: {levels}")
    for told, names in (("undecided", best.undecided), ("tied to nobody", best.isolates)):
        if names:
            lines.append(f"  {told}: {', '.join(map(found.label, names))}")
    return "\n".join(lines)


def _measures(found: Network) -> str:
    """A row for each measure: its value, where it would be with other documents, on how many statements it rests, what it is."""
    from stancegraph import measures

    rows: list[tuple[str, ...]] = []
    for line in measures.summary(found):
        value = "not defined" if line.value is None else _number(line.value)
        low_high = f"{_number(line.interval.low)} to {_number(line.interval.high)}" if line.interval else ""
        rows.append((line.name, value, low_high, str(line.n), "; ".join(filter(None, (line.definition, line.note)))))
    return _table(("measure", "value", "interval", "n", "what it is"), rows, 0, "").rpartition("\n")[0]


def summary(found: Network) -> str:
    """Two lines: what the network is, and every choice that could have been another.

    `congruence of actors by issue: 22 actors, 46 ties, 147 statements, 2007-12-07 to 2008-02-15`
    """
    choices = found.choices
    n_ties = found.matrix.nnz // (2 if choices.one_mode else 1)
    sizes = [_counted(len(found.rows), choices.rows)] + ([] if choices.one_mode else [_counted(len(found.columns), choices.columns)])
    days = [f"{found.start} to {found.end}"] if found.start else []
    told = ", ".join([*sizes, _counted(n_ties, "tie"), _counted(found.n, "statement"), *days])
    return f"{choices.type} of {_plural(choices.rows)} by {choices.columns}: {told}\n{chosen(choices)}"


OF_EVENTS: Final = ("statements", "origins", "holder", "clock", "include", "exclude", "since", "until")
"""Choices that an event list depends on, too."""


def chosen(choices: Choices, *, of_events: bool = False) -> str:
    """`choices: normalization average, duplicates document, statements asserted, ...`: what has no value is left out."""
    names = choices.told()
    told = OF_EVENTS if of_events else [name for name in names if name not in {"type", "rows", "columns"}]
    return "choices: " + ", ".join(f"{name} {names[name]}" for name in told if names[name] and (name, names[name]) != ("isolates", "no"))


def left_out(counts: Iterable[tuple[str, int]]) -> str:
    """How many statements were not counted, and why, in one line: the most frequent reason first."""
    return f"left out: {'; '.join(_sorted(counts)) or 'nothing'}"


def _reasons(counts: Iterable[tuple[str, int]]) -> str:
    """The same in a line each."""
    return "\n  ".join(["left out:", *_sorted(counts)]) if counts else left_out(())


def _sorted(counts: Iterable[tuple[str, int]]) -> list[str]:
    return [f"{n} {why}" for why, n in sorted(counts, key=lambda line: (-line[1], line[0]))]


def _ties(found: Network, most: int) -> str:
    from stancegraph.discourse.graphs import strongest

    total = found.matrix.nnz // (2 if found.choices.one_mode else 1)
    heads = ("a", "b") if found.choices.one_mode else (found.choices.rows, found.choices.columns)
    rows = [(found.label(tie.row), found.label(tie.column), _number(tie.weight), str(tie.n)) for tie in strongest(found, most)]
    return _table((*heads, "weight", "statements"), rows, total - len(rows), "no two have anything in common")


def _matrix(found: Network) -> str:
    """Rows with their names, columns with their numbers."""
    heads = ["", *(str(at + 1) for at in range(len(found.rows)))]
    rows: list[list[str]] = []
    for at, (name, cells) in enumerate(zip(found.rows, found.array().tolist(), strict=True)):
        told = [_number(cell) if cell else "." for cell in cells]
        rows.append([f"{at + 1} {found.label(name)}", *(" " if at == other else cell for other, cell in enumerate(told))])
    return _table(heads, rows, 0, "").rpartition("\n")[0]


def series_text(networks: Iterable[Network], choices: Choices, lost: Iterable[tuple[str, int]], most: int) -> str:
    """A row for each window that has a statement: its days, how many statements and ties, the strongest tie."""
    from stancegraph.discourse.graphs import strongest

    rows: list[tuple[str, ...]] = []
    more = silent = 0
    for found in networks:
        if not found.n:
            silent += 1
            continue
        if len(rows) == most:
            more += 1
            continue
        ties = found.matrix.nnz // (2 if choices.one_mode else 1)
        first = "".join(f"{found.label(tie.row)}, {found.label(tie.column)}: {_number(tie.weight)}" for tie in strongest(found, 1))
        rows.append((found.start, found.middle, found.end, str(found.n), str(ties), first))
    table = _table(("start", "middle", "end", "n", "ties", "strongest tie"), rows, more, "no window fits into the time of the events")
    head = f"{choices.type} of {_plural(choices.rows)} by {choices.columns} in windows of {choices.window}\n{chosen(choices)}"
    told = [f"{_counted(silent, 'window')} without a statement not listed"] if silent else []
    return "\n\n".join([head, table, *told, _reasons(lost)])


def events_text(found: Events, choices: Choices, most: int) -> str:
    """The event list: day, actor, issue, level, document, words."""
    rows: list[tuple[str, ...]] = []
    for event in found.take(_first(found, most)):
        words = " … ".join(event.quote)
        rows.append((event.date, found.label(event.actor), _number(event.level), found.label(event.issue), event.document, words))
    table = _table(("date", "actor", "level", "issue", "document", "words"), rows, len(found) - len(rows), "no event is left")
    return "\n\n".join([f"{_counted(len(found), 'event')}\n{chosen(choices, of_events=True)}", table, _reasons(found.left_out)])


def _first(found: Events, most: int) -> NDArray[np.bool_]:
    import numpy as np

    return np.arange(len(found)) < most


# --- Cells ---


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]], more: int, empty: str) -> str:
    """Rows under their heads, with how many more there are."""
    told = tuple(tuple(Literal(cell) for cell in row) for row in rows)
    return Table(tuple(heads), told, more=more).to_text(empty=empty)


def _number(value: float) -> str:
    """To four decimals, without what is not needed; a number that would round to 0 in two digits, but for what sums leave of nothing."""
    if abs(value) < NOTHING:
        return "0"
    text = f"{value:.4f}".rstrip("0").rstrip(".")
    return text if text not in {"0", "-0"} else f"{value:.1e}"


def _counted(n: int, word: str) -> str:
    return f"{n:,} {word if n == 1 else _plural(word)}"


def _plural(variable: str) -> str:
    """`actors`, `issue types`, `publishers`; of what is no countable noun, such as certainty, its own plural."""
    word = variable.replace("_", " ")
    return f"{word[:-1]}ies" if word.endswith("ty") else f"{word}es" if word.endswith("s") else f"{word}s"
