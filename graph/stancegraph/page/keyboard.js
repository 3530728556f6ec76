// Everything by keyboard: `/` searches, arrows walk over the nodes of the picture, Enter shows, Escape goes back.

const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

function startKeyboard() {
  document.addEventListener("keydown", pageKey);
  stage.addEventListener("keydown", pictureKey);
  stage.addEventListener("focus", () => standOn(focus ?? shownNames[0]?.node.id ?? null));
  stage.addEventListener("blur", () => network.redraw());
}

function pageKey(event) {
  if (byId("about-box").open) return;
  const writing = event.target.matches?.("input[type=search], textarea");
  if (event.key === "/" && !writing && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    byId("search").focus();
    byId("search").select();
  } else if (event.key === "Escape") goBack();
}

// One step back: the drawer, then the selection, then the table.
function goBack() {
  if (narrow.matches && byId("filters").classList.contains("open")) openDrawer(false);
  else if (state.picked.length || state.edge !== null || state.finding) pickNothing();
  else if (state.group !== null) choose({ group: null });
  else if (state.view !== "network") choose({ view: "network" });
}

function pictureKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const way = WAYS[event.key];
  const acts = {
    Enter: () => takeFocus(event), " ": () => takeFocus(event),
    Home: () => standOn(shownNames[0]?.node.id ?? null), "+": () => zoomBy(1.3), "-": () => zoomBy(1 / 1.3), 0: () => fit(gently()),
  };
  if (way) walk(way);
  else if (acts[event.key]) acts[event.key]();
  else return;
  event.preventDefault();
}

function takeFocus({ shiftKey }) {
  if (typeof focus === "string") enter(focus);
  else if (focus !== null) pickOneOrPair(focus, shiftKey);
}

function walk([dx, dy]) {
  const at = network.getPositions();
  if (focus === null || !at[focus]) return standOn(shownNames.find(({ node }) => at[node.id])?.node.id ?? null);
  const here = at[focus];
  const cost = ({ node }) => {
    const [x, y] = [at[node.id].x - here.x, at[node.id].y - here.y];
    const [along, across] = [x * dx + y * dy, Math.abs(x * dy) + Math.abs(y * dx)];
    return along > 0 && across < along * 2 ? along + 2 * across : Infinity;
  };
  const [best] = shownNames.filter(({ node }) => at[node.id]).map((name) => [cost(name), name.node.id]).filter(([far]) => far < Infinity).sort((a, b) => a[0] - b[0]);
  if (best) standOn(best[1]);
}

function standOn(id) {
  focus = id;
  if (id === null) return;
  announce(nodeSentence(anyNode(id)));
  if (network.getPositions([id])[id]) bringIntoView(id);
  network.redraw();
}

function bringIntoView(id) {
  const { x, y } = network.canvasToDOM(network.getPosition(id));
  const { clientWidth, clientHeight } = stage;
  if (x < 30 || y < 30 || x > clientWidth - 30 || y > clientHeight - 30) network.moveTo({ position: network.getPosition(id), animation: gently() });
}
