// The words of the page in the reader's language.

import { chinese } from "./chinese.js";
import { english } from "./english.js";

const WORDS = { zh: chinese, en: english };
let language = /^zh/i.test(navigator.language || "") ? "zh" : "en";

export const currentLanguage = () => language;

export function switchLanguage() {
  language = language === "zh" ? "en" : "zh";
}

/** The words for `key` in the reader's language: `{name}` becomes that value, `{name|one|many}` also says of what. */
export function say(key, values = {}) {
  return WORDS[language][key].replace(/\{(\w+)(?:\|(\w+)\|(\w+))?\}/g, (_, name, one, many) => (
    one ? `${number(values[name])} ${values[name] === 1 ? one : many}` : number(values[name])));
}

/** A number with its thousands apart; Intl would take longer to start than the first picture of a map. */
export function number(value) {
  return typeof value === "number" ? String(value).replace(/^-?\d+/, (whole) => whole.replace(/\B(?=(\d{3})+$)/g, ",")) : value;
}
