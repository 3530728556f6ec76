// A network too large to look at: the page opens on communities and the issues most spoken of, and a click leads into a community.

const rolled = parsed("rollup");
const ROLLED = "names" in rolled;
const communities = ROLLED ? cells(rolled.community, nodes.length) : [];
const crowds = new Map(ROLLED ? [...rolled.names.map((label, at) => crowd(`c${at}`, label, rolled.sizes[at])), ...otherIssues()].map((each) => [each.id, each]) : []);
const onOverview = new Map((rolled.overview ?? []).map(([id, x, y]) => [id, { x, y }]));
const levels = (rolled.levels ?? []).map((level) => new Map(level.map(([id, x, y]) => [id, { x, y }])));
const nowhere = new Map();
const levelEdges = new Map();
const MOST_BUNDLES = 150; // lines between communities and issues

function crowd(id, label, n) {
  return { id, label, n, kind: "actor", type: "group", size: n };
}

function otherIssues() {
  return rolled.other ? [{ id: "other", label: `${plural(rolled.other, "other issue")}`, n: 0, kind: "issue", size: rolled.other }] : [];
}

const anyNode = (id) => crowds.get(id) ?? nodeById.get(id);
const overviewShown = (state) => ROLLED && !wholeShown(state) && state.group === null && !state.picked.length && state.edge === null && !state.finding;
const levelOf = (state) => levels[state.group] ?? nowhere;

// The community to look into when a node is chosen: the one looked into when the node is in its picture, else its own, if it has one.
function groupWith(id) {
  if (state.group === null || levelOf(state).has(id)) return state.group;
  return nodeById.get(id).kind === "actor" ? communities[id] : null;
}

function edgesOfLevel(state) {
  if (state.group === null) return { edges: [], ids: new Set() };
  if (!levelEdges.has(state.group)) {
    const level = levelOf(state);
    const own = inFront.filter(({ from, to }) => level.has(from) && level.has(to));
    levelEdges.set(state.group, { edges: own, ids: new Set(own.map(({ id }) => id)) });
  }
  return levelEdges.get(state.group);
}

// -- the overview ------------------------------------------------------------------------------------------------------------------

// Communities and issues with their bundles of visible statements, in the form of `pictured`.
function crowded(seen) {
  const found = strongestBundles(bundles(seen));
  const most = found.reduce((high, { n }) => Math.max(high, n), 1);
  const live = new Set(found.flatMap(({ from, to }) => [from, to]));
  const near = hovered === null || !live.has(hovered) ? null : around(found.filter(({ from, to }) => from === hovered || to === hovered), [hovered]);
  drawn.shown = new Set();
  const points = stretchedOverview();
  return {
    near, live,
    nodes: [...onOverview.keys()].map((id) => ({ ...crowdNow(anyNode(id), near), hidden: !live.has(id), ...points.get(id) })),
    edges: found.map((bundle) => bundleNow(bundle, most, near)),
  };
}

let overviewPlaced = { key: null, points: nowhere };

function stretchedOverview() {
  const { clientWidth, clientHeight } = stage;
  const key = `${clientWidth} ${clientHeight}`;
  if (overviewPlaced.key !== key) overviewPlaced = { key, points: stretched(onOverview, clientWidth, clientHeight) };
  return overviewPlaced.points;
}

const bundled = new WeakMap(); // what is visible, to its bundles

// Statements by community, issue and stance; counted once for what the filters leave, whatever else changes.
function bundles(seen) {
  if (!bundled.has(seen)) bundled.set(seen, bundlesOf(seen));
  return bundled.get(seen);
}

function bundlesOf(seen) {
  const found = new Map();
  for (const [number, n] of seen.perEdge) {
    const edge = edges[number];
    if (nodes[edge.to].kind === "actor") continue;
    const [from, to] = [`c${communities[edge.from]}`, onOverview.has(edge.to) ? edge.to : "other"];
    const id = `${from}|${to}|${lookOf(edge)}|${Number(Boolean(edge.asserted))}`;
    const bundle = found.get(id) ?? { id, from, to, n: 0, stance: edge.stance, conditional: edge.conditional, asserted: edge.asserted, polarity_max: edge.polarity_max };
    bundle.n += n;
    found.set(id, bundle);
  }
  return [...found.values()];
}

// The thickest, and of every community its thickest.
function strongestBundles(found) {
  const met = new Set();
  const kept = [...found].sort((a, b) => b.n - a.n || (a.id < b.id ? -1 : 1)).filter(({ from }, at) => {
    const first = !met.has(from);
    met.add(from);
    return at < MOST_BUNDLES || first;
  });
  return kept.reverse();
}

function bundleNow(bundle, most, near) {
  const faded = near !== null && !near.edges.has(bundle.id);
  const look = edgeLook(bundle, 1, { faded, lit: near !== null && !faded, strong: false });
  const width = 0.8 + 8 * Math.sqrt(bundle.n / most);
  const label = near !== null && !faded ? `×${figure(bundle.n)}` : " ";
  return { id: bundle.id, from: bundle.from, to: bundle.to, hidden: false, ...look, width, label };
}

function crowdNow(node, near) {
  const faded = near !== null && !near.nodes.has(node.id);
  const look = nodeLook(node, { faded, picked: false });
  const size = node.kind === "actor" ? 9 + 0.9 * Math.sqrt(Math.min(node.size, 900)) : undefined;
  return { id: node.id, ...look, ...(size ? { shape: "dot", size, borderWidth: 2 } : {}) };
}

// Into a community, or, from the card of all other issues, to the search, which knows them all.
function enter(id) {
  const name = id.split("|")[0];
  if (name === "other") {
    byId("search").focus();
    announce(`Search for one of ${plural(rolled.other, "other issue")}.`);
  } else choose({ ...nothingPicked, group: Number(name.slice(1)) });
}

// -- words -------------------------------------------------------------------------------------------------------------------------

function anySentence(id) {
  if (typeof id !== "string") return edgeSentence(edges[id]);
  const [from, to, look, asserted] = id.split("|");
  const target = anyNode(to === "other" ? to : Number(to)).label;
  const n = bundles(visible(state)).find((bundle) => bundle.id === id)?.n ?? 0;
  return `${anyNode(from).label}: ${STANCES[look]} ${cut(target, 80)}${asserted === "1" ? "" : " (held back)"}, ${plural(n, "statement")}`;
}

// "EU, US and 422 more: community of 424 actors, 2,491 statements", or of all other issues their number.
function crowdSentence({ id, label, size }) {
  if (id === "other") return label;
  const n = visible(state).rows.reduce((sum, i) => sum + Number(`c${communities[edges[edgeNumbers[i]].from]}` === id), 0);
  return `${label}: community of ${plural(size, "actor")}, ${plural(n, "statement")}`;
}

function toldLevel(state, seen) {
  const { group, picked } = state;
  if (group === null && picked.length === 1) return toldStrongest(edgesOfNode.get(picked[0]).filter(({ id }) => seen.perEdge.has(id)).length);
  if (group === null) return overviewShown(state) ? toldCommunities(seen) : plural(neighbourhood(state, seen).edges.size, "line");
  const shown = [...levels[group].keys()].filter((id) => nodeById.get(id).kind === "actor").length;
  return `${shown} of ${plural(rolled.sizes[group], "actor")} of this community, the most active`;
}

const toldStrongest = (n) => (n > MOST_LIT ? `The ${MOST_LIT} strongest of ${figure(n)} lines` : plural(n, "line"));

function toldCommunities(seen) {
  const speaking = new Set(seen.rows.map((i) => edges[edgeNumbers[i]].from));
  const all = bundles(seen);
  const count = new Set(all.map(({ from }) => from)).size;
  const shown = strongestBundles(all).length;
  const left = shown < all.length ? ` The ${shown} thickest of ${figure(all.length)} lines.` : "";
  return `${plural(speaking.size, "actor")} in ${plural(count, "community", "communities")}: click one to look into it.${left}`;
}

// The right panel of a community: who is in it and what it speaks of.
function communityEvidence(group, rows) {
  const own = [...rows].filter((i) => communities[edges[edgeNumbers[i]].from] === group);
  const members = nodes.filter(({ id }) => communities[id] === group).sort((a, b) => b.n - a.n || a.id - b.id);
  return [
    button("← All communities", () => choose({ ...nothingPicked, group: null }), { class: "back quiet" }),
    element("h2", {}, bdi(rolled.names[group])),
    element("p", { class: "summary", text: `Community of ${plural(members.length, "actor")} · ${plural(own.length, "statement")}` }),
    element("p", { class: "note", text: "Found by whom and what its members support and oppose, not declared by anybody." }),
    stanceStrip(own),
    element("h3", { text: members.length > MOST_CHIPS ? `The ${MOST_CHIPS} most active` : "Members" }),
    chips(members.slice(0, MOST_CHIPS)),
    ...cards("Statements", own),
  ].filter(Boolean);
}

const MOST_CHIPS = 60;
