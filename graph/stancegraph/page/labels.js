// Names on the canvas: as large on the screen at any zoom, none over another, the most connected first.

const LEAST_TEXT = 6.8; // pixels; below it a card becomes a point with its name beside it
const NAME_TEXT = 12.5;
const widths = new Map();

function textWidth(context, text, bold) {
  const key = `${bold ? "b" : ""}${text}`;
  if (!widths.has(key)) widths.set(key, context.measureText(text).width / NAME_TEXT);
  return widths.get(key);
}

// Draws into vis-network's own context, whose unit is the canvas's; `scale` is pixels a unit, `view` what the screen shows of it.
function drawNames(context, scale, view, shown) {
  const unit = 1 / Math.min(scale, 1.5);
  const taken = new Grid(160 * unit, view);
  const names = new Grid(160 * unit, view);
  const [clear, faded] = [shown.filter((node) => !node.faded), shown.filter((node) => node.faded)];
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.lineJoin = "round";
  // What is faded stands in nobody's way.
  for (const some of [clear, faded]) {
    for (const node of some) taken.add(node.box);
    for (const node of some) if (!node.written) drawName(context, node, unit, taken, names);
  }
}

function drawName(context, node, unit, taken, names) {
  const weight = node.bold ? "600 " : "";
  context.font = `${weight}${NAME_TEXT}px ${FONT}`;
  const line = NAME_TEXT * unit * 1.18;
  const sizes = forms(node).map((lines) => ({ lines, width: Math.max(...lines.map((text) => textWidth(context, text, node.bold))) * NAME_TEXT * unit + 4 * unit, height: line * lines.length }));
  const found = nameSpot(node, sizes, taken, names);
  if (!found) return;
  const { box, lines } = found;
  taken.add(box);
  names.add(box);
  context.font = `${weight}${NAME_TEXT * unit}px ${FONT}`;
  context.globalAlpha = node.faded ? 0.28 : 1;
  lines.forEach((text, at) => haloed(context, text, (box.left + box.right) / 2, box.top + line * (at + 0.5), unit));
  context.globalAlpha = 1;
}

// A name on as many lines as it likes; beside a shape, where rows are narrow, on one line, and if need be shortened.
function forms({ label, most, side }) {
  const whole = cut(label, most);
  const lines = wrapped(whole, 24);
  return lines.length > 1 && (side === "left" || side === "right") ? [lines, [whole], [cutAtWord(label, 24)]] : [lines];
}

// On the wished side in the first form that is free there, else elsewhere around the shape, else over what is no name.
function nameSpot(node, sizes, taken, names) {
  const around = (size) => spots(node, size.width, size.height).filter((box) => taken.inside(box)).map((box) => ({ box, lines: size.lines }));
  const beside = sizes.map((size) => ({ box: spots(node, size.width, size.height)[0], lines: size.lines })).find(({ box }) => taken.inside(box) && taken.free(box, node.box));
  const elsewhere = around(sizes[0]);
  return beside ?? elsewhere.find(({ box }) => taken.free(box, node.box)) ?? (node.strong ? elsewhere.find(({ box }) => names.free(box)) : null);
}

// A long name on two lines, broken at the space nearest to its middle.
function wrapped(text, most) {
  if (text.length <= most) return [text];
  const middle = text.length / 2;
  const breaks = [...text.matchAll(/ /g)].map(({ index }) => index).sort((a, b) => Math.abs(a - middle) - Math.abs(b - middle));
  return breaks.length ? [text.slice(0, breaks[0]), text.slice(breaks[0] + 1)] : [text];
}

function haloed(context, text, x, y, unit) {
  context.strokeStyle = colours.paper;
  context.lineWidth = 4 * unit;
  context.strokeText(text, x, y);
  context.fillStyle = colours.ink;
  context.fillText(text, x, y);
}

// Where a name may stand, best first: on the side that is given, then around the shape, then aslant.
function spots({ x, y, radius, side }, width, height) {
  const at = (cx, cy) => ({ left: cx - width / 2, right: cx + width / 2, top: cy - height / 2, bottom: cy + height / 2 });
  const far = radius + height / 2 + radius * 0.12;
  const aside = radius + width / 2 + radius * 0.35;
  const slant = [radius * 0.6 + width / 2, radius * 0.6 + height / 2];
  const straight = { below: at(x, y + far), above: at(x, y - far), right: at(x + aside, y), left: at(x - aside, y) };
  const order = [side, ...Object.keys(straight).filter((each) => each !== side)];
  return [...order.map((each) => straight[each]), ...[[1, 1], [-1, 1], [1, -1], [-1, -1]].map(([dx, dy]) => at(x + dx * slant[0], y + dy * slant[1]))];
}

// Boxes by the cells of a grid that they touch.
class Grid {
  constructor(cell, view) {
    this.cell = cell;
    this.view = view;
    this.boxes = new Map();
  }

  *cells({ left, right, top, bottom }) {
    for (let column = Math.floor(left / this.cell); column <= Math.floor(right / this.cell); column += 1) {
      for (let row = Math.floor(top / this.cell); row <= Math.floor(bottom / this.cell); row += 1) yield `${column} ${row}`;
    }
  }

  add(box) {
    for (const cell of this.cells(box)) {
      if (this.boxes.has(cell)) this.boxes.get(cell).push(box);
      else this.boxes.set(cell, [box]);
    }
  }

  // Whether a box lies in the view, or its node is out of it anyway.
  inside({ left, right }) {
    const margin = this.cell * 0.03;
    return (left >= this.view.left + margin || right < this.view.left) && (right <= this.view.right - margin || left > this.view.right);
  }

  free(box, own) {
    const meets = (other) =>
      other !== own && other.left < box.right && other.right > box.left && other.top < box.bottom && other.bottom > box.top;
    for (const cell of this.cells(box)) if (this.boxes.get(cell)?.some(meets)) return false;
    return true;
  }
}
