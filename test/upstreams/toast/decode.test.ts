import { describe, expect, it } from 'vitest';
import { bistro, check, decoded, order, payment, read, selection } from './sample.ts';

const refund = (refundAmount: number, more: object = {}) => ({ refundAmount, tipRefundAmount: 0, ...more });
const refunded = (amount: number, more: object = {}) =>
  payment({ refundStatus: 'PARTIAL', refund: refund(amount, more) });
const paidBy = (guid: string, email: string | null, changes: object = {}) =>
  check({ guid, customer: email === null ? null : { guid: `g-${guid}`, email }, ...changes });

describe('an order from Toast', () => {
  it('is read field by field', () => {
    expect(read(order())).toEqual({
      order_id: 'toast:o-1',
      upstream: 'toast',
      venue_id: 'bistro',
      reservation_id: null,
      client_id: 'toast:g-1',
      email: 'ada@example.com',
      phone: '+12125550142',
      name: 'Ada Byron',
      opened_at: Date.parse('2026-05-08T22:05:00Z'),
      closed_at: Date.parse('2026-05-09T00:30:00Z'),
      business_date: Date.parse('2026-05-08') / 86_400_000,
      covers: 4,
      net_minor: 10_000,
      discount_minor: 0,
      tax_minor: 800,
      tip_minor: 1500,
      refunded_minor: 0,
      currency: 'USD',
      state: 'closed',
      version: Date.parse('2026-05-09T00:31:00.500Z'),
      checks: [
        { check_id: 'toast:c-1', client_id: 'toast:g-1', email: 'ada@example.com', covers: 4, net_minor: 10_000 },
      ],
      items: [{ check_id: 'toast:c-1', name: 'Trout, brown butter', quantity: 2, net_minor: 10_000 }],
      extra: null,
    });
  });

  it('has the time of its closing as its event time', () => {
    expect(decoded(order())).toMatchObject({ kind: 'record', event_time_ms: Date.parse('2026-05-09T00:30:00Z') });
  });
});

describe('when an order is closed', () => {
  const open = { closedDate: null, paidDate: null };

  it('is when every check is paid or closed', () => {
    expect(read(order({ checks: [check(), check({ guid: 'c-2', paymentStatus: 'PAID' })] })).state).toBe('closed');
    expect(read(order({ checks: [check(), check({ guid: 'c-2', paymentStatus: 'OPEN' })] }))).toMatchObject({
      state: 'open',
      closed_at: null,
    });
  });

  it('does not wait for checks that were voided or deleted', () => {
    const gone = [
      check({ guid: 'c-2', paymentStatus: 'OPEN', voided: true }),
      check({ guid: 'c-3', paymentStatus: 'OPEN', deleted: true }),
    ];
    expect(read(order({ checks: [check(), ...gone] }))).toMatchObject({ state: 'closed', net_minor: 10_000 });
  });

  it('is its own closedDate, else the latest closedDate, else the latest paidDate, of its checks', () => {
    const at = (hour: string) => `2026-05-09T${hour}:00:00.000+0000`;
    const two = [
      check({ closedDate: at('01'), paidDate: at('05') }),
      check({ guid: 'c-2', closedDate: at('02'), paidDate: at('04') }),
      check({ guid: 'c-3', closedDate: at('09'), voided: true }),
    ];
    const unclosed = two.map((one) => ({ ...one, closedDate: null }));
    expect(read(order({ checks: two })).closed_at).toBe(Date.parse('2026-05-09T00:30:00Z'));
    expect(read(order({ ...open, checks: two })).closed_at).toBe(Date.parse('2026-05-09T02:00:00Z'));
    expect(read(order({ ...open, checks: unclosed })).closed_at).toBe(Date.parse('2026-05-09T05:00:00Z'));
  });

  it('is not yet where nobody says when', () => {
    expect(read(order({ ...open, checks: [check(open)] }))).toMatchObject({ state: 'open', closed_at: null });
  });

  it('is not yet where it has no check', () => {
    expect(read(order({ checks: [] }))).toMatchObject({
      state: 'open',
      checks: [{ check_id: 'toast:o-1', email: null, covers: 4, net_minor: 0 }],
    });
  });

  it('counts a status that nobody knows as not paid', () => {
    expect(read(order({ checks: [check({ paymentStatus: 'SETTLING_ON_MARS' })] })).state).toBe('open');
  });
});

describe('a voided or deleted order', () => {
  it.each(['voided', 'deleted'])('counts nothing where it is %s, and still names its guest', (flag) => {
    expect(read(order({ [flag]: true }))).toMatchObject({
      state: 'voided',
      closed_at: null,
      net_minor: 0,
      tax_minor: 0,
      tip_minor: 0,
      items: [],
      email: 'ada@example.com',
      checks: [{ check_id: 'toast:c-1', email: 'ada@example.com', net_minor: 0 }],
    });
  });

  it('is one, too, where all its checks are voided', () => {
    expect(read(order({ checks: [check({ voided: true })] }))).toMatchObject({
      state: 'voided',
      checks: [],
      net_minor: 0,
    });
  });

  it('is not one because of a deletedDate of 1970', () => {
    expect(read(order({ deletedDate: '1970-01-01T00:00:00.000+0000' })).state).toBe('closed');
  });
});

describe('what the guest was charged', () => {
  const netOf = (changes: object) => read(order({ checks: [check({ ...changes })] }));

  it('is without tax and tip', () => {
    expect(netOf({ amount: 12.35, taxAmount: 1.1 })).toMatchObject({
      net_minor: 1235,
      tax_minor: 110,
      tip_minor: 1500,
    });
  });

  it('is what is left after a refund, less the check’s share of tax in it, half up', () => {
    // 54.00 of 108.00: 4.00 of it is tax.
    expect(netOf({ payments: [refunded(54)] })).toMatchObject({
      net_minor: 5000,
      refunded_minor: 5000,
      tax_minor: 800,
    });
    // 0.07 × 8/108 = 0.0052 → 0.01 of tax, 0.06 of net.
    expect(netOf({ payments: [refunded(0.07)] }).net_minor).toBe(9994);
  });

  it('rounds the tax of several refunds of a check once, not one by one', () => {
    const payments = [refunded(0.03), { ...refunded(0.04), guid: 'p-2' }];
    expect(netOf({ payments }).net_minor).toBe(9994);
  });

  it('is nothing after a full refund', () => {
    expect(netOf({ payments: [refunded(108)] })).toMatchObject({ net_minor: 0, refunded_minor: 10_000 });
  });

  it('never falls below zero', () => {
    expect(netOf({ payments: [refunded(500)] })).toMatchObject({ net_minor: 0, refunded_minor: 10_000 });
    expect(netOf({ amount: -20 }).net_minor).toBe(0);
  });

  it('does not care for refunded tips', () => {
    expect(netOf({ payments: [refunded(0, { tipRefundAmount: 15 })] })).toMatchObject({
      net_minor: 10_000,
      tip_minor: 1500,
    });
  });

  it('takes Toast’s word for how much of a refund was tax, where it says so', () => {
    const lines = [
      selection({ price: 60, refundDetails: { refundAmount: 20, taxRefundAmount: 0 } }),
      selection({ guid: 's-2', price: 40 }),
    ];
    expect(netOf({ selections: lines, payments: [refunded(20)] }).net_minor).toBe(8000);
    // 20.00 of a line without tax, and 10.80 that nobody explains: 0.80 of that is tax.
    expect(netOf({ selections: lines, payments: [refunded(30.8)] }).net_minor).toBe(7000);
    const charge = { chargeAmount: 18, refundDetails: { refundAmount: 18, taxRefundAmount: 1.44 } };
    expect(netOf({ appliedServiceCharges: [charge], payments: [refunded(19.44)] }).net_minor).toBe(8200);
  });

  it('does not believe details of more than was given back', () => {
    const lines = [selection({ refundDetails: { refundAmount: 90, taxRefundAmount: 7.2 } })];
    expect(netOf({ selections: lines, payments: [refunded(54)] }).net_minor).toBe(5000);
  });

  it('does not count payments that moved no money', () => {
    const payments = [payment({ paymentStatus: 'VOIDED', refund: refund(54) }), payment({ guid: 'p-2' })];
    expect(netOf({ payments })).toMatchObject({ net_minor: 10_000, tip_minor: 1500 });
  });

  it('does not count gift cards sold: they are no food', () => {
    const selections = [
      selection({ price: 60 }),
      selection({ guid: 's-2', displayName: 'Gift card', price: 40, deferred: true }),
    ];
    expect(netOf({ selections })).toMatchObject({ net_minor: 6000, items: [{ name: 'Trout, brown butter' }] });
  });

  it('is in the currency of the venue', () => {
    const tokyo = { ...bistro, currency: 'JPY' };
    expect(read(order({ checks: [check({ amount: 12_500, taxAmount: 1000 })] }), tokyo)).toMatchObject({
      currency: 'JPY',
      net_minor: 12_500,
    });
  });

  it('shows discounts without the tax in them, those of the check, of its lines and of what was wanted extra', () => {
    const discount = (discountAmount: number, more: object = {}) => ({
      discountAmount,
      nonTaxDiscountAmount: null,
      ...more,
    });
    const extra = selection({ guid: 'm-1', appliedDiscounts: [discount(1)] });
    const selections = [
      selection({ appliedDiscounts: [discount(5.5, { nonTaxDiscountAmount: 5 })], modifiers: [extra] }),
      selection({ guid: 's-2', voided: true, appliedDiscounts: [discount(90)] }),
    ];
    const appliedDiscounts = [discount(10), discount(70, { processingState: 'VOID' })];
    expect(netOf({ selections, appliedDiscounts }).discount_minor).toBe(1600);
  });
});

describe('an order paid by several guests', () => {
  it('shares its covers out, the first check taking what does not divide', () => {
    const checks = [paidBy('c-1', null), paidBy('c-2', 'b@x.test'), paidBy('c-3', 'c@x.test')];
    const shared = read(order({ numberOfGuests: 8, checks })).checks;
    expect(shared.map((one) => [one.email, one.covers])).toEqual([
      [null, 4],
      ['b@x.test', 2],
      ['c@x.test', 2],
    ]);
  });

  it('is the guest’s of its first check that counts, as Toast lists them', () => {
    const checks = [paidBy('c-0', 'gone@x.test', { voided: true }), paidBy('c-1', null), paidBy('c-2', 'b@x.test')];
    expect(read(order({ checks }))).toMatchObject({ email: null, client_id: null, covers: 4 });
  });

  it('knows each guest’s part of a refund', () => {
    const checks = [paidBy('c-1', 'a@x.test', { payments: [refunded(108)] }), paidBy('c-2', 'b@x.test')];
    expect(read(order({ checks }))).toMatchObject({
      net_minor: 10_000,
      refunded_minor: 10_000,
      checks: [{ net_minor: 0 }, { net_minor: 10_000 }],
    });
  });

  it('has no covers where the till does not say, and none where it says none', () => {
    expect(read(order({ numberOfGuests: null }))).toMatchObject({ covers: null, checks: [{ covers: null }] });
    expect(read(order({ numberOfGuests: 0 }))).toMatchObject({ covers: 0, checks: [{ covers: 0 }] });
  });
});

describe('a guest on a check', () => {
  const guest = (customer: object | null) => read(order({ checks: [check({ customer })] }));

  it('may be known by a loyalty account alone', () => {
    const nulls = { firstName: null, lastName: null, phone: null, email: null };
    expect(guest({ guid: 'g-9', ...nulls })).toMatchObject({
      client_id: 'toast:g-9',
      email: null,
      phone: null,
      name: null,
    });
  });

  it('has no address where what was typed in is none', () => {
    expect(guest({ guid: 'g-9', email: 'no thanks' })).toMatchObject({ client_id: 'toast:g-9', email: null });
  });

  it('keeps a phone number that does not parse as it was typed', () => {
    expect(guest({ guid: 'g-9', phone: 'ask for Bob' }).phone).toBe('ask for Bob');
  });
});

describe('the business date', () => {
  it('is the till’s own', () => {
    expect(read(order({ businessDate: 20260507 })).business_date).toBe(Date.parse('2026-05-07') / 86_400_000);
  });

  it('is the venue’s, with the hours before closeout, where the till has none', () => {
    const late = { closedDate: '2026-05-09T06:30:00.000+0000', businessDate: null };
    expect(read(order(late)).business_date).toBe(Date.parse('2026-05-08') / 86_400_000);
    expect(read(order({ ...late, businessDate: 20260231 })).business_date).toBe(Date.parse('2026-05-08') / 86_400_000);
  });
});
