import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseSince, sinceInstant } from '../../runtime/config/since.ts';

const now = Date.parse('2026-03-31T12:00:00Z');

function at(text: string): string | null {
  const since = parseSince(text);
  if (since === undefined) throw new Error(`${text} is not understood`);
  const instant = sinceInstant(since, now);
  return instant === null ? null : new Date(instant).toISOString();
}

describe('how far the first poll looks back', () => {
  test.each([
    ['P1Y', '2025-03-31T12:00:00.000Z'],
    ['P1M', '2026-02-28T12:00:00.000Z'],
    ['P90D', '2025-12-31T12:00:00.000Z'],
    ['P2W', '2026-03-17T12:00:00.000Z'],
    ['PT36H', '2026-03-30T00:00:00.000Z'],
    ['P1Y1M1DT1H1M1S', '2025-02-27T10:58:59.000Z'],
    ['2026-01-31', '2026-01-31T00:00:00.000Z'],
    ['2026-01-31T00:00:00+02:00', '2026-01-30T22:00:00.000Z'],
  ])('%s on 31 March at noon is %s', (text, instant) => expect(at(text)).toBe(instant));

  test('the beginning is the very beginning', () => expect(at('beginning')).toBeNull());

  test.each(['', 'P', 'PT', 'P1', '1Y', 'p1y', 'P-1D', 'P1.5D', '2026-02-31', '2026-01-31T00:00:00', 'yesterday'])(
    '"%s" is not legal',
    (text) => expect(parseSince(text)).toBeUndefined(),
  );

  test('a duration never looks into the future', () => {
    fc.assert(
      fc.property(fc.nat(100), fc.nat(30), fc.nat(400), (years, months, days) => {
        const since = parseSince(`P${years}Y${months}M${days}D`);
        return since !== undefined && (sinceInstant(since, now) ?? 0) <= now;
      }),
    );
  });
});
