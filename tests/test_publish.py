"""Publishing to real stores, Oxigraph and Virtuoso, and to one that fails on demand."""

from __future__ import annotations

import contextlib
import logging
import os
import pty
import shutil
import socket
import subprocess
import sys
import threading
import time
import traceback
from collections import defaultdict
from decimal import Decimal
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from click.testing import CliRunner, Result
from pyoxigraph import Literal, RdfFormat, parse

from stancegraph import credentials, endpoints, loader, publishing
from stancegraph.cli import cli
from stancegraph.endpoints import StoreError
from stancegraph.graphstore import GraphStore, Patience

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from stancegraph.project import Project

pytestmark = pytest.mark.peers

ROOT = Path(__file__).parents[1]
NAMES = ["entities", "vocabulary", "direct", "heldback", "statements", "derived"]
XSD = "http://www.w3.org/2001/XMLSchema#"
NUMBERS = {f"{XSD}{name}" for name in ("decimal", "integer", "nonNegativeInteger")}
SECRET = "correct-horse-battery"  # noqa: S105 - what must never be seen
AT_ONCE = Patience(timeout=10, pauses=(0, 0, 0))
DBA = {"STANCEGRAPH_USER": "dba", "STANCEGRAPH_PASSWORD": "dba"}

Triples = set[tuple[Any, ...]]


# -- projects -----------------------------------------------------------------------------------------------------------------------


def small(folder: Path, base: str, *, note: str = "first", more: str = "") -> Project:
    folder.mkdir(exist_ok=True)
    (folder / "annotations.yaml").write_text(
        f"""\
project: {{id: small, base: "{base}"}}
actors:
  russia: {{type: state, name: Russia, labels: {{sr: Русија, sr-Latn: Rusija, en: "Russia 😀"}}}}
issues:
  independence: {{definition: 'A "quoted" \\ back-slashed <b>definition</b> of e\u0301.'}}
statements:
- Russia opposes independence:
    when: 0001-01-01
    note: {note}
{more}""",
        encoding="utf-8",
    )
    project = loader.load(folder)
    assert project.ok, project.problems
    return project


@pytest.fixture(scope="session")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A project for stores that a test has for itself."""
    return small(tmp_path_factory.mktemp("project"), "https://test.example/small/")


@pytest.fixture
def own(tmp_path: Path) -> Project:
    """A project with a base that no other test publishes."""
    return small(tmp_path / "own", f"https://test.example/{tmp_path.name}/")


def compiled(project: Project) -> dict[str, Triples]:
    graphs: dict[str, Triples] = defaultdict(set)
    for quad in project.quads():
        graphs[quad.graph_name.value].add((quad.subject, quad.predicate, quad.object))  # type: ignore[union-attr]
    return graphs


def base_of(project: Project) -> str:
    return project.annotations.project.base


def published(project: Project, store: GraphStore, **how: Any) -> list[str]:
    """What a whole run does: "sent direct", "unchanged derived" and the like."""
    with store, publishing.layers(project.derived) as found:
        todo = publishing.plan(found, base_of(project), store)
        return [f"{event.done} {event.graph}" for event in publishing.push(todo, store, **how) if event.done != "sending"]


def run(*words: str, **environment: str) -> Result:
    return CliRunner().invoke(cli, ["publish", *words], env=environment)


# -- real stores --------------------------------------------------------------------------------------------------------------------


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


@contextlib.contextmanager
def running(command: list[str], folder: Path, ready: str) -> Iterator[None]:
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(600):
            with contextlib.suppress(httpx.TransportError):
                client().get(ready)
                break
            assert process.poll() is None, f"{command[0]} ended with {process.returncode}"
            time.sleep(0.05)
        else:
            pytest.fail(f"{command[0]} was not ready within 30 s")
        yield
    finally:
        process.kill()
        process.wait()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def oxigraph(sparql_server: Callable[[Iterable[str]], str]) -> str:
    """The Graph Store address of an Oxigraph server."""
    return sparql_server([]).replace("/query", "/store")


@pytest.fixture(scope="session")
def virtuoso(tmp_path_factory: pytest.TempPathFactory, lacking: Callable[[str], None]) -> Iterator[str]:
    """The Graph Store address, with digest authentication as dba/dba, of a Virtuoso server with an empty database."""
    program = shutil.which("virtuoso-t")
    if program is None:
        lacking("`publish` is tested against Virtuoso, and virtuoso-t (Debian: virtuoso-opensource-7-bin) is not installed")
    folder, port = tmp_path_factory.mktemp("virtuoso"), free_port()
    (folder / "virtuoso.ini").write_text(
        f"[Database]\nDatabaseFile=v.db\nErrorLogFile=v.log\nLockFile=v.lck\nTransactionFile=v.trx\nxa_persistent_file=v.pxa\n"
        f"[TempDatabase]\nDatabaseFile=t.db\nTransactionFile=t.trx\n"
        f"[Parameters]\nServerPort=127.0.0.1:{free_port()}\nDisableUnixSocket=1\nNumberOfBuffers=2000\nMaxDirtyBuffers=1200\n"
        f"CheckpointInterval=0\nCaseMode=2\nServerThreads=5\n"
        f"[HTTPServer]\nServerPort=127.0.0.1:{port}\nServerRoot=.\nServerThreads=5\n"
        f"[URIQA]\nDynamicLocal=0\nDefaultHost=127.0.0.1:{port}\n",
        encoding="utf-8",
    )
    with running([str(program), "-f", "+configfile", "virtuoso.ini"], folder, f"http://127.0.0.1:{port}/sparql"):
        yield f"http://127.0.0.1:{port}/sparql-graph-crud-auth"


@cache
def client() -> httpx.Client:
    """A client of the tests' own, by which they look and meddle."""
    return httpx.Client(trust_env=False)


def held(address: str, graph: str) -> Triples:
    """A graph as the store gives it back; the empty set where there is none."""
    answer = client().get(
        address, params={"graph": graph}, headers={"Accept": "application/n-triples"}, auth=httpx.DigestAuth("dba", "dba")
    )
    if answer.status_code == 404:
        return set()
    return {(quad.subject, quad.predicate, quad.object) for quad in parse(answer.content, format=RdfFormat.N_TRIPLES)}


def by_value(triples: Triples) -> Triples:
    return {(s, p, Decimal(o.value) if isinstance(o, Literal) and o.datatype.value in NUMBERS else o) for s, p, o in triples}


def respelt(address: str) -> set[str]:
    """The datatypes of the literals that come back otherwise spelt than they were sent, when the flagship was published."""
    expected = compiled(loader.load(ROOT))
    assert len(expected) == 6
    back = {graph: held(address, graph) for graph in expected}
    assert {graph: len(triples) for graph, triples in back.items()} == {graph: len(triples) for graph, triples in expected.items()}
    assert {graph: by_value(triples) for graph, triples in back.items()} == {
        graph: by_value(triples) for graph, triples in expected.items()
    }
    return {value.datatype.value.removeprefix(XSD) for graph in expected for _, _, value in expected[graph] - back[graph]}


def test_all_six_graphs_of_the_flagship_arrive_in_oxigraph_which_spells_two_kinds_of_numbers_its_way(oxigraph: str) -> None:
    done = run(str(ROOT), "--endpoint", oxigraph)
    assert (done.exit_code, done.stderr) == (0, "")
    assert respelt(oxigraph) == {"decimal", "nonNegativeInteger"}


def test_all_six_graphs_of_the_flagship_arrive_in_virtuoso_which_spells_decimals_its_way(virtuoso: str) -> None:
    done = run(str(ROOT), "--endpoint", virtuoso, **DBA)
    assert (done.exit_code, done.stderr) == (0, "")
    assert respelt(virtuoso) == {"decimal"}


def test_virtuoso_keeps_unicode_language_tags_quotes_booleans_and_early_dates(virtuoso: str, own: Project) -> None:
    assert run(str(own.path), "--endpoint", virtuoso, **DBA).exit_code == 0
    assert {graph: held(virtuoso, graph) for graph in compiled(own)} == compiled(own)
    assert "unchanged statements" in published(own, GraphStore(virtuoso, None, credentials.answers(virtuoso, None, DBA)))


def test_virtuoso_counts_at_its_address_for_those_with_a_password(virtuoso: str, own: Project) -> None:
    queries = virtuoso.replace("graph-crud-", "")
    done = run(str(own.path), "--endpoint", virtuoso, "--query-endpoint", queries, **DBA)
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout.endswith(f"counted at {queries}\n")


def test_virtuoso_holds_graphs_that_come_in_pieces(virtuoso: str, own: Project) -> None:
    assert run(str(own.path), "--endpoint", virtuoso, "--piece", "0.01", **DBA).exit_code == 0
    assert {graph: held(virtuoso, graph) for graph in compiled(own)} == compiled(own)


def test_a_wrong_password_is_told_without_being_shown(virtuoso: str, own: Project) -> None:
    done = run(str(own.path), "--endpoint", virtuoso, STANCEGRAPH_USER="dba", STANCEGRAPH_PASSWORD=SECRET)
    assert (done.exit_code, done.stdout) == (2, "")
    assert "401" in done.stderr
    assert "look at STANCEGRAPH_USER and STANCEGRAPH_PASSWORD" in done.stderr
    assert SECRET not in done.output


def test_a_store_that_asks_who_we_are_is_told_how_to_answer(virtuoso: str, own: Project, tmp_path: Path) -> None:
    done = run(str(own.path), "--endpoint", virtuoso, NETRC=str(tmp_path / "none"))
    assert done.exit_code == 2
    assert "set STANCEGRAPH_USER and STANCEGRAPH_PASSWORD" in done.stderr


def test_a_netrc_entry_answers_a_digest(virtuoso: str, own: Project, tmp_path: Path) -> None:
    (tmp_path / "netrc").write_text("machine 127.0.0.1 login dba password dba\n", encoding="utf-8")
    assert run(str(own.path), "--endpoint", virtuoso, NETRC=str(tmp_path / "netrc")).exit_code == 0


def test_the_second_run_sends_nothing(oxigraph: str, own: Project) -> None:
    assert published(own, GraphStore(oxigraph)) == [f"sent {name}" for name in NAMES]
    assert published(own, GraphStore(oxigraph)) == [f"unchanged {name}" for name in NAMES]


def test_a_changed_note_sends_the_statements_alone(oxigraph: str, tmp_path: Path) -> None:
    base = f"https://test.example/{tmp_path.name}/"
    published(small(tmp_path, base), GraphStore(oxigraph))
    changed = small(tmp_path, base, note="second")
    assert [done for done in published(changed, GraphStore(oxigraph)) if done.startswith("sent")] == ["sent statements"]
    assert held(oxigraph, f"{base}graph/statements") == compiled(changed)[f"{base}graph/statements"]


def test_a_graph_that_loses_all_its_triples_is_emptied(oxigraph: str, tmp_path: Path) -> None:
    base = f"https://test.example/{tmp_path.name}/"
    published(small(tmp_path, base, more="- Russia plans to deploy a mission\n"), GraphStore(oxigraph))
    assert len(held(oxigraph, f"{base}graph/heldback")) == 1
    published(small(tmp_path, base), GraphStore(oxigraph))
    assert held(oxigraph, f"{base}graph/heldback") == set()


def test_a_graph_that_somebody_else_has_cut_is_sent_again(oxigraph: str, own: Project) -> None:
    published(own, GraphStore(oxigraph))
    client().delete(oxigraph, params={"graph": f"{base_of(own)}graph/direct"})
    assert [done for done in published(own, GraphStore(oxigraph)) if done.startswith("sent")] == ["sent direct"]


def test_an_interrupted_run_goes_on_after_the_last_whole_graph(oxigraph: str, own: Project) -> None:
    with GraphStore(oxigraph) as store, publishing.layers(own.derived) as found:
        events = publishing.push(publishing.plan(found, base_of(own), store), store)
        assert [next(events) for _ in range(7)][-1].done == "sending"  # the fourth graph
        events.close()  # type: ignore[attr-defined]
    assert [done for done in published(own, GraphStore(oxigraph)) if done.startswith("sent")] == [f"sent {name}" for name in NAMES[3:]]


def test_graphs_of_others_stay_as_they_are(oxigraph: str, own: Project) -> None:
    others = [f"{base_of(own)}graph/mine", f"{base_of(own)}graph", "https://other.example/graph/direct"]
    for graph in others:
        client().put(
            oxigraph,
            params={"graph": graph},
            content=b"<urn:a> <urn:b> <urn:c> .\n",
            headers={"Content-Type": "text/turtle"},
        )
    assert run(str(own.path), "--endpoint", oxigraph, "--prune").exit_code == 0
    assert [len(held(oxigraph, graph)) for graph in others] == [1, 1, 1]


def test_only_graphs_that_the_record_names_and_the_base_owns_are_pruned(oxigraph: str, own: Project) -> None:
    base = base_of(own)
    published(own, GraphStore(oxigraph))
    former, foreign = f"{base}graph/former", "https://other.example/graph/x"
    entry = '<{0}> <http://rdfs.org/ns/void#triples> "1"^^<http://www.w3.org/2001/XMLSchema#integer> ; <https://schema.org/sha256> "00" .'
    for graph, text in (
        (former, "<urn:a> <urn:b> <urn:c> ."),
        (foreign, "<urn:a> <urn:b> <urn:c> ."),
        (f"{base}graph/published", "\n".join(map(entry.format, (former, foreign)))),
    ):
        client().post(oxigraph, params={"graph": graph}, content=text.encode(), headers={"Content-Type": "text/turtle"})
    told = run(str(own.path), "--endpoint", oxigraph)
    assert f"<{former}> was published from here and is no longer in the project: --prune removes it" in told.stderr
    assert len(held(oxigraph, former)) == 1
    assert "former     removed: no longer in the project\n" in run(str(own.path), "--endpoint", oxigraph, "--prune").stdout
    assert (len(held(oxigraph, former)), len(held(oxigraph, foreign))) == (0, 1)
    assert published(own, GraphStore(oxigraph), prune=True) == [f"unchanged {name}" for name in NAMES]


def test_a_dry_run_says_what_would_be_sent_and_writes_nothing(oxigraph: str, own: Project) -> None:
    done = run(str(own.path), "--endpoint", oxigraph, "--dry-run")
    assert done.exit_code == 0
    assert done.stdout.count("would be sent: not published yet") == 6
    assert done.stdout.endswith(f"6 of 6 graphs would be sent to {oxigraph}\n")
    assert [held(oxigraph, f"{base_of(own)}graph/{name}") for name in [*NAMES, "published"]] == [set()] * 7


def test_a_bar_is_drawn_on_a_terminal_and_nowhere_else(
    oxigraph: str, own: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("stancegraph.cli.publishing.PROGRESS_FROM", 0)
    monkeypatch.setenv("TERM", "xterm")
    assert "sending" not in run(str(own.path), "--endpoint", oxigraph).output
    client().delete(oxigraph, params={"graph": f"{base_of(own)}graph/published"})
    terminal, ours = pty.openpty()
    with os.fdopen(ours, "w") as screen, monkeypatch.context() as patch:
        patch.setattr(sys, "stderr", screen)
        cli.main(["publish", str(own.path), "--endpoint", oxigraph], standalone_mode=False)
    shown = os.read(terminal, 1 << 16)
    os.close(terminal)
    assert b"sending" in shown
    assert b"kB" in shown
    assert b"triples" not in shown
    assert capsys.readouterr().out.count("sent: not published yet") == 6


# -- a store that fails on demand ---------------------------------------------------------------------------------------------------


class Asked(NamedTuple):
    """A request; `length` is that of its body in bytes."""

    method: str
    graph: str
    headers: dict[str, str]
    length: int

    @property
    def short(self) -> str:
        """Its method and the last part of the graph's name."""
        return f"{self.method} {self.graph.rpartition('/')[2]}"


class Pretend(ThreadingHTTPServer):
    """A Graph Store in memory; `rule` may answer a request in its place, and `lost` are lines that it drops without a word."""

    daemon_threads = True

    def __init__(self) -> None:
        """Listens on a free port; `serve_forever` answers."""
        super().__init__(("127.0.0.1", 0), _Visit)
        self.graphs: dict[str, set[bytes]] = {}
        self.asked: list[Asked] = []
        self.rule: Callable[[Asked], tuple[int, dict[str, str], str] | str | None] = lambda _: None
        self.lost: Callable[[bytes], bool] = lambda _: False
        self.address = f"http://127.0.0.1:{self.server_port}/gsp"

    @property
    def written(self) -> list[str]:
        """What was asked beyond reading."""
        return [asked.short for asked in self.asked if asked.method != "GET"]

    def handle_error(self, *_: object) -> None:
        """Whoever goes away early is no fault of the test."""


class _Visit(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Pretend

    def answer(self) -> None:
        graph = parse_qs(urlsplit(self.path).query).get("graph", [""])[0]
        length = int(self.headers.get("Content-Length", 0))
        asked = Asked(self.command, graph, {name.lower(): value for name, value in self.headers.items()}, length)
        self.server.asked.append(asked)
        told = self.server.rule(asked)
        if told == "hang up":
            self.rfile.read(length // 2)
            self.close_connection = True
            return
        body = self.rfile.read(length)
        self.reply(*(told if isinstance(told, tuple) else self.kept(graph, body)))

    def kept(self, graph: str, body: bytes) -> tuple[int, dict[str, str], str]:
        lines = {line for line in body.splitlines() if not self.server.lost(line)}
        graphs = self.server.graphs
        match self.command:
            case "PUT":
                graphs[graph] = lines
            case "POST":
                graphs.setdefault(graph, set()).update(lines)
            case "DELETE":
                graphs.pop(graph, None)
            case _ if graph not in graphs:
                return 404, {}, "no such graph"
            case _:
                return 200, {"Content-Type": "application/n-triples"}, b"\n".join(graphs[graph]).decode()
        return 204, {}, ""

    def reply(self, status: int, headers: dict[str, str], text: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if status != 204:
            self.send_header("Content-Length", str(len(text.encode())))
        self.end_headers()
        self.wfile.write(text.encode())

    def __getattr__(self, name: str) -> Any:
        if name.startswith("do_"):
            return self.answer
        raise AttributeError(name)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def pretend() -> Iterator[Callable[[], Pretend]]:
    open_ones: list[Pretend] = []

    def opened() -> Pretend:
        server = Pretend()
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        open_ones.append(server)
        return server

    yield opened
    for server in open_ones:
        server.shutdown()
        server.server_close()


@pytest.fixture
def server(pretend: Callable[[], Pretend]) -> Pretend:
    return pretend()


def first(*answers: tuple[int, dict[str, str], str] | str, to: str) -> Callable[[Asked], Any]:
    """The answers one by one to requests of that kind; then the store's own."""
    left = list(answers)
    return lambda asked: left.pop(0) if left and asked.short == to else None


def test_without_a_query_address_graphs_are_counted_by_reading_them(server: Pretend, project: Project) -> None:
    assert published(project, GraphStore(server.address)) == [f"sent {name}" for name in NAMES]
    assert "GET statements" in [asked.short for asked in server.asked]


def test_the_store_itself_keeps_the_record_and_each_graph_is_out_of_it_while_it_is_sent(
    server: Pretend, project: Project, tmp_path: Path
) -> None:
    published(project, GraphStore(server.address))
    assert server.written == [
        "PUT published", "PUT entities", "PUT published", "PUT vocabulary", "PUT published", "PUT direct", "PUT published",
        "DELETE heldback", "PUT published", "PUT statements", "PUT published", "PUT derived", "PUT published",
    ]  # fmt: skip
    server.rule = first((500, {}, ""), to="PUT statements")
    changed = small(tmp_path, base_of(project), note="second")
    with pytest.raises(StoreError):
        published(changed, GraphStore(server.address))
    record = b"\n".join(server.graphs[f"{base_of(project)}graph/published"])
    assert [name for name in NAMES if f"graph/{name}>".encode() in record] == ["entities", "vocabulary", "direct", "heldback", "derived"]


def test_the_second_run_only_reads(server: Pretend, project: Project) -> None:
    published(project, GraphStore(server.address))
    server.asked.clear()
    published(project, GraphStore(server.address))
    assert server.written == []


def test_every_body_has_a_length_and_none_is_chunked(server: Pretend, project: Project) -> None:
    published(project, GraphStore(server.address))
    bodies = [asked for asked in server.asked if asked.method == "PUT"]
    assert all(asked.length > 0 and "transfer-encoding" not in asked.headers for asked in bodies)


def test_a_busy_store_is_asked_again(server: Pretend, project: Project) -> None:
    told: list[str] = []
    busy = [(503, {}, "busy"), (429, {"Retry-After": "0"}, "slower"), (502, {}, "")]
    server.rule = first(*busy, to="PUT statements")
    done = published(project, GraphStore(server.address, patience=AT_ONCE._replace(pauses=(0, 9, 0), waiting=told.append)))
    assert "sent statements" in done
    assert [line.split(" answered ")[1] for line in told] == [
        "503 Service Unavailable; once more in 0 s",
        "429 Too Many Requests; once more in 0 s",
        "502 Bad Gateway; once more in 0 s",
    ]


def test_a_store_that_stays_busy_is_given_up(server: Pretend, project: Project) -> None:
    server.rule = first(*[(503, {}, "busy")] * 4, to="PUT direct")
    with pytest.raises(StoreError, match=r"503 Service Unavailable \(busy\)"):
        published(project, GraphStore(server.address, patience=AT_ONCE))
    assert server.written.count("PUT direct") == 4


def test_a_connection_that_breaks_in_the_middle_is_made_anew(server: Pretend, project: Project) -> None:
    server.rule = first("hang up", to="PUT statements")
    assert "sent statements" in published(project, GraphStore(server.address, patience=AT_ONCE))
    assert server.graphs[f"{base_of(project)}graph/statements"]


@pytest.mark.parametrize("status", [400, 403, 405, 500])
def test_what_would_be_refused_again_is_not_tried_again(server: Pretend, project: Project, status: int) -> None:
    server.rule = first((status, {}, "no"), to="PUT direct")
    with pytest.raises(StoreError, match=str(status)):
        published(project, GraphStore(server.address, patience=AT_ONCE))
    assert server.written.count("PUT direct") == 1


def test_after_a_connection_that_keeps_breaking_the_next_run_sends_the_rest(server: Pretend, project: Project) -> None:
    server.rule = lambda asked: "hang up" if asked.short == "PUT statements" else None
    with pytest.raises(StoreError, match="cannot be reached"):
        published(project, GraphStore(server.address, patience=AT_ONCE))
    server.rule = lambda _: None
    done = published(project, GraphStore(server.address))
    assert [word for word in done if word.startswith("sent")] == ["sent statements", "sent derived"]


def test_a_silent_store_is_left_after_the_time_given_and_not_asked_twice(server: Pretend, project: Project) -> None:
    def late(asked: Asked) -> None:
        time.sleep(0.4 if asked.short == "PUT direct" else 0)

    server.rule = late
    with pytest.raises(StoreError, match="a longer --timeout waits"):
        published(project, GraphStore(server.address, patience=AT_ONCE._replace(timeout=0.2)))
    assert server.written.count("PUT direct") == 1


def test_a_count_that_differs_is_an_error_with_both_numbers_and_the_graph_is_sent_again(server: Pretend, project: Project) -> None:
    sent = len(compiled(project)[f"{base_of(project)}graph/entities"])
    server.lost = lambda line: "Русија".encode() in line
    dropped = sent - sum("Русија" not in str(triple[2]) for triple in compiled(project)[f"{base_of(project)}graph/entities"])
    with pytest.raises(StoreError, match=f"{sent} triples were sent and the store holds {sent - dropped}"):
        published(project, GraphStore(server.address))
    server.lost = lambda _: False
    assert published(project, GraphStore(server.address))[0] == "sent entities"


def test_a_server_that_overlooks_the_graph_gets_the_record_and_no_more(server: Pretend, project: Project) -> None:
    server.rule = lambda asked: (200, {}, "1,000 mutations") if asked.method == "PUT" else None
    with pytest.raises(StoreError, match="and holds 0 there: it does not speak the Graph Store Protocol"):
        published(project, GraphStore(server.address))
    assert server.written == ["PUT published"]


def test_a_large_graph_goes_in_pieces_that_end_with_lines(server: Pretend, project: Project) -> None:
    published(project, GraphStore(server.address), piece=2_000)
    assert set(server.written) >= {"PUT statements", "POST statements"}
    assert server.written.count("PUT statements") == 1
    assert max(asked.length for asked in server.asked) < 2_000 + 1_000  # and the rest of one line
    expected = compiled(project)
    assert {graph: len(lines) for graph, lines in server.graphs.items() if graph in expected} == {
        graph: len(triples) for graph, triples in expected.items()
    }


def test_too_large_a_piece_is_told_with_its_cure(server: Pretend, project: Project) -> None:
    server.rule = first((413, {}, "<html><head><title>413 Too Large</title></head></html>"), to="PUT statements")
    with pytest.raises(StoreError, match="send smaller pieces"):
        published(project, GraphStore(server.address))


def test_a_store_that_takes_no_n_triples_gets_the_same_bytes_as_turtle(server: Pretend, project: Project) -> None:
    server.rule = lambda asked: (415, {}, "what?") if asked.headers.get("content-type") == "application/n-triples" else None
    assert published(project, GraphStore(server.address)) == [f"sent {name}" for name in NAMES]
    assert [asked.headers["content-type"] for asked in server.asked if asked.method == "PUT"][1:] == ["text/turtle; charset=utf-8"] * 12


def test_a_wrong_address_is_told_with_the_usual_ones(oxigraph: str, own: Project) -> None:
    done = run(str(own.path), "--endpoint", oxigraph.replace("/store", "/data"))
    assert done.exit_code == 2
    assert "404 Not Found" in done.stderr
    assert "Fuseki http://localhost:3030/DATASET/data" in done.stderr


def test_a_guessed_query_address_that_does_not_answer_is_done_without(server: Pretend, project: Project) -> None:
    address = server.address.replace("/gsp", "/store")  # /query beside it knows no SPARQL here
    assert published(project, GraphStore(address)) == [f"sent {name}" for name in NAMES]


def test_a_query_address_that_was_given_must_answer(server: Pretend, project: Project) -> None:
    with pytest.raises(StoreError, match="no such graph"):
        published(project, GraphStore(server.address, server.address))


def test_with_errors_in_the_annotations_nothing_is_asked_or_sent(server: Pretend, tmp_path: Path) -> None:
    (tmp_path / "annotations.yaml").write_text("- Russia opposess independence\n", encoding="utf-8")
    done = run(str(tmp_path), "--endpoint", server.address)
    assert (done.exit_code, server.asked) == (1, [])
    assert done.stderr.endswith("nothing was sent\n")


def test_nobody_s_base_is_warned_of(server: Pretend, tmp_path: Path) -> None:
    (tmp_path / "annotations.yaml").write_text("- Russia opposes independence\n", encoding="utf-8")
    assert "is nobody's address" in run(str(tmp_path), "--endpoint", server.address).stderr


# -- secrets ------------------------------------------------------------------------------------------------------------------------

BASIC = {"STANCEGRAPH_USER": "anna", "STANCEGRAPH_PASSWORD": SECRET}
BEARER = {"STANCEGRAPH_TOKEN": SECRET}
PAIR = "YW5uYTpjb3JyZWN0LWhvcnNlLWJhdHRlcnk="  # base64 of anna:correct-horse-battery, by coreutils


@pytest.mark.parametrize(("known", "header"), [(BASIC, f"Basic {PAIR}"), (BEARER, f"Bearer {SECRET}")])
def test_a_password_or_token_reaches_the_store_that_asks(server: Pretend, project: Project, known: dict[str, str], header: str) -> None:
    server.rule = lambda asked: None if asked.headers.get("authorization") == header else (401, {"WWW-Authenticate": 'Basic realm="x"'}, "")
    assert run(str(project.path), "--endpoint", server.address, **known).exit_code == 0
    assert [asked.headers.get("authorization") for asked in server.asked if asked.method == "PUT"] == [header] * 12


@pytest.mark.parametrize("known", [BASIC, BEARER])
@pytest.mark.parametrize("status", [401, 500])
def test_a_secret_that_the_store_repeats_is_in_no_message_log_or_trace(
    server: Pretend, project: Project, known: dict[str, str], status: int, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    server.rule = lambda asked: (
        (status, {}, f"you sent {asked.headers['authorization']} and {SECRET}\x1b[31m")
        if "authorization" in asked.headers
        else (401, {}, "who?")
    )
    store = GraphStore(server.address, None, credentials.answers(server.address, None, known))
    with pytest.raises(StoreError) as caught:
        published(project, store)
    seen = "".join(traceback.format_exception(caught.value)) + caplog.text + repr(vars(store))
    done = run(str(project.path), "--endpoint", server.address, **known)
    seen += done.output + "".join(traceback.format_exception(done.exception))
    assert str(status) in done.stderr
    assert any("authorization" in asked.headers for asked in server.asked)
    assert [secret for secret in (SECRET, PAIR, "\x1b") if secret in seen] == []


@pytest.mark.parametrize(
    "address",
    [
        f"http://anna:{SECRET}@127.0.0.1:1/store",
        f"http://{SECRET}@127.0.0.1:1/store",
        f"http://@127.0.0.1:1/{SECRET}",
        f"http://127.0.0.1:1/store?access-token={SECRET}",
        f"http://127.0.0.1:1/store#{SECRET}",
        f"http://anna:{SECRET}@127.0.0.1:port/store",
        f"http://anna:{SECRET}@[::1/store",
        f"ftp://anna:{SECRET}@127.0.0.1/store",
    ],
)
@pytest.mark.parametrize("option", ["--endpoint", "--query-endpoint"])
def test_an_address_that_holds_a_secret_is_refused_and_not_repeated(project: Project, address: str, option: str) -> None:
    words = ["--endpoint", address] if option == "--endpoint" else ["--endpoint", "http://127.0.0.1:1/store", option, address]
    done = run(str(project.path), *words)
    assert done.exit_code == 2
    assert option in done.stderr
    assert SECRET not in done.output


@pytest.mark.parametrize("known", [BASIC, BEARER])
@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_redirect_to_another_origin_is_told_and_not_followed(
    pretend: Callable[[], Pretend], project: Project, known: dict[str, str], status: int
) -> None:
    ours, theirs = pretend(), pretend()
    ours.rule = lambda _: (status, {"Location": theirs.address.replace("127.0.0.1", f"x:{SECRET}@127.0.0.1")}, "")
    done = run(str(project.path), "--endpoint", ours.address, **known)
    assert (done.exit_code, theirs.asked) == (2, [])
    assert f"sends us on to another place, {theirs.address}: if you know it, give that as the endpoint" in done.stderr
    assert SECRET not in done.output


def test_a_redirect_within_the_store_is_followed_with_method_and_body(server: Pretend, project: Project) -> None:
    first_path = server.address.replace("/gsp", "/old")
    moved: set[str] = set()

    def once(asked: Asked) -> tuple[int, dict[str, str], str] | None:
        if asked.short in moved:
            return None
        moved.add(asked.short)
        return 307, {"Location": f"/gsp?graph={asked.graph}"}, ""

    server.rule = once
    assert published(project, GraphStore(first_path)) == [f"sent {name}" for name in NAMES]


def test_credentials_of_the_store_are_not_shown_to_a_query_address_elsewhere(pretend: Callable[[], Pretend], project: Project) -> None:
    ours, theirs = pretend(), pretend()
    theirs.rule = lambda _: (401, {"WWW-Authenticate": 'Basic realm="x"'}, "who?")
    done = run(str(project.path), "--endpoint", ours.address, "--query-endpoint", theirs.address, **BEARER)
    assert done.exit_code == 2
    assert theirs.asked
    assert [asked for asked in theirs.asked if "authorization" in asked.headers] == []


def test_a_token_does_not_cross_a_network_in_the_clear(project: Project) -> None:
    done = run(str(project.path), "--endpoint", "http://store.example/data", **BEARER)
    assert done.exit_code == 2
    assert "the token would cross the network in the clear" in done.stderr
    assert SECRET not in done.output


def shown(address: str, challenge: str) -> httpx.Request:
    """The second request to a store that answers the first with a challenge."""
    flow = credentials.Answer(address, credentials.Credentials("test", "anna", SECRET)).auth_flow(httpx.Request("GET", address))
    bare = next(flow)
    assert "authorization" not in bare.headers
    return flow.send(httpx.Response(401, headers={"WWW-Authenticate": challenge}, request=bare))


def test_a_password_does_not_cross_a_network_in_the_clear() -> None:
    with pytest.raises(StoreError, match="the password would cross the network in the clear"):
        shown("http://store.example/data", 'Basic realm="x"')


def test_a_password_crosses_a_network_as_a_digest_or_within_tls() -> None:
    digest = shown("http://store.example/data", 'Digest realm="x", nonce="abc", qop="auth", algorithm=SHA-256')
    assert digest.headers["authorization"].startswith('Digest username="anna", realm="x"')
    assert SECRET not in digest.headers["authorization"]
    assert shown("https://store.example/data", 'Basic realm="x"').headers["authorization"] == f"Basic {PAIR}"


def test_a_host_beyond_ascii_is_shown_what_is_meant_for_it() -> None:
    address = "https://b\u00fccher.example/data"
    (answer,) = credentials.answers(address, None, BEARER)
    assert next(answer.auth_flow(httpx.Request("GET", address))).headers["authorization"] == f"Bearer {SECRET}"


def test_what_goes_to_another_origin_carries_nothing() -> None:
    (answer,) = credentials.answers("https://store.example/data", None, BEARER)
    for elsewhere in ("https://other.example/data", "http://store.example/data", "https://store.example:8443/data"):
        assert "authorization" not in next(answer.auth_flow(httpx.Request("GET", elsewhere))).headers


def test_no_proxy_sees_what_is_meant_for_this_machine(server: Pretend, project: Project) -> None:
    assert (
        run(str(project.path), "--endpoint", server.address, HTTP_PROXY="http://127.0.0.1:1", ALL_PROXY="http://127.0.0.1:1").exit_code == 0
    )


def test_a_proxy_that_cannot_be_used_is_told_without_its_password(project: Project) -> None:
    done = run(str(project.path), "--endpoint", "https://store.example/data", ALL_PROXY=f"gopher://anna:{SECRET}@proxy.example")
    assert done.exit_code == 2
    assert "ALL_PROXY names cannot be used" in done.stderr
    assert SECRET not in done.output


def test_an_unknown_digest_is_an_error_and_no_crash() -> None:
    with pytest.raises(StoreError, match="a kind of digest"):
        shown("http://store.example/data", 'Digest realm="x", nonce="abc", algorithm=ROT13')


@pytest.mark.parametrize(
    ("environment", "told"),
    [
        ({"STANCEGRAPH_USER": "anna"}, "STANCEGRAPH_PASSWORD is not"),
        ({"STANCEGRAPH_PASSWORD": SECRET}, "STANCEGRAPH_USER is not"),
        ({"STANCEGRAPH_TOKEN": SECRET, "STANCEGRAPH_USER": "anna"}, "unset the other"),
        ({"STANCEGRAPH_TOKEN": f"{SECRET}\n"}, "a line end"),
        ({"STANCEGRAPH_USER": "an:na", "STANCEGRAPH_PASSWORD": SECRET}, "a colon"),
    ],
)
def test_credentials_that_cannot_be_meant_are_told(environment: dict[str, str], told: str) -> None:
    with pytest.raises(StoreError, match=told) as caught:
        credentials.found("http://localhost/store", environment)
    assert SECRET not in str(caught.value)


def test_the_netrc_entry_of_the_host_is_taken_and_the_environment_goes_before_it(tmp_path: Path) -> None:
    (tmp_path / "netrc").write_text(f"machine store.example login anna password {SECRET}\n", encoding="utf-8")
    environment = {"NETRC": str(tmp_path / "netrc")}
    assert credentials.found("https://store.example/data", environment) == credentials.Credentials("the netrc file", "anna", SECRET)
    assert credentials.found("https://other.example/data", environment) is None
    assert credentials.found("https://store.example/data", {**environment, **BEARER}) == credentials.Credentials(
        "STANCEGRAPH_TOKEN", token=SECRET
    )


def test_a_broken_netrc_is_told_by_line_and_its_words_are_not(tmp_path: Path) -> None:
    (tmp_path / "netrc").write_text(f"machine store.example login anna\n{SECRET} what\n", encoding="utf-8")
    with pytest.raises(StoreError, match="line 2 is no netrc file") as caught:
        credentials.found("https://store.example/data", {"NETRC": str(tmp_path / "netrc")})
    assert SECRET not in "".join(traceback.format_exception(caught.value))


def test_the_representation_of_credentials_shows_where_they_come_from_alone() -> None:
    assert repr(credentials.Credentials("the netrc file", "anna", SECRET, SECRET)) == "Credentials(source='the netrc file')"


# -- addresses ----------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "queries"),
    [
        ("http://localhost:7878/store", "http://localhost:7878/query"),
        ("http://localhost:3030/ds/data", "http://localhost:3030/ds/sparql"),
        ("http://localhost:7200/repositories/x/rdf-graphs/service", "http://localhost:7200/repositories/x"),
        ("http://localhost:8890/sparql-graph-crud-auth", "http://localhost:8890/sparql"),
        ("http://localhost:8890/sparql-graph-crud", "http://localhost:8890/sparql"),
        ("https://c.example:8182/sparql/gsp/", "https://c.example:8182/sparql"),
        ("http://localhost:7001/", "http://localhost:7001/"),
        ("http://localhost:3030/ds", None),
    ],
)
def test_the_query_address_follows_from_the_usual_graph_store_addresses(address: str, queries: str | None) -> None:
    assert endpoints.query_address(address) == queries


@pytest.mark.parametrize(
    "address", ["localhost:7878/store", "/store", "http:///store", "http://host:0/store", "http://host/a b", "file:///x"]
)
def test_what_is_no_web_address_is_refused(address: str) -> None:
    with pytest.raises(StoreError, match="is no web address"):
        endpoints.checked(address)


def test_blazegraph_which_has_no_graph_store_protocol_is_refused_with_another_way() -> None:
    with pytest.raises(StoreError, match=r"load `graph\.nq`"):
        endpoints.takes_graphs("http://localhost:9999/blazegraph/namespace/kb/sparql")


@pytest.mark.parametrize(
    ("address", "local"),
    [
        ("http://localhost/", True),
        ("http://127.8.0.1/", True),
        ("http://[::1]:80/", True),
        ("http://localhost.example/", False),
        ("http://10.0.0.1/", False),
        ("http://127.0.0.1.example/", False),
    ],
)
def test_only_loopback_is_this_machine(address: str, local: bool) -> None:  # noqa: FBT001 - a column of the table
    assert endpoints.is_local(address) == local
