// The history page, where scripts run: after the slider moved, the list says where we are, and the
// slider itself says it in words. Without this file links lead from event to event.
"use strict";

function follow() {
  const moment = document.querySelector("#then .moment");
  const slider = document.getElementById("at");
  if (!moment || !slider) return;
  for (const link of document.querySelectorAll("#event-list a[aria-current]")) {
    link.removeAttribute("aria-current");
  }
  const here = document.querySelector(`#event-list a[data-seq="${moment.dataset.seq}"]`);
  if (!here) return;
  here.setAttribute("aria-current", "step");
  slider.setAttribute("aria-valuetext", here.dataset.words);
  const list = here.closest("ol");
  if (list.scrollHeight > list.clientHeight) list.scrollTop = here.offsetTop - list.clientHeight / 2;
}

document.addEventListener("htmx:afterSwap", follow);
document.addEventListener("DOMContentLoaded", follow);
