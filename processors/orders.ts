import type { MemberState } from '../schemas/generated/types.ts';

/**
 * What one member paid of one order, wherever it is on its way; or a reservation of the member, which is an order
 * without money: its id begins with `@`, its currency is empty, its covers are the party size (0: none named).
 */
export type Fact = Omit<MemberState, 'member' | 'via'>;

/** The id of a reservation among those of orders. */
export function factIdOf(reservation_id: string): string {
  return `@${reservation_id}`;
}

/** Whether the order is a reservation. */
export function isReservation({ currency }: { readonly currency: string }): boolean {
  return currency === '';
}

export function sameFact(a: Fact, b: Fact): boolean {
  return (
    a.version === b.version &&
    a.closed_at === b.closed_at &&
    a.net_minor === b.net_minor &&
    a.covers === b.covers &&
    a.business_date === b.business_date &&
    a.venue_id === b.venue_id &&
    a.currency === b.currency &&
    a.checks === b.checks &&
    a.stands_in === b.stands_in
  );
}

/** `covers` shared out, as far as it falls to `checks` of `of` checks; the first check takes what does not divide. */
export function shareOf(
  covers: number,
  { checks, first }: { readonly checks: number; readonly first: boolean },
  of: number,
) {
  const share = Math.floor(covers / of);
  return share * checks + (first ? covers - share * of : 0);
}
