/** There is no record. */
export const NONE = -1;

const FIRST_SLOTS = 2_048;

/**
 * Which record was the last with a key, for records that are numbered as they come. Keys stay where the records are:
 * all that is kept of one is its hash.
 */
export class LastOfKey {
  readonly #same: (a: number, b: number) => boolean;
  /** Open addressing: a record's number and one; 0: free. At most half of them are taken. */
  #slots = new Int32Array(FIRST_SLOTS);
  /** By record. */
  #hashes: Int32Array = new Int32Array(FIRST_SLOTS / 2);
  #taken = 0;

  /** `same`: whether two records have the same key. */
  constructor(same: (a: number, b: number) => boolean) {
    this.#same = same;
  }

  /** `record` is the last of its key now; gives the one before it, or NONE. */
  put(record: number, hash: number): number {
    if (record >= this.#hashes.length) this.#hashes = grown(this.#hashes);
    this.#hashes[record] = hash;
    const slot = this.#slotOf(record, hash);
    const before = this.#slots[slot]! - 1;
    this.#slots[slot] = record + 1;
    if (before === NONE && ++this.#taken * 2 > this.#slots.length) this.#widen();
    return before;
  }

  clear(): void {
    this.#taken = 0;
    this.#slots.fill(0);
  }

  #slotOf(record: number, hash: number): number {
    const mask = this.#slots.length - 1;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const other = this.#slots[slot]! - 1;
      if (other === NONE || (this.#hashes[other] === hash && this.#same(other, record))) return slot;
    }
  }

  #widen(): void {
    const last = this.#slots.filter((slot) => slot !== 0);
    this.#slots = new Int32Array(2 * this.#slots.length);
    for (const slot of last) this.#slots[this.#slotOf(slot - 1, this.#hashes[slot - 1]!)] = slot;
  }
}

function grown(words: Int32Array): Int32Array {
  const larger = new Int32Array(2 * words.length);
  larger.set(words);
  return larger;
}
