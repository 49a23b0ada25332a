import type { Decoded, Origin } from '../../../runtime/types.ts';
import type { GuestProfile, ReservationVersion } from '../../../schemas/generated/types.ts';
import { Places } from '../../../upstreams/sevenrooms/config.ts';
import { decodeClient } from '../../../upstreams/sevenrooms/decode-client.ts';
import { decodeReservation } from '../../../upstreams/sevenrooms/decode-reservation.ts';

export type Json = Record<string, unknown>;

export const venues = [
  { id: 'soho', timezone: 'America/New_York', country: 'US', sevenrooms: 'v-soho', toast: 'guid' },
  { id: 'pier', timezone: 'Europe/London', country: 'GB', sevenrooms: 'v-pier', toast: 'guid-2', square: 'l' },
];
export const places = new Places(venues);
export const origin: Origin = { kind: 'page', source: 'sevenrooms.test', page: 'p' };

/** A completed reservation of four at the Soho, by names and types as tap-sevenrooms has them. */
export function reservation(changes: Json = {}): Json {
  return {
    id: 'r-1',
    reference_code: 'ABC123',
    status: 'COMPLETE',
    status_simple: 'Complete',
    status_display: 'Complete',
    date: '2026-05-08',
    arrival_time: '2026-05-08 19:30:00',
    seated_time: '2026-05-08 23:34:10',
    left_time: '2026-05-09 01:20:00',
    duration: 120,
    max_guests: 4,
    arrived_guests: 4,
    client_id: 'c-venue',
    venue_group_client_id: 'c-1',
    venue_id: 'v-soho',
    venue_group_id: 'g-1',
    email: 'Ada@Example.com',
    phone_number: '+12125550142',
    first_name: 'Ada',
    last_name: 'Byron',
    notes: null,
    client_requests: 'a quiet table',
    booked_by: 'Widget',
    tags: [],
    table_numbers: ['12'],
    pos_tickets: [ticket()],
    custom_fields: {},
    total_payment: 0,
    is_vip: false,
    created: '2026-05-01 12:00:00',
    updated: '2026-05-09 01:21:30',
    deleted: null,
    ...changes,
  };
}

export function ticket(changes: Json = {}): Json {
  return { code: '41', local_pos_ticket_id: 'o-1', subtotal: 100, total: 108, status: 'closed', items: [], ...changes };
}

export function client(changes: Json = {}): Json {
  return {
    id: 'c-1',
    first_name: 'Ada',
    last_name: 'Byron',
    email: 'Ada@Example.com',
    phone_number: '(212) 555-0142',
    phone_number_locale: 'US',
    birthday_day: 9,
    birthday_month: 12,
    client_tags: [{ color: '#fff', group: 'vip', group_display: 'VIP', tag: 'regular', tag_display: 'Regular' }],
    custom_fields: [{ system_name: 'wine', display_order: 1, name: 'Wine', value: 'red' }],
    tags: 'Regular',
    marketing_opt_in: true,
    marketing_opt_in_ts: '2026-01-01 00:00:00',
    total_visits: 7,
    total_spend: 1234.5,
    venue_group_id: 'g-1',
    created: '2025-01-01 12:00:00',
    updated: '2026-05-09 01:21:30',
    deleted: null,
    ...changes,
  };
}

export function decodedReservation(json: unknown, of: Places = places): Decoded {
  return decodeReservation(json, { places: of, origin });
}

export function decodedClient(json: unknown, country = 'US'): Decoded {
  return decodeClient(json, { country, origin });
}

/** What comes of it; an error where it is refused. */
export function readReservation(json: unknown, of: Places = places): ReservationVersion {
  // The decoder produces nothing but versions.
  return valueIn(decodedReservation(json, of)) as ReservationVersion;
}

export function readClient(json: unknown, country = 'US'): GuestProfile {
  // The decoder produces nothing but profiles.
  return valueIn(decodedClient(json, country)) as GuestProfile;
}

function valueIn(one: Decoded): unknown {
  if (one.kind === 'refused') throw new Error(`${one.reason} ${one.detail}`);
  return one.value;
}
