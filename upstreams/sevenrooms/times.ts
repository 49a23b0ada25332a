import type { Fields } from '../shared/fields.ts';
import { instantOf } from '../shared/instants.ts';
import { instantOfLocal } from '../shared/local-time.ts';

const pattern = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2})(:\d{2})?([.,]\d{1,9})?\s?(Z|UTC|[+-]\d{2}(?::?\d{2})?)?$/;

/**
 * Epoch milliseconds of a time as SevenRooms writes them, `2026-11-20 18:00:00` or ISO 8601, in UTC unless it names an
 * offset of its own (upstreams: seated_time, left_time, created, updated). Null where it is none.
 */
export function utcOf(text: string): number | null {
  const match = pattern.exec(text.trim());
  if (match === null) return null;
  const [, date, time, seconds = ':00', fraction = '', offset = 'Z'] = match;
  return instantOf(`${date}T${time}${seconds}${fraction}${offset === 'UTC' ? 'Z' : offset}`);
}

/** The same of a time that is the venue's (arrival_time, real_datetime_of_slot), unless it names an offset of its own. */
export function localOf(text: string, timezone: string): number | null {
  const shown_ms = utcOf(text);
  if (shown_ms === null || pattern.exec(text.trim())?.[5] !== undefined) return shown_ms;
  return instantOfLocal(shown_ms, timezone);
}

/** Null where it is not there; what is there and no time is an Unreadable. Year 1 and 1970 itself stand for "none". */
export function utcOrNull(fields: Fields, name: string): number | null {
  const text = fields.textOrNull(name, 100);
  if (text === null) return null;
  const at_ms = utcOf(text);
  if (at_ms === null) throw fields.unreadable(name, 'wrong_type', 'a time like 2026-11-20 18:00:00 expected');
  return at_ms > 0 ? at_ms : null;
}
