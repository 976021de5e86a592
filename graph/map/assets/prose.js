// The sentences, read when they are first asked for or when there is time: see graph/map/prose.py.

import { Codes } from "./codes.js";
import { emptySlots, forks, Lanes } from "./model.js";
import { Store } from "./store.js";

const GROUP = 8;
const SLICE = 8; // milliseconds of work at a time

class Prose {
  constructor() {
    const store = new Store("sentences");
    const [size] = store.column("size");
    this.signs = Array.from(store.column("alphabet"), (point) => String.fromCodePoint(point));
    this.source = { slots: emptySlots(size), size, ways: forks(new Codes(store.column("lengths"))), words: store.raw("words") };
    this.known = new Array(store.column("count")[0]);
    this.lanes = store.column("lanes");
    this.groups = store.column("groups");
    this.learned = this.lanes.reduce((sum, count) => sum + count, 0);
    this.steps = this.learn();
  }

  /** Reads what the model learns from; it pauses after each step of all lanes. */
  * learn() {
    const { known, signs, lanes: left } = this;
    const lanes = new Lanes({ ...this.source, at: 0, count: left.length });
    const texts = new Array(left.length).fill("");
    const next = new Int32Array(left.length);
    for (let lane = 1; lane < left.length; lane += 1) next[lane] = next[lane - 1] + left[lane - 1];
    let going = Array.from(left.keys()).filter((lane) => left[lane]);
    while (going.length) {
      let done = false;
      for (const lane of going) {
        const sign = lanes.step(lane);
        if (sign > 0) texts[lane] += signs[sign];
        else if (sign === 0) {
          known[next[lane]++] = texts[lane];
          texts[lane] = "";
          left[lane] -= 1;
          done ||= !left[lane];
        }
      }
      for (const lane of going) lanes.learn(lane);
      if (done) going = going.filter((lane) => left[lane]);
      yield;
    }
    this.finish(lanes.at);
  }

  finish(at) {
    this.starts = new Int32Array(this.groups.length);
    for (let group = 0; group < this.groups.length; at += this.groups[group++]) this.starts[group] = at;
    this.steps = null;
    if (!this.groups.length) this.source = null;
  }

  /** Works for some time, or until all is learned. */
  work(time = Infinity) {
    const end = performance.now() + time;
    for (let i = 1; this.steps && !this.steps.next().done; i += 1) if (i % 16 === 0 && performance.now() > end) return;
  }

  get(index) {
    this.work();
    if (this.known[index] === undefined) this.readGroup(Math.floor((index - this.learned) / GROUP));
    return this.known[index];
  }

  readGroup(group) {
    const lanes = new Lanes({ ...this.source, at: this.starts[group], count: 1 });
    const from = this.learned + group * GROUP;
    for (let index = from; index < Math.min(from + GROUP, this.known.length); index += 1) {
      let text = "";
      for (let sign = lanes.step(0); sign !== 0; sign = lanes.step(0)) if (sign > 0) text += this.signs[sign];
      this.known[index] = text;
    }
  }
}

let prose = null;

/** A sentence by its number. */
export function sentence(index) {
  prose ||= new Prose();
  return prose.get(index);
}

/** Reads ahead while nobody waits for the page, so that the first sentence comes at once. */
export function readAhead() {
  prose ||= new Prose();
  prose.work(SLICE);
  if (prose.steps) setTimeout(readAhead, SLICE);
}
