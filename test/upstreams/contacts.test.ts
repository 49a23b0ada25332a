import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normaliseEmail } from '../../schemas/email.ts';
import { phoneOf } from '../../upstreams/shared/phone.ts';

describe('a phone number', () => {
  it.each([
    ['(212) 555-0142', 'US', null, '+12125550142'],
    ['2125550142', 'US', '1', '+12125550142'],
    ['+44 20 7946 0958', 'US', null, '+442079460958'],
    ['020 7946 0958', 'GB', null, '+442079460958'],
    ['15123456789', 'US', '49', '+4915123456789'],
    ['083 143 4482', 'US', '353', '+353831434482'],
    ['12', 'US', null, '12'],
    ['call me', 'US', null, 'call me'],
    [' 911-table-9 ', 'ZZ', null, '911-table-9'],
  ])('%s in %s is kept as it can be read', (received, country, code, expected) => {
    expect(phoneOf(received, country, code)).toBe(expected);
  });

  it('is none where there is nothing', () => {
    expect(phoneOf('  ', 'US')).toBeNull();
  });

  it('takes any text', () => {
    fc.assert(fc.property(fc.string(), fc.string(), (text, code) => phoneOf(text, 'US', code) !== undefined));
  });
});

describe('an e-mail address', () => {
  it.each([
    ['  Ada.Lovelace+vip@Example.COM ', 'ada.lovelace+vip@example.com'],
    ['ａｄａ@ｅｘａｍｐｌｅ.com', 'ada@example.com'],
    ['ada@münchen.example', 'ada@xn--mnchen-3ya.example'],
    ['Å@example.org', 'å@example.org'],
    ['"a@b"@example.com', '"a@b"@example.com'],
  ])('%s is %s', (text, expected) => {
    expect(normaliseEmail(text)).toBe(expected);
  });

  it.each([
    '',
    'ada',
    '@example.com',
    'ada@',
    'ada@@',
    'a b@example.com',
    'ada@exa mple.com',
    'ada@a..b',
    `${'x'.repeat(400)}@example.com`,
  ])('is not "%s"', (text) => {
    expect(normaliseEmail(text)).toBeNull();
  });

  it('is the same when normalised again', () => {
    const addresses = fc.oneof(
      fc.emailAddress(),
      fc.string({ unit: 'grapheme' }).map((text) => `${text}@example.com`),
    );
    fc.assert(
      fc.property(addresses, (text) => {
        const once = normaliseEmail(text);
        return once === null || normaliseEmail(once) === once;
      }),
    );
  });
});
