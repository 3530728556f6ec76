// The right panel: the words, the speaker, the source and the date behind what is selected.

const CARDS_AT_ONCE = 40;
const MOST_FINDINGS = 60;

let told = { about: "", seen: null }; // what the panel tells, of which statements

// The panel stays as it is while neither the selection nor the filters change; focus and, with the selection, the place in it stay, too.
function drawEvidence(state, seen) {
  const about = JSON.stringify([state.picked, state.edge, state.finding?.id, state.group]);
  if (told.about === about && told.seen === seen) return;
  const held = byId("evidence").contains(document.activeElement);
  const again = unfoldedAgain(byId("evidence-body"));
  byId("evidence-body").replaceChildren(...evidenceOf(state, new Set(seen.rows)));
  if (told.about === about) again();
  else byId("evidence").scrollTop = 0;
  if (held) byId("evidence-body").focus({ preventScroll: true });
  told = { about, seen };
}

// What to do when the same things were told anew: what the reader had opened or closed is so again, as many statements are shown.
function unfoldedAgain(body) {
  const parts = () => body.querySelectorAll(":scope > details");
  const open = new Map([...parts()].map((part) => [part.className, part.open]));
  const shown = body.querySelector(".cards")?.childElementCount ?? 0;
  return () => {
    for (const part of parts()) part.open = open.get(part.className) ?? part.open;
    const [list, more] = [body.querySelector(".cards"), body.querySelector(".more")];
    while (list && list.childElementCount < shown && !more.hidden) more.click();
  };
}

function evidenceOf({ picked, edge, finding }, rows) {
  if (edge !== null) return edgeEvidence(edges[edge], rows);
  if (finding) return findingEvidence(finding);
  if (picked.length === 2) return pairEvidence(...picked.map((id) => nodeById.get(id)));
  if (picked.length === 1) return nodeEvidence(nodeById.get(picked[0]), rows);
  if (state.group !== null && ROLLED) return communityEvidence(state.group, rows);
  return overview(rows);
}

// -- the whole ---------------------------------------------------------------------------------------------------------------------

function overview(rows) {
  const shown = [...rows];
  const actors = new Set(shown.map((i) => actorOf(i).id)).size;
  const targets = [...new Set(shown.map(targetOf))];
  const total = rows.size === ids.length ? "" : ` of ${figure(ids.length)}`;
  return [
    element("h2", { text: "Who says so?" }),
    element("p", { class: "summary", text: `${figure(rows.size)}${total} statements by ${plural(actors, "actor")} on ${countedKinds(targets)}.` }),
    element("p", { class: "note ask", text: `Choose an actor, an issue or a line. ${touch.matches ? "“Compare with” sets an actor beside another." : "Hold Shift and choose a second actor to compare two."}` }),
    stanceStrip(shown),
    ...findingList("What stands out", facts.derived.filter((each) => each.kind !== "DerivedStance"), rows),
    ...cards("Statements", firstThings(shown)),
  ];
}

// -- a node ------------------------------------------------------------------------------------------------------------------------

function nodeEvidence(node, rows) {
  const own = firstThings(edgesOfNode.get(node.id).flatMap((edge) => statementsOfEdge.get(edge.id) ?? []).filter((i) => rows.has(i)).sort((a, b) => a - b));
  return [
    back(),
    element("h2", { class: "with-sign" }, nodeSign(node), bdi(node.label)),
    element("p", { class: "summary", text: `${capital(typeWord(node))} · ${plural(own.length, "statement")}` }),
    node.definition ? element("p", { class: "definition" }, bdi(node.definition)) : null,
    wikidataLink(node),
    own.length ? stanceStrip(own) : noneLeft(),
    ...(node.kind === "actor" ? comparisons(node) : camps(node, own)),
    ...findingList("What follows and what stands out", findingsAbout(node), rows),
    ...cards("Statements", own),
  ].filter(Boolean);
}

function wikidataLink({ wikidata }) {
  if (!/^Q[1-9]\d*$/.test(wikidata ?? "")) return null;
  return element("p", { class: "note" }, webLink(`Wikidata ${wikidata}`, `https://www.wikidata.org/wiki/${wikidata}`));
}

// Who stands where on an issue, one line a stance.
function camps(node, own) {
  const towards = own.filter((i) => targetOf(i) === node);
  const byLook = grouped(towards, (i) => lookOf(edgeOf(i)));
  const lines = Object.keys(STANCES).filter((look) => byLook.has(look)).map((look) => {
    const actors = [...new Set(byLook.get(look).map((i) => actorOf(i)))].sort((a, b) => (a.label < b.label ? -1 : 1));
    return element("div", { class: "camp" }, element("span", { class: "camp-name" }, stanceSign(look), STANCES[look]), chips(actors));
  });
  return lines.length ? [element("h3", { text: "Who stands where" }), ...lines] : [];
}

const chips = (list) => element("div", { class: "chips" }, ...list.map((node) => button(cut(node.label, 60), () => pickNode(node.id), { class: "chip" })));

// -- an edge, a finding ------------------------------------------------------------------------------------------------------------

function edgeEvidence(edge, rows) {
  const own = (statementsOfEdge.get(edge.id) ?? []).filter((i) => rows.has(i));
  const [from, to] = [nodeById.get(edge.from), nodeById.get(edge.to)];
  const title = element("h2", { class: "sentence" }, nodeLink(from), " ", element("span", { class: `stance-word stance-${lookOf(edge)}`, text: relationWord(edge) }), " ", nodeLink(to));
  const sort = [edge.asserted ? "Asserted" : "Held back", STANCES[lookOf(edge)], edge.mode === "actual" ? null : word("mode", edge.mode).toLowerCase()];
  return [back(), title, element("p", { class: "summary", text: `${sort.filter(Boolean).join(" · ")} · ${plural(own.length, "statement")}` }), own.length ? null : noneLeft(), countedCell(edge), ...cards("Statements", own)].filter(Boolean);
}

const noneLeft = () => element("p", { class: "note", text: "The filters leave none of its statements." });
const nodeLink = (node) => button(node.label, () => pickNode(node.id), { class: "link" });

function findingEvidence(finding) {
  const below = statementsBelow(finding);
  return [
    back(),
    element("h2", { text: FINDINGS[finding.kind] ?? finding.kind }),
    element("p", { class: "summary" }, bdi(finding.text)),
    element("p", { class: "note", text: `By rule ${finding.rule} from ${plural(below.length, "statement")}. ${facts.rules[finding.rule] ?? ""}`.trim() }),
    ...cards("Premises", below),
  ];
}

// Findings of which the filters leave every statement that they rest on.
function findingList(title, findings, rows) {
  if (!findings.length) return [];
  const left = findings.filter((finding) => statementsBelow(finding).every((i) => rows.has(i)));
  const items = left.slice(0, MOST_FINDINGS).map(findingItem);
  const further = left.length > items.length ? `The first ${items.length} of them.` : "";
  const gone = findings.length > left.length ? `${further} Of the others the filters leave out a statement that they rest on.` : further;
  const count = left.length < findings.length ? `${figure(left.length)} of ${figure(findings.length)}` : figure(left.length);
  const note = gone ? element("p", { class: "note", text: gone.trim() }) : null;
  return [element("details", { class: "findings", open: left.length > 0 && left.length < 7 }, element("summary", {}, `${title} (${count})`), element("ul", {}, ...items), note)];
}

const ruleSign = (rule) => element("span", { class: "rule", title: facts.rules[rule], text: rule });

const findingItem = (finding) =>
  element("li", { class: `finding ${finding.kind}` }, ruleSign(finding.rule),
    button(cut(`${FINDINGS[finding.kind] ?? finding.kind}: ${finding.text}`, 300), () => pickFinding(finding), { class: "link" }));

// Asserted positions before acts and what is held back, each by date; rows come by date.
function firstThings(list) {
  const found = [[], [], [], []];
  for (const i of list) found[depthOf(edgeOf(i))].push(i);
  return found.reverse().flat();
}

// -- parts -------------------------------------------------------------------------------------------------------------------------

const back = () => button("← All statements", pickNothing, { class: "back quiet" });
const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);

// Share of each stance among the statements shown, as one bar; the numbers are its text alternative.
function stanceStrip(rows) {
  const byLook = grouped(rows, (i) => lookOf(edgeOf(i)));
  const looks = Object.keys(STANCES).filter((look) => byLook.has(look));
  if (!looks.length) return null;
  let x = 0;
  const bars = looks.map((look) => {
    const width = (100 * byLook.get(look).length) / rows.length;
    x += width;
    return svg("rect", { x: x - width, y: 0, width: Math.max(width - 0.6, 0.4), height: 6, class: `stance-${look}` });
  });
  const text = looks.map((look) => `${STANCES[look]} ${byLook.get(look).length}`).join(", ");
  return element("div", { class: "strip" }, svg("svg", { viewBox: "0 0 100 6", preserveAspectRatio: "none", role: "img", "aria-label": text }, ...bars));
}

// Cards of statements, the first forty at once.
function cards(title, rows) {
  const list = element("div", { class: "cards" });
  const more = button("", () => grow(), { class: "more" });
  const grow = () => {
    const from = list.childElementCount;
    list.append(...rows.slice(from, from + CARDS_AT_ONCE).map(card));
    more.hidden = list.childElementCount >= rows.length;
    more.textContent = `Show more (${figure(rows.length - list.childElementCount)} left)`;
  };
  grow();
  return [element("h3", { text: title }), list, more];
}

function card(i) {
  const row = evidence(i);
  const edge = edgeOf(i);
  return element("article", { class: `card stance-${lookOf(edge)}${edge.asserted ? "" : " held"}`, "data-statement": ids[i] },
    element("h4", {}, button(row.sentence, () => pickEdge(edge.id), { class: "link" })),
    ...row.quotes.map((quote) => element("blockquote", {}, bdi(`“${quote}”`))),
    row.condition ? labelled("If", row.condition) : null,
    row.because.length ? labelled("Because", row.because.join("; ")) : null,
    ...row.slots.map(([role, names]) => labelled(capital(role.replaceAll("_", " ")), names.join(", "))),
    said(i, row),
    source(i, row),
    verdict(i, row, edge),
    follows(i),
    row.place ? element("p", { class: "place" }, placeLink(row.place)) : null,
  );
}

const labelled = (name, text) => element("p", { class: "line" }, element("span", { class: "name", text: name }), " ", bdi(text));

// The speaker as named, else whose voice it is; then everybody who passed it on.
function said(i, { said_by: speakers, reported_by: reporters }) {
  const voice = cell(facts.voice, i) ?? "own";
  const parts = [speakers.length ? `Said by ${speakers.join(", ")}` : null, reporters.length ? `reported by ${reporters.join(", ")}` : null, VOICES[voice]];
  return element("p", { class: "line" }, bdi(parts.filter(Boolean).map((part, at) => (at ? part : capital(part))).join(" · ")));
}

function source(i, { when, said: day }) {
  const paper = documentOf(i);
  const about = when && when !== day ? (/^(by|from) /.test(when) ? `of what was so ${when}` : `about ${when}`) : null;
  const rest = [paper?.publisher, day, about].filter(Boolean).join(" · ");
  if (!paper) return rest ? element("p", { class: "line source" }, bdi(rest)) : null;
  return element("p", { class: "line source" }, webLink(paper.label, paper.url), rest ? element("span", {}, " · ", bdi(rest)) : null);
}

function verdict(i, { reasons, certainty, scope }, edge) {
  const extra = [certainty && certainty !== "certain" ? `the coder calls it ${certainty}` : null, scope && scope !== "all" ? `scope: ${scope}` : null];
  const why = reasons.map((reason) => REASONS[reason] ?? reason).concat(extra.filter(Boolean)).join("; ");
  const held = reasons.length > 0 || !edge.asserted;
  return element("p", { class: `verdict ${held ? "held" : "asserted"}` }, element("strong", { text: held ? "Held back" : "Asserted" }),
    held ? `: ${why || "it did not pass the gate"}.` : ": nothing speaks against taking it at its word" + (why ? ` (${why}).` : "."));
}

const sourceTemplate = parsed("source");

// The line of the file: a link where the project says where its files can be read, else a button that copies what an editor's
// "go to" takes.
function placeLink(place) {
  const [, file, line] = /^(.*):(\d+)$/.exec(place) ?? [null, place, ""];
  if (sourceTemplate) return webLink(place, sourceTemplate.replaceAll("{file}", () => encodeURI(file)).replaceAll("{line}", () => line));
  return button(place, ({ currentTarget }) => copy(place, currentTarget), { class: "link", title: "Copy the place" });
}

const COPIED = 1500; // milliseconds that a button says so

// Where a page may not write into the clipboard, the text is selected, so that a key does it.
function copy(text, from) {
  const done = () => {
    announce(`Copied ${text}.`);
    from.textContent = "copied";
    setTimeout(() => from.replaceChildren(bdi(text)), COPIED);
  };
  const refused = () => {
    announce(text);
    getSelection().selectAllChildren(from);
  };
  if (navigator.clipboard) return navigator.clipboard.writeText(text).then(done, refused);
  return refused();
}

function follows(i) {
  const findings = findingsFrom(i);
  if (!findings.length) return null;
  const items = findings.slice(0, 12).map((finding) =>
    element("li", {}, ruleSign(finding.rule), button(cut(finding.text, 300), () => pickFinding(finding), { class: "link" })));
  return element("details", { class: "follows" }, element("summary", {}, `What follows (${findings.length})`), element("ul", {}, ...items));
}
