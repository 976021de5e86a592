// The panel beside the map: an overview, the card of a node, the card of an edge, or ways between two nodes.

import { badges, confidence, groupedEdges, modality, nodeLink, observationTable, portions, relationRow, section } from "./cards.js";
import { aliasesOf, codeOf, degree, documents, edgeInferred, edgeSource, edgeTarget, evidenceOf, mentions, nameOf, nodeCount, nodeInferred, observationsOf, papersOf, relationOf, typeOf } from "./data.js";
import { button, byId, copy, dotted, make, replace, sign, toast } from "./dom.js";
import { quotations } from "./evidence.js";
import { select, selection, setView } from "./state.js";
import { trail } from "./trail.js";
import { currentLanguage, number, say } from "./words.js";

const OPEN_AT_ONCE = 14;
const PAPERS = 8;

/** Draws the panel for the selection; `content` puts something else there (a cell's evidence, a list of keys). */
export function drawPanel(content = null) {
  const thing = selection();
  const panel = byId("panel");
  const card = content || (thing === null ? overview() : thing.node !== undefined ? nodeCard(thing.node) : thing.edge !== undefined ? edgeCard(thing.edge) : trailCard(thing));
  replace(panel, ...card);
  panel.scrollTop = 0;
  panel.setAttribute("aria-label", say("panel"));
  document.body.classList.toggle("chosen", thing !== null || content !== null);
}

export function heading(title, ...below) {
  const close = button("close", "×", () => (selection() === null ? drawPanel() : select(null)), { title: say("close"), "aria-label": say("close") });
  return make("div", { className: "head" }, make("div", {}, title, ...below), close);
}

function overview() {
  const hubs = [];
  for (let node = 0; node < nodeCount && hubs.length < 10 && degree(node); node += 1) hubs.push(node);
  const list = make("ul", { className: "links" }, ...hubs.map((node) => make("li", {}, nodeLink(node), make("small", {}, number(degree(node))))));
  return [
    make("h2", {}, say("overview")),
    make("p", { className: "quiet" }, say("hint")),
    hubs.length ? section(say("hubs"), list) : null,
    documents.length ? section(`${say("documents")} ${number(documents.length)}`, papers(documents)) : null,
    make("footer", {}, make("h3", {}, say("about")), make("p", {}, say("license"))),
  ];
}

function papers(list) {
  const row = (paper) => make("div", { className: "paper" }, make("bdi", {}, paper.title || paper.id),
    make("small", {}, dotted([paper.date, paper.outlet, paper.authors.join("、"), paper.title ? paper.id : ""])));
  return portions(list, row, PAPERS);
}

/** What is said of a node in one line: type, code, how often it is named. */
export function nodeFacts(node) {
  return dotted([typeOf(node)[currentLanguage()], codeOf(node) ? `${say("code")} ${codeOf(node)}` : "",
    mentions[node] ? say("mentioned", { count: mentions[node] }) : "", nodeInferred[node] ? say("inferredShort") : ""]);
}

export const aliasLine = (node) => (aliasesOf(node).length ? make("p", { className: "aliases" }, make("b", {}, say("aliases")),
  ...aliasesOf(node).map((alias) => make("bdi", {}, alias))) : null);

function nodeCard(node) {
  const seen = observationsOf(node);
  const named = Array.from(papersOf(node), (paper) => documents[paper]);
  const link = () => copy(location.href, (done) => toast(say(done ? "copied" : "notCopied")));
  return [
    heading(make("h2", {}, sign(typeOf(node)), make("bdi", {}, nameOf(node))), make("p", { className: "facts" }, nodeFacts(node))),
    make("p", { className: "actions" }, button("act", say("focusHere"), () => setView("focus", node)), button("act", say("profileOf"), () => setView("profile", node)),
      button("act", say("pathFrom"), () => select({ paths: [], chosen: 0, from: node, to: -1 })), button("act", say("copyLink"), link)),
    aliasLine(node),
    seen.length ? section(`${say("observations")} ${number(seen.length)}`, ...observationTable(seen)) : null,
    ...relationGroups(node),
    named.length ? section(`${say("namedIn")} ${number(named.length)}`, papers(named)) : null,
  ];
}

/** A foldable group for each relation and direction; without many relations all stand open. */
function relationGroups(node) {
  const groups = groupedEdges(node);
  if (!groups.length) return [make("p", { className: "quiet" }, say("noRelations"))];
  const total = groups.reduce((sum, { edges }) => sum + edges.length, 0);
  return groups.map(({ name, edges }) => {
    const body = make("div", {});
    const group = make("details", { className: "group" }, make("summary", {}, name, make("small", {}, number(edges.length))), body);
    group.addEventListener("toggle", () => {
      if (group.open && !body.firstChild) body.append(portions(edges, (edge) => relationRow(edge, node)));
    });
    group.open = total <= OPEN_AT_ONCE || groups.length === 1;
    return group;
  });
}

function edgeCard(edge) {
  const facts = [`${say("confidence")} ${confidence(edge)}`, `${say("modality")} ${modality(edge)}`, ...(edgeInferred[edge] ? [say("inferred")] : [])];
  const evidence = evidenceOf(edge);
  return [
    heading(make("h2", {}, relationOf(edge)[currentLanguage()]), make("p", { className: "facts" }, dotted(facts))),
    make("dl", { className: "ends" }, make("dt", {}, say("from")), make("dd", {}, nodeLink(edgeSource[edge])),
      make("dt", {}, say("to")), make("dd", {}, nodeLink(edgeTarget[edge]))),
    section(`${say("evidence")} ${number(evidence.length)}`, ...quotations(evidence, [edgeSource[edge], edgeTarget[edge]])),
  ];
}

function trailCard(thing) {
  return [heading(make("h2", {}, say("path"))), ...trail(thing, badges)];
}
