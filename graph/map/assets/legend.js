// The legend: types with their counts, which is also the filter; relations in a list that opens; line styles.

import { relations, types } from "./data.js";
import { button, byId, make, replace, sign } from "./dom.js";
import { anyHidden, isHidden, setHidden, showAll } from "./state.js";
import { currentLanguage, number, say } from "./words.js";

let menuOpen = false;

export function drawLegend() {
  const legend = byId("legend");
  const from = legend.querySelector(".chips")?.scrollLeft || 0;
  const focused = document.activeElement?.dataset?.key;
  replace(legend, make("div", { className: "chips", role: "group", "aria-label": say("types") }, ...types.map(chip),
    anyHidden() ? button("chip all", say("all"), showAll) : null), relationMenu());
  legend.setAttribute("aria-label", say("legend"));
  legend.querySelector(".chips").scrollLeft = from;
  if (focused) [...legend.querySelectorAll("[data-key]")].find((element) => element.dataset.key === focused)?.focus();
  replace(byId("lines"), ...["stated", "plannedOrTarget", "inferredShort"].map((key) => make("li", { className: key }, make("i", {}), say(key))));
  byId("lines").setAttribute("aria-label", say("lineStyles"));
}

function chip(type) {
  const element = button("chip", sign(type), () => setHidden([type], !isHidden(type)), { "aria-pressed": String(!isHidden(type)), title: type.meaning[currentLanguage()] });
  element.append(type[currentLanguage()], make("small", {}, number(type.count)));
  element.dataset.key = `type ${type.id}`;
  return element;
}

function relationMenu() {
  const shown = relations.filter((relation) => !isHidden(relation)).length;
  const boxes = relations.map((relation) => {
    const box = make("input", { type: "checkbox", checked: !isHidden(relation) });
    box.dataset.key = `relation ${relation.id}`;
    box.addEventListener("change", () => setHidden([relation], !box.checked));
    return make("label", {}, box, make("span", {}, relation[currentLanguage()]), make("small", {}, number(relation.count)));
  });
  const both = [["all", false], ["nothing", true]].map(([key, hide]) => {
    const element = button("", say(key), () => setHidden(relations, hide));
    element.dataset.key = `relations ${key}`;
    return element;
  });
  const title = make("summary", {}, say("relations"), make("small", {}, `${shown}/${relations.length}`));
  title.dataset.key = "relations";
  const menu = make("details", { className: "menu", open: menuOpen }, title,
    make("div", { className: "list" }, ...boxes, make("div", { className: "both" }, ...both)));
  menu.addEventListener("toggle", () => { if (menu.isConnected) menuOpen = menu.open; });
  return menu;
}

/** Closes open menus when the reader clicks elsewhere or presses Escape. */
export function closeMenus(event) {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (event.type === "keydown" || !menu.contains(event.target)) menu.open = false;
  }
}
