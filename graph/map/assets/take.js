// What a reader takes along: the picture as PNG or SVG, tables as CSV.

import { allBubbles, bubbleLinks, ellipse } from "./bubbles.js";
import { drawnCaptions } from "./captions.js";
import { camera, control, isCrowded, leafRadius, place, radius } from "./camera.js";
import { bend, edgeSource, edgeTarget, givenTitle, nameOf, nodeCount, nodeInferred, relationOf, typeOf } from "./data.js";
import { download, SVG, toast } from "./dom.js";
import { copyFocus, focusPlaces } from "./focus.js";
import { drawnGlyphs, drawnLabels } from "./labels.js";
import { arrow, DASHES, edgeLook, lastEdges, lineStyle } from "./paint.js";
import { paintCopy } from "./scene.js";
import { outline } from "./shapes.js";
import { FONT } from "./spots.js";
import { currentView, nodeNear, nodeShown } from "./state.js";
import { colors } from "./theme.js";
import { currentLanguage, say } from "./words.js";

const fileName = (ending) => `${(givenTitle || say("map")).replace(/[\\/:*?"<>|]/g, " ").trim().slice(0, 60) || "map"}.${ending}`;

/** The picture that is seen, as a canvas of `ratio` pixels for each. */
export const pictureOf = (ratio) => (currentView() === "focus" ? copyFocus(ratio) : paintCopy(ratio));

export function savePng(ratio) {
  pictureOf(ratio).toBlob((blob) => {
    download(fileName("png"), blob);
    toast(say("saved"));
  }, "image/png");
}

export function saveSvg() {
  download(fileName("svg"), new Blob([svgText()], { type: "image/svg+xml" }));
  toast(say("saved"));
}

export function saveText(name, text) {
  download(name, new Blob(["\ufeff", text], { type: "text/csv;charset=utf-8" }));
  toast(say("saved"));
}

/** Rows as CSV; a cell that a spreadsheet would take for a formula begins with an apostrophe. */
export function csv(rows) {
  const cell = (value) => {
    const text = String(value ?? "");
    const safe = /^[=+\-@\t\r]/.test(text) && !/^[+-]?[\d.,]+%?$/.test(text) ? `'${text}` : text;
    return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  return `${rows.map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;
}

function element(name, attributes, text) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, typeof value === "number" ? String(Math.round(value * 100) / 100) : value);
  if (text !== undefined) made.textContent = text;
  return made;
}

/** The picture that is seen, as the text of an SVG file. */
export function svgText() {
  const root = element("svg", { xmlns: SVG, width: camera.width, height: camera.height, viewBox: `0 0 ${camera.width} ${camera.height}`, "font-family": FONT });
  root.append(element("title", {}, givenTitle || say("map")), element("rect", { width: "100%", height: "100%", fill: colors.paper }));
  if (currentView() === "focus") addFocus(root);
  else addAtlas(root);
  return new XMLSerializer().serializeToString(root);
}

function addAtlas(root) {
  if (isCrowded()) addBubbles(root);
  for (const edge of lastEdges()) addEdge(root, edge);
  const leaf = leafRadius();
  for (let node = nodeCount - 1; node >= 0; node -= 1) {
    const { x, y } = place(node);
    if (nodeShown(node) && x > -30 && y > -30 && x < camera.width + 30 && y < camera.height + 30) addNode(root, node, x, y, radius(node, leaf), nodeNear(node) ? 1 : 0.24);
  }
  for (const { node, x, y, size, color } of drawnGlyphs()) {
    root.append(element("text", { x, y, "font-size": size, "font-weight": 600, fill: color, "text-anchor": "middle", "dominant-baseline": "central" }, typeOf(node).glyph));
  }
  for (const label of drawnLabels()) addLabel(root, label);
}

function addBubbles(root) {
  for (const { from, to, count } of bubbleLinks()) {
    const [a, b] = [ellipse(from), ellipse(to)];
    root.append(element("line", { x1: a.x, y1: a.y, x2: b.x, y2: b.y, stroke: colors.line, "stroke-opacity": 0.3, "stroke-width": Math.min(9, 0.8 + Math.log2(count)) }));
  }
  for (const bubble of allBubbles()) {
    const { x, y, across, down } = ellipse(bubble);
    root.append(element("ellipse", { cx: x, cy: y, rx: across, ry: down, fill: bubble.type.paint, "fill-opacity": 0.1, stroke: bubble.type.paint, "stroke-opacity": 0.5 }));
  }
}

function addEdge(root, edge) {
  const [from, to] = [place(edgeSource[edge]), place(edgeTarget[edge])];
  const middle = control(edge, from, to);
  const look = edgeLook(edge, isCrowded());
  const f = (value) => value.toFixed(1);
  const way = bend[edge] ? `Q${f(middle.x)},${f(middle.y)} ${f(to.x)},${f(to.y)}` : `L${f(to.x)},${f(to.y)}`;
  root.append(element("path", { d: `M${f(from.x)},${f(from.y)}${way}`, fill: "none", stroke: look.color, "stroke-opacity": look.opacity, "stroke-width": look.width,
    ...(lineStyle(edge) ? { "stroke-dasharray": DASHES[lineStyle(edge)].join(" ") } : {}) }));
  const corners = lastEdges().length <= 1600 ? arrow(edge) : null;
  if (corners) root.append(element("path", { d: `M${corners.map((corner) => corner.map(f).join(",")).join("L")}Z`, fill: look.color, "fill-opacity": look.opacity }));
}

function addNode(root, node, x, y, size, opacity) {
  const type = typeOf(node);
  const shape = element("path", { d: outline(type.shape, size), transform: `translate(${x.toFixed(1)},${y.toFixed(1)})`, opacity,
    ...(nodeInferred[node] ? { fill: colors.paper, stroke: type.paint, "stroke-width": 1.6, "stroke-dasharray": "3 2.5" } : { fill: type.paint }) });
  shape.append(element("title", {}, `${nameOf(node)} (${type[currentLanguage()]})`));
  root.append(shape);
}

function addLabel(root, { lines, left, right, top, size, weight, color, bubble }) {
  lines.forEach((line, i) => root.append(element("text", { x: (left + right) / 2, y: top + (i + 0.5) * (size + 3), "font-size": size, "font-weight": weight,
    fill: bubble && i === lines.length - 1 ? colors.soft : color, stroke: colors.paper, "stroke-width": 3.5, "stroke-linejoin": "round", "paint-order": "stroke",
    "text-anchor": "middle", "dominant-baseline": "central" }, line)));
}

/** A head that points from one point to another and ends `gap` before it. */
function arrowhead(from, to, gap, color) {
  const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  const [dx, dy] = [(to.x - from.x) / length, (to.y - from.y) / length];
  const [x, y] = [to.x - dx * gap, to.y - dy * gap];
  const corners = [[x, y], [x - 8 * dx - 3 * dy, y - 8 * dy + 3 * dx], [x - 8 * dx + 3 * dy, y - 8 * dy - 3 * dx]];
  return element("path", { d: `M${corners.map((corner) => corner.map((value) => value.toFixed(1)).join(",")).join("L")}Z`, fill: color });
}

function addFocus(root) {
  const { points, edges, scale } = focusPlaces();
  for (const edge of edges) {
    const [from, to] = [points.get(edgeSource[edge]), points.get(edgeTarget[edge])];
    const look = edgeLook(edge, false);
    const middle = control(edge, from, to);
    root.append(element("path", { d: `M${from.x},${from.y}Q${middle.x},${middle.y} ${to.x},${to.y}`, fill: "none", stroke: look.color, "stroke-width": 1.4,
      ...(lineStyle(edge) ? { "stroke-dasharray": DASHES[lineStyle(edge)].join(" ") } : {}) }));
    if (!relationOf(edge).symmetric) root.append(arrowhead(middle, to, 13 * scale, look.color));
  }
  for (const [node, { x, y }] of points) addNode(root, node, x, y, 11 * scale, 1);
  for (const caption of drawnCaptions()) addLabel(root, caption);
}
