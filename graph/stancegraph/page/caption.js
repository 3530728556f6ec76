// What a picture needs when it leaves the page: its title, what the filters left, and what its signs mean.

// "31 of 356 statements · 10 Feb 2008 – 14 Feb 2008 · stance: without acts · chosen: Serbia".
function filterWords(state, seen) {
  const all = figure(ids.length);
  const count = seen.rows.length === ids.length ? plural(ids.length, "statement") : `${figure(seen.rows.length)} of ${all} statements`;
  const days = state.from || state.to ? byId("timeline").querySelector(".range")?.textContent : null;
  const left = FACETS.map((facet) => facetWords(facet, state.hidden[facet.name])).filter(Boolean);
  return [count, days, ...left, chosenWords(state)].filter(Boolean).join(" · ");
}

// Whichever is shorter: what is left, or what is left out.
function facetWords({ name, title, values }, hidden) {
  if (!hidden.size) return null;
  const kept = values.filter((value) => !hidden.has(value));
  const named = (list) => inSentence(list.map((value) => cut(valueLabel(name, value), 40).toLowerCase()));
  const what = title.toLowerCase();
  return kept.length && kept.length <= hidden.size ? `${what}: only ${named(kept)}` : `${what}: without ${named([...hidden].sort())}`;
}

function chosenWords({ picked, edge, finding }) {
  if (edge !== null) return `chosen: ${edgeSentence(edges[edge])}`;
  if (finding) return `chosen: ${cut(finding.text, 120)}`;
  return picked.length ? `chosen: ${inSentence(picked.map((id) => cut(nodeById.get(id).label, 60)))}` : null;
}

// The signs of a view as the page shows them, each with its words: elements with `svg`s in them.
function keyRows(view) {
  if (view === "matrix") return allOf(byId("matrix"), ".matrix-key li");
  if (view === "table") return [];
  const rows = (name) => allOf(byId("facets"), `[data-facet=${name}] .row:not(.off):not(.none)`);
  if (view === "actors") return [...byId("congruence").querySelectorAll(".tie-tick:has(svg):has(:checked)"), ...rows("actor")];
  const held = visible(state).rows.some((i) => !edgeOf(i).asserted);
  return [...rows("stance"), ...(held ? [element("span", { text: "faint: held back" })] : []), ...rows("actor")];
}

const keyWords = (row) => (row.querySelector(".value") ?? row).textContent.trim();

// On paper the legend is not there: the same in a few lines above the picture.
function drawOnPaper(state, seen) {
  const signs = keyRows(state.view).map((row) => element("span", {}, ...allOf(row, "svg").map((sign) => sign.cloneNode(true)), ` ${keyWords(row)}`));
  byId("on-paper").replaceChildren(element("p", { text: filterWords(state, seen) }), element("p", { class: "paper-key" }, ...(state.view === "matrix" ? [] : signs)), element("p", { text: leftOut(state, seen) }));
}

// What paper does not show of the statements, and how to have it.
function leftOut({ view }, { rows }) {
  const printed = view === "table" ? rowsShown() : rows.length;
  const table = printed < rows.length ? `Below are the first ${figure(printed)} of ${figure(rows.length)} rows: show more before you print, or filter. ` : "";
  const cards = byId("evidence").querySelector(".more:not([hidden])") ? `Below are the first ${byId("evidence").querySelectorAll(".card").length} statements; the table has them all.` : "";
  return table + cards;
}
