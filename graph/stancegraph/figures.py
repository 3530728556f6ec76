"""The key `figures:` of a block in, reported numbers with their bounds out (LANGUAGE 1, "figure")."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from stancegraph.fields import SLUG, Fields
from stancegraph.records import Figure
from stancegraph.yamltext import Mapping, Node, Scalar

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["figures"]

_FIGURE = re.compile(
    r"(?:(about|over|under|at least|at most)\s+)?"
    r"([0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]{1,15}(?:\.[0-9]{1,9})?)"
    r"(?:\s*[-\u2013]\s*([0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]{1,15}(?:\.[0-9]{1,9})?))?\s*(%?)",
    re.IGNORECASE,
)
_HELP = 'write a number, such as 1800, "1,800", about 1800, at least 90, 10-12, 90 %, or {value: 1800, when: 2008-06, note: ...}'


def figures(fields: Fields, node: Node | None) -> Iterator[Figure]:
    """Each measure of the map with its number; what cannot be read is reported and left out."""
    if node is None or (isinstance(node, Scalar) and node.absent):
        return
    if not isinstance(node, Mapping):
        fields.wrong_shape(node, "a map of measures")
        return
    for key, value in node.entries:
        if not SLUG.match(key.value):
            fields.error("SG207", key, f"{key.value[:60]!r} is not a slug (a-z, 0-9 and hyphens)", "name the measure like police-officers")
        elif (figure := _figure(fields, key, value)) is not None:
            yield figure


def _figure(fields: Fields, key: Scalar, node: Node) -> Figure | None:
    details = node if isinstance(node, Mapping) else Mapping((), node.start, node.end)
    fields.known_keys(details, {"value", "when", "text", "note"}, "a figure")
    value_node = details.get("value") if isinstance(node, Mapping) else node
    value = fields.text(value_node) if isinstance(value_node, Scalar) else None
    if value is None and details.get("text") is None:
        fields.error("SG117", node if not isinstance(node, Scalar) or not node.absent else key, f"{key.value!r} has no number", _HELP)
        return None
    match = _FIGURE.fullmatch(value) if value is not None else None
    if value is not None and match is None:
        fields.error("SG117", value_node or node, f"{value[:60]!r} is not a figure", _HELP)
        return None
    low, high, qualifier = _bounds(match) if match else (None, None, None)
    if low is not None and high is not None and low > high:
        fields.error("SG117", value_node or node, f"{value!r} runs backwards", "write the smaller number first")
        return None
    return Figure(
        measure=key.value,
        text=fields.text(details.get("text")) or value or "",
        value=value,
        low=low,
        high=high,
        qualifier=qualifier,
        when=fields.date(details.get("when")),
        note=fields.text(details.get("note")),
        place=fields.place(key),
    )


def _bounds(match: re.Match[str]) -> tuple[float | None, float | None, str | None]:
    """Lower bound, upper bound and qualifier; "about" does not widen, the others open one side."""
    qualifier = match[1].lower() if match[1] else None
    low = float(match[2].replace(",", ""))
    high = float(match[3].replace(",", "")) if match[3] else low
    if qualifier in {"over", "at least"}:
        return low, None, qualifier
    if qualifier in {"under", "at most"}:
        return None, high, qualifier
    return low, high, qualifier
