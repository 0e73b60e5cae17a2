// The pictures of the dashboard and of figures: fetches what each shows, with all its words, and
// hands it to ECharts as picture-kinds.js and figure-kinds.js say. On a live page they are drawn
// anew when dossiers change. Without this file the tables stand open.
import { figureKinds } from "./figure-kinds.js";
import { live } from "./live.js";
import { kinds as dashboardKinds } from "./picture-kinds.js";

const kinds = { ...dashboardKinds, ...figureKinds };
const PAUSE = 5000; // milliseconds at least between two looks at what changed

const dark = matchMedia("(prefers-color-scheme: dark)");
const forced = matchMedia("(forced-colors: active)");
const still = matchMedia("(prefers-reduced-motion: reduce)");
const redraws = new Map(); // by box: how it is brought up to date

async function columns(box) {
  const answer = await fetch(box.dataset.picture);
  if (!answer.ok) throw new Error(`${answer.status}`);
  return answer.json();
}

async function show(box) {
  const [path] = box.dataset.picture.split("?");
  const table = box.parentElement.querySelector("details");
  table.open = false;
  box.hidden = false;
  try {
    let data = await columns(box);
    const optionOf = kinds[path.split("/").at(-1)];
    const face = getComputedStyle(document.body).fontFamily;
    const needed = [400, 600].map((weight) => document.fonts.load(`${weight} 1em ${face}`, "Aắ"));
    await Promise.all(needed);
    const chart = echarts.init(box);
    chart.on("click", (at) => at.data?.url && location.assign(at.data.url));
    let width = 0;
    let series = 0;
    // What was chosen or enlarged in a picture stays so, unless it is made of other parts now.
    const draw = (anew) => {
      width = box.clientWidth;
      const option = optionOf(data, box); // may change how high the box is
      chart.resize();
      const always = { animation: !still.matches, textStyle: { fontFamily: face } };
      chart.setOption({ ...always, ...option }, anew || option.series.length !== series);
      series = option.series.length;
      box.dataset.drawn = width;
    };
    draw(true);
    redraws.set(box, async () => {
      data = await columns(box);
      draw(false);
    });
    for (const query of [dark, forced, still]) query.addEventListener("change", () => draw(true));
    new ResizeObserver(() => box.clientWidth && box.clientWidth !== width && draw(true)).observe(box);
  } catch {
    box.hidden = true;
    table.open = true;
  }
}

const boxes = () => [...document.querySelectorAll("[data-picture]")];
boxes().forEach(show);

let opened = [];
addEventListener("beforeprint", () => {
  const tables = boxes().map((box) => box.parentElement.querySelector("details"));
  opened = tables.filter((table) => !table.open);
  for (const table of opened) table.open = true;
});
addEventListener("afterprint", () => {
  for (const table of opened) table.open = false;
});

// A section of the page as it is now: its words and its table are replaced, its chart is kept. Where
// there is a picture now and was none before, or the other way round, all of it is.
async function renew(section, fresh) {
  const [old, now] = [section, fresh].map((one) => one.querySelector(".picture"));
  if (!old || !now) {
    section.replaceWith(fresh);
    fresh.querySelectorAll("[data-picture]").forEach(show);
    return;
  }
  old.querySelector("figcaption").replaceWith(now.querySelector("figcaption"));
  old.querySelector("table").replaceWith(now.querySelector("table"));
  await redraws.get(old.querySelector("[data-picture]"))?.();
}

function follow(address) {
  let asked = 0; // when it was looked at last
  let soon;

  async function look() {
    soon = undefined;
    asked = Date.now();
    try {
      const answer = await fetch(location.href);
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
      const sections = [...fresh.querySelectorAll("[data-live] section")];
      if (!sections.length) throw new Error(`${answer.status}`);
      await Promise.all(sections.map((one) => {
        const old = document.querySelector(`section[aria-labelledby="${CSS.escape(one.getAttribute("aria-labelledby"))}"]`);
        return renew(old, one);
      }));
      page.shown();
    } catch {
      page.missed();
    }
  }

  const wish = () => {
    if (!document.hidden) soon ??= setTimeout(look, Math.max(0, asked + PAUSE - Date.now()));
    else document.addEventListener("visibilitychange", wish, { once: true });
  };
  const page = live(wish);

  function connect() {
    const source = new EventSource(address);
    source.addEventListener("open", page.opened);
    source.addEventListener("dossier", wish);
    source.addEventListener("error", () => {
      page.lost();
      if (source.readyState === EventSource.CLOSED) setTimeout(connect, PAUSE);
    });
  }
  connect();
}

const watched = document.querySelector("[data-live]");
if (watched) follow(watched.dataset.live);
