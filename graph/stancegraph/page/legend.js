// The legend is the filter: every sign with a box to tick and the number of statements that the other filters leave.

const legendRows = new Map(); // "facet value" to the elements that change

function startLegend() {
  byId("facets").append(...FACETS.filter(worthShowing).map(facetBox));
  byId("reset").addEventListener("click", showAll);
  byId("open-filters").addEventListener("click", () => openDrawer(true));
  byId("close-filters").addEventListener("click", () => openDrawer(false));
  narrow.addEventListener("change", () => openDrawer(false));
  openDrawer(false);
}

// The first three explain the picture; of the others, one with a single value leaves nothing to choose.
const worthShowing = (facet) => facet.values.length > (FACETS.indexOf(facet) < 3 ? 0 : 1);

const MOST_VALUES = 40; // of a facet at first: those with the most statements

function facetBox(facet) {
  const counts = new Map();
  for (const code of facet.codes) counts.set(code, (counts.get(code) ?? 0) + 1);
  const ranked = [...facet.values].sort((a, b) => counts.get(facet.codeOf.get(b)) - counts.get(facet.codeOf.get(a)));
  const first = new Set(ranked.slice(0, MOST_VALUES));
  const rows = facet.values.filter((value) => first.has(value)).map((value) => facetRow(facet, value));
  const many = rows.length > 8 ? "facet long" : "facet";
  const list = element("div", {}, ...rows);
  const rest = ranked.slice(MOST_VALUES);
  const more = rest.length ? button(`Show ${figure(Math.min(rest.length, MOST_MORE))} more of ${figure(rest.length)}`, () => {
    list.append(...rest.splice(0, MOST_MORE).map((value) => facetRow(facet, value)));
    more.hidden = !rest.length;
    more.textContent = `Show ${figure(Math.min(rest.length, MOST_MORE))} more of ${figure(rest.length)}`;
    drawLegend(state, visible(state));
  }, { class: "link note" }) : null;
  return element("fieldset", { class: many, "data-facet": facet.name }, element("legend", { text: facet.title }), list, more);
}

const MOST_MORE = 200; // further values at a time

function facetRow(facet, value) {
  const box = element("input", { type: "checkbox", checked: true, onchange: () => toggle(facet, value) });
  const number = element("span", { class: "count" });
  const only = button("only", () => keepOnly(facet, value), { class: "only quiet", "aria-label": `Only ${valueLabel(facet.name, value)}` });
  const row = element("div", { class: "row", "data-value": value }, element("label", {}, box, signOf(facet.name, value), bdi(valueLabel(facet.name, value), { class: "value" })), only, number);
  legendRows.set(`${facet.name} ${value}`, { row, box, number });
  return row;
}

function valueLabel(name, value) {
  if (name === "stance") return STANCES[value] ?? value;
  if (name === "document") return cut(documents.get(value)?.label ?? "No document", 120);
  if (name === "coder" && value === "none") return "No coder named";
  return word(name, value);
}

function signOf(name, value) {
  if (name === "stance") return stanceSign(value);
  if (name === "actor") return shapeSign(value);
  if (name !== "target") return null;
  return shapeSign(value, ["act", "instrument", "actor"].includes(value) ? value : "issue");
}

function toggle(facet, value) {
  const hidden = new Set(state.hidden[facet.name]);
  if (!hidden.delete(value)) hidden.add(value);
  setHidden(facet.name, hidden);
}

function keepOnly(facet, value) {
  const others = facet.values.filter((each) => each !== value);
  const already = others.every((each) => state.hidden[facet.name].has(each)) && !state.hidden[facet.name].has(value);
  setHidden(facet.name, already ? [] : others);
}

// The button goes away, so that the focus moves on to the first box.
function showAll() {
  const held = document.activeElement === byId("reset");
  choose({ hidden: freshState().hidden, from: null, to: null });
  if (held) byId("facets").querySelector("input").focus();
  announce("All statements are shown.");
}

function drawLegend(state, seen) {
  FACETS.filter(worthShowing).forEach((facet) => {
    const counts = seen.counts[FACETS.indexOf(facet)];
    for (const value of facet.values) {
      const row = legendRows.get(`${facet.name} ${value}`);
      if (row) drawRow(row, !state.hidden[facet.name].has(value), counts.get(value));
    }
  });
  byId("reset").hidden = !anyFilter(state);
  byId("open-filters").classList.toggle("active", anyFilter(state));
}

// Only what is another than before.
function drawRow(parts, on, count) {
  const { row, box, number } = parts;
  box.checked = on;
  if (parts.on === on && parts.count === count) return;
  Object.assign(parts, { on, count });
  number.textContent = figure(count);
  row.classList.toggle("off", !on);
  row.classList.toggle("none", count === 0);
}

// On a narrow screen the legend is a drawer; a closed one is out of reach of the keyboard too.
function openDrawer(open) {
  const panel = byId("filters");
  panel.classList.toggle("open", open);
  panel.inert = narrow.matches && !open;
  byId("open-filters").setAttribute("aria-expanded", String(open));
  if (open) byId("close-filters").focus();
  else if (panel.contains(document.activeElement)) byId("open-filters").focus();
}
