// Finding a node by a part of its name or of an alias, or by pinyin.

import { byId, make, replace, sign } from "./dom.js";
import { byImportance, readings } from "./data.js";
import { currentLanguage, say } from "./words.js";

const LIMIT = 12;
let found = [];
let active = 0;

/** Nodes that match, best first: whole names, beginnings, parts, aliases, pinyin; then the more connected. */
export function find(query) {
  const wanted = query.trim().toLowerCase();
  if (!wanted) return [];
  const ranked = [];
  for (const node of byImportance) {
    const rank = rankOf(node, wanted);
    if (rank < 9) ranked.push([rank, node]);
  }
  return ranked.sort((a, b) => a[0] - b[0]).slice(0, LIMIT).map(([, node]) => node);
}

function rankOf(node, wanted) {
  const name = node.name.toLowerCase();
  if (name === wanted) return 0;
  if (name.startsWith(wanted)) return 1;
  if (name.includes(wanted)) return 2;
  const aliases = node.aliases.map((alias) => alias.toLowerCase());
  if (aliases.some((alias) => alias === wanted)) return 1;
  if (aliases.some((alias) => alias.includes(wanted))) return 3;
  if (node.code && node.code.startsWith(wanted)) return 4;
  if (/^[a-z ]+$/.test(wanted)) return rankByPinyin(name, wanted.replaceAll(" ", ""));
  return 9;
}

function rankByPinyin(name, letters) {
  for (let at = 0; at < name.length; at += 1) {
    if (readsAs(name, at, letters, 0)) return at === 0 ? 5 : 6;
  }
  return 9;
}

/** Whether the name from `at` on is written by the letters from `from` on, each character whole or by its initial. */
function readsAs(name, at, letters, from) {
  if (from === letters.length) return true;
  return (readings[name[at]] || []).some((reading) => (
    (letters.startsWith(reading, from) && readsAs(name, at + 1, letters, from + reading.length))
    || (letters[from] === reading[0] && readsAs(name, at + 1, letters, from + 1))
    || (from > 0 && reading.startsWith(letters.slice(from)))));
}

/** Makes the search box work; `choose` is called with the chosen node. */
export function startSearch(choose) {
  const box = byId("search");
  const take = (node) => {
    close();
    box.blur();
    choose(node);
  };
  box.addEventListener("input", () => {
    found = find(box.value);
    active = 0;
    show(take);
  });
  box.addEventListener("focus", () => { if (box.value) show(take); });
  box.addEventListener("blur", () => setTimeout(close, 150));
  box.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && found.length) take(found[active]);
    else if (event.key === "Escape") {
      box.value = "";
      found = [];
      close();
      box.blur();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      active = (active + (event.key === "ArrowDown" ? 1 : -1) + found.length) % Math.max(1, found.length);
      show(take);
      event.preventDefault();
    }
    event.stopPropagation();
  });
}

function show(take) {
  const list = byId("found");
  const items = found.map((node, i) => {
    const alias = node.aliases.filter((text) => text.toLowerCase().includes(byId("search").value.trim().toLowerCase()))[0];
    const item = make("li", { role: "option", id: `found-${i}`, "aria-selected": String(i === active) },
      sign(node.type), make("span", { className: "name" }, node.name, alias && alias !== node.name ? make("small", {}, alias) : null),
      make("small", {}, node.type[currentLanguage()]));
    item.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      take(node);
    });
    return item;
  });
  if (!items.length && byId("search").value.trim()) items.push(make("li", { className: "none" }, say("none")));
  replace(list, ...items);
  list.hidden = items.length === 0;
  byId("search").setAttribute("aria-expanded", String(!list.hidden));
  byId("search").setAttribute("aria-activedescendant", found.length ? `found-${active}` : "");
}

function close() {
  byId("found").hidden = true;
  byId("search").setAttribute("aria-expanded", "false");
}
