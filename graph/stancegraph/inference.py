"""What follows from the statements that passed the gate: stances and the products of rules R0 to R9 (LANGUAGE 4).

A `Judged` in, a `Derived` out. Each rule is one function that yields its products with their premises; none asserts a triple.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from stancegraph.gate import Judged

__all__ = ["Derived", "Product", "ProductKind", "Stance"]


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
    """Inclusive ISO days, None when open."""
    based_on: tuple[str, ...]
    """Ids of the statements it rests on, sorted."""
    contested: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Product:
    """One finding of one rule. `id` is `derived/<rule>_<h8 of its sorted premises>`; premises are ids of statements, figures, stances or products, sorted.

    A derived stance has holder, target and interval; a contradiction and a tension holder, target, `interval` and `other`; a
    shift goes from `interval` to `other`; a division has the collective as holder and its `sides` (the actors on each side of it);
    a figure conflict has the act as target, its measure, and `times`: overlap, apart or unknown.
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
    text: str = ""
    """The finding in one plain sentence."""


@dataclass(frozen=True, slots=True)
class Derived:
    """Judged statements with their stances (by id) and rule products (by id)."""

    judged: Judged
    stances: tuple[Stance, ...]
    products: tuple[Product, ...]
