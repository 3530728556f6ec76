// Statements counted as discourse networks count them: how often two actors say the same and how often not, by what they speak of
// (NETWORKS 2, 9). The numbers are those of Python's `project.explain`, of what the filters leave.

const overtaken = new Set(facts.overtaken); // statements that are held back for nothing but a later one
const LEVELS = table({ "-1": "opposes", "-0.5": "does not support", 0: "is neutral", 0.5: "does not oppose", 1: "supports" });
const SCALE = "opposes −1, does not support −½, neutral 0, does not oppose ½, supports 1";
const LOOKS = table({ "-1": "oppose", "-0.5": "weak", 0: "neutral", 0.5: "weak", 1: "support" });
const ABSENT = table({ agree: "no like", apart: "no contrary", differ: "neither like nor contrary" });
const digits = new Intl.NumberFormat("en", { maximumFractionDigits: 4, roundingMode: "halfEven", useGrouping: false, signDisplay: "negative" });
const numeral = (value) => digits.format(value).replace("-", "−");
let heardOf = { seen: null, rows: new Set(), by: new Map() }; // of what the filters leave, kept as long as they stay

// By target and level how often an actor is counted: its own positions, of what passed the truth gate or was only overtaken.
function heard(id) {
  const seen = visible(state);
  if (heardOf.seen !== seen) heardOf = { seen, rows: new Set(seen.rows), by: new Map() };
  if (!heardOf.by.has(id)) heardOf.by.set(id, tallied(edgesOfNode.get(id).filter((edge) => edge.from === id)));
  return heardOf.by.get(id);
}

function tallied(own) {
  const found = new Map();
  for (const edge of own.filter(hasLevel)) {
    const n = countedOn(edge);
    if (!n) continue;
    if (!found.has(edge.to)) found.set(edge.to, new Map());
    const byLevel = found.get(edge.to);
    byLevel.set(levelTold(edge), (byLevel.get(levelTold(edge)) ?? 0) + n);
  }
  return found;
}

// Not to be neutral is no level between for and against.
const hasLevel = (edge) => edge.stance !== "act" && edge.polarity_max - edge.polarity_min < 2;
const levelTold = (edge) => (edge.polarity_min + edge.polarity_max) / 2;
const countedOn = (edge) => (statementsOfEdge.get(edge.id) ?? []).filter((i) => heardOf.rows.has(i) && (edge.asserted || overtaken.has(i))).length;
const saidInAll = (id) => [...heard(id).values()].reduce((sum, byLevel) => sum + total(byLevel), 0);
const total = (byLevel) => [...byLevel.values()].reduce((sum, n) => sum + n, 0);
const byLevels = (byLevel) => [...byLevel].sort(([a], [b]) => a - b);

// Every two levels on a shared target, with what they add to congruence and conflict; and how much each of the two says in all.
function met(one, other) {
  const [mine, yours] = [heard(one), heard(other)];
  const targets = one === other ? [] : [...mine.keys()].filter((target) => yours.has(target)).sort((a, b) => a - b);
  const terms = targets.flatMap((target) => byLevels(mine.get(target)).flatMap(([level, n]) => byLevels(yours.get(target)).map(([otherLevel, m]) => {
    const apart = Math.abs(level - otherLevel) / 2;
    return { target, level, n, otherLevel, m, agree: 1 - apart, apart, differ: 1 - 2 * apart };
  })));
  return { terms, said: [saidInAll(one), saidInAll(other)] };
}

// `3·1 + 1·1 = 4; ÷ 3.5 = 1.1429`: a term is a product of both counts and, where it is not 1, of what their levels weigh.
function sumLine({ terms, said }, weight) {
  const counts = terms.filter((term) => term[weight]);
  if (!counts.length) return terms.length ? `0: ${ABSENT[weight]} positions on what both take up` : "0: nothing shared";
  const written = counts.map((term, at) => {
    const sign = term[weight] < 0 ? (at ? " − " : "−") : at ? " + " : "";
    return sign + [term.n, term.m, ...(Math.abs(term[weight]) === 1 ? [] : [Math.abs(term[weight])])].map(numeral).join("·");
  });
  const sum = sumOf(counts, weight);
  const divisor = (said[0] + said[1]) / 2;
  return `${written.join("")} = ${numeral(sum)}; ÷ ${numeral(divisor)} = ${numeral(sum / divisor)}`;
}

const sumOf = (terms, weight) => terms.reduce((sum, term) => sum + term.n * term.m * term[weight], 0);

// -- two actors --------------------------------------------------------------------------------------------------------------------

function countedPair(one, other, neither) {
  const found = met(one.id, other.id);
  const [a, b] = found.said;
  const note = `Counted: each statement of a position that passed the truth gate or was only overtaken by a later one, once, as far as the filters leave it. Levels: ${SCALE}; two positions agree by 1 − d and disagree by d, which is half the distance between them. ÷ average: half of the ${numeral(a)} + ${numeral(b)} statements of the two.`;
  return element("details", { class: "counted", open: true },
    element("summary", {}, "By statements"),
    neither && sumOf(found.terms, "agree") ? element("p", { class: "note", text: "Stances agree, disagree or do neither; here each statement counts by how near the two positions are." }) : null,
    found.terms.length ? pairTable(found, one, other) : null,
    sums([["Congruence C", sumLine(found, "agree")], ["Conflict D", sumLine(found, "apart")], ["C − D", sumLine(found, "differ")]]),
    element("p", { class: "note", text: note }));
}

const sums = (lines) => element("dl", {}, ...lines.flatMap(([name, text]) => [element("dt", { text: name }), element("dd", { text })]));

function pairTable({ terms }, one, other) {
  const head = (text, attributes) => element("th", { scope: "col", ...attributes }, bdi(text));
  const groups = [...grouped(terms, ({ target }) => target)].map(([target, own]) => element("tbody", {},
    element("tr", {}, element("th", { scope: "rowgroup", colspan: 4 }, nodeLink(nodeById.get(target)))), ...own.map(termRow)));
  return element("table", {},
    element("caption", { class: "unseen", text: "How often each says what, and what that adds to congruence (C) and conflict (D)" }),
    element("thead", {}, element("tr", {}, head(cut(one.label, 40)), head(cut(other.label, 40)), head("C", { abbr: "Congruence" }), head("D", { abbr: "Conflict" }))),
    ...groups,
    element("tfoot", {}, element("tr", {}, element("th", { scope: "row", colspan: 2, text: "Sum" }), element("td", { text: numeral(sumOf(terms, "agree")) }), element("td", { text: numeral(sumOf(terms, "apart")) }))));
}

const termRow = ({ level, n, otherLevel, m, agree, apart }) =>
  element("tr", {}, sideCell(level, n), sideCell(otherLevel, m), element("td", { text: numeral(n * m * agree) }), element("td", { text: numeral(n * m * apart) }));

const sideCell = (level, n) => element("td", { class: "side" }, ...sideTold(level, n));
// The count stays with the last word.
const sideTold = (level, n) => [stanceSign(LOOKS[level]), ` ${LEVELS[level]}\u00a0×${figure(n)}`];

// -- an actor and what it speaks of ------------------------------------------------------------------------------------------------

// By level how often, the sum of the levels, and what all of the actor's statements, and all on the target, divide it by.
function cellOf(actor, target) {
  const byLevel = byLevels(heard(actor).get(target) ?? new Map());
  const [n, sum] = [byLevel.reduce((all, [, k]) => all + k, 0), byLevel.reduce((all, [level, k]) => all + level * k, 0)];
  const holders = new Set(edgesOfNode.get(target).filter((edge) => edge.to === target && hasLevel(edge)).map((edge) => edge.from));
  const onIt = [...holders].reduce((all, id) => all + total(heard(id).get(target) ?? new Map()), 0);
  const written = byLevel.map(([level, k]) => `${numeral(k)}·${level < 0 ? `(${numeral(level)})` : numeral(level)}`).join(" + ");
  const nothing = "0: nothing counted";
  return {
    byLevel, n, said: saidInAll(actor), onIt,
    count: n ? `${byLevel.map(([, k]) => numeral(k)).join(" + ")} = ${numeral(n)}` : nothing,
    sum: n ? `${written} = ${numeral(sum)}` : nothing,
    activity: n ? `${written} = ${numeral(sum)}; ÷ ${numeral(saidInAll(actor))} = ${numeral(sum / saidInAll(actor))}` : nothing,
    prominence: n ? `${written} = ${numeral(sum)}; ÷ ${numeral(onIt)} = ${numeral(sum / onIt)}` : nothing,
  };
}

function countedCell(edge) {
  if (edge.stance === "act") return null;
  const [actor, target] = [nodeById.get(edge.from), nodeById.get(edge.to)];
  const found = cellOf(actor.id, target.id);
  const levels = found.byLevel.map(([level, n]) => element("li", { class: "side" }, ...sideTold(level, n)));
  return element("details", { class: "counted" },
    element("summary", {}, `By statements (${figure(found.n)})`),
    element("p", {}, bdi(cut(actor.label, 60)), " on ", bdi(cut(target.label, 60))),
    element("ul", {}, ...levels),
    sums([["Statements", found.count], ["For − against", found.sum], ["÷ activity", found.activity], ["÷ prominence", found.prominence], ...uncounted(actor.id, target.id)]),
    element("p", { class: "note", text: `Counted: each statement of a position that passed the truth gate or was only overtaken by a later one, once, as far as the filters leave it. Levels: ${SCALE}. ÷ activity: all ${plural(found.said, "counted statement")} of the actor; ÷ prominence: all ${figure(found.onIt)} on the ${target.kind}.` }));
}

// What the actor says of the target, as far as the filters leave it, and what is not counted of it, by reason.
function uncounted(actor, target) {
  const why = { held: 0, level: 0, act: 0 };
  for (const edge of edgesOfNode.get(actor)) {
    if (edge.from !== actor || edge.to !== target) continue;
    const left = (statementsOfEdge.get(edge.id) ?? []).filter((i) => heardOf.rows.has(i)).length;
    why[edge.stance === "act" ? "act" : hasLevel(edge) ? "held" : "level"] += left - (hasLevel(edge) ? countedOn(edge) : 0);
  }
  const told = [why.held && `${figure(why.held)} held back`, why.level && `${figure(why.level)} not neutral, which is no level`, why.act && plural(why.act, "act")];
  return told.some(Boolean) ? [["Not counted", told.filter(Boolean).join("; ")]] : [];
}
