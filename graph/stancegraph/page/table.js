// The same statements as a table: what screen readers get, and whoever wants to read in order.

const ROWS_AT_ONCE = 400;
const ROWS_A_STEP = 40; // as many as are made without a pause; a slow machine shows the first of them at once
const COLUMNS = [
  { title: "Said", of: () => saying(evidenceReader("said")) },
  { title: "About", of: () => aboutWhen(evidenceReader("said"), evidenceReader("when")), key: () => keyOfTime(evidenceReader("when")) },
  { title: "Actor", of: () => (i) => actorOf(i).label },
  { title: "Stance", of: () => (i) => relationWord(edgeOf(i)) },
  { title: "Target", of: () => (i) => targetOf(i).label },
  { title: "Words", of: () => spoken(evidenceReader("quotes")) },
  { title: "Said by", of: () => speaking(evidenceReader("said_by")) },
  { title: "Document", of: () => (i) => documentOf(i)?.label ?? "" },
  { title: "Asserted", of: () => judged(evidenceReader("reasons")) },
];
let order = { column: 0, down: false };
let filledWith = null; // the statements and the order that the table shows
let growing = null; // the timer of the next rows

const saying = (said) => (i) => said(i) ?? "undated";
// The time of the thing itself, where another one than that of the words was coded; in its own order, not in that of its words.
const aboutWhen = (said, when) => (i) => (when(i) && when(i) !== said(i) ? when(i) : "");
const keyOfTime = (when) => (i) => (when(i) ? (starts[i] ?? ends[i] ?? "") : "");
const spoken = (quotes) => (i) => [quotes(i)].flat().map((quote) => `“${quote}”`).join(" ");
const speaking = (speakers) => (i) => speakers(i).join(", ") || word("voice", cell(facts.voice, i));
const judged = (reasons) => (i) => (edgeOf(i).asserted ? "yes" : `held back: ${reasons(i).map((reason) => REASONS[reason] ?? reason).join("; ")}`);

function drawTable(state, seen) {
  const open = state.view === "table";
  byId("table").hidden = !open;
  document.body.classList.toggle("unpicked", !state.picked.length && state.edge === null && !state.finding);
  if (open) fillTable(seen.rows);
  markPicked(state);
  if (open) revealOnce(state, byId("table").querySelector("tbody tr.picked td"));
}

// Rows stay as they are while they only get picked, so that focus and scroll stay with the reader.
function fillTable(rows) {
  if (filledWith?.order === order && sameRows(filledWith.rows, rows)) return;
  filledWith = { rows, order };
  byId("table").replaceChildren(...tableOf(sortedRows(rows)));
}

const sameRows = (some, others) => some === others || (some.length === others.length && some.every((i, at) => i === others[at]));

// Every statement of what is chosen.
function markPicked(state) {
  const near = neighbourhood(state);
  for (const row of byId("table").querySelectorAll("tbody tr")) row.classList.toggle("picked", near?.edges.has(Number(row.dataset.edge)) ?? false);
}

let revealed = ""; // the selection and view that were scrolled to

// Scrolls what is chosen into view, once: whoever scrolls on is left alone, and so is whoever chose it there.
function revealOnce({ picked, edge, finding, view }, made) {
  const selection = JSON.stringify([picked, edge, finding?.id, view]);
  if (selection === revealed) return;
  revealed = selection;
  if (made && !byId(view).contains(document.activeElement)) made.scrollIntoView({ block: "nearest", inline: "nearest" });
}

// -- order -----------------------------------------------------------------------------------------------------------------------

// By the rank of the text, then as Python sorted them; one number for both, because numbers sort far faster than pairs.
function sortedRows(rows) {
  const ranks = ranksOf(COLUMNS[order.column]);
  const keys = Float64Array.from(rows, (i) => ranks[i] * ids.length + i).sort();
  const found = Array.from(keys, (key) => key % ids.length);
  return order.down ? found.reverse() : found;
}

// The place of each statement's text among all distinct texts of a column; texts are compared once for the whole life of the page.
function ranksOf(column) {
  while (!column.ranks) rankOn(column);
  return column.ranks;
}

const MOST_COLLATED = 4000; // texts; a language's own rules take ten times as long as blindness to case and accents
const PORTION = 6000; // texts that are read or sorted without a pause
const collator = new Intl.Collator("en");

function rankOn(column) {
  column.steps ??= ranking(column);
  column.steps.next();
}

// Ranks a column step by step: reads, sorts portions, merges them two by two.
function* ranking(column) {
  const read = (column.key ?? column.of)();
  const texts = [];
  for (const i of everyStatement) {
    texts.push(read(i));
    if (texts.length % PORTION === 0) yield;
  }
  const distinct = [...new Set(texts)];
  const few = distinct.length <= MOST_COLLATED;
  const compare = few ? (a, b) => collator.compare(a.text, b.text) || a.at - b.at : (a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : a.at - b.at);
  const sorted = [];
  for (let from = 0; from < distinct.length; from += PORTION) {
    yield;
    sorted.push(distinct.slice(from, from + PORTION).map((text, at) => ({ text, at: from + at, key: few ? "" : folded(text) })).sort(compare));
  }
  while (sorted.length > 1) {
    yield;
    sorted.push(merged(sorted.shift(), sorted.shift(), compare));
  }
  yield;
  const place = new Map((sorted[0] ?? []).map(({ text }, rank) => [text, rank]));
  yield;
  column.ranks = Uint32Array.from(texts, (text) => place.get(text));
}

function merged(one, other, compare) {
  const found = [];
  let [i, k] = [0, 0];
  while (i < one.length && k < other.length) found.push(compare(one[i], other[k]) < 0 ? one[i++] : other[k++]);
  return found.concat(one.slice(i), other.slice(k));
}

// -- rows ------------------------------------------------------------------------------------------------------------------------

function tableOf(rows) {
  const body = element("tbody");
  const caption = element("caption", { text: `${plural(rows.length, "statement")}, one a row` });
  const made = element("table", {}, caption, element("thead", {}, element("tr", {}, ...COLUMNS.map(heading))), body);
  const more = button("", () => grow(body, rows, body.childElementCount + ROWS_AT_ONCE, more), { class: "more" });
  grow(body, rows, ROWS_AT_ONCE, more);
  return [made, more];
}

// Rows up to a limit, a few at a time, so that nothing the reader does has to wait for the last.
function grow(body, rows, limit, more, step = ROWS_A_STEP) {
  clearTimeout(growing);
  const from = body.childElementCount;
  const until = Math.min(limit, rows.length, from + step);
  body.append(...rows.slice(from, until).map(tableRow));
  const left = rows.length - until;
  more.hidden = left === 0 || until < limit;
  more.textContent = `Show ${figure(Math.min(ROWS_AT_ONCE, left))} more of ${figure(rows.length)}`;
  if (left > 0 && until < limit) growing = setTimeout(() => grow(body, rows, limit, more));
  markPicked(state);
}

// Paper shows what the reader has unfolded, and the first rows at once even if they were still coming: to make many more then would hold
// everything up.
function growForPaper() {
  if (!filledWith || state.view !== "table") return;
  const body = byId("table").querySelector("tbody");
  if (body.childElementCount >= ROWS_AT_ONCE) return;
  clearTimeout(growing);
  grow(body, filledWith.rows.length ? sortedRows(filledWith.rows) : [], ROWS_AT_ONCE, byId("table").querySelector(".more"), ROWS_AT_ONCE);
}

const rowsShown = () => byId("table").querySelectorAll("tbody tr").length;

function heading({ title }, at) {
  const sorted = order.column === at ? (order.down ? "descending" : "ascending") : null;
  const mark = element("span", { "aria-hidden": "true", text: sorted ? (order.down ? " ↓" : " ↑") : "" });
  return element("th", { scope: "col", "aria-sort": sorted }, element("button", { type: "button", class: "link", onclick: () => sortBy(at) }, title, mark));
}

let pending = null; // the order that is asked for while its column is still being ranked
let ranked = null; // the timer of the next steps

// Only the table follows: the order of its rows is nobody else's.
function sortBy(at) {
  const before = pending ?? order;
  pending = { column: at, down: before.column === at && !before.down };
  clearTimeout(ranked);
  rankThen(COLUMNS[at], () => {
    // Who has gone on to something else meanwhile stays there.
    const held = document.activeElement === document.body || byId("table").contains(document.activeElement);
    order = pending;
    pending = null;
    drawTable(state, visible(state));
    if (held) byId("table").querySelectorAll("th button")[at]?.focus();
  });
}

// As many steps as a reader does not notice, then a breath.
function rankThen(column, then) {
  const until = performance.now() + 50;
  while (!column.ranks && performance.now() < until) rankOn(column);
  if (column.ranks) then();
  else ranked = setTimeout(() => rankThen(column, then));
}

function tableRow(i) {
  const edge = edgeOf(i);
  const cells = COLUMNS.map((column, at) => {
    column.text ??= column.of();
    const text = column.text(i);
    if (column.title === "Stance") return element("td", { class: `stance-word stance-${lookOf(edge)}` }, button(text, () => pickEdge(edge.id), { class: "link" }));
    return column.title === "Actor" ? element("th", { scope: "row" }, bdi(text)) : element("td", {}, bdi(text));
  });
  return element("tr", { class: edge.asserted ? null : "held", "data-statement": ids[i], "data-edge": edge.id }, ...cells);
}
