// What the page knows, as Python wrote it: nodes, edges, a column for each fact of the statements, evidence parsed when first asked for.

const parsed = (id) => JSON.parse(document.getElementById(id).textContent);

const nodes = parsed("nodes");
const edges = parsed("edges").map((edge) => ({ conditional: false, asserted: false, mode: "actual", n: 1, ...edge }));
const facts = parsed("facts");
const visOptions = parsed("options");

const nodeById = new Map(nodes.map((node) => [node.id, node]));
const nodeBySlug = new Map(nodes.map((node) => [node.slug, node]));
const documents = new Map(Object.entries(facts.documents));
const numberById = new Map(facts.id.map((id, i) => [id, i]));
const everyStatement = facts.id.map((_, i) => i);

const lookOf = (edge) => (edge.conditional ? "conditional" : edge.stance);
const edgeOf = (i) => edges[facts.edge[i]];
const actorOf = (i) => nodeById.get(edgeOf(i).from);
const targetOf = (i) => nodeById.get(edgeOf(i).to);
const coded = (column, i) => column.values[column.codes[i]] ?? null;
const documentOf = (i) => documents.get(coded(facts.document, i)) ?? null;

const statementsOfEdge = grouped(everyStatement, (i) => facts.edge[i]);
const edgesOfNode = edgesByNode();
const findingsOfStatement = grouped(
  facts.derived.flatMap((finding) => finding.premises.map((premise) => [premise, finding])), ([premise]) => premise,
);

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
  return Object.fromEntries(Object.entries(evidenceTable).map(([name, column]) => [name, Array.isArray(column) ? column[i] : coded(column, i)]));
}

// Rule products that rest on a statement, directly or through another product; each once.
function findingsFrom(i) {
  const found = new Set();
  const queue = [facts.id[i]];
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
    queue.push(...(products.get(premise)?.premises ?? []));
  }
  return [...found].sort((a, b) => a - b);
}
