// Puts the parts together: headings, search, keys, the address, and the handle for scripts.

import { byId, frameIcon, make, replace } from "./dom.js";
import { documents, edges, givenTitle, nodes, otherEnd } from "./data.js";
import { drawnLabels } from "./labels.js";
import { closeMenu, drawLegend } from "./legend.js";
import { drawPanel } from "./panel.js";
import { along, fit, pan, place, restyle, show, startScene, zoomBy } from "./scene.js";
import { find, startSearch } from "./search.js";
import { anyHidden, onChange, select, selection, shownEdges, shownNodes } from "./state.js";
import { onTheme } from "./theme.js";
import { showTooltip } from "./tooltip.js";
import { types, relations } from "./data.js";
import { currentLanguage, say, switchLanguage } from "./words.js";

const STEP = 70;

function drawHeadings() {
  document.documentElement.lang = currentLanguage() === "zh" ? "zh-Hans" : "en";
  const title = givenTitle || say("map");
  document.title = title;
  byId("title").textContent = title;
  const filtered = anyHidden([...types, ...relations]);
  const counts = filtered ? say("shown", { nodes: shownNodes().length, edges: shownEdges().length })
    : say("counts", { nodes: nodes.length, edges: edges.length, documents: documents.length });
  byId("counts").textContent = counts;
  byId("search").placeholder = say("search");
  byId("search").setAttribute("aria-label", say("search"));
  byId("language").textContent = say("language");
  byId("language").title = say("languageHint");
  byId("network").setAttribute("aria-label", say("canvas"));
  const buttons = [["+", "zoomIn", () => zoomBy(1.4)], ["−", "zoomOut", () => zoomBy(1 / 1.4)], [frameIcon(), "fit", () => fit()]];
  replace(byId("zoom"), ...buttons.map(([text, key, action]) => {
    const button = make("button", { type: "button", title: say(key), "aria-label": say(key) }, text);
    button.addEventListener("click", action);
    return button;
  }));
}

function nameOf(thing) {
  if (thing === null) return "";
  return thing.source ? `${thing.source.name} ${thing.relation[currentLanguage()]} ${thing.target.name}` : thing.name;
}

/** The node that the page's address names after #, by id or by name, or null. */
function addressed() {
  let wanted = location.hash.slice(1);
  try {
    wanted = decodeURIComponent(wanted);
  } catch {
    return null;
  }
  return (wanted && nodes.find((node) => node.id === wanted || node.name === wanted)) || null;
}

function keepAddress() {
  const thing = selection();
  const hash = thing && !thing.source ? `#${encodeURIComponent(thing.id)}` : "";
  if (addressed() === thing || (hash === "" && location.hash === "")) return;
  history.pushState(null, "", hash || location.pathname);
}

function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const typing = event.target.matches?.("input, summary, select");
  const onMap = event.target === byId("network") || event.target === document.body || event.target.tagName === "CANVAS";
  if (event.key === "/" && !typing) {
    byId("search").focus();
    byId("search").select();
  } else if (event.key === "Escape") select(null);
  else if (onMap && event.key === "+" || event.key === "=" && onMap) zoomBy(1.4);
  else if (onMap && event.key === "-") zoomBy(1 / 1.4);
  else if (onMap && event.key === "0") fit();
  else if (onMap && event.key.startsWith("Arrow")) {
    pan(STEP * ((event.key === "ArrowRight") - (event.key === "ArrowLeft")), STEP * ((event.key === "ArrowDown") - (event.key === "ArrowUp")));
  } else return;
  event.preventDefault();
}

/** Selects a node and brings it and its neighbours into view. */
function focusOn(node) {
  select(node);
  show([node, ...node.edges.map((edge) => otherEnd(edge, node))]);
}

function drawAll() {
  drawHeadings();
  drawLegend();
  drawPanel();
  restyle();
}

const pick = (thing) => (thing === null && selection() === null ? null : select(thing));
drawHeadings();
drawLegend();
drawPanel();
startScene(pick, showTooltip);
onChange(() => {
  drawAll();
  showTooltip(null);
  byId("said").textContent = nameOf(selection());
  keepAddress();
});
onTheme(drawAll);
startSearch(focusOn);
document.addEventListener("keydown", onKey);
document.addEventListener("pointerdown", closeMenu);
window.addEventListener("popstate", () => select(addressed()));
byId("language").addEventListener("click", () => {
  switchLanguage();
  drawAll();
});
if (addressed()) select(addressed());

const thingOf = ({ node, edge }) => (node === undefined ? edges[edge] : nodes[node]);

/** For scripts that drive the page: nodes and edges go by their numbers in the data block. */
window.govgraph = {
  counts: () => ({ nodes: nodes.length, edges: edges.length, shownNodes: shownNodes().length, shownEdges: shownEdges().length }),
  find: (query) => find(query).map((node) => node.index),
  select: (which) => select(which ? thingOf(which) : null),
  focus: (node) => focusOn(nodes[node]),
  fit: () => fit(false),
  selected: () => (selection() === null ? null : selection().source ? { edge: selection().index } : { node: selection().index }),
  labels: () => drawnLabels().map(({ left, top, right, bottom, node }) => ({ left, top, right, bottom, node: node ? node.index : null })),
  /** The point of the window where a node or the middle of an edge is drawn. */
  screen: (which, share = 0.5) => {
    const box = byId("network").getBoundingClientRect();
    const { x, y } = which.node === undefined ? along(thingOf(which), share) : place(thingOf(which));
    return { x: x + box.left, y: y + box.top };
  },
};
