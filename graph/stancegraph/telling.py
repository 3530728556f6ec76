"""Problems in, what a person reads on stderr or a program on stdout out (DESIGN, "Commands": findings to stderr)."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Final

import click

from stancegraph.problems import NOWHERE, Problem, Severity, as_json, counts, render

if TYPE_CHECKING:
    from collections.abc import Iterable

    from stancegraph.project import Project

__all__ = ["FORMS", "annotation", "seen_from_here", "summary", "tell"]

FORMS: Final = ("text", "json", "github", "sarif")


def tell(problems: Iterable[Problem], form: str, project: Project | None = None) -> None:
    """Problems as text on stderr, each with its excerpt and its help, or on stdout for a program.

    For programs: one JSON list, a GitHub annotation a line, or one SARIF log. The latter two name files as seen from the current folder,
    where a workflow has checked the repository out; the others as seen from the project.
    """
    if form == "json":
        click.echo(json.dumps([as_json(problem) for problem in problems], ensure_ascii=False, indent=1))
    elif form == "github":
        for problem in problems:
            click.echo(annotation(problem, seen_from_here(problem.place.path, project)))
    elif form == "sarif":
        from stancegraph import sarif  # noqa: PLC0415 - it reads the page of every rule

        click.echo(json.dumps(sarif.log(problems, lambda path: seen_from_here(path, project)), ensure_ascii=False, indent=1))
    else:
        for problem in problems:
            click.echo(_coloured(problem) + "\n", err=True)


def seen_from_here(path: str, project: Project | None) -> str:
    """A project-relative path as it is called in the current folder, with slashes; unchanged where the project lies outside."""
    if project is None or project.path is None:
        return path
    file = Path(os.path.abspath(project.path.parent / path))  # noqa: PTH100 - a link in the repository stays what it is called there
    here = Path.cwd()
    return str(PurePosixPath(file.relative_to(here))) if file.is_relative_to(here) else path


_COMMANDS: Final = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def annotation(problem: Problem, path: str) -> str:
    """A problem as a command of a GitHub workflow, which shows it at its line (docs.github.com, "Workflow commands").

    GitHub takes columns only where a place begins and ends on one line. The end column is exclusive, as ruff's is.
    """
    place, properties = problem.place, dict[str, str | int]()
    if place.source is not NOWHERE.source:
        (line, column), (end_line, end_column) = (place.source.line_column(at) for at in (place.start, place.end))
        properties = {"file": path, "line": line, "col": column, "endLine": end_line, "endColumn": end_column}
        if line != end_line:
            del properties["col"], properties["endColumn"]
    properties["title"] = problem.code
    listed = ",".join(f"{name}={_escaped(str(value)).replace(':', '%3A').replace(',', '%2C')}" for name, value in properties.items())
    text = problem.text + (f"\nhelp: {problem.help}" if problem.help else "")
    return f"::{_COMMANDS[problem.severity]} {listed}::{_escaped(text)}"


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def summary(problems: Iterable[Problem]) -> str:
    """How many there are of each severity: "2 errors, 1 warning, 0 infos"."""
    found = counts(problems)
    return ", ".join(f"{found[severity]} {severity}{'' if found[severity] == 1 else 's'}" for severity in Severity)


def _coloured(problem: Problem) -> str:
    """The message, in colour on a terminal whose user has not set NO_COLOR (https://no-color.org)."""
    text = render(problem)
    if not sys.stderr.isatty() or os.environ.get("NO_COLOR"):
        return text
    colour = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}[problem.severity]
    first, _, rest = text.partition("\n")
    return f"{click.style(first, fg=colour, bold=True)}\n{rest}"
