// Names on the map: the most important first, each where there is room, none over another.

import { allBubbles, ellipse } from "./bubbles.js";
import { along, camera, isCrowded, leafRadius, place, radius } from "./camera.js";
import { edgesOf, edgeSource, nameOf, nodeCount, nodeInferred, relationOf, typeOf } from "./data.js";
import { Room } from "./room.js";
import { glyphPlace } from "./shapes.js";
import { edgeNear, edgeShown, nodeNear, nodeShown, selectedEdges, selectedNodes, selection } from "./state.js";
import { colors } from "./theme.js";
import { currentLanguage, number } from "./words.js";

export const FONT = '"PingFang SC","Hiragino Sans GB","Microsoft YaHei","Noto Sans CJK SC","Noto Sans SC","Source Han Sans SC","WenQuanYi Micro Hei",sans-serif';
const SIZE = 12;
const WIDEST = 9.5;
const LEADERS = 14;
const GLYPH_FROM = 7.5;
const MOST = 260;
const MOST_MISSES = 900;
const WIDE = /[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\u{20000}-\u{3ffff}]/u;
const CLOSING = /[”’」』》】）)\]，。、；：！？,.;:!?]/;

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
    const size = picked ? 15 : rank < leaders ? 14 : SIZE;
    const label = { node, lines: wrap(nameOf(node), picked ? 14 : WIDEST), size, weight: picked || rank < leaders ? 600 : 400, color: colors.ink };
    const spot = findSpot(context, label, room, leaf, picked || rank < leaders);
    if (spot) put(context, room, { ...label, ...spot });
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

function measure(context, { lines, size, weight }) {
  context.font = `${weight} ${size}px ${FONT}`;
  return [Math.max(...lines.map((line) => context.measureText(line).width)), lines.length * (size + 3)];
}

const boxAt = (left, top, width, height) => ({ left, top, right: left + width, bottom: top + height });
const within = (box) => box.left > 1 && box.top > 1 && box.right < camera.width - 1 && box.bottom < camera.height - 1;

/** The first free box beneath, above, right or left of a node; important names may cover other nodes. */
function findSpot(context, label, room, leaf, important) {
  const [width, height] = measure(context, label);
  const { x, y } = place(label.node);
  const away = radius(label.node, leaf) + 3;
  const corners = [
    [x - width / 2, y + away], [x - width / 2, y - away - height], [x + away, y - height / 2], [x - away - width, y - height / 2],
    [x - width * 0.2, y + away], [x - width * 0.8, y + away], [x - width * 0.2, y - away - height], [x - width * 0.8, y - away - height],
  ];
  const boxes = corners.map(([left, top]) => boxAt(left, top, width, height)).filter(within);
  return boxes.find((box) => room.free(box, label.node + 1)) || (important ? boxes.find((box) => room.freeOfNames(box)) : undefined);
}

function put(context, room, label) {
  room.fill(label, -1);
  drawn.push(label);
  context.font = `${label.weight} ${label.size}px ${FONT}`;
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.lineJoin = "round";
  context.lineWidth = 3.5;
  context.strokeStyle = colors.paper;
  label.lines.forEach((line, i) => {
    const [x, y] = [(label.left + label.right) / 2, label.top + (i + 0.5) * (label.size + 3)];
    context.strokeText(line, x, y);
    context.fillStyle = label.bubble && i === label.lines.length - 1 ? colors.soft : label.color;
    context.fillText(line, x, y);
  });
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

/** The name in at most two lines of `widest` Han characters' width each, cut where it is longer. */
export function wrap(name, widest) {
  const characters = [...name];
  const total = characters.reduce((sum, character) => sum + widthOf(character), 0);
  if (total <= widest) return [name];
  const goal = Math.min(widest, total / 2 + 0.5);
  const lines = ["", ""];
  let width = 0;
  let line = 0;
  for (const character of characters) {
    if (line === 0 && width + widthOf(character) > goal && !CLOSING.test(character)) {
      line = 1;
      width = 0;
    }
    width += widthOf(character);
    if (line === 1 && width > widest) return [lines[0], `${lines[1].slice(0, -1)}…`];
    lines[line] += character;
  }
  return lines.filter(Boolean);
}

const widthOf = (character) => (WIDE.test(character) ? 1 : 0.56);
