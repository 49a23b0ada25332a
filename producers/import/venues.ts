import type { VenueClock } from '../../upstreams/shared/business-date.ts';

/** What an import must know of a venue; the config's venues are that. */
export interface ImportVenue extends VenueClock {
  readonly id: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
}

/** A venue that the config does not know. */
export const UTC: VenueClock = { timezone: 'UTC', closeoutHour: 4 };

/** The country of all venues, or '' where they lie in several: of something that belongs to no venue. */
export function commonCountry(venues: Iterable<ImportVenue>): string {
  const countries = new Set([...venues].map(({ country }) => country));
  const [country = ''] = countries;
  return countries.size === 1 ? country : '';
}
