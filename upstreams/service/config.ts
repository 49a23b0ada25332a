import type { Since } from '../../runtime/config/since.ts';

/** Names the source: its cursor and its marks. */
export const SOURCE = 'service.reservations';

/** The part of the config file that is about Service; `upstreams.service` after validation has this shape. */
export interface ServiceConfig {
  /** Without a trailing slash. */
  readonly baseUrl: string;
  readonly apiKey: string;
  /** Null: no webhooks. */
  readonly webhookSecret: string | null;
  /** ASSUMPTION: the list of reservations. Null: they are known from webhooks and files alone. */
  readonly listPath: string | null;
  readonly pollSeconds: number;
  readonly requestsPerSecond: number;
  readonly since: Since;
}

export interface ServiceVenue {
  readonly id: string;
  /** What Service calls it; absent: the venue is not on Service. */
  readonly service?: string | undefined;
}

/** Our id of a venue, by what Service calls it (null: it named none). */
export type VenueOf = (named: string | null) => string;

/** A venue that nobody knows keeps Service's name for it; one that is not named is the only one there is. */
export function venueOf(venues: readonly ServiceVenue[]): VenueOf {
  const onService = venues.filter(({ service }) => service !== undefined);
  const byName = new Map(onService.map((venue) => [venue.service, venue.id]));
  const candidates = onService.length > 0 ? onService : venues;
  const only = candidates.length === 1 ? candidates[0]?.id : undefined;
  return (named) => (named === null ? (only ?? 'service:unknown') : (byName.get(named) ?? `service:${named}`));
}
