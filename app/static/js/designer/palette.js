// Types are found as one types; Enter adds the first that is left, Escape leads back to the canvas. Questions are found too.

export function search() {
  const input = document.querySelector("[data-palette-search]");
  if (!input) return;
  const types = [...document.querySelectorAll("#palette [data-words]")];
  const none = document.querySelector("[data-palette-none]");

  const sift = () => {
    const wanted = input.value.trim().toLowerCase().split(/\s+/);
    for (const type of types) type.closest("li").hidden = !wanted.every((word) => type.dataset.words.includes(word));
    for (const group of document.querySelectorAll("#palette [data-group]")) group.hidden = !group.querySelector("li:not([hidden])");
    none.hidden = types.some((type) => !type.closest("li").hidden);
  };
  input.addEventListener("input", sift);
  input.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      input.value = "";
      sift();
      (document.querySelector("#canvas [aria-current]") || document.querySelector("#canvas")).focus();
    }
    if (event.key === "Enter") {
      event.preventDefault();
      if (input.value.trim()) types.find((type) => !type.closest("li").hidden)?.click();
    }
    if (event.key === "ArrowDown") {
      event.preventDefault();
      types.find((type) => !type.closest("li").hidden)?.focus();
    }
  });
}

// on the canvas what does not have the words fades; Enter goes to the first that has them
export function seek() {
  const found = (input) => {
    const wanted = input.value.trim().toLowerCase();
    const fields = [...document.querySelectorAll("#canvas .fd-f")];
    return fields.filter((one) => wanted && `${one.textContent} ${one.dataset.name}`.toLowerCase().includes(wanted));
  };
  document.addEventListener("input", (event) => {
    if (!event.target.matches("[data-seek]")) return;
    const hits = found(event.target);
    for (const one of document.querySelectorAll("#canvas .fd-f")) {
      one.classList.toggle("dimmed", Boolean(event.target.value.trim()) && !hits.includes(one));
    }
    hits[0]?.scrollIntoView({ block: "center" });
  });
  document.addEventListener("submit", (event) => {
    const input = event.target.querySelector?.("[data-seek]");
    const first = input && found(input)[0];
    if (!first) return;
    event.preventDefault();
    first.querySelector("[data-at]").click();
  });
}
