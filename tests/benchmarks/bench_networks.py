"""CPU seconds of discourse networks beside plain loops, and the memory of a million statements: `uv run python tests/benchmarks/bench_networks.py`.

Prints a table; the ratio is what counts, for machines differ. Nothing is asserted about time. The loops are those that tests take for
the truth (`tests/naive_networks.py`). `... bench_networks.py project` counts a project of 100,000 statements from its annotations, too.
"""

from __future__ import annotations

import gc
import random
import resource
import runpy
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import stancegraph
from stancegraph.discourse import STANCE, Choices, Event, events, gathered, network, windows
from stancegraph.discourse.events import iso

if TYPE_CHECKING:
    from collections.abc import Callable

    from stancegraph.discourse import Events

    T = TypeVar("T")

HERE = Path(__file__).parent
ACTORS, ISSUES, FIRST_DAY, DAYS = 2_000, 300, 13_879, 3_650


def rows(number: int) -> list[Event]:
    """Statements of ten years in documents of twenty; some actors say much, most little. A fixed seed makes them the same each time."""
    chance = random.Random(1)  # noqa: S311 - a sample, not a secret
    days = [iso(FIRST_DAY + day) for day in range(DAYS)]
    return [
        Event(
            f"s/{at:07d}",
            f"actor-{min(chance.randrange(ACTORS), chance.randrange(ACTORS))}",
            f"issue-{chance.randrange(ISSUES)}",
            chance.choice((-1, -1, -0.5, 0, 0.5, 1, 1)),
            chance.choice(days),
            f"document-{chance.randrange(max(1, number // 20))}",
            chance.randrange(3_000),
            4_000,
            actor_type="state",
            quote=("some words of a passage",),
        )
        for at in range(number)
    ]


def measured(name: str, work: Callable[[], T]) -> tuple[T, float]:
    """What the work gives, and its CPU seconds, printed."""
    gc.collect()
    started = time.process_time()
    found = work()
    seconds = time.process_time() - started
    print(f"  {name:64} {seconds:8.3f} s", flush=True)
    return found, seconds


def counting(found: Events) -> None:
    """Prints what networks of these events cost, each from the events in memory to the matrix."""
    whole = Choices(duplicates="document")
    measured("duplicates filtered, congruence", lambda: network(found, whole))
    for kind in ("average", "jaccard", "cosine", "dna_cosine"):
        measured(f"duplicates filtered, congruence, {kind}", lambda kind=kind: network(found, whole, normalization=kind))  # type: ignore[misc]
    measured("duplicates filtered, subtract", lambda: network(found, whole, type="subtract"))
    measured("actors by issues, activity", lambda: network(found, type="two-mode-subtract", normalization="activity"))
    measured("issues, congruence", lambda: network(found, rows="issue"))


def beside_loops() -> None:
    """Prints the same networks counted both ways."""
    naive = runpy.run_path(str(HERE.parent / "naive_networks.py"))
    told = rows(10_000)
    found = events(told)
    print(f"\n10,000 statements, {ACTORS:,} actors, {ISSUES} issues")
    for kind in ("no", "average", "jaccard"):
        asked = Choices(duplicates="document", normalization=kind)
        _, ours = measured(f"stancegraph: duplicates filtered, congruence, {kind}", lambda asked=asked: network(found, asked))  # type: ignore[misc]
        _, loops = measured(f"loops: the same, {kind}", lambda asked=asked: naive["network"](told, asked, STANCE.levels))  # type: ignore[misc]
        print(f"  {'':64} {loops / ours:8.0f} times")


def of_a_project() -> None:
    """Prints what it costs to make events of annotations."""
    print("\na project of 100,000 statements")
    text = runpy.run_path(str(HERE / "bench_speed.py"))["coding"](100_000)
    folder = Path(HERE / "made")
    folder.mkdir(exist_ok=True)
    (folder / "annotations.yaml").write_text(text, encoding="utf-8")
    project, _ = measured("load", lambda: stancegraph.load(folder))
    derived, _ = measured("judge and derive", lambda: project.derived)
    found, _ = measured("gathered", lambda: gathered(derived))
    measured("duplicates filtered, congruence", lambda: network(found, duplicates="document"))
    (folder / "annotations.yaml").unlink()
    folder.rmdir()


def main() -> None:
    """Prints all tables."""
    print(f"100,000 statements, {ACTORS:,} actors, {ISSUES} issues")
    told = rows(100_000)
    found, _ = measured("events from rows", lambda: events(told))
    counting(found)
    series = Choices(window="2m", kernel="gaussian", normalization="average")  # type: ignore[arg-type]
    measured("60 windows of two months, gaussian, average", lambda: sum(1 for _ in zip(windows(found, series), range(60), strict=False)))
    measured("all windows of 30 days", lambda: sum(1 for _ in windows(found, window="30d")))
    graph, _ = measured("issues as a networkx graph", lambda: network(found, rows="issue", duplicates="year").to_networkx())
    print(f"  {graph.number_of_edges():,} edges")
    few = rows(20_000)
    few_events = events(few)
    measured("20,000 statements: duplicates filtered", lambda: network(few_events, type="two-mode", duplicates="document"))
    beside_loops()
    if "project" in sys.argv[1:]:
        of_a_project()
    print("\n1,000,000 statements")
    told = rows(1_000_000)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    found, _ = measured("events from rows", lambda: events(told))
    counting(found)
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(f"  peak memory {after / 1024:,.0f} MB, of it rows before they were events {before / 1024:,.0f} MB")


if __name__ == "__main__":
    main()
