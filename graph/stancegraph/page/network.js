// The picture: vis-network fed from the state, changed only where something changed.

const visNodes = new vis.DataSet();
const visEdges = new vis.DataSet();
const drawn = { nodes: new Map(), edges: new Map(), shown: new Set(), lines: [], thicket: [], sizes: new Map() };
const MOST_GLANCED = 1500; // edges
const FEW = 240; // nodes; above it actors do not stand in arcs
const alwaysNamed = () => (phone.matches ? 3 : 8); // the most connected keep their names even where those lie over something else
let network = null;
let pulling = false; // whether the nodes pull and push each other
let focus = null; // the node that the keyboard stands on
let hovered = null;
let shownNames = [];
const MOST_LIT = 48; // lines of one node
const inFront = [...edges].sort((a, b) => depthOf(a) - depthOf(b) || a.id - b.id);

function depthOf(edge) {
  return Number(edge.stance !== "act") + 2 * Number(Boolean(edge.asserted));
}


function startNetwork() {
  drawNetwork(state, visible(state));
  network = new vis.Network(stage, { nodes: visNodes, edges: visEdges }, visOptions);
  network.on("click", clicked);
  network.on("doubleClick", ({ pointer }) => zoomTo(network.getNodeAt(pointer.DOM)));
  network.on("beforeDrawing", paintLines);
  network.on("afterDrawing", paintNames);
  // One stop of the Tab key, not two: the canvas inside is not the one that knows the keys.
  stage.querySelector(".vis-network").removeAttribute("tabindex");
  watchLines();
  watchThicket();
  for (const name of ["dragStart", "zoom", "stabilized"]) network.on(name, letGo);
  network.on("hoverNode", hint);
  for (const name of ["blurNode", "dragStart", "zoom"]) network.on(name, noHint);
}

const NAME_MARGIN = 150; // pixels left and right for names that stand outside of the arcs

// The closest view that shows every visible node with room for the names.
function fit(animation = false) {
  const settled = shownNames.filter(({ node }) => overviewShown(state) || inOpening(node, state));
  const points = Object.values(network.getPositions((settled.length ? settled : shownNames).map(({ node }) => node.id)));
  if (points.length) network.moveTo({ ...fitted(points), animation });
}

// Its middle, in canvas units, and its scale, in pixels a unit.
function fitted(points) {
  const { clientWidth, clientHeight } = stage;
  const [xs, ys] = [range(points, "x"), range(points, "y")];
  const [aside, above, below] = margins();
  const room = [Math.max(clientWidth - 2 * aside, 120), clientHeight - above - below];
  const scale = Math.min(1.25, Math.max(0.05, Math.min(room[0] / spread(points, "x"), room[1] / spread(points, "y"))));
  return { position: { x: (xs[0] + xs[1]) / 2, y: (ys[0] + ys[1]) / 2 + (below - above) / 2 / scale }, scale };
}

// Pixels beside, above and below the nodes.
function margins() {
  if (phone.matches) return [36, 40, 112];
  return [(stage.clientWidth < 800 ? NAME_MARGIN - 14 : NAME_MARGIN) + (overviewShown(state) ? 40 : 0), 40, 72];
}

// After another view gave the picture its room back, or the window changed its shape.
function refit() {
  network.setSize("100%", "100%");
  network.redraw();
  fit();
}

const gently = () => (calm.matches ? false : { duration: 300, easingFunction: "easeInOutQuad" });

function zoomTo(id) {
  if (id === undefined) return;
  network.focus(id, { scale: Math.max(network.getScale(), 0.9), animation: gently() });
}

function zoomBy(factor) {
  network.moveTo({ scale: Math.min(4, Math.max(0.05, network.getScale() * factor)), animation: gently() });
}

function clicked({ nodes: [id], event, pointer }) {
  const edge = id === undefined ? (isThicket(state) ? thicketLineAt : lineAt)(pointer.canvas) : undefined;
  const wide = event.srcEvent?.shiftKey || event.srcEvent?.ctrlKey || event.srcEvent?.metaKey;
  network.unselectAll();
  noHint();
  if (id !== undefined) focus = id;
  if (typeof (id ?? edge) === "string") return enter(id ?? edge);
  if (id !== undefined) pickOneOrPair(id, wide);
  else if (edge !== undefined) pickEdge(edge);
  else pickNothing();
}

// A pair is two actors; of an actor and what it speaks of, the line between them.
function pickOneOrPair(id, wide) {
  const [first] = state.picked;
  if (!wide || first === undefined || first === id) pickNode(id);
  else if ([first, id].every(isActor)) pickPair(first, id);
  else pickBetween(first, id);
}

const isActor = (id) => nodeById.get(id).kind === "actor";

function pickBetween(one, other) {
  const { perEdge } = visible(state);
  const between = edgesOfNode.get(one).filter(({ id, from, to }) => (from === other || to === other) && perEdge.has(id));
  if (between.length) pickEdge(between.sort((a, b) => depthOf(b) - depthOf(a) || perEdge.get(b.id) - perEdge.get(a.id))[0].id);
  else pickNode(other);
}

// -- following the state -----------------------------------------------------------------------------------------------------------

function drawNetwork(state, seen) {
  const { nodes: nodesNow, edges: edgesNow, live, near } = overviewShown(state) ? crowded(seen) : pictured(state, seen);
  drawn.lines = edgesNow.filter(({ hidden }) => !hidden).map(lineOf).sort((a, b) => a.look.depth - b.look.depth);
  drawn.sizes = new Map(nodesNow.map(({ id, size }) => [id, size ?? 10]));
  drawPulls(edgesNow);
  visNodes.remove(gone(drawn.nodes, nodesNow));
  pour(nodesNow.filter((item) => drawn.nodes.get(item.id) !== lookText(item)));
  network?.redraw();
  orderNames(live, near, state);
  if (focus !== null && !live.has(focus)) focus = null;
  drawDetail(state, seen);
  drawNothing(state, seen);
}

// Lines are ours; vis-network gets edges, unseen, only for what pulls at the nodes while they move.
function drawPulls(edgesNow) {
  const pulls = pulling ? edgesNow.filter(({ hidden }) => !hidden).map(({ id, from, to }) => ({ id, from, to, hidden: true })) : [];
  visEdges.remove(gone(drawn.edges, pulls));
  visEdges.update(changed(drawn.edges, pulls));
}

// How every node and edge looks now, the nodes that have an edge left, and what the selection, or else the pointer, lights up. What is
// drawn later lies on top: asserted positions in front.
function pictured(state, seen) {
  const chosen = neighbourhood(state, seen);
  const near = chosen ?? glanced();
  const points = placedAll(state);
  const out = unfolded(state, chosen, points);
  const shown = (edge) => seen.perEdge.has(edge.id) && (inOpening(edge, state) || (chosen?.edges.has(edge.id) ?? false));
  const known = candidates(state, chosen);
  const covered = coveredBy(out, points, chosen);
  const uncovered = ({ from, to }) => !covered.has(from) && !covered.has(to);
  drawn.shown = new Set(known.edges.filter((edge) => shown(edge) && uncovered(edge)).map(({ id }) => id));
  const live = new Set(chosen ? state.picked : []);
  for (const id of drawn.shown) live.add(edges[id].from).add(edges[id].to);
  drawn.thicket = isThicket(state) ? thicketOf(known.edges, seen, near) : [];
  return {
    near, live,
    edges: isThicket(state) ? [] : known.edges.map((edge) => edgeNow(edge, drawn.shown.has(edge.id) ? seen.perEdge.get(edge.id) : 0, near)),
    nodes: known.nodes.map((node) => ({ ...nodeNow(node, live.has(node.id), near, state), ...(out.get(node.id) ?? points.get(node.id) ?? { x: 0, y: 0 }) })),
  };
}

// The nodes and edges that can be in the picture: all of a small network, of a large one those of the level and of the selection.
function candidates(state, chosen) {
  if (!ROLLED || wholeShown(state)) return { nodes, edges: inFront };
  const level = levelOf(state);
  const lit = chosen ? [...chosen.nodes].filter((id) => !level.has(id)) : [];
  const own = edgesOfLevel(state);
  const further = chosen ? [...chosen.edges].filter((id) => !own.ids.has(id)) : [];
  return { nodes: [...level.keys(), ...lit].map((id) => nodeById.get(id)), edges: [...own.edges, ...further.map((id) => edges[id])] };
}

function edgeNow(edge, n, near) {
  const faded = near !== null && !near.edges.has(edge.id);
  const look = edgeLook(edge, Math.max(n, 1), { faded, lit: near !== null && !faded, strong: near?.strong === edge.id });
  return { id: edge.id, from: edge.from, to: edge.to, hidden: n === 0, ...look };
}

function nodeNow(node, live, near, { picked }) {
  const faded = near !== null && !near.nodes.has(node.id);
  return { id: node.id, hidden: !live, ...nodeLook(node, { faded, picked: picked.includes(node.id) }) };
}

// What the pointer rests on lights up its surroundings, as long as nothing is picked and the picture is small enough to follow at once.
function glanced() {
  if (hovered === null || edges.length > MOST_GLANCED) return null;
  return around((edgesOfNode.get(hovered) ?? []).filter((edge) => drawn.shown.has(edge.id)), [hovered]);
}

// How a node or an edge looks, as a text: an update costs vis-network a redraw of its label and shape.
const lookText = (item) => JSON.stringify([item, colours.paper]);

// Only what differs from the last time.
function changed(before, items) {
  return items.filter((item) => {
    const text = lookText(item);
    if (before.get(item.id) === text) return false;
    before.set(item.id, text);
    return true;
  });
}

// What `paintLines` needs of a line.
function lineOf({ id, from, to, color, width, dashes, label, font, end, depth }) {
  return { id, from, to, end, look: { color, width, dashes, label, font, depth } };
}

// What is not there any more; forgotten, so that it is drawn anew when it comes back.
function gone(before, items) {
  const now = new Set(items.map(({ id }) => id));
  const lost = [...before.keys()].filter((id) => !now.has(id));
  for (const id of lost) before.delete(id);
  return lost;
}

// Nodes and edges that the selection lights up, of what the filters leave; null when nothing is picked.
function neighbourhood({ picked, edge, finding }, { perEdge } = visible(state)) {
  const left = (list) => list.filter(({ id }) => perEdge.has(id));
  if (edge !== null) return { ...around(left([edges[edge]]), [edges[edge].from, edges[edge].to]), strong: edge };
  if (finding) return around(left([...new Set(statementsBelow(finding).map((i) => edges[edgeNumbers[i]]))]));
  if (picked.length === 2) return around(sharedEdges(...picked), picked);
  if (picked.length === 1) return around(strongest(left(edgesOfNode.get(picked[0])), perEdge), picked);
  return null;
}

// Of the lines of one node in a large network no more than can be told apart.
function strongest(list, perEdge) {
  if (!ROLLED || list.length <= MOST_LIT) return list;
  return [...list].sort((a, b) => perEdge.get(b.id) - perEdge.get(a.id) || a.id - b.id).slice(0, MOST_LIT);
}

function around(lit, also = []) {
  const found = { edges: new Set(), nodes: new Set(also), ties: new Map() };
  const tie = (one, other) => found.ties.set(one, [...(found.ties.get(one) ?? []), other]);
  for (const { id, from, to } of lit) {
    found.edges.add(id);
    found.nodes.add(from).add(to);
    tie(from, to);
    tie(to, from);
  }
  return found;
}

// -- names -------------------------------------------------------------------------------------------------------------------------

function orderNames(live, near, { picked }) {
  const rank = (node) => (picked.includes(node.id) ? 2 : near?.nodes.has(node.id) ? 1 : 0);
  shownNames = [...live].map(anyNode).sort((a, b) => rank(b) - rank(a) || b.n - a.n || (a.id < b.id ? -1 : 1));
  shownNames = shownNames.map((node, at) => ({ node, faded: near !== null && !near.nodes.has(node.id), picked: picked.includes(node.id), first: near === null ? at < alwaysNamed() : near.nodes.has(node.id) }));
}

function paintNames(context) {
  const scale = network.getScale();
  shrinkCards(CARD_TEXT * scale < LEAST_TEXT);
  const at = network.getPositions(shownNames.map(({ node }) => node.id));
  // While nodes come and go, vis-network draws before all of them have a place.
  const placed = shownNames.filter(({ node }) => at[node.id]);
  drawNames(context, scale, viewed(), placed.map((name) => nameAt(name, at[name.node.id])));
  if (focus !== null && at[focus] && document.activeElement === stage) paintFocus(context, scale);
}

// Cards turn into points, or back, when the zoom crosses the size at which their text can be read.
function shrinkCards(far) {
  if (far === compact) return;
  compact = far;
  requestAnimationFrame(() => drawNetwork(state, visible(state)));
}

function viewed() {
  const { clientWidth: x, clientHeight: y } = stage;
  const [low, high] = [network.DOMtoCanvas({ x: 0, y: 0 }), network.DOMtoCanvas({ x, y })];
  return { left: low.x, top: low.y, right: high.x, bottom: high.y };
}

function nameAt({ node, faded, picked, first }, { x, y }) {
  const written = node.kind !== "actor" && !compact;
  const radius = nodeSize(node);
  const box = written ? network.getBoundingBox(node.id) : { left: x - radius, right: x + radius, top: y - radius, bottom: y + radius };
  const bold = picked || node.id === hovered;
  return { label: node.label, most: typeof node.id === "string" ? 72 : 48, x, y, radius, box, written, faded, bold, strong: bold || (first && !faded), side: sideOf(node, x, y) };
}

// Where a name stands best: an actor's away from the middle, where no lines are.
function sideOf(node, x, y) {
  if (node.kind !== "actor" || (wholeShown(state) && nodes.length > FEW)) return "below";
  if (isTurned()) return y < 0 ? "above" : "below";
  return x < 0 ? "left" : "right";
}

function paintFocus(context, scale) {
  const box = network.getBoundingBox(focus);
  const gap = 6 / scale;
  context.strokeStyle = colours.accent;
  context.lineWidth = 2.5 / scale;
  context.setLineDash([5 / scale, 3 / scale]);
  context.strokeRect(box.left - gap, box.top - gap, box.right - box.left + 2 * gap, box.bottom - box.top + 2 * gap);
  context.setLineDash([]);
}

// -- hints -------------------------------------------------------------------------------------------------------------------------

const REST = 90; // milliseconds that the pointer rests on a node before the others fade
let resting = null;

function hint({ node, pointer }) {
  rest(node);
  hintAt(nodeSentence(anyNode(node)), pointer.DOM);
}

function hintAt(text, { x, y }) {
  const box = byId("hint");
  box.textContent = text;
  box.hidden = false;
  box.style.left = `${Math.min(x + 14, stage.clientWidth - box.offsetWidth - 8)}px`;
  box.style.top = `${Math.min(y + 14, stage.clientHeight - box.offsetHeight - 8)}px`;
}

function noHint() {
  rest(null);
  byId("hint").hidden = true;
}

function rest(node) {
  clearTimeout(resting);
  resting = setTimeout(() => {
    if (hovered === node) return;
    hovered = node;
    if (!neighbourhood(state)) drawNetwork(state, visible(state));
  }, REST);
}

const relationWord = (edge) => edge.label || STANCES[lookOf(edge)];

function edgeSentence(edge) {
  const names = [nodeById.get(edge.from).label, nodeById.get(edge.to).label].map((label) => cut(label, 80));
  const n = visible(state).perEdge.get(edge.id) ?? 0;
  return `${names[0]} ${relationWord(edge)} ${names[1]}${edge.asserted ? "" : " (held back)"}${n > 1 ? ` ×${n}` : ""}`;
}

const nodeSentence = (node) => (typeof node.id === "string" ? crowdSentence(node) : `${cut(node.label, 80)}, ${typeWord(node)}, ${plural(statementsLeft(node), "statement")}`);

// How many of a node's statements the filters leave.
const statementsLeft = ({ id }) => edgesOfNode.get(id).reduce((sum, edge) => sum + (visible(state).perEdge.get(edge.id) ?? 0), 0);

const typeWord = (node) => (node.kind === "actor" ? word("actor", node.type ?? "unknown") : word("target", targetType(node))).toLowerCase();
