/** Ends a chain of series. */
export const NONE = -1;

/** The guests of one partition, by number. A number is free for another once its guest is forgotten. */
export class Guests {
  readonly #numbers = new Map<string, number>();
  readonly #ids: string[] = [];
  readonly #free: number[] = [];
  /** The member that nearly always pays, and the others of those who have some. */
  readonly #member: string[] = [];
  readonly #others = new Map<number, string[]>();
  /** The first of the guest's series, or NONE. */
  readonly series: number[] = [];
  /** Since when the guest is a member; Infinity: not. */
  readonly loyal_at: number[] = [];
  /** How much later than the beginning (UTC) of their business dates the guest's orders closed, at least and at most. */
  readonly lag_from: number[] = [];
  readonly lag_to: number[] = [];

  get count(): number {
    return this.#numbers.size;
  }

  /** NONE where there is no such guest. */
  find(guest_id: string): number {
    return this.#numbers.get(guest_id) ?? NONE;
  }

  add(guest_id: string): number {
    const guest = this.#free.pop() ?? this.#ids.length;
    this.#numbers.set(guest_id, guest);
    this.#ids[guest] = guest_id;
    this.#member[guest] = '';
    this.series[guest] = NONE;
    this.loyal_at[guest] = Number.POSITIVE_INFINITY;
    this.lag_from[guest] = Number.POSITIVE_INFINITY;
    this.lag_to[guest] = Number.NEGATIVE_INFINITY;
    return guest;
  }

  forget(guest: number): void {
    this.#numbers.delete(this.#ids[guest]!);
    this.#ids[guest] = '';
    this.#member[guest] = '';
    this.#others.delete(guest);
    this.#free.push(guest);
  }

  idOf(guest: number): string {
    return this.#ids[guest]!;
  }

  numbers(): Iterable<number> {
    return this.#numbers.values();
  }

  /** A member's number among those of the guest. */
  memberNumber(guest: number, member: string): number {
    if (this.#member[guest] === '') this.#member[guest] = member;
    if (this.#member[guest] === member) return 0;
    const others = this.#others.get(guest) ?? [];
    const known = others.indexOf(member);
    if (known !== -1) return known + 1;
    this.#others.set(guest, others);
    return others.push(member);
  }

  memberOf(guest: number, number: number): string {
    return number === 0 ? this.#member[guest]! : this.#others.get(guest)![number - 1]!;
  }
}
