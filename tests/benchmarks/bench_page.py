"""The page beside its peers in one run of one browser: `uv run --with gravis --with ipysigma pytest tests/benchmarks/bench_page.py -n 0 -s`."""

from __future__ import annotations

import random
from datetime import date, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

from stancegraph import network
from stancegraph.queries import DerivedRow, NodeRow, StatementRow

if TYPE_CHECKING:
    import networkx as nx

SIZES = ((60, 200), (1_000, 5_000), (10_000, 50_000))
"""Nodes and statements."""

# -- a network of any size ----------------------------------------------------------------------------------------------------------

WORDS = (
    "harbour", "toll", "ship", "river", "council", "border", "treaty", "vote", "budget", "school", "tax", "road", "army", "peace",
    "water", "grain", "court", "king", "senate", "guild", "bridge", "market", "election", "minister", "parliament", "region", "mission",
    "province", "assembly", "resolution", "negotiation", "proposal", "agreement", "recognition", "sovereignty", "status",
)  # fmt: skip
"""Quotes and titles are made of these."""
ISSUES = 0.15  # of the nodes
CAMPS = 4
FAITHFUL = 0.85  # share of the statements that say what the actor's camp says
FIRST_DAY = date(2007, 9, 1)
DAYS = 240
STATEMENTS_PER_DOCUMENT = 40
POSITIONS = {1: (1, "supports", "supports"), -1: (-1, "opposes", "opposes"), 0: (0, "neutral-on", "is neutral on")}
ACTS = (None, "deploys", "deploys")


def synthetic(nodes: int, statements: int) -> nx.MultiDiGraph[str]:
    """A network as `network.positions` returns it: planted camps, a few busy actors, quotes of eight words; the same at every call."""
    chance = random.Random(nodes)  # noqa: S311 - a sample, not a secret
    issues = [_issue(at, chance) for at in range(round(nodes * ISSUES))]
    actors = [_actor(at, chance) for at in range(nodes - len(issues))]
    documents = [_document(at, chance) for at in range(statements // STATEMENTS_PER_DOCUMENT + 1)]
    rows = [
        _row(number, actors[_drawn(number, len(actors), chance)], issues[_drawn(number, len(issues), chance)], documents, chance)
        for number in range(statements)
    ]
    derived = [_finding(*rows[at : at + 2]) for at in range(0, len(rows) - 1, 100)]
    return network.positions(rows, derived, [*actors, *issues], title=f"{nodes:,} nodes, {statements:,} statements")


class Document(NamedTuple):
    """A newspaper's article: what its statements share."""

    slug: str
    title: str
    publisher: str
    day: str | None


def _actor(at: int, chance: random.Random) -> NodeRow:
    kind = chance.choice(("state", "igo", "organization", "person", "group", "media"))
    return NodeRow(f"actor-{at}", f"{_phrase(chance, 2).title()} {at}", "actor", kind, None, None)


def _issue(at: int, chance: random.Random) -> NodeRow:
    kind = chance.choice(("policy", "claim", "frame"))
    return NodeRow(f"issue-{at}", f"The {_phrase(chance, 3)} {at}", "issue", kind, f"Whether the {_phrase(chance, 6)}.", None)


def _document(at: int, chance: random.Random) -> Document:
    day = FIRST_DAY + timedelta(days=int(DAYS * chance.betavariate(4, 2)))
    return Document(
        f"doc-{at}", _phrase(chance, 5).capitalize(), f"Paper {chance.randrange(40)}", day.isoformat() if chance.random() < 0.97 else None
    )


def _phrase(chance: random.Random, words: int) -> str:
    return " ".join(chance.choice(WORDS) for _ in range(words))


def _drawn(number: int, most: int, chance: random.Random) -> int:
    """A place below `most`: each once, so that all are in the picture, then small ones more often."""
    return number if number < most else int(most * chance.random() ** 2)


def _row(number: int, actor: NodeRow, issue: NodeRow, documents: list[Document], chance: random.Random) -> StatementRow:
    camps = [int(node.id.split("-")[1]) % CAMPS for node in (actor, issue)]
    side = 1 if sum(camps) % 2 else -1
    polarity, relation, verb = chance.choices((POSITIONS[side], POSITIONS[-side], POSITIONS[0], ACTS), (FAITHFUL, 0.08, 0.04, 0.03))[0]
    paper = documents[number // STATEMENTS_PER_DOCUMENT]
    voice = chance.choices(("own", "narrator", "third-party"), (0.7, 0.15, 0.15))[0]
    reason = chance.choices(("", "Conditional", "HostileSource", "Uncertain"), (0.8, 0.05, 0.1, 0.05))[0]
    tail = sha256(str(number).encode()).hexdigest()[:8]
    return StatementRow(
        id=f"s/{paper.slug}_{actor.id}_{relation}_{issue.id}_{tail}", actor=actor.id, relation=relation, object=issue.id,
        sentence_label=f"{actor.label} {verb} {issue.label}", negated=False, mode="planned" if chance.random() < 0.1 else "actual",
        certainty="certain", scope="all", condition="the others do" if reason == "Conditional" else None, voice=voice, asserted=not reason,
        reasons=(reason,) if reason else (), said_by=(f"Speaker {chance.randrange(len(documents))}",) if voice == "own" else (),
        reported_by=("a newspaper",) if voice == "third-party" else (), document=paper.slug, document_label=paper.title,
        document_url=f"https://example.org/{paper.slug}", publisher=paper.publisher, when=None, said=paper.day, start=paper.day, end=paper.day,
        quotes=(_phrase(chance, 8),), coder=("ann", "ben", "cat")[number % 3], polarity_min=polarity, polarity_max=polarity, because=(),
        slots=(), verb=verb,
    )  # fmt: skip


def _finding(one: StatementRow, other: StatementRow) -> DerivedRow:
    text = f"{one.actor} and {other.actor} are apart on {one.object}"
    tail = sha256(text.encode()).hexdigest()[:8]
    return DerivedRow(f"derived/R7_{tail}", "R7", "Tension", one.actor, one.object, -1, 1, text, tuple(sorted((one.id, other.id))))
