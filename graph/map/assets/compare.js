// Districts beside each other: how much each has of what, and for chosen ones what they share and what only one has.

import { nodeLink, observationTable, relationName, section } from "./cards.js";
import { edgeSource, edgeTarget, evidenceOf, nameOf, relationOf, typeOf } from "./data.js";
import { columnTypes, matrixRows, rowType } from "./districts.js";
import { button, byId, make, replace, sign } from "./dom.js";
import { quotations } from "./evidence.js";
import { drawPanel, heading } from "./panel.js";
import { sideBySide } from "./sides.js";
import { csv, saveText } from "./take.js";
import { currentLanguage, number, say } from "./words.js";

const MOST_SIDES = 4;
const MOST_ROWS = 200;
let chosen = [];
let rows = [];
let sort = -1; // a column, or -1 for the sum

export const comparedNodes = () => chosen;
export function setCompared(nodes) {
  chosen = nodes.slice(0, MOST_SIDES);
}

export function drawCompare() {
  const page = byId("compare");
  const focused = document.activeElement?.dataset?.key;
  const columns = columnTypes();
  rows = matrixRows();
  const value = (row) => (sort < 0 ? row.total : sort < columns.length ? row.cells[sort].size : row.figures.length);
  rows.sort((a, b) => value(b) - value(a) || a.node - b.node);
  if (!chosen.length) chosen = rows.slice(0, 2).map(({ node }) => node);
  const picked = chosen.map((node) => rows.find((row) => row.node === node)).filter(Boolean);
  replace(page, make("div", { className: "bar" }, make("h2", {}, say("compareTitle", { what: rowType()?.[currentLanguage()] || "" })),
    button("act", say("saveCsv"), saveMatrix)), make("p", { className: "quiet" }, say("compareHint", { most: MOST_SIDES })),
  rows.length ? matrix(columns) : make("p", { className: "quiet" }, say("none")),
  rows.length > MOST_ROWS ? make("p", { className: "quiet" }, say("notShown", { count: rows.length - MOST_ROWS })) : null,
  picked.length > 1 ? sideBySide(picked, openThing, openFigures) : null);
  if (focused) [...page.querySelectorAll("[data-key]")].find((element) => element.dataset.key === focused)?.focus();
}

function matrix(columns) {
  const heads = [...columns.map((type) => [sign(type), type[currentLanguage()]]), [say("observations")]].map((parts, i) => {
    const element = button("plain", "", () => {
      sort = sort === i ? -1 : i;
      drawCompare();
    });
    element.append(...parts, make("span", { "aria-hidden": "true" }, sort === i ? " ▼" : ""));
    element.dataset.key = `column ${i}`;
    return make("th", { scope: "col", "aria-sort": sort === i ? "descending" : "none" }, element);
  });
  const most = columns.map((_, i) => Math.max(1, ...rows.map((row) => row.cells[i].size))).concat(Math.max(1, ...rows.map((row) => row.figures.length)));
  const body = rows.slice(0, MOST_ROWS).map((row) => make("tr", { className: chosen.includes(row.node) ? "open" : "" }, make("th", { scope: "row" }, make("div", { className: "who" }, tick(row.node), nodeLink(row.node))),
    ...columns.map((type, i) => cell(row.cells[i].size, most[i], type.paint, say("cell", { who: nameOf(row.node), what: type[currentLanguage()], count: row.cells[i].size }),
      () => openCell(row, i))),
    cell(row.figures.length, most[columns.length], "", say("cell", { who: nameOf(row.node), what: say("observations"), count: row.figures.length }), () => openFigures(row.node, row.figures))));
  return make("div", { className: "scroll", tabIndex: 0, role: "region", "aria-label": say("compare") }, make("table", { className: "matrix" }, make("thead", {}, make("tr", {}, make("th", { scope: "col" }, rowType()[currentLanguage()]), ...heads)), make("tbody", {}, ...body)));
}

function tick(node) {
  const box = make("input", { type: "checkbox", checked: chosen.includes(node), "aria-label": say("compareThis", { name: nameOf(node) }) });
  box.dataset.key = `tick ${node}`;
  box.addEventListener("change", () => {
    chosen = box.checked ? [...chosen, node].slice(-MOST_SIDES) : chosen.filter((other) => other !== node);
    drawCompare();
  });
  return box;
}

function cell(count, most, paint, label, action) {
  if (!count) return make("td", { className: "nil" }, "·");
  const element = button("cell", number(count), action, { title: label, "aria-label": label });
  const holder = make("td", {}, element);
  element.style.setProperty("--share", `${Math.round(6 + (44 * count) / most)}%`);
  if (paint) element.style.setProperty("--tone", paint);
  return holder;
}

function openCell(row, column) {
  const type = columnTypes()[column];
  const groups = [...row.cells[column]].map(([thing, edges]) => thingSection(row.node, thing, edges));
  drawPanel([heading(make("h2", {}, sign(type), `${nameOf(row.node)} · ${type[currentLanguage()]} ${number(groups.length)}`)), ...groups]);
  byId("panel").focus();
}

/** The edges that join a thing to a district, with their sentences. */
function thingSection(district, thing, edges) {
  const steps = edges.map((edge) => make("div", { className: "row" },
    make("span", { className: "badges" }, make("span", {}, `${nameOf(edgeSource[edge])} ${relationName(relationOf(edge), true)} ${nameOf(edgeTarget[edge])}`)),
    ...quotations(evidenceOf(edge), [edgeSource[edge], edgeTarget[edge]])));
  return make("section", { className: "thing" }, nodeLink(thing), ...steps);
}

function openThing(holders) {
  const [{ thing }] = holders;
  drawPanel([heading(make("h2", {}, sign(typeOf(thing)), nameOf(thing))),
    ...holders.map((holder) => section(nameOf(holder.district), thingSection(holder.district, holder.thing, holder.edges)))]);
  byId("panel").focus();
}

function openFigures(node, figures) {
  drawPanel([heading(make("h2", {}, sign(typeOf(node)), `${nameOf(node)} · ${say("observations")} ${number(figures.length)}`)),
    ...observationTable(figures, { most: 60, open: figures.length < 4 })]);
  byId("panel").focus();
}

function saveMatrix() {
  const columns = columnTypes();
  const head = [rowType()[currentLanguage()], ...columns.map((type) => type[currentLanguage()]), say("observations"), ...columns.map((type) => `${type[currentLanguage()]} ${say("names")}`)];
  saveText(`${say("compare")}.csv`, csv([head, ...rows.map((row) => [nameOf(row.node), ...row.cells.map((each) => each.size), row.figures.length,
    ...row.cells.map((each) => [...each.keys()].map(nameOf).join("；"))])]));
}
