import { describe, expect, it } from 'vitest';
import { givenBackOfOthers } from '../../../upstreams/square/decode-order.ts';
import { amounts, customer, line, locations, money, order, profile, read, returned } from './sample.ts';

const back = (json: unknown) => givenBackOfOthers(json, locations);

describe('a completed order', () => {
  it('is one check, charged for food and service after discounts, without tax and tip', () => {
    expect(read(order())).toMatchObject({
      order_id: 'square:o-1',
      upstream: 'square',
      venue_id: 'bistro',
      client_id: 'square:c-1',
      email: null,
      state: 'closed',
      opened_at: Date.parse('2026-05-08T22:05:00Z'),
      closed_at: Date.parse('2026-05-09T00:30:00Z'),
      // Half past eight in New York: still Friday.
      business_date: Date.parse('2026-05-08') / 86_400_000,
      version: Date.parse('2026-05-09T00:31:00.250Z'),
      covers: null,
      ...{ net_minor: 10_000, tax_minor: 800, tip_minor: 1500, discount_minor: 0, refunded_minor: 0, currency: 'USD' },
      checks: [{ check_id: 'square:o-1', client_id: 'square:c-1', email: null, covers: null, net_minor: 10_000 }],
      items: [
        { check_id: 'square:o-1', name: 'Roast goose', quantity: 2, net_minor: 4000 },
        { check_id: 'square:o-1', name: 'Perch', quantity: 1.5, net_minor: 5000 },
      ],
      extra: null,
    });
  });

  it('says the same by its totals where it has no net amounts', () => {
    expect(read(order({ net_amounts: undefined }))).toMatchObject({ net_minor: 10_000, discount_minor: 500 });
  });

  it('is open until it is complete, and until it says when that was', () => {
    for (const changes of [{ state: 'OPEN' }, { state: 'DRAFT' }, { state: 'SIMMERING' }, { closed_at: undefined }]) {
      expect(read(order(changes))).toMatchObject({ state: 'open', closed_at: null, business_date: null });
    }
  });

  it('counts nothing where it was cancelled', () => {
    expect(read(order({ state: 'CANCELED' }))).toMatchObject({
      state: 'voided',
      net_minor: 0,
      tax_minor: 0,
      items: [],
    });
  });

  it('has whole yen, and fils by the thousand, as they come', () => {
    const yen = { total_money: money(1250, 'JPY'), total_tax_money: money(114, 'JPY'), net_amounts: undefined };
    const bare = { line_items: [], tenders: [], total_tip_money: undefined, total_discount_money: undefined };
    expect(read(order({ ...yen, ...bare }))).toMatchObject({ currency: 'JPY', net_minor: 1136 });
    expect(read(order({ ...bare, net_amounts: amounts(12_345, 0, 0, 'KWD'), total_money: undefined }))).toMatchObject({
      currency: 'KWD',
      net_minor: 12_345,
    });
  });

  it('does not count gift cards that were sold', () => {
    const card = line({ uid: 'l-3', item_type: 'GIFT_CARD', total_money: money(2500), total_tax_money: money(0) });
    expect(read(order({ line_items: [line(), card] }))).toMatchObject({ net_minor: 7500 });
  });

  it('is of a venue that only Square knows, in UTC, where the config does not name it', () => {
    expect(read(order({ location_id: 'L9', closed_at: '2026-05-09T03:59:59Z' }))).toMatchObject({
      venue_id: 'square:L9',
      business_date: Date.parse('2026-05-08') / 86_400_000,
    });
  });
});

describe('whose it is', () => {
  it('says the order, else a payment', () => {
    const tenders = [{ id: 'p-1' }, { id: 'p-2', customer_id: 'c-2' }];
    expect(read(order({ customer_id: undefined, tenders }))).toMatchObject({ client_id: 'square:c-2' });
    expect(read(order({ tenders })).client_id).toBe('square:c-1');
    expect(read(order({ customer_id: undefined }))).toMatchObject({ client_id: null, email: null });
  });

  it('says whoever fetches it, where nobody else does', () => {
    const recipient = { display_name: 'Ada Byron ', email_address: 'ADA@example.com', phone_number: '212 555 0142' };
    const fulfillments = [{ type: 'PICKUP', pickup_details: { recipient } }];
    expect(read(order({ customer_id: undefined, fulfillments }))).toMatchObject({
      ...{ client_id: null, email: 'ada@example.com', name: 'Ada Byron', phone: '+12125550142' },
      checks: [{ email: 'ada@example.com' }],
    });
    expect(read(order({ fulfillments }))).toMatchObject({ client_id: 'square:c-1', email: null, name: null });
  });
});

describe('what is given back', () => {
  it('comes off the sale with the tax that the return names, under the time of the return', () => {
    const sale = read(order(), back(returned(2180, 180)));
    expect(sale).toMatchObject({ net_minor: 8000, refunded_minor: 2000, state: 'closed' });
    expect(sale.version).toBe(Date.parse('2026-05-11T10:00:00Z'));
    expect(sale.closed_at).toBe(Date.parse('2026-05-09T00:30:00Z'));
  });

  it('has the check’s share of tax where it is an amount, half up over all of them', () => {
    // 8.00 of 108.00 are tax: of 10.80 80 cents.
    expect(read(order(), back(returned(1080, null)))).toMatchObject({ net_minor: 9000, refunded_minor: 1000 });
    const two = [...back(returned(7, null)), ...back(returned(7, null, { id: 'r-2' }))];
    expect(read(order(), two).refunded_minor).toBe(14 - 1);
  });

  it('leaves tips where they are', () => {
    const whole = returned(12_300, null, {});
    const [one] = whole.returns as [Record<string, unknown>];
    const withTip = { ...whole, returns: [{ ...one, return_amounts: amounts(12_300, 0, 1500) }] };
    expect(read(order(), back(withTip))).toMatchObject({ net_minor: 0, refunded_minor: 10_000 });
  });

  it('never makes it less than nothing', () => {
    expect(read(order(), back(returned(99_999, null)))).toMatchObject({ net_minor: 0, refunded_minor: 10_000 });
  });

  it('is nothing where the refund failed, and counts while it is pending', () => {
    const refund = (status: string) => [{ id: 'f-1', transaction_id: 'o-1', status, amount_money: money(1080) }];
    for (const status of ['FAILED', 'REJECTED'])
      expect(read(order(), back(returned(1080, null, { refunds: refund(status) })))).toMatchObject({
        net_minor: 10_000,
      });
    expect(read(order(), back(returned(1080, null, { refunds: refund('PENDING') })))).toMatchObject({
      net_minor: 9000,
    });
  });

  it('is what was returned where no refund is listed', () => {
    expect(read(order(), back(returned(2180, 180, { refunds: undefined })))).toMatchObject({ net_minor: 8000 });
  });

  it('counts once where the sale lists the refund as well', () => {
    const refunds = [{ id: 'f-1', transaction_id: 'o-1', status: 'APPROVED', amount_money: money(1080) }];
    expect(read(order({ refunds }))).toMatchObject({ net_minor: 9000 });
    expect(read(order({ refunds }), back(returned(1080, null)))).toMatchObject({ net_minor: 9000 });
  });

  it('comes off once where the sale itself holds the return, and its net amounts are without it already', () => {
    const { returns, return_amounts, refunds } = returned(2180, 180);
    const changes = { returns, return_amounts, refunds, net_amounts: amounts(10_120, 620, 1500) };
    expect(read(order(changes))).toMatchObject({ net_minor: 8000, tax_minor: 800 });
  });

  it('makes an order of its own that is nobody’s visit, and keeps what it said', () => {
    const one = read(returned(2180, 180));
    expect(one).toMatchObject({
      order_id: 'square:r-1',
      state: 'voided',
      closed_at: null,
      net_minor: 0,
      refunded_minor: 0,
    });
    expect(JSON.parse(one.extra!)).toMatchObject({ returns: [{ source_order_id: 'o-1' }], refunds: [{ id: 'f-1' }] });
  });

  it('in exchange for something else is in the net of the exchange, and leaves the sale as it is', () => {
    const swapped = { line_items: [line()], refunds: undefined, net_amounts: amounts(2200, 200, 0) };
    const exchange = returned(2200, 200, { id: 'x-1', ...swapped });
    expect(read(exchange)).toMatchObject({ state: 'closed', net_minor: 2000 });
    expect(read(order(), back(exchange))).toMatchObject({ net_minor: 10_000 });
  });

  it('is told sale by sale', () => {
    const { returns } = returned(2180, 180);
    const [one] = returns as [Record<string, unknown>];
    const both = returned(2180, 180, { returns: [one, { ...one, source_order_id: 'o-2' }], refunds: undefined });
    expect(back(both).map(({ of, net_minor }) => [of, net_minor])).toEqual([
      ['o-1', 2000],
      ['o-2', 2000],
    ]);
  });
});

describe('a customer', () => {
  it('is a profile that nobody counts the visits of', () => {
    expect(profile(customer())).toEqual({
      ...{ client_id: 'square:c-1', version: Date.parse('2026-02-01T10:00:00.5Z'), upstream: 'square' },
      ...{ email: 'ada@example.com', phone: '+12125550142', first_name: 'Ada', last_name: 'Byron' },
      ...{ birthday: '1815-12-10', visits: null, tags: null, custom_fields: null, opted_out: null },
      created_at: Date.parse('2020-02-01T10:00:00Z'),
      updated_at: Date.parse('2026-02-01T10:00:00.5Z'),
      extra: null,
    });
  });

  it('may have a birthday of any year, and none that is no day', () => {
    expect(profile(customer({ birthday: '0000-02-29' })).birthday).toBe('--02-29');
    for (const birthday of ['1999-02-29', '0000-13-01', 'soon', undefined])
      expect(profile(customer({ birthday })).birthday).toBeNull();
  });

  it('has opted out where it says so; that it does not is no consent', () => {
    expect(profile(customer({ preferences: { email_unsubscribed: true } })).opted_out).toBe(true);
    expect(profile(customer({ preferences: undefined })).opted_out).toBeNull();
  });

  it('that was deleted keeps its id, and loses what joins it to anybody', () => {
    const deleted_ms = Date.parse('2026-03-01T00:00:00Z');
    expect(profile(customer(), deleted_ms)).toMatchObject({
      ...{ client_id: 'square:c-1', version: deleted_ms, email: null, phone: null, first_name: null },
      extra: '{"deleted":true}',
    });
  });
});
