"""What a page knows of a network: nodes, edges, statements and findings as JSON that can stand inside a script element.

Every table is a column for each fact, in its shortest form (`column`): a page with quotes stays small enough for a mail.
"""

from __future__ import annotations

import json
import re
from itertools import groupby
from math import sqrt
from textwrap import wrap
from typing import TYPE_CHECKING, TypeAlias, TypedDict, cast
from urllib.parse import urlsplit

from stancegraph import dates, layout, rollup
from stancegraph.camps import Tie
from stancegraph.inflection import base_form

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    import networkx as nx

    from stancegraph.queries import DerivedRow, StatementRow

__all__ = ["Json", "as_json", "clean", "column", "columns", "edges", "evidence", "facts", "folded", "large", "nodes", "overview", "table"]

Json: TypeAlias = "str | int | float | bool | Sequence[Json] | Mapping[str, Json] | None"

# C0 and C1 controls, the marks that reorder text across their element, lone surrogates: none can be shown and each can mislead.
UNSHOWABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")


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
        | {name: _plain(known.get(name)) for name in names if name in known}
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
    """What the filters need: columns of the statements (by date, then id), the documents, the rule products by id.

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
        "documents": columns([documents[slug] for slug in sorted(documents)]),
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
    return {"label": label, "url": _web_address(row.document_url), "publisher": _plain(row.publisher)}


def _product(row: DerivedRow, number: Mapping[str, int]) -> dict[str, Json]:
    facts = {name: _plain(getattr(row, name)) for name in ("id", "rule", "kind", "holder", "target", "text")}
    return {**facts, "premises": [number.get(premise, clean(premise)) for premise in row.premises]}


def _web_address(url: str | None) -> str | None:
    """The address when it leads to the web; anything else (`javascript:`, `data:`, a path) is no link."""
    try:
        return clean(url) if url and urlsplit(url).scheme in {"http", "https"} else None
    except ValueError:  # an unclosed bracket in the host
        return None


# -- columns ----------------------------------------------------------------------------------------------------------------------


DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
"""Of packed numbers, most significant first: no sign among them that JSON or HTML would have to escape."""
FEW = 64  # distinct values of a column that may be coded together with others


def columns(records: Sequence[Mapping[str, Json]]) -> dict[str, Json]:
    """Records as one column a name, names sorted; a record without a name has None there."""
    names = sorted({name for record in records for name in record})
    return table({name: [record.get(name) for record in records] for name in names})


def table(rows: Mapping[str, Sequence[object]]) -> dict[str, Json]:
    """Columns of equal length, each in its shortest form; those with few values are coded together where that is shorter still.

    In that case each has a value for each combination that occurs, the first by name the codes, all others point to it.

    >>> told = table({"kind": ["toll", "tax"] * 50, "mode": ["planned", "actual"] * 50, "n": [1] * 100})
    >>> told["mode"], told["n"]
    ({'values': ['actual', 'planned'], 'by': 'kind'}, {'all': 1})
    """
    plain = {name: [_plain(value) for value in values] for name, values in rows.items()}
    alone = {name: column(values) for name, values in plain.items()}
    few = sorted(name for name, form in alone.items() if isinstance(form, dict) and "codes" in form and len(form["values"]) <= FEW)
    if len(few) < 2:  # noqa: PLR2004 - a column is not coded together with itself
        return alone
    together = _coded_together({name: plain[name] for name in few})
    return alone | (together if len(as_json(together)) < len(as_json({name: alone[name] for name in few})) else {})


def _coded_together(plain: Mapping[str, Sequence[Json]]) -> dict[str, Json]:
    first, *others = plain
    combined = [as_json(row) for row in zip(*plain.values(), strict=True)]
    distinct = sorted(set(combined))
    values: list[Json] = [list(own) for own in zip(*(json.loads(text) for text in distinct), strict=True)]
    code = {text: at for at, text in enumerate(distinct)}
    head: Json = {"values": values[0], **_packed("codes", [code[text] for text in combined])}
    return {first: head, **{name: {"values": own, "by": first} for name, own in zip(others, values[1:], strict=True)}}


def column(values: Iterable[object]) -> Json:
    """A column in its shortest form.

    `{all: value}`; `{count: rows}` for 0, 1, 2 ...; distinct values with the packed code of each row, or with a code and a length for
    each run of rows; packed `numbers`; `text` that is `width` characters a row; or the values themselves.

    >>> column(["yes", "yes"]), column([1, 2]), column(range(90)), column([640, 7] * 90)["width"]
    ({'all': 'yes'}, [1, 2], {'count': 90}, 1)
    >>> column([*["a long word"] * 9, None])
    {'values': ['a long word', None], 'runs': [0, 9, 1, 1]}
    """
    rows = [_plain(value) for value in values]
    texts = [as_json(row) for row in rows]
    distinct = sorted(set(texts), key=lambda text: (text == "null", text))
    if len(distinct) == 1:
        return {"all": rows[0]}
    code = {text: at for at, text in enumerate(distinct)}
    codes = [code[text] for text in texts]
    named: dict[str, Json] = {"values": [json.loads(text) for text in distinct]}
    forms: list[Json] = [rows, {**named, "runs": _runs(codes)}, {**named, **_packed("codes", codes)}, *_short_forms(rows)]
    return min(forms, key=lambda form: len(as_json(form)))


def _short_forms(rows: Sequence[Json]) -> Iterator[Json]:
    """Forms that only a column of one sort of values has."""
    whole = [row for row in rows if isinstance(row, int) and not isinstance(row, bool) and row >= 0]
    if rows and len(whole) == len(rows):
        yield _packed("numbers", whole)
        if whole == list(range(len(whole))):
            yield {"count": len(whole)}
    texts = [row for row in rows if isinstance(row, str)]
    if rows and len(texts) == len(rows) and len({len(text) for text in texts}) == 1 and all(map(str.isascii, texts)):
        yield {"text": "".join(texts), "width": len(texts[0])}


def _packed(name: str, numbers: Sequence[int]) -> dict[str, Json]:
    """Whole numbers, each as `width` digits to the base 64."""
    width = 1
    while max(numbers, default=0) >= len(DIGITS) ** width:
        width += 1
    digits = (DIGITS[number // len(DIGITS) ** place % len(DIGITS)] for number in numbers for place in reversed(range(width)))
    return {name: "".join(digits), "width": width}


def _runs(codes: Sequence[int]) -> list[Json]:
    return [number for code, run in groupby(codes) for number in (code, len(list(run)))]


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
