// Statements by date and stance, with a range; days, months or years, whatever gives a readable number of bars.

const MOST_BARS = 100;
const DAY = 86400000;
const dayNumber = (day) => Math.floor(Date.parse(`${day}T00:00:00Z`) / DAY);
const dayText = (number) => new Date(number * DAY).toISOString().slice(0, 10);
const dated = everyStatement.filter((i) => starts[i] ?? ends[i]);
const dayOf = (i) => starts[i] ?? ends[i];
const allDays = dated.map((i) => dayNumber(dayOf(i))).sort((a, b) => a - b);
let bins = [];
let timelineParts = null;

function startTimeline() {
  if (!dated.length) {
    byId("timeline").hidden = true;
    document.body.classList.add("undated");
    return;
  }
  bins = binned(withoutStragglers(allDays));
  const bars = svg("svg", { viewBox: `0 0 ${bins.length} 40`, preserveAspectRatio: "none", class: "bars", "aria-hidden": "true" });
  timelineParts = { bars, from: slider("From", 0), to: slider("Until", bins.length - 1), text: element("output", { class: "range" }) };
  const undated = ids.length - dated.length;
  const note = undated ? element("span", { class: "note", text: `${plural(undated, "statement")} without a date always shown` }) : null;
  byId("timeline").append(element("div", { class: "track" }, bars, timelineParts.from, timelineParts.to), element("div", { class: "range-text" }, timelineParts.text, note));
}

// A few dates far from all others would press the rest into one bar: they are counted with the first or last bar instead.
function withoutStragglers(days) {
  const [low, high] = [days[Math.floor(days.length * 0.04)], days[Math.ceil(days.length * 0.96) - 1]];
  const reach = Math.max(high - low, 14);
  return days.filter((day) => day >= low - reach && day <= high + reach);
}

// The first day of each bin and of the one after the last, from the finest unit that does not give too many.
function binned(days) {
  const [first, last] = [days[0], days.at(-1)];
  for (const step of [stepDays(1), stepDays(7), stepMonths(1), stepMonths(3), stepMonths(12)]) {
    const starts = startsOf(step, first, last);
    if (starts.length <= MOST_BARS) return starts.map((start, at) => ({ start, end: (starts[at + 1] ?? step(start)) - 1 }));
  }
  const width = Math.ceil((last - first + 1) / MOST_BARS);
  return startsOf(stepDays(width), first, last).map((start) => ({ start, end: start + width - 1 }));
}

const stepDays = (n) => Object.assign((day) => day + n, { begin: (day) => day });

function stepMonths(n) {
  const month = (day, more) => {
    const date = new Date(day * DAY);
    return Math.floor(Date.UTC(date.getUTCFullYear(), Math.floor(date.getUTCMonth() / n) * n + more, 1) / DAY);
  };
  return Object.assign((day) => month(day, n), { begin: (day) => month(day, 0) });
}

function startsOf(step, first, last) {
  const starts = [];
  for (let at = step.begin(first); at <= last && starts.length <= MOST_BARS; at = step(at)) starts.push(at);
  return starts;
}

function slider(label, value) {
  return element("input", { type: "range", min: 0, max: bins.length - 1, value, step: 1, "aria-label": label, class: label.toLowerCase(), oninput: ranged });
}

function ranged() {
  const { from, to } = timelineParts;
  const [low, high] = [Math.min(from.value, to.value), Math.max(from.value, to.value)];
  choose({ from: low > 0 ? dayText(bins[low].start) : null, to: high < bins.length - 1 ? dayText(bins[high].end) : null });
}

function drawTimeline({ from, to }, seen) {
  if (!timelineParts) return;
  const first = from ? binAt(dayNumber(from)) : 0;
  const last = to ? binAt(dayNumber(to)) : bins.length - 1;
  drawBars(seen.dated.filter((i) => dayOf(i)), first, last);
  moveSliders(first, last);
  timelineParts.text.textContent = `${from ?? dayText(allDays[0])} – ${to ?? dayText(allDays.at(-1))}`;
}

function moveSliders(first, last) {
  const { from, to } = timelineParts;
  if (Math.min(from.value, to.value) !== first || Math.max(from.value, to.value) !== last) [from.value, to.value] = [first, last];
  from.setAttribute("aria-valuetext", dayText(bins[from.value].start));
  to.setAttribute("aria-valuetext", dayText(bins[to.value].end));
}

function binAt(day) {
  const at = bins.findIndex(({ end }) => day <= end);
  return at < 0 ? bins.length - 1 : at;
}

function drawBars(rows, first, last) {
  const stacks = grouped(rows, (i) => binAt(dayNumber(dayOf(i))));
  const highest = [...stacks.values()].reduce((most, stack) => Math.max(most, stack.length), 1);
  timelineParts.bars.replaceChildren(...[...stacks].flatMap(([at, stack]) => stackBars(at, stack, 38 / highest, at >= first && at <= last)));
}

function stackBars(at, stack, unit, inside) {
  const byLook = grouped(stack, (i) => lookOf(edgeOf(i)));
  let top = 40;
  return Object.keys(STANCES).filter((look) => byLook.has(look)).map((look) => {
    const height = byLook.get(look).length * unit;
    top -= height;
    return svg("rect", { x: at + 0.1, y: top, width: 0.8, height, class: `stance-${look}${inside ? "" : " outside"}` });
  });
}
