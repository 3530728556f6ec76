"""Stances and the products of the rules as nodes (LANGUAGE 4, layer 3).

A `Derived` in, N-Quads lines of the graph `derived` out: the stances by id, then the products by id.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from stancegraph.compiler.names import LABEL, A, days, interval, node
from stancegraph.stances import position
from stancegraph.vocabulary import expanded, literal, sg, typed, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stancegraph.compiler.names import Names
    from stancegraph.inference import Derived, Product, Stance

__all__ = ["findings"]


def findings(derived: Derived, names: Names) -> Iterator[str]:
    """One block of lines a stance or product; a division brings a node for each of its sides."""
    graph = names.graphs["derived"]
    for stance in derived.stances:
        yield node(names.iris[stance.id], graph, _stance(stance, names))
    for product in derived.products:
        yield node(names.iris[product.id], graph, _product(product, names))
        yield from _sides(product, names)


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
