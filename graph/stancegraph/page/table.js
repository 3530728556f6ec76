// The same statements as a table: what screen readers get, and whoever wants to read in order.

const ROWS_AT_ONCE = 400;
const COLUMNS = [
  { title: "Date", of: (i) => starts[i] ?? "undated" },
  { title: "Actor", of: (i) => actorOf(i).label },
  { title: "Stance", of: (i) => relationWord(edgeOf(i)) },
  { title: "Target", of: (i) => targetOf(i).label },
  { title: "Words", of: (i) => evidence(i).quotes.map((quote) => `“${quote}”`).join(" ") },
  { title: "Said by", of: (i) => evidence(i).said_by.join(", ") || word("voice", cell(facts.voice, i)) },
  { title: "Document", of: (i) => documentOf(i)?.label ?? "" },
  { title: "Asserted", of: (i) => (edgeOf(i).asserted ? "yes" : `held back: ${evidence(i).reasons.map((reason) => REASONS[reason] ?? reason).join("; ")}`) },
];
let order = { column: 0, down: false };
let filledWith = null; // the rows and the order that the table shows

function drawTable(state, seen) {
  const open = state.view === "table";
  byId("table").hidden = !open;
  document.body.classList.toggle("unpicked", !state.picked.length && state.edge === null && !state.finding);
  if (open) fillTable(seen.rows);
  markPicked(state.edge);
}

// Rows stay as they are while they only get picked, so that focus and scroll stay with the reader.
function fillTable(rows) {
  const key = JSON.stringify([rows, order]);
  if (key === filledWith) return;
  filledWith = key;
  byId("table").replaceChildren(...tableOf(sortedRows(rows), ROWS_AT_ONCE));
}

function markPicked(edge) {
  for (const row of byId("table").querySelectorAll("tbody tr")) row.classList.toggle("picked", edge !== null && row.dataset.edge === String(edge));
}

function sortedRows(rows) {
  const { of } = COLUMNS[order.column];
  const keyed = rows.map((i) => [of(i), i]).sort(([a, i], [b, j]) => a.localeCompare(b, "en") || i - j);
  const found = keyed.map(([, i]) => i);
  return order.down ? found.reverse() : found;
}

function tableOf(rows, limit) {
  const body = element("tbody", {}, ...rows.slice(0, limit).map(tableRow));
  const caption = element("caption", { text: `${plural(rows.length, "statement")}, one a row` });
  const made = element("table", {}, caption, element("thead", {}, element("tr", {}, ...COLUMNS.map(heading))), body);
  if (rows.length <= limit) return [made];
  const more = button(`Show ${Math.min(ROWS_AT_ONCE, rows.length - limit)} more of ${rows.length.toLocaleString("en")}`, () => byId("table").replaceChildren(...tableOf(rows, limit + ROWS_AT_ONCE)), { class: "more" });
  return [made, more];
}

function heading({ title }, at) {
  const sorted = order.column === at ? (order.down ? "descending" : "ascending") : null;
  const mark = element("span", { "aria-hidden": "true", text: sorted ? (order.down ? " ↓" : " ↑") : "" });
  return element("th", { scope: "col", "aria-sort": sorted }, element("button", { type: "button", class: "link", onclick: () => sortBy(at) }, title, mark));
}

function sortBy(column) {
  order = { column, down: order.column === column && !order.down };
  follow();
  byId("table").querySelectorAll("th button")[column].focus();
}

function tableRow(i) {
  const edge = edgeOf(i);
  const cells = COLUMNS.map(({ of }, at) => {
    const text = of(i);
    if (at === 2) return element("td", { class: `stance-word stance-${lookOf(edge)}` }, button(text, () => pickEdge(edge.id), { class: "link" }));
    return at === 1 ? element("th", { scope: "row" }, bdi(text)) : element("td", {}, bdi(text));
  });
  return element("tr", { class: edge.asserted ? null : "held", "data-statement": ids[i], "data-edge": edge.id }, ...cells);
}
