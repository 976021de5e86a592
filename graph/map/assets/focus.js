// The neighbourhood of one node, drawn by vis-network: arrows, names on edges, nodes to drag, more on demand.

import { drawCaptions, drawnCaptions } from "./captions.js";
import { bend, degree, edgeInferred, edgesOf, edgeSource, edgeTarget, modalityOf, nameOf, nodeInferred, nodeX, nodeY, otherEnd, relationOf, typeOf } from "./data.js";
import { button, byId, make, replace, sign } from "./dom.js";
import { centreNode, edgeShown, neighbours, nodeShown, select, selection, setView } from "./state.js";
import { Store, Texts } from "./store.js";
import { colors, mix } from "./theme.js";
import { say } from "./words.js";

const AT_ONCE = 25;
const ROOM = 14000; // square pixels for a neighbour at the beginning
const MOST = 300;
const calm = matchMedia("(prefers-reduced-motion: reduce)");
let network = null;
let nodeItems = null;
let edgeItems = null;
let about = -1;
let hops = 1;
let held = [];
let left = 0;
let unit = 1; // map units that make a pixel when the whole picture is seen

/** vis-network itself, started when it is first needed: it lies in the page as text until then. */
function library() {
  if (!window.vis) document.head.append(make("script", { textContent: new Texts(new Store("library"), "text").get(0) }));
  return window.vis;
}

export const focusHops = () => hops;
export const heldNodes = () => held;

/** Draws the neighbourhood of the node in the centre, anew if that is another one or `again`. */
export function drawFocus(again = false) {
  const node = centreNode();
  if (node < 0) return;
  if (node !== about || again) {
    about = node;
    gather();
    start();
  } else restyleFocus();
  drawBar();
}

/** The centre and its neighbours, the most connected first; with two hops the neighbours of those too. */
function gather() {
  held = [about];
  [left, unit] = [0, 1];
  grow(about, hops === 1 ? Math.max(8, Math.min(40, Math.round((byId("focus").clientWidth * byId("focus").clientHeight) / ROOM))) : AT_ONCE);
  if (hops === 2) for (const node of held.slice(1)) grow(node, 6);
}

function grow(node, most) {
  const known = new Set(held);
  const fresh = neighbours(node).filter((other) => !known.has(other));
  const taken = fresh.slice(0, Math.max(0, Math.min(most, MOST - held.length)));
  held.push(...taken);
  left += fresh.length - taken.length;
  return taken;
}

function start() {
  const vis = library();
  network?.destroy();
  nodeItems = new vis.DataSet(held.map((node) => nodeItem(node, true)));
  edgeItems = new vis.DataSet(edgesAmong(held).map(edgeItem));
  network = new vis.Network(byId("focus"), { nodes: nodeItems, edges: edgeItems }, {
    autoResize: true,
    layout: { randomSeed: 1, improvedLayout: false },
    physics: { solver: "forceAtlas2Based", forceAtlas2Based: { gravitationalConstant: -95, springLength: 120, springConstant: 0.05, avoidOverlap: 0.6, damping: 0.6 },
      stabilization: { iterations: 260, fit: true }, adaptiveTimestep: true },
    nodes: { chosen: false },
    edges: { chosen: false, selectionWidth: 0, hoverWidth: 0, arrowStrikethrough: false },
    interaction: { keyboard: false, hover: false, selectConnectedEdges: false, tooltipDelay: 1e9 },
  });
  network.once("stabilizationIterationsDone", settle);
  network.on("afterDrawing", addNames);
  network.on("click", ({ nodes, edges, pointer }) => select(nodes.length ? { node: nodes[0] } : named(pointer.DOM) || (edges.length ? { edge: edges[0] } : null)));
  network.on("doubleClick", ({ nodes }) => { if (nodes.length) growFrom(nodes[0]); });
}

/** Writes the names over what vis-network has drawn, in pixels of the view. */
function addNames(context) {
  const frame = byId("focus");
  const [{ clientWidth: width, clientHeight: height }, scale] = [frame, network.getScale()];
  const at = network.getPositions(held);
  const points = new Map(held.filter(nodeShown).map((node) => [node, { ...network.canvasToDOM(at[node]), radius: sizeOf(node) * scale }]));
  const [zoom, box] = [byId("zoom").getBoundingClientRect(), frame.getBoundingClientRect()];
  const covered = [{ left: zoom.left - box.left - 4, top: zoom.top - box.top - 4, right: width, bottom: height }];
  context.save();
  context.setTransform(context.canvas.width / width, 0, 0, context.canvas.height / height, 0, 0);
  drawCaptions(context, { points, edges: edgesAmong(held).filter((edge) => points.has(edgeSource[edge]) && points.has(edgeTarget[edge])), about, width, height, covered });
  context.restore();
}

/** What has its name at a point. */
function named({ x, y }) {
  const label = drawnCaptions().find(({ left, right, top, bottom }) => x >= left && x <= right && y >= top && y <= bottom);
  return label && (label.edge === undefined ? { node: label.node } : { edge: label.edge });
}

function growFrom(node) {
  const taken = grow(node, AT_ONCE);
  if (!taken.length) return;
  const { x, y } = network.getPositions([node])[node];
  taken.forEach((other, i) => {
    const turn = i * 2.399963;
    nodeItems.add({ ...nodeItem(other), x: x + 90 * Math.cos(turn), y: y + 90 * Math.sin(turn) });
  });
  const fresh = new Set(taken);
  edgeItems.add(edgesAmong(held).filter((edge) => fresh.has(edgeSource[edge]) || fresh.has(edgeTarget[edge])).map(edgeItem));
  network.setOptions({ physics: { enabled: true } });
  network.stabilize(160);
  network.once("stabilized", settle);
  drawBar();
}

/** Ends the movement, spreads the picture to the shape of the window and makes its names readable. */
function settle() {
  network.setOptions({ physics: { enabled: false } });
  const at = network.getPositions(held);
  const points = Object.values(at);
  const wide = Math.max(...points.map(({ x }) => x)) - Math.min(...points.map(({ x }) => x));
  const high = Math.max(...points.map(({ y }) => y)) - Math.min(...points.map(({ y }) => y));
  const { clientWidth, clientHeight } = byId("focus");
  const stretch = Math.min(2.4, Math.max(0.75, (clientWidth / clientHeight) * ((high + 60) / (wide + 60))));
  for (const node of held) network.moveNode(node, at[node].x * stretch, at[node].y);
  network.setSize("100%", "100%");
  network.redraw();
  network.fit({ animation: false, maxZoomLevel: 1.4 });
  network.moveTo({ scale: network.getScale() * 0.88 }); // names reach beyond the nodes that fit() frames
  unit = Math.max(0.7, Math.min(2.6, 1 / network.getScale()));
  restyleFocus();
}

function edgesAmong(nodes) {
  const inside = new Set(nodes);
  const found = new Set();
  for (const node of nodes) {
    for (const edge of edgesOf(node)) if (edgeShown(edge) && inside.has(otherEnd(edge, node))) found.add(edge);
  }
  return [...found].sort((a, b) => a - b);
}

const sizeOf = (node) => unit * (node === about ? 19 : Math.min(15, 8 + 1.5 * Math.sqrt(degree(node))));

function nodeItem(node, placed) {
  const type = typeOf(node);
  const selected = selection()?.node === node;
  return { id: node, shape: type.shape, size: sizeOf(node),
    hidden: !nodeShown(node), borderWidth: unit * (selected ? 3 : nodeInferred[node] ? 1.6 : 0),
    color: { background: nodeInferred[node] ? colors.paper : type.paint, border: selected ? colors.strong : type.paint },
    shapeProperties: { borderDashes: nodeInferred[node] && !selected ? [3, 3] : false },
    ...(placed ? { x: (nodeX[node] - nodeX[about]) * 1.2, y: (nodeY[node] - nodeY[about]) * 1.6 } : {}) };
}

function edgeItem(edge) {
  const selected = selection()?.edge === edge;
  const color = selected ? colors.strong : mix(colors.line, typeOf(edgeSource[edge]).paint, 0.4);
  const side = Math.abs(bend[edge]) * 1.6;
  return { id: edge, from: edgeSource[edge], to: edgeTarget[edge], hidden: !edgeShown(edge),
    color: { color, inherit: false }, width: unit * (selected ? 2.6 : 1.1), dashes: edgeInferred[edge] ? [2 * unit, 4 * unit] : modalityOf(edge) !== "stated" && [7 * unit, 5 * unit],
    arrows: { to: { enabled: !relationOf(edge).symmetric, scaleFactor: 0.5 * unit } },
    smooth: side ? { enabled: true, type: bend[edge] > 0 ? "curvedCCW" : "curvedCW", roundness: side } : false };
}

function restyleFocus() {
  nodeItems.update(held.map((node) => nodeItem(node)));
  edgeItems.update(edgeItems.getIds().map(edgeItem));
}

function drawBar() {
  const bar = byId("focus-bar");
  const focused = document.activeElement?.dataset?.key;
  const choice = [1, 2].map((count) => {
    const element = button("act", say("hops", { count }), () => {
      hops = count;
      drawFocus(true);
    }, { "aria-pressed": String(hops === count) });
    element.dataset.key = `hops ${count}`;
    return element;
  });
  const more = button("act", say("grow"), () => growFrom(selection()?.node ?? about));
  more.dataset.key = "grow";
  const atlas = button("act", say("onMap"), () => {
    select({ node: about });
    setView("atlas", about);
  });
  replace(bar, make("b", {}, sign(typeOf(about)), make("bdi", {}, nameOf(about))), ...choice, more, atlas,
    make("span", { className: "quiet" }, say("held", { nodes: held.length }) + (left > 0 ? ` · ${say("notShown", { count: left })}` : "")));
  bar.setAttribute("aria-label", say("focus"));
  if (focused) [...bar.querySelectorAll("[data-key]")].find((element) => element.dataset.key === focused)?.focus();
}

export function setHops(count) {
  hops = count === 2 ? 2 : 1;
}

export function fitFocus() {
  network?.fit({ animation: !calm.matches, maxZoomLevel: 1.4 });
}

export function zoomFocus(factor) {
  network?.moveTo({ scale: network.getScale() * factor });
}

export function panFocus(dx, dy) {
  if (!network) return;
  const { x, y } = network.getViewPosition();
  network.moveTo({ position: { x: x + dx / network.getScale(), y: y + dy / network.getScale() } });
}

/** The picture as it is seen, at `ratio` pixels each; for saving. */
export function copyFocus(ratio) {
  const usual = window.devicePixelRatio;
  Object.defineProperty(window, "devicePixelRatio", { value: ratio, configurable: true });
  network.setSize("100%", "100%");
  network.redraw();
  const seen = byId("focus").querySelector("canvas");
  const copy = Object.assign(document.createElement("canvas"), { width: seen.width, height: seen.height });
  const context = copy.getContext("2d");
  context.fillStyle = colors.paper;
  context.fillRect(0, 0, copy.width, copy.height);
  context.drawImage(seen, 0, 0);
  Object.defineProperty(window, "devicePixelRatio", { value: usual, configurable: true });
  network.redraw();
  return copy;
}

/** Where nodes and edges of the neighbourhood are in the window; for SVG and for tests. */
export function focusPlaces() {
  if (!network) return null;
  const at = network.getPositions(held);
  const points = new Map(held.map((node) => [node, network.canvasToDOM(at[node])]));
  return { points, edges: edgesAmong(held), scale: network.getScale() };
}
