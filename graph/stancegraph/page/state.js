// What the reader has chosen, kept in the address after `#`; and what is visible because of it.

const FACETS = [
  { name: "stance", title: "Stance", of: (i) => lookOf(edgeOf(i)), order: Object.keys(STANCES) },
  { name: "actor", title: "Actor type", of: (i) => actorOf(i).type ?? "unknown", order: Object.keys(WORDS.actor) },
  { name: "target", title: "About what", of: (i) => targetType(targetOf(i)), order: Object.keys(WORDS.target) },
  { name: "mode", title: "Mode", of: (i) => edgeOf(i).mode, order: Object.keys(WORDS.mode) },
  { name: "voice", title: "Voice", of: (i) => cell(facts.voice, i) ?? "own", order: Object.keys(WORDS.voice) },
  { name: "asserted", title: "Asserted or held back", of: (i) => (edgeOf(i).asserted ? "asserted" : "held"), order: ["asserted", "held"] },
  { name: "document", title: "Document", of: (i) => cell(facts.document, i) ?? "none", order: [] },
  { name: "coder", title: "Coder", of: (i) => cell(facts.coder, i) ?? "none", order: [] },
];

for (const facet of FACETS) {
  const column = everyStatement.map(facet.of);
  facet.values = inOrder(new Set(column), facet.order);
  facet.codeOf = new Map(facet.values.map((value, code) => [value, code]));
  facet.codes = Uint32Array.from(column, (value) => facet.codeOf.get(value));
}

function targetType(node) {
  return node.kind === "issue" ? node.type ?? "issue" : node.kind;
}

function inOrder(values, order) {
  const rank = (value) => (order.includes(value) ? order.indexOf(value) : order.length);
  return [...values].sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
}

const VIEWS = ["network", "actors", "matrix", "table"];

// What the matrix and the view of actors are set to, by name in the address, each with the values that it can have, the first at first;
// `least` is any number.
const CHOICES = table({
  order: ["camps", "name", "statements"], acts: ["no", "yes"], columns: ["shared", "all"],
  agree: ["yes", "no"], apart: ["yes", "no"], width: ["count", "share"], least: ["1"],
});
const freshChoice = () => Object.fromEntries(Object.entries(CHOICES).map(([name, [first]]) => [name, first]));
const setChoice = (patch) => choose({ choice: { ...state.choice, ...patch } });

const freshState = () => ({
  hidden: Object.fromEntries(FACETS.map((facet) => [facet.name, new Set()])),
  from: null, to: null, picked: [], edge: null, finding: null, view: "network", theme: null, detail: null, group: null, choice: freshChoice(),
});

let state = freshState();
const watchers = [];

// Changes what is chosen and lets every part of the page follow.
function choose(patch) {
  state = { ...state, ...patch };
  remember();
  follow();
}

function follow() {
  const seen = visible(state);
  for (const watcher of watchers) watcher(state, seen);
}

// The same while a film runs: neither the address nor whoever listens is told of every step.
function chooseQuietly(patch) {
  state = { ...state, ...patch };
  const seen = visible(state);
  for (const watcher of watchers) if (watcher !== say) watcher(state, seen);
}

const nothingPicked = { picked: [], edge: null, finding: null };
const pickNode = (id) => choose({ ...nothingPicked, picked: [id], group: groupWith(id) });
const pickPair = (one, other) => choose({ ...nothingPicked, picked: [one, other] });
const pickEdge = (edge) => choose({ ...nothingPicked, edge });
const pickFinding = (finding) => choose({ ...nothingPicked, finding });
const pickNothing = () => choose(nothingPicked);

function setHidden(name, values) {
  choose({ hidden: { ...state.hidden, [name]: new Set(values) } });
}

function anyFilter({ hidden, from, to }) {
  return from !== null || to !== null || Object.values(hidden).some((values) => values.size);
}

// -- what is visible -------------------------------------------------------------------------------------------------------------

const DAY = 86400000;
const knownDays = new Map();
const firstDays = Int32Array.from(starts, (day) => (day ? dayNumber(day) : -(2 ** 31)));
const lastDays = Int32Array.from(ends, (day) => (day ? dayNumber(day) : 2 ** 31 - 1));
let lastSeen = { for: {} };

function dayNumber(day) {
  if (!knownDays.has(day)) knownDays.set(day, Math.floor(Date.parse(`${day}T00:00:00Z`) / DAY));
  return knownDays.get(day);
}

// `rows`: visible statements; `counts`: by facet and value, what the other filters leave; `dated`: what all but the range leave;
// `perEdge`: visible statements by edge. The same object for the same filters, so that whoever follows knows that nothing changed.
function visible({ hidden, from, to }) {
  const last = lastSeen.for;
  if (last.hidden !== hidden || last.from !== from || last.to !== to) lastSeen = { for: { hidden, from, to }, seen: counted(hidden, from, to) };
  return lastSeen.seen;
}

function counted(hidden, from, to) {
  const range = [from ? dayNumber(from) : -Infinity, to ? dayNumber(to) : Infinity];
  const facets = FACETS.map(({ name, codes, values }) => ({ codes, out: Uint8Array.from(values, (value) => Number(hidden[name].has(value))), n: new Uint32Array(values.length) }));
  const seen = { rows: [], dated: [], onEdge: new Uint32Array(edges.length) };
  for (const i of everyStatement) count(i, facets, range, seen);
  const perEdge = new Map();
  seen.onEdge.forEach((n, edge) => n && perEdge.set(edge, n));
  return { rows: seen.rows, dated: seen.dated, perEdge, counts: FACETS.map(({ codeOf }, at) => ({ get: (value) => facets[at].n[codeOf.get(value)] })) };
}

// An open or unknown bound never excludes: the statement may hold then.
function count(i, facets, [from, to], seen) {
  const failed = onlyFailed(i, facets);
  const inRange = lastDays[i] >= from && firstDays[i] <= to;
  if (failed === PASSED) seen.dated.push(i);
  if (!inRange || failed === FAILED) return;
  if (failed !== PASSED) {
    facets[failed].n[facets[failed].codes[i]] += 1;
    return;
  }
  seen.rows.push(i);
  seen.onEdge[edgeNumbers[i]] += 1;
  for (const { n, codes } of facets) n[codes[i]] += 1;
}

const PASSED = -1;
const FAILED = -2;

// The one facet that hides a statement; `PASSED` when none does, `FAILED` when several do.
function onlyFailed(i, facets) {
  let failed = PASSED;
  for (let at = 0; at < facets.length; at += 1) {
    if (!facets[at].out[facets[at].codes[i]]) continue;
    if (failed !== PASSED) return FAILED;
    failed = at;
  }
  return failed;
}

// -- the address -----------------------------------------------------------------------------------------------------------------

function asHash({ hidden, from, to, picked, edge, finding, view, theme, detail, group, choice }) {
  const terms = new URLSearchParams();
  for (const [name, values] of Object.entries(hidden)) for (const value of [...values].sort()) terms.append(`hide-${name}`, value);
  for (const id of picked) terms.append("node", nodeById.get(id).slug);
  if (edge !== null) terms.set("edge", ids[statementsOfEdge.get(edge)?.[0]] ?? "");
  if (finding) terms.set("finding", finding.id);
  for (const [name, value] of Object.entries({ from, to, theme, detail, group: group === null ? null : String(group) })) if (value) terms.set(name, value);
  for (const [name, [first]] of Object.entries(CHOICES)) if (choice[name] !== first) terms.set(name, choice[name]);
  if (view !== "network" || parsed("opening")) terms.set("view", view);
  return terms.toString();
}

// Whether a text is a day of the calendar: 2008-02-31 is none.
function isDay(text) {
  const number = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : NaN;
  return !Number.isNaN(number) && new Date(number).toISOString().startsWith(text);
}

function fromHash(hash) {
  const terms = new URLSearchParams(hash.replace(/^#/, ""));
  const day = (name) => (isDay(terms.get(name) ?? "") ? terms.get(name) : null);
  const [from, to] = [day("from"), day("to")];
  const backwards = from !== null && to !== null && from > to;
  const found = freshState();
  for (const { name, values } of FACETS) found.hidden[name] = new Set(terms.getAll(`hide-${name}`).filter((value) => values.includes(value)));
  for (const [name, values] of Object.entries(CHOICES)) if (values.includes(terms.get(name)) || (name === "least" && /^[1-9]\d{0,5}$/.test(terms.get(name) ?? ""))) found.choice[name] = terms.get(name);
  const picked = [...new Set(terms.getAll("node"))].filter((slug) => nodeBySlug.has(slug)).map((slug) => nodeBySlug.get(slug).id).slice(0, 2);
  return Object.assign(found, {
    from: backwards ? null : from, to: backwards ? null : to,
    picked: picked.every(isActor) ? picked : picked.slice(0, 1),
    edge: terms.has("edge") ? (edgeNumbers[numberOf(terms.get("edge"))] ?? null) : null,
    finding: facts.derived.find((each) => each.id === terms.get("finding")) ?? null,
    view: VIEWS.includes(terms.get("view")) ? terms.get("view") : "network",
    group: /^\d+$/.test(terms.get("group") ?? "") && Number(terms.get("group")) < levels.length ? Number(terms.get("group")) : null,
    detail: ["all", "shared"].includes(terms.get("detail")) ? terms.get("detail") : null,
    theme: ["light", "dark"].includes(terms.get("theme")) ? terms.get("theme") : null,
  });
}

function lookedAt(hash) {
  const terms = new URLSearchParams(hash.replace(/^#/, ""));
  return ["node", "edge", "finding", "view", "group"].map((name) => terms.getAll(name).join(" ")).join("|");
}

const MOST_TRIES = 8;
let trying = null; // the timer of the next try
let tries = 0;

function remember() {
  clearTimeout(trying);
  const hash = asHash(state);
  if (hash === location.hash.replace(/^#/, "")) return;
  try {
    // What is looked at is a step to come back to; filters and days, changed by the dozen, are not.
    const write = lookedAt(hash) === lookedAt(location.hash) ? "replaceState" : "pushState";
    history[write](null, "", `#${hash}`);
    tries = 0;
  } catch {
    // A page shown inside another (a notebook) may not be allowed an address, and works without one; Safari allows a hundred changes in
    // half a minute.
    tries += 1;
    if (tries <= MOST_TRIES) trying = setTimeout(remember, 5000);
  }
}
