import type { Incoming, Outputs, Processor, Rejection } from '../runtime/types.ts';
import { countedCovers } from '../schemas/covers.ts';
import type { Order, OrderPayers, Paid } from '../schemas/generated/types.ts';
import { joinKey, splitKey } from '../schemas/keys.ts';
import { topics } from '../schemas/topics.ts';
import { memberOf } from './identity.ts';

/** What is held of each order, by order id: its highest version and who paid it. */
export type PayersState = Map<string, OrderPayers>;

/**
 * Who paid an order: one fact for each member that a check of its highest version names. Of two records with one
 * version the later in the log wins. A fact of an order that is not closed counts nothing, and only says that the
 * member exists.
 *
 * A tombstone forgets what came before it of the order, up to the version it names: a higher version stays, a lower one
 * does not come to the fore. Compaction changes nothing of that while the tombstone is on the log; who erases an order
 * removes all of its versions.
 */
export function payers(): Processor<PayersState> {
  return {
    name: 'payers',
    inputs: [topics.orders],
    outputs: [topics.order_payers, topics.member_orders],
    changelogs: [topics.order_payers],
    coalesced: [topics.order_payers],
    create: () => new Map(),
    restore(state, record) {
      // The only changelog is _order_payers.
      const value = record.value as OrderPayers | null;
      if (value === null) state.delete(splitKey(record.key)[0]!);
      else state.set(value.order_id, value);
    },
    step(state, record, out) {
      // The only input is orders.
      const order = (record as Incoming<Order>).value;
      return order === null ? forgotten(state, record.key, out) : stepped(state, order, out);
    },
  };
}

function stepped(state: PayersState, order: Order, out: Outputs): Rejection | undefined {
  const rejection = nonsense(order);
  if (rejection !== undefined) return rejection;
  const before = state.get(order.order_id);
  if (before !== undefined && order.version < before.version) return undefined;
  const after = { order_id: order.order_id, version: order.version, facts: paidBy(order) };
  if (before !== undefined && sameFacts(before, after)) return undefined;
  state.set(order.order_id, after);
  out.put(topics.order_payers, after);
  tell(before?.facts ?? [], after, out);
  return undefined;
}

function forgotten(state: PayersState, key: string, out: Outputs): undefined {
  const [order_id, version] = splitKey(key);
  const before = state.get(order_id!);
  if (before === undefined || before.version > Number(version)) return;
  state.delete(before.order_id);
  out.remove(topics.order_payers, joinKey([before.order_id]));
  tell(before.facts, { ...before, facts: [] }, out);
}

/** Every fact of the new state of the order, so that all of them bear its version; and those that are no more. */
function tell(before: readonly Paid[], { order_id, facts }: OrderPayers, out: Outputs): void {
  for (const { member } of before) {
    if (facts.some((fact) => fact.member === member)) continue;
    out.remove(topics.member_orders, joinKey([member, order_id]));
  }
  for (const fact of facts) out.put(topics.member_orders, { ...fact, order_id });
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

/** One fact a member, in the order of the checks. Any state but `closed` counts nothing. */
function paidBy(order: Order): readonly Paid[] {
  const counts = order.state === 'closed';
  const covers = countedCovers(order);
  const facts = new Map<string, Paid>();
  order.checks.forEach((check, i) => {
    const member = memberOf(check.email, check.client_id);
    if (member === null) return;
    const sum = facts.get(member);
    facts.set(member, {
      member,
      venue_id: order.venue_id,
      closed_at: counts ? order.closed_at : null,
      business_date: counts ? order.business_date : null,
      currency: order.currency,
      net_minor: counts ? check.net_minor + (sum?.net_minor ?? 0) : 0,
      covers: counts ? covers[i]! + (sum?.covers ?? 0) : 0,
      version: order.version,
    });
  });
  return [...facts.values()];
}

function sameFacts(a: OrderPayers, b: OrderPayers): boolean {
  return (
    a.version === b.version &&
    a.facts.length === b.facts.length &&
    a.facts.every((fact, i) => {
      const other = b.facts[i]!;
      return (
        fact.member === other.member &&
        fact.venue_id === other.venue_id &&
        fact.closed_at === other.closed_at &&
        fact.business_date === other.business_date &&
        fact.currency === other.currency &&
        fact.net_minor === other.net_minor &&
        fact.covers === other.covers
      );
    })
  );
}
