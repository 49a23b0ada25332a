import type { Incoming } from '../../runtime/types.ts';
import { splitKey } from '../../schemas/keys.ts';
import type { Topic } from '../../schemas/topics.ts';
import { type Hash, hashOf } from './hash.ts';
import { NOWHERE, Pages, sizeOf, wordOf } from './pages.ts';
import { Rings } from './rings.ts';
import { Slots } from './slots.ts';
import { Written } from './written.ts';

/** A block: how many bytes the value has; its neighbours in the ring, where there are rings; the value. */
const PLAIN_HEADER_BYTES = 4;
const RING_HEADER_BYTES = 12;

/**
 * The last value of each key of a changelog: a state that holds what its changelogs say. The values lie encoded in large
 * pages, found by the hash of the key, with whose parts they begin; there is no object for each, and what is given is
 * made anew. Those of one entity (the first part of the key) hang together in a ring, in the order in which their keys
 * came.
 */
export class KeyedValues<T> {
  readonly #written: Written;
  readonly #pages = new Pages();
  /** Undefined: an entity has no more than one value, as its key has one part. */
  readonly #rings: Rings | undefined;
  readonly #header_bytes: number;
  /** By key. */
  readonly #keys = new Slots();
  /** By entity: the first of its ring. */
  readonly #firsts = new Slots();

  /** Throws unless the topic's values begin with the parts of their key, which are strings. */
  constructor(topic: Topic<T>, hash: Hash = hashOf) {
    this.#written = new Written(topic, hash);
    this.#rings = topic.key.length > 1 ? new Rings(this.#pages) : undefined;
    this.#header_bytes = this.#rings === undefined ? PLAIN_HEADER_BYTES : RING_HEADER_BYTES;
  }

  /** How many keys have a value. */
  get size(): number {
    return this.#keys.taken;
  }

  /** The value of the key with these parts; undefined: it has none. */
  get(...key: readonly string[]): T | undefined {
    this.#written.key(key);
    const address = this.#keys.addressAt(this.#keySlot());
    return address === NOWHERE ? undefined : this.#valueAt(address);
  }

  /** Whether any value belongs to the entity. */
  has(entity: string): boolean {
    return this.#firstOf(entity) !== NOWHERE;
  }

  /** All values of the entity, costing what these cost. None may be put or removed meanwhile. */
  *of(entity: string): Iterable<T> {
    const first = this.#firstOf(entity);
    if (first === NOWHERE) return;
    let address = first;
    do {
      yield this.#valueAt(address);
      address = this.#rings?.next(address) ?? first;
    } while (address !== first);
  }

  /**
   * Gives what its key had before: undefined where there was nothing, `value` itself where that was just the same.
   * Throws NotAvro where it is no value of the topic, and has done nothing then.
   */
  put(value: T): T | undefined {
    this.#written.value(value);
    const slot = this.#keySlot();
    const address = this.#keys.addressAt(slot);
    if (address === NOWHERE) {
      this.#add(slot);
      return undefined;
    }
    if (this.#isWritten(address)) return value;
    const before = this.#valueAt(address);
    this.#replace(slot, address);
    return before;
  }

  /** Gives what the key had; undefined: nothing. Parts that are missing at its end are empty. */
  remove(...key: readonly string[]): T | undefined {
    this.#written.key(key);
    const slot = this.#keySlot();
    const address = this.#keys.addressAt(slot);
    if (address === NOWHERE) return undefined;
    const before = this.#valueAt(address);
    this.#keys.free(slot);
    if (this.#rings !== undefined) this.#leave(this.#rings, address);
    this.#pages.give(address, this.#wordsOf(this.#lengthAt(address)));
    return before;
  }

  /** Takes in a record of the changelog. */
  restore({ key, value }: Incoming<T>): void {
    if (value === null) this.remove(...splitKey(key));
    else this.put(value);
  }

  #firstOf(entity: string): number {
    this.#written.entity(entity);
    if (this.#rings === undefined) return this.#keys.addressAt(this.#keySlot());
    return this.#firsts.addressAt(this.#entitySlot());
  }

  #add(slot: number): void {
    const address = this.#store();
    this.#keys.set(slot, this.#written.key_hash, address);
    if (this.#rings === undefined) return;
    const of_entity = this.#entitySlot();
    const first = this.#firsts.addressAt(of_entity);
    this.#rings.join(first, address);
    if (first === NOWHERE) this.#firsts.set(of_entity, this.#written.entity_hash, address);
  }

  #replace(slot: number, address: number): void {
    const words = this.#wordsOf(this.#lengthAt(address));
    if (sizeOf(words) === sizeOf(this.#wordsOf(this.#written.length))) {
      this.#write(address);
      return;
    }
    const moved = this.#store();
    this.#keys.set(slot, this.#written.key_hash, moved);
    if (this.#rings !== undefined) {
      this.#rings.replace(address, moved);
      this.#firstMoves(address, moved);
    }
    this.#pages.give(address, words);
  }

  #leave(rings: Rings, address: number): void {
    const next = rings.leave(address);
    if (next === NOWHERE) this.#firsts.free(this.#entitySlot());
    else this.#firstMoves(address, next);
  }

  /** Where `from` was the first of the entity, `to` is that now. */
  #firstMoves(from: number, to: number): void {
    const slot = this.#entitySlot();
    if (this.#firsts.addressAt(slot) === from) this.#firsts.set(slot, this.#written.entity_hash, to);
  }

  #keySlot(): number {
    return this.#keys.slotOf(this.#written.key_hash, this.#hasKey);
  }

  #entitySlot(): number {
    return this.#firsts.slotOf(this.#written.entity_hash, this.#hasEntity);
  }

  readonly #hasKey = (address: number) => this.#begins(address, this.#written.key_end);
  readonly #hasEntity = (address: number) => this.#begins(address, this.#written.entity_end);

  #begins(address: number, length: number): boolean {
    return this.#written.isAt(this.#pages.at(address).bytes, this.#bytesAt(address), length);
  }

  #isWritten(address: number): boolean {
    const { length } = this.#written;
    return this.#lengthAt(address) === length && this.#begins(address, length);
  }

  /** In a block of its own. */
  #store(): number {
    const address = this.#pages.take(this.#wordsOf(this.#written.length));
    this.#write(address);
    return address;
  }

  #write(address: number): void {
    const { words, bytes } = this.#pages.at(address);
    words[wordOf(address)] = this.#written.length;
    this.#written.copyTo(bytes, this.#bytesAt(address));
  }

  #valueAt(address: number): T {
    const at = this.#bytesAt(address);
    // It was written as a value of the topic.
    return this.#written.read(this.#pages.at(address).bytes, at, at + this.#lengthAt(address)) as T;
  }

  #lengthAt(address: number): number {
    return this.#pages.at(address).words[wordOf(address)]!;
  }

  #bytesAt(address: number): number {
    return 4 * wordOf(address) + this.#header_bytes;
  }

  /** Of the block for a value of so many bytes. */
  #wordsOf(length: number): number {
    return (this.#header_bytes + length + 3) >>> 2;
  }
}
