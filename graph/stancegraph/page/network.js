// The picture: vis-network fed from the state, changed only where something changed.

const visNodes = new vis.DataSet();
const visEdges = new vis.DataSet();
const drawn = { nodes: new Map(), edges: new Map() };
const MANY_EDGES = 300;
let network = null;
let focus = null; // the node that the keyboard stands on
let hovered = null;
let shownNames = [];

function startNetwork() {
  const bowed = bows();
  visNodes.add(nodes.map((node) => ({ id: node.id, x: placed(node).x, y: placed(node).y, ...nodeLook(node, {}) })));
  visEdges.add(edges.map((edge) => ({ id: edge.id, from: edge.from, to: edge.to, smooth: bowed.get(edge.id), ...edgeLook(edge, edge.n, {}) })));
  const quick = edges.length > MANY_EDGES;
  const interaction = { ...visOptions.interaction, hideEdgesOnDrag: quick, hideEdgesOnZoom: quick };
  network = new vis.Network(byId("network"), { nodes: visNodes, edges: visEdges }, { ...visOptions, interaction });
  network.on("click", clicked);
  network.on("doubleClick", ({ nodes: [id] }) => id !== undefined && zoomTo(id));
  network.on("afterDrawing", paintNames);
  for (const name of ["hoverNode", "hoverEdge"]) network.on(name, hint);
  for (const name of ["blurNode", "blurEdge", "dragStart", "zoom"]) network.on(name, noHint);
  fit();
}

// On a screen higher than wide the picture is turned, so that it fills it.
function placed(node) {
  const { clientWidth, clientHeight } = byId("network");
  return clientHeight > clientWidth * 1.15 ? { x: node.y * 0.9, y: node.x } : { x: node.x, y: node.y };
}

const fit = (animation = false) => network.fit({ animation, minZoomLevel: 0.05, maxZoomLevel: 1.1 });
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
  const near = neighbourhood(state);
  const live = new Set();
  for (const edge of edges) if (seen.perEdge.has(edge.id)) live.add(edge.from).add(edge.to);
  visEdges.update(changed(drawn.edges, edges.map((edge) => edgeNow(edge, seen.perEdge.get(edge.id) ?? 0, near))));
  visNodes.update(changed(drawn.nodes, nodes.map((node) => nodeNow(node, live.has(node.id), near, state))));
  byId("nothing").hidden = live.size > 0;
  byId("nothing").textContent = edges.length ? "No statement is left by these filters." : "There are no positions to show yet.";
  orderNames(live, near, state);
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
  if (finding) return around(new Set(statementsBelow(finding).map((i) => edges[facts.edge[i]])));
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
  shownNames = shownNames.map((node) => ({ node, faded: near !== null && !near.nodes.has(node.id), strong: picked.includes(node.id) }));
}

function paintNames(context) {
  const scale = network.getScale();
  const readable = CARD_TEXT * scale >= LEAST_TEXT;
  const at = network.getPositions(shownNames.map(({ node }) => node.id));
  drawNames(context, scale, shownNames.map((name) => nameAt(name, at[name.node.id], readable)));
  if (focus !== null && document.activeElement === byId("network")) paintFocus(context, scale);
}

function nameAt({ node, faded, strong }, { x, y }, readable) {
  const card = node.kind !== "actor";
  const radius = card ? 0 : nodeSize(node);
  const bounds = card && readable ? network.getBoundingBox(node.id) : null;
  const own = bounds ?? { left: x - radius, right: x + radius, top: y - radius, bottom: y + radius };
  return { label: node.label, x, y, radius, card, faded, strong: strong || node.id === hovered, box: own, written: card && readable };
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
