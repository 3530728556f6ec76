// What the page knows, as Python wrote it: nodes, edges, a column for each fact of the statements, evidence parsed when first asked for.

const parsed = (id) => JSON.parse(document.getElementById(id).textContent);

const facts = parsed("facts");
const nodes = records(parsed("nodes"));
const edges = records(parsed("edges"));
const visOptions = parsed("options");

const nodeById = new Map(nodes.map((node) => [node.id, node]));
const nodeBySlug = new Map(nodes.map((node) => [node.slug, node]));
const documents = new Map(Object.entries(facts.documents));
const ids = cells(facts.id);
const edgeNumbers = cells(facts.edge, ids.length);
const starts = cells(facts.start, ids.length);
const ends = cells(facts.end, ids.length);
const numberById = new Map(ids.map((id, i) => [id, i]));
const everyStatement = ids.map((_, i) => i);

const lookOf = (edge) => (edge.conditional ? "conditional" : edge.stance);
const edgeOf = (i) => edges[edgeNumbers[i]];
const actorOf = (i) => nodeById.get(edgeOf(i).from);
const targetOf = (i) => nodeById.get(edgeOf(i).to);
const documentOf = (i) => documents.get(cell(facts.document, i)) ?? null;

const statementsOfEdge = grouped(everyStatement, (i) => edgeNumbers[i]);
const edgesOfNode = edgesByNode();
const findingsOfStatement = grouped(
  facts.derived.flatMap((finding) => finding.premises.map((premise) => [premise, finding])), ([premise]) => premise,
);

// One cell of a column, which Python wrote in the shortest of three forms.
function cell(column, i) {
  if (Array.isArray(column)) return column[i];
  return "codes" in column ? (column.values[column.codes[i]] ?? null) : column.all;
}

function cells(column, length = 1) {
  const rows = Array.isArray(column) ? column : (column.codes ?? Array.from({ length }));
  return rows.map((_, i) => cell(column, i));
}

// A table of columns as records; `id` is never the same in two of them, so its column tells how many there are.
function records(columns) {
  return cells(columns.id ?? []).map((_, i) => Object.fromEntries(Object.entries(columns).map(([name, column]) => [name, cell(column, i)])));
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

let evidenceTable = null;

// A statement's words and sources as a record.
function evidence(i) {
  evidenceTable ??= parsed("statements");
  const row = Object.fromEntries(Object.entries(evidenceTable).map(([name, column]) => [name, cell(column, i)]));
  return { ...row, sentence: row.sentence ?? `${actorOf(i).label} ${row.verb} ${targetOf(i).label}` };
}

// Rule products that rest on a statement, directly or through another product; each once.
function findingsFrom(i) {
  const found = new Set();
  const queue = [ids[i]];
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

// The statements below a finding, through other products where it rests on them.
function statementsBelow(finding) {
  const products = new Map(facts.derived.map((each) => [each.id, each]));
  const found = new Set();
  const seen = new Set();
  const queue = [...finding.premises];
  while (queue.length) {
    const premise = queue.pop();
    if (seen.has(premise)) continue;
    seen.add(premise);
    if (numberById.has(premise)) found.add(numberById.get(premise));
    for (const next of products.get(premise)?.premises ?? []) queue.push(next);
  }
  return [...found].sort((a, b) => a - b);
}
