// The lines of a picture in arcs: each leaves its actor sideways and ends at a place of its own on the edge of the card, so that lines
// that meet a card can be counted. vis-network knows them only for its physics.

const PORT = 11; // units between two lines that end at one card
const NEAR = 7; // pixels within which the pointer is on a line
const RIM = 6; // units
const STEPS = 18; // points by which a line is found under the pointer
let routed = []; // what the last drawing drew, in canvas units
let pointedLine = null;

// Draws the shown lines under the nodes, the lit ones last.
function paintLines(context) {
  if (isThicket(state)) {
    routed = [];
    paintThicket(context);
    return;
  }
  routed = routes(drawn.lines);
  for (const line of routed) paintLine(context, line);
  const cards = shownNames.filter(({ node }) => node.kind !== "actor" && !compact).map(({ node }) => network.getBoundingBox(node.id)).filter(Boolean);
  for (const line of routed) if (line.look.label.trim()) paintCount(context, line, cards);
}

// -- where they run ----------------------------------------------------------------------------------------------------------------

function routes(lines) {
  const at = network.getPositions([...new Set(lines.flatMap(({ from, to }) => [from, to]))]);
  const placed = lines.filter(({ from, to }) => at[from] && at[to]);
  const upright = isTurned();
  const rooms = new Map([...new Set(placed.flatMap(({ from, to }) => [from, to]))].map((id) => [id, roomOf(id, at[id], upright)]));
  const ports = portsOf(placed, rooms);
  return placed.map((line) => ({ ...line, ...curve(line, rooms.get(line.from), rooms.get(line.to), ports.get(line.id)), upright }));
}

// A node's middle and half its width and height; on a turned screen everything is reckoned as if it lay on its side.
function roomOf(id, { x, y }, upright) {
  const box = network.getBoundingBox(id);
  const radius = lastSize(id);
  const card = anyNode(id).kind !== "actor" && !compact;
  // vis-network reckons a rim around a card.
  const [wide, high] = card ? [(box.right - box.left) / 2 - RIM, (box.bottom - box.top) / 2 - RIM] : [radius, radius];
  return upright ? { x: y, y: x, wide: high, high: wide, card } : { x, y, wide, high, card };
}

const lastSize = (id) => drawn.sizes.get(id) ?? 10;

// By line: where on its target's side it ends, as a distance from the middle; those from above end above.
function portsOf(lines, rooms) {
  const found = new Map();
  const sides = grouped(lines, ({ from, to }) => `${to} ${rooms.get(from).x < rooms.get(to).x}`);
  for (const side of sides.values()) {
    const room = rooms.get(side[0].to);
    side.sort((a, b) => rooms.get(a.from).y - rooms.get(b.from).y || (a.id < b.id ? -1 : 1));
    const step = Math.min(PORT, (2 * room.high - 8) / Math.max(side.length - 1, 1));
    side.forEach((line, place) => found.set(line.id, (place - (side.length - 1) / 2) * Math.max(step, 1.5)));
  }
  return found;
}

// Start, two pulls, end, and the direction in which the line arrives.
function curve({ from, to }, a, b, port) {
  if (from === to) return loop(a);
  const beside = Math.abs(a.x - b.x) < a.wide + b.wide + 20;
  if (beside && !b.card) return bulge(from, to, a, b);
  const way = a.x < b.x ? 1 : -1;
  const start = { x: a.x + way * a.wide * 0.9, y: a.y };
  const end = { x: b.x - way * (b.wide + 1), y: b.y + port };
  const pull = Math.max(30, Math.abs(end.x - start.x) * 0.45);
  return { points: [start, { x: start.x + way * pull, y: start.y }, { x: end.x - way * pull, y: end.y }, end], heading: way > 0 ? 0 : Math.PI };
}

// Of somebody who speaks of itself: out above and back.
function loop({ x, y, high }) {
  const [top, wide] = [y - high, high + 14];
  return { points: [{ x: x - 5, y: top }, { x: x - wide, y: top - 1.8 * wide }, { x: x + wide, y: top - 1.8 * wide }, { x: x + 5, y: top - 1 }], heading: Math.PI / 2 };
}

// Between two that stand above one another: out to the middle of the picture and back.
function bulge(from, to, a, b) {
  const way = (a.x < 0 ? 1 : -1) * (from < to ? 1 : 1.35);
  const far = 24 + Math.abs(a.y - b.y) * 0.28;
  const side = Math.sign(way);
  const [start, end] = [{ x: a.x + side * a.wide, y: a.y }, { x: b.x + side * (b.wide + 1), y: b.y }];
  return { points: [start, { x: start.x + way * far, y: a.y }, { x: end.x + way * far, y: b.y }, end], heading: side > 0 ? Math.PI : 0 };
}

// -- how they are drawn ------------------------------------------------------------------------------------------------------------

const flipped = ({ x, y }, upright) => (upright ? { x: y, y: x } : { x, y });

function paintLine(context, { id, look, points, heading, upright, end }) {
  const [start, first, second, last] = points.map((point) => flipped(point, upright));
  const width = look.width * (id === pointedLine ? 1.6 : 1);
  const reach = end === "arrow" || end === "vee" ? 5 + 1.6 * width : 0;
  const back = { x: last.x - Math.cos(angleOf(heading, upright)) * reach * 0.8, y: last.y - Math.sin(angleOf(heading, upright)) * reach * 0.8 };
  context.globalAlpha = id === pointedLine ? 1 : look.color.opacity;
  context.strokeStyle = look.color.color;
  context.fillStyle = look.color.color;
  context.lineWidth = width;
  context.setLineDash(look.dashes || []);
  context.beginPath();
  context.moveTo(start.x, start.y);
  context.bezierCurveTo(first.x, first.y, second.x, second.y, back.x, back.y);
  context.stroke();
  context.setLineDash([]);
  paintEnd(context, end, last, angleOf(heading, upright), reach, width);
  context.globalAlpha = 1;
}

const angleOf = (heading, upright) => (upright ? Math.PI / 2 - heading : heading);

function paintEnd(context, end, { x, y }, angle, reach, width) {
  context.beginPath();
  const spot = (along, across) => [x + Math.cos(angle) * along - Math.sin(angle) * across, y + Math.sin(angle) * along + Math.cos(angle) * across];
  if (end === "bar") {
    context.moveTo(...spot(0, -4 - width));
    context.lineTo(...spot(0, 4 + width));
    context.lineWidth = 1.2 + width * 0.7;
    context.stroke();
  } else if (end === "circle") {
    context.arc(...spot(-3, 0), 2.5 + width * 0.4, 0, 2 * Math.PI);
    context.fill();
  } else {
    for (const [along, across] of [[0, 0], [-reach, -reach * 0.42], [end === "vee" ? -reach * 0.55 : -reach, 0], [-reach, reach * 0.42]]) context.lineTo(...spot(along, across));
    context.closePath();
    context.fill();
  }
}

// In the middle of the line, or where else no card covers it.
function paintCount(context, { look, points, upright }, cards) {
  const spots = [0.5, 0.4, 0.6, 0.3, 0.7].map((t) => flipped(onCurve(points, t), upright));
  const hidden = ({ x, y }) => cards.some(({ left, right, top, bottom }) => x > left - 8 && x < right + 8 && y > top - 6 && y < bottom + 6);
  const { x, y } = spots.find((spot) => !hidden(spot)) ?? spots[0];
  context.font = `${look.font.size}px ${FONT}`;
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.strokeStyle = colours.paper;
  context.lineWidth = look.font.strokeWidth;
  context.strokeText(look.label, x, y);
  context.fillStyle = look.font.color;
  context.fillText(look.label, x, y);
}

function onCurve(points, t) {
  const weights = [(1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t ** 2 * (1 - t), t ** 3];
  const sum = (axis) => points.reduce((total, point, at) => total + weights[at] * point[axis], 0);
  return { x: sum("x"), y: sum("y") };
}

// -- under the pointer -------------------------------------------------------------------------------------------------------------

// The line at a point of the canvas, the topmost of those that are near enough.
function lineAt(point) {
  const reach = NEAR / network.getScale();
  const near = routed.map((line) => [distanceTo(line, point), line]).filter(([far]) => far <= reach);
  return near.reduce((best, each) => (best === null || each[0] <= best[0] ? each : best), null)?.[1].id;
}

function distanceTo({ points, upright }, point) {
  const { x, y } = flipped(point, upright);
  const found = Array.from({ length: STEPS + 1 }, (_, at) => onCurve(points, at / STEPS));
  return found.slice(1).reduce((least, spot, at) => Math.min(least, fromPiece(found[at], spot, x, y)), Infinity);
}

function fromPiece(a, b, x, y) {
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const along = Math.max(0, Math.min(1, ((x - a.x) * dx + (y - a.y) * dy) / (dx * dx + dy * dy || 1)));
  return Math.hypot(x - a.x - along * dx, y - a.y - along * dy);
}

// Follows the pointer over lines; nodes come first, and vis-network tells of those.
function watchLines() {
  stage.addEventListener("mousemove", ({ offsetX, offsetY, buttons }) => {
    if (buttons || isThicket(state)) return;
    const dom = { x: offsetX, y: offsetY };
    const line = network.getNodeAt(dom) === undefined ? lineAt(network.DOMtoCanvas(dom)) ?? null : null;
    if (line !== null) hintAt(anySentence(line), dom);
    else if (pointedLine !== null && network.getNodeAt(dom) === undefined) byId("hint").hidden = true;
    point(line);
  });
  stage.addEventListener("mouseleave", () => point(null));
}

function point(line) {
  if (line === pointedLine) return;
  pointedLine = line;
  stage.classList.toggle("on-line", line !== null);
  network.redraw();
}
