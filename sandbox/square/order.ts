import { hash } from '../world/random.ts';
import type { LineTab, Payment } from '../world/tab.ts';
import { VENUES } from '../world/venues.ts';
import { SQUARE_HOME, SQUARE_VENUE } from './account.ts';
import { keyOf, orderId, partOf, paymentId, refundId } from './ids.ts';
import type { Ledger, Standing } from './ledger.ts';
import { date, money } from './notation.ts';

const TENDERS = { card: 'CARD', cash: 'CASH', gift_card: 'SQUARE_GIFT_CARD', house_account: 'OTHER', other: 'OTHER' };

/** An order as the Orders API writes it. */
export function order(ledger: Ledger, standing: Standing) {
  return partOf(standing.key).kind === 'sale' ? sale(ledger, standing) : givenBack(ledger, standing);
}

export type SquareOrder = ReturnType<typeof order>;

export function stateOf({ tab, check }: Standing): 'OPEN' | 'COMPLETED' | 'CANCELED' {
  const gone = [tab.voided_at_ms, tab.deleted_at_ms, check.voided_at_ms, check.deleted_at_ms];
  if (gone.some((at_ms) => at_ms !== null)) return 'CANCELED';
  return check.status === 'closed' ? 'COMPLETED' : 'OPEN';
}

/** When its state became final; null while it is open. */
export function closedAt(standing: Standing): number | null {
  const state = stateOf(standing);
  if (state === 'CANCELED') return standing.updated_at_ms;
  return state === 'COMPLETED' ? standing.check.closed_at_ms : null;
}

/** Whom the check is put down to; null: nobody whom Square knows. */
export function customerOf({ directory }: Ledger, { check }: Standing): string | null {
  return check.payer === null ? null : directory.idOf(check.payer);
}

function sale(ledger: Ledger, standing: Standing) {
  const { key, check, opened_at_ms, updated_at_ms, version } = standing;
  const { seed } = ledger.world.options;
  const id = orderId(seed, key);
  const customer_id = customerOf(ledger, standing);
  // Some tills put the customer to the payment alone.
  const paidFor = hash(seed, 304, key.venue, key.day, key.number) % 3 === 0 && check.payments.length > 0;
  const tip = sum(check.payments, ({ tip_minor }) => tip_minor);
  const total = check.amount_minor + check.tax_minor + tip;
  const lines = check.lines.map((line, at) => ({ line, at })).filter(({ line }) => line.voided_at_ms === null);
  const discount = sum(lines, ({ line }) => line.price.own_discount_minor + line.price.check_discount_minor);
  const closed_at_ms = closedAt(standing);
  return {
    id,
    location_id: SQUARE_VENUE.square,
    source: { name: 'Square Point of Sale' },
    ...(customer_id !== null && !paidFor && { customer_id }),
    line_items: lines.map(({ line, at }) => lineItem(line, at)),
    ...(check.service_minor > 0 && { service_charges: [serviceCharge(check.service_minor)] }),
    ...(check.payments.length > 0 && {
      tenders: check.payments.map((paid, place) => tender(paid, { id, place, customer_id })),
    }),
    created_at: date(opened_at_ms),
    updated_at: date(updated_at_ms),
    ...(closed_at_ms !== null && { closed_at: date(closed_at_ms) }),
    state: stateOf(standing),
    version,
    total_money: money(total),
    total_tax_money: money(check.tax_minor),
    total_discount_money: money(discount),
    total_tip_money: money(tip),
    total_service_charge_money: money(check.service_minor),
    net_amounts: amounts({ total, tax: check.tax_minor, tip, discount, service: check.service_minor }),
    net_amount_due_money: money(total - sum(check.payments, (paid) => paid.amount_minor + paid.tip_minor)),
  };
}

/** Made by a refund: of lines with their tax, or of an amount that says nothing of tax. */
function givenBack(ledger: Ledger, standing: Standing) {
  const { key, check, updated_at_ms } = standing;
  const { seed } = ledger.world.options;
  const source_order_id = orderId(seed, keyOf({ ...partOf(key), kind: 'sale' }));
  const given = check.payments.flatMap(({ refund }, place) => (refund === null ? [] : [{ refund, place }]));
  const lines = check.lines.flatMap((line, at) => (line.refund === null ? [] : [{ ...line.refund, line, at }]));
  const total = sum(given, ({ refund }) => refund.amount_minor + refund.tip_minor);
  const tax = sum(lines, ({ tax_minor }) => tax_minor);
  const tip = sum(given, ({ refund }) => refund.tip_minor);
  const return_amounts = amounts({ total, tax, tip, discount: 0, service: 0 });
  const customer_id = customerOf(ledger, standing);
  return {
    id: orderId(seed, key),
    location_id: SQUARE_VENUE.square,
    source: { name: 'Square Point of Sale' },
    ...(customer_id !== null && { customer_id }),
    returns: [
      {
        uid: `r${key.number}`,
        source_order_id,
        return_line_items: lines.length > 0 ? lines.map(returnedLine) : [returnedAmount(total - tip)],
        ...(tip > 0 && { return_tips: [{ uid: 't1', applied_money: money(tip) }] }),
        return_amounts,
      },
    ],
    return_amounts,
    net_amounts: amounts({ total: -total, tax: -tax, tip: -tip, discount: 0, service: 0 }),
    refunds: given.map(({ refund, place }) => ({
      id: refundId(paymentId(source_order_id, place)),
      location_id: SQUARE_VENUE.square,
      transaction_id: source_order_id,
      tender_id: paymentId(source_order_id, place),
      created_at: date(refund.at_ms),
      reason: 'Returned goods',
      amount_money: money(refund.amount_minor + refund.tip_minor),
      status: 'APPROVED',
    })),
    created_at: date(updated_at_ms),
    updated_at: date(updated_at_ms),
    closed_at: date(updated_at_ms),
    state: 'COMPLETED',
    total_money: money(0),
    total_tax_money: money(0),
    total_discount_money: money(0),
    total_tip_money: money(0),
    total_service_charge_money: money(0),
  };
}

interface Parts {
  readonly total: number;
  readonly tax: number;
  readonly tip: number;
  readonly discount: number;
  readonly service: number;
}

function amounts({ total, tax, tip, discount, service }: Parts) {
  return {
    total_money: money(total),
    tax_money: money(tax),
    discount_money: money(discount),
    tip_money: money(tip),
    service_charge_money: money(service),
  };
}

function lineItem({ line, price }: LineTab, at: number) {
  return {
    uid: `l${at}`,
    name: line.dish.name,
    quantity: String(line.quantity),
    item_type: 'ITEM',
    base_price_money: money(line.dish.price_minor),
    gross_sales_money: money(price.menu_minor),
    total_tax_money: money(price.tax_minor),
    total_discount_money: money(price.own_discount_minor + price.check_discount_minor),
    total_money: money(price.net_minor + price.tax_minor),
  };
}

function returnedLine({
  line,
  at,
  net_minor,
  tax_minor,
}: {
  line: LineTab;
  at: number;
  net_minor: number;
  tax_minor: number;
}) {
  return {
    uid: `b${at}`,
    source_line_item_uid: `l${at}`,
    name: line.line.dish.name,
    quantity: String(line.line.quantity),
    item_type: 'ITEM',
    total_tax_money: money(tax_minor),
    total_money: money(net_minor + tax_minor),
  };
}

function returnedAmount(amount: number) {
  return { uid: 'b0', quantity: '1', item_type: 'CUSTOM_AMOUNT', total_money: money(amount) };
}

function serviceCharge(amount: number) {
  const { name, percent } = VENUES[SQUARE_HOME]!.serviceCharge;
  const applied = { applied_money: money(amount), total_money: money(amount), total_tax_money: money(0) };
  return { uid: 's0', name, percentage: String(percent), ...applied, type: 'CUSTOM' };
}

interface Tendering {
  readonly id: string;
  readonly place: number;
  readonly customer_id: string | null;
}

/** `amount_money` holds the tip. */
function tender({ tender: { kind }, at_ms, amount_minor, tip_minor }: Payment, { id, place, customer_id }: Tendering) {
  return {
    id: paymentId(id, place),
    payment_id: paymentId(id, place),
    location_id: SQUARE_VENUE.square,
    transaction_id: id,
    created_at: date(at_ms),
    amount_money: money(amount_minor + tip_minor),
    tip_money: money(tip_minor),
    type: TENDERS[kind],
    ...(customer_id !== null && { customer_id }),
  };
}

function sum<T>(list: readonly T[], amount: (one: T) => number): number {
  return list.reduce((total, one) => total + amount(one), 0);
}
