// The keyboard: views, search, moving about, and from neighbour to neighbour.

import { closeMenus } from "./legend.js";
import { byId } from "./dom.js";
import { fitFocus, panFocus, zoomFocus } from "./focus.js";
import { fitMap, moveMap, showNodes, zoomMap } from "./scene.js";
import { centreNode, currentView, edgeShown, neighbours, select, selection, setView, VIEWS } from "./state.js";
import { edgesOf } from "./data.js";

const STEP = 70;
let origin = -1;
let turn = 0;

/** `help()` shows the list of keys. */
export function listenToKeys(help) {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.target.matches?.("input[type=search], select, textarea")) return;
    if (handle(event.key, help, event)) event.preventDefault();
  });
}

function handle(key, help, event) {
  const focus = currentView() === "focus";
  const onMap = ["atlas", "focus"].includes(currentView()) && !event.target.closest?.("aside, .menu, #time");
  if (key === "/") {
    byId("search").focus();
    byId("search").select();
  } else if (key === "?") help();
  else if (key === "Escape") {
    closeMenus(event);
    select(null);
  } else if (key >= "1" && key <= String(VIEWS.length)) setView(VIEWS[key - 1]);
  else if (onMap && (key === "n" || key === "p")) walk(key === "n" ? 1 : -1);
  else if (onMap && key === "e") walkEdges();
  else if (key === "f" && selection()?.node !== undefined) setView("focus", selection().node);
  else if (onMap && (key === "+" || key === "=")) (focus ? zoomFocus : zoomBy)(1.4);
  else if (onMap && key === "-") (focus ? zoomFocus : zoomBy)(1 / 1.4);
  else if (onMap && key === "0") (focus ? fitFocus : fitMap)();
  else if (onMap && key.startsWith("Arrow") && !event.target.matches?.("summary")) {
    const [dx, dy] = [STEP * ((key === "ArrowRight") - (key === "ArrowLeft")), STEP * ((key === "ArrowDown") - (key === "ArrowUp"))];
    (focus ? panFocus : moveMap)(dx, dy);
  } else return false;
  return true;
}

const zoomBy = (factor) => zoomMap(factor, undefined, undefined, true);

/** Selects the next neighbour of the node from which the walk began; Enter in the panel goes on from there. */
function walk(step) {
  if (selection()?.node === undefined) {
    if (centreNode() >= 0) select({ node: centreNode() });
    return;
  }
  if (!neighbours(origin < 0 ? 0 : origin).includes(selection().node) || origin < 0) [origin, turn] = [selection().node, -1];
  const around = neighbours(origin);
  if (!around.length) return;
  turn = (turn + step + around.length) % around.length;
  select({ node: around[turn] });
  showNodes([origin, around[turn]]);
}

/** Selects the edges of the selected node one after another, so that each opens its sentences. */
let edgeOrigin = -1;
let edgeTurn = -1;
function walkEdges() {
  if (selection()?.node !== undefined) [edgeOrigin, edgeTurn] = [selection().node, -1];
  if (edgeOrigin < 0) return;
  const around = Array.from(edgesOf(edgeOrigin)).filter(edgeShown);
  if (!around.length) return;
  edgeTurn = (edgeTurn + 1) % around.length;
  select({ edge: around[edgeTurn] });
}
