"""The command that asks: query, by name, by file, by SPARQL, or at a prompt."""

from __future__ import annotations

import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from stancegraph.answering import Asked, answering
from stancegraph.cli import below
from stancegraph.cli.options import Failure, duration, example, load, project_option, seconds, usable
from stancegraph.endpoints import StoreError

if TYPE_CHECKING:
    from collections.abc import Callable

    from stancegraph.engines import Engine, Table, Triples
    from stancegraph.project import Project

__all__ = ["query"]

TABLES: Final = ("table", "csv", "tsv", "json", "xml")
GRAPHS: Final = ("ttl", "nt", "jsonld")
ROWS: Final = 10_000
"""Rows of a table for people, unless more are asked for: as much as a reader can go through."""
FILE_ROWS: Final = 1_000_000
"""Rows, or triples, of a file, unless more are asked for: all that a hundred thousand statements have, and no more than memory has."""
PATIENCE: Final = "30s"
"""How long an answer at the prompt may take, unless it is told otherwise."""


def _complete_query(_context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[str]:
    from stancegraph import queries

    return [name for name in queries.names() if name.startswith(incomplete)]


def _complete_parameter(context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[str]:
    """The parameters of the question that stands before; of a project here the values, too."""
    from stancegraph import loader, queries

    question = queries.names().get(context.params.get("query") or "")
    name, equals, value = incomplete.partition("=")
    if not equals:
        return [f"{each}=" for each in (question.parameters if question else ()) if each.startswith(name)]
    try:
        notes = loader.load(context.params.get("path") or ".").annotations
    except OSError:
        return []
    slugs = sorted({*notes.actors, *notes.issues, *notes.acts, *notes.instruments, *notes.documents})
    return [f"{name}={slug}" for slug in slugs if slug.startswith(value)]


def _parameters(_context: click.Context, _parameter: click.Parameter, values: tuple[str, ...]) -> dict[str, str]:
    """`name=value` pairs as a map."""
    pairs = [value.partition("=") for value in values]
    if wrong := [name for name, equals, _ in pairs if not (name and equals)]:
        raise click.BadParameter(f"{wrong[0]!r}: write name=value, such as target=independence")
    return {name: value for name, _, value in pairs}


def _engine_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Where the answer comes from, and what it may cost."""
    for option in (
        click.option(
            "--limit-rows",
            "most",
            type=click.IntRange(1),
            metavar="N",
            help="Cuts the answer after N rows, or triples, and says so; unless told otherwise a table has 10,000, a file 1,000,000.",
        ),
        click.option(
            "--timeout", "patience", callback=duration, metavar="TIME", help="Stops a question without an answer after 30s, 2m ..."
        ),
        click.option(
            "--allow-service", "services", multiple=True, metavar="URL", help="A server that SERVICE <URL> may call; else none is."
        ),
        click.option("--endpoint", metavar="URL", help="Asks a SPARQL endpoint that holds the graph; password or token as for `publish`."),
        click.option(
            "--store",
            type=click.Path(path_type=Path, file_okay=False),
            metavar="DIR",
            help="Keeps the graph in a store on disk, which is made anew only when the graph has changed.",
        ),
        click.option(
            "--engine", type=click.Choice(["oxigraph", "rdflib", "oxrdflib"]), default="oxigraph", show_default=True, help="What answers."
        ),
    ):
        command = option(command)
    return command


@click.command(
    epilog=example(
        "stancegraph query --list",
        "stancegraph query who-opposes --param target=independence",
        "stancegraph query my-question.rq --format csv",
        "stancegraph query 'SELECT ?who { ?who sg:opposes :independence }'",
        "stancegraph query -i",
    )
)
@click.argument("query", required=False, shell_complete=_complete_query)
@project_option
@click.option(
    "--param",
    "parameters",
    multiple=True,
    metavar="NAME=VALUE",
    callback=_parameters,
    shell_complete=_complete_parameter,
    help="Gives a variable a value: a slug, a name or an IRI. May be repeated.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice([*TABLES, *GRAPHS]),
    show_default="table, or ttl for CONSTRUCT and DESCRIBE",
    help="ttl, nt and jsonld are for CONSTRUCT and DESCRIBE.",
)
@click.option("--iris", is_flag=True, help="Full IRIs in the table, instead of labels.")
@_engine_options
@click.option("-i", "--interactive", is_flag=True, help="A prompt with history and completion.")
@click.option("--list", "listing", is_flag=True, help="Lists the named questions.")
def query(  # noqa: PLR0913, PLR0917 - one parameter an option
    query: str | None,
    path: Path,
    parameters: dict[str, str],
    form: str | None,
    engine: str,
    store: Path | None,
    endpoint: str | None,
    services: tuple[str, ...],
    patience: float | None,
    most: int | None,
    *,
    iris: bool,
    interactive: bool,
    listing: bool,
) -> None:
    """Answers QUERY over the compiled graph: a named question, a file, or SPARQL itself; all prefixes are declared."""
    if listing or (query is None and not interactive):
        _list()
        return
    if interactive and query is not None:
        raise click.UsageError("a prompt takes its questions itself: leave QUERY or -i out")
    patience = patience or (seconds(PATIENCE) if interactive else None)
    asked = Asked(engine, store, endpoint, patience, frozenset(services))
    project = None if (endpoint or store) and not _is_there(path) else usable(load(path))
    from stancegraph.engines import QueryError

    try:
        with answering(asked, lambda: project) as found:
            if interactive:
                from stancegraph.cli import prompt

                if not prompt.run(found, most=most or ROWS, iris=iris):
                    sys.exit(Failure.exit_code)
            else:
                if patience is None and not endpoint:
                    signal.signal(signal.SIGINT, signal.SIG_DFL)  # Python would hear of Ctrl-C only when the engine is done
                _answer(found, _query_text(query or ""), form, parameters, most, iris=iris, project=project, path=path)
    except (QueryError, StoreError, ValueError) as error:
        raise Failure(str(error)) from error
    except BrokenPipeError:
        raise  # whoever reads has read enough
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        raise Failure(f"the graph cannot be asked: {where}{error.strerror or error}") from error
    except KeyboardInterrupt:
        sys.exit(128 + signal.SIGINT)


def _is_there(path: Path) -> bool:
    """Whether there is a project at the path."""
    from stancegraph import loader

    try:
        loader.find(path)
    except FileNotFoundError:
        if path != Path():
            raise Failure(f"no project at {path}") from None
        return False
    return True


def _list() -> None:
    from stancegraph import queries

    for question in queries.names().values():
        takes = f"  [{', '.join(question.parameters)}]" if question.parameters else ""
        click.echo(f"{question.name:24} {question.question}{takes}")


def _query_text(query: str) -> str:
    """The query itself, or what the file of that name holds."""
    if not query.endswith((".rq", ".sparql")):
        return query
    try:
        return Path(query).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise Failure(f"{query} cannot be read: {getattr(error, 'strerror', None) or error}") from error


def _answer(  # noqa: PLR0913 - what was asked, and how the answer is wanted
    engine: Engine,
    text: str,
    form: str | None,
    parameters: dict[str, str],
    most: int | None,
    *,
    iris: bool,
    project: Project | None,
    path: Path,
) -> None:
    """Print the answer, what a reader must know of it below, and on stderr what is doubtful in the question."""
    from stancegraph import queries

    named = text in queries.names()
    if not named and " " in text.strip():
        for doubt in queries.doubts(engine, text):
            click.echo(f"warning: {doubt}\n", err=True)
    if not named and (form in GRAPHS or (form is None and _makes_triples(text))):
        click.echo(_spelt(engine, _triples(engine, text, parameters, most or FILE_ROWS), form or "ttl"), nl=False)
        return
    if form in GRAPHS:
        raise Failure(_NO_TURTLE)
    table = queries.answer(engine, text, most or (ROWS if form in {None, "table"} else FILE_ROWS), **parameters)
    click.echo(shown(engine, table, form or "table", named=named, iris=iris), nl=False)
    if form not in {None, "table"}:
        if table.more != 0:
            click.echo(f"cut after {len(table):,} rows: {'there are' if table.more is None else f'{table.more:,}'} more", err=True)
    elif named and project is not None:
        for line in filter(None, below.lines(engine, project, below.Question(text, parameters, path), table)):
            click.echo(line)


_NO_TURTLE: Final = "only CONSTRUCT and DESCRIBE make Turtle; choose --format table, csv, tsv, json or xml"


def _makes_triples(text: str) -> bool:
    """Whether an answer is triples."""
    from stancegraph.engines import Form, form_of

    return " " in text.strip() and form_of(text) in {Form.CONSTRUCT, Form.DESCRIBE}


def _triples(engine: Engine, text: str, parameters: dict[str, str], most: int) -> Triples:
    """The triples of a CONSTRUCT or DESCRIBE."""
    from stancegraph import queries
    from stancegraph.engines import Triples, answer

    found = answer(engine, text, bindings=queries.bindings(engine, parameters), most=most)
    if not isinstance(found, Triples):
        raise Failure(_NO_TURTLE)
    if found.more != 0:
        click.echo(f"cut after {len(found):,} triples: there are more", err=True)
    return found


def _spelt(engine: Engine, found: Triples, form: str) -> str:
    """Triples in a format of graphs, ending in a line break."""
    from stancegraph.engines import native

    text = native.to_jsonld(found, engine.prefixes) if form == "jsonld" else {"ttl": found.to_turtle, "nt": found.to_ntriples}[form]()
    return text if not text or text.endswith("\n") else text + "\n"


def shown(engine: Engine, table: Table, form: str, *, named: bool, iris: bool) -> str:
    """A table in the form asked for, ending in a line break: with labels for people, with IRIs for programs."""
    from stancegraph import queries

    if form == "table":
        table = table if iris else queries.labelled(engine, table)
        text = table.to_text(empty="no statement says so", iris=iris) if named else table.to_text(iris=iris)
    else:
        from stancegraph.engines import native

        text = (
            native.spelt(table, "xml").data.decode()
            if form == "xml"
            else {"csv": table.to_csv, "tsv": table.to_tsv, "json": table.to_json}[form]()
        )
    return text if text.endswith("\n") else text + "\n"
