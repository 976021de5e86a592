// The graph, read from the page's data block: rows become objects, and each node learns its edges.

import { byId } from "./dom.js";

const raw = JSON.parse(byId("data").textContent);

export const givenTitle = raw.title;

export const types = raw.types.map(([id, zh, en, zhMeaning, enMeaning, color, shape, glyph]) => (
  { id, zh, en, meaning: { zh: zhMeaning, en: enMeaning }, color, paint: color, shape, glyph, count: 0 }));

export const relations = raw.relations.map(([id, zh, en, zhInverse, enInverse, symmetric]) => (
  { id, zh, en, inverse: { zh: zhInverse, en: enInverse }, symmetric, count: 0 }));

export const documents = raw.documents.map(([id, title, date, outlet, place, authors]) => (
  { id, title, date, outlet, place, authors }));

export const nodes = raw.nodes.map(([id, type, name, aliases, code, inferred, x, y], index) => (
  { index, id, type: types[type], name, aliases, code, inferred, x, y, edges: [], observations: [] }));

const evidenceOf = (rows) => rows.map(([document, start, end, sentence, rule]) => (
  { document: documents[document], start, end, text: raw.sentences[sentence], rule }));

export const edges = raw.edges.map(([source, target, relation, confidence, modality, inferred, evidence], index) => (
  { index, source: nodes[source], target: nodes[target], relation: relations[relation], confidence, modality,
    inferred, evidence: evidenceOf(evidence), bend: 0 }));

for (const [node, metric, text, unit, period, change, rank, value, evidence] of raw.observations) {
  nodes[node].observations.push({ metric, text, unit, period, change, rank, value, evidence: evidenceOf(evidence) });
}

const pairs = new Map();
for (const edge of edges) {
  edge.source.edges.push(edge);
  if (edge.target !== edge.source) edge.target.edges.push(edge);
  edge.relation.count += 1;
  const key = [edge.source.index, edge.target.index].sort((a, b) => a - b).join(" ");
  pairs.set(key, [...(pairs.get(key) || []), edge]);
}
for (const node of nodes) node.type.count += 1;

// Edges between the same two nodes bend apart so that each can be seen and clicked.
for (const group of pairs.values()) {
  group.forEach((edge, i) => {
    const side = edge.source.index < edge.target.index ? 1 : -1;
    edge.bend = side * (i - (group.length - 1) / 2) * 0.22;
  });
}

/** Nodes with the most edges first. */
export const byImportance = [...nodes].sort((a, b) => b.edges.length - a.edges.length || a.index - b.index);

export const readings = raw.pinyin;

export const otherEnd = (edge, node) => (edge.source === node ? edge.target : edge.source);
