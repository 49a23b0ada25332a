import { date } from './dates.ts';
import { guid, KIND } from './guid.ts';
import type { ToastOrder } from './order.ts';

/** The same order with keys and values that no documentation knows: a reader keeps them, or ignores them, and goes on. */
export function withUnknownFields(order: ToastOrder): unknown {
  const checks = order.checks.map((check) => ({
    ...check,
    loyaltyTier: 'PLATINUM',
    splitOrigin: { guid: check.guid },
  }));
  return { ...order, source: 'Hologram', approvalStatus: 'APPROVED_BY_CHEF', carbonGrams: 1_234.5, checks };
}

let made = 0;

/** An order that is none: in turn without a GUID, with amounts that are no numbers, and from the day after tomorrow. */
export function poisoned(order: ToastOrder, now_ms: number): unknown {
  const which = made++;
  const other = { ...order, guid: guid(KIND.poison, which) };
  if (which % 3 === 0) return { ...other, guid: undefined };
  if (which % 3 === 1)
    return { ...other, checks: order.checks.map((check) => ({ ...check, amount: 'NaN', taxAmount: null })) };
  const later = date(now_ms + 2 * 86_400_000);
  const checks = order.checks.map((check) => ({
    ...check,
    paymentStatus: 'CLOSED',
    closedDate: later,
    paidDate: later,
  }));
  return { ...other, openedDate: later, closedDate: later, paidDate: later, modifiedDate: later, checks };
}
