// The views as SVG text, each with its title, what the filters left and a key: what stands on the page, with the look that the stylesheet
// gives it.

const PAINT = ["display", "visibility", "fill", "stroke", "stroke-width", "stroke-dasharray", "stroke-linejoin", "opacity", "font-size", "font-weight", "paint-order", "text-anchor", "dominant-baseline"];
const GRID = { cell: [44, 26], name: 12.5, count: 10, mark: 15, slant: -55, most: 60, edge: 12 }; // pixels, degrees, characters of a name
const MOST_PIXELS = 16000; // a side of a picture; browsers draw nothing larger

const SHEET = { edge: 16, head: 58, title: 17, text: 12.5, line: 22 }; // pixels

// The picture of the view that is shown, as a whole sheet.
function framed() {
  const { inside, width: own, height: high } = { network: paintedNetwork, actors: paintedActors, matrix: paintedMatrix }[state.view]();
  const [title, told] = [document.title, filterWords(state, visible(state))];
  const width = Math.max(own, 480);
  const key = paintedKey(width, SHEET.head + high + SHEET.line / 2);
  const height = Math.ceil(SHEET.head + high + key.height + SHEET.edge);
  const head = [written(title, SHEET.edge, 30, SHEET.title, colours.ink, width), written(told, SHEET.edge, 49, SHEET.text, colours.muted, width)];
  const frame = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="${FONT.replaceAll('"', "'")}">`;
  const sheet = `<title>${marked(title)}</title><rect width="100%" height="100%" fill="${colours.paper}"/>`;
  const text = [frame, sheet, `<g transform="translate(${Math.round((width - own) / 2)} ${SHEET.head})">${inside}</g>`, ...[...head, ...key.parts].map(serialized), "</svg>\n"].join("\n");
  return { text, width, height };
}

// Words as far as they fit.
function written(words, x, y, size, fill, width) {
  ruler.font = `${size}px ${FONT}`;
  let shown = words;
  while (shown.length > 4 && ruler.measureText(shown).width > width - 2 * x) shown = cut(words, Math.floor(shown.length * 0.9));
  return svg("text", { x, y, "font-size": size, fill, "font-weight": size === SHEET.title ? 600 : 400 }, shown);
}

// What the signs mean, in as many lines as they need from `top` on.
function paintedKey(width, top) {
  const parts = [];
  let [x, y] = [SHEET.edge, top];
  for (const row of keyRows(state.view)) {
    const signs = allOf(row, "svg");
    ruler.font = `${SHEET.text}px ${FONT}`;
    const wide = signs.reduce((sum, sign) => sum + signWidth(sign) + 4, 0) + ruler.measureText(keyWords(row)).width + 22;
    if (x > SHEET.edge && x + wide > width) [x, y] = [SHEET.edge, y + SHEET.line];
    let at = x;
    for (const sign of signs) {
      const [w, h] = [signWidth(sign), Number(sign.getAttribute("height"))];
      parts.push(scaledTo(unhidden(paintedCopy(sign)), at, y - h / 2, w, h));
      at += w + 4;
    }
    parts.push(svg("text", { x: at + 2, y, "font-size": SHEET.text, "dominant-baseline": "central", fill: colours.muted }, keyWords(row)));
    x += wide;
  }
  return { parts, height: parts.length ? y - top + SHEET.line : 0 };
}

const signWidth = (sign) => Number(sign.getAttribute("width"));

// The legend may be a drawer that is shut.
function unhidden(made) {
  for (const each of [made, ...made.querySelectorAll("*")]) for (const name of ["visibility", "display"]) each.removeAttribute(name);
  return made;
}

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

function paintedActors() {
  const source = byId("congruence").querySelector("svg.ties");
  const [width, height] = source ? [source.clientWidth, source.clientHeight] : [600, 200];
  const inside = source ? [...source.children].map((each) => serialized(paintedCopy(each))).join("\n") : "";
  return { inside, width, height };
}

// -- the matrix --------------------------------------------------------------------------------------------------------------------

// In rows and columns of its own, for a table on the screen is scrolled and cut.
function paintedMatrix() {
  wholeMatrix();
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
  return { inside: parts.map(serialized).join("\n"), width: Math.ceil(wide + Math.max(GRID.edge, right - GRID.cell[0])), height: Math.ceil(high + GRID.edge) };
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
  const marks = allOf(cell, "svg");
  const count = cell.querySelector(".matrix-n");
  const middle = y + GRID.cell[1] / 2;
  const size = marks.length > 1 ? GRID.mark - 2 : GRID.mark;
  const made = marks.map((mark, at) => scaledTo(paintedCopy(mark), x + 4 + at * (size + 3), middle - size / 2, size));
  if (cell.classList.contains("split")) made.unshift(svg("rect", { x: x + 1.5, y: y + 1.5, width: GRID.cell[0] - 3, height: GRID.cell[1] - 3, fill: "none", stroke: colours.ink, "stroke-width": 1.2 }));
  if (count) made.push(svg("text", { x: x + 5 + GRID.mark, y: middle, "font-size": GRID.count, "dominant-baseline": "central", fill: colours.muted }, count.textContent));
  return made;
}

function scaledTo(made, x, y, width, height = width) {
  for (const [name, value] of Object.entries({ x, y, width, height })) made.setAttribute(name, value);
  return made;
}
