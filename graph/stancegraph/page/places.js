// Where things stand: Python placed them twice, for the picture that opens and for the whole; here they are fitted to the screen, and
// what is unfolded for a selection finds a free spot.

const FOLDS = nodes.some(({ folded }) => folded);
const MOST_WHOLE = 2000; // nodes; more are never drawn at once
const SPOT = 24; // units between two spots that are tried
const SPARING = 12; // rings of spots around the best one in which what is faded is spared
const FURTHEST = 60; // rings that are tried at all
const CLEAR = 10; // units kept free around what is unfolded
const EGO = { left: -560, right: 560, top: -380, bottom: 380 }; // where what is picked stands when nothing else is shown
let base = { key: null, points: new Map() };

const wholeShown = ({ detail }) => !FOLDS || (detail === "all" && nodes.length <= MOST_WHOLE);

// Whether a node, or an edge, belongs to the picture without any selection.
function inOpening(item, state) {
  if (wholeShown(state)) return true;
  if (!ROLLED) return !item.folded;
  const level = levelOf(state);
  return "from" in item ? level.has(item.from) && level.has(item.to) : level.has(item.id);
}

// Points by node number for what is shown without any selection, fitted to the shape of the screen.
function placedAll(state) {
  const { clientWidth, clientHeight } = byId("network");
  const key = `${wholeShown(state)} ${ROLLED ? state.group : ""} ${clientWidth} ${clientHeight}`;
  if (base.key !== key) base = { key, points: stretched(bare(state), clientWidth, clientHeight) };
  return base.points;
}

// Places as Python gave them.
function bare(state) {
  if (ROLLED && !wholeShown(state)) return levelOf(state);
  const whole = wholeShown(state) && FOLDS;
  return new Map(nodes.filter((node) => whole || inOpening(node, state)).map((node) => [node.id, whole ? { x: node.all_x, y: node.all_y } : { x: node.x, y: node.y }]));
}

const isTurned = () => byId("network").clientHeight > byId("network").clientWidth * 1.15;

// On a screen higher than wide the picture is turned; then it is stretched, never squeezed, towards the shape of the screen.
function stretched(places, screenWidth, screenHeight) {
  const turned = screenHeight > screenWidth * 1.15;
  const points = new Map([...places].map(([id, { x, y }]) => [id, turned ? { x: y, y: x } : { x, y }]));
  const [width, height] = [spread([...points.values()], "x"), spread([...points.values()], "y")];
  const aside = turned ? 40 : NAME_MARGIN;
  const ratio = (Math.max(screenWidth - 2 * aside, 200) / (screenHeight - 90)) * (height / width);
  const [wider, higher] = [Math.min(1.6, Math.max(1, ratio)), Math.min(1.6, Math.max(1, 1 / ratio))];
  for (const [id, { x, y }] of points) points.set(id, { x: x * wider, y: y * higher });
  return points;
}

const range = (points, axis) => points.reduce(([low, high], point) => [Math.min(low, point[axis]), Math.max(high, point[axis])], [Infinity, -Infinity]);

function spread(points, axis) {
  const [low, high] = range(points, axis);
  return Math.max(high - low, 100);
}

// -- what is unfolded for a selection ----------------------------------------------------------------------------------------------

// Points of the nodes outside of the picture that a selection lights up: each as near to what it belongs to as it can stand without
// covering what is lit, and what is faded neither, where a spot not much further away spares that too.
function unfolded(state, near, points) {
  const found = new Map();
  if (near === null || wholeShown(state)) return found;
  const lit = [...near.nodes].map((id) => nodeById.get(id));
  const taken = lit.filter(({ id }) => points.has(id)).map((node) => roomAt(node, points.get(node.id)));
  const spared = [...points].filter(([id]) => !near.nodes.has(id)).map(([id, point]) => shapeAt(nodeById.get(id), point));
  const bounds = boundsOf(points);
  const first = (node) => Number(state.picked.includes(node.id));
  for (const node of lit.filter(({ id }) => !points.has(id)).sort((a, b) => first(b) - first(a) || b.n - a.n || a.id - b.id)) {
    const wish = wished(node, near, points, found);
    const point = freeSpot(node, wish, [...taken, ...spared], bounds, SPARING) ?? freeSpot(node, wish, taken, bounds, FURTHEST) ?? wish;
    taken.push(roomAt(node, point));
    found.set(node.id, point);
  }
  return found;
}

// Faded nodes that lie under something unfolded after all: they make room.
function coveredBy(out, points, near) {
  const shapes = [...out].map(([id, point]) => shapeAt(nodeById.get(id), point));
  if (!shapes.length) return new Set();
  return new Set([...points].filter(([id, point]) => !near.nodes.has(id) && shapes.some((shape) => meets(shape, shapeAt(nodeById.get(id), point)))).map(([id]) => id));
}

// A little towards the middle from the middle of the lit nodes that it is tied to.
function wished(node, near, points, found) {
  const tied = near.ties.get(node.id) ?? [];
  const at = tied.map((id) => found.get(id) ?? points.get(id)).filter(Boolean);
  if (!at.length) return { x: 0, y: 0 };
  const mean = (axis) => at.reduce((sum, point) => sum + point[axis], 0) / at.length;
  return { x: mean("x") * 0.5, y: mean("y") * 0.85 };
}

// What the picture covers: nothing is unfolded outside of it, so that the view can stay where it is.
function boundsOf(points) {
  if (points.size < 2) return EGO;
  const [xs, ys] = [range([...points.values()], "x"), range([...points.values()], "y")];
  return { left: xs[0] - 140, right: xs[1] + 140, top: ys[0] - 30, bottom: ys[1] + 30 };
}

function freeSpot(node, wish, taken, bounds, rings) {
  for (let ring = 0; ring < rings; ring += 1) {
    for (const { x, y } of ringAround(wish, ring)) {
      const room = roomAt(node, { x, y });
      if (within(room, bounds) && !taken.some((other) => meets(room, other))) return { x, y };
    }
  }
  return null;
}

// Spots on a square ring, upright ones first: the picture has more room there.
function ringAround({ x, y }, ring) {
  const spots = [];
  for (let i = -ring; i <= ring; i += 1) {
    for (let j = -ring; j <= ring; j += 1) if (Math.max(Math.abs(i), Math.abs(j)) === ring) spots.push({ x: x + i * SPOT, y: y + j * SPOT, far: Math.abs(i) * 1.5 + Math.abs(j) });
  }
  return spots.sort((a, b) => a.far - b.far);
}

// What a node needs with its name and some air around it.
function roomAt(node, point) {
  const [width, height] = node.kind === "actor" ? [150, 56] : cardSize(node);
  return boxAround(point, width / 2 + CLEAR, height / 2 + CLEAR);
}

const boxAround = ({ x, y }, wide, high) => ({ left: x - wide, right: x + wide, top: y - high, bottom: y + high });

// What a node itself covers, without its name.
function shapeAt(node, point) {
  const [width, height] = node.kind === "actor" ? [2 * nodeSize(node), 2 * nodeSize(node)] : cardSize(node);
  return boxAround(point, width / 2, height / 2);
}

function cardSize(node) {
  const lines = filled(cut(node.label, 60), 18);
  return [7.8 * Math.max(...lines.map((line) => line.length)) + 20, 18 * lines.length + 14];
}

const meets = (a, b) => a.left < b.right && a.right > b.left && a.top < b.bottom && a.bottom > b.top;

const within = (a, b) => a.left >= b.left && a.right <= b.right && a.top >= b.top && a.bottom <= b.bottom;
