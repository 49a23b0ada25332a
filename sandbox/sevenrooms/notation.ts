import type { LocalTime } from '../world/venues.ts';

/**
 * An instant as SevenRooms writes `created`, `updated`, `seated_time` and `left_time`: in UTC, without saying so, with a
 * fraction where it has one (`2026-06-20 15:04:18`, `2026-06-20 15:04:18.120000`).
 */
export function utc(at_ms: number): string {
  const iso = new Date(at_ms).toISOString();
  const fraction = at_ms % 1_000 === 0 ? '' : `${iso.slice(19, 23)}000`;
  return `${iso.slice(0, 10)} ${iso.slice(11, 19)}${fraction}`;
}

export function utcOrNull(at_ms: number | null): string | null {
  return at_ms === null ? null : utc(at_ms);
}

/** An instant as SevenRooms writes `arrival_time` and `real_datetime_of_slot`: the venue's clock, without saying so. */
export function wall(local: LocalTime, at_ms: number): string {
  return utc(at_ms + local.offset_ms(at_ms));
}

/** The instant of `updated_since`: ISO-8601, UTC where it names no zone; null for anything else. */
export function instantOf(text: string): number | null {
  const parts = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?))?(Z|[+-]\d\d:?\d\d)?$/.exec(text);
  if (!parts) return null;
  const at_ms = Date.parse(`${parts[1]}T${parts[2] ?? '00:00'}${zone(parts[3] ?? 'Z')}`);
  return Number.isNaN(at_ms) ? null : at_ms;
}

function zone(written: string): string {
  return written.length === 5 ? `${written.slice(0, 3)}:${written.slice(3)}` : written;
}

/** The day (since 1970-01-01) of `YYYY-MM-DD`; null for anything else. */
export function dayOf(text: string): number | null {
  const at_ms = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  return Number.isNaN(at_ms) ? null : at_ms / 86_400_000;
}

/** Decimal major units. All the twin's currencies have two decimals. */
export function money(amount_minor: number): number {
  return amount_minor / 100;
}
