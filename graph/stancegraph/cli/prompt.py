"""An engine in, questions and answers at a prompt: with history, completion, and an end to each question whose time is over."""

from __future__ import annotations

import os
import shlex
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

import click

from stancegraph import engines, queries
from stancegraph.engines import QueryError, Table, Triples
from stancegraph.queries import completing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from prompt_toolkit import PromptSession
    from prompt_toolkit.completion import Completer
    from prompt_toolkit.document import Document
    from prompt_toolkit.key_binding import KeyBindings

    from stancegraph.engines import Engine

__all__ = ["run"]

GREETING: Final = "A question's name (Tab lists them), or SPARQL, which ends where its last bracket closes. .help says more, Ctrl-D ends."
HELP: Final = """\
who-opposes target=independence    a named question, with values for its columns; `.list` says what each one answers
SELECT ?who { ?who sg:opposes :independence }    SPARQL over several lines, if need be; an empty line ends it, too
.iris on, .iris off    full IRIs or labels in tables
.list    the named questions
.quit    or Ctrl-D
Tab completes questions, columns, values, SPARQL's words, prefixes, classes, properties and slugs. Ctrl-C stops a question."""


BEGINS: Final = frozenset({*engines.Form, "prefix", "base", "version"})
"""The words that SPARQL begins with; whatever else a line begins with is a question's name, a command or a slip."""


class Manner(NamedTuple):
    """How answers are shown: rows at most, and full IRIs instead of labels."""

    most: int
    iris: bool


def run(engine: Engine, *, most: int, iris: bool) -> bool:
    """Ask and answer until the input ends. Where it is no terminal, questions stand on lines, and whether each was answered counts.

    Whether all is well: at a terminal a mistake is seen and made good, in a script it is not.
    """
    manner, wrong = Manner(most, iris), False
    if sys.stdin.isatty():
        click.echo(GREETING)
        source = _typed(_session(engine))
    else:
        source = _piped(sys.stdin)
    for text in source:
        if text in {".quit", ".exit", "quit", "exit"}:
            break
        if text:
            manner, answered = _turn(engine, text, manner)
            wrong = wrong or not answered
    return not wrong or sys.stdin.isatty()


def _turn(engine: Engine, text: str, manner: Manner) -> tuple[Manner, bool]:
    """One question answered, or one command followed: the manner in which the next answers are shown, and whether there was an answer."""
    if text == ".help":
        click.echo(HELP)
    elif text == ".list":
        for question in queries.names().values():
            click.echo(f"{question.name:24} {question.question}")
    elif text in {".iris on", ".iris off"}:
        return manner._replace(iris=text.endswith("on")), True
    elif text.startswith("."):
        click.echo(f"there is no {text.split(maxsplit=1)[0]}; .help says what there is", err=True)
    else:
        try:
            click.echo(_answered(engine, text, manner), nl=False)
        except QueryError as error:
            click.echo(str(error), err=True)
            return manner, False
        except KeyboardInterrupt:
            click.echo("stopped", err=True)
    return manner, True


def _answered(engine: Engine, text: str, manner: Manner) -> str:
    """The answer to a question by name or in SPARQL, as text."""
    name, *rest = _split(text)
    named = "{" not in text and name.lower() not in set(engines.Form)
    if named:
        found: Table | Triples | bool = queries.run(engine, name, manner.most, **_parameters(name, rest))
    else:
        for doubt in queries.doubts(engine, text):
            click.echo(f"warning: {doubt}", err=True)
        found = engines.answer(engine, text, most=manner.most)
    if isinstance(found, bool):
        return "yes\n" if found else "no\n"
    if isinstance(found, Triples):
        return found.to_turtle() or "no triples\n"
    shown = found if manner.iris else queries.labelled(engine, found)
    return shown.to_text(empty="no statement says so" if named else "(0 rows)", iris=manner.iris) + "\n"


def _split(text: str) -> list[str]:
    try:
        return shlex.split(text) if "{" not in text else [text]
    except ValueError:
        return text.split()


def _parameters(name: str, pairs: list[str]) -> dict[str, str]:
    found = [pair.partition("=") for pair in pairs]
    if wrong := next((parameter for parameter, equals, _ in found if not equals), None):
        takes = ", ".join(f"{parameter}=..." for parameter in queries.names()[name].parameters) or "no values"
        raise QueryError("", 1, 1, f"{name} takes {takes}", f"put a value with spaces between quotes: {wrong!r} has no =")
    return {parameter: value for parameter, _, value in found}


# --- Where questions come from ---


def _piped(lines: Iterable[str]) -> Iterator[str]:
    text = ""
    for line in lines:
        text += line
        if _is_whole(text) or not line.strip():
            yield text.strip()
            text = ""
    yield text.strip()


def _is_whole(text: str) -> bool:
    """Whether a text is a question: a name or a command on one line, or SPARQL whose brackets are closed."""
    line = text.strip()
    if line and line.split()[0].lower() not in BEGINS and not line.startswith("#"):
        return True
    marks = [token.text for token in engines.tokens(text) if token.kind == "mark"]
    opened, closed = sum(mark in {"{", "(", "["} for mark in marks), sum(mark in {"}", ")", "]"} for mark in marks)
    return "{" in marks and opened <= closed and not text.endswith("\n\n")


def _typed(session: PromptSession[str]) -> Iterator[str]:
    while True:
        try:
            yield session.prompt("stancegraph> ").strip()
        except KeyboardInterrupt:
            continue
        except EOFError:
            return


def _session(engine: Engine) -> PromptSession[str]:
    from prompt_toolkit import PromptSession
    from prompt_toolkit.history import FileHistory, InMemoryHistory

    path = _history()
    return PromptSession(
        history=FileHistory(str(path)) if path else InMemoryHistory(),
        completer=_completer(completing.words(engine)),
        complete_while_typing=False,
        key_bindings=_keys(),
        multiline=True,
        prompt_continuation="        ...> ",
        enable_history_search=True,
    )


def _history() -> Path | None:
    """Where the questions are kept, of the user alone (XDG Base Directory Specification, XDG_STATE_HOME); None where nothing can be."""
    folder = Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state") / "stancegraph"
    path = folder / "history"
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        return path
    return None


def _keys() -> KeyBindings:
    """Enter asks when a question is whole, and begins a new line before."""
    from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent

    keys = KeyBindings()

    @keys.add("enter")
    def _(event: KeyPressEvent) -> None:
        buffer = event.current_buffer
        if buffer.complete_state and buffer.complete_state.current_completion:
            buffer.complete_state = None
        elif not buffer.text.strip() or _is_whole(buffer.text) or not buffer.document.current_line.strip():
            buffer.validate_and_handle()
        else:
            buffer.insert_text("\n")

    return keys


def _completer(known: completing.Words) -> Completer:
    from prompt_toolkit.completion import CompleteEvent, Completer, Completion

    class Names(Completer):
        """Completes names of the graph and of the language."""

        def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterator[Completion]:  # noqa: ARG002 - as prompt_toolkit calls it
            """What could stand before the cursor."""
            for found in completing.completions(document.text_before_cursor, known):
                yield Completion(found.text, start_position=-found.length, display_meta=found.meaning[:70])

    return Names()
