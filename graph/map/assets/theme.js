// Colours of the drawn map, for a light and a dark page.

import { types } from "./data.js";

const dark = matchMedia("(prefers-color-scheme: dark)");
const LIGHT = { paper: "#fbfcfe", ink: "#0f172a", soft: "#475569", line: "#94a3b8", strong: "#1e293b", glyph: "#ffffff" };
const DARK = { paper: "#0f1623", ink: "#e8eef8", soft: "#a8b6cc", line: "#5b6b85", strong: "#dbe6f7", glyph: "#0b111c" };

export const colors = { ...LIGHT };
let chosen = "";
let listener = () => {};

export const isDark = () => (chosen ? chosen === "dark" : dark.matches);
/** What the reader chose: "light", "dark", or "" as the system does. */
export const chosenTheme = () => chosen;

export function onTheme(heard) {
  listener = heard;
  dark.addEventListener("change", () => setTheme(chosen));
}

export function setTheme(name) {
  chosen = name === "light" || name === "dark" ? name : "";
  paint();
  listener();
}

function paint() {
  document.documentElement.dataset.theme = isDark() ? "dark" : "light";
  Object.assign(colors, isDark() ? DARK : LIGHT);
  for (const type of types) type.paint = isDark() ? mix(type.color, "#ffffff", 0.38) : type.color;
}

/** The colour `share` of the way from `color` to `other`, both #rrggbb. */
export function mix(color, other, share) {
  const channel = (text, at) => parseInt(text.slice(at, at + 2), 16);
  const mixed = [1, 3, 5].map((at) => Math.round(channel(color, at) * (1 - share) + channel(other, at) * share));
  return "#" + mixed.map((value) => value.toString(16).padStart(2, "0")).join("");
}

paint();
