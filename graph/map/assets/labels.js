// Names on the map: the most important first, each where there is room, none over another.

import { byImportance, otherEnd } from "./data.js";
import { edgeNear, edgeShown, nodeNear, nodeShown, selection } from "./state.js";
import { colors } from "./theme.js";
import { currentLanguage } from "./words.js";

const FONT = '"PingFang SC","Hiragino Sans GB","Microsoft YaHei","Noto Sans CJK SC","Noto Sans SC","Source Han Sans SC","WenQuanYi Micro Hei",sans-serif';
const SIZE = 12;
const CELL = 4;
const WIDEST = 9.5;
const LEADERS = 14;
const GLYPH_FROM = 7.5;
const WIDE = /[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\u{20000}-\u{3ffff}]/u;

const CLOSING = /[”’」』》】）)\]，。、；：！？,.;:!?]/;

let drawn = [];

/** The boxes drawn last: { node or edge, left, top, right, bottom } in pixels of the map. */
export const drawnLabels = () => drawn;

/** Draws signs and names; `view` tells where things are (see scene.js). */
export function drawLabels(context, view) {
  drawn = [];
  const chosen = selection();
  const shown = byImportance.filter((node) => nodeShown(node) && inView(view.place(node), view));
  const room = new Room(view.width, view.height);
  for (const box of view.covered) room.fill(box, -1);
  for (const node of shown) if (nodeNear(node)) room.fillDisc(view.place(node), view.radius(node), node.index + 1);
  for (const node of shown) if (nodeNear(node)) drawGlyph(context, node, view);
  if (chosen && !chosen.source) drawRing(context, chosen, view);
  const near = chosen ? [...ends(chosen), ...shown.filter((node) => nodeNear(node) && !ends(chosen).includes(node))] : shown;
  near.filter((node) => inView(view.place(node), view)).forEach((node, rank) => {
    placeName(context, node, view, room, rank < (chosen || view.width < 600 ? 6 : LEADERS), ends(chosen).includes(node));
  });
  if (chosen) drawRelations(context, chosen, view, room);
}

const ends = (thing) => (thing === null ? [] : thing.source ? [thing.source, thing.target] : [thing]);

const inView = ({ x, y }, view) => x > -40 && y > -20 && x < view.width + 40 && y < view.height + 20;

function drawGlyph(context, node, view) {
  const radius = view.radius(node);
  if (radius < GLYPH_FROM) return;
  const { x, y } = view.place(node);
  const shift = { triangle: 0.2, triangleDown: -0.2, star: 0.06 }[node.type.shape] || 0;
  const share = { star: 1, triangle: 0.98, triangleDown: 0.98, diamond: 1.1 }[node.type.shape] || 1.12;
  context.font = `600 ${Math.round(radius * share)}px ${FONT}`;
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.fillStyle = node.inferred ? node.type.paint : colors.glyph;
  context.fillText(node.type.glyph, x, y + radius * (shift + 0.06));
}

function drawRing(context, node, view) {
  const { x, y } = view.place(node);
  context.beginPath();
  context.arc(x, y, view.radius(node) + 5, 0, 2 * Math.PI);
  context.lineWidth = 2.5;
  context.strokeStyle = colors.strong;
  context.stroke();
}

function placeName(context, node, view, room, leading, chosen) {
  const size = chosen ? 15 : leading ? 14 : SIZE;
  const lines = wrap(node.name, chosen ? 14 : WIDEST);
  context.font = `${chosen || leading ? 600 : 400} ${size}px ${FONT}`;
  const width = Math.max(...lines.map((line) => context.measureText(line).width));
  const spot = findSpot(node, view, room, width, lines.length * (size + 3), chosen || leading);
  if (!spot) return;
  room.fill(spot, -1);
  drawn.push({ node, ...spot });
  context.textAlign = "center";
  const middle = (spot.left + spot.right) / 2;
  lines.forEach((line, i) => write(context, line, middle, spot.top + (i + 0.5) * (size + 3), chosen ? colors.ink : null));
}

/** The first free box beneath, above, right or left of a node; important names may cover other nodes. */
function findSpot(node, view, room, width, height, important) {
  const { x, y } = view.place(node);
  const away = view.radius(node) + 3;
  const corners = [
    [x - width / 2, y + away], [x - width / 2, y - away - height], [x + away, y - height / 2], [x - away - width, y - height / 2],
    [x - width * 0.2, y + away], [x - width * 0.8, y + away], [x - width * 0.2, y - away - height], [x - width * 0.8, y - away - height],
  ];
  const boxes = corners.map(([left, top]) => ({ left, top, right: left + width, bottom: top + height }))
    .filter((box) => box.left > 1 && box.top > 1 && box.right < view.width - 1 && box.bottom < view.height - 1);
  return boxes.find((box) => room.free(box, node.index + 1))
    || (important ? boxes.find((box) => room.freeOfNames(box)) : undefined);
}

function write(context, text, x, y, color) {
  context.textBaseline = "middle";
  context.lineJoin = "round";
  context.lineWidth = 3.5;
  context.strokeStyle = colors.paper;
  context.strokeText(text, x, y);
  context.fillStyle = color || colors.ink;
  context.fillText(text, x, y);
}

/** The relation's name on each edge of the selection that has room for it. */
function drawRelations(context, chosen, view, room) {
  const edges = chosen.source ? [chosen] : chosen.edges.filter((edge) => edgeShown(edge) && edgeNear(edge));
  context.font = `400 ${SIZE}px ${FONT}`;
  for (const edge of edges) {
    const text = edge.relation[currentLanguage()];
    const share = chosen.source ? 0.5 : edge.source === chosen ? 0.62 : 0.38;
    const { x, y } = view.along(edge, share);
    const width = context.measureText(text).width;
    const box = { left: x - width / 2, top: y - 8, right: x + width / 2, bottom: y + 8 };
    if (!inView({ x, y }, view) || (otherEnd(edge, chosen) && !room.free(box, 0))) continue;
    room.fill(box, -1);
    drawn.push({ edge, ...box });
    context.textAlign = "center";
    write(context, text, x, y, colors.soft);
  }
}

/** The name in at most two lines of `widest` Han characters' width each, cut where it is longer. */
export function wrap(name, widest) {
  const total = [...name].reduce((sum, character) => sum + widthOf(character), 0);
  if (total <= widest) return [name];
  const goal = Math.min(widest, total / 2 + 0.5);
  const lines = ["", ""];
  let width = 0;
  let line = 0;
  for (const character of name) {
    if (line === 0 && width + widthOf(character) > goal && !CLOSING.test(character)) {
      line = 1;
      width = 0;
    }
    width += widthOf(character);
    if (line === 1 && width > widest) return [lines[0], `${lines[1].slice(0, -1)}…`];
    lines[line] += character;
  }
  return lines;
}

const widthOf = (character) => (WIDE.test(character) ? 1 : 0.56);

/** Which cells of the map are taken: 0 free, n by the disc of node n - 1, -1 by a name. */
class Room {
  constructor(width, height) {
    this.columns = Math.ceil(width / CELL) + 1;
    this.rows = Math.ceil(height / CELL) + 1;
    this.cells = new Int32Array(this.columns * this.rows);
  }

  some(box, test) {
    const right = Math.min(this.columns - 1, Math.floor(box.right / CELL));
    const bottom = Math.min(this.rows - 1, Math.floor(box.bottom / CELL));
    for (let row = Math.max(0, Math.floor(box.top / CELL)); row <= bottom; row += 1) {
      for (let column = Math.max(0, Math.floor(box.left / CELL)); column <= right; column += 1) {
        if (test(this.cells[row * this.columns + column], row * this.columns + column)) return true;
      }
    }
    return false;
  }

  free(box, own) {
    return !this.some(box, (cell) => cell !== 0 && cell !== own);
  }

  freeOfNames(box) {
    return !this.some(box, (cell) => cell === -1);
  }

  fill(box, value) {
    this.some(box, (_, at) => {
      this.cells[at] = value;
      return false;
    });
  }

  fillDisc({ x, y }, radius, value) {
    const half = radius * 0.85;
    this.fill({ left: x - half, top: y - half, right: x + half, bottom: y + half }, value);
  }
}
