"""The command line: arguments in, results on stdout, findings on stderr; 0 fine, 1 problems in the data, 2 misuse (DESIGN, "Commands").

Each command stands in the module of its kind; here they become one program.
"""

from __future__ import annotations

import errno
import gc
import io
import os
import sys

import click

from stancegraph.cli import asking, evidence, importing, keeping, networking, publishing, querying, serving, showing
from stancegraph.cli.options import Failure, example

__all__ = ["cli", "main"]


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
        sys.exit(Failure.exit_code)


_EXAMPLE = example(
    "stancegraph check",
    "stancegraph build",
    "stancegraph show",
    "stancegraph query who-opposes --param target=independence",
    "stancegraph why Russia opposes independence",
)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110}, epilog=_EXAMPLE)
@click.version_option(package_name="stancegraph")
def cli() -> None:
    """Who stands where on what, who says so, since when, and on which words.

    Sentences in annotations.yaml become an RDF graph, a networkx graph and one interactive page.
    """


for _module in (keeping, importing, showing, serving, publishing, evidence, querying, networking, asking):
    for _name in _module.__all__:
        cli.add_command(getattr(_module, _name))
