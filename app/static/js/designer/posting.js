// Acts are posted one after the other, each on what the one before left; the parts that come back take their places.

let place;
let line = Promise.resolve();
let waiting = 0;
const spare = document.createElement("template");

export function begin(found) {
  place = found;
}

// the form's fields with the token of now; `told` is said once it is done
export function post(body, { told, keep } = {}) {
  return queue(async () => {
    body.set("_seen", token());
    const answer = await fetch(place.dataset.act, {
      method: "POST",
      body: new URLSearchParams(body),
      headers: { "HX-Request": "true" },
    });
    await take(answer, { keep });
    if (body.get("act") !== "set") unfold("");
    if (told && answer.ok) document.dispatchEvent(new CustomEvent("tongban:toast", { detail: { kind: "ok", words: told } }));
  });
}

// another node is looked at: its sheet, and the mark on the canvas
export function look(at, { into = false, open = false } = {}) {
  return queue(async () => {
    const address = new URL(place.dataset.page, location.href);
    const tab = document.querySelector("[data-part=sheet] [name=tab]")?.value;
    if (at) address.searchParams.set("at", at);
    if (place.dataset.view !== "design") address.searchParams.set("view", place.dataset.view);
    if (tab) address.searchParams.set("tab", tab);
    await take(await fetch(address, { headers: { "HX-Request": "true" } }), {});
    if (open) unfold("sheet");
    if (into) document.querySelector("#sheet [data-tab]:not([hidden]) :is(input:not([type=hidden]), select, textarea)")?.focus();
  });
}

// on a phone palette or sheet cover the canvas; elsewhere both stand beside it
export function unfold(what) {
  place.parentElement.dataset.open = what;
}

export const selected = () => document.querySelector("[data-part=sheet]")?.dataset.of || "";
const token = () => document.querySelector("[data-part=bar]").dataset.token;

function queue(work) {
  waiting += 1;
  say("saving");
  const before = spareOf("canvas");
  line = line.then(work).catch(() => {
    // nothing is lost: what was dragged goes back, what is typed stays, and the next act tries again
    const canvas = document.querySelector("[data-part=canvas]");
    if (before && canvas && canvas.isEqualNode(before) === false) canvas.replaceWith(before);
    document.dispatchEvent(new Event("fd:swapped"));
    say("failed");
  });
  return line.finally(() => {
    waiting -= 1;
  });
}

function spareOf(part) {
  return document.querySelector(`[data-part=${part}]`)?.cloneNode(true);
}

async function take(answer, { keep }) {
  if (answer.redirected) {
    location.assign(answer.url);
    return;
  }
  spare.innerHTML = await answer.text();
  const fresh = spare.content;
  if (!fresh.querySelector("[data-part=bar]")) throw new Error(answer.statusText);
  const was = focus();
  for (const part of fresh.querySelectorAll("[data-part]")) swap(part, keep);
  for (const seen of document.querySelectorAll("[name=_seen]")) seen.value = token();
  const palette = document.querySelector("[data-add] [name=at]");
  if (palette) palette.value = selected();
  document.dispatchEvent(new Event("fd:swapped"));
  document.dispatchEvent(new Event("tongban:drawn"));
  refocus(was);
  const address = new URL(location.href);
  if (selected()) address.searchParams.set("at", selected());
  else address.searchParams.delete("at");
  history.replaceState(null, "", address);
}

function swap(part, keep) {
  const old = document.querySelector(`[data-part="${part.dataset.part}"]`);
  if (!old) return;
  const event = new CustomEvent("fd:swap", { cancelable: true, detail: { old, part, keep } });
  // the sheet that is being typed on keeps its inputs
  if (!document.dispatchEvent(event)) return;
  const tops = [...old.querySelectorAll("[data-scroll]")].map((one) => one.scrollTop);
  old.replaceWith(part);
  if (part.dataset.of === old.dataset.of) {
    part.querySelectorAll("[data-scroll]").forEach((one, at) => {
      one.scrollTop = tops[at] || 0;
    });
  }
}

function focus() {
  const now = document.activeElement;
  if (!now || now === document.body) return null;
  return { part: now.closest("[data-part]")?.dataset.part, id: now.id, name: now.name, value: now.value, act: now.name === "act" && now.value };
}

// who was on the canvas stays on it, at the node that is chosen now; who pressed a button stays on it
function refocus(was) {
  if (!was?.part || document.activeElement !== document.body) return;
  const part = document.querySelector(`[data-part="${was.part}"]`);
  const same = was.id ? document.getElementById(was.id) : was.act && part.querySelector(`[name=act][value="${was.act}"]:enabled`);
  const chosen = document.querySelector("[data-part=canvas] [data-at][aria-current]");
  (same || (was.part === "canvas" && chosen) || part).focus({ preventScroll: was.part !== "canvas" });
  if (was.part === "canvas") chosen?.closest("[data-name]").scrollIntoView({ block: "nearest" });
}

function say(state) {
  const saved = document.querySelector("[data-saved]");
  if (!saved) return;
  saved.dataset.state = state;
  let words = saved.querySelector("[data-words]");
  if (!words) {
    words = document.createElement("span");
    words.dataset.words = "";
    saved.append(words);
  }
  words.textContent = place.dataset[state];
}

// a tab that is closed while something is under way is asked about
window.addEventListener("beforeunload", (event) => {
  if (waiting) event.preventDefault();
});
