// Mouse, fingers and wheel on the atlas.

import { byId } from "./dom.js";
import { moveMap, thingAt, zoomMap } from "./scene.js";

const FAR = 5; // pixels that a click may move

/** `pick(thing, event)` hears of clicks, `hover(thing, x, y)` of the pointer, `open(thing)` of double clicks. */
export function listenToHands(pick, hover, open) {
  const frame = byId("network");
  const down = new Map();
  let travelled = 0;
  const at = (event) => {
    const box = frame.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };
  frame.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    if (!down.size) travelled = 0;
    down.set(event.pointerId, at(event));
    frame.setPointerCapture(event.pointerId);
    hover(null);
  });
  frame.addEventListener("pointermove", (event) => {
    const now = at(event);
    if (!down.has(event.pointerId)) {
      const thing = event.pointerType === "mouse" ? thingAt(now.x, now.y, false) : null;
      frame.classList.toggle("over", thing !== null);
      return hover(thing, now.x, now.y);
    }
    const before = down.get(event.pointerId);
    travelled += Math.hypot(now.x - before.x, now.y - before.y);
    if (down.size === 2) pinch(down, event.pointerId, now);
    else if (travelled > FAR) moveMap(before.x - now.x, before.y - now.y);
    down.set(event.pointerId, now);
  });
  const up = (event) => {
    if (down.delete(event.pointerId) && event.type === "pointerup" && !down.size && travelled <= FAR) {
      const { x, y } = at(event);
      pick(thingAt(x, y, event.pointerType === "touch"), event);
    }
  };
  frame.addEventListener("pointerup", up);
  frame.addEventListener("pointercancel", up);
  frame.addEventListener("pointerleave", () => hover(null));
  frame.addEventListener("dblclick", (event) => {
    const { x, y } = at(event);
    const thing = thingAt(x, y, false);
    if (thing?.node !== undefined) open(thing.node);
    else if (thing === null) zoomMap(2, x, y, true);
  });
  frame.addEventListener("wheel", (event) => {
    event.preventDefault();
    const { x, y } = at(event);
    zoomMap(Math.exp(-event.deltaY * (event.deltaMode ? 0.05 : 0.0016) * (event.ctrlKey ? 4 : 1)), x, y);
    hover(null);
  }, { passive: false });
}

function pinch(down, moving, now) {
  const [other] = [...down].filter(([id]) => id !== moving).map(([, point]) => point);
  const before = down.get(moving);
  const factor = Math.hypot(now.x - other.x, now.y - other.y) / Math.max(1, Math.hypot(before.x - other.x, before.y - other.y));
  zoomMap(factor, (now.x + other.x) / 2, (now.y + other.y) / 2);
  moveMap((before.x - now.x) / 2, (before.y - now.y) / 2);
}

