import { instantOf } from './instants.ts';

const pattern = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2})(:\d{2})?([.,]\d{1,9})?\s?(Z|UTC|[+-]\d{2}(?::?\d{2})?)?$/;

/**
 * Epoch milliseconds of a time like `2026-11-20 18:00:00` or ISO 8601, in UTC unless it names an offset of its own.
 * Null where it is none.
 */
export function utcOf(text: string): number | null {
  const match = pattern.exec(text.trim());
  if (match === null) return null;
  const [, date, time, seconds = ':00', fraction = '', offset = 'Z'] = match;
  return instantOf(`${date}T${time}${seconds}${fraction}${offset === 'UTC' ? 'Z' : offset}`);
}

/** Whether it does name one. */
export function namesOffset(text: string): boolean {
  return pattern.exec(text.trim())?.[5] !== undefined;
}
