// The address: what is seen can be kept and sent. Nodes and edges go by what is lasting in their IRIs.

import { camera } from "./camera.js";
import { comparedNodes, setCompared } from "./compare.js";
import { edgesOf, edgeSource, edgeTarget, localId, nodeNamed, otherEnd, relationOf, relations, types } from "./data.js";
import { focusHops, setHops } from "./focus.js";
import { flyTo } from "./scene.js";
import { centreNode, currentView, hiddenIds, select, selection, setHidden, setTime, setView, timeSpan } from "./state.js";
import { setTableKind, tableKind } from "./table.js";
import { selectTrail } from "./trail.js";

let quiet = false;

/** The page's state as text after #; empty for the page as it opens. */
export function addressOf() {
  const state = new URLSearchParams();
  const view = currentView();
  const thing = selection();
  if (view !== "atlas") state.set("view", view);
  if (thing?.node !== undefined) state.set("node", localId(thing.node));
  else if (thing?.edge !== undefined) state.set("edge", [localId(edgeSource[thing.edge]), relationOf(thing.edge).id, localId(edgeTarget[thing.edge])].join(" "));
  else if (thing?.paths) {
    if (thing.from >= 0) state.set("from", localId(thing.from));
    if (thing.to >= 0) state.set("to", localId(thing.to));
    if (thing.chosen) state.set("way", String(thing.chosen + 1));
  }
  if (["focus", "profile"].includes(view) && centreNode() >= 0 && centreNode() !== thing?.node) state.set("about", localId(centreNode()));
  if (view === "focus" && focusHops() === 2) state.set("hops", "2");
  if (view === "table" && tableKind() !== "nodes") state.set("rows", tableKind());
  if (view === "compare") state.set("beside", comparedNodes().map(localId).join(" "));
  if (hiddenIds(types).length) state.set("types", hiddenIds(types).join(" "));
  if (hiddenIds(relations).length) state.set("relations", hiddenIds(relations).join(" "));
  if (timeSpan()) state.set("time", [timeSpan().from, timeSpan().to, timeSpan().undated ? "undated" : ""].join(" ").trim());
  if (view === "atlas" && camera.moved) state.set("camera", [camera.x.toFixed(1), camera.y.toFixed(1), camera.scale.toPrecision(4)].join(" "));
  const text = state.toString();
  return text ? `#${text}` : "";
}

/** Writes the state to the address: as a new step for the way back, or in the place of the last. */
export function keepAddress(step) {
  const hash = addressOf();
  if (quiet || hash === location.hash) return;
  history[step ? "pushState" : "replaceState"](null, "", hash || location.pathname + location.search);
}

/** Takes on the state in the address; a bare name or id selects that node. */
export function followAddress() {
  quiet = true;
  const text = location.hash.slice(1);
  const state = new URLSearchParams(/^[\w]+=/.test(text) ? text : "");
  const bare = text && ![...state].length ? decoded(text) : "";
  const node = (key) => (state.get(key) ? nodeNamed(state.get(key)) : -1);
  const among = (things, key) => things.filter(({ id }) => (state.get(key) || "").split(" ").includes(id));
  setHidden([...types, ...relations], false);
  setHidden([...among(types, "types"), ...among(relations, "relations")], true);
  const [from, to, undated] = (state.get("time") || "").split(" ");
  setTime(to ? { from, to, undated: undated === "undated" } : null);
  setHops(Number(state.get("hops")));
  setTableKind(state.get("rows"));
  if (state.get("beside")) setCompared(state.get("beside").split(" ").map(nodeNamed).filter((each) => each >= 0));
  if (state.has("from") || state.has("to")) selectTrail(node("from"), node("to"), Number(state.get("way") || 1) - 1);
  else select(wanted(state, bare, node));
  setView(state.get("view") || "atlas", node("about") >= 0 ? node("about") : undefined);
  const [x, y, scale] = (state.get("camera") || "").split(" ").map(Number);
  if (scale > 0) flyTo({ x, y, scale }, false);
  quiet = false;
}

function wanted(state, bare, node) {
  const named = bare ? nodeNamed(bare) : node("node");
  if (named >= 0) return { node: named };
  const [source, relation, target] = (state.get("edge") || "").split(" ");
  const [a, b] = [source, target].map((id) => (id ? nodeNamed(id) : -1));
  if (a < 0 || b < 0) return null;
  const edge = Array.from(edgesOf(a)).find((each) => edgeSource[each] === a && otherEnd(each, a) === b && relationOf(each).id === relation);
  return edge === undefined ? null : { edge };
}

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return "";
  }
}
