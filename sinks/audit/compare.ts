import type { Row } from '../../runtime/duckdb/rows.ts';
import type { AuditCheck, AuditDifference } from './report.ts';
import { shownKey, shownValue } from './shown.ts';
import type { Side } from './sides.ts';
import type { Written } from './written.ts';

export interface Comparing {
  readonly name: string;
  readonly expected: Side;
  readonly found: Side;
  /** Columns that name the row. */
  readonly key: readonly string[];
  readonly left_out?: number;
  /** Columns of instants and dates; all others as they are, or as digests. */
  readonly written?: Written;
  /** Keys whose rows may differ, by what is known of them beside the two sides. */
  excused?(keys: readonly string[]): Promise<ReadonlySet<string>>;
}

/** Buckets that are looked into: with more of them the count of rows that differ is a lower bound. */
const LOOKED_INTO = 64;

/** Equal row for row? By checksums first, so that only what differs is looked at singly. */
export async function compare(comparing: Comparing): Promise<AuditCheck> {
  const { name, expected, found, left_out = 0 } = comparing;
  const [a, b] = [await expected.sums(), await found.sums()];
  const compared = [...a.values()].reduce((sum, { rows }) => sum + rows, 0);
  const buckets = [...new Set([...a.keys(), ...b.keys()])].filter(
    (bucket) => a.get(bucket)?.sum !== b.get(bucket)?.sum || a.get(bucket)?.rows !== b.get(bucket)?.rows,
  );
  const difference = await firstDifference(
    comparing,
    buckets.sort((x, y) => x - y),
  );
  return { name, ok: difference === null, compared, left_out, difference };
}

async function firstDifference(comparing: Comparing, buckets: readonly number[]): Promise<AuditDifference | null> {
  let rows = 0;
  let first: string | undefined;
  for (const [looked, bucket] of buckets.entries()) {
    if (first !== undefined && looked >= LOOKED_INTO) break;
    const keys = await differingIn(comparing, bucket);
    rows += keys.length;
    first ??= keys[0];
  }
  return first === undefined ? null : detailOf(comparing, first, rows);
}

async function differingIn({ expected, found, excused }: Comparing, bucket: number): Promise<readonly string[]> {
  const [a, b] = [await expected.digests(bucket), await found.digests(bucket)];
  const keys = [...new Set([...a.keys(), ...b.keys()])].sort();
  const differing = keys.filter((key) => a.get(key)?.join() !== b.get(key)?.join());
  if (differing.length === 0 || excused === undefined) return differing;
  const fine = await excused(differing);
  return differing.filter((key) => !fine.has(key));
}

async function detailOf(
  { expected, found, key, written }: Comparing,
  of: string,
  rows: number,
): Promise<AuditDifference> {
  const [a, b] = [await expected.row(of), await found.row(of)];
  const side = (name: string, value: string | null) => ({ side: name, value });
  const base = { rows, key: shownKey(key, a ?? b ?? {}) };
  if (a === undefined || b === undefined) {
    const word = (row: Row | undefined) => (row === undefined ? 'no row' : 'a row');
    return { ...base, column: null, expected: side(expected.name, word(a)), found: side(found.name, word(b)) };
  }
  const column = Object.keys(a).find((one) => a[one] !== b[one]);
  if (column === undefined) {
    return { ...base, column: null, expected: side(expected.name, 'one row'), found: side(found.name, 'several') };
  }
  const write = written?.get(column);
  const value = (row: Row) => {
    const one = row[column] ?? null;
    return write !== undefined && typeof one === 'string' ? write(one) : shownValue(column, one);
  };
  return { ...base, column, expected: side(expected.name, value(a)), found: side(found.name, value(b)) };
}
