import type { Since } from '../../runtime/config/since.ts';
import type { VenueClock } from '../shared/business-date.ts';
import type { UpstreamDeps } from '../shared/deps.ts';

/** The part of the config file that is about Toast; `upstreams.toast` after validation has this shape. */
export interface ToastConfig {
  /** Private to every client; the guide calls it `toast-api-server`. Without a trailing slash. */
  readonly baseUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Null: no webhooks. */
  readonly webhookSecret: string | null;
  readonly pollSeconds: number;
  readonly requestsPerSecond: number;
  readonly since: Since;
}

export interface ToastVenue extends VenueClock {
  readonly id: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  /** ISO 4217: orders carry none. */
  readonly currency: string;
  /** The restaurant's GUID; absent: the venue is not on Toast. */
  readonly toast?: string | undefined;
}

export interface ToastDeps extends UpstreamDeps {
  /** The token is kept here, for all processes and over restarts. */
  readonly dataDir: string;
}

/** A venue as orders need it, whether the config knows the restaurant or not. */
export interface Restaurant extends VenueClock {
  readonly venue_id: string;
  readonly guid: string;
  readonly country: string;
  readonly currency: string;
}

export function restaurantOf(venue: ToastVenue, guid: string): Restaurant {
  const { id, timezone, closeoutHour, country, currency } = venue;
  return { venue_id: id, guid, timezone, closeoutHour, country, currency };
}

/** Counts in UTC, says the contract; for the rest what most restaurants on Toast are. */
export function unknownRestaurant(guid: string): Restaurant {
  return { venue_id: `toast:${guid}`, guid, timezone: 'UTC', closeoutHour: 4, country: 'US', currency: 'USD' };
}
