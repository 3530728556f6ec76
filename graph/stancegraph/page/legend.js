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

function facetBox(facet) {
  const rows = facet.values.map((value) => facetRow(facet, value));
  const many = rows.length > 8 ? "facet long" : "facet";
  return element("fieldset", { class: many, "data-facet": facet.name }, element("legend", { text: facet.title }), element("div", {}, ...rows));
}

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
    for (const value of facet.values) drawRow(legendRows.get(`${facet.name} ${value}`), !state.hidden[facet.name].has(value), counts.get(value));
  });
  byId("reset").hidden = !anyFilter(state);
  byId("open-filters").classList.toggle("active", anyFilter(state));
}

function drawRow({ row, box, number }, on, count) {
  box.checked = on;
  number.textContent = count.toLocaleString("en");
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
