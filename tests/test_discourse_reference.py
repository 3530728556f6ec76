"""Networks counted by arrays and by plain loops are the same, whatever the events and the choices (NETWORKS 1 to 5)."""

from __future__ import annotations

import random
import runpy
from datetime import date
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stancegraph.discourse import BINARY, LIKERT, STANCE, Choices, Event, Scale, Window, events, matrices, network, windows
from stancegraph.discourse.choices import KERNELS, NORMALIZATIONS, ONE_MODE, TYPES

if TYPE_CHECKING:
    from collections.abc import Callable

    from stancegraph.discourse import Network

naive = runpy.run_path(str(Path(__file__).parent / "naive_networks.py"))

SCALES = (BINARY, LIKERT, STANCE, Scale((0, 1, 3)))
# Ends of years that lie in other ISO years, of months, of a February with 29 days.
DAYS = (
    "2007-12-30", "2007-12-31", "2008-01-01", "2008-01-06", "2008-01-07", "2008-01-31", "2008-02-01", "2008-02-28", "2008-02-29",
    "2008-03-31", "2008-12-21", "2008-12-28", "2008-12-29", "2009-01-01", "2009-01-04", "2009-01-05",
)  # fmt: skip
HELD = ((), (), (), (), ("Superseded",), ("Conditional",), ("Uncertain", "Superseded"))
VARIABLES = ("actor", "issue", "reason", "speaker", "document", "actor_type")
UNITS = {"d": (40, 12), "w": (90, 6), "m": (400, 7), "y": (3000, 5), "e": (900, 9)}
"""Days that the events of a case lie in, and the largest window."""


class Case(NamedTuple):
    """Events with their scale, and choices that fit them."""

    rows: list[Event]
    scale: Scale
    choices: Choices


def heard(chance: random.Random, number: int, days: Callable[[], str]) -> tuple[list[Event], Scale]:
    """Rows in any order, many alike but for one attribute."""
    scale, names = chance.choice(SCALES), [str(name) for name in range(number)]
    chance.shuffle(names)

    def some() -> tuple[str, ...]:
        return tuple(chance.choices("pqr", k=chance.choice((0, 1, 1, 2, 3))))

    rows = [
        Event(
            name,
            chance.choice("abcd"),
            chance.choice("xyz"),
            chance.choice(scale.levels),
            days(),
            chance.choice(("", "d1", "d2", "d2")),
            chance.randrange(-1, 2),
            chance.randrange(2, 4),
            actor_type=chance.choice(("", "state", "igo")),
            voice=chance.choice(("own", "narrator", "third-party")),
            origin=chance.choice(("explicit", "explicit", "explicit", "act", "derived")),
            speaker=some(),
            reason=some(),
            held=chance.choice(HELD),
        )
        for name in names
    ]
    return rows, scale


def asked(chance: random.Random, rows: list[Event], window: Window | None = None) -> Choices:
    """Choices that go together; filters name words that the events have."""
    kind = chance.choice(TYPES)
    fitting = NORMALIZATIONS[:-2] if kind in ONE_MODE else ("no",) if kind == "two-mode-combine" else ("no", *NORMALIZATIONS[-2:])
    pair = chance.sample(VARIABLES, 2) if chance.random() < 0.4 else chance.sample(("actor", "issue"), 2)

    def filters(share: float) -> dict[str, tuple[str, ...]]:
        name = chance.choice(("actor", "issue", "document", "voice", "reason"))
        known = sorted({"", *(word for row in rows for word in naive["words"](row, name))})
        return {name: tuple(chance.sample(known, max(1, int(len(known) * share))))} if chance.random() < 0.3 else {}

    dated = sorted({row.date for row in rows if row.date}) if window else DAYS
    since, until = sorted(chance.sample(dated, 2)) if len(dated) > 1 else ("", "")
    return Choices(
        type=kind,
        rows=pair[0],
        columns=pair[1],
        normalization=chance.choice(fitting),
        duplicates=chance.choice(("include", "document", "day", "week", "month", "year", "window", "all")),
        statements=chance.choice(("asserted", "own_words", "reported", "all", "all")),
        origins=chance.choice((("explicit",), ("explicit", "act"), ("explicit", "act", "derived"))),
        include=filters(0.7),
        exclude=filters(0.3),
        since=since if chance.random() < 0.2 else "",
        until=until if chance.random() < 0.2 else "",
        isolates=chance.random() < 0.3,
        window=window,
        kernel=chance.choice(("no", *KERNELS[1:], *KERNELS[1:])) if window and kind != "two-mode-combine" else "no",
        compat=chance.choice(("", "", "dna")),
    )


def case(number: int, seed: int) -> Case:
    """A case for `network`."""
    chance = random.Random(seed)  # noqa: S311 - a sample, not a secret
    rows, scale = heard(chance, number, lambda: chance.choice(("", *DAYS)))
    return Case(rows, scale, asked(chance, rows))


def moving(number: int, seed: int) -> Case:
    """A case for `windows`: events between a day and one as far away as some windows are long, a few undated."""
    chance = random.Random(seed)  # noqa: S311 - a sample, not a secret
    unit = chance.choice("dwmye")
    length, most = UNITS[unit]
    first = date.fromisoformat(chance.choice(DAYS)).toordinal()
    rows, scale = heard(chance, number, lambda: str(date.fromordinal(first + chance.randrange(length))) if chance.random() < 0.9 else "")
    return Case(rows, scale, asked(chance, rows, Window(chance.randint(1, most), unit)))


def same(ours: Network, plain: Any) -> None:
    entries = ours.matrix.tocoo()
    cells = zip(entries.row.tolist(), entries.col.tolist(), entries.data.tolist(), strict=True)
    found = {(ours.rows[i], ours.columns[j]): value for i, j, value in cells if value}
    assert (list(ours.rows), list(ours.columns), ours.events.ids.tolist()) == (plain.rows, plain.columns, plain.ids)
    # A sum that cancels leaves 0 here and perhaps 1e-17 there.
    assert found == pytest.approx(
        {cell: value for cell, value in plain.cells.items() if abs(value) > 1e-12 or cell in found}, rel=1e-12, abs=1e-12
    )


@settings(max_examples=200)
@given(st.integers(0, 40), st.integers(0, 1 << 32))
def test_a_network_is_what_plain_loops_count(number: int, seed: int) -> None:
    rows, scale, choices = case(number, seed)
    plain = naive["network"](rows, choices, scale.levels)
    same(network(events(rows, scale=scale), choices), plain)
    with pytest.MonkeyPatch.context() as patched:  # what is done where dense matrices would not fit into memory
        patched.setattr(matrices, "_DENSE", 0)
        patched.setattr(matrices, "_BLOCK", 20)
        same(network(events(rows, scale=scale), choices), plain)


@settings(max_examples=120)
@given(st.integers(0, 40), st.integers(0, 1 << 32))
def test_every_window_is_what_plain_loops_count(number: int, seed: int) -> None:
    rows, scale, choices = moving(number, seed)
    pairs = list(zip_longest(windows(events(rows, scale=scale), choices), naive["windows"](rows, choices, scale.levels)))
    for ours, plain in pairs[:2] + pairs[2:-2:4] + pairs[-2:]:
        assert (ours.start, ours.middle, ours.end) == plain.days
        same(ours, plain)
