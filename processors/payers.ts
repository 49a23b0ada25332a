import { type Incoming, isOf, type Outputs, type Processor, type Rejection } from '../runtime/types.ts';
import { countedCovers } from '../schemas/covers.ts';
import type { ClientOrder, MemberOrder, Order, OrderLink, OrderPayers, Paid } from '../schemas/generated/types.ts';
import { joinKey, splitKey } from '../schemas/keys.ts';
import { type Topic, topics } from '../schemas/topics.ts';
import { emailOf, memberOf } from './identity.ts';
import { KeyedValues } from './store/keyed-values.ts';

/** What is held of each order, by order id: its highest version, who paid it, and the reservations that carry its id. */
export type PayersState = KeyedValues<OrderPayers>;

/**
 * Who paid an order: one fact for each member that a check of its highest version names. Of two records with one
 * version the later in the log wins. A fact of an order that is not closed counts nothing, and only says that the
 * member exists. An order with a reservation by id that needs something of it (a guest for a check of nobody, a party
 * size for want of covers) goes there whole; any other goes to the addresses and client ids that it names.
 *
 * A tombstone forgets what came before it of the order, up to the version it names: a higher version stays, a lower one
 * does not come to the fore. Compaction changes nothing of that while the tombstone is on the log; who erases an order
 * removes all of its versions.
 */
export function payers(): Processor<PayersState> {
  return {
    name: 'payers',
    inputs: [topics.orders, topics.order_links],
    outputs: [topics.order_payers, topics.member_orders, topics.client_orders, topics.reservation_orders],
    changelogs: [topics.order_payers],
    coalesced: [topics.order_payers],
    create: () => new KeyedValues(topics.order_payers),
    // The only changelog is _order_payers.
    restore: (state, record) => state.restore(record as Incoming<OrderPayers>),
    step(state, record, out) {
      if (isOf(record, topics.order_links)) return linked(state, record, out);
      // The only other input is orders.
      const order = (record as Incoming<Order>).value;
      return order === null ? forgotten(state, record.key, out) : stepped(state, order, out);
    },
  };
}

function stepped(state: PayersState, order: Order, out: Outputs): Rejection | undefined {
  const rejection = nonsense(order);
  if (rejection !== undefined) return rejection;
  const before = state.get(order.order_id);
  if (before !== undefined && before.version !== null && order.version < before.version) return undefined;
  const after = payersOf(order, before?.links ?? NO_LINKS);
  if (before === undefined || !sameOrder(before, after)) replace(state, before, after, out);
  return undefined;
}

function forgotten(state: PayersState, key: string, out: Outputs): undefined {
  const [order_id, version] = splitKey(key);
  const before = state.get(order_id!);
  if (before === undefined || before.version === null || before.version > Number(version)) return;
  replace(state, before, unseen(order_id!, before.links), out);
}

function linked(state: PayersState, { key, value }: Incoming<OrderLink>, out: Outputs): undefined {
  const [order_id, reservation_id] = splitKey(key);
  const before = state.get(order_id!);
  const links = before?.links ?? NO_LINKS;
  if (links.includes(reservation_id!) === (value !== null)) return;
  const others = links.filter((link) => link !== reservation_id);
  const after = value === null ? others : [...others, reservation_id!].sort();
  replace(state, before, { ...(before ?? unseen(order_id!, after)), links: after }, out);
}

const NO_LINKS: readonly string[] = [];

function unseen(order_id: string, links: readonly string[]): OrderPayers {
  const nowhere = { version: null, venue_id: '', closed_at: null, business_date: null, currency: '' };
  return { order_id, ...nowhere, stands_in: 0, facts: [], reservation_id: null, links };
}

function replace(state: PayersState, before: OrderPayers | undefined, after: OrderPayers, out: Outputs): void {
  if (after.version === null && after.links.length === 0) {
    state.remove(after.order_id);
    out.remove(topics.order_payers, joinKey([after.order_id]));
  } else {
    state.put(after);
    out.put(topics.order_payers, after);
  }
  const to = neededOf(after);
  if (before !== undefined) retract(before, after, to, out);
  if (to !== null) out.put(topics.reservation_orders, { reservation_id: to, ...orderOf(after) });
  else for (const fact of after.facts) tell(after, fact, out);
}

/** Every fact of the new state of the order, so that all of them bear its version. */
function tell(order: OrderPayers, fact: Paid, out: Outputs): void {
  const { payer } = fact;
  if (payer === null) return;
  if (emailOf(payer) === null) out.put(topics.client_orders, { client_id: payer, ...factOf(order, fact) });
  else out.put(topics.member_orders, { member: payer, ...factOf(order, fact) });
}

/** Takes back what was told of `before` and is not told of `after`, which goes to the reservation `to`. */
function retract(before: OrderPayers, after: OrderPayers, to: string | null, out: Outputs): void {
  const { order_id } = before;
  const from = neededOf(before);
  if (from !== null) {
    if (from !== to) out.remove(topics.reservation_orders, joinKey([from, order_id]));
    return;
  }
  for (const { payer } of before.facts) {
    if (payer === null || (to === null && after.facts.some((fact) => fact.payer === payer))) continue;
    const topic: Topic<ClientOrder> | Topic<MemberOrder> =
      emailOf(payer) === null ? topics.client_orders : topics.member_orders;
    out.remove(topic as Topic<unknown>, joinKey([payer, order_id]));
  }
}

/** The reservation by id, where the order needs something of it; else null. */
function neededOf(order: OrderPayers): string | null {
  const reservation_id = reservationOf(order);
  if (reservation_id === null || order.facts.length === 0) return null;
  return order.stands_in > 0 || order.facts.some(({ payer }) => payer === null) ? reservation_id : null;
}

/**
 * A reservation that carries the order's id is known, one whose id the order carries need not be. So: of those that
 * carry the order's the one that the order carries, else the smallest; where there is none, the one that it carries.
 */
function reservationOf({ reservation_id, links }: OrderPayers): string | null {
  if (reservation_id !== null && links.includes(reservation_id)) return reservation_id;
  return links[0] ?? reservation_id;
}

function orderOf({ order_id, version, venue_id, closed_at, business_date, currency, stands_in, facts }: OrderPayers) {
  return { order_id, version, venue_id, closed_at, business_date, currency, stands_in, facts };
}

function factOf(
  { order_id, version, venue_id, closed_at, business_date, currency, stands_in }: OrderPayers,
  fact: Paid,
) {
  return {
    order_id,
    venue_id,
    closed_at,
    business_date,
    currency,
    net_minor: fact.net_minor,
    covers: fact.covers,
    // An order with facts has been seen.
    version: version!,
    checks: stands_in > 0 ? fact.checks : 0,
    stands_in,
  };
}

/** A closed order that cannot be counted: it must not become money of some guest at some time. */
function nonsense(order: Order): Rejection | undefined {
  if (order.state !== 'closed') return undefined;
  if (order.closed_at === null) return { reason: 'closed_without_closed_at' };
  if (order.business_date === null) return { reason: 'closed_without_business_date' };
  if (order.checks.some((check) => check.net_minor < 0)) return { reason: 'negative_net' };
  if ((order.covers ?? 0) < 0 || order.checks.some((check) => (check.covers ?? 0) < 0)) {
    return { reason: 'negative_covers' };
  }
  return undefined;
}

/** One fact a payer, in the order of the checks. Any state but `closed` counts nothing. */
function payersOf(order: Order, links: readonly string[]): OrderPayers {
  const counts = order.state === 'closed';
  const covers = countedCovers(order);
  const facts: Paid[] = [];
  order.checks.forEach((check, i) => {
    const payer = memberOf(check.email, check.client_id);
    const at = facts.findIndex((fact) => fact.payer === payer);
    const sum = facts[at];
    facts[at === -1 ? facts.length : at] = {
      payer,
      checks: 1 + (sum?.checks ?? 0),
      first: i === 0 || (sum?.first ?? false),
      net_minor: counts ? check.net_minor + (sum?.net_minor ?? 0) : 0,
      covers: counts ? covers[i]! + (sum?.covers ?? 0) : 0,
    };
  });
  return {
    order_id: order.order_id,
    version: order.version,
    venue_id: order.venue_id,
    closed_at: counts ? order.closed_at : null,
    business_date: counts ? order.business_date : null,
    currency: order.currency,
    stands_in: counts && lacksCovers(order) ? order.checks.length : 0,
    facts,
    reservation_id: order.reservation_id,
    links,
  };
}

function lacksCovers({ covers, checks }: Order): boolean {
  return covers === null && checks.every((check) => check.covers === null);
}

function sameOrder(a: OrderPayers, b: OrderPayers): boolean {
  return (
    a.version === b.version &&
    a.venue_id === b.venue_id &&
    a.closed_at === b.closed_at &&
    a.business_date === b.business_date &&
    a.currency === b.currency &&
    a.stands_in === b.stands_in &&
    a.reservation_id === b.reservation_id &&
    a.facts.length === b.facts.length &&
    a.facts.every((fact, i) => samePaid(fact, b.facts[i]!))
  );
}

function samePaid(a: Paid, b: Paid): boolean {
  return (
    a.payer === b.payer &&
    a.checks === b.checks &&
    a.first === b.first &&
    a.net_minor === b.net_minor &&
    a.covers === b.covers
  );
}
