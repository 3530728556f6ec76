"""Problems in, what a person reads on stderr or a program on stdout out (DESIGN, "Commands": findings to stderr)."""

from __future__ import annotations

import json
import os
import sys
from typing import TYPE_CHECKING

import click

from stancegraph.problems import Problem, Severity, as_json, counts, render

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["summary", "tell"]


def tell(problems: Iterable[Problem], form: str) -> None:
    """Problems as text on stderr, each with its excerpt and its help, or as one JSON list on stdout."""
    if form == "json":
        click.echo(json.dumps([as_json(problem) for problem in problems], ensure_ascii=False, indent=1))
    else:
        for problem in problems:
            click.echo(_coloured(problem) + "\n", err=True)


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
