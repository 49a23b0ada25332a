import { Failure, failureOf } from '../../runtime/failures.ts';
import type { Decoded, Origin } from '../../runtime/types.ts';
import type { ReservationEvent } from '../../schemas/generated/types.ts';
import { isObject } from '../shared/fields.ts';
import { idIn } from '../shared/untrusted.ts';
import type { ServicePages } from './api.ts';
import { SOURCE, type VenueOf } from './config.ts';
import { decodeEvent, type Row } from './decode.ts';
import { type Mark, overAfter, UNREAD } from './mark.ts';

export interface ReadOptions {
  readonly api: Pick<ServicePages, 'events'>;
  readonly venueOf: VenueOf;
  readonly priority: number;
  readonly signal: AbortSignal;
}

export interface ReadReservation {
  readonly reservation_id: string;
  readonly decoded: readonly Decoded[];
  readonly mark: Mark;
}

/**
 * The events of a reservation behind its mark. Where the list now tells another guest or venue, all of them again: the
 * records of earlier ones bear what the reservation tells.
 */
export async function readReservation(
  reservation_id: string,
  { mark, row }: { readonly mark: Mark | undefined; readonly row: Row | undefined },
  options: ReadOptions,
): Promise<ReadReservation> {
  const known = mark ?? UNREAD;
  const { venue, email } = row ?? known;
  const anew = venue !== known.venue || email !== known.email;
  const start = { ...(anew ? UNREAD : known), venue, email, listed: row?.updated_ms ?? known.listed, gone: false };
  const origin: Origin = {
    kind: 'page',
    source: SOURCE,
    page: `${reservation_id}>${start.after ?? ''}`,
  };
  const of = { reservation_id, venue_id: options.venueOf(venue), email };
  try {
    const { rows, after } = await readEvents(reservation_id, start.after, options);
    const decoded = rows.map((event) => decodeEvent(event, of, origin));
    return { reservation_id, decoded, mark: { ...start, after, over: overAfter(start.over, eventsOf(decoded)) } };
  } catch (error) {
    const failure = failureOf(error);
    if (failure.kind !== 'poison') throw failure;
    // What was read before stays as it is.
    const gone = { ...known, venue, email, listed: start.listed, gone: true };
    return { reservation_id, decoded: refusals(failure, reservation_id, origin), mark: gone };
  }
}

async function readEvents(
  reservation_id: string,
  from: string | null,
  { api, priority, signal }: ReadOptions,
): Promise<{ readonly rows: readonly unknown[]; readonly after: string | null }> {
  const rows: unknown[] = [];
  const passed = new Set<string | null>([from]);
  for (let after = from; ; ) {
    const page = await api.events(reservation_id, after, { priority, signal });
    rows.push(...page.rows);
    after = page.rows.map((event) => (isObject(event) ? idIn(event.id) : null)).findLast((id) => id !== null) ?? after;
    if (!page.has_more) return { rows, after };
    if (passed.has(after)) throw new Failure('retry', 'paging_loop');
    passed.add(after);
  }
}

/** A reservation that Service does not have any more is no fault; what it cannot give for another reason is told. */
function refusals(failure: Failure, reservation_id: string, origin: Origin): readonly Decoded[] {
  if (failure.reason === 'not_found' || failure.reason === 'gone') return [];
  const payload = Buffer.from(JSON.stringify({ reservation_id }));
  return [{ kind: 'refused', reason: failure.reason, detail: failure.message, upstream: 'service', payload, origin }];
}

function eventsOf(decoded: readonly Decoded[]): readonly ReservationEvent[] {
  // A decoder of Service's makes nothing but reservation events.
  return decoded.flatMap((one) => (one.kind === 'record' ? [one.value as ReservationEvent] : []));
}
