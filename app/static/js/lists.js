// The list by keyboard and by selection: X picks, F opens the filters, ? tells the keys. All of it works without.

const boxes = [...document.querySelectorAll("[data-pick]")];
const batch = document.querySelector("[data-batch]");
const all = document.querySelector("[data-all]");
const help = document.querySelector("[data-keys-help]");
const filters = document.querySelector("[data-filters]");

// what is ticked stays so while one goes from case to case; a row that has moved on carries another value
const KEPT = "work.picked";

function kept() {
  try {
    return new Set(JSON.parse(sessionStorage.getItem(KEPT) || "[]"));
  } catch {
    return new Set();
  }
}

function keep() {
  const ours = new Set(boxes.map((box) => box.value));
  const others = [...kept()].filter((value) => !ours.has(value));
  const picked = boxes.filter((box) => box.checked).map((box) => box.value);
  sessionStorage.setItem(KEPT, JSON.stringify([...others, ...picked].slice(-200)));
}

function count() {
  const picked = boxes.filter((box) => box.checked).length;
  for (const box of boxes) box.closest("li").querySelector("[data-case]").classList.toggle("pick", box.checked);
  if (!all) return;
  const words = all.querySelector("[data-picked]");
  words.dataset.none ??= words.textContent;
  words.textContent = picked ? words.dataset.words.replace("{n}", picked) : words.dataset.none;
  const box = all.querySelector("input");
  box.checked = picked === boxes.length;
  box.indeterminate = picked > 0 && picked < boxes.length;
  for (const button of batch.querySelectorAll("button")) button.disabled = picked === 0;
}

if (batch && all) {
  all.hidden = false;
  all.querySelector("input").addEventListener("change", (event) => {
    for (const box of boxes) box.checked = event.target.checked;
    changed();
  });
  for (const box of boxes) box.addEventListener("change", changed);
  const before = kept();
  for (const box of boxes) box.checked ||= before.has(box.value);
  batch.addEventListener("submit", () => sessionStorage.removeItem(KEPT));
  // a page that comes back from history keeps its ticks
  window.addEventListener("pageshow", count);
  count();
}

function changed() {
  keep();
  count();
}

function pick() {
  const here = document.querySelector("[data-list] [aria-current]")?.closest("li");
  const at = here?.querySelector("[data-pick]") || document.activeElement?.closest?.("li")?.querySelector("[data-pick]");
  const box = at || boxes[0];
  if (!box) return;
  box.checked = !box.checked;
  box.focus();
  changed();
}

// the link that saves the view opens the form for it
document.querySelector("[data-keep]")?.addEventListener("click", (event) => {
  const name = document.getElementById("view-name");
  if (!filters || !name) return;
  event.preventDefault();
  filters.open = true;
  name.focus();
});

const keys = {
  x: pick,
  f: () => {
    if (!filters) return;
    filters.open = true;
    filters.querySelector("select, input:not([type=hidden])")?.focus();
  },
  "?": () => help?.showModal(),
};

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]");
  if (typing || event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
  const act = keys[event.key.toLowerCase()];
  if (!act) return;
  event.preventDefault();
  act();
});
