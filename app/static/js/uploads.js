// A chosen file is sent at once with its progress on the page; without this it goes with the rest of the form.

const form = document.querySelector("form[data-fill]");
const OVERTAKEN = 409;

form?.addEventListener("change", (event) => {
  const input = event.target;
  if (input.type === "file" && input.files.length) send(input);
});

// what is kept by itself and what is uploaded take turns, so that neither overtakes the other
function send(input) {
  const bar = drawn(input);
  const request = new XMLHttpRequest();
  bar.cancel.addEventListener("click", () => {
    request.abort();
    input.value = "";
    bar.remove();
    input.focus();
  });
  input.hidden = true;
  const sent = () => new Promise((done) => upload(input, bar, request, done));
  if (form.inTurn) form.inTurn(sent);
  else sent();
}

function upload(input, bar, request, done) {
  if (!input.value) {
    done();
    return;
  }
  const field = input.closest(".fld");
  const body = new FormData(form);
  body.set("_upload", input.name.replace(/-upload$/, ""));
  request.open("POST", form.action);
  const began = Date.now();
  request.upload.addEventListener("progress", (event) => {
    if (event.lengthComputable) bar.show(event.loaded, event.total, (Date.now() - began) / 1000);
  });
  request.addEventListener("load", () => {
    const page = new DOMParser().parseFromString(request.responseText, "text/html");
    const now = page.getElementById(field.id);
    if (request.status === OVERTAKEN) form.dispatchEvent(new Event("overtaken"));
    if (now && request.status !== OVERTAKEN) take(page, field, now);
    else bar.fail(page.querySelector("[type=password]") ? form.dataset.out : "");
  });
  request.addEventListener("error", () => bar.fail());
  request.addEventListener("loadend", done);
  request.send(body);
}

// the field as the server has it now; what is typed elsewhere on the page stays as it is
function take(page, field, now) {
  field.replaceWith(now);
  for (const hidden of ["_seen", "_ground", "csrf_token"]) {
    const fresh = page.querySelector(`form[data-fill] [name=${hidden}]`);
    const old = form.querySelector(`[name=${hidden}]`);
    if (fresh && old) old.value = fresh.value;
  }
  const told = now.querySelector(".err");
  told?.setAttribute("tabindex", "-1");
  (told || now.querySelector(".up a, input[type=file]"))?.focus();
  form.dispatchEvent(new Event("taken"));
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
  // read by eyes only: spoken, it would never come to an end
  const far = document.createElement("span");
  far.className = "tiny dim num";
  far.setAttribute("aria-hidden", "true");
  row.append(said, far, progress, cancel);
  input.after(row);
  const names = [...input.files].map((file) => file.name).join(", ");
  said.textContent = `${words.sending} ${names}`;
  return {
    cancel,
    show: (done, total, seconds) => {
      progress.value = (100 * done) / total;
      const left = done && seconds > 1 ? Math.ceil((seconds * (total - done)) / done) : 0;
      far.textContent = `${size(done)} / ${size(total)} MB${left ? ` · ${words.left.replace("{n}", left)}` : ""}`;
    },
    fail: (why) => {
      said.textContent = why || words.failed;
      progress.remove();
      far.remove();
      cancel.remove();
      input.hidden = false;
    },
    remove: () => {
      row.remove();
      input.hidden = false;
    },
  };
}

function size(bytes) {
  return (bytes / 1048576).toFixed(1);
}
