"""Positions in the derived graph: the counts by hand on small files, and against a plain pass over the verdicts on made-up ones."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from hypothesis import example, given, settings
from hypothesis import strategies as st

from stancegraph import compiler
from stancegraph.gate import judge
from stancegraph.inference import derive
from stancegraph.ontology import PROPERTIES
from stancegraph.reader import read
from stancegraph.stances import position

if TYPE_CHECKING:
    from collections.abc import Iterable

    from stancegraph.gate import Verdict
    from stancegraph.inference import Derived
    from stancegraph.records import Document

BASE = "https://example.org/k/"
HEAD = f"""\
project: {{id: k, base: "{BASE}"}}
actors:
  arland: {{type: state, name: Arland}}
  borland: state
  ann: {{type: person, speaks_for: arland}}
documents:
  first: {{date: 2010-03-01}}
  copy: {{date: 2010-04-01, repeats: first}}
  part: {{date: 2010-05-01, repeats: {{first: [no dam at all]}}}}
  own: {{}}
statements:
"""


def derived(statements: str) -> Derived:
    annotations, problems = read(HEAD + statements)
    assert [str(problem) for problem in problems if problem.severity == "error"] == []
    return derive(judge(annotations))


def counted(source: Derived) -> dict[str, dict[str, str]]:
    """Each position by what follows `position/`: its properties, IRIs below the base and ours by their last name."""
    found: defaultdict[str, dict[str, str]] = defaultdict(dict)
    start = f"{BASE}position/"
    for quad in compiler.quads(source):
        subject, predicate, value = (getattr(term, "value", "") for term in quad.triple)
        if subject.startswith(start):
            found[subject.removeprefix(start)][predicate.rpartition("#")[2]] = value.removeprefix(BASE).rpartition("#")[2]
    return dict(found)


def test_a_position_counts_voices_of_all_statements_and_sources_of_those_that_passed() -> None:
    # Three passed: two in `first` and its copy, which are one source, and one that names no document. The condition holds one back.
    found = counted(
        derived("""\
- Arland opposes the dam: {source: first, by: ann}
- Arland rejects the dam: {source: copy, by: ann}
- Arland opposes the dam: {said: 2011-01-01}
- Arland opposes the dam: {source: own, by: borland, if: asked}
""")
    )
    assert found == {
        "arland_dam_opposes": {
            "type": "Position",
            "label": "Arland opposes dam",
            "holder": "arland",
            "target": "dam",
            "position": "opposes",
            "ownVoice": "2",
            "narratorVoice": "1",
            "thirdPartyVoice": "1",
            "assertedStatements": "3",
            "undocumented": "1",
            "documentCount": "2",
            "sourceCount": "1",
            "soleSource": "first",
            "firstSaid": "2010-03-01",
            "lastSaid": "2011-01-01",
        }
    }


def test_a_position_that_nothing_asserts_has_no_sources() -> None:
    found = counted(derived("- Arland supports the dam: {source: first, if: asked}\n"))
    assert found == {
        "arland_dam_supports": {
            "type": "Position",
            "label": "Arland supports dam",
            "holder": "arland",
            "target": "dam",
            "position": "supports",
            "narratorVoice": "1",
        }
    }


def test_each_interval_is_a_position_of_its_own_and_an_act_is_none() -> None:
    found = counted(
        derived("""\
- Arland supports the dam: {said: 2010-01-01}
- Arland does not support the dam: {said: 2011-01-01}
- Arland is not neutral on the dam: {said: 2012-01-01}
- Arland convenes the summit
""")
    )
    assert list(found) == ["arland_dam_does-not-support", "arland_dam_is-not-neutral-on", "arland_dam_supports"]


def test_a_copied_passage_counts_for_the_statements_that_rest_on_it_alone() -> None:
    # The words of the first are taken over from `first`; those of the second stand in `part` only.
    found = counted(
        derived("""\
- Arland opposes the dam: {source: part, quote: "dam at all"}
- Borland opposes the dam: {source: part, quote: "by no means"}
""")
    )
    assert {name: facts["soleSource"] for name, facts in found.items()} == {"arland_dam_opposes": "first", "borland_dam_opposes": "part"}


def test_several_sources_are_counted_and_none_is_named() -> None:
    found = counted(derived("- Arland opposes the dam: {source: first}\n- Arland opposes the dam: {source: own}\n"))
    assert found["arland_dam_opposes"]["sourceCount"] == "2"
    assert "soleSource" not in found["arland_dam_opposes"]
    assert "lastSaid" in found["arland_dam_opposes"]  # the day that is known, though `own` has no date


def test_every_property_of_a_position_is_in_the_ontology() -> None:
    (facts,) = counted(derived("- Arland opposes the dam: {source: first, by: ann}\n")).values()
    assert set(facts) - {"type", "label"} <= {term.name for term in PROPERTIES}


# --- Against a plain pass over the verdicts ---

STATEMENTS = st.lists(
    st.tuples(
        st.sampled_from(["Arland", "Borland"]),
        st.sampled_from(["supports", "endorses", "opposes", "does not oppose", "does not support", "convenes"]),
        st.sampled_from(["the dam", "the bridge"]),
        st.sampled_from(["", "source: first", "source: copy", "source: part, quote: no dam at all", "source: part", "source: own"]),
        st.sampled_from(
            ["", "by: ann", "by: borland", "by: arland", "if: asked", "certainty: unclear", "said: 2009-01-01", "mode: planned"]
        ),
    ),
    min_size=1,
    max_size=8,
)


def plainly(verdicts: Iterable[Verdict], documents: dict[str, Document]) -> dict[str, dict[str, str]]:
    """The same counts, one statement after the other, with the rule of copies written out anew."""
    found: dict[str, dict[str, int]] = {}
    read_in: dict[str, set[str]] = {}
    come_from: dict[str, set[str]] = {}
    for verdict in verdicts:
        s = verdict.statement
        if verdict.interval is None:
            continue
        name = f"{s.actor}_{s.object}_{position(verdict.interval).replace(' ', '-')}"
        numbers = found.setdefault(
            name, dict.fromkeys(("ownVoice", "narratorVoice", "thirdPartyVoice", "assertedStatements", "undocumented"), 0)
        )
        numbers[{"own": "ownVoice", "narrator": "narratorVoice", "third-party": "thirdPartyVoice"}[verdict.voice]] += 1
        if verdict.asserted:
            numbers["assertedStatements"] += 1
            numbers["undocumented"] += s.document is None
            if s.document:
                read_in.setdefault(name, set()).add(s.document)
                copied = s.document == "copy" or (s.document == "part" and any("no dam at all" in quote.exact for quote in s.quotes))
                come_from.setdefault(name, set()).add("first" if copied else s.document)
    assert set(documents) == {"copy", "first", "own", "part"}
    for name, numbers in found.items():
        numbers["documentCount"], numbers["sourceCount"] = len(read_in.get(name, ())), len(come_from.get(name, ()))
    return {name: {key: str(number) for key, number in numbers.items() if number} for name, numbers in found.items()}


@settings(max_examples=60)
@given(STATEMENTS)
@example([("Arland", "opposes", "the dam", "source: part, quote: no dam at all", "by: ann")])
def test_the_counts_are_those_of_a_plain_pass_over_the_verdicts(drawn: list[tuple[str, str, str, str, str]]) -> None:
    lines = [
        f"- {who} {verb} {'the summit' if verb == 'convenes' else what}: {{{', '.join(filter(None, [f'id: s{n}', document, more]))}}}"
        for n, (who, verb, what, document, more) in enumerate(drawn)
    ]
    source = derived("\n".join(lines) + "\n")
    numeric = ("Voice", "Statements", "undocumented", "documentCount", "sourceCount")
    found = {name: {key: value for key, value in facts.items() if key.endswith(numeric)} for name, facts in counted(source).items()}
    assert found == plainly(source.judged.verdicts, dict(source.judged.annotations.documents))
