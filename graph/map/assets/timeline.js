// The dates of the documents as bars to choose a span from, and a tick for what has no date.

import { documents, edgeCount, someDocument } from "./data.js";
import { button, byId, make, replace } from "./dom.js";
import { setTime, timeSpan } from "./state.js";
import { currentLanguage, number, say } from "./words.js";

const MOST_BARS = 48;
let periods = null;
let counts = null;
let undated = 0;
let drawn = ""; // what the bar shows now

/** The periods between the first and the last date: months, or years where those would be too many. */
function readPeriods() {
  const dates = documents.map(({ date }) => date).filter((date) => /^\d{4}/.test(date)).sort();
  periods = [];
  if (!dates.length) return;
  const [first, last] = [dates[0], dates[dates.length - 1]];
  const [from, to] = [+first.slice(0, 4), +last.slice(0, 4)];
  const months = (to - from) * 12 + (+last.slice(5, 7) || 12) - (+first.slice(5, 7) || 1) + 1;
  const byMonth = months <= MOST_BARS && dates.every((date) => date.length >= 7);
  for (let year = from; year <= to; year += 1) {
    if (!byMonth) periods.push(String(year));
    for (let month = 1; byMonth && month <= 12; month += 1) {
      const name = `${year}-${String(month).padStart(2, "0")}`;
      if (name >= first.slice(0, 7) && name <= last.slice(0, 7)) periods.push(name);
    }
  }
}

function countEdges() {
  counts = periods.map(() => 0);
  const at = documents.map(({ date }) => periods.indexOf(date.slice(0, periods[0]?.length)));
  for (let edge = 0; edge < edgeCount; edge += 1) {
    const seen = new Set();
    someDocument(edge, (document) => {
      seen.add(at[document]);
      return false;
    });
    for (const period of seen) if (period >= 0) counts[period] += 1;
    if (!seen.size || seen.has(-1)) undated += 1;
  }
}

export function drawTimeline() {
  const bar = byId("time");
  if (periods === null) {
    readPeriods();
    if (periods.length) countEdges();
  }
  bar.hidden = !periods.length;
  const now = JSON.stringify([timeSpan(), currentLanguage()]);
  if (bar.hidden || now === drawn) return;
  drawn = now;
  bar.setAttribute("aria-label", say("time"));
  const focused = document.activeElement?.dataset?.key;
  const span = timeSpan() || { from: periods[0], to: periods[periods.length - 1], undated: true };
  const choose = (change) => setTime(normal({ ...span, ...change }));
  const tick = make("input", { type: "checkbox", checked: span.undated });
  tick.dataset.key = "undated";
  tick.addEventListener("change", () => choose({ undated: tick.checked }));
  replace(bar, picker("since", span.from, (from) => choose({ from, to: from > span.to ? from : span.to })), bars(span, choose),
    picker("until", span.to, (to) => choose({ to, from: to < span.from ? to : span.from })),
    undated ? make("label", {}, tick, say("undated", { count: undated })) : null,
    timeSpan() ? button("chip all", say("allTimes"), () => setTime(null)) : null);
  if (focused) [...bar.querySelectorAll("[data-key]")].find((element) => element.dataset.key === focused)?.focus();
}

/** The span, or null where it is everything. */
function normal(span) {
  return span.undated && span.from === periods[0] && span.to === periods[periods.length - 1] ? null : span;
}

function picker(key, value, choose) {
  const list = make("select", { "aria-label": say(key) }, ...periods.map((period) => make("option", { value: period, selected: period === value }, period)));
  list.dataset.key = key;
  list.addEventListener("change", () => choose(list.value));
  return list;
}

/** One bar for each period; drawing across them with the pointer chooses from the first to the last. */
function bars(span, choose) {
  const most = Math.max(1, ...counts);
  const strip = make("div", { className: "bars", "aria-hidden": "true" }, ...periods.map((period, i) => {
    const column = make("i", { title: `${period} · ${number(counts[i])}`, className: period >= span.from && period <= span.to ? "in" : "" });
    column.style.setProperty("--share", String(counts[i] ? Math.max(0.08, counts[i] / most) : 0.02));
    return column;
  }));
  let start = -1;
  const at = (event) => {
    const box = strip.getBoundingClientRect();
    return Math.max(0, Math.min(periods.length - 1, Math.floor(((event.clientX - box.left) / box.width) * periods.length)));
  };
  const mark = (from, to) => [...strip.children].forEach((column, i) => column.classList.toggle("in", i >= Math.min(from, to) && i <= Math.max(from, to)));
  strip.addEventListener("pointerdown", (event) => {
    start = at(event);
    strip.setPointerCapture(event.pointerId);
    mark(start, start);
  });
  strip.addEventListener("pointermove", (event) => { if (start >= 0) mark(start, at(event)); });
  strip.addEventListener("pointerup", (event) => {
    const [from, to] = [Math.min(start, at(event)), Math.max(start, at(event))];
    start = -1;
    choose({ from: periods[from], to: periods[to] });
  });
  return strip;
}
