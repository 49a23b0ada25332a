import type { CheckTab } from '../world/tab.ts';
import type { OrderContext } from './context.ts';
import { guid, KIND } from './guid.ts';
import { money } from './notation.ts';
import { reference } from './restaurants.ts';

/** The discount of one line of a check, as `AppliedDiscount`s. */
export function lineDiscounts(context: OrderContext, check: CheckTab, at: number) {
  const { line, price } = check.lines[at]!;
  if (!line.discount) return [];
  const given = { ...line.discount, off_minor: price.own_discount_minor, off_net_minor: price.own_discount_net_minor };
  return [applied(context, guid(context.base, KIND.discount, check.position, at + 1), given)];
}

/** The discount of a whole check. Its lines' prices hold it already. */
export function checkDiscounts(context: OrderContext, check: CheckTab) {
  if (!check.discount || check.lines.length === 0) return [];
  let off_minor = 0;
  let off_net_minor = 0;
  for (const { voided_at_ms, price } of check.lines) {
    if (voided_at_ms !== null) continue;
    off_minor += price.check_discount_minor;
    off_net_minor += price.check_discount_net_minor;
  }
  const percent = 'percent' in check.discount ? check.discount.percent : null;
  const given = { name: check.discount.name, percent, off_minor, off_net_minor };
  return [applied(context, guid(context.base, KIND.discount, check.position, 0), given)];
}

interface Given {
  readonly name: string;
  /** null: an amount, not a percentage. */
  readonly percent: number | null;
  readonly off_minor: number;
  /** The part of it that is not tax. */
  readonly off_net_minor: number;
}

function applied({ venue }: OrderContext, itself: string, { name, percent, off_minor, off_net_minor }: Given) {
  return {
    guid: itself,
    entityType: 'AppliedCustomDiscount',
    externalId: null,
    name,
    discountAmount: money(off_minor),
    nonTaxDiscountAmount: money(off_net_minor),
    discount: reference(venue, 'Discount', percent ?? 200),
    triggers: [],
    approver: reference(venue, 'RestaurantUser'),
    processingState: null,
    appliedDiscountReason: null,
    loyaltyDetails: null,
    comboItems: [],
    appliedPromoCode: null,
    discountType: percent === null ? 'FIXED' : 'PERCENT',
    discountPercent: percent,
  };
}
