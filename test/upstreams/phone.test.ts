import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
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
