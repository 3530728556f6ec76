"""A paragraph in, the words out that it gives as somebody's: between quotation marks, or behind or before a reporting verb.

The verbs are English, and few. Behind "said" and "told" something is reported nearly always; "announced" or "warned" are as often
deeds ("announced a plan", "warned Borland") and count where "that" follows, or at the end of the sentence; "called" (a meeting, a
halt, upon) is left out.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

from stancegraph.passages import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from stancegraph.segments import Paragraph

__all__ = ["Report", "quotations", "reports"]

WORDS = 3  # between quotation marks; one or two are a name, or words that the writer holds at arm's length
THAT = 60  # code points from a verb to its "that": "declared after a one-day summit that"
SUBJECT = 6  # words at most between a comma and the verb behind it: ", a government statement said."
REACH = 400  # code points around a verb that are looked at
REST = 4  # words at most behind that verb: ", he told reporters on Monday."

_SAY = r"said|says|saying|told|tells|(?<!a )(?<!no )(?<!to )(?<!have )(?<!final )say"
_ASSERT = (
    "acknowledg(?:ed|es)|add(?:ed|s|ing)|admit(?:ted|s)|alleg(?:ed|es)|announc(?:ed|es|ing)|argu(?:ed|es|ing)|assert(?:ed|s)|"
    "claim(?:ed|s|ing)|complain(?:ed|s)|conced(?:ed|es)|conclud(?:ed|es)|confirm(?:ed|s)|contend(?:ed|s)|declar(?:ed|es|ing)|"
    "den(?:ied|ies)|emphasi[sz](?:ed|es)|explain(?:ed|s)|insist(?:ed|s|ing)|maintain(?:ed|s)|not(?:ed|es|ing)|predict(?:ed|s)|"
    "reiterat(?:ed|es)|remark(?:ed|s)|repeat(?:ed|s)|repl(?:ied|ies)|report(?:ed|s)|respond(?:ed|s)|stated|stress(?:ed|es)|"
    "suggest(?:ed|s)|tell(?:ing)?|testif(?:ied|ies)|warn(?:ed|s|ing)|writes|wrote"
)
_CUE = re.compile(
    rf"\b(?:(?P<source>according to)(?! plan| schedule| law)|(?P<say>{_SAY})|(?P<accuse>accus(?:ed|es|ing)(?! of\b))|(?P<claim>{_ASSERT}))\b",
    re.IGNORECASE,
)
_GAP = rf"[^,.;:\"\u201c\u201d]{{0,{THAT}}}?"
# "Announced on Monday that" and "warned the council that", but not "announced a plan that".
_THAT = re.compile(rf"\s(?:(?:after|again|also|at|before|by|in|last|later|on|to|today|yesterday)\s{_GAP}|[A-Z]{_GAP})?\bthat\b")
_ANY_THAT = re.compile(rf"{_GAP}\bthat\b")
_WILL = re.compile(rf"\s(?={_GAP}\s(?:will|would)\b)(?!{_GAP}\bthat\b)")
_OF = re.compile(rf"{_GAP}\sof\b")
_TAG = re.compile(r"\W*\Z|\s(?:after|at|before|early|earlier|in|last|late|later|on|this|to|today|yesterday|\w+day)\b", re.IGNORECASE)
_WARNS = re.compile(r"warn|claim|argu|insist|predict|suggest", re.IGNORECASE)
# Where what is reported ends and the writer goes on: "..., the clearest sign yet".
_ASIDE = re.compile(r",\s(?=(?:an?|which|who|whose|where|despite|the\s(?:\w+est|first|last|most|only))\s)|;\s")
_DASH = re.compile(r"\s(?:-{1,3}|[\u2012-\u2015])\s|\s?\u2014\s?|\s\(|\)")
_SUBORDINATE = re.compile(r"\W*(?:after|although|as|because|before|if|since|though|when|while)\s", re.IGNORECASE)
_RELATIVE = re.compile(r"\b(?:which|who|that)\s(?:\w+\s)?\Z")
_DOUBLE = re.compile('["\u201c\u201d\u201e\u201f\u00ab\u00bb\u300c\u300d\uff02]')
_OPENS = frozenset("\u00ab\u201e\u300c")
_BEFORE = frozenset("([-\u2013\u2014")
_SINGLE = re.compile(
    r"(?:(?<=[\s(\[])|\A)['\u2018](?=\w)[^'\u2018\u2019]{1,300}(?:['\u2019]\w[^'\u2018\u2019]{0,300}){0,5}['\u2019](?=[\s.,;:!?)\]]|\Z)"
)


class Report(NamedTuple):
    """Words that a sentence gives as somebody's, the cue that says so, and the words among which he is named."""

    span: Span
    cue: Span
    named: Span


def quotations(raw: str, paragraph: Span) -> list[Span]:
    """What stands between quotation marks in a paragraph and is speech, in order: `WORDS` or more, or its beginning; marks included.

    A mark behind a blank opens, the next one closes; one that is never closed runs to the end of the paragraph, as where a speech
    goes on in the next. Single marks count in pairs only: most are apostrophes.
    """
    found = list[Span]()
    for start, end in sorted([*_double(raw, paragraph), *(Span(*match.span()) for match in _SINGLE.finditer(raw, *paragraph))]):
        if found and start < found[-1].end:
            found[-1] = Span(found[-1].start, max(end, found[-1].end))
        elif start == paragraph.start or len(raw[start:end].split(None, WORDS)) >= WORDS:
            found.append(Span(start, end))
    return found


def _double(raw: str, paragraph: Span) -> Iterator[Span]:
    """The passages between double marks."""
    opened: int | None = None
    for mark in _DOUBLE.finditer(raw, *paragraph):
        before = raw[mark.start() - 1] if mark.start() > paragraph.start else " "
        if opened is None:
            opened = mark.start() if before.isspace() or before in _BEFORE or mark[0] in _OPENS else None
        elif not before.isspace() or mark[0] == "\u00bb":
            yield Span(opened, mark.end())
            opened = None
    if opened is not None:
        yield Span(opened, paragraph.end)


def reports(raw: str, paragraph: Paragraph, spoken: Sequence[Span]) -> Iterator[Report]:
    """What the sentences of a paragraph report in words of their own, in order; `spoken` are its `quotations`, whose verbs do not count."""
    for sentence in paragraph.sentences:
        for cue in _CUE.finditer(raw, *sentence):
            last = _last(spoken, cue.start())
            if last is None or last.end <= cue.start():
                yield from _reported(raw, sentence, cue, last)


def _last(spoken: Sequence[Span], at: int) -> Span | None:
    """The last quotation that begins before an offset."""
    number = bisect_right(spoken, (at, at))
    return spoken[number - 1] if number else None


def _reported(raw: str, sentence: Span, cue: re.Match[str], spoken: Span | None) -> Iterator[Report]:
    """What one cue reports."""
    start, end = max(sentence.start, cue.start() - REACH), min(sentence.end, cue.end() + REACH)
    verb, front, back = Span(*cue.span()), raw[start : cue.start()], raw[cue.end() : end]
    if cue["source"]:
        stop = cue.end() + (back.find(",") if "," in back else len(back))
        first = not re.search(r"\w", front)  # "According to Orr the dam ...": where the name ends only a comma would say
        for part in (Span(start, cue.start()), Span(cue.end() if first else stop, end)):
            yield Report(part, verb, Span(cue.end(), stop))
    elif spoken and sentence.start < spoken.end and _closed_by(raw, spoken, cue):
        named = Span(spoken.end, cue.start()) if re.search(r"\w", raw[spoken.end : cue.start()]) else Span(cue.end(), end)
        yield Report(Span(min(start, spoken.start), spoken.end), verb, named)
    elif "," in front and _is_tag(cue, front[front.rindex(",") :], back):
        comma = start + front.rindex(",")
        yield Report(Span(start, comma), verb, Span(comma, cue.start()))
    elif (said := _clause(cue, back)) is not None:
        told = Span(cue.end() + said, end)
        for part in _told(raw, told.start, _clause_end(raw, told, front if start == sentence.start else "")):
            yield Report(part, verb, Span(start, cue.start()))


def _clause(cue: re.Match[str], back: str) -> int | None:
    """How far behind a cue that leads its sentence the words begin that it reports; None where it reports none."""
    if cue["accuse"]:
        found = _OF.match(back)
    elif cue["say"]:
        found = _THAT.match(back) or re.match("", back)
    else:
        warns = _WARNS.match(cue[0])
        found = (_ANY_THAT if warns and cue[0].lower().startswith("warn") else _THAT).match(back) or (_WILL.match(back) if warns else None)
    return found.end() if found else None


def _closed_by(raw: str, spoken: Span, cue: re.Match[str]) -> bool:
    """Whether a cue is what direct speech has ended before ("Never," she said): behind a stop, and no other cue between."""
    stopped = raw[spoken.end - 2] in ",.?!\u2026" or raw.startswith((",", "."), spoken.end)
    return stopped and cue.start() - spoken.end < REACH and not _CUE.search(raw, spoken.end, cue.start())


def _is_tag(cue: re.Match[str], subject: str, rest: str) -> bool:
    """Whether a cue ends its sentence: ", a government statement said on Monday."; `subject` begins with the comma."""
    short = len(subject.split()) <= SUBJECT + 1 and len(rest.split()) <= REST and not _ANY_THAT.match(rest)
    return short and (cue[0].casefold() in {"told", "tells"} or _TAG.match(rest) is not None)


def _clause_end(raw: str, told: Span, front: str) -> int:
    """Where a clause that reports ends: at the comma, where it is itself a subordinate one ("As the minister said it would, ...")."""
    inner = _RELATIVE.search(front[-30:]) or (_SUBORDINATE.match(front) and "," not in front)
    comma = raw.find(",", *told) if inner else -1
    return comma if comma >= 0 else told.end


def _told(raw: str, start: int, end: int) -> Iterator[Span]:
    """What is told from here on: up to where the writer goes on himself, without what stands between dashes or brackets."""
    if aside := _ASIDE.search(raw, start, end):
        end = aside.start()
    edges = [start, *(at for dash in _DASH.finditer(raw, start, end) for at in dash.span()), end]
    yield from (Span(edges[k], edges[k + 1]) for k in range(0, len(edges), 4))
