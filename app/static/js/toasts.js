// Toasts of scripts: `tongban:toast` with kind and words shows one; those of the server are there already.

document.addEventListener("tongban:toast", (event) => {
  const { kind = "ok", words } = event.detail;
  const shape = document.querySelector(`template[data-toast=${kind}]`);
  if (!shape) return;
  const toast = shape.content.cloneNode(true);
  const place = shown();
  place.append(toast);
  // written after it is in the page, so that it is read out
  place.lastElementChild.querySelector("[data-words]").textContent = words;
});

// a dialog lies above everything else, so what it has to say stands in it
function shown() {
  const top = document.querySelector("dialog[open]") || document.body;
  let place = top.querySelector(".toasts");
  if (!place) {
    place = document.createElement("div");
    place.className = "toasts";
    place.setAttribute("role", "status");
    top.append(place);
  }
  return place;
}
