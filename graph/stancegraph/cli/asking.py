"""The commands that explain: why, of a position; and rules, of what is checked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from stancegraph.cli.options import Failure, example, load, project_option, usable

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["rules", "why"]


@click.command(
    epilog=example(
        "stancegraph why Russia opposes independence",
        "stancegraph why eu deploys mission",
        "stancegraph why cyprus serbia",
        "stancegraph why cyprus independence",
    )
)
@click.argument("words", nargs=-1, required=True)
@project_option
def why(words: tuple[str, ...], path: Path) -> None:
    """Explains a position: every statement behind it or held back from it, with the words, the speaker and the reasons.

    WORDS are a sentence, an actor, a relation and an object by slug or name, two actors, an actor and an issue, or a statement's id. Of two
    the arithmetic of discourse networks is shown, too: who says what how often.
    """
    project = usable(load(path))
    try:
        click.echo(project.why(*words))
    except LookupError as error:
        raise Failure(str(error.args[0])) from error


@click.command(epilog=example("stancegraph rules", "stancegraph rules SG110", "stancegraph rules --shacl > shapes.ttl"))
@click.argument("code", required=False)
@click.option("--shacl", is_flag=True, help="Prints the SHACL shapes that every compiled graph keeps to, as Turtle.")
def rules(code: str | None, *, shacl: bool) -> None:
    """Explains what is checked: all rules on a line each, or CODE with its reason, a bad and a good example."""
    from stancegraph import rulebook

    if shacl and code:
        raise Failure("--shacl prints all shapes: leave CODE out")
    known = rulebook.rules()
    if shacl:
        from stancegraph import shapes

        click.echo(shapes.turtle(), nl=False)
    elif code is None:
        for rule in known.values():
            click.echo(f"{rule.code}  {rule.severity:7}  {rule.title}")
    elif code.upper() in known:
        click.echo(rulebook.explain(known[code.upper()]))
    else:
        from stancegraph.spelling import nearest

        close = nearest(code.upper(), known)
        raise Failure(f"there is no rule {code!r}; " + (f"did you mean {close}?" if close else "`stancegraph rules` lists them"))
