import { mulberry32 } from '../../bench/workload.ts';

/** A row of an import file of orders. */
export interface FileOrder {
  readonly order_id: string;
  readonly venue_id: string;
  readonly email: string;
  readonly closed_at: string;
  readonly covers: number | null;
  readonly net_minor: number;
  readonly currency: string;
  readonly state: 'closed' | 'voided' | 'open';
  readonly version: number;
}

const DAY_MS = 86_400_000;
const START_MS = Date.UTC(2024, 0, 1);

/** Two years of orders; several of one guest at one instant occur, as do two currencies and orders without covers. */
export function seededOrders(count: number, seed: number): FileOrder[] {
  const random = mulberry32(seed);
  const whole = (below: number) => Math.floor(random() * below);
  return Array.from({ length: count }, (_, index) => {
    const closed_ms = START_MS + whole(700) * DAY_MS + (12 + whole(4) * 3) * 3_600_000;
    return {
      order_id: `file:${String(index).padStart(6, '0')}`,
      venue_id: whole(3) === 0 ? 'temple' : 'soho',
      // A third of the orders are a house account's: a guest with very many.
      email: whole(3) === 0 ? 'house@example.com' : `guest${whole(count / 8)}@example.com`,
      closed_at: new Date(closed_ms).toISOString(),
      covers: whole(10) === 0 ? null : 1 + whole(6),
      net_minor: 500 + whole(30_000),
      currency: whole(5) === 0 ? 'EUR' : 'USD',
      state: 'closed',
      version: closed_ms,
    };
  });
}

/** A tenth of the orders, corrected afterwards: another amount, voided, refunded, moved, or another guest's. */
export function corrections(orders: readonly FileOrder[], seed: number): FileOrder[] {
  const random = mulberry32(seed);
  return orders
    .filter(() => random() < 0.1)
    .map((order) => {
      const later = { ...order, version: order.version + 3_600_000 };
      const kind = Math.floor(random() * 5);
      if (kind === 0) return { ...later, net_minor: Math.floor(order.net_minor / 2) };
      if (kind === 1) return { ...later, state: 'voided' as const };
      if (kind === 2) return { ...later, net_minor: 0 };
      if (kind === 3) return { ...later, email: 'corrected@example.com' };
      return { ...later, closed_at: new Date(Date.parse(order.closed_at) - 5 * DAY_MS).toISOString() };
    });
}

/** Of every third order a reservation by id, of every third one there and then, and some of guests with nothing else. */
export function reservationsCsv(orders: readonly FileOrder[]): string {
  const rows = orders.flatMap((order, n) => {
    const { venue_id, closed_at, email } = order;
    const row = [`r${n}`, venue_id, 'reservation.completed', closed_at, String(1 + (n % 6))];
    if (n % 3 === 0) return [[...row, '', `"[""${order.order_id}""]"`]];
    if (n % 3 === 1) return [[...row, email, '']];
    return n % 30 === 2 ? [[...row, `only${n}@example.com`, '']] : [];
  });
  const header = ['reservation_id', 'venue_id', 'type', 'occurred_at', 'party_size', 'email', 'order_ids'];
  return `${[header, ...rows].map((row) => row.join(',')).join('\n')}\n`;
}

/** Of some guests of the orders, and of some who are nobody else. */
export function profilesCsv(orders: readonly FileOrder[]): string {
  const rows = orders
    .slice(0, 200)
    .map(({ email }, n) => [`c${n}`, n % 4 === 0 ? '' : email, String(n % 7), '2024-01-01T00:00:00Z'].join(','));
  return `client_id,email,visits,created_at\n${rows.join('\n')}\n`;
}

export function shuffled<T>(values: readonly T[], seed: number): T[] {
  const random = mulberry32(seed);
  const all = [...values];
  for (let i = all.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [all[i], all[j]] = [all[j]!, all[i]!];
  }
  return all;
}

export function csv(orders: readonly FileOrder[]): string {
  const columns = [
    'order_id',
    'venue_id',
    'email',
    'closed_at',
    'covers',
    'net_minor',
    'currency',
    'state',
    'version',
  ] as const;
  const lines = orders.map((order) => columns.map((column) => order[column] ?? '').join(','));
  return `${columns.join(',')}\n${lines.join('\n')}\n`;
}

/**
 * What guest_spend_history must hold, by the window function of the contract, and how many rows differ from it either
 * way. Written by hand, apart from the reference that the processors are tested against.
 */
export const differences = `
  WITH facts AS (
    SELECT c.guest_id, o.order_id, o.currency, o.closed_at, epoch_ms(o.closed_at) AS t, o.venue_id, o.business_date,
           sum(c.net_minor) AS net, sum(c.covers) AS covers
    FROM orders o JOIN order_checks c USING (order_id)
    WHERE o.state = 'closed' AND c.guest_id IS NOT NULL GROUP BY ALL),
  expected AS (
    SELECT guest_id, order_id, currency, closed_at AS as_of,
           sum(net) OVER w AS spend_90d_minor, sum(covers) OVER w AS covers_90d, count(*) OVER w AS orders_90d,
           sum(net) OVER (PARTITION BY guest_id, currency ORDER BY t) AS lifetime_spend_minor
    FROM facts
    WINDOW w AS (PARTITION BY guest_id, currency ORDER BY t RANGE BETWEEN 7775999999 PRECEDING AND CURRENT ROW)),
  seen AS (
    SELECT guest_id, order_id, currency, as_of, spend_90d_minor::HUGEINT AS spend_90d_minor, covers_90d::HUGEINT AS covers_90d,
           orders_90d, lifetime_spend_minor::HUGEINT AS lifetime_spend_minor
    FROM guest_spend_history)
  SELECT (SELECT count(*) FROM expected) AS expected, (SELECT count(*) FROM seen) AS seen,
         (SELECT count(*) FROM (FROM expected EXCEPT FROM seen)) AS missing,
         (SELECT count(*) FROM (FROM seen EXCEPT FROM expected)) AS wrong`;

/** A digest of every table that follows from the orders, however they came. */
export const digests = `
  SELECT 'orders' AS name, count(*) AS n, md5(string_agg(row::VARCHAR, '' ORDER BY row::VARCHAR)) AS digest FROM
    (SELECT (order_id, guest_id, email, closed_at, net_minor, currency, state, version) AS row FROM orders)
  UNION ALL SELECT 'guest_spend_history', count(*), md5(string_agg(row::VARCHAR, '' ORDER BY row::VARCHAR)) FROM
    (SELECT (guest_id, order_id, currency, as_of, spend_90d_minor, covers_90d, lifetime_spend_minor, visits, loyalty_tier, spend_tier) AS row FROM guest_spend_history)
  UNION ALL SELECT 'guest_spend', count(*), md5(string_agg(row::VARCHAR, '' ORDER BY row::VARCHAR)) FROM
    (SELECT (guest_id, currency, as_of, spend_90d_minor, covers_90d, lifetime_spend_minor, visits, loyalty_tier, spend_tier) AS row FROM guest_spend)
  UNION ALL SELECT 'loyalty_changes', count(*), md5(string_agg(row::VARCHAR, '' ORDER BY row::VARCHAR)) FROM
    (SELECT (guest_id, to_tier, reason, order_id, changed_at) AS row FROM loyalty_changes)
  UNION ALL SELECT 'guest_members', count(*), md5(string_agg(row::VARCHAR, '' ORDER BY row::VARCHAR)) FROM
    (SELECT (guest_id, member) AS row FROM guest_members)
  ORDER BY name`;
