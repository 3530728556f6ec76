"""What a page knows of a network: nodes and edges as records, statements and findings as columns (`stancegraph.columns`)."""

from __future__ import annotations

import re
from math import sqrt
from textwrap import wrap
from typing import TYPE_CHECKING, TypedDict, cast
from urllib.parse import urlsplit

from stancegraph import dates, layout, rollup
from stancegraph.camps import Tie
from stancegraph.columns import clean, column, columns, plain, table
from stancegraph.inflection import base_form
from stancegraph.ontology import INDIVIDUALS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import networkx as nx

    from stancegraph.columns import Json
    from stancegraph.queries import DerivedRow, StatementRow

__all__ = ["edges", "evidence", "facts", "folded", "large", "nodes", "overview"]

PLURALS = {"is": "are", "does": "do", "has": "have", "was": "were"} | {word: word for word in ("will", "shall", "would", "never", "not")}
HEAD_ENDS = re.compile(r" (?:in|of|who|that|from|for|on|with) ")
TAIL = re.compile("[0-9a-f]{8}")  # what an id ends in: the first digits of its hash
LARGE = 240  # nodes; more are a thicket, whatever the layout
WHOLE = 2_000  # nodes; more are never drawn at once, so that no browser stands still
BUSIEST = (40, 24)  # actors and issues of a large network that a picture without a pointer shows
SMALL = 40  # nodes that a picture shows whole without getting dense
LEAST_LEFT = 8  # nodes; folding that leaves fewer would hide what there is to see


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

    Nodes that hold or meet no position are left out, unless nobody holds any. `x`, `y`: where it stands in the picture that opens; where
    that one leaves something out, `folded` says what, and `all_x`, `all_y` place everything in the picture of the whole.
    """
    found = _sorted_nodes(graph)
    away = folded(graph)
    whole = layout.positions(_boxes(found), _ties(graph)) if len(found) <= WHOLE else {}
    first = layout.positions(_boxes([pair for pair in found if pair[0] not in away]), _ties(graph)) if away else whole
    return [{"id": number, **_node(slug, known), **_place(slug, first, whole)} for number, (slug, known) in enumerate(found)]


def _place(slug: str, first: Mapping[str, tuple[int, int]], whole: Mapping[str, tuple[int, int]]) -> dict[str, Json]:
    """Where a node stands in the picture that opens and in the one of the whole, the second left out where there is no other."""
    x, y = first.get(slug, whole.get(slug, (0, 0)))
    place: dict[str, Json] = {"x": x, "y": y}
    if first is not whole and whole:
        place |= {"all_x": whole[slug][0], "all_y": whole[slug][1]}
    return place if slug in first else place | {"folded": True}


def folded(graph: nx.MultiDiGraph[str]) -> set[str]:
    """Slugs of what the picture leaves out until it is asked for; nothing in a small graph, or where too little would be left.

    That is: issues on which fewer than two actors take a position, and whoever speaks of nothing else. Of a large graph (`large`) only
    what is spoken of most by those who speak most is left in.
    """
    found = _sorted_nodes(graph)
    if len(found) <= SMALL:
        return set()
    kept = _busiest(found) if large(graph) else _met(graph, found)
    return {slug for slug, _ in found} - kept if len(kept) >= LEAST_LEFT else set()


def large(graph: nx.MultiDiGraph[str]) -> bool:
    """Whether a network is too large to be looked at as a whole: the page opens on its roll-up."""
    return len(_sorted_nodes(graph)) > LARGE


def _busiest(found: Sequence[tuple[str, _Node]]) -> set[str]:
    ranked = sorted(found, key=lambda pair: (-pair[1].get("degree_statements", 0), pair[0]))
    actors = [slug for slug, known in ranked if known.get("kind") == "actor"]
    targets = [slug for slug, known in ranked if known.get("kind") != "actor"]
    return {*actors[: BUSIEST[0]], *targets[: BUSIEST[1]]}


def _met(graph: nx.MultiDiGraph[str], found: Sequence[tuple[str, _Node]]) -> set[str]:
    """Targets on which two or more actors take a position, and everybody who speaks of one of them."""
    kind = {slug: known.get("kind") for slug, known in found}
    holders: dict[str, set[str]] = {}
    for source, target, _, known in _sorted_edges(graph):
        if known.get("stance") != "act" and kind[target] != "actor":
            holders.setdefault(target, set()).add(source)
    kept = {target for target, actors in holders.items() if len(actors) > 1}
    return kept | {source for source, target, _, _ in _sorted_edges(graph) if target in kept}


def overview(graph: nx.MultiDiGraph[str]) -> dict[str, Json]:
    """The roll-up of a large network, nodes by number; nothing for one that is not large.

    `community` is a column over the nodes (None for what is no actor), `names` and `sizes` go by community, `overview` and `levels` hold
    places, `other` how many issues stand together as one.
    """
    if not large(graph):
        return {}
    found = _sorted_nodes(graph)
    number = {slug: at for at, (slug, _) in enumerate(found)}
    count = {slug: known.get("degree_statements", 0) for slug, known in found}
    actors = {slug: count[slug] for slug, known in found if known.get("kind") == "actor"}
    issues = {slug: count[slug] for slug in count if slug not in actors}
    rolled = rollup.rollup(actors, issues, list(_ties(graph)), {slug: clean(known.get("label") or slug) for slug, known in found})
    community = {slug: at for at, part in enumerate(rolled.members) for slug in part}
    places = {rollup.community_key(at): f"c{at}" for at in range(len(rolled.members))} | {rollup.OTHER: "other"}
    return {
        "community": column(community.get(slug) for slug, _ in found),
        "names": list(rolled.names),
        "sizes": [len(part) for part in rolled.members],
        "other": len(issues) - len(rolled.issues),
        "overview": [[places.get(key) or number[key], x, y] for key, x, y in rolled.overview.places],
        "levels": [[[number[key], x, y] for key, x, y in level.places] for level in rolled.levels],
    }


def edges(graph: nx.MultiDiGraph[str]) -> list[dict[str, Json]]:
    """One record an edge by (actor, target, key); `id`, `from` and `to` are numbers; absent facts are left out.

    `folded`: the picture that opens leaves it out, because it leaves out one of its ends, or because it ties two actors.
    """
    names = ("stance", "conditional", "mode", "asserted", "label", "polarity_min", "polarity_max", "n")
    found = _sorted_nodes(graph)
    number = {slug: at for at, (slug, _) in enumerate(found)}
    away = folded(graph)
    actors = {slug for slug, known in found if known.get("kind") == "actor"} if away else set()
    many = {slug for slug, known in found if _is_plural(known)}
    return [
        {"id": at, "from": number[source], "to": number[target]}
        | {name: plain(known.get(name)) for name in names if name in known}
        | ({"label": clean(agreeing(known["label"]))} if source in many and "label" in known else {})
        | ({"folded": True} if away & {source, target} or target in actors else {})
        for at, (source, target, _, known) in enumerate(_sorted_edges(graph))
    ]


def _sorted_nodes(graph: nx.MultiDiGraph[str]) -> list[tuple[str, _Node]]:
    found = cast("list[tuple[str, _Node]]", sorted(graph.nodes(data=True)))
    return [(slug, known) for slug, known in found if graph.degree(slug)] or found


def _sorted_edges(graph: nx.MultiDiGraph[str]) -> list[tuple[str, str, str, _Edge]]:
    found = cast("list[tuple[str, str, str, _Edge]]", graph.edges(keys=True, data=True))
    return sorted(found, key=lambda edge: edge[:3])


def _node(slug: str, known: _Node) -> dict[str, Json]:
    facts: dict[str, Json] = {"slug": clean(slug), "label": clean(known.get("label") or slug), "kind": known.get("kind", "issue")}
    further = {"type": known.get("type"), "definition": known.get("definition"), "wikidata": known.get("wikidata")}
    also: dict[str, Json] = {"also": [clean(name) for name in known["also"]]} if known.get("also") else {}
    return facts | {"n": known.get("degree_statements", 0)} | {name: clean(text) for name, text in further.items() if text} | also


def _boxes(found: Iterable[tuple[str, _Node]]) -> Iterable[layout.Box]:
    """The room of each node in units of the canvas: an actor's shape, whose name stands outside of the arcs; a card of a few lines."""
    for slug, known in found:
        if known.get("kind") == "actor":
            yield layout.Box(slug, outside=True, width=40, height=22)
        else:
            lines = _lines((known.get("label") or slug)[:60])
            yield layout.Box(slug, outside=False, width=7.8 * max(map(len, lines)) + 20, height=18.0 * len(lines) + 14)


def _lines(label: str) -> list[str]:
    """A card's text as the page breaks it: as many words a line as fit into eighteen characters; long words are broken."""
    return wrap(label, 18) or [label]


def _ties(graph: nx.MultiDiGraph[str]) -> Iterable[Tie]:
    """Signed by the middle of the edge's interval, stronger with more statements, half as strong where they are held back."""
    for source, target, _, known in _sorted_edges(graph):
        middle = (known.get("polarity_min", 0) + known.get("polarity_max", 0)) / 2
        yield Tie(source, target, middle * sqrt(known.get("n", 1)) * (1.0 if known.get("asserted") else 0.5))


# -- grammar ----------------------------------------------------------------------------------------------------------------------


def agreeing(verb: str) -> str:
    """A verb phrase as it stands behind a plural; several between commas.

    >>> agreeing("endorses, is party to"), agreeing("does not support"), agreeing("will never recognise")
    ('endorse, are party to', 'do not support', 'will never recognise')
    """
    return ", ".join(_agreeing(each) for each in verb.split(", "))


def _agreeing(verb: str) -> str:
    first, blank, rest = verb.partition(" ")
    return PLURALS.get(first, "") + blank + rest if first in PLURALS else base_form(verb)


def _is_plural(known: _Node) -> bool:
    """Whether a group or class bears a plural name: its first noun phrase, before "in", "of" or "who", ends in one s."""
    if known.get("type") not in {"group", "class"}:
        return False
    head = HEAD_ENDS.split(known.get("label", ""), maxsplit=1)[0]
    return head.endswith("s") and not head.endswith(("ss", "us", "'s"))


# -- the statements ---------------------------------------------------------------------------------------------------------------


def facts(graph: nx.MultiDiGraph[str]) -> dict[str, Json]:
    """What the filters need: columns of the statements (by date, then id), the documents, the rule products by id, their rules' sentences.

    `overtaken` are the numbers of the statements that are held back for nothing but a later one.
    `id` is what tells a statement from others with its document, actor, relation and object, where the whole id follows from these
    (`s/{document}_{actor}_{relation}_{object}_{id}`), else the whole id. Premises that are statements are numbers.
    """
    numbered = _numbered(graph)
    rows = [row for _, row in numbered]
    number = {row.id: at for at, row in enumerate(rows)}
    documents = {clean(row.document): {"id": clean(row.document), **_document(row)} for row in rows if row.document}
    own = {name: [getattr(row, name) for row in rows] for name in ("start", "end", "voice", "document", "coder")}
    return {
        "count": len(rows),
        **table(
            {**own, "relation": [_relation(row) for row in rows], "id": [_tail(row) for row in rows], "edge": [at for at, _ in numbered]}
        ),
        "overtaken": [at for at, row in enumerate(rows) if tuple(row.reasons) == ("Superseded",)],
        "documents": columns([documents[slug] for slug in sorted(documents)]),
        "rules": {term.name: term.definition for term in INDIVIDUALS if term.name in {row.rule for row in graph.graph.get("derived", ())}},
        "derived": columns([_product(row, number) for row in sorted(graph.graph.get("derived", ()), key=lambda row: row.id)]),
    }


def _relation(row: StatementRow) -> str:
    return f"not-{row.relation}" if row.negated else row.relation


def _tail(row: StatementRow) -> str:
    stem, _, tail = row.id.rpartition("_")
    follows = stem == f"s/{row.document}_{row.actor}_{_relation(row)}_{row.object}"
    return tail if follows and TAIL.fullmatch(tail) else row.id


EVIDENCE = ("condition", "because", "slots", "said_by", "reported_by", "certainty", "scope", "reasons", "said")


def evidence(graph: nx.MultiDiGraph[str], places: Mapping[str, str]) -> dict[str, Json]:
    """What is shown of a statement when it is asked for, in the order of `facts`; `sentence` only where the labels do not make it.

    A quote that is the only one of its statement stands without a list around it.
    """
    rows = [row for _, row in _numbered(graph)]
    many = {slug for slug, known in _sorted_nodes(graph) if _is_plural(known)}
    return table(
        {name: [getattr(row, name) for row in rows] for name in EVIDENCE}
        | {
            "quotes": [row.quotes[0] if len(row.quotes) == 1 else row.quotes for row in rows],
            "verb": [agreeing(row.verb or row.relation) if row.actor in many else row.verb for row in rows],
            "when": [row.when and dates.words(row.when) for row in rows],
            "sentence": [_sentence(graph, row) for row in rows],
            "place": [places.get(row.id) for row in rows],
        }
    )


def _sentence(graph: nx.MultiDiGraph[str], row: StatementRow) -> str | None:
    names = [graph.nodes[slug].get("label") or slug for slug in (row.actor, row.object)]
    return None if row.sentence_label == f"{names[0]} {row.verb} {names[1]}" else row.sentence_label


def _numbered(graph: nx.MultiDiGraph[str]) -> list[tuple[int, StatementRow]]:
    """Every statement with the number of its edge, by date, then id."""
    rows = graph.graph.get("statements", {})
    found = [(at, rows[key]) for at, edge in enumerate(_sorted_edges(graph)) for key in edge[3].get("statements", ()) if key in rows]
    return sorted(found, key=lambda pair: (pair[1].start or "", pair[1].id, pair[0]))


def _document(row: StatementRow) -> dict[str, Json]:
    label = clean(row.document_label or row.document or "")
    return {"label": label, "url": _web_address(row.document_url), "publisher": plain(row.publisher)}


def _product(row: DerivedRow, number: Mapping[str, int]) -> dict[str, Json]:
    facts = {name: plain(getattr(row, name)) for name in ("id", "rule", "kind", "holder", "target", "text")}
    return {**facts, "premises": [number.get(premise, clean(premise)) for premise in row.premises]}


def _web_address(url: str | None) -> str | None:
    """The address when it leads to the web; anything else (`javascript:`, `data:`, a path) is no link."""
    try:
        return clean(url) if url and urlsplit(url).scheme in {"http", "https"} else None
    except ValueError:  # an unclosed bracket in the host
        return None
