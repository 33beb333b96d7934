// The designer of forms with scripts on: acts without a new page, saving while one types, keys, dragging, finding types.
// Every act is the same post that the page makes without this; what comes back are the parts of the page.

import { begin, look, post, unfold } from "./designer/posting.js";
import { drag } from "./designer/dragging.js";
import { listen } from "./designer/keys.js";
import { search, seek } from "./designer/palette.js";
import { save, settle } from "./designer/sheet.js";

const place = document.querySelector("[data-designer]");

if (place) {
  document.body.classList.add("fd-on");
  begin(place);
  unfold(place.parentElement.classList.contains("has-at") ? "sheet" : "");

  // a form of the page is posted as it stands, with the button that was pressed; the sheet before everything else
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.getAttribute("action")?.split("#")[0] !== place.dataset.act) return;
    event.preventDefault();
    settle();
    post(new FormData(form, event.submitter), { told: event.submitter?.dataset.told });
  });

  document.addEventListener("click", (event) => {
    const part = event.target.closest(".fd-only-m[href^='#']")?.hash.slice(1);
    if (!part) return;
    event.preventDefault();
    settle();
    unfold(part);
    document.getElementById(part).focus({ preventScroll: true });
  });

  // choosing a node shows its sheet without a new page; the address still leads here
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-at]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    settle();
    const { at, entry, entryTab: tab } = link.dataset;
    look(at, { into: event.detail === 0, open: true, tab, entry });
  });

  // a chain begins in its middle, which of a wide one is not where the canvas begins
  const first = document.querySelector("#canvas :is([data-name], .ch-n, .ch-fork, .ch-when, .ch-begin).sel");
  first?.scrollIntoView({ block: "center", inline: "center" });
  save(place);
  listen(place);
  if ("editable" in place.dataset && place.dataset.view === "design") {
    search();
    seek();
    drag();
    document.addEventListener("fd:swapped", drag);
  }
}
