import type { Config } from '../../runtime/config/schema.ts';
import { normaliseEmail } from '../../schemas/email.ts';
import { businessDateAt, UNKNOWN_VENUE } from '../../upstreams/shared/business-date.ts';
import { phoneOf } from '../../upstreams/shared/phone.ts';
import type { Row } from './row.ts';

/** Something odd in a row that is imported all the same. */
export type Warning = 'unusable_email';

/** What the rows of a file are read with. */
export interface ImportContext {
  readonly venues: Config['venues'];
  warn(warning: Warning): void;
}

const MOST = { from: 0, to: Number.MAX_SAFE_INTEGER };

export function moneyOr0(row: Row, name: string): number {
  return row.integerOrNull(name, MOST) ?? 0;
}

export function money(row: Row, name: string): number {
  return row.integer(name, MOST);
}

export function versionOrNull(row: Row): number | null {
  return row.integerOrNull('version', MOST);
}

export const PEOPLE = { from: 0, to: 100_000 };

/** Normalised. An address that is none is a warning: nobody is known by it. */
export function emailOf(row: Row, { warn }: ImportContext): string | null {
  const text = row.textOrNull('email');
  const email = text === null ? null : normaliseEmail(text);
  if (text !== null && email === null) warn('unusable_email');
  return email;
}

/** E.164 where it parses: in the venue's country, else in that of all venues where they have one in common. */
export function phoneIn(row: Row, { venues }: ImportContext, venue_id?: string): string | null {
  const text = row.textOrNull('phone', 100);
  if (text === null) return null;
  const countries = new Set(venues.map(({ country }) => country));
  const own = venues.find(({ id }) => id === venue_id)?.country;
  const common = countries.size === 1 ? [...countries][0] : undefined;
  return phoneOf(text, own ?? common ?? '');
}

export function businessDate(at_ms: number, venue_id: string, { venues }: ImportContext): number {
  return businessDateAt(at_ms, venues.find(({ id }) => id === venue_id) ?? UNKNOWN_VENUE);
}
