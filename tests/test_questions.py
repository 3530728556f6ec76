"""Named questions, each on a few made-up sentences whose answer is worked out by reading them; each test says why in its name."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from stancegraph import queries
from stancegraph.problems import Severity, render
from stancegraph.project import Project
from stancegraph.reader import read

if TYPE_CHECKING:
    from stancegraph.engines import Engine

README = Path(__file__).parents[1] / "README.md"

PEOPLE = """\
actors:
  arland: {type: state, name: Arland, member_of: union}
  borland: {type: state, name: Borland, member_of: union}
  corland: {type: state, name: Corland}
  union: {type: igo, name: Lake Union}
  states: {type: class, name: states of the Union, members_of: union}
  ann:
    type: person
    name: Ann
    speaks_for:
    - {actor: arland, as: minister, valid: 2009/2010}
    - {actor: arland, as: president, valid: 2011/..}
    - {actor: union, as: chair}
  bo: {type: person, name: Bo, speaks_for: {actor: borland}}
  fishers: group
  diplomats: {type: group, unnamed: true}
  wire: media
  gazette: media
issues:
  dam: {definition: The dam should be built.}
  tunnel: policy
  bridge: policy
  low-water: {type: claim, definition: The lake is too low.}
acts:
  survey: {type: mission}
  summit: {type: meeting, when: 2010-03-05}
instruments:
  treaty: agreement
  charter: agreement
documents:
  first: {title: First, publisher: wire, date: 2010-03-01}
  copy: {title: Copy, publisher: Gazette Press, date: "2010-03-02?", repeats: first}
  second: {title: Second}
  late: {title: Late, repeats: {first: [no dam at all]}}
coders:
  anna: Anna
"""

STATEMENTS = {
    "accusations": """
- Arland accuses Borland of low-water: {id: a, by: ann, source: first}
- Corland threatens Arland with the tunnel over the bridge: {id: b}
- Borland condemns Corland: {id: c, if: it votes}
- Borland condemns the dam: {id: d}
- Corland does not accuse Borland: {id: e}
""",
    "allies-and-opponents": """
- Arland, Borland and fishers support the dam
- Corland opposes the dam
- Corland supports the tunnel
- Arland supports the bridge: {said: 2010-01-01}
- Arland opposes the bridge: {said: 2010-01-01}
- Borland supports the bridge: {if: Arland pays}
- Borland does not support the tunnel
""",
    "attribution-chains": """
- Arland opposes the dam: {id: a, by: ann, via: [wire, bo], source: first}
- Arland opposes the tunnel: {id: b, by: {actor: ann, as: union}, via: gazette, said: 2012}
- Corland opposes the tunnel: {id: c, via: wire}
- Corland opposes the bridge: {id: d, by: bo}
""",
    "coalitions": """
- Arland, Borland and Corland support the dam
- Arland and Borland oppose the tunnel
- Corland supports the tunnel
- Arland and Borland do not support the bridge
- fishers oppose the tunnel: {if: asked}
""",
    "demands": """
- Arland demands the dam from Borland: {id: a, source: first}
- Arland calls for the tunnel: {id: b, certainty: possible}
- Corland urges Borland to support the dam: {id: c}
- Corland calls on Arland against the bridge: {id: d}
- Corland urges Arland: {id: e}
- Borland supports the dam: {id: f}
""",
    "documents": """
- source: first
  statements:
  - Arland opposes the dam: {quote: [no dam, never]}
  - Borland opposes the dam: {if: asked}
  - Borland supports the tunnel: {quote: a tunnel}
- Arland opposes the tunnel: {source: copy}
- Arland opposes the bridge
""",
    "events": """
- Arland convenes the summit: {id: a}
- Borland blocks the summit: {id: b, when: 2010-03-04, mode: planned}
- Arland deploys the survey: {id: c, when: 2009}
- Arland opposes the survey: {id: d}
- Arland opposes the dam: {id: e}
""",
    "expected": """
- Arland is expected to support the dam: {id: a, by: bo, when: 2010-05, source: first}
- Arland is expected to deploy the survey: {id: b, certainty: possible}
- Arland plans to deploy the survey: {id: c}
- Corland expects the dam: {id: d}
""",
    "figures": """
- Arland deploys the survey: {id: a, by: ann, source: first, figures: {staff: about 100, boats: {value: at least 3, when: 2011}}}
- Borland opposes the survey: {id: b, figures: {staff: 90-120}}
""",
    "imputations": """
- Arland supports the dam: {id: a, by: ann}
- Arland accuses Borland: {id: b, by: ann}
- Borland supports the tunnel: {id: c, by: ann}
- Corland supports the dam: {id: d, by: ann}
- Corland opposes the tunnel: {id: e, by: ann, source: first}
- Borland supports the dam: {id: f, by: ann}
- fishers support the dam
""",
    "issues": """
- Arland, Borland and Corland support the dam
- Arland endorses the dam
- Borland opposes the dam: {if: asked}
- fishers oppose the dam
- Corland does not support the low-water
- Arland convenes the summit
""",
    "legality-disputed": """
- Arland disputes the legality of the survey: {id: a, by: ann, source: first}
- Union plans to deploy the survey under the treaty: {id: b, by: bo}
- Union deploys the survey under the charter: {id: c}
- Union convenes the summit under the charter: {id: d}
- Arland opposes the survey: {id: e}
""",
    "members": """
- Arland supports the dam: {said: 2010-01-01}
- Corland opposes the dam
- Borland supports the tunnel: {said: 2010-01-01}
- Borland opposes the tunnel: {said: 2010-01-01}
- Arland does not oppose the tunnel
- Borland opposes the bridge: {if: asked}
""",
    "offers": """
- Arland offers the bridge to Borland in exchange for the dam: {id: a, by: bo}
- Borland promises the tunnel to Corland: {id: b, if: Corland pays}
- Corland proposes the dam: {id: c}
- Corland supports the dam: {id: d}
""",
    "opposed-pairs": """
- Arland and Borland support the dam
- Corland opposes the dam
- Arland opposes the tunnel
- Corland supports the tunnel
- Borland does not support the tunnel
- fishers oppose the dam: {certainty: unclear}
""",
    "partial-collectives": """
- states support the dam: {id: a, scope: many, except: [arland, borland], source: first}
- fishers oppose the dam: {id: b, scope: one}
- Union opposes the dam: {id: c}
""",
    "reasons-given": """
- Arland opposes the dam: {id: a, by: ann, because: [low-water, tunnel], source: first}
- Borland convenes the summit: {id: b, mode: expected, because: low-water}
- Borland opposes the dam: {id: c}
""",
    "repeats": """
- source: copy
  statements:
  - Arland opposes the dam: {quote: no dam}
  - Borland opposes the dam
- source: late
  statements:
  - Arland opposes the dam: {quote: no dam, id: c}
  - Borland opposes the dam: {quote: nor we}
""",
    "shared-issues": """
- Arland supports the dam: {id: a, said: 2010-01-01}
- Arland opposes the dam: {id: b, said: 2010-01-02}
- Arland supports the tunnel: {id: c}
- Borland supports the dam: {id: d}
- Borland supports the dam: {id: e, said: 2010-01-03}
- Borland does not support the tunnel: {id: f}
- Corland supports the dam: {id: g, if: asked}
- Corland is neutral on the tunnel: {id: h}
- fishers support the bridge: {id: i}
""",
    "single-sourced": """
- Arland opposes the dam: {source: first}
- Arland rejects the dam: {source: copy}
- Arland opposes the dam: {source: copy, quote: no}
- Borland opposes the dam: {source: first}
- Borland opposes the dam: {source: second}
- Borland does not support the tunnel: {source: second}
- Corland opposes the dam: {source: second, if: asked}
- Corland opposes the tunnel
""",
    "timeline": """
- Arland opposes the dam: {id: a, said: 2010-03-01, when: ../2009}
- Borland opposes the dam: {id: b, said: 2010-01}
- Borland convenes the summit: {id: c, source: first, when: 2010-02, mode: expected}
- Corland opposes the dam: {id: d, source: first}
- Corland opposes the tunnel: {id: e}
""",
    "unnamed-sources": """
- Arland opposes the dam: {id: a, by: diplomats, source: first}
- Borland opposes the dam: {id: b, by: ann, via: diplomats}
- diplomats oppose the tunnel: {id: c, by: ann}
- diplomats oppose the bridge: {id: d, by: diplomats, if: asked}
- fishers oppose the bridge: {id: e, by: fishers}
""",
    "uncommitted": """
- Arland does not support the dam: {id: a, by: ann, source: first}
- Borland does not oppose the dam: {id: b}
- Corland is neutral on the dam: {id: c}
- Corland does not support the tunnel: {id: d}
- Corland opposes the tunnel: {id: e}
- Arland does not support the tunnel: {id: f, said: 2010-01-01}
- Arland supports the tunnel: {id: g, said: 2010-02-01}
- Borland does not support the bridge: {id: h, if: asked}
""",
    "unsourced": """
- Arland opposes the dam: {id: a, source: first, quote: no dam}
- Arland opposes the tunnel: {id: b, source: first, coder: anna}
- Borland opposes the dam: {id: c, quote: no dam}
- Borland opposes the tunnel: {id: d, if: asked}
""",
    "warnings": """
- Arland warns against the dam: {id: a, by: ann, because: low-water, source: first}
- Corland threatens Arland with the tunnel: {id: b, if: Arland builds}
- Borland opposes the dam: {id: c}
""",
    "voices": """
- Arland opposes the dam: {id: a, by: ann}
- Arland opposes the dam: {id: b, by: arland}
- Arland rejects the dam: {id: c}
- Arland opposes the dam: {id: d, by: bo, if: asked}
- Arland supports the dam: {id: e, by: wire, source: first, certainty: unclear}
- Borland convenes the summit: {id: f}
""",
}


@cache
def engine(name: str) -> Engine:
    """The made-up project of a question."""
    return compiled(f"{PEOPLE}statements:{STATEMENTS[name]}")


def compiled(text: str) -> Engine:
    annotations, problems = read(text)
    assert [render(problem) for problem in problems if problem.severity is Severity.ERROR] == []
    return Project(annotations=annotations, problems=()).engine()


def answer(name: str, *columns: str, **parameters: str) -> list[tuple[str, ...]]:
    """The cells of some columns as a reader sees them, "" where there is none."""
    table = queries.run(engine(name), name, **parameters).short()
    return list(zip(*(tuple(str(cell or "") for cell in table.column(column)) for column in columns), strict=True))


# --- Who stands where, and with whom ---


def test_an_actor_s_allies_and_opponents_are_those_whose_latest_position_stands() -> None:
    # On the bridge Arland contradicts itself and Borland's support is conditional; not to support the tunnel is no side.
    assert answer("allies-and-opponents", "actor", "position", "target", "with", "against") == [
        ("arland", "supports", "dam", "borland | fishers", "corland"),
        ("borland", "supports", "dam", "arland | fishers", "corland"),
        ("corland", "opposes", "dam", "", "arland | borland | fishers"),
        ("corland", "supports", "tunnel", "", ""),
        ("fishers", "supports", "dam", "arland | borland", "corland"),
    ]


def test_a_coalition_counts_targets_with_the_same_full_side() -> None:
    # Withheld support for the bridge is no side, and the fishers' opposition is conditional.
    assert answer("coalitions", "actor", "other", "together", "on") == [
        ("arland", "borland", "2", "dam | tunnel"),
        ("arland", "corland", "1", "dam"),
        ("borland", "corland", "1", "dam"),
    ]


def test_opposed_pairs_count_targets_with_opposite_full_sides() -> None:
    assert answer("opposed-pairs", "actor", "other", "apart") == [("arland", "corland", "2"), ("borland", "corland", "1")]


def test_words_taken_over_are_listed_with_the_statements_that_rest_on_them() -> None:
    # Of a document that is a copy as a whole, every statement is.
    assert answer("repeats", "document", "original", "words", "statements") == [
        ("copy", "first", "", "2"),
        ("late", "first", "no dam at all", "1"),
    ]


def test_who_is_left_unnamed_speaks_reports_or_holds() -> None:
    # Whoever is unnamed and speaks for himself is one source, not two.
    assert answer("unnamed-sources", "source", "part", "actor", "target", "asserted", "document", "statement") == [
        ("diplomats", "holder", "diplomats", "tunnel", "true", "", "s/c"),
        ("diplomats", "reporter", "borland", "dam", "true", "", "s/b"),
        ("diplomats", "speaker", "arland", "dam", "true", "first", "s/a"),
        ("diplomats", "speaker", "diplomats", "bridge", "false", "", "s/d"),
    ]


def test_the_uncommitted_are_those_whose_latest_position_is_no_full_side() -> None:
    # Corland's opposition to the tunnel says more than its lack of support; Arland has come round; Borland's bridge is conditional.
    assert answer("uncommitted", "actor", "position", "target", "speaker", "said", "statement") == [
        ("arland", "does not support", "dam", "ann", "2010-03-01", "s/a"),
        ("borland", "does not oppose", "dam", "", "", "s/b"),
        ("corland", "is neutral on", "dam", "", "", "s/c"),
    ]


def test_members_are_listed_with_those_who_have_no_position() -> None:
    # Corland is no member; Borland's conditional position is none that stands, and says so.
    assert answer("members", "collective", "target", "position", "member", "from") == [
        ("union", "bridge", "", "arland", ""),
        ("union", "bridge", "opposes (held back: Conditional)", "borland", ""),
        ("union", "dam", "", "borland", ""),
        ("union", "dam", "supports", "arland", "2010-01-01"),
        ("union", "tunnel", "does not oppose", "arland", ""),
        ("union", "tunnel", "is contested on", "borland", "2010-01-01"),
    ]


def test_warnings_and_threats_come_with_their_reason_and_condition() -> None:
    columns = ("speaker", "actor", "relation", "target", "because", "condition", "mode", "asserted", "document", "statement")
    assert answer("warnings", *columns) == [
        ("", "corland", "sg:threatens", "arland", "", "Arland builds", "sg:actual", "false", "", "s/b"),
        ("ann", "arland", "sg:warnsOf", "dam", "low-water", "", "sg:actual", "true", "first", "s/a"),
    ]


def test_what_is_said_of_part_of_a_collective_keeps_its_scope_and_its_exceptions() -> None:
    assert answer("partial-collectives", "collective", "scope", "relation", "target", "except", "document", "statement") == [
        ("fishers", "sg:one", "sg:opposes", "dam", "", "", "s/b"),
        ("states", "sg:many", "sg:supports", "dam", "arland", "first", "s/a"),
        ("states", "sg:many", "sg:supports", "dam", "borland", "first", "s/a"),
    ]


def test_an_issue_counts_actors_a_side_and_what_is_held_back() -> None:
    # Borland's opposition is conditional: it is held back, so Borland is counted as a supporter alone.
    assert answer("issues", "issue", "type", "supporters", "opponents", "statements", "held_back", "definition") == [
        ("bridge", "sg:policy", "0", "0", "0", "0", ""),
        ("dam", "sg:policy", "3", "1", "6", "1", "The dam should be built."),
        ("low-water", "sg:claim", "0", "0", "1", "0", "The lake is too low."),
        ("tunnel", "sg:policy", "0", "0", "0", "0", ""),
    ]


# --- Who says so ---


def test_a_chain_is_walked_from_the_document_to_the_speaker() -> None:
    # On 1 March 2010 Ann was minister and, as for ever, chair; in 2012 she spoke as the Union's, which the coder picked.
    assert answer("attribution-chains", "statement", "hop", "reporter", "speaker", "office", "document") == [
        ("s/a", "1", "wire", "ann", "chair, for Lake Union", "first"),
        ("s/a", "1", "wire", "ann", "minister, for Arland", "first"),
        ("s/a", "2", "bo", "ann", "chair, for Lake Union", "first"),
        ("s/a", "2", "bo", "ann", "minister, for Arland", "first"),
        ("s/b", "1", "gazette", "ann", "chair, for Lake Union", ""),
        ("s/c", "1", "wire", "", "", ""),
    ]


def test_what_one_says_of_another_is_kept_with_the_side_the_teller_is_on() -> None:
    # Arland accuses Borland, so its word on Borland is a rival's; it is for the dam itself, so its word for others there is
    # interested; on Corland and the tunnel it has no stake. What Ann says of Arland is Arland's own word.
    assert answer("imputations", "speaker", "actor", "relation", "target", "teller_is", "asserted", "statement") == [
        ("ann", "borland", "sg:supports", "dam", "rival | interested", "false", "s/f"),
        ("ann", "borland", "sg:supports", "tunnel", "rival", "false", "s/c"),
        ("ann", "corland", "sg:supports", "dam", "interested", "false", "s/d"),
        ("ann", "corland", "sg:opposes", "tunnel", "no side known", "true", "s/e"),
    ]


def test_what_is_known_of_the_teller_is_said_in_words() -> None:
    ((known,),) = answer("imputations", "known", teller_is="interested")
    assert known == "Arland itself supports dam"


def test_voices_are_counted_for_each_position() -> None:
    # The document's publisher speaks as its narrator. A meeting is no position.
    assert answer("voices", "actor", "position", "target", "own", "narrator", "third_party", "asserted") == [
        ("arland", "opposes", "dam", "2", "1", "1", "3"),
        ("arland", "supports", "dam", "0", "1", "0", "0"),
    ]


def test_a_position_that_a_copy_repeats_has_one_source() -> None:
    # Borland's opposition stands in two documents of their own; Corland's is conditional in one place and without a document in the other.
    assert answer("single-sourced", "actor", "position", "target", "statements", "documents", "source") == [
        ("arland", "opposes", "dam", "3", "2", "first"),
        ("borland", "does not support", "tunnel", "1", "1", "second"),
    ]


def test_a_statement_can_lack_its_document_or_its_quote_or_both() -> None:
    assert answer("unsourced", "statement", "missing", "asserted", "coder", "document") == [
        ("s/b", "quote", "true", "anna", "first"),
        ("s/c", "document", "true", "", ""),
        ("s/d", "document | quote", "false", "", ""),
    ]


def test_a_document_contributes_statements_actors_and_quotes() -> None:
    assert answer("documents", "document", "publisher", "date", "date_is", "statements", "asserted", "actors", "quotes", "repeats") == [
        ("late", "", "", "not given", "0", "0", "0", "0", "first"),
        ("second", "", "", "not given", "0", "0", "0", "0", ""),
        ("first", "wire", "2010-03-01", "certain", "3", "2", "2", "3", ""),
        ("copy", "Gazette Press", "2010-03-02?", "uncertain", "1", "1", "1", "0", "first"),
    ]


# --- What is done, wanted, offered and foreseen ---


def test_an_accusation_names_what_it_is_about() -> None:
    # The dam is no actor, and not to accuse is no accusation.
    assert answer("accusations", "actor", "relation", "accused", "matter", "speaker", "asserted", "document", "statement") == [
        ("arland", "sg:accuses", "borland", "low-water", "ann", "true", "first", "s/a"),
        ("borland", "sg:condemns", "corland", "", "", "false", "", "s/c"),
        ("corland", "sg:threatens", "arland", "bridge", "", "true", "", "s/b"),
        ("corland", "sg:threatens", "arland", "tunnel", "", "true", "", "s/b"),
    ]


def test_a_demand_has_its_addressee_whichever_part_of_the_sentence_names_it() -> None:
    assert answer("demands", "actor", "relation", "addressee", "side", "target", "asserted", "document", "statement") == [
        ("arland", "sg:demands", "borland", "for", "dam", "true", "first", "s/a"),
        ("arland", "sg:callsFor", "", "for", "tunnel", "false", "", "s/b"),
        ("corland", "sg:urges", "borland", "for", "dam", "true", "", "s/c"),
        ("corland", "sg:callsOn", "arland", "against", "bridge", "true", "", "s/d"),
        ("corland", "sg:urges", "arland", "", "", "true", "", "s/e"),
    ]


def test_a_relation_of_the_project_s_own_counts_as_what_it_is() -> None:
    relations = "relations: {insists-loudly-on: {verb: insist loudly on, is: demands, polarity: 1}}\n"
    engine = compiled(f"{relations}statements: [Arland insists loudly on the dam]\n")
    assert [str(cell) for cell in queries.run(engine, "demands").short().column("target")] == ["dam"]


def test_an_offer_has_its_addressee_its_price_and_its_condition() -> None:
    assert answer("offers", "actor", "relation", "target", "to", "for", "condition", "speaker", "asserted", "statement") == [
        ("arland", "sg:offers", "bridge", "borland", "dam", "", "bo", "true", "s/a"),
        ("borland", "sg:promises", "tunnel", "corland", "", "Corland pays", "", "false", "s/b"),
        ("corland", "sg:proposes", "dam", "", "", "", "", "true", "s/c"),
    ]


def test_what_is_expected_is_told_from_what_is_planned() -> None:
    # What Corland expects it expects of nobody in particular.
    assert answer("expected", "actor", "relation", "target", "when", "expected_by", "reading", "document", "statement") == [
        ("", "sg:expects", "dam", "", "corland", "sg:certain", "", "s/d"),
        ("arland", "sg:supports", "dam", "2010-05", "bo", "sg:certain", "first", "s/a"),
        ("arland", "sg:deploys", "survey", "", "", "sg:possible", "", "s/b"),
    ]


@pytest.mark.parametrize(
    ("parameters", "found"),
    [
        ({"actor": "arland"}, ["s/a", "s/b"]),
        ({"actor": "corland"}, []),
        ({"expected_by": "corland"}, ["s/d"]),
        ({"expected_by": "bo"}, ["s/a"]),
        ({"expected_by": "arland"}, []),
    ],
)
def test_who_expects_is_told_from_of_whom(parameters: dict[str, str], found: list[str]) -> None:
    assert [row[0] for row in answer("expected", "statement", **parameters)] == found


def test_reasons_are_listed_by_the_claim_that_is_given() -> None:
    assert answer("reasons-given", "because", "actor", "relation", "target", "speaker", "asserted", "document", "statement") == [
        ("low-water", "arland", "sg:opposes", "dam", "ann", "true", "first", "s/a"),
        ("low-water", "borland", "sg:convenes", "summit", "", "false", "", "s/b"),
        ("tunnel", "arland", "sg:opposes", "dam", "ann", "true", "first", "s/a"),
    ]


def test_the_basis_that_is_claimed_stands_below_those_who_dispute_it() -> None:
    # Nobody disputes the summit's legality, and to oppose the survey is not to dispute it.
    assert answer("legality-disputed", "target", "actor", "relation", "instrument", "speaker", "asserted", "document", "statement") == [
        ("survey", "arland", "sg:disputesLegalityOf", "", "ann", "true", "first", "s/a"),
        ("survey", "union", "sg:deploys", "treaty", "bo", "false", "", "s/b"),
        ("survey", "union", "sg:deploys", "charter", "", "true", "", "s/c"),
    ]


def test_a_figure_keeps_its_words_its_bounds_and_who_gave_it() -> None:
    assert answer("figures", "act", "measure", "figure", "low", "high", "when", "speaker", "document") == [
        ("survey", "boats", "at least 3", "3", "", "2011", "ann", "first"),
        ("survey", "staff", "90-120", "90", "120", "", "", ""),
        ("survey", "staff", "about 100", "100", "100", "", "ann", "first"),
    ]


def test_events_come_in_order_by_the_time_of_the_statement_else_of_the_act() -> None:
    # Opposition to the survey has no time, so it comes last. The dam is an issue, no act.
    assert answer("events", "when", "act", "type", "actor", "relation", "mode", "statement") == [
        ("2009", "survey", "mission", "arland", "sg:deploys", "sg:actual", "s/c"),
        ("2010-03-04", "summit", "meeting", "borland", "sg:blocks", "sg:planned", "s/b"),
        ("2010-03-05", "summit", "meeting", "arland", "sg:convenes", "sg:actual", "s/a"),
        ("", "survey", "mission", "arland", "sg:opposes", "sg:actual", "s/d"),
    ]


def test_the_timeline_goes_by_the_thing_itself_else_by_the_utterance() -> None:
    # What has no beginning stands at its end; what has no time at all is not in it.
    assert answer("timeline", "date", "clock", "actor", "relation", "target", "mode", "statement") == [
        ("../2009", "when", "arland", "sg:opposes", "dam", "sg:actual", "s/a"),
        ("2010-01", "said", "borland", "sg:opposes", "dam", "sg:actual", "s/b"),
        ("2010-02", "when", "borland", "sg:convenes", "summit", "sg:expected", "s/c"),
        ("2010-03-01", "said", "corland", "sg:opposes", "dam", "sg:actual", "s/d"),
    ]


def test_two_actors_meet_on_what_both_have_spoken_of() -> None:
    # Arland's first word on the dam is superseded and counts, Corland's conditional one does not; +1 and -1/2 lie 3/4 apart.
    columns = ("position", "n", "other_position", "other_n", "target", "congruence", "conflict", "evidence")
    assert answer("shared-issues", *columns, actor="arland", other="borland") == [
        ("opposes", "1", "supports", "2", "dam", "0", "2", "s/b | s/d | s/e"),
        ("supports", "1", "supports", "2", "dam", "2", "0", "s/a | s/d | s/e"),
        ("supports", "1", "does not support", "1", "tunnel", "0.25", "0.75", "s/c | s/f"),
        ("", "3", "", "3", "", "2.25", "2.75", ""),
    ]


def test_pairs_whose_statements_meet_most_often_come_first_from_both_ends() -> None:
    sums = [row[:2] for row in answer("shared-issues", "actor", "other", "target") if not row[2]]
    assert sums == [
        ("arland", "borland"),
        ("borland", "arland"),
        ("arland", "corland"),
        ("borland", "corland"),
        ("corland", "arland"),
        ("corland", "borland"),
    ]


# --- All of them ---


@pytest.mark.parametrize("name", STATEMENTS)
def test_every_answer_is_the_same_in_any_order_of_the_file(name: str) -> None:
    items = re.split(r"^(?=- )", STATEMENTS[name], flags=re.MULTILINE)[1:]
    turned = compiled(f"{PEOPLE}statements:\n{''.join(reversed(items))}")
    assert queries.run(turned, name).rows == queries.run(engine(name), name).rows


@pytest.mark.parametrize(
    ("name", "parameter"), [(name, parameter) for name in STATEMENTS for parameter in queries.names()[name].parameters]
)
def test_every_parameter_narrows_to_rows_with_that_value(name: str, parameter: str) -> None:
    everything = queries.run(engine(name), name)
    cells = everything.short().column(parameter)
    for value in dict.fromkeys(cell for cell in cells if cell is not None):  # nobody can ask for an empty cell
        narrowed = queries.run(engine(name), name, **{parameter: str(value)})
        assert narrowed.rows == tuple(row for row, cell in zip(everything, cells, strict=True) if cell == value)


@pytest.mark.parametrize("name", queries.names())
def test_an_empty_project_has_no_answers(name: str) -> None:
    assert queries.run(compiled("statements: []\n"), name).rows == ()


@pytest.mark.parametrize("name", queries.names())
def test_a_bare_sentence_can_be_asked_anything(name: str) -> None:
    assert len(queries.run(compiled("- Arland opposes the dam\n"), name)) <= 1


def test_the_readme_lists_every_question_in_its_own_words() -> None:
    listed = re.findall(r"^\| `([a-z-]+)` \| (.+) \|$", README.read_text(encoding="utf-8"), re.MULTILINE)
    assert [row for row in listed if row[0] in queries.names()] == [(query.name, query.question) for query in queries.names().values()]
