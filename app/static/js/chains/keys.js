// + offers what may come behind the chosen step; the arrows go through what is offered, Escape closes it.

import { close, offer, offering } from "./inserting.js";

export function listen() {
  // before the keys of every designer, which would choose another step
  document.addEventListener("keydown", heard, true);
}

function heard(event) {
  if (document.querySelector("dialog[open]") || event.isComposing) return;
  if (offering()) within(event);
  else if (event.key === "+" && !event.target.closest("input, textarea, select")) {
    const plus = behind();
    if (!plus) return;
    event.preventDefault();
    offer(plus);
  }
}

function within(event) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (event.key === "Escape") close({ back: true });
  else if (step) {
    const kinds = [...document.querySelectorAll("[data-pop] [name=type]")];
    const next = kinds.indexOf(document.activeElement) + step;
    kinds[(next + kinds.length) % kinds.length].focus();
  } else return;
  event.preventDefault();
  event.stopPropagation();
}

// the plus that follows what is chosen; of a way the first one in it
function behind() {
  const chosen = document.querySelector("#canvas [data-at][aria-current]");
  const way = chosen?.closest(".ch-when");
  if (way) return way.parentElement.querySelector("[data-plus]");
  const node = chosen?.closest("[data-name]");
  if (!node) return document.querySelector("#canvas [data-plus]");
  return node.nextElementSibling?.querySelector(":scope > .ch-l > [data-plus]");
}
