"""What the commands share: options, help epilogues, and the way from a path to a project or to misuse (exit code 2)."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from stancegraph import loader, opening
from stancegraph.problems import Severity
from stancegraph.telling import FORMS, summary, tell

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from stancegraph.project import Project

__all__ = [
    "Failure",
    "bound",
    "duration",
    "example",
    "format_option",
    "load",
    "project_option",
    "refuse_own",
    "seconds",
    "source_option",
    "texts_option",
    "usable",
]

PROGRESS_FROM = 300  # documents; fewer are done before a bar could be read


class Failure(click.ClickException):
    """Misuse that no option parser sees: exit code 2, the message on stderr."""

    exit_code = 2


def example(*lines: str) -> str:
    """Command lines as the last part of a help text, each on its own line."""
    return "\b\nExample:\n" + "\n".join(f"  {line}" for line in lines)


def project_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """`-p PROJECT`: the project that a command without a path argument works on."""
    return click.option(
        "-p",
        "--project",
        "path",
        default=".",
        show_default="annotations.yaml here",
        type=click.Path(path_type=Path),
        help="A project's file or folder.",
    )(command)


def format_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """`--format text|json|github|sarif`: how problems are written."""
    return click.option(
        "--format",
        "form",
        type=click.Choice(FORMS),
        default="text",
        show_default=True,
        help="How problems are written: for people, as JSON, as annotations of a GitHub workflow, or as SARIF for code scanning.",
    )(command)


def source_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """`--source-url URL`: where the project's files can be read on the web."""
    return click.option(
        "--source-url",
        default="",
        metavar="URL",
        help="The web address of the project's files, with {file} and {line} in their places: each place in the page becomes a link.",
    )(command)


def texts_option(*, required: bool) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """`--texts DIR`: the folder of the documents' texts."""
    return click.option(
        "--texts",
        required=required,
        type=click.Path(path_type=Path, exists=True, file_okay=False),
        callback=_folder,
        metavar="DIR",
        help="The folder that holds the documents' texts: for each the path under its `text:`, else <slug>.txt.",
    )


def _folder(_context: click.Context, _parameter: click.Parameter, path: Path | None) -> Path | None:
    """The folder; click lets devices pass."""
    if path is not None and not path.is_dir():
        raise click.BadParameter(f"{str(path)!r} is no folder: name the one that holds the texts")
    return path


def load(path: Path, texts: Path | None = None) -> Project:
    """The project of a path, held against the texts of a folder if one is given; misuse where nothing can be read there."""
    try:
        return loader.load(path, texts, along=_with_bar)
    except FileNotFoundError as error:
        raise Failure(str(error)) from error
    except OSError as error:
        raise Failure(f"{path} cannot be read: {error.strerror}") from error


def _with_bar(documents: list[str]) -> Iterable[str]:
    """The documents one by one, with a bar on a terminal when there are many."""
    if len(documents) < PROGRESS_FROM or not sys.stderr.isatty():
        return documents
    from rich.console import Console
    from rich.progress import track

    return track(documents, "looking quotes up", console=Console(stderr=True), transient=True)


def usable(project: Project, form: str = "text", *, undone: str = "answered") -> Project:
    """The project, when it has no error; else its problems are told and the command ends with exit code 1."""
    if not project.ok:
        tell([p for p in project.problems if p.severity is not Severity.INFO], form, project)
        click.echo(f"{summary(project.problems)}: nothing was {undone}", err=True)
        sys.exit(1)
    return project


def refuse_own(target: Path, project: Project, *, option: str = "--out") -> None:
    """Keeps the project's files from being written over, under whatever name they are reached, and its lock from being written at all."""
    from stancegraph.watching import files

    for own in files(project):
        if target.resolve() == own.resolve() or (target.exists() and own.exists() and target.samefile(own)):
            raise Failure(f"{target} is a file of the project: give another {option}")
    # The folder of the texts is known only where --texts names it: what ends as a text's path is taken for it.
    for document in project.annotations.documents.values():
        parts = Path(document.text or f"{document.slug}.txt").parts
        if target.exists() and target.resolve().parts[-len(parts) :] == parts:
            raise Failure(f"{target} looks like the text of {document.slug}: give another {option}")


_TIME = re.compile(r"(\d+(?:\.\d+)?)(ms|s|min|m|h)?")
_UNITS = {"ms": 0.001, "s": 1.0, "m": 60.0, "min": 60.0, "h": 3600.0}


def seconds(text: str) -> float:
    """A duration in seconds: "30", "30s", "1.5m", "2min", "500ms".

    Raises:
        ValueError: It is none, or not above zero.

    >>> seconds("30s"), seconds("2m"), seconds("500ms")
    (30.0, 120.0, 0.5)
    """
    match = _TIME.fullmatch(text.strip())
    found = float(match[1]) * _UNITS[match[2] or "s"] if match else 0.0
    if not 0 < found < float("inf"):
        raise ValueError(f"{text!r} is no duration: write a time above zero, such as 30s, 2m or 500ms")
    return found


def duration(_context: click.Context, _parameter: click.Parameter, value: str | None) -> float | None:
    """Reads an option's duration; None stays None."""
    try:
        return None if value is None else seconds(value)
    except ValueError as error:
        raise click.BadParameter(str(error)) from error


def bound(*, last: bool) -> Callable[[click.Context, click.Parameter, str | None], str | None]:
    """Reads a day, month or year as its first or its last day."""

    def read(_context: click.Context, _parameter: click.Parameter, value: str | None) -> str | None:
        try:
            return value if value is None else opening.bound(value, last=last)
        except ValueError as error:
            raise click.BadParameter(str(error)) from error

    return read
