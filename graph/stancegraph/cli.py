"""The command line: arguments in, results on stdout, findings on stderr; 0 fine, 1 problems in the data, 2 misuse (DESIGN, "Commands")."""

from __future__ import annotations

import errno
import gc
import io
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from stancegraph import loader
from stancegraph.problems import Severity, counts
from stancegraph.telling import summary, tell

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from stancegraph.build import Written
    from stancegraph.project import Project
    from stancegraph.rewrites import Rewrite

__all__ = ["main"]

PROGRESS_FROM = 3_000  # statements; smaller projects are done before a bar could be read


class _Failure(click.ClickException):
    """Misuse that no option parser sees: exit code 2, the message on stderr."""

    exit_code = 2


def main() -> None:
    """The entry point. One command is one short process of many small values: collecting cycles would only cost time."""
    gc.disable()
    # Where output is redirected, Windows writes an old code page: what it lacks is written as \\u6771, as on stderr.
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        cli()
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
        click.echo(f"Error: the output cannot be written: {error.strerror}", err=True)
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # else Python writes the rest again when it ends
        sys.exit(_Failure.exit_code)


def _example(*lines: str) -> str:
    """Command lines as the last part of a help text, each on its own line."""
    return "\b\nExample:\n" + "\n".join(f"  {line}" for line in lines)


_EXAMPLE = _example(
    "stancegraph check",
    "stancegraph build",
    "stancegraph query who-opposes --param target=independence",
    "stancegraph why Russia opposes independence",
)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110}, epilog=_EXAMPLE)
@click.version_option(package_name="stancegraph")
def cli() -> None:
    """Who stands where on what, who says so, since when, and on which words.

    Sentences in annotations.yaml become an RDF graph, a networkx graph and one interactive page.
    """


def _project_option(command: Callable[..., Any]) -> Callable[..., Any]:
    return click.option(
        "-p",
        "--project",
        "path",
        default=".",
        show_default="annotations.yaml here",
        type=click.Path(path_type=Path),
        help="A project's file or folder.",
    )(command)


def _format_option(command: Callable[..., Any]) -> Callable[..., Any]:
    return click.option(
        "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True, help="How problems are written."
    )(command)


def _load(path: Path) -> Project:
    try:
        return loader.load(path)
    except FileNotFoundError as error:
        raise _Failure(str(error)) from error
    except OSError as error:
        raise _Failure(f"{path} cannot be read: {error.strerror}") from error


def _usable(project: Project, form: str = "text", *, undone: str = "answered") -> Project:
    """The project, when it has no error; else its problems are told and the command ends with exit code 1."""
    if not project.ok:
        tell([p for p in project.problems if p.severity is not Severity.INFO], form)
        click.echo(f"{summary(project.problems)}: nothing was {undone}", err=True)
        sys.exit(1)
    return project


@cli.command(epilog=_example("stancegraph check", "stancegraph check codings/2008.yaml --format json"))
@click.argument("path", default=".", type=click.Path(path_type=Path))
@_format_option
@click.option("--strict", is_flag=True, help="Warnings too make the exit code 1.")
def check(path: Path, form: str, *, strict: bool) -> None:
    """Reads PATH (a file or project folder) and lists every problem in file order."""
    project = _load(path)
    tell(project.problems, form)
    if form == "text":
        number = len(project.annotations.statements)
        click.echo(f"{number:,} statement{'' if number == 1 else 's'}: {summary(project.problems)}")
    found = counts(project.problems)
    sys.exit(1 if found[Severity.ERROR] or (strict and found[Severity.WARNING]) else 0)


@cli.command(epilog=_example("stancegraph build", "stancegraph build my-project --out public"))
@click.argument("path", default=".", type=click.Path(path_type=Path))
@click.option("--out", type=click.Path(path_type=Path), show_default="build/ beside the annotations", help="The folder to write into.")
@_format_option
@click.option("--strict", is_flag=True, help="Warnings too stop the build.")
def build(path: Path, out: Path | None, form: str, *, strict: bool) -> None:
    """Compiles PATH (a file or project folder) into RDF, GraphML, CSV and one interactive page.

    With an error it lists the problems, writes nothing and leaves the former output as it is.
    """
    from stancegraph import build as building

    project = _usable(_load(path), form, undone="written")
    warnings = [problem for problem in project.problems if problem.severity is Severity.WARNING]
    tell(warnings, "text")
    if warnings and strict:
        click.echo(f"{summary(project.problems)}: nothing was written (--strict)", err=True)
        sys.exit(1)
    target = out or loader.find(path).parent / "build"
    try:
        for warning in _with_progress(building.build(project, target), len(building.FILES), len(project.annotations.statements)):
            click.echo(f"warning: {warning}", err=True)
    except OSError as error:
        raise _Failure(f"{target} cannot be written: {error.strerror or error}") from error
    for line in building.report(project, target):
        click.echo(line)


def _with_progress(files: Iterable[Written], steps: int, statements: int) -> list[str]:
    """Runs through the files, with a bar on a terminal when there is enough to do; returns their warnings."""
    if statements < PROGRESS_FROM or not sys.stderr.isatty():
        return [warning for file in files for warning in file.warnings]
    from rich.console import Console
    from rich.progress import track

    console = Console(stderr=True)
    return [warning for file in track(files, "building", total=steps, console=console, transient=True) for warning in file.warnings]


def _complete_query(_context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[str]:
    from stancegraph import queries

    return [name for name in queries.names() if name.startswith(incomplete)]


def _parameters(_context: click.Context, _parameter: click.Parameter, values: tuple[str, ...]) -> dict[str, str]:
    """`name=value` pairs as a map."""
    pairs = [value.partition("=") for value in values]
    if wrong := [name for name, equals, _ in pairs if not (name and equals)]:
        raise click.BadParameter(f"{wrong[0]!r}: write name=value, such as target=independence")
    return {name: value for name, _, value in pairs}


@cli.command(
    epilog=_example(
        "stancegraph query --list",
        "stancegraph query who-opposes --param target=independence",
        "stancegraph query my-question.rq --format csv",
        "stancegraph query 'SELECT ?who { ?who sg:opposes :independence }'",
    )
)
@click.argument("query", required=False, shell_complete=_complete_query)
@_project_option
@click.option(
    "--param",
    "parameters",
    multiple=True,
    metavar="NAME=VALUE",
    callback=_parameters,
    help="Gives a variable a value: a slug, a name or an IRI. May be repeated.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "csv", "json", "ttl"]),
    default="table",
    show_default=True,
    help="ttl is for CONSTRUCT and DESCRIBE.",
)
@click.option("--list", "listing", is_flag=True, help="Lists the named questions.")
def query(query: str | None, path: Path, parameters: dict[str, str], form: str, *, listing: bool) -> None:
    """Answers QUERY over the compiled graph: a named question, a file, or SPARQL itself; all prefixes are declared."""
    from stancegraph import queries
    from stancegraph.engines import QueryError

    if listing or query is None:
        for question in queries.names().values():
            takes = f"  [{', '.join(question.parameters)}]" if question.parameters else ""
            click.echo(f"{question.name:24} {question.question}{takes}")
        return
    project = _usable(_load(path))
    try:
        click.echo(_answered(project, _query_text(query), parameters, form), nl=False)
    except QueryError as error:
        raise _Failure(str(error)) from error


def _query_text(query: str) -> str:
    """The query itself, or what the file of that name holds."""
    if not query.endswith((".rq", ".sparql")):
        return query
    try:
        return Path(query).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise _Failure(f"{query} cannot be read: {getattr(error, 'strerror', None) or error}") from error


def _answered(project: Project, text: str, parameters: dict[str, str], form: str) -> str:
    """The answer in the form asked for, ending in a line break."""
    from stancegraph import queries
    from stancegraph.engines import Triples, answer

    if form == "ttl":
        found = answer(project.engine(), text) if text not in queries.names() else None
        if not isinstance(found, Triples):
            raise _Failure("only CONSTRUCT and DESCRIBE make Turtle; choose --format table, csv or json")
        return found.to_turtle()
    table = queries.answer(project.engine(), text, **parameters)
    shown = {"table": table.to_text, "csv": table.to_csv, "json": table.to_json}[form]()
    return shown if shown.endswith("\n") else shown + "\n"


@cli.command(
    epilog=_example("stancegraph why Russia opposes independence", "stancegraph why eu deploys mission", "stancegraph why cyprus serbia")
)
@click.argument("words", nargs=-1, required=True)
@_project_option
def why(words: tuple[str, ...], path: Path) -> None:
    """Explains a position: every statement behind it or held back from it, with the words, the speaker and the reasons.

    WORDS are a sentence, an actor, a relation and an object by slug or name, two actors, or a statement's id.
    """
    project = _usable(_load(path))
    try:
        click.echo(project.why(*words))
    except LookupError as error:
        raise _Failure(str(error.args[0])) from error


_STARTER = """\
# Who holds which position, one sentence a line. `stancegraph check` reads it, `stancegraph build` makes the graph.
- Russia opposes independence
- US supports recognition
- the EU deploys a mission under 1244
# Add what you know below a sentence: a colon at its end, and an indented block.
# - Russia opposes independence:
#     source: cnn-2008-02-14
#     quote: "Russia opposes independence"
"""


@cli.command(epilog=_example("stancegraph init", "stancegraph init my-project"))
@click.argument("folder", default=".", type=click.Path(path_type=Path, file_okay=False))
def init(folder: Path) -> None:
    """Begins a project: writes a first annotations.yaml into FOLDER, never over one that is there."""
    path = folder / loader.MAIN_FILE
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8") as file:
            file.write(_STARTER)
    except FileExistsError as error:
        raise _Failure(f"{path} is there already; nothing was written") from error
    except OSError as error:
        raise _Failure(f"{path} cannot be written: {error.strerror}") from error
    click.echo(f"{path}: three sentences to begin with; now `stancegraph build{'' if folder == Path() else f' {folder}'}`")


@cli.command(epilog=_example("stancegraph show", "stancegraph show my-project"))
@click.argument("path", default=".", type=click.Path(path_type=Path))
def show(path: Path) -> None:
    """Compiles PATH (a file or project folder) and opens its interactive page in the browser; writes nothing beside the annotations."""
    click.echo(_usable(_load(path)).show())


@cli.command(epilog=_example("stancegraph fmt", "stancegraph fmt --check", "stancegraph fmt --pin"))
@click.argument("path", default=".", type=click.Path(path_type=Path))
@click.option(
    "--check", "only_check", is_flag=True, help="Changes nothing, lists the files that would change, and ends with 1 if any would."
)
@click.option("--pin", is_flag=True, help="Writes its id into every statement that has none, so that published addresses never move.")
def fmt(path: Path, *, only_check: bool, pin: bool) -> None:
    """Lays out every file of PATH (a file or project folder) the same way; comments and meaning stay, files with errors too.

    One indentation, one order of keys, a block that stands in the column of its sentence indented, no trailing space.
    """
    from stancegraph import rewrites

    project = _load(path)
    tell([problem for problem in project.problems if problem.severity is Severity.ERROR], "text")
    files = list(rewrites.layouts(project, pin=pin))
    _rewrite(project, files, dry=only_check)
    changed = sum(file.changed for file in files)
    click.echo(f"{changed} of {len(files)} file{'' if len(files) == 1 else 's'} {'would change' if only_check else 'changed'}")
    if unpinned := sum(file.unpinned for file in files):
        click.echo(f"without an id: {unpinned} statements that share a sentence or stand in braces", err=True)
    sys.exit(1 if not project.ok or any(file.fault for file in files) or (only_check and changed) else 0)


def _rewrite(project: Project, files: Iterable[Rewrite], *, dry: bool) -> None:
    """Writes what has changed and names it; says why a file stays as it is."""
    from stancegraph import rewrites

    for file in files:
        if file.fault:
            click.echo(f"{file.name}: left as it is: {file.fault}", err=True)
        if file.changed:
            try:
                if not dry and project.path is not None:
                    rewrites.write(file, project.path.parent)
            except OSError as error:
                raise _Failure(f"{file.name} cannot be written: {error.strerror or error}") from error
            click.echo(file.name)


@cli.command(epilog=_example("stancegraph declare", "stancegraph declare --write"))
@click.argument("path", default=".", type=click.Path(path_type=Path))
@click.option("--write", is_flag=True, help="Adds them to the sections of the files; no line that is there is touched.")
def declare(path: Path, *, write: bool) -> None:
    """Prints a declaration for every name in PATH (a file or project folder) that no section declares, ready to paste."""
    from stancegraph import rewrites, stubs

    project = _usable(_load(path))
    found = stubs.stubs(project.annotations)
    if not found:
        click.echo("# every name is declared")
    elif not write:
        click.echo(stubs.shown(found), nl=False)
    else:
        files = list(rewrites.declarations(project, found))
        _rewrite(project, files, dry=False)
        sys.exit(1 if any(file.fault for file in files) else 0)


@cli.command(epilog=_example("stancegraph rules", "stancegraph rules SG110"))
@click.argument("code", required=False)
def rules(code: str | None) -> None:
    """Explains what is checked: all rules on a line each, or CODE with its reason, a bad and a good example."""
    from stancegraph import rulebook

    known = rulebook.rules()
    if code is None:
        for rule in known.values():
            click.echo(f"{rule.code}  {rule.severity:7}  {rule.title}")
    elif code.upper() in known:
        click.echo(rulebook.explain(known[code.upper()]))
    else:
        from stancegraph.spelling import nearest

        close = nearest(code.upper(), known)
        raise _Failure(f"there is no rule {code!r}; " + (f"did you mean {close}?" if close else "`stancegraph rules` lists them"))
