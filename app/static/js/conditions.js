// Rows of conditions with scripts on: rows appear when they are wanted, and each offers what fits its field.

const WIDE = "form-select sm";

function chosen(select) {
  return select.selectedOptions[0];
}

// the value is a list of options, another field, a day, or what is typed
function control(row, editor) {
  const field = chosen(row.querySelector("[data-field]"));
  const wants = chosen(row.querySelector("[data-op]"))?.dataset.wants;
  const old = row.querySelector("[data-value]");
  const offers = wants === "field" ? others(row, field) : wants === "option" ? options(editor, field) : null;
  const fresh = document.createElement(offers ? "select" : "input");
  fresh.className = offers ? WIDE : "form-control sm";
  fresh.name = old.name;
  fresh.dataset.value = "";
  fresh.setAttribute("aria-label", old.getAttribute("aria-label"));
  if (offers) {
    fresh.append(new Option("…", ""), ...offers, ...gone(row, old, offers));
  } else {
    fresh.type = field?.dataset.sort === "date" ? "date" : "text";
    fresh.maxLength = 400;
    fresh.autocomplete = "off";
  }
  if (!offers || [...fresh.options].some((one) => one.value === old.value)) fresh.value = old.value;
  fresh.hidden = wants === "nothing" || !field?.value;
  row.classList.toggle("alone", fresh.hidden);
  old.replaceWith(fresh);
}

// what the page was drawn with stays to be chosen, though it is no offer any more
function gone(row, old, offers) {
  const drawn = !("known" in row.dataset) && old.tagName === "SELECT" && old.value;
  row.dataset.known = "";
  return drawn && !offers.some((one) => one.value === old.value) ? [new Option(chosen(old).textContent, old.value)] : [];
}

function options(editor, field) {
  const offered = [...editor.querySelectorAll("template[data-offers]")].find((one) => one.dataset.offers === field?.value);
  return offered ? [...offered.content.cloneNode(true).children] : null;
}

function others(row, field) {
  const fields = [...row.querySelector("[data-field]").options].slice(1);
  const same = fields.filter((one) => one !== field && one.dataset.sort === field?.dataset.sort);
  return same.map((one) => new Option(one.textContent, one.value));
}

function fit(row) {
  const sort = chosen(row.querySelector("[data-field]"))?.dataset.sort;
  const op = row.querySelector("[data-op]");
  for (const one of op.options) one.hidden = one.disabled = Boolean(sort) && !one.dataset.sorts.split(" ").includes(sort);
  if (chosen(op)?.disabled) op.value = [...op.options].find((one) => !one.disabled)?.value ?? "";
}

function complete(row) {
  const value = row.querySelector("[data-value]");
  return !row.querySelector("[data-field]").value || value.hidden || value.value.trim() !== "";
}

function add(group, editor) {
  let row = [...group.children].find((one) => one.hidden);
  if (!row) {
    row = group.lastElementChild.cloneNode(true);
    const number = String(editor.querySelectorAll("[data-row]").length);
    for (const one of row.querySelectorAll("[name]")) one.name = one.name.replace(/-[0-9]+-(field|op|value|group)$/, `-${number}-$1`);
    row.querySelector("button")?.remove();
    row.querySelector("[data-field]").value = "";
    row.querySelector("[data-value]").value = "";
    group.append(row);
  }
  row.hidden = false;
  fit(row);
  control(row, editor);
  row.querySelector("[data-field]").focus();
  joined(editor);
}

// how rows are joined matters from the second one on
function joined(editor) {
  const join = editor.querySelector("select[name$='-join']");
  join.hidden = [...editor.querySelectorAll("[data-row]")].filter((row) => !row.hidden).length < 2;
}

function dress(editor) {
  editor.dataset.dressed = "";
  for (const row of editor.querySelectorAll("[data-row]")) {
    row.hidden = "spare" in row.dataset;
    fit(row);
    control(row, editor);
  }
  joined(editor);
  for (const button of editor.querySelectorAll("[data-add]")) {
    button.hidden = false;
    button.addEventListener("click", () => add(button.previousElementSibling, editor));
  }
  editor.addEventListener("change", (event) => {
    const row = event.target.closest("[data-row]");
    if (!row) return;
    if (event.target.matches("[data-field]")) fit(row);
    if (event.target.matches("[data-field], [data-op]")) control(row, editor);
    // a page that saves each change hears of a row when it says something
    if (!complete(row)) event.stopPropagation();
  });
}

function look() {
  for (const editor of document.querySelectorAll("[data-conditions]:not([data-dressed])")) dress(editor);
}

new MutationObserver(look).observe(document.body, { childList: true, subtree: true });
look();
