"""A loaded project in, the folder of output files out, all of them or none (DESIGN, "Commands").

Everything is written into a folder beside the output and moved into place when the last file is complete.
"""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from stancegraph.problems import Severity, counts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from stancegraph.project import Project

    Writer: TypeAlias = Callable[[Project, Path], Iterable[str]]

__all__ = ["FILES", "Report", "Written", "build", "report"]


class Written(NamedTuple):
    """A file that is complete, with the warnings that its format gave rise to."""

    name: str
    warnings: tuple[str, ...]


class Report(NamedTuple):
    """The four lines that `build` prints."""

    read: str
    graph: str
    problems: str
    look: str


def _rdf(name: str) -> Writer:
    def write(project: Project, path: Path) -> Iterable[str]:
        from stancegraph.exports import rdf

        rdf.WRITERS[name](project.derived, path)
        return ()

    return write


def _context(project: Project, path: Path) -> Iterable[str]:
    from stancegraph.exports import context

    context.write(project.derived.judged.annotations, path)
    return ()


def _void(project: Project, path: Path) -> Iterable[str]:
    from stancegraph.exports import void

    void.write(project.derived, path, files=FILES.keys() - {"context.jsonld", path.name})
    return ()


def _csv(project: Project, path: Path) -> Iterable[str]:
    from stancegraph.exports import statements_csv

    statements_csv.write(project.derived.judged, path)
    return ()


def _graphml(project: Project, path: Path) -> Iterable[str]:
    from stancegraph.exports import graphml

    return [f"{path.name}: {replacement}" for replacement in graphml.write(project.to_networkx(), path)]


def _page(project: Project, path: Path, source_url: str = "") -> Iterable[str]:
    from stancegraph.exports.files import replacing

    with replacing(path) as file:
        file.write(project.page(source_url=source_url))
    return ()


FILES: dict[str, Writer] = {
    "statements.csv": _csv,
    "graph.nq": _rdf("graph.nq"),
    "graph.trig": _rdf("graph.trig"),
    "graph.ttl": _rdf("graph.ttl"),
    "graph.rdf12.ttl": _rdf("graph.rdf12.ttl"),
    "context.jsonld": _context,
    "void.ttl": _void,
    "graph.graphml": _graphml,
    "graph.html": _page,
}
"""What a build makes: file name to the function that writes it and returns what its reader should be warned of."""


def build(project: Project, out: Path, *, source_url: str = "") -> Iterator[Written]:
    """Writes every file and yields each when it is complete; `out` changes only when all are.

    `source_url` is the web address of a file at a line, with `{file}` and `{line}` in their places, for the page's links.

    Raises:
        ValueError: `source_url` is no such address.
        DataError: The project has errors.
        OSError: The folder cannot be written. While files are made nothing in it changes; then each is put in place whole.
    """
    project.derived  # noqa: B018 - raises while there are errors, before a folder is made
    out.parent.mkdir(parents=True, exist_ok=True)
    writers: dict[str, Writer] = {**FILES, "graph.html": partial(_page, source_url=source_url)} if source_url else FILES
    beside = Path(tempfile.mkdtemp(prefix=f".{out.name}.", dir=out.parent))
    try:
        for name, write in writers.items():
            yield Written(name, tuple(write(project, beside / name)))
        out.mkdir(exist_ok=True)
        for name in FILES:
            (beside / name).replace(out / name)
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def report(project: Project, out: Path) -> Report:
    """What was read, what the graph holds, how many problems there are, where to look."""
    from stancegraph import compiler

    notes, derived = project.annotations, project.derived
    verdicts = derived.judged.verdicts
    held = Counter(str(reason) for verdict in verdicts for reason in verdict.codes)
    kinds = Counter(str(product.kind) for product in derived.products)
    triples = sum(block.count("\n") for block in compiler.layer(derived, "direct"))
    found = counts(project.problems)
    return Report(
        f"read     {_count(len(notes.statements), 'statement')} from {_count(len(notes.documents), 'document')}: "
        f"{_count(len(notes.actors), 'actor')}, {_count(len(notes.issues), 'issue')}, {_count(len(notes.acts), 'act')}, {_count(len(notes.instruments), 'instrument')}",
        f"graph    {_count(triples, 'direct triple')}; {sum(not v.asserted for v in verdicts)} held back{_listed(held)}; "
        f"{_count(len(derived.stances), 'stance')}, {_count(len(derived.products), 'derived finding')}{_listed(kinds)}",
        f"problems {_count(found[Severity.ERROR], 'error')}, {_count(found[Severity.WARNING], 'warning')}, {_count(found[Severity.INFO], 'info')}"
        + (" (`stancegraph check` lists them)" if project.problems else ""),
        f"look     {_shown(out / 'graph.html')} in a browser; graph.trig, graph.graphml and statements.csv beside it",
    )


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _listed(found: Counter[str]) -> str:
    """The kinds with their counts, the commonest first; "" when there are none."""
    ordered = sorted(found.items(), key=lambda item: (-item[1], item[0]))
    return f" ({', '.join(f'{name} {number}' for name, number in ordered)})" if ordered else ""


def _shown(path: Path) -> Path:
    """The path as seen from here when it lies below, else whole."""
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path
