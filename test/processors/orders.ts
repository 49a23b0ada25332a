import type { Order } from '../../schemas/generated/types.ts';

type Told =
  | 'order_id'
  | 'venue_id'
  | 'closed_at'
  | 'business_date'
  | 'covers'
  | 'currency'
  | 'state'
  | 'version'
  | 'checks';

/** An order with what does not matter to spend filled in. */
export function orderOf(fact: Pick<Order, Told>): Order {
  const [first] = fact.checks;
  return {
    ...fact,
    upstream: fact.order_id.split(':')[0]!,
    reservation_id: null,
    client_id: first?.client_id ?? null,
    email: first?.email ?? null,
    phone: null,
    name: null,
    opened_at: null,
    net_minor: fact.checks.reduce((sum, check) => sum + check.net_minor, 0),
    discount_minor: 0,
    tax_minor: 0,
    tip_minor: 0,
    refunded_minor: 0,
    items: [],
    extra: null,
  };
}
