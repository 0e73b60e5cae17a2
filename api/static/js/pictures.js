// The pictures of the dashboard: fetches what each shows, with all its words, and hands it to
// ECharts as picture-kinds.js says. Without this file the tables stand open.
import { kinds } from "./picture-kinds.js";

const dark = matchMedia("(prefers-color-scheme: dark)");
const forced = matchMedia("(forced-colors: active)");
const still = matchMedia("(prefers-reduced-motion: reduce)");

async function show(box) {
  const [path] = box.dataset.picture.split("?");
  const table = box.parentElement.querySelector("details");
  table.open = false;
  box.hidden = false;
  try {
    const answer = await fetch(box.dataset.picture);
    if (!answer.ok) throw new Error(`${answer.status}`);
    const data = await answer.json();
    const optionOf = kinds[path.split("/").at(-1)];
    const face = getComputedStyle(document.body).fontFamily;
    const needed = [400, 600].map((weight) => document.fonts.load(`${weight} 1em ${face}`, "Aắ"));
    await Promise.all(needed);
    const chart = echarts.init(box);
    chart.on("click", (at) => at.data?.url && location.assign(at.data.url));
    let width = 0;
    const draw = () => {
      width = box.clientWidth;
      const option = optionOf(data, box); // may change how high the box is
      chart.resize();
      const always = { animation: !still.matches, textStyle: { fontFamily: face } };
      chart.setOption({ ...always, ...option }, true);
      box.dataset.drawn = width;
    };
    draw();
    for (const query of [dark, forced, still]) query.addEventListener("change", draw);
    new ResizeObserver(() => box.clientWidth && box.clientWidth !== width && draw()).observe(box);
  } catch {
    box.hidden = true;
    table.open = true;
  }
}

const boxes = document.querySelectorAll("[data-picture]");
boxes.forEach(show);
const tables = [...boxes].map((box) => box.parentElement.querySelector("details"));
let opened = [];
addEventListener("beforeprint", () => {
  opened = tables.filter((table) => !table.open);
  for (const table of opened) table.open = true;
});
addEventListener("afterprint", () => {
  for (const table of opened) table.open = false;
});
