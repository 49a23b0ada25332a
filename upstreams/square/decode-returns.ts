import type { Fields } from '../shared/fields.ts';
import { shareOf } from '../shared/money.ts';
import { LONGEST_ID } from '../shared/untrusted.ts';
import { type Amounts, amountsIn, moneyOf, netOf, sum } from './amounts.ts';

/** What an order gives back of a sale; plain JSON. Ids are Square's own. */
export interface GivenBack {
  /** The order that says so. */
  readonly by: string;
  /** The sale. */
  readonly of: string;
  /** How much of it was net, where the order says which part was tax. */
  readonly net_minor: number;
  /** Given back without a word about tax; tips are not among it. */
  readonly untold_minor: number;
  /** When the order was last changed, epoch ms. */
  readonly at_ms: number;
  /** The refunds that it was. */
  readonly refunds: readonly string[];
}

/** Refunds that came to nothing (RefundStatus). One that is pending is on its way. */
const nothing = new Set(['REJECTED', 'FAILED']);

const NONE: ReadonlySet<string> = new Set();

export interface Giving {
  readonly id: string;
  readonly currency: string;
  readonly at_ms: number;
  /** Refunds that another order has told of. */
  readonly told?: ReadonlySet<string>;
}

/**
 * What an order gives back, sale by sale. A refund makes an order of its own, whose `returns` name the sale
 * (developer.squareup.com/docs/orders-api/order-returns-exchanges); what `refunds` lists was paid to the guest, and
 * where it lists none, what was returned was. An exchange for something else is no refund: that the guest was charged
 * less is in the exchange's own net.
 */
export function givenBackIn(order: Fields, { id, currency, at_ms, told = NONE }: Giving): GivenBack[] {
  const returns = order.children('returns').map((one) => ({ one, of: one.textOrNull('source_order_id', LONGEST_ID) }));
  const sources = returns.flatMap(({ of }) => (of === null ? [] : [of]));
  const refunds = order.children('refunds').map((refund) => readRefund(refund, { id, currency, sources }));
  const exchanges = order.children('line_items').length > 0;
  return [...new Set([...sources, ...refunds.map(({ of }) => of)])].map((of) => {
    const returned = returns.filter((one) => one.of === of).map(({ one }) => one);
    const listed = returned.length === 0 ? null : returnedIn(order, returned, currency);
    const paid = refunds.filter((refund) => refund.of === of && refund.minor > 0 && !told.has(refund.id));
    const unpaid = refunds.length > 0 || exchanges ? 0 : (listed?.total_minor ?? 0);
    const given = paid.length > 0 ? sum(paid, ({ minor }) => minor) : unpaid;
    const parts = partsOf(Math.max(0, given), listed, isItemised(returned));
    return { by: id, of, ...parts, at_ms, refunds: paid.map((refund) => refund.id) };
  });
}

/** An order that sells nothing, and gives back. */
export function isReturn(order: Fields): boolean {
  return order.children('returns').length > 0 && order.children('line_items').length === 0;
}

interface Refund {
  readonly id: string;
  readonly of: string;
  /** 0 where it came to nothing. */
  readonly minor: number;
}

type Reading = Pick<Giving, 'id' | 'currency'> & { readonly sources: readonly string[] };

/** Of the sale whose payment it names, if the returns name that; else of the first that they name. */
function readRefund(refund: Fields, { id, currency, sources }: Reading): Refund {
  const named = refund.textOrNull('transaction_id', LONGEST_ID);
  const of = sources.find((source) => source === named) ?? sources[0] ?? named ?? id;
  const failed = nothing.has(refund.textOrNull('status', LONGEST_ID) ?? '');
  const minor = Math.max(0, moneyOf(refund, 'amount_money', currency));
  return { id: refund.textOrNull('id', LONGEST_ID) ?? '', of, minor: failed ? 0 : minor };
}

function returnedIn(order: Fields, returns: readonly Fields[], currency: string): Amounts {
  const own = returns.map((one) => one.childOrNull('return_amounts')).filter((amounts) => amounts !== null);
  const whole = order.childOrNull('return_amounts');
  const all = own.length > 0 ? own : whole === null ? [] : [whole];
  const read = all.map((amounts) => amountsIn(amounts, currency));
  return {
    total_minor: sum(read, ({ total_minor }) => total_minor),
    tax_minor: sum(read, ({ tax_minor }) => tax_minor),
    tip_minor: sum(read, ({ tip_minor }) => tip_minor),
    discount_minor: 0,
  };
}

/** Whether what was returned is named, with its tax; an amount (CUSTOM_AMOUNT) says nothing of tax. */
function isItemised(returns: readonly Fields[]): boolean {
  const lines = returns.flatMap((one) => [
    ...one.children('return_line_items').map((line) => line.textOrNull('item_type', LONGEST_ID) ?? 'ITEM'),
    ...one.children('return_service_charges').map(() => 'ITEM'),
  ]);
  return lines.length > 0 && !lines.includes('CUSTOM_AMOUNT');
}

/** Tips that were given back do not count. */
function partsOf(given: number, listed: Amounts | null, itemised: boolean) {
  if (listed === null || listed.total_minor <= 0) return { net_minor: 0, untold_minor: given };
  const told = Math.min(given, listed.total_minor);
  const beyond = given - told;
  const tip = shareOf(told, Math.min(Math.max(0, listed.tip_minor), listed.total_minor), listed.total_minor);
  if (!itemised && listed.tax_minor <= 0) return { net_minor: 0, untold_minor: given - tip };
  const net = shareOf(told, Math.min(Math.max(0, netOf(listed)), listed.total_minor), listed.total_minor);
  return { net_minor: net, untold_minor: beyond };
}
