// What the picture says about itself in its corner, and in its middle where it is empty.

const KINDS = table({ issue: ["issue", "issues"], act: ["act", "acts"], instrument: ["instrument", "instruments"], actor: ["actor", "actors"] });

const ROOMY = 760; // pixels of the picture below which few words have to do

// What is folded away, with the way to see it.
function drawDetail(state, seen) {
  byId("detail").hidden = !FOLDS;
  byId("whole").hidden = nodes.length > MOST_WHOLE;
  if (!FOLDS) return;
  const whole = wholeShown(state);
  const more = whole || ROLLED || stage.clientWidth < ROOMY ? 0 : unfoldedTargets(state, seen);
  const further = more ? `, and ${more} more for what is chosen` : "";
  byId("detail-text").textContent = ROLLED && !whole ? toldLevel(state, seen) : toldTargets(targetsOf(state), targetsLeft(state, seen), whole, anyFilter(state)) + further;
  byId("whole").textContent = whole ? (ROLLED ? "Show communities" : stage.clientWidth < ROOMY ? "Shared only" : "Show shared issues only") : "Show everything";
}

// The issues, acts and instruments that the picture has a place for without any filter; and how many of them the filters leave.
const targetsOf = (state) => nodes.filter((node) => node.kind !== "actor" && inOpening(node, state));

function targetsLeft(state, { perEdge }) {
  const left = new Set();
  for (const id of perEdge.keys()) if (inOpening(edges[id], state)) left.add(edges[id].to);
  return [...left].filter((id) => nodeById.get(id).kind !== "actor").length;
}

// Those that stand in the picture only for what is chosen.
function unfoldedTargets(state, seen) {
  const near = neighbourhood(state, seen);
  return near === null ? 0 : [...near.nodes].map((id) => nodeById.get(id)).filter((node) => node.kind !== "actor" && !inOpening(node, state)).length;
}

function toldTargets(all, left, whole, filtered) {
  const names = kindsOf(all);
  if (filtered) return `${figure(left)} of ${figure(all.length)}${whole ? "" : " shared"} ${names}, as filtered`;
  if (stage.clientWidth < ROOMY) return whole ? `Everything: ${figure(all.length)}` : `${all.length} shared ${names}`;
  const counted = countedKinds(all);
  return whole ? `Everything: ${counted}` : `${counted} on which two or more actors take a position`;
}

// "20 issues and 4 acts".
const countedKinds = (targets) => inSentence(kindsIn(targets).map((kind) => plural(targets.filter((node) => node.kind === kind).length, ...KINDS[kind]))) || "nothing";

const kindsIn = (targets) => Object.keys(KINDS).filter((kind) => targets.some((node) => node.kind === kind));

// "issues and acts", as far as there are any.
const kindsOf = (targets) => inSentence(kindsIn(targets).map((kind) => KINDS[kind][1]));
const inSentence = (list) => (list.length < 2 ? list.join("") : `${list.slice(0, -1).join(", ")} and ${list.at(-1)}`);

function drawNothing(state, seen) {
  const text = toldNothing(state, seen);
  byId("nothing").hidden = text === "";
  byId("nothing").textContent = text;
}

function toldNothing(state, { rows, perEdge }) {
  if (!edges.length) return "There are no positions to show yet.";
  if (!rows.length) return "No statement is left by these filters.";
  const shown = overviewShown(state) || neighbourhood(state) !== null || [...perEdge.keys()].some((id) => inOpening(edges[id], state));
  return shown ? "" : "What the filters leave is folded away here: show everything, or look at the table.";
}
