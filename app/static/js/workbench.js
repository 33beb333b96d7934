// The workbench by keyboard, the defects as a dialog over the case, phrases for the opinion. All of it works without.

const links = [...document.querySelectorAll("[data-case]")];
const acts = document.querySelector("[data-acts]");

function open(step) {
  const at = links.findIndex((link) => link.hasAttribute("aria-current"));
  const next = links[at < 0 ? 0 : at + step];
  if (next) next.click();
}

const keys = {
  j: () => open(1),
  k: () => open(-1),
  // chosen, not sent: Enter then decides
  e: () => acts?.querySelector("[data-pass]")?.focus(),
  r: () => acts?.querySelector("[data-return]")?.click(),
  "/": () => document.querySelector("[data-search]")?.focus(),
};

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]");
  if (typing || event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
  const act = keys[event.key.toLowerCase()];
  if (act) {
    event.preventDefault();
    act();
  }
});

document.querySelector("[data-list] [aria-current]")?.scrollIntoView({ block: "nearest" });

for (const phrases of document.querySelectorAll("[data-phrases]")) {
  phrases.hidden = false;
  phrases.addEventListener("click", (event) => {
    const said = event.target.closest("[data-say]")?.dataset.say;
    const opinion = document.getElementById("opinion");
    if (!said || !opinion) return;
    opinion.value = opinion.value.trim() ? `${opinion.value.trim()}\n${said}` : said;
    opinion.focus();
  });
}

// ---- the defects as a dialog: the page of its own, fetched and shown here

const dialog = document.createElement("dialog");
dialog.className = "dlg";
dialog.setAttribute("aria-labelledby", "return-title");

async function show(form, button) {
  const address = button?.getAttribute("formaction") || form.getAttribute("action");
  const answer = await fetch(address, {
    method: "POST",
    body: new URLSearchParams(new FormData(form, button)),
    headers: { "X-Fragment": "1" },
  });
  const next = answer.headers.get("X-Location");
  if (next) {
    location.assign(next);
    return;
  }
  if (answer.status >= 400 && answer.status !== 422 && answer.status !== 409) throw new Error(answer.statusText);
  dialog.innerHTML = await answer.text();
  if (!dialog.isConnected) document.body.append(dialog);
  if (!dialog.open) dialog.showModal();
  const lines = dialog.querySelectorAll("[name=what]");
  (dialog.querySelector("[data-focus]") || lines[lines.length - 1] || dialog).focus();
}

function dialogOr(form, button, event) {
  event.preventDefault();
  event.stopImmediatePropagation();
  // without an answer the form goes the plain way, which shows what is the matter
  show(form, button).catch(() => {
    form.action = button?.getAttribute("formaction") || form.action;
    const chosen = Object.assign(document.createElement("input"), { type: "hidden" });
    chosen.name = button?.name || "do";
    chosen.value = button?.value || "";
    form.append(chosen);
    form.submit();
  });
}

acts?.addEventListener(
  "submit",
  (event) => {
    if (!event.submitter?.hasAttribute("data-return")) return;
    if (dialog.isConnected && dialog.querySelector("[name=what]")) {
      // closed by mistake: the list that was being written is still there
      event.preventDefault();
      event.stopImmediatePropagation();
      dialog.showModal();
      return;
    }
    dialogOr(acts, event.submitter, event);
  },
  true,
);
dialog.addEventListener("submit", (event) => dialogOr(event.target, event.submitter, event));
dialog.addEventListener("click", (event) => {
  if (event.target.closest("[data-close]")) {
    event.preventDefault();
    dialog.close();
  }
});
