import { type Loading, loadList, type Saving, saveList } from '../store/saved.ts';
import { GuestIds } from './guest-ids.ts';

/** The names of the guests of one partition, and of those who pay for them. A guest's number is given from outside. */
export class Guests {
  readonly #ids = new GuestIds();
  /** The member that nearly always pays, and the others of those guests who have some. */
  readonly #member: string[] = [];
  readonly #others = new Map<number, string[]>();

  get count(): number {
    return this.#ids.count;
  }

  /** NONE where there is no such guest. */
  find(guest_id: string): number {
    return this.#ids.find(guest_id);
  }

  add(guest: number, guest_id: string): void {
    this.#ids.add(guest, guest_id);
    this.#member[guest] = '';
  }

  forget(guest: number): void {
    this.#ids.remove(guest);
    this.#member[guest] = '';
    this.#others.delete(guest);
  }

  idOf(guest: number): string {
    return this.#ids.idOf(guest);
  }

  numbers(): Iterable<number> {
    return this.#ids.numbers();
  }

  /** A member's number among those of the guest. */
  memberNumber(guest: number, member: string): number {
    if (this.#member[guest] === member) return 0;
    if (this.#member[guest] === '') {
      this.#member[guest] = member;
      return 0;
    }
    const others = this.#others.get(guest) ?? [];
    const known = others.indexOf(member);
    if (known !== -1) return known + 1;
    this.#others.set(guest, others);
    return others.push(member);
  }

  /** Forgets the members of the guest that `used` does not know; the others keep their numbers. */
  prune(guest: number, used: ReadonlySet<string>): void {
    const others = this.#others.get(guest) ?? [];
    for (const [i, member] of others.entries()) if (!used.has(member)) others[i] = '';
    if (!used.has(this.#member[guest]!)) this.#member[guest] = '';
  }

  /** Guests with several members. */
  get shared(): Iterable<number> {
    return this.#others.keys();
  }

  /** No guest has a number from `end` on. */
  *save(end: number): Saving {
    yield* this.#ids.save(end);
    yield* saveList(this.#member);
    yield* saveList([...this.#others]);
  }

  /** Must be empty. */
  *load(): Loading<void> {
    yield* this.#ids.load();
    for (const member of yield* loadList<string | null>()) this.#member.push(member ?? '');
    for (const [guest, members] of yield* loadList<[number, string[]]>()) this.#others.set(guest, members);
  }

  memberOf(guest: number, number: number): string {
    return number === 0 ? this.#member[guest]! : this.#others.get(guest)![number - 1]!;
  }
}
