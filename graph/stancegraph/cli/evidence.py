"""The commands that hold the annotations against the texts they were read in: anchor."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from stancegraph.cli.options import example, load, texts_option, usable
from stancegraph.telling import summary

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__: Sequence[str] = ["anchor"]


@click.command(epilog=example("stancegraph anchor --texts ../articles", "stancegraph anchor my-project --texts ~/articles"))
@click.argument("path", default=".", type=click.Path(path_type=Path))
@texts_option(required=True)
def anchor(path: Path, texts: Path) -> None:
    """Finds every quote of PATH (a file or project folder) in the texts and writes the offsets into annotations.lock."""
    project = usable(load(path, texts), undone="anchored")
    click.echo(summary(project.problems))
