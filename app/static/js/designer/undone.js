// Acts that have not reached the server: they wait in their order and are repeated; those that cannot be done any more are named.

const ON_THE_WHOLE = new Set(["undo", "redo", "merge", "discard", "rename"]);
const OF_THE_PAGE = ["_seen", "csrf_token", "tab"];
const waiting = [];

export const undone = () => waiting.length > 0;
export const first = () => waiting[0];
export const done = () => waiting.shift();

// who sees nothing happen presses again, and does not want it twice
export function hold(act) {
  const last = waiting.at(-1);
  if (!last || wish(last.body) !== wish(act.body)) waiting.push(act);
}

// the server cannot be reached: what is here has to wait
export function wait() {
  for (const act of waiting) act.waited = true;
}

// a step that has another name by now is still the one that was meant
export function follow(was, now) {
  for (const { body } of waiting) {
    for (const key of ["at", "into", "before"]) if (was && body.get(key) === was) body.set(key, now);
  }
}

// nothing that waits is done any more, and the page says what it was until somebody has read it
export function giveUp(place) {
  const words = waiting.splice(0).map((act) => act.words);
  if (!words.length) return;
  document.querySelector("[data-undone]")?.remove();
  const note = document.querySelector("template[data-undone-note]").content.firstElementChild.cloneNode(true);
  document.querySelector("[data-part=told]").after(note);
  // written after it is in the page, so that it is read out
  note.querySelector("[data-words]").textContent = words.join(place.dataset.and);
  note.querySelector("button").addEventListener("click", () => note.remove());
}

// what the act is called where it was pressed or dragged, and on what
export function named(body, place) {
  const act = body.get("act");
  if (act === "add") return place.dataset.adds.replace("{what}", () => kind(body.get("type")));
  if (act === "move") return place.dataset.moves.replace("{what}", () => title(body.get("at")));
  const button = document.querySelector(`[data-part] button[name=act][value="${act}"]`);
  const words = button?.getAttribute("aria-label") || button?.textContent.trim() || act;
  if (ON_THE_WHOLE.has(act) || !body.get("at")) return words;
  return place.dataset.acts.replace("{act}", words).replace("{what}", () => title(body.get("at")));
}

const kind = (type) => document.querySelector(`#palette [data-type="${type}"] span`)?.firstChild.textContent || type;

function title(at) {
  const pick = document.querySelector(`#canvas [data-at="${at}"]`);
  return pick?.firstChild?.textContent.trim() || at;
}

function wish(body) {
  const words = new URLSearchParams(body);
  for (const key of OF_THE_PAGE) words.delete(key);
  return words.toString();
}
