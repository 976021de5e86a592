// The graph as columns: nodes and edges go by number, nodes with the most edges first.

import { sentence } from "./prose.js";
import { column, head, texts } from "./store.js";

export const givenTitle = head.title;

export const types = head.types.map(([id, zh, en, zhMeaning, enMeaning, color, shape, glyph, compare], index) => (
  { index, id, zh, en, meaning: { zh: zhMeaning, en: enMeaning }, color, paint: color, shape, glyph, compare, count: 0 }));

export const relations = head.relations.map(([id, zh, en, zhInverse, enInverse, symmetric, through], index) => (
  { index, id, zh, en, inverse: { zh: zhInverse, en: enInverse }, symmetric, through, count: 0 }));

const [paperIds, titles, dates, outlets, places] = ["id", "title", "date", "outlet", "place"].map((name) => column(`document.${name}`));
const authors = column("author.name");
const authorStarts = ranges(column("document.authors"));
export const documents = Array.from(paperIds, (id, index) => ({ index, id: texts.get(id), title: texts.get(titles[index]), date: texts.get(dates[index]),
  outlet: texts.get(outlets[index]), place: texts.get(places[index]), authors: Array.from(authors.subarray(authorStarts[index], authorStarts[index + 1]), (name) => texts.get(name)) }));

export const nodeType = column("node.type", Uint8Array);
export const nodeInferred = column("node.inferred", Uint8Array);
export const nodeX = column("node.x", Float32Array);
export const nodeY = column("node.y", Float32Array);
export const community = column("node.community");
export const mentions = column("node.mentions");
export const edgeSource = column("edge.source");
export const edgeTarget = column("edge.target");
export const edgeRelation = column("edge.relation", Uint8Array);
export const edgeConfidence = column("edge.confidence", Uint8Array);
export const edgeInferred = column("edge.inferred", Uint8Array);

export const nodeCount = nodeType.length;
export const edgeCount = edgeSource.length;

const modalities = column("edge.modality", Uint8Array);
export const modalityOf = (edge) => head.modalities[modalities[edge]];

const codes = column("node.code");
const named = new Map();

/** The name of a node. */
export function nameOf(node) {
  if (!named.has(node)) named.set(node, texts.get(node));
  return named.get(node);
}

const [traditional, simple] = head.simple.map((characters) => Array.from(characters));
const simpler = new Map(traditional.map((character, i) => [character, simple[i]]));

/** A text as it is searched and compared: in lower case and simplified characters. */
export const folded = (text) => (simpler.size ? Array.from(text.toLowerCase(), (character) => simpler.get(character) || character).join("") : text.toLowerCase());

/** What a link to a node says of it: the part of its IRI that is its own. */
export const localId = (node) => texts.get(nodeCount + node);
export const iriOf = (node) => head.base + localId(node);
export const codeOf = (node) => texts.get(codes[node]);
export const typeOf = (node) => types[nodeType[node]];
export const relationOf = (edge) => relations[edgeRelation[edge]];

function ranges(counts) {
  const starts = new Int32Array(counts.length + 1);
  for (let i = 0; i < counts.length; i += 1) starts[i + 1] = starts[i] + counts[i];
  return starts;
}

const aliasStarts = ranges(column("node.aliases"));
export const aliasTexts = column("alias.text");
export const aliasOwner = (alias) => ownerIn(aliasStarts, alias);
export const aliasesOf = (node) => Array.from(aliasTexts.subarray(aliasStarts[node], aliasStarts[node + 1]), (text) => texts.get(text));

function ownerIn(starts, index) {
  let [low, high] = [0, starts.length - 1];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (starts[middle] <= index) low = middle;
    else high = middle;
  }
  return low;
}

const paperStarts = ranges(column("node.papers"));
const papers = column("paper.document");
/** The numbers of the documents that name a node. */
export const papersOf = (node) => papers.subarray(paperStarts[node], paperStarts[node + 1]);

/** Numbers of which each says how far it is below the next one that is new. */
function counted(name, fresh) {
  return column(name).map((back) => (back ? fresh - back : fresh++));
}

const edgePieces = column("edge.pieces");
const edgePieceStarts = ranges(edgePieces);
const pieceShift = edgePieceStarts[edgeCount];
const piecePassage = counted("piece.passage", 0);
const pieceRule = column("piece.rule");
const passageDocument = column("passage.document");
const passageStart = column("passage.start");
const passageRest = column("passage.rest");
const passageText = counted("passage.text", 1);

function piecesIn(from, to) {
  const found = [];
  for (let piece = from; piece < to; piece += 1) {
    const passage = piecePassage[piece];
    const [start, text] = [passageStart[passage], sentence(passageText[passage])];
    found.push({ document: documents[passageDocument[passage]], start, end: start + passageRest[passage] + Array.from(text).length,
      text, rule: texts.get(pieceRule[piece]) });
  }
  return found;
}

/** The pieces of evidence behind an edge: { document, start, end, text, rule }. */
export const evidenceOf = (edge) => piecesIn(edgePieceStarts[edge], edgePieceStarts[edge + 1]);
export const evidenceCount = (edge) => edgePieces[edge];

/** Whether a document behind an edge passes the test; edges without evidence have none. */
export function someDocument(edge, test) {
  for (let piece = edgePieceStarts[edge]; piece < edgePieceStarts[edge + 1]; piece += 1) {
    if (test(passageDocument[piecePassage[piece]])) return true;
  }
  return false;
}

const seenNode = column("seen.node");
const seenStarts = ranges(column("seen.pieces"));
const seenColumns = ["metric", "value_text", "unit", "period", "change", "rank"].map((name) => column(`seen.${name}`));
export const observationCount = seenNode.length;

/** An observation by number. */
export function observation(index) {
  const [metric, text, unit, period, change, rank] = seenColumns.map((each) => texts.get(each[index]));
  return { index, node: seenNode[index], metric, text, unit, period, change, rank, value: head.values[index],
    get evidence() { return piecesIn(pieceShift + seenStarts[index], pieceShift + seenStarts[index + 1]); } };
}

/** The numbers of a node's observations. */
export function observationsOf(node) {
  const found = [];
  for (let i = lowest(seenNode, node); seenNode[i] === node; i += 1) found.push(i);
  return found;
}

function lowest(sorted, value) {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

const degrees = new Int32Array(nodeCount);
for (let edge = 0; edge < edgeCount; edge += 1) {
  degrees[edgeSource[edge]] += 1;
  if (edgeTarget[edge] !== edgeSource[edge]) degrees[edgeTarget[edge]] += 1;
  relations[edgeRelation[edge]].count += 1;
}
for (let node = 0; node < nodeCount; node += 1) types[nodeType[node]].count += 1;
const edgeStarts = ranges(degrees);
const edgeLists = new Int32Array(edgeStarts[nodeCount]);
{
  const filled = edgeStarts.slice();
  for (let edge = 0; edge < edgeCount; edge += 1) {
    edgeLists[filled[edgeSource[edge]]++] = edge;
    if (edgeTarget[edge] !== edgeSource[edge]) edgeLists[filled[edgeTarget[edge]]++] = edge;
  }
}

export const degree = (node) => degrees[node];
/** The numbers of a node's edges, both ways. */
export const edgesOf = (node) => edgeLists.subarray(edgeStarts[node], edgeStarts[node + 1]);
export const otherEnd = (edge, node) => (edgeSource[edge] === node ? edgeTarget[edge] : edgeSource[edge]);

/** How far each edge bends, so that edges between the same two nodes can be told apart and clicked. */
export const bend = new Float32Array(edgeCount);
const firstEdge = new Int32Array(nodeCount + 1); // of those that a node is the source of
for (let edge = 0; edge < edgeCount; edge += 1) firstEdge[edgeSource[edge] + 1] += 1;
for (let node = 0; node < nodeCount; node += 1) firstEdge[node + 1] += firstEdge[node];
for (let edge = 0; edge < edgeCount; edge += 1) {
  const [source, target] = [edgeSource[edge], edgeTarget[edge]];
  if (source > target && forward(target, source)[1] > 0) continue; // done with the edges the other way
  const [first, many] = forward(source, target);
  if (edge !== first) continue;
  const [back, others] = source === target ? [0, 0] : forward(target, source);
  const total = many + others;
  for (let i = 0; i < total && total > 1; i += 1) {
    bend[i < many ? first + i : back + i - many] = (i < many ? 1 : -1) * (i - (total - 1) / 2) * 0.22;
  }
}

/** The first edge from one node to another, and how many there are. */
function forward(source, target) {
  let [low, high] = [firstEdge[source], firstEdge[source + 1]];
  const end = high;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (edgeTarget[middle] < target) low = middle + 1;
    else high = middle;
  }
  let many = 0;
  while (low + many < end && edgeTarget[low + many] === target) many += 1;
  return [low, many];
}

const byLocalId = new Map();

/** The node that a link means, by its part of the IRI, its IRI or its name, or -1. */
export function nodeNamed(text) {
  if (!byLocalId.size) texts.each(nodeCount, 2 * nodeCount, (id, index) => byLocalId.set(id, index - nodeCount));
  const id = text.startsWith(head.base) ? text.slice(head.base.length) : text;
  if (byLocalId.has(id)) return byLocalId.get(id);
  for (let node = 0; node < nodeCount; node += 1) if (nameOf(node) === text) return node;
  return -1;
}
