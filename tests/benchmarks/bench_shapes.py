"""What it costs to hold a graph against its shapes, and what takes too long for a unit test: `uv run python tests/benchmarks/bench_shapes.py`.

CPU seconds. Also held against shapes: the shapes themselves, by SHACL's own shapes for shapes.
"""

from __future__ import annotations

import time
from pathlib import Path

import pyshacl
import rdflib

from stancegraph import compiler, conformance, loader, shapes
from stancegraph.checks import check
from stancegraph.gate import judge
from stancegraph.inference import derive
from stancegraph.problems import Severity
from stancegraph.reader import read
from stancegraph.rulebook import rules

ROOT = Path(__file__).parents[2]


def sound_examples() -> str:
    """How many graphs of the rules' good examples conform, of how many that have no error."""
    graphs = []
    for rule in rules().values():
        annotations, told = read(rule.good, "annotations.yaml")
        errors = [each for each in [*told, *check(annotations)] if each.severity is Severity.ERROR]
        if rule.good and not rule.annotations and not errors:
            graphs.append(list(compiler.blocks(derive(judge(annotations)))))
    return f"{sum(not conformance.breaches(graph) for graph in graphs)} of {len(graphs)} conform"


def main() -> None:
    """Prints a line a project, then a line on the shapes."""
    for path in (ROOT, *sorted((ROOT / "tests" / "data").iterdir())):
        project = loader.load(path)
        blocks = list(compiler.blocks(project.derived))
        start = time.process_time()
        found = conformance.breaches(blocks)
        took = time.process_time() - start
        triples = sum(block.count("\n") for block in blocks)
        print(f"{project.annotations.project.id:20} {triples:7,} triples {took:6.2f} s {len(found)} breaches")
    print(f"{'good examples':20} {sound_examples()}")
    text = "".join(shapes.ntriples())
    conforms, _, _ = pyshacl.validate(rdflib.Graph(), shacl_graph=text, shacl_graph_format="nt", meta_shacl=True)
    print(f"the shapes are sound SHACL: {conforms}")


if __name__ == "__main__":
    main()
