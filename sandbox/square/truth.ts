import { share } from '../world/money.ts';
import type { CheckTab } from '../world/tab.ts';
import { DAY_MS } from '../world/venues.ts';
import { SQUARE_HOME, SQUARE_VENUE } from './account.ts';
import { keyOf, orderId, partOf } from './ids.ts';
import type { Ledger, Standing } from './ledger.ts';
import { closedAt, customerOf, stateOf } from './order.ts';

/** An order as it really is, in integer minor units: what a reader of the twin's API has to arrive at. */
export interface SquareOrderTruth {
  readonly order_id: string;
  readonly venue: string;
  readonly currency: string;
  /** What only gives back counts nothing by itself: `voided`. */
  readonly state: 'open' | 'closed' | 'voided';
  /** When the order last changed, or something was given back of it. */
  readonly version_ms: number;
  readonly closed_at_ms: number | null;
  /** YYYY-MM-DD; null unless closed. */
  readonly business_date: string | null;
  /** Refunds are off. */
  readonly net_minor: number;
  readonly tax_minor: number;
  readonly tip_minor: number;
  readonly customer_id: string | null;
  /** The guest's own address, lower case and trimmed; null where Square knows none. */
  readonly email: string | null;
}

/** The truth about every order that Square holds at `at_ms`. */
export function* orderTruths(ledger: Ledger, at_ms: number): Generator<SquareOrderTruth> {
  for (const standing of ledger.all(at_ms)) yield truth(ledger, standing, at_ms);
}

function truth(ledger: Ledger, standing: Standing, at_ms: number): SquareOrderTruth {
  const part = partOf(standing.key);
  const back = part.kind === 'sale' ? ledger.standing(keyOf({ ...part, kind: 'return' }), at_ms) : null;
  const state = part.kind === 'return' ? 'voided' : STATES[stateOf(standing)];
  const counts = state !== 'voided';
  const closed_at_ms = state === 'closed' ? closedAt(standing) : null;
  const day = closed_at_ms === null ? null : ledger.world.local[SQUARE_HOME]!.businessDay(closed_at_ms);
  const { check } = standing;
  return {
    order_id: orderId(ledger.world.options.seed, standing.key),
    venue: SQUARE_VENUE.id,
    currency: SQUARE_VENUE.currency,
    state,
    version_ms: back?.updated_at_ms ?? standing.updated_at_ms,
    closed_at_ms,
    business_date: day === null ? null : new Date(day * DAY_MS).toISOString().slice(0, 10),
    net_minor: counts ? netOfRefunds(check, back) : 0,
    tax_minor: counts ? check.tax_minor : 0,
    tip_minor: counts ? sum(check.payments, ({ tip_minor }) => tip_minor) : 0,
    customer_id: customerOf(ledger, standing),
    email: check.payer?.known_by === 'email' ? check.payer.guest.email : null,
  };
}

const STATES = { OPEN: 'open', COMPLETED: 'closed', CANCELED: 'voided' } as const;

/** What lines were given back counts with the lines' own net; of any other refund, the check's share of tax is taken off. */
function netOfRefunds({ amount_minor, tax_minor }: CheckTab, back: Standing | null): number {
  if (back === null) return amount_minor;
  const { lines, payments } = back.check;
  const ofLines = sum(lines, ({ refund }) => refund?.net_minor ?? 0);
  const others = sum(payments, ({ refund }) => (refund && !refund.ofLines ? refund.amount_minor : 0));
  return Math.max(0, amount_minor - ofLines - (others - share(others, tax_minor, amount_minor + tax_minor)));
}

/** A customer as they really are. */
export interface CustomerTruth {
  readonly customer_id: string;
  readonly version_ms: number;
  readonly email: string | null;
}

export function* customerTruths(ledger: Ledger, at_ms: number): Generator<CustomerTruth> {
  for (const { id, payer, updated_at_ms } of ledger.directory.all(0, at_ms)) {
    const email = payer.known_by === 'email' ? payer.guest.email : null;
    yield { customer_id: id, version_ms: updated_at_ms, email };
  }
}

function sum<T>(list: readonly T[], amount: (one: T) => number): number {
  return list.reduce((total, one) => total + amount(one), 0);
}
