// The drawn map: vis-network draws nodes and edges where Python placed them, labels.js the names over them.

import { byId } from "./dom.js";
import { edges, nodes } from "./data.js";
import { drawLabels, drawnLabels } from "./labels.js";
import { edgeNear, edgeShown, nodeNear, nodeShown, selection } from "./state.js";
import { colors, mix } from "./theme.js";

const CELL_HEIGHT = 58; // map units that the layout gives a node (graph/map/layout.py)
const MARGIN = { side: 36, top: 22, bottom: 66 }; // pixels around the whole map; line styles and buttons lie below it
const FULLNESS = { dot: 1, square: 0.9, hexagon: 1.08, diamond: 1.18, triangle: 1.1, triangleDown: 1.1, star: 1.35 }; // shapes look equally large
const calm = matchMedia("(prefers-reduced-motion: reduce)");
const container = byId("network");
const nodeItems = new vis.DataSet();
const edgeItems = new vis.DataSet();
const styles = new Map();
let network = null;
let fitted = 1; // the scale at which the whole map fits
let moved = false; // whether the reader has moved the map since it was fitted

/** Draws the map; `pick(thing)` hears of clicks and `hover(thing, x, y)` of the pointer. */
export function startScene(pick, hover) {
  if (container.clientHeight > container.clientWidth) for (const node of nodes) [node.x, node.y] = [node.y, node.x];
  restyle();
  network = new vis.Network(container, { nodes: nodeItems, edges: edgeItems }, {
    layout: { improvedLayout: false },
    physics: false,
    nodes: { chosen: false, labelHighlightBold: false },
    edges: { chosen: false, selectionWidth: 0, hoverWidth: 0, arrowStrikethrough: false },
    interaction: { hover: false, keyboard: false, selectConnectedEdges: false, tooltipDelay: 1e9, zoomSpeed: 1,
      hideEdgesOnDrag: edges.length > 4000, hideEdgesOnZoom: edges.length > 4000 },
  });
  network.on("initRedraw", sizeForScale);
  network.on("afterDrawing", (context) => {
    context.save();
    const ratio = context.getTransform().a / network.getScale();
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    drawLabels(context, view());
    context.restore();
  });
  network.on("click", ({ pointer, event }) => pick(thingAt(pointer.DOM.x, pointer.DOM.y, event.pointerType === "touch")));
  for (const name of ["zoom", "dragEnd"]) network.on(name, () => { moved = true; });
  network.on("resize", () => { setTimeout(() => { if (!moved) fit(false); }); }); // after vis-network has put its camera back
  listenToPointer(hover);
  fit(false);
}

function listenToPointer(hover) {
  container.addEventListener("pointermove", (event) => {
    if (event.pointerType !== "mouse" || event.buttons) return hover(null);
    const box = container.getBoundingClientRect();
    const [x, y] = [event.clientX - box.left, event.clientY - box.top];
    const thing = thingAt(x, y, false);
    container.classList.toggle("over", thing !== null);
    hover(thing, x, y);
  });
  container.addEventListener("pointerleave", () => hover(null));
  container.addEventListener("pointerdown", () => hover(null));
}

/** Gives each node and edge the look that the selection, the filters and the theme ask for. */
export function restyle() {
  nodeItems.update(nodes.map(nodeItem).filter((item) => isNew(`n${item.id}`, item)));
  edgeItems.update(edges.map(edgeItem).filter((item) => isNew(`e${item.id}`, item)));
  network?.redraw();
}

function isNew(key, item) {
  const text = JSON.stringify(item);
  if (styles.get(key) === text) return false;
  styles.set(key, text);
  return true;
}

function nodeItem(node) {
  const look = node.inferred ? { background: colors.paper, border: node.type.paint } : { background: node.type.paint, border: node.type.paint };
  return { id: node.index, x: node.x, y: node.y, shape: node.type.shape, color: look, hidden: !nodeShown(node),
    opacity: nodeNear(node) ? 1 : 0.24, shapeProperties: { borderDashes: node.inferred ? [3, 3] : false } };
}

function edgeItem(edge) {
  const chosen = selection() !== null && edgeNear(edge);
  const opacity = chosen ? 0.9 : selection() ? 0.16 : 0.5;
  const smooth = edge.bend ? { enabled: true, type: edge.bend > 0 ? "curvedCW" : "curvedCCW", roundness: Math.abs(edge.bend) } : false;
  return { id: edge.index, from: edge.source.index, to: edge.target.index, hidden: !edgeShown(edge), smooth,
    color: { color: mix(colors.line, edge.source.type.paint, chosen ? 0.6 : 0.3), opacity, inherit: false },
    arrows: { to: { enabled: !edge.relation.symmetric, scaleFactor: 0.5 } } };
}

const dashes = (edge) => (edge.inferred ? [1.6, 4] : edge.modality === "stated" ? false : [7, 5]);

/** Sizes in pixels instead of map units: vis-network would let lines and nodes vanish when zoomed out. */
function sizeForScale() {
  const scale = network.getScale();
  for (const node of nodes) {
    const { options, shape } = network.body.nodes[node.index];
    options.size = (radius(node) * (FULLNESS[node.type.shape] || 1)) / scale;
    options.borderWidth = (node.inferred ? 1.6 : 0) / scale;
    shape.refreshNeeded = true;
  }
  for (const edge of edges) {
    const { options } = network.body.edges[edge.index];
    const chosen = selection() !== null && edgeNear(edge);
    options.width = (chosen ? 1.7 : 1.1) / scale;
    options.arrows.to.scaleFactor = (chosen ? 0.36 : 0.2) / scale;
    options.dashes = dashes(edge) && dashes(edge).map((length) => length / scale);
  }
}

/** The radius of a node in pixels: by its edges, growing more slowly than the map when zoomed in. */
export function radius(node) {
  const leaf = Math.min(7, Math.max(1.8, 0.28 * CELL_HEIGHT * fitted));
  const grown = Math.min(3.2, Math.max(0.8, (network.getScale() / fitted) ** 0.5));
  return Math.min(30, Math.min(22, leaf * (1 + 0.28 * Math.sqrt(Math.max(0, node.edges.length - 1)))) * grown);
}

/** Where a node is, in pixels from the map's corner. */
export const place = (node) => network.canvasToDOM(network.body.nodes[node.index]);

/** The point of an edge at a share of its way, in pixels. */
export const along = (edge, share) => network.canvasToDOM(network.body.edges[edge.index].edgeType.getPoint(share));

const view = () => ({ width: container.clientWidth, height: container.clientHeight, covered: covered(), place, radius, along });

/** The boxes of what lies over the map, where no name may stand. */
function covered() {
  const { left, top } = container.getBoundingClientRect();
  return ["lines", "zoom"].map((id) => byId(id).getBoundingClientRect()).map((box) => (
    { left: box.left - left, top: box.top - top, right: box.right - left, bottom: box.bottom - top }));
}

/** The node, else the edge, at a point; a finger may miss by more than a mouse. */
export function thingAt(x, y, touch) {
  const slack = touch ? 12 : 4;
  let best = null;
  let least = Infinity;
  for (const node of nodes.filter(nodeShown)) {
    const at = place(node);
    const gap = Math.hypot(at.x - x, at.y - y) - radius(node);
    if (gap < Math.min(slack, least)) [best, least] = [node, gap];
  }
  if (best) return best;
  const label = drawnLabels().find((box) => x > box.left && x < box.right && y > box.top && y < box.bottom);
  if (label) return label.node || label.edge;
  least = touch ? 14 : 6;
  for (const edge of edges.filter(edgeShown)) {
    const gap = distanceTo(edge, x, y);
    if (gap < least || (gap < least + 1 && selection() && edgeNear(edge) && !edgeNear(best || edge))) [best, least] = [edge, gap];
  }
  return best;
}

function distanceTo(edge, x, y) {
  const pieces = edge.bend || edge.source === edge.target ? 14 : 1;
  let least = Infinity;
  let from = along(edge, 0);
  for (let i = 1; i <= pieces; i += 1) {
    const to = along(edge, i / pieces);
    const [dx, dy] = [to.x - from.x, to.y - from.y];
    const share = Math.max(0, Math.min(1, ((x - from.x) * dx + (y - from.y) * dy) / (dx * dx + dy * dy || 1)));
    least = Math.min(least, Math.hypot(from.x + share * dx - x, from.y + share * dy - y));
    from = to;
  }
  return least;
}

/** Shows the given nodes, all that are shown without any; `most` bounds the scale. */
function frame(wanted, most, animate) {
  if (!wanted.length) return;
  const points = wanted.map((node) => network.body.nodes[node.index]);
  const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)];
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const across = (container.clientWidth - 2 * MARGIN.side) / Math.max(1, right - left);
  const down = (container.clientHeight - MARGIN.top - MARGIN.bottom) / Math.max(1, bottom - top);
  const scale = Math.max(0.005, Math.min(most, across, down));
  const animation = animate && !calm.matches ? { duration: 350, easingFunction: "easeInOutQuad" } : false;
  const middle = (top + bottom) / 2 + (MARGIN.bottom - MARGIN.top) / 2 / scale;
  network.moveTo({ position: { x: (left + right) / 2, y: middle }, scale, animation });
  return scale;
}

export function fit(animate = true) {
  const shown = nodes.filter(nodeShown);
  fitted = frame(shown, 1.6, animate) || fitted;
  moved = false;
}

/** Brings nodes into view without zooming in beyond what can be read. */
export function show(wanted) {
  moved = true;
  frame(wanted, Math.max(1.1, fitted), true);
}

export function zoomBy(factor) {
  moved = true;
  network.moveTo({ scale: Math.max(0.01, Math.min(6, network.getScale() * factor)), animation: calm.matches ? false : { duration: 160, easingFunction: "easeOutQuad" } });
}

export function pan(dx, dy) {
  moved = true;
  const { x, y } = network.getViewPosition();
  network.moveTo({ position: { x: x + dx / network.getScale(), y: y + dy / network.getScale() } });
}
