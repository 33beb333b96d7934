// Lists of rows on the property sheet: one more, one less, and always an empty one at the end.

import { settle } from "./sheet.js";

export function rows(event) {
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

export function spareRow(input) {
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
