"""What the rules yield: stances and products as frozen values, with identities made from their content (LANGUAGE 4, layer 3).

A finding's parts in, a product with its id out.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from enum import StrEnum
from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from stancegraph.gate import Judged
    from stancegraph.stances import Interval

__all__ = ["Derived", "Product", "ProductKind", "Stance", "digest", "distinct", "product"]


class ProductKind(StrEnum):
    """What a rule yields; the value in camel case is the class in RDF."""

    DERIVED_STANCE = "DerivedStance"
    CONTRADICTION = "Contradiction"
    SHIFT = "Shift"
    DIVISION = "Division"
    FIGURE_CONFLICT = "FigureConflict"
    TENSION = "Tension"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stance:
    """The latest explicit position of one holder on one target. `id` is the IRI after the base: `stance/<holder>_<target>`."""

    id: str
    holder: str
    target: str
    interval: tuple[int, int]
    valid_from: str | None
    valid_to: str | None
    """Inclusive ISO days, None when open: since when it has been held without a break, and until when."""
    based_on: tuple[str, ...]
    """Ids of the statements it rests on, sorted."""
    contested: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Product:
    """One finding of one rule. `id` is `derived/<rule>_<h8>`; premises are ids of statements, figures, stances or products, sorted.

    A derived stance has holder, target and interval; a contradiction and a tension holder, target, `interval` and `other`; a
    shift goes from `interval` to `other`; a division has the collective as holder and its `sides` (the actors that support, that
    oppose, and the others); a figure conflict has the act as target, its measure, and `times`: overlap, apart or unknown.
    """

    id: str
    rule: str
    kind: ProductKind
    target: str
    premises: tuple[str, ...]
    holder: str | None = None
    interval: tuple[int, int] | None = None
    other: tuple[int, int] | None = None
    sides: tuple[tuple[str, ...], ...] = ()
    measure: str | None = None
    times: str | None = None
    depth: int = 1
    """Applications of R0 to R4 on the way from a statement or an explicit stance."""
    text: str = ""
    """The finding in one plain sentence."""


@dataclass(frozen=True, slots=True)
class Derived:
    """Judged statements with their stances (by id) and rule products (by id)."""

    judged: Judged
    stances: tuple[Stance, ...]
    products: tuple[Product, ...]


def product(  # noqa: PLR0913 - a product is its fields
    rule: str,
    kind: ProductKind,
    *,
    target: str,
    premises: Iterable[str],
    text: str,
    holder: str | None = None,
    interval: Interval | None = None,
    other: Interval | None = None,
    sides: tuple[tuple[str, ...], ...] = (),
    measure: str | None = None,
    times: str | None = None,
    depth: int = 1,
) -> Product:
    """A product with its premises sorted, each once, and the id that its content gives it."""
    rests_on = tuple(sorted(set(premises)))
    content = (kind, holder, target, interval, other, measure, *rests_on)
    return Product(
        id=f"derived/{rule.lower()}_{digest(content)}",
        rule=rule,
        kind=kind,
        target=target,
        premises=rests_on,
        holder=holder,
        interval=interval,
        other=other,
        sides=sides,
        measure=measure,
        times=times,
        depth=depth,
        text=text,
    )


def digest(content: Iterable[object], length: int = 8) -> str:
    """The first hex digits of SHA-256 over the parts of a content, in the order given."""
    return sha256("\x1f".join(str(part) for part in content).encode()).hexdigest()[:length]


def distinct(products: Iterable[Product], taken: Iterable[str] = ()) -> list[Product]:
    """Products each once, sorted by id; where two differ under one id, or the id is `taken`, 16 further digits tell them apart.

    Eight hex digits collide by chance among some ten thousand products.
    """
    once: dict[tuple[object, ...], Product] = {}
    for found in products:
        # The same finding reached over two links reads differently; it is one finding.
        known = once.setdefault((found.rule, *_content(found)), found)
        if found.text < known.text:
            once[(found.rule, *_content(found))] = found
    uses = Counter(found.id for found in once.values())
    uses.update(taken)
    told_apart = (found if uses[found.id] == 1 else _lengthened(found) for found in once.values())
    return sorted(told_apart, key=lambda found: found.id)


def _content(found: Product) -> tuple[object, ...]:
    return (found.kind, found.holder, found.target, found.interval, found.other, found.measure, *found.premises)


def _lengthened(found: Product) -> Product:
    return replace(found, id=f"{found.id}{digest(('', *_content(found)), 16)}")
