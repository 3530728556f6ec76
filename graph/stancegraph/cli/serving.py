"""The command that serves a project over HTTP: serve."""

from __future__ import annotations

import os
import re
import socket
from typing import TYPE_CHECKING, Final

import click

from stancegraph.cli.options import Failure, duration, example, project_option

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["serve"]

LOOPBACK: Final = frozenset({"127.0.0.1", "::1", "localhost"})
LONGEST: Final = 3600.0  # seconds of one question


def _seconds(context: click.Context, parameter: click.Parameter, value: str) -> float:
    """A duration of an hour at most."""
    found = duration(context, parameter, value) or 0.0
    if found > LONGEST:
        raise click.BadParameter(f"{value!r} is over an hour: write a time such as 10s or 2min")
    return found


def _origins(_context: click.Context, _parameter: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    for value in values:
        if value != "*" and not re.fullmatch(r"https?://[^/\s]+", value):
            raise click.BadParameter(f"{value!r}: write an origin such as https://example.org, or * for all")
    return values


@click.command(
    epilog=example(
        "stancegraph serve",
        "stancegraph serve -p my-project --port 0 --timeout 2s",
        "stancegraph serve --host 0.0.0.0 --name graph.example.org --cors https://example.org",
        "curl 'http://127.0.0.1:8000/questions/who-opposes?target=independence&format=csv'",
    )
)
@project_option
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen to; another lets other machines ask, too.")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, metavar="N", help="0 takes any that is free.")
@click.option(
    "--name", "names", multiple=True, metavar="HOST", help="A further name that it is asked by, as behind a proxy. May be repeated."
)
@click.option(
    "--workers",
    type=click.IntRange(1, 64),
    default=max(2, min(4, os.cpu_count() or 2)),
    metavar="N",
    help="Processes that answer; twice as many may be busy with long queries. Without it one for each processor, 2 to 4.",
)
@click.option(
    "--timeout",
    "seconds",
    default="10s",
    show_default=True,
    metavar="TIME",
    callback=_seconds,
    help="What a query may take; then it is ended.",
)
@click.option(
    "--limit-rows",
    "rows",
    type=click.IntRange(1),
    default=50_000,
    show_default=True,
    metavar="N",
    help="Rows or triples of an answer; more are an error.",
)
@click.option(
    "--cors",
    "origins",
    multiple=True,
    metavar="ORIGIN",
    callback=_origins,
    help="Lets pages of that origin read answers; * of all. May be repeated.",
)
@click.option("--quiet", is_flag=True, help="Logs no requests.")
@click.option("--no-reload", "reload", flag_value=False, default=True, help="Keeps the graph as it is when a file has changed.")
def serve(  # noqa: PLR0913, PLR0917 - its options, which click passes by name
    path: Path,
    host: str,
    port: int,
    names: tuple[str, ...],
    workers: int,
    seconds: float,
    rows: int,
    origins: tuple[str, ...],
    *,
    quiet: bool,
    reload: bool,
) -> None:
    """Serves PROJECT on this machine until Ctrl-C: its page at /, SPARQL at /sparql, the named questions at /questions, and every thing at its name.

    It only reads. A query that takes too long is ended with its process, and the others go on. When a file of the project changes, the graph is made anew.
    """
    import asyncio
    import gc

    from stancegraph import loader
    from stancegraph.server import running
    from stancegraph.server.pool import Limits

    try:
        loader.find(path)
    except OSError as error:
        raise Failure(str(error)) from error
    gc.enable()  # `main` rests it; a server lives long enough to need it
    listener = _listener(host, port)
    shown = f"[{host}]" if ":" in host else host
    taken = listener.getsockname()[1]
    if host not in LOOPBACK:
        click.echo(_warning(host, taken, names), err=True)
    options = running.Options(Limits(workers, seconds, rows), running.names(host, names), origins, quiet, reload)
    try:
        asyncio.run(running.serve(path, listener, f"http://{shown}:{taken}/", options))
    except running.Unmade as error:
        raise SystemExit(error.code) from error
    except (KeyboardInterrupt, asyncio.CancelledError):
        pass  # stopped before it began
    except OSError as error:
        raise Failure(f"{path} cannot be served: {error.strerror or error}") from error
    finally:
        listener.close()
    click.echo("stopped", err=True)


def _listener(host: str, port: int) -> socket.socket:
    """A socket at an address; misuse where it cannot be had."""
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0][0]
        return socket.create_server((host, port), family=family, backlog=256)
    except socket.gaierror as error:
        raise Failure(f"there is no address {host!r} here ({error.strerror}): give --host one of this machine's") from error
    except OSError as error:
        raise Failure(
            f"port {port} of {host} cannot be used ({os.strerror(error.errno or 0)}): choose another, or --port 0 for any that is free"
        ) from error


def _warning(host: str, port: int, names: tuple[str, ...]) -> str:
    """What it means to listen to more than this machine."""
    asked_by = f"as {', '.join(names)}" if names else "under any name; --name says which" if host in {"0.0.0.0", "::"} else f"as {host}"  # noqa: S104
    return (
        f"listening to {host}:{port}: whoever reaches this machine can read all that the project says, quotes too, and have it work. "
        f"There is neither a password nor encryption: for the open web, put a proxy with TLS before it. It answers {asked_by}."
    )
