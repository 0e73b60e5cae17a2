// How each picture of figures is drawn, as picture-kinds.js does for those of the dashboard.
import { axisText, colour, legend, lines, number, quietText, told, tooltip } from "./picture-kinds.js";

const ROW = 44;
const BAR = 20;

function bars(data, box, series, right) {
  const names = Math.min(280, box.clientWidth * 0.42);
  box.style.height = `${data.names.length * ROW + 32}px`;
  return {
    grid: { left: names, right, top: 4, bottom: 28 },
    tooltip: tooltip((at) => told(...at.data.tip, data.words.open)),
    xAxis: { type: "value", minInterval: 1, splitNumber: box.clientWidth < 600 ? 2 : 5,
      axisLabel: { ...quietText(), formatter: number }, splitLine: lines() },
    yAxis: { type: "category", data: data.names, inverse: true, axisTick: { show: false },
      axisLabel: axisText(names - 12), axisLine: lines() },
    series,
  };
}

const bar = (value, url, ...tip) => ({ value, url, tip });

// How many dossiers of each kind, with their share behind the bar.
function shares(data, box) {
  const one = {
    type: "bar", barWidth: BAR, itemStyle: { color: colour("picture-moving") },
    emphasis: { disabled: true },
    label: { show: true, position: "right", color: colour("ink"),
      formatter: (at) => data.shares[at.dataIndex] },
    data: data.dossiers.map((count, n) => bar(count, data.urls[n], data.names[n],
      `${data.words.dossiers}: ${number(count)}`, data.shares[n])),
  };
  return bars(data, box, [one], 72);
}

// Of each body, what it gives itself and what it proposes upward, one behind the other.
function authority(data, box) {
  const paints = { own: colour("picture-final_authority"), upward: colour("picture-bloc") };
  legend(box, data.bars.map((one) => [paints[one.kind], one.name]));
  return bars(data, box, data.bars.map((one) => ({
    type: "bar", stack: "all", barWidth: BAR, name: one.name, emphasis: { disabled: true },
    itemStyle: { color: paints[one.kind] },
    data: one.dossiers.map((count, n) => bar(count, one.urls[n], data.names[n],
      `${one.name}: ${number(count)}`)),
  })), 24);
}

export const figureKinds = { shares, authority };
