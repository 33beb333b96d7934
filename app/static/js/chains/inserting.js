// At a plus the kinds of steps are offered; the one that is picked is put in right there.

let open;

export function offer(plus) {
  const again = open === plus;
  close();
  const source = document.querySelector("[data-add]");
  if (again || !source) return;
  const pop = document.createElement("div");
  pop.className = "ch-pop";
  pop.dataset.pop = "";
  const form = source.cloneNode(true);
  delete form.dataset.add;
  for (const list of form.querySelectorAll("[data-types]")) delete list.dataset.types;
  form.elements.into.value = plus.dataset.plus;
  form.elements.before.value = plus.dataset.before;
  pop.append(form);
  plus.after(pop);
  plus.setAttribute("aria-expanded", "true");
  open = plus;
  turned(pop);
  form.querySelector("[name=type]").focus();
}

export function close({ back = false } = {}) {
  document.querySelector("[data-pop]")?.remove();
  open?.removeAttribute("aria-expanded");
  if (back === true) open?.focus();
  open = undefined;
}

export const offering = () => Boolean(open);

// it opens to the side where there is room, and as far up as it has to
function turned(pop) {
  const room = document.querySelector("#canvas").getBoundingClientRect();
  const own = pop.getBoundingClientRect();
  pop.classList.toggle("left", own.right > room.right);
  const below = Math.max(0, own.bottom + 8 - Math.min(window.innerHeight, Math.max(room.bottom, own.height)));
  if (below) pop.style.top = `${pop.offsetTop - Math.min(below, own.top - room.top - 8)}px`;
}
