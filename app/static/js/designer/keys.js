// The canvas by keyboard: arrows choose, with Alt they move; Ctrl-D copies, Delete removes, Ctrl-Z and Ctrl-Y undo and redo.

import { look, then, unfold } from "./posting.js";
import { settle } from "./sheet.js";

const PAUSE = 120;
let timer = 0;
let next = null;

export function listen(place) {
  const editable = "editable" in place.dataset;
  document.addEventListener("keydown", (event) => {
    if (document.querySelector("dialog[open]") || event.isComposing) return;
    const typing = event.target.closest("input, textarea, select, [contenteditable]");
    if (event.key === "Escape" && event.target.closest("#sheet")) {
      back();
      return;
    }
    if (typing) return;
    const done = (event.ctrlKey || event.metaKey) && !event.altKey ? editable && command(event) : plain(event, editable);
    if (done) event.preventDefault();
  });
}

function command(event) {
  const key = event.key.toLowerCase();
  if (key === "z") return press(event.shiftKey ? "redo" : "undo");
  if (key === "y") return press("redo");
  return key === "d" && press("copy");
}

function plain(event, editable) {
  if (event.key === "/") {
    const input = document.querySelector("[data-palette-search]");
    unfold("palette");
    input?.focus();
    return Boolean(input);
  }
  const here = event.target === document.body || event.target.closest("#canvas");
  if (!here) return false;
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step && event.altKey) return editable && press(step > 0 ? "down" : "up");
  if (step) return walk(step);
  return editable && (event.key === "Delete" || event.key === "Backspace") && press("remove");
}

// the button of the act, wherever it stands on the page; first comes what was walked to, or the act would be another's
function press(act) {
  if (next) arrive();
  then(() => document.querySelector(`[data-part] button[name=act][value=${act}]:enabled`)?.click());
  return true;
}

function walk(step) {
  const picks = [...document.querySelectorAll("#canvas [data-at]")];
  const from = document.activeElement.closest("[data-at]") || document.querySelector("#canvas [data-at][aria-current]");
  const there = picks[from ? picks.indexOf(from) + step : 0];
  if (!there) return false;
  there.focus();
  clearTimeout(timer);
  next = there.dataset.at;
  timer = setTimeout(arrive, PAUSE);
  return true;
}

function arrive() {
  clearTimeout(timer);
  settle();
  look(next);
  next = null;
}

function back() {
  settle();
  (document.querySelector("#canvas [data-at][aria-current]") || document.querySelector("#canvas")).focus();
}
