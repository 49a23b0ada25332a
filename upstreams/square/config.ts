import type { Since } from '../../runtime/config/since.ts';
import type { VenueClock } from '../shared/business-date.ts';

/** The part of the config file that is about Square; `upstreams.square` after validation has this shape. */
export interface SquareConfig {
  /** Without a trailing slash. */
  readonly baseUrl: string;
  readonly accessToken: string;
  /** Null: no webhooks. */
  readonly webhookSignatureKey: string | null;
  /** Exactly as it is registered: it is part of what is signed. Null: no webhooks. */
  readonly webhookUrl: string | null;
  readonly pollSeconds: number;
  readonly requestsPerSecond: number;
  readonly since: Since;
}

export interface SquareVenue extends VenueClock {
  readonly id: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  /** ISO 4217: of an order that names no amount. */
  readonly currency: string;
  /** The id of the location; absent: the venue is not on Square. */
  readonly square?: string | undefined;
}

/** A venue as orders need it, whether the config knows the location or not. */
export interface Location extends VenueClock {
  readonly venue_id: string;
  readonly location_id: string;
  readonly country: string;
  readonly currency: string;
}

/** What the config says of locations. */
export class Locations {
  readonly all: readonly Location[];
  /** Where phone numbers of customers are from, who are the seller's and no location's: the first one's country. */
  readonly country: string;

  constructor(venues: readonly SquareVenue[]) {
    this.all = venues.flatMap((venue) => (venue.square === undefined ? [] : [locationOf(venue, venue.square)]));
    this.country = (this.all[0] ?? venues[0])?.country ?? 'US';
  }

  /** One that the config does not know counts in UTC, says the contract; for the rest what most are. */
  of(location_id: string): Location {
    const unknown = { timezone: 'UTC', closeoutHour: 4, country: 'US', currency: 'USD' };
    const known = this.all.find((location) => location.location_id === location_id);
    return known ?? { venue_id: `square:${location_id}`, location_id, ...unknown };
  }
}

function locationOf({ id, timezone, closeoutHour, country, currency }: SquareVenue, location_id: string): Location {
  return { venue_id: id, location_id, timezone, closeoutHour, country, currency };
}
