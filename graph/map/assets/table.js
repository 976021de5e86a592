// All entities, relations or figures that are shown, as a table to sort: what the picture says, for every reader.

import { confidence, modality, observationCells } from "./cards.js";
import { codeOf, degree, edgeConfidence, edgeCount, edgeRelation, edgeSource, edgeTarget, evidenceCount, evidenceOf, nameOf, nodeCount, nodeType, observation, observationCount, papersOf, relationOf, typeOf } from "./data.js";
import { button, byId, dotted, make, replace, sign } from "./dom.js";
import { heading, drawPanel } from "./panel.js";
import { quotations } from "./evidence.js";
import { longTable } from "./rows.js";
import { csv, saveText } from "./take.js";
import { edgeShown, nodeShown, select, selection } from "./state.js";
import { currentLanguage, number, say } from "./words.js";

const order = { nodes: ["degree", -1], edges: ["from", 1], figures: ["subject", 1] };
let kind = "nodes";
let rows = [];
let list = null;

/** Each kind of table: how many rows there are, which are shown, what a column holds (to sort by and to show). */
const KINDS = {
  nodes: { count: nodeCount, shown: nodeShown, columns: {
    name: [nameOf, (node) => [sign(typeOf(node)), make("bdi", {}, nameOf(node))]],
    type: [(node) => nodeType[node], (node) => [typeOf(node)[currentLanguage()]]],
    degree: [degree, (node) => [number(degree(node))]],
    documents: [(node) => papersOf(node).length, (node) => [number(papersOf(node).length)]],
    code: [codeOf, (node) => [codeOf(node)]],
  } },
  edges: { count: edgeCount, shown: edgeShown, columns: {
    from: [(edge) => nameOf(edgeSource[edge]), (edge) => [sign(typeOf(edgeSource[edge])), make("bdi", {}, nameOf(edgeSource[edge]))]],
    relation: [(edge) => edgeRelation[edge], (edge) => [relationOf(edge)[currentLanguage()]]],
    to: [(edge) => nameOf(edgeTarget[edge]), (edge) => [sign(typeOf(edgeTarget[edge])), make("bdi", {}, nameOf(edgeTarget[edge]))]],
    confidence: [(edge) => edgeConfidence[edge], (edge) => [confidence(edge)]],
    modality: [modality, (edge) => [modality(edge)]],
    evidence: [evidenceCount, (edge) => [number(evidenceCount(edge))]],
  } },
  figures: { count: observationCount, shown: (index) => nodeShown(observation(index).node), columns: {
    subject: [(index) => nameOf(observation(index).node), (index) => [sign(typeOf(observation(index).node)), make("bdi", {}, nameOf(observation(index).node))]],
    ...Object.fromEntries(["metric", "value", "period", "change"].map((key, i) => [key,
      [(index) => (key === "value" ? observation(index).value ?? -Infinity : observationCells(observation(index))[i]), (index) => [observationCells(observation(index))[i]]]])),
  } },
};
const LABELS = { name: "name", type: "type", degree: "relations", documents: "documents", code: "code", subject: "subject" };

export const tableKind = () => kind;
export function setTableKind(name) {
  if (KINDS[name]) kind = name;
}

export function drawTable() {
  const { count, shown, columns } = KINDS[kind];
  const [key, direction] = order[kind];
  rows = [];
  for (let i = 0; i < count; i += 1) if (shown(i)) rows.push(i);
  rows = sorted(rows, columns[key][0], direction);
  const tabs = Object.keys(KINDS).map((name) => button("act", say(`table.${name}`), () => {
    kind = name;
    drawTable();
    byId("table-bar").querySelector('[aria-pressed="true"]').focus();
  }, { "aria-pressed": String(name === kind) }));
  replace(byId("table-bar"), ...tabs, make("span", { className: "quiet" }, say("rows", { count: rows.length })), button("act", say("saveCsv"), saveRows));
  byId("table-bar").setAttribute("aria-label", say("table"));
  list = longTable(byId("table-rows"), { label: say(`table.${kind}`), heads: Object.keys(columns).map((name) => headCell(name, key, direction)), count: rows.length,
    row: (i) => Object.values(columns).map(([, show]) => make("td", {}, ...show(rows[i]))), open: (i) => openRow(rows[i]), isOpen: (i) => isOpen(rows[i]) });
  byId("table-rows").className = `rows ${kind}`;
}

function sorted(indexes, value, direction) {
  const values = new Map(indexes.map((i) => [i, value(i)]));
  const compare = new Intl.Collator(currentLanguage() === "zh" ? "zh-Hans-u-co-pinyin" : "zh-Hans-u-co-pinyin", { numeric: true }).compare;
  const text = indexes.length > 0 && typeof values.get(indexes[0]) === "string";
  return indexes.sort((a, b) => direction * (text ? compare(values.get(a), values.get(b)) : values.get(a) - values.get(b)) || a - b);
}

function headCell(name, key, direction) {
  const mark = name === key ? (direction > 0 ? " ▲" : " ▼") : "";
  const sort = button("plain", say(LABELS[name] || name), () => {
    order[kind] = [name, name === key ? -direction : ["name", "from", "to", "subject", "type", "relation", "metric", "period"].includes(name) ? 1 : -1];
    drawTable();
    byId("table-rows").querySelector(`th[data-key="${name}"] button`)?.focus();
  });
  sort.append(make("span", { "aria-hidden": "true" }, mark));
  const cell = make("th", { scope: "col", "aria-sort": name === key ? (direction > 0 ? "ascending" : "descending") : "none" }, sort);
  cell.dataset.key = name;
  return cell;
}

function openRow(i) {
  if (kind === "figures") {
    const seen = observation(i);
    drawPanel([heading(make("h2", {}, seen.metric || "—"), make("p", { className: "facts" }, dotted([nameOf(seen.node), ...observationCells(seen).slice(1)]))),
      ...quotations(seen.evidence, [seen.node])]);
  } else select(kind === "nodes" ? { node: i } : { edge: i });
  list.redraw();
}

const isOpen = (i) => (kind === "nodes" ? selection()?.node === i : kind === "edges" && selection()?.edge === i);

export function redrawTable() {
  list?.redraw();
}

function saveRows() {
  const { columns } = KINDS[kind];
  const text = (parts) => parts.map((part) => (typeof part === "string" ? part : part.tagName === "BDI" ? part.textContent : "")).join("");
  const lines = rows.map((i) => [...Object.values(columns).map(([, show]) => text(show(i))),
    ...(kind === "edges" ? [evidenceOf(i).map((piece) => piece.text).join(" ")] : [])]);
  const names = [...Object.keys(columns).map((name) => say(LABELS[name] || name)), ...(kind === "edges" ? [say("sentence")] : [])];
  saveText(`${say(`table.${kind}`)}.csv`, csv([names, ...lines]));
}
