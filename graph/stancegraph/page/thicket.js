// Everything of a large network at once: nodes come a hundred at a time, lines are straight and drawn together, all of one look in one
// stroke, so that nobody waits.

const SLICE_NODES = 100; // nodes that are handed on without a breath
const STILL = 160; // milliseconds after the last move in which lines are left out
let pouring = null; // the timer of the next nodes
let moved = 0; // when the picture last moved
let settled = null; // the timer that draws the lines again

const isThicket = (state) => wholeShown(state) && nodes.length > FEW;

// Hands nodes to vis-network; after the last of many new ones the view shows them all. Who has zoomed keeps the view when they only look
// otherwise.
function pour(items, many = items.filter(({ id }) => !drawn.nodes.has(id)).length > SLICE_NODES) {
  clearTimeout(pouring);
  const now = items.slice(0, SLICE_NODES);
  for (const item of now) drawn.nodes.set(item.id, lookText(item));
  visNodes.update(now);
  if (items.length > now.length) pouring = setTimeout(() => pour(items.slice(SLICE_NODES), many));
  else if (many && network) fit();
}

// Lines by look, each with its edge; what is lit comes last.
function thicketOf(known, seen, near) {
  const groups = grouped(known.filter(({ id }) => drawn.shown.has(id)), (edge) => {
    const faded = near !== null && !near.edges.has(edge.id);
    return `${near !== null && !faded ? 1 : 0} ${depthOf(edge)} ${lookOf(edge)} ${endOf(edge)} ${faded} ${Math.round(edgeWidth(seen.perEdge.get(edge.id)))}`;
  });
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, list]) => {
    const faded = near !== null && !near.edges.has(list[0].id);
    return { list, end: endOf(list[0]), look: edgeLook(list[0], seen.perEdge.get(list[0].id), { faded, lit: near !== null && !faded, strong: false }) };
  });
}

function paintThicket(context) {
  if (performance.now() - moved < STILL) return;
  const at = network.getPositions();
  for (const { list, end, look } of drawn.thicket) {
    context.globalAlpha = look.color.opacity;
    context.strokeStyle = look.color.color;
    context.lineWidth = look.width;
    context.setLineDash(look.dashes || []);
    context.beginPath();
    for (const { from, to } of list) if (at[from] && at[to]) straight(context, at[from], at[to], lastSize(to), end);
    context.stroke();
  }
  context.setLineDash([]);
  context.globalAlpha = 1;
}

// A line from one middle to the other's rim, and its end: a bar across, or an arrow's two barbs.
function straight(context, a, b, radius, end) {
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const far = Math.hypot(dx, dy) || 1;
  const [ux, uy] = [dx / far, dy / far];
  const [x, y] = [b.x - ux * (radius + 2), b.y - uy * (radius + 2)];
  context.moveTo(a.x, a.y);
  context.lineTo(x, y);
  const reach = end === "bar" ? 0 : 9;
  const wide = end === "bar" ? 6 : 4;
  context.moveTo(x - ux * reach - uy * wide, y - uy * reach + ux * wide);
  if (reach) context.lineTo(x, y);
  context.lineTo(x - ux * reach + uy * wide, y - uy * reach - ux * wide);
}

// The line at a point of the canvas.
function thicketLineAt({ x, y }) {
  const at = network.getPositions();
  const near = drawn.thicket.flatMap(({ list }) => list).filter(({ from, to }) => at[from] && at[to]).map(({ id, from, to }) => [fromPiece(at[from], at[to], x, y), id]);
  const best = near.reduce((least, each) => (each[0] < least[0] ? each : least), [NEAR / network.getScale(), undefined]);
  return best[1];
}

// While the picture moves only its nodes are drawn.
function watchThicket() {
  const stir = () => {
    if (!isThicket(state)) return;
    moved = performance.now();
    clearTimeout(settled);
    settled = setTimeout(() => network.redraw(), STILL + 10);
  };
  for (const name of ["dragging", "zoom"]) network.on(name, stir);
}
