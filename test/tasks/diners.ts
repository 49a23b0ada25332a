import { type Incoming, isOf, type Outputs, type Processor } from '../../runtime/types.ts';
import type { MemberOrder } from '../../schemas/generated/types.ts';
import { joinKey } from '../../schemas/keys.ts';
import { topics } from '../../schemas/topics.ts';

export const WINDOW_MS = 1_000;

interface Diners {
  readonly orders: Map<string, Map<string, MemberOrder>>;
  /** As of which time each member's young orders were last told, where that is later than stream time. */
  readonly told_ms: Map<string, number>;
  stream_time_ms: number;
}

/**
 * A small processor for the tests of the runtime. By member it keeps the orders seen (changelog `_members`), tells each
 * venue of each order (`_guest_orders`, on the venue's partition), and says which orders of a member are younger than a
 * second of stream time (`loyalty_changes`, coalesced). Negative orders are refused.
 */
export const diners: Processor<Diners> = {
  name: 'diners',
  inputs: [topics.member_orders],
  outputs: [topics.members, topics.guest_orders, topics.loyalty_changes],
  changelogs: [topics.members],
  coalesced: [topics.loyalty_changes],
  create: () => ({ orders: new Map(), told_ms: new Map(), stream_time_ms: 0 }),
  restore(state, record) {
    if (!isOf(record, topics.members)) return;
    const [member = '', order_id = ''] = record.key.split('|');
    if (record.value === null) state.orders.get(member)?.delete(order_id);
    else keep(state, record.value);
  },
  restored(state, stream_time_ms) {
    state.stream_time_ms = stream_time_ms;
  },
  step(state, record, out) {
    if (!isOf(record, topics.member_orders)) return { reason: 'unknown_topic' };
    if (record.value === null) return forget(state, record, out);
    if (record.value.net_minor < 0) return { reason: 'negative' };
    keep(state, record.value);
    out.put(topics.members, { ...record.value, via: '' });
    const { closed_at, business_date } = record.value;
    out.put(topics.guest_orders, {
      ...record.value,
      guest_id: `g_${record.value.venue_id}`,
      closed_at: closed_at ?? 0,
      business_date: business_date ?? 0,
    });
    tell(state, record.value.member, out);
    return undefined;
  },
  advance(state, to_ms, limit, out) {
    const members = [...state.orders.keys()].filter((member) => expires(state, member, to_ms));
    for (const member of members.slice(0, limit)) {
      state.told_ms.set(member, to_ms);
      tell(state, member, out);
    }
    if (members.length > limit) return 'more';
    state.told_ms.clear();
    state.stream_time_ms = to_ms;
    return 'done';
  },
  snapshots: { format: 'diners', save, load },
};

function* save({ orders }: Diners): Iterable<Uint8Array> {
  const all = Buffer.from(JSON.stringify([...orders.values()].flatMap((of) => [...of.values()])));
  yield Buffer.from([all.length >>> 16, all.length >>> 8, all.length]);
  yield all;
}

function* load(): Generator<Uint8Array, Diners, void> {
  const length = Buffer.alloc(3);
  yield length;
  const all = Buffer.alloc(length.readUIntBE(0, 3));
  yield all;
  const state = diners.create();
  // As `save` has written it.
  for (const order of JSON.parse(all.toString()) as MemberOrder[]) keep(state, order);
  return state;
}

function keep(state: Diners, order: MemberOrder): void {
  const orders = state.orders.get(order.member) ?? new Map<string, MemberOrder>();
  state.orders.set(order.member, orders.set(order.order_id, order));
}

function forget(state: Diners, record: Incoming<MemberOrder>, out: Outputs): undefined {
  const [member = '', order_id = ''] = record.key.split('|');
  const order = state.orders.get(member)?.get(order_id);
  if (order === undefined) return;
  state.orders.get(member)?.delete(order_id);
  out.remove(topics.members, joinKey([member, order_id, '']));
  out.remove(topics.guest_orders, joinKey([`g_${order.venue_id}`, order_id, member]));
  tell(state, member, out);
}

function expires(state: Diners, member: string, to_ms: number): boolean {
  const orders = [...(state.orders.get(member)?.values() ?? [])];
  const now_ms = timeOf(state, member);
  return orders.some(({ closed_at }) => isYoung(closed_at, now_ms) && !isYoung(closed_at, to_ms));
}

function timeOf(state: Diners, member: string): number {
  return state.told_ms.get(member) ?? state.stream_time_ms;
}

function isYoung(closed_at: number | null, stream_time_ms: number): boolean {
  return (closed_at ?? 0) + WINDOW_MS > stream_time_ms;
}

function tell(state: Diners, member: string, out: Outputs): void {
  const orders = [...(state.orders.get(member)?.values() ?? [])];
  const young = orders.filter(({ closed_at }) => isYoung(closed_at, timeOf(state, member)));
  out.put(topics.loyalty_changes, {
    guest_id: member,
    from_tier: null,
    to_tier: String(orders.length),
    reason: young
      .map(({ order_id }) => order_id)
      .sort()
      .join(' '),
    order_id: null,
    changed_at: 0,
  });
}

export function orderOf(member: string, order_id: string, parts: Partial<MemberOrder> = {}): MemberOrder {
  return {
    member,
    order_id,
    venue_id: 'soho',
    closed_at: 0,
    business_date: 0,
    currency: 'USD',
    net_minor: 100,
    covers: 1,
    version: 1,
    checks: 0,
    stands_in: 0,
    ...parts,
  };
}
