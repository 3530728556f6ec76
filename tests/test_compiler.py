from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from itertools import permutations
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stancegraph import compiler
from stancegraph.dates import parse
from stancegraph.gate import Judged, Reason, Verdict, Voice, Why, judge
from stancegraph.inference import Derived, Product, ProductKind, Stance, derive
from stancegraph.ontology import LICENSE, VERSION
from stancegraph.problems import NOWHERE
from stancegraph.reader import read
from stancegraph.records import Actor, Anchor, Annotations, Figure, Issue, Project, Quote, QuoteKey, Statement
from stancegraph.relations import Relation
from stancegraph.vocabulary import NAMESPACES, TermError

if TYPE_CHECKING:
    from collections.abc import Iterable

BASE = "https://example.org/k/"
HEAD = f'project: {{id: k, base: "{BASE}", title: Kosovo}}\n'
XSD = NAMESPACES["xsd"]


def derived(text: str) -> Derived:
    """The file with a project block above it, judged and derived."""
    annotations, _ = read(HEAD + text)
    return derive(judge(annotations))


def short(term: object) -> str:
    """A term as one would write it in Turtle: `:russia`, `sg:opposes`, `"x"@en`, `2008-02-14^^xsd:date`."""
    if isinstance(term, ox.NamedNode):
        spaces = {**NAMESPACES, "": BASE}
        return next(
            (f"{prefix}:{term.value.removeprefix(iri)}" for prefix, iri in spaces.items() if term.value.startswith(iri)), term.value
        )
    assert isinstance(term, ox.Literal)
    if term.language:
        return f'"{term.value}"@{term.language}'
    return f'"{term.value}"' if term.datatype.value == f"{XSD}string" else f"{term.value}^^{short(term.datatype)}"


def facts(source: Derived, graph: str) -> set[str]:
    """The triples of one named graph, each as `subject predicate object`."""
    return {" ".join(map(short, q.triple)) for q in compiler.quads(source) if q.graph_name == ox.NamedNode(f"{BASE}graph/{graph}")}


def about(source: Derived, graph: str, subject: str) -> set[str]:
    """`predicate object` of one subject in one graph."""
    return {fact.removeprefix(f"{subject} ") for fact in facts(source, graph) if fact.startswith(f"{subject} ")}


def select(source: Derived, query: str) -> set[tuple[str, ...]]:
    """The rows of a SPARQL query over the union of the graphs."""
    store = ox.Store()
    store.extend(compiler.quads(source))
    prefixes = {**NAMESPACES, "": BASE}
    rows: Any = store.query(query, prefixes=prefixes, use_default_graph_as_union=True)
    return {tuple(short(value) for value in row) for row in rows}


def made(*statements: Statement, **fields: Any) -> Derived:
    """A project made in Python, every statement asserted in the narrator's voice."""
    annotations = Annotations(
        project=Project(id="k", base=fields.pop("base", BASE)),
        actors={"russia": Actor(slug="russia", **fields)},
        issues={"independence": Issue(slug="independence")},
        acts={},
        instruments={},
        documents={},
        coders={},
        relations={"opposes": Relation(slug="opposes", verb="oppose", polarity=-1, builtin=True)},
        statements=statements,
    )
    return Derived(Judged(annotations, tuple(Verdict(statement=s, interval=(-1, -1), voice=Voice.NARRATOR) for s in statements)), (), ())


def statement(**fields: Any) -> Statement:
    """`Russia opposes independence`, as a record."""
    plain = {"id": "s/1", "place": NOWHERE, "sentence": "", "actor": "russia", "relation": "opposes", "object": "independence"}
    return Statement(**{**plain, **fields})


THREE = """\
statements:
- Russia opposes independence
- US supports recognition
- the EU deploys a mission under 1244
"""
ONE_OF_EACH = """\
actors:
  russia: {type: state, name: Russia, also: [Moscow], labels: {ru: Россия}, definition: A state., wikidata: Q159, was: [ussr], note: large}
  putin: {type: person, speaks_for: {actor: russia, as: president, valid: 2000-05-07/2008-05-07}}
  un: igo
  un-members: {type: class, members_of: un}
  serbia: {type: state, member_of: un}
  diplomats: group
  reuters: media
  party: organization
issues:
  independence: {name: independence of Kosovo, wikidata: Q1246, entails: recognition, excludes: autonomy, broader: status}
  recognition: policy
  autonomy: {type: policy, negation_of: independence}
  status: policy
  stability: claim
acts:
  mission: {type: deployment, when: 2008}
instruments:
  r-1244: {type: resolution, date: 1999-06-10, url: "https://example.com/1244"}
documents:
  cnn: {title: Serbia defiant, publisher: CNN, date: 2008-02-14, url: "https://example.com/cnn", language: en, repeats: {bbc: [in no hurry]}}
  bbc: {title: Speech, type: speech, publisher: reuters, date: 2008-02}
coders:
  anna: {name: Anna}
statements:
- Russia does not support independence under r-1244:
    by: putin
    via: [reuters, diplomats]
    source: cnn
    quote: {exact: in no hurry, before: are, after: at all}
    when: 2008-02
    because: stability
    coder: anna
    tags: [un]
    note: as translated
    id: one
- Serbia deploys mission:
    mode: planned
    source: bbc
    figures: {staff: "about 1,800"}
    id: two
- Russia supports recognition: {id: three}
- Russia opposes recognition: {id: four}
"""


@pytest.fixture(scope="module")
def three() -> Derived:
    return derived(THREE)


@pytest.fixture(scope="module")
def full() -> Derived:
    return derived(ONE_OF_EACH)


# --- The direct graph ---


def test_the_three_sentences_are_three_direct_triples(three: Derived) -> None:
    assert facts(three, "direct") == {":russia sg:opposes :independence", ":us sg:supports :recognition", ":eu sg:deploys :mission"}


def test_a_triple_brings_every_relation_that_its_relation_is() -> None:
    assert facts(derived("statements: [Serbia disputes legality of recognition]"), "direct") == {
        ":serbia sg:disputesLegalityOf :recognition",
        ":serbia sg:disputes :recognition",
        ":serbia sg:opposes :recognition",
    }


def test_a_negated_statement_asserts_its_negative_triple_alone() -> None:
    assert facts(derived("statements: [Serbia does not reject recognition]"), "direct") == {":serbia sg:doesNotReject :recognition"}


def test_a_relation_with_an_inverse_holds_both_ways() -> None:
    assert facts(derived("statements: [Thaci leads Kosovo]"), "direct") == {":thaci sg:leads :kosovo", ":kosovo sg:isLedBy :thaci"}


def test_a_symmetric_relation_holds_both_ways() -> None:
    assert facts(derived("statements: [Russia is allied with Serbia]"), "direct") == {
        ":russia sg:isAlliedWith :serbia",
        ":serbia sg:isAlliedWith :russia",
    }


def test_the_closure_takes_the_inverse_and_the_reverse_of_what_a_relation_is() -> None:
    text = """\
relations:
  chairs: {verb: chair, is: leads, kind: relation, object: actor, definition: Leads a body.}
  befriends: {verb: befriend, is: is-allied-with, kind: relation, object: actor, definition: Is close to.}
statements: [Thaci chairs Kosovo, Russia befriends Serbia]
"""
    assert facts(derived(text), "direct") == {
        ":thaci :chairs :kosovo",
        ":thaci sg:leads :kosovo",
        ":kosovo sg:isLedBy :thaci",
        ":russia :befriends :serbia",
        ":russia sg:isAlliedWith :serbia",
        ":serbia sg:isAlliedWith :russia",
    }


def test_an_act_does_not_assert_the_stance_that_it_implies(three: Derived) -> None:
    assert ":eu sg:supports :mission" not in facts(three, "direct")


def test_the_negation_of_a_users_relation_stands_under_the_projects_base() -> None:
    text = """\
relations: {snubs: {verb: snub, is: opposes, definition: Turns away.}}
statements: [Serbia does not snub recognition]
"""
    assert facts(derived(text), "direct") == {":serbia :doesNotSnub :recognition"}


def test_a_triple_that_two_statements_carry_is_written_once() -> None:
    text = "statements: [Russia opposes independence: {id: a}, Russia opposes independence: {id: b}]"
    assert sum("graph/direct> ." in line for line in compiler.lines(derived(text))) == 1


# --- The heldback graph ---


def test_a_held_back_statement_leaves_a_shadow_and_no_direct_triple() -> None:
    source = derived("statements: [the EU deploys mission: {mode: planned}]")
    assert facts(source, "direct") == set()
    assert facts(source, "heldback") == {":eu sg:plansToActFor :mission"}


def test_a_statement_with_two_reasons_leaves_no_shadow() -> None:
    source = derived("statements: [the EU deploys mission: {mode: planned, certainty: possible}]")
    assert facts(source, "heldback") == set()


def test_no_shadow_relation_is_a_relation(full: Derived) -> None:
    assert not select(full, "SELECT ?r { ?r a sg:ShadowRelation, sg:Relation }")


def test_who_says_what_on_an_issue_passes_over_shadows_and_slots(full: Derived) -> None:
    assert select(full, "SELECT ?a ?r { ?a ?r :independence . ?r a sg:Relation }") == {(":russia", "sg:doesNotSupport")}


# --- Statements and evidence ---


def test_a_statement_carries_all_that_was_coded(full: Derived) -> None:
    assert about(full, "statements", ":s/one") == {
        "rdf:type sg:Statement",
        "rdf:type rdf:Statement",
        "rdf:type prov:Entity",
        'rdfs:label "Russia does not support independence of Kosovo"',
        "rdf:subject :russia",
        "rdf:predicate sg:doesNotSupport",
        "rdf:object :independence",
        "sg:relation sg:supports",
        "sg:polarityMin -1^^xsd:integer",
        "sg:polarityMax 0^^xsd:integer",
        "sg:negated true^^xsd:boolean",
        "sg:mode sg:actual",
        "sg:certainty sg:certain",
        "sg:scope sg:all",
        "sg:status sg:final",
        "sg:legalBasis :r-1244",
        "sg:because :stability",
        'sg:tags "un"',
        'skos:note "as translated"@en',
        "sg:saidBy :putin",
        "sg:reportedBy :reuters",
        "sg:reportedBy :diplomats",
        "sg:heardFrom :s/one_via1",
        "sg:said 2008-02-14^^edtf:EDTF",
        "sg:saidStart 2008-02-14^^xsd:date",
        "sg:day 2008-02-01^^xsd:date",
        "sg:saidEnd 2008-02-14^^xsd:date",
        "sg:when 2008-02^^edtf:EDTF",
        "sg:whenStart 2008-02-01^^xsd:date",
        "sg:whenEnd 2008-02-29^^xsd:date",
        "sg:document :cnn",
        "prov:hadPrimarySource :cnn",
        "sg:evidence :s/one_q1",
        "prov:wasDerivedFrom :s/one_q1",
        "sg:coder :anna",
        "prov:wasAttributedTo :anna",
        "sg:voice sg:own",
        "sg:asserted true^^xsd:boolean",
    }


def test_an_open_end_of_a_date_has_no_bound() -> None:
    source = derived('statements: [Russia opposes independence: {when: "2008-02-14/..", id: a}]')
    times = {fact for fact in about(source, "statements", ":s/a") if fact.startswith("sg:when")}
    assert times == {"sg:when 2008-02-14/..^^edtf:EDTF", "sg:whenStart 2008-02-14^^xsd:date"}


def test_an_act_has_no_polarity(full: Derived) -> None:
    assert not [fact for fact in about(full, "statements", ":s/two") if fact.startswith("sg:polarity")]


def test_a_statement_keeps_every_reason_it_has() -> None:
    source = derived("statements: [the EU deploys mission: {mode: planned, certainty: possible, id: a}]")
    reasons = {fact for fact in about(source, "statements", ":s/a") if fact.startswith("sg:notAssertedBecause")}
    assert reasons == {"sg:notAssertedBecause sg:NotYetActual", "sg:notAssertedBecause sg:Uncertain"}


def test_a_reason_names_the_statements_it_rests_on() -> None:
    verdict = Verdict(
        statement=statement(),
        interval=(-1, -1),
        voice=Voice.OWN,
        reasons=(Why(Reason.SUPERSEDED, "said otherwise later", ("s/2",)),),
        about_source="nothing is known of the source",
    )
    found = about(Derived(Judged(made().judged.annotations, (verdict,)), (), ()), "statements", ":s/1")
    assert {
        "sg:notAssertedBecause sg:Superseded",
        'sg:reasonText "said otherwise later"',
        "sg:reasonPremise :s/2",
        'sg:aboutSource "nothing is known of the source"',
    } <= found


def test_the_words_of_a_date_stand_beside_it() -> None:
    source = derived("statements: [Russia opposes independence: {when: {edtf: 2008-02, text: within days}, id: a}]")
    assert 'sg:whenText "within days"' in about(source, "statements", ":s/a")


def test_the_quote_selects_its_words_in_the_document(full: Derived) -> None:
    assert about(full, "statements", ":s/one_q1") == {
        "rdf:type oa:SpecificResource",
        'rdfs:label "“in no hurry” (Serbia defiant)"',
        "oa:hasSource :cnn",
        "oa:hasSelector :s/one_q1_words",
    }
    assert about(full, "statements", ":s/one_q1_words") == {
        "rdf:type oa:TextQuoteSelector",
        'rdfs:label "in no hurry"',
        'oa:exact "in no hurry"',
        'oa:prefix "are"',
        'oa:suffix "at all"',
    }


def test_each_quote_has_a_node_of_its_own() -> None:
    quotes = (Quote("in no hurry", None, None, NOWHERE), Quote("never", None, None, NOWHERE))
    found = facts(made(statement(quotes=quotes)), "statements")
    assert {fact for fact in found if "oa:exact" in fact} == {':s/1_q1_words oa:exact "in no hurry"', ':s/1_q2_words oa:exact "never"'}


def anchored(source: Derived, **anchors: Anchor) -> Derived:
    """The same project beside a lock that holds these quotes of the document `cnn`, a blank in them as an underscore."""
    held: dict[QuoteKey, Anchor] = {("cnn", words.replace("_", " "), None, None): anchor for words, anchor in anchors.items()}
    annotations = replace(source.judged.annotations, anchors=held, digests={"cnn": "0" * 64})
    return Derived(Judged(annotations, source.judged.verdicts), (), ())


def test_an_anchored_quote_is_selected_by_its_offsets_too() -> None:
    plain = made(statement(document="cnn", quotes=(Quote("in no hurry", None, None, NOWHERE),)))
    found = anchored(plain, in_no_hurry=Anchor(120, 131, "they are ", " at all"))
    assert about(found, "statements", ":s/1_q1") == {
        "rdf:type oa:SpecificResource",
        'rdfs:label "“in no hurry” (cnn)"',
        "oa:hasSource :cnn",
        "oa:hasSelector :s/1_q1_words",
        "oa:hasSelector :s/1_q1_position",
    }
    assert about(found, "statements", ":s/1_q1_position") == {
        "rdf:type oa:TextPositionSelector",
        'rdfs:label "120-131"',
        "oa:start 120^^xsd:nonNegativeInteger",
        "oa:end 131^^xsd:nonNegativeInteger",
    }
    assert about(found, "statements", ":s/1_q1_words") == {
        "rdf:type oa:TextQuoteSelector",
        'rdfs:label "in no hurry"',
        'oa:exact "in no hurry"',
        'oa:prefix "they are "',
        'oa:suffix " at all"',
    }


def test_what_the_coder_wrote_before_a_quote_stands_before_what_the_lock_holds() -> None:
    plain = made(statement(document="cnn", quotes=(Quote("never", "we will", None, NOWHERE),)))
    notes = replace(plain.judged.annotations, anchors={("cnn", "never", "we will", None): Anchor(8, 13, "They say we will ", "")})
    found = about(Derived(Judged(notes, plain.judged.verdicts), (), ()), "statements", ":s/1_q1_words")
    assert {fact for fact in found if fact.startswith(("oa:prefix", "oa:suffix"))} == {'oa:prefix "we will"'}


def test_of_two_quotes_only_the_anchored_one_has_a_position() -> None:
    quotes = (Quote("in no hurry", None, None, NOWHERE), Quote("never", None, None, NOWHERE))
    found = facts(anchored(made(statement(document="cnn", quotes=quotes)), never=Anchor(0, 5, "", "")), "statements")
    assert {fact for fact in found if "_position oa:start" in fact} == {":s/1_q2_position oa:start 0^^xsd:nonNegativeInteger"}


def test_an_anchor_of_another_document_is_not_taken() -> None:
    source = anchored(made(statement(document="bbc", quotes=(Quote("never", None, None, NOWHERE),))), never=Anchor(0, 5, "", ""))
    assert not any("_position" in fact for fact in facts(source, "statements"))


def test_heard_from_walks_from_the_document_to_the_speaker(full: Derived) -> None:
    assert select(full, "SELECT ?hop ?who { :s\\/one sg:heardFrom+ ?hop . ?hop sg:reporter ?who }") == {
        (":s/one_via1", ":reuters"),
        (":s/one_via2", ":diplomats"),
    }
    assert ":s/one_via1 sg:heardFrom :s/one_via2" in facts(full, "statements")


def test_a_figure_is_a_node_that_says_who_reported_it(full: Derived) -> None:
    ((figure,),) = select(full, "SELECT ?f { :s\\/two sg:figures ?f }")
    assert figure.startswith(":f/bbc_mission_staff_")
    assert about(full, "statements", figure) >= {
        "rdf:type sg:Figure",
        'sg:measure "staff"',
        "sg:act :mission",
        "sg:reportedIn :bbc",
        'sg:qualifier "about"',
    }


def test_the_bounds_of_a_figure_are_plain_decimals() -> None:
    figure = Figure(measure="cost", text="1e15", value="1e15", low=1e22, high=None)
    found = facts(made(statement(figures=(figure,))), "statements")
    bounds = [fact.split(" ", 1)[1] for fact in found if "sg:low" in fact or "sg:high" in fact]
    assert bounds == ["sg:low 10000000000000000000000^^xsd:decimal"]


def test_a_figure_that_two_statements_report_is_written_once() -> None:
    figure = Figure(measure="staff", text="1,800", value="1,800", low=1800, high=1800)
    first, second = (statement(id=name, document="cnn", figures=(figure,)) for name in ("s/1", "s/2"))
    assert sum("ns#Figure>" in line and "<https://example.org/k/f/" in line for line in compiler.lines(made(first, second))) == 1


def test_an_office_picked_by_as_is_kept() -> None:
    text = """\
actors:
  socrates: {type: person, speaks_for: [{actor: portugal, as: prime minister}, {actor: eu, as: president}]}
statements: [the EU supports independence: {by: {actor: socrates, as: eu}, id: a}]
"""
    assert {"sg:saidBy :socrates", "sg:speakingAs :eu"} <= about(derived(text), "statements", ":s/a")


# --- Entities ---


@pytest.mark.parametrize(
    ("slug", "classes"),
    [
        ("putin", {"sg:Person", "sg:Actor", "prov:Agent", "foaf:Agent", "foaf:Person"}),
        ("russia", {"sg:State", "sg:Actor", "prov:Agent", "foaf:Agent", "org:Organization"}),
        ("un", {"sg:Igo", "sg:Actor", "prov:Agent", "foaf:Agent", "org:Organization"}),
        ("party", {"sg:Organization", "sg:Actor", "prov:Agent", "foaf:Agent", "org:Organization"}),
        ("diplomats", {"sg:Group", "sg:Actor", "prov:Agent", "foaf:Agent", "foaf:Group"}),
        ("reuters", {"sg:Media", "sg:Actor", "prov:Agent", "foaf:Agent", "org:Organization"}),
        ("un-members", {"sg:ActorClass", "sg:Actor"}),
        ("independence", {"sg:Issue", "skos:Concept"}),
        ("mission", {"sg:Act", "sem:Event"}),
        ("r-1244", {"sg:Instrument", "schema:Legislation"}),
        ("cnn", {"sg:Document", "schema:CreativeWork", "schema:NewsArticle", "prov:Entity"}),
        ("bbc", {"sg:Document", "schema:CreativeWork", "prov:Entity"}),
        ("anna", {"sg:Coder", "prov:Agent"}),
        ("", {"dcat:Dataset", "prov:Entity"}),
        ("issues", {"skos:ConceptScheme"}),
    ],
)
def test_a_noun_has_the_classes_of_its_kind(full: Derived, slug: str, classes: set[str]) -> None:
    types = {fact.removeprefix("rdf:type ") for fact in about(full, "entities", f":{slug}") if fact.startswith("rdf:type ")}
    assert types == classes


def test_names_have_language_tags_and_the_label_has_none(full: Derived) -> None:
    names = {fact for fact in about(full, "entities", ":russia") if fact.startswith(("rdfs:", "skos:"))}
    assert names == {
        'rdfs:label "Russia"',
        'skos:prefLabel "Russia"@en',
        'skos:prefLabel "Россия"@ru',
        'skos:altLabel "Moscow"@en',
        'skos:definition "A state."@en',
        'skos:note "large"@en',
    }


def test_a_written_label_in_the_projects_language_is_the_only_preferred_one() -> None:
    found = about(made(name="Russia", labels=(("EN", "Russian Federation"),)), "entities", ":russia")
    assert {fact for fact in found if fact.startswith("skos:prefLabel")} == {'skos:prefLabel "Russian Federation"@en'}


def test_an_actor_is_the_same_as_its_wikidata_item(full: Derived) -> None:
    assert "schema:sameAs wd:Q159" in about(full, "entities", ":russia")


def test_an_issue_is_about_its_wikidata_item(full: Derived) -> None:
    found = about(full, "entities", ":independence")
    assert "schema:about wd:Q1246" in found
    assert "schema:sameAs wd:Q1246" not in found


def test_issues_say_what_follows_from_them(full: Derived) -> None:
    links = {"sg:entails :recognition", "sg:excludes :autonomy", "skos:broader :status", "skos:inScheme :issues", "sg:type sg:policy"}
    assert links <= about(full, "entities", ":independence")
    assert "sg:negationOf :independence" in about(full, "entities", ":autonomy")


def test_a_former_slug_is_replaced_by_the_present_one(full: Derived) -> None:
    assert about(full, "entities", ":ussr") == {'rdfs:label "ussr"', "dcterms:isReplacedBy :russia"}


def test_membership_is_said_in_org(full: Derived) -> None:
    assert "org:memberOf :un" in about(full, "entities", ":serbia")
    assert "sg:membersOf :un" in about(full, "entities", ":un-members")


def test_an_office_is_a_node_with_its_title_and_its_time(full: Derived) -> None:
    ((office,),) = select(full, "SELECT ?o { :putin sg:office ?o }")
    assert about(full, "entities", office) == {
        "rdf:type sg:Office",
        "rdf:type org:Membership",
        'rdfs:label "putin: president, for Russia"',
        "sg:holder :putin",
        "org:member :putin",
        "sg:principal :russia",
        "org:organization :russia",
        'sg:title "president"',
        "sg:valid 2000-05-07/2008-05-07^^edtf:EDTF",
        "sg:validFrom 2000-05-07^^xsd:date",
        "sg:validTo 2008-05-07^^xsd:date",
    }


def test_two_offices_for_one_principal_are_two_nodes() -> None:
    text = """\
actors:
  medvedev: {type: person, speaks_for: [{actor: russia, as: prime minister}, {actor: russia, as: president}]}
statements: [Russia opposes independence]
"""
    assert len(select(derived(text), "SELECT ?o { :medvedev sg:office ?o }")) == 2


def test_a_document_has_its_date_and_address(full: Derived) -> None:
    found = about(full, "entities", ":cnn")
    assert {
        'dcterms:title "Serbia defiant"@en',
        'dcterms:publisher "CNN"',
        'dcterms:language "en"',
        "dcterms:date 2008-02-14^^edtf:EDTF",
        "sg:dateStart 2008-02-14^^xsd:date",
        "sg:dateEnd 2008-02-14^^xsd:date",
        "schema:url https://example.com/cnn^^xsd:anyURI",
        "sg:type sg:article",
        "sg:repeats :bbc",
    } <= found


def test_a_publisher_that_is_a_declared_actor_is_linked(full: Derived) -> None:
    assert "dcterms:publisher :reuters" in about(full, "entities", ":bbc")


def test_words_taken_over_from_another_document_are_kept(full: Derived) -> None:
    assert about(full, "entities", ":cnn_repeats_bbc") == {
        "rdf:type prov:Quotation",
        'rdfs:label "Serbia defiant repeats Speech"',
        "prov:entity :bbc",
        'oa:exact "in no hurry"',
    }


# --- Stances and findings ---


def test_a_stance_rests_on_its_statements() -> None:
    stance = Stance(
        id="stance/russia_independence",
        holder="russia",
        target="independence",
        interval=(-1, -1),
        valid_from="2008-02-01",
        valid_to="2008-02-29",
        based_on=("s/a",),
    )
    source = Derived(made(name="Russia").judged, (stance,), ())
    assert about(source, "derived", ":stance/russia_independence") == {
        "rdf:type sg:Stance",
        "rdf:type prov:Entity",
        'rdfs:label "Russia opposes independence"',
        "sg:holder :russia",
        "sg:target :independence",
        "sg:polarityMin -1^^xsd:integer",
        "sg:polarityMax -1^^xsd:integer",
        "sg:validFrom 2008-02-01^^xsd:date",
        "sg:validTo 2008-02-29^^xsd:date",
        "sg:contested false^^xsd:boolean",
        "sg:basedOn :s/a",
    }


def test_a_contradiction_names_its_rule_and_its_premises(full: Derived) -> None:
    assert select(full, "SELECT ?rule ?who ?what { ?c a sg:Contradiction ; sg:byRule ?rule ; sg:holder ?who ; sg:target ?what }") == {
        ("sg:R5", ":russia", ":recognition"),
    }
    assert select(full, "SELECT ?p { ?c a sg:Contradiction ; sg:premise ?p }") == {(":s/three",), (":s/four",)}


def test_the_sides_of_a_division_are_nodes() -> None:
    division = Product(
        id="derived/r8_1a2b3c4d",
        rule="R8",
        kind=ProductKind.DIVISION,
        target="independence",
        holder="eu",
        premises=("s/1",),
        sides=(("france", "uk"), ("cyprus",)),
        text="The EU is divided.",
    )
    judged = made().judged
    assert select(Derived(judged, (), (division,)), "SELECT ?who { ?d a sg:Division ; sg:side/sg:member ?who }") == {
        (":france",),
        (":uk",),
        (":cyprus",),
    }


def test_where_a_shift_leads_to_is_its_other_position() -> None:
    shift = Product(
        id="derived/r6_1a2b3c4d",
        rule="R6",
        kind=ProductKind.SHIFT,
        target="independence",
        holder="russia",
        premises=("s/1", "s/2"),
        interval=(1, 1),
        other=(-1, 0),
        text="Russia shifted.",
    )
    assert about(Derived(made().judged, (), (shift,)), "derived", ":derived/r6_1a2b3c4d") >= {
        "sg:polarityMin 1^^xsd:integer",
        "sg:polarityMax 1^^xsd:integer",
        "sg:otherPolarityMin -1^^xsd:integer",
        "sg:otherPolarityMax 0^^xsd:integer",
    }


def test_a_contested_stance_says_so() -> None:
    source = derived("statements: [Russia opposes independence: {id: a}, Russia supports independence: {id: b}]")
    assert about(source, "derived", ":stance/russia_independence") >= {
        'rdfs:label "Russia takes contested positions on independence"',
        "sg:contested true^^xsd:boolean",
        "sg:polarityMin -1^^xsd:integer",
        "sg:polarityMax 1^^xsd:integer",
        "sg:basedOn :s/a",
        "sg:basedOn :s/b",
    }


# --- The vocabulary graph ---


def test_the_ontology_has_a_version_and_a_licence(three: Derived) -> None:
    found = facts(three, "vocabulary")
    assert f'https://w3id.org/stancegraph/ns owl:versionInfo "{VERSION}"' in found
    assert f"https://w3id.org/stancegraph/ns dcterms:license {LICENSE}" in found


def test_every_term_has_a_label_a_definition_and_a_home(full: Derived) -> None:
    found = facts(full, "vocabulary")
    subjects = {fact.split(" ")[0] for fact in found}
    for predicate in ("rdfs:label", "skos:definition", "rdfs:isDefinedBy"):
        assert Counter(fact.split(" ")[0] for fact in found if fact.split(" ")[1] == predicate) == Counter(subjects)


def test_every_term_of_ours_that_the_graph_uses_is_defined(full: Derived) -> None:
    quads = list(compiler.quads(full))
    used = {short(term) for quad in quads for term in quad.triple if isinstance(term, ox.NamedNode)}
    assert {term for term in used if term.startswith("sg:")} == {short(quad.subject) for quad in quads if short(quad.subject)[:3] == "sg:"}


def test_a_sub_relation_is_a_sub_property(three: Derived) -> None:
    assert "sg:rejects rdfs:subPropertyOf sg:opposes" in facts(three, "vocabulary")


def test_a_negative_relation_is_a_relation_and_no_sub_property(three: Derived) -> None:
    found = about(three, "vocabulary", "sg:doesNotReject")
    assert {"rdf:type sg:Relation", "rdf:type owl:ObjectProperty", "sg:negationOf sg:rejects"} <= found
    assert not [fact for fact in found if fact.startswith("rdfs:subPropertyOf")]


def test_inverse_and_symmetric_relations_say_so(three: Derived) -> None:
    found = facts(three, "vocabulary")
    assert "sg:leads owl:inverseOf sg:isLedBy" in found
    assert "sg:meets rdf:type owl:SymmetricProperty" in found


def test_a_relation_says_which_stance_it_implies_on_which_slot(three: Derived) -> None:
    found = about(three, "vocabulary", "sg:urges")
    assert {"sg:implies sg:supports", "sg:impliesOn sg:for", "sg:objectKind sg:Actor"} <= found


def test_a_derived_stance_is_no_subclass_of_stance(three: Derived) -> None:
    assert "sg:DerivedStance rdfs:subClassOf sg:Stance" not in facts(three, "vocabulary")


def test_no_term_has_a_domain_or_a_range(full: Derived) -> None:
    assert not [fact for fact in facts(full, "vocabulary") if "rdfs:domain" in fact or "rdfs:range" in fact]


# --- The whole graph ---


def test_the_six_graphs_and_no_other(full: Derived) -> None:
    names = {short(quad.graph_name) for quad in compiler.quads(full)}
    assert names == {f":graph/{name}" for name in ("direct", "heldback", "statements", "derived", "entities", "vocabulary")}


def test_no_node_is_blank(full: Derived) -> None:
    assert not [quad for quad in compiler.quads(full) if isinstance(quad.subject, ox.BlankNode) or isinstance(quad.object, ox.BlankNode)]


def test_no_line_occurs_twice(full: Derived) -> None:
    lines = list(compiler.lines(full))
    assert len(lines) == len(set(lines))


def test_no_triple_is_in_two_graphs(full: Derived) -> None:
    quads = list(compiler.quads(full))
    assert len({quad.triple for quad in quads}) == len(quads)


def test_every_node_has_one_untagged_label(full: Derived) -> None:
    quads = list(compiler.quads(full))
    labels = Counter(quad.subject for quad in quads if short(quad.predicate) == "rdfs:label" and short(quad.object).endswith('"'))
    assert labels == Counter({quad.subject for quad in quads})


def test_every_node_that_is_pointed_at_under_the_base_is_described(full: Derived) -> None:
    quads = list(compiler.quads(full))
    objects = {short(quad.object) for quad in quads if isinstance(quad.object, ox.NamedNode)}
    assert {name for name in objects if name.startswith(":")} <= {short(quad.subject) for quad in quads}


def test_a_line_is_a_line() -> None:
    assert all(line.endswith(" .\n") and line.count("\n") == 1 for line in compiler.lines(made(name="two\u2028lines")))


def test_statements_stand_in_the_order_of_their_ids(full: Derived) -> None:
    subjects = [line.split(" ")[0] for line in compiler.lines(full) if line.endswith("graph/statements> .\n") and "ns#asserted>" in line]
    assert subjects == sorted(subjects)


ITEMS = ["- Russia opposes independence", "- US supports recognition: {if: no veto}", "- Serbia and Cyprus reject recognition"]


@pytest.mark.parametrize("items", list(permutations(ITEMS)))
def test_the_order_of_items_changes_no_byte(items: Iterable[str]) -> None:
    assert list(compiler.lines(derived("statements:\n" + "\n".join(items)))) == list(
        compiler.lines(derived("statements:\n" + "\n".join(ITEMS)))
    )


def test_the_order_of_declarations_and_lists_changes_no_byte() -> None:
    statements = "statements: [Russia opposes independence]\n"
    first = "actors: {russia: {also: [A, B], member_of: [un, osce]}, un: igo, osce: igo}\n"
    second = "actors: {osce: igo, un: igo, russia: {member_of: [osce, un], also: [B, A]}}\n"
    assert list(compiler.lines(derived(first + statements))) == list(compiler.lines(derived(second + statements)))


def test_the_hash_seed_changes_no_byte(full: Derived) -> None:
    code = (
        "import sys; from stancegraph import compiler, gate, inference, reader;"
        "d = inference.derive(gate.judge(reader.read(sys.stdin.read())[0])); sys.stdout.writelines(compiler.lines(d))"
    )
    environment = {**os.environ, "PYTHONHASHSEED": "7", "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(
        [sys.executable, "-c", code],
        input=HEAD + ONE_OF_EACH,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
        encoding="utf-8",
    )
    assert done.stdout == "".join(compiler.lines(full))


HOSTILE = [
    'say "no"',
    "two\nlines",
    "> <x:p> <x:o> .",
    "\\",
    "\u202edesrever",
    "\N{GRINNING FACE}",
    "a\u2028b\x85c",
    "{{ x }}",
    "<img onerror=1>",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_comes_back_from_the_graph_as_it_went_in(text: str) -> None:
    labels = [
        q.object.value
        for q in compiler.quads(made(name=text))
        if q.subject == ox.NamedNode(f"{BASE}russia") and isinstance(q.object, ox.Literal)
    ]
    assert labels == [text, text]  # label and preferred label


@pytest.mark.parametrize("base", ["https://example.org/a b/", "kosovo/", "https://example.org/<x>/"])
def test_a_base_that_is_no_iri_is_refused(base: str) -> None:
    with pytest.raises(TermError, match="absolute IRI"):
        list(compiler.lines(made(base=base)))


def test_the_lines_and_the_quads_are_the_same(full: Derived) -> None:
    assert list(compiler.quads(full)) == list(ox.parse("".join(compiler.lines(full)), format=ox.RdfFormat.N_QUADS))


# --- Whatever is coded, the layers agree ---

ACTORS, OBJECTS = ["Russia", "Serbia", "US"], ["independence", "recognition"]
VERBS = {"supports": [], "rejects": ["opposes"], "does not support": [], "refuses to recognise": ["opposes"], "endorses": ["supports"]}
BLOCKS = st.fixed_dictionaries(
    {},
    optional={
        "by": st.sampled_from(["Russia", "Serbia", "US", "diplomats"]),
        "if": st.just("no veto"),
        "mode": st.sampled_from(["planned", "expected", "ended"]),
        "certainty": st.sampled_from(["possible", "probable"]),
        "when": st.sampled_from(["2007", "2008-02"]),
        "status": st.sampled_from(["retracted", "draft"]),
    },
)
CODED = st.lists(
    st.tuples(st.sampled_from(ACTORS), st.sampled_from(sorted(VERBS)), st.sampled_from(OBJECTS), BLOCKS), min_size=1, max_size=8
)


@given(CODED)
@settings(max_examples=60, deadline=None)
def test_direct_triples_asserted_flags_and_reasons_agree(coded: list[tuple[str, str, str, dict[str, str]]]) -> None:
    rows = [
        f"- {actor} {verb} {target}: {{{', '.join(f'{k}: {v}' for k, v in {**block, 'id': f'x{n}'}.items())}}}"
        for n, (actor, verb, target, block) in enumerate(coded)
    ]
    source = derived("statements:\n" + "\n".join(rows))
    found = facts(source, "statements")
    asserted = {fact.split(" ")[0] for fact in found if fact.endswith(" sg:asserted true^^xsd:boolean")}
    held = {fact.split(" ")[0] for fact in found if " sg:notAssertedBecause " in fact}
    assert asserted | held == {f":s/x{n}" for n in range(len(coded))}
    assert not asserted & held
    names = {
        "supports": "supports",
        "rejects": "rejects",
        "does not support": "doesNotSupport",
        "refuses to recognise": "refusesToRecognise",
        "endorses": "endorses",
    }
    expected = {
        f":{actor.lower()} sg:{name} :{target}"
        for n, (actor, verb, target, _) in enumerate(coded)
        if f":s/x{n}" in asserted
        for name in (names[verb], *VERBS[verb])
    }
    assert facts(source, "direct") == expected


def test_a_qualified_date_keeps_its_qualifier() -> None:
    found = about(made(statement(when=parse("2008-02~"))), "statements", ":s/1")
    assert "sg:when 2008-02~^^edtf:EDTF" in found


def test_the_negation_of_a_symmetric_relation_and_of_an_inverse_holds_both_ways() -> None:
    assert facts(derived("statements: [Russia is not allied with Serbia, Thaci does not lead Kosovo]"), "direct") == {
        ":russia sg:isNotAlliedWith :serbia",
        ":serbia sg:isNotAlliedWith :russia",
        ":thaci sg:doesNotLead :kosovo",
        ":kosovo sg:isNotLedBy :thaci",
    }


@pytest.mark.parametrize("name", ["one", "s/one"])
def test_what_a_statement_supersedes_is_named_by_its_whole_address(name: str) -> None:
    text = f"statements: [Russia opposes talks: {{id: one}}, Russia supports talks: {{id: two, supersedes: {name}}}]"
    assert "sg:supersedes :s/one" in about(derived(text), "statements", ":s/two")


def test_a_title_stands_in_its_document_s_language() -> None:
    text = "documents: {bild: {title: Der Titel, language: de, definition: A paper.}}\nstatements: [Russia opposes talks: {source: bild}]"
    told = about(derived(text), "entities", ":bild")
    assert {'skos:prefLabel "Der Titel"@de', 'skos:definition "A paper."@en'} <= told


@pytest.mark.parametrize("verb", ["denounce", "denounces"])
def test_a_users_verb_may_stand_in_its_base_form_or_in_the_third_person(verb: str) -> None:
    text = f"relations: {{denounces: {{verb: {verb}, polarity: -1}}}}\nstatements: [Russia does not denounce talks, Serbia denounces talks]"
    assert facts(derived(text), "direct") == {":russia :doesNotDenounce :talks", ":serbia :denounces :talks"}
