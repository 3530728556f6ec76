"""A named question and its answer in, the lines that a reader must see below it out: what it lacks, and how to read it."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from stancegraph.records import IssueType

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stancegraph.engines import Engine, Table
    from stancegraph.project import Project

__all__ = ["lines"]

NAMED = 6  # claims that a line below an answer names
HOLDER = "actor"  # the parameter that names whoever holds a position or does something


class Question(NamedTuple):
    """A named question as it was asked: its name, the values of its parameters, and the path of the project."""

    name: str
    parameters: dict[str, str]
    path: Path


def lines(engine: Engine, project: Project, question: Question, table: Table) -> Iterator[str]:
    """What a reader must know of a named question's answer: lines to stand below it, some of them empty."""
    yield _claims(project, question.name, table)
    if not len(table):
        yield from _speakers(engine, project, question.parameters)
    yield _left_out(engine, question)


def _claims(project: Project, name: str, table: Table) -> str:
    """That to support a claim is to affirm it, where an answer has supporters or opponents of claims."""
    if not ({"target", "position"} <= set(table.columns) or name in {"who-supports", "who-opposes"}):
        return ""
    base, issues = project.annotations.project.base, project.annotations.issues
    targets = dict.fromkeys(str(cell).removeprefix(base) for cell in table.column("target"))
    claims = sorted(slug for slug in targets if slug in issues and issues[slug].type is not IssueType.POLICY)
    if not claims:
        return ""
    named = ", ".join(claims[:NAMED]) + (f" and {len(claims) - NAMED} more" if len(claims) > NAMED else "")
    return f"claims and frames: to support one is to affirm it, to oppose one is to deny it ({named})"


def _speakers(engine: Engine, project: Project, parameters: dict[str, str]) -> Iterator[str]:
    """Whom to ask for instead of somebody who speaks for others: his words are theirs."""
    from stancegraph import queries

    actors, base = project.annotations.actors, project.annotations.project.base
    if HOLDER in parameters:
        slug = str(queries.term(engine, HOLDER, parameters[HOLDER])).removeprefix(base)
        if slug in actors and actors[slug].speaks_for:
            principals = list(dict.fromkeys(office.actor for office in actors[slug].speaks_for))
            told = " or ".join(f"`{principal}`" for principal in principals)
            yield f"{slug} speaks for {', '.join(principals)}: ask for {told}, or `stancegraph query who-said-what --param speaker={slug}`"


def _left_out(engine: Engine, question: Question) -> str:
    """A line that says what a named question's answer lacks, and the command that lists it; "" where it lacks nothing."""
    from stancegraph import queries

    name, parameters, path = question
    lacking = queries.left_out(engine, name, **parameters)
    if lacking is None:
        return ""
    given = [word for key, value in lacking.parameters for word in ("--param", f"{key}={value}")]
    command = shlex.join(["stancegraph", "query", "held-back", *given, *([] if path == Path() else ["-p", str(path)])])
    many = lacking.statements != 1
    reasons = ", ".join(f"{reason} {count}" for reason, count in lacking.reasons)
    found = ("them" if many else "it") + (f" among {lacking.listed}" if lacking.listed > lacking.statements else "")
    return f"left out: {lacking.statements} statement{'s' * many} held back ({reasons}); `{command}` lists {found}"
