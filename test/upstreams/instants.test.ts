import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { businessDateAt, businessDateOf } from '../../upstreams/shared/business-date.ts';
import { instantOf } from '../../upstreams/shared/instants.ts';

const days = (date: string) => Date.parse(`${date}T00:00:00Z`) / 86_400_000;

describe('an instant', () => {
  it.each([
    ['2024-04-01T15:09:30.223+0000', '2024-04-01T15:09:30.223Z'],
    ['2024-04-01T15:09:30.223Z', '2024-04-01T15:09:30.223Z'],
    ['2024-04-01T15:09:30+02:00', '2024-04-01T13:09:30.000Z'],
    ['2024-04-01T15:09:30.5-0430', '2024-04-01T19:39:30.500Z'],
    ['2024-02-29T23:59:59.999999+00', '2024-02-29T23:59:59.999Z'],
    ['1970-01-01T00:00:00.000+0000', '1970-01-01T00:00:00.000Z'],
  ])('%s is %s', (text, expected) => {
    expect(instantOf(text)).toBe(Date.parse(expected));
  });

  it.each([
    '',
    '2024-04-01',
    '2024-04-01T15:09:30',
    '2024-04-01 15:09:30Z',
    '2023-02-29T00:00:00Z',
    '2024-13-01T00:00:00Z',
    '2024-04-01T24:00:00Z',
    '2024-04-01T23:59:60Z',
    '2024-04-01T15:09:30+99:00',
    '0000-01-01T00:00:00Z',
    '1711984170223',
    '2024-04-01T15:09:30.223+0000 ',
  ])('is not "%s"', (text) => {
    expect(instantOf(text)).toBeNull();
  });

  it('comes back from how Toast writes it, whatever it is', () => {
    const range = {
      min: new Date('0001-01-01T00:00:00Z'),
      max: new Date('9999-12-31T23:59:59.999Z'),
      noInvalidDate: true,
    };
    fc.assert(
      fc.property(fc.date(range), (date) => instantOf(date.toISOString().replace('Z', '+0000')) === date.getTime()),
    );
  });
});

describe('the business date of an instant', () => {
  const soho = { timezone: 'America/New_York', closeoutHour: 4 };

  it.each([
    ['before closeout counts to the day before', '2026-03-02T08:59:59.999Z', '2026-03-01'],
    ['from closeout on it is the new day', '2026-03-02T09:00:00.000Z', '2026-03-02'],
    ['the night in which 2 o’clock is left out: 3:59 by the clock', '2026-03-08T07:59:59Z', '2026-03-07'],
    ['the night in which 2 o’clock is left out: 4:00 by the clock', '2026-03-08T08:00:00Z', '2026-03-08'],
    ['the night in which 1 o’clock comes twice: the second time', '2026-11-01T06:30:00Z', '2026-10-31'],
    ['the night in which 1 o’clock comes twice: 4:00 by the clock', '2026-11-01T09:00:00Z', '2026-11-01'],
    ['a leap day', '2024-03-01T08:00:00Z', '2024-02-29'],
  ])('%s', (_what, at, date) => {
    expect(businessDateAt(Date.parse(at), soho)).toBe(days(date));
  });

  it('is the calendar date where the day closes at midnight', () => {
    const tokyo = { timezone: 'Asia/Tokyo', closeoutHour: 0 };
    expect(businessDateAt(Date.parse('2026-05-05T15:00:00Z'), tokyo)).toBe(days('2026-05-06'));
    expect(businessDateAt(Date.parse('2026-05-05T14:59:59Z'), tokyo)).toBe(days('2026-05-05'));
  });

  it('reads what a till writes as one number', () => {
    expect(businessDateOf(20240401)).toBe(days('2024-04-01'));
    expect([0, 20240231, 20241301, 2024, -20240401, 20240401.5].map(businessDateOf)).toEqual(Array(6).fill(null));
  });
});
