// Two to four districts side by side: what all or some have in common, what only one has, and the same measures.

import { observationCells } from "./cards.js";
import { folded, nameOf, observation, typeOf } from "./data.js";
import { columnTypes, likeness } from "./districts.js";
import { button, make, sign } from "./dom.js";
import { currentLanguage, number, say } from "./words.js";

const MOST = 40;

/** The comparison of rows of the matrix; `openThing(holders)` and `openFigures(node, figures)` show evidence. */
export function sideBySide(rows, openThing, openFigures) {
  const parts = columnTypes().map((type, column) => ofType(type, column, rows, openThing)).filter(Boolean);
  const figures = sameMeasures(rows, openFigures);
  return make("section", { className: "sides" }, make("h2", {}, rows.map(({ node }) => nameOf(node)).join(say("versus"))),
    ...parts, figures);
}

function ofType(type, column, rows, openThing) {
  const groups = new Map();
  rows.forEach((row, side) => {
    for (const [thing, edges] of row.cells[column]) {
      const key = likeness(thing);
      if (!groups.has(key)) groups.set(key, []);
      groups.get(key).push({ side, thing, edges, district: row.node });
    }
  });
  if (!groups.size) return null;
  const shared = [...groups.values()].filter((holders) => new Set(holders.map(({ side }) => side)).size > 1);
  const single = rows.map((_, side) => [...groups.values()].filter((holders) => holders.every((holder) => holder.side === side)));
  const lists = rows.map((row, side) => column3(say("onlyIn", { name: nameOf(row.node) }), single[side], rows, openThing));
  return make("section", {}, make("h3", {}, sign(type), type[currentLanguage()]),
    make("div", { className: "columns" }, column3(say(rows.length === 2 ? "bothHave" : "someHave"), shared, rows, openThing, "shared"), ...lists));
}

function column3(title, groups, rows, openThing, className = "") {
  const items = groups.slice(0, MOST).map((holders) => {
    const link = button("link", sign(typeOf(holders[0].thing)), () => openThing(holders));
    link.append(make("bdi", {}, nameOf(holders[0].thing)));
    return make("li", {}, link);
  });
  if (groups.length > MOST) items.push(make("li", { className: "quiet" }, say("notShown", { count: groups.length - MOST })));
  return make("div", { className }, make("h4", {}, title, make("small", {}, ` ${number(groups.length)}`)),
    items.length ? make("ul", { className: "links" }, ...items) : make("p", { className: "quiet" }, "—"));
}

/** The measures that two districts or more have values of, a column for each district. */
function sameMeasures(rows, openFigures) {
  const byMetric = new Map();
  rows.forEach((row, side) => {
    for (const index of row.figures) {
      const seen = observation(index);
      const key = folded(seen.metric).replaceAll(/\s/g, "");
      if (!key) continue;
      if (!byMetric.has(key)) byMetric.set(key, rows.map(() => []));
      byMetric.get(key)[side].push(index);
    }
  });
  const same = [...byMetric].filter(([, sides]) => sides.filter((each) => each.length).length > 1);
  const head = make("tr", {}, make("th", { scope: "col" }, say("metric")), ...rows.map(({ node }) => make("th", { scope: "col" }, nameOf(node))));
  const body = same.map(([metric, sides]) => make("tr", {}, make("th", { scope: "row" }, metric), ...sides.map((figures, side) => (figures.length
    ? make("td", {}, button("plain", figures.map((index) => observationCells(observation(index)).slice(1).filter(Boolean).join(" ")).join("；"), () => openFigures(rows[side].node, figures)))
    : make("td", { className: "nil" }, "·")))));
  return make("section", {}, make("h3", {}, say("sameMeasure")),
    same.length ? make("table", { className: "figures" }, make("thead", {}, head), make("tbody", {}, ...body)) : make("p", { className: "quiet" }, say("noSameMeasure")));
}
