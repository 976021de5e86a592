// Bytes from characters of base 108, bits from bytes, and signs from Huffman codes, as graph/map/columns.py writes them.

const BASE = 108;
const SINGLE = 91; // digits below this are one ASCII character; others make one character with the next
const FIRST = 0xc0;

const values = new Uint8Array(128);
for (let code = 0x21, digit = 0; code < 0x7f; code += 1) if (!"<>&".includes(String.fromCharCode(code))) values[code] = digit++;

/** The bytes that a text stands for from a place on: four digits for 27 bits. */
export function decode(text, from) {
  const out = new Uint8Array(Math.ceil(((text.length - from) * 2 * 27) / 32) + 4);
  let [at, word, digits, held, left] = [0, 0, 0, 0, 0]; // `left` bits of `held` wait for the next
  const take = (digit) => {
    word = word * BASE + digit;
    digits += 1;
    if (digits < 4) return;
    let bits = 27;
    while (left + bits >= 8) {
      const more = 8 - left;
      bits -= more;
      out[at++] = (held << more) | (word >>> bits);
      [held, left] = [0, 0];
      word &= (1 << bits) - 1;
    }
    held = (held << bits) | word;
    left += bits;
    [word, digits] = [0, 0];
  };
  for (let i = from; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    if (code < FIRST) take(values[code]);
    else {
      const first = Math.floor((code - FIRST) / BASE);
      take(SINGLE + first);
      take(code - FIRST - first * BASE);
    }
  }
  return out.subarray(0, at);
}

/** Bits of bytes, from a byte on. */
export class Bits {
  constructor(bytes, byte) {
    this.bytes = bytes;
    this.at = byte * 8;
  }

  /** The next bits as a number; at most 29. */
  read(count) {
    if (count > 24) return this.read(count - 16) * 65536 + this.read(16);
    if (count === 0) return 0;
    const found = this.word() >>> (32 - count);
    this.at += count;
    return found;
  }

  /** At least 25 bits from here, the first the highest. */
  word() {
    const { bytes } = this;
    const byte = this.at >>> 3;
    return ((bytes[byte] << 24) | (bytes[byte + 1] << 16) | (bytes[byte + 2] << 8) | bytes[byte + 3]) << (this.at & 7);
  }
}

/** Canonical Huffman codes of these lengths, of which none is above 24. */
export class Codes {
  constructor(lengths) {
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

  /** The next sign of the bits. */
  next(bits) {
    const word = bits.word();
    for (let length = 1; length <= this.longest; length += 1) {
      const code = word >>> (32 - length);
      if (code < this.limit[length]) {
        bits.at += length;
        return this.order[code + this.shift[length]];
      }
    }
    return 0;
  }

  /** For each sign, in the order of its code, how long the code is and what it is. */
  * all() {
    let length = 1;
    for (let place = 0; place < this.order.length; place += 1) {
      while (place - this.shift[length] >= this.limit[length]) length += 1;
      yield [this.order[place], length, place - this.shift[length]];
    }
  }
}
