// How each picture of the dashboard is drawn: from its data to what ECharts is to show. A picture
// may set the height of its box, and put a legend before it. Colours come from css/pictures.css.
export const number = new Intl.NumberFormat(document.documentElement.lang).format;
const TEXT = 13;
const LINE = 17;

// Whatever a custom property stands for, as the browser would paint it now.
export function colour(name) {
  const probe = document.createElement("span");
  probe.hidden = true;
  probe.style.color = `var(--${name})`;
  document.body.append(probe);
  const painted = getComputedStyle(probe).color;
  probe.remove();
  return painted;
}

export function told(title, ...lines) {
  const tip = document.createElement("div");
  tip.className = "picture__tip";
  for (const text of [title, ...lines]) {
    const line = document.createElement("p");
    line.textContent = text;
    tip.append(line);
  }
  return tip;
}

export function tooltip(formatter, trigger = "item") {
  return {
    trigger,
    formatter,
    confine: true,
    backgroundColor: colour("paper"),
    borderColor: colour("line-strong"),
    textStyle: { color: colour("ink"), fontSize: 14 },
    extraCssText: "white-space: normal; max-width: 17rem;",
    axisPointer: { lineStyle: { color: colour("ink-quiet") } },
  };
}

export function legend(box, entries) {
  const list = document.createElement("ul");
  list.className = "picture__legend";
  for (const [paint, words, dashes] of entries) {
    const entry = document.createElement("li");
    const sign = document.createElement("span");
    sign.className = dashes ? "picture__sign picture__sign--line" : "picture__sign";
    if (dashes) sign.style.borderTopStyle = dashes;
    else sign.style.background = paint;
    entry.append(sign, words);
    list.append(entry);
  }
  box.parentElement.querySelector(".picture__legend")?.remove();
  box.before(list);
}

export const axisText = (width) => ({
  color: colour("ink"), fontSize: TEXT, lineHeight: LINE, width, overflow: "break", interval: 0,
});
export const quietText = () => ({ color: colour("ink-quiet"), fontSize: TEXT });
// As many days as there is room for, back from the last.
function dayText(days, box) {
  const step = Math.ceil(days.length / Math.max(2, Math.floor(box.clientWidth / 120)));
  const interval = (n) => (days.length - 1 - n) % step === 0;
  return { ...quietText(), interval, alignMaxLabel: "right", showMaxLabel: true };
}
export const lines = () => ({ lineStyle: { color: colour("line") } });

// Stage by age: a dot each, or bars to the left (not stuck) and right (stuck) of the middle.
function ageing(data, box) {
  const grid = { left: 44, right: 8, top: 28, bottom: 58 };
  const column = (box.clientWidth - grid.left - grid.right) / data.stages.length;
  const one = [colour("picture-moving"), colour("picture-stuck")];
  const oldest = Math.max(...data.days, ...data.usual.flat().filter(Number)) + (data.step ?? 1);
  const height = box.clientHeight - grid.top - grid.bottom;
  const top = Math.ceil(oldest * 1.04);
  const usual = ["half", "in_85", "in_95"];
  const dashes = ["solid", "dashed", "dotted"];
  const known = data.usual.some(Boolean);
  legend(box, [
    [one[0], data.words.moving],
    [one[1], data.words.stuck],
    ...(known ? usual.map((name, n) => [null, data.words[name], dashes[n]]) : []),
  ]);
  const marks = data.usual.flatMap((took, stage) => (took ?? []).map((days, n) => [
    { coord: [stage + 0.04, days], lineStyle: { type: dashes[n] } },
    { coord: [stage + 0.96, days] },
  ]));
  const said = (n) => [data.words.moving, data.words.stuck][n];
  const days = (n) => `${data.words.age}: ${number(n)}`;
  const dots = () => data.codes.map((code, n) => ({
    value: [data.stage[n] + 0.5 + 0.8 * ((n * 0.618034) % 1 - 0.5), data.days[n]],
    itemStyle: { color: one[data.stuck[n]] },
    symbol: data.stuck[n] ? "diamond" : "circle",
    symbolSize: data.stuck[n] ? 10 : 8,
    url: `/dossiers/${encodeURIComponent(code)}`,
    tip: [code, data.stages[data.stage[n]], days(data.days[n]), said(data.stuck[n]),
      data.words.open],
  }));
  const most = Math.max(1, ...(data.dossiers ?? []).flatMap((all, n) =>
    [all - data.stuck[n], data.stuck[n]]));
  const bars = () => data.days.flatMap((from, n) =>
    [data.dossiers[n] - data.stuck[n], data.stuck[n]].map((count, stuck) => {
      const wide = Math.max((0.46 * count) / most, 2 / column);
      const until = from + data.step - 1;
      const span = data.step > 1 ? `${number(from)}–${number(until)}` : number(from);
      return count && {
        value: [data.stage[n] + 0.5 + (stuck ? 1 : -1) * (wide / 2), from + data.step / 2],
        itemStyle: { color: one[stuck] },
        symbol: "rect",
        symbolSize: [wide * column, Math.max(1, (height * data.step) / top - 1)],
        tip: [data.stages[data.stage[n]], `${data.words.age}: ${span}`,
          `${said(stuck)}: ${number(count)}`],
      };
    }).filter(Boolean));
  return {
    grid,
    tooltip: tooltip((at) => (at.data.tip ? told(...at.data.tip) : "")),
    xAxis: [
      { type: "category", data: data.stages, axisLabel: axisText(column - 6),
        axisTick: { show: false }, axisLine: lines(), splitLine: { show: true, ...lines() } },
      { type: "value", min: 0, max: data.stages.length, show: false },
    ],
    yAxis: { type: "value", name: data.words.age, max: top, minInterval: 1,
      nameTextStyle: { ...quietText(), align: "left", padding: [0, 0, 0, -36] },
      axisLabel: { ...quietText(), formatter: number, showMaxLabel: false }, splitLine: lines() },
    series: [{
      type: "scatter",
      xAxisIndex: 1,
      data: data.codes ? dots() : bars(),
      cursor: data.codes ? "pointer" : "default",
      emphasis: { disabled: !data.codes },
      itemStyle: { opacity: data.codes ? 0.8 : 1 },
      markLine: {
        silent: true, symbol: "none", animation: false, data: marks, label: { show: false },
        lineStyle: { color: colour("picture-usual"), width: 1.5 },
      },
    }],
  };
}

// Body by stage: the longer half of them wait, the darker the field.
function waiting(data, box) {
  const narrow = box.clientWidth < 600;
  const names = narrow ? box.clientWidth * 0.4 : 320;
  const column = (box.clientWidth - names - 8) / data.stages.length;
  const longestName = Math.max(...data.bodies.map((name) => name.length));
  const row = 12 + LINE * Math.ceil((longestName * TEXT * 0.58) / (names - 12));
  box.style.height = `${data.bodies.length * row + 72}px`;
  const longest = Math.max(1, ...data.days);
  const heat = [1, 2, 3, 4, 5].map((n) => colour(`picture-heat-${n}`));
  const on = [colour("picture-on-heat"), colour("picture-on-hot")];
  const where = (n) => {
    const [path, query] = data.list.split("?");
    const fields = new URLSearchParams(query);
    fields.set("where", data.slugs[data.body[n]]);
    fields.set("stage", data.codes[data.stage[n]]);
    return `${path}?${fields}`;
  };
  return {
    grid: { left: names, right: 8, top: 64, bottom: 8 },
    tooltip: tooltip((at) => told(...at.data.tip)),
    xAxis: { type: "category", data: data.stages, position: "top", axisTick: { show: false },
      axisLabel: { ...axisText(column - 2), fontSize: narrow ? 11 : TEXT },
      axisLine: lines(), splitLine: { show: true, ...lines() } },
    yAxis: { type: "category", data: data.bodies, inverse: true, axisTick: { show: false },
      axisLabel: axisText(names - 12), axisLine: lines(), splitLine: { show: true, ...lines() } },
    series: [{
      type: "scatter",
      symbol: "rect",
      symbolSize: [column - 4, row - 4],
      emphasis: { scale: false },
      label: { show: true, fontSize: TEXT, formatter: (at) => number(data.days[at.dataIndex]) },
      data: data.days.map((days, n) => {
        const step = Math.min(4, Math.floor((5 * days) / (longest + 1)));
        return {
          value: [data.stage[n], data.body[n]],
          itemStyle: { color: heat[step], borderColor: colour("line-strong"), borderWidth: 1 },
          label: { color: on[Number(step > 2)] },
          url: where(n),
          tip: [data.bodies[data.body[n]], data.stages[data.stage[n]],
            `${data.words.dossiers}: ${number(data.dossiers[n])}`,
            `${data.words.days}: ${number(days)}`, data.words.open],
        };
      }),
    }],
  };
}

// Stacked bands over time.
function flow(data, box) {
  const paints = data.bands.map((band) => colour(`picture-${band.kind}`));
  legend(box, data.bands.map((band, n) => [paints[n], band.name]).reverse());
  return {
    grid: { left: 56, right: 20, top: 28, bottom: 30 },
    tooltip: tooltip((at) => told(at[0].axisValue, ...[...at].reverse().map((one) =>
      `${one.seriesName}: ${number(one.value)}`)), "axis"),
    xAxis: { type: "category", data: data.days, boundaryGap: false, axisLine: lines(),
      axisLabel: dayText(data.days, box) },
    yAxis: { type: "value", name: data.words.dossiers, minInterval: 1, splitLine: lines(),
      nameTextStyle: { ...quietText(), align: "left", padding: [0, 0, 0, -48] },
      axisLabel: { ...quietText(), formatter: number } },
    series: data.bands.map((band, n) => ({
      type: "line", stack: "all", name: band.name, data: band.values, symbol: "none",
      lineStyle: { width: 1, color: colour("paper") },
      areaStyle: { color: paints[n], opacity: 1 }, itemStyle: { color: paints[n] },
      emphasis: { disabled: true },
    })),
  };
}

// An axis of two round steps that reaches as far as this.
function halves(most) {
  const power = 10 ** Math.floor(Math.log10(most / 2));
  const interval = [1, 2, 3, 4, 5, 6, 8, 10].map((n) => n * power).find((one) => one >= most / 2);
  return { interval: Math.max(1, interval), max: 2 * Math.max(1, interval) };
}

// A small picture for each stage, one below the other, on one scale.
function throughput(data, box) {
  const each = 128;
  box.style.height = `${data.stages.length * each + 34}px`;
  const scale = halves(Math.max(1, ...data.left.flat()));
  return {
    tooltip: tooltip((at) => told(`${data.words.week} ${at[0].axisValue}`,
      ...at.map((one) => `${one.seriesName}: ${number(one.value)}`)), "axis"),
    axisPointer: { link: [{ xAxisIndex: "all" }] },
    title: data.stages.map((stage, n) => ({ text: stage, left: 0, top: n * each, padding: [4, 0, 0, 0],
      textStyle: { color: colour("ink"), fontSize: 14, fontWeight: 600 } })),
    grid: data.stages.map((_, n) => ({ left: 56, right: 20, top: n * each + 32, height: each - 46 })),
    xAxis: data.stages.map((_, n) => ({ type: "category", gridIndex: n, data: data.weeks,
      axisTick: { show: false }, axisLine: lines(), axisLabel: { ...dayText(data.weeks, box),
        show: n === data.stages.length - 1 } })),
    yAxis: data.stages.map((_, n) => ({ type: "value", gridIndex: n, ...scale,
      splitLine: lines(), axisLabel: { ...quietText(), formatter: number } })),
    series: data.left.map((counts, n) => ({ type: "bar", name: data.stages[n], xAxisIndex: n,
      yAxisIndex: n, data: counts, itemStyle: { color: colour("picture-moving") },
      emphasis: { disabled: true } })),
  };
}

export const kinds = { ageing, waiting, flow, throughput };
