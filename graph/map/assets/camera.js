// Where on the map the reader looks, and how large things are drawn there.

import { bend, community, degree, edgeSource, edgeTarget, nodeCount, nodeX, nodeY } from "./data.js";
import { nodeShown } from "./state.js";

const MARGIN = { side: 36, top: 22, bottom: 66 }; // pixels around the whole map; line styles and buttons lie below it
const BOUNDS = [0.002, 8];
/** Whether communities were found, which is so in large graphs (graph/map/layout.py). */
export const hasCommunities = community.some((each) => each >= 0);
const SPACE = hasCommunities ? 44 : 58; // map units between neighbours
const CROWDED = 13; // pixels between neighbours below which communities are drawn before nodes
const calm = matchMedia("(prefers-reduced-motion: reduce)");

export const camera = { x: 0, y: 0, scale: 1, width: 1, height: 1, fitted: 1, moved: false };
let flight = 0;

/** Turns the map where the window is higher than wide. */
export function turnFor(width, height) {
  if (height <= width) return;
  for (let node = 0; node < nodeCount; node += 1) [nodeX[node], nodeY[node]] = [nodeY[node], nodeX[node]];
}

export const place = (node) => ({ x: (nodeX[node] - camera.x) * camera.scale + camera.width / 2, y: (nodeY[node] - camera.y) * camera.scale + camera.height / 2 });

export const isCrowded = () => hasCommunities && SPACE * camera.scale < CROWDED;

/** The radius in pixels that a node with one edge has; it grows more slowly than the map when that is near. */
export function leafRadius() {
  const world = 0.28 * SPACE * camera.scale;
  const usual = Math.max(1.8, Math.min(7, 0.28 * SPACE * camera.fitted));
  if (!hasCommunities) return usual * Math.min(3.2, Math.max(0.8, (camera.scale / camera.fitted) ** 0.5));
  return world < 7 ? Math.max(0.9, world) : 7 * Math.min(2.2, (world / 7) ** 0.5);
}

export const radius = (node, leaf = leafRadius()) => (
  Math.min(26, leaf * Math.min(leaf < 3 ? 3.4 : 9, 1 + 0.28 * Math.sqrt(Math.max(0, degree(node) - 1)))));

/** The point that bends an edge between two points, and the point of it at a share of its way. */
export function control(edge, from, to) {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  return { x: (from.x + to.x) / 2 - dy * bend[edge], y: (from.y + to.y) / 2 + dx * bend[edge] };
}

export function along(edge, share) {
  const [from, to] = [place(edgeSource[edge]), place(edgeTarget[edge])];
  const middle = control(edge, from, to);
  const [a, b, c] = [(1 - share) ** 2, 2 * share * (1 - share), share ** 2];
  return { x: a * from.x + b * middle.x + c * to.x, y: a * from.y + b * middle.y + c * to.y };
}

/** Moves the camera to frame nodes (all shown ones without any); `most` bounds the scale. */
function framing(nodes, most) {
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const node of nodes) {
    left = Math.min(left, nodeX[node]);
    right = Math.max(right, nodeX[node]);
    top = Math.min(top, nodeY[node]);
    bottom = Math.max(bottom, nodeY[node]);
  }
  if (left > right) return null;
  const across = (camera.width - 2 * MARGIN.side) / Math.max(1, right - left);
  const down = (camera.height - MARGIN.top - MARGIN.bottom) / Math.max(1, bottom - top);
  const scale = Math.max(BOUNDS[0], Math.min(most, across, down));
  return { x: (left + right) / 2, y: (top + bottom) / 2 + (MARGIN.bottom - MARGIN.top) / 2 / scale, scale };
}

function* shownNodes() {
  for (let node = 0; node < nodeCount; node += 1) if (nodeShown(node)) yield node;
}

export function fit(draw, animate = true) {
  const target = framing(shownNodes(), 1.6);
  if (!target) return draw();
  camera.fitted = target.scale;
  camera.moved = false;
  fly(target, draw, animate);
}

/** Brings nodes into view, no nearer than needed to read them. */
export function show(nodes, draw) {
  const target = framing(nodes, hasCommunities ? 0.75 : Math.max(1.1, camera.fitted));
  if (!target) return;
  camera.moved = true;
  fly(target, draw, true);
}

/** Goes to a camera at once, or within a third of a second. */
export function fly(target, draw, animate) {
  flight += 1;
  const mine = flight;
  const { x, y, scale } = camera;
  const start = performance.now();
  const step = (now) => {
    if (mine !== flight) return;
    const share = animate && !calm.matches && !document.hidden ? Math.min(1, Math.max(0, (now - start) / 320)) : 1;
    const eased = share < 0.5 ? 2 * share * share : 1 - 2 * (1 - share) ** 2;
    camera.scale = scale * (target.scale / scale) ** eased;
    const moved = Math.abs(target.scale / scale - 1) < 1e-6 ? eased : (1 / scale - 1 / camera.scale) / (1 / scale - 1 / target.scale);
    camera.x = x + (target.x - x) * moved;
    camera.y = y + (target.y - y) * moved;
    draw(share < 1);
    if (share < 1) requestAnimationFrame(step);
  };
  if (animate && !calm.matches) requestAnimationFrame(step);
  else step(start);
}

export function stopFlight() {
  flight += 1;
}

export function panBy(dx, dy) {
  camera.moved = true;
  camera.x += dx / camera.scale;
  camera.y += dy / camera.scale;
}

/** Zooms so that the map under a point of the view (its middle by default) stays there. */
export function zoomAt(factor, x = camera.width / 2, y = camera.height / 2) {
  const scale = Math.max(BOUNDS[0], Math.min(BOUNDS[1], camera.scale * factor));
  camera.moved = true;
  camera.x += (x - camera.width / 2) * (1 / camera.scale - 1 / scale);
  camera.y += (y - camera.height / 2) * (1 / camera.scale - 1 / scale);
  camera.scale = scale;
}
