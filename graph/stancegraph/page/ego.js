// What is chosen in a large network, where nothing else is in the picture: actors in two arcs, what they speak of in columns between them.

const EGO = { pitch: 34, column: 190, gap: 16, aisle: 150, bulge: 0.07, least: 420 }; // units

// Points by node number of everything that a selection lights up; with nothing lit the chosen node stands in the middle.
function egoPlaces(near, { picked }) {
  const lit = [...near.nodes].map((id) => nodeById.get(id));
  const [left, right] = egoSides(lit.filter(({ kind }) => kind === "actor"), near, picked);
  const cards = egoOrder(lit.filter(({ kind }) => kind !== "actor"), near);
  const height = Math.max(EGO.least, EGO.pitch * Math.max(left.length, right.length));
  const columns = egoColumns(cards, height);
  const half = columns.length ? ((columns.length - 1) * EGO.column) / 2 + EGO.aisle + 60 : EGO.aisle + 120;
  const found = new Map(columns.flatMap((column, at) => egoColumn(column, (at - (columns.length - 1) / 2) * EGO.column)));
  for (const [side, way] of [[left, -1], [right, 1]]) {
    side.forEach(({ id }, at) => {
      const y = side.length < 2 ? 0 : ((at + 0.5) / side.length - 0.5) * height;
      found.set(id, { x: way * (half + EGO.bulge * height * (1 - (2 * y / height) ** 2)), y });
    });
  }
  return found;
}

// A pair on either side; of one actor the others opposite; else who is rather for what is lit on the left, who is rather against it on
// the right. The most lines first.
function egoSides(actors, near, picked) {
  const sums = new Map(actors.map(({ id }) => [id, 0]));
  for (const id of near.edges) {
    const { from, polarity_min: low, polarity_max: high } = edges[id];
    if (sums.has(from)) sums.set(from, sums.get(from) + (low ?? 0) + (high ?? 0));
  }
  const chosen = picked.filter((id) => sums.has(id));
  const isLeft = ({ id }) => (chosen.length ? id === chosen[0] : sums.get(id) >= 0);
  const ordered = egoOrder(actors, near);
  return [ordered.filter(isLeft), ordered.filter((node) => !isLeft(node))];
}

const egoOrder = (list, near) => [...list].sort((a, b) => (near.ties.get(b.id)?.length ?? 0) - (near.ties.get(a.id)?.length ?? 0) || b.n - a.n || a.id - b.id);

// As many columns as keep the cards about as high as the arcs, filled row by row.
function egoColumns(cards, height) {
  const total = cards.reduce((sum, card) => sum + cardSize(card)[1] + EGO.gap, 0);
  const count = Math.min(cards.length, Math.max(1, Math.ceil(Math.sqrt(total / height)), Math.ceil(total / (2 * height))));
  return Array.from({ length: count }, (_, at) => cards.filter((_, place) => place % count === at));
}

function egoColumn(column, x) {
  const high = column.reduce((sum, card) => sum + cardSize(card)[1] + EGO.gap, 0);
  let y = -high / 2;
  return column.map((card) => {
    const own = cardSize(card)[1] + EGO.gap;
    y += own;
    return [card.id, { x, y: y - own / 2 }];
  });
}
