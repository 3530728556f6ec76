"""The ontology as tables: every class, property and closed word with its definition (LANGUAGE 2 to 5).

Relations are not here: they are rows of the relation table. A term's own name is its local name in `sg:`; its label is the name as
words unless the row gives one. There are no domains and ranges: SHACL shapes check, an ontology infers (LANGUAGE 2).
"""

from __future__ import annotations

from typing import Final, NamedTuple

from stancegraph.vocabulary import words

__all__ = ["CLASSES", "DEFINITION", "INDIVIDUALS", "LICENSE", "PROPERTIES", "ROLES", "TITLE", "VERSION", "Term"]

TITLE: Final = "stancegraph: who stands where on what, and who says so"
DEFINITION: Final = (
    "Terms for statements about positions as read in documents, for the triples that pass a truth gate, and for what follows from them."
)
VERSION: Final = "0.1.0"
LICENSE: Final = "https://spdx.org/licenses/MIT"


class Term(NamedTuple):
    """A term: `above` are the classes, or the properties, that it specialises, as prefixed names; for an individual its classes."""

    name: str
    definition: str
    above: tuple[str, ...] = ()
    label_written: str = ""

    @property
    def label(self) -> str:
        """The written label, else the name as words."""
        return self.label_written or words(self.name)


AGENT = ("sg:Actor", "prov:Agent", "foaf:Agent")
BODY = (*AGENT, "org:Organization")
ENTITY = ("prov:Entity",)

CLASSES: Final = (
    # Nouns.
    Term("Actor", "Somebody who can hold a position."),
    Term("Person", "A human being; in office, the person is the speaker and the principal the actor.", (*AGENT, "foaf:Person")),
    Term("State", "A state, or a territory that acts as one.", BODY),
    Term("Igo", "An organisation whose members are states.", BODY, "intergovernmental organisation"),
    Term("Organization", "A party, company, court, office or other body.", BODY),
    Term("Group", "People who act together without being an organisation.", (*AGENT, "foaf:Group")),
    Term("Media", "A newspaper, broadcaster, agency or site.", BODY),
    Term("ActorClass", "An open set over an organisation's members, such as 'EU member states'; nobody in particular acts.", ("sg:Actor",)),
    Term("Office", "That one actor speaks for another, under a title, for a time.", ("org:Membership",)),
    Term("Issue", "A proposition that can be supported or opposed.", ("skos:Concept",)),
    Term("Act", "Something done, planned or expected: a deployment, a meeting, a declaration.", ("sem:Event",)),
    Term("Instrument", "A resolution, treaty or law.", ("schema:Legislation",)),
    Term("Document", "What a statement was read in.", ("schema:CreativeWork", *ENTITY)),
    Term("Coder", "Who read the document and wrote the statement.", ("prov:Agent",)),
    Term("Figure", "A number as reported, never a property of the act it is about.", ENTITY),
    # Statements and what follows from them.
    Term("Statement", "What one coder read in one place; by itself it asserts nothing.", ("rdf:Statement", *ENTITY)),
    Term("Report", "One hop on the way from the speaker to the document: somebody who passed the statement on.", ENTITY),
    Term("Stance", "The latest explicit position of one holder on one target.", ENTITY),
    Term(
        "Position", "What the statements of one holder on one target say with one interval, counted. Where it stands today is the stance."
    ),
    Term("Product", "What a rule yields; it names its rule and its premises, and never asserts a triple.", ENTITY),
    Term("DerivedStance", "A position that a rule gives to a holder who did not state it.", ("sg:Product",)),
    Term("Contradiction", "Two disjoint stances of one holder on one target, neither of them later.", ("sg:Product",)),
    Term("Shift", "Two disjoint stances of one holder on one target, one of them later.", ("sg:Product",)),
    Term("Division", "Disjoint stances on one target within a collective.", ("sg:Product",)),
    Term("FigureConflict", "Different numbers reported for one measure of one act.", ("sg:Product",)),
    Term("Tension", "An explicit stance that is disjoint with a derived one; the explicit one stands.", ("sg:Product",)),
    Term("Side", "The actors who hold one of the positions in a division."),
    # Relations and closed words.
    Term("Relation", "A relation of the direct layer: an actor's stance, an act or a tie, affirmed or negated.", ("owl:ObjectProperty",)),
    Term("StanceRelation", "A relation that takes a position on its object.", ("sg:Relation",)),
    Term("ActRelation", "A relation that says what an actor does.", ("sg:Relation",)),
    Term("ActorRelation", "A relation that ties two actors.", ("sg:Relation",)),
    Term("NegativeRelation", "A relation that says that another does not hold.", ("sg:Relation",)),
    Term("ShadowRelation", "A relation of the held-back layer: it keeps the picture informative and asserts nothing."),
    Term("Rule", "A rule that yields stances, contradictions and the rest from statements."),
    Term("Reason", "A reason not to assert a statement's triple."),
    Term("Mode", "Whether the thing said is so, is planned, expected, only imagined, or over."),
    Term("Certainty", "How sure the coder is of the reading."),
    Term("Scope", "Which part of a collective a statement is about."),
    Term("Status", "Where the coding of a statement stands."),
    Term("Voice", "Who speaks in a statement."),
    Term("ActorType", "What sort of actor; the same as its class, as a word."),
    Term("IssueType", "What sort of proposition."),
    Term("DocumentType", "What sort of document."),
)

PROPERTIES: Final = (
    # What was said.
    Term("relation", "The positive relation of a statement, also where the statement denies it."),
    Term("polarityMin", "Lower bound of a position inside -1 (against), 0, 1 (for); inclusive."),
    Term("polarityMax", "Upper bound of a position inside -1 (against), 0, 1 (for); inclusive."),
    Term("negated", "Whether the statement says that the relation does not hold."),
    Term("mode", "Whether the thing said is so, is planned, expected, only imagined, or over."),
    Term("certainty", "How sure the coder is of the reading."),
    Term("scope", "Which part of the collective the statement is about."),
    Term("condition", "The condition under which the statement would hold, in words."),
    Term("because", "A claim or frame given as the reason; it makes no stance."),
    Term("exceptions", "Whom the statement does not include."),
    Term("figures", "A number reported with the statement."),
    # Who said it, who passed it on.
    Term("saidBy", "Who said it; without one, the document's own narrator did."),
    Term("speakingAs", "For whom a speaker or reporter spoke where the coder picked one office among several."),
    Term("reportedBy", "Who passed the statement on to the document or to another reporter."),
    Term("heardFrom", "The hop before: from a statement to the report nearest to the document, from a report to the next."),
    Term("reporter", "Who passed the statement on at this hop."),
    Term("voice", "Whether the actor itself speaks, the document, or somebody else about the actor."),
    # Where, when, by whom.
    Term("document", "What the statement was read in."),
    Term("evidence", "The quoted passage that the statement rests on.", ("prov:wasDerivedFrom",)),
    Term("coder", "Who read the document and wrote the statement.", ("prov:wasAttributedTo",)),
    Term("status", "Where the coding of the statement stands."),
    Term("tags", "A word of the coder's own to find statements by."),
    Term("supersedes", "A statement whose coding this one replaces."),
    Term("when", "The time of the thing itself, as an EDTF date."),
    Term("whenStart", "First day of the thing itself; none when open or unknown."),
    Term("whenEnd", "Last day of the thing itself; none when open or unknown."),
    Term("whenText", "The time of the thing itself in the words of the text."),
    Term("said", "The time of the utterance, as an EDTF date; where nothing is written, the document's date."),
    Term("saidStart", "First day the utterance can have been made; none when open or unknown."),
    Term("day", "The day that puts a statement in order: the first of its when, else of its said, or the last where there is no first."),
    Term("saidEnd", "Last day the utterance can have been made; none when open or unknown."),
    Term("saidText", "The time of the utterance in the words of the text."),
    Term("dateStart", "First day of a document's or instrument's date; none when open or unknown."),
    Term("dateEnd", "Last day of a document's or instrument's date; none when open or unknown."),
    Term("dateText", "A document's or instrument's date in the words of the text."),
    # The gate.
    Term("asserted", "Whether the statement passed the truth gate, so that its triple stands in the direct graph."),
    Term("notAssertedBecause", "A reason not to assert the statement's triple; a statement keeps every reason it has."),
    Term("reasonText", "A reason not to assert the statement's triple, in plain words."),
    Term("reasonPremise", "A statement that a reason not to assert this one rests on."),
    Term("aboutSource", "What is known of the side that a third party who speaks is on, in plain words."),
    # Entities.
    Term("type", "What sort of actor, issue, act, instrument or document."),
    Term("membersOf", "The organisation over whose members an actor class is an open set."),
    Term("unnamed", "Whether the texts leave an actor without a name of its own."),
    Term("office", "An office in which the actor speaks for another.", ("org:hasMembership",)),
    Term("principal", "For whom the holder of an office speaks."),
    Term("title", "What an office is called."),
    Term("valid", "The time for which an office is held, as an EDTF date."),
    Term("validText", "The time for which an office is held in the words of the text."),
    Term(
        "validFrom",
        "First day on which an office is held, or from which a stance is held without a break, as far as is known; none when open.",
    ),
    Term("validTo", "Last day on which an office is held or up to which a stance is known; none when open."),
    Term("entails", "An issue that whoever supports this one supports too."),
    Term("excludes", "An issue that whoever supports this one opposes."),
    Term("negationOf", "Of an issue: the issue whose contrary it is. Of a negative relation: the relation that it denies."),
    Term("repeats", "A document from which this one takes over words; both count as one source for them.", ("prov:wasDerivedFrom",)),
    Term("measure", "What a figure counts."),
    Term("value", "A figure's number as written."),
    Term("low", "The least a figure can be; inclusive, none when open."),
    Term("high", "The most a figure can be; inclusive, none when open."),
    Term("qualifier", "How a number is hedged: about, over, under, at least or at most."),
    Term("act", "The act, or other object, that a figure is about."),
    Term("reportedIn", "The document that reports a figure."),
    Term("text", "A figure as written, or a finding in one plain sentence."),
    # Stances and products.
    Term("holder", "Who holds a stance or an office; of a division, the collective."),
    Term("target", "What a stance or a finding is about."),
    Term("basedOn", "A statement that a stance rests on.", ("prov:wasDerivedFrom",)),
    Term("contested", "Whether the latest statements are disjoint, so that the stance spans them all."),
    Term("position", "The interval of a position in words: supports, opposes, is neutral on, does not support and the like."),
    Term("ownVoice", "How many statements of a position are in the holder's own voice, held back or not; none for 0."),
    Term("narratorVoice", "How many statements of a position are in the document's voice, held back or not; none for 0."),
    Term("thirdPartyVoice", "How many statements of a position are in the voice of a third party, held back or not; none for 0."),
    Term("assertedStatements", "How many statements of a position passed the truth gate; none for 0."),
    Term("undocumented", "How many of the statements of a position that passed the truth gate name no document; none for 0."),
    Term("documentCount", "In how many documents the statements of a position that passed the truth gate were read; none for 0."),
    Term("sourceCount", "From how many documents they come, what repeats another document counted as that one; none for 0."),
    Term("soleSource", "The one document that the statements of a position come from; none where they come from several or from none."),
    Term("firstSaid", "The first of the days since which the statements of a position that passed the truth gate can have been said."),
    Term("lastSaid", "The last of the days since which the statements of a position that passed the truth gate can have been said."),
    Term("byRule", "The rule that yields a finding."),
    Term("premise", "A statement, stance, figure or finding that a finding rests on.", ("prov:wasDerivedFrom",)),
    Term("otherPolarityMin", "Lower bound of the second position of a finding: where a shift leads to, what stands against the first."),
    Term("otherPolarityMax", "Upper bound of the second position of a finding."),
    Term("side", "One of the sides of a division."),
    Term("member", "An actor on a side."),
    Term("times", "Whether the times of two figures overlap, lie apart, or are unknown."),
    Term("depth", "How many rules were applied one upon another, 1 or 2."),
    # Relations.
    Term("polarity", "Where a stance relation stands: 1 for, 0 neutral, -1 against."),
    Term("implies", "The stance that whoever does the act, or plans to, takes."),
    Term("impliesOn", "The slot on whose filler the implied stance falls; the object where there is none."),
    Term("objectKind", "What the object of a relation may be."),
    Term("slots", "A further argument of a relation."),
    Term("preposition", "The words that introduce a further argument in a sentence."),
    Term("plover", "The event code of a relation in PLOVER."),
)


def _closed(kind: str, **words_: str) -> tuple[Term, ...]:
    """The individuals of one class; an underscore stands for the hyphen that a keyword cannot hold."""
    return tuple(
        Term(name.strip("_").replace("_", "-"), definition, (f"sg:{kind}",), name.strip("_").replace("_", "-"))
        for name, definition in words_.items()
    )


INDIVIDUALS: Final = (
    *_closed(
        "Mode",
        actual="It is so, at the time the statement is about.",
        planned="The actor means to do it.",
        expected="Somebody expects it.",
        hypothetical="It is only imagined: would, could, might.",
        ended="It was so and is over.",
    ),
    *_closed(
        "Certainty",
        certain="The text leaves no doubt.",
        probable="The reading is the likelier one; it asserts.",
        possible="The reading is one among others; it does not assert.",
        unclear="The text cannot be read with confidence; it does not assert.",
    ),
    *_closed(
        "Scope",
        all="The whole collective.",
        almost_all="All but a few.",
        most="The greater part by far.",
        majority="More than half.",
        many="A large number, perhaps less than half.",
        some="More than one, no more is said.",
        few="A small number.",
        one="A single member.",
    ),
    *_closed(
        "Status",
        final="The coding is done.",
        draft="The coding may still change; it asserts.",
        retracted="The coding was wrong and is kept for the record.",
        adjudicated="Coders disagreed, and this is what was settled.",
    ),
    *_closed(
        "Voice",
        own="The actor speaks, or somebody who then speaks for it.",
        narrator="The document itself speaks.",
        third_party="Somebody else speaks about the actor.",
    ),
    *_closed(
        "ActorType",
        person="A human being.",
        state="A state, or a territory that acts as one.",
        igo="An organisation whose members are states.",
        organization="A party, company, court, office or other body.",
        group="People who act together without being an organisation.",
        media="A newspaper, broadcaster, agency or site.",
        class_="An open set over an organisation's members.",
    ),
    *_closed(
        "IssueType",
        policy="Something that is to be done or not; it is wanted or unwanted.",
        claim="Something that is so or not; it is affirmed or denied.",
        frame="A way to see the matter; it is taken up or refused.",
    ),
    *_closed(
        "DocumentType",
        article="A report or comment in the press.",
        speech="Words that somebody gave in public.",
        transcript="The record of a conversation or debate.",
        manifesto="The programme of a party or movement.",
        law="A law, resolution or treaty as a text.",
        other="Another sort of document.",
    ),
    *_closed(
        "Reason",
        Conditional="It holds only under a condition.",
        NotYetActual="It is planned and not yet done.",
        Expected="It is only expected.",
        Hypothetical="It is only imagined.",
        Ended="It is over.",
        Uncertain="The coder is not sure enough of the reading.",
        PartialScope="It is about a part of the collective only.",
        Retracted="The coding was withdrawn.",
        Unresolved="Two coders read the same words the contrary way, and nobody has settled it.",
        HostileSource="It was said about the actor by somebody who stands against the actor or on the other side of the matter.",
        InterestedSource="It was said about the actor by somebody on the same side, to whom the claimed ally is of use.",
        Superseded="A later statement says otherwise.",
    ),
    *_closed(
        "Rule",
        R0="Whoever does, or plans, an act takes the stance that the act implies.",
        R1="Whoever supports an issue supports what it entails.",
        R2="Whoever does not support what an issue entails does not support the issue either.",
        R3="Whoever supports an issue opposes what it excludes.",
        R4="A stance on the negation of an issue is the mirrored stance on the issue.",
        R5="Two disjoint stances of one actor on one target, neither later, are a contradiction.",
        R6="Two disjoint stances of one actor on one target, one later, are a shift.",
        R7="Two actors with a stance on one target agree or are in conflict.",
        R8="Disjoint stances of a collective, its members or its classes on one target are a division.",
        R9="Different numbers for one measure of one act are a figure conflict.",
    ),
)

ROLES: Final = {
    "legal_basis": "The instrument under which the actor says or does it.",
    "topic": "What a meeting or negotiation is about.",
}
"""Definitions of slot roles that are more than their preposition."""
