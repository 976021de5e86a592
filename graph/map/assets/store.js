// The page's data blocks: JSON for what is named, columns of numbers and packed texts for everything else.

import { byId } from "./dom.js";

export const head = JSON.parse(byId("data").textContent);

const DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%'()*+-;,=.?@^_`{|}~";
const bytes = decode(byId("columns").textContent);
const directory = new Map(head.columns.map(([name, ...place]) => [name, place]));
byId("columns").textContent = ""; // it has been read; its text would stay in memory

function decode(text) {
  const values = new Uint8Array(128);
  for (let i = 0; i < DIGITS.length; i += 1) values[DIGITS.charCodeAt(i)] = i;
  const padded = text + "~".repeat((5 - (text.length % 5)) % 5);
  const out = new Uint8Array((padded.length / 5) * 4);
  for (let from = 0, to = 0; from < padded.length; from += 5, to += 4) {
    let word = 0;
    for (let i = 0; i < 5; i += 1) word = word * 85 + values[padded.charCodeAt(from + i)];
    out[to] = word / 0x1000000;
    out[to + 1] = word >>> 16;
    out[to + 2] = word >>> 8;
    out[to + 3] = word;
  }
  return out.subarray(0, out.length - (padded.length - text.length));
}

/** The numbers of a column. */
export function column(name, Kind = Int32Array) {
  const [from, count, width, low, steps, first] = directory.get(name);
  const numbers = new Kind(count);
  let at = from;
  let sum = first;
  for (let i = 0; i < count; i += 1) {
    let value = 0;
    for (let byte = 0, unit = 1; byte < width; byte += 1, unit *= 256) value += bytes[at + byte] * unit;
    at += width;
    sum = steps ? sum + value + low : value + low;
    numbers[i] = sum;
  }
  return numbers;
}

/** The texts that graph/map/texts.py has packed: `get` reads one, `each` hands over a run of them. */
class Texts {
  constructor(name) {
    const [from, count] = directory.get(`${name}.bits`);
    this.bits = bytes.subarray(from, from + count);
    this.starts = column(`${name}.starts`);
    this.count = column(`${name}.count`)[0];
    this.signs = Array.from(column(`${name}.alphabet`), (point) => String.fromCodePoint(point));
    const [left, right] = [column(`${name}.left`), column(`${name}.right`)];
    for (let i = 0; i < left.length; i += 1) this.signs.push(this.signs[left[i]] + this.signs[right[i]]);
    this.readCodes(column(`${name}.lengths`));
  }

  readCodes(lengths) {
    this.longest = lengths.reduce((most, length) => Math.max(most, length), 0);
    this.order = Array.from(lengths.keys()).filter((sign) => lengths[sign]).sort((a, b) => lengths[a] - lengths[b] || a - b);
    const amount = new Int32Array(this.longest + 2);
    for (const sign of this.order) amount[lengths[sign]] += 1;
    this.limit = new Float64Array(this.longest + 2); // the first code that is too large for each length
    this.shift = new Int32Array(this.longest + 2);
    let [code, place] = [0, 0];
    for (let length = 1; length <= this.longest; length += 1) {
      code *= 2;
      this.shift[length] = place - code;
      code += amount[length];
      place += amount[length];
      this.limit[length] = code;
    }
  }

  /** The sign at a bit; `this.at` moves behind it. */
  next() {
    const byte = this.at >>> 3;
    const word = ((this.bits[byte] << 24) | (this.bits[byte + 1] << 16) | (this.bits[byte + 2] << 8) | this.bits[byte + 3]) << (this.at & 7);
    for (let length = 1; length <= this.longest; length += 1) {
      const code = word >>> (32 - length);
      if (code < this.limit[length]) {
        this.at += length;
        return this.order[code + this.shift[length]];
      }
    }
    return 0;
  }

  get(index) {
    this.at = this.starts[index >>> 5];
    for (let skip = index & 31; skip > 0; skip -= 1) while (this.next() !== 0);
    return this.rest();
  }

  rest() {
    let text = "";
    for (let sign = this.next(); sign !== 0; sign = this.next()) text += this.signs[sign];
    return text;
  }

  /** Calls `take(text, index)` for texts one after another, which is quicker than `get` for each. */
  each(from, to, take) {
    if (from >= to) return;
    take(this.get(from), from);
    for (let index = from + 1; index < to; index += 1) take(this.rest(), index);
  }
}

export const texts = new Texts("text");
