// Elements without HTML strings: text only ever arrives by textContent.

const byId = (id) => document.getElementById(id);
const allOf = (root, selector) => [...root.querySelectorAll(selector)];
const stage = byId("network"); // where the network is drawn

function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) setAttribute(made, name, value);
  made.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
  return made;
}

function setAttribute(made, name, value) {
  if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
  else if (name === "text") made.textContent = value;
  else if (value === true) made.setAttribute(name, "");
  else if (value !== null && value !== undefined && value !== false) made.setAttribute(name, value);
}

// Somebody else's text, which must not reorder what stands around it.
const bdi = (text, attributes = {}) => element("bdi", { ...attributes, text });

const button = (label, onclick, attributes = {}) => element("button", { type: "button", onclick, ...attributes }, bdi(label));

function svg(tag, attributes = {}, ...children) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

// A link that leaves the page, only for the web; else plain text.
function webLink(label, url) {
  if (!/^https?:\/\//i.test(url ?? "")) return bdi(label);
  return element("a", { href: url, rel: "noopener noreferrer", target: "_blank" }, bdi(label));
}

// Cut between two letters, never inside of one that takes two units.
function cut(text, length) {
  if (text.length <= length) return text;
  const letters = Array.from(text.slice(0, 2 * length));
  return letters.length > length || text.length > 2 * length ? `${letters.slice(0, length - 1).join("").trimEnd()}…` : text;
}

// What happened, for those who do not see it.
function announce(text) {
  byId("live").textContent = text;
}

const narrow = matchMedia("(max-width: 1180px)"); // the legend is a drawer
const phone = matchMedia("(max-width: 499px)");
const touch = matchMedia("(pointer: coarse)");
const calm = matchMedia("(prefers-reduced-motion: reduce)");
const darkSystem = matchMedia("(prefers-color-scheme: dark)");
