// Ctrl-K: the search over everything, as one types. Each hit is a link; without this the box leads to a page.

const dialog = document.querySelector("[data-palette-dialog]");
const WAIT = 160;

if (dialog) {
  const form = dialog.querySelector("form");
  const input = form.elements.text;
  const hits = dialog.querySelector("[data-hits]");
  let asked = 0;
  let waiting = 0;
  let shown = null;

  const links = () => [...hits.querySelectorAll("[data-hit]")];
  const search = async () => {
    const text = input.value.trim();
    if (text === shown) return;
    const number = ++asked;
    hits.setAttribute("aria-busy", "true");
    const answer = await fetch(form.action, {
      method: "POST",
      body: new URLSearchParams(new FormData(form)),
      headers: { "X-Fragment": "1" },
    }).catch(() => null);
    // an answer that was overtaken by a later one is dropped
    if (number !== asked) return;
    hits.removeAttribute("aria-busy");
    if (!answer?.ok || answer.redirected) {
      const detail = { kind: "bad", words: dialog.dataset.failed };
      document.dispatchEvent(new CustomEvent("tongban:toast", { detail }));
      return;
    }
    hits.innerHTML = await answer.text();
    shown = text;
    mark();
  };
  const later = () => {
    clearTimeout(waiting);
    waiting = setTimeout(search, WAIT);
  };
  // what Enter would open from the box is marked
  const mark = () => {
    const first = document.activeElement === input ? links()[0] : null;
    for (const link of links()) link.classList.toggle("on", link === first);
  };
  const open = () => {
    if (dialog.open || document.querySelector("dialog[open]")) return;
    dialog.showModal();
    input.select();
    search();
  };
  const step = (by) => {
    const all = links();
    const at = all.indexOf(document.activeElement);
    (all[at < 0 && by < 0 ? -1 : at + by] || (by < 0 ? input : all[all.length - 1]))?.focus();
  };

  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "k") {
      event.preventDefault();
      if (dialog.open) dialog.close();
      else open();
    }
  });
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-palette]") && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      open();
    }
  });
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog || event.target.closest("[data-close]")) dialog.close();
  });
  dialog.addEventListener("keydown", (event) => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by) {
      event.preventDefault();
      step(by);
    } else if (event.key.length === 1 && !event.ctrlKey && !event.metaKey && document.activeElement !== input) {
      input.focus();
    }
  });
  dialog.addEventListener("focusin", mark);
  input.addEventListener("input", later);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    clearTimeout(waiting);
    await search();
    links()[0]?.click();
  });
}
