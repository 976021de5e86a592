// The sentences behind a fact, with the names of its ends marked, where they stand, and how to cite them.

import { aliasesOf, nameOf, typeOf } from "./data.js";
import { button, copy, icon, make, toast } from "./dom.js";
import { say } from "./words.js";

/** A quotation for each piece of evidence; `ends` are the nodes to mark (one, or source and target). */
export function quotations(evidence, ends) {
  if (!evidence.length) return [make("p", { className: "quiet" }, say("unsourced"))];
  return evidence.map((piece) => make("figure", { className: "quotation" },
    make("blockquote", {}, ...marked(piece.text, ends)),
    make("figcaption", {}, make("bdi", { className: "document" }, piece.document.title || piece.document.id),
      ...lines(piece))));
}

/** What says where a piece stands; the button stays beside the last of it. */
function lines(piece) {
  const texts = details(piece).map((text) => make("bdi", {}, text));
  return [...texts.slice(0, -1), make("span", { className: "kept" }, texts.at(-1), citeButton(piece))];
}

function details(piece) {
  const { date, outlet, id, title } = piece.document;
  return [date, outlet, title ? id : "", say("place", { start: piece.start, end: piece.end }),
    piece.rule ? `${say("rule")} ${piece.rule}` : ""].filter(Boolean);
}

/** The sentence and where it stands, as one quotes it in a text. */
export function citation(piece) {
  const { authors, title, id, outlet, date } = piece.document;
  const source = [authors.join(say("comma")), title ? say("titled", { title }) : "", outlet, date, title ? id : `${id}`,
    say("place", { start: piece.start, end: piece.end })];
  return `${say("quoted", { text: piece.text })}${source.filter(Boolean).join(say("comma"))}${say("stop")}`;
}

function citeButton(piece) {
  return button("cite", icon("copy"), () => copy(citation(piece), (done) => toast(say(done ? "copied" : "notCopied"))),
    { title: say("cite"), "aria-label": say("cite") });
}

/** The text in parts: plain text, and a mark for each name of an end, longer names first. */
function marked(text, ends) {
  const spans = [];
  const taken = new Array(text.length).fill(false);
  const forms = ends.flatMap((node, end) => [nameOf(node), ...aliasesOf(node)].map((form) => ({ form, node, end })));
  forms.sort((a, b) => b.form.length - a.form.length);
  for (const { form, node, end } of forms) {
    for (let at = form ? text.indexOf(form) : -1; at >= 0; at = text.indexOf(form, at + form.length)) {
      if (taken.slice(at, at + form.length).includes(true)) continue;
      taken.fill(true, at, at + form.length);
      spans.push({ at, to: at + form.length, node, end });
    }
  }
  spans.sort((a, b) => a.at - b.at);
  const parts = [];
  let from = 0;
  for (const { at, to, node, end } of spans) {
    parts.push(text.slice(from, at));
    parts.push(make("mark", { className: end ? "to" : "from", tone: typeOf(node).paint }, text.slice(at, to)));
    from = to;
  }
  return [...parts, text.slice(from)];
}
