// Tells that a task's page is being looked at, once somebody can see it: a program that only fetches
// it, or a browser that prepares it unseen, tells nothing.
"use strict";

const { tell, nonce, link } = document.currentScript.dataset;

function seen() {
  if (document.visibilityState !== "visible") return;
  document.removeEventListener("visibilitychange", seen);
  navigator.sendBeacon(tell, new URLSearchParams({ nonce, link }));
}

document.addEventListener("visibilitychange", seen);
seen();
