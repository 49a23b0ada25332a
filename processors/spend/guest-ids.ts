import { Buffer } from 'node:buffer';
import {
  type Loading,
  loadList,
  loadNumbers,
  loadWords,
  type Saving,
  saveList,
  saveNumbers,
  saveWords,
} from '../store/saved.ts';
import { NONE } from './records.ts';

const FIRST_SLOTS = 1_024;
/** What `guestIdOf` makes: `g_` and so many hex digits, packed into three words. */
const DIGITS = 20;
const WORDS = 3;

/** Values of the lower-case hex digits by char code; -1: none. */
const HEX = new Int8Array(128).fill(-1);
for (let value = 0; value < 16; value++) HEX['0123456789abcdef'.charCodeAt(value)] = value;

/**
 * The ids of guests, by number and back. Of a million guests it takes 20 MB, where strings in a Map take ten times
 * that; an id that a person thought up, of another form, is kept as a string all the same.
 */
export class GuestIds {
  /** By guest, three words each. */
  #words = new Int32Array(WORDS * FIRST_SLOTS);
  /** Open addressing: a guest's number and one; 0: free. At most half of them are taken. */
  #slots = new Int32Array(FIRST_SLOTS);
  #taken = 0;
  /** Ids of another form, both ways. */
  readonly #others = new Map<string, number>();
  readonly #texts = new Map<number, string>();
  /** The id that was read last. */
  readonly #read = new Int32Array(WORDS);
  /** Where an id is put together. */
  readonly #text = Buffer.from('g_'.padEnd(2 + DIGITS));
  /** The last that was found, since who finds a guest soon asks for its id. */
  #found = NONE;
  #found_id = '';

  get count(): number {
    return this.#taken + this.#others.size;
  }

  /** NONE where there is no such guest. */
  find(guest_id: string): number {
    if (!this.#parse(guest_id)) return this.#others.get(guest_id) ?? NONE;
    const guest = this.#slots[this.#slotOf(this.#read, 0)]! - 1;
    if (guest === NONE) return NONE;
    this.#found = guest;
    this.#found_id = guest_id;
    return guest;
  }

  /** The guest must have no id, and the id no guest. */
  add(guest: number, guest_id: string): void {
    if (!this.#parse(guest_id)) {
      this.#others.set(guest_id, guest);
      this.#texts.set(guest, guest_id);
      return;
    }
    if (WORDS * (guest + 1) > this.#words.length) this.#words = grown(this.#words, WORDS * (guest + 1));
    this.#words.set(this.#read, WORDS * guest);
    this.#slots[this.#slotOf(this.#read, 0)] = guest + 1;
    if (++this.#taken * 2 > this.#slots.length) this.#widen();
  }

  remove(guest: number): void {
    this.#found = NONE;
    const text = this.#texts.get(guest);
    if (text !== undefined) {
      this.#texts.delete(guest);
      this.#others.delete(text);
      return;
    }
    this.#free(this.#slotOf(this.#words, WORDS * guest));
    // What was erased is not to be saved.
    this.#words.fill(0, WORDS * guest, WORDS * (guest + 1));
  }

  idOf(guest: number): string {
    if (guest === this.#found) return this.#found_id;
    const text = this.#texts.get(guest);
    if (text !== undefined) return text;
    const at = WORDS * guest;
    for (let i = 0; i < DIGITS; i++) {
      const digit = (this.#words[at + (i >> 3)]! >>> (28 - 4 * (i & 7))) & 0xf;
      this.#text[2 + i] = digit < 10 ? 0x30 + digit : 0x57 + digit;
    }
    return this.#text.toString('latin1');
  }

  /** No guest has a number from `end` on. */
  *save(end: number): Saving {
    yield* saveNumbers([this.#taken]);
    yield* saveWords(this.#words.subarray(0, WORDS * end));
    yield* saveWords(this.#slots);
    yield* saveList([...this.#others]);
  }

  /** Must be empty. */
  *load(): Loading<void> {
    const [taken] = (yield* loadNumbers()) as [number];
    this.#taken = taken;
    this.#words = yield* loadWords();
    this.#slots = yield* loadWords();
    for (const [guest_id, guest] of yield* loadList<[string, number]>()) {
      this.#others.set(guest_id, guest);
      this.#texts.set(guest, guest_id);
    }
  }

  *numbers(): Iterable<number> {
    for (const slot of this.#slots) if (slot !== 0) yield slot - 1;
    yield* this.#others.values();
  }

  /** Into `#read`; false where the id is of another form. */
  #parse(guest_id: string): boolean {
    if (guest_id.length !== 2 + DIGITS || guest_id.charCodeAt(0) !== 0x67 || guest_id.charCodeAt(1) !== 0x5f)
      return false;
    const read = this.#read;
    let wrong = 0;
    let word = 0;
    for (let i = 0; i < DIGITS; i++) {
      const unit = guest_id.charCodeAt(2 + i);
      const digit = HEX[unit & 0x7f]!;
      wrong |= digit | (unit & ~0x7f);
      word = (word << 4) | (digit & 0xf);
      if ((i & 7) === 7) read[i >> 3] = word;
    }
    read[2] = word << 16;
    return (wrong & ~0xf) === 0;
  }

  /** Where the id at `at` of `words` stands, or would. */
  #slotOf(words: Int32Array, at: number): number {
    const mask = this.#slots.length - 1;
    // An id is a digest already: its first bits are as good as any hash.
    for (let slot = words[at]! & mask; ; slot = (slot + 1) & mask) {
      const guest = this.#slots[slot]! - 1;
      if (guest === NONE || this.#isAt(guest, words, at)) return slot;
    }
  }

  #isAt(guest: number, words: Int32Array, at: number): boolean {
    const own = WORDS * guest;
    return (
      this.#words[own] === words[at] && this.#words[own + 1] === words[at + 1] && this.#words[own + 2] === words[at + 2]
    );
  }

  /** Frees the slot, and moves up what stands behind it because it was taken. */
  #free(freed: number): void {
    const slots = this.#slots;
    const mask = slots.length - 1;
    let hole = freed;
    for (let slot = (hole + 1) & mask; slots[slot] !== 0; slot = (slot + 1) & mask) {
      const home = this.#words[WORDS * (slots[slot]! - 1)]! & mask;
      if (((slot - home) & mask) < ((slot - hole) & mask)) continue;
      slots[hole] = slots[slot]!;
      hole = slot;
    }
    slots[hole] = 0;
    this.#taken--;
  }

  #widen(): void {
    const taken = this.#slots.filter((slot) => slot !== 0);
    this.#slots = new Int32Array(2 * this.#slots.length);
    for (const slot of taken) this.#slots[this.#slotOf(this.#words, WORDS * (slot - 1))] = slot;
  }
}

function grown(words: Int32Array<ArrayBuffer>, length: number): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(Math.max(length, 2 * words.length));
  larger.set(words);
  return larger;
}
