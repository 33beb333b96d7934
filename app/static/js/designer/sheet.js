// The property sheet saves itself: what is typed after a pause, what is chosen at once. Its tabs turn without a page.

import { look, post, repeat, selected } from "./posting.js";
import { rows, spareRow } from "./rows.js";
import { undone } from "./undone.js";

const PAUSE = 600;
let timer = 0;
let posted = "";
let under = 0;
let turned = "";

const form = () => document.querySelector("form[data-set]");
const written = (of) => new URLSearchParams(new FormData(of)).toString().replace(/&?_seen=[^&]*/, "");

export function save(place) {
  if ("editable" in place.dataset) {
    document.addEventListener("input", later);
    document.addEventListener("change", (event) => {
      if (event.target.closest("form[data-set]")) settle();
    });
    document.addEventListener("click", rows);
  }
  // a tab that is left or closed before the pause is over loses nothing
  window.addEventListener("pagehide", hurry);
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && hurry());
  document.addEventListener("click", turn);
  document.addEventListener("fd:swap", keep);
  document.addEventListener("fd:swapped", remember);
  document.addEventListener("fd:failed", () => {
    posted = "";
  });
  document.addEventListener("fd:leaving", (event) => {
    if (timer) settle();
    else if (form() && posted === "") event.preventDefault();
  });
  document.addEventListener("click", (event) => event.target.closest("[data-retry]") && again());
  window.addEventListener("online", () => document.querySelector("[data-retry]") && again());
  remember();
}

// everything typed so far is posted now; acts and choices that follow come after it
export function settle() {
  clearTimeout(timer);
  timer = 0;
  const now = form();
  if (!now || now.querySelector("fieldset[disabled]") || written(now) === posted) return;
  posted = written(now);
  under += 1;
  post(new FormData(now), { keep: now.elements.at.value }).finally(() => {
    under -= 1;
  });
}

// the sheet is posted once more as it stands, and the acts that wait; with neither the page learns what is saved
function again() {
  if (form()) settle();
  else if (!undone()) look(selected());
  repeat();
}

function hurry() {
  if (timer) settle();
}

function later(event) {
  // what is chosen is heard of as a change
  if (!event.target.closest("form[data-set]") || event.target.matches("select, [type=checkbox], [type=radio]")) return;
  spareRow(event.target);
  clearTimeout(timer);
  timer = setTimeout(settle, PAUSE);
}

function remember() {
  // a tab that was turned meanwhile stays turned, unless another one has faults
  if (turned && !document.querySelector("[data-part=sheet] .err")) open(turned);
  turned = "";
  if (form() && !timer && !under) posted = written(form());
}

// what comes back never takes the place of what was typed since: only its faults are told
function keep(event) {
  const { old, fresh: part, keep: at } = event.detail;
  if (part.dataset.part !== "sheet") return;
  const own = at === undefined ? 0 : 1;
  const behind = Boolean(timer) || under > own;
  if (part.dataset.of !== old.dataset.of) {
    if (timer) settle();
    return;
  }
  turned = old.querySelector("[data-tab-of][aria-current]")?.dataset.tabOf;
  if (!own && !behind) return;
  const keys = (sheet) => [...sheet.querySelectorAll("form[data-set] > fieldset > div > [data-key]")];
  const fresh = new Map(keys(part).map((one) => [one.dataset.key, one]));
  const known = keys(old);
  if (!behind && (known.length !== fresh.size || !known.every((one) => fresh.has(one.dataset.key)))) return;
  event.preventDefault();
  old.querySelector(".ph").replaceWith(part.querySelector(".ph"));
  for (const one of known) {
    const now = fresh.get(one.dataset.key);
    if (!now) continue;
    if (behind || one.contains(document.activeElement)) mend(one, now);
    else one.replaceWith(now);
  }
  if (!behind) posted = written(form());
}

function mend(one, now) {
  one.classList.toggle("bad", now.classList.contains("bad"));
  one.querySelector(":scope > .err")?.remove();
  const told = now.querySelector(":scope > .err");
  if (told) (one.querySelector(":scope > .hint:not(.fd-left)") || one.firstElementChild).after(told);
  one.querySelector(":scope > .fd-left")?.remove();
  const left = now.querySelector(":scope > .fd-left");
  if (left) one.append(left);
}

function turn(event) {
  const link = event.target.closest("[data-tab-of]");
  if (!link || event.ctrlKey || event.metaKey || event.button) return;
  event.preventDefault();
  open(link.dataset.tabOf);
}

function open(tab) {
  const link = document.querySelector(`[data-tabs] [data-tab-of="${tab}"]`);
  if (!link) return;
  for (const other of link.parentElement.children) other.removeAttribute("aria-current");
  link.setAttribute("aria-current", "true");
  for (const page of document.querySelectorAll("[data-part=sheet] [data-tab]")) page.hidden = page.dataset.tab !== tab;
  for (const hidden of document.querySelectorAll("[name=tab]")) hidden.value = tab;
}
