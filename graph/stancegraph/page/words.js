// Words of the page: what a reader sees for the closed words of the annotation language.

// A closed table: a word of the data that happens to be called "constructor" finds nothing in it.
const table = (rows) => Object.assign(Object.create(null), rows);

const STANCES = table({
  support: "supports",
  oppose: "opposes",
  conditional: "on a condition",
  neutral: "neutral",
  weak: "stops short",
  act: "acts",
});

const WORDS = table({
  actor: table({
    state: "State", igo: "International body", organization: "Organisation", person: "Person", group: "Group",
    media: "Media", class: "Class of actors", unknown: "Type unknown",
  }),
  target: table({
    policy: "Policy", claim: "Claim", frame: "Frame", act: "Act", instrument: "Resolution, treaty", actor: "Actor", issue: "Issue",
  }),
  mode: table({ actual: "Actual", planned: "Planned", expected: "Expected", hypothetical: "Hypothetical", ended: "Ended" }),
  voice: table({ own: "Own words", narrator: "Narrator", "third-party": "Third party" }),
  asserted: table({ asserted: "Asserted", held: "Held back" }),
});

// Why a statement does not become a fact of the graph (LANGUAGE 4, the truth gate).
const REASONS = table({
  Conditional: "it holds only on a condition",
  NotYetActual: "it is planned, not done",
  Expected: "others expect it; it has not happened",
  Hypothetical: "it is only imagined",
  Ended: "it is over",
  Uncertain: "the coder is not sure of the reading",
  PartialScope: "it speaks for a part of the group only",
  Retracted: "the coding was withdrawn",
  Unresolved: "another coder reads the same words the other way",
  HostileSource: "it is a rival’s word about the actor",
  InterestedSource: "it is the word of somebody who wants the same thing",
  Superseded: "a later statement says otherwise",
});

const VOICES = table({
  own: "the actor’s own words",
  narrator: "the document’s own voice",
  "third-party": "somebody else’s word about the actor",
});

const FINDINGS = table({
  Contradiction: "Contradiction", Shift: "Shift", Division: "Division", FigureConflict: "Figures in conflict",
  Tension: "Tension", DerivedStance: "Follows",
});

const figure = (n) => n.toLocaleString("en");
const plural = (n, one, many = `${one}s`) => `${figure(n)} ${n === 1 ? one : many}`;

function word(facet, value) {
  return WORDS[facet]?.[value] ?? value;
}
