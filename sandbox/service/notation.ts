import type { LocalTime } from '../world/venues.ts';

/** An instant as Service writes it: with the restaurant's UTC offset, to the second (`2026-06-20T11:04:18+02:00`). */
export function date(local: LocalTime, at_ms: number): string {
  const offset_ms = local.offset_ms(at_ms);
  const minutes = Math.abs(offset_ms) / 60_000;
  const two = (value: number) => String(value).padStart(2, '0');
  const sign = offset_ms < 0 ? '-' : '+';
  const clock = new Date(at_ms + offset_ms).toISOString().slice(0, 19);
  return `${clock}${sign}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

/** The instant of a query parameter, ISO-8601 with Z or an offset; null for anything else. */
export function instantOf(text: string): number | null {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)$/.test(text)) return null;
  const at_ms = Date.parse(text);
  return Number.isNaN(at_ms) ? null : at_ms;
}
