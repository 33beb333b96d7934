// Where the keyboard is, before the parts of the page are exchanged and after.

export function held() {
  const now = document.activeElement;
  if (!now || now === document.body) return null;
  return { part: now.closest("[data-part]")?.dataset.part, id: now.id, name: now.name, value: now.value, act: now.name === "act" && now.value };
}

// who was on the canvas stays on it, at the node that is chosen now; who pressed a button stays on it
export function restored(was) {
  if (!was?.part || document.activeElement !== document.body) return;
  const here = document.querySelector(`[data-part=${was.part}]`);
  const same = was.id ? document.getElementById(was.id) : was.act && here.querySelector(`[name=act][value="${was.act}"]:enabled`);
  const chosen = document.querySelector("[data-part=canvas] [data-at][aria-current]");
  (same || (was.part === "canvas" && chosen) || here).focus({ preventScroll: was.part !== "canvas" });
  if (was.part === "canvas") chosen?.closest("[data-name]")?.scrollIntoView({ block: "nearest" });
}
