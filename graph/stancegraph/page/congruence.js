// Who agrees and who disagrees with whom: actors alone, the camps on either side, tied by the targets on which both have a position.

const TIES_MOST = { actors: 120, drawn: 300 }; // of more actors the most active are compared, of more ties the strongest are drawn
const TIES_CROWD = 90; // ties; above it the weak ones fade
const UNTIED_MOST = 60; // names below the picture
const TIE_ROOM = { least: 13, top: 14, gap: 13 }; // pixels for an actor's name
const TIE_MEASURES = table({ count: "Count", share: "Share" });
const TIE_KINDS = ["agree", "apart"];
const tieShown = (kind) => state.choice[kind] === "yes";
const leastShared = () => Number(state.choice.least);
let tiesDrawn = { seen: null, key: "" }; // the choice, the counts and the size that the picture shows
let tiesSeen = null; // what the filters leave
let tieParts = null; // the elements that stay while the picture changes
let tieActors = []; // the actors in the picture with where they stand
let tieFocus = null; // the actor that Tab leads to

function drawCongruence(state, seen) {
  const open = state.view === "actors";
  byId("congruence").hidden = !open;
  tiesSeen = seen;
  if (!open) return;
  tieParts ??= startTies();
  fillTies(seen);
  markTies(state);
}

function startTies() {
  const parts = {
    controls: element("div", { class: "view-controls tie-controls" }),
    picture: element("div", { class: "tie-picture" }),
    counted: element("p", { class: "note" }),
    untied: element("p", { class: "note tie-none" }),
  };
  tieControls(parts);
  byId("congruence").append(parts.controls, parts.picture, parts.counted, parts.untied);
  new ResizeObserver(() => drawCongruence(state, tiesSeen)).observe(byId("congruence"));
  return parts;
}

function tieControls(parts) {
  const tick = (name, title) => element("label", { class: "tie-tick" }, element("input", { type: "checkbox", "data-tie": name, onchange: (event) => chooseTies({ [name]: event.target.checked ? "yes" : "no" }) }), tieSample(name), title);
  const measure = element("select", { "data-tie": "measure", onchange: (event) => chooseTies({ width: event.target.value }) }, ...Object.entries(TIE_MEASURES).map(([value, text]) => element("option", { value, text })));
  parts.least = element("input", { type: "range", min: 1, max: 1, value: 1, "data-tie": "least", oninput: (event) => chooseTies({ least: event.target.value }) });
  parts.leastText = element("span", { class: "note" });
  parts.controls.append(tick("agree", "Agreement"), tick("apart", "Disagreement"),
    element("label", { class: "tie-tick" }, element("span", { class: "note", text: "Width" }), measure), element("label", { class: "tie-tick" }, parts.least, parts.leastText));
}

function chooseTies(patch) {
  setChoice(patch);
  announce(`${plural(tieActors.length, "actor")} tied.`);
}

const tieSample = (kind) => svg("svg", { class: `tie-sample tie ${kind}`, viewBox: "0 0 30 12", width: 30, height: 12, "aria-hidden": "true" }, svg("path", { class: "line", d: "M1 6H29", "stroke-width": 3 }), ...(kind === "apart" ? [svg("path", { class: "bar", d: "M15 1V11" })] : []));

// The picture stays as it is while something only gets picked, so that focus stays with the reader.
function fillTies(seen) {
  const { clientWidth, clientHeight } = byId("congruence");
  const key = JSON.stringify([state.choice, clientWidth, clientHeight]);
  if (tiesDrawn.seen === seen && tiesDrawn.key === key) return;
  tiesDrawn = { seen, key };
  const found = comparedActors(standings(seen.rows));
  const ties = shownTies(found.pairs);
  showTieControls(found);
  paintTies(found, ties, clientWidth);
}

// Shortened behind a whole word, so that what is read begins what is told and can be said aloud.
function cutAtWord(text, length) {
  const short = cut(text, length);
  return short === text ? text : short.replace(/\s?\S+…$/u, "…").replace(/^…$/, short);
}

// -- what ties them --------------------------------------------------------------------------------------------------------------

// By target and actor, the latest asserted positions among the statements that the filters leave (as `standing` takes them).
function standings(rows) {
  const found = new Map();
  for (const i of rows) {
    const edge = edgeOf(i);
    if (!edge.asserted || edge.stance === "act") continue;
    if (!found.has(edge.to)) found.set(edge.to, new Map());
    const held = found.get(edge.to);
    held.set(edge.from, later(held.get(edge.from), positionFrom(i, edge)));
  }
  return found;
}

// Every two actors with a position on the same target: on how many they agree, disagree, and have one at all.
function comparedActors(held) {
  const ranked = activeActors(held);
  const kept = new Set(ranked.slice(0, TIES_MOST.actors));
  const pairs = new Map();
  for (const holders of held.values()) {
    const own = [...holders].filter(([id]) => kept.has(id)).sort(([a], [b]) => a - b);
    own.forEach(([one, a], at) => own.slice(at + 1).forEach(([other, b]) => countPair(pairs, one, other, a, b)));
  }
  return { held, actors: [...kept], all: ranked.length, pairs: [...pairs.values()] };
}

function countPair(pairs, one, other, a, b) {
  const key = one * nodes.length + other;
  const pair = pairs.get(key) ?? { one, other, agree: 0, apart: 0, both: 0 };
  pair.both += 1;
  pair.agree += Number(agreeOn(a, b));
  pair.apart += Number(apartOn(a, b));
  pairs.set(key, pair);
}

// Actors by the number of targets they have a position on, most first.
function activeActors(held) {
  const counts = new Map();
  for (const holders of held.values()) for (const id of holders.keys()) counts.set(id, (counts.get(id) ?? 0) + 1);
  return [...counts.keys()].sort((a, b) => counts.get(b) - counts.get(a) || byLabel(a, b));
}

// One tie for each pair and kind that is ticked, the strongest first.
function shownTies(pairs) {
  const kinds = TIE_KINDS.filter(tieShown);
  const enough = pairs.filter(({ both }) => both >= leastShared());
  const ties = enough.flatMap((pair) => kinds.filter((kind) => pair[kind]).map((kind) => ({ ...pair, kind, n: pair[kind], mixed: pair.agree > 0 && pair.apart > 0 })));
  for (const tie of ties) tie.size = state.choice.width === "share" ? tie.n / tie.both : tie.n;
  return ties.sort((a, b) => b.size - a.size || b.both - a.both || a.one - b.one || a.other - b.other);
}

// The strongest, and of everybody the strongest tie.
function drawnTies(ties) {
  const met = new Set();
  return ties.filter(({ one, other }, at) => {
    const first = !met.has(one) || !met.has(other);
    met.add(one).add(other);
    return at < TIES_MOST.drawn || first;
  });
}

// With how many each actor agrees and disagrees.
function tieTallies(ties) {
  const found = new Map(ties.flatMap(({ one, other }) => [one, other]).map((id) => [id, { agree: 0, apart: 0 }]));
  for (const { one, other, kind } of ties) for (const id of [one, other]) found.get(id)[kind] += 1;
  return found;
}

function showTieControls({ pairs }) {
  const most = Math.max(1, ...pairs.map(({ both }) => both));
  tieParts.least.max = most;
  tieParts.least.value = Math.min(leastShared(), most);
  tieParts.leastText.textContent = `at least ${leastShared()} shared`;
  for (const kind of TIE_KINDS) tieParts.controls.querySelector(`[data-tie=${kind}]`).checked = tieShown(kind);
  tieParts.controls.querySelector("[data-tie=measure]").value = state.choice.width;
}

// -- where they stand ------------------------------------------------------------------------------------------------------------

// Both camps, each from top to bottom: whoever is strongly tied across stands at the same height.
function tieSides(found, ids) {
  const score = tieScores(found);
  const order = [...ids].sort((a, b) => score.get(b) - score.get(a) || byLabel(a, b));
  const sides = [order.filter((id) => score.get(id) >= 0), order.filter((id) => score.get(id) < 0)];
  const parted = sides.every((side) => side.length) ? sides : [order.slice(0, Math.ceil(order.length / 2)), order.slice(Math.ceil(order.length / 2))];
  return eastOf(parted[0]) > eastOf(parted[1]) ? parted.reverse() : parted;
}

// Where some actors stand in the network on average, so that a camp keeps its side from view to view.
const eastOf = (side) => side.reduce((sum, id) => sum + nodeById.get(id).x, 0) / Math.max(side.length, 1);

function tieScores({ held, actors }) {
  const ties = [...held].flatMap(([target, holders]) => [...holders].map(([id, { low, high }]) => [id, target, (low + high) / 2]));
  return signedScores(ties, [...actors].sort((a, b) => a - b), [...held.keys()].sort((a, b) => a - b))[0];
}

// Both sides in an order that keeps ties short: each actor near the middle of those whom it is tied to, then neighbours change places
// as long as that helps; once as they are and once with one side upside down.
function untangled(sides, ties) {
  const tied = grouped(ties.flatMap(({ one, other, n }) => [[one, other, n], [other, one, n]]), ([id]) => id);
  const tries = [sides, [sides[0], [...sides[1]].reverse()]].map((start) => swapped(centred(start, tied), tied));
  const lengths = tries.map((each) => each.flat().reduce((sum, id) => sum + tieLength(id, heights(each), tied), 0));
  return tries[lengths[1] < lengths[0] ? 1 : 0];
}

const heights = (sides) => new Map(sides.flatMap((side) => side.map((id, at) => [id, (at + 0.5) / side.length])));

const tieLength = (id, at, tied) => tied.get(id).reduce((sum, [, other, n]) => sum + n * Math.abs(at.get(id) - at.get(other)), 0);

function centred(sides, tied) {
  let now = sides;
  for (let turn = 0; turn < 6; turn += 1) {
    const at = heights(now);
    const pull = new Map([...at.keys()].map((id) => [id, at.get(id) + tieMean(tied.get(id), at)]));
    now = now.map((side) => [...side].sort((a, b) => pull.get(a) - pull.get(b)));
  }
  return now;
}

function tieMean(own, at) {
  const [sum, weight] = own.reduce(([total, all], [, other, n]) => [total + n * at.get(other), all + n], [0, 0]);
  return sum / weight;
}

function swapped(sides, tied) {
  const now = sides.map((side) => [...side]);
  const at = heights(now);
  for (let turn = 0; turn < 20; turn += 1) if (!now.map((side) => swapOnce(side, at, tied)).some(Boolean)) break;
  return now;
}

// Whether two neighbours on a side changed places, because their ties are shorter so.
function swapOnce(side, at, tied) {
  let better = false;
  for (let i = 1; i < side.length; i += 1) {
    const [above, below] = [side[i - 1], side[i]];
    const both = () => tieLength(above, at, tied) + tieLength(below, at, tied);
    const before = both();
    exchange(at, above, below);
    if (both() < before - 1e-9) [side[i - 1], side[i], better] = [below, above, true];
    else exchange(at, above, below);
  }
  return better;
}

function exchange(at, one, other) {
  const kept = at.get(one);
  at.set(one, at.get(other));
  at.set(other, kept);
}

// Points on two arcs, evenly spaced in height, so that no name covers another.
function tiePoints(sides, width, height) {
  const longest = Math.max(...sides.flat().map((id) => nodeById.get(id).label.length));
  const aside = Math.min(200, width * 0.3, 44 + 6.8 * longest);
  const [middle, half] = [width / 2, width / 2 - aside];
  return sides.flatMap((side, right) => side.map((id, at) => {
    const along = ((at + 0.5) / side.length) * 2 - 1;
    const x = half * Math.sqrt(1 - 0.72 * along * along);
    return { id, right: right === 1, x: middle + (right ? x : -x), y: TIE_ROOM.top + ((along + 1) / 2) * (height - 2 * TIE_ROOM.top), room: aside + half - x - TIE_ROOM.gap - 8 };
  }));
}

// -- the picture -----------------------------------------------------------------------------------------------------------------

function paintTies(found, ties, width) {
  const tallies = tieTallies(ties);
  const drawn = drawnTies(ties);
  const sides = untangled(tieSides(found, tallies.keys()), drawn);
  sayTies(found, tallies, ties.length - drawn.length);
  const longest = Math.max(...sides.map((side) => side.length), 1);
  const height = Math.max(tieHeight(), longest * TIE_ROOM.least + 2 * TIE_ROOM.top);
  tieActors = tiePoints(sides, width, height);
  const focused = tieParts.picture.contains(document.activeElement);
  tieParts.picture.replaceChildren(ties.length ? tieSvg({ ties: drawn, tallies, width, height, longest }) : element("p", { class: "matrix-empty", text: "No two actors are tied: nobody has an asserted position on the same target, or the controls leave none." }));
  standOnActor(tieActors.some(({ id }) => id === tieFocus) ? tieFocus : (tieActors[0]?.id ?? null), focused);
}

// What the words above and below leave of the view.
function tieHeight() {
  const others = [tieParts.controls, tieParts.counted, tieParts.untied].reduce((sum, part) => sum + part.offsetHeight, 0);
  return Math.max(byId("congruence").clientHeight - others - 34, 220);
}

function tieSvg({ ties, tallies, width, height, longest }) {
  const at = new Map(tieActors.map((actor) => [actor.id, actor]));
  const [{ size: most }] = ties;
  const text = Math.min(12.5, Math.max(10.5, (height / longest) * 0.8));
  return svg("svg", { class: "ties", viewBox: `0 0 ${width} ${height}`, width, height, role: "group", "aria-label": "Actors and what ties them" },
    ...[...ties].reverse().map((tie) => tieLine(tie, at, { width, most, many: ties.length > TIES_CROWD })),
    ...tieActors.map((actor) => actorMark(actor, tallies.get(actor.id), text)));
}

// Thicker and stronger with more; bent towards the middle, the two ties of one pair apart from one another.
function tieLine(tie, at, { width, most, many }) {
  const [a, b] = [at.get(tie.one), at.get(tie.other)];
  const bend = tieBend(a, b, width, tie.mixed ? (tie.kind === "agree" ? -12 : 12) : 0);
  const part = tie.size / most;
  const strength = many ? 0.1 + 0.75 * part : 0.35 + 0.55 * part;
  const made = svg("g", { class: `tie ${tie.kind}`, "data-one": tie.one, "data-other": tie.other, "data-n": tie.n, opacity: strength.toFixed(2), "aria-hidden": "true" });
  const line = `M${a.x} ${a.y}Q${bend.x} ${bend.y} ${b.x} ${b.y}`;
  made.append(svg("title", {}, tieSentence(tie)), svg("path", { class: "hit", d: line }), svg("path", { class: "line", d: line, "stroke-width": (1 + 5 * part).toFixed(2) }));
  if (tie.kind === "apart" && (!many || part > 0.5)) made.append(tieBar(a, bend, b, (5 + 6 * part) * Math.min(1, Math.max(0.5, width / 700))));
  made.append(tieCount(tie, a, bend, b));
  made.addEventListener("click", () => pickPair(tie.one, tie.other));
  made.addEventListener("mouseenter", () => lightTies([tie.one, tie.other]));
  made.addEventListener("mouseleave", () => lightTies(null));
  return made;
}

function tieBend(a, b, width, apart) {
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const length = Math.hypot(dx, dy) || 1;
  const [x, y] = [(a.x + b.x) / 2, (a.y + b.y) / 2];
  const inwards = (width / 2 - x) * (a.right === b.right ? Math.min(0.62, (length + 160) / (0.9 * width)) : 0.12);
  return { x: x + inwards - (dy / length) * apart * 2, y: y + (dx / length) * apart * 2 };
}

const tieMiddle = (a, bend, b) => ({ x: (a.x + 2 * bend.x + b.x) / 4, y: (a.y + 2 * bend.y + b.y) / 4 });

// A bar across the middle of a conflict says the same as its colour and its dashes.
function tieBar(a, bend, b, reach) {
  const { x, y } = tieMiddle(a, bend, b);
  const length = Math.hypot(b.x - a.x, b.y - a.y) || 1;
  const [dx, dy] = [((b.y - a.y) / length) * reach, (-(b.x - a.x) / length) * reach];
  return svg("path", { class: "bar", d: `M${x - dx} ${y - dy}L${x + dx} ${y + dy}` });
}

function tieCount(tie, a, bend, b) {
  const { x, y } = tieMiddle(a, bend, b);
  const text = state.choice.width === "share" ? `${tie.n} ÷ ${tie.both}` : `×${tie.n}`;
  return svg("text", { class: "tie-count", x, y: y - 8, "text-anchor": "middle" }, text);
}

function tieSentence({ one, other, kind, n, both }) {
  return `${namesOfTie(one, other)} ${kind === "agree" ? "agree" : "disagree"} on ${n} of ${plural(both, "shared target")}`;
}

const namesOfTie = (...pair) => pair.map((id) => cut(nodeById.get(id).label, 60)).join(" and ");

function actorMark({ id, x, y, right, room }, tally, size) {
  const node = nodeById.get(id);
  const sign = nodeSign(node);
  for (const [name, value] of Object.entries({ x: x - size * 0.6, y: y - size * 0.6, width: size * 1.2, height: size * 1.2 })) sign.setAttribute(name, value);
  const aside = right ? x + TIE_ROOM.gap : x - TIE_ROOM.gap;
  const label = svg("text", { x: aside, y, "text-anchor": right ? "start" : "end", "dominant-baseline": "central", "font-size": size }, cutAtWord(node.label, Math.max(6, Math.floor(room / (size * 0.54)))));
  const told = [tieShown("agree") && `agrees with ${tally.agree}`, tieShown("apart") && `disagrees with ${tally.apart}`].filter(Boolean).join(", ");
  const mark = svg("g", { class: "tie-actor", role: "button", tabindex: -1, "data-node": id, "aria-label": `${cut(node.label, 80)}: ${told} actors` }, svg("circle", { class: "back", cx: x, cy: y, r: size * 0.76 }), sign, label);
  listenTo(mark, id);
  return mark;
}

function sayTies({ held, actors, all }, tied, undrawn) {
  const how = state.choice.width === "share" ? "width is their share of the targets on which both have a position" : "width is their number";
  const few = actors.length < all ? ` Compared are the ${actors.length} of ${plural(all, "actor")} who take most positions.` : "";
  const weak = undrawn ? ` ${plural(undrawn, "weaker tie")} ${undrawn === 1 ? "is" : "are"} not drawn.` : "";
  tieParts.counted.textContent = `A tie counts the targets on which two hold the same position (solid) or positions that exclude one another (dashed, with a bar); ${how}. Counted are the latest asserted positions that the filters leave. Choose a tie to see its arithmetic.${few}${weak}`;
  const rest = new Set([...held.values()].flatMap((holders) => [...holders.keys()]).filter((id) => actors.includes(id) && !tied.has(id)));
  const names = [...rest].sort(byLabel);
  const end = names.length > UNTIED_MOST ? ` and ${names.length - UNTIED_MOST} more.` : ".";
  const listed = names.slice(0, UNTIED_MOST).map((id, at, all) => untiedName(id, at < all.length - 1 ? "," : end));
  tieParts.untied.replaceChildren(...(names.length ? ["Not tied to anybody:", ...listed] : []));
}

const untiedName = (id, after) => element("span", {}, " ", element("span", { class: "tie-name" }, button(cut(nodeById.get(id).label, 40), () => pickNode(id), { class: "link" }), after));

// -- pointing and walking --------------------------------------------------------------------------------------------------------

function listenTo(mark, id) {
  mark.addEventListener("click", (event) => pickOneOrPair(id, event.shiftKey));
  mark.addEventListener("keydown", (event) => actorKey(event, id));
  mark.addEventListener("focus", () => standOnActor(id, false));
  for (const [kind, on] of [["mouseenter", true], ["mouseleave", false], ["focus", true], ["blur", false]]) mark.addEventListener(kind, () => lightTies(on ? [id] : null));
}

function actorKey(event, id) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (WAYS[event.key]) standOnActor(nextActor(id, WAYS[event.key]), true);
  else if (event.key === "Enter" || event.key === " ") pickOneOrPair(id, event.shiftKey);
  else return;
  event.preventDefault();
}

// Up and down along an arc, sideways to the nearest on the other one.
function nextActor(id, [dx, dy]) {
  const here = tieActors.find((actor) => actor.id === id);
  const wanted = tieActors.filter(({ right, y }) => (dy ? right === here.right && (y - here.y) * dy > 0 : right !== here.right && right === dx > 0));
  wanted.sort((a, b) => Math.abs(a.y - here.y) - Math.abs(b.y - here.y));
  return wanted[0]?.id ?? id;
}

function standOnActor(id, focus) {
  tieFocus = id;
  for (const mark of tieParts.picture.querySelectorAll(".tie-actor")) {
    const here = mark.dataset.node === String(id);
    mark.setAttribute("tabindex", here ? 0 : -1);
    if (here && focus) mark.focus();
  }
}

let tiesPicked = [];

function markTies({ picked }) {
  tiesPicked = picked.filter((id) => tieActors.some((actor) => actor.id === id));
  for (const mark of tieParts.picture.querySelectorAll(".tie-actor")) mark.classList.toggle("picked", tiesPicked.includes(Number(mark.dataset.node)));
  lightTies(null);
}

// Lights what belongs to one actor, or the ties between two, and fades the rest; without any, what is picked.
function lightTies(pointed) {
  const lit = pointed ?? tiesPicked;
  const drawing = tieParts.picture.querySelector(".ties");
  drawing?.classList.toggle("fading", lit.length > 0);
  const near = new Set(lit);
  for (const tie of drawing?.querySelectorAll(".tie") ?? []) {
    const ends = [tie.dataset.one, tie.dataset.other].map(Number);
    const on = lit.length > 0 && lit.every((id) => ends.includes(id));
    tie.classList.toggle("lit", on);
    if (on) ends.forEach((id) => near.add(id));
  }
  for (const mark of drawing?.querySelectorAll(".tie-actor") ?? []) mark.classList.toggle("lit", near.has(Number(mark.dataset.node)));
}
