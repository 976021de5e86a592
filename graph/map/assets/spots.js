// Names as boxes: how large they are, where one can stand beside a point, and how it is written.

import { colors } from "./theme.js";

export const FONT = '"PingFang SC","Hiragino Sans GB","Microsoft YaHei","Noto Sans CJK SC","Noto Sans SC","Source Han Sans SC","WenQuanYi Micro Hei",sans-serif';
const WIDE = /[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\u{20000}-\u{3ffff}]/u;
const CLOSING = /[”’」』》】）)\]，。、；：！？,.;:!?]/;

/** Width and height of a name. */
export function measure(context, { lines, size, weight }) {
  context.font = `${weight} ${size}px ${FONT}`;
  return [Math.max(...lines.map((line) => context.measureText(line).width)), lines.length * (size + 3)];
}

export const boxAt = (left, top, width, height) => ({ left, top, right: left + width, bottom: top + height });

/** The boxes beneath, above, right and left of a point, `away` from it, then those that are shifted or farther off. */
export function around({ x, y }, away, [width, height]) {
  const [low, high] = [y + away, y - away - height];
  const places = [[x - width / 2, low], [x - width / 2, high], [x + away, y - height / 2], [x - away - width, y - height / 2]];
  for (const share of [0.2, 0.8]) places.push([x - width * share, low], [x - width * share, high]);
  for (const side of [x + away * 0.7, x - away * 0.7 - width]) places.push([side, low - 3], [side, high + 3]);
  return places.map(([left, top]) => boxAt(left, top, width, height));
}

/** Writes { lines, left, top, right, size, weight, color } with a rim that keeps it apart from what is below. */
export function write(context, label) {
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
