// Everything that is known of one entity, by section, to read or to print.

import { groupedEdges, observationTable, portions, relationRow } from "./cards.js";
import { offerNodes } from "./chooser.js";
import { documents, nameOf, observationsOf, papersOf, typeOf } from "./data.js";
import { button, byId, dotted, make, replace, sign } from "./dom.js";
import { aliasLine, nodeFacts } from "./panel.js";
import { centreNode, setView } from "./state.js";
import { nodeLink } from "./cards.js";
import { number, say } from "./words.js";

const MOST = 80;

export function drawProfile() {
  const node = centreNode();
  const page = byId("profile");
  if (node < 0) return replace(page, make("p", { className: "quiet" }, say("none")));
  const seen = observationsOf(node);
  const groups = groupedEdges(node);
  const papers = Array.from(papersOf(node), (paper) => documents[paper]);
  const link = (other) => nodeLink(other, () => setView("profile", other));
  const list = make("ul", { className: "offers", hidden: true });
  const input = make("input", { type: "search", placeholder: say("search"), "aria-label": say("otherProfile"), autocomplete: "off" });
  offerNodes(input, list, (other) => setView("profile", other));
  replace(page, make("article", {},
    make("div", { className: "bar" }, make("div", { className: "offer" }, input, list), make("span", { className: "right" }, button("act", say("focusHere"), () => setView("focus", node)),
      button("act", say("print"), () => print()))),
    make("h2", {}, sign(typeOf(node)), make("bdi", {}, nameOf(node))),
    make("p", { className: "facts" }, nodeFacts(node)), aliasLine(node), contents(seen, groups, papers),
    seen.length ? make("section", {}, make("h3", {}, `${say("observations")} ${number(seen.length)}`), ...observationTable(seen, { most: MOST, open: true })) : null,
    ...groups.map(({ name, edges }) => make("section", {}, make("h3", {}, `${name} ${number(edges.length)}`), portions(edges, (edge) => relationRow(edge, node, link), MOST))),
    !groups.length && !seen.length ? make("p", { className: "quiet" }, say("noRelations")) : null,
    papers.length ? make("section", {}, make("h3", {}, `${say("namedIn")} ${number(papers.length)}`), make("ul", {}, ...papers.map((paper) => make("li", {},
      dotted([paper.authors.join("、"), paper.title || paper.id, paper.outlet, paper.date, paper.title ? paper.id : ""]))))) : null));
}

function contents(seen, groups, papers) {
  const parts = [...(seen.length ? [[say("observations"), seen.length]] : []), ...groups.map(({ name, edges }) => [name, edges.length]),
    ...(papers.length ? [[say("namedIn"), papers.length]] : [])];
  return make("dl", { className: "contents" }, ...parts.map(([name, count]) => make("div", {}, make("dt", {}, name), make("dd", {}, number(count)))));
}
