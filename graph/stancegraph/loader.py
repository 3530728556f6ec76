"""A file or project folder in, a `Project` out: the one way in from disk (LANGUAGE 1, `include`).

Every file is read whole or not at all, up to the stated limits; what cannot be read is a problem with a place.
"""

from __future__ import annotations

import gc
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from stancegraph import checks, lock
from stancegraph.fields import Fields
from stancegraph.problems import Place, Problem, Severity, Source, idle, in_file_order, unignored
from stancegraph.project import Project
from stancegraph.reader import FileDraft, assemble, draft
from stancegraph.sourcetext import MAX_FILE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stancegraph.records import Annotations
    from stancegraph.texts import Along, Evidence

__all__ = ["LOST", "MAIN_FILE", "find", "load"]

MAIN_FILE = "annotations.yaml"
MAX_FILES = 10_000
LOST = frozenset({"SG420", "SG421"})
"""Quotes that select no passage of their text, or several."""


def find(path: str | Path = ".") -> Path:
    """The main file of a project: the path itself, or `annotations.yaml` in that folder.

    Raises:
        FileNotFoundError: Nothing is there; the message says what to do.
    """
    path = Path(path)
    main = path / MAIN_FILE if path.is_dir() else path
    if not main.is_file():
        text = f"{main} is not a file" if main.exists() else f"no file {main}"
        raise FileNotFoundError(
            f"{text}: write your first sentence into it, such as `- Russia opposes independence`, or run `stancegraph init`"
        )
    return main


def load(path: str | Path = ".", texts: str | Path | None = None, *, along: Along = iter) -> Project:
    """The project of a file or folder, with every problem of every file; never raises for bad data.

    `texts` is the folder of the documents' texts: with it, quotes are looked up in them. The graph is the same with or without.
    `along` is what the documents are gone through with: a progress bar, say.

    Raises:
        FileNotFoundError: There is no such file, or no `annotations.yaml` in the folder.
        NotADirectoryError: `texts` is no folder.
        OSError: The path cannot even be looked at.
    """
    main = find(path).resolve()
    if texts is not None and not Path(texts).is_dir():
        raise NotADirectoryError(f"{texts} is no folder: name the one that holds the texts")
    with _collector_resting():
        files, problems = _files(main)
        annotations, found = assemble(files)
        anchors, broken_lock = lock.load(main)
        if anchors is not None:
            anchors = lock.renamed(anchors, annotations.was)
            annotations = replace(annotations, anchors=anchors.anchors, digests=anchors.digests)
        problems += [*found, *broken_lock]
        broken = any(problem.severity is Severity.ERROR for problem in problems)
        # What could not be read may be what uses a name, so "unused" would be a guess beside an error.
        problems += (problem for problem in checks.check(annotations) if not broken or problem.code != "SG220")
        evidence = None
        if texts is not None:
            evidence, found = _against(annotations, texts, along)
            lost = {problem.place for problem in found if problem.code in LOST}
            problems = [problem for problem in problems if problem.code != "SG424" or problem.place not in lost] + found
        if annotations.ignored and not broken:
            problems += list(idle(problems, annotations.ignored, _unasked(evidence)))
    told = tuple(in_file_order(unignored(problems, annotations.ignored)))
    return Project(
        annotations=annotations, problems=told, path=main, sources=tuple(file.fields.source for file in files), evidence=evidence
    )


def _against(annotations: Annotations, folder: str | Path, along: Along) -> tuple[Evidence, list[Problem]]:
    """The annotations beside their texts, with what is wrong between them."""
    from stancegraph.checks.textual import check_texts
    from stancegraph.texts import evidence, load

    texts, missing = load(annotations, folder)
    found = evidence(annotations, texts, along=along)
    return found, [*missing, *check_texts(found)]


def _unasked(evidence: Evidence | None) -> frozenset[str]:
    """The codes of which nothing is known, since a text is not at hand."""
    complete = evidence and all(slug in evidence.texts for slug in evidence.annotations.documents)
    return frozenset() if complete else checks.OF_TEXTS


@contextmanager
def _collector_resting() -> Iterator[None]:
    """Reading makes millions of small values and no cycles: the cyclic collector would walk them all again and again."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _files(main: Path) -> tuple[list[FileDraft], list[Problem]]:
    """The main file and everything it includes, each once."""
    root = main.parent
    problems: list[Problem] = []
    files: dict[Path, FileDraft] = {}
    queue = [main]
    while queue:
        path = queue.pop()
        if path in files:
            continue
        file = files[path] = _draft(path, root)
        for pattern, place in file.includes():
            queue += _matches(path.parent, root, pattern, place, problems)
        if len(files) + len(queue) > MAX_FILES:
            problems.append(
                Problem("SG003", Severity.ERROR, Place(file.fields.source, 0, 1), f"over {MAX_FILES:,} files", "include fewer files")
            )
            break
    return list(files.values()), problems


def _draft(path: Path, root: Path) -> FileDraft:
    """One file as a tree; no more than the limit is ever read."""
    name = str(PurePosixPath(path.relative_to(root)))
    try:
        with path.open("rb") as stream:
            data = stream.read(MAX_FILE + 1)
    except OSError as error:
        file = FileDraft(Fields(Source(name, "", root.name)), {}, {})
        file.fields.report(
            "SG015",
            Severity.ERROR,
            Place(file.fields.source, 0, 1),
            f"the file cannot be read: {error.strerror}",
            "check its name and permissions",
        )
        return file
    return draft(data, name, folder=root.name)


def _matches(folder: Path, root: Path, pattern: str, place: Place, problems: list[Problem]) -> list[Path]:
    """The files that a pattern names, sorted; none and outside the project are errors."""
    if Path(pattern).is_absolute() or ".." in Path(pattern).parts:
        problems.append(Problem("SG015", Severity.ERROR, place, f"{pattern!r} leaves the project's folder", "include files below this one"))
        return []
    inside = [path for path in _found(folder, pattern) if path.is_relative_to(root)]
    if not inside:
        problems.append(
            Problem(
                "SG015",
                Severity.ERROR,
                place,
                f"{pattern!r} matches no file",
                f"patterns are relative to {place.path}: vocab/*.yaml, codings/**/*.yaml",
            )
        )
    return inside


def _found(folder: Path, pattern: str) -> list[Path]:
    """The files of a pattern, sorted; as in a shell, a wildcard stands for no name that begins with a point (`.venv`, `.git`)."""
    named = PurePosixPath(pattern).parts
    try:
        found = [path for path in folder.glob(pattern) if path.is_file()] if named else []
    except (OSError, ValueError):  # a folder that may not be searched, a pattern such as `**codings`
        return []
    return sorted(path.resolve() for path in found if not any(_hidden(part, named) for part in path.relative_to(folder).parts))


def _hidden(part: str, named: tuple[str, ...]) -> bool:
    return part.startswith(".") and part not in named
