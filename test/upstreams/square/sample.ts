import type { GuestProfile, Order } from '../../../schemas/generated/types.ts';
import { Locations } from '../../../upstreams/square/config.ts';
import { decodeCustomer } from '../../../upstreams/square/decode-customer.ts';
import { decodeOrder } from '../../../upstreams/square/decode-order.ts';
import type { GivenBack } from '../../../upstreams/square/decode-returns.ts';

export type Json = Record<string, unknown>;

export const locations = new Locations([
  { id: 'bistro', square: 'L1', timezone: 'America/New_York', closeoutHour: 4, country: 'US', currency: 'USD' },
]);

export const money = (amount: number, currency = 'USD') => ({ amount, currency });

/** 90.00 of food and 10.00 of service, 8.00 tax, 15.00 tip; 5.00 of discounts are off already. */
export function order(changes: Json = {}): Json {
  return {
    id: 'o-1',
    location_id: 'L1',
    source: { name: 'Square Point of Sale' },
    customer_id: 'c-1',
    line_items: [line(), line({ uid: 'l-2', name: 'Perch', quantity: '1.5', total_money: money(5400) })],
    service_charges: [{ uid: 's-1', name: 'Service', total_money: money(1000) }],
    tenders: [{ id: 'p-1', payment_id: 'p-1', type: 'CARD', amount_money: money(12_300), tip_money: money(1500) }],
    created_at: '2026-05-08T22:05:00.000Z',
    updated_at: '2026-05-09T00:31:00.250Z',
    closed_at: '2026-05-09T00:30:00Z',
    state: 'COMPLETED',
    version: 7,
    total_money: money(12_300),
    total_tax_money: money(800),
    total_tip_money: money(1500),
    total_discount_money: money(500),
    total_service_charge_money: money(1000),
    net_amounts: amounts(12_300, 800, 1500),
    ...changes,
  };
}

export function line(changes: Json = {}): Json {
  const taxes = { total_tax_money: money(400), total_money: money(4400) };
  return { uid: 'l-1', name: 'Roast goose', quantity: '2', item_type: 'ITEM', ...taxes, ...changes };
}

export function amounts(total: number, tax: number, tip: number, currency = 'USD'): Json {
  const [total_money, tax_money, tip_money] = [total, tax, tip].map((amount) => money(amount, currency));
  return { total_money, tax_money, tip_money, discount_money: money(0, currency) };
}

/** An order that gives back of `o-1`; what it returned is named by its tax, or is an amount. */
export function returned(total: number, tax: number | null, changes: Json = {}): Json {
  const item = { uid: 'r-1', item_type: tax === null ? 'CUSTOM_AMOUNT' : 'ITEM', total_money: money(total) };
  const return_amounts = amounts(total, tax ?? 0, 0);
  return {
    id: 'r-1',
    location_id: 'L1',
    returns: [{ uid: 'x', source_order_id: 'o-1', return_line_items: [item], return_amounts }],
    return_amounts,
    net_amounts: amounts(-total, -(tax ?? 0), 0),
    refunds: [{ id: 'f-1', transaction_id: 'o-1', tender_id: 'p-1', status: 'APPROVED', amount_money: money(total) }],
    created_at: '2026-05-11T10:00:00Z',
    updated_at: '2026-05-11T10:00:00Z',
    closed_at: '2026-05-11T10:00:00Z',
    state: 'COMPLETED',
    total_money: money(0),
    ...changes,
  };
}

export function customer(changes: Json = {}): Json {
  return {
    id: 'c-1',
    created_at: '2020-02-01T10:00:00Z',
    updated_at: '2026-02-01T10:00:00.5Z',
    given_name: 'Ada',
    family_name: 'Byron',
    email_address: ' Ada@Example.com',
    phone_number: '(212) 555-0142',
    birthday: '1815-12-10',
    preferences: { email_unsubscribed: false },
    creation_source: 'THIRD_PARTY',
    version: 3,
    ...changes,
  };
}

const origin = { kind: 'page', source: 'square.orders.bistro', page: '1' } as const;

export function decoded(json: unknown, givenBack: readonly GivenBack[] = []) {
  return decodeOrder(json, { locations, origin, givenBack });
}

/** Of what can be read. */
export function read(json: unknown, givenBack: readonly GivenBack[] = []): Order {
  const one = decoded(json, givenBack);
  if (one.kind !== 'record') throw new Error(`${one.reason} ${one.detail}`);
  return one.value as Order; // decodeOrder produces nothing else
}

export function decodedCustomer(json: unknown, deleted_ms?: number) {
  return decodeCustomer(json, { country: 'US', origin, ...(deleted_ms !== undefined && { deleted_ms }) });
}

export function profile(json: unknown, deleted_ms?: number): GuestProfile {
  const one = decodedCustomer(json, deleted_ms);
  if (one.kind !== 'record') throw new Error(`${one.reason} ${one.detail}`);
  return one.value as GuestProfile; // decodeCustomer produces nothing else
}
