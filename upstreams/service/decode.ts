import type { Decoded, Origin } from '../../runtime/types.ts';
import { normaliseEmail } from '../../schemas/email.ts';
import type { ReservationEvent } from '../../schemas/generated/types.ts';
import { topics } from '../../schemas/topics.ts';
import { Fields, isObject } from '../shared/fields.ts';
import { LONGEST_ID, recordOrRefusal } from '../shared/untrusted.ts';
import { written } from '../shared/written.ts';

const LONGEST_TEXT = 2000;
const LARGEST_PARTY = 100_000;

/** Whose event it is, and what only the reservation itself tells. */
export interface OfReservation {
  /** Service's own. */
  readonly reservation_id: string;
  /** Ours. */
  readonly venue_id: string;
  /** Normalised; null: not known. */
  readonly email: string | null;
}

/**
 * An event as Service's document on reservation events has it → our record, or a refusal that names the path and what
 * was expected there, never a value. Takes any JSON, and throws nothing. Unknown types and keys are kept.
 */
export function decodeEvent(json: unknown, of: OfReservation, origin: Origin): Decoded {
  const read = () => {
    const value = eventOf(new Fields(json), of);
    return { value, event_time_ms: value.occurred_at };
  };
  const payload = () => written(json);
  return recordOrRefusal({ topic: topics.reservation_events, upstream: 'service', origin, payload, read });
}

function eventOf(event: Fields, { reservation_id, venue_id, email }: OfReservation): ReservationEvent {
  const event_id = `service:${event.text('id', LONGEST_ID)}`;
  const type = event.text('type', LONGEST_TEXT);
  const occurred_at = event.instantOrNull('created_at');
  if (occurred_at === null) throw event.missing('created_at');
  const data = event.childOrNull('data') ?? new Fields({}, 'data');
  const changes = data.childOrNull('changes');
  return {
    event_id,
    upstream: 'service',
    reservation_id: `service:${reservation_id}`,
    venue_id,
    type,
    occurred_at,
    source: data.textOrNull('source', LONGEST_TEXT),
    party_size: partySizeOf(data, 'party_size') ?? partySizeTo(changes),
    from_status: data.textOrNull('from_status', LONGEST_TEXT),
    to_status: data.textOrNull('to_status', LONGEST_TEXT),
    changes: changes === null ? null : JSON.stringify(data.raw('changes')),
    data: event.raw('data') === undefined ? null : JSON.stringify(event.raw('data')),
    client_id: null,
    email,
    order_ids: null,
  };
}

function partySizeOf(fields: Fields, name: string): number | null {
  const size = fields.numberOrNull(name);
  if (size === null || (Number.isInteger(size) && size >= 0 && size <= LARGEST_PARTY)) return size;
  throw fields.unreadable(name, 'out_of_range', 'a count of people expected');
}

/** Of a field-level diff: what the party size is now. */
function partySizeTo(changes: Fields | null): number | null {
  const change = changes?.raw('party_size');
  return changes !== null && isObject(change)
    ? partySizeOf(new Fields(change, `${changes.path}.party_size`), 'to')
    : null;
}

/** A row of the list of reservations (ASSUMPTION, as contract and docs have it). */
export interface Row {
  readonly reservation_id: string;
  readonly updated_ms: number;
  /** As Service calls it. */
  readonly venue: string | null;
  readonly email: string | null;
}

/** Throws an Unreadable. */
export function rowOf(json: unknown): Row {
  const row = new Fields(json);
  const updated_ms = row.instantOrNull('updated_at');
  if (updated_ms === null) throw row.missing('updated_at');
  const guest = row.childOrNull('guest');
  return {
    reservation_id: row.text('id', LONGEST_ID),
    updated_ms,
    venue: row.textOrNull('venue_id', LONGEST_ID),
    email: normaliseEmail(guest?.textOrNull('email', LONGEST_TEXT) ?? ''),
  };
}
