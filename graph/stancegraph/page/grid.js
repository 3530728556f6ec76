// The table of the matrix: its rows, a few at a time, its cells and their signs.

const MATRIX_AT_ONCE = 1200; // cells that are made without a pause
let matrixComing = null; // rows that are still to be made, and the timer of the next of them

// The next rows, a few at a time, so that nothing the reader does has to wait for the last; then everything is as it was left.
function growMatrix({ cells, rows, columns, back, byPlace = new Map(cells.map((cell) => [`${cell.row} ${cell.column}`, cell])) }, many = Math.ceil(MATRIX_AT_ONCE / columns.length)) {
  clearTimeout(matrixComing?.timer);
  matrixComing = null;
  byId("matrix").querySelector("tbody").append(...rows.slice(0, many).map((row) => matrixRow(row, columns, byPlace)));
  const rest = { cells, rows: rows.slice(many), columns, back, byPlace };
  if (rest.rows.length) matrixComing = { rest, timer: setTimeout(() => growMatrix(rest)) };
  else back();
  if (!matrixComing && state.view === "matrix") markMatrix(state);
}

// Whoever takes the matrix as a whole waits for all of it.
function wholeMatrix() {
  if (matrixComing) growMatrix(matrixComing.rest, Infinity);
}

// Without its rows.
function matrixTable({ cells, columns }) {
  const top = columns.map(({ id }) => matrixHeading(id));
  byId("matrix").style.setProperty("--wanted", `${matrixHeight(columns)}px`);
  matrixGrid = [[null, ...top]];
  const head = element("tr", {}, element("td", { class: "corner" }), ...columns.map(({ start }, at) => element("th", { scope: "col", class: start ? "start" : null }, top[at])));
  const widths = matrixWidths(cells);
  const cols = columns.map(({ id }) => widened(element("col", { "data-node": id }), widths.get(id)));
  const made = element("table", { class: "matrix-table", onclick: matrixClick, onkeydown: matrixKeyDown, onmouseover: matrixLight, onfocusin: matrixStand, onmouseleave: matrixUnlight },
    element("caption", { class: "unseen", text: "Actors in rows, issues in columns: who takes which position" }),
    element("colgroup", {}, element("col", { class: "names" }), ...cols), element("thead", {}, head), element("tbody"));
  return widened(made, [...widths.values()].reduce((sum, width) => sum + width, 0), "calc(var(--names) + ");
}

// Pixels of each column: a browser need not measure thousands of cells.
function matrixWidths(cells) {
  const most = new Map();
  for (const { column, looks } of cells) most.set(column, Math.max(most.get(column) ?? 1, looks.length === 1 ? looks[0].n : 1));
  return new Map([...most].map(([column, n]) => [column, 31 + 6 * String(n).length]));
}

function widened(made, width, plus = "") {
  made.style.width = plus ? `${plus}${width}px)` : `${width}px`;
  return made;
}

// Pixels that the longest name needs, aslant and on two lines at most.
function matrixHeight(columns) {
  const longest = Math.max(...columns.map(({ id }) => nodeById.get(id).label.length));
  return Math.round(34 + 5.4 * (longest > 20 ? Math.max(20, longest * 0.62) : longest));
}

function matrixRow({ id, start }, columns, byPlace) {
  const heading = matrixHeading(id);
  heading.prepend(nodeSign(nodeById.get(id)));
  const line = [heading];
  const made = element("tr", { "data-node": id, class: start ? "start" : null }, element("th", { scope: "row" }, heading));
  for (const column of columns) {
    const cell = byPlace.get(`${id} ${column.id}`);
    line.push(cell ? matrixCellButton(cell) : null);
    made.append(element("td", { class: column.start ? "start" : null }, line.at(-1)));
  }
  matrixGrid.push(line);
  return made;
}

function matrixHeading(id) {
  const { label } = nodeById.get(id);
  return element("button", { type: "button", class: "matrix-name", tabindex: -1, title: cut(label, 300), "data-node": id }, bdi(cut(label, 90)));
}

function matrixCellButton({ row, column, looks, own }) {
  const name = matrixName(row, column, looks);
  const [first, second] = looks;
  const n = looks.length === 1 && first.n > 1 ? element("span", { class: "matrix-n", text: `×${first.n}` }) : null;
  const kind = matrixContradicts(looks) ? " split" : "";
  const signs = [first, second].filter(Boolean).map((each) => matrixSign(each.look, each.edge, each.held));
  return element("button", { type: "button", class: `matrix-cell${kind}${second ? " two" : ""}`, tabindex: -1, title: name, "aria-label": name, "data-edge": own[0].edge.id, "data-edges": own.map(({ edge }) => edge.id).join(" "), "data-looks": looks.map(({ look }) => look).join(" ") }, ...signs, n);
}

function matrixName(row, column, looks) {
  const [actor, target] = [row, column].map((id) => cut(nodeById.get(id).label, 80));
  const parts = looks.map((each, at) => {
    const further = [each.look === "conditional" ? " on a condition" : "", each.held ? " (held back)" : ""].join("");
    const said = at ? `also ${relationWord(each.edge)}` : `${actor} ${relationWord(each.edge)} ${target}`;
    return `${said}${further}, ${plural(each.n, "statement")}`;
  });
  return `${parts.join("; ")}${matrixContradicts(looks) ? "; a contradiction" : ""}`;
}

const MATRIX_SHAPES = table({
  support: ["M8 1a7 7 0 1 0 0 14a7 7 0 1 0 0-14z", "M8 4.6v6.8M4.6 8h6.8"],
  oppose: ["M1.5 1.5h13v13h-13z", "M4.6 8h6.8"],
  neutral: ["M8 2a6 6 0 1 0 0 12a6 6 0 1 0 0-12z", "M7.2 8h1.6"],
  weak: ["M2 2h12v12h-12z", "M2 9h12v5h-12z"],
  act: ["M3 3l10.5 5l-10.5 5l3-5z", ""],
});

// A disc with a plus is for, a square with a minus against, without colour too; a broken outline stands under a condition.
function matrixSign(look, edge, held = false) {
  const side = look === "conditional" ? (edge.polarity_max <= 0 ? "oppose" : "support") : look;
  const [outline, inside] = MATRIX_SHAPES[side] ?? MATRIX_SHAPES.act;
  const made = svg("svg", { class: `mark mark-${look} stance-${look}${held ? " held" : ""}`, viewBox: "0 0 16 16", width: 16, height: 16, "aria-hidden": "true" }, svg("path", { class: "outline", d: outline }));
  if (inside) made.append(svg("path", { class: "inside", d: inside }));
  return made;
}
