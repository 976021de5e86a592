// What the reader has chosen: hidden types and relations, and the selected node or edge.

import { edges, nodes, otherEnd } from "./data.js";

const hidden = new Set();
const listeners = [];
let selected = null;
let near = null;

export const onChange = (listener) => listeners.push(listener);
export const changed = () => listeners.forEach((listener) => listener());

export const isHidden = (thing) => hidden.has(thing);
export const nodeShown = (node) => !hidden.has(node.type);
export const edgeShown = (edge) => !hidden.has(edge.relation) && nodeShown(edge.source) && nodeShown(edge.target);
export const anyHidden = (things) => things.some((thing) => hidden.has(thing));
export const shownNodes = () => nodes.filter(nodeShown);
export const shownEdges = () => edges.filter(edgeShown);

/** Shows or hides types or relations. */
export function setHidden(things, hide) {
  for (const thing of things) hidden[hide ? "add" : "delete"](thing);
  if (selected && !(selected.source ? edgeShown(selected) : nodeShown(selected))) selected = null;
  look();
  changed();
}

/** The selected node or edge, or null. */
export const selection = () => selected;

export function select(thing) {
  for (const type of thing ? [thing.type, thing.relation, thing.source?.type, thing.target?.type] : []) hidden.delete(type);
  selected = thing;
  look();
  changed();
}

/** Whether a node is in the selection's neighbourhood (all are, without a selection). */
export const nodeNear = (node) => near === null || near.has(node);

/** Whether an edge belongs to the selection (all do, without one). */
export function edgeNear(edge) {
  if (selected === null) return true;
  return edge === selected || edge.source === selected || edge.target === selected;
}

function look() {
  if (selected === null) near = null;
  else if (selected.source) near = new Set([selected.source, selected.target]);
  else near = new Set([selected, ...selected.edges.filter(edgeShown).map((edge) => otherEnd(edge, selected))]);
}
