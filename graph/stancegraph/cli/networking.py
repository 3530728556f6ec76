"""The command that counts: network, who agrees with whom on what, as a table, a file, or one number explained."""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final

import click

from stancegraph import loader
from stancegraph.cli import picturing
from stancegraph.cli.options import Failure, bound, example, load, project_option, refuse_own, usable
from stancegraph.cli.picturing import IMAGES, PICTURES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from stancegraph.discourse import Choices, Events, Network
    from stancegraph.project import Project

__all__ = ["network"]

# What the options can say stands here as text, not as what `stancegraph.discourse` has: numpy would slow down every other command.
# A test holds the two against each other.
TYPES: Final = ("congruence", "conflict", "subtract", "ignore", "two-mode", "two-mode-subtract", "two-mode-combine")
VARIABLES: Final = (
    "actor", "actor_type", "issue", "issue_type", "document", "publisher", "coder", "mode", "voice", "certainty", "scope", "status",
    "origin", "relation", "speaker", "reporter", "reason", "tag", "held",
)  # fmt: skip
FILTERS: Final = (*VARIABLES, "condition", "quote", "premise")
NORMALIZATIONS: Final = ("no", "average", "jaccard", "cosine", "dna_cosine", "activity", "prominence")
DUPLICATES: Final = ("include", "document", "day", "week", "month", "year", "window", "all")
STATEMENTS: Final = ("asserted", "own_words", "reported", "all")
ORIGINS: Final = ("explicit", "act", "derived")
HOLDERS: Final = ("written", "principal")
CLOCKS: Final = ("said", "when", "document")
KERNELS: Final = ("no", "uniform", "epanechnikov", "triangular", "gaussian")
FORMS: Final = ("csv", "graphml", "gexf", "json", "dl", "parquet")

# DNA's words for what has another one here.
DNA: Final[Mapping[str, str]] = {
    "onemode": "a one-mode network is congruence, conflict, subtract or ignore",
    "twomode": "two-mode, two-mode-subtract or two-mode-combine",
    "eventlist": "events",
    "event": "events",
}

# -- options ------------------------------------------------------------------------------------------------------------------------


def _words(known: tuple[str, ...]) -> Callable[[click.Context, click.Parameter, str], list[str]]:
    def complete(_context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[str]:
        return [word for word in known if word.startswith(incomplete)]

    return complete


def _complete_filter(context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[str]:
    """The attributes, and after the equals sign the words that events of the project have."""
    name, equals, value = incomplete.partition("=")
    if not equals:
        return [f"{each}=" for each in FILTERS if each.startswith(name)]
    try:
        project = loader.load(context.params.get("path") or ".")
        found = project.events()
    except (OSError, ValueError):
        return []
    column = found.words.get(name) or found.lists.get(name)
    return [f"{name}={word}" for word in (column.used() if column else ()) if word.startswith(value)]


def _complete_actors(context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[str]:
    try:
        notes = loader.load(context.params.get("path") or ".").annotations
    except OSError:
        return []
    return [slug for slug in (*notes.actors, *notes.issues) if slug.startswith(incomplete)]


def _filters(_context: click.Context, _parameter: click.Parameter, values: tuple[str, ...]) -> dict[str, list[str]]:
    """`attribute=word`, as attribute to words."""
    found: dict[str, list[str]] = {}
    for written in values:
        name, equals, word = written.partition("=")
        if not (name and equals):
            raise click.BadParameter(f"{written!r}: write ATTRIBUTE=WORD, such as actor_type=state")
        found.setdefault(name, []).append(word)
    return found


def _word(
    name: str, known: tuple[str, ...], help_: str, *flags: str, default: str | None = None, shown: str = ""
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """An option that takes one of the words that there are; which those are is for `stancegraph.discourse` to say."""
    return click.option(
        *(flags or (f"--{name}",)), name, default=default, show_default=shown or bool(default), metavar="WORD",
        shell_complete=_words(known), help=help_,
    )  # fmt: skip


_COUNTED: Final = (
    _word("type", (*TYPES, "events"), f"What is counted: {', '.join(TYPES)}; or events, the list of what a network is counted from.", default="congruence"),
    _word("rows", VARIABLES, "The variable that the network is of, such as actor, issue, actor_type, publisher, speaker.", default="actor"),
    _word("columns", VARIABLES, "The variable that ties them, such as issue, reason, document.", shown="issue; actor for --rows issue"),
    _word("normalization", NORMALIZATIONS, f"{', '.join(NORMALIZATIONS[:5])}; of two-mode networks activity, prominence.", "--normalization", "--normalisation", default="no"),
    _word("duplicates", DUPLICATES, f"Within what the same counts once: {', '.join(DUPLICATES)}.", default="include"),
    _word("statements", STATEMENTS, "asserted: what passes the truth gate; own_words, reported: of these; all: conditional, planned and imputed ones, too.", default="asserted"),
    click.option("--origin", "origins", multiple=True, metavar="WORD", shell_complete=_words(ORIGINS), show_default="explicit", help=f"Whose stances: {', '.join(ORIGINS)} (what acts imply, what rules conclude). May be repeated."),
    _word("holder", HOLDERS, "principal: who speaks for somebody counts as that one.", default="written"),
    _word("clock", CLOCKS, f"Which time is an event's: {', '.join(CLOCKS)}.", default="said"),
    click.option("--include", multiple=True, metavar="ATTRIBUTE=WORD", callback=_filters, shell_complete=_complete_filter, help="Counts only statements with that word, a slug or name. May be repeated."),
    click.option("--exclude", multiple=True, metavar="ATTRIBUTE=WORD", callback=_filters, shell_complete=_complete_filter, help="Leaves out statements with that word. May be repeated."),
    click.option("--from", "--since", "since", metavar="DATE", callback=bound(last=False), help="The first day, month or year counted: 2008-01."),
    click.option("--until", metavar="DATE", callback=bound(last=True), help="The last day, month or year counted."),
    click.option("--isolates", is_flag=True, help="Keeps those without a statement left, as empty rows and columns."),
    click.option("--levels", metavar="TAG", help="Levels are a tag's numbers on a scale, such as agreement:-2..2, and not the stances' own."),
    click.option("--window", metavar="SIZE", help="A network for each place of a moving window: 30d, 1w, 3m, 1y, 50e (days, whole weeks, months, years, events)."),
    _word("kernel", KERNELS, f"How a window weighs by the distance from its middle: {', '.join(KERNELS)}.", default="no"),
    _word("compat", ("dna",), "dna: DNA's numbers where they differ from the field's definitions.", default=""),
)  # fmt: skip


def _counting(command: Callable[..., Any]) -> Callable[..., Any]:
    for option in reversed(_COUNTED):
        command = option(command)
    return command


# -- the command --------------------------------------------------------------------------------------------------------------------


@click.command(
    epilog=example(
        "stancegraph network --normalization average --duplicates document",
        "stancegraph network --type two-mode-subtract --include actor_type=state --to csv > matrix.csv",
        "stancegraph network --rows issue --statements own_words --out issues.graphml",
        "stancegraph network --window 30d --kernel gaussian --out kosovo.gexf",
        "stancegraph network --type events --out events.parquet",
        "stancegraph network --explain cyprus serbia",
        "stancegraph network --plot tree.svg",
        "stancegraph network --picture timeline --actor serbia --out serbia.png",
    )
)
@_counting
@click.option("--to", "form", type=click.Choice((*FORMS, *IMAGES)), help="The format of the file; guessed from the ending of --out.")
@click.option("--out", type=click.Path(path_type=Path), metavar="FILE", help="The file to write, in place of a former one; - is the standard output, which --to alone writes to.")  # fmt: skip
@click.option("--plot", type=click.Path(path_type=Path), metavar="FILE", help="Draws a picture, too, as svg, png or pdf by the file's ending; --out does so instead of the table.")  # fmt: skip
@_word(
    "picture",
    PICTURES,
    f"Which picture: {', '.join(PICTURES)}.",
    shown="dendrogram; heatmap of two-mode networks, polarisation with --window",
)
@click.option("--actor", default="", metavar="ACTOR", shell_complete=_complete_actors, help="Whose timeline.")
@click.option("--issue", default="", metavar="ISSUE", shell_complete=_complete_actors, help="Of what the timeline.")
@click.option("--events", "listing", is_flag=True, help="The same as --type events.")
@click.option("--explain", nargs=2, metavar="A B", shell_complete=_complete_actors, help="Explains one number by statements, quotes and arithmetic.")  # fmt: skip
@click.option("--at", "day", metavar="DAY", help="With --explain and --window: the middle of the window whose number is explained.")
@click.option("--measures", "measured", is_flag=True, help="Adds the best two camps, polarisation and its kin to the table, with intervals over documents.")  # fmt: skip
@click.option("--limit-rows", "most", type=click.IntRange(1), metavar="N", help="Cuts the table after N rows, and says so; unless told otherwise 20 ties, 200 windows, 50 events.")  # fmt: skip
@project_option
def network(  # noqa: PLR0913 - one parameter an option
    path: Path,
    form: str | None,
    out: Path | None,
    *,
    plot: Path | None,
    explain: tuple[str, str] | None,
    day: str | None,
    most: int | None,
    listing: bool,
    measured: bool,
    picture: str | None,
    actor: str,
    issue: str,
    **counted: Any,  # noqa: ANN401 - the choices, each as its option has it
) -> None:
    """Counts who agrees with whom on what, or who says what: a discourse network of the statements.

    Without --to and --out it is shown as a table: the strongest ties, and of up to 12 actors the matrix; with --window a row for each
    window. What each choice means and how the files are opened elsewhere: docs/networks.md.
    """
    if counted["type"] == "events":
        listing, counted["type"] = True, "congruence"
    if listing:
        _refuse_counting(counted)
    form = _form(form, out)
    if day and not (explain and counted["window"]):
        raise Failure("--at says which window's number --explain explains: give --explain and --window, too")
    many = listing or (bool(counted["window"]) and not day)
    _refuse_tables(form, explain, most, many=many, measured=measured)
    asked = picturing.asked(picture or "", actor, issue, plot, form=form, out=out)
    if asked:
        asked = picturing.over_time(asked, windows=bool(counted["window"]), listing=listing)
    try:
        choices = _choices(counted)
        project = usable(load(path), undone="counted")
        found = project.events(holder=choices.holder, clock=choices.clock)
        drawn = picturing.drawn(project, found, choices, asked) if asked else ""
        if explain is not None:
            click.echo(_explained(found, choices, explain, day))
        else:
            _answer(project, found, choices, form, out, most, listing=listing, measured=measured)
        if asked:
            click.echo(drawn, err=not asked.path.is_file() or (form is not None and out in {None, Path("-")}))
    except LookupError as error:
        raise Failure(str(error.args[0])) from error
    except ValueError as error:
        raise Failure(str(error)) from error


def _answer(  # noqa: PLR0913, PLR0917 - what was asked, and how the answer is wanted
    project: Project,
    found: Events,
    choices: Choices,
    form: str | None,
    out: Path | None,
    most: int | None,
    *,
    listing: bool,
    measured: bool,
) -> None:
    """Shows the table or writes the file; of a picture alone there is neither."""
    if form is None:
        click.echo(_shown(found, choices, most, listing=listing, measured=measured))
    elif form in FORMS:
        _write(project, found, choices, form, out, listing=listing)


def _refuse_tables(form: str | None, explain: tuple[str, str] | None, most: int | None, *, many: bool, measured: bool) -> None:
    """Says what of a table is asked for where there is none."""
    if explain is not None and (many or form):
        raise Failure(
            "--explain explains one number of one network: leave --events, --to and --out out, and with --window say which by --at"
        )
    if measured and (many or form or explain):
        raise Failure("--measures adds to the table of one network: leave --events, --window, --explain, --to and --out out")
    if most and (form or explain):
        raise Failure("--limit-rows cuts a table, and here is none: leave it out")


def _refuse_counting(counted: dict[str, Any]) -> None:
    """Says of what an event list does not depend on that it would be passed over."""
    unlike = {"rows": "actor", "normalization": "no", "duplicates": "include", "kernel": "no"}
    names = ("rows", "columns", "normalization", "duplicates", "isolates", "levels", "window", "kernel", "compat")
    if asked := [f"--{name}" for name in names if counted[name] and counted[name] != unlike.get(name)]:
        raise Failure(f"an event list is what networks are counted from, and is not counted itself: leave {', '.join(asked)} out")


def _form(form: str | None, out: Path | None) -> str | None:
    """The format asked for, by its name or by the file's ending; None where a table is."""
    if form or out is None:
        return form
    if out == Path("-"):
        raise Failure("--out - needs --to, which says the format")
    ending = out.suffix.lower().removeprefix(".")
    if ending not in {*FORMS, *IMAGES}:
        raise Failure(f"{out}: the ending names no format ({', '.join((*FORMS, *IMAGES))}): say it by --to")
    return ending


def _choices(counted: dict[str, Any]) -> Choices:
    """The choices as `stancegraph.discourse` has them.

    Raises:
        ValueError: A word that there is not, or two that do not go together.
    """
    from stancegraph import discourse

    if (kind := counted["type"].casefold().replace("-", "").replace("_", "")) in DNA and counted["type"] not in TYPES:
        raise ValueError(f"type: there is no {counted['type']!r} here: {DNA[kind]}")
    told = {name: value for name, value in counted.items() if value}
    return discourse.chosen_of(None, told)


def _explained(found: Events, choices: Choices, names: tuple[str, str], day: str | None) -> str:
    """One number in words; of a moving window that of the place whose middle is the day."""
    from stancegraph import discourse

    if choices.window is None:
        return str(discourse.network(found, choices).explain(*names))
    middles: list[str] = []
    for here in discourse.windows(found, choices):
        if here.middle == day:
            return f"{here.start} to {here.end}\n{here.explain(*names)}"
        middles.append(here.middle)
    between = f"the middles run from {middles[0]} to {middles[-1]}" if middles else "no window fits into the time of the events"
    raise Failure(f"--at {day}: no window of {choices.window} has its middle there; {between}")


def _shown(found: Events, choices: Choices, most: int | None, *, listing: bool, measured: bool) -> str:
    from stancegraph import discourse
    from stancegraph.cli import networktext
    from stancegraph.discourse.selecting import selected

    if listing:
        return networktext.events_text(selected(found, choices), choices, most or networktext.EVENTS)
    if choices.window:
        networks = _with_bar(discourse.windows(found, choices))
        return networktext.series_text(networks, choices, _left_out(found, choices), most or networktext.WINDOWS)
    return networktext.network_text(discourse.network(found, choices), most or networktext.TIES, measured=measured)


# -- files --------------------------------------------------------------------------------------------------------------------------


def _write(project: Project, found: Events, choices: Choices, form: str, out: Path | None, *, listing: bool) -> None:  # noqa: PLR0913 - what is wanted, and where
    """Writes the file, or the same to the standard output; what was left out, and what the format cannot keep, is told."""
    from stancegraph.cli import networktext
    from stancegraph.exports import forms

    writer = forms.form_of(form, "events" if listing else "series" if choices.window else "network")
    value = _counted(found, choices, listing=listing)
    if out is None or out == Path("-"):
        if not forms.FORMS[form].text:
            raise Failure(f"{form} is no text: give a file by --out")
        with TemporaryDirectory() as folder:
            doubts = list(writer(value, Path(folder) / "out"))
            click.echo((Path(folder) / "out").read_bytes(), nl=False)
    else:
        refuse_own(out, project)
        try:
            doubts = list(writer(value, out))
            told = f"{out}: {out.stat().st_size:,} bytes"
        except OSError as error:
            raise Failure(f"{out} cannot be written: {error.strerror or error}") from error
        click.echo(told, err=not out.is_file())
    for line in (*(f"warning: {doubt}" for doubt in doubts), networktext.left_out(_left_out(found, choices))):
        click.echo(line, err=True)


def _counted(found: Events, choices: Choices, *, listing: bool) -> Events | Network | Iterable[Network]:
    """What a file holds."""
    from stancegraph import discourse
    from stancegraph.discourse.selecting import selected

    if listing:
        return selected(found, choices)
    return _with_bar(discourse.windows(found, choices)) if choices.window else discourse.network(found, choices)


def _left_out(found: Events, choices: Choices) -> list[tuple[str, int]]:
    """How many statements are not counted, and why: by the choices, and by a window those of which nobody knows the day."""
    from stancegraph.discourse.events import UNDATED
    from stancegraph.discourse.selecting import selected

    kept = selected(found, choices)
    undated = int((kept.day == UNDATED).sum()) if choices.window else 0
    return [*kept.left_out, *([("without a date, and so in no window", undated)] if undated else [])]


def _with_bar(networks: Iterable[Network]) -> Iterable[Network]:
    """The networks of a window, with a bar on a terminal: how many there will be, nobody knows."""
    if not sys.stderr.isatty():
        return networks
    from rich.console import Console
    from rich.progress import track

    return track(networks, "counting windows", total=None, console=Console(stderr=True), transient=True)
