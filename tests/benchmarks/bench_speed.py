"""CPU seconds of the main job beside peers in the same run: `uv run pytest tests/benchmarks/bench_speed.py -n 0 -s`.

Prints a table for each kind of work; the ratio is what counts, for machines differ. Nothing is asserted about time.
"""

from __future__ import annotations

import gc
import random
import resource
import subprocess
import sys
import time
from functools import partial
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
import rdflib
import yaml

from stancegraph import compiler, load, queries
from stancegraph.engines import oxigraph

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

VERBS = ("opposes", "supports", "endorses", "demands", "does not support", "will never recognise")


def coding(statements: int) -> str:
    """A project with groups, quotes, conditions and speakers; a fixed seed makes it the same each time."""
    chance = random.Random(1)  # noqa: S311 - a sample, not a secret
    actors, issues, documents = max(20, statements // 50), max(10, statements // 330), max(5, statements // 100)
    lines = ['project: {id: speed, base: "https://example.org/speed/"}', "actors:"]
    lines += [f"  actor-{n}: {{type: state, name: Actor {n}}}" for n in range(actors)]
    lines += ["issues:", *(f"  issue-{n}: {{name: issue number {n}}}" for n in range(issues)), "documents:"]
    lines += [f"  doc-{n}: {{title: Document {n}, date: 20{n % 20 + 1:02d}-{n % 12 + 1:02d}-{n % 28 + 1:02d}}}" for n in range(documents)]
    lines += ["coders:", "  ann: Ann", "statements:"]
    for number in range(statements):
        if number % (statements // documents) == 0:
            lines += [f"- source: doc-{number * documents // statements}", "  coder: ann", "  statements:"]
        lines += [f"  - actor-{chance.randrange(actors)} {chance.choice(VERBS)} issue-{chance.randrange(issues)}:"]
        lines += [f"      quote: some words of passage {number}"]
        lines += [f"      {chance.choice(('if: the others do', f'by: actor-{chance.randrange(actors)}'))}"] if chance.random() < 0.2 else []
    return "\n".join(lines) + "\n"


def cpu(work: Callable[[], object]) -> float:
    """CPU seconds of this process for one call, the cyclic collector resting as in the command line."""
    gc.collect()
    gc.disable()
    started = time.process_time()
    work()
    spent = time.process_time() - started
    gc.enable()
    return spent


def table(title: str, rows: list[tuple[str, float]]) -> None:
    """Prints each row with its ratio to the first."""
    print(f"\n{title}")
    for name, seconds in rows:
        print(f"  {name:52} {seconds:8.3f} s   {seconds / rows[0][1]:8.2f}")


@pytest.fixture(scope="module")
def projects(tmp_path_factory: pytest.TempPathFactory) -> dict[int, Path]:
    made = {}
    for size in (1_000, 10_000):
        made[size] = tmp_path_factory.mktemp(str(size))
        (made[size] / "annotations.yaml").write_text(coding(size), encoding="utf-8")
    return made


def test_check_as_a_whole_process(projects: dict[int, Path]) -> None:
    def run(*words: str) -> float:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, *words], check=True, capture_output=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime

    path = str(projects[1_000] / "annotations.yaml")
    loading = "import sys, yaml; yaml.load(open(sys.argv[1]), Loader=yaml.CSafeLoader)"
    table(
        "check of 1,000 statements, whole process",
        [("stancegraph check", run("-m", "stancegraph", "check", path)), ("PyYAML CSafeLoader, loading alone", run("-c", loading, path))],
    )


def test_reading_beside_pyyaml(projects: dict[int, Path]) -> None:
    text = (projects[10_000] / "annotations.yaml").read_text(encoding="utf-8")
    table(
        "10,000 statements: read and check",
        [
            ("stancegraph.load (positions, names, every check)", cpu(lambda: load(projects[10_000]))),
            ("yaml.load with CSafeLoader (no positions, no checks)", cpu(lambda: yaml.load(text, Loader=yaml.CSafeLoader))),
            ("yaml.compose with CLoader (positions, no checks)", cpu(lambda: yaml.compose(text, Loader=yaml.CLoader))),
        ],
    )


def test_file_to_nquads_grows_linearly_and_beside_rdflib(projects: dict[int, Path]) -> None:
    def nquads(size: int) -> list[str]:
        return list(compiler.blocks(load(projects[size]).derived))

    def peer() -> None:
        dataset = rdflib.Dataset()
        dataset.parse(data="".join(nquads(1_000)), format="nquads")
        dataset.serialize(format="nquads")

    small, large = cpu(lambda: nquads(1_000)), cpu(lambda: nquads(10_000))
    table(
        "file to N-Quads, all layers",
        [("1,000 statements", small), ("10,000 statements", large), ("rdflib: hold and write the 1,000", cpu(peer) - small)],
    )


def test_named_questions_beside_raw_pyoxigraph(projects: dict[int, Path]) -> None:
    derived = load(projects[10_000]).derived
    engine = oxigraph(compiler.blocks(derived))
    store = ox.Store()
    store.bulk_load(input="".join(compiler.blocks(derived)).encode(), format=ox.RdfFormat.N_QUADS)

    def raw(text: str) -> None:
        solutions = store.query(text, prefixes=dict(engine.prefixes), use_default_graph_as_union=True)
        assert isinstance(solutions, ox.QuerySolutions)
        solutions.serialize(format=ox.QueryResultsFormat.TSV)

    for name, query in queries.names().items():
        table(name, [("raw pyoxigraph", cpu(partial(raw, query.text))), ("stancegraph", cpu(partial(queries.run, engine, name)))])
