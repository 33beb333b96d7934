// Pickers list again without leaving the page: the form is posted with the button and only the field is replaced.

const form = document.querySelector("form[data-fill]");

if (form) {
  dress(form);
  form.addEventListener("change", (event) => {
    const name = event.target.dataset.again;
    if (name) again(name, event.target.id);
  });
  form.addEventListener("click", (event) => {
    const button = event.target.closest("button[name=_find]");
    if (!button) return;
    event.preventDefault();
    again(button.value, "");
  });
  form.addEventListener("keydown", (event) => {
    const name = event.target.dataset?.find;
    if (!name || event.key !== "Enter" || event.isComposing) return;
    event.preventDefault();
    again(name, "");
  });
}

// what only a page without scripts needs
function dress(part) {
  for (const button of part.querySelectorAll("[data-replaced]")) button.hidden = true;
}

// in turn with what else keeps the page, which would overtake it otherwise; only the last answer is drawn,
// since whoever has chosen again meanwhile must not see the choice before
const asked = {};

function again(name, from) {
  const turn = (asked[name] = (asked[name] || 0) + 1);
  const field = document.getElementById(`${name}-field`);
  field.setAttribute("aria-busy", "true");
  const act = () => ask(name, from, () => asked[name] === turn).finally(() => field.removeAttribute("aria-busy"));
  if (form.inTurn) form.inTurn(act);
  else act();
}

async function ask(name, from, isLast) {
  if (!isLast()) return;
  const body = new FormData(form);
  body.set("_find", name);
  for (const [key, value] of [...body]) if (value instanceof File) body.delete(key);
  const answer = await fetch(form.action, { method: "POST", body }).catch(() => null);
  const page = answer && new DOMParser().parseFromString(await answer.text(), "text/html");
  const field = document.getElementById(`${name}-field`);
  const now = page?.getElementById(field.id);
  if (answer?.status === 409) form.dispatchEvent(new Event("overtaken"));
  else if (now) take(page, field, now, isLast() ? from : null);
  else form.requestSubmit(field.querySelector("button[name=_find]"));
}

// the field as the server has it now; what is typed elsewhere on the page stays as it is
function take(page, field, now, from) {
  for (const hidden of ["_seen", "_ground", "csrf_token"]) {
    const fresh = page.querySelector(`form[data-fill] [name=${hidden}]`);
    const old = form.querySelector(`[name=${hidden}]`);
    if (fresh && old) old.value = fresh.value;
  }
  if (from === null) return;
  const places = [...field.querySelectorAll("select")].map((one) => one.id);
  field.replaceWith(now);
  dress(now);
  const next = from && [...now.querySelectorAll("select")].find((one) => !places.includes(one.id));
  const found = from ? next || document.getElementById(from) : now.querySelector("input[type=radio], [tabindex]");
  found?.focus();
}
