// A page of a file is pointed at: a click is a point, a drag is a frame, B draws one that the arrows move and enlarge.
// Without this a click sends the form, which comes back with the place; parts of the page are chosen from a list.

const WIDE = 1000;
const LEAST = 12;
const STEP = 10;

const point = document.querySelector("[data-point]");
const spot = document.querySelector("[data-spot]");
const button = document.querySelector("[data-frame]");

function pointing() {
  const mark = document.querySelector("[data-draft]");
  const box = document.querySelector("[data-box]");
  const cell = document.getElementById("cell");
  const how = document.querySelector("[data-frame-how]");
  const said = document.querySelector("[data-frame-said]");
  let from = null;

  const high = () => Math.round((WIDE * point.clientHeight) / point.clientWidth) || WIDE;
  const read = () => (spot.value ? spot.value.split(",").map(Number) : []);
  const place = (event) => {
    const measure = WIDE / point.clientWidth;
    const within = (at, most) => Math.max(0, Math.min(most, Math.round(at * measure)));
    return [within(event.offsetX, WIDE), within(event.offsetY, high())];
  };

  function draw() {
    const [x = 0, y = 0, w = 0, h = 0] = read();
    mark.classList.toggle("on", spot.value !== "");
    mark.classList.toggle("framed", w > 0);
    mark.setAttribute("transform", `translate(${x} ${y})`);
    box.setAttribute("width", w);
    box.setAttribute("height", h);
  }

  function set(numbers) {
    spot.value = numbers.join(",");
    if (numbers.length) cell.value = "";
    draw();
  }

  function frame(one, other) {
    const [x, y] = [Math.min(one[0], other[0]), Math.min(one[1], other[1])];
    return [x, y, Math.abs(one[0] - other[0]), Math.abs(one[1] - other[1])];
  }

  function write() {
    framing(false);
    document.getElementById("what").focus();
  }

  function framing(on) {
    button.setAttribute("aria-pressed", on);
    point.parentElement.classList.toggle("framing", on);
    how.hidden = !on;
  }

  function tell() {
    const [x, y, w, h] = read().map((one) => Math.round(one / STEP));
    said.textContent = said.dataset.words.replace("{x}", x).replace("{y}", y).replace("{w}", w).replace("{h}", h);
  }

  function begin() {
    framing(true);
    button.focus();
    if (read().length < 4) {
      const visible = point.closest(".mv-scroll");
      const top = Math.round((visible.scrollTop * WIDE) / point.clientWidth);
      set([300, Math.min(top + 200, Math.max(0, high() - 160)), 400, 120]);
    }
    tell();
  }

  const arrows = { ArrowLeft: [-STEP, 0], ArrowRight: [STEP, 0], ArrowUp: [0, -STEP], ArrowDown: [0, STEP] };

  function move(event) {
    const by = arrows[event.key];
    let [x, y, w, h] = read();
    if (event.shiftKey) {
      w = Math.max(STEP, Math.min(WIDE - x, w + by[0]));
      h = Math.max(STEP, Math.min(high() - y, h + by[1]));
    } else {
      x = Math.max(0, Math.min(WIDE - w, x + by[0]));
      y = Math.max(0, Math.min(high() - h, y + by[1]));
    }
    set([x, y, w, h]);
    tell();
    mark.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  button.hidden = false;
  button.addEventListener("click", () => (button.getAttribute("aria-pressed") === "true" ? write() : begin()));
  button.addEventListener("keydown", (event) => {
    if (button.getAttribute("aria-pressed") !== "true") return;
    if (event.key === "Escape") {
      framing(false);
      set([]);
    } else if (event.key === "Enter") {
      write();
    } else if (arrows[event.key] && read().length === 4) {
      move(event);
    } else return;
    event.preventDefault();
  });

  point.addEventListener("dragstart", (event) => event.preventDefault());
  point.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    from = place(event);
    if (event.pointerType === "mouse" || button.getAttribute("aria-pressed") === "true") {
      point.setPointerCapture(event.pointerId);
    }
  });
  point.addEventListener("pointermove", (event) => {
    if (!from || !point.hasPointerCapture(event.pointerId)) return;
    const drawn = frame(from, place(event));
    if (drawn[2] >= LEAST && drawn[3] >= LEAST) set(drawn);
  });
  // whoever scrolls with a finger draws nothing
  point.addEventListener("pointercancel", () => (from = null));
  point.addEventListener("click", (event) => {
    event.preventDefault();
    const drawn = from && frame(from, place(event));
    if (!drawn || drawn[2] < LEAST || drawn[3] < LEAST) set(place(event));
    else set(drawn);
    from = null;
    write();
  });
  cell.addEventListener("change", () => set([]));
  draw();
}

if (point && spot && button) pointing();
