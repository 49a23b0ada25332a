import { createHash } from 'node:crypto';
import type { ReservationEvent } from '../../schemas/generated/types.ts';
import { joinKey } from '../../schemas/keys.ts';
import { emailOf, type ImportContext, PEOPLE } from './context.ts';
import { keptOrPrefixed, otherId, ownId, upstreamOf } from './ids.ts';
import { LONGEST_ID, type Row } from './row.ts';

/** Throws an Unreadable. */
export function readReservation(row: Row, context: ImportContext): ReservationEvent {
  const upstream = upstreamOf(row);
  const reservation_id = ownId(row, 'reservation_id', upstream);
  const type = row.text('type', 200);
  const occurred_at = row.instant('occurred_at');
  const event_id = row.has('event_id')
    ? ownId(row, 'event_id', upstream)
    : `${upstream}:${digest([reservation_id, type, occurred_at])}`;
  return {
    event_id,
    upstream,
    reservation_id,
    venue_id: row.text('venue_id', 200),
    type,
    occurred_at,
    source: row.textOrNull('source'),
    party_size: row.integerOrNull('party_size', PEOPLE),
    from_status: row.textOrNull('from_status', 200),
    to_status: row.textOrNull('to_status', 200),
    changes: row.objectOrNull('changes'),
    data: row.objectOrNull('data'),
    client_id: otherId(row, 'client_id', upstream),
    email: emailOf(row, context),
    order_ids: orderIdsOf(row, upstream),
  };
}

/** A JSON array of ids, each of any system. */
function orderIdsOf(row: Row, upstream: string): string | null {
  const ids = row.textsOrNull('order_ids', LONGEST_ID);
  return ids === null ? null : JSON.stringify(ids.map((id) => keptOrPrefixed(id, upstream)));
}

/** The same event in another file, or imported again, has the same id. */
function digest(parts: readonly (string | number)[]): string {
  return createHash('sha256').update(joinKey(parts)).digest('hex').slice(0, 24);
}
