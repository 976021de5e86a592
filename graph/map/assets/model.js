// What the next bit of a sentence probably is, in whole numbers just as graph/map/model.py has it.

const ONE = 4096;
const UNKNOWN = 2048 << 4;
const ORDERS = 3;
const WEIGHTS = Int32Array.of(0, 0, 0, 176, 0, 0, 160, 80, 0, 168, 152, 64); // for the highest order that has seen a fork

const bounded = (value, low, high) => Math.max(low, Math.min(high, value));
const stretch = Int32Array.from({ length: ONE }, (_, chance) => bounded(Math.round(256 * Math.log((chance + 0.5) / (4095.5 - chance))), -2047, 2047));
const squash = Int32Array.from({ length: ONE }, (_, place) => bounded(Math.round(ONE / (1 + Math.exp((2048 - place) / 256))), 1, 4095));

/** What each slot becomes after a 0 and, in the second half, after a 1. */
const following = Uint16Array.from({ length: 2 ** 17 }, (_, index) => {
  const [side, chance, met] = [index >> 16, (index >> 4) & 4095, index & 15];
  const rate = Math.floor(2 ** 17 / (2 * met + 3));
  return (bounded(chance + (((side * (ONE - 1) - chance) * rate + 32768) >> 16), 0, ONE - 1) << 4) | Math.min(met + 1, 15);
});

/** The forks of Huffman codes: `ways[2 * fork + side]` is the next fork, or ~sign. */
export function forks(codes) {
  const ways = [0, 0];
  for (const [sign, length, code] of codes.all()) {
    let fork = 0;
    for (let depth = length - 1; depth > 0; depth -= 1) {
      const way = 2 * fork + ((code >>> depth) & 1);
      if (!ways[way]) {
        ways[way] = ways.length / 2;
        ways.push(0, 0);
      }
      fork = ways[way];
    }
    ways[2 * fork + (code & 1)] = ~sign;
  }
  return Int32Array.from(ways);
}

/** Where the slots of a model are: three tables of 2 ** size, one after another. */
export const emptySlots = (size) => new Uint16Array(ORDERS << size).fill(UNKNOWN);

/** Texts being read side by side, one in each lane, from words that begin with the state of each. */
export class Lanes {
  constructor({ slots, size, ways, words, at, count }) {
    Object.assign(this, { slots, size, ways, words, at });
    this.states = new Float64Array(count);
    this.forks = new Int32Array(count);
    this.before = new Int32Array(ORDERS * count); // the last signs of each lane, the nearest first, 0 for none
    this.hashes = new Int32Array(ORDERS * count);
    this.places = new Int32Array(ORDERS * count);
    this.after = new Uint16Array(ORDERS * count); // what the slots at these places become
    for (let lane = 0; lane < count; lane += 1) {
      this.states[lane] = this.word() * 65536 + this.word();
      this.hash(lane);
    }
  }

  word() {
    const at = 2 * this.at++;
    return this.words[at] | (this.words[at + 1] << 8);
  }

  hash(lane) {
    const { before, hashes } = this;
    const at = ORDERS * lane;
    const one = Math.imul(before[at] + 1, 0x9e3779b1);
    const two = Math.imul((one ^ (one >>> 15)) + before[at + 1] + 1, 0x85ebca6b);
    const three = Math.imul((two ^ (two >>> 15)) + before[at + 2] + 1, 0xc2b2ae35);
    hashes[at] = one ^ (one >>> 13);
    hashes[at + 1] = two ^ (two >>> 13);
    hashes[at + 2] = three ^ (three >>> 13);
  }

  /** Moves a lane by one bit: the sign that it has come to, or -1. */
  step(lane) {
    const { places, after, hashes, slots, size, ways, forks: at } = this;
    const base = ORDERS * lane;
    const fork = Math.imul(at[lane] + 1, 0x27d4eb2f);
    let [mixed, highest] = [hashes[base] + fork, 0];
    mixed ^= mixed >>> 15;
    const first = Math.imul(mixed, 0x85ebca6b) >>> (32 - size);
    mixed = hashes[base + 1] + fork;
    mixed ^= mixed >>> 15;
    const second = (Math.imul(mixed, 0x85ebca6b) >>> (32 - size)) + (1 << size);
    mixed = hashes[base + 2] + fork;
    mixed ^= mixed >>> 15;
    const third = (Math.imul(mixed, 0x85ebca6b) >>> (32 - size)) + (2 << size);
    const [one, two, three] = [slots[first], slots[second], slots[third]];
    if (three & 15) highest = 9;
    else if (two & 15) highest = 6;
    else if (one & 15) highest = 3;
    const odds = WEIGHTS[highest] * stretch[one >> 4] + WEIGHTS[highest + 1] * stretch[two >> 4] + WEIGHTS[highest + 2] * stretch[three >> 4];
    const chance = squash[Math.max(0, Math.min(ONE - 1, (odds >> 8) + 2048))];
    const side = this.take(lane, chance);
    places[base] = first;
    places[base + 1] = second;
    places[base + 2] = third;
    after[base] = following[one | (side << 16)];
    after[base + 1] = following[two | (side << 16)];
    after[base + 2] = following[three | (side << 16)];
    const way = ways[2 * at[lane] + side];
    at[lane] = way < 0 ? 0 : way;
    if (way < 0) this.came(lane, ~way);
    return way < 0 ? ~way : -1;
  }

  /** The side that a lane goes to, by the chance in 4,096ths that it is 1. */
  take(lane, chance) {
    const { states } = this;
    const rest = states[lane] & 4095;
    const whole = Math.floor(states[lane] / 4096);
    const side = rest < chance ? 1 : 0;
    let state = side ? chance * whole + rest : (4096 - chance) * whole + rest - chance;
    if (state < 65536) state = state * 65536 + this.word();
    states[lane] = state;
    return side;
  }

  came(lane, sign) {
    const { before } = this;
    const at = ORDERS * lane;
    before[at + 2] = before[at + 1];
    before[at + 1] = before[at];
    before[at] = sign + 1;
    this.hash(lane);
  }

  /** Keeps which side a lane took. */
  learn(lane) {
    const { places, after, slots } = this;
    for (let at = ORDERS * lane; at < ORDERS * (lane + 1); at += 1) slots[places[at]] = after[at];
  }
}
