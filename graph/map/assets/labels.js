// Names on the map: the most important first, each where there is room, none over another.

import { allBubbles, ellipse } from "./bubbles.js";
import { along, camera, isCrowded, leafRadius, place, radius } from "./camera.js";
import { edgesOf, edgeSource, nameOf, nodeCount, nodeInferred, relationOf, typeOf } from "./data.js";
import { Room } from "./room.js";
import { glyphPlace } from "./shapes.js";
import { around, boxAt, FONT, measure, wrap, write } from "./spots.js";
import { edgeNear, edgeShown, nodeNear, nodeShown, selectedEdges, selectedNodes, selection } from "./state.js";
import { colors } from "./theme.js";
import { currentLanguage, number } from "./words.js";

const SIZE = 12;
const WIDEST = 9.5;
const LEADERS = 14;
const GLYPH_FROM = 7.5;
const COVERED = 0.12; // the share of a name's box that may lie over nodes that matter less; more for the very first
const FIRST = 8;
const MOST = 260;
const MOST_MISSES = 900;

let drawn = [];
let glyphs = [];

/** The boxes drawn last: { node or edge, left, top, right, bottom, lines, size, weight, color } in pixels of the map. */
export const drawnLabels = () => drawn;
/** The glyphs drawn last: { node, x, y, size, color }. */
export const drawnGlyphs = () => glyphs;

/** Draws signs and names, none where the `covered` boxes are. */
export function drawLabels(context, covered) {
  drawn = [];
  glyphs = [];
  const crowded = isCrowded();
  const leaf = leafRadius();
  const room = new Room(camera.width, camera.height);
  for (const box of covered) room.fill(box, -1);
  const shown = [];
  for (let node = 0; node < nodeCount; node += 1) if (nodeShown(node) && nodeNear(node) && inView(place(node))) shown.push(node);
  if (!crowded) for (const node of shown) room.fillDisc(place(node), radius(node, leaf), node + 1);
  if (!crowded || selection()) for (const node of shown) drawGlyph(context, node, leaf);
  const chosen = selectedNodes();
  for (const node of chosen) drawRing(context, node, leaf);
  const titled = crowded && !selection() ? drawTitles(context, room) : new Set();
  placeNames(context, room, [...chosen.filter((node) => nodeShown(node) && inView(place(node))), ...shown.filter((node) => !titled.has(node) && !chosen.includes(node))],
    { leaf, crowded, chosen: new Set(chosen) });
  if (selection()) drawRelations(context, room);
}

function placeNames(context, room, nodes, { leaf, crowded, chosen }) {
  const leaders = selection() || camera.width < 600 ? 6 : crowded ? 0 : LEADERS;
  const before = drawn.length;
  let misses = 0;
  for (let rank = 0; rank < nodes.length && drawn.length - before < MOST && misses < MOST_MISSES; rank += 1) {
    const node = nodes[rank];
    const picked = chosen.has(node);
    const important = picked || rank < leaders;
    const usual = { node, lines: wrap(nameOf(node), WIDEST), size: SIZE, weight: important ? 600 : 400, color: colors.ink };
    const large = { ...usual, lines: wrap(nameOf(node), picked ? 14 : WIDEST), size: picked ? 15 : 14 };
    const label = (important ? [large, usual] : [usual]).map((form) => ({ ...form, ...findSpot(context, form, room, leaf, { picked, most: picked ? 2 : rank < FIRST ? 0.6 : COVERED, important }) })).find(({ left }) => left !== undefined);
    if (label) put(context, room, label);
    else misses += 1;
  }
}

const inView = ({ x, y }) => x > -40 && y > -20 && x < camera.width + 40 && y < camera.height + 20;

function drawGlyph(context, node, leaf) {
  const size = radius(node, leaf);
  if (size < GLYPH_FROM) return;
  const type = typeOf(node);
  const { x, y } = place(node);
  const where = glyphPlace(type.shape);
  const glyph = { node, x, y: y + size * where.shift, size: Math.round(size * where.size), color: nodeInferred[node] ? type.paint : colors.glyph };
  glyphs.push(glyph);
  context.font = `600 ${glyph.size}px ${FONT}`;
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.fillStyle = glyph.color;
  context.fillText(type.glyph, x, glyph.y);
}

function drawRing(context, node, leaf) {
  const { x, y } = place(node);
  context.beginPath();
  context.arc(x, y, radius(node, leaf) * 1.15 + 4, 0, 2 * Math.PI);
  context.lineWidth = 2.5;
  context.strokeStyle = colors.strong;
  context.stroke();
}

/** The titles of communities: the most connected member and how many there are; what comes back are those members. */
function drawTitles(context, room) {
  const titled = new Set();
  for (const bubble of allBubbles()) {
    const middle = ellipse(bubble);
    const reach = middle.down;
    if (!inView(middle) || reach < 7) continue;
    const lines = [...wrap(nameOf(bubble.top[0]), 10), number(bubble.count)];
    const label = { node: bubble.top[0], bubble, lines, size: reach > 60 ? 15 : reach > 26 ? 13 : 12, weight: 600, color: colors.ink };
    const [width, height] = measure(context, label);
    const spots = [0, -0.45, 0.45, -1, 1].map((shift) => boxAt(middle.x - width / 2, middle.y - height / 2 + shift * reach, width, height));
    const spot = spots.find((box) => within(box) && room.free(box, 0));
    if (!spot) continue;
    put(context, room, { ...label, ...spot });
    titled.add(bubble.top[0]);
  }
  return titled;
}

const within = (box) => box.left > 1 && box.top > 1 && box.right < camera.width - 1 && box.bottom < camera.height - 1;

/** The first free box beside a node; an important name may cover some of the nodes that matter less. */
function findSpot(context, label, room, leaf, { picked, most, important }) {
  const away = picked ? radius(label.node, leaf) * 1.15 + 7 : radius(label.node, leaf) + 3;
  const boxes = around(place(label.node), away, measure(context, label)).filter(within);
  const free = boxes.find((box) => room.free(box, label.node + 1));
  if (free || !important) return free;
  const costs = boxes.map((box) => room.cost(box, label.node + 1));
  const least = Math.min(...costs);
  return least <= most ? boxes[costs.indexOf(least)] : undefined;
}

function put(context, room, label) {
  room.fill(label, -1);
  drawn.push(label);
  write(context, label);
}

/** The relation's name on each edge of the selection that has room for it. */
function drawRelations(context, room) {
  const { node, edge: only } = selection();
  const edges = node === undefined ? [...selectedEdges()] : Array.from(edgesOf(node)).filter((edge) => edgeShown(edge) && edgeNear(edge));
  for (const edge of edges.slice(0, MOST)) {
    const { x, y } = along(edge, node === undefined ? 0.5 : edgeSource[edge] === node ? 0.62 : 0.38);
    const label = { edge, lines: [relationOf(edge)[currentLanguage()]], size: SIZE, weight: 400, color: colors.soft };
    const [width] = measure(context, label);
    const box = boxAt(x - width / 2, y - 8, width, 15);
    if (!within(box) || !(edge === only ? room.freeOfNames(box) : room.free(box, 0))) continue;
    put(context, room, { ...label, ...box });
  }
}
