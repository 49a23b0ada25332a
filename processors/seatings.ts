import { type Incoming, isOf, type Outputs, type Processor } from '../runtime/types.ts';
import type { Reservation, ReservationOrder, SeatingOrder, SeatingState } from '../schemas/generated/types.ts';
import { joinKey, splitKey } from '../schemas/keys.ts';
import { type Topic, topics } from '../schemas/topics.ts';
import { emailOf } from './identity.ts';
import { type Fact, factIdOf, sameFact, shareOf } from './orders.ts';
import { KeyedValues } from './store/keyed-values.ts';

/** What its changelogs say: reservations, and of each the orders that need something of it. */
export class SeatingsState {
  readonly reservations = new KeyedValues(topics.seatings);
  readonly orders = new KeyedValues(topics.seatings_orders);

  get size(): number {
    return this.reservations.size + this.orders.size;
  }
}

/**
 * What reservations tell of guests: the reservation itself as a fact of its guest, and the orders that need its guest
 * or its party size, with these. A check that names somebody stays theirs.
 */
export function seatings(): Processor<SeatingsState> {
  return {
    name: 'seatings',
    inputs: [topics.reservations, topics.reservation_orders],
    outputs: [topics.seatings, topics.seatings_orders, topics.seated_orders, topics.seated_client_orders],
    changelogs: [topics.seatings, topics.seatings_orders],
    coalesced: [topics.seatings, topics.seatings_orders],
    create: () => new SeatingsState(),
    restore(state, record) {
      if (isOf(record, topics.seatings)) state.reservations.restore(record);
      if (isOf(record, topics.seatings_orders)) state.orders.restore(record);
    },
    step(state, record, out) {
      if (isOf(record, topics.reservations)) reserved(state, record, out);
      if (isOf(record, topics.reservation_orders)) ordered(state, record, out);
      return undefined;
    },
  };
}

function reserved({ reservations, orders }: SeatingsState, record: Incoming<Reservation>, out: Outputs): void {
  const { key, value } = record;
  const [reservation_id] = splitKey(key);
  const after = value === null ? undefined : withoutOrders(value);
  const before = after === undefined ? reservations.remove(reservation_id!) : reservations.put(after);
  if (after !== undefined) out.put(topics.seatings, after);
  else if (before !== undefined) out.remove(topics.seatings, key);
  const via = viaOf(reservation_id!);
  tell(via, visitOf(before), visitOf(after), out);
  if (before?.payer === after?.payer && before?.party_size === after?.party_size) return;
  for (const order of orders.of(reservation_id!)) tell(via, seated(order, before), seated(order, after), out);
}

function withoutOrders({ order_ids: _, ...reservation }: Reservation): SeatingState {
  return reservation;
}

function ordered({ reservations, orders }: SeatingsState, record: Incoming<ReservationOrder>, out: Outputs): void {
  const { key, value } = record;
  const [reservation_id, order_id] = splitKey(key);
  const before = value === null ? orders.remove(reservation_id!, order_id!) : orders.put(value);
  if (value !== null) out.put(topics.seatings_orders, value);
  else if (before !== undefined) out.remove(topics.seatings_orders, key);
  const reservation = reservations.get(reservation_id!);
  const [from, to] = [before, value ?? undefined].map((order) =>
    order === undefined ? NOTHING : seated(order, reservation),
  );
  tell(viaOf(reservation_id!), from!, to!, out);
}

/** By payer. */
type Facts = ReadonlyMap<string, Fact>;
const NOTHING: Facts = new Map();

/** The reservation as a fact of its guest. */
function visitOf(reservation: SeatingState | undefined): Facts {
  if (reservation === undefined || reservation.payer === null) return NOTHING;
  const { reservation_id, version, venue_id, payer, party_size, completed_at, business_date } = reservation;
  const fact: Fact = {
    order_id: factIdOf(reservation_id),
    venue_id,
    closed_at: completed_at,
    business_date,
    currency: '',
    net_minor: 0,
    covers: party_size ?? 0,
    version,
    checks: 0,
    stands_in: 0,
  };
  return new Map([[payer, fact]]);
}

/** What each payer paid of the order. */
function seated(order: SeatingOrder, reservation: SeatingState | undefined): Facts {
  const { order_id, venue_id, closed_at, business_date, currency } = order;
  const party_size = order.stands_in > 0 ? (reservation?.party_size ?? null) : null;
  const stands_in = party_size === null ? order.stands_in : 0;
  const facts = new Map<string, Fact>();
  for (const paid of order.facts) {
    const payer = paid.payer ?? reservation?.payer;
    if (payer === undefined || payer === null) continue;
    const covers = party_size === null ? paid.covers : shareOf(party_size, paid, order.stands_in);
    const sum = facts.get(payer);
    facts.set(payer, {
      ...{ order_id, venue_id, closed_at, business_date, currency },
      net_minor: paid.net_minor + (sum?.net_minor ?? 0),
      covers: covers + (sum?.covers ?? 0),
      // An order that has come here has been seen.
      version: order.version!,
      checks: stands_in > 0 ? paid.checks + (sum?.checks ?? 0) : 0,
      stands_in,
    });
  }
  return facts;
}

/** Each payer's fact of one order, as it was and as it is. */
function tell(via: string, from: Facts, to: Facts, out: Outputs): void {
  for (const [payer, { order_id }] of from) {
    if (to.has(payer)) continue;
    const topic = emailOf(payer) === null ? topics.seated_client_orders : topics.seated_orders;
    out.remove(topic as Topic<unknown>, joinKey([payer, order_id, via]));
  }
  for (const [payer, fact] of to) {
    const before = from.get(payer);
    if (before !== undefined && sameFact(before, fact)) continue;
    if (emailOf(payer) === null) out.put(topics.seated_client_orders, { client_id: payer, via, ...fact });
    else out.put(topics.seated_orders, { member: payer, via, ...fact });
  }
}

function viaOf(reservation_id: string): string {
  return `@ ${reservation_id}`;
}
