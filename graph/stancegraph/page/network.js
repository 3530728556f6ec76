// The picture: vis-network fed from the state, changed only where something changed.

const visNodes = new vis.DataSet();
const visEdges = new vis.DataSet();
const drawn = { nodes: new Map(), edges: new Map() };
const MANY_EDGES = 300;
const ALWAYS_NAMED = 8; // the most connected keep their names even where those lie over something else
let network = null;
let focus = null; // the node that the keyboard stands on
let hovered = null;
let shownNames = [];

function startNetwork() {
  fillNetwork();
  const quick = edges.length > MANY_EDGES;
  const interaction = { ...visOptions.interaction, hideEdgesOnDrag: quick, hideEdgesOnZoom: quick };
  network = new vis.Network(byId("network"), { nodes: visNodes, edges: visEdges }, { ...visOptions, interaction });
  network.on("click", clicked);
  network.on("doubleClick", ({ nodes: [id] }) => id !== undefined && zoomTo(id));
  network.on("afterDrawing", paintNames);
  for (const name of ["hoverNode", "hoverEdge"]) network.on(name, hint);
  for (const name of ["blurNode", "blurEdge", "dragStart", "zoom"]) network.on(name, noHint);
}

// The first picture; what stays as it is (places, bows) is only said here.
function fillNetwork() {
  const [points, bowed, now] = [placedAll(), bows(), pictured(state, visible(state))];
  visNodes.add(changed(drawn.nodes, now.nodes).map((node) => ({ ...node, ...points[node.id] })));
  visEdges.add(changed(drawn.edges, now.edges).map((edge) => ({ ...edge, from: edges[edge.id].from, to: edges[edge.id].to, smooth: bowed.get(edge.id) })));
}

// On a screen higher than wide the picture is turned; then it is stretched, never squeezed, towards the shape of the screen.
function placedAll() {
  const { clientWidth, clientHeight } = byId("network");
  const turned = clientHeight > clientWidth * 1.15;
  const points = nodes.map(({ x, y }) => (turned ? { x: y, y: x } : { x, y }));
  const [width, height] = [spread(points, "x"), spread(points, "y")];
  const ratio = (clientWidth / clientHeight) * (height / width);
  const [wider, higher] = [Math.min(1.3, Math.max(1, ratio)), Math.min(1.3, Math.max(1, 1 / ratio))];
  return points.map(({ x, y }) => ({ x: x * wider, y: y * higher }));
}

const range = (points, axis) => points.reduce(([low, high], point) => [Math.min(low, point[axis]), Math.max(high, point[axis])], [Infinity, -Infinity]);

function spread(points, axis) {
  const [low, high] = range(points, axis);
  return Math.max(high - low, 100);
}

// The closest view that shows every visible node with some room for names.
function fit(animation = false) {
  const points = Object.values(network.getPositions(shownNames.map(({ node }) => node.id)));
  if (!points.length) return;
  const { clientWidth, clientHeight } = byId("network");
  const [xs, ys] = [range(points, "x"), range(points, "y")];
  const room = [clientWidth - (clientWidth < 500 ? 70 : 150), clientHeight - 110];
  const scale = Math.min(1.15, Math.max(0.05, Math.min(room[0] / spread(points, "x"), room[1] / spread(points, "y"))));
  network.moveTo({ position: { x: (xs[0] + xs[1]) / 2, y: (ys[0] + ys[1]) / 2 + 12 / scale }, scale, animation });
}

// After the table gave the picture its room back.
function refit() {
  network.setSize("100%", "100%");
  network.redraw();
  fit();
}

const gently = () => (calm.matches ? false : { duration: 300, easingFunction: "easeInOutQuad" });

function zoomTo(id) {
  network.focus(id, { scale: Math.max(network.getScale(), 0.9), animation: gently() });
}

function zoomBy(factor) {
  network.moveTo({ scale: Math.min(4, Math.max(0.05, network.getScale() * factor)), animation: gently() });
}

function clicked({ nodes: [id], edges: [edge], event }) {
  const wide = event.srcEvent?.shiftKey || event.srcEvent?.ctrlKey || event.srcEvent?.metaKey;
  network.unselectAll();
  if (id !== undefined) pickOneOrPair(id, wide);
  else if (edge !== undefined) pickEdge(edge);
  else pickNothing();
}

function pickOneOrPair(id, wide) {
  const [first] = state.picked;
  if (wide && state.picked.length && first !== id) pickPair(first, id);
  else pickNode(id);
}

// -- following the state -----------------------------------------------------------------------------------------------------------

function drawNetwork(state, seen) {
  const { nodes: nodesNow, edges: edgesNow, live, near } = pictured(state, seen);
  visEdges.update(changed(drawn.edges, edgesNow));
  visNodes.update(changed(drawn.nodes, nodesNow));
  byId("nothing").hidden = live.size > 0;
  byId("nothing").textContent = edges.length ? "No statement is left by these filters." : "There are no positions to show yet.";
  orderNames(live, near, state);
}

// How every node and edge looks now, the nodes that have an edge left, and what the selection lights up.
function pictured(state, seen) {
  const near = neighbourhood(state);
  const live = new Set();
  for (const edge of edges) if (seen.perEdge.has(edge.id)) live.add(edge.from).add(edge.to);
  return {
    near, live,
    edges: edges.map((edge) => edgeNow(edge, seen.perEdge.get(edge.id) ?? 0, near)),
    nodes: nodes.map((node) => nodeNow(node, live.has(node.id), near, state)),
  };
}

function edgeNow(edge, n, near) {
  const faded = near !== null && !near.edges.has(edge.id);
  return { id: edge.id, hidden: n === 0, ...edgeLook(edge, Math.max(n, 1), { faded, strong: near?.strong === edge.id }) };
}

function nodeNow(node, live, near, { picked }) {
  const faded = near !== null && !near.nodes.has(node.id);
  return { id: node.id, hidden: !live, ...nodeLook(node, { faded, picked: picked.includes(node.id) }) };
}

// Only what differs from the last time: an update costs vis-network a redraw of the item's label and shape.
function changed(before, items) {
  return items.filter((item) => {
    const text = JSON.stringify([item, colours.paper]);
    if (before.get(item.id) === text) return false;
    before.set(item.id, text);
    return true;
  });
}

// Nodes and edges that the selection lights up; null when nothing is picked.
function neighbourhood({ picked, edge, finding }) {
  if (edge !== null) return { edges: new Set([edge]), nodes: new Set([edges[edge].from, edges[edge].to]), strong: edge };
  if (finding) return around(new Set(statementsBelow(finding).map((i) => edges[edgeNumbers[i]])));
  if (picked.length === 2) return around(sharedEdges(...picked), picked);
  if (picked.length === 1) return around(new Set(edgesOfNode.get(picked[0])), picked);
  return null;
}

function around(lit, also = []) {
  const found = { edges: new Set(), nodes: new Set(also) };
  for (const edge of lit) {
    found.edges.add(edge.id);
    found.nodes.add(edge.from).add(edge.to);
  }
  return found;
}

// -- names -------------------------------------------------------------------------------------------------------------------------

function orderNames(live, near, { picked }) {
  const rank = (node) => (picked.includes(node.id) ? 2 : near?.nodes.has(node.id) ? 1 : 0);
  shownNames = nodes.filter((node) => live.has(node.id));
  shownNames.sort((a, b) => rank(b) - rank(a) || b.n - a.n || (a.id < b.id ? -1 : 1));
  shownNames = shownNames.map((node, at) => ({ node, faded: near !== null && !near.nodes.has(node.id), picked: picked.includes(node.id), first: at < ALWAYS_NAMED }));
}

function paintNames(context) {
  const scale = network.getScale();
  shrinkCards(CARD_TEXT * scale < LEAST_TEXT);
  const at = network.getPositions(shownNames.map(({ node }) => node.id));
  drawNames(context, scale, viewed(), shownNames.map((name) => nameAt(name, at[name.node.id])));
  if (focus !== null && document.activeElement === byId("network")) paintFocus(context, scale);
}

// Cards turn into points, or back, when the zoom crosses the size at which their text can be read.
function shrinkCards(far) {
  if (far === compact) return;
  compact = far;
  requestAnimationFrame(() => drawNetwork(state, visible(state)));
}

function viewed() {
  const { clientWidth: x, clientHeight: y } = byId("network");
  const [low, high] = [network.DOMtoCanvas({ x: 0, y: 0 }), network.DOMtoCanvas({ x, y })];
  return { left: low.x, top: low.y, right: high.x, bottom: high.y };
}

function nameAt({ node, faded, picked, first }, { x, y }) {
  const written = node.kind !== "actor" && !compact;
  const radius = nodeSize(node);
  const box = written ? network.getBoundingBox(node.id) : { left: x - radius, right: x + radius, top: y - radius, bottom: y + radius };
  const bold = picked || node.id === hovered;
  return { label: node.label, x, y, radius, box, written, faded, bold, strong: bold || (first && !faded) };
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

function hint({ node, edge, pointer }) {
  hovered = node ?? null;
  const text = node === undefined ? edgeSentence(edges[edge]) : nodeSentence(nodeById.get(node));
  const box = byId("hint");
  box.textContent = text;
  box.hidden = false;
  box.style.left = `${Math.min(pointer.DOM.x + 14, byId("network").clientWidth - box.offsetWidth - 8)}px`;
  box.style.top = `${Math.min(pointer.DOM.y + 14, byId("network").clientHeight - box.offsetHeight - 8)}px`;
}

function noHint() {
  hovered = null;
  byId("hint").hidden = true;
}

const relationWord = (edge) => edge.label || STANCES[lookOf(edge)];

function edgeSentence(edge) {
  const names = [nodeById.get(edge.from).label, nodeById.get(edge.to).label].map((label) => cut(label, 80));
  const count = edge.n > 1 ? ` ×${edge.n}` : "";
  return `${names[0]} ${relationWord(edge)} ${names[1]}${edge.asserted ? "" : " (held back)"}${count}`;
}

function nodeSentence(node) {
  return `${cut(node.label, 80)}, ${typeWord(node)}, ${plural(node.n, "statement")}`;
}

const typeWord = (node) => (node.kind === "actor" ? word("actor", node.type ?? "unknown") : word("target", targetType(node))).toLowerCase();

// -- saving ------------------------------------------------------------------------------------------------------------------------

function savePicture() {
  const canvas = byId("network").querySelector("canvas");
  const copy = element("canvas", { width: canvas.width, height: canvas.height });
  const context = copy.getContext("2d");
  context.fillStyle = colours.paper;
  context.fillRect(0, 0, copy.width, copy.height);
  context.drawImage(canvas, 0, 0);
  copy.toBlob((blob) => {
    const link = element("a", { href: URL.createObjectURL(blob), download: "positions.png" });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
    announce("The picture is saved.");
  });
}
