"""What a page shows first: choices in, the address fragment that the page's own script reads out.

A facet is one filter of the page's legend; its values are the words of the graph, as `page/state.js` names them.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass, field
from datetime import date, datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

from stancegraph.closedwords import ActorType, IssueType, Mode

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    import networkx as nx

    from stancegraph.queries import StatementRow

__all__ = ["FACETS", "VIEWS", "WORDS", "Opening", "bound", "shows", "values"]

VIEWS: Final = ("network", "actors", "matrix", "table")
THEMES: Final = ("light", "dark")
DETAILS: Final = ("all", "shared")
WORDS: Final[Mapping[str, tuple[str, ...]]] = {
    "stance": ("support", "oppose", "conditional", "neutral", "weak", "act"),
    "actor": (*ActorType, "unknown"),
    "target": (*IssueType, "act", "instrument", "actor"),
    "mode": tuple(Mode),
    "voice": ("own", "narrator", "third-party"),
    "asserted": ("asserted", "held"),
}
"""The values of the facets whose values are closed; documents and coders are the project's own."""
DAY = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)
MONTHS = 12


def _nothing() -> Mapping[str, Iterable[str]]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """What a page shows before its reader chooses anything; a fragment in the address wins over it.

    Raises:
        ValueError: A view, theme, facet or detail that there is not, a day that is none, or an end before its beginning.
    """

    view: str = "network"
    """network, actors (by agreement), matrix (actors by issues) or table (every statement)."""
    theme: str | None = None
    """light or dark; None leaves it to the reader's system."""
    since: str | date | None = None
    """First day shown, inclusive (ISO); a month or year stands for its first day."""
    until: str | date | None = None
    """Last day shown, inclusive (ISO); a month or year stands for its last day."""
    hide: Mapping[str, Iterable[str]] = field(default_factory=_nothing)
    """Facet to the values that are filtered out, such as `{"stance": ["act"]}`; a value that the page lacks hides nothing."""
    detail: str | None = None
    """all (every node) or shared (what two or more speak of); None leaves it to the page."""

    def __post_init__(self) -> None:
        """Refuses what the page could not read."""
        _known("view", str(self.view), VIEWS)
        _known("theme", self.theme, THEMES)
        _known("detail", self.detail, DETAILS)
        for name, last in (("since", False), ("until", True)):
            written = getattr(self, name)
            object.__setattr__(self, name, None if written is None else bound(written, last=last))
        if self.since and self.until and str(self.since) > str(self.until):
            raise ValueError(f"since={self.since!r} is later than until={self.until!r}: swap them")
        for facet, hidden in self.hide.items():
            _known("facet of hide", facet, tuple(FACETS))
            if isinstance(hidden, str):
                raise ValueError(f"hide={{{facet!r}: {hidden!r}}} is a text: write a list, [{hidden!r}]")  # noqa: TRY004 - one kind of error for one kind of slip

    @property
    def fragment(self) -> str:
        """What stands after `#` in the address of a page that shows this; "" when nothing is asked.

        >>> Opening(view="matrix", theme="dark", since="2008-01-01", hide={"stance": ["oppose"]}).fragment
        'hide-stance=oppose&from=2008-01-01&theme=dark&view=matrix'
        """
        terms = [(f"hide-{facet}", value) for facet in FACETS for value in sorted(set(self.hide.get(facet, ())))]
        single = {"from": self.since, "to": self.until, "theme": self.theme, "detail": self.detail}
        terms += [(name, str(value)) for name, value in single.items() if value]
        terms += [("view", self.view)] if self.view != "network" else []
        # As a browser's URLSearchParams writes it, which leaves the asterisk and not the tilde.
        return urlencode(terms, safe="*").replace("~", "%7E")


def _known(name: str, value: str | None, words: tuple[str, ...]) -> None:
    if value is not None and value not in words:
        raise ValueError(f"{value!r} is no {name}: choose {', '.join(words)}")


def bound(written: str | date, *, last: bool) -> str:
    """A day, month or year as its first or its last day (ISO); a date is its own.

    Raises:
        ValueError: It is none of these.

    >>> bound("2008-02", last=True), bound("2008", last=False)
    ('2008-02-29', '2008-01-01')
    """
    found = DAY.fullmatch(str(written.date() if isinstance(written, datetime) else written))
    year, month, day = (int(part) if part else None for part in (found.groups() if found else ("0", None, None)))
    month = month if month is not None else (MONTHS if last else 1)
    if not year or not 1 <= month <= MONTHS or (day is not None and not 1 <= day <= monthrange(year, month)[1]):
        raise ValueError(f"{written!r} is no day, month or year: write 2008-02-14, 2008-02 or 2008")
    return f"{year:04}-{month:02}-{day or (monthrange(year, month)[1] if last else 1):02}"


# -- facets -----------------------------------------------------------------------------------------------------------------------


def values(graph: nx.MultiDiGraph[str]) -> dict[str, list[str]]:
    """Every facet with the values that the statements of a network have in it, sorted; the facets in the order of the legend."""
    found: dict[str, set[str]] = {facet: set() for facet in FACETS}
    for seen in _statements(graph):
        for facet, value in FACETS.items():
            found[facet].add(value(seen))
    return {facet: sorted(words) for facet, words in found.items()}


def shows(graph: nx.MultiDiGraph[str], first: Opening) -> bool:
    """Whether a page that opens so shows any statement of the network: one in the range of days that no filter takes away."""
    hidden = {facet: set(words) for facet, words in first.hide.items() if words}
    since, until = str(first.since or ""), str(first.until or "9999-99-99")
    return any(
        (seen.row.end or until) >= since
        and (seen.row.start or since) <= until
        and not any(FACETS[facet](seen) in words for facet, words in hidden.items())
        for seen in _statements(graph)
    )


def _statements(graph: nx.MultiDiGraph[str]) -> Iterator[_Seen]:
    rows: Mapping[str, StatementRow] = graph.graph.get("statements", {})
    for actor, target, known in graph.edges(data=True):
        for row in (rows[key] for key in known.get("statements", ()) if key in rows):
            yield _Seen(known, graph.nodes[actor], graph.nodes[target], row)


@dataclass(frozen=True, slots=True)
class _Seen:
    """A statement with the attributes of its edge and of the nodes at its ends."""

    edge: Mapping[str, object]
    actor: Mapping[str, object]
    target: Mapping[str, object]
    row: StatementRow


def _target(seen: _Seen) -> str:
    kind = str(seen.target.get("kind", "issue"))
    return str(seen.target.get("type") or kind) if kind == "issue" else kind


FACETS: Final[Mapping[str, Callable[[_Seen], str]]] = {
    "stance": lambda seen: "conditional" if seen.edge.get("conditional") else str(seen.edge["stance"]),
    "actor": lambda seen: str(seen.actor.get("type") or "unknown"),
    "target": _target,
    "mode": lambda seen: str(seen.edge["mode"]),
    "voice": lambda seen: seen.row.voice or "own",
    "asserted": lambda seen: "asserted" if seen.edge["asserted"] else "held",
    "document": lambda seen: seen.row.document or "none",
    "coder": lambda seen: seen.row.coder or "none",
}
"""The filters of the legend, and a statement's value in each."""
