from __future__ import annotations

import asyncio
import csv
import http.client
import io
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, NoReturn, TypeVar
from urllib.parse import quote, urlencode

import pyoxigraph
import pytest
import rdflib
import uvicorn
from click.testing import CliRunner
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import JSON, POST, SPARQLWrapper

from stancegraph import load
from stancegraph.cli import cli
from stancegraph.engines.guarded import Exhausted, GuardedEngine
from stancegraph.engines.herd import Herd
from stancegraph.engines.worker import Source, TooLong
from stancegraph.server import editor, running
from stancegraph.server.making import made, make
from stancegraph.server.patience import Patient
from stancegraph.server.pool import Limits, Pool
from stancegraph.server.protocol import LONGEST_ADDRESS, LONGEST_BODY

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Iterator

    from playwright.sync_api import Browser
    from starlette.types import Receive, Scope, Send

T = TypeVar("T")

BASE = "https://example.org/lake/"
PROJECT = f"""
project: {{id: lake, base: "{BASE}", title: "The <lake>"}}
actors:
  arland: {{type: state, name: "Arland <script>alert(1)</script> \\u202e"}}
  borland: {{type: state, name: Borland}}
issues:
  dam: {{name: the dam}}
  health: {{name: health of the lake}}
documents:
  first: {{title: First report, date: 2010-03-01}}
statements:
- source: first
  statements:
  - arland opposes dam:
      quote: "no <b>dam</b> here"
  - borland supports dam
  - borland supports health: {{mode: hypothetical}}
"""
COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
WHO = "SELECT ?who { ?who sg:opposes :dam }"
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
pytestmark = pytest.mark.peers

TABLE, GRAPH = "application/sparql-results+json", "text/turtle"


class Answer(NamedTuple):
    """What a server sent."""

    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode()

    def rows(self) -> list[dict[str, str]]:
        """The bindings of an answer in SPARQL JSON."""
        assert self.status == 200, self.text
        return [{name: cell["value"] for name, cell in row.items()} for row in json.loads(self.body)["results"]["bindings"]]


class Served(NamedTuple):
    """A server that runs, with what it has written on stderr so far."""

    process: subprocess.Popen[str]
    port: int
    log: list[str]
    folder: Path
    """Its temporary files are here."""

    @property
    def address(self) -> str:
        """Where it is reached, with a slash at the end."""
        return f"http://127.0.0.1:{self.port}/"

    def __call__(self, path: str, body: str | bytes | None = None, method: str = "", **headers: str) -> Answer:
        """What it answers to a request; `_` in the name of a header stands for `-`."""
        asked = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        with closing(asked):
            with suppress(BrokenPipeError):  # it has answered before it was sent all
                asked.request(method or ("GET" if body is None else "POST"), path, body, named)
            answer = asked.getresponse()
            return Answer(answer.status, answer.headers, answer.read())

    def query(self, query: str, **fields: str) -> Answer:
        """What it answers to a query in an address."""
        return self(f"/sparql?{urlencode({'query': query, **fields})}")

    def logged(self, pattern: str) -> str:
        """The first line of the log that has the pattern, as soon as there is one."""
        for _ in range(400):
            if found := next((line for line in self.log if re.search(pattern, line)), None):
                return found
            time.sleep(0.02)
        raise AssertionError(f"no {pattern} in {self.log}")


@contextmanager
def serving(folder: Path, *options: str) -> Iterator[Served]:
    """A server of its own process for a project's folder."""
    temporary = folder / "tmp"
    temporary.mkdir()
    command = [sys.executable, "-m", "stancegraph", "serve", "-p", str(folder), "--port", "0", *options]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env={**os.environ, "TMPDIR": str(temporary)}, encoding="utf-8"
    )
    log: list[str] = []
    assert process.stdout is not None
    assert process.stderr is not None
    listening = threading.Thread(target=log.extend, args=(iter(process.stderr.readline, ""),), daemon=True)
    listening.start()
    address = process.stdout.readline()
    assert address.startswith("http://"), log
    try:
        yield Served(process, int(address.rstrip("/\n").rpartition(":")[2]), log, temporary)
    finally:
        process.kill()
        process.wait()
        process.stdout.close()
        listening.join()
        process.stderr.close()


def apart(work: Coroutine[None, None, T]) -> T:
    """What a coroutine returns; in a thread of its own, since the browser's loop runs in this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()


@pytest.fixture(scope="module")
def lake(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A small project with hostile names, served with small limits."""
    folder = tmp_path_factory.mktemp("lake")
    (folder / "annotations.yaml").write_text(PROJECT, encoding="utf-8")
    with serving(folder, "--timeout", "1s", "--limit-rows", "500", "--workers", "2") as served:
        yield served


# -- the protocol -------------------------------------------------------------------------------------------------------------------


def test_a_query_is_answered_however_it_is_sent(lake: Served) -> None:
    form = lake("/sparql", urlencode({"query": WHO}), Content_Type="application/x-www-form-urlencoded")
    direct = lake("/sparql", WHO, Content_Type="application/sparql-query; charset=UTF-8")
    for answer in (lake.query(WHO), form, direct):
        assert answer.rows() == [{"who": f"{BASE}arland"}]
        assert answer.headers["Content-Type"] == TABLE


@pytest.mark.parametrize(
    ("query", "accept", "media"),
    [
        (WHO, "application/sparql-results+xml", "application/sparql-results+xml"),
        (WHO, "text/csv", "text/csv; charset=utf-8"),
        (WHO, "text/tab-separated-values, */*;q=0.1", "text/tab-separated-values; charset=utf-8"),
        (WHO, "text/html,application/xhtml+xml,*/*;q=0.8", TABLE),
        ("ASK {}", "", TABLE),
        ("DESCRIBE :dam", "text/html,*/*;q=0.8", f"{GRAPH}; charset=utf-8"),
        ("CONSTRUCT WHERE { :arland ?p ?o }", "application/n-triples", "application/n-triples"),
        ("CONSTRUCT WHERE { :arland ?p ?o }", "application/rdf+xml", "application/rdf+xml"),
        ("CONSTRUCT WHERE { :arland ?p ?o }", "application/ld+json", "application/ld+json"),
    ],
)
def test_the_answer_has_the_form_that_is_accepted(lake: Served, query: str, accept: str, media: str) -> None:
    answer = lake(f"/sparql?query={quote(query)}", Accept=accept)
    assert (answer.status, answer.headers["Content-Type"], answer.headers["Vary"]) == (200, media, "Accept")


def test_a_table_can_be_named_in_the_address(lake: Served) -> None:
    assert lake.query(WHO, format="csv").text == f"who\r\n{BASE}arland\r\n"


@pytest.mark.parametrize(("query", "accept"), [(WHO, "image/png"), (WHO, "text/turtle"), ("DESCRIBE :dam", "text/csv")])
def test_what_cannot_be_given_is_not_acceptable(lake: Served, query: str, accept: str) -> None:
    answer = lake(f"/sparql?query={quote(query)}", Accept=accept)
    assert answer.status == 406
    assert "accept one of" in answer.text


def test_without_a_query_the_service_describes_itself(lake: Served) -> None:
    found = rdflib.Graph().parse(data=lake("/sparql", Accept=GRAPH).text, format="turtle")
    sd = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
    service = rdflib.URIRef(f"{lake.address}sparql")
    assert (service, sd.endpoint, service) in found
    assert (service, sd.supportedLanguage, sd.SPARQL11Query) in found
    assert rdflib.URIRef(f"{BASE}graph/direct") in set(found.objects(None, sd.name))
    assert not [node for triple in found for node in triple if isinstance(node, rdflib.BNode)]


def test_graphs_of_the_protocol_are_the_ones_that_are_asked(lake: Served) -> None:
    in_direct = "SELECT (COUNT(*) AS ?n) { GRAPH <graph/direct> { ?s ?p ?o } }"
    (expected,) = lake.query(in_direct).rows()
    assert lake.query(COUNT, **{"default-graph-uri": f"{BASE}graph/direct"}).rows() == [expected]
    assert lake.query(COUNT, **{"named-graph-uri": f"{BASE}graph/direct"}).rows() == [{"n": "0"}]
    assert lake.query(in_direct, **{"named-graph-uri": f"{BASE}graph/entities"}).rows() == [{"n": "0"}]
    assert lake.query(
        "SELECT (COUNT(*) AS ?n) FROM <graph/entities> { ?s ?p ?o }", **{"default-graph-uri": f"{BASE}graph/direct"}
    ).rows() == [expected]


def test_a_graph_that_is_not_here_is_refused(lake: Served) -> None:
    answer = lake.query(COUNT, **{"default-graph-uri": f"{BASE}graph/dirct"})
    assert answer.status == 400
    assert f"did you mean <{BASE}graph/direct>?" in answer.text


def test_a_wrong_query_is_told_with_its_place(lake: Served) -> None:
    text = lake.query("SELECT ?x\n{ ?x sgg:opposes :dam }").text
    assert "query:2:6: the prefix sgg: is not declared" in text
    assert "did you mean sg:?" in text
    told = json.loads(lake(f"/sparql?query={quote('SELECT ?x { ?x sgg:a ?y }')}", Accept=f"{TABLE},*/*;q=0.1").text)["error"]
    assert (told["status"], told["line"], told["column"], told["help"]) == (400, 1, 16, "did you mean sg:?")


@pytest.mark.parametrize(
    ("path", "body", "kind", "status", "words"),
    [
        ("/sparql", "update=CLEAR+ALL", "application/x-www-form-urlencoded", 403, "only reads"),
        ("/sparql?update=CLEAR+ALL", None, "", 403, "only reads"),
        ("/sparql", "CLEAR ALL", "application/sparql-update", 403, "edit them"),
        ("/sparql", "INSERT DATA { :a :b :c }", "application/sparql-query", 400, "edit them and build again"),
        ("/sparql", "LOAD <file:///etc/passwd>", "application/sparql-query", 400, "edit them and build again"),
        ("/sparql", "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }", "application/sparql-query", 400, "none is fetched"),
        ("/sparql", "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", "application/sparql-query", 400, "ask another server"),
        ("/sparql", "ASK " + "{" * 20_000 + "}" * 20_000, "application/sparql-query", 400, "brackets inside one another"),
        ("/sparql", "ASK {} #" + "x" * 200_000, "application/sparql-query", 400, "at most 100,000 are read"),
        ("/sparql", "a=b", "application/x-www-form-urlencoded", 400, "no query was sent"),
        ("/sparql", "query=ASK{}&query=ASK{}", "application/x-www-form-urlencoded", 400, "2 times"),
        ("/sparql", "&".join(["a=b"] * 200), "application/x-www-form-urlencoded", 400, "100 fields"),
        ("/sparql", "query=%ff", "application/x-www-form-urlencoded", 400, "UTF-8"),
        ("/sparql", b"ASK { ?s ?p '\xff' }", "application/sparql-query", 400, "UTF-8"),
        ("/sparql", "ASK {}", "text/plain", 415, "application/sparql-query"),
        ("/sparql", "ASK {}", "application/sparql-query; charset=latin-1", 415, "UTF-8"),
        ("/sparql", "ASK {}" + " " * LONGEST_BODY, "application/sparql-query", 413, "bytes"),
        (f"/sparql?query={'x' * LONGEST_ADDRESS}", None, "", 414, "POST"),
        ("/sparql?query=ASK{}&format=pdf", None, "", 400, "there is no format 'pdf'"),
    ],
)  # fmt: skip
def test_what_is_not_read_is_told_with_what_to_do(  # noqa: PLR0913, PLR0917 - a row of the table
    lake: Served, path: str, body: str | bytes | None, kind: str, status: int, words: str
) -> None:
    answer = lake(path, body, **({"Content_Type": kind} if kind else {}))
    assert (answer.status, words in answer.text) == (status, True), answer


def test_a_body_without_an_end_is_not_read_to_it(lake: Served) -> None:
    with socket.create_connection(("127.0.0.1", lake.port), timeout=10) as line:
        line.sendall(
            b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/sparql-query\r\nTransfer-Encoding: chunked\r\n\r\n"
        )
        try:
            for _ in range(2 * LONGEST_BODY // 65_536):
                line.sendall(b"10000\r\n" + b" " * 65_536 + b"\r\n")
        except ConnectionError:
            pass
        assert b" 413 " in line.recv(1000).partition(b"\r\n")[0]


def test_only_methods_that_read_are_answered(lake: Served) -> None:
    assert [(lake(path, method=method).status) for path in ("/", "/sparql", "/borland") for method in ("PUT", "DELETE", "PATCH")] == [
        405
    ] * 9
    assert set(lake("/sparql", method="PUT").headers["Allow"].split(", ")) == {"GET", "HEAD", "POST"}
    options = lake("/sparql", method="OPTIONS")
    assert (options.status, options.headers["Allow"]) == (204, "GET, HEAD, OPTIONS, POST")
    assert lake("/", method="OPTIONS").headers["Allow"] == "GET, HEAD, OPTIONS"


def test_head_says_how_long_an_answer_is_and_sends_none_of_it(lake: Served) -> None:
    path = f"/sparql?query={quote(WHO)}"
    got, headed = lake(path), lake(path, method="HEAD")
    assert (headed.status, headed.headers["Content-Length"], headed.body) == (200, str(len(got.body)), b"")


def test_an_answer_with_too_many_rows_is_an_error_with_none_of_them(lake: Served) -> None:
    for query in ("SELECT * { ?s ?p ?o }", "CONSTRUCT WHERE { ?s ?p ?o }"):
        answer = lake.query(query)
        assert answer.status == 422
        assert "more than 500" in answer.text
        assert "LIMIT 500" in answer.text
    assert len(lake.query("SELECT * { ?s ?p ?o } LIMIT 500").rows()) == 500


# -- clients ------------------------------------------------------------------------------------------------------------------------


def test_sparqlwrapper_asks_it(lake: Served) -> None:
    client = SPARQLWrapper(f"{lake.address}sparql", returnFormat=JSON)
    client.setQuery(WHO)
    for method in ("GET", POST):
        client.setMethod(method)
        found = client.queryAndConvert()
        assert [row["who"]["value"] for row in found["results"]["bindings"]] == [f"{BASE}arland"]  # type: ignore[index,call-overload]


def test_rdflib_s_store_asks_it(lake: Served) -> None:
    store = SPARQLStore(f"{lake.address}sparql", returnFormat="json")
    graph = rdflib.Graph(store)
    assert list(graph.subjects(rdflib.URIRef("https://w3id.org/stancegraph/ns#opposes"), rdflib.URIRef(f"{BASE}dam"))) == [
        rdflib.URIRef(f"{BASE}arland")
    ]


def test_rdflib_reads_a_thing_at_its_address(lake: Served) -> None:
    graph = rdflib.Graph().parse(f"{lake.address}borland")
    assert (rdflib.URIRef(f"{BASE}borland"), rdflib.RDFS.label, rdflib.Literal("Borland")) in graph


def test_curl_asks_it(lake: Served, lacking: Callable[[str], NoReturn]) -> None:
    if shutil.which("curl") is None:
        lacking("curl is not installed")
    words = ["curl", "-sS", "--data-urlencode", f"query={WHO}", "-H", "Accept: text/csv", f"{lake.address}sparql"]
    assert subprocess.run(words, capture_output=True, text=True, check=True).stdout.split() == ["who", f"{BASE}arland"]


def test_the_editor_asks_nobody_but_this_server(lake: Served, browser: Browser) -> None:
    asked: list[str] = []
    complaints: list[str] = []
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(f"{lake.address}sparql")
    page.click("[data-question=who-supports]")
    page.wait_for_selector("#answer td a")
    assert page.inner_text("#answer tbody tr").split() == [":dam", ":borland", "1", "1", "2010-03-01", "2010-03-01"]
    page.hover("#answer td a >> text=:borland")
    assert page.get_attribute("#answer td a >> text=:borland", "href") == f"{lake.address}-/borland"
    page.evaluate("() => { stancegraph.editor.setValue('SELECT ?x { ?x nope:a ?y }'); stancegraph.editor.query().catch(() => 0); }")
    page.wait_for_selector("#answer :text('the prefix nope: is not declared')")
    page.evaluate("() => { stancegraph.editor.setValue(''); stancegraph.editor.focus(); }")
    page.keyboard.type("ASK { ?who sg:oppo")
    page.keyboard.press("Control+Space")
    page.wait_for_selector(".CodeMirror-hint >> text=sg:opposes")
    page.close()
    assert {url for url in asked if not url.startswith((lake.address, "data:"))} == set()
    assert [text for text in complaints if "status of 400" not in text] == []


def test_every_example_of_the_editor_is_a_query_that_needs_nothing_else(lake: Served) -> None:
    text = lake("/sparql", Accept="text/html").text
    found = re.search(r'<script type="application/json" id="told">(.*?)</script>', text)
    assert found
    questions = json.loads(found[1])["questions"]
    assert {"who-opposes", "why"} <= questions.keys()
    for name, query in questions.items():
        pyoxigraph.Store().query(query)  # it knows no prefix of ours
        assert lake.query(query).status == 200, name


def test_the_editor_is_what_was_taken_from_npm() -> None:
    for name, digest in editor.SHA256.items():
        found = editor.static(name)
        assert found
        assert sha256(found[0]).hexdigest() == digest
        assert f"@zazuko/yasgui {editor.VERSION}".encode() in found[0][:200]


# -- what should not work -----------------------------------------------------------------------------------------------------------


def test_hopeless_queries_are_ended_and_the_others_go_on(lake: Served) -> None:
    with ThreadPoolExecutor(12) as threads:
        started = time.monotonic()
        hopeless = [threads.submit(lake.query, f"{ENDLESS} # {number}") for number in range(4)]
        time.sleep(0.6)
        answers = [threads.submit(lake.query, WHO).result() for _ in range(20)]
        ended = [each.result() for each in hopeless]
    assert [answer.rows() for answer in answers] == [[{"who": f"{BASE}arland"}]] * 20
    assert time.monotonic() - started < 8
    assert {answer.status for answer in ended} <= {503, 504}
    assert "no answer within 1 second" in next(answer.text for answer in ended if answer.status == 504)
    assert json.loads(lake("/health").body)["status"] == "ok"


def test_a_question_for_which_there_is_no_place_may_be_asked_again(tmp_path: Path) -> None:
    (tmp_path / "graph.nq").write_text("\n".join(f"<x:{n}> <x:p> <x:{n}> ." for n in range(200)), encoding="utf-8")

    async def asked() -> list[str]:
        pool = Pool(Source(str(tmp_path / "graph.nq"), "x:"), Limits(workers=1, seconds=60, rows=1, waiting=1))
        await pool.start()
        long = [asyncio.create_task(pool.run(lambda engine: engine.select(ENDLESS))) for _ in range(2)]
        while pool.state()["long"] < 2 or not pool.state()["idle"]:  # noqa: ASYNC110 - it is no matter of ours
            await asyncio.sleep(0.05)
        third, fourth, fifth = (asyncio.create_task(pool.run(lambda engine: engine.select(ENDLESS))) for _ in range(3))
        told = [str(found) for found in await asyncio.gather(third, fifth, return_exceptions=True)]
        pool.stop()
        told += [str(found) for found in await asyncio.gather(*long, fourth, return_exceptions=True)]
        await pool.close()
        return told

    assert apart(asked()) == [
        "as many long questions are running as may (2), and this is another",
        "as many questions are waiting already as may (1)",
        "the server is stopping",
        "the server is stopping",
        "the server is stopping",
    ]


def test_a_query_that_wants_too_much_memory_is_ended(lake: Served) -> None:
    answer = lake.query("SELECT ?a ?d { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?d ?a ?g")
    assert answer.status in {504, 507}
    assert "ask for less" in answer.text


@pytest.mark.parametrize("copied", [True, False], ids=["a copy", "a process of its own"])
def test_a_process_bears_neither_too_much_memory_nor_too_long_an_answer(tmp_path: Path, *, copied: bool) -> None:
    (tmp_path / "graph.nq").write_text("\n".join(f"<x:{n}> <x:p> <x:{n}> ." for n in range(300)), encoding="utf-8")
    source = Source(str(tmp_path / "graph.nq"), "x:", memory=64 << 20, largest=100)
    herd = Herd(source) if copied else None
    engine = GuardedEngine(source, seconds=60, herd=herd)
    with pytest.raises(Exhausted):
        engine.select("SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?a ?g")
    with pytest.raises(TooLong, match="longer than 100 bytes"):
        engine.select("SELECT * { ?a ?b ?c } LIMIT 20")
    assert engine.start() == 300
    engine.close()
    if herd is not None:
        herd.end()


def test_a_graph_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    herd = Herd(Source(str(tmp_path / "nothing.nq"), "x:"))
    with pytest.raises(OSError, match=r"nothing\.nq cannot be loaded: .*No such file"):
        herd.copy()


def test_whoever_goes_away_leaves_no_query_behind(lake: Served) -> None:
    with socket.create_connection(("127.0.0.1", lake.port)) as line:
        line.sendall(f"GET /sparql?query={quote(ENDLESS + ' #gone')} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        time.sleep(0.2)
    assert re.search(r" 408 | broken off ", lake.logged("#gone"))
    assert json.loads(lake("/health").body)["running"] == 0


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1", 200),
        ("localhost:8000", 200),
        ("[::1]:80", 200),
        ("evil.example", 403),
        ("127.0.0.1.evil.example", 403),
        ("localhost@evil.example", 403),
        ("[", 403),
        ("", 403),
    ],
)
def test_only_a_name_of_this_machine_is_answered(lake: Served, host: str, status: int) -> None:
    assert lake("/health", Host=host).status == status


@pytest.mark.parametrize("path", ["/", "/sparql", "/borland", "/nowhere", "/static/site.css", "/questions", "/health", "/sparql?query=x"])
def test_every_answer_is_kept_to_its_reader(lake: Served, path: str) -> None:
    headers = lake(path, Accept="text/html").headers
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert [name for name in headers if name.lower() in {"server", "set-cookie", "access-control-allow-origin"}] == []


def test_a_line_of_the_log_is_one_line(lake: Served) -> None:
    lake(f"/forged%0AGET%20/%20200%1b[31m?x=%0d%0a{'x'}")
    line = lake.logged("/forged")
    assert re.fullmatch(r"GET /forged·GET / 200·\[31m 404 \d+ B \d+ ms\n", line)
    lake.query("SELECT\n?forged\x1b { ?s ?p '" + "y" * 500)
    shown = ("SELECT ?forged\N{MIDDLE DOT} { ?s ?p '" + "y" * 500)[:80]
    assert lake.logged(r"\?forged").endswith(f" ms  {shown}\n")


def test_a_connection_that_neither_asks_nor_reads_is_ended() -> None:
    class Hasty(Patient):
        patience = 0.2

    async def much(_scope: Scope, _receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"x" * 20_000_000})

    async def ends(server: uvicorn.Server, port: int, asked: bytes) -> bool:
        """Whether a connection is let go that sends this and then neither reads nor sends."""
        line = socket.create_connection(("127.0.0.1", port))
        line.sendall(asked)
        await asyncio.sleep(1)
        with line:
            return not server.server_state.connections

    async def found() -> list[bool]:
        listener = socket.create_server(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(much, http=Hasty, lifespan="off", ws="none", log_config=None))
        serving_task = asyncio.create_task(server.serve(sockets=[listener]))
        while not server.started:  # noqa: ASYNC110 - uvicorn has a flag and no event
            await asyncio.sleep(0.01)
        port = listener.getsockname()[1]
        told = [
            await ends(server, port, asked) for asked in (b"", b"GET / HTTP/1.1\r\nHost: ", b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
        ]
        server.should_exit = True
        await serving_task
        return told

    assert apart(found()) == [True, True, True]


# -- things -------------------------------------------------------------------------------------------------------------------------


def statement(lake: Served, actor: str, target: str) -> str:
    """The path of the statement of an actor on a target."""
    (row,) = lake.query(f"SELECT ?s {{ ?s a sg:Statement ; rdf:subject :{actor} ; rdf:object :{target} }}").rows()
    return row["s"].removeprefix(BASE)


def test_a_statement_shows_its_quote_its_document_and_that_it_is_asserted(lake: Served, browser: Browser) -> None:
    page = browser.new_page()
    page.goto(lake.address + statement(lake, "arland", "dam"))
    shown = page.inner_text("main")
    page.close()
    assert "no <b>dam</b> here" in shown
    assert "First report" in shown
    assert "Asserted" in shown


def test_a_statement_that_is_held_back_says_why(lake: Served) -> None:
    assert "Held back by the truth gate: it <bdi>" in lake(f"/{statement(lake, 'borland', 'health')}", Accept="text/html").text


def test_what_a_name_says_is_text(lake: Served) -> None:
    text = lake("/arland", Accept="text/html").text
    assert "<script>alert" not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text
    assert "\u202e" not in text
    assert "The &lt;lake&gt;" in text


def test_links_lead_to_the_things_on_this_server(lake: Served) -> None:
    text = lake("/borland", Accept="text/html").text
    assert 'href="./dam"' in text
    assert 'href="./ns/supports"' in text
    assert f'href="{BASE}' not in text
    assert 'href="../borland"' in lake(f"/{statement(lake, 'borland', 'dam')}", Accept="text/html").text


def test_a_thing_that_is_called_like_a_page_of_ours_has_another_address(lake: Served) -> None:
    assert json.loads(lake("/health").body)["status"] == "ok"
    assert "health of the lake" in lake("/-/health", Accept="text/html").text


@pytest.mark.parametrize(
    ("accept", "form"),
    [("text/turtle", "turtle"), ("application/ld+json", "json-ld"), ("application/n-triples", "nt"), ("application/rdf+xml", "xml")],
)
def test_a_thing_is_told_in_every_format(lake: Served, accept: str, form: str) -> None:
    answer = lake("/dam", Accept=accept)
    graph = rdflib.Graph().parse(data=answer.text, format=form)
    dam, opposes = rdflib.URIRef(f"{BASE}dam"), rdflib.URIRef("https://w3id.org/stancegraph/ns#opposes")
    assert (dam, rdflib.RDFS.label, rdflib.Literal("the dam")) in graph
    assert (rdflib.URIRef(f"{BASE}arland"), opposes, dam) in graph
    assert answer.headers["Vary"] == "Accept"
    assert lake(f"/{answer.headers['Content-Location']}").text == answer.text


def test_a_statement_is_told_with_its_quote(lake: Served) -> None:
    assert "no <b>dam</b> here" in lake(f"/{statement(lake, 'arland', 'dam')}", Accept=GRAPH).text


def test_a_named_graph_is_told_whole(lake: Served) -> None:
    found = rdflib.Graph().parse(data=lake("/graph/direct", Accept="application/n-triples").text, format="nt")
    (counted,) = lake.query("SELECT (COUNT(*) AS ?n) { GRAPH <graph/direct> { ?s ?p ?o } }").rows()
    assert len(found) == int(counted["n"])
    assert f"It holds {counted['n']} triples" in lake("/graph/direct", Accept="text/html").text
    assert lake("/graph/vocabulary", Accept=GRAPH).status == 422


@pytest.mark.parametrize("path", ["/borlnd", "/-/borlnd"])
def test_a_thing_that_is_not_there_is_told_with_the_nearest_one(lake: Served, path: str) -> None:
    answer = lake(path)
    assert (answer.status, "did you mean /borland?" in answer.text) == (404, True)


@pytest.mark.parametrize("path", ["/../annotations.yaml", "/static/../app.py", "/static/..%2fapp.py", "/%3e%20?s", "/-/", "//evil.example"])
def test_nothing_else_is_there(lake: Served, path: str) -> None:
    assert lake(path).status == 404


def test_the_description_of_the_dataset_is_where_it_is_looked_for(lake: Served) -> None:
    answer = lake("/.well-known/void")
    graph = rdflib.Graph().parse(data=answer.text, format="turtle")
    assert (answer.status, (None, rdflib.RDF.type, rdflib.URIRef("http://rdfs.org/ns/void#Dataset")) in graph) == (200, True)


# -- questions, the page ------------------------------------------------------------------------------------------------------------


def test_a_question_is_an_address_for_a_spreadsheet(lake: Served) -> None:
    answer = lake("/questions/who-opposes?target=the+dam&actor=&format=csv")
    (row,) = csv.DictReader(io.StringIO(answer.text))
    assert (row["actor"], row["statements"]) == (f"{BASE}arland", "1")


def test_a_question_is_a_page_with_its_form_and_what_is_left_out(lake: Served) -> None:
    text = lake("/questions/who-supports", Accept="text/html").text
    assert 'name="target"' in text
    assert '<a href="../borland"><bdi>Borland</bdi></a>' in text
    assert "Left out: 1 statement " in text
    assert "Hypothetical 1" in text
    link = re.search(r'href="(held-back[?][^"]*)"', text)
    assert link
    assert "borland" in lake(f"/questions/{link[1]}&format=csv").text


def test_the_questions_are_listed_with_what_they_take(lake: Served) -> None:
    told = {each["name"]: each for each in json.loads(lake("/questions", Accept="application/json").body)["questions"]}
    assert told["who-opposes"]["parameters"] == ["target", "actor"]
    assert told["who-opposes"]["question"].startswith("Who opposes a given target")


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("/questions/who-oposes", 404, "did you mean who-opposes?"),
        ("/questions/who-opposes?targt=dam", 400, "it has target, actor"),
        ("/questions/who-opposes?target=the+damm&format=csv", 400, "did you mean 'the dam'?"),
        ("/questions/who-opposes?target=dam&target=dam", 400, "2 times"),
        (f"/questions/who-opposes?target={'x' * 1_001}", 400, "1000 characters"),
        ("/questions/who-opposes?target=%3Ex%3E%20%7D&format=csv", 400, "nothing in the graph is called"),
    ],
)
def test_a_question_that_is_put_wrongly_is_told_how(lake: Served, path: str, status: int, words: str) -> None:
    answer = lake(path)
    assert (answer.status, words in answer.text) == (status, True), answer


@pytest.mark.parametrize("path", ["/", "/static/site.css"])
def test_what_a_browser_has_is_not_sent_again(lake: Served, path: str) -> None:
    first = lake(path)
    assert first.status == 200
    again = lake(path, If_None_Match=first.headers["ETag"])
    assert (again.status, again.body, again.headers["ETag"]) == (304, b"", first.headers["ETag"])
    assert lake(path, If_None_Match='"another"').body == first.body


def test_the_page_works(lake: Served, browser: Browser) -> None:
    complaints: list[str] = []
    page = browser.new_page()
    page.on("console", lambda message: complaints.append(message.text))
    page.goto(lake.address)
    page.wait_for_function("window.stancegraph")
    page.close()
    assert complaints == []


# -- the whole life of a server -----------------------------------------------------------------------------------------------------


def below(pid: int) -> list[int]:
    """The processes that a process has started, and those that these have started."""
    told = " ".join(children.read_text(encoding="ascii") for children in Path(f"/proc/{pid}/task").glob("*/children"))  # by thread
    return [found for child in map(int, told.split()) for found in (child, *below(child))]


def test_a_server_for_others_reloads_and_stops(tmp_path: Path) -> None:
    main = tmp_path / "annotations.yaml"
    main.write_text("- Arland opposes the dam\n", encoding="utf-8")
    options = ("--host", "0.0.0.0", "--name", "lake.example", "--cors", "https://friend.example", "--timeout", "1min")  # noqa: S104
    with serving(tmp_path, *options) as served:
        assert "neither a password nor encryption" in served.logged("listening to 0.0.0.0")
        assert [served("/health", Host=host).status for host in ("lake.example", "127.0.0.1", "evil.example")] == [200, 200, 403]

        asked = served("/sparql", method="OPTIONS", Origin="https://friend.example", Access_Control_Request_Method="POST")
        assert (asked.status, asked.headers["Access-Control-Allow-Origin"]) == (200, "https://friend.example")
        answers = [served("/questions", Origin=origin).headers for origin in ("https://friend.example", "https://foe.example")]
        assert [each["Access-Control-Allow-Origin"] for each in answers] == ["https://friend.example", None]

        main.write_text("- Arland opposess the dam\n", encoding="utf-8")
        served.logged("the last version without errors is served")
        assert "did you mean 'opposes'?" in served.logged("help: ")
        assert len(served.query("SELECT ?who { ?who sg:opposes ?what }").rows()) == 1
        main.write_text("- Arland opposes the dam\n- Borland opposes the dam\n", encoding="utf-8")
        served.logged("served anew: 2 statements")
        assert len(served.query("SELECT ?who { ?who sg:opposes ?what }").rows()) == 2

        assert list(served.folder.iterdir())
        with ThreadPoolExecutor(1) as threads:
            running_query = threads.submit(served.query, ENDLESS)
            time.sleep(0.8)
            workers = below(served.process.pid)
            served.process.send_signal(signal.SIGTERM)
            assert served.process.wait(10) == 0
        assert (running_query.result().status, running_query.result().text) == (503, "the server is stopping\n")
        assert len(workers) >= 3  # one that has the graph, and two copies of it
        assert [pid for pid in workers if Path(f"/proc/{pid}").exists()] == []
        assert list(served.folder.iterdir()) == []
        assert served.logged("stopped")


@pytest.mark.parametrize("ignored", [False, True])
def test_a_terminal_that_is_closed_ends_a_server_unless_it_was_told_to_stay(tmp_path: Path, *, ignored: bool) -> None:
    (tmp_path / "annotations.yaml").write_text("- Arland opposes the dam\n", encoding="utf-8")
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN) if ignored else None  # as nohup has it
    try:
        with serving(tmp_path) as served:
            served.process.send_signal(signal.SIGHUP)
            if ignored:
                assert served("/health").status == 200
            else:
                assert served.process.wait(10) == 0
                assert list(served.folder.iterdir()) == []
    finally:
        if ignored:
            signal.signal(signal.SIGHUP, before)


def test_a_project_with_errors_is_not_served(tmp_path: Path) -> None:
    (tmp_path / "annotations.yaml").write_text("- Arland opposess the dam\n", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "stancegraph", "serve", "-p", str(tmp_path), "--port", "0"],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert "error SG110" in done.stderr
    assert "nothing was served" in done.stderr


def test_a_large_graph_is_answered_from_one_store_on_disk(tmp_path: Path) -> None:
    (tmp_path / "annotations.yaml").write_text("- Arland opposes the dam\n", encoding="utf-8")
    project = load(tmp_path)
    make(project, tmp_path, {}, in_memory=10)
    found = made(tmp_path)
    assert (found.stored, found.quads) == (True, len(list(project.quads())))
    engines = [GuardedEngine(found.source(tmp_path, None, None)) for _ in range(2)]
    assert [engine.start() for engine in engines] == [found.quads] * 2
    for engine in engines:
        engine.close()


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["-p", "nowhere"], "no file nowhere"),
        (["--host", "256.1.1.1"], "there is no address '256.1.1.1' here"),
        (["--timeout", "never"], "write a time"),
        (["--timeout", "0s"], "write a time"),
        (["--cors", "friend.example"], "write an origin"),
    ],
)
def test_what_cannot_be_served_is_misuse(tmp_path: Path, options: list[str], words: str) -> None:
    (tmp_path / "annotations.yaml").write_text("- Arland opposes the dam\n", encoding="utf-8")
    done = CliRunner().invoke(cli, ["serve", "-p", str(tmp_path), "--port", "0", *options])
    assert (done.exit_code, words in done.stderr) == (2, True), done.stderr


def test_a_port_in_use_is_misuse_with_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "annotations.yaml").write_text("- Arland opposes the dam\n", encoding="utf-8")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = CliRunner().invoke(cli, ["serve", "-p", str(tmp_path), "--port", str(port)])
    assert done.exit_code == 2
    assert f"port {port} of 127.0.0.1 cannot be used (Address already in use): choose another, or --port 0" in done.stderr


@pytest.mark.parametrize(
    ("host", "given", "expected"),
    [
        ("127.0.0.1", (), {"127.0.0.1", "localhost", "::1"}),
        ("127.0.0.1", ("lake.example",), {"127.0.0.1", "localhost", "::1", "lake.example"}),
        ("192.0.2.1", (), {"127.0.0.1", "localhost", "::1", "192.0.2.1"}),
        ("0.0.0.0", ("lake.example",), {"127.0.0.1", "localhost", "::1", "lake.example"}),  # noqa: S104
        ("0.0.0.0", (), None),  # noqa: S104
    ],
)
def test_a_server_answers_to_the_names_that_it_was_given(host: str, given: tuple[str, ...], expected: set[str] | None) -> None:
    assert running.names(host, given) == expected
