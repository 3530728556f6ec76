"""How hypothesis looks for counterexamples, how a test asks the flagship, and how it opens a page in a real browser."""

from __future__ import annotations

import contextlib
import csv
import gc
import json
import os
import shutil
import socket
import sqlite3
import subprocess
import sys
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn

import httpx
import pytest
from hypothesis import settings

from stancegraph import loader, queries

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from playwright.sync_api import Browser, Page

    from stancegraph.discourse import Events

settings.register_profile("here", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "here")


class Coding(NamedTuple):
    """A statement of a .dna file: the words of its document that are coded, and its variables; None has no row, "" an empty entity."""

    document: int
    words: str
    person: str | None
    organization: str | None
    concept: str | None
    agreement: int | None
    coder: int = 1


_DNA_3 = """
CREATE TABLE SETTINGS(Property TEXT PRIMARY KEY, Value TEXT);
CREATE TABLE CODERS(ID INTEGER PRIMARY KEY, Name TEXT, Red INTEGER DEFAULT 0, Password TEXT DEFAULT 'secret-hash');
CREATE TABLE DOCUMENTS(ID INTEGER PRIMARY KEY, Title TEXT, Text TEXT, Coder INTEGER, Author TEXT DEFAULT '', Source TEXT DEFAULT '',
  Section TEXT DEFAULT '', Notes TEXT DEFAULT '', Type TEXT DEFAULT '', Date INTEGER);
CREATE TABLE STATEMENTTYPES(ID INTEGER PRIMARY KEY, Label TEXT);
CREATE TABLE VARIABLES(ID INTEGER PRIMARY KEY, Variable TEXT, DataType TEXT, StatementTypeId INTEGER);
CREATE TABLE REGEXES(Label TEXT PRIMARY KEY);
CREATE TABLE STATEMENTS(ID INTEGER PRIMARY KEY, StatementTypeId INTEGER, DocumentId INTEGER, Start INTEGER, Stop INTEGER, Coder INTEGER);
CREATE TABLE DATABOOLEAN(ID INTEGER PRIMARY KEY, StatementId INTEGER, VariableId INTEGER, Value INTEGER);
CREATE TABLE DATAINTEGER(ID INTEGER PRIMARY KEY, StatementId INTEGER, VariableId INTEGER, Value INTEGER);
CREATE TABLE DATALONGTEXT(ID INTEGER PRIMARY KEY, StatementId INTEGER, VariableId INTEGER, Value TEXT);
CREATE TABLE DATASHORTTEXT(ID INTEGER PRIMARY KEY, StatementId INTEGER, VariableId INTEGER, Entity INTEGER);
CREATE TABLE ENTITIES(ID INTEGER PRIMARY KEY, VariableId INTEGER, Value TEXT, Red INTEGER, ChildOf INTEGER);
CREATE TABLE ATTRIBUTEVARIABLES(ID INTEGER PRIMARY KEY, VariableId INTEGER, AttributeVariable TEXT);
CREATE TABLE ATTRIBUTEVALUES(ID INTEGER PRIMARY KEY, EntityId INTEGER, AttributeVariableId INTEGER, AttributeValue TEXT);
"""
_DNA_2 = (
    _DNA_3.split("CREATE TABLE DATASHORTTEXT", maxsplit=1)[0]
    + """
CREATE TABLE DATASHORTTEXT(ID INTEGER PRIMARY KEY, StatementId INTEGER, VariableId INTEGER, Value TEXT);
CREATE TABLE ATTRIBUTES(ID INTEGER PRIMARY KEY, VariableId INTEGER, Value TEXT, Red INTEGER, Type TEXT, Alias TEXT, Notes TEXT, ChildOf TEXT);
"""
)


def _write_dna(  # noqa: PLR0913 - what a file is made of
    path: Path,
    documents: list[tuple[str, str, int]],
    codings: list[Coding],
    *,
    version: int = 3,
    scale: bool = False,
    attributes: dict[str, dict[str, str]] | None = None,
    sql: str = "",
) -> Path:
    """A .dna file as DNA lays it out: `documents` are (title, text, stored date), `attributes` stand by entity, `sql` changes the whole."""
    path.unlink(missing_ok=True)
    entities = list(dict.fromkeys((v, name) for c in codings for v, name in enumerate(c[2:5], 1) if name is not None))
    with contextlib.closing(sqlite3.connect(path)) as db, db:
        db.executescript("PRAGMA synchronous = OFF; PRAGMA journal_mode = MEMORY;")  # nobody needs it after a power cut
        db.executescript(f"BEGIN; {_DNA_3 if version == 3 else _DNA_2}; COMMIT;")
        db.execute("INSERT INTO SETTINGS VALUES ('version', ?)", ("3.0.11" if version == 3 else "2.0 beta 25",))
        db.executemany("INSERT INTO CODERS(Name) VALUES (?)", [("Ann Coder",), ("Ben Coder",)])
        db.execute("INSERT INTO STATEMENTTYPES VALUES (1, 'DNA Statement')")
        names = {
            "person": "short text",
            "organization": "short text",
            "concept": "short text",
            "agreement": "integer" if scale else "boolean",
        }
        db.executemany("INSERT INTO VARIABLES VALUES (?, ?, ?, 1)", [(i, *row) for i, row in enumerate(names.items(), 1)])
        db.executemany("INSERT INTO DOCUMENTS(Title, Text, Date, Coder) VALUES (?, ?, ?, 1)", documents)
        for number, (variable, name) in enumerate(entities, 1):
            _write_entity(db, version, (number, variable, name), (attributes or {}).get(name, {}))
        for number, each in enumerate(codings, 1):
            text = documents[each.document - 1][1] if each.document <= len(documents) else ""
            start, length = (len(words.encode("utf-16-le")) // 2 for words in (text[: max(0, text.find(each.words))], each.words))
            db.execute("INSERT INTO STATEMENTS VALUES (?, 1, ?, ?, ?, ?)", (number, each.document, start, start + length, each.coder))
            values = [
                (v, entities.index((v, name)) + 1 if version == 3 else name) for v, name in enumerate(each[2:5], 1) if name is not None
            ]
            db.executemany("INSERT INTO DATASHORTTEXT VALUES (NULL, ?, ?, ?)", [(number, *value) for value in values])
            if each.agreement is not None:
                table = "DATAINTEGER" if scale else "DATABOOLEAN"
                db.execute(f"INSERT INTO {table} VALUES (NULL, ?, 4, ?)", (number, each.agreement))  # noqa: S608 - one of two names
        db.executescript(sql)
    return path


def _write_entity(db: sqlite3.Connection, version: int, row: tuple[int, int, str], attributes: dict[str, str]) -> None:
    if version != 3:
        kinds = [attributes.get(label, "") for label in ("Type", "Alias", "Notes")]
        db.execute("INSERT INTO ATTRIBUTES VALUES (?, ?, ?, 0, ?, ?, ?, '')", (*row, *kinds))
        return
    db.execute("INSERT INTO ENTITIES VALUES (?, ?, ?, 0, NULL)", row)
    for label, value in attributes.items():
        at = db.execute("INSERT INTO ATTRIBUTEVARIABLES(VariableId, AttributeVariable) VALUES (?, ?)", (row[1], label)).lastrowid
        db.execute("INSERT INTO ATTRIBUTEVALUES(EntityId, AttributeVariableId, AttributeValue) VALUES (?, ?, ?)", (row[0], at, value))


@pytest.fixture(scope="session")
def write_dna() -> Callable[..., Path]:
    """Writes a .dna file of either version."""
    return _write_dna


@pytest.fixture(scope="session")
def coding() -> type[Coding]:
    """A statement to write into such a file."""
    return Coding


@pytest.fixture(scope="session")
def ask() -> Callable[..., list[str]]:
    """A named question and the columns wanted to the flagship's answer: its rows sorted, cells between commas, "-" for an empty one."""
    engine = loader.load(Path(__file__).parents[1]).engine()

    def asked(name: str, columns: str, **parameters: str) -> list[str]:
        table = queries.run(engine, name, **parameters).short()
        cells = [[str(cell or "-").removeprefix("sg:") for cell in table.column(column)] for column in columns.split()]
        return sorted(", ".join(row) for row in zip(*cells, strict=True))

    return asked


@pytest.fixture(scope="session")
def toy() -> Callable[[str], Events]:
    """The 13 statements that DNA's own numbers are known for, of kind "bool" or "int": organization, concept, agreement, by document."""
    from stancegraph import discourse  # noqa: PLC0415 - numpy and scipy are loaded by the tests that count

    data = Path(__file__).parent / "data" / "dna"

    def read(kind: str) -> Events:
        days = {row[0]: row[6] for row in rows("toy_documents.tsv")}
        told = [
            discourse.Event(
                id_,
                actor,
                issue,
                float(level),
                str(date(1970, 1, 1) + timedelta(seconds=int(days[document]))),
                document,
                int(start),
                int(stop),
            )
            for id_, document, start, stop, _, actor, issue, level in rows(f"toy_statements_{kind}.tsv")
        ]
        return discourse.events(told, scale=discourse.BINARY if kind == "bool" else discourse.LIKERT)

    def rows(name: str) -> list[list[str]]:
        with (data / name).open(encoding="utf-8", newline="") as file:
            return list(csv.reader(file, delimiter="\t"))

    return read


@pytest.fixture(scope="session")
def sparql_server(tmp_path_factory: pytest.TempPathFactory, lacking: Callable[[str], NoReturn]) -> Iterator[Callable[[Iterable[str]], str]]:
    """A server of Oxigraph that takes in N-Quads lines and answers at the address that is returned; its default graph stays empty."""
    program = shutil.which("oxigraph", path=str(Path(sys.executable).parent))
    if program is None:
        lacking("endpoints are tested with the server of the PyPI package oxigraph, which is not installed")
    with socket.create_server(("127.0.0.1", 0)) as free:
        at = f"127.0.0.1:{free.getsockname()[1]}"
    command = [str(program), "serve", "--location", str(tmp_path_factory.mktemp("oxigraph")), "--bind", at]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        with httpx.Client(base_url=f"http://{at}", transport=httpx.HTTPTransport(retries=8)) as client:

            def take(lines: Iterable[str]) -> str:
                text = "".join(f"{line.rstrip()}\n" for line in lines)
                client.post("/store", content=text.encode(), headers={"Content-Type": "application/n-quads"}).raise_for_status()
                return f"http://{at}/query"

            yield take
        process.kill()


# -- in a browser -----------------------------------------------------------------------------------------------------------------

BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
PATIENCE = 10_000  # milliseconds that a control may take on a busy machine


def pytest_collection_finish() -> None:
    """What was collected stays, and the garbage collector need not walk it again and again: a fifth of the time of all tests."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


class Watched(NamedTuple):
    """A page in the browser with everything that went wrong in it and every address that it asked for."""

    page: Page
    complaints: list[str]
    requests: list[str]


@pytest.fixture(scope="session")
def lacking() -> Callable[[str], NoReturn]:
    """What a test does without a tool that it needs: it is skipped with the reason, and in CI, where nothing may be lacking, it fails."""

    def stop(reason: str) -> NoReturn:
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)

    return stop


NPM = ("graphology@0.26.0", "graphology-gexf@0.13.2", "jsonld@9.0.0", "n3@2.13.12", "rdf-canonize@5.0.0")


@pytest.fixture(scope="session")
def in_node(request: pytest.FixtureRequest, lacking: Callable[[str], NoReturn]) -> Callable[[str, Any], Any]:
    """Runs a script (an ES module) in one process of node, with JSON on its standard input, and gives back the JSON that it prints.

    The packages of `NPM` are there to be imported: from npm at first and from pytest's cache ever after.
    """
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        lacking("foreign readers of RDF run in node, and node or npm is not installed")
    cache = request.config.cache
    assert cache is not None, "what npm fetches is kept in pytest's cache, which is switched off"
    kept = cache.mkdir("npm") / "+".join(NPM).replace("@", "-")
    if not kept.exists():
        _install(npm, kept, lacking)

    def run(script: str, given: Any) -> Any:
        (kept / f"{sha256(script.encode()).hexdigest()[:8]}.mjs").write_text(script, encoding="utf-8")
        command = [node, str(kept / f"{sha256(script.encode()).hexdigest()[:8]}.mjs")]
        done = subprocess.run(command, input=json.dumps(given), capture_output=True, text=True, check=False, encoding="utf-8")
        assert (done.returncode, done.stderr) == (0, "")
        return json.loads(done.stdout)

    return run


def _install(npm: str, kept: Path, lacking: Callable[[str], NoReturn]) -> None:
    """Puts the packages where they are kept, whole or not at all: another worker may do the same at the same time."""
    quiet = ("--loglevel=error", "--ignore-scripts", "--no-audit", "--no-fund", "--fetch-retries=0")
    with TemporaryDirectory(dir=kept.parent) as made:
        folder = Path(made) / "new"
        folder.mkdir()
        (folder / "package.json").write_text("{}", encoding="utf-8")
        done = subprocess.run([npm, "install", *quiet, *NPM], cwd=folder, capture_output=True, text=True, check=False)
        if done.returncode:
            lacking(f"`npm install {' '.join(NPM)}` says {done.stderr.strip()!r}")
        with contextlib.suppress(OSError):
            folder.replace(kept)


@pytest.fixture(scope="session")
def articles() -> Path:
    """The folder of the flagship's articles; who does not have them, in CI as well, is told what therefore was not tested."""
    folder = Path(__file__).parents[2] / "shared" / "texts"
    if not folder.is_dir():
        pytest.skip("the articles are not ours to publish: put them in ../shared/texts beside the repository to test the quotes")
    return folder


@pytest.fixture(scope="session")
def browser(lacking: Callable[[str], NoReturn]) -> Iterator[Browser]:
    """A Chromium of the system; without one a test says so and is skipped, in CI it fails."""
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    if path is None:
        lacking(f"the page is tested in a browser of the system and none of {', '.join(BROWSERS)} is installed")
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - only where there is a browser

    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=list(FLAGS), timeout=60_000)
        yield running
        running.close()


@pytest.fixture
def open_page(browser: Browser, tmp_path: Path) -> Iterator[Callable[..., Watched]]:
    """Opens a page's HTML text from a file of its own: `open_page(html, "#view=matrix", size=(390, 844), color_scheme="dark")`.

    Further keywords go to playwright's `new_context`. The page is ready when this returns: `window.stancegraph` is there.
    """
    contexts: list[Any] = []

    def open_text(html: str, fragment: str = "", *, size: tuple[int, int] = (1440, 900), **more: Any) -> Watched:
        path = tmp_path / f"page-{len(contexts)}.html"
        path.write_text(html, encoding="utf-8")
        context = browser.new_context(**{"reduced_motion": "reduce", "viewport": {"width": size[0], "height": size[1]}, **more})
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        shown = Watched(context.new_page(), [], [])
        shown.page.on("console", lambda message: shown.complaints.append(message.text))
        shown.page.on("pageerror", lambda error: shown.complaints.append(str(error)))
        shown.page.on("dialog", lambda dialog: shown.complaints.append(f"dialog {dialog.message}"))
        shown.page.on("request", lambda request: shown.requests.append(request.url))
        shown.page.goto(path.as_uri() + fragment)
        shown.page.wait_for_selector("body[data-ready]")
        return shown

    yield open_text
    for context in contexts:
        context.close()


@pytest.fixture(scope="module")
def look_at(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Page]]:
    """Opens a page's HTML text, at an address if need be, for all tests of a module that only look at it."""
    opened: list[Page] = []

    def look(html: str, fragment: str = "") -> Page:
        path = tmp_path_factory.mktemp("page") / "page.html"
        path.write_text(html, encoding="utf-8")
        page = browser.new_page(viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
        opened.append(page)
        page.set_default_timeout(PATIENCE)
        page.goto(path.as_uri() + fragment)
        page.wait_for_selector("body[data-ready]")
        return page

    yield look
    for page in opened:
        page.close()


@pytest.fixture(scope="session")
def page_of(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], str]:
    """The page of annotations written as YAML text."""

    def made(text: str) -> str:
        folder = tmp_path_factory.mktemp("annotations")
        (folder / "annotations.yaml").write_text(text, encoding="utf-8")
        return loader.load(folder).page()

    return made


@pytest.fixture(scope="session")
def flagship_page() -> str:
    """The flagship's page as `stancegraph build` writes it."""
    return loader.load(Path(__file__).parents[1]).page()
