// The picture as a file: as pixels, or as lines that can be scaled and edited.

const SHARP = 2; // pixels of the saved picture for each of the screen

function savePng() {
  const { text, width, height } = framed();
  const image = new Image();
  const part = Math.min(1, MOST_PIXELS / (SHARP * Math.max(width, height)));
  image.addEventListener("load", () => pixels(image, width * part, height * part));
  image.src = `data:image/svg+xml,${encodeURIComponent(text.toWellFormed())}`;
}

function saveSvg() {
  hand(new Blob([framed().text], { type: "image/svg+xml" }), "positions.svg");
}

function pixels(source, width, height) {
  const copy = element("canvas", { width: Math.round(width * SHARP), height: Math.round(height * SHARP) });
  const context = copy.getContext("2d");
  context.fillStyle = colours.paper;
  context.fillRect(0, 0, copy.width, copy.height);
  context.drawImage(source, 0, 0, copy.width, copy.height);
  copy.toBlob((blob) => hand(blob, "positions.png"));
}

// The network as SVG elements.
function paintedNetwork() {
  const { clientWidth: width, clientHeight: height } = stage;
  const pen = new SvgPen();
  onto(pen, () => network.redraw());
  return { inside: pen.parts.join("\n"), width, height };
}

// Lets vis-network draw once with another pen.
function onto(pen, draw) {
  const canvas = stage.querySelector("canvas");
  const own = canvas.getContext("2d");
  pen.measureText = (text) => {
    own.font = pen.font;
    return own.measureText(text);
  };
  const density = canvas.width / stage.clientWidth;
  pen.matrix = [1 / density, 0, 0, 1 / density, 0, 0];
  canvas.getContext = () => pen;
  try {
    draw();
  } finally {
    delete canvas.getContext;
    network.redraw();
  }
}

function hand(blob, name) {
  const link = element("a", { href: URL.createObjectURL(blob), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  announce(`The picture is saved as ${name}.`);
}

const marked = (text) => text.toWellFormed().replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`).replace(/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, "\ufffd");
const short = (number) => String(Math.round(number * 100) / 100);

// As much of a canvas's two-dimensional context as the picture uses, writing SVG elements instead of pixels.
class SvgPen {
  constructor() {
    Object.assign(this, {
      parts: [], path: [], kept: [], matrix: [1, 0, 0, 1, 0, 0], dash: [],
      font: "14px sans-serif", fillStyle: "#000", strokeStyle: "#000", lineWidth: 1, globalAlpha: 1, textAlign: "start", textBaseline: "alphabetic", lineJoin: "miter",
    });
  }

  save() {
    const { matrix, dash, font, fillStyle, strokeStyle, lineWidth, globalAlpha, textAlign, textBaseline, lineJoin } = this;
    this.kept.push({ matrix, dash, font, fillStyle, strokeStyle, lineWidth, globalAlpha, textAlign, textBaseline, lineJoin });
  }

  restore() {
    Object.assign(this, this.kept.pop());
  }

  transform(a, b, c, d, e, f) {
    const [A, B, C, D, E, F] = this.matrix;
    this.matrix = [A * a + C * b, B * a + D * b, A * c + C * d, B * c + D * d, A * e + C * f + E, B * e + D * f + F];
  }

  setTransform(...values) {
    // Only ever the pixels of the screen, which `onto` has taken care of.
    if (values.length !== 6) this.matrix = [1, 0, 0, 1, 0, 0];
  }

  translate(x, y) {
    this.transform(1, 0, 0, 1, x, y);
  }

  scale(x, y) {
    this.transform(x, 0, 0, y, 0, 0);
  }

  rotate(angle) {
    this.transform(Math.cos(angle), Math.sin(angle), -Math.sin(angle), Math.cos(angle), 0, 0);
  }

  at(x, y) {
    const [a, b, c, d, e, f] = this.matrix;
    return `${short(a * x + c * y + e)} ${short(b * x + d * y + f)}`;
  }

  beginPath() {
    this.path = [];
  }

  closePath() {
    this.path.push("Z");
  }

  moveTo(x, y) {
    this.path.push(`M${this.at(x, y)}`);
  }

  lineTo(x, y) {
    this.path.push(`${this.path.length ? "L" : "M"}${this.at(x, y)}`);
  }

  quadraticCurveTo(...points) {
    this.path.push(`Q${this.at(points[0], points[1])} ${this.at(points[2], points[3])}`);
  }

  bezierCurveTo(...points) {
    this.path.push(`C${this.at(points[0], points[1])} ${this.at(points[2], points[3])} ${this.at(points[4], points[5])}`);
  }

  // In pieces of at most a third of a turn, which an SVG arc can say without doubt.
  arc(x, y, radius, start, end, back = false) {
    let sweep = end - start;
    if (!back && sweep < 0) sweep += 2 * Math.PI;
    if (back && sweep > 0) sweep -= 2 * Math.PI;
    const pieces = Math.max(1, Math.ceil(Math.abs(sweep) / 2.1));
    const spot = (angle) => this.at(x + radius * Math.cos(angle), y + radius * Math.sin(angle));
    const wide = short(radius * Math.hypot(this.matrix[0], this.matrix[1]));
    this.path.push(`${this.path.length ? "L" : "M"}${spot(start)}`);
    for (let piece = 1; piece <= pieces; piece += 1) this.path.push(`A${wide} ${wide} 0 0 ${sweep > 0 ? 1 : 0} ${spot(start + (sweep * piece) / pieces)}`);
  }

  rect(x, y, width, height) {
    this.path.push(`M${this.at(x, y)}L${this.at(x + width, y)}L${this.at(x + width, y + height)}L${this.at(x, y + height)}Z`);
  }

  fillRect(...box) {
    this.beginPath();
    this.rect(...box);
    this.fill();
  }

  strokeRect(...box) {
    this.beginPath();
    this.rect(...box);
    this.stroke();
  }

  clearRect() {}

  clip() {}

  setLineDash(dash) {
    this.dash = dash;
  }

  get zoom() {
    return Math.hypot(this.matrix[0], this.matrix[1]);
  }

  pencil() {
    const dash = this.dash.length ? ` stroke-dasharray="${this.dash.map((length) => short(length * this.zoom)).join(" ")}"` : "";
    return `stroke="${marked(this.strokeStyle)}" stroke-width="${short(this.lineWidth * this.zoom)}"${dash}${this.faint()}`;
  }

  faint() {
    return this.globalAlpha < 1 ? ` opacity="${short(this.globalAlpha)}"` : "";
  }

  fill() {
    if (this.path.length) this.parts.push(`<path d="${this.path.join("")}" fill="${marked(this.fillStyle)}"${this.faint()}/>`);
  }

  stroke() {
    if (this.path.length) this.parts.push(`<path d="${this.path.join("")}" fill="none" ${this.pencil()}/>`);
  }

  written(text, x, y, look) {
    if (!String(text).trim()) return;
    const size = short(parseFloat(/([\d.]+)px/.exec(this.font)?.[1] ?? "14") * this.zoom);
    const bold = /\b(600|700|bold)\b/.test(this.font) ? ' font-weight="600"' : "";
    const anchor = { center: "middle", right: "end", end: "end" }[this.textAlign] ?? "start";
    const middle = this.textBaseline === "middle" ? ' dominant-baseline="central"' : "";
    const [left, top] = this.at(x, y).split(" ");
    this.parts.push(`<text x="${left}" y="${top}" font-size="${size}" text-anchor="${anchor}"${middle}${bold} ${look}>${marked(String(text))}</text>`);
  }

  fillText(text, x, y) {
    this.written(text, x, y, `fill="${marked(this.fillStyle)}"${this.faint()}`);
  }

  strokeText(text, x, y) {
    this.written(text, x, y, `fill="none" stroke-linejoin="round" ${this.pencil()}`);
  }
}
