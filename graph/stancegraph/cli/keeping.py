"""The commands that make and keep a project: check, build, init, fmt, declare."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from stancegraph import loader
from stancegraph.cli.options import Failure, example, format_option, load, refuse_own, source_option, texts_option, usable
from stancegraph.problems import Place, Severity, counts, in_file_order
from stancegraph.telling import summary, tell

if TYPE_CHECKING:
    from collections.abc import Iterable

    from stancegraph.build import Written
    from stancegraph.problems import Problem
    from stancegraph.project import Project
    from stancegraph.rewrites import Rewrite

__all__ = ["build", "check", "declare", "fmt", "init"]

PROGRESS_FROM = 3_000  # statements; smaller projects are done before a bar could be read


@click.command(
    epilog=example(
        "stancegraph check",
        "stancegraph check --texts ../articles",
        "stancegraph check codings/2008.yaml --format json",
        "stancegraph check --shapes --format github",
    )
)
@click.argument("path", default=".", type=click.Path(path_type=Path))
@texts_option(required=False)
@format_option
@click.option("--strict", is_flag=True, help="Warnings too make the exit code 1.")
@click.option(
    "--shapes", is_flag=True, help="Where there is no error, compiles the graph and holds it against its SHACL shapes (by pySHACL)."
)
@click.option(
    "--shapes-report", "out", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
    help="Does as --shapes, and writes SHACL's validation report into FILE, as Turtle.",
)  # fmt: skip
def check(path: Path, texts: Path | None, form: str, out: Path | None, *, strict: bool, shapes: bool) -> None:  # noqa: PLR0913 - its options
    """Reads PATH (a file or project folder) and lists every problem in file order; with --texts it looks the quotes up, too."""
    shapes = shapes or out is not None
    if shapes:
        _require_pyshacl()
    project = load(path, texts)
    held = shapes and project.ok
    problems = in_file_order([*project.problems, *(_breaches(project, out) if held else ())])
    tell(problems, form, project)
    if form == "text":
        number = len(project.annotations.statements)
        done = f"{_looked_up(project)}{', their graph held against its shapes' if held else ''}"
        click.echo(f"{number:,} statement{'' if number == 1 else 's'}{done}: {summary(problems)}")
    if shapes and not held:
        click.echo("with errors no graph is compiled, and none was held against its shapes", err=True)
    found = counts(problems)
    sys.exit(1 if found[Severity.ERROR] or (strict and found[Severity.WARNING]) else 0)


def _require_pyshacl() -> None:
    """Misuse where the extra is not installed; asked before anything is read."""
    from importlib.util import find_spec

    if find_spec("pyshacl") is None:
        raise Failure("shapes are validated by pySHACL, which is not installed: pip install 'stancegraph[shacl]'")


def _breaches(project: Project, out: Path | None) -> Iterable[Problem]:
    """What in the compiled graph does not keep to its shapes; the report is written where one is wanted."""
    from stancegraph import compiler, conformance
    from stancegraph.exports.files import replacing

    if out is not None:
        refuse_own(out, project, option="--shapes-report")
    found = conformance.breaches(compiler.blocks(project.derived))
    if out is not None:
        try:
            with replacing(out) as file:
                file.write(conformance.report(found, project.annotations.project.base))
        except OSError as error:
            raise Failure(f"{out} cannot be written: {error.strerror or error}") from error
    return conformance.problems(found, project.derived, Place(project.sources[0], 0, 0))


def _looked_up(project: Project) -> str:
    """How many different quotes were looked up in how many texts; "" without texts."""
    if project.evidence is None:
        return ""
    quotes, texts = len(project.evidence.spans), len(project.evidence.texts)
    return f", {quotes:,} quote{'' if quotes == 1 else 's'} in {texts:,} text{'' if texts == 1 else 's'}"


@click.command(epilog=example("stancegraph build", "stancegraph build my-project --out public"))
@click.argument("path", default=".", type=click.Path(path_type=Path))
@click.option("--out", type=click.Path(path_type=Path), show_default="build/ beside the annotations", help="The folder to write into.")
@format_option
@source_option
@click.option("--strict", is_flag=True, help="Warnings too stop the build.")
def build(path: Path, out: Path | None, form: str, source_url: str, *, strict: bool) -> None:
    """Compiles PATH (a file or project folder) into RDF, GraphML, CSV and one interactive page.

    With an error it lists the problems, writes nothing and leaves the former output as it is.
    """
    from stancegraph import build as building

    project = usable(load(path), form, undone="written")
    warnings = [problem for problem in project.problems if problem.severity is Severity.WARNING]
    tell(warnings, form if form == "github" else "text", project)  # a log takes lines of both; one JSON text would have to be all
    if warnings and strict:
        click.echo(f"{summary(project.problems)}: nothing was written (--strict)", err=True)
        sys.exit(1)
    target = out or loader.find(path).parent / "build"
    try:
        for warning in _with_progress(
            building.build(project, target, source_url=source_url), len(building.FILES), len(project.annotations.statements)
        ):
            click.echo(f"warning: {warning}", err=True)
    except ValueError as error:
        raise Failure(f"{error}; nothing was written") from error
    except OSError as error:
        raise Failure(f"{target} cannot be written: {error.strerror or error}") from error
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


@click.command(epilog=example("stancegraph init", "stancegraph init my-project"))
@click.argument("folder", default=".", type=click.Path(path_type=Path, file_okay=False))
def init(folder: Path) -> None:
    """Begins a project: writes a first annotations.yaml into FOLDER, never over one that is there."""
    path = folder / loader.MAIN_FILE
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8") as file:
            file.write(_STARTER)
    except FileExistsError as error:
        raise Failure(f"{path} is there already; nothing was written") from error
    except OSError as error:
        raise Failure(f"{path} cannot be written: {error.strerror}") from error
    click.echo(f"{path}: three sentences to begin with; now `stancegraph build{'' if folder == Path() else f' {folder}'}`")


@click.command(epilog=example("stancegraph fmt", "stancegraph fmt --check", "stancegraph fmt --pin"))
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

    project = load(path)
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
                raise Failure(f"{file.name} cannot be written: {error.strerror or error}") from error
            click.echo(file.name)


@click.command(epilog=example("stancegraph declare", "stancegraph declare --write"))
@click.argument("path", default=".", type=click.Path(path_type=Path))
@click.option("--write", is_flag=True, help="Adds them to the sections of the files; no line that is there is touched.")
def declare(path: Path, *, write: bool) -> None:
    """Prints a declaration for every name in PATH (a file or project folder) that no section declares, ready to paste."""
    from stancegraph import rewrites, stubs

    project = usable(load(path))
    found = stubs.stubs(project.annotations)
    if not found:
        click.echo("# every name is declared")
    elif not write:
        click.echo(stubs.shown(found), nl=False)
    else:
        files = list(rewrites.declarations(project, found))
        _rewrite(project, files, dry=False)
        sys.exit(1 if any(file.fault for file in files) else 0)
