// Finding nodes by a part of a name or alias, by code, or by pinyin, whole or by initials.

import { aliasOwner, aliasTexts, codeOf, folded, nameOf, nodeCount } from "./data.js";
import { head, texts } from "./store.js";

const RANKS = 8;
let index = null;

/** Makes the index; the first search would do it otherwise. */
export function prepareSearch() {
  if (index) return;
  const names = [];
  texts.each(0, nodeCount, (name) => names.push(folded(name)));
  const aliases = Array.from(aliasTexts, (text) => folded(texts.get(text)));
  index = { names: joined(names), aliases: joined(aliases), codes: Array.from({ length: nodeCount }, (_, node) => codeOf(node)),
    readings: new Map(), initials: new Int32Array(65536) };
  for (const [reading, characters] of Object.entries(head.pinyin)) {
    for (const character of characters) {
      index.readings.set(character, [...(index.readings.get(character) || []), reading]);
      if (character.length === 1) index.initials[character.charCodeAt(0)] |= 1 << (reading.charCodeAt(0) - 97);
    }
  }
}

/** All texts as one, each between line ends, and where each begins. */
function joined(list) {
  const starts = new Int32Array(list.length + 1);
  let at = 1;
  list.forEach((text, i) => {
    starts[i] = at;
    at += text.length + 1;
  });
  starts[list.length] = at;
  return { text: `\n${list.join("\n")}\n`, starts };
}

/** The numbers of the best nodes: whole names, beginnings, parts, aliases, codes, pinyin; then the more connected. */
export function find(query, most = 12) {
  const wanted = folded(query.trim());
  if (!wanted) return [];
  prepareSearch();
  const ranked = Array.from({ length: RANKS }, () => new Set());
  const add = (rank, node) => { if (ranked[rank].size < most * 4) ranked[rank].add(node); };
  scan(index.names, wanted, (node, whole, begins) => add(whole ? 0 : begins ? 1 : 2, node));
  scan(index.aliases, wanted, (alias, whole) => add(whole ? 1 : 3, aliasOwner(alias)));
  if (/^\d+$/.test(wanted)) index.codes.forEach((code, node) => { if (code.startsWith(wanted)) add(4, node); });
  if (/^[a-z ']+$/.test(wanted)) scanPinyin(wanted.replaceAll(/[ ']/g, ""), add);
  const found = new Set();
  for (const rank of ranked) for (const node of [...rank].sort((a, b) => a - b)) found.add(node);
  return [...found].slice(0, most);
}

/** Calls `take(number, whole, begins)` for each text that holds what is wanted. */
function scan({ text, starts }, wanted, take) {
  let owner = 0;
  for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at)) {
    owner = ownerOf(starts, at, owner);
    const begins = at === starts[owner];
    take(owner, begins && starts[owner + 1] - 1 === at + wanted.length, begins);
    at = starts[owner + 1];
  }
}

function ownerOf(starts, at, from) {
  let [low, high] = [from, starts.length - 1];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (starts[middle] <= at) low = middle;
    else high = middle;
  }
  return low;
}

function scanPinyin(letters, add) {
  if (!letters) return;
  const { text, starts } = index.names;
  const bit = 1 << (letters.charCodeAt(0) - 97);
  let owner = 0;
  for (let at = 1; at < text.length; at += 1) {
    if (!(index.initials[text.charCodeAt(at)] & bit) || !readsAs(text, at, letters, 0)) continue;
    owner = ownerOf(starts, at, owner);
    add(at === starts[owner] ? 5 : 6, owner);
    at = starts[owner + 1] - 1;
  }
}

/** Whether the text from `at` on is written by the letters from `from` on, each character whole or by its initial. */
function readsAs(text, at, letters, from) {
  if (from === letters.length) return true;
  return (index.readings.get(text[at]) || []).some((reading) => (
    (letters.startsWith(reading, from) && readsAs(text, at + 1, letters, from + reading.length))
    || (letters[from] === reading[0] && readsAs(text, at + 1, letters, from + 1))
    || (from > 0 && reading.startsWith(letters.slice(from)))));
}

/** The alias of a node that shows why it was found, or nothing where its name does. */
export function foundAs(node, query, aliases) {
  const wanted = folded(query.trim());
  if (folded(nameOf(node)).includes(wanted)) return "";
  return aliases.find((alias) => folded(alias).includes(wanted)) || "";
}
