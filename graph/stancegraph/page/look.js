// How nodes and edges look: colours come from the stylesheet, so that a theme is written once.

const SHAPES = table({
  state: "square", igo: "hexagon", organization: "hexagon", person: "dot", group: "diamond", media: "triangleDown", class: "dot",
  unknown: "triangle", actor: "dot",
});
const HOLLOW = new Set(["class", "organization"]);
const DASHES = table({ conditional: [9, 6], neutral: [2, 5], weak: [12, 5, 2, 5] });
const FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif";
const CARD_TEXT = 15;
const FADED = 0.1;
const FEW_EDGES = 60; // up to here every line says how many statements it stands for; above it those that are lit do

let colours = {};
let compact = false; // whether the picture is seen from so far that cards shrink to points

function readColours() {
  const style = getComputedStyle(document.documentElement);
  const names = ["paper", "ink", "muted", "line", "accent", "actor", "card", "card-line", ...Object.keys(STANCES)];
  colours = Object.fromEntries(names.map((name) => [name, style.getPropertyValue(`--${name}`).trim()]));
}

// -- nodes -----------------------------------------------------------------------------------------------------------------------

const nodeSize = (node) => 8 + 1.9 * Math.sqrt(Math.min(node.n, 40));

function nodeLook(node, { faded, picked }) {
  const shape = node.kind === "actor" ? actorLook(node, picked) : compact ? pointLook(node, picked) : cardLook(node, picked, faded);
  return { ...shape, opacity: faded ? 0.14 : 1 };
}

function actorLook(node, picked) {
  const type = node.type ?? "unknown";
  const hollow = HOLLOW.has(type);
  const border = picked ? colours.accent : hollow ? colours.actor : colours.paper;
  return {
    shape: SHAPES[type] ?? SHAPES.unknown,
    size: nodeSize(node) * (hollow ? 0.9 : 1),
    borderWidth: hollow || picked ? 4 : 1.5,
    color: fixedColour(hollow ? colours.paper : colours.actor, border),
  };
}

// A card seen from so far that its text would be unreadable: its name stands beside it instead.
function pointLook(node, picked) {
  const border = { borderRadius: 0, borderDashes: node.kind === "act" ? [5, 3] : false };
  const color = fixedColour(colours.card, picked ? colours.accent : colours["card-line"]);
  return { shape: "square", label: "", size: nodeSize(node) * 0.9, borderWidth: picked ? 4 : 2, shapeProperties: border, color };
}

function cardLook(node, picked, faded) {
  return {
    shape: "box",
    label: filled(cut(node.label, 60), 18).join("\n"),
    margin: { top: 6, bottom: 6, left: 9, right: 9 },
    borderWidth: picked ? 3 : 1.2,
    shapeProperties: { borderRadius: node.kind === "issue" ? 7 : 1, borderDashes: node.kind === "act" ? [5, 3] : false },
    font: { size: CARD_TEXT, face: FONT, color: faded ? translucent(colours.ink, 0.2) : colours.ink },
    color: fixedColour(colours.card, picked ? colours.accent : colours["card-line"]),
  };
}

// Lines of as many words as fit; the layout left room for them.
function filled(text, most) {
  const lines = [];
  for (const word of text.match(new RegExp(`\\S{1,${most}}`, "gu")) ?? [text]) {
    if (lines.length && `${lines.at(-1)} ${word}`.length <= most) lines.push(`${lines.pop()} ${word}`);
    else lines.push(word);
  }
  return lines;
}

// A colour written #rrggbb with an alpha channel.
const translucent = (hex, alpha) => `${hex}${Math.round(alpha * 255).toString(16).padStart(2, "0")}`;

function fixedColour(background, border) {
  const same = { background, border };
  return { ...same, highlight: same, hover: same };
}

// -- edges -----------------------------------------------------------------------------------------------------------------------

// Narrower than one unit more a statement would be: the picture is to be read through.
const edgeWidth = (n) => 0.7 + 1.1 * Math.sqrt(n);

// Asserted positions stand in front; what somebody does and what is held back stand behind them.
function strengthOf(edge) {
  return (edge.asserted ? 1 : 0.5) * (edge.stance === "act" ? 0.45 : 0.92);
}

function edgeLook(edge, n, { faded, lit, strong }) {
  const look = lookOf(edge);
  const color = colours[look];
  const opacity = faded ? FADED * strengthOf(edge) : lit ? (edge.asserted ? 1 : 0.6) : strengthOf(edge);
  return {
    color: { color, highlight: color, hover: color, opacity },
    width: edgeWidth(n) * (strong ? 1.6 : 1),
    dashes: DASHES[look] ?? false,
    end: endOf(edge),
    depth: depthOf(edge) + (lit ? 4 : 0),
    label: n > 1 && !faded && !compact && (lit || edges.length <= FEW_EDGES) ? `×${n}` : " ",
    font: { size: 12, face: FONT, color: colours.muted, strokeWidth: 3, strokeColor: colours.paper },
  };
}

// A support ends in a filled arrow, an opposition in a bar, whatever else the edge is; readable without colour.
function endOf(edge) {
  if (edge.stance === "act") return "vee";
  if (edge.stance === "neutral") return "circle";
  return edge.polarity_max <= 0 ? "bar" : "arrow";
}

// -- the same signs beside words -------------------------------------------------------------------------------------------------

function stanceSign(look) {
  const dash = (DASHES[look] ?? []).map((length) => length * 0.6).join(" ");
  const line = svg("line", { x1: 1, y1: 6, x2: look === "oppose" ? 27 : 22, y2: 6, "stroke-dasharray": dash });
  const ends = { oppose: "M28 1v10", neutral: "M23 6a2.5 2.5 0 1 0 5 0a2.5 2.5 0 1 0-5 0z", act: "M22 2l7 4l-7 4l2-4z", weak: "M28 1v10" };
  const end = svg("path", { d: ends[look] ?? "M21 1.5l8 4.5l-8 4.5z", class: look === "oppose" || look === "weak" ? "open" : "filled" });
  return svg("svg", { class: `sign stance-${look}`, viewBox: "0 0 30 12", width: 30, height: 12, "aria-hidden": "true" }, line, end);
}

const OUTLINES = {
  square: "M3 3h12v12h-12z", hexagon: "M9 2l6.5 3.5v7l-6.5 3.5l-6.5-3.5v-7z", dot: "M2.5 9a6.5 6.5 0 1 0 13 0a6.5 6.5 0 1 0-13 0z",
  diamond: "M9 1.5l7 7.5l-7 7.5l-7-7.5z", triangleDown: "M2 4h14l-7 12z", triangle: "M2 15h14l-7-12z", box: "M1 4.5h16v9h-16z",
};

function shapeSign(type, kind = "actor") {
  const shape = kind === "actor" ? (SHAPES[type] ?? SHAPES.unknown) : "box";
  const name = kind === "actor" ? (HOLLOW.has(type) ? "hollow" : "solid") : `card card-${kind}`;
  return svg("svg", { class: `sign ${name}`, viewBox: "0 0 18 18", width: 18, height: 18, "aria-hidden": "true" }, svg("path", { d: OUTLINES[shape] }));
}

const nodeSign = (node) => shapeSign(node.type ?? "unknown", node.kind);
