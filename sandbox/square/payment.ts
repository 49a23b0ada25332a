import type { Visit } from '../world/calendar.ts';
import { SQUARE_VENUE } from './account.ts';
import { keyOf, orderId, partOf, paymentId, refundId } from './ids.ts';
import type { Ledger, Standing } from './ledger.ts';
import { date, money } from './notation.ts';
import { customerOf } from './order.ts';

/** A payment of a sale as the Payments API writes it; null where there is none. `at_ms`: as of when. */
export function payment(ledger: Ledger, sale: Standing, { place, at_ms }: { place: number; at_ms: number }) {
  const paid = sale.check.payments[place];
  if (paid === undefined) return null;
  const id = paymentId(orderId(ledger.world.options.seed, sale.key), place);
  const back = refundOf(ledger, sale.key, { place, at_ms });
  const customer_id = customerOf(ledger, sale);
  return {
    id,
    order_id: orderId(ledger.world.options.seed, sale.key),
    location_id: SQUARE_VENUE.square,
    created_at: date(paid.at_ms),
    updated_at: date(paid.modified_at_ms),
    amount_money: money(paid.amount_minor),
    tip_money: money(paid.tip_minor),
    total_money: money(paid.amount_minor + paid.tip_minor),
    status: sale.check.status === 'closed' ? 'COMPLETED' : 'APPROVED',
    source_type: paid.tender.kind === 'card' ? 'CARD' : paid.tender.kind === 'cash' ? 'CASH' : 'EXTERNAL',
    ...(customer_id !== null && { customer_id }),
    ...(back !== null && { refunded_money: back.amount_money, refund_ids: [back.id] }),
  };
}

/** A refund as the Refunds API writes it; null where there is none. `key`: the sale's. */
export function refundOf(ledger: Ledger, key: Visit, { place, at_ms }: { place: number; at_ms: number }) {
  const { seed } = ledger.world.options;
  const back = ledger.standing(keyOf({ ...partOf(key), kind: 'return' }), at_ms);
  const given = back?.check.payments[place]?.refund ?? null;
  if (back === null || given === null) return null;
  const payment_id = paymentId(orderId(seed, key), place);
  return {
    id: refundId(payment_id),
    status: 'COMPLETED',
    location_id: SQUARE_VENUE.square,
    amount_money: money(given.amount_minor + given.tip_minor),
    payment_id,
    order_id: orderId(seed, back.key),
    reason: 'Returned goods',
    created_at: date(given.at_ms),
    updated_at: date(given.at_ms),
  };
}
