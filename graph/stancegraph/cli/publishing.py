"""The command that brings the graph into a triple store: publish."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict

import click

from stancegraph.cli.options import Failure, duration, example, load, usable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Unpack

    from rich.progress import Progress

    from stancegraph.graphstore import GraphStore, Patience
    from stancegraph.project import Project
    from stancegraph.publishing import Layer, Plan

__all__ = ["publish"]

PROGRESS_FROM = 3_000_000  # bytes; less is there before a bar could be read


DAY = 86_400.0  # seconds


class _Asked(TypedDict):
    """The options that say how."""

    dry_run: bool
    prune: bool
    piece: float
    timeout: float


def _silence(context: click.Context, parameter: click.Parameter, value: str) -> float:
    """A duration of a second at least and a day at most."""
    found = duration(context, parameter, value) or 0.0
    if not 1 <= found <= DAY:
        raise click.BadParameter(f"{value!r}: write a time from 1s to 24h")
    return found


@click.command(
    epilog=example(
        "stancegraph publish --endpoint http://localhost:7878/store --dry-run",
        "stancegraph publish --endpoint http://localhost:3030/kosovo/data",
        "stancegraph publish my-project --endpoint http://localhost:8890/sparql-graph-crud-auth",
    )
)
@click.argument("path", default=".", metavar="[PROJECT]", type=click.Path(path_type=Path))
@click.option(
    "--endpoint", required=True, metavar="URL", help="The store's Graph Store Protocol address, such as http://localhost:7878/store."
)
@click.option(
    "--query-endpoint",
    metavar="URL",
    help="Where it answers SPARQL, for counting; without it, by the usual addresses, else graphs are read.",
)
@click.option("--dry-run", is_flag=True, help="Looks what is there and says what would be sent; writes nothing.")
@click.option("--prune", is_flag=True, help="Also removes graphs that were published from here and that the project no longer has.")
@click.option(
    "--piece", type=click.FloatRange(0.001, 2000), default=50, show_default=True, metavar="MB", help="The most that is sent in one request."
)
@click.option(
    "--timeout",
    default="300s",
    show_default=True,
    metavar="TIME",
    callback=_silence,
    help="How long the store may be silent.",
)
def publish(path: Path, endpoint: str, query_endpoint: str | None, **asked: Unpack[_Asked]) -> None:
    """Brings the graph of PROJECT (a file or folder) into a triple store, and sends only what is not there yet.

    Each of the six named graphs replaces its former self and is counted in the store. User and password come from STANCEGRAPH_USER and
    STANCEGRAPH_PASSWORD or from a netrc file, a token from STANCEGRAPH_TOKEN; never from the command line.
    """
    from stancegraph.endpoints import StoreError, checked, takes_graphs
    from stancegraph.graphstore import Patience

    try:
        takes_graphs(endpoint)
        if query_endpoint is not None:
            checked(query_endpoint, "--query-endpoint")
        project = usable(load(path), undone="sent")
        screen = _Screen()
        with _store(endpoint, query_endpoint, Patience(asked["timeout"], waiting=screen.complain)) as store:
            _run(project, store, asked, screen)
    except StoreError as error:
        raise Failure(str(error)) from None
    except KeyboardInterrupt:
        raise Failure("interrupted: run it again, and what has arrived is not sent a second time") from None


def _store(endpoint: str, query_endpoint: str | None, patience: Patience) -> GraphStore:
    from stancegraph.credentials import answers
    from stancegraph.graphstore import GraphStore

    return GraphStore(endpoint, query_endpoint, answers(endpoint, query_endpoint, os.environ), patience)


def _run(project: Project, store: GraphStore, asked: _Asked, screen: _Screen) -> None:
    """Looks, sends or says what would be sent, and sums up."""
    from stancegraph import publishing

    base = project.annotations.project.base
    if base.startswith("https://example.org/"):
        click.echo(f"warning: {base} is nobody's address: give the project its own `base:` before others link to it", err=True)
    with publishing.layers(project.derived) as layers:
        todo = publishing.plan(layers, base, store)
        if asked["dry_run"]:
            for layer, why in todo.steps:
                click.echo(_row(layer, f"would be sent: {why}" if why else "is there"))
        else:
            _push(todo, store, asked, screen)
        if not asked["prune"] or asked["dry_run"]:
            for stray in todo.strays:
                click.echo(f"<{stray}> was published from here and is no longer in the project: --prune removes it", err=True)
        click.echo(_summary(todo, store, dry_run=asked["dry_run"]))


def _push(todo: Plan, store: GraphStore, asked: _Asked, screen: _Screen) -> None:
    """Sends, and says of each graph what was done."""
    from stancegraph import publishing

    by_name = {step.layer.name: step.layer for step in todo.steps}
    with screen.bar(sum(step.layer.size for step in todo.to_send)) as passed:
        for event in publishing.push(todo, store, piece=int(asked["piece"] * 1e6), prune=asked["prune"], passed=passed):
            if event.done == "removed":
                screen.say(f"{event.graph:<10} removed: {event.why}")
            elif event.done != "sending":
                screen.say(_row(by_name[event.graph], f"sent: {event.why}" if event.why else "is there"))


def _row(layer: Layer, told: str) -> str:
    return f"{layer.name:<10} {layer.entry.triples:>11,} triples  {told}"


def _summary(todo: Plan, store: GraphStore, *, dry_run: bool) -> str:
    """One line of counts, where the graphs are, and how they were counted."""
    sent = f"{len(todo.to_send)} of {len(todo.steps)} graphs {'would be ' if dry_run else ''}sent to {store.address}"
    counted = "" if dry_run else f", counted at {store.queries}" if store.queries else ", counted by reading them"
    return f"{sum(step.layer.entry.triples for step in todo.steps):,} triples in {todo.base}graph/...: {sent}{counted}"


class _Screen:
    """What is seen while graphs are sent: lines, and below them a bar on a terminal where there is enough to send."""

    def __init__(self) -> None:
        self._bar: Progress | None = None

    def say(self, line: str, *, err: bool = False) -> None:
        """A line on stdout, or stderr; the bar makes room for it."""
        if self._bar:
            self._bar.stop()
        click.echo(line, err=err)
        if self._bar:
            self._bar.start()

    def complain(self, line: str) -> None:
        """A line on stderr."""
        self.say(line, err=True)

    @contextmanager
    def bar(self, size: int) -> Iterator[Callable[[int], None]]:
        """What is told how many bytes of all have left."""
        if size < PROGRESS_FROM or not sys.stderr.isatty():
            yield lambda _: None
            return
        from rich.console import Console
        from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TransferSpeedColumn

        columns = (TextColumn("sending"), BarColumn(), DownloadColumn(), TransferSpeedColumn())
        with Progress(*columns, console=Console(stderr=True), transient=True, redirect_stdout=False, redirect_stderr=False) as bar:
            self._bar, task = bar, bar.add_task("sending", total=size)
            try:
                yield lambda done: bar.update(task, completed=done)
            finally:
                self._bar = None
