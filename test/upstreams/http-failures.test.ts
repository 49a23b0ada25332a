import { describe, expect, it } from 'vitest';
import { byCode, byStatus, retryAfter, verdictOfCode, verdictOfStatus } from '../../upstreams/shared/http-failures.ts';

describe('what to do about an HTTP status', () => {
  it('is nothing for every 2xx', () => {
    for (let status = 200; status < 300; status++) expect(verdictOfStatus(status)).toBeNull();
  });

  it.each(Object.entries(byStatus))('%s is what the table says', (status, verdict) => {
    expect(verdictOfStatus(Number(status))).toBe(verdict);
    expect(verdict.reason).toMatch(/^[a-z][a-z_]+$/);
    // What waits must be worth waiting for.
    if (verdict.after_ms !== undefined) expect(verdict.kind).toBe('retry');
  });

  it('is decided, and never by chance, for every status there can be', () => {
    const kinds = new Set<string>();
    for (let status = 100; status < 1000; status++) {
      const verdict = verdictOfStatus(status);
      if (status >= 200 && status < 300) continue;
      kinds.add(verdict!.kind);
      if (byStatus[status] !== undefined) continue;
      const retried = status >= 500 && status < 600;
      expect(verdict!.kind, String(status)).toBe(retried ? 'retry' : 'fatal');
    }
    expect([...kinds].sort()).toEqual(['fatal', 'poison', 'retry']);
  });

  it('is to wait a minute for a 500, and the caller’s own back-off for other faults of a server', () => {
    expect(verdictOfStatus(500)).toEqual({ kind: 'retry', reason: 'server_error', after_ms: 60_000 });
    for (const status of [502, 503, 504, 520, 599]) expect(verdictOfStatus(status)?.after_ms).toBeUndefined();
  });

  it('is to come back slowly where somebody must act at the upstream', () => {
    for (const status of [401, 402, 403])
      expect(verdictOfStatus(status)).toMatchObject({ kind: 'retry', after_ms: 300_000 });
  });
});

describe('what to do about a broken connection', () => {
  it.each(Object.entries(byCode))('%s is what the table says', (code, verdict) => {
    expect(verdictOfCode(code)).toBe(verdict);
    expect(verdict.reason).toMatch(/^[a-z][a-z_]+$/);
  });

  it.each(['', 'ERR_TLS_CERT_ALTNAME_INVALID', 'CERT_HAS_EXPIRED', 'ENEW', '__proto__', 'constructor'])(
    'is to stop where nobody knows what "%s" means',
    (code) => {
      expect(verdictOfCode(code)).toEqual({ kind: 'fatal', reason: 'connection_error_unknown' });
    },
  );
});

describe('Retry-After', () => {
  const now_ms = Date.parse('2026-11-20T12:00:00Z');

  it.each([
    ['120', 120_000],
    ['0', 0],
    ['1.5', 1500],
    [' 7 ', 7000],
    ['Fri, 20 Nov 2026 12:00:30 GMT', 30_000],
    ['Fri, 20 Nov 2026 11:00:00 GMT', 0],
    ['99999999', 86_400_000],
    ['soon', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('"%s" is to wait %d ms', (header, wait_ms) => {
    expect(retryAfter(header, now_ms)).toBe(wait_ms);
  });
});
