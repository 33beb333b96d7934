// A question that has a page of its own is asked in a dialog over the page: `a[data-dialog]`. Without this the link leads there.

const dialog = document.createElement("dialog");
dialog.className = "dlg sm";
dialog.setAttribute("aria-labelledby", "dialog-title");

let asked = "";

function typed() {
  const fields = [...dialog.querySelectorAll("textarea, input:not([type=hidden]), select")];
  return fields.some((field) =>
    field.matches("[type=checkbox], [type=radio]")
      ? field.checked !== field.defaultChecked
      : field.matches("select")
        ? [...field.options].some((option) => option.selected !== option.defaultSelected)
        : field.value !== field.defaultValue,
  );
}

async function ask(link) {
  if (asked === link.href && typed()) {
    // closed by mistake: what was typed is still there
    dialog.showModal();
    return;
  }
  const answer = await fetch(link.href, { headers: { "X-Fragment": "1" } });
  if (!answer.ok || answer.redirected) throw new Error(answer.statusText);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const main = page.querySelector("main");
  const title = main.querySelector("h1");
  const frame = document.querySelector("template[data-dialog-frame]").content.cloneNode(true);
  frame.querySelector("#dialog-title").textContent = title.textContent.trim();
  title.remove();
  for (const crumb of main.querySelectorAll(".crumb, .flashes")) crumb.remove();
  frame.querySelector(".bd").append(...main.childNodes);
  dialog.replaceChildren(frame);
  if (!dialog.isConnected) document.body.append(dialog);
  asked = link.href;
  dialog.showModal();
  (dialog.querySelector("[autofocus], .bd input:not([type=hidden]), .bd textarea, .bd select, .bd button") || dialog).focus();
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-dialog]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  ask(link).catch(() => location.assign(link.href));
});

dialog.addEventListener("click", (event) => {
  const leads = event.target.closest("a")?.href.split("#")[0];
  // the way back to the page below is the way out of the dialog
  if (event.target.closest("[data-close]") || event.target === dialog || leads === location.href.split("#")[0]) {
    event.preventDefault();
    dialog.close();
  }
});

// what is fetched as a file leads nowhere: the question is answered, and the page below is there again
dialog.addEventListener("submit", (event) => {
  if (event.target.matches("[data-download]")) setTimeout(() => dialog.close());
});

// an act that cannot be taken back waits until its name is typed; the server asks for the same
for (const input of document.querySelectorAll("[data-must-equal]")) {
  const button = input.form.querySelector("button:not([type=button])");
  const look = () => {
    button.disabled = input.value.trim() !== input.dataset.mustEqual;
  };
  input.addEventListener("input", look);
  look();
}
