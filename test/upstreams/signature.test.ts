import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { hmacSha256, isSignature, standardWebhookProblem } from '../../upstreams/shared/signature.ts';

describe('HMAC-SHA256', () => {
  it('gives the value of RFC 4231, test case 2, in whatever parts the text comes', () => {
    const expected = '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843';
    expect(hmacSha256('Jefe', 'what do ya want for nothing?').toString('hex')).toBe(expected);
    expect(hmacSha256('Jefe', Buffer.from('what do ya '), 'want for nothing?').toString('hex')).toBe(expected);
  });

  it('takes bytes as they are, not as text', () => {
    const body = Buffer.from([0xff, 0x00, 0xfe]);
    expect(hmacSha256('key', body).equals(createHmac('sha256', 'key').update(body).digest())).toBe(true);
  });
});

describe('a signature', () => {
  const expected = hmacSha256('key', 'body');

  it.each([
    ['base64' as const, expected.toString('base64'), true],
    ['hex' as const, expected.toString('hex'), true],
    ['hex' as const, expected.toString('hex').toUpperCase(), true],
    ['base64' as const, hmacSha256('other', 'body').toString('base64'), false],
    ['base64' as const, '', false],
    ['base64' as const, 'AAAA', false],
    ['base64' as const, '☃'.repeat(44), false],
    ['base64' as const, `${expected.toString('base64')}AAAA`, false],
    ['hex' as const, undefined, false],
  ])('in %s "%s": %s', (encoding, received, fits) => {
    expect(isSignature(received, encoding, expected)).toBe(fits);
  });
});

describe('Standard Webhooks', () => {
  /** The example of the specification: its secret, id, time and body, and the signature that it gives for them. */
  const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
  const id = 'msg_p5jXN8AQM9LWM0D4loKWxJek';
  const timestamp = '1614265330';
  const body = Buffer.from('{"test": 2432232314}');
  const signature = 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=';
  const now_ms = 1_614_265_330_000;
  const headers = { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signature };
  const problem = (changes: Record<string, string | undefined>, at_ms = now_ms) =>
    standardWebhookProblem({ secret, headers: { ...headers, ...changes }, body, now_ms: at_ms });

  it('gives the signature of the specification when worked out by hand', () => {
    const key = Buffer.from('MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', 'base64');
    const signed = Buffer.from('msg_p5jXN8AQM9LWM0D4loKWxJek.1614265330.{"test": 2432232314}');
    expect(`v1,${createHmac('sha256', key).update(signed).digest('base64')}`).toBe(signature);
  });

  it('lets the example of the specification in', () => {
    expect(problem({})).toBeNull();
  });

  it('lets it in when one of several signatures fits, as while a secret is changed', () => {
    const other = `v1,${Buffer.alloc(32).toString('base64')} v1a,AAAA ${signature}`;
    expect(problem({ 'webhook-signature': other })).toBeNull();
  });

  it.each([
    ['without an id', { 'webhook-id': undefined }, 'signature_missing'],
    ['without a signature', { 'webhook-signature': undefined }, 'signature_missing'],
    ['with another id', { 'webhook-id': 'msg_other' }, 'signature_wrong'],
    ['with another time', { 'webhook-timestamp': '1614265331' }, 'signature_wrong'],
    ['with a signature of another kind', { 'webhook-signature': signature.replace('v1,', 'v2,') }, 'signature_wrong'],
  ])('refuses one %s', (_what, changes, expected) => {
    expect(problem(changes)).toBe(expected);
  });

  it('refuses one signed for more than five minutes ago, or ahead', () => {
    expect(problem({}, now_ms + 300_001)).toBe('signed_at_another_time');
    expect(problem({}, now_ms - 300_001)).toBe('signed_at_another_time');
    expect(problem({}, now_ms + 300_000)).toBeNull();
  });
});
