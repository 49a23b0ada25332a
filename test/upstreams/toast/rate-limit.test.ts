import { describe, expect, it } from 'vitest';
import { allowanceOf } from '../../../upstreams/toast/rate-limit.ts';

const now_ms = Date.parse('2026-11-20T12:00:00.400Z');

function headers(remaining: string, reset: string, date = 'Fri, 20 Nov 2026 12:00:00 GMT') {
  return {
    'x-toast-ratelimit-by': 'ENDPOINT',
    'x-toast-ratelimit-remaining': remaining,
    'x-toast-ratelimit-reset': reset,
    date,
  };
}

describe('what Toast says of its count', () => {
  it('is how much is left, and when it begins anew', () => {
    const reset = String(now_ms / 1000 + 0.6);
    expect(allowanceOf(headers('0', reset), now_ms)).toEqual({ by: 'ENDPOINT', used_up: true, reset_after_ms: 600 });
    expect(allowanceOf(headers('3', reset), now_ms)).toMatchObject({ used_up: false });
  });

  it('goes by Toast’s clock where ours is wrong', () => {
    const theirs_ms = Date.parse('2026-11-20T15:00:00Z');
    const theirs = headers('0', String(theirs_ms / 1000 + 5), new Date(theirs_ms).toUTCString());
    expect(allowanceOf(theirs, now_ms)?.reset_after_ms).toBe(5000);
  });

  it('never stops us for longer than its longest window', () => {
    expect(allowanceOf(headers('0', '99999999999'), now_ms)?.reset_after_ms).toBe(900_000);
    expect(allowanceOf(headers('0', '0'), now_ms)?.reset_after_ms).toBe(0);
  });

  it('may be nothing', () => {
    expect([allowanceOf({}, now_ms), allowanceOf(headers('many', 'soon'), now_ms)]).toEqual([null, null]);
  });
});
