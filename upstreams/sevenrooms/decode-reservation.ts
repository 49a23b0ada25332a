import type { Decoded, Origin } from '../../runtime/types.ts';
import { normaliseEmail } from '../../schemas/email.ts';
import type { ReservationVersion } from '../../schemas/generated/types.ts';
import { topics } from '../../schemas/topics.ts';
import { type Fields, isObject } from '../shared/fields.ts';
import { LONGEST_ID } from '../shared/untrusted.ts';
import type { Place, Places } from './config.ts';
import { payloadOf } from './payload.ts';
import { countOrNull, decodeRow, idOrNull, isDeleted, LONGEST_TEXT, type Read, versionOf } from './row.ts';
import { statusOf } from './status.ts';
import { localOf, utcOrNull } from './times.ts';

export interface ReservationContext {
  readonly places: Places;
  readonly origin: Origin;
  /** The webhook's word that it is gone. */
  readonly deleted?: boolean;
}

const MOST_GUESTS = 100_000;

/** A reservation, from the export or a webhook → one of its versions. See decodeRow. */
export function decodeReservation(json: unknown, { places, origin, deleted = false }: ReservationContext): Decoded {
  return decodeRow(json, topics.reservation_versions, origin, (row) => readReservation(row, places, deleted));
}

function readReservation(row: Fields, places: Places, deleted: boolean): Read<ReservationVersion> {
  const reservation_id = `sevenrooms:${row.text('id', LONGEST_ID)}`;
  const version = versionOf(row);
  const place = places.of(row.textOrNull('venue_id', LONGEST_ID));
  if (place === null) throw row.missing('venue_id');
  const status = statusOf(row.textOrNull('status', LONGEST_ID), row.textOrNull('status_simple', LONGEST_ID));
  const [seated_at, left_at] = [utcOrNull(row, 'seated_time'), utcOrNull(row, 'left_time')];
  const value: ReservationVersion = {
    reservation_id,
    version,
    upstream: 'sevenrooms',
    venue_id: place.venue_id,
    status: deleted || isDeleted(row) ? 'deleted' : status,
    party_size: countOrNull(row, 'max_guests', MOST_GUESTS),
    client_id: idOrNull(row, 'venue_group_client_id', 'client_id'),
    email: normaliseEmail(row.textOrNull('email', LONGEST_TEXT) ?? ''),
    source: row.textOrNull('booked_by', LONGEST_TEXT),
    created_at: utcOrNull(row, 'created'),
    arrival_at: arrivalOf(row, place),
    seated_at,
    left_at,
    order_ids: ordersOf(row, place),
    payload: payloadOf(row),
  };
  return { value, latest_ms: Math.max(version, seated_at ?? version, left_at ?? version) };
}

/** When the party is expected, by the venue's clocks. Null where it is written in a way that nobody knows: nothing hangs on it. */
function arrivalOf(row: Fields, { timezone }: Place): number | null {
  const [arrival, slot, date] = ['arrival_time', 'real_datetime_of_slot', 'date'].map((name) => textIn(row.raw(name)));
  const written = [arrival, slot, `${date} ${arrival}`].filter((text) => text !== undefined);
  return written.map((text) => localOf(text, timezone)).find((at_ms) => at_ms !== null) ?? null;
}

function textIn(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/**
 * The orders that its tickets are, where the venue has one till (ASSUMPTION: local_pos_ticket_id is the order's id
 * there). Tickets attach late: none says nothing.
 */
function ordersOf(row: Fields, { till }: Place): string | null {
  const tickets = row.raw('pos_tickets');
  if (till === null || !Array.isArray(tickets)) return null;
  const ids = tickets.map((ticket: unknown) => (isObject(ticket) ? ticket.local_pos_ticket_id : undefined));
  const named = ids.filter((id): id is string => typeof id === 'string' && id !== '' && id.length <= LONGEST_ID);
  return named.length === 0 ? null : JSON.stringify([...new Set(named)].map((id) => `${till}:${id}`));
}
