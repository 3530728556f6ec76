from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stancegraph import ontology, records
from stancegraph.gate import Reason, Voice, shadow_relations
from stancegraph.inference import ProductKind
from stancegraph.reader import read
from stancegraph.relations import Relation
from stancegraph.vocabulary import (
    NAMESPACES,
    ONTOLOGY,
    TermError,
    camel_case,
    expanded,
    iri,
    is_iri,
    is_language_tag,
    literal,
    negative_iri,
    negative_label,
    prefixes,
    relation_iri,
    sg,
    slot_iri,
    typed,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

BASE = "https://example.org/kosovo/"
SUPPORTS = Relation(slug="supports", verb="support", builtin=True)
ALLIED = Relation(slug="is-allied-with", verb="be allied with", builtin=True)
SNUBS = Relation(slug="gives-the-cold-shoulder-to", verb="give the cold shoulder to")

PLAIN = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff") | st.sampled_from("\t\n\r"), max_size=40)
NAMES = [term.name for term in (*ontology.CLASSES, *ontology.PROPERTIES, *ontology.INDIVIDUALS)]


@pytest.fixture(scope="module")
def table() -> Mapping[str, Relation]:
    return read("- Russia opposes independence")[0].relations


def _read_back(spelt: str) -> ox.Literal:
    (quad,) = ox.parse(f"<x:s> <x:p> {spelt} .\n", format=ox.RdfFormat.N_QUADS)
    assert isinstance(quad.object, ox.Literal)
    return quad.object


# --- IRIs ---


@pytest.mark.parametrize(
    "text", [BASE, "urn:isbn:0", "https://example.org/a%20b", "https://example.org/ns#term", "https://пример.рф/россия"]
)
def test_an_absolute_iri_is_taken(text: str) -> None:
    assert iri(text) == f"<{text}>"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "kosovo/",
        "//example.org/",
        "1http://example.org/",
        "https://example.org/a b",
        "https://example.org/a\nb",
        "https://example.org/<b>",
        'https://example.org/"',
        "https://example.org/{b}",
        "https://example.org/a|b",
        "https://example.org/a^b",
        "https://example.org/a`b",
        "https://example.org/a\\b",
        "https://example.org/a%2",
        "https://example.org/#a#b",
        "https://example.org/a\u2028b",
        "https://example.org/a\u202eb",
        "https://example.org/a\u200bb",
        "https://example.org/a\x00b",
        "https://example.org/a\ud800b",
    ],
)
def test_an_iri_that_some_reader_cannot_take_or_no_human_can_see_is_refused(text: str) -> None:
    with pytest.raises(TermError):
        iri(text)


@given(st.text(max_size=30))
def test_whatever_passes_for_an_iri_is_one_for_a_strict_parser(text: str) -> None:
    candidate = f"https://example.org/{text}"
    assert not is_iri(candidate) or ox.NamedNode(candidate).value == candidate


def test_a_prefixed_name_of_ours_is_spelt_out() -> None:
    assert expanded("prov:Entity") == "<http://www.w3.org/ns/prov#Entity>"


def test_a_term_is_the_ontology_with_a_hash_and_its_name() -> None:
    assert sg("saidBy") == f"<{ONTOLOGY}#saidBy>"


@pytest.mark.parametrize("namespace", sorted(NAMESPACES.values()))
def test_a_namespace_is_an_iri_that_a_name_can_follow(namespace: str) -> None:
    assert is_iri(namespace)
    assert namespace.endswith(("/", "#"))


def test_the_projects_slugs_take_the_empty_prefix() -> None:
    assert prefixes(BASE)[""] == BASE


# --- Literals ---


@given(PLAIN)
def test_text_comes_back_from_a_literal_as_it_went_in(text: str) -> None:
    assert _read_back(literal(text)).value == text


@given(PLAIN)
def test_a_literal_is_one_line_for_every_tool_that_splits_lines(text: str) -> None:
    assert len(literal(text).splitlines()) == 1


@pytest.mark.parametrize(
    "text",
    [
        'say "no"',
        "back\\slash",
        "two\nlines",
        "a <b> c",
        "> <x:p> <x:o> .",
        "\u202eright to left\u202c",
        "\N{GRINNING FACE}",
        "a\u2028b\u2029c\x85d",
        "\\u0022",
        "\x7f",
    ],
)
def test_hostile_text_comes_back_as_it_went_in(text: str) -> None:
    assert _read_back(literal(text)).value == text


@pytest.mark.parametrize("text", ["\x00", "\x1b[31m", "\ud83d", "\x0b", "\x0c", "\uffff"])
def test_a_character_that_no_literal_can_hold_is_refused(text: str) -> None:
    with pytest.raises(TermError, match="U\\+"):
        literal(text)


def test_a_language_tag_is_written_in_lower_case() -> None:
    assert literal("Kosovë", "sq-XK") == '"Kosovë"@sq-xk'


@pytest.mark.parametrize("tag", ["", "e n", "en_GB", "-en", "en-", "abcdefghi", 'en" .'])
def test_what_is_no_language_tag_is_refused(tag: str) -> None:
    assert not is_language_tag(tag)
    with pytest.raises(TermError, match="language tag"):
        literal("text", tag)


def test_a_date_is_typed_by_its_full_datatype() -> None:
    assert typed("2008-02-14", "edtf:EDTF") == '"2008-02-14"^^<http://id.loc.gov/datatypes/edtf/EDTF>'


# --- Names of relations and slots ---


@pytest.mark.parametrize(
    ("text", "name"),
    [("said_by", "saidBy"), ("supports", "supports"), ("does not rule out", "doesNotRuleOut"), ("s'oppose-à", "sOpposeÀ"), ("Has", "has")],
)
def test_words_become_one_name_in_camel_case(text: str, name: str) -> None:
    assert camel_case(text) == name


def test_a_built_in_relation_is_a_term_of_the_ontology() -> None:
    assert relation_iri(SUPPORTS, BASE) == sg("supports")


def test_a_users_own_relation_stands_under_the_projects_base() -> None:
    assert relation_iri(SNUBS, BASE) == f"<{BASE}givesTheColdShoulderTo>"


def test_the_negative_of_a_verb_says_does_not() -> None:
    assert negative_iri(SUPPORTS, BASE) == sg("doesNotSupport")


def test_the_negative_of_to_be_says_is_not() -> None:
    assert negative_label(ALLIED) == "is not allied with"
    assert negative_iri(ALLIED, BASE) == sg("isNotAlliedWith")


def test_the_slot_under_is_the_legal_basis(table: Mapping[str, Relation]) -> None:
    assert slot_iri("legal_basis", table, BASE) == sg("legalBasis")


def test_a_slot_that_only_a_user_has_stands_apart_from_the_projects_slugs(table: Mapping[str, Relation]) -> None:
    assert slot_iri("price", table, BASE) == f"<{BASE}slot/price>"


# --- The ontology ---


def test_no_two_terms_share_a_name(table: Mapping[str, Relation]) -> None:
    relations = [relation_iri(row, BASE) for row in table.values()] + [negative_iri(row, BASE) for row in table.values()]
    slots = sorted({slot_iri(slot.role, table, BASE) for row in table.values() for slot in row.slots} | {sg("legalBasis")})
    everything = [sg(name) for name in (*NAMES, *shadow_relations())] + relations + slots
    assert sorted(everything) == sorted(set(everything))


@pytest.mark.parametrize(
    "enum",
    [
        records.Mode,
        records.Certainty,
        records.Scope,
        records.Status,
        records.ActorType,
        records.IssueType,
        records.DocumentType,
        Reason,
        Voice,
    ],
)
def test_every_closed_word_is_an_individual(enum: Iterable[str]) -> None:
    assert {str(word) for word in enum} <= {term.name for term in ontology.INDIVIDUALS}


def test_every_kind_of_finding_is_a_class() -> None:
    assert {str(kind) for kind in ProductKind} <= {term.name for term in ontology.CLASSES}


def test_a_derived_stance_is_no_stance() -> None:
    assert next(term.above for term in ontology.CLASSES if term.name == "DerivedStance") == ("sg:Product",)


@pytest.mark.parametrize("term", [*ontology.CLASSES, *ontology.PROPERTIES, *ontology.INDIVIDUALS], ids=lambda term: term.name)
def test_a_definition_is_a_sentence(term: ontology.Term) -> None:
    assert term.definition[0].isupper()
    assert term.definition.endswith(".")
