// One picture of the map on a canvas, painted piece by piece so that the page stays alive meanwhile.

import { allBubbles, bubbleLinks, ellipse } from "./bubbles.js";
import { along, camera, control, isCrowded, leafRadius, place, radius } from "./camera.js";
import { bend, edgeCount, edgeInferred, edgeSource, edgeTarget, modalityOf, nodeCount, nodeInferred, nodeType, nodeX, nodeY, relationOf, types } from "./data.js";
import { drawLabels } from "./labels.js";
import { trace } from "./shapes.js";
import { edgeNear, edgeShown, nodeNear, nodeShown, selectedEdges, selection } from "./state.js";
import { colors, mix } from "./theme.js";

const MOST_EDGES = 9000;
const MOST_FAR = 3000;
const ARROWS = 1600;
const PIECE = 1500;

let drawnEdges = [];
/** The edges of the last picture: only these can be clicked. */
export const lastEdges = () => drawnEdges;

/** Paints everything; to be run to its end, with pauses where it yields. */
export function* paint(context, covered) {
  context.globalAlpha = 1;
  context.fillStyle = colors.paper;
  context.fillRect(0, 0, camera.width, camera.height);
  const crowded = isCrowded();
  if (crowded) paintBubbles(context);
  drawnEdges = chooseEdges(crowded);
  yield* paintEdges(context, crowded);
  yield;
  yield* paintNodes(context, crowded);
  yield;
  drawLabels(context, covered);
}

function paintBubbles(context) {
  const at = (bubble) => [ellipse(bubble).x, ellipse(bubble).y];
  const faded = selection() ? 0.35 : 1;
  context.strokeStyle = colors.line;
  for (const { from, to, count } of bubbleLinks()) {
    context.globalAlpha = faded * Math.min(0.45, 0.12 + count / 300);
    context.lineWidth = Math.min(9, 0.8 + Math.log2(count));
    context.beginPath();
    context.moveTo(...at(from));
    context.lineTo(...at(to));
    context.stroke();
  }
  for (const bubble of allBubbles()) {
    const { x, y, across, down } = ellipse(bubble);
    context.beginPath();
    context.ellipse(x, y, across, down, 0, 0, 2 * Math.PI);
    context.globalAlpha = 1;
    context.fillStyle = mix(colors.paper, bubble.type.paint, 0.1);
    context.fill();
    context.globalAlpha = faded * 0.5;
    context.strokeStyle = bubble.type.paint;
    context.lineWidth = 1;
    context.stroke();
  }
  context.globalAlpha = 1;
}

/** The shown edges that cross the view; where they are too many, those of the most connected nodes. */
function chooseEdges(crowded) {
  const chosen = selectedEdges();
  const halfWidth = camera.width / 2 / camera.scale + 40;
  const halfHeight = camera.height / 2 / camera.scale + 40;
  const [left, right, top, bottom] = [camera.x - halfWidth, camera.x + halfWidth, camera.y - halfHeight, camera.y + halfHeight];
  const found = [];
  for (let edge = 0; edge < edgeCount; edge += 1) {
    if (!edgeShown(edge)) continue;
    const [s, t] = [edgeSource[edge], edgeTarget[edge]];
    if (Math.max(nodeX[s], nodeX[t]) < left || Math.min(nodeX[s], nodeX[t]) > right
      || Math.max(nodeY[s], nodeY[t]) < top || Math.min(nodeY[s], nodeY[t]) > bottom) continue;
    found.push(edge);
  }
  const most = crowded ? MOST_FAR : MOST_EDGES;
  if (found.length <= most) return found;
  if (crowded) return found.filter((edge) => chosen.has(edge));
  const ranks = Int32Array.from(found, (edge) => Math.min(edgeSource[edge], edgeTarget[edge])).sort();
  return found.filter((edge) => Math.min(edgeSource[edge], edgeTarget[edge]) < ranks[most] || chosen.has(edge));
}

/** 0 stated, 1 planned or target, 2 inferred. */
export const lineStyle = (edge) => (edgeInferred[edge] ? 2 : modalityOf(edge) === "stated" ? 0 : 1);
export const DASHES = [[], [7, 5], [1.6, 4]];

/** How an edge is drawn: colour, opacity and width. */
export function edgeLook(edge, crowded) {
  const chosen = selection() !== null && edgeNear(edge);
  return { color: mix(colors.line, types[nodeType[edgeSource[edge]]].paint, chosen ? 0.6 : 0.3),
    opacity: chosen ? 0.95 : (selection() ? 0.2 : crowded ? 0.3 : drawnEdges.length > 1500 ? 0.42 : 0.6), width: chosen ? 1.9 : 1.1 };
}

function* paintEdges(context, crowded) {
  const groups = new Map();
  for (const edge of drawnEdges) {
    const key = ((selection() !== null && edgeNear(edge) ? 1 : 0) * 256 + nodeType[edgeSource[edge]]) * 4 + lineStyle(edge);
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(edge);
  }
  const arrows = drawnEdges.length <= ARROWS || selection() !== null;
  for (const [key, edges] of [...groups].sort((a, b) => a[0] - b[0])) {
    const look = edgeLook(edges[0], crowded);
    context.globalAlpha = look.opacity;
    context.lineWidth = look.width;
    context.strokeStyle = look.color;
    context.fillStyle = look.color;
    for (let from = 0; from < edges.length; from += PIECE) {
      const piece = edges.slice(from, from + PIECE);
      context.setLineDash(DASHES[key % 4]);
      strokeAll(context, piece);
      context.setLineDash([]);
      if (arrows && (drawnEdges.length <= ARROWS || key >= 1024)) fillArrows(context, piece);
      yield;
    }
  }
  context.globalAlpha = 1;
}

function strokeAll(context, edges) {
  context.beginPath();
  for (const edge of edges) {
    const [from, to] = [place(edgeSource[edge]), place(edgeTarget[edge])];
    if (edgeSource[edge] === edgeTarget[edge]) {
      context.moveTo(from.x + 11, from.y - 11);
      context.arc(from.x, from.y - 11, 11, 0, 2 * Math.PI);
      continue;
    }
    context.moveTo(from.x, from.y);
    if (bend[edge]) {
      const middle = control(edge, from, to);
      context.quadraticCurveTo(middle.x, middle.y, to.x, to.y);
    } else context.lineTo(to.x, to.y);
  }
  context.stroke();
}

function fillArrows(context, edges) {
  context.beginPath();
  for (const edge of edges) {
    const corners = arrow(edge);
    if (!corners) continue;
    corners.forEach(([x, y], i) => context[i ? "lineTo" : "moveTo"](x, y));
    context.closePath();
  }
  context.fill();
}

/** The corners of an edge's arrowhead, which touches its target, or null where there is none. */
export function arrow(edge) {
  if (relationOf(edge).symmetric || edgeSource[edge] === edgeTarget[edge]) return null;
  const [from, to] = [place(edgeSource[edge]), place(edgeTarget[edge])];
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  const gap = radius(edgeTarget[edge]) + 1;
  if (length < gap + 14) return null;
  const tail = bend[edge] ? along(edge, 1 - Math.min(0.5, (gap + 8) / length)) : from;
  const reach = Math.hypot(to.x - tail.x, to.y - tail.y) || 1;
  const [dx, dy] = [(to.x - tail.x) / reach, (to.y - tail.y) / reach];
  const size = selection() !== null && edgeNear(edge) ? 8 : 6;
  const [x, y] = [to.x - dx * gap, to.y - dy * gap];
  const [backX, backY] = [x - dx * size, y - dy * size];
  const half = size * 0.38;
  return [[x, y], [backX - dy * half, backY + dx * half], [backX + dy * half, backY - dx * half]];
}

function* paintNodes(context, crowded) {
  const leaf = leafRadius();
  const groups = types.map(() => [[], [], [], []]);
  for (let node = nodeCount - 1; node >= 0; node -= 1) {
    if (!nodeShown(node)) continue;
    const { x, y } = place(node);
    if (x < -30 || y < -30 || x > camera.width + 30 || y > camera.height + 30) continue;
    groups[nodeType[node]][(nodeNear(node) ? 2 : 0) + nodeInferred[node]].push(node);
  }
  for (let set = 0; set < 4; set += 1) {
    for (const type of types) {
      const nodes = groups[type.index][set];
      context.globalAlpha = set < 2 ? 0.24 : !crowded ? 1 : leaf < 1.4 ? 0.55 : 0.85;
      for (let from = 0; from < nodes.length; from += 4 * PIECE) {
        fillNodes(context, type, nodes.slice(from, from + 4 * PIECE), leaf, set % 2 === 1);
        yield;
      }
    }
  }
  context.globalAlpha = 1;
}

function fillNodes(context, type, nodes, leaf, hollow) {
  context.fillStyle = hollow && leaf > 2.5 ? colors.paper : type.paint;
  if (leaf < 1.6) {
    for (const node of nodes) {
      const [{ x, y }, size] = [place(node), radius(node, leaf)];
      context.fillRect(x - size, y - size, 2 * size, 2 * size);
    }
    return;
  }
  context.beginPath();
  for (const node of nodes) {
    const { x, y } = place(node);
    trace(context, type.shape, x, y, radius(node, leaf));
  }
  context.fill();
  if (!hollow || leaf <= 2.5) return;
  context.strokeStyle = type.paint;
  context.lineWidth = 1.6;
  context.setLineDash([3, 2.5]);
  context.stroke();
  context.setLineDash([]);
}
