"""What the measures cost, beside every split in plain Python: `uv run python tests/benchmarks/bench_measures.py`.

CPU seconds; with OPENBLAS_NUM_THREADS=1 they are those of one processor.
"""

from __future__ import annotations

import time
from functools import partial
from itertools import product
from typing import TYPE_CHECKING

import numpy as np

from stancegraph.discourse import BINARY, Event, Network, events, network
from stancegraph.measures import agreement_by_issue, backbone, best_clustering, camps, frustration, summary
from stancegraph.measures.splits import split

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray


def signed(n: int) -> NDArray[np.float64]:
    """A complete signed graph of n nodes, nothing in it balanced."""
    weights = np.triu(np.random.default_rng(n).integers(-3, 4, (n, n)).astype(np.float64), 1)
    return weights + weights.T


def plain(weights: NDArray[np.float64]) -> float:
    """The least cut by the definition: every split, every pair."""
    rows, n = weights.tolist(), len(weights)
    pairs = [(i, j, rows[i][j]) for i in range(n) for j in range(i)]
    least: float = min(sum(weight for i, j, weight in pairs if sides[i] != sides[j]) for sides in product((0, 1), repeat=n) if not sides[0])
    return least


def discourse(statements: int, actors: int, issues: int) -> Network:
    """Two camps of actors who take up issues, the first ones most; one in ten statements is against the camp's side."""
    rng = np.random.default_rng(1)
    who, what = rng.integers(actors, size=statements), (issues * rng.random(statements) ** 2).astype(int)
    level = (who + what + (rng.random(statements) < 0.1)) % 2
    told = zip(who.tolist(), what.tolist(), level.tolist(), rng.integers(100, size=statements).tolist(), strict=True)
    return network(events([Event(str(at), f"a{a}", f"i{i}", k, document=f"d{d}") for at, (a, i, k, d) in enumerate(told)], scale=BINARY))


def cpu(work: Callable[[], object]) -> float:
    """CPU seconds of one run."""
    start = time.process_time()
    work()
    return time.process_time() - start


def main() -> None:
    """Prints a line a piece of work."""
    split(signed(3))  # loads scipy's graphs
    ours, theirs = cpu(lambda: split(signed(16))), cpu(lambda: plain(signed(16)))
    print(f"{'every split of 16 actors':40} {ours:8.3f} s, plain Python {theirs:8.2f} s: {theirs / ours:,.0f} times")
    for n in (20, 25, 28):
        print(f"{f'every split of {n} actors':40} {cpu(partial(split, signed(n))):8.3f} s")
    for n in (60, 200, 1000):
        print(f"{f'search and bound, {n} actors':40} {cpu(partial(split, signed(n))):8.3f} s")
    middling = discourse(2_000, 60, 40)
    measures: dict[str, Callable[[Network], object]] = {"frustration": frustration, "camps": camps, "best_clustering": best_clustering}
    for name, work in (measures | {"summary": summary}).items():
        print(f"{f'{name}, 60 actors, 2,000 statements':40} {cpu(partial(work, middling)):8.3f} s")
    print(f"{'agreement_by_issue of these':40} {cpu(lambda: agreement_by_issue(middling)):8.3f} s")
    print(f"{'frustration of these, no interval':40} {cpu(lambda: frustration(middling, interval_by='no')):8.3f} s")
    for issues, actors in ((100, 100), (300, 200)):
        found = discourse(6_000, actors, issues)
        print(f"{f'backbone, {issues} issues, {actors} actors':40} {cpu(partial(backbone, found)):8.3f} s", flush=True)


if __name__ == "__main__":
    main()
