// The matrix: actors by issues, a cell for each pair with a position; whoever supports and opposes the same things stands together.

const MATRIX_WIDE = 40; // columns; in a wider matrix an issue that one alone speaks of waits until it is asked for
const MATRIX_MOST = { cells: 6000, rows: 120, columns: 50 }; // a larger table would hold the page up
const MATRIX_ORDERS = table({ camps: "Camps", name: "Name", statements: "Most statements" });
let matrixDrawn = { choice: "", counts: new Map() }; // what the table shows
let matrixGrid = []; // buttons by row and column, headers first, null where nobody says anything
let matrixAt = [1, 1]; // the button that Tab leads to

function drawMatrix(state, seen) {
  const open = state.view === "matrix";
  byId("matrix").hidden = !open;
  if (!open) return;
  fillMatrix(seen);
  if (!matrixComing) markMatrix(state);
}

// The table stays as it is while something only gets picked, so that focus and scroll stay with the reader.
function fillMatrix({ perEdge }) {
  const { order, acts, columns } = state.choice;
  const choice = [order, acts, columns].join(" ");
  if (matrixDrawn.choice === choice && sameCounts(matrixDrawn.counts, perEdge)) return;
  matrixDrawn = { choice, counts: perEdge };
  wholeMatrix();
  const found = matrixPart(matrixCells(perEdge));
  const back = matrixReturn();
  matrixGrid = [];
  const empty = element("p", { class: "matrix-empty", text: "No position on an issue is left by the filters." });
  byId("matrix").replaceChildren(matrixHead(found), found.cells.length ? matrixTable(found) : empty);
  // Nobody is kept waiting for the place where they were.
  if (found.cells.length) growMatrix({ ...found, back: back.whole }, back.needed ? Infinity : undefined);
  else back.whole();
}

const sameCounts = (one, other) => one.size === other.size && [...one].every(([key, n]) => other.get(key) === n);

function chooseMatrix(patch) {
  setChoice(patch);
  announce(byId("matrix").querySelector(".matrix-line").textContent);
}

// -- what is in it ---------------------------------------------------------------------------------------------------------------

// One for each actor and issue between which something is visible.
function matrixCells(perEdge) {
  const places = new Map();
  for (const [id, n] of perEdge) {
    const edge = edges[id];
    if (!matrixTakes(edge)) continue;
    const key = edge.from * nodes.length + edge.to;
    const cell = places.get(key) ?? { row: edge.from, column: edge.to, own: [], n: 0, position: false };
    cell.own.push({ edge, n });
    cell.n += n;
    cell.position ||= edge.stance !== "act";
    places.set(key, cell);
  }
  return [...places.values()];
}

const allColumns = () => state.choice.columns === "all";
const matrixTakes = (edge) => nodeById.get(edge.to).kind !== "actor" && (state.choice.acts === "yes" || edge.stance !== "act");

// A cell with its edges strongest first, and with its stances.
function matrixSorted(cell) {
  const own = [...cell.own].sort((a, b) => matrixStrength(b.edge) - matrixStrength(a.edge) || b.n - a.n || a.edge.id - b.edge.id);
  return { ...cell, own, looks: matrixLooks(own) };
}

// What somebody asserts weighs more than what is held back, and a position more than a deed.
const matrixStrength = (edge) => (edge.asserted ? 2 : 0) + (edge.stance === "act" ? 0 : 1);

// Each stance once, the strongest first; support and opposition in one cell, which exclude one another, before all others.
function matrixLooks(own) {
  const byLook = grouped(own, ({ edge }) => lookOf(edge));
  const looks = [...byLook].map(([look, some]) => ({
    look, edge: some[0].edge, n: some.reduce((sum, { n }) => sum + n, 0), held: some.every(({ edge }) => !edge.asserted),
  }));
  if (!matrixContradicts(looks)) return looks;
  const first = ["support", "oppose"].map((wanted) => looks.find(({ look }) => look === wanted));
  return [...first, ...looks.filter((each) => !first.includes(each))];
}

const matrixContradicts = (looks) => ["support", "oppose"].every((wanted) => looks.some(({ look }) => look === wanted));

// The cells that are shown with their rows and columns in order, and what the line above the table says of the rest.
function matrixPart(cells) {
  const all = new Set(cells.map(({ column }) => column)).size;
  const wide = all > MATRIX_WIDE;
  const some = wide && !allColumns() ? cells.filter(matrixShared(cells)) : cells;
  const most = matrixLargest(some).map(matrixSorted);
  const [rows, columns] = matrixOrdered(most);
  return { cells: most, rows, columns, all, wide, cut: most.length < some.length, actors: new Set(some.map(({ row }) => row)).size };
}

// Whether two or more take a position on a cell's issue.
function matrixShared(cells) {
  const holders = new Map();
  for (const { column, position } of cells) if (position) holders.set(column, (holders.get(column) ?? 0) + 1);
  return ({ column }) => holders.get(column) > 1;
}

function matrixLargest(cells) {
  const [rows, columns] = ["row", "column"].map((axis) => matrixRanked(cells, axis));
  if (rows.length * columns.length <= MATRIX_MOST.cells) return cells;
  const [someRows, someColumns] = [new Set(rows.slice(0, MATRIX_MOST.rows)), new Set(columns.slice(0, MATRIX_MOST.columns))];
  return cells.filter(({ row, column }) => someRows.has(row) && someColumns.has(column));
}

// Numbers of rows or columns, those with the most statements first.
function matrixRanked(cells, axis) {
  const counts = new Map();
  for (const cell of cells) counts.set(cell[axis], (counts.get(cell[axis]) ?? 0) + cell.n);
  return [...counts.keys()].sort((a, b) => counts.get(b) - counts.get(a) || byLabel(a, b));
}

const alphabet = new Intl.Collator("en");
const byLabel = (a, b) => alphabet.compare(nodeById.get(a).label, nodeById.get(b).label) || a - b;

// -- its order -------------------------------------------------------------------------------------------------------------------

// Rows and columns as items `{id, start}`; `start` where another camp begins.
function matrixOrdered(cells) {
  const ranked = ["row", "column"].map((axis) => matrixRanked(cells, axis));
  if (state.choice.order === "camps") return matrixCamps(cells, ...ranked);
  const sorted = state.choice.order === "name" ? ranked.map((list) => list.sort(byLabel)) : ranked;
  return sorted.map((list) => list.map((id) => ({ id, start: false })));
}

// Both sides of the strongest division, then both sides of the strongest among those whom it leaves cold, and so on.
function matrixCamps(cells, rows, columns) {
  const found = [[], []];
  let left = [rows, columns];
  while (left[0].length) {
    const scores = signedScores(cells.map(matrixTie), ...left);
    const reached = left.map((list, axis) => list.filter((id) => scores[axis].get(id)));
    if (!reached[0].length) break;
    const sides = reached.map((list, axis) => matrixSides(list, scores[axis]));
    // Whoever stands on the left of the network stands above here.
    const turned = sides[0].every((side) => side.length) && eastOf(sides[0][0]) > eastOf(sides[0][1]);
    sides.forEach((both, axis) => found[axis].push(...(turned ? both.reverse() : both)));
    left = left.map((list, axis) => list.filter((id) => !scores[axis].get(id)));
  }
  left.forEach((list, axis) => found[axis].push(list));
  return found.map((camps) => camps.flatMap((camp) => camp.map((id, at) => ({ id, start: at === 0 }))));
}

function matrixSides(list, scores) {
  const [first, second] = [1, -1].map((sign) => list.filter((id) => scores.get(id) * sign > 0));
  return [first, second].map((side) => side.sort((a, b) => Math.abs(scores.get(b)) - Math.abs(scores.get(a)) || byLabel(a, b)));
}

// Above 0 where an actor is for an issue; more with more statements, half as much where they are held back.
function matrixTie({ row, column, own }) {
  const weight = own.reduce((sum, { edge, n }) => sum + ((edge.polarity_min ?? 0) + (edge.polarity_max ?? 0)) / 2 * Math.sqrt(n) * (edge.asserted ? 1 : 0.5), 0);
  return [row, column, weight];
}

// The leading singular vectors of the signed matrix by power iteration, as Maps by row and by column: whoever supports and opposes the
// same things has the same sign. What the strongest division does not reach has 0.
function signedScores(ties, rows, columns) {
  const [row, column] = [rows, columns].map((list) => new Map(list.map((id, at) => [id, at])));
  const entries = ties.filter(([a, b, weight]) => weight && row.has(a) && column.has(b)).map(([a, b, weight]) => [row.get(a), column.get(b), weight]);
  let left = rows.map((_, at) => 1 + 0.5 * Math.cos(2.4 * at));
  let right = [];
  for (let turn = 0; turn < 60; turn += 1) {
    right = ofLength1(timesEntries(entries, left, 0, columns.length));
    left = ofLength1(timesEntries(entries, right, 1, rows.length));
  }
  const sign = left.reduce((sum, value) => sum + value, 0) < 0 ? -1 : 1;
  return [[rows, left], [columns, right]].map(([list, values]) => new Map(list.map((id, at) => [id, Math.abs(values[at]) > 1e-6 ? values[at] * sign : 0])));
}

function timesEntries(entries, vector, from, length) {
  const product = new Array(length).fill(0);
  for (const entry of entries) product[entry[1 - from]] += entry[2] * vector[entry[from]];
  return product;
}

function ofLength1(vector) {
  const length = Math.hypot(...vector);
  return length ? vector.map((value) => value / length) : vector;
}

// -- what stands above it --------------------------------------------------------------------------------------------------------

function matrixHead(found) {
  const orders = Object.entries(MATRIX_ORDERS).map(([order, title]) => matrixButton(title, state.choice.order === order, { order }));
  const acts = [["Positions only", "no"], ["With acts", "yes"]].map(([title, acts]) => matrixButton(title, state.choice.acts === acts, { acts }));
  return element("div", { class: "matrix-head" },
    element("div", { class: "view-controls" }, viewChoice("Order", orders), viewChoice("Content", acts)),
    matrixLine(found), matrixKey(found.cells));
}

const viewChoice = (title, buttons) =>
  element("div", { class: "view-choice" }, element("span", { class: "note", text: title, "aria-hidden": "true" }), element("div", { class: "segments", role: "group", "aria-label": title }, ...buttons));

const matrixButton = (title, pressed, patch) => button(title, () => chooseMatrix(patch), { "aria-pressed": String(pressed), "data-matrix": title });

function matrixLine(found) {
  const flip = found.wide && (allColumns() || !found.cut) ? button(allColumns() ? "Only shared ones" : "Show all", () => chooseMatrix({ columns: allColumns() ? "shared" : "all" }), { class: "link", "data-matrix": "all" }) : null;
  return element("p", { class: "matrix-line" }, matrixShownText(found), flip ? " " : null, flip, matrixLeftOut());
}

function matrixShownText({ rows, columns, all, wide, cut: limited, actors }) {
  if (!columns.length) return "";
  const which = limited ? `, and ${rows.length} of ${plural(actors, "actor")}: those with the most statements.` : wide && !allColumns() ? ": those on which two or more take a position." : ".";
  const issues = kindsOf(columns.map(({ id }) => nodeById.get(id)));
  return columns.length < all || limited ? `Showing ${columns.length} of ${figure(all)} ${issues}${which}` : `${plural(rows.length, "actor")}, ${plural(columns.length, ...(columns.length === 1 ? KINDS[nodeById.get(columns[0].id).kind] : ["", issues]))}.`;
}

// Positions on other actors have no column.
function matrixLeftOut() {
  const left = [...matrixDrawn.counts].filter(([id]) => nodeById.get(edges[id].to).kind === "actor" && edges[id].stance !== "act");
  return left.length ? ` Not here: ${plural(left.reduce((sum, [, n]) => sum + n, 0), "position statement")} on other actors.` : "";
}

// The signs that the table uses, each once.
function matrixKey(cells) {
  const used = new Map(cells.flatMap(({ looks }) => looks.slice(0, 2)).map(({ look, edge }) => [look, edge]));
  const items = Object.keys(STANCES).filter((look) => used.has(look)).map((look) => element("li", {}, matrixSign(look, used.get(look)), STANCES[look]));
  const held = cells.some(({ looks }) => looks.some((each) => each.held));
  const split = cells.some(({ looks }) => matrixContradicts(looks));
  if (held) items.push(element("li", {}, element("span", { class: "held" }, matrixSign("support"), matrixSign("oppose")), "faint: held back"));
  if (split) items.push(element("li", {}, element("span", { class: "matrix-cell split" }, matrixSign("support"), matrixSign("oppose")), "both: contradiction"));
  return element("ul", { class: "matrix-key" }, ...items);
}

// -- pointing and walking --------------------------------------------------------------------------------------------------------

function matrixClick({ target }) {
  const pressed = target.closest("button");
  if (pressed?.dataset.edge) pickEdge(Number(pressed.dataset.edge));
  else if (pressed) pickNode(Number(pressed.dataset.node));
}

function matrixKeyDown(event) {
  const way = WAYS[event.key];
  if (event.ctrlKey || event.metaKey || event.altKey || !(way || ["Home", "End"].includes(event.key))) return;
  event.preventDefault();
  const line = matrixGrid[matrixAt[0]];
  const end = event.key === "Home" ? line.findIndex(Boolean) : line.findLastIndex(Boolean);
  const next = way ? matrixNext(way) : line[end];
  next?.focus();
}

// The next button that way; where nobody says anything there is none.
function matrixNext([dx, dy]) {
  let [row, column] = [matrixAt[0] + dy, matrixAt[1] + dx];
  while (matrixGrid[row] && column in matrixGrid[row] && !matrixGrid[row][column]) [row, column] = [row + dy, column + dx];
  return matrixGrid[row]?.[column] ?? null;
}

function matrixStand(event) {
  const row = matrixGrid.findIndex((line) => line.includes(event.target));
  if (row < 0) return;
  matrixGrid[matrixAt[0]]?.[matrixAt[1]]?.setAttribute("tabindex", -1);
  matrixAt = [row, matrixGrid[row].indexOf(event.target)];
  event.target.setAttribute("tabindex", 0);
  matrixLight(event);
}

function matrixLight({ target, currentTarget }) {
  const at = target.closest("td, th")?.cellIndex ?? 0;
  currentTarget.querySelectorAll("col").forEach((col, i) => col.classList.toggle("lit", i === at && at > 0));
}

const matrixUnlight = ({ currentTarget }) => currentTarget.querySelectorAll("col.lit").forEach((col) => col.classList.remove("lit"));

// What to do once all rows were made anew: the same button has the focus, or the one that Tab leads to is there again. `needed`: somebody
// has scrolled or stands in it.
function matrixReturn() {
  const view = byId("matrix");
  const held = view.contains(document.activeElement) ? matrixSelector(document.activeElement) : null;
  const at = matrixSelector(matrixGrid[matrixAt[0]]?.[matrixAt[1]]);
  const scrolled = [view.scrollLeft, view.scrollTop];
  const whole = () => {
    if (!matrixGrid.some((line) => line.includes(document.activeElement))) matrixTabStop((at && view.querySelector(at)) ?? matrixGrid.slice(1).flatMap((line) => line.slice(1)).find(Boolean));
    if (scrolled.some(Boolean)) view.scrollTo(...scrolled);
    if (held) view.querySelector(held)?.focus({ preventScroll: true });
  };
  return { needed: held !== null || scrolled.some(Boolean), whole };
}

function matrixSelector(made) {
  const data = made?.dataset ?? {};
  if (data.matrix) return `[data-matrix="${data.matrix}"]`;
  if (data.edge) return `button[data-edge="${data.edge}"]`;
  return data.node ? `button[data-node="${data.node}"]` : null;
}

function matrixTabStop(made) {
  const row = matrixGrid.findIndex((line) => line.includes(made));
  if (!made || row < 0) return;
  matrixGrid[matrixAt[0]]?.[matrixAt[1]]?.setAttribute("tabindex", -1);
  matrixAt = [row, matrixGrid[row].indexOf(made)];
  made.setAttribute("tabindex", 0);
}

function markMatrix(state) {
  const { picked, edge } = state;
  const view = byId("matrix");
  for (const made of view.querySelectorAll(".picked")) made.classList.remove("picked");
  for (const made of view.querySelectorAll("[aria-current]")) made.removeAttribute("aria-current");
  const cell = edge === null ? null : allOf(view, ".matrix-table .matrix-cell").find(({ dataset }) => dataset.edges.split(" ").includes(String(edge)));
  const names = picked.flatMap((id) => allOf(view, `[data-node="${id}"]`));
  for (const made of [cell, ...names]) made?.classList.add("picked");
  for (const made of [cell, ...names.filter(({ tagName }) => tagName === "BUTTON")]) made?.setAttribute("aria-current", "true");
  revealOnce(state, cell ?? names.find(({ tagName }) => tagName === "BUTTON"));
}
