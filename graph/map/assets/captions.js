// The names in the focus: those of nodes where there is room, then those of relations, none over another.

import { control } from "./camera.js";
import { edgeSource, edgeTarget, nameOf, relationOf } from "./data.js";
import { Room } from "./room.js";
import { around, boxAt, measure, wrap, write } from "./spots.js";
import { selection } from "./state.js";
import { colors } from "./theme.js";
import { currentLanguage } from "./words.js";

const SIZE = 12.5;
const SMALL = 11;
const COVERED = 0.12; // the share of a name that may lie over other nodes
const OUTWARD = [0.62, 0.72, 0.53, 0.8, 0.44, 0.36]; // shares of the way from the centre, where edges are far from each other
const BETWEEN = [0.5, 0.6, 0.4, 0.7, 0.3];
let drawn = [];

/** The names drawn last: { node or edge, left, top, right, bottom, lines, size, weight, color } in pixels of the view. */
export const drawnCaptions = () => drawn;

/** Writes names on nodes at `points` (x, y and radius of each) and on edges, none where the `covered` boxes are. */
export function drawCaptions(context, { points, edges, about, width, height, covered }) {
  drawn = [];
  const room = new Room(width, height);
  for (const box of covered) room.fill(box, -1);
  for (const [node, { x, y, radius }] of points) room.fillDisc({ x, y }, radius, node + 1);
  const within = (box) => box.left > 1 && box.top > 1 && box.right < width - 1 && box.bottom < height - 1;
  const put = (label) => {
    room.fill(label, -1);
    drawn.push(label);
    write(context, label);
  };
  const first = [about, selection()?.node].filter((node) => points.has(node));
  for (const node of new Set([...first, ...[...points.keys()].sort((a, b) => a - b)])) nameNode(context, room, { node, point: points.get(node), important: first.includes(node), within, put });
  for (const edge of edges) nameEdge(context, room, { edge, points, about, within, put });
}

function nameNode(context, room, { node, point, important, within, put }) {
  const look = { node, size: important ? 15 : SIZE, weight: important ? 600 : 400, color: colors.ink };
  const labels = [10, 7].flatMap((widest) => {
    const label = { ...look, lines: wrap(nameOf(node), widest) };
    return around(point, point.radius + 3, measure(context, label)).filter(within).map((box) => ({ ...label, ...box }));
  });
  const costs = labels.map((box) => room.cost(box, node + 1));
  const least = Math.min(...costs);
  if (least <= (important ? 2 : COVERED)) put(labels[costs.indexOf(least)]);
}

function nameEdge(context, room, { edge, points, about, within, put }) {
  const [from, to] = [points.get(edgeSource[edge]), points.get(edgeTarget[edge])];
  const middle = control(edge, from, to);
  const chosen = selection()?.edge === edge;
  const label = { edge, lines: [relationOf(edge)[currentLanguage()]], size: SMALL, weight: chosen ? 600 : 400, color: chosen ? colors.ink : colors.soft };
  const [width, height] = measure(context, label);
  const outward = [edgeSource[edge], edgeTarget[edge]].includes(about);
  for (const part of outward ? OUTWARD : BETWEEN) {
    const share = edgeTarget[edge] === about ? 1 - part : part;
    const [a, b, c] = [(1 - share) ** 2, 2 * share * (1 - share), share ** 2];
    const [x, y] = [a * from.x + b * middle.x + c * to.x, a * from.y + b * middle.y + c * to.y];
    const box = boxAt(x - width / 2, y - height / 2, width, height);
    if (within(box) && (room.free(box, 0) || (chosen && room.freeOfNames(box)))) return put({ ...label, ...box });
  }
}
