"""Showing a project: a browser, a small server on this machine, a notebook's cell."""

from __future__ import annotations

import http.client
import os
import re
import signal
import socket
import struct
import subprocess
import sys
import threading
import time
import types
from base64 import b64decode
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

import stancegraph
from stancegraph import serving, show, watching
from stancegraph.cli import cli

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from http.client import HTTPResponse

    from playwright.sync_api import Browser, FrameLocator, Page

DAM = Path(__file__).parent / "data" / "dam"
PICTURE = '<svg xmlns="http://www.w3.org/2000/svg"><title>A picture</title></svg>\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "annotations.yaml").write_text("- Arland opposes the dam\n", encoding="utf-8")
    return tmp_path


@pytest.fixture
def kernel(monkeypatch: pytest.MonkeyPatch) -> None:
    """As it is in a notebook of Jupyter."""
    monkeypatch.setattr("IPython.get_ipython", lambda: types.SimpleNamespace(kernel=1))


def opening(monkeypatch: pytest.MonkeyPatch, *, succeeds: bool) -> list[str]:
    """The addresses that a browser is asked for from now on."""
    asked: list[str] = []

    def open_(address: str) -> bool:
        asked.append(address)
        return succeeds

    monkeypatch.setattr("webbrowser.open", open_)
    return asked


# -- in the browser -----------------------------------------------------------------------------------------------------------------


def test_show_opens_a_file_that_holds_what_is_asked(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = opening(monkeypatch, succeeds=True)
    done = CliRunner().invoke(cli, ["show", str(folder), "--view", "matrix", "--theme", "dark", "--title", "Dams & dykes"])
    assert (done.exit_code, done.stderr) == (0, "")
    text = Path(done.stdout.strip()).read_text(encoding="utf-8")
    assert asked == [Path(done.stdout.strip()).as_uri()]
    assert '<script type="application/json" id="opening">"theme=dark&view=matrix"</script>' in text
    assert "<title>Dams &amp; dykes</title>" in text


def test_without_a_browser_show_says_where_the_file_is_and_how_to_serve_it(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opening(monkeypatch, succeeds=False)
    done = CliRunner().invoke(cli, ["show", str(folder)])
    assert done.exit_code == 0
    assert Path(done.stdout.strip()).is_file()
    assert "stancegraph show --port" in done.stderr


def test_show_leaves_the_project_s_folder_as_it_is(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opening(monkeypatch, succeeds=True)
    CliRunner().invoke(cli, ["show", str(folder)])
    assert [path.name for path in folder.iterdir()] == ["annotations.yaml"]


def test_a_project_with_errors_is_not_shown(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = opening(monkeypatch, succeeds=True)
    (folder / "annotations.yaml").write_text("- Arland opposess the dam\n", encoding="utf-8")
    done = CliRunner().invoke(cli, ["show", str(folder)])
    assert (done.exit_code, done.stdout, asked) == (1, "", [])
    assert "nothing was shown" in done.stderr


def test_outside_of_a_notebook_project_show_opens_the_browser_and_names_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = opening(monkeypatch, succeeds=True)
    shown = stancegraph.load(DAM).show(view="table")
    assert shown.path is not None
    assert asked == [shown.path.as_uri()]
    assert '"view=table"' in shown.path.read_text(encoding="utf-8")
    assert repr(shown).startswith("<stancegraph page of 'dam': ")
    assert repr(shown).endswith(f" in {str(shown.path)!r}>")
    assert shown._repr_mimebundle_() == {"text/plain": repr(shown)}


# -- served -------------------------------------------------------------------------------------------------------------------------


@contextmanager
def served(page: Callable[[], str]) -> Iterator[int]:
    """The port of a server that runs meanwhile."""
    with serving.server(page, 0) as running:
        thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield running.server_port
        running.shutdown()
        thread.join()


def visit(port: int, path: str = "/", method: str = "GET", **headers: str) -> tuple[HTTPResponse, str]:
    asked = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    asked.request(method, path, headers=headers)
    answer = asked.getresponse()
    body = answer.read().decode()
    asked.close()
    return answer, body


def test_the_page_is_at_the_root_alone() -> None:
    with served(lambda: "<p>é</p>") as port:
        assert [(visit(port, path)[0].status) for path in ("/", "/?a=b", "/annotations.yaml", "/../")] == [200, 200, 404, 404]
        assert visit(port)[1] == "<p>é</p>"


def test_head_says_how_long_the_page_is_and_sends_none_of_it() -> None:
    with served(lambda: "<p>é</p>") as port:
        answer, body = visit(port, method="HEAD")
    assert (answer.status, answer.headers["Content-Length"], body) == (200, "9", "")


def test_a_browser_gets_the_page_that_works_and_asks_for_nothing_else(browser: Browser) -> None:
    text = stancegraph.load(DAM).page()
    asked: list[str] = []
    complaints: list[str] = []
    with served(lambda: text) as port:
        page = browser.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: complaints.append(message.text))
        page.goto(f"http://127.0.0.1:{port}/")
        page.wait_for_function("window.stancegraph")
        page.close()
    assert [url for url in asked if not url.startswith("data:")] == [f"http://127.0.0.1:{port}/"]
    assert complaints == []


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS"])
def test_nothing_but_looking_is_answered(method: str) -> None:
    with served(lambda: "") as port:
        assert visit(port, method=method)[0].status == 501


@pytest.mark.parametrize("path", ["/", "/nowhere"])
def test_every_answer_keeps_the_page_to_its_reader(path: str) -> None:
    with served(lambda: "") as port:
        headers = visit(port, path)[0].headers
    assert headers["Cache-Control"] == "no-store"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Server"] == "stancegraph "


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
def test_only_a_name_of_this_machine_is_answered(host: str, status: int) -> None:
    with served(lambda: "") as port:
        assert visit(port, Host=host)[0].status == status


def test_the_server_listens_on_this_machine_alone() -> None:
    with serving.server(lambda: "", 0) as running:
        assert running.server_address[0] == "127.0.0.1"


def test_a_port_in_use_is_misuse_with_what_to_do(folder: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = CliRunner().invoke(cli, ["show", str(folder), "--port", str(port)])
    assert done.exit_code == 2
    assert f"port {port} cannot be used (Address already in use): choose another, or --port 0 for any that is free" in done.stderr


def watched(folder: Path) -> tuple[watching.Watched, list[str]]:
    """A page that is the sentences of a project, with what is told of faults."""
    faults: list[str] = []

    def make(project: stancegraph.Project) -> str | None:
        if not project.ok:
            faults.append("errors")
            return None
        return " ".join(statement.sentence for statement in project.annotations.statements)

    project = stancegraph.load(folder)
    return watching.Watched(project, make(project) or "", make, lambda error: faults.append(type(error).__name__)), faults


def test_a_changed_file_changes_the_page(folder: Path) -> None:
    kept, _ = watched(folder)
    assert kept.page() == "Arland opposes the dam"
    (folder / "annotations.yaml").write_text("- Borland supports the dam\n", encoding="utf-8")
    assert kept.page() == "Borland supports the dam"


def test_a_page_is_not_made_again_without_a_change(folder: Path) -> None:
    kept = watching.Watched(stancegraph.load(folder), "the first", lambda _: "another", lambda _: None)
    assert (kept.page(), kept.page()) == ("the first", "the first")


def test_what_cannot_be_shown_is_refused_before_anything_is_served(folder: Path) -> None:
    done = CliRunner().invoke(cli, ["show", str(folder), "--port", "0", "--actor", "Arlnd"])
    assert (done.exit_code, done.stdout) == (2, "")
    assert "did you mean 'Arland'?" in done.stderr


def test_a_new_file_that_is_included_changes_the_page(folder: Path) -> None:
    (folder / "more").mkdir()
    (folder / "annotations.yaml").write_text("include: [more/*.yaml]\nstatements:\n- Arland opposes the dam\n", encoding="utf-8")
    (folder / "more" / "a.yaml").write_text("- Borland opposes the dam\n", encoding="utf-8")
    kept, _ = watched(folder)
    (folder / "more" / "b.yaml").write_text("- Corland opposes the dam\n", encoding="utf-8")
    assert sorted(re.findall(r"\w+land", kept.page())) == ["Arland", "Borland", "Corland"]


def test_while_there_are_errors_the_last_good_page_stays_and_they_are_told_once(folder: Path) -> None:
    kept, faults = watched(folder)
    (folder / "annotations.yaml").write_text("- Arland opposess the dam\n", encoding="utf-8")
    assert [kept.page(), kept.page()] == ["Arland opposes the dam"] * 2
    assert faults == ["errors"]
    (folder / "annotations.yaml").write_text("- Arland supports the dam\n", encoding="utf-8")
    assert kept.page() == "Arland supports the dam"


def test_while_the_file_is_gone_the_last_page_stays(folder: Path) -> None:
    kept, faults = watched(folder)
    (folder / "annotations.yaml").unlink()
    assert (kept.page(), faults) == ("Arland opposes the dam", ["FileNotFoundError"])
    (folder / "annotations.yaml").write_text("- Arland supports the dam\n", encoding="utf-8")
    assert kept.page() == "Arland supports the dam"


def test_the_command_serves_tells_of_errors_and_stops_on_ctrl_c(folder: Path) -> None:
    command = [sys.executable, "-m", "stancegraph", "show", str(folder), "--port", "0", "--view", "table"]
    running = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert running.stdout is not None
    address = running.stdout.readline().strip()
    port = int(re.fullmatch(r"http://127\.0\.0\.1:(\d+)/", address)[1])  # type: ignore[index]
    assert f"ssh -L {port}:127.0.0.1:{port} " in running.stdout.readline()
    assert '"view=table"' in visit(port)[1]
    (folder / "annotations.yaml").write_text("- Arland opposess the dam\n", encoding="utf-8")
    assert "Arland" in visit(port)[1]
    running.send_signal(signal.SIGINT)
    _, told = running.communicate(timeout=30)
    assert running.returncode == 0
    assert "error SG110" in told
    assert "the project has errors: the last page that could be made is shown" in told


# -- in a cell ----------------------------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("kernel")
def test_in_a_notebook_project_show_writes_no_file_and_opens_no_browser(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = opening(monkeypatch, succeeds=True)
    shown = stancegraph.load(DAM).show(theme="dark", height=300)
    assert (shown.path, asked) == (None, [])
    bundle = shown._repr_mimebundle_(include=None, exclude=None)
    assert list(bundle) == ["text/plain", "text/html", "image/svg+xml"]
    assert "height:300px" in bundle["text/html"]
    assert 'fill="#10151a"' in bundle["image/svg+xml"]


def test_a_shell_without_a_kernel_is_no_notebook(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("IPython.get_ipython", types.SimpleNamespace)
    assert not show.in_notebook()


@pytest.mark.parametrize("running", [True, False])
def test_marimo_is_a_notebook_where_it_runs_one(monkeypatch: pytest.MonkeyPatch, *, running: bool) -> None:
    monkeypatch.setitem(sys.modules, "marimo", types.SimpleNamespace(running_in_notebook=lambda: running))
    assert show.in_notebook() is running


def image(cell: str) -> str:
    """The SVG inside the image of a cell."""
    found = re.search('<img [^>]*src="data:image/svg[+]xml;base64,([^"]+)"', cell)
    assert found
    return b64decode(found[1]).decode()


@pytest.mark.parametrize("size", [0, show.LARGEST_IN_A_CELL])
def test_a_cell_that_is_cleaned_of_scripts_shows_the_picture_and_no_loose_words(browser: Browser, size: int) -> None:
    cell = show.mimebundle("x", "<p>words of the page</p>" + " " * size, PICTURE)["text/html"]
    # As JupyterLab cleans a notebook that is not trusted: such elements go, what stands in them stays.
    cleaned = re.sub("</?(iframe|noscript|svg|title|rect|text|g|path)[^>]*>|<style>[^<]*</style>", "", cell)
    # As marimo keeps it of a notebook that has not run again: the frame is gone, and what had no script with all that stands in it.
    kept = re.sub("<iframe.*?</iframe>|<noscript>.*?</noscript>", "", cell)
    page = browser.new_page()
    for shown in (cleaned, kept):
        page.set_content(shown)
        assert page.locator("img").evaluate("image => image.naturalWidth") > 0
        assert page.locator("img").is_visible()
        assert "A picture" not in page.inner_text("body")
    page.close()


@pytest.mark.usefixtures("kernel")
def test_marimo_gets_the_page_alone() -> None:
    project = stancegraph.load(DAM)
    for shown in (project, project.show()):
        kind, text = shown._mime_()
        assert (kind, text[:30]) == ("text/html", '<div class="stancegraph"><ifra')


def test_marimo_gets_the_faults_of_a_project_with_errors(tmp_path: Path) -> None:
    (tmp_path / "annotations.yaml").write_text("- Arland opposess the dam\n", encoding="utf-8")
    kind, text = stancegraph.load(tmp_path)._mime_()
    assert kind == "text/plain"
    assert "no page while there are errors" in text


def framed(browser: Browser) -> tuple[Page, FrameLocator]:
    """A high document with the page of the dam in a cell of it, as a notebook shows it."""
    page = browser.new_page(viewport={"width": 1200, "height": 800}, reduced_motion="reduce")
    project = stancegraph.load(DAM)
    page.set_content(f"<div style='height:3000px'>{show.mimebundle('x', project.page(), project.picture())['text/html']}</div>")
    frame = page.frame_locator("iframe")
    frame.locator("body[data-ready]").wait_for()
    return page, frame


def test_the_wheel_scrolls_the_notebook_and_zooms_with_control(browser: Browser) -> None:
    page, frame = framed(browser)
    spot = "document.body.dataset.ready && stancegraph.at(stancegraph.nodes()[0]).x - stancegraph.at(stancegraph.nodes()[1]).x"
    before = page.frames[1].evaluate(spot)
    page.mouse.move(600, 300)
    page.mouse.wheel(0, 120)
    page.wait_for_timeout(300)
    assert (page.evaluate("scrollY > 0"), page.frames[1].evaluate(spot)) == (True, before)
    assert frame.locator("#hint").inner_text() == "Ctrl and the wheel zoom"
    page.keyboard.down("Control")
    page.mouse.wheel(0, -120)
    page.wait_for_timeout(300)
    assert abs(page.frames[1].evaluate(spot)) > abs(before)
    page.close()


def test_a_place_is_selected_where_the_clipboard_is_shut(browser: Browser) -> None:
    page, frame = framed(browser)
    assert not page.locator("div.stancegraph > img").is_visible()
    page.frames[1].evaluate("navigator.clipboard && (navigator.clipboard.writeText = () => Promise.reject(new Error('no')))")
    place = frame.locator(".place button").first
    words = place.inner_text()
    place.click()
    assert page.frames[1].evaluate("getSelection().toString()") == words
    page.close()


def test_a_cell_holds_no_script_of_the_page_in_the_open() -> None:
    cell = show.mimebundle("x", "<!doctype html><script>alert('&\"')</script>", PICTURE)["text/html"]
    tags = ("<iframe", "</iframe", "noscript>", "style>", "<img", "<div", "</div")
    assert cell.count("<") == sum(map(cell.count, tags))
    assert "<script" not in cell
    assert "srcdoc=\"&lt;!doctype html>&lt;script>alert('&amp;&quot;')&lt;/script>\"" in cell


def test_a_page_too_large_for_a_cell_is_a_picture_with_a_hint() -> None:
    page = "x" * (show.LARGEST_IN_A_CELL + 100_000)
    bundle = show.mimebundle("x", page, PICTURE)
    assert "<iframe" not in bundle["text/html"]
    assert "<title>A picture</title>" in image(bundle["text/html"])
    assert "The interactive page has 1.1 MB, too much for a cell" in bundle["text/html"]
    assert bundle["image/svg+xml"] == PICTURE.replace("<svg ", '<svg style="max-width:100%;height:auto" ', 1).strip()


def test_the_limit_counts_bytes_not_letters() -> None:
    assert "<iframe" in show.mimebundle("x", "e" * show.LARGEST_IN_A_CELL, PICTURE)["text/html"]
    assert "<iframe" not in show.mimebundle("x", "é" * show.LARGEST_IN_A_CELL, PICTURE)["text/html"]


@pytest.mark.usefixtures("kernel")
def test_asked_to_show_a_page_too_large_for_a_cell_it_is_written_and_named() -> None:
    page = "<p>" + "x" * show.LARGEST_IN_A_CELL
    shown = show.shown("<stancegraph project 'a': 1>", page, PICTURE, name="a/../b <c>")
    assert shown.path is not None
    assert shown.path.read_text(encoding="utf-8") == page
    assert shown.path.name == "a-b-c.html"
    assert f"<code>{shown.path}</code>" in shown.bundle["text/html"]


def test_a_large_page_in_a_cell_is_looked_at_as_a_picture(browser: Browser) -> None:
    project = stancegraph.load(DAM)
    cell = show.mimebundle("x", project.page() + " " * show.LARGEST_IN_A_CELL, project.picture())["text/html"]
    page = browser.new_page(viewport={"width": 700, "height": 600})
    page.set_content(f"<div style='width:400px'>{cell}</div>")
    box = page.locator("img").bounding_box()
    assert box
    assert (box["width"], box["height"] < 400) == (400, True)
    page.close()


def test_a_frame_needs_a_height() -> None:
    with pytest.raises(ValueError, match="such as 640"):
        show.mimebundle("x", "", PICTURE, height=0)


def test_a_project_with_errors_says_so_in_its_cell_and_raises_nothing(tmp_path: Path) -> None:
    lines = "".join(f"- Arland opposess dam {number}\n" for number in range(7))
    (tmp_path / "annotations.yaml").write_text(lines, encoding="utf-8")
    bundle = stancegraph.load(tmp_path)._repr_mimebundle_()
    told = bundle["text/plain"].splitlines()
    assert list(bundle) == ["text/plain"]
    assert told[0].endswith("no page while there are errors")
    assert told[1].startswith("annotations.yaml:1:10: error SG110")
    assert told[-1] == "and 2 more: `stancegraph check` lists them"
    assert len(told) == 7


def test_showing_imports_no_notebook() -> None:
    code = "import sys, stancegraph.show as s; s.in_notebook(); print({'IPython', 'marimo', 'networkx', 'pyvis'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True, env=os.environ)
    assert done.stdout == "set()\n"


# -- what goes wrong on the way ----------------------------------------------------------------------------------------------------


@pytest.mark.peers
def test_a_slow_reader_gets_all_of_a_large_page() -> None:
    body = "x" * 16_000_000  # more than the lines between two programs hold
    with serving.server(lambda: body, 0, patience=0.5) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        with socket.create_connection((serving.ADDRESS, running.server_port)) as reader:
            reader.sendall(b"GET / HTTP/1.0\r\nHost: localhost\r\n\r\n")
            got = 0
            began = time.monotonic()
            while piece := reader.recv(400_000):
                got += len(piece)
                if time.monotonic() - began < 1.2:  # longer than the server waits for one piece
                    time.sleep(0.05)
        running.shutdown()
    assert got > len(body)


def test_a_reader_that_goes_away_leaves_no_trace(capfd: pytest.CaptureFixture[str]) -> None:
    with serving.server(lambda: "x" * 5_000_000, 0) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        with socket.create_connection((serving.ADDRESS, running.server_port)) as reader:
            reader.sendall(b"GET / HTTP/1.0\r\nHost: localhost\r\n\r\n")
            reader.recv(10)
            reader.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        time.sleep(0.3)
        running.shutdown()
    assert capfd.readouterr().err == ""


def test_a_change_while_the_first_page_was_made_is_seen(folder: Path) -> None:
    project = stancegraph.load(folder)
    (folder / "annotations.yaml").write_text("- Cuma supports the dam\n", encoding="utf-8")
    kept = watching.Watched(project, "the first", lambda now: now.annotations.statements[0].sentence, lambda _: None)
    assert kept.page() == "Cuma supports the dam"


@pytest.mark.parametrize(
    "asked", [b"GET http://[ HTTP/1.0\r\nHost: localhost\r\n\r\n", b"GET /no", b"GET /no HTTP/1.0\r\nHost: localhost\r\n\r\n"]
)
def test_whatever_a_visitor_does_leaves_no_trace(capfd: pytest.CaptureFixture[str], asked: bytes) -> None:
    with serving.server(lambda: "x", 0) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        with socket.create_connection((serving.ADDRESS, running.server_port)) as visitor:
            visitor.sendall(asked)
            visitor.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        time.sleep(0.2)
        running.shutdown()
    assert capfd.readouterr().err == ""
