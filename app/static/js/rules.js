// What the rules say of a page as it is typed: the server is asked, the page shows what is visible, wanted, computed.

const form = document.querySelector("form[data-state]");
const PAUSE = 300;

if (form) {
  let timer = 0;
  let asking = null;

  const mark = document.createElement("input");
  Object.assign(mark, { type: "hidden", name: "_live", value: "1" });
  form.append(mark);

  const ask = async () => {
    asking?.abort();
    asking = new AbortController();
    const body = new FormData(form);
    for (const [name, value] of [...body]) if (value instanceof File) body.delete(name);
    const asked = { method: "POST", body, headers: { Accept: "application/json" }, signal: asking.signal };
    const answer = await fetch(form.dataset.state, asked).catch(() => null);
    const said = answer?.ok ? await answer.json().catch(() => null) : null;
    if (said) show(said);
  };

  const show = ({ hidden, required, optional, computed }) => {
    for (const field of form.querySelectorAll(".fld[id$=-field]")) {
      const is = hidden.includes(field.id.slice(0, -"-field".length));
      if (field.hidden !== is) field.hidden = is;
    }
    for (const name of required) wanted(name, true);
    for (const name of optional) wanted(name, false);
    for (const [name, words] of Object.entries(computed)) {
      const shown = document.getElementById(name);
      if (shown && shown.textContent !== words) shown.textContent = words;
    }
  };

  const wanted = (name, is) => {
    const field = document.getElementById(`${name}-field`);
    const label = field?.querySelector(":scope > label, :scope > legend");
    const said = label?.querySelector(".opt");
    if (!label || is !== Boolean(said)) return;
    if (is) {
      said.remove();
      return;
    }
    const words = document.createElement("span");
    words.className = "opt";
    words.textContent = form.dataset.optional;
    label.append(" ", words);
  };

  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  };
  form.addEventListener("input", soon);
  form.addEventListener("change", (event) => {
    if (event.target.type !== "file") soon();
  });
  form.addEventListener("taken", soon);
}

// a chosen box is drawn as chosen
document.addEventListener("change", (event) => {
  if (!event.target.closest(".chk.box")) return;
  for (const input of event.target.closest("form").querySelectorAll(".chk.box > input")) {
    input.parentElement.classList.toggle("on", input.checked);
  }
});
