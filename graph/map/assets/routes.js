// The shortest ways between two nodes along the edges that are shown.

import { edgesOf, nodeCount, otherEnd } from "./data.js";
import { edgeShown } from "./state.js";

const LONGEST = 12;
const STEPS = 200000;

/** Up to `most` ways without a loop, shortest first: { nodes, edges }, `edges` holding all edges of each step. */
export function routes(from, to, most = 3) {
  if (from === to) return [];
  const away = distances(to, from);
  if (away[from] < 0) return [];
  const found = [];
  const search = { to, away, found, most, steps: 0, on: new Set([from]) };
  for (let length = away[from]; length <= Math.min(LONGEST, away[from] + 3) && found.length < most && search.steps < STEPS; length += 1) {
    walk([from], length, search);
  }
  return found.map((nodes) => ({ nodes, edges: nodes.slice(1).map((node, i) => edgesBetween(nodes[i], node)) }));
}

/** The number of edges from each node to `to`, -1 where there is no way or it is farther than needed. */
function distances(to, from) {
  const away = new Int32Array(nodeCount).fill(-1);
  const queue = new Int32Array(nodeCount);
  away[to] = 0;
  queue[0] = to;
  let most = Infinity;
  for (let at = 0, end = 1; at < end; at += 1) {
    const node = queue[at];
    if (away[node] > most) break;
    if (node === from) most = away[node] + 2;
    for (const edge of edgesOf(node)) {
      const next = otherEnd(edge, node);
      if (away[next] >= 0 || !edgeShown(edge)) continue;
      away[next] = away[node] + 1;
      queue[end] = next;
      end += 1;
    }
  }
  return away;
}

/** Adds the ways of exactly so many edges more that begin with these nodes. */
function walk(nodes, left, search) {
  const node = nodes[nodes.length - 1];
  if (node === search.to) {
    if (left === 0) search.found.push([...nodes]);
    return;
  }
  const tried = new Set();
  for (const edge of edgesOf(node)) {
    const next = otherEnd(edge, node);
    search.steps += 1;
    if (search.found.length >= search.most || search.steps >= STEPS) return;
    if (!edgeShown(edge) || tried.has(next) || search.on.has(next) || search.away[next] < 0 || search.away[next] > left - 1) continue;
    tried.add(next);
    search.on.add(next);
    nodes.push(next);
    walk(nodes, left - 1, search);
    nodes.pop();
    search.on.delete(next);
  }
}

export function edgesBetween(a, b) {
  return Array.from(edgesOf(a)).filter((edge) => otherEnd(edge, a) === b && edgeShown(edge));
}
