// A chosen file is sent at once with its progress on the page; without this it goes with the rest of the form.

const form = document.querySelector("form[data-fill]");

form?.addEventListener("change", (event) => {
  const input = event.target;
  if (input.type === "file" && input.files.length) send(input);
});

function send(input) {
  const field = input.closest(".fld");
  const name = input.name.replace(/-upload$/, "");
  const bar = drawn(input);
  const request = new XMLHttpRequest();
  const body = new FormData(form);
  body.set("_upload", name);
  request.open("POST", form.action);
  request.upload.addEventListener("progress", (event) => {
    if (event.lengthComputable) bar.show(Math.floor((100 * event.loaded) / event.total));
  });
  request.addEventListener("load", () => {
    const page = new DOMParser().parseFromString(request.responseText, "text/html");
    const now = page.getElementById(field.id);
    if (!now) {
      bar.fail();
      return;
    }
    take(page, field, now);
  });
  request.addEventListener("error", bar.fail);
  bar.cancel.addEventListener("click", () => {
    request.abort();
    input.value = "";
    bar.remove();
    input.focus();
  });
  input.hidden = true;
  request.send(body);
}

// the field as the server has it now; what is typed elsewhere on the page stays as it is
function take(page, field, now) {
  field.replaceWith(now);
  for (const hidden of ["_seen", "csrf_token"]) {
    const fresh = page.querySelector(`form[data-fill] [name=${hidden}]`);
    const old = form.querySelector(`[name=${hidden}]`);
    if (fresh && old) old.value = fresh.value;
  }
  const told = now.querySelector(".err");
  told?.setAttribute("tabindex", "-1");
  (told || now.querySelector(".up a, input[type=file]"))?.focus();
}

function drawn(input) {
  const words = form.dataset;
  const row = document.createElement("div");
  row.className = "drop up-row";
  const said = document.createElement("span");
  said.setAttribute("role", "status");
  const progress = document.createElement("progress");
  progress.max = 100;
  progress.value = 0;
  progress.setAttribute("aria-label", words.sending);
  const cancel = document.createElement("button");
  cancel.type = "button";
  cancel.className = "btn btn-quiet btn-sm";
  cancel.textContent = words.cancel;
  row.append(said, progress, cancel);
  input.after(row);
  const names = [...input.files].map((file) => file.name).join(", ");
  said.textContent = `${words.sending} ${names}`;
  return {
    cancel,
    show: (percent) => {
      progress.value = percent;
    },
    fail: () => {
      said.textContent = words.failed;
      progress.remove();
      cancel.remove();
      input.hidden = false;
    },
    remove: () => {
      row.remove();
      input.hidden = false;
    },
  };
}
