import type { StoredTable } from '../../schemas/tables.ts';

/** By column: how a value that is compared as a number is written where it differs. */
export type Written = ReadonlyMap<string, (value: string) => string>;

/** Of a table whose instants are whole numbers of `unit` and whose dates are days or text. */
export function writtenIn({ columns }: StoredTable, unit: 'us' | 'ms'): Written {
  const written = new Map<string, (value: string) => string>();
  for (const { name, type } of columns) {
    if (type === 'TIMESTAMPTZ') written.set(name, unit === 'us' ? instantOf : (ms) => instantOf(`${ms}000`));
    if (type === 'DATE') written.set(name, dateOf);
  }
  return written;
}

const WHOLE = /^-?[0-9]+$/;
/** Either way from 1970, as Date has it. */
const FURTHEST_MS = 8_640_000_000_000_000n;

/** ISO-8601 in UTC of microseconds since 1970, these only where there are some; what is no instant stays as it is. */
export function instantOf(us: string): string {
  if (!WHOLE.test(us)) return us;
  const rest = ((BigInt(us) % 1000n) + 1000n) % 1000n;
  const ms = (BigInt(us) - rest) / 1000n;
  if (ms < -FURTHEST_MS || ms > FURTHEST_MS) return us;
  const written = new Date(Number(ms)).toISOString();
  return rest === 0n ? written : written.replace('Z', `${String(rest).padStart(3, '0')}Z`);
}

function dateOf(days: string): string {
  return WHOLE.test(days) ? instantOf(`${BigInt(days) * 86_400_000_000n}`).replace(/T.*/, '') : days;
}
