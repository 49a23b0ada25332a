import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { check, decoded, order, payment, read, selection } from './sample.ts';

describe('what nobody knows', () => {
  it('is kept as it came, and is no reason to refuse', () => {
    const strange = read(
      order({ carbonGrams: 1234.5, mood: { table: 'happy' }, source: 'Hologram', approvalStatus: '?' }),
    );
    expect(JSON.parse(strange.extra ?? '')).toEqual({ carbonGrams: 1234.5, mood: { table: 'happy' } });
    expect(strange).toMatchObject({ state: 'closed', net_minor: 10_000 });
  });

  it('is kept by its names alone where it is large', () => {
    const { extra } = read(order({ blob: 'x'.repeat(9000), other: 1 }));
    expect(JSON.parse(extra ?? '')).toEqual({ left_out: ['blob', 'other'] });
  });
});

describe('an order that cannot be understood', () => {
  it.each([
    ['no order at all', null, 'wrong_type', '(the whole): an object expected'],
    ['a list', [order()], 'wrong_type', '(the whole): an object expected'],
    ['without an id', order({ guid: undefined }), 'missing_field', 'guid: expected, but not there'],
    ['with an id that is no text', order({ guid: 7 }), 'wrong_type', 'guid: a string expected'],
    ['with an endless id', order({ guid: 'x'.repeat(201) }), 'out_of_range', 'guid: at most 200 characters expected'],
    [
      'without a time of its last change',
      order({ modifiedDate: null }),
      'missing_field',
      'modifiedDate: expected, but not there',
    ],
    [
      'with a time that is none',
      order({ closedDate: 'yesterday' }),
      'wrong_type',
      'closedDate: an ISO 8601 instant with offset expected',
    ],
    ['with checks that are no list', order({ checks: {} }), 'wrong_type', 'checks: a list expected'],
    ['with a check that is none', order({ checks: [check(), 5] }), 'wrong_type', 'checks[1]: an object expected'],
    [
      'with an amount that is a text',
      order({ checks: [check({ amount: 'NaN' })] }),
      'wrong_type',
      'checks[0].amount: a number expected',
    ],
    [
      'paid, but without an amount',
      order({ checks: [check({ amount: null })] }),
      'missing_field',
      'checks[0].amount: expected, but not there',
    ],
    [
      'with more money than there is',
      order({ checks: [check({ amount: 1e15 })] }),
      'out_of_range',
      'checks[0].amount: an amount of money expected',
    ],
    [
      'with sums beyond all bounds',
      order({ checks: Array(3).fill(check({ amount: 8e13 })) }),
      'out_of_range',
      'checks: amounts too large to add up',
    ],
    [
      'with half a guest',
      order({ numberOfGuests: 2.5 }),
      'out_of_range',
      'numberOfGuests: a whole number from 0 to 100000 expected',
    ],
    [
      'with a tip that is a list',
      order({ checks: [check({ payments: [payment({ tipAmount: [] })] })] }),
      'wrong_type',
      'checks[0].payments[0].tipAmount: a number expected',
    ],
    ['with a flag that is a text', order({ voided: 'no' }), 'wrong_type', 'voided: true or false expected'],
  ])('%s is refused, saying where', (_what, json, reason, detail) => {
    expect(decoded(json)).toMatchObject({
      kind: 'refused',
      upstream: 'toast',
      reason,
      detail,
      payload: Buffer.from('bytes'),
    });
  });

  it('is refused where it is nested without end', () => {
    let dish = selection();
    for (let depth = 0; depth < 30_000; depth++) dish = selection({ modifiers: [dish] });
    expect(decoded(order({ checks: [check({ selections: [dish] })] }))).toMatchObject({
      kind: 'refused',
      reason: 'out_of_range',
    });
  });

  it('never tells a guest’s name, number or address in its refusal', () => {
    const secret = 'ada.byron@example.com';
    for (const customer of [
      secret,
      [secret],
      { guid: { secret } },
      { guid: 'g', email: [secret] },
      { guid: 'g', phone: { secret } },
    ]) {
      const one = decoded(order({ checks: [check({ customer })] }));
      expect(one.kind).toBe('refused');
      expect(JSON.stringify({ ...one, payload: null })).not.toContain('ada');
    }
  });
});

describe('any JSON at all', () => {
  const anything = fc.jsonValue({ maxDepth: 4 });
  const numbers = fc.oneof(fc.double(), fc.integer(), fc.constantFrom(-0, 1e308, -1e308, 2 ** 53, 5e-324));

  it('is decoded or refused, and never throws', () => {
    fc.assert(
      fc.property(anything, (json) => ['record', 'refused'].includes(decoded(json).kind)),
      { numRuns: 500 },
    );
  });

  it('in any place of an order is decoded into a record with sound numbers, or refused', () => {
    const whole = order({
      checks: [check({ payments: [payment({ refund: { refundAmount: 3 } })] }), check({ guid: 'c-2' })],
    });
    const places = pathsOf(whole);
    fc.assert(
      fc.property(fc.constantFrom(...places), fc.oneof(anything, numbers), (path, value) => {
        const one = decoded(changed(whole, path, value));
        if (one.kind === 'refused') return /^[a-z_]+$/.test(one.reason);
        const { net_minor, checks } = read(changed(whole, path, value));
        const sum = checks.reduce((total, check) => total + check.net_minor, 0);
        return Number.isSafeInteger(net_minor) && net_minor >= 0 && sum === net_minor;
      }),
      { numRuns: 2000 },
    );
  });
});

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
