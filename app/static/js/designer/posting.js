// Acts are posted one after the other, each on what the one before left; the parts that come back take their places.

import { held, restored } from "./focus.js";
import { done, first, follow, giveUp, hold, named, undone, wait } from "./undone.js";

let place;
let good;
let line = Promise.resolve();
let waiting = 0;
const HEADERS = { "HX-Request": "true" };
const BRIEF = 60_000;
const CONFLICT = 409;
// with these the server has made up its mind; anything else may go better the next time
const FINAL = new Set([403, 404, 405, 413, 500]);
const spare = document.createElement("template");

export function begin(found) {
  place = found;
  good = part("canvas")?.cloneNode(true);
}

// the form's fields with the token of now; `told` is said once it is done
export function post(body, { told, keep } = {}) {
  say("saving");
  const act = { body, told, keep, words: named(body, place) };
  if (body.get("act") === "set") return queue(() => set(act));
  return queue(() => {
    hold(act);
    return repeated();
  });
}

// whatever waits is tried once more, in its order
export function repeat() {
  if (!undone()) return line;
  say("saving");
  return queue(repeated);
}

// what is typed comes before the acts that wait: it was on the page when they were pressed
async function set(act) {
  const of = act.body.get("at");
  const answer = await deliver(act);
  if (answer.status === CONFLICT && undone()) {
    giveUp(place);
    // on a phone the sheet would lie over what is told
    unfold("");
  }
  if (answer.ok && selected() !== of) follow(of, selected());
  await repeated();
}

async function repeated() {
  while (undone()) {
    const act = first();
    const answer = await deliver(act).catch((error) => {
      if (error.final) giveUp(place);
      else wait();
      throw error;
    });
    // why a first try is refused stands on the page; of what waited it is told what it was
    if (answer.ok || !act.waited) done();
    if (!answer.ok) giveUp(place);
  }
}

async function deliver({ body, told, keep }) {
  let answer = await send(body);
  // somebody signed in anew in another window: the page learns the new session's token
  if (answer.status === 400 && (await renewed())) answer = await send(body);
  await take(answer, { keep });
  if (body.get("act") !== "set") unfold("");
  if (told && answer.ok) document.dispatchEvent(new CustomEvent("tongban:toast", { detail: { kind: "ok", words: told } }));
  return answer;
}

function send(body) {
  body.set("_seen", token());
  const key = document.querySelector("#fd-act [name=csrf_token]");
  if (key) body.set("csrf_token", key.value);
  const words = new URLSearchParams(body);
  // what is sent as the tab closes is sent to its end, as far as browsers promise that
  const keepalive = words.toString().length < BRIEF;
  return fetch(place.dataset.act, { method: "POST", body: words, headers: HEADERS, keepalive });
}

async function renewed() {
  const answer = await fetch(place.dataset.page, { headers: HEADERS });
  spare.innerHTML = await answer.text();
  const fresh = spare.content.querySelector("[data-part] [name=csrf_token]")?.value;
  for (const old of document.querySelectorAll("[name=csrf_token]")) if (fresh) old.value = fresh;
  return Boolean(fresh);
}

// another node is looked at: its sheet, and the mark on the canvas; or one entry of its sheet, on whatever tab
export function look(at, { into = false, open = false, tab: turned = "", entry = "" } = {}) {
  aim(at);
  return queue(async () => {
    const address = new URL(place.dataset.page, location.href);
    const tab = turned || document.querySelector("[data-part=sheet] [name=tab]")?.value;
    if (at) address.searchParams.set("at", at);
    if (place.dataset.view !== "design") address.searchParams.set("view", place.dataset.view);
    if (tab) address.searchParams.set("tab", tab);
    await take(await fetch(address, { headers: HEADERS }), {});
    if (open) unfold("sheet");
    if (turned) document.querySelector(`[data-tabs] [data-tab-of="${turned}"]`)?.click();
    const inputs = [...document.querySelectorAll(`#sheet [data-key="${entry}"] :is(input, select, textarea)`)];
    const asked = inputs.find((one) => one.checkVisibility());
    if (asked) asked.focus();
    else if (into) document.querySelector("#sheet [data-tab]:not([hidden]) :is(input:not([type=hidden]), select, textarea)")?.focus();
  });
}

// on a phone palette or sheet cover the canvas; elsewhere both stand beside it
export function unfold(what) {
  place.parentElement.dataset.open = what;
}

// what is taken from the palette comes behind the node that was chosen last, also before its sheet is there
function aim(at) {
  const palette = document.querySelector("[data-add] [name=at]");
  if (palette) palette.value = at;
}

// now, or as soon as everything that is under way is done
export function then(act) {
  if (waiting) line.then(act);
  else act();
}

export const selected = () => document.querySelector("[data-part=sheet]")?.dataset.of || "";
const token = () => document.querySelector("[data-part=bar]").dataset.token;

function queue(work) {
  waiting += 1;
  place.dataset.busy = "1";
  line = line.then(work).catch(() => {
    // nothing is lost: what was dragged goes back, what is typed stays, and the next act tries again
    if (good) part("canvas").replaceWith(good.cloneNode(true));
    document.dispatchEvent(new Event("fd:swapped"));
    document.dispatchEvent(new Event("fd:failed"));
    say("failed");
  });
  return line.finally(() => {
    waiting -= 1;
    if (!waiting) delete place.dataset.busy;
  });
}

const part = (name) => document.querySelector(`[data-part=${name}]`);

async function take(answer, { keep }) {
  if (answer.redirected) {
    if (!new URL(answer.url).pathname.startsWith("/studio/")) throw new Error("signed out");
    location.assign(answer.url);
    return;
  }
  spare.innerHTML = await answer.text();
  const fresh = spare.content;
  if (!fresh.querySelector("[data-part=bar]")) throw Object.assign(new Error(answer.statusText), { final: FINAL.has(answer.status) });
  const was = held();
  for (const one of fresh.querySelectorAll("[data-part]")) swap(one, keep);
  good = part("canvas")?.cloneNode(true);
  for (const seen of document.querySelectorAll("[name=_seen]")) seen.value = token();
  if (waiting < 2) aim(selected());
  document.dispatchEvent(new Event("fd:swapped"));
  document.dispatchEvent(new Event("tongban:drawn"));
  restored(was);
  const address = new URL(location.href);
  if (selected()) address.searchParams.set("at", selected());
  else address.searchParams.delete("at");
  history.replaceState(null, "", address);
}

function swap(fresh, keep) {
  const old = part(fresh.dataset.part);
  if (!old) return;
  // the sheet that is being typed on keeps its inputs
  const event = new CustomEvent("fd:swap", { cancelable: true, detail: { old, fresh, keep } });
  if (!document.dispatchEvent(event)) return;
  const tops = [...old.querySelectorAll("[data-scroll]")].map((one) => one.scrollTop);
  old.replaceWith(fresh);
  if (fresh.dataset.of === old.dataset.of) {
    fresh.querySelectorAll("[data-scroll]").forEach((one, at) => {
      one.scrollTop = tops[at] || 0;
    });
  }
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
  saved.querySelector("[data-retry]")?.remove();
  if (state === "failed") saved.append(retrying());
}

// what was not saved is tried again at once
function retrying() {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "btn btn-quiet btn-sm";
  button.dataset.retry = "";
  button.textContent = place.dataset.again;
  return button;
}

// a tab that is closed while something is under way, or was not saved, is asked about
window.addEventListener("beforeunload", (event) => {
  const goes = document.dispatchEvent(new Event("fd:leaving", { cancelable: true }));
  if (waiting || undone() || !goes) event.preventDefault();
});
