import { NOWHERE, type Pages, wordOf } from './pages.ts';

/** Words of a block that belongs to a ring: its neighbours there. */
const NEXT = 1;
const PREVIOUS = 2;

/** Blocks that hang together in rings. A ring is known by its first: from there both its begin and its end are near. */
export class Rings {
  readonly #pages: Pages;

  constructor(pages: Pages) {
    this.#pages = pages;
  }

  /** At the end of the ring that begins with `first`, or in a ring of its own where that is NOWHERE. */
  join(first: number, address: number): void {
    if (first === NOWHERE) this.#link(address, address);
    else {
      this.#link(this.#word(first, PREVIOUS), address);
      this.#link(address, first);
    }
  }

  /** Gives the next in its ring; NOWHERE where it was alone. */
  leave(address: number): number {
    const next = this.next(address);
    if (next === address) return NOWHERE;
    this.#link(this.#word(address, PREVIOUS), next);
    return next;
  }

  /** `to` stands where `from` stood. */
  replace(from: number, to: number): void {
    const next = this.next(from);
    if (next === from) this.#link(to, to);
    else {
      this.#link(this.#word(from, PREVIOUS), to);
      this.#link(to, next);
    }
  }

  /** After the last comes the first again. */
  next(address: number): number {
    return this.#word(address, NEXT);
  }

  #word(address: number, word: number): number {
    return this.#pages.at(address).words[wordOf(address) + word]!;
  }

  #link(address: number, next: number): void {
    this.#pages.at(address).words[wordOf(address) + NEXT] = next;
    this.#pages.at(next).words[wordOf(next) + PREVIOUS] = address;
  }
}
