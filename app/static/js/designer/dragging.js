// Types are dragged from the palette onto the canvas, questions and sections to where they shall stand, rows of a list likewise.

import Sortable from "../../vendor/sortable.esm.js";
import { post } from "./posting.js";
import { settle } from "./sheet.js";

const done = new WeakSet();
const common = {
  animation: 140,
  forceFallback: true,
  fallbackOnBody: true,
  fallbackTolerance: 5,
  delay: 220,
  delayOnTouchOnly: true,
  scrollSensitivity: 70,
  scrollSpeed: 14,
};

export function drag() {
  for (const types of fresh("[data-types]")) {
    Sortable.create(types, { ...common, group: { name: "types", pull: "clone", put: false }, sort: false });
  }
  for (const list of fresh("[data-into]:not([data-columns])")) {
    Sortable.create(list, {
      ...common,
      group: { name: "fields", put: ["types", "fields"] },
      draggable: "[data-name], .pal-li",
      filter: ".fd-acts, .fd-cols",
      preventOnFilter: false,
      onAdd: dropped,
      onUpdate: dropped,
    });
  }
  for (const list of fresh("[data-columns]")) {
    Sortable.create(list, {
      ...common,
      group: { name: "columns", put: ["types", "columns"] },
      draggable: "[data-name], .pal-li",
      filter: ".fd-acts, [data-fixed]",
      preventOnFilter: false,
      onAdd: dropped,
      onUpdate: dropped,
    });
  }
  for (const form of fresh("[data-sections]")) {
    Sortable.create(form, { ...common, draggable: ".fd-sec", handle: "[data-grip-section]", onUpdate: dropped });
  }
  for (const rows of fresh("[data-rows]")) {
    Sortable.create(rows, { ...common, handle: "[data-grip-row]", onUpdate: renumbered });
  }
}

function* fresh(selector) {
  for (const found of document.querySelectorAll(selector)) {
    if (!done.has(found)) {
      done.add(found);
      yield found;
    }
  }
}

function dropped({ item, to }) {
  let next = item.nextElementSibling;
  while (next && !next.dataset.name) next = next.nextElementSibling;
  const body = new FormData(document.getElementById("fd-act"));
  body.set("into", to.dataset.into || "");
  body.set("before", next?.dataset.name || "");
  if (item.dataset.type) {
    body.set("act", "add");
    body.set("type", item.dataset.type);
    body.set("at", "");
  } else {
    body.set("act", "move");
    body.set("at", item.dataset.name);
  }
  settle();
  post(body);
}

// the order of rows is that of their numbers
function renumbered({ to }) {
  const name = `${to.dataset.rows}.`;
  [...to.children].forEach((row, at) => {
    for (const input of row.querySelectorAll(`[name^="${name}"]`)) {
      input.name = name + at + input.name.slice(name.length).replace(/^\d+/, "");
    }
  });
  settle();
}
