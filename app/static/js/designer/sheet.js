// The property sheet saves itself: what is typed after a pause, what is chosen at once. Its tabs turn without a page.

import { post } from "./posting.js";

const PAUSE = 600;
let timer = 0;
let posted = "";

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
  document.addEventListener("click", turn);
  document.addEventListener("fd:swap", keep);
  document.addEventListener("fd:swapped", remember);
  document.addEventListener("fd:failed", () => {
    posted = "";
  });
  remember();
}

// everything typed so far is posted now; acts and choices that follow come after it
export function settle() {
  clearTimeout(timer);
  timer = 0;
  const now = form();
  if (!now || now.querySelector("fieldset[disabled]") || written(now) === posted) return;
  posted = written(now);
  post(new FormData(now), { keep: now.elements.at.value });
}

function later(event) {
  // what is chosen is heard of as a change
  if (!event.target.closest("form[data-set]") || event.target.matches("select, [type=checkbox], [type=radio]")) return;
  spareRow(event.target);
  clearTimeout(timer);
  timer = setTimeout(settle, PAUSE);
}

function remember() {
  if (form() && !timer) posted = written(form());
}

// the answer to what was typed here changes only what it says: faults, and inputs nobody is in
function keep(event) {
  const { old, fresh: part, keep: at } = event.detail;
  if (part.dataset.part !== "sheet" || at === undefined || part.dataset.of !== old.dataset.of) return;
  const keys = (sheet) => [...sheet.querySelectorAll("form[data-set] > fieldset > div > [data-key]")];
  const fresh = new Map(keys(part).map((one) => [one.dataset.key, one]));
  const known = keys(old);
  if (known.length !== fresh.size || !known.every((one) => fresh.has(one.dataset.key))) return;
  event.preventDefault();
  old.querySelector(".ph").replaceWith(part.querySelector(".ph"));
  const typing = written(form()) !== posted;
  for (const one of known) {
    const now = fresh.get(one.dataset.key);
    if (one.contains(document.activeElement) || typing) mend(one, now);
    else one.replaceWith(now);
  }
  if (!typing) posted = written(form());
}

function mend(one, now) {
  one.classList.toggle("bad", now.classList.contains("bad"));
  one.querySelector(":scope > .err")?.remove();
  const told = now.querySelector(":scope > .err");
  if (told) (one.querySelector(":scope > .hint") || one.firstElementChild).after(told);
}

function turn(event) {
  const link = event.target.closest("[data-tab-of]");
  if (!link || event.ctrlKey || event.metaKey || event.button) return;
  event.preventDefault();
  for (const other of link.closest("[data-tabs]").children) other.toggleAttribute("aria-current", false);
  link.setAttribute("aria-current", "true");
  for (const page of document.querySelectorAll("[data-part=sheet] [data-tab]")) page.hidden = page.dataset.tab !== link.dataset.tabOf;
  for (const tab of document.querySelectorAll("[name=tab]")) tab.value = link.dataset.tabOf;
}

// ---- lists of rows: one more, one less

function rows(event) {
  const more = event.target.closest("[data-add-row]");
  const less = event.target.closest("[data-drop-row]");
  if (more) {
    const list = more.parentElement.querySelector("[data-rows]");
    const empty = [...list.children].find(blank) || grown(list);
    empty.querySelector("input:not([type=hidden]), textarea, select")?.focus();
  }
  if (less) {
    const row = less.closest("[data-row]");
    const list = row.parentElement;
    for (const input of row.querySelectorAll(`${TYPED}, select`)) input.value = "";
    for (const box of row.querySelectorAll("[type=checkbox]")) box.checked = false;
    if (list.children.length > 1) row.remove();
    list.querySelector("[data-row]:last-child input:not([type=hidden])")?.focus();
    settle();
  }
}

const TYPED = "input:not([type=hidden], [type=checkbox], [type=radio]), textarea";

// a row that stood ready and still does
function blank(row) {
  return "spare" in row.dataset && [...row.querySelectorAll(TYPED)].every((input) => input.value === input.defaultValue);
}

function spareRow(input) {
  const row = input.closest("[data-row]");
  if (row && !row.nextElementSibling && !blank(row)) grown(row.parentElement);
}

// one row more after the last, its names and ids counted on
function grown(list) {
  const last = list.lastElementChild;
  const row = last.cloneNode(true);
  const name = `${list.dataset.rows}.`;
  const number = Number(last.querySelector(`[name^="${name}"]`).name.slice(name.length).split(".")[0]);
  for (const one of row.querySelectorAll("*")) {
    for (const { name: key, value } of [...one.attributes]) {
      for (const from of [`${name}${number}`, `${name.replaceAll(".", "-")}${number}`]) {
        if (value.includes(from)) one.setAttribute(key, one.getAttribute(key).replaceAll(from, from.slice(0, -String(number).length) + (number + 1)));
      }
    }
    // what dresses conditions comes again
    one.removeAttribute("data-dressed");
  }
  for (const input of row.querySelectorAll(TYPED)) input.value = input.defaultValue;
  for (const box of row.querySelectorAll("[type=checkbox]")) box.checked = false;
  list.append(row);
  return row;
}
