"""What a page knows of a network: nodes, edges, statements and findings as JSON that can stand inside a script element.

Every table is a column for each fact, in the shortest of three forms (`column`): a page with quotes stays small enough for a mail.
"""

from __future__ import annotations

import json
import re
from math import sqrt
from textwrap import wrap
from typing import TYPE_CHECKING, TypeAlias, TypedDict, cast
from urllib.parse import urlsplit

from stancegraph import layout

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import networkx as nx

    from stancegraph.queries import DerivedRow, StatementRow

__all__ = ["Json", "as_json", "clean", "column", "columns", "edges", "evidence", "facts", "nodes"]

Json: TypeAlias = "str | int | float | bool | Sequence[Json] | Mapping[str, Json] | None"

# C0 and C1 controls, the marks that reorder text across their element, lone surrogates: none can be shown and each can mislead.
UNSHOWABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")


class _Node(TypedDict, total=False):
    """What `network.positions` writes on a node, as far as the page uses it."""

    label: str
    kind: str
    type: str
    definition: str
    wikidata: str
    also: tuple[str, ...]
    degree_statements: int


class _Edge(TypedDict, total=False):
    """What `network.positions` writes on an edge, as far as the page uses it."""

    stance: str
    conditional: bool
    mode: str
    asserted: bool
    label: str
    polarity_min: int
    polarity_max: int
    n: int
    statements: tuple[str, ...]


# -- the picture ------------------------------------------------------------------------------------------------------------------


def nodes(graph: nx.MultiDiGraph[str]) -> list[dict[str, Json]]:
    """One record a node by slug; `id` is its number, because vis-network trips over names like `constructor`; absent facts are left out.

    Nodes that hold or meet no position are left out, unless nobody holds any.
    """
    found = _sorted_nodes(graph)
    at = layout.positions(_boxes(found), _ties(graph))
    return [{"id": number, **_node(slug, known, at[slug])} for number, (slug, known) in enumerate(found)]


def edges(graph: nx.MultiDiGraph[str]) -> list[dict[str, Json]]:
    """One record an edge by (actor, target, key); `id`, `from` and `to` are numbers; absent facts are left out."""
    names = ("stance", "conditional", "mode", "asserted", "label", "polarity_min", "polarity_max", "n")
    number = {slug: at for at, (slug, _) in enumerate(_sorted_nodes(graph))}
    return [
        {"id": at, "from": number[source], "to": number[target]} | {name: _plain(known.get(name)) for name in names if name in known}
        for at, (source, target, _, known) in enumerate(_sorted_edges(graph))
    ]


def _sorted_nodes(graph: nx.MultiDiGraph[str]) -> list[tuple[str, _Node]]:
    found = cast("list[tuple[str, _Node]]", sorted(graph.nodes(data=True)))
    return [(slug, known) for slug, known in found if graph.degree(slug)] or found


def _sorted_edges(graph: nx.MultiDiGraph[str]) -> list[tuple[str, str, str, _Edge]]:
    found = cast("list[tuple[str, str, str, _Edge]]", graph.edges(keys=True, data=True))
    return sorted(found, key=lambda edge: edge[:3])


def _node(slug: str, known: _Node, at: tuple[int, int]) -> dict[str, Json]:
    facts: dict[str, Json] = {"slug": clean(slug), "label": clean(known.get("label") or slug), "kind": known.get("kind", "issue")}
    further = {"type": known.get("type"), "definition": known.get("definition"), "wikidata": known.get("wikidata")}
    place = {"x": at[0], "y": at[1], "n": known.get("degree_statements", 0)}
    also: dict[str, Json] = {"also": [clean(name) for name in known["also"]]} if known.get("also") else {}
    return facts | place | {name: clean(text) for name, text in further.items() if text} | also


def _boxes(found: Iterable[tuple[str, _Node]]) -> Iterable[layout.Box]:
    """The room of each node in units of the canvas: an actor's shape with its label below, a card of a few lines for the rest."""
    for slug, known in found:
        label = (known.get("label") or slug)[:60]
        if known.get("kind") == "actor":
            yield layout.Box(slug, outside=True, width=min(max(44.0, 8.4 * len(label)), 180), height=60)
        else:
            lines = _lines(label)
            yield layout.Box(slug, outside=False, width=8.4 * max(map(len, lines)) + 22, height=16.0 * len(lines) + 16)


def _lines(label: str) -> list[str]:
    """A card's text as the page breaks it: as many words a line as fit into eighteen characters; long words are broken."""
    return wrap(label, 18) or [label]


def _ties(graph: nx.MultiDiGraph[str]) -> Iterable[layout.Tie]:
    """Signed by the middle of the edge's interval, stronger with more statements, half as strong where they are held back."""
    for source, target, _, known in _sorted_edges(graph):
        middle = (known.get("polarity_min", 0) + known.get("polarity_max", 0)) / 2
        yield layout.Tie(source, target, middle * sqrt(known.get("n", 1)) * (1.0 if known.get("asserted") else 0.5))


# -- the statements ---------------------------------------------------------------------------------------------------------------


def facts(graph: nx.MultiDiGraph[str]) -> dict[str, Json]:
    """What the filters need: columns of the statements (by date, then id), the documents by slug, the rule products by id."""
    numbered = _numbered(graph)
    rows = [row for _, row in numbered]
    own = {name: column(getattr(row, name) for row in rows) for name in ("id", "start", "end", "voice", "document", "coder")}
    return {
        **own,
        "edge": column(at for at, _ in numbered),
        "documents": {clean(row.document): _document(row) for row in rows if row.document},
        "derived": [_product(row) for row in sorted(graph.graph.get("derived", ()), key=lambda row: row.id)],
    }


EVIDENCE = ("quotes", "condition", "because", "slots", "said_by", "reported_by", "certainty", "scope", "reasons", "when", "said", "verb")


def evidence(graph: nx.MultiDiGraph[str], places: Mapping[str, str]) -> dict[str, Json]:
    """What is shown of a statement when it is asked for, in the order of `facts`; `sentence` only where the labels do not make it."""
    rows = [row for _, row in _numbered(graph)]
    shown = {name: column(getattr(row, name) for row in rows) for name in EVIDENCE}
    return {**shown, "sentence": column(_sentence(graph, row) for row in rows), "place": column(places.get(row.id) for row in rows)}


def _sentence(graph: nx.MultiDiGraph[str], row: StatementRow) -> str | None:
    names = [graph.nodes[slug].get("label") or slug for slug in (row.actor, row.object)]
    return None if row.sentence_label == f"{names[0]} {row.verb} {names[1]}" else row.sentence_label


def _numbered(graph: nx.MultiDiGraph[str]) -> list[tuple[int, StatementRow]]:
    """Every statement with the number of its edge, by date, then id."""
    rows = graph.graph.get("statements", {})
    found = [(at, rows[key]) for at, edge in enumerate(_sorted_edges(graph)) for key in edge[3].get("statements", ()) if key in rows]
    return sorted(found, key=lambda pair: (pair[1].start or "", pair[1].id, pair[0]))


def _document(row: StatementRow) -> Json:
    label = clean(row.document_label or row.document or "")
    return {"label": label, "url": _web_address(row.document_url), "publisher": _plain(row.publisher)}


def _product(row: DerivedRow) -> Json:
    return {name: _plain(getattr(row, name)) for name in ("id", "rule", "kind", "holder", "target", "text", "premises")}


def _web_address(url: str | None) -> str | None:
    """The address when it leads to the web; anything else (`javascript:`, `data:`, a path) is no link."""
    try:
        return clean(url) if url and urlsplit(url).scheme in {"http", "https"} else None
    except ValueError:  # an unclosed bracket in the host
        return None


# -- columns ----------------------------------------------------------------------------------------------------------------------


def columns(records: Sequence[Mapping[str, Json]]) -> dict[str, Json]:
    """Records as one column a name, names sorted; a record without a name has None there."""
    names = sorted({name for record in records for name in record})
    return {name: column(record.get(name) for record in records) for name in names}


def column(values: Iterable[object]) -> Json:
    """A column in its shortest form: `{all: value}`, distinct values with an index a row (-1 for None), or the values themselves.

    >>> column(["yes", "yes"]), column([1, 2]), column(["a long word", "a long word", "a long word", None])
    ({'all': 'yes'}, [1, 2], {'values': ['a long word'], 'codes': [0, 0, 0, -1]})
    """
    rows = [_plain(value) for value in values]
    texts = [as_json(row) for row in rows]
    distinct = sorted(set(texts))
    if len(distinct) == 1:
        return {"all": rows[0]}
    kept = [text for text in distinct if text != "null"]
    code = {"null": -1} | {text: at for at, text in enumerate(kept)}
    coded: Json = {"values": [json.loads(text) for text in kept], "codes": [code[text] for text in texts]}
    return coded if len(as_json(coded)) < sum(map(len, texts)) + len(texts) else rows


# -- text that is safe anywhere ---------------------------------------------------------------------------------------------------


def clean(text: object) -> str:
    r"""Text with what cannot be shown, or reorders what stands around it, replaced by U+FFFD.

    >>> clean("a\0b") == "a\N{REPLACEMENT CHARACTER}b"
    True
    """
    return UNSHOWABLE.sub("\N{REPLACEMENT CHARACTER}", str(text))


def as_json(value: Json) -> str:
    r"""JSON that can stand inside a script element: no `<`, no line separators that old parsers end a line at.

    >>> as_json(["</script>"])
    '["\\u003c/script>"]'
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _plain(value: object) -> Json:
    """A value as JSON knows it: tuples become lists, words and texts are cleaned, None stays."""
    if value is None or isinstance(value, bool | int | float):
        return value
    return [_plain(item) for item in value] if isinstance(value, tuple | list) else clean(value)
