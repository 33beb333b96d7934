// A list of a register with scripts on: rows are selected together, and what can be done with them appears.

const bulk = document.querySelector("[data-bulk]");

const all = document.querySelector("[data-bulk-all]");

if (bulk && !all) bulk.hidden = true;
if (bulk && all) {
  const boxes = [...document.querySelectorAll("input[name=pk][form=bulk]")];
  const count = bulk.querySelector("[data-bulk-count]");
  const clear = bulk.querySelector("[data-bulk-clear]");

  const show = () => {
    const chosen = boxes.filter((box) => box.checked);
    for (const box of boxes) box.closest("tr").classList.toggle("sel", box.checked);
    bulk.hidden = chosen.length === 0;
    count.textContent = count.dataset.words.replace("{n}", chosen.length);
    all.checked = chosen.length === boxes.length && boxes.length > 0;
    all.indeterminate = chosen.length > 0 && !all.checked;
  };

  all.hidden = false;
  clear.hidden = false;
  all.addEventListener("change", () => {
    for (const box of boxes) box.checked = all.checked;
    show();
  });
  bulk.addEventListener("reset", () => setTimeout(show));
  for (const box of boxes) box.addEventListener("change", show);
  // the browser may have kept what was selected before
  window.addEventListener("pageshow", show);
  show();
}
