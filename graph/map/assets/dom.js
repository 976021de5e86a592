// Elements made from text alone: nothing here or elsewhere parses a string as HTML.

export const byId = (id) => document.getElementById(id);

/** A new element; `properties` are assigned to it, `children` are elements or text. */
export function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name === "tone") element.style.setProperty("--tone", value);
    else if (name.includes("-") || name === "role" || name === "scope") element.setAttribute(name, value);
    else element[name] = value;
  }
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
  return element;
}

export function replace(element, ...children) {
  element.replaceChildren(...children.filter((child) => child !== null));
}

/** Parts in one line, those that are empty left out; a dot never begins a line. */
export const dotted = (parts) => parts.filter(Boolean).join("\u00a0· ");

export function button(className, text, action, more = {}) {
  const element = make("button", { type: "button", className, ...more }, text);
  element.addEventListener("click", action);
  return element;
}

/** Offers a file for saving. */
export function download(name, blob) {
  const address = URL.createObjectURL(blob);
  const link = make("a", { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 20000);
}

/** Puts a text on the clipboard, by the old way where the new one is not allowed; `after` hears whether it is there. */
export function copy(text, after) {
  const oldWay = () => {
    const field = make("textarea", { value: text, className: "unseen" });
    document.body.append(field);
    field.select();
    after(document.execCommand("copy"));
    field.remove();
  };
  if (navigator.clipboard) navigator.clipboard.writeText(text).then(() => after(true), oldWay);
  else oldWay();
}

/** Says something to people who listen to the page, and shows it for a moment. */
export function tell(text) {
  byId("said").textContent = text;
}

let toastTimer = 0;
export function toast(text) {
  tell(text);
  byId("toast").textContent = text;
  byId("toast").hidden = false;
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => { byId("toast").hidden = true; }, 2600);
}

export const SVG = "http://www.w3.org/2000/svg";

/** The sign of a type as a small picture: its shape in its colour with its glyph. */
export function sign(type) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "-12 -12 24 24");
  svg.setAttribute("class", "sign");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", OUTLINES[type.shape] || OUTLINES.dot);
  path.style.setProperty("fill", type.paint);
  const text = document.createElementNS(SVG, "text");
  text.setAttribute("y", type.shape === "triangle" ? "6.5" : type.shape === "triangleDown" ? "2" : "3.8");
  text.textContent = type.glyph;
  svg.append(path, text);
  return svg;
}

const ICONS = {
  frame: "M1,5V1H5M11,1H15V5M15,11V15H11M5,15H1V11",
  theme: "M8,1A7,7 0 1 0 15,9A5.5,5.5 0 0 1 8,1Z",
  save: "M8,1V10M4,6.5L8,10.5L12,6.5M1.5,13.5H14.5",
  copy: "M5,5H14V15H5ZM2,11V1H11",
};

/** A small line drawing for a button. */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 16 16");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", ICONS[name]);
  svg.append(path);
  return svg;
}

const OUTLINES = {
  dot: "M-10,0A10,10 0 1 0 10,0A10,10 0 1 0 -10,0Z",
  square: "M-9,-9H9V9H-9Z",
  diamond: "M0,-12L12,0L0,12L-12,0Z",
  triangle: "M0,-12L12,9.5H-12Z",
  triangleDown: "M0,12L12,-9.5H-12Z",
  hexagon: "M-11,0L-5.5,-9.5H5.5L11,0L5.5,9.5H-5.5Z",
  star: "M0,-12L3.4,-4.2L11.6,-3.6L5.4,1.8L7.4,10L0,5.6L-7.4,10L-5.4,1.8L-11.6,-3.6L-3.4,-4.2Z",
};
