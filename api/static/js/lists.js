// A list of dossiers by keys, where scripts run: / searches, j and k go from row to row, Enter opens
// (a row's link has the focus, so the browser does that), ? shows the keys. They rest while somebody
// types, with Ctrl, Alt or Meta, and where they were switched off. Without this file nothing is lost.
"use strict";

const OFF = "bangvang-keys-off";
const TYPED_IN = "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]";

// A browser that keeps nothing for us keeps the keys on.
function kept(change) {
  try {
    return change(window.localStorage);
  } catch {
    return null;
  }
}

function go(step) {
  const links = [...document.querySelectorAll(".table--dossiers tbody th[scope=row] a")];
  const here = document.activeElement.closest(".table--dossiers tbody tr");
  const at = links.findIndex((link) => here && here.contains(link));
  const next = at < 0 ? (step > 0 ? 0 : links.length - 1) : at + step;
  if (links[next]) links[next].focus();
}

const KEYS = {
  "/": () => document.querySelector("form[role=search] [type=search]").select(),
  j: () => go(1),
  k: () => go(-1),
  "?": () => document.getElementById("keys").showModal(),
};

document.addEventListener("keydown", (event) => {
  const work = Object.hasOwn(KEYS, event.key) && KEYS[event.key];
  if (!work || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
  if (event.target.closest(TYPED_IN) || document.querySelector("dialog[open]")) return;
  if (event.key !== "?" && kept((store) => store.getItem(OFF))) return;
  event.preventDefault();
  work();
});

document.addEventListener("DOMContentLoaded", () => {
  const shown = document.querySelector("[data-keys]");
  const off = document.querySelector("#keys [name=off]");
  if (!shown || !off) return;
  shown.hidden = false;
  shown.addEventListener("click", KEYS["?"]);
  off.checked = Boolean(kept((store) => store.getItem(OFF)));
  off.addEventListener("change", () =>
    kept((store) => (off.checked ? store.setItem(OFF, "yes") : store.removeItem(OFF))),
  );
});
