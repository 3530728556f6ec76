// Search over actors, issues, quotes and speakers, blind to case and accents.

const MOST_FOUND = 12;
const folded = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
let searchIndex = null;
let found = [];
let chosen = -1;

function startSearch() {
  const input = byId("search");
  input.addEventListener("input", () => showFound(lookUp(input.value)));
  input.addEventListener("keydown", searchKey);
  input.addEventListener("blur", closeFound);
  input.addEventListener("focus", () => input.value && showFound(lookUp(input.value)));
}

function index() {
  searchIndex ??= [
    ...nodes.map((node) => ({ names: namesOf(node), text: namesOf(node).join(" "), label: node.label, kind: typeWord(node), sign: () => nodeSign(node), go: () => goTo(node), weight: node.n + 1e6 })),
    ...everyStatement.map(searchedStatement),
  ].sort((a, b) => b.weight - a.weight);
  return searchIndex;
}

function searchedStatement(i) {
  const { sentence: label, quotes, said_by: speakers } = evidence(i);
  const text = folded([label, ...quotes, ...speakers, documentOf(i)?.label ?? ""].join(" "));
  return { names: [text], text, label, kind: quotes[0] ? `“${quotes[0]}”` : "statement", sign: () => stanceSign(lookOf(edgeOf(i))), go: () => pickEdge(edgeNumbers[i]), weight: -i };
}

const namesOf = (node) => [node.label, node.slug, ...(node.also ?? [])].map(folded);

// How well a name fits: it is the query, begins with it, has a word that begins with it, or only holds it somewhere.
function closeness(query, { names }) {
  if (names.includes(query)) return 0;
  if (names.some((name) => name.startsWith(query))) return 1;
  return names.some((name) => name.split(/[^\p{L}\p{N}]+/u).some((word) => word.startsWith(query))) ? 2 : 3;
}

// Every word must occur; what fits best comes first.
function lookUp(query) {
  const words = folded(query).split(/\s+/).filter(Boolean);
  if (!words.length) return [];
  const hits = index().filter(({ text }) => words.every((each) => text.includes(each)));
  const rank = new Map(hits.map((hit) => [hit, closeness(words.join(" "), hit)]));
  return hits.sort((a, b) => rank.get(a) - rank.get(b)).slice(0, MOST_FOUND);
}

function goTo(node) {
  pickNode(node.id);
  if (state.view === "graph") zoomTo(node.id);
}

function showFound(list) {
  found = list;
  chosen = list.length ? 0 : -1;
  const none = byId("search").value.trim() ? [element("li", { class: "none", text: "Nothing found" })] : [];
  byId("found").replaceChildren(...(list.length ? list.map(foundItem) : none));
  byId("found").hidden = !byId("found").childElementCount;
  byId("search").setAttribute("aria-expanded", String(!byId("found").hidden));
  markChosen();
  if (byId("search").value.trim()) announce(list.length ? `${list.length} found` : "Nothing found");
}

function foundItem({ label, kind, sign }, at) {
  const act = (event) => {
    event.preventDefault();
    take(at);
  };
  return element("li", { role: "option", id: `found-${at}`, onmousedown: act }, sign(), bdi(cut(label, 90), { class: "value" }), bdi(cut(kind, 60), { class: "note" }));
}

function markChosen() {
  [...byId("found").children].forEach((item, at) => item.setAttribute("aria-selected", String(at === chosen)));
  byId("found").children[chosen]?.scrollIntoView?.({ block: "nearest" });
  setAttribute(byId("search"), "aria-activedescendant", chosen < 0 ? "" : `found-${chosen}`);
}

function searchKey(event) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step && found.length) {
    chosen = (chosen + step + found.length) % found.length;
    markChosen();
  } else if (event.key === "Enter" && chosen >= 0) take(chosen);
  else if (event.key === "Escape") leaveSearch();
  else return;
  event.preventDefault();
  event.stopPropagation();
}

function leaveSearch() {
  byId("search").value = "";
  closeFound();
  byId("search").blur();
}

function take(at) {
  found[at].go();
  closeFound();
}

function closeFound() {
  byId("found").hidden = true;
  byId("search").setAttribute("aria-expanded", "false");
  found = [];
  chosen = -1;
}
