"""From text to annotations: item shapes, inheritance, blocks, declarations, undeclared names, times, ids, ignores (LANGUAGE 1 to 3, 7)."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from stancegraph.problems import Problem, Severity
from stancegraph.reader import assemble, draft, read
from stancegraph.records import (
    Act,
    Actor,
    ActorType,
    Annotations,
    Certainty,
    Document,
    DocumentType,
    Instrument,
    Issue,
    IssueType,
    Mode,
    Scope,
    Speaker,
    Statement,
    Status,
)
from stancegraph.relations import RelationKind, Slot

if TYPE_CHECKING:
    from collections.abc import Mapping

DOCUMENTS = "documents:\n  cnn: {date: 2008-02-14}\n  bbc: {date: 2008-02}\n  undated: {}\n"


def well(text: str) -> Annotations:
    """The annotations of a text that has no error and no warning."""
    annotations, problems = read(text)
    assert [problem.headline() for problem in problems if problem.severity is not Severity.INFO] == []
    return annotations


def one(text: str) -> Statement:
    """The only statement of a text without error or warning."""
    (statement,) = well(text).statements
    return statement


def block(*lines: str, sentence: str = "Russia opposes independence") -> Statement:
    """The statement of a sentence with a block."""
    return one("\n    ".join([f"- {sentence}:", *lines]))


def problems(text: str) -> list[Problem]:
    """Errors and warnings."""
    return [problem for problem in read(text)[1] if problem.severity is not Severity.INFO]


def codes(text: str) -> list[str]:
    return [problem.code for problem in problems(text)]


def by_actor(annotations: Annotations) -> Mapping[str, Statement]:
    return {statement.actor: statement for statement in annotations.statements}


# ── item shapes ──


def test_three_bare_sentences_are_a_whole_file() -> None:
    found = well("- Russia opposes independence\n- US supports recognition\n- the EU deploys a mission under 1244\n").statements
    assert sorted((s.actor, s.relation, s.object, s.slots) for s in found) == [
        ("eu", "deploys", "mission", (("legal_basis", ("1244",)),)),
        ("russia", "opposes", "independence", ()),
        ("us", "supports", "recognition", ()),
    ]


def test_a_map_with_the_section_statements_holds_the_same() -> None:
    bare, section = well("- Russia opposes independence\n"), well("statements:\n- Russia opposes independence\n")
    assert [s.id for s in bare.statements] == [s.id for s in section.statements]


def test_a_colon_with_nothing_below_is_a_plain_sentence() -> None:
    assert one("- Russia opposes independence:\n").sentence == "Russia opposes independence"


def test_a_block_that_stands_in_the_column_of_its_sentence_is_read_as_meant_with_one_message() -> None:
    text = "- Russia opposes independence:\n  source: cnn\n  quote: never\n  under: 1244\n"
    (statement,) = read(text)[0].statements
    assert (statement.document, statement.quotes[0].exact, statement.slots) == ("cnn", "never", (("legal_basis", ("1244",)),))
    assert codes(text) == ["SG105"]


def test_a_slot_of_another_relation_in_a_shifted_block_is_still_told() -> None:
    assert codes("- Russia opposes independence:\n  of: greed\n") == ["SG101", "SG105"]


def test_a_sentence_over_several_lines_is_one_sentence() -> None:
    assert one("- Russia opposes\n  independence\n").sentence == "Russia opposes independence"


def test_an_empty_value_in_a_block_says_nothing() -> None:
    statement = one(
        "- source: cnn\n  by: putin\n  certainty: possible\n  statements:\n  - Russia opposes it:\n      by:\n      certainty:\n      note:\n"
    )
    assert (statement.said_by, statement.certainty, statement.note) == ((Speaker("putin"),), Certainty.POSSIBLE, None)


def test_an_empty_list_in_a_block_takes_back_what_a_group_says() -> None:
    assert one("- by: putin\n  statements:\n  - Russia opposes it: {by: []}\n").said_by == ()


# ── groups ──

NESTED = """\
defaults: {source: cnn, coder: anna, tags: [default], certainty: probable, status: draft}
statements:
- source: bbc
  by: putin
  statements:
  - via: reporters
    said: 2008-01
    certainty: possible
    statements:
    - mode: planned
      when: 2009
      statements:
      - the EU deploys a mission:
          certainty: certain
          tags: [own]
  - Russia opposes independence
- Serbia opposes independence
"""


def test_three_groups_and_the_defaults_are_inherited_by_the_innermost_sentence() -> None:
    statement = by_actor(well(NESTED))["eu"]
    said, when = statement.said, statement.when
    assert (statement.document, statement.coder, statement.mode, statement.status) == ("bbc", "anna", Mode.PLANNED, Status.DRAFT)
    assert (statement.said_by, statement.reported_by) == ((Speaker("putin"),), (Speaker("reporters"),))
    assert (said and said.edtf, when and when.edtf) == ("2008-01", "2009")


def test_a_block_wins_over_its_groups_and_a_group_over_the_defaults() -> None:
    statements = by_actor(well(NESTED))
    assert [(statements[actor].certainty, statements[actor].tags) for actor in ("eu", "russia", "serbia")] == [
        (Certainty.CERTAIN, ("own",)),
        (Certainty.PROBABLE, ("default",)),
        (Certainty.PROBABLE, ("default",)),
    ]


def test_a_group_ends_where_its_list_ends() -> None:
    statements = by_actor(well(NESTED))
    assert [(statements[actor].document, statements[actor].said_by) for actor in ("russia", "serbia")] == [
        ("bbc", (Speaker("putin"),)),
        ("cnn", ()),
    ]


def test_a_fourth_group_is_an_error() -> None:
    group = "- by: putin\n  statements:\n"
    text = "".join("  " * depth + line + "\n" for depth in range(4) for line in group.splitlines()) + "        - Russia opposes it\n"
    assert codes(text) == ["SG104"]


@pytest.mark.parametrize("key", ["quote", "if", "under", "because", "scope", "except", "figures", "not", "id", "note", "supersedes", "to"])
def test_what_belongs_to_one_sentence_is_no_key_of_a_group(key: str) -> None:
    assert codes(f"- {key}: x\n  source: cnn\n  statements:\n  - Russia opposes it\n") == ["SG101"]


@pytest.mark.parametrize("key", ["quote", "if", "under", "note", "id"])
def test_what_belongs_to_one_sentence_is_no_default(key: str) -> None:
    assert codes(f"defaults: {{{key}: x}}\nstatements:\n- Russia opposes it\n") == ["SG101"]


# ── blocks ──


def test_a_statement_without_a_block_is_an_actual_certain_final_whole_claim_of_the_narrator() -> None:
    statement = one("- Russia opposes independence\n")
    assert (statement.mode, statement.certainty, statement.scope, statement.status) == (
        Mode.ACTUAL,
        Certainty.CERTAIN,
        Scope.ALL,
        Status.FINAL,
    )
    assert (statement.negated, statement.said_by, statement.document, statement.condition) == (False, (), None, None)


def test_every_key_of_a_block_lands_in_its_field() -> None:
    statement = block(
        "by: putin",
        "via: [afp, reuters]",
        "source: cnn",
        "quote: never ever",
        "said: 2008-02-13",
        "when: 2008",
        "mode: expected",
        "if: no vote is held",
        "under: resolution 1244",
        "because: [illegality, precedent]",
        "certainty: possible",
        "scope: most",
        "except: [france]",
        "figures: {votes: 3}",
        "not: true",
        "id: first",
        "coder: anna",
        "note: a note",
        "tags: [one, two]",
        "status: adjudicated",
        "supersedes: first",
    )
    assert (statement.said_by, statement.reported_by) == ((Speaker("putin"),), (Speaker("afp"), Speaker("reuters")))
    assert (statement.document, statement.quotes[0].exact) == ("cnn", "never ever")
    assert statement.said is not None
    assert statement.when is not None
    assert (statement.said.start, statement.when.edtf) == ("2008-02-13", "2008")
    assert (statement.mode, statement.condition, statement.certainty) == (Mode.EXPECTED, "no vote is held", Certainty.POSSIBLE)
    assert (statement.slots, statement.because) == ((("legal_basis", ("resolution-1244",)),), ("illegality", "precedent"))
    assert (statement.scope, statement.exceptions, statement.negated) == (Scope.MOST, ("france",), True)
    assert [(f.measure, f.low, f.high) for f in statement.figures] == [("votes", 3, 3)]
    assert (statement.id, statement.pinned, statement.coder, statement.note) == ("s/first", True, "anna", "a note")
    assert (statement.tags, statement.status, statement.supersedes) == (("one", "two"), Status.ADJUDICATED, ("s/first",))


@pytest.mark.parametrize(
    ("lines", "sentence", "role", "slugs"),
    [
        (["of: greed"], "Serbia accuses Russia", "of", ("greed",)),
        (["to: [Kosovo, Serbia]"], "the EU sends a mission", "to", ("kosovo", "serbia")),
        (["against: partition"], "the EU urges Serbia", "against", ("partition",)),
        (["in exchange for: talks"], "the EU offers aid", "for", ("talks",)),
        (["under: resolution-1244"], "the EU sends a mission under resolution 1244", "legal_basis", ("resolution-1244",)),
    ],
)
def test_every_slot_of_the_relation_is_a_key(lines: list[str], sentence: str, role: str, slugs: tuple[str, ...]) -> None:
    assert block(*lines, sentence=sentence).slots == ((role, slugs),)


@pytest.mark.parametrize(
    ("quote", "expected"),
    [
        ("never", [("never", None, None)]),
        ('"  two\n      lines "', [("two lines", None, None)]),
        ("[one, two]", [("one", None, None), ("two", None, None)]),
        ("{exact: never, before: we will}", [("never", "we will", None)]),
        ('[{exact: never, after: be}, "no … deal"]', [("never", None, "be"), ("no … deal", None, None)]),
    ],
)
def test_a_quote_is_a_text_a_map_or_a_list(quote: str, expected: list[tuple[str, str | None, str | None]]) -> None:
    assert [(q.exact, q.before, q.after) for q in block(f"quote: {quote}").quotes] == expected


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        ("putin", (Speaker("putin"),)),
        ("[putin, lavrov]", (Speaker("putin"), Speaker("lavrov"))),
        ("{actor: socrates, as: eu}", (Speaker("socrates", "eu"),)),
        ("[putin, {actor: socrates, as: eu}]", (Speaker("putin"), Speaker("socrates", "eu"))),
        ("[putin, putin]", (Speaker("putin"),)),
    ],
)
@pytest.mark.parametrize("key", ["by", "via"])
def test_speakers_and_reporters_are_one_or_a_list_each_with_the_office_that_as_picks(
    key: str, by: str, expected: tuple[Speaker, ...]
) -> None:
    statement = block(f"{key}: {by}")
    assert {"by": statement.said_by, "via": statement.reported_by}[key] == expected


@pytest.mark.parametrize(
    ("figure", "low", "high", "qualifier"),
    [
        ("1800", 1800, 1800, None),
        ('"1,800"', 1800, 1800, None),
        ("about 1800", 1800, 1800, "about"),
        ("over 1800", 1800, None, "over"),
        ("at least 90", 90, None, "at least"),
        ("under 50", None, 50, "under"),
        ("at most 50", None, 50, "at most"),
        ("10-12", 10, 12, None),
        ("about 10-12", 10, 12, "about"),
        ("1.5", 1.5, 1.5, None),
        ("90 %", 90, 90, None),
        ("{value: 300, when: 2008-06}", 300, 300, None),
        ("{text: several}", None, None, None),
    ],
)
def test_a_figure_is_a_number_with_bounds(figure: str, low: float | None, high: float | None, qualifier: str | None) -> None:
    (found,) = block(f"figures: {{staff: {figure}}}" if "," not in figure.strip('"{') else f"figures:\n      staff: {figure}").figures
    assert (found.measure, found.low, found.high, found.qualifier) == ("staff", low, high, qualifier)


def test_a_figure_keeps_its_date_words_and_note() -> None:
    (figure,) = block("figures:", "  staff: {value: 300, when: 2008-06, text: three hundred, note: planned}").figures
    assert (figure.text, figure.value, figure.when and figure.when.edtf, figure.note) == ("three hundred", "300", "2008-06", "planned")


@pytest.mark.parametrize(
    ("sentence", "lines", "code"),
    [
        ("Russia does not oppose it", ["not: false"], "SG114"),
        ("the EU plans to deploy a mission", ["mode: actual"], "SG114"),
        ("the EU sends a mission to Serbia", ["to: Albania"], "SG114"),
        ("the EU sends a mission under 1244", ["under: 1999"], "SG114"),
        ("the EU would deploy a mission", [], "SG115"),
        ("Russia opposes it", ["colour: red"], "SG101"),
        ("Russia opposes it", ["mode: planed"], "SG102"),
        ("Russia opposes it", ["id: a b"], "SG118"),
        ("Russia opposes it", ["said: soon"], "SG401"),
        ("Russia opposes it", ["supersedes: nobody"], "SG209"),
        ("Russia opposes it", ["quote: {before: x}"], "SG013"),
    ],
)
def test_a_key_that_is_wrong_or_disagrees_is_an_error(sentence: str, lines: list[str], code: str) -> None:
    assert codes("\n    ".join([f"- {sentence}:", *lines])) == [code]


@pytest.mark.parametrize(
    ("sentence", "lines", "mode"),
    [
        ("the EU will deploy a mission", [], Mode.PLANNED),
        ("the EU plans to deploy a mission", ["mode: planned"], Mode.PLANNED),
        ("the EU is expected to deploy a mission", [], Mode.EXPECTED),
        ("the EU would deploy a mission", ["mode: hypothetical"], Mode.HYPOTHETICAL),
        ("Russia will oppose independence", [], Mode.ACTUAL),
        ("Russia plans to oppose independence", [], Mode.ACTUAL),
        ("Russia is expected to oppose independence", [], Mode.EXPECTED),
    ],
)
def test_a_future_auxiliary_plans_an_act_and_nothing_of_a_stance(sentence: str, lines: list[str], mode: Mode) -> None:
    assert block(*lines, sentence=sentence).mode is mode


def test_an_auxiliary_wins_over_an_inherited_mode() -> None:
    assert one("- mode: ended\n  statements:\n  - the EU plans to deploy a mission\n").mode is Mode.PLANNED


def test_would_takes_an_inherited_mode() -> None:
    assert one("- mode: hypothetical\n  statements:\n  - the EU would deploy a mission\n").mode is Mode.HYPOTHETICAL


# ── fan-out ──


def test_a_sentence_with_four_actors_is_four_statements_with_one_block() -> None:
    text = (
        "- Cyprus, Greece, Slovakia and Romania object to recognition:\n    by: diplomats\n    if: no resolution\n    quote: all objected\n"
    )
    statements = well(text).statements
    assert [s.actor for s in statements] == ["cyprus", "greece", "romania", "slovakia"]
    assert {(s.relation, s.object, s.said_by, s.condition, s.quotes[0].exact) for s in statements} == {
        ("opposes", "recognition", (Speaker("diplomats"),), "no resolution", "all objected")
    }


@pytest.mark.parametrize("line", ["id: x", "figures: {votes: 3}", "scope: most"])
def test_an_id_a_figure_and_a_scope_do_not_fan_out(line: str) -> None:
    assert codes(f"- Cyprus and Greece oppose it:\n    {line}\n") == ["SG116"]


def test_a_scope_fans_out_over_collectives() -> None:
    text = "actors: {eu: igo, nato: igo}\nstatements:\n- EU and NATO oppose it: {scope: most}\n"
    assert [s.scope for s in well(text).statements] == [Scope.MOST, Scope.MOST]


# ── declarations ──

ENTITIES = """\
project: {id: kosovo, base: "https://w3id.org/kosovo/", title: A title, language: fr, license: CC0, creators: [Anna, Ben], version: "2", closed: false, quote_words: 12}
actors:
  russia: state
  putin:
    type: person
    name: Vladimir Putin
    also: [Putin, the Kremlin]
    labels: {ru: "Путин", sr: "Путин"}
    definition: a president
    wikidata: Q7747
    note: a note
    was: [prime-minister]
    member_of: un
    speaks_for: {actor: russia, as: president, valid: 2000/2008}
  lavrov: {speaks_for: [russia, {actor: putin}]}
  members: {type: class, members_of: un}
  un: {}
issues:
  independence: policy
  special: {type: claim, name: special case, entails: independence, excludes: [partition, unity], negation_of: precedent, broader: [independence]}
  partition:
  unity: {}
  precedent: claim
acts:
  mission: deployment
  summit: {type: meeting, when: 2007-12-14}
instruments:
  resolution-1244: Resolution 1244
  treaty: {name: The Treaty, type: treaty, date: 1999, url: "https://example.org/t"}
documents:
  cnn: {title: A piece, type: speech, publisher: CNN, date: 2008-02-14, url: "https://example.org/a", language: en, text: a.txt, repeats: {bbc: [b, a]}}
  bbc: {publisher: un}
coders:
  anna: Anna A.
  ben: {name: Ben B.}
statements:
- the Kremlin opposes the special case
"""


def test_the_project_block_is_read() -> None:
    project = well(ENTITIES).project
    assert (project.id, project.base, project.title, project.language, project.license) == (
        "kosovo",
        "https://w3id.org/kosovo/",
        "A title",
        "fr",
        "CC0",
    )
    assert (project.creators, project.version, project.closed, project.quote_words) == (("Anna", "Ben"), "2", False, 12)


def test_a_scalar_is_the_type_of_an_actor_issue_or_act_and_the_name_of_the_rest() -> None:
    found = well(ENTITIES)
    assert (found.actors["russia"].type, found.issues["precedent"].type, found.acts["mission"].type) == (
        ActorType.STATE,
        IssueType.CLAIM,
        "deployment",
    )
    assert (found.instruments["resolution-1244"].name, found.coders["anna"].name) == ("Resolution 1244", "Anna A.")


def test_an_actor_with_all_its_fields() -> None:
    putin = well(ENTITIES).actors["putin"]
    assert (putin.type, putin.name, putin.also, putin.wikidata) == (ActorType.PERSON, "Vladimir Putin", ("Putin", "the Kremlin"), "Q7747")
    assert (putin.labels, putin.definition, putin.note, putin.was) == (
        (("ru", "Путин"), ("sr", "Путин")),
        "a president",
        "a note",
        ("prime-minister",),
    )
    (office,) = putin.speaks_for
    assert (putin.member_of, office.actor, office.title, office.valid and office.valid.edtf) == (
        ("un",),
        "russia",
        "president",
        "2000/2008",
    )


def test_an_actor_speaks_for_one_or_several() -> None:
    assert [(o.actor, o.title, o.valid) for o in well(ENTITIES).actors["lavrov"].speaks_for] == [
        ("russia", None, None),
        ("putin", None, None),
    ]


def test_a_class_knows_whose_members_it_holds() -> None:
    members = well(ENTITIES).actors["members"]
    assert (members.type, members.members_of, members.collective) == (ActorType.CLASS, "un", True)


def test_an_issue_with_all_its_fields() -> None:
    special = well(ENTITIES).issues["special"]
    assert special == Issue(
        slug="special",
        place=special.place,
        type=IssueType.CLAIM,
        name="special case",
        entails=("independence",),
        excludes=("partition", "unity"),
        negation_of="precedent",
        broader=("independence",),
    )


def test_an_issue_without_a_type_is_a_policy() -> None:
    assert well(ENTITIES).issues["unity"].type is IssueType.POLICY


def test_acts_and_instruments_with_all_their_fields() -> None:
    found = well(ENTITIES)
    summit, treaty = found.acts["summit"], found.instruments["treaty"]
    assert (summit.type, summit.when and summit.when.start) == ("meeting", "2007-12-14")
    assert (treaty.name, treaty.type, treaty.date and treaty.date.edtf, treaty.url) == (
        "The Treaty",
        "treaty",
        "1999",
        "https://example.org/t",
    )


def test_a_document_with_all_its_fields() -> None:
    document = well(ENTITIES).documents["cnn"]
    assert (document.name, document.type, document.publisher, document.language) == ("A piece", DocumentType.SPEECH, "CNN", "en")
    assert (document.date and document.date.start, document.url, document.text) == ("2008-02-14", "https://example.org/a", "a.txt")
    assert [(slug, [taken.exact for taken in words]) for slug, words in document.repeats] == [("bbc", ["a", "b"])]


def test_a_publisher_that_is_a_declared_actor_is_that_actor() -> None:
    assert well(ENTITIES).documents["bbc"].publisher == "un"


def test_names_aliases_labels_and_former_slugs_all_name_their_owner() -> None:
    text = ENTITIES + "- Путин opposes partition\n- prime-minister opposes unity\n- Vladimir Putin opposes independence\n"
    assert {s.actor for s in well(text).statements} == {"putin"}


def test_a_former_slug_is_kept_with_the_present_one() -> None:
    assert dict(well(ENTITIES).was) == {"prime-minister": "putin"}


def test_without_a_base_the_projects_id_makes_an_example_one_and_says_so() -> None:
    annotations, found = read("project: {id: My Kosovo}\nstatements:\n- Russia opposes it\n")
    assert (annotations.project.base, [p.severity for p in found if p.code == "SG210"]) == (
        "https://example.org/my-kosovo/",
        [Severity.INFO],
    )


@pytest.mark.parametrize("slug", ["s", "f", "stance", "derived", "graph"])
def test_reserved_slugs_are_errors(slug: str) -> None:
    assert codes(f"actors: {{{slug}: state}}\nstatements:\n- Russia opposes it\n") == ["SG208"]


def test_a_slug_declared_twice_names_both_places() -> None:
    (problem,) = problems("actors: {russia: state}\nissues: {russia: policy}\nstatements: []\n")
    assert (problem.code, problem.place.line, [place.line for place in problem.others]) == ("SG206", 2, [1])


# ── relations ──

RELATIONS = """\
relations:
  cherishes:
    verb: cherish
    forms: [hold dear]
    irregular: [held dear]
    definition: holds dear
    polarity: +1
    object: [issue, actor]
    plover: SUPPORT
  adores: {verb: adore, is: cherishes}
  worships: {verb: worship, is: [adores]}
  bombs: {verb: bomb, implies: {opposes: against}, slots: {against: {role: aim, kind: issue, forms: [so as to stop]}}, object: actor}
  razes: {verb: raze, implies: opposes}
  borders: {verb: border, kind: relation, symmetric: true}
  owns: {verb: own, kind: relation, inverse: is-owned-by}
  is-owned-by: {verb: be owned by, kind: relation, inverse: owns}
  shrugs-at: {polarity: 0}
statements:
- Russia held dear independence
"""


def test_a_users_own_relation_is_read_with_all_its_fields() -> None:
    annotations = well(RELATIONS)
    row = annotations.relations["cherishes"]
    assert (row.verb, row.forms, row.irregular, row.definition) == ("cherish", ("hold dear",), ("held dear",), "holds dear")
    assert (row.polarity, row.kind, row.object, row.plover, row.builtin) == (1, RelationKind.STANCE, ("issue", "actor"), "SUPPORT", False)
    assert annotations.statements[0].relation == "cherishes"


def test_a_sub_relation_takes_polarity_kind_and_objects_from_its_parents() -> None:
    row = well(RELATIONS).relations["worships"]
    assert (row.is_, row.polarity, row.kind, row.object) == (("adores",), 1, RelationKind.STANCE, ("issue", "actor"))


def test_a_relation_that_implies_a_stance_is_an_act_and_says_on_what_it_falls() -> None:
    rows = well(RELATIONS).relations
    assert [(rows[slug].kind, rows[slug].implies, rows[slug].object) for slug in ("bombs", "razes")] == [
        (RelationKind.ACT, (("opposes", "aim"),), ("actor",)),
        (RelationKind.ACT, (("opposes", None),), ("act",)),
    ]


def test_forms_of_a_slot_share_its_role() -> None:
    assert well(RELATIONS).relations["bombs"].slots == (Slot("against", "aim", "issue"), Slot("so as to stop", "aim", "issue"))


def test_inverse_and_symmetric_relations_tie_actors() -> None:
    rows = well(RELATIONS).relations
    assert [(rows[slug].inverse, rows[slug].symmetric, rows[slug].object) for slug in ("borders", "owns", "is-owned-by")] == [
        (None, True, ("actor",)),
        ("is-owned-by", False, ("actor",)),
        ("owns", False, ("actor",)),
    ]


def test_a_relation_without_a_verb_is_written_like_its_slug() -> None:
    assert one(RELATIONS.replace("held dear independence", "is shrugging at independence")).relation == "shrugs-at"


def test_a_relations_own_slug_always_writes_it() -> None:
    assert one("- Serbia refuses-to-recognise Kosovo\n").relation == "refuses-to-recognise"


def test_built_in_stances_take_issues_acts_and_instruments() -> None:
    assert well(RELATIONS).relations["opposes"].object == ("issue", "act", "instrument")


def test_a_row_of_a_users_file_named_like_the_built_in_table_is_the_users_own() -> None:
    text = "relations: {likes: {polarity: 1}}\nactors: {likes: state}\nstatements: []\n"
    (problem,) = [p for p in read(text, "relations.yaml")[1] if p.severity is Severity.ERROR]
    assert (problem.code, "line 2" in problem.text, [place.line for place in problem.others]) == ("SG206", True, [])


# ── undeclared names ──


def test_an_undeclared_name_is_declared_on_the_fly_with_an_info() -> None:
    annotations, found = read("- Russia opposes independence\n")
    assert {type(annotations.entity(slug)) for slug in ("russia", "independence")} == {Actor, Issue}
    assert [(p.severity, p.code) for p in found if p.code == "SG201"] == [(Severity.INFO, "SG201")] * 2


@pytest.mark.parametrize(
    ("text", "slug", "kind"),
    [
        ("- Russia opposes the thing\n", "thing", Issue),
        ("- Russia opposes the thing\n- the EU deploys the thing\n", "thing", Act),
        ("- the EU deploys the thing\n- Russia opposes the thing\n", "thing", Act),
        ("- Russia opposes the thing\n- Serbia signs the thing\n- US supports the thing under the thing\n", "thing", Instrument),
        ("- Serbia recognises Kosovo\n- Kosovo opposes partition\n", "kosovo", Actor),
        ("- Serbia accuses Russia of greed\n", "greed", Issue),
        ("- the EU deploys a mission under 1244\n", "1244", Instrument),
        ("- Russia opposes it: {source: cnn}\n", "cnn", Document),
        ("- Russia opposes it: {because: greed}\n", "greed", Issue),
        ("- Russia opposes it: {except: Malta}\n", "malta", Actor),
        ("- Russia opposes it: {by: Putin}\n", "putin", Actor),
    ],
)
def test_an_undeclared_name_is_of_the_kind_that_all_its_uses_allow(text: str, slug: str, kind: type) -> None:
    assert type(well(text).entity(slug)) is kind


def test_incompatible_demands_are_one_error_that_names_both_lines() -> None:
    (problem,) = problems("- Russia opposes Croatia\n- Serbia opposes talks\n- Croatia opposes talks\n")
    assert (problem.code, problem.place.line, "line 1" in problem.text, [place.line for place in problem.others]) == ("SG205", 3, True, [1])


def test_an_undeclared_name_is_one_name_whatever_its_case_and_article() -> None:
    assert {s.actor for s in well("- the Russia opposes x\n- Russia opposes y\n- RUSSIA opposes z\n").statements} == {"russia"}


@pytest.mark.parametrize("name", ["Rusia", "Russsia", "R.ussia", "Rus sia"])
def test_a_slip_in_a_declared_name_is_an_error_with_did_you_mean(name: str) -> None:
    (problem,) = problems(f"actors: {{russia: state}}\nstatements:\n- {name} opposes it\n")
    assert (problem.code, "'russia'" in problem.help) == ("SG202", True)


@pytest.mark.parametrize("name", ["Prussia", "Belarus", "Rwanda"])
def test_another_name_is_no_slip(name: str) -> None:
    declared = "russian-federation" if name != "Prussia" else "austria"
    assert codes(f"actors: {{{declared}: state}}\nstatements:\n- {name} opposes it\n") == []


def test_the_slug_that_an_undeclared_name_gets_names_it_too() -> None:
    annotations = well("- Russia opposes special case\n- Serbia supports special-case\n")
    assert {(s.object, annotations.label(s.object)) for s in annotations.statements} == {("special-case", "special case")}


def test_two_spellings_that_would_be_one_slug_are_an_error_at_the_rarer() -> None:
    (problem,) = problems("- U-S-A opposes x\n- U.S.A. opposes y\n- U.S.A. opposes z\n")
    assert (problem.code, problem.place.line, [place.line for place in problem.others]) == ("SG202", 1, [2])


def test_in_a_closed_project_every_undeclared_name_is_an_error() -> None:
    assert codes("project: {closed: true}\nactors: {russia: state}\nstatements:\n- Russia opposes it:\n    source: cnn\n") == [
        "SG203",
        "SG203",
    ]


def test_a_name_that_two_nouns_own_is_settled_by_the_kind_that_the_place_asks_for() -> None:
    text = "actors: {kosovo: {also: [it]}}\nissues: {independence: {also: [it]}}\nstatements:\n- it opposes it\n"
    statement = one(text)
    assert (statement.actor, statement.object) == ("kosovo", "independence")


def test_a_name_that_two_nouns_of_one_kind_own_is_an_error_that_lists_both_slugs() -> None:
    (problem,) = problems("issues: {a-1: {also: [it]}, b-1: {also: [it]}}\nstatements:\n- Russia opposes it\n")
    assert (problem.code, "a-1" in problem.help, "b-1" in problem.help) == ("SG111", True, True)


def test_a_declared_actor_as_object_of_a_stance_is_of_the_wrong_kind() -> None:
    (problem,) = problems("actors: {serbia: state}\nstatements:\n- Russia opposes Serbia\n")
    assert (problem.code, problem.place.column) == ("SG204", 18)


# ── times ──


@pytest.mark.parametrize(
    ("lines", "said", "time"),
    [
        (["source: cnn"], "2008-02-14", ("2008-02-14", "2008-02-14")),
        (["source: cnn", "said: 2008-02-13"], "2008-02-13", ("2008-02-13", "2008-02-13")),
        (["source: cnn", "said: 2008-02-13", "when: 2007"], "2008-02-13", ("2007-01-01", "2007-12-31")),
        (["source: cnn", "when: 2007-12/.."], "2008-02-14", ("2007-12-01", "9999-12-31")),
        (["source: cnn", "when: by 2008-04"], "2008-02-14", ("", "2008-04-30")),
        (["source: bbc"], "2008-02", ("2008-02-01", "2008-02-29")),
        (["source: undated"], None, ("", "9999-12-31")),
        (["note: no source"], None, ("", "9999-12-31")),
    ],
)
def test_a_statements_time_is_when_else_said_else_the_documents_date(lines: list[str], said: str | None, time: tuple[str, str]) -> None:
    statement = one(DOCUMENTS + "statements:\n" + "\n    ".join(["- Russia opposes it:", *lines]))
    assert ((statement.said and statement.said.edtf), statement.time) == (said, time)


def test_said_is_by_default_the_documents_date_but_is_not_taken_for_written() -> None:
    statement = one(DOCUMENTS + "statements:\n- Russia opposes it: {source: cnn}\n")
    assert (statement.said is not None, statement.said_written) == (True, None)


@pytest.mark.parametrize("day", ["early 2008-06", "summer 2007", "2008-02~", "{edtf: 2008-02, text: in February}"])
def test_our_phrases_and_qualifiers_are_dates(day: str) -> None:
    assert block(f"when: {day}").when is not None


def test_a_date_keeps_the_words_of_the_document() -> None:
    when = block("when: {edtf: 2008-02, text: in February}").when
    assert when is not None
    assert (when.edtf, when.text) == ("2008-02", "in February")


# ── ids ──


def identity(*lines: str, sentence: str = "Russia opposes independence") -> str:
    return one(DOCUMENTS + "statements:\n" + "\n    ".join([f"- {sentence}:", "source: cnn", *lines])).id


def test_an_id_names_document_actor_relation_and_object() -> None:
    assert identity()[:-8] == "s/cnn_russia_opposes_independence_"


def test_a_negated_statements_id_says_so() -> None:
    assert identity(sentence="Russia does not oppose independence")[:-8] == "s/cnn_russia_not-opposes_independence_"


def test_a_statement_without_a_document_says_none() -> None:
    assert one("- Russia opposes independence\n").id[:-8] == "s/none_russia_opposes_independence_"


@pytest.mark.parametrize(
    "line", ["mode: planned", "note: a note", "tags: [a]", "certainty: possible", "if: asked", "via: afp", "status: draft", "scope: most"]
)
def test_an_id_is_unmoved_by(line: str) -> None:
    assert identity(line) == identity()


@pytest.mark.parametrize("line", ["quote: never", "by: putin", "coder: anna", "when: 2008", "said: 2008-02-13"])
def test_an_id_is_changed_by(line: str) -> None:
    assert identity(line) != identity()


@pytest.mark.parametrize("quote", ['"Never,  EVER."', "“never ever”", "never\n      ever", "Never \N{EN DASH} ever"])
def test_an_id_knows_no_case_punctuation_or_white_space_of_a_quote(quote: str) -> None:
    assert identity(f"quote: {quote}") == identity("quote: never ever")


def test_the_order_of_quotes_and_speakers_does_not_move_an_id() -> None:
    assert identity("quote: [a, b]", "by: [x, y]") == identity("quote: [b, a]", "by: [y, x]")


def test_two_statements_with_one_id_are_a_duplicate_that_names_both_places() -> None:
    (problem,) = problems("- Russia opposes it\n- US opposes it\n- the Russia opposes it\n")
    assert (problem.code, problem.place.line, [place.line for place in problem.others]) == ("SG301", 3, [1])


def test_a_written_id_replaces_the_made_one() -> None:
    statements = well("- Russia opposes it: {id: Mine_1}\n- Russia opposes it\n").statements
    assert [(s.id.startswith("s/Mine_1"), s.pinned) for s in statements] == [(True, True), (False, False)]


def test_statements_are_sorted_by_id() -> None:
    ids = [s.id for s in well("- US opposes it\n- Russia opposes it\n- Albania opposes it\n").statements]
    assert ids == sorted(ids)


# ── ignore comments ──

SHIFTED = "- Russia opposes it:\n{}  source: cnn\n"


@pytest.mark.parametrize(
    ("comment", "expected"),
    [
        ("", ["SG105"]),
        ("  # sg: ignore SG105 because the paper prints it so\n", []),
        ("# sg: ignore SG105 because\n", ["SG011", "SG105"]),
        ("  # sg: ignore SG105\n", ["SG011", "SG105"]),
        ("  # sg: ignore because I say so\n", ["SG011", "SG105"]),
        ("  # sg: ignore SG999 because another\n", ["SG105"]),
        ("  # sg: ignore SG999, SG105 because both\n", []),
        ("  # sg: ignore SG105 because x\n  # more words\n", []),
        ("  # sg: ignore SG105 because x\n  # sg: ignore SG106 because y\n", []),
    ],
)
def test_an_ignore_comment_silences_its_codes_on_the_next_line_with_a_reason(comment: str, expected: list[str]) -> None:
    assert codes(SHIFTED.format(comment)) == expected


def test_an_error_cannot_be_ignored() -> None:
    assert codes("# sg: ignore SG110 because I like it\n- Russia opposess it\n") == ["SG110"]


# ── order ──

SHUFFLED = [
    "- Russia opposes independence",
    "- US supports recognition:\n    source: cnn\n    quote: yes",
    "- Cyprus, Greece and Romania object to recognition:\n    source: bbc\n    by: diplomats",
    "- the EU plans to deploy a mission under 1244:\n    source: cnn",
    "- source: bbc\n  statements:\n  - Serbia opposes the mission\n  - Kosovo opposes partition",
    "- Serbia recognises Kosovo:\n    not: true",
    "- the U.S. opposes partition",
]


@settings(deadline=None, max_examples=25)
@given(seed=st.integers(0, 2**32))
def test_neither_the_order_of_items_nor_that_of_files_changes_what_is_read(seed: int) -> None:
    dice = random.Random(seed)  # noqa: S311 - reproducible examples, no secret
    shuffled = dice.sample(SHUFFLED, len(SHUFFLED))
    cut = dice.randint(0, len(shuffled))
    files = [("\n".join(part), path) for part, path in ((shuffled[:cut], "a.yaml"), (shuffled[cut:], "b.yaml")) if part]
    found, _ = assemble(draft(text, path) for text, path in dice.sample(files, len(files)))
    expected, _ = read("\n".join(SHUFFLED))
    assert plainly(found) == plainly(expected)


def plainly(annotations: Annotations) -> object:
    """Everything that does not depend on where it stands."""
    sections = (annotations.actors, annotations.issues, annotations.acts, annotations.instruments, annotations.documents)
    nouns = [(slug, type(entity).__name__, entity.name) for section in sections for slug, entity in section.items()]
    statements = [(s.id, s.mode, s.negated, s.slots, s.said_by, [q.exact for q in s.quotes]) for s in annotations.statements]
    return nouns, statements


# ── every input ──

SCALARS = st.sampled_from(
    [
        "Russia opposes independence",
        "US and EU deploy a mission under 1244",
        "x",
        "",
        "2008",
        "2008-02-14/2008-01",
        "planned",
        "state",
        "no",
        "# x",
    ]
) | st.text(max_size=6)
KEYS = st.sampled_from(
    """statements source by via quote said when mode if under because certainty scope except figures not id coder note tags status supersedes
    actors issues acts instruments documents coders relations project include defaults russia type member_of speaks_for actor as valid verb is
    polarity implies slots kind object inverse exact before edtf text labels was entails negation_of repeats closed base""".split()  # noqa: SIM905 - a list of words
) | st.sampled_from(["Russia opposes independence", "US supports it", "to"])
TREES = st.recursive(SCALARS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4), max_leaves=25)
FILES = st.dictionaries(
    st.sampled_from(
        ["project", "include", "defaults", "actors", "issues", "acts", "instruments", "documents", "coders", "relations", "statements"]
    ),
    st.dictionaries(st.sampled_from(["russia", "us", "a1", "likes", "s", "B"]), TREES, max_size=4) | TREES | st.lists(TREES, max_size=4),
    max_size=7,
)


def assert_sound(text: str) -> None:
    annotations, found = read(text)
    for problem in found:
        assert 0 <= problem.place.start <= problem.place.end <= max(1, len(problem.place.source.text))
        assert problem.help
    assert all(annotations.entity(s.actor) and annotations.entity(s.object) for s in annotations.statements)


@settings(deadline=None, max_examples=150)
@given(tree=FILES | TREES)
def test_any_structure_is_read_without_an_exception(tree: object) -> None:
    assert_sound(yaml.safe_dump(tree, allow_unicode=True))


@settings(deadline=None, max_examples=150)
@given(entries=st.dictionaries(KEYS, TREES, max_size=6), sentence=SCALARS)
def test_any_block_is_read_without_an_exception(entries: dict[str, object], sentence: str) -> None:
    assert_sound(yaml.safe_dump([{sentence or "x": entries}], allow_unicode=True))


# ── what shares an address ──


@pytest.mark.parametrize("name", ["x_q1", "x_q12_words", "x_via1"])
def test_an_id_that_a_quote_or_reporter_would_have_is_refused(name: str) -> None:
    assert codes(f"- Russia opposes independence: {{id: {name}}}") == ["SG118"]


def test_an_office_is_picked_by_its_title_too() -> None:
    text = """\
actors: {russia: state, duma: organization, putin: {type: person, speaks_for: [{actor: russia, as: president}, {actor: duma, as: guest}]}}
statements:
- Russia opposes independence:
    by: {actor: putin, as: president}
"""
    assert one(text).said_by == (Speaker("putin", "russia"),)


# ── slips of a newcomer ──


def test_a_key_without_its_colon_is_shown_with_it() -> None:
    (found,) = problems("- Russia opposes independence:\n    source cnn\n")
    assert (found.code, found.help) == ("SG106", "write `source: cnn`")


def test_a_key_of_a_statement_in_the_first_column_is_told_where_it_belongs() -> None:
    (found,) = problems("statements:\n- Russia opposes independence\nsource: cnn\n")
    assert (found.code, "indent it below the sentence" in found.help) == ("SG101", True)


def test_typographic_marks_around_a_pasted_quote_are_no_words_of_it() -> None:
    assert [quote.exact for quote in block("quote: \u201cwould be a mistake\u201d").quotes] == ["would be a mistake"]
    assert [quote.exact for quote in block("quote: \u201ca\u201d and \u201cb\u201d").quotes] == ["\u201ca\u201d and \u201cb\u201d"]


@pytest.mark.parametrize("quote", ['""', '" "', '"-"', '"..."', '[a dam, "."]', '{exact: "?"}'])
def test_a_quote_without_words_is_an_error(quote: str) -> None:
    _, problems = read(f"- Arland opposes the dam: {{quote: {quote}}}\n")
    assert [(problem.code, problem.text) for problem in problems if problem.severity == "error"] == [
        ("SG013", "a quote without a letter or a digit")
    ]


@pytest.mark.parametrize("slot", ["against", "aim"])
def test_what_is_implied_falls_on_a_slot_by_its_preposition_or_its_role(slot: str) -> None:
    text = RELATIONS.replace("{opposes: against}", f"{{opposes: {slot}}}")
    assert well(text).relations["bombs"].implies == (("opposes", "aim"),)
