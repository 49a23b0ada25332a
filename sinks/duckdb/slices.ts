import type { Rows } from './rows.ts';

/** Rows `from` to `to` (exclusive) of some. */
export interface Slice {
  readonly rows: Rows;
  readonly from: number;
  readonly to: number;
}

export function sizeOf(slices: readonly Slice[]): number {
  return slices.reduce((sum, { from, to }) => sum + to - from, 0);
}

/** The first `count` rows of them, and the others. */
export function splitAt(slices: readonly Slice[], count: number): [first: Slice[], others: Slice[]] {
  const first: Slice[] = [];
  const others: Slice[] = [];
  let left = count;
  for (const slice of slices) {
    const at = Math.min(slice.to, slice.from + left);
    left -= at - slice.from;
    if (at > slice.from) first.push({ ...slice, to: at });
    if (at < slice.to) others.push({ ...slice, from: at });
  }
  return [first, others];
}
