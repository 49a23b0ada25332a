import fc from 'fast-check';
import { expect, test } from 'vitest';
import { guestIdOf } from '../../processors/identity.ts';
import { GuestIds } from '../../processors/spend/guest-ids.ts';
import { NONE } from '../../processors/spend/records.ts';

/** Such as are made, such as look like it, and such as a person thought up. Few, so that they come and go. */
const ids = [
  ...Array.from({ length: 40 }, (_, i) => guestIdOf(`m${i}`)),
  ...['g_', 'g_house', `g_${'0'.repeat(20)}`, `g_${'F'.repeat(20)}`, `g_${'ł'.repeat(20)}`, `h_${'0'.repeat(20)}`, ''],
];

test('numbers for ids and back, as a Map has them', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...ids), { maxLength: 200 }), (touched) => {
      const guests = new GuestIds();
      const expected = new Map<string, number>();
      for (const [number, id] of touched.entries()) {
        const known = expected.get(id);
        expect(guests.find(id)).toBe(known ?? NONE);
        if (known === undefined) guests.add(number, id);
        else guests.remove(known);
        if (known === undefined) expected.set(id, number);
        else expected.delete(id);
        expect(guests.count).toBe(expected.size);
      }
      expect([...guests.numbers()].sort()).toEqual([...expected.values()].sort());
      for (const [id, number] of expected) expect([guests.idOf(number), guests.find(id)]).toEqual([id, number]);
    }),
  );
});

test('many of them', () => {
  const guests = new GuestIds();
  const all = Array.from({ length: 20_000 }, (_, i) => guestIdOf(`m${i}`));
  for (const [guest, id] of all.entries()) guests.add(guest, id);
  for (const [guest, id] of all.entries()) if (guest % 3 === 0) expect(guests.idOf(guest)).toBe(id);
  for (let guest = 0; guest < all.length; guest += 2) guests.remove(guest);
  expect(guests.count).toBe(10_000);
  expect(all.map((id) => guests.find(id))).toEqual(all.map((_, guest) => (guest % 2 === 0 ? NONE : guest)));
});
