// What the page knows, as Python wrote it: nodes, edges, a column for each fact of the statements, evidence parsed when first asked for.

const parsed = (id) => JSON.parse(document.getElementById(id).textContent);

const DIGITS = new Uint8Array(128);
[..."ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"].forEach((digit, value) => { DIGITS[digit.charCodeAt(0)] = value; });
const readers = new WeakMap(); // what gives the cells of a column
const knownCodes = new WeakMap();

const facts = coupled(parsed("facts"));
facts.derived = records(facts.derived);
const nodes = records(parsed("nodes"));
const edges = records(parsed("edges"));
const visOptions = parsed("options");

const nodeById = new Map(nodes.map((node) => [node.id, node]));
const nodeBySlug = new Map(nodes.map((node) => [node.slug, node]));
const documents = new Map(records(facts.documents).map((paper) => [paper.id, paper]));
const edgeNumbers = cells(facts.edge, facts.count);
const lookOf = (edge) => (edge.conditional ? "conditional" : edge.stance);
const edgeOf = (i) => edges[edgeNumbers[i]];
const actorOf = (i) => nodes[edgeOf(i).from];
const targetOf = (i) => nodes[edgeOf(i).to];

const ids = cells(facts.id, facts.count).map(wholeId);
const starts = cells(facts.start, ids.length);
const ends = cells(facts.end, ids.length);
const everyStatement = ids.map((_, i) => i);
const documentOf = (i) => documents.get(cell(facts.document, i)) ?? null;

const statementsOfEdge = grouped(everyStatement, (i) => edgeNumbers[i]);
const edgesOfNode = edgesByNode();
const findingsOfStatement = grouped(
  facts.derived.flatMap((finding) => finding.premises.map((premise) => [premise, finding])), ([premise]) => premise,
);

// An id is written whole, or as what tells it from others with the same document, actor, relation and object.
function wholeId(tail, i) {
  if (tail.length !== 8 || tail.includes("/")) return tail;
  return `s/${cell(facts.document, i)}_${actorOf(i).slug}_${cell(facts.relation, i)}_${targetOf(i).slug}_${tail}`;
}

// -- columns, which Python wrote each in its shortest form -------------------------------------------------------------------------

// A table whose columns find the one by whose codes they go.
function coupled(table) {
  for (const column of Object.values(table)) if (typeof column.by === "string") column.by = table[column.by];
  return table;
}

function cell(column, i) {
  return readerOf(column)(i);
}

function readerOf(column) {
  if (!readers.has(column)) readers.set(column, reader(column));
  return readers.get(column);
}

function reader(column) {
  if (Array.isArray(column)) return (i) => column[i];
  if ("values" in column) {
    const codes = codesOf(column);
    return (i) => column.values[codes[i]];
  }
  if ("text" in column) return (i) => column.text.slice(i * column.width, (i + 1) * column.width);
  if ("numbers" in column) {
    const numbers = unpacked(column.numbers, column.width);
    return (i) => numbers[i];
  }
  return "count" in column ? (i) => i : () => column.all;
}

function cells(column, length = 1) {
  const at = readerOf(column);
  return Array.from({ length: lengthOf(column) ?? length }, (_, i) => at(i));
}

// How many rows a column has, where it says so.
function lengthOf(column) {
  if (Array.isArray(column)) return column.length;
  if ("values" in column) return codesOf(column).length;
  return "width" in column ? (column.text ?? column.numbers).length / column.width : column.count;
}

// The number of each row's value; columns that go by the codes of another share them.
function codesOf(column) {
  if (column.by) return codesOf(column.by);
  if (!knownCodes.has(column)) knownCodes.set(column, "runs" in column ? unrolled(column.runs) : unpacked(column.codes, column.width));
  return knownCodes.get(column);
}

function unpacked(text, width) {
  const numbers = new Uint32Array(text.length / width);
  for (let row = 0, at = 0; row < numbers.length; row += 1) {
    for (let digit = 0; digit < width; digit += 1, at += 1) numbers[row] = numbers[row] * 64 + DIGITS[text.charCodeAt(at)];
  }
  return numbers;
}

function unrolled(runs) {
  const codes = [];
  for (let at = 0; at < runs.length; at += 2) for (let n = runs[at + 1]; n > 0; n -= 1) codes.push(runs[at]);
  return codes;
}

// A table of columns as records; `id` is never the same in two of them, so its column tells how many there are.
function records(table) {
  const columns = Object.entries(coupled(table)).map(([name, column]) => [name, readerOf(column)]);
  return cells(table.id ?? []).map((_, i) => record(columns, i));
}

function record(columns, i) {
  const made = {};
  for (const [name, at] of columns) made[name] = at(i);
  return made;
}

// Items in a Map from key to list, in their order.
function grouped(items, key) {
  const groups = new Map();
  for (const item of items) {
    const at = key(item);
    if (groups.has(at)) groups.get(at).push(item);
    else groups.set(at, [item]);
  }
  return groups;
}

function edgesByNode() {
  const found = new Map(nodes.map((node) => [node.id, []]));
  for (const edge of edges) {
    found.get(edge.from).push(edge);
    if (edge.to !== edge.from) found.get(edge.to).push(edge);
  }
  return found;
}

let evidenceColumns = null;

function evidenceReaders() {
  evidenceColumns ??= Object.entries(coupled(parsed("statements"))).map(([name, column]) => [name, readerOf(column)]);
  return evidenceColumns;
}

// A statement's words and sources as a record.
function evidence(i) {
  const row = record(evidenceReaders(), i);
  return { ...row, quotes: [row.quotes].flat(), sentence: row.sentence ?? plainSentence(i, row.verb) };
}

const plainSentence = (i, verb) => `${actorOf(i).label} ${verb} ${targetOf(i).label}`;

// One fact of the evidence for every statement, without the record of all others: what reads a column at a time is quick.
const evidenceReader = (name) => evidenceReaders().find(([each]) => each === name)[1];

let numbersById = null;

function numberOf(id) {
  numbersById ??= new Map(ids.map((each, i) => [each, i]));
  return numbersById.get(id) ?? null;
}

// Rule products that rest on a statement, directly or through another product; each once.
function findingsFrom(i) {
  const found = new Set();
  const queue = [i];
  while (queue.length) {
    for (const [, finding] of findingsOfStatement.get(queue.pop()) ?? []) {
      if (found.has(finding)) continue;
      found.add(finding);
      queue.push(finding.id);
    }
  }
  return [...found];
}

function findingsAbout(node) {
  return facts.derived.filter((finding) => finding.holder === node.slug || finding.target === node.slug);
}

const productById = new Map(facts.derived.map((each) => [each.id, each]));
const knownBelow = new Map(); // of each finding the statements below it

// The statements below a finding, through other products where it rests on them.
function statementsBelow(finding) {
  if (!knownBelow.has(finding)) knownBelow.set(finding, restingOn(finding));
  return knownBelow.get(finding);
}

function restingOn(finding) {
  const found = new Set();
  const seen = new Set();
  const queue = [...finding.premises];
  while (queue.length) {
    const premise = queue.pop();
    if (seen.has(premise)) continue;
    seen.add(premise);
    if (typeof premise === "number") found.add(premise);
    for (const next of productById.get(premise)?.premises ?? []) queue.push(next);
  }
  return [...found].sort((a, b) => a - b);
}
