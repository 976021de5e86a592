// What the reader has chosen: the view, hidden types and relations, a span of time, the selection.

import { degree, documents, edgeCount, edgeRelation, edgeSource, edgesOf, edgeTarget, nodeCount, nodeType, otherEnd, papersOf, relations, someDocument, types } from "./data.js";

export const VIEWS = ["atlas", "focus", "profile", "compare", "table"];

const listeners = [];
const nodeOn = new Uint8Array(nodeCount).fill(1);
const edgeOn = new Uint8Array(edgeCount).fill(1);
const near = new Uint8Array(nodeCount);
const hidden = new Set();
let nearEdges = new Set();
let view = "atlas";
let selected = null;
let time = null;
let centre = -1;

export const onChange = (listener) => listeners.push(listener);
/** Tells all parts of the page that something changed: "view", "filter" or "selection". */
export const changed = (what) => listeners.forEach((listener) => listener(what));

export const currentView = () => view;

export function setView(name, node = centre) {
  view = VIEWS.includes(name) ? name : "atlas";
  centre = node;
  changed("view");
}

/** The node that the views of one node (focus and profile) are about: the one chosen for them, else the selected, else the most connected. */
export function centreNode() {
  if (centre >= 0) return centre;
  if (selected?.node !== undefined) return selected.node;
  return nodeCount ? 0 : -1;
}

export const isHidden = (thing) => hidden.has(thing);
export const anyHidden = () => hidden.size > 0 || time !== null;
export const hiddenIds = (things) => things.filter((thing) => hidden.has(thing)).map((thing) => thing.id);
export const nodeShown = (node) => nodeOn[node] === 1;
export const edgeShown = (edge) => edgeOn[edge] === 1;
export const timeSpan = () => time;

/** Shows or hides types or relations. */
export function setHidden(things, hide) {
  for (const thing of things) hidden[hide ? "add" : "delete"](thing);
  filter();
}

/** Shows only what a document of these dates says ({ from, to, undated }), or everything with null. */
export function setTime(span) {
  time = span;
  filter();
}

export function showAll() {
  hidden.clear();
  time = null;
  filter();
}

function filter() {
  apply();
  if (selected?.node !== undefined && !nodeOn[selected.node]) selected = null;
  else if (selected?.edge !== undefined && !edgeOn[selected.edge]) selected = null;
  look();
  changed("filter");
}

function apply() {
  const typeOff = types.map((type) => hidden.has(type));
  const relationOff = relations.map((relation) => hidden.has(relation));
  const inTime = time && documents.map(({ date }) => (date ? date.slice(0, time.from.length) >= time.from && date.slice(0, time.to.length) <= time.to : time.undated));
  for (let node = 0; node < nodeCount; node += 1) {
    nodeOn[node] = typeOff[nodeType[node]] || (time && !papersIn(node, inTime)) ? 0 : 1;
  }
  for (let edge = 0; edge < edgeCount; edge += 1) {
    const off = relationOff[edgeRelation[edge]] || !nodeOn[edgeSource[edge]] || !nodeOn[edgeTarget[edge]];
    edgeOn[edge] = off || (time && !someDocument(edge, (document) => inTime[document])) ? 0 : 1;
  }
}

function papersIn(node, inTime) {
  const papers = papersOf(node);
  return papers.length ? papers.some((paper) => inTime[paper]) : time.undated;
}

export function countShown() {
  let [nodes, edges] = [0, 0];
  for (let node = 0; node < nodeCount; node += 1) nodes += nodeOn[node];
  for (let edge = 0; edge < edgeCount; edge += 1) edges += edgeOn[edge];
  return { nodes, edges };
}

/** What is selected: null, { node }, { edge }, or { paths, chosen, from, to } (edges and nodes of up to three ways). */
export const selection = () => selected;

export function select(thing) {
  const nodes = thing?.node !== undefined ? [thing.node] : thing?.edge !== undefined ? [edgeSource[thing.edge], edgeTarget[thing.edge]] : [];
  const wanted = [...nodes.map((node) => types[nodeType[node]]), ...(thing?.edge !== undefined ? [relations[edgeRelation[thing.edge]]] : [])];
  const before = hidden.size;
  for (const each of wanted) hidden.delete(each);
  if (hidden.size < before) apply();
  if (thing?.node !== undefined) centre = thing.node;
  selected = thing;
  look();
  if (hidden.size < before) changed("filter");
  changed("selection");
}

/** Whether a node is in the selection's neighbourhood (all are, without a selection). */
export const nodeNear = (node) => selected === null || near[node] === 1;
/** Whether an edge belongs to the selection (all do, without one). */
export const edgeNear = (edge) => selected === null || nearEdges.has(edge);
/** The nodes that are selected themselves. */
export const selectedNodes = () => {
  if (selected === null) return [];
  if (selected.node !== undefined) return [selected.node];
  if (selected.edge !== undefined) return [edgeSource[selected.edge], edgeTarget[selected.edge]];
  return selected.paths.length ? selected.paths[selected.chosen].nodes : [selected.from, selected.to].filter((node) => node >= 0);
};
export const selectedEdges = () => nearEdges;

function look() {
  near.fill(0);
  nearEdges = new Set();
  for (const node of selectedNodes()) near[node] = 1;
  if (selected?.node !== undefined) {
    for (const edge of edgesOf(selected.node)) {
      if (!edgeOn[edge]) continue;
      nearEdges.add(edge);
      near[otherEnd(edge, selected.node)] = 1;
    }
  } else if (selected?.edge !== undefined) nearEdges.add(selected.edge);
  else if (selected?.paths.length) nearEdges = new Set(selected.paths[selected.chosen].edges.flat());
}

/** The shown neighbours of a node, the most connected first. */
export function neighbours(node) {
  const found = new Set();
  for (const edge of edgesOf(node)) if (edgeOn[edge] && otherEnd(edge, node) !== node) found.add(otherEnd(edge, node));
  return [...found].sort((a, b) => degree(b) - degree(a) || a - b);
}
