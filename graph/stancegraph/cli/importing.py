"""The command that brings other programs' annotations in: import."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from stancegraph import loader
from stancegraph.cli.options import Failure, example

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    from stancegraph.imports import Imported

__all__: Sequence[str] = ["import_"]

STANDARD_OUTPUT = Path("-")


def _pairs(_context: click.Context, _parameter: click.Parameter, values: tuple[str, ...]) -> dict[str, str]:
    """`actor=organization` as a map; misuse where a sign is missing or a word stands twice."""
    pairs = [value.partition("=") for value in values]
    for word, sign, name in pairs:
        if not (sign and word.strip() and name.strip()):
            raise click.BadParameter(f"{word + sign + name!r} is no pair: write our word, =, and the file's name, as in actor=organization")
    found = {word.strip(): name.strip() for word, _, name in pairs}
    if len(found) < len(pairs):
        raise click.BadParameter("one of our words is mapped twice")
    return found


def _of_sheets(command: Callable[..., Any]) -> Callable[..., Any]:
    """Options that only tables have."""
    for option in reversed(
        (
            click.option(
                "--mapping",
                type=click.Path(path_type=Path, exists=True, dir_okay=False),
                metavar="FILE",
                help="A YAML file that says which column holds what, and what its values mean.",
            ),
            click.option("--date-format", metavar="FORMAT", help="How dates are written where it is not ISO or EDTF, such as %d.%m.%Y."),
            click.option("--sheet", metavar="NAME", help="The sheet of a workbook; the first one unless given."),
            click.option("--encoding", metavar="NAME", help="The encoding of a CSV file, where it is not what it looks like."),
            click.option(
                "--delimiter", metavar="CHARACTER", help="What separates the cells of a CSV file, where it is not what it looks like."
            ),
        )
    ):
        command = option(command)
    return command


@click.command(
    name="import",
    epilog=example(
        "stancegraph import debate.dna",
        "stancegraph import debate.dna --out debate/annotations.yaml --texts debate/texts --time-zone Europe/Berlin",
        "stancegraph import votes.csv --map actor=party --map issue=bill --map stance=vote --date-format %d.%m.%Y",
        "stancegraph import votes.xlsx --mapping columns.yaml --out -",
    ),
)
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    default=Path(loader.MAIN_FILE),
    show_default=True,
    metavar="FILE",
    help="Where the annotations are written; - is the standard output.",
)
@click.option(
    "--texts",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Writes the documents' texts there, one file each, and anchors the quotes in annotations.lock.",
)
@click.option("--force", is_flag=True, help="Writes over files that are there.")
@click.option("--strict", is_flag=True, help="A statement or row that is not carried makes the exit code 1.")
@click.option(
    "--map",
    "pairs",
    multiple=True,
    callback=_pairs,
    metavar="WORD=NAME",
    help="What a variable or column of the file is to us: actor, by, issue, stance and, in tables, date, document, quote and so on.",
)
@click.option(
    "--midpoint", type=float, metavar="NUMBER", help="The middle of a scale of agreement: 3 where it runs from 1 to 5.  [default: 0]"
)
@click.option("--quote-words", type=click.IntRange(1, 1000), default=25, show_default=True, help="The most words of a quote.")
@click.option("--time-zone", default="UTC", show_default=True, help="Where the dates of a version 2 .dna file were typed in.")
@_of_sheets
def import_(file: Path, out: Path, texts: Path | None, *, force: bool, strict: bool, **options: Any) -> None:  # noqa: ANN401 - its options
    """Makes annotations of FILE: a .dna file of Discourse Network Analyzer, a CSV file, or a workbook (.xlsx).

    What was carried and what was not is told on stderr. A former project is not written over unless --force says so.
    """
    made = _imported(file, **options)
    if made.report.refused and not made.report.carried.get("statements"):
        for line in made.report.lines():
            click.echo(line, err=True)
        click.echo(f"no statement of {file} could be carried: nothing was written", err=True)
        sys.exit(1)
    _refuse_former(made, file, out, texts, force=force)
    try:
        _write(made, out, texts)
    except OSError as error:
        raise Failure(f"{error.filename or out} cannot be written: {error.strerror or error}") from error
    for line in made.report.lines():
        click.echo(line, err=True)
    sys.exit(1 if strict and made.report.refused else 0)


def _imported(file: Path, **options: Any) -> Imported:  # noqa: ANN401 - the command's options
    """What the importer of the file's kind makes of it; exit code 1 for what is wrong with the file, 2 for what is asked wrongly."""
    from stancegraph import imports

    common = {"midpoint": options["midpoint"], "quote_words": options["quote_words"]}
    try:
        if imports.is_dna(file):
            return imports.read_dna(file, variables=options["pairs"], time_zone=options["time_zone"], **common)
        told = {name: options[name] for name in ("mapping", "date_format", "sheet", "encoding", "delimiter")}
        return imports.read_sheet(file, columns=options["pairs"], **told, **common)
    except imports.NotImportableError as error:
        # What is wrong with the file is wrong with the data.
        raise click.ClickException(str(error)) from error
    except (ValueError, LookupError) as error:
        raise Failure(imports.printable(str(error))) from error
    except OSError as error:
        raise Failure(f"{file} cannot be read: {error.strerror or error}") from error


def _refuse_former(made: Imported, file: Path, out: Path, texts: Path | None, *, force: bool) -> None:
    """Misuse where a file would be lost: the source in any case, others without --force."""
    from stancegraph import lock

    targets = [] if out == STANDARD_OUTPUT else [out, lock.beside(out)] if texts else [out]
    targets += [texts / f"{slug}.txt" for slug in made.texts] if texts else []
    for target in targets:
        if target.exists() and target.samefile(file):
            raise Failure(f"{target} is the file to import: give another --out")
        if target.is_dir():
            raise Failure(f"{target} is a folder: give a file")
        if target.exists() and not force:
            raise Failure(f"{target} is there already: give another --out or --texts, or write over it with --force")


def _write(made: Imported, out: Path, texts: Path | None) -> None:
    """The annotations, then the texts, then the lock that says where the quotes stand in them."""
    from stancegraph.exports.files import replacing

    if texts is not None:
        texts.mkdir(parents=True, exist_ok=True)
        for slug, text in made.texts.items():
            with replacing(texts / f"{slug}.txt") as file:
                # A byte order mark at the beginning of a file is dropped by who reads it; one of the text's own is not.
                file.write("\ufeff" + text if text.startswith("\ufeff") else text)
    if out == STANDARD_OUTPUT:
        click.echo(made.text, nl=False)
        return
    out.parent.mkdir(parents=True, exist_ok=True)
    with replacing(out) as file:
        file.write(made.text)
    if texts is not None:
        _anchor(out, texts)


def _anchor(out: Path, texts: Path) -> None:
    """Writes the lock beside the annotations, as `anchor` does."""
    from stancegraph import anchoring, lock

    project = loader.load(out, texts)
    if project.evidence is not None:
        lock.write(anchoring.anchored(project.evidence).lock, lock.beside(out))
