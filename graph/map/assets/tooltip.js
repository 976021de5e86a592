// What appears beside the pointer: the name of a node, or an edge with the beginning of its sentence.

import { byId, make, replace } from "./dom.js";
import { currentLanguage, say } from "./words.js";

const LONGEST = 90;

export function showTooltip(thing, x, y) {
  const tip = byId("tooltip");
  tip.hidden = thing === null;
  if (thing === null) return;
  replace(tip, ...(thing.source ? ofEdge(thing) : ofNode(thing)));
  const { clientWidth: width, clientHeight: height } = byId("map");
  tip.style.left = `${Math.max(4, Math.min(x + 14, width - tip.offsetWidth - 4))}px`;
  tip.style.top = `${y + 18 + tip.offsetHeight > height ? Math.max(4, y - tip.offsetHeight - 10) : y + 18}px`;
}

function ofNode(node) {
  const facts = [node.type[currentLanguage()], say("degree", { count: node.edges.length })];
  return [make("b", {}, node.name), make("span", {}, facts.join(" · "))];
}

function ofEdge(edge) {
  const text = edge.evidence.length ? edge.evidence[0].text : say("unsourced");
  const more = edge.evidence.length > 1 ? [make("small", {}, say("sentences", { count: edge.evidence.length }))] : [];
  return [make("b", {}, make("bdi", {}, edge.source.name), ` —${edge.relation[currentLanguage()]}→ `, make("bdi", {}, edge.target.name)),
    make("span", {}, text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text), ...more];
}
