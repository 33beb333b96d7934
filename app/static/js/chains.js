// The designer of chains with scripts on, besides what every designer does: a plus on a line offers the kinds of steps there.

import { close, offer } from "./chains/inserting.js";
import { listen } from "./chains/keys.js";

const place = document.querySelector("[data-designer][data-editable]");

if (place) {
  document.addEventListener("click", (event) => {
    const plus = event.target.closest("[data-plus]");
    if (plus && !event.ctrlKey && !event.metaKey && !event.button) {
      event.preventDefault();
      offer(plus);
    } else if (!event.target.closest("[data-pop]")) close();
  });
  document.addEventListener("fd:swapped", close);
  listen();
}
