// The panel beside the map: an overview, the card of a node, or the card of an edge.

import { byId, make, replace, sign } from "./dom.js";
import { byImportance, documents, otherEnd, relations } from "./data.js";
import { quotations } from "./evidence.js";
import { edgeShown, select, selection } from "./state.js";
import { currentLanguage, number, say } from "./words.js";

const OPEN_AT_ONCE = 14;
const FIGURES_AT_ONCE = 6;

export function drawPanel() {
  const thing = selection();
  const panel = byId("panel");
  const card = thing === null ? overview() : thing.source ? edgeCard(thing) : nodeCard(thing);
  replace(panel, ...card);
  panel.scrollTop = 0;
  document.body.classList.toggle("chosen", thing !== null);
}

function heading(title, ...below) {
  const close = make("button", { type: "button", className: "close", title: say("close"), "aria-label": say("close") }, "×");
  close.addEventListener("click", () => select(null));
  return make("div", { className: "head" }, make("div", {}, title, ...below), close);
}

function section(title, ...content) {
  return make("section", {}, make("h3", {}, title), ...content);
}

function overview() {
  const hubs = byImportance.slice(0, 10).filter((node) => node.edges.length);
  const list = make("ul", { className: "links" }, ...hubs.map((node) => make("li", {}, nodeLink(node),
    make("small", {}, number(node.edges.length)))));
  const papers = documents.map((paper) => make("li", {}, make("bdi", {}, paper.title || paper.id),
    make("small", {}, [paper.date, paper.outlet, paper.authors.join("、"), paper.title ? paper.id : ""].filter(Boolean).join(" · "))));
  return [
    make("h2", {}, say("overview")),
    make("p", { className: "quiet" }, say("hint")),
    hubs.length ? section(say("hubs"), list) : null,
    papers.length ? section(`${say("documents")} ${number(papers.length)}`, make("ul", { className: "papers" }, ...papers)) : null,
    make("footer", {}, make("h3", {}, say("about")), make("p", {}, say("license"))),
  ];
}

function nodeLink(node) {
  const link = make("button", { type: "button", className: "link" }, sign(node.type), make("bdi", {}, node.name));
  link.addEventListener("click", () => select(node));
  return link;
}

function nodeCard(node) {
  const facts = [node.type[currentLanguage()]];
  if (node.code) facts.push(`${say("code")} ${node.code}`);
  if (node.inferred) facts.push(say("inferredShort"));
  return [
    heading(make("h2", {}, sign(node.type), make("bdi", {}, node.name)), make("p", { className: "facts" }, facts.join(" · "))),
    node.aliases.length ? make("p", { className: "aliases" }, make("b", {}, say("aliases")),
      ...node.aliases.map((alias) => make("bdi", {}, alias))) : null,
    node.observations.length ? section(`${say("observations")} ${number(node.observations.length)}`, ...observationTable(node)) : null,
    ...relationGroups(node),
  ];
}

function observationTable(node) {
  const cells = (seen) => [
    seen.metric,
    seen.text || [number(seen.value ?? ""), seen.unit].join(""),
    seen.period,
    [seen.change, seen.rank].filter(Boolean).join("；"),
  ];
  const rows = node.observations.map((seen) => {
    const row = make("tr", { tabIndex: 0 }, ...cells(seen).map((text) => make("td", {}, text)));
    const toggle = () => {
      if (row.nextSibling?.className === "source") row.nextSibling.remove();
      else row.after(make("tr", { className: "source" }, make("td", { colSpan: 4 }, ...quotations(seen.evidence, [node]))));
    };
    row.addEventListener("click", toggle);
    row.addEventListener("keydown", (event) => { if (event.key === "Enter") toggle(); });
    return row;
  });
  const body = make("tbody", {}, ...rows.slice(0, FIGURES_AT_ONCE));
  const more = make("button", { type: "button", className: "more" }, say("more", { count: rows.length - FIGURES_AT_ONCE }));
  more.addEventListener("click", () => {
    more.remove();
    body.append(...rows.slice(FIGURES_AT_ONCE));
  });
  const head = ["metric", "value", "period", "change"].map((key) => make("th", { scope: "col" }, say(key)));
  const table = make("table", {}, make("thead", {}, make("tr", {}, ...head)), body);
  return rows.length > FIGURES_AT_ONCE ? [table, more] : [table];
}

/** A foldable group for each relation and direction; without many relations all stand open. */
function relationGroups(node) {
  const shown = node.edges.filter(edgeShown);
  if (!shown.length) return [make("p", { className: "quiet" }, say("noRelations"))];
  const groups = [];
  for (const relation of relations) {
    for (const outward of [true, false]) {
      const members = shown.filter((edge) => edge.relation === relation
        && (relation.symmetric ? outward : (edge.source === node) === outward));
      if (members.length) groups.push([relationName(relation, outward), members]);
    }
  }
  return groups.map(([name, members]) => {
    const body = make("div", {});
    const group = make("details", { className: "group" }, make("summary", {}, name, make("small", {}, number(members.length))), body);
    group.addEventListener("toggle", () => {
      if (group.open && !body.firstChild) body.append(...members.map((edge) => relationRow(edge, node)));
    });
    group.open = shown.length <= OPEN_AT_ONCE || groups.length === 1;
    return group;
  });
}

function relationName(relation, outward) {
  const name = relation[currentLanguage()];
  if (outward || relation.symmetric) return name;
  return relation.inverse[currentLanguage()] || say("inverse", { relation: name });
}

function relationRow(edge, node) {
  return make("div", { className: "row" }, nodeLink(otherEnd(edge, node)), badges(edge),
    ...quotations(edge.evidence, [edge.source, edge.target]));
}

function badges(edge) {
  const texts = [`${say("confidence")} ${edge.confidence.toFixed(2)}`];
  if (edge.modality !== "stated") texts.push(modality(edge));
  if (edge.inferred) texts.push(say("inferredShort"));
  return make("span", { className: "badges" }, ...texts.map((text) => make("span", {}, text)));
}

function modality(edge) {
  return ["stated", "planned", "target"].includes(edge.modality) ? say(edge.modality) : edge.modality;
}

function edgeCard(edge) {
  const facts = [
    `${say("confidence")} ${edge.confidence.toFixed(2)}`, `${say("modality")} ${modality(edge)}`,
    ...(edge.inferred ? [say("inferred")] : []),
  ];
  return [
    heading(make("h2", {}, edge.relation[currentLanguage()]), make("p", { className: "facts" }, facts.join(" · "))),
    make("dl", { className: "ends" }, make("dt", {}, say("from")), make("dd", {}, nodeLink(edge.source)),
      make("dt", {}, say("to")), make("dd", {}, nodeLink(edge.target))),
    section(`${say("evidence")} ${number(edge.evidence.length)}`, ...quotations(edge.evidence, [edge.source, edge.target])),
  ];
}
