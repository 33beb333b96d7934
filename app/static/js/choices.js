// Lists of a form with scripts on: those that depend on another answer shrink to it, long ones are searched by typing.
// Each stays the plain list it was drawn as; that is what is sent.

const MOST = 200;

// a list whose groups stand under the answers of another field
const lean = (select) => {
  const groups = [...select.querySelectorAll("optgroup")];
  const fit = () => {
    const at = answer(select.form, select.dataset.leansOn);
    const held = select.value;
    select.querySelectorAll("optgroup").forEach((group) => group.remove());
    select.append(...groups.filter((group) => !at || group.dataset.at === at));
    select.value = held;
    if (select.value !== held) {
      select.value = "";
      select.dispatchEvent(new Event("change", { bubbles: true }));
    }
    select.dispatchEvent(new CustomEvent("tongban:offers"));
  };
  select.form?.addEventListener("change", (event) => {
    if (event.target.name === select.dataset.leansOn) fit();
  });
  fit();
};

const answer = (form, name) => {
  const found = form?.elements[name];
  return found?.value ?? "";
};

// the box in front of a long list: a combobox as ARIA describes it
const search = (select) => {
  const id = select.id;
  const label = document.querySelector(`label[for="${CSS.escape(id)}"]`);
  const box = document.createElement("div");
  const input = document.createElement("input");
  const list = document.createElement("ul");
  const none = document.createElement("p");
  let shown = [];
  let at = -1;

  box.className = "combo";
  Object.assign(input, { type: "text", className: "form-select lg", autocomplete: "off", spellcheck: false });
  for (const name of ["aria-describedby", "aria-invalid", "aria-required"]) {
    if (select.hasAttribute(name)) input.setAttribute(name, select.getAttribute(name));
  }
  const told = { role: "combobox", "aria-autocomplete": "list", "aria-controls": `${id}-options`, "aria-expanded": "false" };
  for (const [name, value] of Object.entries(told)) input.setAttribute(name, value);
  input.placeholder = select.dataset.search;
  Object.assign(list, { id: `${id}-options`, className: "combo-list", hidden: true });
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", label?.firstChild?.textContent.trim() || select.dataset.search);
  Object.assign(none, { className: "combo-none", hidden: true, textContent: select.dataset.none });
  none.setAttribute("role", "status");
  select.id = `${id}-plain`;
  input.id = id;
  select.hidden = true;
  select.before(box);
  box.append(input, list, none);

  const words = () => (select.value ? select.selectedOptions[0].textContent : "");
  const mark = (number) => {
    at = number;
    [...list.children].forEach((item, one) => item.setAttribute("aria-selected", String(one === at)));
    if (list.children[at]) {
      input.setAttribute("aria-activedescendant", list.children[at].id);
      list.children[at].scrollIntoView({ block: "nearest" });
    } else input.removeAttribute("aria-activedescendant");
  };
  const close = () => {
    list.hidden = none.hidden = true;
    input.setAttribute("aria-expanded", "false");
    mark(-1);
  };
  const open = (typed) => {
    const wanted = typed.trim().toLowerCase();
    const fits = (option) => option.value && `${option.textContent} ${option.value}`.toLowerCase().includes(wanted);
    shown = [...select.options].filter(fits).slice(0, MOST);
    list.replaceChildren(
      ...shown.map((option, number) => {
        const item = document.createElement("li");
        Object.assign(item, { id: `${id}-options-${number}`, textContent: option.textContent });
        item.setAttribute("role", "option");
        item.classList.toggle("on", option.selected);
        return item;
      }),
    );
    list.hidden = !shown.length;
    none.hidden = Boolean(shown.length);
    input.setAttribute("aria-expanded", String(!list.hidden));
    mark(wanted && shown.length ? 0 : shown.findIndex((option) => option.selected));
  };
  const choose = (value) => {
    const changed = select.value !== value;
    select.value = value;
    input.value = words();
    close();
    if (changed) select.dispatchEvent(new Event("change", { bubbles: true }));
  };
  const settle = () => {
    const typed = input.value.trim();
    const exact = [...select.options].find((option) => option.value && option.textContent === typed);
    if (exact || !typed) choose(exact?.value ?? "");
    else {
      input.value = words();
      close();
    }
  };

  input.addEventListener("input", (event) => {
    // what is typed here is no answer yet
    event.stopPropagation();
    open(input.value);
  });
  input.addEventListener("change", (event) => event.stopPropagation());
  input.addEventListener("focus", () => input.select());
  input.addEventListener("click", () => list.hidden && open(""));
  input.addEventListener("blur", settle);
  input.addEventListener("keydown", (event) => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by) {
      event.preventDefault();
      if (list.hidden) open("");
      else mark(Math.max(0, Math.min(shown.length - 1, at + by)));
    } else if (event.key === "Enter" && !list.hidden) {
      event.preventDefault();
      if (shown[at]) choose(shown[at].value);
    } else if (event.key === "Escape" && !(list.hidden && none.hidden)) {
      event.stopPropagation();
      input.value = words();
      close();
    }
  });
  list.addEventListener("pointerdown", (event) => {
    // the box keeps the focus
    event.preventDefault();
  });
  list.addEventListener("click", (event) => {
    const number = [...list.children].indexOf(event.target.closest("li"));
    if (number >= 0) choose(shown[number].value);
  });
  select.addEventListener("tongban:offers", () => {
    input.value = words();
  });
  select.form?.addEventListener("reset", () => setTimeout(() => (input.value = words())));
  input.value = words();
};

const enhance = () => {
  for (const select of document.querySelectorAll("select[data-search]:not([data-found])")) {
    select.dataset.found = "1";
    search(select);
  }
  for (const select of document.querySelectorAll("select[data-leans-on]:not([data-leaning])")) {
    select.dataset.leaning = "1";
    lean(select);
  }
};

document.addEventListener("tongban:drawn", enhance);
enhance();
