// The upload page, where scripts run: refuse a file that is too large before it is sent, and show
// how far the sending is. Without this file the form works just the same.
"use strict";

const part = (form, name) => form.querySelector(`.upload__${name}`);

function fault(form, words) {
  const place = part(form, "fault");
  place.textContent = words;
  place.hidden = !words;
  part(form, "progress").hidden = true;
}

document.addEventListener("htmx:beforeRequest", (event) => {
  const form = event.target.closest("form.upload");
  if (!form) return;
  const file = form.querySelector("input[type=file]").files[0];
  if (file && file.size > Number(form.dataset.limit)) {
    event.preventDefault();
    fault(form, form.dataset.tooLarge);
    return;
  }
  fault(form, "");
  part(form, "progress").hidden = false;
});

document.addEventListener("htmx:xhr:progress", (event) => {
  const form = event.target.closest("form.upload");
  const bar = form && form.querySelector("progress");
  if (!bar || !event.detail.lengthComputable) return;
  const sent = Math.round((100 * event.detail.loaded) / event.detail.total);
  if (sent < 100) bar.value = sent;
  else bar.removeAttribute("value"); // sent; now it is being checked, which takes as long as it takes
});

for (const broken of ["htmx:sendError", "htmx:timeout"]) {
  document.addEventListener(broken, (event) => {
    const form = event.target.closest("form.upload");
    if (form) fault(form, form.dataset.lost);
  });
}
