"""How long the compiler takes a statement; run with `pytest --benchmark-only -n 0 tests/test_compiler_benchmark.py`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from stancegraph import compiler
from stancegraph.dates import parse
from stancegraph.exports import rdf
from stancegraph.gate import judge
from stancegraph.inference import Derived, derive
from stancegraph.problems import NOWHERE
from stancegraph.records import Actor, ActorType, Annotations, Coder, Document, Issue, Project, Quote, Speaker, Statement
from stancegraph.relations import Relation

if TYPE_CHECKING:
    from pathlib import Path

    from pytest_benchmark.fixture import BenchmarkFixture

SIZE = 10_000  # statements; of DESIGN's 10 s for 100,000 from file to N-Quads, the compiler's share is 0.4 s here
RELATIONS = {
    "supports": Relation(slug="supports", verb="support", polarity=1, builtin=True),
    "opposes": Relation(slug="opposes", verb="oppose", polarity=-1, builtin=True),
    "rejects": Relation(slug="rejects", verb="reject", is_=("opposes",), polarity=-1, builtin=True),
}


def _statement(number: int) -> Statement:
    actor, issue, document = f"actor-{number % 300}", f"issue-{number * 7 % 100}", f"document-{number % 2000}"
    relation = ("supports", "opposes", "rejects")[number % 3]
    return Statement(
        id=f"s/{document}_{actor}_{relation}_{issue}_{number:08x}",
        place=NOWHERE,
        sentence="",
        actor=actor,
        relation=relation,
        object=issue,
        negated=number % 10 == 0,
        document=document,
        said=parse("2008-02-14"),
        said_by=(Speaker(actor),),
        reported_by=(Speaker("actor-1"),) if number % 5 == 0 else (),
        quotes=(Quote(f"we will never accept this, for the {number}th time", None, None, NOWHERE),),
        condition="no veto" if number % 9 == 0 else None,
        coder="anna",
        time=("2008-02-14", "2008-02-14"),
    )


@pytest.fixture(scope="module")
def source() -> Derived:
    annotations = Annotations(
        project=Project(id="benchmark", base="https://example.org/benchmark/"),
        actors={f"actor-{n}": Actor(slug=f"actor-{n}", type=ActorType.STATE) for n in range(300)},
        issues={f"issue-{n}": Issue(slug=f"issue-{n}") for n in range(100)},
        acts={},
        instruments={},
        documents={f"document-{n}": Document(slug=f"document-{n}", date=parse("2008-02-14")) for n in range(2000)},
        coders={"anna": Coder(slug="anna")},
        relations=RELATIONS,
        statements=tuple(sorted((_statement(number) for number in range(SIZE)), key=lambda s: s.id)),
    )
    return derive(judge(annotations))


@pytest.mark.benchmark(group="compiler")
def test_ten_thousand_statements_compile(benchmark: BenchmarkFixture, source: Derived) -> None:
    assert benchmark(lambda: sum(block.count("\n") for block in compiler.blocks(source))) > 25 * SIZE


@pytest.mark.benchmark(group="compiler")
@pytest.mark.parametrize("name", rdf.WRITERS)
def test_ten_thousand_statements_are_written(benchmark: BenchmarkFixture, source: Derived, name: str, tmp_path: Path) -> None:
    benchmark(rdf.WRITERS[name], source, tmp_path / name)
    assert (tmp_path / name).stat().st_size > 0
