// Communities of a large graph, seen from afar: discs with their most connected members' names and their size.

import { camera } from "./camera.js";
import { community, edgeCount, edgeSource, edgeTarget, nodeCount, nodeType, nodeX, nodeY, types } from "./data.js";
import { edgeShown, nodeShown } from "./state.js";

const STRONGEST = 260;
let bubbles = [];
let links = [];

/** Each { x, y, across, down, count, top, type }, the largest first. */
export const allBubbles = () => bubbles;
/** The strongest links among bubbles, each { from, to, count }. */
export const bubbleLinks = () => links;

/** Where a bubble is drawn: its middle and its half axes in pixels. */
export function ellipse(bubble) {
  return { x: (bubble.x - camera.x) * camera.scale + camera.width / 2, y: (bubble.y - camera.y) * camera.scale + camera.height / 2,
    across: (bubble.across + 22) * camera.scale + 2, down: (bubble.down + 22) * camera.scale + 2 };
}

/** Counts what is shown of each community. */
export function gatherBubbles() {
  const found = new Map();
  for (let node = 0; node < nodeCount; node += 1) {
    if (community[node] < 0 || !nodeShown(node)) continue;
    if (!found.has(community[node])) found.set(community[node], { x: 0, y: 0, across: 0, down: 0, count: 0, top: [], kinds: new Int32Array(types.length) });
    const bubble = found.get(community[node]);
    bubble.x += nodeX[node];
    bubble.y += nodeY[node];
    bubble.count += 1;
    bubble.kinds[nodeType[node]] += 1;
    if (bubble.top.length < 3) bubble.top.push(node);
  }
  for (const bubble of found.values()) {
    bubble.x /= bubble.count;
    bubble.y /= bubble.count;
    bubble.type = types[bubble.kinds.indexOf(Math.max(...bubble.kinds))];
  }
  for (let node = 0; node < nodeCount; node += 1) {
    const bubble = nodeShown(node) && found.get(community[node]);
    if (!bubble) continue;
    bubble.across = Math.max(bubble.across, Math.abs(nodeX[node] - bubble.x));
    bubble.down = Math.max(bubble.down, Math.abs(nodeY[node] - bubble.y));
  }
  bubbles = [...found.values()].sort((a, b) => b.count - a.count || a.top[0] - b.top[0]);
  gatherLinks(found);
}

function gatherLinks(found) {
  const counts = new Map();
  const many = Math.max(0, ...found.keys()) + 1;
  for (let edge = 0; edge < edgeCount; edge += 1) {
    const [a, b] = [community[edgeSource[edge]], community[edgeTarget[edge]]];
    if (a === b || a < 0 || b < 0 || !edgeShown(edge)) continue;
    const key = Math.min(a, b) * many + Math.max(a, b);
    counts.set(key, (counts.get(key) || 0) + 1);
  }
  links = [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, STRONGEST)
    .map(([key, count]) => ({ from: found.get(Math.floor(key / many)), to: found.get(key % many), count }));
}
