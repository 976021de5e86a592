// Parts of cards and pages about nodes and edges: links, badges, tables of figures, relations by kind and direction.

import { degree, edgeConfidence, edgeInferred, edgesOf, edgeSource, edgeTarget, evidenceOf, modalityOf, nameOf, observation, otherEnd, relationOf, relations, typeOf } from "./data.js";
import { button, make, sign } from "./dom.js";
import { quotations } from "./evidence.js";
import { edgeShown, select } from "./state.js";
import { currentLanguage, number, say } from "./words.js";

export const ROWS_AT_ONCE = 25;

export function section(title, ...content) {
  return make("section", {}, make("h3", {}, title), ...content);
}

export function nodeLink(node, action = () => select({ node })) {
  const link = button("link", sign(typeOf(node)), action);
  link.append(make("bdi", {}, nameOf(node)));
  return link;
}

export function modality(edge) {
  const said = modalityOf(edge);
  return ["stated", "planned", "target"].includes(said) ? say(said) : said;
}

export const confidence = (edge) => (edgeConfidence[edge] / 100).toFixed(2);

export function badges(edge) {
  const texts = [`${say("confidence")} ${confidence(edge)}`];
  if (modalityOf(edge) !== "stated") texts.push(modality(edge));
  if (edgeInferred[edge]) texts.push(say("inferredShort"));
  return make("span", { className: "badges" }, ...texts.map((text) => make("span", {}, text)));
}

/** What an observation says, as the cells of a row: metric, value, period, change and rank. */
export function observationCells(seen) {
  return [seen.metric, seen.text || [number(seen.value ?? ""), seen.unit].join(""), seen.period, [seen.change, seen.rank].filter(Boolean).join("；")];
}

/** A table of observations; a row opens its sentences, all are open where `open`. */
export function observationTable(indexes, { most = 6, open = false } = {}) {
  const rows = indexes.map((index) => observationRow(observation(index), open));
  const body = make("tbody", {}, ...rows.slice(0, most).flat());
  const head = ["metric", "value", "period", "change"].map((key) => make("th", { scope: "col" }, say(key)));
  const table = make("table", { className: "figures" }, make("thead", {}, make("tr", {}, ...head)), body);
  return rows.length > most ? [table, moreButton(rows, most, body)] : [table];
}

function moreButton(rows, most, body) {
  const more = button("more", say("more", { count: rows.length - most }), () => {
    more.remove();
    body.append(...rows.slice(most).flat());
  });
  return more;
}

function observationRow(seen, open) {
  const [metric, ...cells] = observationCells(seen);
  const source = make("tr", { className: "source", hidden: !open }, make("td", { colSpan: 4 }));
  const fill = () => { if (!source.hidden && !source.firstChild.firstChild) source.firstChild.append(...quotations(seen.evidence, [seen.node])); };
  const toggle = button("plain", metric || "—", () => {
    source.hidden = !source.hidden;
    toggle.setAttribute("aria-expanded", String(!source.hidden));
    fill();
  }, { "aria-expanded": String(open) });
  fill();
  const row = make("tr", {}, make("td", {}, toggle), ...cells.map((text) => make("td", {}, text)));
  row.addEventListener("click", (event) => { if (event.target !== toggle && !String(getSelection())) toggle.click(); });
  return [row, source];
}

export function relationName(relation, outward) {
  const name = relation[currentLanguage()];
  if (outward || relation.symmetric) return name;
  return relation.inverse[currentLanguage()] || say("inverse", { relation: name });
}

/** The shown edges of a node by relation and direction, each { name, edges }, in the ontology's order. */
export function groupedEdges(node) {
  const found = relations.map(() => [[], []]);
  for (const edge of edgesOf(node)) {
    if (edgeShown(edge)) found[relationOf(edge).index][relationOf(edge).symmetric || edgeSource[edge] === node ? 0 : 1].push(edge);
  }
  return relations.flatMap((relation) => found[relation.index].map((edges, back) => ({ name: relationName(relation, back === 0), edges })))
    .filter(({ edges }) => edges.length);
}

/** The other end of an edge, how sure it is, and its sentences. */
export function relationRow(edge, node, link = nodeLink) {
  return make("div", { className: "row" }, link(otherEnd(edge, node)), badges(edge), ...quotations(evidenceOf(edge), [edgeSource[edge], edgeTarget[edge]]));
}

/** The rows of things in portions: `row(thing)` makes one. */
export function portions(things, row, most = ROWS_AT_ONCE) {
  const body = make("div", {}, ...things.slice(0, most).map(row));
  let at = most;
  const more = button("more", say("more", { count: things.length - at }), () => {
    more.before(...things.slice(at, at + most).map(row));
    at += most;
    more.textContent = say("more", { count: things.length - at });
    if (at >= things.length) more.remove();
  });
  if (at < things.length) body.append(more);
  return body;
}

export function degreeText(node) {
  return say("degree", { count: degree(node) });
}
