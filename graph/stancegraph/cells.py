"""Two names of a project in, the cell of a discourse network that ties them out: explained, or in the words of `stancegraph why`.

Two actors are tied by what both take up, an actor and an issue by what the one says of the other. Nothing is counted here:
`stancegraph.discourse` does.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final, NamedTuple

from stancegraph import discourse
from stancegraph.discourse import accounts
from stancegraph.lexicon import Lexicon
from stancegraph.spelling import Neighbours
from stancegraph.stances import NOT_NEUTRAL, POSITIONS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from stancegraph.discourse import Event, Events, Explanation, Network
    from stancegraph.inference import Derived
    from stancegraph.records import Annotations

__all__ = ["SHOWN", "cell_lines", "explained", "pair_lines"]

SHOWN: Final = 3
"""Statements of one side on one issue that the lines show."""


def explained(derived: Derived, one: str, other: str, /, **chosen: object) -> Explanation:
    """The cell of two things, by slug, name or alias, and why it is what it is; choices as for `Project.network`.

    Without a `type`, two actors have their congruence and an actor and an issue their cell of the two-mode network; two issues the
    congruence of issues.

    Raises:
        LookupError: Nothing is called that, or no statement of it is counted.
        ValueError: A choice that there is not, or that does not fit.
    """
    notes = derived.judged.annotations
    slugs = (_slug(notes, one), _slug(notes, other))
    actors = tuple(slug in notes.actors for slug in slugs)
    if actors == (False, True):
        chosen = {"rows": "issue", **chosen}
    elif actors == (False, False):
        chosen = {"rows": "issue", "type": "congruence", **chosen}
    asked = discourse.chosen_of(None, {"type": "congruence" if all(actors) else "two-mode", **chosen})
    return discourse.network(discourse.gathered(derived, holder=asked.holder, clock=asked.clock), asked).explain(*slugs)


def _slug(notes: Annotations, text: str) -> str:
    """The slug of what is called that."""
    sections = (notes.actors, notes.issues, notes.acts, notes.instruments)
    if any(text in section for section in sections):
        return text
    lexicon = Lexicon([(name, thing.slug) for section in sections for thing in section.values() for name in thing.names], {})
    slugs = lexicon.name(text)
    if len(slugs) > 1:
        raise LookupError(f"{text!r} names {' and '.join(slugs)}: write the slug")
    if not slugs:
        close = Neighbours(lexicon.names).of(text)
        raise LookupError(f"nothing here is called {text!r}" + (f"; did you mean {close!r}?" if close else ""))
    return slugs[0]


# --- Two actors ---


class _Shared(NamedTuple):
    """What two actors say on one issue: by level the statements of either, and the summands as they are written."""

    sides: dict[tuple[str, float], Sequence[Event]]
    products: list[str]


def pair_lines(derived: Derived, one: str, other: str, *, neither: bool = False) -> Iterator[str]:
    """How often two actors (slugs) say the same and how often not, by issue, with the sums C and D that networks have with default choices.

    `neither`: on something their stances neither agree nor disagree, and it is said why statements may count there all the same.
    """
    found = discourse.gathered(derived)
    theirs = found.take(found.words["actor"].among([one, other]))
    nets = {kind: discourse.network(theirs, type=kind, normalization="average") for kind in ("congruence", "conflict", "subtract")}
    yield "By statements, each counted once:"
    if not {one, other} <= set(nets["congruence"].rows) or one == other:
        yield f"  0: nothing shared; {_few(nets['congruence'], one, other)}"
        return
    cells = {kind: net.explain(one, other) for kind, net in nets.items()}
    if neither and cells["congruence"].total:
        yield "  Stances agree, disagree or do neither; here each statement counts by how near the two positions are."
    for issue, shared in _shared(cells["congruence"], cells["conflict"]).items():
        yield f"  {theirs.label(issue)}: {'; '.join(shared.products)}"
        for (who, level), said in sorted(shared.sides.items(), key=lambda side: (side[0][0] != one, side[0][1])):
            yield f"    {theirs.label(who)} {_level(level)} ({len(said)})"
            yield from _quoted(theirs, said, "      ")
    for kind, name in (("congruence", "congruence C"), ("conflict", "conflict D"), ("subtract", "subtract C \N{MINUS SIGN} D")):
        yield f"  {name:<15} {cells[kind].arithmetic}"
    yield f"  \N{DIVISION SIGN} average: {accounts.division(cells['congruence'])}"
    yield from _choices(cells["congruence"], one, other)


def _few(net: Network, one: str, other: str) -> str:
    """Who of two has no statement that is counted."""
    silent = [net.label(who) for who in dict.fromkeys((one, other)) if who not in net.ties.events.words["actor"].used()]
    return f"no statement of {' and '.join(silent)} is counted" if silent else "an actor has no tie to itself"


def _shared(agreed: Explanation, apart: Explanation) -> dict[str, _Shared]:
    """By issue what both cells rest on: every pair of levels is in one of them, or by halves in both."""
    found: defaultdict[str, _Shared] = defaultdict(lambda: _Shared({}, []))
    for cell, letter in ((agreed, "C"), (apart, "D")):
        for term in cell.terms:
            shared = found[term.column]
            shared.sides[cell.row, term.level] = term.events
            shared.sides[cell.column, term.other_level or 0.0] = term.other_events
            shared.products.append(f"{letter} {accounts.product(cell, term)}")
    return {issue: found[issue] for issue in sorted(found)}


# --- An actor and an issue ---


def cell_lines(derived: Derived, actor: str, issue: str) -> Iterator[str]:
    """What an actor says of an issue (slugs), by level, with the numbers of the two-mode networks; and what of it is not counted."""
    found = discourse.gathered(derived)
    nets = {name: _two_mode(found, name) for name in _KINDS}
    here = nets["two-mode"]
    yield f"{found.label(actor)} on {found.label(issue)}, by statements, each counted once:"
    counted = actor in here.rows and issue in here.columns
    cells = {name: net.explain(actor, issue) for name, net in nets.items()} if counted else {}
    if not cells or not cells["two-mode"].terms:
        yield "  0: nothing counted"
        yield from _uncounted(derived, found, here, (actor, issue))
        return
    for term in cells["two-mode"].terms:
        yield f"  {_level(term.level)} ({len(term.events)})"
        yield from _quoted(found, term.events, "    ")
    for name, title in _KINDS.items():
        what = accounts.division(cells[name])
        yield f"  {title:<12} {cells[name].arithmetic}" + (f" ({what})" if what else "")
    yield from _uncounted(derived, found, here, (actor, issue))
    yield from _choices(cells["two-mode-subtract"], actor, issue)


_KINDS: Final = {
    "two-mode": "two-mode",
    "two-mode-subtract": "subtract",
    "activity": "\N{DIVISION SIGN} activity",
    "prominence": "\N{DIVISION SIGN} prominence",
}


def _two_mode(found: Events, name: str) -> Network:
    if name in ("activity", "prominence"):
        return discourse.network(found, type="two-mode-subtract", normalization=name)
    return discourse.network(found, type=name)


def _uncounted(derived: Derived, found: Events, here: Network, cell: tuple[str, str]) -> Iterator[str]:
    """What an actor says of an issue and is not counted, with the reason."""
    counted = set(here.events.ids.tolist())
    left = [
        f"{_level(event.level)}, {_why_not(event)}: {accounts.words(event)} {accounts.where(found, event)}"
        for event in found
        if (event.actor, event.issue) == cell and event.id not in counted
    ]
    statements = [verdict.statement for verdict in derived.judged.verdicts if verdict.interval == NOT_NEUTRAL]
    left += [
        f"{POSITIONS[NOT_NEUTRAL]}, which is no level between for and against: [{s.id}]" for s in statements if (s.actor, s.object) == cell
    ]
    if left:
        yield f"  not counted ({len(left):,})"
    yield from (f"    {told}" for told in left[: accounts.SHOWN])
    if len(left) > accounts.SHOWN:
        yield f"    and {len(left) - accounts.SHOWN:,} more"


def _why_not(event: Event) -> str:
    if event.held and event.held != ("Superseded",):
        return f"held back as {' and '.join(event.held)}"
    return {"act": "which a deed shows", "derived": "which a rule derives"}.get(event.origin, event.origin)


# --- Parts ---


def _level(level: float) -> str:
    return accounts.level_told(discourse.STANCE, level)


def _quoted(found: Events, said: Sequence[Event], indent: str) -> Iterator[str]:
    yield from (f"{indent}{accounts.words(event)} {accounts.where(found, event)}" for event in said[:SHOWN])
    if len(said) > SHOWN:
        yield f"{indent}and {len(said) - SHOWN:,} more"


def _choices(cell: Explanation, one: str, other: str) -> Iterator[str]:
    """How it was counted, and where other choices are."""
    normalization = "jaccard" if cell.network.choices.one_mode else "activity"
    kind = "" if cell.network.choices.one_mode else f" --type {cell.network.choices.type}"
    yield f"  choices: {accounts.choices_told(cell.network.choices)}"
    yield f"  others: stancegraph network --explain {one} {other}{kind} --normalization {normalization}"
