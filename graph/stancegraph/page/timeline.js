// Statements by date and stance, with a range that can be moved and dragged; days, months or years, whatever is readable.

const MOST_BARS = 100;
const BARS_HIGH = 30; // units of the picture
const TICK_GAP = 12; // pixels
const UNDATED = 65535;
const dayText = (number) => new Date(number * DAY).toISOString().slice(0, 10);
const human = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });
const humanMonth = new Intl.DateTimeFormat("en-GB", { month: "short", year: "numeric", timeZone: "UTC" });
const dayWords = (number) => human.format(new Date(number * DAY));
const dayOf = (i) => starts[i] ?? ends[i];
const dated = everyStatement.filter(dayOf);
const allDays = dated.map((i) => dayNumber(dayOf(i))).sort((a, b) => a - b);
let bins = [];
let binOf = null; // of each statement the bin of its day
let timelineParts = null;
let barsDrawn = null; // the numbers that the bars show

function startTimeline() {
  if (!dated.length) {
    byId("timeline").hidden = true;
    document.body.classList.add("undated");
    return;
  }
  bins = withEnds(binned(withoutStragglers(allDays)));
  binOf = Uint16Array.from(everyStatement, (i) => (dayOf(i) ? binAt(dayNumber(dayOf(i))) : UNDATED));
  const bars = svg("svg", { viewBox: `0 0 ${bins.length} ${BARS_HIGH}`, preserveAspectRatio: "none", class: "bars", "aria-hidden": "true" });
  timelineParts = { bars, from: slider("From", 0), to: slider("Until", bins.length - 1), ticks: element("div", { class: "ticks", "aria-hidden": "true" }), text: element("output", { class: "range" }), play: playButton() };
  bars.addEventListener("pointerdown", startDrag);
  const undated = ids.length - dated.length;
  const note = undated ? element("span", { class: "note", text: `${plural(undated, "statement")} without a date always shown` }) : null;
  byId("timeline").append(timelineParts.play, element("div", { class: "track" }, bars, timelineParts.from, timelineParts.to, timelineParts.ticks), element("div", { class: "range-text" }, timelineParts.text, note));
  new ResizeObserver(drawTicks).observe(timelineParts.ticks);
}

// -- bins ------------------------------------------------------------------------------------------------------------------------

const DENSE = 0.85; // share of the statements that the axis is made for

// A few dates far from all others would press the rest into one bar: the axis shows the shortest time that holds most statements, with
// some room around it, and the others have a bar of their own before the first or after the last.
function withoutStragglers(days) {
  const most = Math.ceil(days.length * DENSE) - 1;
  const span = (from) => days[from + most] - days[from];
  const from = days.slice(most).reduce((best, _, at) => (span(at) < span(best) ? at : best), 0);
  const room = Math.max(span(from) / 4, 14);
  return days.filter((day) => day >= days[from] - room && day <= days[from + most] + room);
}

function withEnds(found) {
  const [low, high] = [found[0].start, found.at(-1).end];
  const before = allDays[0] < low ? [{ start: allDays[0], end: low - 1, side: "earlier" }] : [];
  const after = allDays.at(-1) > high ? [{ start: high + 1, end: allDays.at(-1), side: "later" }] : [];
  return [...before, ...found, ...after];
}

// The first and last day of each bin, from the finest unit that does not give too many.
function binned(days) {
  const [first, last] = [days[0], days.at(-1)];
  for (const step of [stepDays(1), stepDays(7), stepMonths(1), stepMonths(3), stepMonths(12)]) {
    const begun = startsOf(step, first, last);
    if (begun.length <= MOST_BARS) return begun.map((start, at) => ({ start, end: (begun[at + 1] ?? step(start)) - 1 }));
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
  const begun = [];
  for (let at = step.begin(first); at <= last && begun.length <= MOST_BARS; at = step(at)) begun.push(at);
  return begun;
}

function binAt(day) {
  const at = bins.findIndex(({ end }) => day <= end);
  return at < 0 ? bins.length - 1 : at;
}

// A bin in words: "before 14 Dec 2007", "12 Feb 2008", "1 Jan 2001 to 31 Mar 2001".
function binWords({ start, end, side }) {
  if (side) return side === "earlier" ? `before ${dayWords(end + 1)}` : `after ${dayWords(start - 1)}`;
  return start === end ? dayWords(start) : `${dayWords(start)} to ${dayWords(end)}`;
}

// -- the range -------------------------------------------------------------------------------------------------------------------

// The middle of a handle stands below the middle of its bar.
function slider(label, value) {
  const made = element("input", { type: "range", min: 0, max: bins.length - 1, value, step: 1, "aria-label": label, class: label.toLowerCase(), oninput: ranged });
  made.style.left = `calc((100% - 16px) / ${2 * bins.length})`;
  made.style.width = `calc(100% - (100% - 16px) / ${bins.length})`;
  return made;
}

function ranged() {
  const [low, high] = [timelineParts.from, timelineParts.to].map(({ value }) => Number(value));
  choose(rangeOf(Math.min(low, high), Math.max(low, high)));
}

// What stands at the ends of the axis is open: it leaves nothing out there.
const rangeOf = (low, high) => ({ from: low > 0 ? dayText(bins[low].start) : null, to: high < bins.length - 1 ? dayText(bins[high].end) : null });

function rangeShown({ from, to }) {
  return [from ? binAt(dayNumber(from)) : 0, to ? binAt(dayNumber(to)) : bins.length - 1];
}

function drawTimeline(state, seen) {
  if (!timelineParts) return;
  if (film && !sameRange(reel.shown, state)) halt();
  const [first, last] = rangeShown(state);
  drawBars(seen.dated);
  [...timelineParts.bars.children].forEach((bar) => bar.classList.toggle("outside", bar.dataset.bin < first || bar.dataset.bin > last));
  moveSliders(first, last);
  timelineParts.text.textContent = rangeWords(state, first, last);
}

function rangeWords({ from, to }, first, last) {
  if (!from && !to) return allDays[0] === allDays.at(-1) ? dayWords(allDays[0]) : "All dates";
  if (first === last && bins[first].side) return binWords(bins[first]);
  if (!from) return `until ${dayWords(dayNumber(to))}`;
  if (!to) return `from ${dayWords(dayNumber(from))}`;
  return from === to ? dayWords(dayNumber(from)) : `${dayWords(dayNumber(from))} – ${dayWords(dayNumber(to))}`;
}

function moveSliders(first, last) {
  const { from, to } = timelineParts;
  if (Math.min(from.value, to.value) !== first || Math.max(from.value, to.value) !== last) [from.value, to.value] = [first, last];
  from.setAttribute("aria-valuetext", binWords(bins[from.value]));
  to.setAttribute("aria-valuetext", binWords(bins[to.value]));
}

// Taking the range by its middle moves both ends.
function startDrag(event) {
  const [first, last] = rangeShown(state);
  const { left, width } = timelineParts.bars.getBoundingClientRect();
  const at = (x) => Math.floor(((x - left) / width) * bins.length);
  const start = at(event.clientX);
  if (start < first || start > last || last - first === bins.length - 1) return;
  const drag = (moved) => {
    const step = Math.min(Math.max(at(moved.clientX) - start, -first), bins.length - 1 - last);
    if (rangeShown(state)[0] !== first + step) choose(rangeOf(first + step, last + step));
  };
  timelineParts.bars.setPointerCapture(event.pointerId);
  timelineParts.bars.addEventListener("pointermove", drag);
  timelineParts.bars.addEventListener("lostpointercapture", () => timelineParts.bars.removeEventListener("pointermove", drag), { once: true });
}

// -- bars ------------------------------------------------------------------------------------------------------------------------

// Bars stay as they are while only the range moves.
function drawBars(rows) {
  if (barsDrawn === rows || (barsDrawn && sameRows(barsDrawn, rows))) return;
  barsDrawn = rows;
  const [{ codes, values }] = FACETS;
  const stacks = bins.map(() => new Uint32Array(values.length));
  for (const i of rows) if (binOf[i] !== UNDATED) stacks[binOf[i]][codes[i]] += 1;
  const heights = stacks.map((stack) => stack.reduce((sum, n) => sum + n, 0));
  const unit = (BARS_HIGH - 1) / Math.max(1, ...heights);
  timelineParts.bars.replaceChildren(...stacks.flatMap((stack, at) => (heights[at] ? [stackBar(at, values.map((look, code) => [look, stack[code]]), unit)] : [])));
}

// One bar with its numbers for the pointer; the whole height answers, so that a low bar is no harder to hit.
function stackBar(at, looks, unit) {
  const shown = looks.filter(([, n]) => n);
  const counts = shown.map(([look, n]) => `${figure(n)} ${STANCES[look] ?? look}`).join(", ");
  let top = BARS_HIGH;
  const rects = shown.map(([look, n]) => {
    top -= n * unit;
    return svg("rect", { x: at + 0.08, y: top, width: 0.84, height: n * unit, class: `stance-${look}` });
  });
  const named = svg("title");
  named.textContent = `${capital(binWords(bins[at]))}: ${counts}`;
  return svg("g", { "data-bin": at }, named, svg("rect", { x: at, y: 0, width: 1, height: BARS_HIGH, class: "reach" }), ...rects);
}

// -- days below the bars ---------------------------------------------------------------------------------------------------------

// The ends first, then months, then days, each where it does not run into another.
function drawTicks() {
  const width = timelineParts.ticks.clientWidth;
  const taken = [];
  const kept = wantedTicks().map((tick) => ({ ...tick, ...tickRoom(tick, width) })).filter(({ left, right }) => {
    const free = left >= -1 && right <= width + 1 && taken.every((other) => right + TICK_GAP < other.left || left > other.right + TICK_GAP);
    if (free) taken.push({ left, right });
    return free;
  });
  timelineParts.ticks.replaceChildren(...kept.sort((a, b) => a.left - b.left).map(({ text, left }) => {
    const made = element("span", { text });
    made.style.left = `${Math.round(left)}px`;
    return made;
  }));
}

function wantedTicks() {
  const [first, last] = [bins.findIndex(({ side }) => !side), bins.findLastIndex(({ side }) => !side)];
  const inner = bins.map((bin, at) => ({ ...bin, at })).filter(({ at }) => at > first && at < last);
  const months = inner.filter(({ start, end }) => end - start > 26 || new Date(start * DAY).getUTCDate() === 1);
  return [
    { text: `${first ? "earlier · " : ""}${dayWords(bins[first].start)}`, at: 0, side: "left" },
    { text: `${dayWords(Math.min(bins[last].end, Math.max(bins[last].start, allDays.at(-1))))}${last < bins.length - 1 ? " · later" : ""}`, at: bins.length - 1, side: "right" },
    ...months.map(({ start, at }) => ({ text: humanMonth.format(new Date(start * DAY)), at })),
    ...inner.filter(({ at }) => (at - first) % 7 === 0).map(({ start, at }) => ({ text: dayWords(start).replace(/ \d+$/, ""), at })),
  ];
}

function tickRoom({ text, at, side }, width) {
  ruler.font = `11px ${FONT}`;
  const wide = Math.ceil(ruler.measureText(text).width) + 1;
  if (side) return side === "left" ? { left: 0, right: wide } : { left: width - wide, right: width };
  const middle = ((at + 0.5) / bins.length) * width;
  return { left: middle - wide / 2, right: middle + wide / 2 };
}
