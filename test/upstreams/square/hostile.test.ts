import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Unreadable } from '../../../upstreams/shared/fields.ts';
import { givenBackOfOthers } from '../../../upstreams/square/decode-order.ts';
import { customer, decoded, decodedCustomer, locations, money, order, profile, read, returned } from './sample.ts';

describe('what nobody knows', () => {
  it('is kept as it came, and is no reason to refuse', () => {
    const strange = read(order({ carbon_grams: 1234.5, source: { name: 'Hologram' }, mood: ['happy'] }));
    expect(JSON.parse(strange.extra ?? '')).toEqual({ carbon_grams: 1234.5, mood: ['happy'] });
    expect(JSON.parse(profile(customer({ aura: 'blue' })).extra ?? '')).toEqual({ aura: 'blue' });
  });
});

describe('an order that cannot be understood', () => {
  it.each([
    ['no order at all', null, 'wrong_type', '(the whole): an object expected'],
    ['without an id', order({ id: undefined }), 'missing_field', 'id: expected, but not there'],
    ['without a location', order({ location_id: '' }), 'missing_field', 'location_id: expected, but not there'],
    ['without a time', order({ updated_at: undefined }), 'missing_field', 'updated_at: expected, but not there'],
    ['with an endless id', order({ id: 'x'.repeat(201) }), 'out_of_range', 'id: at most 200 characters expected'],
    [
      'with a time that is none',
      order({ closed_at: 'yesterday' }),
      'wrong_type',
      'closed_at: an ISO 8601 instant with offset expected',
    ],
    [
      'with an amount in dollars and cents',
      order({ net_amounts: { total_money: money(12.5) } }),
      'out_of_range',
      'net_amounts.total_money.amount: a whole number of the smallest unit expected',
    ],
    [
      'in two currencies',
      order({ net_amounts: { total_money: money(1), tax_money: money(1, 'EUR') } }),
      'currencies_mixed',
      'net_amounts.tax_money.currency: USD expected',
    ],
    [
      'in no currency',
      order({ total_money: money(1, 'dollars') }),
      'out_of_range',
      'total_money.currency: an ISO 4217 code expected',
    ],
    ['with lines that are no list', order({ line_items: {} }), 'wrong_type', 'line_items: a list expected'],
    [
      'with so many of a dish',
      order({ line_items: [{ quantity: 'many' }] }),
      'out_of_range',
      'line_items[0].quantity: a decimal number expected',
    ],
    ['with a refund that is none', returned(1, null, { refunds: [7] }), 'wrong_type', 'refunds[0]: an object expected'],
  ])('%s is refused, saying where', (_what, json, reason, detail) => {
    expect(decoded(json)).toMatchObject({ kind: 'refused', upstream: 'square', reason, detail });
  });

  it('never tells a guest’s name, number or address in its refusal', () => {
    const secret = 'ada.byron@example.com';
    const strange = [{ email_address: [secret] }, { phone_number: { secret } }, { given_name: 7, note: secret }];
    for (const changes of strange) {
      const one = decodedCustomer(customer(changes));
      expect(one.kind).toBe('refused');
      expect(JSON.stringify({ ...one, payload: null })).not.toContain('ada');
    }
  });
});

describe('any JSON at all', () => {
  const anything = fc.jsonValue({ maxDepth: 4 });
  const numbers = fc.oneof(fc.double(), fc.integer(), fc.constantFrom(-0, 1e308, 2 ** 53, 2 ** 53 - 1, -(2 ** 53) + 1));
  const wholes = [order(), order(returned(2180, 180, { id: 'o-1' })), returned(2180, 180), returned(1080, null)];

  it('is decoded or refused, and never throws', () => {
    const kinds = ['record', 'refused'];
    fc.assert(
      fc.property(anything, (json) => kinds.includes(decoded(json).kind) && kinds.includes(decodedCustomer(json).kind)),
      { numRuns: 500 },
    );
  });

  it('in any place of an order is decoded into a record with sound numbers, or refused', () => {
    const places = wholes.flatMap((whole) => pathsOf(whole).map((path) => ({ whole, path })));
    fc.assert(
      fc.property(fc.constantFrom(...places), fc.oneof(anything, numbers), ({ whole, path }, value) => {
        const json = changed(whole, path, value);
        const one = decoded(json, given(returned(500, null)));
        given(json);
        if (one.kind === 'refused') return /^[a-z_]+$/.test(one.reason);
        const { net_minor, refunded_minor, tax_minor, checks, version } = read(json, given(returned(500, null)));
        const sound = [net_minor, refunded_minor, tax_minor, version].every((n) => Number.isSafeInteger(n) && n >= 0);
        return sound && checks.length === 1 && checks[0]!.net_minor === net_minor;
      }),
      { numRuns: 3000 },
    );
  });

  it('in any place of a customer is decoded or refused', () => {
    const whole = customer();
    fc.assert(
      fc.property(fc.constantFrom(...pathsOf(whole)), anything, (path, value) => {
        const one = decodedCustomer(changed(whole, path, value));
        return one.kind === 'record' || /^[a-z_]+$/.test(one.reason);
      }),
      { numRuns: 500 },
    );
  });
});

/** What cannot be read gives nothing back. */
function given(json: unknown) {
  try {
    return givenBackOfOthers(json, locations);
  } catch (error) {
    if (error instanceof Unreadable) return [];
    throw error;
  }
}

type Path = readonly (string | number)[];

function pathsOf(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([name, child]) => pathsOf(child, [...path, name]))];
}

function changed(value: unknown, [name, ...rest]: Path, to: unknown): unknown {
  if (name === undefined) return to;
  if (Array.isArray(value))
    return value.map((item, index) => (index === Number(name) ? changed(item, rest, to) : item));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, child]) => [key, key === name ? changed(child, rest, to) : child]),
  );
}
