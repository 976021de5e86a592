// What appears beside the pointer: the name of a node, or an edge with the beginning of its sentence.

import { degreeText } from "./cards.js";
import { edgeSource, edgeTarget, evidenceOf, nameOf, relationOf, typeOf } from "./data.js";
import { byId, make, replace } from "./dom.js";
import { currentLanguage, say } from "./words.js";

const LONGEST = 90;

export function showTooltip(thing, x, y) {
  const tip = byId("tooltip");
  tip.hidden = thing === null;
  if (thing === null) return;
  replace(tip, ...(thing.edge === undefined ? ofNode(thing.node) : ofEdge(thing.edge)));
  const { clientWidth: width, clientHeight: height } = byId("map");
  tip.style.left = `${Math.max(4, Math.min(x + 14, width - tip.offsetWidth - 4))}px`;
  tip.style.top = `${y + 18 + tip.offsetHeight > height ? Math.max(4, y - tip.offsetHeight - 10) : y + 18}px`;
}

function ofNode(node) {
  return [make("b", {}, nameOf(node)), make("span", {}, [typeOf(node)[currentLanguage()], degreeText(node)].join(" · "))];
}

function ofEdge(edge) {
  const evidence = evidenceOf(edge);
  const text = evidence.length ? evidence[0].text : say("unsourced");
  const more = evidence.length > 1 ? [make("small", {}, say("sentences", { count: evidence.length }))] : [];
  return [make("b", {}, make("bdi", {}, nameOf(edgeSource[edge])), ` —${relationOf(edge)[currentLanguage()]}→ `, make("bdi", {}, nameOf(edgeTarget[edge]))),
    make("span", {}, text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text), ...more];
}
