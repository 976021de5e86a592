// The ways between two nodes: which two, and each way step by step with the sentences behind it.

import { nodeLink, relationName } from "./cards.js";
import { offerNodes } from "./chooser.js";
import { edgeSource, edgeTarget, evidenceOf, nameOf, relationOf } from "./data.js";
import { button, make } from "./dom.js";
import { quotations } from "./evidence.js";
import { routes } from "./routes.js";
import { select } from "./state.js";
import { say } from "./words.js";

/** Selects the ways between two nodes; -1 stands for one that is not chosen yet. */
export function selectTrail(from, to, chosen = 0) {
  const paths = from >= 0 && to >= 0 ? routes(from, to) : [];
  select({ paths, chosen: Math.min(chosen, Math.max(0, paths.length - 1)), from, to });
}

/** The content of the panel for { paths, chosen, from, to }. */
export function trail({ paths, chosen, from, to }, badges) {
  const ends = make("div", { className: "trail" }, end("from", from, (node) => selectTrail(node, to)), end("to", to, (node) => selectTrail(from, node)),
    button("act", say("swap"), () => selectTrail(to, from)));
  if (from < 0 || to < 0) return [ends, make("p", { className: "quiet" }, say("pathHint"))];
  if (!paths.length) return [ends, make("p", { className: "quiet" }, say("noPath"))];
  return [ends, ...paths.map((path, i) => way(path, i, i === chosen, () => selectTrail(from, to, i), badges))];
}

function end(key, node, choose) {
  const list = make("ul", { className: "offers", hidden: true });
  const input = make("input", { type: "search", value: node >= 0 ? nameOf(node) : "", placeholder: say("search"), "aria-label": say(key), autocomplete: "off" });
  offerNodes(input, list, choose);
  return make("div", { className: "offer" }, make("span", { className: "quiet" }, say(key)), input, list);
}

function way(path, i, open, choose, badges) {
  const title = make("summary", {}, say("way", { index: i + 1, count: path.edges.length }),
    make("small", {}, path.nodes.map(nameOf).join(" › ")));
  const steps = path.edges.map((edges, step) => make("li", {}, nodeLink(path.nodes[step]), ...edges.map((edge) => stepOf(edge, path.nodes[step], badges))));
  const group = make("details", { className: "group way", open }, title,
    make("ol", { className: "steps" }, ...steps, make("li", {}, nodeLink(path.nodes[path.nodes.length - 1]))));
  title.addEventListener("click", (event) => {
    if (group.open) return;
    event.preventDefault();
    choose();
  });
  return group;
}

function stepOf(edge, node, badges) {
  const name = button("plain relation", `${relationName(relationOf(edge), edgeSource[edge] === node)} →`, () => select({ edge }));
  return make("div", { className: "row" }, name, badges(edge), ...quotations(evidenceOf(edge), [edgeSource[edge], edgeTarget[edge]]));
}
