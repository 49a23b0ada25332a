import { NOWHERE } from './pages.ts';

const FIRST_SLOTS = 64;
const HASH = 0;
const ADDRESS = 1;

/**
 * Addresses, found by the hash of what lies there: open addressing, each slot with the hash and the address beside it.
 * At most two thirds of the slots are taken.
 */
export class Slots {
  /** Two words each: the hash; the address and one, 0: free. */
  #words = new Int32Array(2 * FIRST_SLOTS);
  #taken = 0;

  get taken(): number {
    return this.#taken;
  }

  /** The slot of what has this hash and is `wanted`, else the one where it would stand. Good until the next change. */
  slotOf(hash: number, wanted: (address: number) => boolean): number {
    const mask = this.#words.length / 2 - 1;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const address = this.addressAt(slot);
      if (address === NOWHERE || (this.#words[2 * slot + HASH] === hash && wanted(address))) return slot;
    }
  }

  /** {@link NOWHERE} where the slot is free. */
  addressAt(slot: number): number {
    return this.#words[2 * slot + ADDRESS]! - 1;
  }

  /** Takes the slot, or gives it another address. */
  set(slot: number, hash: number, address: number): void {
    const is_new = this.#words[2 * slot + ADDRESS] === 0;
    this.#write(slot, hash, address + 1);
    if (is_new && ++this.#taken * 3 > this.#words.length) this.#widen();
  }

  /** Frees the slot, and moves up what stands behind it because it was taken. */
  free(freed: number): void {
    const words = this.#words;
    const mask = words.length / 2 - 1;
    let hole = freed;
    for (let slot = (hole + 1) & mask; words[2 * slot + ADDRESS] !== 0; slot = (slot + 1) & mask) {
      const home = words[2 * slot + HASH]! & mask;
      if (((slot - home) & mask) < ((slot - hole) & mask)) continue;
      this.#write(hole, words[2 * slot + HASH]!, words[2 * slot + ADDRESS]!);
      hole = slot;
    }
    this.#write(hole, 0, 0);
    this.#taken--;
  }

  #write(slot: number, hash: number, address: number): void {
    this.#words[2 * slot + HASH] = hash;
    this.#words[2 * slot + ADDRESS] = address;
  }

  #widen(): void {
    const narrow = this.#words;
    this.#words = new Int32Array(2 * narrow.length);
    for (let at = 0; at < narrow.length; at += 2) {
      const hash = narrow[at + HASH]!;
      const address = narrow[at + ADDRESS]!;
      if (address !== 0) this.#write(this.slotOf(hash, never), hash, address);
    }
  }
}

/** Nothing stands in two slots. */
function never(): boolean {
  return false;
}
