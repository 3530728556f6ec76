// Starts the parts, ties them to the state, and shows a little of it to whoever opens the console.

let printing = false; // paper is always light
let unprinted = null; // what the picture showed before it was printed, the shape it had, and the frame that brings it back
const paper = matchMedia("print");

function drawTheme({ theme }) {
  const dark = !printing && (theme === "dark" || (theme === null && darkSystem.matches));
  document.documentElement.dataset.theme = dark ? "dark" : "light";
  byId("theme").setAttribute("aria-pressed", String(dark));
  readColours();
}

function flipTheme() {
  const dark = document.documentElement.dataset.theme === "dark";
  choose({ theme: dark ? "light" : "dark" });
}

// One view at a time in the middle; pressing the pressed one leads back to the network.
function startViews() {
  for (const view of VIEWS) byId(`${view}-view`).addEventListener("click", () => choose({ view: state.view === view ? "network" : view }));
}

let stageShown = null;

// Where everything stands elsewhere now, the whole is shown again.
function followDetail(state) {
  const scene = wholeShown(state) || !ROLLED ? String(wholeShown(state)) : `${overviewShown(state)} ${state.group} ${state.group === null ? state.picked : ""}`;
  const changedIt = stageShown !== null && stageShown !== scene;
  stageShown = scene;
  if (changedIt) fit(gently());
}

function drawViews(state) {
  const { view } = state;
  const back = view === "network" && document.body.dataset.view !== "network";
  document.body.dataset.view = view;
  // At once, so that nobody who asks for a width lays out what is about to go.
  for (const [name, id] of [["actors", "congruence"], ["matrix", "matrix"], ["table", "table"]]) if (view !== name) byId(id).hidden = true;
  for (const each of VIEWS) byId(`${each}-view`).setAttribute("aria-pressed", String(each === view));
  for (const id of ["png", "svg"]) byId(id).disabled = view === "table";
  byId("physics").disabled = isThicket(state);
  if (isThicket(state) && byId("physics").getAttribute("aria-pressed") === "true") flipPhysics();
  // Once more when the panels around it have taken or given back their room.
  if (back && document.body.dataset.ready) {
    refit();
    requestAnimationFrame(() => requestAnimationFrame(refit));
  }
}

// Another shape of the picture places everything anew; a window that only says so changes nothing.
function reshape() {
  if (shapeDrawn === shapeNow()) return;
  shapeDrawn = shapeNow();
  chooseQuietly({});
  refit();
}

const shapeNow = () => `${stage.clientWidth} ${stage.clientHeight}`;
let shapeDrawn = "";

const SETTLING = 8000; // milliseconds in which the view follows the nodes that push each other
let settling = null; // the timer that fits the view

function flipPhysics() {
  const on = byId("physics").getAttribute("aria-pressed") !== "true";
  byId("physics").setAttribute("aria-pressed", String(on));
  pulling = on;
  if (on) drawNetwork(state, visible(state));
  network.setOptions({ physics: { enabled: on } });
  if (on) return keepInView();
  // Afterwards everything goes back to where it was placed.
  letGo();
  drawn.nodes.clear();
  follow();
  fit(gently());
}

// Until the nodes have settled, or the reader takes hold of the picture.
function keepInView() {
  const until = performance.now() + SETTLING;
  settling = setInterval(() => (performance.now() < until ? fit() : letGo()), 50);
}

function letGo() {
  clearInterval(settling);
  settling = null;
}

function print() {
  if (film) halt();
  cancelAnimationFrame(unprinted?.frame);
  unprinted ??= { shape: shapeNow(), view: { position: network.getViewPosition(), scale: network.getScale() } };
  printing = true;
  follow();
  growForPaper();
  wholeMatrix();
  drawOnPaper(state, visible(state));
  network.redraw();
}

// Some browsers still have the paper's layout when they say that they have printed.
function backFromPaper(frames = 60) {
  if (!unprinted) return;
  if (paper.matches && frames) {
    unprinted.frame = requestAnimationFrame(() => backFromPaper(frames - 1));
    return;
  }
  const { shape, view } = unprinted;
  [printing, unprinted] = [false, null];
  shapeDrawn = shapeNow();
  follow();
  drawOnPaper(state, visible(state));
  network.setSize("100%", "100%");
  if (shape === shapeDrawn) network.moveTo(view);
  else fit();
  network.redraw();
}

// What is chosen, with the number of its statements as the panel says it; else how many are shown.
function say({ picked, edge, finding }, seen) {
  if (edge !== null) announce(`${edgeSentence(edges[edge])}. ${plural(seen.perEdge.get(edge) ?? 0, "statement")}.`);
  else if (finding) announce(`${cut(finding.text, 120)} ${plural(statementsBelow(finding).length, "statement")}.`);
  else if (picked.length === 2) announce(`${picked.map((id) => cut(nodeById.get(id).label, 80)).join(" and ")}. ${plural(shared(...picked).length, "shared target")}.`);
  else if (picked.length) announce(`${nodeSentence(nodeById.get(picked[0]))}.`);
  else announce(`${plural(seen.rows.length, "statement")} shown.`);
}

function readAddress() {
  clearTimeout(trying);
  state = fromHash(location.hash || parsed("opening"));
  follow();
}

function startButtons() {
  const acts = {
    theme: flipTheme, png: savePng, svg: saveSvg, whole: () => choose({ detail: wholeShown(state) ? "shared" : "all" }), physics: flipPhysics, fit: () => fit(gently()), "zoom-in": () => zoomBy(1.3), "zoom-out": () => zoomBy(1 / 1.3),
  };
  for (const [id, act] of Object.entries(acts)) byId(id).addEventListener("click", act);
  byId("skip-picture").addEventListener("click", (event) => {
    event.preventDefault();
    choose({ view: "network" });
    stage.focus();
  });
  byId("skip").addEventListener("click", (event) => {
    event.preventDefault();
    choose({ view: "table" });
    byId("table").focus();
  });
}

const FRAMED = window.parent !== window;
let scrolledPast = null; // the timer of the hint below

// Inside of a notebook the wheel scrolls the notebook; with Ctrl it zooms the picture.
function watchWheel() {
  stage.addEventListener("wheel", (event) => {
    if (event.ctrlKey || event.metaKey) return;
    event.stopPropagation();
    hintAt("Ctrl and the wheel zoom", { x: event.offsetX, y: event.offsetY });
    clearTimeout(scrolledPast);
    scrolledPast = setTimeout(() => { byId("hint").hidden = true; }, 900);
  }, { capture: true, passive: true });
}

function start() {
  state = fromHash(location.hash || parsed("opening"));
  drawTheme(state);
  startLegend();
  startNetwork();
  startViews();
  startTimeline();
  startSearch();
  startKeyboard();
  startButtons();
  startAbout();
  if (FRAMED) watchWheel();
  watchers.push(drawTheme, drawViews, drawNetwork, followDetail, drawLegend, drawEvidence, drawCongruence, drawMatrix, drawTable, drawTimeline, say);
  follow();
  fit();
  shapeDrawn = shapeNow();
  document.body.dataset.ready = "yes";
  darkSystem.addEventListener("change", follow);
  window.addEventListener("resize", reshape);
  window.addEventListener("hashchange", readAddress);
  window.addEventListener("beforeprint", print);
  window.addEventListener("afterprint", () => backFromPaper());
}

start();

// For tests and the curious.
window.stancegraph = Object.freeze({
  at: (slug) => network.canvasToDOM(network.getPosition(nodeBySlug.get(slug)?.id ?? slug)),
  middle: (from, to) => {
    const line = routed.find((each) => anyNode(each.from).slug === from && anyNode(each.to).slug === to);
    return network.canvasToDOM(flipped(onCurve(line.points, 0.5), line.upright));
  },
  // What a card or shape covers, in pixels of the picture.
  box: (slug) => {
    const { left, top, right, bottom } = network.getBoundingBox(nodeBySlug.get(slug).id);
    const rim = nodeBySlug.get(slug).kind === "actor" ? 0 : RIM;
    const [low, high] = [network.canvasToDOM({ x: left + rim, y: top + rim }), network.canvasToDOM({ x: right - rim, y: bottom - rim })];
    return { left: low.x, top: low.y, right: high.x, bottom: high.y };
  },
  // The lines on which a name is written: on a card, or beside a shape.
  lines: (slug) => [filled(cut(nodeBySlug.get(slug).label, 60), 18), wrapped(cut(nodeBySlug.get(slug).label, 48), 24)].flat(),
  nodes: () => shownNames.map(({ node }) => node.slug ?? node.id).sort(),
  edges: () => drawn.lines.map(({ from, to, look }) => ({ from: anyNode(from).slug ?? from, to: anyNode(to).slug ?? to, label: look.label })),
  faded: () => shownNames.filter(({ faded }) => faded).map(({ node }) => node.slug ?? node.id).sort(),
  community: (slug) => communities[nodeBySlug.get(slug).id],
  go: (hash) => {
    location.hash = hash;
    readAddress();
  },
  // What is counted of two actors, and of an actor and a target, of what the filters leave.
  pair: (one, other) => {
    const found = met(...[one, other].map((slug) => nodeBySlug.get(slug).id));
    return { congruence: sumLine(found, "agree"), conflict: sumLine(found, "apart"), subtract: sumLine(found, "differ"), said: found.said };
  },
  cell: (actor, target) => cellOf(nodeBySlug.get(actor).id, nodeBySlug.get(target).id),
  statements: () => visible(state).rows.map((i) => ids[i]),
});
