"""CPU seconds of the named questions beside peers on the same graph: `uv run pytest tests/benchmarks/bench_queries.py -n 0 -s`.

`--with maplib --with oxigraph` after `uv run` adds two peers. Prints a table for 10,000 and one for 100,000 statements; the ratio to
raw pyoxigraph is what counts, for machines differ. Nothing is asserted about time. STANCEGRAPH_SIZES=10000 measures that one alone.
"""

from __future__ import annotations

import gc
import json
import os
import random
import shutil
import signal
import subprocess
import time
import urllib.parse
import urllib.request
import warnings
from functools import partial
from importlib.util import find_spec
from itertools import accumulate
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox
import pytest
import rdflib
from oxrdflib import OxigraphStore

from stancegraph import compiler, load, queries
from stancegraph.engines import oxigraph

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

SIZES = tuple(int(size) for size in os.environ.get("STANCEGRAPH_SIZES", "10000 100000").split())
PATIENCE = 6  # CPU seconds that a peer may take for one question
PLAIN = 10_000  # statements up to which plain rdflib is asked at all
ALLOWED = 1.2  # of raw pyoxigraph, at the median (DESIGN, "Budgets")

SEVEN = {
    "who opposes X": "SELECT ?a { ?a sg:opposes :issue-0 }",
    "held on a date": """SELECT ?a ?t { ?s a sg:Stance ; sg:holder ?a ; sg:target ?t ; sg:polarityMin 1 ; sg:validFrom ?from .
      FILTER(?from <= "2010-06-01"^^xsd:date) OPTIONAL { ?s sg:validTo ?to } FILTER(!BOUND(?to) || ?to >= "2010-06-01"^^xsd:date) }""",
    "reporting chains (p+)": "SELECT ?s ?r { ?s a sg:Statement ; sg:heardFrom+ ?hop . ?hop sg:reporter ?r }",
    "latest position (MAX)": "SELECT ?a ?t (MAX(?day) AS ?last) { ?s rdf:subject ?a ; rdf:object ?t ; sg:polarityMin ?low ; sg:saidStart ?day } GROUP BY ?a ?t",
    "text in quotes": 'SELECT ?q { ?p oa:exact ?q . FILTER(CONTAINS(?q, "passage 77")) }',
    "listing, many OPTIONALs": """SELECT * { ?s rdf:subject ?a ; rdf:predicate ?r ; rdf:object ?o . OPTIONAL { ?s sg:saidBy ?by } OPTIONAL { ?s sg:document ?d }
      OPTIONAL { ?s sg:when ?when } OPTIONAL { ?s sg:said ?said } OPTIONAL { ?s sg:condition ?if } OPTIONAL { ?s sg:coder ?c } }""",
    "conflict within a document": """SELECT DISTINCT ?d ?t { { SELECT DISTINCT ?d ?t { ?s sg:document ?d ; rdf:object ?t ; sg:polarityMin 1 } }
      { SELECT DISTINCT ?d ?t { ?s sg:document ?d ; rdf:object ?t ; sg:polarityMax -1 } } }""",
}
"""The seven questions by which engines were compared (DESIGN, "Engines"), on our graph."""

KINDS = {"state": 0.35, "person": 0.3, "organization": 0.2, "group": 0.1, "media": 0.05}
STANCES = (
    "supports", "endorses", "demands", "calls for", "opposes", "rejects", "condemns", "disputes", "does not support", "does not oppose",
    "is neutral on", "refuses to recognise", "warns of", "proposes", "disputes legality of",
)  # fmt: skip
DEEDS = (
    ("deploys", "act"), ("convenes", "act"), ("blocks", "act"), ("promises", "issue"), ("offers", "issue"), ("expects", "issue"),
    ("declares", "act"), ("vetoes", "law"),
)  # fmt: skip
TIES = ("accuses", "threatens", "condemns", "meets", "is allied with", "negotiates with", "urges", "backs", "leads", "speaks for")
SKEW = {"actor": 0.9, "igo": 0.8, "issue": 0.8, "act": 0.8, "law": 0.8, "doc": 0.2}
SHARE = {"actor": 50, "igo": 2000, "issue": 333, "act": 1000, "law": 4000, "doc": 200}
"""How many statements there are to one thing of a kind; at least five things."""


class Sample:
    """A project by chance, the same each time: the first things of each kind are named most (Zipf)."""

    def __init__(self, statements: int) -> None:
        """Takes the number of statements."""
        self.chance = random.Random(1)  # noqa: S311 - a sample, not a secret
        self.names = {kind: [f"{kind}-{n}" for n in range(max(5, statements // share))] for kind, share in SHARE.items()}
        self._weights = {kind: list(accumulate((n + 3) ** -SKEW[kind] for n in range(len(names)))) for kind, names in self.names.items()}

    def one(self, kind: str) -> str:
        """The name of a thing."""
        return self.chance.choices(self.names[kind], cum_weights=self._weights[kind])[0]

    def often(self, share: float) -> bool:
        """True in that share of the askings."""
        return self.chance.random() < share

    def actor(self, n: int) -> str:
        """One actor's declaration."""
        kind = self.chance.choices(list(KINDS), list(KINDS.values()))[0]
        principals = len(self.names["actor"]) // 4
        if kind == "state":
            more = f", member_of: {self.one('igo')}"
        elif kind == "person" and n > principals:
            more = f", speaks_for: {{actor: actor-{self.chance.randrange(max(1, principals))}, as: minister, valid: 2000/20{n % 20 + 10}}}"
        else:
            more = ", unnamed: true" if n % 50 == 7 else ""
        return f"  actor-{n}: {{type: {kind}, name: Actor {n}{more}}}"

    def issue(self, n: int) -> str:
        """One issue's declaration; every fifth has a logical link."""
        other = (n * 7 + 3) % len(self.names["issue"])
        link = f", {('entails', 'excludes')[n % 2]}: issue-{other}" if n % 10 < 2 and other != n else ""
        kind = ("policy", "policy", "claim", "frame")[n % 4]
        return f"  issue-{n}: {{type: {kind}, name: matter number {n}, definition: What matter {n} means.{link}}}"

    def document(self, n: int) -> str:
        """One document's declaration; every twelfth copies another, and every twelfth some words of it."""
        copied = {11: f", repeats: doc-{n - 1}", 5: f', repeats: {{doc-{n - 1}: ["some words of passage"]}}'}.get(n % 12, "")
        date = f"{2000 + n * 20 // len(self.names['doc'])}-{n % 12 + 1:02d}-{n % 28 + 1:02d}"
        return f"  doc-{n}: {{title: Document {n}, publisher: Paper {n % 30}, date: {date}{copied}}}"

    def sentence(self, who: str) -> tuple[str, list[str]]:
        """A sentence, and the lines that its relation asks for."""
        kind = self.chance.random()
        if kind < 0.72:
            return f"{who} {self.chance.choice(STANCES)} {self.one('issue')}", []
        if kind < 0.75:
            return f"{who} {self.chance.choice(STANCES[:10])} {self.one('act')}", []
        if kind < 0.85:
            verb, thing = self.chance.choice(DEEDS)
            figure = verb == "deploys" and self.often(0.5)
            more = [f"to: {self.one('actor')}"] if verb == "offers" else []
            more += [f'figures: {{staff: "about {self.chance.randrange(1, 40) * 100:,}"}}'] if figure else []
            return f"{who} {verb} {self.one(thing)}", more
        if kind < 0.95:
            verb = self.chance.choice(TIES)
            other = next(name for name in iter(partial(self.one, "actor"), None) if name != who)
            return f"{who} {verb} {other}", [f"for: {self.one('issue')}"] if verb == "urges" else []
        return f"{self.one('igo')} {self.chance.choice(STANCES[:10])} {self.one('issue')}", ["scope: most"] if self.often(0.3) else []

    def extras(self, who: str) -> Iterator[str]:
        """What only some statements have."""
        if self.often(0.5):
            yield f"by: {who if self.often(0.5) else self.one('actor')}"
            if self.often(0.2):
                yield f"via: [{', '.join(dict.fromkeys(self.one('actor') for _ in range(self.chance.choice((1, 1, 2)))))}]"
        yield from ["if: the others do"] * self.often(0.1)
        yield from [f"because: {self.one('issue')}"] * self.often(0.05)
        yield from [f"under: {self.one('law')}"] * self.often(0.05)
        yield from [f"mode: {self.chance.choice(('planned', 'expected', 'hypothetical', 'ended'))}"] * self.often(0.15)
        yield from [f"when: 20{self.chance.randrange(1, 20):02d}-{self.chance.randrange(1, 13):02d}"] * self.often(0.2)
        yield from ["certainty: possible"] * self.often(0.05)


def coding(statements: int) -> str:
    """Annotations with that many statements and everything that a statement can have."""
    sample = Sample(statements)
    names = sample.names
    lines = ['project: {id: speed, base: "https://example.org/speed/"}', "actors:", *map(sample.actor, range(len(names["actor"])))]
    lines += [f"  {slug}: {{type: igo, name: Union {n}}}" for n, slug in enumerate(names["igo"])]
    lines += ["issues:", *map(sample.issue, range(len(names["issue"]))), "acts:"]
    lines += [f"  {slug}: {{type: {('mission', 'meeting')[n % 2]}, name: deed number {n}}}" for n, slug in enumerate(names["act"])]
    lines += ["instruments:", *(f"  {slug}: {{type: treaty, name: treaty number {n}}}" for n, slug in enumerate(names["law"]))]
    lines += ["documents:", *map(sample.document, range(len(names["doc"]))), "coders:", "  ann: Ann", "  bob: Bob", "statements:"]
    read_in: dict[str, list[str]] = {name: [] for name in names["doc"]}
    for number in range(statements):
        who = sample.one("actor")
        sentence, block = sample.sentence(who)
        block += [f'quote: "some words of passage {number}"'] if sample.often(0.9) else [f"note: remark {number}", f"id: s{number}"]
        block += sample.extras(who)
        read_in[sample.one("doc")] += [f"  - {sentence}:", *(f"      {line}" for line in block)]
    for n, (slug, items) in enumerate(read_in.items()):
        lines += [f"- source: {slug}", f"  coder: {('ann', 'bob')[n % 2]}", "  statements:", *items] if items else []
    return "\n".join(lines) + "\n"


class Peer(NamedTuple):
    """An engine with a filled store: `ask` takes a question's name and SPARQL and gives the number of rows."""

    name: str
    ask: Callable[[str, str], int]
    mend: Callable[[], None] | None = None
    """Where its threads do not get into a child process, so that it is asked here, for as long as it takes: what heals it of a panic."""


@pytest.fixture(scope="module", params=SIZES)
def nquads(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[int, Path]:
    """The size and the compiled graph as a file."""
    folder = tmp_path_factory.mktemp(str(request.param))
    (folder / "annotations.yaml").write_text(coding(request.param), encoding="utf-8")
    path = folder / "graph.nq"
    with path.open("w", encoding="utf-8") as file:
        file.writelines(compiler.blocks(load(folder).derived))
    return request.param, path


def peers(size: int, path: Path) -> Iterator[Peer]:
    """Ours, raw pyoxigraph, and whatever else is installed. A further engine is one more line here."""
    ours = oxigraph(path.read_bytes())
    store, names = ours._store, dict(ours.prefixes)  # noqa: SLF001 - the very same store, asked without us

    def asked(name: str, text: str) -> int:
        return len(queries.run(ours, name) if name in queries.names() else ours.select(text))

    def raw(_name: str, text: str) -> int:
        found = store.query(text, base_iri=ours.base, prefixes=names, use_default_graph_as_union=True)
        assert isinstance(found, ox.QuerySolutions)
        return (found.serialize(format=ox.QueryResultsFormat.TSV) or b"").count(b"\n") - 1

    yield Peer("stancegraph", asked)
    yield Peer("pyoxigraph", raw)
    yield Peer("oxrdflib", partial(_rdflib, rdflib.Dataset(OxigraphStore(store=store), default_union=True), names))
    if size <= PLAIN:
        dataset = rdflib.Dataset(default_union=True)
        dataset.parse(path, format="nquads")
        yield Peer("rdflib", partial(_rdflib, dataset, names))
    yield from _maplib(path, names)
    yield from _server(path, names)


def _rdflib(dataset: rdflib.Dataset, names: dict[str, str], _name: str, text: str) -> int:
    return len(list(dataset.query(text, initNs=names)))


def _maplib(path: Path, names: dict[str, str]) -> Iterator[Peer]:
    if find_spec("maplib") is None:
        print("no maplib: `uv run --with maplib ...` adds it")
        return
    from maplib import Model  # noqa: PLC0415 - a peer that need not be there

    triples = path.with_suffix(".nt")  # no named graphs: it has no union of them
    with path.open(encoding="utf-8") as lines, triples.open("w", encoding="utf-8") as file:
        file.writelines(f"{line.rpartition(' <')[0]} .\n" for line in lines)
    head = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in names.items())
    filled: list[Model] = []

    def ask(_name: str, text: str) -> int:
        return len(filled[0].query(head + text))

    def fill() -> None:
        filled[:] = [Model()]
        filled[0].read(str(triples))

    fill()
    yield Peer("maplib", ask, fill)


def _server(path: Path, names: dict[str, str]) -> Iterator[Peer]:
    command = shutil.which("oxigraph")
    if command is None:
        print("no oxigraph server: `uv run --with oxigraph ...` adds it")
        return
    folder, address = path.parent / "store", "127.0.0.1:7879"
    subprocess.run([command, "load", "--location", folder, "--file", path], check=True, capture_output=True)
    serving = subprocess.Popen([command, "serve-read-only", "--location", folder, "--bind", address, "--union-default-graph"])
    head = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in names.items())

    def over_http(_name: str, text: str) -> int:
        body = urllib.parse.urlencode({"query": head + text}).encode()
        request = urllib.request.Request(f"http://{address}/query", body, {"Accept": "text/tab-separated-values"})
        with urllib.request.urlopen(request) as answer:  # noqa: S310
            return int(answer.read().count(b"\n")) - 1

    try:
        time.sleep(1)
        yield Peer("server", over_http)
    finally:
        serving.terminate()
        serving.wait()


def seconds(peer: Peer, name: str, text: str) -> tuple[float, int] | str:
    """The better of two runs (one where it takes over a second) in CPU seconds (over HTTP: by the clock) and the rows; "TO" or "-" where it did not answer.

    In a child process: nothing else stops a query.
    """
    if peer.mend:
        spent, rows = _measured(peer, name, text)
        if rows < 0:
            peer.mend()
        return (spent, rows) if rows >= 0 else "-"
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        signal.setitimer(signal.ITIMER_PROF, PATIENCE)
        signal.alarm(10 * PATIENCE)
        os.write(writing, json.dumps(_measured(peer, name, text)).encode())
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as answer:
        told = answer.read()
    os.waitpid(child, 0)
    if not told:
        return "TO"
    spent, rows = json.loads(told)
    return (spent, rows) if rows >= 0 else "-"


def _measured(peer: Peer, name: str, text: str) -> tuple[float, int]:
    gc.disable()
    warnings.simplefilter("ignore")
    clock = time.perf_counter if peer.name == "server" else time.process_time
    best, rows = float("inf"), -1
    for _ in range(2):
        started = clock()
        try:
            rows = peer.ask(name, text)
        except BaseException as error:
            if isinstance(error, KeyboardInterrupt):
                raise
            print(f"{peer.name} cannot answer {name}: {str(error)[:100]}")
            return 0.0, -1
        best = min(best, clock() - started)
        if best > 1:
            break
    return best, rows


def test_named_questions_beside_peers(nquads: tuple[int, Path]) -> None:
    size, path = nquads
    asked = {name: query.text for name, query in queries.names().items()} | SEVEN
    found: dict[str, dict[str, tuple[float, int] | str]] = {name: {} for name in asked}
    for peer in peers(size, path):
        for name, text in asked.items():
            found[name][peer.name] = seconds(peer, name, text)
    columns = list(next(iter(found.values())))
    print(f"\n{size:,} statements\n| question | rows | {' | '.join(columns)} | to pyoxigraph |\n|{'---|' * (len(columns) + 3)}")
    ratios, slowest = [], 0.0
    for name, row in found.items():
        ours, raw = row["stancegraph"], row["pyoxigraph"]
        if isinstance(ours, str) or isinstance(raw, str):
            ratio = "-"
        else:
            ratio = f"{ours[0] / raw[0]:.2f}"
            if name in queries.names():
                ratios.append(ours[0] / raw[0])
                slowest = max(slowest, ours[0])
        cells = [cell if isinstance(cell, str) else f"{cell[0]:.3f}" for cell in row.values()]
        print(f"| {name} | {ours if isinstance(ours, str) else ours[1]} | {' | '.join(cells)} | {ratio} |")
    verdict = "within" if median(ratios) <= ALLOWED else "NOT within"
    print(f"p50 over the named questions: {median(ratios):.2f} of raw pyoxigraph, {verdict} {ALLOWED}; the slowest took {slowest:.2f} s")
