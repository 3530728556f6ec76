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
SUBJECT = 12  # words at most between a comma and the verb behind it: ", a government statement said."
REACH = 400  # code points around a verb that are looked at

_SAY = r"said|says|saying|told|tells|(?<!a )(?<!no )(?<!to )(?<!have )(?<!final )(?<!their )(?<!his )(?<!her )(?<!its )say"
_ASSERT = (
    "acknowledg(?:ed|es)|add(?:ed|s|ing)|admit(?:ted|s)|alleg(?:ed|es)|announc(?:ed|es|ing)|argu(?:ed|es|ing)|assert(?:ed|s)|"
    "believ(?:ed|es)|claim(?:ed|s|ing)|complain(?:ed|s)|conced(?:ed|es)|conclud(?:ed|es)|confirm(?:ed|s)|contend(?:ed|s)|"
    "declar(?:ed|es|ing)|den(?:ied|ies)|emphasi[sz](?:ed|es)|explain(?:ed|s)|hint(?:ed|s)|indicat(?:ed|es)|insist(?:ed|s|ing)|"
    "made (?:it )?clear|maintain(?:ed|s)|makes (?:it )?clear|not(?:ed|es|ing)|point(?:ed|s|ing) out|predict(?:ed|s)|promis(?:ed|es)|"
    "recall(?:ed|s)|reiterat(?:ed|es)|remark(?:ed|s)|repeat(?:ed|s)|repl(?:ied|ies)|report(?:ed|s)|respond(?:ed|s)|stated|"
    "stress(?:ed|es)|suggest(?:ed|s)|(?<!can )(?<!could )(?<!to )tell(?:ing)?|testif(?:ied|ies)|thinks|tweet(?:ed|s)|vow(?:ed|s)|warn(?:ed|s|ing)|writes|wrote"
)
_NAMED = r"(?:his|her|its|their|(?-i:[A-Z])[\w'\u2019-]*(?:\s(?-i:[A-Z])[\w'\u2019-]*){0,3})"
_CUE = re.compile(
    r"\b(?:(?P<source>according to(?! plan| schedule| law)|in the (?:eyes|opinion|view|words) of)"
    rf"|(?P<eyes>in {_NAMED} (?:eyes|opinion|view|words))"
    rf"|(?P<say>{_SAY})|(?P<accuse>accus(?:ed|es|ing)(?! of\b))|(?P<claim>{_ASSERT}))\b",
    re.IGNORECASE,
)
_GAP = rf"[^,.;:\"\u201c\u201d]{{0,{THAT}}}?"
_FINITE = "is|are|was|were|has|have|had|will|would|can|could|may|might|must|should|does|did|do"
# "Announced on Monday that" and "said after a one-day summit that", but not "announced a plan that", nor "said Arland has a dam that".
_INNER = rf"(?:\s(?!(?:and|but|that|{_FINITE})\b)[\w.'\u2019-]+)"
_DAY = r"(?:on\s)?(?:(?:last|this|next|early|late)\s)?\w+day(?:\s(?:morning|afternoon|evening|night))?|on\s\d{1,2}\s\w+|on\s\w+\s\d{1,2}"
_STEP = rf"\s(?:{_DAY}|(?:after|again|also|at|before|by|during|earlier|in|last|later|through|to|today|yesterday){_INNER}{{0,4}}?)"
_THAT = re.compile(rf"(?:{_STEP}){{0,3}}?\sthat\b")
_TOLD_THAT = re.compile(rf"{_INNER}{{0,3}}?(?:{_STEP}){{0,3}}?\sthat\b")
_ANY_THAT = re.compile(rf"{_GAP}\bthat\b")
# "Argued the river would rise", "claims it has won" and "claims Arland opposes", but not "claims the river", nor "the river that was".
_CLAUSE = re.compile(
    rf"\s(?=(?:(?!\s(?:and|but|that|which|who|whose)\b)[^,.;:\"\u201c\u201d]){{0,{THAT}}}?\s(?:{_FINITE})\b)"
    r"|\s(?=(?:the\s)?(?:[A-Z][\w-]*\s){1,4}[a-z]+(?:s|ed)\b)"
)
_HAS_FINITE = re.compile(rf"[^,.;:]*\s(?:{_FINITE})\b")
_NOUN = re.compile(
    r"(?:'s|s'|\u2019s|s\u2019|\b(?:all|any|her|his|its|many|no|of|old|our|some|such|the|their|these|those))\s\Z", re.IGNORECASE
)
_COLON = re.compile(r"(?:\s[\w'\u2019-]+){0,3}:\s")
_OF = re.compile(rf"{_GAP}\sof\b")
# What may stand between a verb and the end of its sentence: "told the BBC in an interview on Monday evening."
_DET = r"the|an?|his|her|its|their|this|that|last|next"
_NO_NOUN = rf"(?!(?:{_DET}|it|he|she|they|we|there|{_FINITE})\b)"
_NOUNS = rf"(?:(?:{_DET})\s)?{_NO_NOUN}[\w.'\u2019-]+(?:\s{_NO_NOUN}[\w'\u2019-]+){{0,2}}?"
_WHEN = r"\s(?:today|yesterday|tomorrow|again|earlier|later|\w+day(?:\s(?:morning|afternoon|evening|night))?|(?:last|this|late|early)\s\w+)"
_WHERE = rf"\s(?:about|after|at|before|by|during|for|from|in|of|on|to|with)\s{_NOUNS}"
_TAIL = rf"(?:{_WHEN}|{_WHERE}){{0,4}}\W*\Z"
_TAG = re.compile(_TAIL, re.IGNORECASE)
_TOLD_TAG = re.compile(rf"\s{_NOUNS}{_TAIL}", re.IGNORECASE)
# ", said Ada Orr", ", warned the minister on Monday": the subject behind its verb.
_NOT_BEHIND = re.compile(r"\s(?:that|to|it|he|she|they|we|there|in|on|at|after|before|when|as|no|not)\b", re.IGNORECASE)
# "That said, ...", "it goes without saying", "said no", "little was said of it": nothing is reported.
_SAID_SO = re.compile(
    r"\A\W*(?:with\s|all\s)*that\s\Z|\b(?:all|be|being|easier|having|the|truth|without)\s\Z|\b(?:anything|everything|what|whatever)\s(?:\w+\s){1,3}\Z",
    re.IGNORECASE,
)
_NOTHING = re.compile(
    r"\s(?:and\sdone\b|of\b|than\b|to\b|[\"'\u201c\u2018]?(?:no|yes|so)(?=[\"'\u201d\u2019]|\s(?:and|but|to)\b|\W*\Z|[,.;:!?)])"
    r"|(?:\w+\s)?(?:nothing|little|much)(?=\s(?:about|and|as|but|in|more|of|on|to|when|where|while)\b|\W*\Z|[,.;:!?)])"
    r"|(?:farewell|goodbye|hello|sorry|thanks?)\b|(?:an?|the|his|her|its|their)\s(?:\w+\s)?(?:jokes?|lies?|story|stories|tales?|truth)\b)",
    re.IGNORECASE,
)
# These may do without "that".
_WARNS = re.compile(r"acknowledg|admi|argu|believ|claim|conced|confirm|insist|predict|suggest|think|vow|warn", re.IGNORECASE)
# Where what is reported ends and the writer goes on: "..., the clearest sign yet".
_ASIDE = re.compile(r",\s(?=(?:an?|which|who|whose|where|despite|the\s(?:\w+est|first|last|most|only))\s)|;\s")
_DASH = re.compile(r"\s(?:-{1,3}|[\u2012-\u2015])\s|\s?\u2014\s?|\s\(|\)")
_SUBORDINATE = re.compile(r"\W*(?:after|although|as|because|before|if|since|though|when|while)\s", re.IGNORECASE)
_WHO = re.compile(r"\s*(?:who|whose|which|that)\b", re.IGNORECASE)
_RELATIVE = re.compile(r"\b(?:(?:which|who|that)\s(?:\w+\s)?|whose\s(?:\w+\s){1,3})\Z")
_AS = re.compile(r",\sas\s[^,]*\Z")
_NO_SUBJECT = re.compile(r"\s*(?:as|to)\b|.*\b(?:never|that|which|whom)\b")
_QUOTED_ALONE = re.compile('\\s["\u201c][^"\u201c\u201d]*["\u201d](?=\\s(?:and|but|then)\\b(?!\\sthat\\b))')
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
    if cue["source"] or cue["eyes"]:
        yield from _by_source(cue, Span(start, end), front, back)
    elif spoken and sentence.start < spoken.end and _closed_by(raw, spoken, cue):
        named = Span(spoken.end, cue.start()) if re.search(r"\w", raw[spoken.end : cue.start()]) else Span(cue.end(), end)
        yield Report(Span(min(start, spoken.start), spoken.end), verb, named)
    elif cue["say"] and (_SAID_SO.search(front) or _NOTHING.match(back)):
        return
    elif _is_behind(cue, front, back):
        stop = cue.end() + (back.find(",") if "," in back else len(back))
        yield Report(Span(start, start + front.rindex(",")), verb, Span(cue.end(), stop))
    elif "," in front and _is_tag(cue, front[front.rindex(",") + 1 :], back):
        comma = start + front.rindex(",")
        yield Report(Span(start, comma), verb, Span(comma, cue.start()))
        if back.startswith(","):
            yield Report(Span(cue.end(), end), verb, Span(comma, cue.start()))
    elif (said := _clause(cue, front, back)) is not None:
        told = Span(cue.end() + said, end)
        stop = _clause_end(raw, told, front if start == sentence.start else "")
        for part in _told(raw, told.start, stop, listed=raw[told.start - 2 : told.start - 1] == ":"):
            yield Report(part, verb, Span(start, cue.start()))


def _by_source(cue: re.Match[str], around: Span, front: str, back: str) -> Iterator[Report]:
    """What "according to Orr" or "in Orr's view" gives as hers: what stands before it, and behind it or its comma."""
    verb, comma = Span(*cue.span()), cue.end() + back.find(",") if "," in back else None
    if cue["eyes"]:
        stop, named = comma or cue.end(), verb
    else:
        stop = around.end if comma is None else comma
        named = Span(cue.end(), stop)
        if not re.search(r"\w", front):  # "According to Orr the dam ...": where the name ends only a comma would say
            stop = cue.end()
    for part in (Span(around.start, cue.start()), Span(stop, around.end)):
        yield Report(part, verb, named)


def _clause(cue: re.Match[str], front: str, back: str) -> int | None:
    """How far behind a cue that leads its sentence the words begin that it reports; None where it reports none."""
    if cue["accuse"]:
        found = _OF.match(back)
    elif cue["say"]:
        found = _COLON.match(back) or (_TOLD_THAT if _is_told(cue) else _THAT).match(back) or re.match("", back)
    else:
        addressed = _is_told(cue) or cue[0].lower().startswith("warn")
        found = _COLON.match(back) or (_TOLD_THAT if addressed else _THAT).match(back)
        if not found and _WARNS.match(cue[0]) and not _NOUN.search(front):
            found = _CLAUSE.match(back)
        found = found or (_ANY_THAT.match(back) if addressed else None)
    return found.end() if found else None


def _is_told(cue: re.Match[str]) -> bool:
    """Whether the verb takes whom it is said to as its object."""
    return cue[0].casefold() in {"told", "tells", "tell", "telling"}


def _closed_by(raw: str, spoken: Span, cue: re.Match[str]) -> bool:
    """Whether a cue is what direct speech has ended before ("Never," she said): behind a stop, and no other cue between."""
    stopped = raw[spoken.end - 2] in ",.?!\u2026" or raw.startswith((",", "."), spoken.end)
    return stopped and cue.start() - spoken.end < REACH and not _CUE.search(raw, spoken.end, cue.start())


def _is_tag(cue: re.Match[str], subject: str, rest: str) -> bool:
    """Whether a cue ends its sentence, or stands between two commas: ", a government statement said on Monday.", ", officials say,".

    `subject` is what stands between the comma and the cue.
    """
    told = _is_told(cue)
    if (rest.startswith(",") and _WHO.match(subject)) or _NO_SUBJECT.match(subject):
        return False
    if rest.startswith(",") and subject.strip():
        return len(subject.split()) <= SUBJECT
    return 0 < len(subject.split()) <= SUBJECT and bool(_TAG.match(rest) or (told and _TOLD_TAG.match(rest)))


def _is_behind(cue: re.Match[str], front: str, back: str) -> bool:
    """Whether the subject of a cue stands behind it, and what is reported in front: ", said Ada Orr."."""
    told, comma, rest = front.rstrip().rpartition(",")
    if not comma or rest or cue["accuse"] or _is_told(cue) or cue[0].casefold() == "saying" or _NOT_BEHIND.match(back):
        return False
    if cue["claim"] and not _TOLD_TAG.match(back):
        return False
    if _HAS_FINITE.match(back):
        return False
    # "Ada Orr, the minister, said ...", "The minister, Ada Orr, said ..." and "The report, seen by us, says ..." are subjects.
    first, more, _ = told.partition(",")
    last = told.rpartition(",")[2]
    return not more or not (_is_name(first) or _is_name(last) or _WHO.match(last) or not _HAS_FINITE.match(told.replace(",", "")))


def _is_name(words: str) -> bool:
    return bool(words.strip()) and all(word[:1].isupper() for word in words.split())


def _clause_end(raw: str, told: Span, front: str) -> int:
    """Where a clause that reports ends: at the comma, where it is itself a subordinate one ("As the minister said it would, ...")."""
    if alone := _QUOTED_ALONE.match(raw, told.start, told.end):
        return alone.end()
    inner = _RELATIVE.search(front[-30:]) or _AS.search(front) or (_SUBORDINATE.match(front) and "," not in front)
    comma = raw.find(",", *told) if inner else -1
    return comma if comma >= 0 else told.end


def _told(raw: str, start: int, end: int, *, listed: bool) -> Iterator[Span]:
    """What is told from here on, without what the writer puts in between commas, dashes or brackets, up to where he goes on himself.

    Behind a colon a list may follow (`listed`), whose semicolons end nothing.
    """
    aside, at = list[Span](), start
    while found := _ASIDE.search(raw, at, end):
        at = found.end()
        if raw[found.start()] == ";":
            end = end if listed else found.start()
            continue
        close = raw.find(",", at, end)
        if close < 0:
            end = found.start()
        else:
            aside.append(Span(found.start(), close + 1))
            at = close  # the comma that closes one may open the next
    dashes = [Span(*dash.span()) for dash in _DASH.finditer(raw, start, end)]
    aside += [Span(one.start, other.end) for one, other in zip(dashes[::2], [*dashes[1::2], Span(end, end)], strict=False)]
    for left_out in sorted(aside):
        if start < left_out.start:
            yield Span(start, left_out.start)
        start = max(start, left_out.end)
    if start < end:
        yield Span(start, end)
