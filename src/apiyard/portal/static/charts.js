// Draws charts from the numbers that a page carries; colours come from the style sheet.
"use strict";

const drawn = new Map();
const units = {
  count: (value) => compact(value),
  rate: (value) => compact(value),
  share: (value) => `${(value * 100).toFixed(Math.abs(value) < 0.1 && value !== 0 ? 2 : 0)}%`,
  ms: (value) => (value === 0 ? "0" : value >= 1000 ? `${(value / 1000).toFixed(1)} s` : `${value >= 10 ? value.toFixed(0) : value.toFixed(1)} ms`),
};

function compact(value) {
  if (Math.abs(value) >= 1e6) return `${(value / 1e6).toFixed(1)}M`;
  if (Math.abs(value) >= 1e4) return `${(value / 1e3).toFixed(1)}k`;
  return value % 1 === 0 ? String(value) : value.toFixed(value < 10 ? 1 : 0);
}

// A canvas knows no custom properties, so an element resolves them.
function colour(name, alpha) {
  const probe = document.createElement("i");
  probe.style.color = `var(--${name})`;
  document.body.append(probe);
  const found = getComputedStyle(probe).color;
  probe.remove();
  if (alpha === undefined) return found;
  return found.replace(/^rgb\((.*)\)$/, (_, inside) => `rgba(${inside}, ${alpha})`);
}

function clock(at, step) {
  const parts = { hour: "2-digit", minute: "2-digit", hour12: false };
  return new Date(at * 1000).toLocaleTimeString([], step < 60 ? { ...parts, second: "2-digit" } : parts);
}

// Nobody points at the chart: its legend tells the newest values.
function newest(values) {
  return values.findLast((value) => value != null);
}

function options(place, told) {
  const show = units[told.unit];
  const axis = { stroke: colour("muted"), grid: { stroke: colour("line"), width: 1 }, ticks: { show: false }, font: "12px system-ui, sans-serif" };
  return {
    width: place.clientWidth,
    height: place.clientHeight - 30,
    padding: [8, 22, 0, 0],
    cursor: { points: { size: 7 }, y: false },
    scales: { y: { range: (_, low, high) => [Math.min(0, low), high > 0 ? high * 1.08 : 1] } },
    axes: [{ ...axis, space: 70, values: (_, marks, __, ___, step) => marks.map((at) => clock(at, step)) }, { ...axis, size: 58, values: (_, marks) => marks.map(show) }],
    series: [
      {},
      ...told.lines.map((line) => ({
        label: line.label,
        stroke: colour(line.tone),
        width: line.dashed ? 1.3 : 2,
        dash: line.dashed ? [5, 5] : undefined,
        fill: line.filled ? colour(line.tone, 0.16) : undefined,
        points: { show: told.data[0].length < 40 && !line.dashed, size: 5 },
        spanGaps: true,
        value: (plot, value, series) => {
          const told = value ?? newest(plot.data[series]);
          return told == null ? "–" : show(told);
        },
      })),
    ],
  };
}

function draw(place, force) {
  const source = document.getElementById(place.dataset.chart);
  const text = source.dataset.series;
  const before = drawn.get(place);
  if (before && before.text === text && !force) return;
  const told = JSON.parse(text);
  const shape = JSON.stringify(told.lines);
  if (before && before.plot && before.shape === shape && !force && told.data[0].length) {
    before.plot.setData(told.data);
    before.text = text;
    return;
  }
  if (before && before.plot) before.plot.destroy();
  place.replaceChildren();
  place.classList.toggle("nothing", told.data[0].length === 0);
  if (told.data[0].length === 0) {
    place.textContent = "Nothing to draw yet.";
    drawn.set(place, { text, shape, plot: null });
    return;
  }
  drawn.set(place, { text, shape, plot: new uPlot(options(place, told), told.data, place) });
}

function drawAll(force) {
  for (const place of document.querySelectorAll("[data-chart]")) draw(place, force);
}

drawAll(false);
document.addEventListener("partschange", () => drawAll(false));
document.addEventListener("themechange", () => drawAll(true));
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => drawAll(true));
let waiting = 0;
addEventListener("resize", () => {
  clearTimeout(waiting);
  waiting = setTimeout(() => drawAll(true), 120);
});
