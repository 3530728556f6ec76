"""Checks of quotes against the texts they come from, and against the lock (family SG4): whether the words stand there, and once."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from stancegraph import pasting
from stancegraph.folding import ELLIPSIS, folded
from stancegraph.likeness import LIKE, SLIP, closest
from stancegraph.passages import ELIDED, MOST, selection, spans
from stancegraph.problems import Problem, Severity
from stancegraph.quotations import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stancegraph.likeness import Closest, Difference
    from stancegraph.passages import Span, Text
    from stancegraph.records import Anchor, QuoteKey
    from stancegraph.texts import Evidence

__all__ = ["ambiguous", "changed", "not_found"]

SEARCHES = 100  # quotes for which one run looks for what was meant; each takes about ten milliseconds
FIRST_WORDS = 4  # of a passage, so that its place is plain
SHOWN = 3  # differences, and passages, that a message lists
WORDS_SHOWN = 6  # of a difference

_ANEW = "run `stancegraph anchor --texts DIR`"


def not_found(evidence: Evidence) -> Iterator[Problem]:
    """SG420 error: the quote is not in the text.

    The words do not stand in the text of the document. Line breaks, spaces, dashes and quotation marks of another kind do not
    matter, nor do passages left out ("a ... b", up to 500 characters) and words in square brackets; spelling and case do. The
    message shows the passage that is most like the quote, or the document in which the quote stands; for the first hundred quotes
    of a run, as that takes time.

    Text:
        The minister said that Arland will never recognise the dam.

    Bad:
        - Arland refuses to recognise the dam:
            source: herald
            quote: will never recognize the dam

    Good:
        - Arland refuses to recognise the dam:
            source: herald
            quote: will never recognise the dam
    """
    missing = ((key, quote) for key, _, quote in quoted(evidence.annotations) if evidence.spans.get(key) == ())
    for number, (key, quote) in enumerate(missing):
        what = f"the quote is not in the text of {key[0]!r}{_before(evidence.annotations.anchors.get(key))}"
        more, cure = (
            _meant(evidence, key)
            if number < SEARCHES
            else ("", f"correct the first {SEARCHES}: only for these the closest passage is looked for")
        )
        yield Problem("SG420", Severity.ERROR, quote.place, what + more, cure)


def _before(anchor: Anchor | None) -> str:
    """Where it stood when the text was anchored."""
    return f" (it stood at {anchor.start}-{anchor.end})" if anchor else ""


def _meant(evidence: Evidence, key: QuoteKey) -> tuple[str, str]:
    """What follows the message, and the help: the passage or the document that was probably meant."""
    slug, exact, before, after = key
    text = evidence.texts[slug]
    if (before or after) and (found := spans(text, exact)):
        return _not_beside(text, found, exact, evidence.annotations.project.quote_words)
    for other, each in evidence.texts.items():
        if other != slug and (found := spans(each, exact, before, after)):
            return f"; it is in that of {other!r}, line {each.line(found[0].start)}", f"write `source: {other}`"
    if halves := _elided(text, exact):
        return halves
    found_like = closest(text, exact)
    if found_like is None or found_like.similarity < LIKE:
        return "; no passage is like it", "copy the words from the text, and see whether `source:` names the right document"
    return _like(text, found_like, exact, evidence.annotations.project.quote_words)


def _not_beside(text: Text, found: list[Span], exact: str, most: int) -> tuple[str, str]:
    """The words are there, but not beside `before:` or `after:`."""
    if len(found) == 1:
        return "; without its `before:` and `after:` it is", f"write {pasting.line(exact)}"
    return f"; without its `before:` and `after:` it is, {len(found)} times", _told_apart(text, found, exact, most)


def _elided(text: Text, exact: str) -> tuple[str, str] | None:
    """Of a quote that leaves words out: that its parts are there but too far apart, or which part is not; None for other quotes."""
    parts = [part for part in folded(exact).split(ELLIPSIS) if any(map(str.isalnum, part))]
    if len(parts) < 2:  # noqa: PLR2004 - with one part nothing is left out
        return None
    lost = next((part for part in parts if not spans(text, part)), None)
    if lost is None:
        cure = f"an elision leaves out {ELIDED} characters at most, and the parts stand in the order of the text: quote one of them"
        return "; its parts are, but too far apart or in another order", cure
    like = closest(text, lost)
    if like is None or like.similarity < LIKE:
        return f"; no passage is like its part {_cut(lost)}", "copy the words from the text"
    more, cure = _like(text, like, lost, 0)
    return more.replace("% like it", f"% like its part {_cut(lost)}"), cure


def _like(text: Text, found: Closest, exact: str, quote_words: int) -> tuple[str, str]:
    words = pasting.between(text, found.span)
    first = " ".join(words.split()[:FIRST_WORDS])
    more = f"; {found.percent}% like it: \u201c{first} \u2026\u201d on line {text.line(found.span.start)}"
    told = [_told(each) for each in found.differences[:SHOWN]] + ["and more"] * (len(found.differences) > SHOWN)
    cure = "; ".join(told) or _unseen(words, exact)
    if found.similarity >= SLIP and len(words.split()) <= quote_words:
        line = pasting.offer(text, words, found.span, quote_words)
        cure += f"\nwrite {line}" if line else ""
    return more, cure


def _unseen(words: str, exact: str) -> str:
    """What differs where no word does."""
    ours, theirs = (folded(each).casefold() for each in (words, exact))
    if ours == theirs:
        return "the case of its letters differs"
    bare, other = ("".join(each.split()) for each in (ours, theirs))
    return "its blanks differ" if bare == other else "a letter or a mark at its end differs"


def _told(difference: Difference) -> str:
    text, quote = (_cut(words) for words in difference)
    if not quote:
        return f"the quote lacks {text}"
    return f"the text has {text}, the quote {quote}" if text else f"the text lacks {quote}"


def _cut(words: str) -> str:
    """At most so many words as tell what differs; "" for none."""
    listed = words.split()
    return repr(" ".join(listed[:WORDS_SHOWN]) + (" \u2026" if len(listed) > WORDS_SHOWN else "")) if listed else ""


def ambiguous(evidence: Evidence) -> Iterator[Problem]:
    """SG421 error: the quote stands in the text more than once.

    A quote points at one passage. Lengthen it until it stands once, or say with `before:` or `after:` which passage is meant; the
    message has both, ready to paste, for the first hundred quotes of a run.

    Text:
        Arland opposes the dam, said the minister. Corland says that Arland opposes the dam out of habit.

    Bad:
        - Arland opposes the dam:
            source: herald
            quote: Arland opposes the dam

    Good:
        - Arland opposes the dam:
            source: herald
            quote: Arland opposes the dam, said
    """
    several = ((key, quote) for key, _, quote in quoted(evidence.annotations) if len(evidence.spans.get(key, ())) > 1)
    for number, (key, quote) in enumerate(several):
        found = evidence.spans[key]
        times = f"{len(found)}{' times or more' if len(found) >= MOST else ' times'}"
        what = f"the quote stands {times} in the text of {key[0]!r}{_before(evidence.annotations.anchors.get(key))}"
        cure = "lengthen it, or tell the passages apart by `before:` or `after:`"
        if number < SEARCHES:
            cure = _told_apart(evidence.texts[key[0]], list(found), quote.exact, evidence.annotations.project.quote_words)
        yield Problem("SG421", Severity.ERROR, quote.place, what, cure)


def _told_apart(text: Text, found: list[Span], exact: str, quote_words: int) -> str:
    """A line to paste for each of the first passages: the shortest lengthening within so many words, and the words beside it."""
    lines, chosen = ["write the one that you mean:"], selection(text, exact)
    for span in found[:SHOWN]:
        before, after = pasting.apart(text, chosen, span)
        told = [longer] if (longer := pasting.lengthened(text, span, quote_words)) else []
        told += [pasting.line(exact, before, after)] if before or after else []
        lines.append(f"line {text.line(span.start)}: {' or '.join(told) or 'nothing near it tells it apart'}")
    return "\n".join(lines + [f"and {len(found) - SHOWN} more"] * (len(found) > SHOWN))


def changed(evidence: Evidence) -> Iterator[Problem]:
    """SG422 warning: a text is not the one that was anchored.

    The lock holds a digest of each text (SHA-256 of its file). This text has another one, so it was edited or replaced since its
    quotes were anchored; or the text is the same and the lock has other offsets for its quotes than this program finds. The
    message says how many of them still stand in it once. `anchor` writes their new offsets and lists those that do not.

    Text:
        Arland opposes the dam, said the minister.

    Lock:
        {"version": 1, "documents": {
          "herald": {"sha256": "0000000000000000000000000000000000000000000000000000000000000000", "quotes": [
            {"exact": "opposes the dam", "start": 10, "end": 25}]}}}

    Bad:
        - Arland opposes the dam:
            source: herald
            quote: opposes the dam

    Good:
        - Arland opposes the dam:
            source: tribune
    """
    notes = evidence.annotations
    digests = notes.digests or {}
    held, fitting, moved = Counter[str](), Counter[str](), Counter[str]()
    for key, anchor in notes.anchors.items() if digests else ():
        found = evidence.spans.get(key)
        held[key[0]] += found is not None
        fitting[key[0]] += found is not None and len(found) == 1
        moved[key[0]] += found is not None and len(found) == 1 and found[0] != anchor[:2]
    for slug, text in evidence.texts.items():
        if slug not in digests:
            continue
        if text.sha256 != digests[slug]:
            what = (
                f"the text of {slug!r} has changed since it was anchored: {fitting[slug]} of its {held[slug]} quotes still stand in it once"
            )
        elif moved[slug]:
            what = f"the lock has other offsets for {moved[slug]} of {held[slug]} quotes in the text of {slug!r}"
        else:
            continue
        yield Problem("SG422", Severity.WARNING, notes.documents[slug].place, what, _ANEW)
