// The page's data blocks: JSON for what is named, columns of numbers and packed texts for everything else.

import { Bits, Codes, decode } from "./codes.js";
import { byId } from "./dom.js";

export const head = JSON.parse(byId("data").textContent);

const WHOLE = 16; // smaller numbers have a sign of their own

/** The columns of a block; its text is dropped, as it would stay in memory. */
export class Store {
  constructor(block) {
    const text = byId(block).textContent;
    const line = text.indexOf("\n");
    let from = 0;
    this.directory = new Map();
    for (const [name, size, ...form] of JSON.parse(text.slice(0, line))) {
      this.directory.set(name, [from, size, ...form]);
      from += size;
    }
    this.bytes = decode(text, line + 1);
    byId(block).textContent = "";
  }

  /** The bytes of a column that is no numbers. */
  raw(name) {
    const [from, size] = this.directory.get(name);
    return this.bytes.subarray(from, from + size);
  }

  /** The numbers of a column. */
  column(name, Kind = Int32Array) {
    const [from, size, count, low, known, first] = this.directory.get(name);
    const numbers = new Kind(count);
    const bits = new Bits(this.bytes, from);
    const codes = size ? new Codes(Array.from({ length: known }, () => bits.read(4))) : null;
    let sum = first;
    for (let i = 0; i < count; i += 1) {
      const value = low + (codes ? read(bits, codes) : 0);
      sum += value;
      numbers[i] = first === undefined ? value : sum;
    }
    return numbers;
  }
}

function read(bits, codes) {
  const sign = codes.next(bits);
  if (sign < WHOLE) return sign;
  const extra = ((sign - WHOLE) >> 2) + 2;
  return (4 + ((sign - WHOLE) & 3)) * 2 ** extra + bits.read(extra);
}

/** The texts that graph/map/texts.py has packed: `get` reads one, `each` hands over a run of them. */
export class Texts {
  constructor(store, name) {
    this.starts = store.column(`${name}.starts`);
    this.signs = Array.from(store.column(`${name}.alphabet`), (point) => String.fromCodePoint(point));
    const [left, right] = [store.column(`${name}.left`), store.column(`${name}.right`)];
    for (let i = 0; i < left.length; i += 1) this.signs.push(this.signs[left[i]] + this.signs[right[i]]);
    this.codes = new Codes(store.column(`${name}.lengths`));
    this.bits = new Bits(store.raw(`${name}.bits`), 0);
  }

  get(index) {
    this.bits.at = this.starts[index >>> 5];
    for (let skip = index & 31; skip > 0; skip -= 1) while (this.codes.next(this.bits) !== 0);
    return this.rest();
  }

  rest() {
    let text = "";
    for (let sign = this.codes.next(this.bits); sign !== 0; sign = this.codes.next(this.bits)) text += this.signs[sign];
    return text;
  }

  /** Calls `take(text, index)` for texts one after another, which is quicker than `get` for each. */
  each(from, to, take) {
    if (from >= to) return;
    take(this.get(from), from);
    for (let index = from + 1; index < to; index += 1) take(this.rest(), index);
  }
}

const store = new Store("columns");
export const column = (name, Kind) => store.column(name, Kind);
export const texts = new Texts(store, "text");
