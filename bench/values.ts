import { guestIdOf } from '../processors/identity.ts';
import type { GuestOrder, GuestSpendAt, Order } from '../schemas/generated/types.ts';
import { type Work, type WorkOrder, workload } from './workload.ts';

const DAY_MS = 86_400_000;
const emailOf = (guest: number) => `guest${guest}@example.com`;
const orderIdOf = (index: number) => `file:${String(index).padStart(8, '0')}`;

/** The work as the spend processor takes it in. */
export function* guestOrders(work: Work): Generator<GuestOrder> {
  const ids = new Map<number, string>();
  for (const order of workload(work)) {
    const guest_id = ids.get(order.guest) ?? guestIdOf(emailOf(order.guest));
    ids.set(order.guest, guest_id);
    yield {
      guest_id,
      member: emailOf(order.guest),
      order_id: orderIdOf(order.index),
      ...head(order),
      checks: 0,
      stands_in: 0,
    };
  }
}

function head({ closed_at, net_minor, covers }: WorkOrder) {
  const business_date = Math.floor(closed_at / DAY_MS);
  return { venue_id: 'soho', closed_at, business_date, currency: 'USD', net_minor, covers, version: closed_at };
}

/** The work as a producer publishes it. */
export function* orders(work: Work): Generator<Order> {
  for (const order of workload(work)) yield orderOf(order);
}

export function orderOf(order: WorkOrder): Order {
  const { net_minor, covers, closed_at } = order;
  const order_id = orderIdOf(order.index);
  const email = emailOf(order.guest);
  return {
    ...head(order),
    ...{ order_id, upstream: 'file', reservation_id: null, client_id: null, email, phone: null, name: null },
    ...{ opened_at: closed_at - 5_400_000, discount_minor: 0, tax_minor: 0, tip_minor: 0, refunded_minor: 0 },
    state: 'closed',
    checks: [{ check_id: order_id, client_id: null, email, covers, net_minor }],
    items: [],
    extra: null,
  };
}

/** What the spend processor keeps of guests with as many orders each. */
export function* history(guests: number, each: number): Generator<GuestSpendAt> {
  const start = Date.UTC(2024, 0, 1);
  for (let index = 0; index < guests * each; index++) {
    const guest = index % guests;
    const nth = Math.floor(index / guests) + 1;
    const as_of = start + nth * 40 * DAY_MS + guest;
    const member = emailOf(guest);
    yield {
      ...{ guest_id: guestIdOf(member), order_id: orderIdOf(index), currency: 'USD', as_of },
      ...{ spend_90d_minor: 5_000, covers_90d: 2, orders_90d: 1, avg_per_cover_90d_minor: 2_500 },
      ...{ lifetime_spend_minor: 5_000 * nth, visits: nth, loyalty_tier: null, spend_tier: null },
      ...{ venue_id: 'soho', business_date: Math.floor(as_of / DAY_MS) },
      parts: [partOf(member, as_of)],
    };
  }
}

function partOf(member: string, version: number) {
  return { member, net_minor: 5_000, covers: 2, version, checks: 0, stands_in: 0, differs: null };
}
