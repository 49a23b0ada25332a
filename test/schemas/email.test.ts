import fc from 'fast-check';
import { expect, test } from 'vitest';
import { normaliseEmail } from '../../schemas/email.ts';

test.each([
  ['Ann.Lee@Example.COM', 'ann.lee@example.com'],
  ['  ann@example.com\u00a0\n', 'ann@example.com'],
  ['a.n.n+soho@example.com', 'a.n.n+soho@example.com'],
  ['ann..lee.@docomo.example', 'ann..lee.@docomo.example'],
  ['ａｎｎ＠ｅｘａｍｐｌｅ．ｃｏｍ', 'ann@example.com'],
  ['ann@Bücher.example', 'ann@xn--bcher-kva.example'],
  ['ann@bu\u0308cher.example', 'ann@xn--bcher-kva.example'],
  ['ann@XN--BCHER-KVA.example', 'ann@xn--bcher-kva.example'],
  ['ann@例え。テスト', 'ann@xn--r8jz45g.xn--zckzah'],
  ['JOSÉ@example.com', 'josé@example.com'],
  ['jose\u0301@example.com', 'josé@example.com'],
  ["o'neil|%@example.com", "o'neil|%@example.com"],
  ['\u212aate@example.com', 'kate@example.com'],
  ['"Ann:Lee"@example.com', '"ann:lee"@example.com'],
])('%j and its spellings are one guest: %s', (raw, email) => {
  expect(normaliseEmail(raw)).toBe(email);
});

test.each([
  '',
  ' ',
  'ann',
  '@example.com',
  'ann@',
  'ann@localhost',
  'ann@example..com',
  'ann@example.com.',
  'ann@.com',
  'ann lee@example.com',
  'ann@exam ple.com',
  'Ann <ann@example.com>',
  'mailto:ann@example.com',
  'toast:ann@example.com',
  '"ann lee"@example.com',
  'none@none',
  'ann,bob@example.com',
  'ann@bob@example.com',
  'ann@[127.0.0.1]',
  'ann@127.0.0.1',
  'ann@0x7f.1',
  'ann@example.com/path',
  'ann@example.com:25',
  'ann@ex%61mple.com',
  'ann\u0000@example.com',
  'ann\u200b@example.com',
  'ann\ud800@example.com',
  'ann@xn--a.example',
  `${'a'.repeat(65)}@example.com`,
  `ann@${'a.'.repeat(130)}com`,
])('%j is no address', (raw) => {
  expect(normaliseEmail(raw)).toBeNull();
});

test('an address that was normalised stays as it is, whatever it came from', () => {
  const written = fc
    .tuple(
      fc.string({ unit: 'binary', minLength: 1, maxLength: 6 }),
      fc.domain(),
      fc.string({ unit: 'grapheme', maxLength: 3 }),
    )
    .map(([local, domain, odd]) => `${local}@${odd}${domain}`);
  fc.assert(
    fc.property(fc.oneof(fc.emailAddress(), written), (raw) => {
      const once = normaliseEmail(raw);
      return once === null || normaliseEmail(once) === once;
    }),
    { numRuns: 2000 },
  );
});

test('every plain address is taken', () => {
  const plain = fc
    .tuple(fc.stringMatching(/^[a-z0-9._+-]{1,20}$/), fc.stringMatching(/^[a-z0-9]{1,10}\.(com|example|co\.uk)$/))
    .map(([local, domain]) => `${local}@${domain}`);
  fc.assert(fc.property(plain, (email) => normaliseEmail(email) === email));
});
