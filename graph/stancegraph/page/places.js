// Where things stand: Python placed them twice, for the picture that opens and for the whole; here they are fitted to the screen, and
// what is unfolded for a selection finds a free spot.

const FOLDS = nodes.some(({ folded }) => folded);
const MOST_WHOLE = 2000; // nodes; more are never drawn at once
const SPOT = 24; // units between two spots that are tried
const FURTHEST = 40; // rings of spots that are tried
const COSTS = { outside: 220, covered: 110, crossed: 45 }; // units that a spot outside of the arcs, or over a faded node or a lit line, is as bad as
const EVERYWHERE = { left: -Infinity, right: Infinity, top: -Infinity, bottom: Infinity };
const AROUND = 60; // units around the nodes that still count as between them
const BUTTONS = 48; // pixels at the foot of the picture
const CLEAR = 10; // units kept free around what is unfolded
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
  const { clientWidth, clientHeight } = stage;
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

const isTurned = () => stage.clientHeight > stage.clientWidth * 1.15;

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
// covering what is lit.
function unfolded(state, near, points) {
  const found = new Map();
  if (near === null || wholeShown(state)) return found;
  if (points.size < 2) return stretched(egoPlaces(near, state), stage.clientWidth, stage.clientHeight);
  const lit = [...near.nodes].map((id) => nodeById.get(id));
  const ground = {
    taken: lit.filter(({ id }) => points.has(id)).map((node) => roomAt(node, points.get(node.id))),
    faded: [...points].filter(([id]) => !near.nodes.has(id)).map(([id, point]) => shapeAt(nodeById.get(id), point)),
    lines: linesBetween(near, points),
    ...boundsOf(points),
  };
  const first = (node) => Number(state.picked.includes(node.id));
  for (const node of lit.filter(({ id }) => !points.has(id)).sort((a, b) => first(b) - first(a) || b.n - a.n || a.id - b.id)) {
    const point = freeSpot(node, wished(node, near, points, found), ground);
    ground.taken.push(roomAt(node, point));
    found.set(node.id, point);
    for (const id of near.ties.get(node.id) ?? []) if (points.has(id) || found.has(id)) ground.lines.push([point, points.get(id) ?? found.get(id)]);
  }
  return found;
}

// Lit lines between nodes that have their place, as if they ran straight.
const linesBetween = (near, points) => [...near.edges].map((id) => edges[id]).filter(({ from, to }) => points.has(from) && points.has(to)).map(({ from, to }) => [points.get(from), points.get(to)]);

// Whether a straight line meets a box: it does not when all corners lie on one side of it, or the box beside its ends.
function crosses([a, b], { left, right, top, bottom }) {
  if (Math.max(a.x, b.x) < left || Math.min(a.x, b.x) > right || Math.max(a.y, b.y) < top || Math.min(a.y, b.y) > bottom) return false;
  const side = (x, y) => Math.sign((b.x - a.x) * (y - a.y) - (b.y - a.y) * (x - a.x));
  return Math.abs(side(left, top) + side(right, top) + side(left, bottom) + side(right, bottom)) < 4;
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

// What the view shows of the canvas, but for its buttons: nothing is unfolded outside of it, so that it can stay where it is. And where
// the nodes themselves stand, between the two arcs.
function boundsOf(points) {
  const { position, scale } = fitted([...points.values()]);
  const [wide, high] = [stage.clientWidth / 2 / scale, stage.clientHeight / 2 / scale];
  const view = { left: position.x - wide, right: position.x + wide, top: position.y - high, bottom: position.y + high - BUTTONS / scale };
  const [xs, ys] = [range([...points.values()], "x"), range([...points.values()], "y")];
  return { view, middle: { left: xs[0] - AROUND, right: xs[1] + AROUND, top: ys[0] - AROUND, bottom: ys[1] + AROUND } };
}

// The spot that costs least: near the wish, between the arcs, over as few faded nodes and lit lines as can be; never over what is lit,
// rather outside of the view.
function freeSpot(node, wish, ground) {
  const found = cheapestSpot(node, wish, ground);
  return found.cost < Infinity ? found : cheapestSpot(node, wish, { ...ground, faded: [], lines: [], view: EVERYWHERE });
}

function cheapestSpot(node, wish, { taken, faded, lines, view, middle }) {
  let best = { ...wish, cost: Infinity };
  for (let ring = 0; ring < FURTHEST && ring * SPOT < best.cost; ring += 1) {
    for (const { x, y, far } of ringAround(wish, ring)) {
      const room = roomAt(node, { x, y });
      if (far * SPOT >= best.cost || !within(room, view) || taken.some((other) => meets(room, other))) continue;
      const covered = faded.reduce((n, shape) => n + Number(meets(room, shape)), 0);
      const crossed = lines.reduce((n, line) => n + Number(crosses(line, room)), 0);
      const cost = far * SPOT + (within(room, middle) ? 0 : COSTS.outside) + covered * COSTS.covered + crossed * COSTS.crossed;
      if (cost < best.cost) best = { x, y, cost };
    }
  }
  return best;
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

const ruler = document.createElement("canvas").getContext("2d");
const cardSizes = new Map();

// Of a card with its border, as the browser's own letters make it.
function cardSize(node) {
  if (!cardSizes.has(node.id)) {
    ruler.font = `${CARD_TEXT}px ${FONT}`;
    const lines = filled(cut(node.label, 60), 18);
    cardSizes.set(node.id, [Math.max(...lines.map((line) => ruler.measureText(line).width)) + 22, 18 * lines.length + 14]);
  }
  return cardSizes.get(node.id);
}

const meets = (a, b) => a.left < b.right && a.right > b.left && a.top < b.bottom && a.bottom > b.top;

const within = (a, b) => a.left >= b.left && a.right <= b.right && a.top >= b.top && a.bottom <= b.bottom;
