// What this page is, whose it is and what travels in it.

const about = parsed("about");

function startAbout() {
  const box = byId("about-box");
  byId("about-open").addEventListener("click", () => {
    if (!box.childElementCount) box.append(...aboutParts());
    box.showModal();
  });
  // A click beside the box, which is its backdrop, closes it as Escape does.
  box.addEventListener("click", (event) => event.target === box && box.close());
}

function aboutParts() {
  const close = button("Close", () => byId("about-box").close(), { class: "quiet" });
  return [
    element("div", { class: "panel-head" }, element("h2", { id: "about-title" }, bdi(about.title || document.title)), close),
    about.description ? element("p", {}, bdi(about.description)) : null,
    factList(projectFacts()),
    element("h3", { text: "How to read it" }),
    element("ul", { class: "reading" }, ...READING.map((text) => element("li", { text }))),
    element("h3", { text: "Keys" }),
    factList(KEYS),
    element("h3", { text: "Software in this file" }),
    ...about.libraries.map(libraryPart),
    element("p", { class: "note", text: `Made with ${about.generator}. One file: it asks no server for anything.` }),
  ].filter(Boolean);
}

const READING = [
  "Every line is a position that somebody takes or an act that somebody does, with the words, the speaker, the document and the day behind it.",
  "Asserted: nothing speaks against taking the statement at its word. Held back: a condition, a plan, an expectation or a rival’s word stands between the statement and the fact; such lines are faint.",
  "The two arcs are the two camps: who supports and opposes the same things stands on the same side. What both sides speak of stands in the middle.",
  "A date with ? is likely rather than certain, one with ~ is about right, and X leaves a digit open: 199X is the 1990s.",
  "What follows by a rule from what was said is never drawn as a line; it stands with its rule and its premises in the panel.",
];

const KEYS = [
  ["/", "search"], ["Arrow keys", "walk over actors and issues"], ["Enter", "show the evidence; with Shift, compare with the chosen actor"], ["Escape", "one step back"],
  ["+ and −", "closer, further away"], ["0", "show everything"],
];

function projectFacts() {
  const { counts } = about;
  const told = [
    plural(counts.statements, "statement"), counts.documents === undefined ? null : plural(counts.documents, "document"), `${plural(counts.actors, "actor")} (${figure(counts.speakers)} of them with statements of their own)`, plural(counts.issues, "issue"),
    counts.acts === undefined ? null : plural(counts.acts, "act"), counts.instruments ? plural(counts.instruments, "instrument") : null,
  ];
  const gate = counts.asserted === undefined ? "" : ` (${figure(counts.asserted)} asserted, ${figure(counts.held_back)} held back)`;
  return [
    ["Contents", `${told.filter(Boolean).join(", ")}${gate}`], ["Licence", about.license], ["Creators", listed(about.creators)], ["Publisher", about.publisher],
    ["Version", about.version], ["Coders", listed(about.coders)],
  ].filter(([, value]) => value);
}

const listed = (names) => (Array.isArray(names) ? names.join(", ") : names);
const factList = (rows) => element("dl", {}, ...rows.flatMap(([name, value]) => [element("dt", { text: name }), element("dd", {}, linked(String(value)))]));
const linked = (text) => (/^https?:\/\/\S+$/i.test(text) ? webLink(text, text) : bdi(text));

function libraryPart({ name, version, license, url, sha256, contains }) {
  const parts = contains.length ? element("span", { class: "note", text: `Built into it: ${contains.join("; ")}.` }) : null;
  return element("p", { class: "library" }, webLink(name, url), ` ${version}, ${license}`, element("code", { text: `sha256 ${sha256}` }), parts);
}
