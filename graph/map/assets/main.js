// Puts the parts together: headings, search, views, the address, and the handle for scripts.

import { addressOf, followAddress, keepAddress } from "./address.js";
import { drawnCaptions } from "./captions.js";
import { along, camera, isCrowded, place } from "./camera.js";
import { offerNodes } from "./chooser.js";
import { drawCompare } from "./compare.js";
import { documents, edgeCount, edgeRelation, edgeSource, edgesOf, edgeTarget, evidenceCount, evidenceOf, givenTitle, nameOf, nodeCount, otherEnd, relationOf, relations } from "./data.js";
import { button, byId, icon, make, replace, tell } from "./dom.js";
import { drawFocus, fitFocus, focusPlaces, zoomFocus } from "./focus.js";
import { listenToHands } from "./hands.js";
import { listenToKeys } from "./keys.js";
import { drawnLabels } from "./labels.js";
import { closeMenus, drawLegend } from "./legend.js";
import { lastEdges } from "./paint.js";
import { drawPanel, heading } from "./panel.js";
import { drawProfile } from "./profile.js";
import { readAhead } from "./prose.js";
import { routes } from "./routes.js";
import { firstPicture, fitMap, mapCanvas, moveMap, paintCost, restyle, showNodes, startScene, zoomMap } from "./scene.js";
import { find } from "./search.js";
import { anyHidden, countShown, currentView, onChange, select, selectedNodes, selection, setHidden, setView, VIEWS } from "./state.js";
import { drawTable, redrawTable } from "./table.js";
import { csv, pictureOf, savePng, saveSvg, svgText } from "./take.js";
import { isDark, onTheme, setTheme } from "./theme.js";
import { drawTimeline } from "./timeline.js";
import { showTooltip } from "./tooltip.js";
import { selectTrail } from "./trail.js";
import { types } from "./data.js";
import { currentLanguage, say, switchLanguage } from "./words.js";

const PARTS = { atlas: ["network", "lines", "zoom"], focus: ["focus", "focus-bar", "zoom"], profile: ["profile"], compare: ["compare"], table: ["table-bar", "table-rows"] };

function drawHeadings() {
  document.documentElement.lang = currentLanguage() === "zh" ? "zh-Hans" : "en";
  const title = givenTitle || say("map");
  document.title = title;
  byId("title").textContent = title;
  drawCounts();
  byId("search").placeholder = say("search");
  byId("search").setAttribute("aria-label", say("search"));
  byId("network").setAttribute("aria-label", say("canvas"));
  byId("views").setAttribute("aria-label", say("views"));
  replace(byId("views"), ...VIEWS.map((name) => {
    const tab = button("view", say(`view.${name}`), () => setView(name), { "aria-pressed": String(name === currentView()) });
    tab.dataset.view = name;
    return tab;
  }));
  drawTools();
}

function drawCounts() {
  byId("counts").textContent = anyHidden() ? say("shown", countShown()) : say("counts", { nodes: nodeCount, edges: edgeCount, documents: documents.length });
}

function drawTools() {
  const items = [...[1, 2, 4].map((ratio) => button("", say("png", { ratio }), () => savePng(ratio))), button("", say("svg"), saveSvg)];
  const pictures = ["atlas", "focus"].includes(currentView());
  const menu = make("details", { className: "menu", hidden: !pictures }, make("summary", {}, icon("save"), make("span", {}, say("save"))), make("div", { className: "list" }, ...items));
  for (const item of items) item.addEventListener("click", () => { menu.open = false; });
  const theme = button("tool", icon("theme"), () => setTheme(isDark() ? "light" : "dark"), { title: say("theme"), "aria-label": say("theme"), "aria-pressed": String(isDark()) });
  theme.id = "theme";
  const language = button("tool", say("language"), () => {
    switchLanguage();
    drawAll();
    byId("language").focus();
  }, { title: say("languageHint") });
  language.id = "language";
  replace(byId("tools"), menu, theme, language);
  const focus = currentView() === "focus";
  const zooms = [["+", "zoomIn", () => (focus ? zoomFocus(1.4) : zoomMap(1.4, undefined, undefined, true))],
    ["−", "zoomOut", () => (focus ? zoomFocus(1 / 1.4) : zoomMap(1 / 1.4, undefined, undefined, true))], [icon("frame"), "fit", () => (focus ? fitFocus() : fitMap())]];
  replace(byId("zoom"), ...zooms.map(([text, key, action]) => button("", text, action, { title: say(key), "aria-label": say(key) })));
  byId("zoom").setAttribute("aria-label", say("zoomIn"));
}

function drawView() {
  const view = currentView();
  document.body.dataset.view = view;
  for (const id of new Set(Object.values(PARTS).flat())) byId(id).hidden = !PARTS[view].includes(id);
  if (view === "focus") drawFocus();
  else if (view === "profile") drawProfile();
  else if (view === "compare") drawCompare();
  else if (view === "table") drawTable();
}

function drawAll() {
  drawHeadings();
  drawLegend();
  drawTimeline();
  drawPanel();
  drawView();
  if (currentView() === "atlas") restyle(false);
}

function summary() {
  const thing = selection();
  if (thing === null) return "";
  if (thing.node !== undefined) return say("summary", { name: nameOf(thing.node) });
  if (thing.edge !== undefined) return say("summary", { name: `${nameOf(edgeSource[thing.edge])} ${relationOf(thing.edge)[currentLanguage()]} ${nameOf(edgeTarget[thing.edge])}` });
  return thing.paths.map((path, index) => say("way", { index: index + 1, count: path.edges.length })).join(" ");
}

function onChanged(what) {
  const view = currentView();
  showTooltip(null);
  if (what === "selection") {
    drawPanel();
    if (view === "atlas") restyle(false);
    else if (view === "focus") drawFocus();
    else if (view === "table") redrawTable();
    else if (view === "compare" || (view === "profile" && selection()?.node === undefined)) drawView();
    else if (view === "profile") drawProfile();
    if (view === "atlas" && selection()?.paths?.length) showNodes(selectedNodes());
    tell(summary());
  } else if (what === "filter") {
    drawCounts();
    drawLegend();
    drawTimeline();
    if (selection() !== null || document.body.classList.contains("chosen")) drawPanel();
    restyle(true);
    if (view === "focus") drawFocus(true);
    else if (view !== "atlas") drawView();
    tell(byId("counts").textContent);
  } else {
    drawHeadings();
    drawPanel();
    drawView();
    if (view === "atlas") restyle(false);
    tell(say(`view.${view}`));
  }
  keepAddress(what !== "filter");
}

function help() {
  const keys = [["/", "search"], ["1 – 5", "views"], ["← ↑ → ↓", "move"], ["+ − 0", "zoom"], ["n p", "near"], ["e", "edges"], ["f", "focus"], ["Esc", "close"], ["?", "help"]];
  drawPanel([heading(make("h2", {}, say("keys"))), make("dl", { className: "keys" }, ...keys.flatMap(([key, name]) => [make("dt", {}, make("kbd", {}, key)), make("dd", {}, say(`keys.${name}`))]))]);
  byId("panel").focus();
}

/** Selects a node and brings it and its neighbours into view. */
function focusOn(node) {
  if (["focus", "profile"].includes(currentView())) return void (select({ node }), setView(currentView(), node));
  select({ node });
  if (currentView() === "atlas") showNodes([node, ...Array.from(edgesOf(node), (edge) => otherEnd(edge, node)).slice(0, 60)]);
}

function pick(thing, event) {
  const from = selection()?.node ?? (selection()?.paths ? selection().from : undefined);
  if (event?.shiftKey && thing?.node !== undefined && from !== undefined && from !== thing.node) selectTrail(from, thing.node);
  else if (thing !== null || selection() !== null) select(thing);
}

function measured() {
  let timer = 0;
  byId("network").addEventListener("pointerup", () => setTimeout(() => keepAddress(false), 400));
  byId("network").addEventListener("wheel", () => {
    clearTimeout(timer);
    timer = setTimeout(() => keepAddress(false), 500);
  });
}

function start() {
  drawAllButMap();
  startScene();
  listenToHands(pick, showTooltip, (node) => setView("focus", node));
  listenToKeys(help);
  measured();
  onTheme(drawAll);
  const box = byId("search");
  offerNodes(box, byId("found"), (node) => {
    box.value = "";
    focusOn(node);
  });
  onChange(onChanged);
  document.addEventListener("pointerdown", closeMenus);
  window.addEventListener("popstate", followAddress);
  window.addEventListener("hashchange", () => { if (addressOf() !== location.hash) followAddress(); });
  if (location.hash) followAddress();
  firstPicture.then(() => setTimeout(readAhead, 200));
}

function drawAllButMap() {
  document.body.dataset.view = "atlas";
  drawHeadings();
  drawLegend();
  drawTimeline();
  drawPanel();
}

start();

const boxed = () => byId(currentView() === "focus" ? "focus" : "network").getBoundingClientRect();
const timed = (action) => {
  const start = performance.now();
  action();
  return performance.now() - start;
};

/** For scripts that drive the page: nodes and edges go by their numbers, which are also ranks of importance. */
window.govgraph = {
  ready: firstPicture,
  counts: () => ({ nodes: nodeCount, edges: edgeCount, shownNodes: countShown().nodes, shownEdges: countShown().edges }),
  find: (query) => find(query),
  name: nameOf,
  edge: (source, relation, target) => Array.from(edgesOf(source)).find((edge) => edgeSource[edge] === source && edgeTarget[edge] === target && relations[edgeRelation[edge]].id === relation),
  evidence: evidenceCount,
  /** The pieces of evidence of an edge: document, start, end, sentence and rule. */
  quotes: (edge) => evidenceOf(edge).map((piece) => [piece.document.id, piece.start, piece.end, piece.text, piece.rule]),
  select,
  focus: focusOn,
  fit: () => fitMap(false),
  move: moveMap,
  zoom: (factor) => zoomMap(factor),
  view: setView,
  path: selectTrail,
  routes: (from, to) => routes(from, to).map(({ nodes }) => nodes),
  hide: (type, hide = true) => setHidden([types[type]], hide),
  selected: selection,
  crowded: isCrowded,
  drawn: () => ({ edges: lastEdges().length, cost: paintCost(), scale: camera.scale }),
  time: { search: (query) => timed(() => find(query)), routes: (from, to) => timed(() => routes(from, to)), select: (thing) => timed(() => select(thing)), hide: (type, hide) => timed(() => setHidden([types[type]], hide)) },
  svg: svgText,
  csv,
  png: (ratio) => pictureOf(ratio).toDataURL("image/png"),
  canvas: mapCanvas,
  labels: () => (currentView() === "focus" ? drawnCaptions() : drawnLabels()).map(({ left, top, right, bottom, node }) => ({ left, top, right, bottom, node: node ?? null })),
  /** The point of the window where a node or a share of an edge's way is drawn. */
  screen: ({ node, edge }, share = 0.5) => {
    const box = boxed();
    const focus = currentView() === "focus" ? focusPlaces().points : null;
    const { x, y } = focus ? focus.get(node) : node === undefined ? along(edge, share) : place(node);
    return { x: x + box.left, y: y + box.top };
  },
};
