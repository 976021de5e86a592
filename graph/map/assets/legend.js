// The legend: types with their counts, which is also the filter; relations in a list that opens; line styles.

import { byId, make, replace, sign } from "./dom.js";
import { relations, types } from "./data.js";
import { anyHidden, isHidden, setHidden } from "./state.js";
import { currentLanguage, number, say } from "./words.js";

let menuOpen = false;

export function drawLegend() {
  const legend = byId("legend");
  const from = legend.scrollLeft;
  const focused = document.activeElement?.dataset?.key;
  replace(legend, make("div", { className: "chips", role: "group", "aria-label": say("types") }, ...types.map(chip),
    anyHidden([...types, ...relations]) ? allButton() : null), relationMenu());
  legend.scrollLeft = from;
  if (focused) [...legend.querySelectorAll("[data-key]")].find((element) => element.dataset.key === focused)?.focus();
  replace(byId("lines"), ...["stated", "plannedOrTarget", "inferredShort"].map((key) => (
    make("li", { className: key }, make("i", {}), say(key)))));
}

function chip(type) {
  const button = make("button", { type: "button", className: "chip", "aria-pressed": String(!isHidden(type)),
    title: type.meaning[currentLanguage()] }, sign(type), type[currentLanguage()], make("small", {}, number(type.count)));
  button.dataset.key = `type ${type.id}`;
  button.addEventListener("click", () => setHidden([type], !isHidden(type)));
  return button;
}

function allButton() {
  const button = make("button", { type: "button", className: "chip all" }, say("all"));
  button.addEventListener("click", () => setHidden([...types, ...relations], false));
  return button;
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
    const button = make("button", { type: "button" }, say(key));
    button.dataset.key = `relations ${key}`;
    button.addEventListener("click", () => setHidden(relations, hide));
    return button;
  });
  const title = make("summary", {}, say("relations"), make("small", {}, `${shown}/${relations.length}`));
  title.dataset.key = "relations";
  const menu = make("details", { className: "menu", open: menuOpen }, title,
    make("div", { className: "list" }, ...boxes, make("div", { className: "both" }, ...both)));
  menu.addEventListener("toggle", () => { if (menu.isConnected) menuOpen = menu.open; });
  return menu;
}

/** Closes the list of relations when the reader clicks elsewhere. */
export function closeMenu(event) {
  const menu = byId("legend").querySelector(".menu");
  if (menu?.open && !menu.contains(event.target)) menu.open = false;
}
