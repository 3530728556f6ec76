"""Checks of what the quoted words say against their statement: that it is ahead, denied, or true of a part (family SG4).

The words are English; of quotes in other languages nothing is said. No list of idioms is complete: a warning that does not hold is
silenced with its reason.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from stancegraph.dates import is_later
from stancegraph.inflection import inflections
from stancegraph.problems import Problem, Severity
from stancegraph.records import Mode, Scope, Status
from stancegraph.relations import RelationKind
from stancegraph.stances import polarity_of, relation_closure

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from stancegraph.records import Actor, Annotations, Quote, Statement
    from stancegraph.relations import Relation

__all__ = ["ABOUT_THE_FUTURE", "ahead", "announced", "denied", "partial"]

ABOUT_THE_FUTURE = frozenset({"accuses", "calls-on", "expects", "offers", "predicts", "promises", "threatens", "urges"})
"""Acts of speech: whoever promises that he will send a mission has promised already."""

_BE = r"(?:is|are|was|were|be|been|being)"
# A will is wanted, not what is to come, behind these; what "will stay" behind "that" is told of the thing and not of the deed.
_NOUN = "a|any|at|free|good|ill|its|his|her|their|no|of|our|own|political|popular|public|strong|that|the|which|who|with"
_PLAN = (
    r"\bplann?(?:s|ed|ing)?\s+to\b"
    r"|(?<!long-)(?<!long )(?<!well-)(?<!well )(?<!had )\bplanned\b"
    # "EU plans mission", and neither "a plan" nor "the plans of"
    r"|(?<![\w-])(?<!\bthe )(?<!\bits )(?<!\bhis )(?<!\bher )(?<!\btheir )(?<!\bno )\bplans\s+(?:(?:a|an|the|its)\s+)?(?!at\b|by\b|for\b|from\b|in\b|of\b|on\b|with\b|and\b|are\b|were\b|have\b|that\b)\w"
)
_AHEAD = re.compile(
    rf"(?<![\w-])(?<!\bas )(?<!\bthan )expected\b(?!\s+since\b)"
    rf"|(?<![\w'\u2019-])(?-i:will|WILL|won['\u2019]t)(?![\w'\u2019-])"
    rf"|(?<![\w-])(?:would|could|shall)\b"
    rf"|{_PLAN}"
    r"|(?<!well-)\bprepar(?:e|es|ed|ing)\b(?!\s+(?:remarks?|speech|statements?|text)\b)|(?<!\bin )\bpreparations?\s+(?:for|to)\b"
    rf"|\b{_BE}\s+(?:about|due|ready|set)\s+to\b|\blikely\s+to\b|\bintend(?:s|ed)?\b|\bagreed\s+(?:on\s+\w+\s+)?to\b|\bdecision\s+to\b"
    r"|\bhopes?\s+to\b|\bloom(?:s|ing)\b",
    re.IGNORECASE,
)
_MODAL = re.compile(rf"\b(?:{_NOUN})\s\Z", re.IGNORECASE)
_RELATIVE = re.compile(r"\b(?:that|which|who)\s+(?:\w+\s+|\w+)?\Z", re.IGNORECASE)
_EXPECTED_TO = re.compile(rf"\b{_BE}\s+(?:\w+ly\s+|now\s+|still\s+)?expected\s+to\b", re.IGNORECASE)
_AHEAD_HINTS = ("will", "won", "would", "could", "shall", "plan", "expected", "prepar", " to ", "intend", "loom")

_NOT = re.compile(
    r"(?<!\bor )(?<!\bif )(?<!\bwhy )\bnot\b(?!\s+(?:because|just|least|long|merely|only|simply|surprisingly|without)\b|\s+to\s+(?:be\s+outdone|mention)\b"
    r"|\s+too\s+late\b|\s+(?:doubt|hesitate|hide|waver|abandon|desert)\b|\s+be\s+(?:more\b|\w+er\b)|\s+\w+\s+more\b|\s+for\s+the\s+first\s+time\b)(?!(?<=, not)\s+(?:a|an|by|for|in|its|on|the)\b)"
    r"|n['\u2019]t\b|\bcannot\b(?!\s+(?:imagine|do\s+without)\b)|(?<!\bthan )(?<!\blike )\bnever\b(?!\s+(?:abandon(?:ed)?|before|desert(?:ed)?|ending|mind|wavered)\b)|\bno\s+longer\b"
    r"|\b(?:stop(?:s|ped|ping)?|falls?|fell|falling)\s+short\b|\b(?:declin|refus)(?:e|es|ed|ing)\s+to\b|\bfail(?:s|ed|ing)?\s+to\b"
    r"|\bunable\s+to\b|\byet\s+to\b|\bneither\b|\bnor\b|\bno\s+(?:desire|intention|plans?|support|wish)\b(?!\s+but\b)",
    re.IGNORECASE,
)
_NOT_HINTS = ("not", "n't", "n\u2019t", "never", "no ", "short", "declin", "refus", "fail", "unable", "yet to", "neither", "nor")
_DENIES = r"(?:\bnot|n['\u2019]t|\bnever|\bcannot|\bno\s+longer)\s+(?:\w+ly\s+)?(?:have\s+|be\s+|been\s+)?"

# What the part is of: those who hold the position, and not the ships that somebody sends.
_HOLDERS = frozenset(
    [
        *("capital", "citizen", "country", "delegation", "deputy", "government", "lawmaker", "leader", "man", "member", "minister", "mp"),
        *("nation", "parliamentarian", "party", "people", "politician", "resident", "senator", "state", "voter", "woman"),
    ]
)
_NOUN_PHRASE = r"(?:of\s+)?(?:(?:the|its|their|these|those)\s+)?(?:[a-z][\w.\u2019'-]*\s+){0,2}?(?P<%s>people|men|women|[a-z][\w-]*s)\b"
_OF_THEM = r"of\s+(?:them|us)\b"
_SOME = re.compile(
    rf"(?<!\bthe )(?<!\bat )(?<!\bthan )\bmost\s+(?:{_OF_THEM}|{_NOUN_PHRASE % 'most'})"
    rf"|(?<!\bas )(?<!\bso )(?<!\bhow )\bmany\s+(?:{_OF_THEM}|{_NOUN_PHRASE % 'many'})"
    rf"|\b(?:some|several|(?:a\s+)?few)\s+(?:{_OF_THEM}|{_NOUN_PHRASE % 'some'})"
    rf"|\b(?:half|(?:one|two|three)-(?:thirds?|quarters?)|\d+\s?(?:%|per\s?cent))\s+(?:{_OF_THEM}|{_NOUN_PHRASE % 'half'})"
    rf"|\bone\s+of\s+(?:them\b|{_NOUN_PHRASE % 'one'})"
    r"|\b(?:almost|nearly|practically|virtually)\s+all\b|\ban?\s+(?:\w+\s+)?majority\b|\bmajority\s+of\b|\bmostly\b",
    re.IGNORECASE,
)
_SOME_HINTS = ("most", "many", "some", "several", "few", " all", "majority", "half", "third", "quarter", "one of", "%", "cent")


def announced(annotations: Annotations) -> Iterator[Problem]:
    """SG412 warning: the quote looks ahead, but the mode is actual.

    The quoted words say "will", "would", "plans to", "expected", "prepares" or the like, and the statement says that the act is done.
    An act that is only announced is `planned`, one that others foresee is `expected`; neither asserts its triple. Who "is expected
    to" recognise is expected to be for recognition too, so the same holds of a stance with these words.

    Bad:
        - The EU deploys a mission:
            quote: the EU will send a mission

    Good:
        - The EU plans to deploy a mission:
            quote: the EU will send a mission
    """
    relations = annotations.relations
    stances = {slug for slug, relation in relations.items() if relation.kind is RelationKind.STANCE}
    acts = {slug for slug, relation in relations.items() if relation.kind is RelationKind.ACT}
    done = {slug for slug in acts if not relation_closure(relations, slug) & ABOUT_THE_FUTURE}
    actual = [statement for statement in annotations.statements if statement.mode is Mode.ACTUAL]
    cure = "write `mode: planned` or `mode: expected`; or quote the words that say it is done"
    for _, quote, word in _quoted((s for s in actual if s.relation in done), _AHEAD, _AHEAD_HINTS):
        yield Problem("SG412", Severity.WARNING, quote.place, f"the quote says {word!r}, but the mode is actual", cure)
    for _, quote, word in _quoted((s for s in actual if s.relation in stances), _EXPECTED_TO, ("expected to",)):
        yield Problem("SG412", Severity.WARNING, quote.place, f"the quote says {word!r}, but the mode is actual", "write `mode: expected`")


def ahead(annotations: Annotations) -> Iterator[Problem]:
    """SG415 warning: done after the day on which it was written.

    `when` is the time of an act, and lies after the document's date, but the mode is actual. What the document looks ahead
    to is `planned` or `expected`; the day for which a meeting is called stands with the meeting (`acts:`), not with the call.

    Bad:
        documents:
          cnn-2008-02-14: {date: 2008-02-14}
        statements:
        - The EU deploys a mission:
            source: cnn-2008-02-14
            when: 2008-06

    Good:
        documents:
          cnn-2008-02-14: {date: 2008-02-14}
        statements:
        - The EU plans to deploy a mission:
            source: cnn-2008-02-14
            when: 2008-06
    """
    relations = annotations.relations
    acts = {slug for slug, relation in relations.items() if relation.kind is RelationKind.ACT}
    done = {slug for slug in acts if not relation_closure(relations, slug) & ABOUT_THE_FUTURE}
    for statement in annotations.statements:
        document = annotations.documents.get(statement.document or "")
        actual = statement.mode is Mode.ACTUAL and statement.relation in done and statement.status is not Status.RETRACTED
        if not (actual and statement.when and document and document.date):
            continue
        misdated = statement.said_written is not None and is_later(statement.said_written, document.date)  # told as SG411
        if is_later(statement.when, document.date) and not misdated:
            text = f"{statement.when.edtf} lies after the date of {document.slug!r}, {document.date.edtf}, but the mode is actual"
            cure = "write `mode: planned` or `mode: expected`, or correct one of the dates"
            yield Problem("SG415", Severity.WARNING, statement.place, text, cure, (document.place,))


def denied(annotations: Annotations) -> Iterator[Problem]:
    """SG413 warning: the quote denies, but the statement is not negated.

    The quoted words say "not", "cannot", "never", "no longer", "stopped short of", "refused to", "no plans" or the like, and the
    statement neither is negated nor has a relation that is against something; or they deny the very verb of such a relation ("did not
    oppose"). Stopping short of endorsing is not endorsing. Never to do a thing may be a relation of its own.

    Bad:
        - NATO endorses the bid:
            quote: stopped short of endorsing the bid

    Good:
        - NATO stops short of endorsing the bid:
            quote: stopped short of endorsing the bid
    """
    relations = annotations.relations
    against = {slug for slug in relations if _against(relations, slug)}
    plain = [statement for statement in annotations.statements if not statement.negated]
    cure = 'negate the sentence ("does not ...", "stops short of ...") or write `not: true`; or take a relation that is against it (rules out, refuses to recognise)'
    for _, quote, word in _quoted((s for s in plain if s.relation not in against), _NOT, _NOT_HINTS):
        yield Problem("SG413", Severity.WARNING, quote.place, f"the quote says {word!r}, but the statement is not negated", cure)
    hostile: dict[str, list[Statement]] = {}
    for statement in plain:
        if statement.relation in against:
            hostile.setdefault(statement.relation, []).append(statement)
    for slug, statements in sorted(hostile.items()):
        for _, quote, word in _quoted(statements, _own_verb(relations[slug]), ("not", "n't", "n\u2019t", "never", "longer")):
            text = f"the quote says {word!r}, but the statement is not negated"
            yield Problem("SG413", Severity.WARNING, quote.place, text, 'negate the sentence ("does not ...") or write `not: true`')


def partial(annotations: Annotations) -> Iterator[Problem]:
    """SG414 warning: the quote speaks of a part, but the scope is all.

    The quoted words say "most", "many", "some", "half of" its members (states, countries, people, or what its name calls them), "almost
    all", "a majority" or the like, the actor is a collective, and the statement is about all of it. A position of some members is not
    the collective's; with a `scope` it is kept and asserts nothing.

    Bad:
        actors:
          eu-members: class
        statements:
        - eu-members support recognition:
            quote: most of the members back recognition

    Good:
        actors:
          eu-members: class
        statements:
        - eu-members support recognition:
            quote: most of the members back recognition
            scope: most
    """
    cure = "write `scope: most` (or almost-all, majority, many, some, few, one)"
    holders = {slug: _holders(actor) for slug, actor in annotations.actors.items() if actor.collective}
    everybody = Scope.ALL
    for statement in annotations.statements:
        if statement.scope is everybody and statement.actor in holders:
            for quote in statement.quotes:
                if word := _part(quote.exact, holders[statement.actor]):
                    text = f"the quote says {word!r}, but the scope is all"
                    yield Problem("SG414", Severity.WARNING, quote.place, text, cure)


def _holders(actor: Actor) -> frozenset[str]:
    """What the members of a collective are called, in the singular: the words of its names, and what many collectives have."""
    return _HOLDERS | {_singular(word) for name in actor.names for word in re.findall(r"\w+", name.casefold())}


def _part(words: str, holders: frozenset[str]) -> str | None:
    """The first words that say that only a part of them is meant."""
    folded = words.casefold()
    for match in _SOME.finditer(words) if any(hint in folded for hint in _SOME_HINTS) else ():
        noun = next((noun for noun in match.groups() if noun), None)
        if noun is None or _singular(noun.casefold()) in holders:
            return match[0].casefold()
    return None


def _singular(word: str) -> str:
    """A plural as its singular, near enough to be compared."""
    if word in {"men", "women"}:
        return f"{word[:-2]}an"
    return f"{word[:-3]}y" if word.endswith("ies") else word.removesuffix("s")


def _quoted(statements: Iterable[Statement], pattern: re.Pattern[str], hints: tuple[str, ...]) -> Iterator[tuple[Statement, Quote, str]]:
    """Quotes in which the pattern occurs, with the words that match; each match holds one of the `hints`.

    Looking for the hints first is what makes a hundred thousand quotes affordable: a substring costs a twentieth of the pattern.
    """
    for statement in statements:
        for quote in statement.quotes:
            folded = quote.exact.casefold()
            if any(hint in folded for hint in hints) and (word := _first(pattern, quote.exact)):
                yield statement, quote, word


def _first(pattern: re.Pattern[str], words: str) -> str | None:
    """The first words that match and are no noun, nor told of another thing ("a mission that will stay")."""
    for match in pattern.finditer(words):
        elsewhere = _MODAL if match[0].casefold() in _MODALS else _RELATIVE
        if not elsewhere.search(words, 0, match.start()):
            return match[0].casefold()
    return None


_MODALS = frozenset({"will", "would", "could", "shall"})


@cache
def _own_verb(relation: Relation) -> re.Pattern[str]:
    """A denial of the relation's own verb or of a synonym: "did not oppose"."""
    forms = {form for verb in (relation.verb, *relation.forms) for form, _, negated in inflections(verb) if not negated}
    plain = sorted((form for form in {*forms, *relation.irregular} if not _NOT.search(form)), key=len, reverse=True)
    return re.compile(rf"{_DENIES}(?:{'|'.join(map(re.escape, plain))})(?!\w)", re.IGNORECASE)


def _against(relations: Mapping[str, Relation], slug: str) -> bool:
    """Whether a relation is against its object, by its own polarity or by what it implies."""
    implied = {
        stance for above in relation_closure(relations, slug) for stance, _ in (relations[above].implies if above in relations else ())
    }
    return any(polarity_of(relations, stance) == -1 for stance in (slug, *sorted(implied)))
