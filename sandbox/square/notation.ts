import { SQUARE_VENUE } from './account.ts';

/** As Square writes instants: `2020-04-16T23:14:26.129Z`. */
export function date(at_ms: number): string {
  return new Date(at_ms).toISOString();
}

export function money(amount: number, currency: string = SQUARE_VENUE.currency) {
  return { amount, currency };
}

/** RFC 3339 with an offset; null for anything else. */
export function instantOf(text: unknown): number | null {
  if (typeof text !== 'string' || !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(text)) return null;
  const at_ms = Date.parse(text);
  return Number.isNaN(at_ms) ? null : at_ms;
}
