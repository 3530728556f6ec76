"""The built-in relation table: what must be in it, and what no row may do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from stancegraph.lexicon import Lexicon
from stancegraph.reader import read
from stancegraph.relations import RelationKind
from stancegraph.sentences import Reading, read_sentence

if TYPE_CHECKING:
    from collections.abc import Mapping

    from stancegraph.relations import Relation


@pytest.fixture(scope="module")
def table() -> Mapping[str, Relation]:
    return read("- Russia opposes independence")[0].relations


@pytest.fixture(scope="module")
def lexicon(table: Mapping[str, Relation]) -> Lexicon:
    return Lexicon([], table)


def reading(lexicon: Lexicon, sentence: str) -> Reading:
    """The reading of a sentence that has one."""
    found = read_sentence(sentence, lexicon)
    assert isinstance(found, Reading), found
    return found


def test_every_row_is_built_in_and_has_a_definition(table: Mapping[str, Relation]) -> None:
    assert [slug for slug, row in table.items() if not (row.builtin and row.definition)] == []


def test_no_form_writes_two_relations(lexicon: Lexicon) -> None:
    assert {form: rows for form, rows in lexicon.forms.items() if len({row[0] for row in rows}) > 1} == {}


def test_no_sub_relation_reverses_the_sign_of_its_parent(table: Mapping[str, Relation]) -> None:
    assert [slug for slug, row in table.items() if any(table[parent].polarity != row.polarity for parent in row.is_)] == []


def test_every_stance_takes_a_side_or_is_neutral(table: Mapping[str, Relation]) -> None:
    assert [slug for slug, row in table.items() if (row.kind is RelationKind.STANCE) != (row.polarity is not None)] == []


def test_only_acts_imply_a_stance(table: Mapping[str, Relation]) -> None:
    assert [slug for slug, row in table.items() if row.implies and row.kind is not RelationKind.ACT] == []


def test_every_implied_stance_falls_on_the_object_or_on_a_slot_of_the_row(table: Mapping[str, Relation]) -> None:
    roles = {slug: {None, *(slot.role for slot in row.slots)} for slug, row in table.items()}
    assert [slug for slug, row in table.items() if {role for _, role in row.implies} - roles[slug]] == []


def test_inverses_name_each_other(table: Mapping[str, Relation]) -> None:
    assert [slug for slug, row in table.items() if row.inverse and table[row.inverse].inverse != slug] == []


def test_an_expectation_takes_no_side(table: Mapping[str, Relation]) -> None:
    assert (table["expects"].polarity, table["expects"].implies) == (None, ())


def test_whoever_accuses_supports_nothing_thereby(table: Mapping[str, Relation]) -> None:
    assert table["accuses"].implies == ()


@pytest.mark.parametrize(
    ("sentence", "relation"),
    [
        ("Serbia will never recognise independence", "refuses-to-recognise"),
        ("Serbia shall never recognize independence", "refuses-to-recognise"),
        ("Serbia refused recognition of Kosovo", "refuses-to-recognise"),
        ("Serbia shall never accept partition", "rejects"),
        ("Serbia never accepted partition", "rejects"),
        ("Serbia does not accept partition", "accepts"),
        ("France and Britain are members of NATO", "is-member-of"),
        ("France recognized Kosovo", "recognises"),
        ("Russia objects to independence", "opposes"),
        ("Russia is against independence", "opposes"),
        ("France is for independence", "supports"),
        ("Serbia will not use force", "rules-out"),
        ("Serbia renounces force", "rules-out"),
        ("China abstained on the resolution", "is-neutral-on"),
        ("Serbia wants talks", "seeks"),
        ("Serbia sought talks", "seeks"),
        ("Serbia held talks with Russia", "meets"),
        ("Serbia holds a summit", "convenes"),
        ("Russia contests the legality of the mission", "disputes-legality-of"),
        ("Russia contests the mission", "disputes"),
        ("Serbia calls for talks", "calls-for"),
        ("Serbia calls on the Council", "calls-on"),
        ("Serbia calls a meeting", "convenes"),
        ("Russia vetoed the resolution", "vetoes"),
        ("France withdrew its troops", "withdraws"),
    ],
)
def test_diplomacys_words_find_their_relation(lexicon: Lexicon, sentence: str, relation: str) -> None:
    assert reading(lexicon, sentence).relation == relation


def test_not_to_recognise_is_a_negation_and_not_a_refusal(lexicon: Lexicon) -> None:
    found = reading(lexicon, "France does not recognise Kosovo")
    assert (found.relation, found.negated) == ("recognises", True)


def test_to_refuse_recognition_is_not_negated(lexicon: Lexicon) -> None:
    assert not reading(lexicon, "Serbia will never recognise independence").negated


@pytest.mark.parametrize(("words", "role"), [("to oppose", "against"), ("to support", "for"), ("for", "for"), ("against", "against")])
def test_an_urged_actor_takes_the_side_after_it(lexicon: Lexicon, words: str, role: str) -> None:
    found = reading(lexicon, f"Serbia urges the Council {words} the declaration")
    assert [(slot.role, name.text) for slot, name in found.slots] == [(role, "declaration")]
