"""An explanation of a cell in; its arithmetic, its text, its HTML and its record for JSON out."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final, TypeAlias

from stancegraph.discourse.choices import Choices
from stancegraph.discourse.scales import BINARY, STANCE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from stancegraph.discourse.events import Event, Events
    from stancegraph.discourse.explaining import Explanation, Term
    from stancegraph.discourse.scales import Scale

__all__ = [
    "LEVELS",
    "SHOWN",
    "Json",
    "arithmetic",
    "choices_told",
    "division",
    "html",
    "level_told",
    "lines",
    "number",
    "product",
    "record",
    "where",
    "words",
]

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"

SHOWN: Final = 20
"""Statements of one side of one term that a text or a notebook shows; `Explanation.terms` and `to_dict` have all."""

LEVELS: Final[Mapping[Scale, Mapping[float, str]]] = {
    STANCE: {-1: "opposes", -0.5: "does not support", 0: "is neutral on", 0.5: "does not oppose", 1: "supports"},
    BINARY: {0: "disagrees", 1: "agrees"},
}
"""What levels are called, by scale."""

_ALWAYS: Final = ("statements", "origins", "duplicates")
"""Choices that are told even where they are as they are by default: what is counted at all."""


_ABSENT: Final = {"congruence": "no like", "conflict": "no contrary", "subtract": "neither like nor contrary"}
"""Which positions there are none of where two share something and a network of this type has 0; with `ignore` whatever is shared counts."""


# --- Numbers ---


def number(value: float) -> str:
    """A number to four decimals, without what is not needed; negative ones with a minus sign.

    >>> number(8 / 7), number(2.0), number(-0.0)
    ('1.1429', '2', '0')
    """
    text = f"{value:.4f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text.replace("-", "\N{MINUS SIGN}")


def arithmetic(found: Explanation) -> str:
    """The sum and the quotient: `3·1 + 1·1 = 4; ÷ 3.5 = 1.1429`."""
    if not found.terms:
        return f"0: {_nothing(found)}"
    told = f"{''.join(_summands(found))} = {number(found.total)}"
    if found.network.choices.normalization == "no":
        return told
    return f"{told}; ÷ {number(found.divisor)} = {number(found.value)}"


def _nothing(found: Explanation) -> str:
    """Why a cell has no summand: nothing is counted or shared, or what is shared adds 0."""
    choices = found.network.choices
    if not found.shared:
        return "nothing shared" if choices.one_mode else "nothing counted"
    kinds = {("actor", "issue"): "on what both take up", ("issue", "actor"): "of those who take up both"}
    return f"{_ABSENT[choices.type]} positions {kinds.get((choices.rows, choices.columns), 'on what both share')}"


def _summands(found: Explanation) -> Iterator[str]:
    for at, term in enumerate(found.terms):
        minus = found.network.choices.one_mode and term.factor < 0
        yield (" \N{MINUS SIGN} " if minus else " + ") if at else "\N{MINUS SIGN}" if minus else ""
        yield product(found, term)


def product(found: Explanation, term: Term) -> str:
    """A summand as a product of counts and factor, without the sign that stands before it in a one-mode sum."""
    choices = found.network.choices
    if choices.type == "two-mode-combine":
        return number(term.value)
    if not choices.one_mode:
        sign = f"({number(term.factor)})" if term.factor < 0 else number(term.factor)
        return f"{number(term.count)}·{sign}" if choices.type == "two-mode-subtract" else number(term.count)
    factors = [number(term.count), number(term.other_count or 0)]
    return "·".join(factors if abs(term.factor) == 1 else [*factors, number(abs(term.factor))])


def division(found: Explanation) -> str:
    """What the divisor is, in words; "" without normalisation."""
    choices, (a, b) = found.network.choices, found.said
    kind = "dna_cosine" if choices.compat == "dna" and choices.normalization == "cosine" else choices.normalization
    row, column = _names(found)
    counted = "statements" if choices.kernel == "no" else "statements by their weights"
    return {
        "no": "",
        "average": f"half of the {number(a)} + {number(b)} {counted} of the two",
        "jaccard": "what only one of the two says, on this thing at this level, plus the products of what both say",
        "cosine": "the root of what each gives with itself, multiplied",
        "dna_cosine": f"{number(a)}·{number(b)} {counted} of the two",
        "activity": f"all {counted} of {row}",
        "prominence": f"all {counted} on {column}",
    }[kind]


# --- Text ---


def lines(found: Explanation) -> Iterator[str]:
    """What `str` of an explanation is: the cell, by issue the statements of either side, the arithmetic, and what was counted."""
    network, choices = found.network, found.network.choices
    row, column = _names(found)
    normalized = "" if choices.normalization == "no" else f", normalisation {choices.normalization}"
    yield f"{row} and {column}: {choices.type} {number(found.value)}{normalized}"
    for term in found.terms:
        minus = "\N{MINUS SIGN}" if choices.one_mode and term.factor < 0 else ""
        yield f"  {network.label(term.column)}: {minus}{product(found, term)} = {number(term.value)}"
        for side in _sides(found, term):
            yield f"    {side.title}"
            yield from (f"      {told}" for told in side.lines)
    yield f"  {found.arithmetic}"
    yield from (f"  {told}" for told in _notes(found))


class _Side:
    """One side of a term: who says what, how often, and in which words."""

    def __init__(self, found: Explanation, who: str, level: float, events: tuple[Event, ...], weights: tuple[float, ...]) -> None:
        network = found.network
        told = level_told(network.ties.events.scale, level)
        actor = network.choices.rows == "actor"
        self.title = f"{network.label(who)}{' ' if actor else ': '}{told} ({_counted(found, events, weights)})"
        heavy = [f" w = {number(weight)}" if network.choices.kernel != "no" else "" for weight in weights]
        shown = list(zip(events[:SHOWN], heavy, strict=False))
        self.lines = [f"{words(event)} {where(network.ties.events, event)}{weight}" for event, weight in shown]
        if len(events) > SHOWN:
            self.lines.append(f"and {len(events) - SHOWN:,} more")


def _sides(found: Explanation, term: Term) -> Iterator[_Side]:
    yield _Side(found, found.row, term.level, term.events, term.weights)
    if term.other_level is not None:
        yield _Side(found, found.column, term.other_level, term.other_events, term.other_weights)


def _counted(found: Explanation, events: tuple[Event, ...], weights: tuple[float, ...]) -> str:
    """`2 statements`, or with a kernel what their weights, or the roots of them, come to."""
    many = f"{len(events):,} statement{'' if len(events) == 1 else 's'}"
    if found.network.choices.kernel == "no":
        return many
    if found.network.choices.one_mode:
        return f"{many}, sum of √w = {number(sum(weight**0.5 for weight in weights))}"
    return f"{many}, sum of w = {number(sum(weights))}"


def _notes(found: Explanation) -> Iterator[str]:
    """What the divisor is, how the kernel weighs, and what was counted at all."""
    network, choices = found.network, found.network.choices
    if told := division(found):
        yield f"÷ {number(found.divisor)}: {told}"
    if choices.kernel != "no":
        roots = "a pair counts √w·√w" if choices.one_mode else "a statement counts w"
        yield f"w: the weight by the {choices.kernel} kernel, {choices.window} around {network.middle}; {roots}"
    yield f"choices: {choices_told(choices)}"


def choices_told(choices: Choices) -> str:
    """Which statements are counted, and every other choice that is not the default, but for the type and the normalisation."""
    usual, told = Choices(type=choices.type).told(), choices.told()
    if choices.rows == "issue":
        usual |= {"columns": "actor"}
    named = [name for name in told if name in _ALWAYS or (told[name] != usual[name] and name not in ("type", "normalization"))]
    return ", ".join(f"{name} {told[name]}" for name in named)


def words(event: Event) -> str:
    """The quotes of a statement."""
    return " … ".join(f"“{quote}”" for quote in event.quote) or "(no quote)"


def where(events: Events, event: Event) -> str:
    """Document, day and id of a statement; `events` know what the document is called."""
    return ", ".join(filter(None, (events.label(event.document), event.date))) + f" [{event.id}]"


def level_told(scale: Scale, level: float) -> str:
    """A level in words, where its scale has them."""
    return LEVELS.get(scale, {}).get(level) or f"at level {number(level)}"


def _names(found: Explanation) -> tuple[str, str]:
    return found.network.label(found.row), found.network.label(found.column)


# --- HTML and JSON ---


def html(found: Explanation) -> str:
    """The explanation as a fragment of HTML without scripts or styles of its own; everything that annotations say is escaped."""
    title, *_ = lines(found)
    parts = [f"<p><strong>{_safe(title)}</strong></p>", f"<p>{_safe(found.arithmetic)}</p>"]
    for term in found.terms:
        parts.append(f"<details><summary>{_safe(found.network.label(term.column))}: {_safe(product(found, term))}</summary>")
        parts += (
            f"<p>{_safe(side.title)}</p><ul>{''.join(f'<li>{_safe(told)}</li>' for told in side.lines)}</ul>"
            for side in _sides(found, term)
        )
        parts.append("</details>")
    return "".join([*parts, *(f"<p><small>{_safe(told)}</small></p>" for told in _notes(found))])


def _safe(text: str) -> str:
    """Somebody else's text, which must not reorder what stands around it."""
    return f"<bdi>{escape(text)}</bdi>"


def record(found: Explanation) -> dict[str, Json]:
    """The explanation as values that JSON has."""
    numbers: dict[str, Json] = {"total": found.total, "divisor": found.divisor, "value": found.value, "said": list(found.said)}
    return {
        "row": found.row,
        "column": found.column,
        **numbers,
        "arithmetic": found.arithmetic,
        "choices": dict(found.network.choices.told()),
        "terms": [_term(term) for term in found.terms],
    }


def _term(term: Term) -> dict[str, Json]:
    return {
        "column": term.column,
        "level": term.level,
        "count": term.count,
        "other_level": term.other_level,
        "other_count": term.other_count,
        "factor": term.factor,
        "value": term.value,
        "statements": _statements(term.events, term.weights),
        "other_statements": _statements(term.other_events, term.other_weights),
    }


def _statements(events: tuple[Event, ...], weights: tuple[float, ...]) -> list[Json]:
    return [
        {"id": event.id, "quotes": list(event.quote), "document": event.document, "date": event.date, "weight": weight}
        for event, weight in zip(events, weights, strict=True)
    ]
