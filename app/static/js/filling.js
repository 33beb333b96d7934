// What is typed is kept by itself, one turn after the other; a page that was overtaken stops, and says so.

const form = document.querySelector("form[data-keep][data-fill]");
const PAUSE = 1200;
const AGAIN = 5000;
const PATIENCE = 4000;
const STALE = 400;
const FAILURE = 500;
const SESSION = "tongban.session";

if (form) {
  const line = form.querySelector("[data-kept]");
  const bar = form.querySelector("[data-overtaken]");
  let timer = 0;
  let changes = 0;
  let kept = 0;
  let stopped = false;
  let leaving = "";
  let renewed = false;

  // what would overtake itself takes turns: keeping, uploading, sending the page
  let turn = Promise.resolve();
  let waiting = 0;
  form.inTurn = (act) => {
    waiting += 1;
    turn = turn.then(act, act).finally(() => {
      waiting -= 1;
    });
    return turn;
  };

  const set = (name, value) => {
    for (const input of document.querySelectorAll(`form [name=${name}]`)) input.value = value;
  };
  const typed = () => {
    const body = new FormData(form);
    for (const [name, value] of [...body]) if (value instanceof File) body.delete(name);
    return body;
  };
  const later = (pause) => {
    clearTimeout(timer);
    timer = setTimeout(keep, pause);
  };

  const keep = (options = {}) =>
    form.inTurn(async () => {
      if (stopped || leaving || kept === changes) return;
      const now = changes;
      const asked = { method: "POST", body: typed(), headers: { Accept: "application/json" }, ...options };
      const answer = await fetch(form.dataset.keep, asked).catch(() => null);
      const said = await answer?.json().catch(() => null);
      if (answer?.ok && said) {
        kept = now;
        renewed = false;
        set("_seen", said.seen);
        set("_ground", said.ground);
        line.textContent = said.said;
      } else {
        refused(answer?.status, said);
      }
    });

  const refused = (status, said) => {
    if (said?.overtaken) {
      overtaken();
    } else if (status === 401) {
      line.textContent = form.dataset.out;
      // the bar about the end of the session shows its link, in every tab
      localStorage.setItem(SESSION, String(Date.now()));
    } else if (status === STALE && !renewed) {
      // signed in again while nothing was waiting to be kept
      renewed = true;
      renew();
    } else if (said?.message && status < FAILURE) {
      stopped = true;
      line.textContent = said.message[document.documentElement.lang === "en" ? "en" : "zh"];
    } else {
      line.textContent = line.dataset.failed;
      later(AGAIN);
    }
  };

  const overtaken = () => {
    stopped = true;
    bar.hidden = false;
    line.textContent = line.dataset.stopped;
  };
  form.addEventListener("overtaken", overtaken);

  const changed = () => {
    changes += 1;
    later(PAUSE);
  };
  // what was put back after signing in again is kept as soon as it is seen
  if (form.dataset.restored !== undefined) changed();
  form.addEventListener("input", changed);
  form.addEventListener("change", (event) => {
    if (event.target.type !== "file") changed();
  });

  // what is being kept comes first: the page then stands on it
  form.addEventListener("submit", (event) => {
    clearTimeout(timer);
    if (leaving === "now" || (!leaving && !waiting)) {
      leaving = "now";
      return;
    }
    event.preventDefault();
    if (leaving) return;
    leaving = "waiting";
    const submitter = event.submitter;
    const patience = new Promise((resolve) => setTimeout(resolve, PATIENCE));
    Promise.race([turn, patience]).then(() => {
      leaving = "now";
      form.requestSubmit(submitter);
    });
  });
  window.addEventListener("pageshow", () => {
    leaving = "";
  });

  // signed in again, here or in another window: the page still holds the token of the session before
  const renew = () =>
    form.inTurn(async () => {
      const answer = await fetch(location.href, { headers: { Accept: "text/html" } }).catch(() => null);
      if (!answer?.ok || answer.redirected) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const token = page.querySelector("form[data-fill] [name=csrf_token]");
      if (!token) return;
      set("csrf_token", token.value);
      later(0);
    });
  const back = () => {
    if (!stopped && !leaving && kept !== changes) renew();
  };
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") keep({ keepalive: true });
    else back();
  });
  window.addEventListener("storage", (event) => {
    if (event.key === SESSION && Number(event.newValue) > Date.now()) back();
  });
  window.addEventListener("pagehide", () => keep({ keepalive: true }));
}
