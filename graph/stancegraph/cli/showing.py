"""The commands that show a project to people: show, which opens its page or serves it, and export, which writes it as one file."""

from __future__ import annotations

import gc
import socket
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from stancegraph import choosing, formats, loader, opening
from stancegraph.cli.options import Failure, bound, example, load, refuse_own, source_option, usable
from stancegraph.problems import Severity
from stancegraph.telling import tell

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Unpack

    from stancegraph.choosing import Choices, Wanted
    from stancegraph.project import Project

__all__ = ["export", "show"]

# -- options ------------------------------------------------------------------------------------------------------------------------


def _by_facet(_context: click.Context, _parameter: click.Parameter, values: tuple[str, ...]) -> dict[str, list[str]]:
    """FACET=VALUE, with a facet that there is, as facet to values."""
    found: dict[str, list[str]] = {}
    for written in values:
        facet, equals, value = written.partition("=")
        if not (equals and value):
            raise click.BadParameter(f"{written!r}: write FACET=VALUE, such as stance=oppose")
        if facet not in opening.FACETS:
            raise click.BadParameter(f"there is no facet {facet!r}: {choosing.closest(facet, opening.FACETS)}")
        found.setdefault(facet, []).append(value)
    return found


def _complete_pairs(_context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[str]:
    facet, equals, _ = incomplete.partition("=")
    found = [f"{facet}={value}" for value in opening.WORDS.get(facet, ())] if equals else [f"{name}=" for name in opening.FACETS]
    return [each for each in found if each.startswith(incomplete)]


def _complete_slugs(*sections: str) -> Callable[[click.Context, click.Parameter, str], list[str]]:
    """Slugs of these sections of the project here; what a half-written command line names as its project, click does not tell."""

    def complete(_context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[str]:
        try:
            notes = loader.load().annotations
        except OSError:
            return []
        return [slug for section in sections for slug in getattr(notes, section) if slug.startswith(incomplete)]

    return complete


_OPTIONS = (
    click.option("--title", default="", metavar="TEXT", help="The title, instead of the project's."),
    click.option("--theme", type=click.Choice(opening.THEMES), help="Colours; without it, those of the reader's system."),
    click.option("--view", type=click.Choice(opening.VIEWS), default="network", show_default=True, help="What is shown first."),
    click.option("--detail", type=click.Choice(opening.DETAILS), help="all: every node; shared: what two or more speak of."),
    click.option("--from", "--since", "since", metavar="DATE", callback=bound(last=False), help="The first day, month or year shown: 2008-01."),
    click.option("--until", metavar="DATE", callback=bound(last=True), help="The last day, month or year shown."),
    click.option(
        "--hide", multiple=True, metavar="FACET=VALUE", callback=_by_facet, shell_complete=_complete_pairs,
        help=f"Filters a value out at first; the reader can bring it back. Facets: {', '.join(opening.FACETS)}. May be repeated.",
    ),
    click.option(
        "--only", multiple=True, metavar="FACET=VALUE", callback=_by_facet, shell_complete=_complete_pairs,
        help="Filters all other values of the facet out at first. May be repeated.",
    ),
    click.option(
        "--actor", "actors", multiple=True, metavar="ACTOR", shell_complete=_complete_slugs("actors"),
        help="Leaves out for good what others than this actor say and do; a slug or name. May be repeated.",
    ),
    click.option(
        "--issue", "issues", multiple=True, metavar="ISSUE", shell_complete=_complete_slugs("issues", "acts", "instruments"),
        help="Leaves out for good positions on anything but this issue, act or resolution; a slug or name. May be repeated.",
    ),
)  # fmt: skip


def _shared(command: Callable[..., Any]) -> Callable[..., Any]:
    for option in reversed((*_OPTIONS, source_option)):
        command = option(command)
    return command


def _wanted(project: Project, asked: Choices) -> Wanted:
    """What the options ask for, names and values held against the project."""
    since, until = asked.get("since"), asked.get("until")
    if since and until and str(since) > str(until):
        raise Failure(f"--from {since} is later than --until {until}: swap them")
    try:
        wanted = choosing.wanted(project.annotations, project.to_networkx(), **asked)
    except ValueError as error:
        raise Failure(str(error)) from error
    if wanted.doubt:
        click.echo(f"warning: {wanted.doubt}", err=True)
    return wanted


def _page(project: Project, asked: Choices) -> str:
    try:
        return choosing.page(project.annotations, project.to_networkx(), _wanted(project, asked))
    except ValueError as error:
        raise Failure(str(error)) from error


# -- show ---------------------------------------------------------------------------------------------------------------------------


@click.command(
    epilog=example(
        "stancegraph show",
        "stancegraph show my-project --view matrix --from 2008-01 --hide mode=planned",
        "stancegraph show --port 8000",
    )
)
@click.argument("path", default=".", metavar="[PROJECT]", type=click.Path(path_type=Path))
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    metavar="N",
    help="Serves the page to this machine's browsers on that port, made anew when a file has changed; 0 takes any that is free.",
)
@_shared
def show(path: Path, port: int | None, **asked: Unpack[Choices]) -> None:
    """Opens the interactive page of PROJECT (a file or folder) in the browser; writes nothing beside the annotations.

    With --port it stays and serves the page until Ctrl-C, also to a browser elsewhere, over the `ssh` command that it prints.
    """
    from stancegraph.show import in_browser

    project = usable(load(path), undone="shown")
    if port is not None:
        _serve(project, port, asked)
        return
    file, opened = in_browser(_page(project, asked), project.annotations.project.id)
    click.echo(file)
    if not opened:
        click.echo(
            "no browser could be opened: open that file in one, or run `stancegraph show --port 8000` and open its address", err=True
        )


def _serve(project: Project, port: int, asked: Choices) -> None:
    """Answers visits until Ctrl-C."""
    from stancegraph import serving, watching

    first = _page(project, asked)
    kept = watching.Watched(project, first, lambda now: _remade(now, asked), lambda error: _stale(f"the project cannot be read: {error}"))
    try:
        running = serving.server(kept.page, port)
    except OSError as error:
        raise Failure(f"port {port} cannot be used ({error.strerror}): choose another, or --port 0 for any that is free") from error
    gc.enable()  # `main` rests it; a server lives long enough to need it
    with running:
        taken = running.server_port
        click.echo(f"http://{serving.ADDRESS}:{taken}/")
        click.echo(f"elsewhere: ssh -L {taken}:{serving.ADDRESS}:{taken} {socket.gethostname()}, and open that address there")
        click.echo("Ctrl-C stops it", err=True)
        try:
            running.serve_forever()
        except KeyboardInterrupt:
            click.echo("stopped", err=True)


def _remade(project: Project, asked: Choices) -> str | None:
    """The page of the project as it is now; None, and why, where none can be made."""
    if not project.ok:
        tell([problem for problem in project.problems if problem.severity is Severity.ERROR], "text")
        _stale("the project has errors")
        return None
    try:
        return _page(project, asked)
    except Failure as failure:
        _stale(failure.message)
        return None


def _stale(reason: str) -> None:
    click.echo(f"{reason}: the last page that could be made is shown", err=True)


# -- export -------------------------------------------------------------------------------------------------------------------------


@click.command(
    epilog=example(
        "stancegraph export --to html --out kosovo.html",
        "stancegraph export --to html --view matrix --only stance=support --only stance=oppose",
        "stancegraph export my-project --to svg --theme dark --issue independence",
        "stancegraph export --to jsonld",
    )
)
@click.argument("path", default=".", metavar="[PROJECT]", type=click.Path(path_type=Path))
@click.option(
    "--to", "form", required=True, type=click.Choice([*formats.FORMATS, *formats.DATA]),
    help="html: the interactive page; svg: a still picture; jsonld: the graph as JSON; nanopubs: a nanopublication for each statement; graphml, gexf: the positions as a network, gexf with time; csv: the statements.",
)  # fmt: skip
@click.option(
    "--out", type=click.Path(path_type=Path), show_default="<project id>.<format> here", help="The file to write, in place of a former one."
)
@_shared
def export(path: Path, form: str, out: Path | None, **asked: Unpack[Choices]) -> None:
    """Writes PROJECT (a file or folder) as one file; a file of the project itself is never written over.

    --view, --from, --until, --hide and --only say what an html page shows first, and all of it travels in the file. --actor and --issue
    cut the content: what they leave out is not in the file. None of them is for the other formats, which hold the whole graph.
    """
    project = usable(load(path), undone="written")
    data = formats.DATA.get(form)
    target = out or Path(f"{_file_name(project)}.{data.ending if data else form}")
    try:
        refuse_own(target, project)
        if data:
            _refuse_choices(form, asked)
            warnings = data.write(project, target)
        else:
            warnings = formats.FORMATS[form](project, target, _wanted(project, asked))
        for warning in warnings:
            click.echo(f"warning: {warning}", err=True)
    except ValueError as error:
        raise Failure(str(error)) from error
    except OSError as error:
        raise Failure(f"{target} cannot be written: {error.strerror or error}") from error
    # What is no file, such as a pipe, holds the page alone.
    click.echo(f"{target}: {_size(target.stat().st_size)}", err=not target.is_file())


def _refuse_choices(form: str, asked: Choices) -> None:
    """Says of what the whole graph cannot heed that it would be passed over."""
    if chosen := [name for name, value in asked.items() if value and (name, value) != ("view", "network")]:
        raise Failure(f"{form} holds the whole graph, and nothing of it can be chosen: leave out what sets {', '.join(chosen)}")


def _size(n: int) -> str:
    """Bytes in words: "0.63 MB", "37 kB"."""
    return f"{n / 1e6:.2f} MB" if n >= 1e5 else f"{n / 1e3:.0f} kB"  # noqa: PLR2004 - where kilobytes stop being short


def _file_name(project: Project) -> str:
    from stancegraph.spelling import slugify

    return slugify(project.annotations.project.id) or "positions"
