// The dashboard, where scripts run: all of a page can be chosen at once, and what was chosen stays
// so when the list is brought up to date. Without this file the page works just the same.
"use strict";

const ticks = () => [...document.querySelectorAll("#acting input[name=one]")];
let chosen = new Set();

function begin() {
  const all = document.getElementById("all");
  if (!all || !ticks().length) return;
  all.hidden = false;
  show(all);
  all.addEventListener("change", () => {
    for (const tick of ticks()) tick.checked = all.checked;
  });
  document.getElementById("acting").addEventListener("change", () => show(all));
}

function show(all) {
  const count = ticks().filter((tick) => tick.checked).length;
  all.checked = count > 0 && count === ticks().length;
  all.indeterminate = count > 0 && count < ticks().length;
}

document.addEventListener("htmx:beforeSwap", () => {
  chosen = new Set(ticks().filter((tick) => tick.checked).map((tick) => tick.value));
});

document.addEventListener("htmx:afterSettle", () => {
  for (const tick of ticks()) tick.checked = chosen.has(tick.value);
  begin();
});

begin();
