// Two actors: the targets on which they take the same position, exclude one another or do neither, with the arithmetic (rule R7).

const COMPARED = 12; // at first
let positions = { seen: null, rows: new Set(), of: new Map() }; // of what the filters leave, kept as long as they stay

// Positions of an actor by target: the latest asserted statements that the filters leave; of equally late ones the hull of their intervals.
function standing(id) {
  const seen = visible(state);
  if (positions.seen !== seen) positions = { seen, rows: new Set(seen.rows), of: new Map() };
  if (!positions.of.has(id)) positions.of.set(id, latest(id));
  return positions.of.get(id);
}

function latest(id) {
  const found = new Map();
  for (const edge of edgesOfNode.get(id)) {
    if (edge.from !== id || !edge.asserted || edge.stance === "act") continue;
    for (const i of statementsOfEdge.get(edge.id) ?? []) if (positions.rows.has(i)) found.set(edge.to, later(found.get(edge.to), positionFrom(i, edge)));
  }
  return found;
}

const positionFrom = (i, edge) => ({ low: edge.polarity_min, high: edge.polarity_max, day: starts[i] ?? "", edges: [edge] });

function later(one, other) {
  if (!one || other.day > one.day) return other;
  if (other.day < one.day) return one;
  return { ...one, low: Math.min(one.low, other.low), high: Math.max(one.high, other.high), edges: [...new Set([...one.edges, ...other.edges])] };
}

// For each target that both have a position on: whether it is the same one, and whether the two intervals meet. Two who are not neutral
// may stand on either side.
function shared(one, other) {
  const [mine, yours] = [standing(one), standing(other)];
  return [...mine.keys()].filter((target) => yours.has(target)).map((target) => {
    const [a, b] = [mine.get(target), yours.get(target)];
    return { target: nodeById.get(target), a, b, agree: agreeOn(a, b), apart: apartOn(a, b) };
  });
}

const agreeOn = (a, b) => a.low === b.low && a.high === b.high && a.high - a.low < 2;
const apartOn = (a, b) => a.low > b.high || b.low > a.high;
const sharedEdges = (one, other) => new Set(shared(one, other).flatMap(({ a, b }) => [...a.edges, ...b.edges]));

function pairEvidence(one, other) {
  const both = shared(one.id, other.id);
  const agreed = both.filter((each) => each.agree);
  const apart = both.filter((each) => each.apart);
  const neither = both.filter((each) => !each.agree && !each.apart);
  return [
    back(),
    element("h2", { class: "sentence" }, nodeLink(one), " and ", nodeLink(other)),
    element("p", { class: "summary", text: arithmetic(agreed.length, both.length) }),
    ...sharedList("They agree on", agreed, one, other),
    ...sharedList("They disagree on", apart, one, other),
    ...sharedList("They neither agree nor disagree on", neither, one, other),
    element("p", { class: "note", text: "Counted: the latest asserted positions on the same target that the filters leave, from −1 (opposes) to +1 (supports). Two agree when their positions are the same, and disagree when they have no point in common." }),
    countedPair(one, other, neither.length > 0),
  ];
}

function arithmetic(agreed, all) {
  if (!all) return "No target on which both have an asserted position.";
  return `Agree on ${agreed} of ${plural(all, "shared target")}: ${agreed} ÷ ${all} = ${(agreed / all).toFixed(2)}.`;
}

function sharedList(title, list, one, other) {
  if (!list.length) return [];
  const items = list.map(({ target, a, b }) => element("li", {}, nodeLink(target), positionLine(one, a), positionLine(other, b)));
  return [element("h3", { text: `${title} (${list.length})` }), element("ul", { class: "shared" }, ...items)];
}

function positionLine(actor, { low, high, day, edges: own }) {
  const sentence = `${cut(actor.label, 60)} ${relationWord(own[0])}`;
  const span = low === high ? signed(low) : `${signed(low)} to ${signed(high)}`;
  return element("div", { class: "position" }, stanceSign(lookOf(own[0])), button(sentence, () => pickEdge(own[0].id), { class: "link" }), element("span", { class: "note", text: [span, day].filter(Boolean).join(" · ") }));
}

const signed = (value) => (value > 0 ? `+${value}` : value < 0 ? `−${-value}` : "0");

// The other actors, those with the most shared targets first.
function comparisons(node) {
  const others = nodes.filter((other) => other.kind === "actor" && other !== node);
  const found = others.map((other) => ({ other, both: shared(node.id, other.id) })).filter(({ both }) => both.length);
  if (!found.length) return [];
  found.sort((a, b) => b.both.length - a.both.length || (a.other.label < b.other.label ? -1 : 1));
  const list = element("ul");
  const more = button(`Show all ${figure(found.length)}`, () => showCompared(list.childElementCount, found.length), { class: "link" });
  const showCompared = (from, until) => {
    list.append(...found.slice(from, until).map((each) => comparison(node, each)));
    more.hidden = until >= found.length;
    if (from) list.children[from].querySelector("button").focus();
  };
  showCompared(0, COMPARED);
  return [element("details", { class: "compare" }, element("summary", {}, `Compare with (${figure(found.length)})`), list, more)];
}

function comparison(node, { other, both }) {
  const agreed = both.filter(({ agree }) => agree).length;
  const text = `agrees on ${agreed}, disagrees on ${both.filter((each) => each.apart).length}`;
  return element("li", {}, button(cut(other.label, 60), () => pickPair(node.id, other.id), { class: "link" }), " ", element("span", { class: "note", text }));
}
