"""What no question may reach, and what libraries are known to get wrong and we do not (ENGINES, "Facts that bite")."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import threading
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from time import monotonic, sleep
from typing import TYPE_CHECKING, ClassVar

import pyoxigraph
import pytest
import rdflib
from rdflib.plugins.parsers.notation3 import BadSyntax
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.processor import SPARQLProcessor

import stancegraph
from stancegraph import engines
from stancegraph.endpoints import StoreError
from stancegraph.engines import Engine, Literal, QueryError, TripleTerm, remote, stored
from stancegraph.engines.datasets import dataset, plain_dataset
from stancegraph.engines.guarded import GuardedEngine, Stopped
from stancegraph.engines.rdflib import over_oxigraph
from stancegraph.engines.worker import Source

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

BASE = "https://example.org/k/"
SG = "https://w3id.org/stancegraph/ns#"
LINES = [f"<{BASE}{name}> <{SG}opposes> <{BASE}independence> <{BASE}graph/direct> ." for name in ("russia", "serbia")]
TEXT = "".join(f"{line}\n" for line in LINES)


class Trap(ThreadingHTTPServer):
    """A server that answers with what it is told to, and keeps what it was asked."""

    daemon_threads = True

    def __init__(self, answer: bytes = b"", media: str = "application/sparql-results+json", status: int = 200) -> None:
        """Listens on a free port of this machine."""
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.answer, self.media, self.status = answer, media, status
        super().__init__(("127.0.0.1", 0), _Visit)

    @property
    def address(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.server_port}/"


class _Visit(BaseHTTPRequestHandler):
    server: Trap
    timeout: ClassVar[float] = 5.0

    def do_GET(self) -> None:
        self.server.asked.append((self.path, dict(self.headers)))
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.send_response(self.server.status)
        self.send_header("Content-Type", self.server.media)
        self.send_header("Content-Length", str(len(self.server.answer)))
        self.end_headers()
        self.wfile.write(self.server.answer)

    do_POST = do_GET  # noqa: N815 - the base class names it so

    def log_message(self, *_: object) -> None:
        """Says nothing."""


@pytest.fixture
def trap() -> Iterator[Callable[..., Trap]]:
    open_ones: list[Trap] = []

    def opened(*arguments: object, **more: object) -> Trap:
        server = Trap(*arguments, **more)  # type: ignore[arg-type]
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        open_ones.append(server)
        return server

    yield opened
    for server in open_ones:
        server.shutdown()
        server.server_close()


@pytest.fixture(params=["oxigraph", "rdflib", "oxrdflib"])
def engine(request: pytest.FixtureRequest) -> Engine:
    return engines.loaded(request.param, LINES)


# --- Nothing outside is reached ---


def test_a_graph_to_read_from_that_is_not_here_is_refused_with_those_that_are(engine: Engine) -> None:
    with pytest.raises(QueryError) as caught:
        engine.ask("ASK\nFROM <graph/direkt> { ?a ?b ?c }")
    assert (caught.value.line, caught.value.column, caught.value.help) == (2, 6, f"did you mean <{BASE}graph/direct>?")


def test_a_graph_that_is_here_can_be_read_from(engine: Engine) -> None:
    assert engine.ask("PREFIX g: <graph/> ASK FROM g:direct FROM NAMED <graph/direct> { :russia sg:opposes :independence }")


@pytest.mark.parametrize("clause", ["FROM", "FROM NAMED", "from\n# a remark\nnamed"])
def test_no_engine_fetches_a_graph_to_read_from(engine: Engine, trap: Callable[..., Trap], tmp_path: Path, clause: str) -> None:
    server, file = trap(b"<urn:a> <urn:b> <urn:c> .", "text/turtle"), tmp_path / "secret.ttl"
    file.write_text("<urn:a> <urn:b> <urn:c> .", encoding="utf-8")
    for address in (server.address, file.as_uri(), "file:///etc/passwd"):
        with pytest.raises(QueryError, match="none is fetched"):
            engines.answer(engine, f"SELECT * {clause} <{address}> {{ ?a ?b ?c }}")
        with pytest.raises(QueryError, match="none is fetched"):
            engines.answer(engine, f"PREFIX x: <{address}> SELECT * {clause} x: {{ ?a ?b ?c }}")
    assert server.asked == []


@pytest.mark.parametrize(
    "service", ["SERVICE <{0}> {{ ?a ?b ?c }}", "SERVICE SILENT <{0}> {{ ?a ?b ?c }}", "BIND(<{0}> AS ?s) SERVICE ?s {{ ?a ?b ?c }}"]
)
def test_no_engine_calls_a_server(engine: Engine, trap: Callable[..., Trap], service: str) -> None:
    server = trap()
    with pytest.raises(QueryError, match="SERVICE would ask another server"):
        engine.select(f"SELECT * {{ {service.format(server.address)} }}")
    assert server.asked == []


def test_a_server_that_is_allowed_is_called_and_no_other(trap: Callable[..., Trap]) -> None:
    row = {"head": {"vars": ["a"]}, "results": {"bindings": [{"a": {"type": "literal", "value": "from there"}}]}}
    allowed, other = trap(json.dumps(row).encode()), trap()
    engine = engines.oxigraph(LINES, services=[allowed.address])
    assert engine.select(f"SELECT ?a {{ SERVICE SILENT <{allowed.address}> {{ ?a ?b ?c }} }}").rows == ((Literal("from there"),),)
    for call in (f"<{other.address}>", f"<{allowed.address}x>", "?s", "x:"):
        with pytest.raises(QueryError, match="only <"):
            engine.select(f"PREFIX x: <{allowed.address}> SELECT * {{ SERVICE {call} {{ ?a ?b ?c }} }}")
    assert (len(allowed.asked), len(other.asked)) == (1, 0)


VIEWS: dict[str, Callable[[rdflib.Dataset], rdflib.Graph]] = {
    "the Dataset": lambda held: held,
    "a graph of it": lambda held: held.graph(rdflib.URIRef(f"{BASE}graph/direct")),
    "its default graph": lambda held: held.default_graph,
    "a graph over its store": lambda held: rdflib.Graph(store=held.store),
}
AROUND = r"# \u000A {0}" + "\n"
"""A comment to whoever reads what is written, and its end to rdflib, which replaces characters by number first."""


@pytest.mark.parametrize("view", VIEWS.values(), ids=VIEWS)
@pytest.mark.parametrize("made", [dataset, plain_dataset])
def test_a_dataset_for_rdflib_and_its_graphs_reach_nothing_but_what_they_hold(
    made: Callable[[pyoxigraph.Store], rdflib.Dataset],
    view: Callable[[rdflib.Dataset], rdflib.Graph],
    trap: Callable[..., Trap],
    tmp_path: Path,
) -> None:
    server, held = trap(b"<urn:a> <urn:b> <urn:c> .", "text/turtle"), made(store_of(TEXT))
    file, graph, before = tmp_path / "secret.ttl", view(held), len(held)
    file.write_text("<urn:a> <urn:b> <urn:c> .", encoding="utf-8")
    service = f"SERVICE <{server.address}> {{ ?a ?b ?c }}"
    for query in (f"SELECT * {{ {service} }}", f"ASK FROM <{server.address}> {{ ?a ?b ?c }}", f"ASK FROM <{file.as_uri()}> {{ ?a ?b ?c }}"):
        with pytest.raises(QueryError, match=r"SERVICE|none is fetched"):
            graph.query(query)
        with pytest.raises(QueryError, match=r"SERVICE|none is fetched"):
            graph.query(prepareQuery(query))
    for hidden in (f"SELECT * {AROUND.format(f'FROM <{file.as_uri()}>')} {{ ?a ?b ?c }}", f"SELECT * {{ {AROUND.format(service)} }}"):
        with pytest.raises(QueryError, match="outside of a text or an IRI"):
            graph.query(hidden)
    with pytest.raises(QueryError, match="SERVICE"):
        graph.query(r'SELECT * { ?a ?b "\u0022 . ' + service + r' ?d ?e \u0022" }')
    for update in (
        f"LOAD <{file.as_uri()}>",
        f"INSERT {{ ?a ?b ?c }} WHERE {{ {service} }}",
        r"INSERT DATA {} # \u000A ; LOAD <" + file.as_uri() + ">\n",
    ):
        with pytest.raises(QueryError, match="would fetch from elsewhere"):
            graph.update(update)
    assert (server.asked, len(held)) == ([], before)


@pytest.mark.parametrize("name", ["oxigraph", "rdflib", "oxrdflib"])
def test_what_stands_in_a_comment_for_us_stands_there_for_every_engine(name: str, trap: Callable[..., Trap], tmp_path: Path) -> None:
    server, file = trap(), tmp_path / "secret.ttl"
    file.write_text("<urn:a> <urn:b> <urn:c> .", encoding="utf-8")
    engine = engines.loaded(name, LINES)
    for clause in (f"FROM <{file.as_uri()}>", f"FROM <{server.address}>"):
        with pytest.raises(QueryError, match="outside of a text or an IRI"):
            engine.select(f"SELECT * {AROUND.format(clause)} {{ ?a ?b ?c }}")
    with pytest.raises(QueryError, match="outside of a text or an IRI"):
        engine.select(f"SELECT * {{ {AROUND.format(f'SERVICE <{server.address}> {{ ?a ?b ?c }}')} }}")
    assert server.asked == []


def test_rdflib_is_allowed_no_server_since_it_would_follow_it_elsewhere() -> None:
    with pytest.raises(ValueError, match="choose the engine oxigraph"):
        engines.loaded("rdflib", LINES, services=["https://example.org/sparql"])


def test_a_dataset_knows_the_prefixes_of_every_query() -> None:
    held = stancegraph.load(Path(__file__).parent / "data" / "three-sentences").to_rdflib()
    assert [
        str(found[rdflib.Variable("who")]).rpartition("/")[2]
        for found in held.query("SELECT ?who { ?who sg:opposes :independence }").bindings
    ] == ["russia"]


def store_of(text: str) -> pyoxigraph.Store:
    store = pyoxigraph.Store()
    store.load(text.encode(), format=pyoxigraph.RdfFormat.N_QUADS)
    return store


# --- A question ends when its time is over ---

ENDLESS = "SELECT (COUNT(*) AS ?n) { " + " ".join(f"?a{n} ?b{n} ?c{n} ." for n in range(40)) + " }"
"""Two triples forty times over are a million million rows."""


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[GuardedEngine]:
    path = tmp_path_factory.mktemp("guarded") / "graph.nq"
    path.write_text(TEXT, encoding="utf-8")
    engine = GuardedEngine(Source(str(path), BASE, memory=200 << 20), seconds=0.5)
    engine.start()
    yield engine
    engine.close()


def test_a_question_whose_time_is_over_is_stopped_and_the_next_one_answered(guarded: GuardedEngine) -> None:
    began = monotonic()
    with pytest.raises(Stopped, match=r"no answer within 0.5 seconds: the query was stopped"):
        guarded.select(ENDLESS)
    assert monotonic() - began < 5
    assert guarded.ask("ASK { :russia sg:opposes :independence }")


def test_a_stopped_question_leaves_no_process_behind(guarded: GuardedEngine) -> None:
    guarded.start()
    process = guarded._process._process  # type: ignore[union-attr]  # noqa: SLF001 - whether it is gone is what is claimed
    with pytest.raises(Stopped):
        guarded.select(ENDLESS)
    assert process.poll() is not None


def test_a_question_that_uses_up_its_memory_ends_alone(tmp_path: Path) -> None:
    lines = "".join(f'<{BASE}s{n}> <{SG}p> "{n}" <{BASE}graph/direct> .\n' for n in range(3_000))
    (tmp_path / "graph.nq").write_text(lines, encoding="utf-8")
    engine = GuardedEngine(Source(str(tmp_path / "graph.nq"), BASE, memory=100 << 20), seconds=60)
    with pytest.raises(Stopped, match="used up its memory"):
        engine.select("SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?c ?f")
    assert engine.ask("ASK { ?a sg:p '7' }")
    engine.close()


def test_errors_of_a_guarded_engine_have_their_place(guarded: GuardedEngine) -> None:
    with pytest.raises(QueryError) as caught:
        guarded.select("SELECT ?who {\n  ?who sgg:opposes ?what }")
    assert (caught.value.line, caught.value.column, caught.value.help) == (2, 8, "did you mean sg:?")


def test_rdflib_too_can_be_stopped(tmp_path: Path) -> None:
    (tmp_path / "graph.nq").write_text(TEXT, encoding="utf-8")
    engine = GuardedEngine(Source(str(tmp_path / "graph.nq"), BASE, engine="rdflib"), seconds=30)
    assert engine.select("SELECT ?who { ?who sg:opposes ?what } ORDER BY ?who").column("who") == (f"{BASE}russia", f"{BASE}serbia")
    engine.seconds = 0.5
    with pytest.raises(Stopped):
        engine.select(ENDLESS)
    engine.close()


def test_a_graph_that_cannot_be_loaded_is_an_error_that_names_it(tmp_path: Path) -> None:
    (tmp_path / "graph.nq").write_text("no quads", encoding="utf-8")
    with pytest.raises(OSError, match=r"graph\.nq cannot be loaded"):
        GuardedEngine(Source(str(tmp_path / "graph.nq"), BASE)).start()


# --- A store on disk ---


def test_a_store_is_made_anew_only_when_its_graph_has_changed(tmp_path: Path) -> None:
    stored.stored(tmp_path, [TEXT], base=BASE).close()
    first = stored.info(tmp_path)
    stored.stored(tmp_path, [f"{LINES[0]}\n", f"{LINES[1]}\n"], base=BASE).close()
    assert stored.info(tmp_path) == first
    assert len(stored.stored(tmp_path, [f"{LINES[0]}\n"], base=BASE)) == 1
    second = stored.info(tmp_path)
    assert (second.sha256 != first.sha256, second.quads, first.path.exists()) == (True, 1, False)


def test_a_store_in_use_can_be_made_anew(tmp_path: Path) -> None:
    reading = stored.stored(tmp_path, [TEXT], base=BASE)
    stored.stored(tmp_path, [f"{LINES[0]}\n"], base=BASE)
    assert len(reading.select("SELECT ?who { ?who ?does ?what }")) == 2


def test_a_folder_with_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.odt").write_text("years of work", encoding="utf-8")
    with pytest.raises(StoreError, match=r"holds something else \(thesis.odt\)"):
        stored.stored(tmp_path, [TEXT], base=BASE)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.odt"]


def test_a_broken_store_is_made_anew(tmp_path: Path) -> None:
    stored.stored(tmp_path, [TEXT], base=BASE).close()
    for file in stored.info(tmp_path).path.iterdir():
        file.write_bytes(b"")
    assert stored.stored(tmp_path, [TEXT], base=BASE).ask("ASK { :russia sg:opposes :independence }")


def test_a_half_made_store_is_none(tmp_path: Path) -> None:
    half = tmp_path / f".store-{'0' * 16}-{'1' * 8}"
    half.mkdir()
    with pytest.raises(StoreError, match="holds no store"):
        stored.opened(tmp_path)
    assert len(stored.stored(tmp_path, [TEXT], base=BASE)) == 2
    assert not half.exists()


def test_a_folder_that_is_only_called_alike_is_not_ours(tmp_path: Path) -> None:
    (tmp_path / "store-backups").mkdir()
    (tmp_path / "store-backups" / "thesis.txt").write_text("years of work", encoding="utf-8")
    with pytest.raises(StoreError, match="holds something else"):
        stored.stored(tmp_path, [TEXT], base=BASE)
    assert (tmp_path / "store-backups" / "thesis.txt").exists()
    stored.stored(tmp_path / "ours", [TEXT], base=BASE)
    (tmp_path / "store-backups").rename(tmp_path / "ours" / "store-backups")
    stored.stored(tmp_path / "ours", [f"{LINES[0]}\n"], base=BASE)
    assert (tmp_path / "ours" / "store-backups" / "thesis.txt").exists()


def test_several_processes_make_one_store(tmp_path: Path) -> None:
    (tmp_path / "graph.nq").write_text(
        "".join(f"<{BASE}s{n}> <{SG}p> <{BASE}o> <{BASE}graph/direct> .\n" for n in range(20_000)), encoding="utf-8"
    )
    made = (
        "import sys; from stancegraph.engines import stored; "
        "print(len(stored.stored(sys.argv[2], open(sys.argv[1], encoding='utf-8'), base=sys.argv[3])))"
    )
    command = [sys.executable, "-c", made, str(tmp_path / "graph.nq"), str(tmp_path / "store"), BASE]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(3)]
    assert [process.communicate(timeout=60) for process in running] == [("20000\n", "")] * 3


# --- An endpoint ---


@pytest.fixture
def endpoint() -> Iterator[Callable[..., remote.RemoteEngine]]:
    """Makes engines at endpoints, and closes them."""
    made: list[remote.RemoteEngine] = []

    def make(address: str, **more: object) -> remote.RemoteEngine:
        made.append(remote.remote(address, **more))  # type: ignore[arg-type]
        return made[-1]

    yield make
    for engine in made:
        engine.close()


def test_half_an_answer_is_an_error_and_no_shorter_answer(trap: Callable[..., Trap], endpoint: Callable[..., remote.RemoteEngine]) -> None:
    half = b'{"head":{"vars":["who"]},"results":{"bindings":[{"who":{"type":"literal","value":"russia"}},'
    with pytest.raises(remote.RemoteError, match="sent no complete answer"):
        endpoint(trap(half).address, base=BASE).select("SELECT ?who { ?who ?does ?what }")


@pytest.mark.parametrize(
    ("status", "said"),
    [(401, "set STANCEGRAPH_USER"), (404, "there is no endpoint at this address"), (500, "answered 500"), (302, "answered 302")],
)
def test_what_an_endpoint_refuses_is_told_with_a_cure(
    trap: Callable[..., Trap], status: int, said: str, endpoint: Callable[..., remote.RemoteEngine]
) -> None:
    with pytest.raises(remote.RemoteError, match=said):
        endpoint(trap(b"no", "text/plain", status).address, base=BASE).ask("ASK {}")


def test_a_server_that_never_comes_to_an_end_is_not_waited_for(endpoint: Callable[..., remote.RemoteEngine]) -> None:
    """It sends a line of its headers every tenth of a second, so that no single step takes long."""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def drip() -> None:
            with suppress(OSError):
                connection, _ = listener.accept()
                with connection:
                    connection.sendall(b"HTTP/1.1 200 OK\r\n")
                    for number in range(100):
                        connection.sendall(f"X-{number}: x\r\n".encode())
                        sleep(0.1)

        threading.Thread(target=drip, daemon=True).start()
        engine = endpoint(f"http://127.0.0.1:{listener.getsockname()[1]}/", base=BASE, seconds=0.3)
        began = monotonic()
        with pytest.raises(remote.RemoteError, match=r"gave no answer within 0.3 seconds"):
            engine.ask("ASK {}")
        assert monotonic() - began < 3


def test_what_a_server_says_moves_no_cursor(trap: Callable[..., Trap], endpoint: Callable[..., remote.RemoteEngine]) -> None:
    with pytest.raises(remote.RemoteError) as caught:
        endpoint(trap(b"\x1b]0;title\x07 no", "text/plain", 500).address, base=BASE).ask("ASK {}")
    assert "\u00b7]0;title\u00b7 no" in str(caught.value)


def test_truth_values_are_words_however_an_endpoint_writes_them(
    trap: Callable[..., Trap], endpoint: Callable[..., remote.RemoteEngine]
) -> None:
    cell = {"type": "literal", "value": "1", "datatype": "http://www.w3.org/2001/XMLSchema#boolean"}
    answer = json.dumps({"head": {"vars": ["so"]}, "results": {"bindings": [{"so": cell}]}})
    (row,) = endpoint(trap(answer.encode()).address, base=BASE).select("SELECT ?so { ?who sg:asserted ?so }")
    assert row == ("true",)


def test_a_page_is_no_endpoint(trap: Callable[..., Trap], endpoint: Callable[..., remote.RemoteEngine]) -> None:
    with pytest.raises(remote.RemoteError, match="is it a SPARQL endpoint"):
        endpoint(trap(b"<html>", "text/html").address, base=BASE).ask("ASK {}")


def test_an_endpoint_that_is_not_there_is_told(endpoint: Callable[..., remote.RemoteEngine]) -> None:
    with pytest.raises(remote.RemoteError, match="cannot be reached"):
        endpoint("http://127.0.0.1:9/sparql", base=BASE).ask("ASK {}")


def test_a_password_in_an_address_is_refused_and_not_repeated(endpoint: Callable[..., remote.RemoteEngine]) -> None:
    with pytest.raises(StoreError, match="STANCEGRAPH_PASSWORD") as caught:
        endpoint("https://ann:swordfish@example.org/sparql", base=BASE)
    assert "swordfish" not in str(caught.value)


def test_an_endpoint_is_told_who_asks(
    monkeypatch: pytest.MonkeyPatch, trap: Callable[..., Trap], endpoint: Callable[..., remote.RemoteEngine]
) -> None:
    monkeypatch.setenv("STANCEGRAPH_TOKEN", "swordfish")
    server = trap(b'{"head":{},"boolean":true}')
    assert endpoint(server.address, base=BASE).ask("ASK {}")
    assert server.asked[0][1]["Authorization"] == "Bearer swordfish"
    with pytest.raises(StoreError, match="in the clear"):
        endpoint("http://example.org/sparql", base=BASE)


# --- What libraries get wrong ---


def test_rdflib_drops_rows_without_a_value_and_our_engine_over_it_does_not() -> None:
    query = f"SELECT ?nothing {{ <{BASE}russia> <{SG}opposes> ?what }}"
    assert len(list(plain_dataset(store_of(TEXT)).query(query))) == 0
    assert engines.loaded("rdflib", LINES).select(query).rows == ((None,),)


def test_rdflib_counts_nothing_once_for_each_row_around_a_subquery() -> None:
    query = "SELECT ?who ?n { ?who sg:opposes ?what { SELECT ?who (COUNT(*) AS ?n) { ?who sg:supports ?x } GROUP BY ?who } }"
    found = {name: len(engines.loaded(name, LINES).select(query)) for name in ("oxigraph", "oxrdflib", "rdflib")}
    assert found == {"oxigraph": 0, "oxrdflib": 0, "rdflib": 2}


def test_where_rdflib_fails_at_a_row_the_error_is_one_of_the_query() -> None:
    query = 'SELECT ?year { BIND(YEAR("2008-02-31"^^xsd:date) AS ?year) FILTER(YEAR("2008-02-31"^^xsd:date) = 2008) }'
    with pytest.raises(QueryError, match="rdflib cannot answer this"):
        engines.loaded("rdflib", LINES).select(query)


def test_rdflib_compares_what_it_does_not_know() -> None:
    """`!=` of a literal whose datatype is unknown is an error, which is no truth (SPARQL 1.1, 17.4.1.7)."""
    query = 'SELECT ?x { BIND("2008"^^edtf:EDTF AS ?x) FILTER(?x != "2008-02-14"^^xsd:date) }'
    found = {name: len(engines.loaded(name, LINES).select(query)) for name in ("oxigraph", "oxrdflib", "rdflib")}
    assert found == {"oxigraph": 0, "oxrdflib": 0, "rdflib": 1}


def test_rdflib_reads_no_rdf_of_version_1_2_and_oxigraph_does() -> None:
    text = f'VERSION "1.2"\n<{BASE}s> <{SG}reifies> <<( <{BASE}a> <{BASE}b> <{BASE}c> )>> .'
    with pytest.raises(BadSyntax):
        rdflib.Graph().parse(data=text, format="turtle")
    assert len(list(pyoxigraph.parse(text, format=pyoxigraph.RdfFormat.TURTLE))) == 1


def test_prepared_queries_over_oxigraph_are_not_left_to_rdflib(monkeypatch: pytest.MonkeyPatch) -> None:
    held = dataset(store_of(TEXT))
    prepared = prepareQuery("SELECT ?who { ?who sg:opposes ?what }", initNs={"sg": SG})
    monkeypatch.setattr(SPARQLProcessor, "query", None)  # rdflib's own evaluator
    assert {str(found[rdflib.Variable("who")]) for found in held.query(prepared).bindings} == {f"{BASE}russia", f"{BASE}serbia"}


def test_values_for_variables_that_are_no_columns_work_over_oxigraph() -> None:
    held = dataset(store_of(TEXT))
    query = f"SELECT ?what {{ ?who <{SG}opposes> ?what }}"
    assert len(held.query(query, initBindings={"who": rdflib.URIRef(f"{BASE}russia")})) == 1
    assert len(held.query(query, initBindings={"who": rdflib.Literal('x" } #')})) == 0


def test_a_triple_as_a_term_arrives_whole_from_oxrdflib() -> None:
    (term,) = over_oxigraph(LINES).select("SELECT ?t { BIND(TRIPLE(:russia, sg:opposes, 'x') AS ?t) }").rows[0]
    assert term == TripleTerm(f'<<( <{BASE}russia> <{SG}opposes> "x" )>>')


def test_nothing_of_ours_uses_what_rdflib_deprecates(recwarn: pytest.WarningsRecorder) -> None:
    held = stancegraph.load(Path(__file__).parent / "data" / "three-sentences").to_rdflib(plain=True)
    assert len(held.query(f"SELECT ?who {{ ?who <{SG}opposes> ?what }}")) == 1
    assert [warning.message for warning in recwarn if "stancegraph" in warning.filename] == []


@pytest.mark.parametrize("plain", [False, True])
def test_a_dataset_answers_over_the_union_of_its_graphs(*, plain: bool) -> None:
    held = stancegraph.load(Path(__file__).parent / "data" / "three-sentences").to_rdflib(plain=plain)
    assert isinstance(held, rdflib.Dataset)
    found = held.query(f"SELECT ?label {{ ?who <{SG}opposes> ?what ; <{rdflib.RDFS.label}> ?label }}")
    assert [str(row[rdflib.Variable("label")]) for row in found.bindings] == ["Russia"]
