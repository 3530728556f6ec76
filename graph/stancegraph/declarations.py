"""The sections above the list in, one record for each declared noun out (LANGUAGE 2).

References to other nouns are left as slugs that the reader resolves; a wrong field is reported and left out, the rest is kept.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from stancegraph.fields import SLUG, Fields, squeeze
from stancegraph.records import (
    RESERVED,
    Act,
    Actor,
    ActorType,
    Coder,
    Document,
    DocumentType,
    Entity,
    Instrument,
    Issue,
    IssueType,
    Kind,
    Office,
    Project,
    Taken,
    Unyielding,
)
from stancegraph.vocabulary import is_iri
from stancegraph.yamltext import Mapping, Node, Scalar, Sequence

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["SECTIONS", "entities", "project", "short", "usable_slug"]

_COMMON = frozenset({"name", "also", "labels", "definition", "wikidata", "was", "note"})
_WIKIDATA = re.compile(r"Q[1-9][0-9]{0,11}\Z")
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*\Z")
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://[^\s<>\"{}|\\^`\x00-\x20]+\Z")
_PROJECT = {"id", "base", "title", "description", "language", "license", "creators", "publisher", "version", "closed", "quote_words"}


def entities(fields: Fields, kind: Kind, section: Node | None) -> Iterator[Entity]:
    """Every noun of one section, in the order written."""
    if section is None or (isinstance(section, Scalar) and section.absent):
        return
    if not isinstance(section, Mapping):
        cure = f"write a line for each, a slug and a colon first: `{_EXAMPLES[kind]}`"
        fields.error("SG013", section, f"{kind}s are a map from slugs to what is known of them", cure)
        return
    for key, value in section.entries:
        if usable_slug(fields, key):
            yield _ENTITIES[kind](fields, key, value)


def usable_slug(fields: Fields, key: Scalar) -> bool:
    """Whether a key can be a slug; reports why it cannot."""
    if not SLUG.match(key.value):
        from stancegraph.spelling import slugify  # noqa: PLC0415 - only where something is wrong

        offer = slugify(key.value)
        known = f"write `{offer}`: sentences may still say {key.value[:60]!r}" if offer == key.value.casefold() else None
        help_ = (
            known or f"write `{offer}: {{name: {key.value[:60]}}}`"
            if offer
            else "use a-z, 0-9 and hyphens, and give the name under `name:`"
        )
        fields.error("SG207", key, f"{key.value[:60]!r} is not a slug (a-z, 0-9 and hyphens)", help_)
        return False
    if key.value in RESERVED:
        fields.error(
            "SG208",
            key,
            f"the slug {key.value!r} is reserved",
            f"choose another: {', '.join(sorted(RESERVED))} begin the addresses we make",
        )
        return False
    return True


def _details(fields: Fields, value: Node, known: frozenset[str], what: str) -> Mapping:
    """The map behind a slug; an empty one where nothing or no map is written."""
    if isinstance(value, Mapping):
        fields.known_keys(value, _COMMON | known, what)
        return value
    if not (isinstance(value, Scalar)):
        fields.wrong_shape(value, "a map")
    return Mapping((), value.start, value.end)


def _common(fields: Fields, key: Scalar, details: Mapping) -> dict[str, Any]:
    """The fields that every noun has, ready for its constructor."""
    return {
        "slug": key.value,
        "place": fields.place(key),
        "name": fields.text(details.get("name")),
        "also": fields.texts(details.get("also")),
        "labels": _labels(fields, details.get("labels")),
        "definition": fields.text(details.get("definition")),
        "wikidata": _matching(fields, details.get("wikidata"), _WIKIDATA, "a Wikidata id such as Q403"),
        "was": tuple(item.value for item in fields.scalars(details.get("was")) if usable_slug(fields, item)),
        "note": fields.text(details.get("note")),
    }


def _labels(fields: Fields, node: Node | None) -> tuple[tuple[str, str], ...]:
    if node is None:
        return ()
    if not isinstance(node, Mapping):
        fields.wrong_shape(node, "a map of languages")
        return ()
    found = []
    for language, value in node.entries:
        if not _LANGUAGE.match(language.value):
            fields.error("SG211", language, f"{language.value!r} is not a language tag", "write a tag such as en, sr or sr-Latn")
        elif text := fields.text(value):
            found.append((language.value, text))
    return tuple(sorted(found))


def _matching(fields: Fields, node: Node | None, pattern: re.Pattern[str], wanted: str) -> str | None:
    text = fields.text(node)
    if text is not None and node is not None and not pattern.match(text):
        fields.error("SG211", node, f"{text[:80]!r} is not {wanted}", f"write {wanted}")
        return None
    return text


def short(fields: Fields, value: Node) -> str | None:
    """The scalar that stands instead of a map: `russia: state`."""
    return fields.text(value) if isinstance(value, Scalar) else None


def _scalar(value: Node, details: Mapping, key: str) -> Node | None:
    """The node of a field that may also stand alone behind the slug."""
    return value if isinstance(value, Scalar) and not value.absent else details.get(key)


def _actor(fields: Fields, key: Scalar, value: Node) -> Actor:
    details = _details(fields, value, frozenset({"type", "member_of", "members_of", "speaks_for", "unnamed"}), "an actor")
    type_node = _scalar(value, details, "type")
    return Actor(
        **_common(fields, key, details),
        type=fields.word(type_node, ActorType, ActorType.ORGANIZATION) if type_node is not None and fields.text(type_node) else None,
        member_of=fields.references(key, details.get("member_of")),
        members_of=_one(fields, key, details.get("members_of")),
        unnamed=bool(fields.flag(details.get("unnamed"))),
        speaks_for=tuple(_offices(fields, details.get("speaks_for"))),
    )


def _offices(fields: Fields, node: Node | None) -> Iterator[Office]:
    for item in node.items if isinstance(node, Sequence) else () if node is None else (node,):
        if isinstance(item, Scalar):
            if actor := fields.text(item):
                yield Office(actor, None, None, fields.place(item))
        elif isinstance(item, Mapping):
            fields.known_keys(item, {"actor", "as", "valid"}, "speaks_for")
            actor_node = item.get("actor")
            if actor_node is None or not (actor := fields.text(actor_node)):
                fields.error(
                    "SG013", item, "an office without `actor:`", "write speaks_for: {actor: russia, as: president, valid: 2000/2008}"
                )
            else:
                yield Office(actor, fields.text(item.get("as")), fields.date(item.get("valid")), fields.place(actor_node))
        else:
            fields.wrong_shape(item, "an actor or a map")


def _one(fields: Fields, slug: Scalar, node: Node | None) -> str | None:
    """A text that names another noun."""
    text = fields.text(node)
    return None if text is None else next(iter(fields.references(slug, node)), None)


def _issue(fields: Fields, key: Scalar, value: Node) -> Issue:
    details = _details(fields, value, frozenset({"type", "entails", "excludes", "negation_of", "broader"}), "an issue")
    return Issue(
        **_common(fields, key, details),
        type=fields.word(_scalar(value, details, "type"), IssueType, IssueType.POLICY),
        entails=fields.references(key, details.get("entails")),
        excludes=fields.references(key, details.get("excludes")),
        negation_of=_one(fields, key, details.get("negation_of")),
        broader=fields.references(key, details.get("broader")),
    )


def _act(fields: Fields, key: Scalar, value: Node) -> Act:
    details = _details(fields, value, frozenset({"type", "when"}), "an act")
    return Act(
        **_common(fields, key, details),
        type=short(fields, value) or fields.text(details.get("type")),
        when=fields.date(details.get("when")),
    )


def _instrument(fields: Fields, key: Scalar, value: Node) -> Instrument:
    details = _details(fields, value, frozenset({"type", "date", "url"}), "an instrument")
    return Instrument(
        **_named(fields, key, value, details),
        type=fields.text(details.get("type")),
        date=fields.date(details.get("date")),
        url=_matching(fields, details.get("url"), _IRI, "an address such as https://example.org/page"),
    )


def _named(fields: Fields, key: Scalar, value: Node, details: Mapping) -> dict[str, Any]:
    """The common fields, the name also from `slug: name` or `title:`."""
    common = _common(fields, key, details)
    common["name"] = common["name"] or short(fields, value) or fields.text(details.get("title"))
    return common


def _document(fields: Fields, key: Scalar, value: Node) -> Document:
    known = frozenset({"title", "type", "publisher", "date", "url", "language", "text", "repeats", "uncoded"})
    details = _details(fields, value, known, "a document")
    return Document(
        **_named(fields, key, value, details),
        type=fields.word(details.get("type"), DocumentType, DocumentType.ARTICLE),
        publisher=fields.text(details.get("publisher")),
        date=fields.date(details.get("date")),
        url=_matching(fields, details.get("url"), _IRI, "an address such as https://example.org/page"),
        language=_matching(fields, details.get("language"), _LANGUAGE, "a language tag such as en"),
        text=fields.text(details.get("text")),
        repeats=tuple(_repeats(fields, key, details.get("repeats"))),
        uncoded=tuple(_uncoded(fields, details.get("uncoded"))),
    )


def _repeats(fields: Fields, slug: Scalar, node: Node | None) -> Iterator[tuple[str, tuple[Taken, ...]]]:
    if isinstance(node, Mapping):
        for document, quotes in node.entries:
            fields.named.setdefault((slug.start, squeeze(document.value)), fields.place(document))
            taken = (Taken(squeeze(quote.value), fields.place(quote)) for quote in fields.scalars(quotes))
            yield squeeze(document.value), tuple(sorted(taken, key=lambda each: each.exact))
    else:
        yield from ((document, ()) for document in fields.references(slug, node))


def _uncoded(fields: Fields, node: Node | None) -> Iterator[Unyielding]:
    """A map from reasons to first words: a reason stands for many passages, and no words of a text have to be a key."""
    if node is None or (isinstance(node, Scalar) and node.absent):
        return
    if not isinstance(node, Mapping):
        fields.wrong_shape(node, "a map of reasons")
        return
    for reason, passages in node.entries:
        found = [passage for passage in fields.scalars(passages) if squeeze(passage.value)]
        if not squeeze(reason.value) or not found:
            missing = "the first words of a sentence" if squeeze(reason.value) else "a reason"
            fields.error("SG013", reason, f"`uncoded:` without {missing}", "write `uncoded: {background: The first words}`")
        for passage in found:
            yield Unyielding(squeeze(passage.value), squeeze(reason.value), fields.place(passage))


def _coder(fields: Fields, key: Scalar, value: Node) -> Coder:
    return Coder(**_named(fields, key, value, _details(fields, value, frozenset(), "a coder")))


_ENTITIES = {
    Kind.ACTOR: _actor,
    Kind.ISSUE: _issue,
    Kind.ACT: _act,
    Kind.INSTRUMENT: _instrument,
    Kind.DOCUMENT: _document,
    Kind.CODER: _coder,
}
_EXAMPLES = {
    Kind.ACTOR: "russia: state",
    Kind.ISSUE: "independence: policy",
    Kind.ACT: "eulex: deployment",
    Kind.INSTRUMENT: "resolution-1244: UN Security Council resolution 1244",
    Kind.DOCUMENT: "cnn-2008-02-14: {title: ..., date: 2008-02-14}",
    Kind.CODER: "anna: Anna Example",
}
SECTIONS = {
    "actors": Kind.ACTOR,
    "issues": Kind.ISSUE,
    "acts": Kind.ACT,
    "instruments": Kind.INSTRUMENT,
    "documents": Kind.DOCUMENT,
    "coders": Kind.CODER,
}
"""The sections of a file that declare nouns, each with its kind."""


def project(fields: Fields, node: Node | None, folder: str) -> tuple[Project, bool]:
    """The block `project:` and whether it gives a base; without it the folder's name makes an example.org base."""
    details = node if isinstance(node, Mapping) else Mapping((), 0, 0)
    if isinstance(node, Mapping):
        fields.known_keys(node, _PROJECT, "project")
    elif node is not None:
        fields.wrong_shape(node, "a map")
    from stancegraph.spelling import slugify  # noqa: PLC0415 - only once a run

    name = fields.text(details.get("id")) or slugify(folder) or "project"
    base = _matching(fields, details.get("base"), _IRI, 'an address that ends in / or #, such as "https://w3id.org/my/project/"')
    if base is not None and not is_iri(base):
        fields.error(
            "SG211",
            details.get("base") or details,
            f"{base[:80]!r} is no address that RDF takes",
            "write letters, digits, - . _ ~ and / only",
        )
        base = None
    if base is not None and not base.endswith(("/", "#")):
        fields.error("SG211", details.get("base") or details, f"the base {base!r} ends neither in / nor in #", f'write "{base}/"')
        base += "/"
    words = fields.text(details.get("quote_words")) or "25"
    if not words.isdecimal() or int(words[:6]) < 1:
        fields.error("SG013", details.get("quote_words") or details, f"{words[:40]!r} is not a number of words", "write quote_words: 12")
        words = "25"
    return Project(
        id=name,
        base=base or f"https://example.org/{slugify(name) or 'project'}/",
        title=fields.text(details.get("title")),
        description=fields.text(details.get("description")),
        language=_matching(fields, details.get("language"), _LANGUAGE, "a language tag such as en") or "en",
        license=fields.text(details.get("license")),
        creators=fields.texts(details.get("creators")),
        publisher=fields.text(details.get("publisher")),
        version=fields.text(details.get("version")),
        closed=bool(fields.flag(details.get("closed"))),
        quote_words=int(words[:6]),
        place=fields.place(details),
    ), base is not None
