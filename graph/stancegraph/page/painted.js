// The actors and the matrix as SVG text: what stands on the page, with the look that the stylesheet gives it.

const PAINT = ["display", "visibility", "fill", "stroke", "stroke-width", "stroke-dasharray", "stroke-linejoin", "opacity", "font-size", "font-weight", "paint-order", "text-anchor", "dominant-baseline"];
const GRID = { cell: [38, 26], name: 12.5, count: 10, mark: 15, slant: -55, most: 60, edge: 12 }; // pixels, degrees, characters of a name
const MOST_PIXELS = 16000; // a side of a picture; browsers draw nothing larger

const painters = table({ actors: paintedActors, matrix: paintedMatrix });

function paintLike(copy, style) {
  for (const name of ["class", "tabindex", "role", "style", "data-node", "aria-label", "aria-hidden"]) copy.removeAttribute(name);
  for (const name of PAINT) if (style.getPropertyValue(name)) copy.setAttribute(name, style.getPropertyValue(name));
}

// A copy of something drawn that needs no stylesheet.
function paintedCopy(source) {
  const copy = source.cloneNode(true);
  const [from, to] = [source, copy].map((each) => [each, ...each.querySelectorAll("*")]);
  from.forEach((each, at) => paintLike(to[at], getComputedStyle(each)));
  return copy;
}

const serialized = (made) => new XMLSerializer().serializeToString(made);

function savePaintedPng({ text, width, height }) {
  const image = new Image();
  const part = Math.min(1, MOST_PIXELS / (SHARP * Math.max(width, height)));
  image.addEventListener("load", () => pixels(image, width * part, height * part));
  image.src = `data:image/svg+xml,${encodeURIComponent(text)}`;
}

function paintedActors() {
  const source = byId("congruence").querySelector("svg.ties");
  const [width, height] = source ? [source.clientWidth, source.clientHeight] : [600, 200];
  const inside = source ? [...source.children].map((each) => serialized(paintedCopy(each))).join("\n") : "";
  return { text: svgText(width, height, inside), width, height };
}

// -- the matrix --------------------------------------------------------------------------------------------------------------------

// In rows and columns of its own, for a table on the screen is scrolled and cut.
function paintedMatrix() {
  const [top, ...lines] = matrixGrid;
  const names = lines.map(([heading]) => nodeById.get(Number(heading.dataset.node)).label);
  const titles = (top ?? []).slice(1).map((heading) => nodeById.get(Number(heading.dataset.node)).label);
  const [left, above, right] = [36 + reachOf(names), 16 + Math.sin(Math.PI * -GRID.slant / 180) * reachOf(titles), Math.cos(Math.PI * GRID.slant / 180) * reachOf(titles)];
  const at = (column, row) => [Math.round(left + column * GRID.cell[0]), Math.round(above + row * GRID.cell[1])];
  const [wide, high] = at(titles.length, lines.length);
  const parts = [
    ...rulers(lines, at, [wide, high]),
    ...titles.map((title, column) => paintedTitle(title, at(column, 0))),
    ...lines.map((line, row) => paintedName(line[0], names[row], at(0, row))),
    ...lines.flatMap((line, row) => line.slice(1).flatMap((cell, column) => (cell ? paintedCell(cell, at(column, row)) : []))),
  ];
  const key = paintedKey(high + 2 * GRID.edge);
  const width = Math.ceil(Math.max(wide + Math.max(GRID.edge, right - GRID.cell[0]), key.wide));
  const height = Math.ceil(high + GRID.edge + GRID.cell[1]);
  return { text: svgText(width, height, [...parts, ...key.parts].map(serialized).join("\n")), width, height };
}

// Pixels that the longest of some names needs.
function reachOf(labels) {
  ruler.font = `${GRID.name}px ${FONT}`;
  return Math.max(0, ...labels.map((label) => ruler.measureText(cut(label, GRID.most)).width));
}

// Thin lines between all, thick ones between camps.
function rulers(lines, at, [wide, high]) {
  const thick = (made, around) => made?.closest(around).classList.contains("start") ?? false;
  const line = (points, strong) => svg("path", { d: `M${points[0].join(" ")}L${points[1].join(" ")}`, stroke: strong ? colours.muted : colours.line, "stroke-width": strong ? 1.6 : 0.8, fill: "none" });
  const across = [...lines.map(([heading]) => heading), null].map((heading, row) => line([[GRID.edge, at(0, row)[1]], [wide, at(0, row)[1]]], row > 0 && thick(heading, "tr")));
  const down = [...(matrixGrid[0] ?? []).slice(1), null].map((heading, column) => line([[at(column, 0)[0], at(0, 0)[1]], [at(column, 0)[0], high]], column > 0 && thick(heading, "th")));
  return [...across, ...down];
}

function paintedTitle(title, [x, y]) {
  const [left, bottom] = [x + GRID.cell[0] / 2 + 4, y - 6];
  return svg("text", { x: left, y: bottom, transform: `rotate(${GRID.slant} ${left} ${bottom})`, "font-size": GRID.name, fill: colours.ink }, cut(title, GRID.most));
}

function paintedName(heading, name, [x, y]) {
  const sign = scaledTo(paintedCopy(heading.querySelector("svg")), GRID.edge, y + GRID.cell[1] / 2 - 7, 14);
  return svg("g", {}, sign, svg("text", { x: GRID.edge + 20, y: y + GRID.cell[1] / 2, "font-size": GRID.name, "dominant-baseline": "central", fill: colours.ink }, cut(name, GRID.most)));
}

// The signs of a cell side by side, and how many statements stand behind it.
function paintedCell(cell, [x, y]) {
  const marks = [...cell.querySelectorAll("svg")];
  const count = cell.querySelector(".matrix-n");
  const middle = y + GRID.cell[1] / 2;
  const size = marks.length > 1 ? GRID.mark - 2 : GRID.mark;
  const made = marks.map((mark, at) => scaledTo(paintedCopy(mark), x + 4 + at * (size + 3), middle - size / 2, size));
  if (cell.classList.contains("split")) made.unshift(svg("rect", { x: x + 1.5, y: y + 1.5, width: GRID.cell[0] - 3, height: GRID.cell[1] - 3, fill: "none", stroke: colours.ink, "stroke-width": 1.2 }));
  if (count) made.push(svg("text", { x: x + 5 + GRID.mark, y: middle, "font-size": GRID.count, "dominant-baseline": "central", fill: colours.muted }, count.textContent));
  return made;
}

// What the signs mean, on one line below.
function paintedKey(middle) {
  const parts = [];
  let wide = GRID.edge;
  for (const item of byId("matrix").querySelectorAll(".matrix-key li")) {
    for (const mark of item.querySelectorAll("svg")) {
      parts.push(scaledTo(paintedCopy(mark), wide, middle - GRID.mark / 2, GRID.mark));
      wide += GRID.mark + 4;
    }
    parts.push(svg("text", { x: wide + 2, y: middle, "font-size": GRID.name, "dominant-baseline": "central", fill: colours.muted }, item.textContent));
    wide += reachOf([item.textContent]) + 24;
  }
  return { parts, wide };
}

function scaledTo(made, x, y, size) {
  for (const [name, value] of Object.entries({ x, y, width: size, height: size })) made.setAttribute(name, value);
  return made;
}
