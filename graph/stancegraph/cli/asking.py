"""The commands that ask a project: query, why; and what is checked: rules."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import click

from stancegraph.cli.options import Failure, example, load, project_option, usable
from stancegraph.records import IssueType

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stancegraph.engines import Table
    from stancegraph.project import Project

__all__ = ["query", "rules", "why"]

NAMED = 6  # claims that a line below an answer names
HOLDER = "actor"  # the parameter that names whoever holds a position or does something


def _complete_query(_context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[str]:
    from stancegraph import queries

    return [name for name in queries.names() if name.startswith(incomplete)]


def _parameters(_context: click.Context, _parameter: click.Parameter, values: tuple[str, ...]) -> dict[str, str]:
    """`name=value` pairs as a map."""
    pairs = [value.partition("=") for value in values]
    if wrong := [name for name, equals, _ in pairs if not (name and equals)]:
        raise click.BadParameter(f"{wrong[0]!r}: write name=value, such as target=independence")
    return {name: value for name, _, value in pairs}


@click.command(
    epilog=example(
        "stancegraph query --list",
        "stancegraph query who-opposes --param target=independence",
        "stancegraph query my-question.rq --format csv",
        "stancegraph query 'SELECT ?who { ?who sg:opposes :independence }'",
    )
)
@click.argument("query", required=False, shell_complete=_complete_query)
@project_option
@click.option(
    "--param",
    "parameters",
    multiple=True,
    metavar="NAME=VALUE",
    callback=_parameters,
    help="Gives a variable a value: a slug, a name or an IRI. May be repeated.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "csv", "json", "ttl"]),
    default="table",
    show_default=True,
    help="ttl is for CONSTRUCT and DESCRIBE.",
)
@click.option("--list", "listing", is_flag=True, help="Lists the named questions.")
def query(query: str | None, path: Path, parameters: dict[str, str], form: str, *, listing: bool) -> None:
    """Answers QUERY over the compiled graph: a named question, a file, or SPARQL itself; all prefixes are declared."""
    from stancegraph import queries
    from stancegraph.engines import QueryError

    if listing or query is None:
        for question in queries.names().values():
            takes = f"  [{', '.join(question.parameters)}]" if question.parameters else ""
            click.echo(f"{question.name:24} {question.question}{takes}")
        return
    project = usable(load(path))
    try:
        text = _query_text(query)
        if form == "ttl":
            click.echo(_turtle(project, text), nl=False)
            return
        table = queries.answer(project.engine(), text, **parameters)
        click.echo(_shown(table, text, form), nl=False)
        if form != "table" and table.more:
            click.echo(f"cut: {table.more:,} further rows are not in this answer", err=True)
        if form == "table" and query in queries.names():
            for line in filter(None, _below(project, query, table, parameters, path)):
                click.echo(line)
    except QueryError as error:
        raise Failure(str(error)) from error


def _query_text(query: str) -> str:
    """The query itself, or what the file of that name holds."""
    if not query.endswith((".rq", ".sparql")):
        return query
    try:
        return Path(query).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise Failure(f"{query} cannot be read: {getattr(error, 'strerror', None) or error}") from error


def _turtle(project: Project, text: str) -> str:
    """The triples of a CONSTRUCT or DESCRIBE."""
    from stancegraph import queries
    from stancegraph.engines import Triples, answer

    found = answer(project.engine(), text) if text not in queries.names() else None
    if not isinstance(found, Triples):
        raise Failure("only CONSTRUCT and DESCRIBE make Turtle; choose --format table, csv or json")
    return found.to_turtle()


def _shown(table: Table, text: str, form: str) -> str:
    """The answer in the form asked for, ending in a line break."""
    from stancegraph import queries

    if form == "table":
        return (table.to_text(empty="no statement says so") if text in queries.names() else table.to_text()) + "\n"
    shown = table.to_csv() if form == "csv" else table.to_json()
    return shown if shown.endswith("\n") else shown + "\n"


def _below(project: Project, name: str, table: Table, parameters: dict[str, str], path: Path) -> Iterator[str]:
    """What a reader must know of a named question's answer: lines to stand below it, some of them empty."""
    yield _claims(project, name, table)
    if not len(table):
        yield from _speakers(project, parameters)
    yield _left_out(project, name, parameters, path)


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


def _speakers(project: Project, parameters: dict[str, str]) -> Iterator[str]:
    """Whom to ask for instead of somebody who speaks for others: his words are theirs."""
    from stancegraph import queries

    actors, base = project.annotations.actors, project.annotations.project.base
    if HOLDER in parameters:
        slug = str(queries.term(project.engine(), HOLDER, parameters[HOLDER])).removeprefix(base)
        if slug in actors and actors[slug].speaks_for:
            principals = list(dict.fromkeys(office.actor for office in actors[slug].speaks_for))
            told = " or ".join(f"`{principal}`" for principal in principals)
            yield f"{slug} speaks for {', '.join(principals)}: ask for {told}, or `stancegraph query who-said-what --param speaker={slug}`"


def _left_out(project: Project, name: str, parameters: dict[str, str], path: Path) -> str:
    """A line that says what a named question's answer lacks, and the command that lists it; "" where it lacks nothing."""
    from stancegraph import queries

    lacking = queries.left_out(project.engine(), name, **parameters)
    if lacking is None:
        return ""
    given = [word for key, value in lacking.parameters for word in ("--param", f"{key}={value}")]
    command = shlex.join(["stancegraph", "query", "held-back", *given, *([] if path == Path() else ["-p", str(path)])])
    many = lacking.statements != 1
    reasons = ", ".join(f"{reason} {count}" for reason, count in lacking.reasons)
    found = ("them" if many else "it") + (f" among {lacking.listed}" if lacking.listed > lacking.statements else "")
    return f"left out: {lacking.statements} statement{'s' * many} held back ({reasons}); `{command}` lists {found}"


@click.command(
    epilog=example("stancegraph why Russia opposes independence", "stancegraph why eu deploys mission", "stancegraph why cyprus serbia")
)
@click.argument("words", nargs=-1, required=True)
@project_option
def why(words: tuple[str, ...], path: Path) -> None:
    """Explains a position: every statement behind it or held back from it, with the words, the speaker and the reasons.

    WORDS are a sentence, an actor, a relation and an object by slug or name, two actors, or a statement's id.
    """
    project = usable(load(path))
    try:
        click.echo(project.why(*words))
    except LookupError as error:
        raise Failure(str(error.args[0])) from error


@click.command(epilog=example("stancegraph rules", "stancegraph rules SG110"))
@click.argument("code", required=False)
def rules(code: str | None) -> None:
    """Explains what is checked: all rules on a line each, or CODE with its reason, a bad and a good example."""
    from stancegraph import rulebook

    known = rulebook.rules()
    if code is None:
        for rule in known.values():
            click.echo(f"{rule.code}  {rule.severity:7}  {rule.title}")
    elif code.upper() in known:
        click.echo(rulebook.explain(known[code.upper()]))
    else:
        from stancegraph.spelling import nearest

        close = nearest(code.upper(), known)
        raise Failure(f"there is no rule {code!r}; " + (f"did you mean {close}?" if close else "`stancegraph rules` lists them"))
