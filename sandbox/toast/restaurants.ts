import { VENUES } from '../world/venues.ts';
import { guid, KIND } from './guid.ts';

/** What a client of the twin logs in with. They open nothing else anywhere. */
export const TOAST_CREDENTIALS = { clientId: 'sandbox', clientSecret: 'sandbox-secret' } as const;

/** The Toast-Restaurant-External-ID of each venue, by venue id. Fixed, whatever the seed. */
export const TOAST_RESTAURANTS: Readonly<Record<string, string>> = {
  soho: '5c1e3a52-6f0b-4d84-9b7e-0d1f5a8c2e01',
  fulton: '5c1e3a52-6f0b-4d84-9b7e-0d1f5a8c2e02',
  liberties: '5c1e3a52-6f0b-4d84-9b7e-0d1f5a8c2e03',
};

const BY_GUID = new Map(VENUES.map((venue, position) => [TOAST_RESTAURANTS[venue.id]!, position]));

/** The position in VENUES of a restaurant; undefined where the client has no access to it, or there is none. */
export function venueOfRestaurant(restaurant: string): number | undefined {
  return BY_GUID.get(restaurant.toLowerCase());
}

/** A GUID of something that a restaurant has configured: a dish, a table, a tax, a member of staff. */
export function configured(venue: number, what: keyof typeof WHAT, which = 0): string {
  const key = (venue * 32 + WHAT[what]) * 1024 + which;
  const known = CONFIGURED.get(key);
  if (known) return known;
  const made = guid(KIND.restaurant, venue, WHAT[what], which);
  CONFIGURED.set(key, made);
  return made;
}

const CONFIGURED = new Map<number, string>();

const WHAT = {
  staff: 1,
  table: 2,
  diningOption: 3,
  revenueCenter: 4,
  service: 5,
  area: 6,
  item: 7,
  group: 8,
  category: 9,
  taxRate: 10,
  discount: 11,
  serviceCharge: 12,
  extra: 13,
  extraGroup: 14,
  voidReason: 15,
  otherPayment: 16,
  houseAccount: 17,
  device: 18,
  cashDrawer: 19,
} as const;
