// A page that is brought up to date while it is open says when it no longer is, and of what time
// its figures are. Without this file, and without scripts, nothing is said, as nothing is live.
const GRACE = 6000; // milliseconds: a connection that is renewed meanwhile was not lost
const AGAIN = 10000;

const clock = new Intl.DateTimeFormat(document.documentElement.lang, {
  hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: "Asia/Ho_Chi_Minh",
});

// `refresh` asks for what is shown. Whoever calls tells what became of it, and of the connection.
export function live(refresh) {
  const box = document.getElementById("lost");
  const words = box.querySelector("[data-words]");
  let connected = true;
  let current = true;
  let seen = new Date();
  let saying;
  let retry;

  function say() {
    words.textContent = words.dataset.words.replace("{time}", clock.format(seen));
    box.firstElementChild.hidden = false;
  }

  function judge() {
    if (!connected || !current) {
      saying ??= setTimeout(say, GRACE);
      return;
    }
    clearTimeout(saying);
    saying = undefined;
    box.firstElementChild.hidden = true;
  }

  const page = {
    opened() {
      if (connected) return;
      connected = true;
      current = false; // what changed meanwhile was told to nobody here
      refresh();
    },
    lost() {
      connected = false;
      judge();
    },
    shown() {
      current = true;
      seen = new Date();
      clearTimeout(retry);
      judge();
    },
    missed() {
      current = false;
      clearTimeout(retry);
      retry = setTimeout(refresh, AGAIN);
      judge();
    },
  };
  addEventListener("offline", page.missed);
  addEventListener("online", () => refresh());
  return page;
}

// The dashboard's connection is htmx's; an answer that is another page replaces nothing.
if (document.querySelector("[sse-connect]")) {
  const part = () => document.getElementById("fresh");
  const page = live(() => htmx.trigger(part(), "sse:dossier"));
  const of = (event) => event.detail.target === part() || event.detail.elt === part();
  document.addEventListener("htmx:sseOpen", page.opened);
  document.addEventListener("htmx:sseError", page.lost);
  document.addEventListener("htmx:sendError", (event) => of(event) && page.missed());
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (!of(event) || event.detail.xhr.responseText.includes('id="fresh"')) return;
    event.detail.shouldSwap = false;
    page.missed();
  });
  document.addEventListener("htmx:afterSettle", page.shown);
}
