import { dayOf } from './instants.ts';

/** What the business date of a venue depends on. */
export interface VenueClock {
  /** IANA. */
  readonly timezone: string;
  /** Local hours before it count to the day before. */
  readonly closeoutHour: number;
}

/** A venue that the config does not know counts in UTC; its day ends when the config's default says. */
export const UNKNOWN_VENUE: VenueClock = { timezone: 'UTC', closeoutHour: 4 };

/**
 * The business date of an instant, in days since 1970-01-01: the venue's local date, the hours before `closeoutHour`
 * counted to the day before. By the local clock: where a night has an hour twice or not at all, the hour that the
 * clock shows decides.
 */
export function businessDateAt(at_ms: number, { timezone, closeoutHour }: VenueClock): number {
  const shown = new Map(
    formatIn(timezone)
      .formatToParts(at_ms)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const [year = 1970, month = 1, day = 1] = [shown.get('year'), shown.get('month'), shown.get('day')];
  const date = dayOf(year, month, day) ?? Math.floor(at_ms / 86_400_000);
  return (shown.get('hour') ?? 0) < closeoutHour ? date - 1 : date;
}

/** Days since 1970-01-01 of a date written as the integer yyyymmdd; null where there is no such day. */
export function businessDateOf(yyyymmdd: number): number | null {
  if (!Number.isInteger(yyyymmdd)) return null;
  return dayOf(Math.floor(yyyymmdd / 10_000), Math.floor(yyyymmdd / 100) % 100, yyyymmdd % 100);
}

/** Making a formatter costs a hundred times what using it does. As many as there are time zones at most. */
const formats = new Map<string, Intl.DateTimeFormat>();

function formatIn(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known !== undefined) return known;
  const numeric = { year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric' } as const;
  const made = new Intl.DateTimeFormat('en-u-ca-iso8601-nu-latn', { timeZone, ...numeric, hourCycle: 'h23' });
  formats.set(timeZone, made);
  return made;
}
