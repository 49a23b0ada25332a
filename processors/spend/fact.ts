import type { GuestOrder, GuestSpendAt, Part } from '../../schemas/generated/types.ts';
import { isReservation } from '../orders.ts';

/** One of a guest's closed orders: its parts by member, and what follows from them. */
export interface Fact {
  readonly order_id: string;
  /** By member, ascending; never empty. */
  readonly parts: readonly GuestOrder[];
  /** The part of the highest version (of several the first) says when, where and in what currency. */
  readonly head: GuestOrder;
  readonly net_minor: number;
  /** What counts; of a reservation the party size. */
  readonly covers: number;
  /** Whether the order has no covers and the guest all of its checks: a reservation's party size may stand in. */
  readonly lacks_covers: boolean;
}

/** The fact with this part in place of its member's earlier one; the same object where nothing differs. */
export function withPart(fact: Fact, part: GuestOrder): Fact {
  const before = fact.parts.find(({ member }) => member === part.member);
  if (before !== undefined && samePart(before, part)) return fact;
  const others = fact.parts.filter(({ member }) => member !== part.member);
  return factOf([...others, part].sort((a, b) => (a.member < b.member ? -1 : 1)));
}

/** The fact without the member's part; undefined where nothing is left. */
export function withoutPart(fact: Fact, member: string): Fact | undefined {
  const parts = fact.parts.filter((part) => part.member !== member);
  if (parts.length === fact.parts.length) return fact;
  return parts.length === 0 ? undefined : factOf(parts);
}

/** The fact that a row of guest_spend_history was made of. */
export function factOfRow(row: GuestSpendAt): Fact {
  const { guest_id, order_id, venue_id, business_date, currency, as_of: closed_at } = row;
  const own = { venue_id, closed_at, business_date, currency };
  return factOf(
    row.parts.map(({ member, net_minor, covers, version, checks, stands_in, differs }) => ({
      guest_id,
      order_id,
      member,
      net_minor,
      covers,
      version,
      checks,
      stands_in,
      ...(differs ?? own),
    })),
  );
}

export function partsOf({ parts, head }: Fact): Part[] {
  return parts.map((part) => {
    const { member, net_minor, covers, version, checks, stands_in } = part;
    const { venue_id, closed_at, business_date, currency } = part;
    const differs = sameOrder(part, head) ? null : { venue_id, closed_at, business_date, currency };
    return { member, net_minor, covers, version, checks, stands_in, differs };
  });
}

/** Of parts by member, ascending, at least one. Its covers as the parts have them: no party size stands in. */
export function factOf(parts: readonly GuestOrder[]): Fact {
  const [only] = parts;
  if (parts.length === 1 && only !== undefined) {
    const { order_id, net_minor, covers, checks, stands_in } = only;
    return { order_id, parts, head: only, net_minor, covers, lacks_covers: stands_in > 0 && checks === stands_in };
  }
  const head = parts.reduce((highest, part) => (part.version > highest.version ? part : highest));
  const net_minor = parts.reduce((sum, part) => sum + part.net_minor, 0);
  // Several parts of a reservation: one of them is about to be taken back.
  const covers = isReservation(head) ? head.covers : parts.reduce((sum, part) => sum + part.covers, 0);
  return { order_id: head.order_id, parts, head, net_minor, covers, lacks_covers: lackCovers(parts) };
}

function lackCovers(parts: readonly GuestOrder[]): boolean {
  const [{ stands_in }] = parts as readonly [GuestOrder, ...GuestOrder[]];
  const checks = parts.reduce((sum, part) => sum + part.checks, 0);
  return stands_in > 0 && checks === stands_in && parts.every((part) => part.stands_in === stands_in);
}

function samePart(a: GuestOrder, b: GuestOrder): boolean {
  return (
    a.version === b.version &&
    a.net_minor === b.net_minor &&
    a.covers === b.covers &&
    a.checks === b.checks &&
    a.stands_in === b.stands_in &&
    sameOrder(a, b)
  );
}

function sameOrder(a: GuestOrder, b: GuestOrder): boolean {
  return (
    a.closed_at === b.closed_at &&
    a.business_date === b.business_date &&
    a.venue_id === b.venue_id &&
    a.currency === b.currency
  );
}
