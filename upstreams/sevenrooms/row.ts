import type { Decoded, Origin } from '../../runtime/types.ts';
import type { Topic } from '../../schemas/topics.ts';
import { Fields, isObject } from '../shared/fields.ts';
import { LONGEST_ID, recordOrRefusal } from '../shared/untrusted.ts';
import { utcOf } from '../shared/utc.ts';
import { written } from '../shared/written.ts';
import { utcOrNull } from './times.ts';

export const LONGEST_TEXT = 2000;

/** What a row became, and the latest instant that has passed by its own word. */
export interface Read<T> {
  readonly value: T;
  readonly latest_ms: number;
}

/**
 * A row or an entity of SevenRooms → our record, or a refusal that names the path and what was expected there, never a
 * value. Takes any JSON, and throws nothing.
 */
export function decodeRow<T>(json: unknown, topic: Topic<T>, origin: Origin, read: (row: Fields) => Read<T>): Decoded {
  const readRow = () => {
    const { value, latest_ms } = read(new Fields(json));
    return { value, event_time_ms: latest_ms };
  };
  return recordOrRefusal({ topic, upstream: 'sevenrooms', origin, payload: () => written(json), read: readRow });
}

/** Milliseconds of its last change, of its deletion where that is later. */
export function versionOf(row: Fields): number {
  const updated_at = utcOrNull(row, 'updated');
  if (updated_at === null) throw row.missing('updated');
  return Math.max(updated_at, timeIn(row.raw('deleted')));
}

/** The same of any JSON at all; NaN where it does not say. */
export function changedAt(row: unknown): number {
  const { updated, deleted } = isObject(row) ? row : {};
  const updated_at = timeIn(updated);
  return updated_at > 0 ? Math.max(updated_at, timeIn(deleted)) : Number.NaN;
}

/** 0 where it is no time. */
function timeIn(value: unknown): number {
  return (typeof value === 'string' ? utcOf(value) : null) ?? 0;
}

/** `deleted` is a text by the inventory, no value of it is public (ASSUMPTION: when it was deleted; nothing while it is there). */
export function isDeleted(row: Fields): boolean {
  const deleted = row.raw('deleted');
  return ![undefined, false, 0, '', 'false'].includes(deleted as never);
}

export function idOrNull(row: Fields, ...names: readonly string[]): string | null {
  const ids = names.map((name) => row.textOrNull(name, LONGEST_ID));
  const id = ids.find((one) => one !== null);
  return id === undefined ? null : `sevenrooms:${id}`;
}

/** A whole number from 0 to `most`. */
export function countOrNull(row: Fields, name: string, most: number): number | null {
  const count = row.numberOrNull(name);
  if (count === null || (Number.isInteger(count) && count >= 0 && count <= most)) return count;
  throw row.unreadable(name, 'out_of_range', `a whole number from 0 to ${most} expected`);
}
