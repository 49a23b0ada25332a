import type { Order } from '../../../schemas/generated/types.ts';
import type { Restaurant } from '../../../upstreams/toast/config.ts';
import { decodeOrder } from '../../../upstreams/toast/decode.ts';

export type Json = Record<string, unknown>;

export const bistro: Restaurant = {
  venue_id: 'bistro',
  guid: '11111111-2222-4333-8444-555555555555',
  timezone: 'America/New_York',
  closeoutHour: 4,
  country: 'US',
  currency: 'USD',
};

/** A paid check of one guest: 100.00 of food and service, 8.00 tax, 15.00 tip. */
export function check(changes: Json = {}): Json {
  return {
    guid: 'c-1',
    entityType: 'Check',
    displayNumber: '41',
    openedDate: '2026-05-08T22:05:00.000+0000',
    closedDate: '2026-05-09T00:30:00.000+0000',
    paidDate: '2026-05-09T00:29:00.000+0000',
    deletedDate: '1970-01-01T00:00:00.000+0000',
    paymentStatus: 'CLOSED',
    voided: false,
    deleted: false,
    amount: 100,
    taxAmount: 8,
    totalAmount: 108,
    customer: {
      guid: 'g-1',
      entityType: 'Customer',
      firstName: 'Ada',
      lastName: 'Byron',
      phone: '2125550142',
      phoneCountryCode: '1',
      email: 'Ada@Example.com',
    },
    selections: [selection()],
    payments: [payment()],
    appliedDiscounts: [],
    appliedServiceCharges: [],
    ...changes,
  };
}

export function selection(changes: Json = {}): Json {
  return {
    guid: 's-1',
    displayName: 'Trout, brown butter',
    quantity: 2,
    price: 100,
    preDiscountPrice: 100,
    tax: 8,
    voided: false,
    deferred: false,
    modifiers: [],
    appliedDiscounts: [],
    refundDetails: null,
    ...changes,
  };
}

export function payment(changes: Json = {}): Json {
  return {
    guid: 'p-1',
    type: 'CREDIT',
    amount: 108,
    tipAmount: 15,
    refundStatus: 'NONE',
    refund: null,
    paymentStatus: 'CAPTURED',
    ...changes,
  };
}

export function order(changes: Json = {}): Json {
  return {
    guid: 'o-1',
    entityType: 'Order',
    externalId: null,
    openedDate: '2026-05-08T22:05:00.000+0000',
    modifiedDate: '2026-05-09T00:31:00.500+0000',
    closedDate: '2026-05-09T00:30:00.000+0000',
    paidDate: '2026-05-09T00:29:00.000+0000',
    deletedDate: '1970-01-01T00:00:00.000+0000',
    businessDate: 20260508,
    numberOfGuests: 4,
    source: 'In Store',
    approvalStatus: 'APPROVED',
    voided: false,
    deleted: false,
    checks: [check()],
    ...changes,
  };
}

export function decoded(json: unknown, restaurant: Restaurant = bistro) {
  const origin = { kind: 'page', source: 'toast.orders.bistro', page: 'p' } as const;
  return decodeOrder(json, () => Buffer.from('bytes'), { restaurant, origin });
}

/** The order that comes of it; an error where it is refused. */
export function read(json: unknown, restaurant: Restaurant = bistro): Order {
  const one = decoded(json, restaurant);
  if (one.kind === 'refused') throw new Error(`${one.reason} ${one.detail}`);
  // The decoder produces nothing but orders.
  return one.value as Order;
}
