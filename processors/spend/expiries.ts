/** What is due when: a binary heap, the earliest first. */
export class Expiries<T> {
  readonly #heap: { readonly at: number; readonly what: T }[] = [];

  /** The earliest instant; Infinity: there is nothing. */
  get next_at(): number {
    return this.#heap[0]?.at ?? Number.POSITIVE_INFINITY;
  }

  push(at: number, what: T): void {
    const heap = this.#heap;
    let hole = heap.length;
    heap.push({ at, what });
    while (hole > 0) {
      const parent = (hole - 1) >>> 1;
      if (heap[parent]!.at <= at) break;
      heap[hole] = heap[parent]!;
      hole = parent;
    }
    heap[hole] = { at, what };
  }

  /** Takes the earliest out; there must be one. */
  pop(): { readonly at: number; readonly what: T } {
    const heap = this.#heap;
    const top = heap[0]!;
    const last = heap.pop()!;
    if (heap.length > 0) this.#sink(last);
    return top;
  }

  /** Puts `item` in the place of the top. */
  #sink(item: { readonly at: number; readonly what: T }): void {
    const heap = this.#heap;
    let hole = 0;
    for (;;) {
      let child = 2 * hole + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && heap[child + 1]!.at < heap[child]!.at) child++;
      if (heap[child]!.at >= item.at) break;
      heap[hole] = heap[child]!;
      hole = child;
    }
    heap[hole] = item;
  }
}
