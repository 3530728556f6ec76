"""The commands that hold the annotations against the texts they were read in: anchor, quote, coverage."""

from __future__ import annotations

import os
import sys
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import click

from stancegraph import loader, lock
from stancegraph.cli.options import Failure, example, load, project_option, texts_option, usable
from stancegraph.problems import Severity
from stancegraph.telling import tell

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from stancegraph.anchoring import Anchoring
    from stancegraph.passages import Text
    from stancegraph.project import Project
    from stancegraph.records import Annotations, Document
    from stancegraph.texts import Evidence

__all__: Sequence[str] = ["anchor", "coverage", "quote"]

FIRST_WORDS = 4  # of a passage, so that its place is plain
FORMS = {".html": "html", ".htm": "html", ".json": "json"}
LISTED = 10  # documents, and passages, named one by one


@click.command(epilog=example("stancegraph anchor --texts ../articles", "stancegraph anchor my-project --texts ~/articles"))
@click.argument("path", default=".", type=click.Path(path_type=Path))
@texts_option(required=True)
def anchor(path: Path, texts: Path) -> None:
    """Finds every quote of PATH (a file or project folder) in the texts and writes where it stands into annotations.lock.

    Quotes of documents whose text is not in DIR keep their anchors; where a broken lock would lose them, nothing is written. A quote
    that is not found, or found twice, is listed and has no anchor; then, too, the command ends with 1.
    """
    from stancegraph import anchoring

    project, target = load(path, texts), lock.beside(loader.find(path))
    others = [p for p in project.problems if p.severity is Severity.ERROR and p.code not in {*loader.LOST, "SG425"}]
    if others or project.evidence is None:
        usable(project, undone="anchored")
        return
    done = anchoring.anchored(project.evidence)
    tell([problem for problem in project.problems if problem.code in loader.LOST], "text")
    _tell_unreadable(project.annotations, done.kept, texts)
    if reason := _refusal(project, project.evidence, done, target):
        click.echo(f"{reason}: nothing was anchored", err=True)
        sys.exit(1)
    try:
        lock.write(done.lock, target)
    except OSError as error:
        raise Failure(f"{target} cannot be written: {error.strerror or error}") from error
    if any(problem.code == "SG425" for problem in project.problems):
        click.echo(f"{target.name} was broken and has been written anew", err=True)
    _tell_kept(done)
    click.echo(_summary(done))
    sys.exit(1 if done.lost else 0)


def _refusal(project: Project, evidence: Evidence, done: Anchoring, target: Path) -> str | None:
    """Why the lock is not written, if it is not; misuse where the former file is none of ours."""
    broken = [problem for problem in project.problems if problem.code == "SG425"]
    if broken and not lock.ours(broken[0].place.source.text):
        main = project.path.name if project.path else loader.MAIN_FILE
        raise Failure(f"{target} is no lock of stancegraph: move it away, or rename {main}")
    if target.exists() and not target.is_file():  # a pipe would be waited for
        raise Failure(f"{target} is no file: move it away")
    if broken and lock.newer(broken[0]):
        tell(broken, "text")
        return "a later stancegraph wrote the lock"
    if broken:
        click.echo(broken[0].headline(), err=True)
    if broken and done.unseen:
        return (
            f"{target.name} is broken and may hold what was anchored of {_listed(done.unseen)}, of which no text is here; take it from git "
            f"(`git checkout {'--ours ' if lock.merged(broken[0].place.source.text) else ''}{target.name}`), or give a folder with all texts"
        )
    if done.unseen and not evidence.texts:
        return f"no text here of {_listed(done.unseen)}"
    return None


def _tell_unreadable(annotations: Annotations, slugs: Iterable[str], texts: Path) -> None:
    """What is wrong with files that are there, but are no texts."""
    from stancegraph.texts import Unread, read

    for slug in slugs:
        text = read(annotations.documents[slug], texts)
        if isinstance(text, Unread) and not text.absent:
            click.echo(f"no text of {slug!r}: {text.reason}; {text.cure}", err=True)


def _tell_kept(done: Anchoring) -> None:
    """Which documents have no text here, and what that means for their quotes."""
    bare = {slug for slug, *_ in done.bare}
    for slugs, fate in (
        ([slug for slug in done.kept if slug in done.lock.digests and slug not in bare], "what was anchored of it holds as before"),
        (
            [slug for slug in done.unseen if slug in done.lock.digests and slug in bare],
            "what was anchored of it holds, new quotes have no anchor",
        ),
        ([slug for slug in done.unseen if slug not in done.lock.digests], "its quotes have no anchor"),
    ):
        if slugs:
            click.echo(f"no text here of {_listed(slugs)}: {fate}", err=True)
    if done.held:
        new = [slug for slug in done.unseen if slug not in done.lock.digests]
        click.echo(
            f"{_listed(done.held)}: no longer declared, what was anchored of it is kept, as {_listed(new)} may be what it is called now; then "
            f"write `was: {done.held[0]}` under it; else it goes as soon as all texts are here",
            err=True,
        )


def _listed(slugs: Sequence[str]) -> str:
    more = f" and {len(slugs) - LISTED} more" if len(slugs) > LISTED else ""
    return ", ".join(slugs[:LISTED]) + more


def _summary(done: Anchoring) -> str:
    """`5 documents, 297 quotes anchored, 40 of them looked up, 3 moved, 1 lost, 2 dropped`."""
    documents, quotes = len(done.lock.digests), len(done.lock.anchors)
    some = f"{done.looked_up:,} of them looked up, " if done.looked_up < quotes else ""
    return (
        f"{documents:,} document{'' if documents == 1 else 's'}, {quotes:,} quote{'' if quotes == 1 else 's'} anchored, {some}"
        f"{len(done.moved):,} moved, {len(done.lost):,} lost, {len(done.dropped):,} dropped"
    )


def _complete_document(context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[str]:
    try:
        notes = loader.load(context.params.get("path") or ".").annotations
    except OSError:
        return []
    return [slug for slug in notes.documents if slug.startswith(incomplete)]


@click.command(
    epilog=example(
        'stancegraph quote cnn-2008-02-14 "never recognize" --texts ../articles',
        'stancegraph quote herald "the dam ... the river" --texts ~/articles -p my-project',
    )
)
@click.argument("document", shell_complete=_complete_document)
@click.argument("words")
@texts_option(required=True)
@project_option
def quote(document: str, words: str, texts: Path, path: Path) -> None:
    """Finds WORDS in the text of DOCUMENT (its slug or title) and prints the line that quotes them, ready to paste.

    Words that stand there more than once are lengthened by a few words, else get a `before:` or `after:`; too many words are cut to as
    few as stand once. Where a slip of the hand keeps the words from being found, the passage most like them is quoted.
    """
    if not any(map(str.isalnum, words)):
        raise Failure("WORDS holds no letter and no digit: give words of the text")
    notes = load(path).annotations
    text = _text(_document(notes, document), texts)
    _offer(text, words, notes.project.quote_words)


def _document(notes: Annotations, word: str) -> Document:
    """The document of that slug or title."""
    from stancegraph.spelling import key, nearest

    if word in notes.documents:
        return notes.documents[word]
    named = [each for each in notes.documents.values() if key(word) in map(key, each.names)]
    if len(named) > 1:
        raise Failure(f"{word!r} names {_listed([each.slug for each in named])}: write the slug")
    if named:
        return named[0]
    close = nearest(word, notes.documents)
    listed = f"did you mean {close!r}?" if close else f"there are {_listed([*notes.documents])}" if notes.documents else "none is declared"
    raise Failure(f"no document is called {word!r}; {listed}")


def _text(document: Document, texts: Path) -> Text:
    from stancegraph.texts import Unread, read

    text = read(document, texts)
    if isinstance(text, Unread):
        raise Failure(f"no text of {document.slug!r}: {text.reason}; {text.cure}")
    return text


def _offer(text: Text, words: str, most: int) -> None:
    """Prints the lines, and on stderr where each passage stands; ends with 1 where there is none."""
    from stancegraph import pasting
    from stancegraph.passages import spans
    from stancegraph.quotations import length

    found = spans(text, words)
    if not found:
        words = _meant(text, words)
        found = spans(text, words)
    offers = list(islice(pasting.offers(text, words, most), LISTED))
    for each in offers:
        note = f"line {text.line(each.span.start)}, offsets {each.span.start}-{each.span.end}"
        if each.line is None:
            click.echo(f"{note}: nothing near tells it from its equals", err=True)
        else:
            click.echo(each.line + (f"  # {note}" if len(offers) > 1 else ""))
            if len(offers) == 1:
                click.echo(note, err=True)
    if length(words) > most and any(each.line for each in offers):
        click.echo(f"a quote has at most {most} words here: these are the first that tell the passage from all others", err=True)
    if len(found) > LISTED:
        click.echo(f"and {len(found) - LISTED:,} more: ask for more words", err=True)
    sys.exit(0 if any(each.line for each in offers) else 1)


def _meant(text: Text, words: str) -> str:
    """The words of the text that were probably meant; ends with 1 where no passage is so like them that a slip of the hand can be all."""
    from stancegraph import pasting
    from stancegraph.likeness import LIKE, SLIP, closest

    like = closest(text, words)
    if like is None or like.similarity < LIKE:
        click.echo("the words are not in the text, and no passage is like them", err=True)
        sys.exit(1)
    passage = pasting.between(text, like.span)
    first = " ".join(passage.split()[:FIRST_WORDS])
    if like.similarity < SLIP:
        where = f"\u201c{first} \u2026\u201d on line {text.line(like.span.start)}"
        click.echo(f"the words are not in the text; {where} is {like.percent}% like them: ask for what stands there", err=True)
        sys.exit(1)
    click.echo(f"the words are not in the text; the closest passage is {like.percent}% like them:", err=True)
    return passage


def _not_a_source(out: Path, texts: Path, project: Project) -> None:
    """Misuse where a report would be written over a file of the project, or over a text."""
    from stancegraph.coverage import is_report

    target, main = Path(os.path.realpath(out)), project.path
    if main and target in {main, lock.beside(main), *(main.parent / source.path for source in project.sources)}:
        raise Failure(f"--out {out} belongs to the project: choose another file")
    named = {document.text or f"{document.slug}.txt" for document in project.annotations.documents.values()}
    texts = Path(os.path.realpath(texts))
    try:
        among = target.is_relative_to(texts) and target.is_file() and not is_report(target.read_bytes())
    except OSError as error:
        raise Failure(f"{out} cannot be written: {error.strerror or error}") from error
    if among or any(target == Path(os.path.realpath(texts / name)) for name in named if "\0" not in name):
        raise Failure(f"--out {out} lies among the texts: choose another file")


@click.command(
    epilog=example(
        "stancegraph coverage --texts ../articles",
        "stancegraph coverage my-project --texts ~/articles --format html --out coverage.html",
    )
)
@click.argument("path", default=".", type=click.Path(path_type=Path))
@texts_option(required=True)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "html", "json"]),
    help="How the report is written: text, or by the ending of FILE.",
)
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help="Writes the report into FILE; - is the standard output."
)
def coverage(path: Path, texts: Path, form: str | None, out: Path | None) -> None:
    """Counts, for each document of PATH (a file or project folder), the sentences that carry a statement.

    Sentences without one are listed by line and first words, unless the document's `uncoded:` gives the reason; then come documents
    without a text, statements without a quote, actors that never act or speak, issues with one source, and issues without a side.
    """
    from stancegraph.coverage import coverage as measured
    from stancegraph.exports.files import replacing

    project = load(path, texts)
    out = None if out == Path("-") else out
    if out is not None:
        _not_a_source(out, texts, project)
    lost = [problem for problem in project.problems if problem.code in loader.LOST]
    if project.evidence is None or any(p.severity is Severity.ERROR for p in project.problems if p.code not in loader.LOST):
        usable(project, undone="counted")
        return
    if lost:
        click.echo(
            f"{len(lost):,} quote{'' if len(lost) == 1 else 's'} not found once and left out: see `stancegraph check --texts`", err=True
        )
    _tell_unreadable(project.annotations, sorted(project.annotations.documents.keys() - project.evidence.texts.keys()), texts)
    report = measured(project.evidence)
    form = form or FORMS.get(out.suffix.lower() if out else "", "text")
    shown = {"text": report.to_text, "html": report.to_html, "json": report.to_json}[form]()
    if out is None:
        click.echo(shown, nl=False)
        return
    try:
        with replacing(out) as file:
            file.write(shown)
    except OSError as error:
        raise Failure(f"{out} cannot be written: {error.strerror or error}") from error
    click.echo(report.summary())
