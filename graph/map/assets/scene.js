// The atlas on its canvas: a picture that moves with the hand and is painted anew when the hand rests.

import { gatherBubbles } from "./bubbles.js";
import { along, camera, control, fit, fly, hasCommunities, isCrowded, leafRadius, panBy, place, radius, show, stopFlight, turnFor, zoomAt } from "./camera.js";
import { bend, edgeSource, edgeTarget, nodeCount, nodeX, nodeY } from "./data.js";
import { byId } from "./dom.js";
import { drawnLabels } from "./labels.js";
import { lastEdges, paint } from "./paint.js";
import { edgeNear, nodeShown, selection } from "./state.js";
import { colors } from "./theme.js";

const LIGHT = 14; // milliseconds within which a picture can be painted anew at every frame
const SLICE = 12;
const REST = 130;
const frame = byId("network");
const canvas = document.createElement("canvas");
const front = canvas.getContext("2d", { alpha: false });
let picture = null; // the last whole picture, and the camera that it shows
let cost = 0;
let run = 0;
let waiting = 0;
let asked = 0;
let ready = () => {};
let stale = hasCommunities; // whether the bubbles count what was shown before

/** Resolves when the first whole picture is there. */
export const firstPicture = new Promise((resolve) => { ready = resolve; });

export function startScene() {
  canvas.setAttribute("aria-hidden", "true");
  frame.append(canvas);
  measure();
  turnFor(camera.width, camera.height);
  new ResizeObserver(() => {
    if (!measure()) return;
    const node = selection()?.node;
    if (node !== undefined) [camera.x, camera.y] = [nodeX[node], nodeY[node]]; // the panel may cover where it was
    if (camera.moved || node !== undefined) draw();
    else fit(draw, false);
  }).observe(frame);
  fit(draw, false);
}

const pixels = () => Math.min(2, window.devicePixelRatio || 1);

/** Takes on the size of the frame; false where that is as before or nothing. */
function measure() {
  const { clientWidth: width, clientHeight: height } = frame;
  if (!width || !height || (width === camera.width && height === camera.height)) return false;
  Object.assign(camera, { width, height });
  Object.assign(canvas, { width: width * pixels(), height: height * pixels() });
  return true;
}

/** Paints as soon as it is time; while things move, the last picture is moved instead where painting takes long. */
export function draw(moving = false) {
  clearTimeout(waiting);
  run += 1;
  if (moving && picture && cost > LIGHT) {
    waiting = setTimeout(repaint, REST);
    if (!asked) asked = requestAnimationFrame(() => { asked = 0; movePicture(); });
  } else if (moving && picture) {
    if (!asked) asked = requestAnimationFrame(() => { asked = 0; repaint(); });
  } else if (picture) {
    if (!asked) asked = requestAnimationFrame(() => { asked = 0; repaint(); });
  } else repaint();
}

function movePicture() {
  const scale = camera.scale / picture.scale;
  const ratio = pixels();
  front.setTransform(1, 0, 0, 1, 0, 0);
  front.fillStyle = colors.paper;
  front.fillRect(0, 0, canvas.width, canvas.height);
  front.setTransform(scale, 0, 0, scale, ((picture.x - camera.x) * camera.scale + (camera.width - camera.width * scale) / 2) * ratio,
    ((picture.y - camera.y) * camera.scale + (camera.height - camera.height * scale) / 2) * ratio);
  front.drawImage(picture.canvas, 0, 0);
}

function freshen() {
  if (stale) gatherBubbles();
  stale = false;
}

/** Paints a new picture beside the one that is seen, in slices unless that is quick, and shows it. */
function repaint() {
  run += 1;
  const mine = run;
  freshen();
  const next = picture?.spare || document.createElement("canvas");
  if (next.width !== canvas.width || next.height !== canvas.height) Object.assign(next, { width: canvas.width, height: canvas.height });
  const context = next.getContext("2d", { alpha: false });
  context.setTransform(pixels(), 0, 0, pixels(), 0, 0);
  const { x, y, scale } = camera;
  const work = paint(context, covered());
  let spent = 0;
  const step = () => {
    if (mine !== run) return;
    const start = performance.now();
    let done = false;
    while (!done && performance.now() - start < (picture ? SLICE : 1e9)) done = work.next().done;
    spent += performance.now() - start;
    if (!done) return void setTimeout(step);
    cost = spent;
    picture = { canvas: next, x, y, scale, spare: picture?.canvas };
    front.setTransform(1, 0, 0, 1, 0, 0);
    front.drawImage(next, 0, 0);
    if (camera.x !== x || camera.y !== y || camera.scale !== scale) movePicture();
    ready();
  };
  step();
}

/** What the last picture cost in milliseconds, for benchmarks. */
export const paintCost = () => cost;
export const mapCanvas = () => canvas;

/** Paints the view of now, at so many pixels each, on a canvas of its own. */
export function paintCopy(ratio) {
  const copy = Object.assign(document.createElement("canvas"), { width: camera.width * ratio, height: camera.height * ratio });
  const context = copy.getContext("2d", { alpha: false });
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  freshen();
  for (const _ of paint(context, [])); // to its end
  draw();
  return copy;
}

/** Paints anew after a change of filters, selection, theme or language. */
export function restyle(filtered) {
  stale ||= filtered && hasCommunities;
  draw();
}

/** The boxes of what lies over the map, where no name may stand. */
function covered() {
  const { left, top } = frame.getBoundingClientRect();
  return ["lines", "zoom", "time"].map((id) => byId(id).getBoundingClientRect()).filter((box) => box.width).map((box) => (
    { left: box.left - left, top: box.top - top, right: box.right - left, bottom: box.bottom - top }));
}

/** What is at a point: { node }, { edge }, or null; a finger may miss by more than a mouse. */
export function thingAt(x, y, touch) {
  const slack = touch ? 12 : 4;
  const leaf = leafRadius();
  let best = null;
  let least = Infinity;
  for (let node = 0; node < nodeCount; node += 1) {
    const at = place(node);
    if (Math.abs(at.x - x) > 44 || Math.abs(at.y - y) > 44 || !nodeShown(node)) continue;
    const gap = Math.hypot(at.x - x, at.y - y) - radius(node, leaf);
    if (gap < Math.min(isCrowded() ? slack / 2 : slack, least)) [best, least] = [{ node }, gap];
  }
  if (best) return best;
  const label = drawnLabels().find((box) => x > box.left && x < box.right && y > box.top && y < box.bottom);
  if (label) return label.node === undefined ? { edge: label.edge } : { node: label.node };
  least = touch ? 14 : 6;
  for (const edge of lastEdges()) {
    const gap = distanceTo(edge, x, y);
    const preferred = selection() && edgeNear(edge) && !(best && edgeNear(best.edge));
    if (gap < least || (preferred && gap < least + 1)) [best, least] = [{ edge }, gap];
  }
  return best;
}

function distanceTo(edge, x, y) {
  let from = place(edgeSource[edge]);
  const end = place(edgeTarget[edge]);
  const middle = bend[edge] ? control(edge, from, end) : from;
  if (x < Math.min(from.x, end.x, middle.x) - 16 || x > Math.max(from.x, end.x, middle.x) + 16
    || y < Math.min(from.y, end.y, middle.y) - 16 || y > Math.max(from.y, end.y, middle.y) + 16) return Infinity;
  const pieces = bend[edge] ? 14 : 1;
  let least = Infinity;
  for (let i = 1; i <= pieces; i += 1) {
    const to = i === pieces ? end : along(edge, i / pieces);
    const [dx, dy] = [to.x - from.x, to.y - from.y];
    const share = Math.max(0, Math.min(1, ((x - from.x) * dx + (y - from.y) * dy) / (dx * dx + dy * dy || 1)));
    least = Math.min(least, Math.hypot(from.x + share * dx - x, from.y + share * dy - y));
    from = to;
  }
  return least;
}

export const fitMap = (animate = true) => fit(draw, animate);
/** Brings nodes into view, in the frame as it is after what has just changed beside it. */
export function showNodes(nodes) {
  measure();
  show(nodes, draw);
}

export const flyTo = (target, animate = true) => { camera.moved = true; fly(target, draw, animate); };

export function moveMap(dx, dy) {
  stopFlight();
  panBy(dx, dy);
  draw(true);
}

export function zoomMap(factor, x, y, animate = false) {
  if (!animate) {
    stopFlight();
    zoomAt(factor, x, y);
    return draw(true);
  }
  const before = { x: camera.x, y: camera.y, scale: camera.scale };
  zoomAt(factor, x, y);
  const target = { x: camera.x, y: camera.y, scale: camera.scale };
  Object.assign(camera, before);
  fly(target, draw, true);
}
