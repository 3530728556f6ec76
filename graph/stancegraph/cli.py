"""The command line: arguments in, results on stdout, findings on stderr; 0 fine, 1 problems in the data, 2 misuse (DESIGN, "Commands")."""

from __future__ import annotations

import gc
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from stancegraph import loader
from stancegraph.problems import Problem, Severity, as_json, counts, render

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from stancegraph.project import Project

__all__ = ["main"]

PROGRESS_FROM = 3_000  # statements; smaller projects are done before a bar could be read


class _Failure(click.ClickException):
    """Misuse that no option parser sees: exit code 2, the message on stderr."""

    exit_code = 2


def main() -> None:
    """The entry point. One command is one short process of many small values: collecting cycles would only cost time."""
    gc.disable()
    cli()


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(package_name="stancegraph")
def cli() -> None:
    r"""Who stands where on what, who says so, since when, and on which words.

    Sentences in annotations.yaml become an RDF graph, a networkx graph and one interactive page.

    \b
    Example:
      stancegraph check
      stancegraph build
      stancegraph query who-opposes target=independence
      stancegraph why Russia opposes independence
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


def _tell(problems: Iterable[Problem], form: str) -> None:
    """Problems as text on stderr, each with its excerpt and its help, or as one JSON list on stdout."""
    if form == "json":
        click.echo(json.dumps([as_json(problem) for problem in problems], ensure_ascii=False, indent=1))
    else:
        for problem in problems:
            click.echo(_coloured(problem) + "\n", err=True)


def _coloured(problem: Problem) -> str:
    text = render(problem)
    if not sys.stderr.isatty():
        return text
    colour = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}[problem.severity]
    first, _, rest = text.partition("\n")
    return f"{click.style(first, fg=colour, bold=True)}\n{rest}"


def _summary(problems: Iterable[Problem]) -> str:
    found = counts(problems)
    return ", ".join(f"{found[severity]} {severity}{'' if found[severity] == 1 else 's'}" for severity in Severity)


def _usable(project: Project, form: str = "text") -> Project:
    """The project, when it has no error; else its problems are told and the command ends with exit code 1."""
    if not project.ok:
        _tell([p for p in project.problems if p.severity is not Severity.INFO], form)
        click.echo(f"{_summary(project.problems)}: nothing was written", err=True)
        sys.exit(1)
    return project


@cli.command()
@click.argument("path", default=".", type=click.Path(path_type=Path))
@_format_option
@click.option("--strict", is_flag=True, help="Warnings too make the exit code 1.")
def check(path: Path, form: str, *, strict: bool) -> None:
    r"""Reads PATH (a file or project folder) and lists every problem in file order.

    \b
    Example:
      stancegraph check
      stancegraph check codings/2008.yaml --format json
    """
    project = _load(path)
    _tell(project.problems, form)
    if form == "text":
        click.echo(f"{len(project.annotations.statements)} statements: {_summary(project.problems)}")
    found = counts(project.problems)
    sys.exit(1 if found[Severity.ERROR] or (strict and found[Severity.WARNING]) else 0)


@cli.command()
@click.argument("path", default=".", type=click.Path(path_type=Path))
@click.option("--out", type=click.Path(path_type=Path), show_default="build/ beside the annotations", help="The folder to write into.")
@_format_option
@click.option("--strict", is_flag=True, help="Warnings too stop the build.")
def build(path: Path, out: Path | None, form: str, *, strict: bool) -> None:
    r"""Compiles PATH (a file or project folder) into RDF, GraphML, CSV and one interactive page.

    With an error it lists the problems, writes nothing and leaves the former output as it is.

    \b
    Example:
      stancegraph build
      stancegraph build my-project --out public
    """
    from stancegraph import build as building  # noqa: PLC0415 - each command loads what it needs

    project = _usable(_load(path), form)
    warnings = [problem for problem in project.problems if problem.severity is Severity.WARNING]
    if warnings:
        _tell(warnings, form if form == "text" else "text")
    if warnings and strict:
        click.echo(f"{_summary(project.problems)}: nothing was written (--strict)", err=True)
        sys.exit(1)
    target = out or loader.find(path).parent / "build"
    try:
        _with_progress(building.build(project, target), len(building.FILES), len(project.annotations.statements))
    except OSError as error:
        raise _Failure(f"{target} cannot be written: {error.strerror or error}") from error
    for line in building.report(project, target):
        click.echo(line)


def _with_progress(names: Iterable[str], steps: int, statements: int) -> None:
    """Runs through the steps, with a bar on a terminal when there is enough to do."""
    if statements < PROGRESS_FROM or not sys.stderr.isatty():
        for _ in names:
            pass
        return
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import Progress  # noqa: PLC0415

    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("building", total=steps)
        for done, name in enumerate(names):
            progress.update(task, completed=done, description=name)


@cli.command()
@click.argument("words", nargs=-1, required=True)
@_project_option
def why(words: tuple[str, ...], path: Path) -> None:
    r"""Explains a position: every statement behind it or held back from it, with the words, the speaker and the reasons.

    WORDS are a sentence, an actor, a relation and an object by slug or name, two actors, or a statement's id.

    \b
    Example:
      stancegraph why Russia opposes independence
      stancegraph why eu deploys mission
      stancegraph why cyprus serbia
    """
    project = _usable(_load(path))
    try:
        click.echo(project.why(*words))
    except LookupError as error:
        raise _Failure(str(error.args[0])) from error


@cli.command()
@click.argument("code", required=False)
def rules(code: str | None) -> None:
    r"""Explains what is checked: all rules on a line each, or CODE with its reason, a bad and a good example.

    \b
    Example:
      stancegraph rules
      stancegraph rules SG110
    """
    from stancegraph import rulebook  # noqa: PLC0415

    known = rulebook.rules()
    if code is None:
        for rule in known.values():
            click.echo(f"{rule.code}  {rule.severity:7}  {rule.title}")
    elif code.upper() in known:
        click.echo(rulebook.explain(known[code.upper()]))
    else:
        from stancegraph.spelling import nearest  # noqa: PLC0415

        close = nearest(code.upper(), known)
        raise _Failure(f"there is no rule {code!r}; " + (f"did you mean {close}?" if close else "`stancegraph rules` lists them"))
