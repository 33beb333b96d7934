// The text of a definition gains line numbers, links that lead to a line, and a word before it is left unsaved.

const area = document.querySelector("[data-editor]");

if (area) {
  const numbers = area.parentElement.querySelector(".ed-no");
  const bad = new Set((area.dataset.bad || "").split(" ").map(Number));
  let leaving = false;

  const count = () => {
    const wanted = area.value.split("\n").length;
    if (numbers.childElementCount === wanted) return;
    numbers.replaceChildren(
      ...Array.from({ length: wanted }, (_, at) => {
        const row = document.createElement("span");
        row.textContent = at + 1;
        if (bad.has(at + 1)) row.className = "bad";
        return row;
      }),
    );
  };
  const follow = () => {
    numbers.scrollTop = area.scrollTop;
  };
  const goTo = (line) => {
    const rows = area.value.split("\n");
    const start = rows.slice(0, line - 1).reduce((sum, row) => sum + row.length + 1, 0);
    area.focus();
    area.setSelectionRange(start, start + (rows[line - 1] || "").length);
    const height = area.scrollHeight / Math.max(rows.length, 1);
    area.scrollTop = Math.max((line - 4) * height, 0);
    area.scrollIntoView({ block: "nearest" });
  };

  numbers.hidden = false;
  area.parentElement.classList.add("on");
  count();
  follow();
  area.addEventListener("input", () => {
    count();
    follow();
  });
  area.addEventListener("scroll", follow);
  for (const link of document.querySelectorAll("[data-line]")) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      goTo(Number(link.dataset.line));
    });
  }
  area.form.addEventListener("submit", () => {
    leaving = true;
  });
  window.addEventListener("pageshow", () => {
    leaving = false;
  });
  window.addEventListener("beforeunload", (event) => {
    const unsaved = "dirty" in area.dataset || area.value !== area.defaultValue;
    if (unsaved && !leaving) event.preventDefault();
  });
}
