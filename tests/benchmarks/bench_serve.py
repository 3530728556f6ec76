"""`stancegraph serve` under load: `uv run pytest tests/benchmarks/bench_serve.py -n 0 -s`.

64 clients for 60 seconds, each asking one thing after another without a pause: the named questions, pages and files of things, short queries,
and every twentieth time a query that can never be answered. Printed are the times of the good ones, what the hopeless ones got, and the
memory of the server with its workers. Asserted is that no good one has an error, and that the server answers afterwards.

STANCEGRAPH_CLIENTS and STANCEGRAPH_SECONDS give other numbers.
"""

from __future__ import annotations

import asyncio
import os
import random
import re
import subprocess
import sys
import time
from collections import Counter
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

import pytest

from stancegraph import load, queries

sys.path.insert(0, str(Path(__file__).parent))
from bench_speed import coding  # type: ignore[import-not-found]

if TYPE_CHECKING:
    from collections.abc import Iterator

CLIENTS = int(os.environ.get("STANCEGRAPH_CLIENTS", "64"))
SECONDS = float(os.environ.get("STANCEGRAPH_SECONDS", "60"))
HOPELESS = (
    "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?c ?f ?a",
    "SELECT (COUNT(DISTINCT ?x) AS ?n) { ?a ?b ?c . ?d ?e ?f BIND(CONCAT(STR(?a), STR(?d)) AS ?x) }",
    "SELECT (COUNT(*) AS ?n) { ?a (!rdf:nil)* ?b . ?c (!rdf:nil)* ?d }",
)
SHORT = (
    "SELECT ?who ?what { ?who sg:opposes ?what } LIMIT 100",
    "ASK { ?who sg:supports ?what }",
    "SELECT ?s ?l { ?s a sg:Statement ; rdfs:label ?l } ORDER BY ?l LIMIT 50",
    "CONSTRUCT { ?s rdfs:label ?l } WHERE { ?s a sg:Statement ; rdfs:label ?l } LIMIT 50",
)


class Told(NamedTuple):
    """What one request came to."""

    kind: str
    path: str
    status: int
    seconds: float


@contextmanager
def serving(folder: Path) -> Iterator[tuple[int, int]]:
    """The port and the process of a server."""
    process = subprocess.Popen(
        [sys.executable, "-m", "stancegraph", "serve", "-p", str(folder), "--port", "0", "--quiet"], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    yield int(process.stdout.readline().rstrip("/\n").rpartition(":")[2]), process.pid
    process.terminate()
    assert process.wait(30) == 0
    process.stdout.close()


def memory(pid: int) -> tuple[int, int, int]:
    """MB of the server, MB of all processes below it, and how many those are; what they share is counted once (proportional set size)."""
    below, found = list(_children(pid)), 0
    for each in below:
        found += _pss(each)
    return _pss(pid) // 1024, found // 1024, len(below)


def _children(pid: int) -> Iterator[int]:
    for child in subprocess.run(["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, text=True, check=False).stdout.split():
        yield int(child)
        yield from _children(int(child))


def _pss(pid: int) -> int:
    with suppress(OSError):  # it has ended
        return sum(map(int, re.findall(r"^Pss:\s+(\d+)", Path(f"/proc/{pid}/smaps_rollup").read_text("utf-8"), re.MULTILINE)))
    return 0


async def request(port: int, path: str) -> int:
    """The status of one answer, read to its end."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=1 << 20)
    writer.write(f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())
    head = await reader.readline()
    while await reader.read(1 << 16):
        pass
    writer.close()
    return int(head.split()[1])


def paths(folder: Path) -> list[str]:
    """Good requests: each named question that has an answer here, things, short queries."""
    notes = load(folder).annotations
    target = quote(next(iter(notes.issues)))
    asked = [f"/questions/{name}?format=json" for name in queries.names()]
    asked += [f"/questions/{name}?format=csv&target={target}" for name, each in queries.names().items() if "target" in each.parameters]
    asked += [f"/{slug}?format={form}" for slug in [*notes.actors, *notes.issues][:40] for form in ("html", "ttl")]
    return asked + [f"/sparql?query={quote(query)}" for query in SHORT] + ["/", "/questions", "/sparql?format=ttl"]


async def client(port: int, good: list[str], seed: int, until: float) -> list[Told]:
    chance, told = random.Random(seed), []  # noqa: S311 - a sample, not a secret
    while (started := time.perf_counter()) < until:
        hopeless = chance.random() < 0.05
        path = f"/sparql?query={quote(f'{chance.choice(HOPELESS)} # {chance.random()}')}" if hopeless else chance.choice(good)
        status = await request(port, path)
        told.append(Told("hopeless" if hopeless else "good", path, status, time.perf_counter() - started))
    return told


async def watched(pid: int, until: float) -> list[tuple[int, int, int]]:
    found = []
    while time.perf_counter() < until:
        found.append(await asyncio.to_thread(memory, pid))
        await asyncio.sleep(1)
    return found


async def load_of(port: int, pid: int, good: list[str]) -> tuple[list[Told], list[tuple[int, int, int]]]:
    until = time.perf_counter() + SECONDS
    watching = asyncio.create_task(watched(pid, until))
    told = await asyncio.gather(*(client(port, good, seed, until) for seed in range(CLIENTS)))
    return [each for one in told for each in one], await watching


def report(title: str, told: list[Told], sizes: list[tuple[int, int, int]]) -> None:
    """Prints what happened."""
    good = sorted(each.seconds for each in told if each.kind == "good")
    shares = ", ".join(f"p{round(100 * share)} {good[int(share * (len(good) - 1))] * 1000:.0f} ms" for share in (0.5, 0.9, 0.99, 1))
    print(f"\n{title}: {CLIENTS} clients, {SECONDS:g} s, load of the machine {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")
    print(f"  good ones: {len(good):,} ({len(good) / SECONDS:.0f}/s), {shares}")
    print(f"    by status: {dict(Counter(each.status for each in told if each.kind == 'good'))}")
    print(f"  hopeless ones: {dict(Counter(each.status for each in told if each.kind == 'hopeless'))}")
    slow = sorted(((each.seconds, each.path[:70]) for each in told if each.kind == "good"), reverse=True)[:3]
    print(f"    slowest: {slow}")
    print(
        f"  errors: {Counter((each.status, each.path[:60]) for each in told if each.kind == 'good' and each.status != 200).most_common(8)}"
    )
    for at in sorted({0, len(sizes) // 4, len(sizes) // 2, 3 * len(sizes) // 4, len(sizes) - 1}):
        print(f"  after {at:3} s: server {sizes[at][0]} MB, {sizes[at][2]} workers {sizes[at][1]} MB")
    print(f"  most: server {max(each[0] for each in sizes)} MB, workers {max(each[1] for each in sizes)} MB")


@pytest.mark.parametrize("statements", [0, 10_000], ids=["flagship", "10,000 statements"])
def test_no_good_request_has_an_error_beside_hopeless_ones(statements: int, tmp_path: Path) -> None:
    folder = Path(__file__).parents[2]
    if statements:
        folder = tmp_path
        (folder / "annotations.yaml").write_text(coding(statements), encoding="utf-8")
    good = paths(folder)
    with serving(folder) as (port, pid):
        alone = {path: asyncio.run(timed(port, path)) for path in good}
        refused = {path: status for path, (status, _) in alone.items() if status != 200}
        print(
            f"\nalone, median {sorted(seconds for _, seconds in alone.values())[len(alone) // 2] * 1000:.0f} ms; not answered alone: {refused}"
        )
        told, sizes = asyncio.run(load_of(port, pid, [path for path in good if path not in refused]))
        report(f"{statements:,} statements" if statements else "the flagship", told, sizes)
        assert asyncio.run(request(port, "/health")) == 200
    assert Counter(each.status for each in told if each.kind == "good").keys() == {200}


async def timed(port: int, path: str) -> tuple[int, float]:
    started = time.perf_counter()
    return await request(port, path), time.perf_counter() - started
