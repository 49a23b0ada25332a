import type { Fields } from '../shared/fields.ts';
import { instantOfLocal } from '../shared/local-time.ts';
import { namesOffset, utcOf } from '../shared/utc.ts';

/**
 * Epoch milliseconds of a time that is the venue's (arrival_time, real_datetime_of_slot), unless it names an offset of its
 * own. All others are UTC (seated_time, left_time, created, updated).
 */
export function localOf(text: string, timezone: string): number | null {
  const shown_ms = utcOf(text);
  if (shown_ms === null || namesOffset(text)) return shown_ms;
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
