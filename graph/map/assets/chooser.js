// A box to type in that offers nodes: the search of the page, the ends of a path, a further district.

import { aliasesOf, nameOf, typeOf } from "./data.js";
import { make, replace, sign } from "./dom.js";
import { find, foundAs, prepareSearch } from "./search.js";
import { currentLanguage, say } from "./words.js";

let boxes = 0;

/** Makes an input and its (empty) list offer nodes; `choose(node)` hears of the chosen one, `wanted(node)` says which may be. */
export function offerNodes(input, list, choose, wanted = () => true) {
  boxes += 1;
  const name = `offer-${boxes}`;
  let found = [];
  let active = 0;
  list.id ||= name;
  for (const [key, value] of Object.entries({ role: "combobox", "aria-expanded": "false", "aria-controls": list.id, "aria-autocomplete": "list" })) input.setAttribute(key, value);
  list.setAttribute("role", "listbox");
  const close = () => {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const take = (node) => {
    close();
    input.blur();
    choose(node);
  };
  const show = () => {
    const items = found.map((node, i) => item(node, `${name}-${i}`, i === active, input.value, take));
    if (!items.length && input.value.trim()) items.push(make("li", { className: "none", role: "option", "aria-disabled": "true", "aria-selected": "false" }, say("none")));
    replace(list, ...items);
    list.setAttribute("aria-label", say("found"));
    list.hidden = items.length === 0;
    input.setAttribute("aria-expanded", String(!list.hidden));
    if (found.length) input.setAttribute("aria-activedescendant", `${name}-${active}`);
    else input.removeAttribute("aria-activedescendant");
    list.children[active]?.scrollIntoView({ block: "nearest" });
  };
  input.addEventListener("input", () => {
    found = find(input.value, 60).filter(wanted).slice(0, 12);
    active = 0;
    show();
  });
  input.addEventListener("focus", () => {
    prepareSearch();
    if (input.value) show();
  });
  input.addEventListener("blur", () => setTimeout(close, 150));
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "Enter" && found.length && input.value.trim()) take(found[active]);
    else if (event.key === "Escape") {
      input.value = "";
      found = [];
      close();
      input.blur();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      active = (active + (event.key === "ArrowDown" ? 1 : -1) + found.length) % Math.max(1, found.length);
      show();
      event.preventDefault();
    }
    event.stopPropagation();
  });
}

function item(node, id, active, query, take) {
  const alias = foundAs(node, query, aliasesOf(node));
  const element = make("li", { role: "option", id, "aria-selected": String(active) }, sign(typeOf(node)),
    make("span", { className: "name" }, nameOf(node), alias ? make("small", {}, alias) : null), make("small", {}, typeOf(node)[currentLanguage()]));
  element.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    take(node);
  });
  return element;
}
