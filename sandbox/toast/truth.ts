import type { Visit } from '../world/calendar.ts';
import { share } from '../world/money.ts';
import type { CheckTab, Tab } from '../world/tab.ts';
import { DAY_MS, VENUES } from '../world/venues.ts';
import type { World } from '../world/world.ts';
import { baseOf } from './context.ts';
import { guid, KIND, orderGuid } from './guid.ts';
import { latest, standing } from './order.ts';

/** An order as it really is, in integer minor units: what a reader of the twin's API has to arrive at. */
export interface OrderTruth {
  readonly order_guid: string;
  readonly venue: string;
  readonly currency: string;
  /** `voided` stands for deleted too. */
  readonly state: 'open' | 'closed' | 'voided';
  /** When the order last changed. */
  readonly version_ms: number;
  readonly opened_at_ms: number;
  /** null unless closed. */
  readonly closed_at_ms: number | null;
  /** YYYY-MM-DD. */
  readonly business_date: string;
  /** As the till has it: 0 and null are different. */
  readonly covers: number | null;
  /** Of the checks that count; refunds are off. 0 for a voided order. */
  readonly net_minor: number;
  readonly discount_minor: number;
  readonly tax_minor: number;
  readonly tip_minor: number;
  /** Given back in all, with tax, without tips. */
  readonly refunded_minor: number;
  /** The checks that are neither voided nor deleted, as the upstream lists them. Empty for a voided order. */
  readonly checks: readonly CheckTruth[];
}

export interface CheckTruth {
  readonly check_guid: string;
  /** The guest's own address, lower case and trimmed; null where the till knows none. */
  readonly email: string | null;
  /** Exactly as the till wrote it. */
  readonly email_as_typed: string | null;
  /** The check's part of the order's covers, the first taking what does not divide; 1 in all where there are none. */
  readonly covers: number;
  readonly net_minor: number;
}

/** The truth about an order at `at_ms`; null where it is not open yet. */
export function truth(world: World, visit: Visit, at_ms: number): OrderTruth | null {
  const tab = world.tab(visit, at_ms);
  if (!tab) return null;
  const gone = tab.voided_at_ms !== null || tab.deleted_at_ms !== null;
  const counting = gone ? [] : standing(tab);
  const closed = !gone && counting.length > 0 && counting.every((check) => check.status !== 'open');
  const venue = VENUES[visit.venue]!;
  return {
    order_guid: orderGuid(world.options.seed, visit),
    venue: venue.id,
    currency: venue.currency,
    state: gone ? 'voided' : closed ? 'closed' : 'open',
    version_ms: tab.modified_at_ms,
    opened_at_ms: tab.opened_at_ms,
    closed_at_ms: closed ? closedAt_ms(counting) : null,
    business_date: new Date(visit.day * DAY_MS).toISOString().slice(0, 10),
    covers: tab.covers,
    net_minor: sum(counting, netOfRefunds),
    discount_minor: sum(counting, discounts),
    tax_minor: sum(counting, (check) => check.tax_minor),
    tip_minor: sum(counting, (check) => sum(check.payments, (payment) => payment.tip_minor)),
    refunded_minor: sum(counting, (check) => sum(check.payments, ({ refund }) => refund?.amount_minor ?? 0)),
    checks: checksOf(world, visit, tab, counting),
  };
}

/** The truth about every order that is open at `at_ms` or was before, in the world's order. `venue`: only that one's. */
export function* truths(world: World, at_ms: number, venue: string | null): Generator<OrderTruth> {
  for (const visit of world.all()) {
    if (venue !== null && VENUES[visit.venue]!.id !== venue) continue;
    const found = truth(world, visit, at_ms);
    if (found) yield found;
  }
}

function checksOf(world: World, visit: Visit, tab: Tab, counting: readonly CheckTab[]): CheckTruth[] {
  const base = baseOf(world.options.seed, visit);
  const covers = tab.covers ?? 1;
  const each = Math.floor(covers / Math.max(1, counting.length));
  return counting.map((check, place) => ({
    check_guid: guid(base, KIND.check, check.position),
    email: check.payer?.known_by === 'email' ? check.payer.guest.email : null,
    email_as_typed: check.payer?.email_as_typed ?? null,
    covers: place === 0 ? covers - each * (counting.length - 1) : each,
    net_minor: netOfRefunds(check),
  }));
}

/** All standing checks closed: the last of those moments; else the last payment that a check waits for its tip with. */
function closedAt_ms(checks: readonly CheckTab[]): number | null {
  return latest(checks, (check) => check.closed_at_ms) ?? latest(checks, (check) => check.paid_at_ms);
}

/** What lines were given back counts with the lines' own net; of any other refund, the check's share of tax is taken off. */
function netOfRefunds(check: CheckTab): number {
  const ofLines = sum(check.lines, ({ refund }) => refund?.net_minor ?? 0);
  const others = sum(check.payments, ({ refund }) => (refund && !refund.ofLines ? refund.amount_minor : 0));
  const tax = share(others, check.tax_minor, check.amount_minor + check.tax_minor);
  return Math.max(0, check.amount_minor - ofLines - (others - tax));
}

function discounts(check: CheckTab): number {
  return sum(check.lines, ({ voided_at_ms, price }) =>
    voided_at_ms === null ? price.own_discount_minor + price.check_discount_minor : 0,
  );
}

function sum<T>(list: readonly T[], amount: (one: T) => number): number {
  return list.reduce((total, one) => total + amount(one), 0);
}
