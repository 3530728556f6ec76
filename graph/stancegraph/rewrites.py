"""A project in, for each of its files the text that `fmt` or `declare` would give it out; and the one way to write it (DESIGN, "Commands")."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from stancegraph.exports.files import replacing
from stancegraph.formatter import LayoutError, formatted, pins
from stancegraph.problems import Severity
from stancegraph.stubs import Stubs, added, places

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from stancegraph.problems import Source
    from stancegraph.project import Project

__all__ = ["Rewrite", "declarations", "layouts", "write"]


class Rewrite(NamedTuple):
    """One file with the text it should have."""

    name: str
    """The path relative to the project's folder."""
    text: str
    changed: bool
    fault: str = ""
    """Why the file has to stay as it is; "" when nothing is in the way."""
    unpinned: int = 0
    """How many statements cannot have an `id:` as they are written."""


def layouts(project: Project, *, pin: bool = False) -> Iterator[Rewrite]:
    """Every file without errors in its canonical layout, in the order of names; with `pin` every statement that can have one has its id."""
    broken = {problem.place.path for problem in project.problems if problem.severity is Severity.ERROR}
    for source in sorted(project.sources, key=lambda source: source.path):
        if source.path not in broken:
            yield _layout(project, source, pin=pin)


def _layout(project: Project, source: Source, *, pin: bool) -> Rewrite:
    ids, shared = pins(project.annotations.statements, source.path) if pin else ({}, 0)
    try:
        text = formatted(source.text, ids)
    except LayoutError as error:
        return Rewrite(source.path, source.text, changed=False, fault=str(error), unpinned=shared + len(ids))
    lines = {line.strip() for line in text.splitlines()}
    unpinned = shared + sum(f"id: {name}" not in lines for name in ids.values())
    return Rewrite(source.path, text, changed=text != source.text, unpinned=unpinned)


def declarations(project: Project, stubs: Stubs) -> Iterator[Rewrite]:
    """Every file that takes some of the stubs, with these lines added."""
    texts = {source.path: source.text for source in project.sources}
    for name, lines in places(texts, project.sources[0].path, stubs).items():
        try:
            yield Rewrite(name, added(texts[name], lines), changed=True)
        except LayoutError as error:
            yield Rewrite(name, texts[name], changed=False, fault=str(error))


def write(rewrite: Rewrite, folder: Path) -> None:
    """Puts the text into the file below the project's folder: beside it first, then in its place."""
    with replacing(folder / rewrite.name) as file:
        file.write(rewrite.text)
