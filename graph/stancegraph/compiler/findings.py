"""Positions with their counts, stances and the products of the rules as nodes (LANGUAGE 4, layer 3).

A `Derived` in, N-Quads lines of the graph `derived` out: the positions by id, the stances, then the products.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from stancegraph.compiler.names import LABEL, A, days, interval, node
from stancegraph.positions import positions
from stancegraph.stances import POSITIONS, position
from stancegraph.vocabulary import expanded, literal, sg, typed, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stancegraph.compiler.names import Names
    from stancegraph.inference import Derived, Product, Stance
    from stancegraph.positions import Position

__all__ = ["findings"]


def findings(derived: Derived, names: Names) -> Iterator[str]:
    """One block of lines a position, stance or product; a division brings a node for each of its sides."""
    graph = names.graphs["derived"]
    for counted in positions(derived.judged.annotations, derived.judged.verdicts):
        yield node(names.iris[counted.id], graph, _position(counted, names))
    for stance in derived.stances:
        yield node(names.iris[stance.id], graph, _stance(stance, names))
    for product in derived.products:
        yield node(names.iris[product.id], graph, _product(product, names))
        yield from _sides(product, names)


_POSITION, _HOLDER, _TARGET = f"{A} {sg('Position')}", sg("holder"), sg("target")
_WORDS = {side: f"{sg('position')} {literal(said)}" for side, said in POSITIONS.items()}
_SOURCE = sg("soleSource")


def _position(counted: Position, names: Names) -> Iterator[str]:
    """Counts of nothing are left out; so is what is said of the statements that passed the gate where none did."""
    yield _POSITION
    yield f"{LABEL} {literal(f'{names.label(counted.holder)} {position(counted.interval)} {names.label(counted.target)}')}"
    yield f"{_HOLDER} {names.iris[counted.holder]}"
    yield f"{_TARGET} {names.iris[counted.target]}"
    yield _WORDS[counted.interval]
    yield from _counts(ownVoice=counted.own, narratorVoice=counted.narrator, thirdPartyVoice=counted.third_party)
    if counted.asserted:
        yield from _counts(assertedStatements=counted.asserted, undocumented=counted.undocumented)
        yield from _counts(documentCount=counted.documents, sourceCount=len(counted.sources))
        if len(counted.sources) == 1:
            yield f"{_SOURCE} {names.iris[counted.sources[0]]}"
        yield from days(counted.first_said, counted.last_said, start="firstSaid", end="lastSaid")


def _counts(**numbers: int) -> Iterator[str]:
    for name, number in numbers.items():
        if number:
            yield _count(name, number)


@lru_cache(maxsize=4096)
def _count(name: str, number: int) -> str:
    return f"{sg(name)} {typed(str(number), 'xsd:integer')}"


def _stance(stance: Stance, names: Names) -> Iterator[str]:
    verb = "takes contested positions on" if stance.contested else position(stance.interval)
    yield from (f"{A} {sg('Stance')}", f"{A} {expanded('prov:Entity')}")
    yield f"{LABEL} {literal(f'{names.label(stance.holder)} {verb} {names.label(stance.target)}')}"
    yield f"{sg('holder')} {names.iris[stance.holder]}"
    yield f"{sg('target')} {names.iris[stance.target]}"
    yield from interval(stance.interval)
    yield from days(stance.valid_from, stance.valid_to, start="validFrom", end="validTo")
    yield f"{sg('contested')} {typed(str(stance.contested).lower(), 'xsd:boolean')}"
    yield from names.links(sg("basedOn"), stance.based_on)


def _product(product: Product, names: Names) -> Iterator[str]:
    text = product.text or f"{words(product.kind)} on {names.label(product.target)}"
    yield from (f"{A} {sg(product.kind)}", f"{A} {sg('Product')}", f"{A} {expanded('prov:Entity')}")
    yield f"{LABEL} {literal(text)}"
    yield f"{sg('text')} {literal(text)}"
    yield f"{sg('byRule')} {sg(product.rule)}"
    yield f"{sg('depth')} {typed(str(product.depth), 'xsd:integer')}"
    yield f"{sg('target')} {names.iris[product.target]}"
    if product.holder:
        yield f"{sg('holder')} {names.iris[product.holder]}"
    if product.interval:
        yield from interval(product.interval)
    if product.other:
        yield f"{sg('otherPolarityMin')} {typed(str(product.other[0]), 'xsd:integer')}"
        yield f"{sg('otherPolarityMax')} {typed(str(product.other[1]), 'xsd:integer')}"
    for name, text_ in (("measure", product.measure), ("times", product.times)):
        if text_:
            yield f"{sg(name)} {literal(text_)}"
    yield from names.links(sg("premise"), product.premises)
    yield from names.links(sg("side"), (_side_id(product, number) for number, actors in enumerate(product.sides, start=1) if actors))


def _side_id(product: Product, number: int) -> str:
    return f"{product.id}_side{number}"


def _sides(product: Product, names: Names) -> Iterator[str]:
    for number, actors in enumerate(product.sides, start=1):
        if not actors:
            continue
        label = ", ".join(names.label(actor) for actor in actors)
        parts = [f"{A} {sg('Side')}", f"{LABEL} {literal(label)}", *names.links(sg("member"), actors)]
        yield node(names.iris[_side_id(product, number)], names.graphs["derived"], parts)
