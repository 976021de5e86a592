// A long list of rows of which only those in view are in the page.

import { make, replace } from "./dom.js";

const HEIGHT = 34;
const SPARE = 8;

/** Fills `frame` (which scrolls) with a table: `heads` are its header cells, `row(i)` gives the cells of one of `count` rows. */
export function longTable(frame, { label, heads, count, row, open, isOpen }) {
  const body = make("tbody", {});
  const table = make("table", { className: "long", "aria-label": label, "aria-rowcount": String(count + 1) },
    make("thead", {}, make("tr", { "aria-rowindex": "1" }, ...heads)), body);
  let first = -1;
  let active = 0;
  const draw = (focus = false) => {
    const many = Math.ceil(frame.clientHeight / HEIGHT) + 2 * SPARE;
    const from = Math.max(0, Math.min(count - many, Math.floor(frame.scrollTop / HEIGHT) - SPARE));
    if (from === first && !focus) return;
    first = from;
    const rows = [];
    for (let i = from; i < Math.min(count, from + many); i += 1) rows.push(rowOf(i));
    replace(body, spacer(from), ...rows, spacer(count - from - rows.length));
    if (focus) body.querySelector(`[aria-rowindex="${active + 2}"]`)?.focus({ preventScroll: true });
  };
  const rowOf = (i) => {
    const element = make("tr", { tabIndex: i === active ? 0 : -1, "aria-rowindex": String(i + 2), className: isOpen(i) ? "open" : "" }, ...row(i));
    element.addEventListener("click", () => {
      active = i;
      open(i);
    });
    return element;
  };
  body.addEventListener("keydown", (event) => {
    const page = Math.max(1, Math.floor(frame.clientHeight / HEIGHT) - 2);
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -count, End: count }[event.key];
    if (event.key === "Enter" || event.key === " ") open(active);
    else if (step) {
      active = Math.max(0, Math.min(count - 1, active + step));
      const top = active * HEIGHT;
      frame.scrollTop = Math.max(Math.min(frame.scrollTop, top), top + 2 * HEIGHT + HEIGHT / 2 - frame.clientHeight);
      draw(true);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  });
  frame.onscroll = () => draw();
  frame.scrollTop = 0;
  replace(frame, table);
  draw();
  return { redraw: () => { first = -1; draw(body.contains(document.activeElement)); } };
}

function spacer(rows) {
  const element = make("tr", { className: "spacer", "aria-hidden": "true" });
  element.style.setProperty("height", `${rows * HEIGHT}px`);
  return rows > 0 ? element : null;
}
