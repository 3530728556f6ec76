// Search over actors, issues, quotes and speakers, blind to case and accents.

const MOST_FOUND = 12;
const KEPT_FOR_WORDS = 4; // places among them for statements
const SLICE = 12; // milliseconds of reading between two breaths, so that typing never waits
const folded = (text) => (/[^\x00-\x7f]/.test(text) ? text.normalize("NFD").replace(/\p{M}/gu, "") : text).toLowerCase();
const searchedTexts = []; // a text for each statement, as far as they have been read
let searchedNodes = null;
let reading = false;
let found = [];
let chosen = -1;

function startSearch() {
  const input = byId("search");
  input.addEventListener("input", () => showFound(lookUp(input.value)));
  input.addEventListener("focus", readOn, { once: true });
  input.addEventListener("keydown", searchKey);
  input.addEventListener("blur", closeFound);
  input.addEventListener("focus", () => input.value && showFound(lookUp(input.value)));
}

// Nodes by weight; small enough to be read at once.
function nodeEntries() {
  searchedNodes ??= [...nodes].sort((a, b) => b.n - a.n || a.id - b.id).map((node) => ({
    names: namesOf(node), text: namesOf(node).join(" "), label: node.label, kind: typeWord(node), sign: () => nodeSign(node), go: () => goTo(node),
  }));
  return searchedNodes;
}

// Reads statements for some milliseconds, then again after a breath, until all are read; whoever waits for them is answered then.
function readOn() {
  const until = performance.now() + SLICE;
  const text = textReader();
  while (searchedTexts.length < ids.length && performance.now() < until) searchedTexts.push(text(searchedTexts.length));
  reading = searchedTexts.length < ids.length;
  if (reading) setTimeout(readOn);
  else if (byId("found").querySelector(".reading")) showFound(lookUp(byId("search").value));
}

function textReader() {
  const [sentences, verbs, quotes, speakers] = ["sentence", "verb", "quotes", "said_by"].map(evidenceReader);
  return (i) => folded([sentences(i) ?? plainSentence(i, verbs(i)), quotes(i), speakers(i), documentOf(i)?.label ?? ""].flat().join(" "));
}

function statementEntry(i) {
  const { sentence: label, quotes } = evidence(i);
  return { label, kind: quotes[0] ? `“${quotes[0]}”` : "statement", sign: () => stanceSign(lookOf(edgeOf(i))), go: () => pickEdge(edgeNumbers[i]) };
}

const namesOf = (node) => [node.label, node.slug, ...(node.also ?? [])].map(folded);

// How well a name fits: it is the query, begins with it, has a word that begins with it, or only holds it somewhere.
function closeness(query, { names }) {
  if (names.includes(query)) return 0;
  if (names.some((name) => name.startsWith(query))) return 1;
  return names.some((name) => name.split(/[^\p{L}\p{N}]+/u).some((word) => word.startsWith(query))) ? 2 : 3;
}

// The same for a statement, whose text is one long name; cheap enough for every statement at every key.
function closenessOfText(query, text) {
  if (text.startsWith(query)) return text.length === query.length ? 0 : 1;
  return text.includes(` ${query}`) ? 2 : 3;
}

// Every word must occur; what fits best comes first, actors and issues before statements, for which some places are kept.
function lookUp(query) {
  const words = folded(query).split(/\s+/).filter(Boolean);
  if (!words.length) return { list: [], n: 0 };
  if (!reading && searchedTexts.length < ids.length) readOn();
  const wanted = words.join(" ");
  const [things, said] = [[[], [], [], []], [[], [], [], []]];
  for (const entry of nodeEntries()) if (words.every((each) => entry.text.includes(each))) things[closeness(wanted, entry)].push(entry);
  searchedTexts.forEach((text, i) => {
    if (words.every((each) => text.includes(each))) said[closenessOfText(wanted, text)].push(i);
  });
  const [named, told] = [things.flat(), said.flat()];
  const kept = Math.min(told.length, Math.max(KEPT_FOR_WORDS, MOST_FOUND - named.length));
  const list = [...named.slice(0, MOST_FOUND - kept), ...told.slice(0, kept).map(statementEntry)];
  return { list, n: named.length + told.length };
}

function goTo(node) {
  pickNode(node.id);
  if (state.view === "network") bringIntoView(node.id);
}

function showFound({ list, n }) {
  found = list;
  chosen = list.length ? 0 : -1;
  const asked = byId("search").value.trim() !== "";
  const note = reading ? "Searching the statements…" : !list.length ? "Nothing found" : n > list.length ? `${list.length} of ${figure(n)}: write more to find the rest` : "";
  const said = asked && note ? [element("li", { role: "option", "aria-disabled": "true", class: reading ? "none reading" : "none", text: note })] : [];
  byId("found").replaceChildren(...list.map(foundItem), ...said);
  byId("found").hidden = !byId("found").childElementCount;
  byId("search").setAttribute("aria-expanded", String(!byId("found").hidden));
  markChosen();
  if (asked) announce(note || `${n} found`);
}

function foundItem({ label, kind, sign }, at) {
  const act = (event) => {
    event.preventDefault();
    take(at);
  };
  return element("li", { role: "option", id: `found-${at}`, onmousedown: act }, sign(), bdi(cut(label, 90), { class: "value" }), bdi(cut(kind, 60), { class: "note" }));
}

function markChosen() {
  allOf(byId("found"), "[role=option]").forEach((item, at) => item.setAttribute("aria-selected", String(at === chosen)));
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
  const { go } = found[at];
  byId("search").value = "";
  closeFound();
  go();
}

function closeFound() {
  byId("found").hidden = true;
  byId("search").setAttribute("aria-expanded", "false");
  found = [];
  chosen = -1;
}
