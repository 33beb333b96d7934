// One case: the first look is noted, phrases are put where they are written, pages are turned and enlarged, long lists of
// people are narrowed. All of it works without.

const token = document.querySelector("[name=csrf_token]")?.value;
const seen = document.querySelector("[data-unseen]")?.dataset;

if (seen && token) {
  // who opens a case for the first time has seen it as it is now; later changes wait until they are looked at
  fetch(seen.unseen, {
    method: "POST",
    // of what they had seen before only the copy counts as read; what has changed stays marked
    body: new URLSearchParams({ csrf_token: token, ...(seen.copy ? { copy: "1" } : {}) }),
    headers: { "X-Fragment": "1" },
  }).catch(() => {});
}

for (const phrases of document.querySelectorAll("[data-phrases='what']")) {
  phrases.hidden = false;
  phrases.addEventListener("click", (event) => {
    const said = event.target.closest("[data-say]")?.dataset.say;
    const field = document.getElementById("what");
    if (!said || !field) return;
    field.value = field.value.trim() ? `${field.value.trim()}\n${said}` : said;
    field.focus();
  });
}

// a colleague is called where the cursor stands
for (const names of document.querySelectorAll("[data-call]")) {
  names.hidden = false;
  names.addEventListener("click", (event) => {
    const said = event.target.closest("[data-say]")?.dataset.say;
    const field = document.getElementById(names.dataset.call);
    if (!said || !field) return;
    field.setRangeText(said, field.selectionStart, field.selectionEnd, "end");
    field.focus();
  });
}

// a file that was turned to is found again when the page is loaded once more
const address = document.querySelector("[data-address]")?.dataset.address;
if (address) history.replaceState(history.state, "", address);

const picture = document.querySelector(".mv-scroll [data-zoom]");
const tools = document.querySelector("[data-zoom-tools]");
if (picture && tools) {
  let zoom = 0;
  let turn = 0;
  tools.hidden = false;
  picture.classList.add("fit");
  tools.addEventListener("click", (event) => {
    const by = Number(event.target.closest("[data-zoom-by]")?.dataset.zoomBy || 0);
    if (event.target.closest("[data-turn]")) turn = (turn + 1) % 4;
    zoom = Math.max(-1, Math.min(3, zoom + by));
    picture.className = `mv-leaf fit zoom-${zoom} turn-${turn}`;
  });
}

// the buttons of the page by their keys
for (const hints of document.querySelectorAll("[data-keys]")) hints.hidden = false;
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input:not([type=image]), textarea, select, [contenteditable]");
  if (typing || event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
  const button = document.querySelector(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
  if (!button) return;
  event.preventDefault();
  button.click();
});

// the dialog brings its list later, so the page listens for it
document.addEventListener("input", (event) => {
  const search = event.target.closest("[data-narrow]");
  if (!search) return;
  const wanted = search.value.trim();
  for (const one of search.parentElement.querySelectorAll("label")) {
    one.hidden = wanted !== "" && !one.textContent.includes(wanted) && !one.querySelector(":checked");
  }
});
for (const search of document.querySelectorAll("[data-narrow]")) search.hidden = false;
