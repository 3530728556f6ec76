"""The page beside its peers in one run of one browser.

`uv run --with gravis --with ipysigma --with 'setuptools<81' pytest tests/benchmarks/bench_page.py -n 0 -s`: the packages live in an
environment that is thrown away (gravis needs the old setuptools); without them their rows say so.

All get the same nodes and edges: ours with every quote, the others with labels and colours alone, for they have no place for evidence.
Their defaults stay as they are, with two exceptions: whatever can travel inside the file does (the browser is offline), and pyvis's lists
are filled directly, since its `add_edge` alone takes minutes. ipysigma is a widget: its file asks the network for what would draw it.

Nothing is asserted about time, for machines differ; the ratio of the time to the first picture counts. The longest task is that of panning
and zooming and, with us, of everything else that a reader does.
"""

from __future__ import annotations

import os
import platform
import random
import time
from datetime import date, timedelta
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import networkx as nx
import pytest

from stancegraph import network, page
from stancegraph.queries import DerivedRow, NodeRow, StatementRow

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from playwright.sync_api import Browser, Page

SIZES = ((60, 200), (1_000, 5_000), (2_000, 10_000), (10_000, 50_000))
"""Nodes and statements; 2,000 nodes are the most that are ever drawn at once."""

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


# -- the peers ----------------------------------------------------------------------------------------------------------------------

COLOURS = {"support": "#0072B2", "oppose": "#D55E00"}


def bare(graph: nx.MultiDiGraph[str]) -> nx.DiGraph[str]:
    """Labels and colours, one edge for two nodes: what every peer can read."""
    found: nx.DiGraph[str] = nx.DiGraph()
    for slug in sorted(graph):
        found.add_node(slug, label=graph.nodes[slug]["label"])
    for source, target, facts in sorted(graph.edges(data=True), key=lambda edge: edge[:2]):
        found.add_edge(source, target, label=facts["label"], color=COLOURS.get(facts["stance"], "#7F7F7F"))
    return found


def ours(graph: nx.MultiDiGraph[str], path: Path) -> None:
    """The page with every quote."""
    path.write_text(page.render(graph), encoding="utf-8")


def stock_pyvis(graph: nx.MultiDiGraph[str], path: Path) -> None:
    """What pyvis writes by itself, physics and all."""
    from pyvis.network import Network  # noqa: PLC0415 - a peer

    plain, net = bare(graph), Network(directed=True, cdn_resources="in_line")
    net.add_nodes(list(plain), label=[plain.nodes[slug]["label"] for slug in plain])
    net.edges = [{"from": source, "to": target, "arrows": "to", **facts} for source, target, facts in plain.edges(data=True)]
    path.write_text(net.generate_html(), encoding="utf-8")


def gravis_d3(graph: nx.MultiDiGraph[str], path: Path) -> None:
    """The gravis package with d3, the first of its three pictures."""
    gravis = import_module("gravis")
    path.write_text(gravis.d3(bare(graph)).to_html_standalone(), encoding="utf-8")


def ipysigma(graph: nx.MultiDiGraph[str], path: Path) -> None:
    """The widget, embedded as ipywidgets embeds it."""
    sigma = import_module("ipysigma")
    from ipywidgets.embed import embed_minimal_html  # type: ignore[import-not-found] # noqa: PLC0415 - it comes with ipysigma

    embed_minimal_html(str(path), views=[sigma.Sigma(bare(graph), node_label="label")], title="ipysigma")


PEERS: Mapping[str, Callable[[nx.MultiDiGraph[str], Path], None]] = {
    "stancegraph": ours, "pyvis": stock_pyvis, "gravis (d3)": gravis_d3, "ipysigma": ipysigma,
}  # fmt: skip

# -- in the browser -----------------------------------------------------------------------------------------------------------------

PATIENCE = 40_000  # milliseconds until a picture
LOOKING = 2.0  # seconds of panning and zooming
WATCH = """
window.tasks = [];
new PerformanceObserver((list) => list.getEntries().forEach(({ duration }) => window.tasks.push(duration))).observe({ type: "longtask", buffered: true });
const sampled = (canvas) => {
  const small = new OffscreenCanvas(64, 64).getContext("2d");
  try { small.drawImage(canvas, 0, 0, 64, 64); } catch { return false; }
  return new Set(new Uint32Array(small.getImageData(0, 0, 64, 64).data.buffer)).size > 3;
};
const drawn = () => (document.querySelector("meta[name=generator][content=stancegraph]") && !window.stancegraph ? false
  : [...document.querySelectorAll("canvas")].some((canvas) => canvas.width > 0 && sampled(canvas)) || document.querySelectorAll("svg circle, svg path").length > 50);
const look = () => (drawn() ? requestAnimationFrame(() => { window.tasks.length = 0; console.log(`first picture ${performance.now()}`); }) : setTimeout(look, 16));
addEventListener("DOMContentLoaded", look);
"""
FRAMES = """() => {
  window.frames_seen = 0;
  window.frames_from = performance.now();
  const next = () => { window.frames_seen += 1; window.frame = requestAnimationFrame(next); };
  next();
}"""
RATE = "() => { cancelAnimationFrame(window.frame); return window.frames_seen / ((performance.now() - window.frames_from) / 1000); }"


class Measured(NamedTuple):
    """One page of one size; milliseconds, frames a second, the longest task in milliseconds; None where there was nothing to measure."""

    peer: str
    size: int | None = None
    first: float | None = None
    rate: float | None = None
    task: float | None = None
    note: str = ""


def measured(browser: Browser, name: str, graph: nx.MultiDiGraph[str], path: Path) -> Measured:
    """A peer's file written, opened and looked at."""
    from playwright.sync_api import TimeoutError as TooLate  # noqa: PLC0415 - only where there is a browser

    try:
        PEERS[name](graph, path)
    except ImportError:
        return Measured(name, note="not installed")
    context = browser.new_context(viewport={"width": 1440, "height": 900}, offline=True)
    shown = context.new_page()
    shown.add_init_script(WATCH)
    try:
        with shown.expect_console_message(lambda message: message.text.startswith("first picture"), timeout=PATIENCE) as waited:
            shown.goto(path.as_uri(), wait_until="commit")
        return Measured(name, path.stat().st_size, float(waited.value.text.split()[-1]), *looked_at(shown, name))
    except TooLate:
        return Measured(name, path.stat().st_size, note=f"no picture in {PATIENCE // 1000} s")
    finally:
        context.close()


def looked_at(shown: Page, name: str) -> tuple[float, float]:
    """Frames a second of panning and zooming; the longest task of that and, with us, of everything else that a reader does."""
    shown.wait_for_timeout(500)
    shown.evaluate(FRAMES)
    started, step = time.monotonic(), 0
    while time.monotonic() - started < LOOKING:
        shown.mouse.move(640 + step % 9 * 12, 400 + step % 7 * 12)
        (shown.mouse.down if step % 20 == 0 else shown.mouse.up if step % 20 == 19 else lambda: None)()
        shown.mouse.wheel(0, 120 if step // 12 % 2 else -120)
        step += 1
    rate = float(shown.evaluate(RATE))
    shown.mouse.up()
    if name == "stancegraph":
        used(shown)
    return rate, float(shown.evaluate("Math.max(0, ...window.tasks)"))


def used(shown: Page) -> None:
    """What a reader does: filter, range, film, table, search, selection, each view, a community, everything at once, paper, theme."""
    shown.evaluate("stancegraph.go('')")
    shown.locator("[data-facet=stance] [data-value=oppose] input").uncheck()
    shown.locator("#timeline .from").press("ArrowRight")
    shown.click("#table-view")
    for column in ("Words", "Said"):
        shown.locator("#table thead button", has_text=column).first.click()
    printed(shown)
    for view in ("matrix", "actors", "network"):
        shown.click(f"#{view}-view")
        shown.wait_for_timeout(1000)
    shown.locator("#search").press_sequentially("treaty vote", delay=60)
    shown.wait_for_timeout(1000)
    shown.keyboard.press("Enter")
    shown.evaluate("stancegraph.go('node=issue-0')")
    shown.wait_for_timeout(1000)
    shown.click("#play")
    shown.wait_for_timeout(3000)
    shown.keyboard.press("Escape")
    shown.evaluate("stancegraph.go('group=0')")
    shown.wait_for_timeout(1000)
    if shown.locator("#whole").is_visible():
        shown.click("#whole")
        shown.wait_for_timeout(3000)
        shown.locator("[data-facet=stance] [data-value=oppose] input").uncheck()
        shown.wait_for_timeout(1000)
    printed(shown)
    shown.click("#theme")
    shown.wait_for_timeout(1000)


def printed(shown: Page) -> None:
    """Made ready for paper and back."""
    for event in ("beforeprint", "afterprint"):
        shown.evaluate("name => dispatchEvent(new Event(name))", event)
        shown.wait_for_timeout(1000)


# -- the table ----------------------------------------------------------------------------------------------------------------------


def processor() -> str:
    """What the machine calls its processor."""
    path = Path("/proc/cpuinfo")
    names = (
        [line.split(":", 1)[1].strip() for line in path.read_text("utf-8").splitlines() if line.startswith("model name")]
        if path.exists()
        else []
    )
    return names[0] if names else platform.processor()


def line(row: Measured, first: Measured) -> str:
    """A row with its time to the first picture as a multiple of ours."""
    cells = [
        f"{row.size / 1e6:8.2f} MB" if row.size else " " * 11,
        f"{row.first:8.0f} ms" if row.first else " " * 11,
        f"{row.rate:7.0f} fps" if row.rate else " " * 11,
        f"{row.task:7.0f} ms" if row.task is not None else " " * 10,
        f"{row.first / first.first:7.1f}" if row.first and first.first else "",
    ]
    return f"  {row.peer:14}" + "".join(cells) + row.note


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(("nodes", "statements"), SIZES)
def test_page_beside_its_peers(browser: Browser, tmp_path: Path, nodes: int, statements: int) -> None:
    graph = synthetic(nodes, statements)
    print(
        f"\n{nodes:,} nodes, {statements:,} statements, {graph.number_of_edges():,} edges; {processor()}, {os.cpu_count()} cores, Chromium {browser.version}"
    )
    print("                       file  first picture  pan, zoom  longest task  ratio")
    rows: list[Measured] = []
    for at, name in enumerate(PEERS):
        rows.append(measured(browser, name, graph, tmp_path / f"{at}.html"))
        print(line(rows[-1], rows[0]), flush=True)
    assert rows[0].first is not None
