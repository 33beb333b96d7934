// Two minutes before the session ends a bar says so; every tab of the browser counts for all of them.

const bar = document.querySelector("[data-ending]");
const LAST = 120;
const KEY = "tongban.session";

if (bar) {
  const said = bar.querySelector("[data-words]");
  const form = bar.querySelector("[data-keep]");
  const again = bar.querySelector("[data-again]");
  const words = said.dataset;

  const until = () => Number(localStorage.getItem(KEY) || 0);
  const lasts = (seconds) => localStorage.setItem(KEY, String(Date.now() + seconds * 1000));
  const say = (text) => {
    // an alert is read out when it changes, so it changes once a minute only
    if (said.textContent !== text) said.textContent = text;
  };
  const look = () => {
    const left = Math.round((until() - Date.now()) / 1000);
    bar.hidden = left > LAST;
    if (bar.hidden) return;
    const over = left <= 0;
    form.hidden = over;
    again.hidden = !over;
    if (over) say(words.over);
    else if (left < 60) say(words.minute);
    else say(words.minutes.replace("{n}", String(Math.ceil(left / 60))));
  };

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const answer = await fetch(form.action, {
      method: "POST",
      body: new URLSearchParams(new FormData(form)),
      headers: { "X-Fragment": "1" },
    }).catch(() => null);
    if (!answer?.ok || answer.redirected) {
      lasts(0);
      look();
      return;
    }
    const { left } = await answer.json();
    lasts(left);
    look();
    const told = left > LAST ? words.kept : words.last;
    document.dispatchEvent(new CustomEvent("tongban:toast", { detail: { kind: "ok", words: told } }));
  });

  lasts(Number(bar.dataset.ending));
  look();
  setInterval(look, 5000);
  // a machine that slept has missed its intervals
  document.addEventListener("visibilitychange", look);
}
