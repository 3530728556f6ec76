// A film of the time that the reader has set, or of all of it: positions appear, shift, fade. Its end gives that range back; who halts it
// keeps the picture, and playing goes on from there.

const FILM = 12000; // milliseconds for the whole axis
const CALM_STEPS = 12; // for whoever wants no motion: as many still pictures
const FADE = 8; // the window is this part of the axis: what is older fades
const LEAST_PICTURE = 60; // milliseconds
const STOPPERS = ["pointerdown", "keydown", "wheel"];
let film = null; // the timer of the next picture, while it plays
let reel = null; // the range that the reader has set, its bins, the bin and range of the picture that was shown last

const sameRange = (one, other) => one.from === other.from && one.to === other.to;

function playButton() {
  return element("button", { type: "button", id: "play", "aria-label": "Play through time", "aria-pressed": "false", title: "Play: positions appear, shift, fade", text: "▶", onclick: () => (film ? halt() : play()) });
}

function play() {
  if (!reel || !sameRange(reel.shown, state)) reel = newReel(state);
  film = { timer: null };
  for (const name of STOPPERS) document.addEventListener(name, stoppedByOther, true);
  showPlaying(true);
  stepFilm();
}

function newReel({ from, to }) {
  const own = { from, to };
  const [first, last] = rangeShown(own);
  return { own, first, last, at: first - 1, shown: own };
}

// The next picture; the one after it waits until this one is drawn, however slow the machine is.
function stepFilm() {
  if (reel.at === reel.last) return rewind();
  const step = calm.matches ? Math.ceil(bins.length / CALM_STEPS) : 1;
  const at = Math.min(reel.at + step, reel.last);
  const part = rangeOf(Math.max(reel.first, at + 1 - Math.max(step, Math.ceil(bins.length / FADE))), at);
  reel = { ...reel, at, shown: narrowed(part, reel.own) };
  chooseQuietly(reel.shown);
  film.timer = setTimeout(stepFilm, Math.max(LEAST_PICTURE, (FILM * step) / bins.length));
}

// A range no wider than another one; days as text are in their order.
function narrowed(range, { from, to }) {
  return { from: from && (!range.from || range.from < from) ? from : range.from, to: to && (!range.to || range.to > to) ? to : range.to };
}

// To the range that was set before.
function rewind() {
  const { own } = reel;
  stop();
  reel = null;
  choose(own);
}

// The address and whoever listens are told once.
function halt() {
  stop();
  remember();
  say(state, visible(state));
}

function stop() {
  clearTimeout(film.timer);
  film = null;
  for (const name of STOPPERS) document.removeEventListener(name, stoppedByOther, true);
  showPlaying(false);
}

// Escape gives the range back; whatever else the reader turns to halts the film, but for its own button, which does so by itself.
function stoppedByOther(event) {
  if (event.key === "Escape") {
    event.stopPropagation();
    rewind();
  } else if (!(timelineParts.play.contains(event.target) && (event.type !== "keydown" || ["Enter", " ", "Tab", "Shift"].includes(event.key)))) halt();
}

function showPlaying(on) {
  timelineParts.play.setAttribute("aria-pressed", String(on));
  timelineParts.play.textContent = on ? "❚❚" : "▶";
}
