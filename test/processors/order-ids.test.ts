import fc from 'fast-check';
import { expect, test } from 'vitest';
import { OrderIds } from '../../processors/spend/order-ids.ts';

const uuid = fc
  .tuple(fc.constantFrom('toast', 'file', 'toast:x'), fc.uuid())
  .map(([upstream, id]) => `${upstream}:${id}`);
const id = fc.oneof(
  uuid,
  uuid.map((text) => text.toUpperCase()),
  uuid.map((text) => `${text}0`),
  fc.string({ unit: 'grapheme', maxLength: 100 }),
  fc.string({ minLength: 300, maxLength: 600 }),
);

test('every id is read back as it was, is found where it stands, and not where another does', () => {
  fc.assert(
    fc.property(fc.uniqueArray(id, { minLength: 1, maxLength: 30 }), (all) => {
      const ids = new OrderIds();
      const stored = all.map((text) => {
        ids.read(text);
        return { text, hash: ids.hash, at: ids.store() };
      });
      for (const { text, hash, at } of stored) {
        expect(ids.textAt(at)).toBe(text);
        ids.read(text);
        expect(ids.hash).toBe(hash);
        expect(stored.filter((other) => ids.isAt(other.at)).map((other) => other.at)).toEqual([at]);
      }
    }),
  );
});

test('the place of an id that was removed goes to the next of its length', () => {
  const ids = new OrderIds();
  ids.read('square:aaaa');
  const at = ids.store();
  ids.remove(at);
  ids.read('square:bbbb');
  expect(ids.store()).toBe(at);
  expect(ids.textAt(at)).toBe('square:bbbb');
});

test('an id longer than a page has one of its own', () => {
  const ids = new OrderIds();
  const long = `file:${'ü'.repeat(300_000)}`;
  ids.read(long);
  const at = ids.store();
  ids.read('file:1');
  expect(ids.textAt(ids.store())).toBe('file:1');
  expect(ids.textAt(at)).toBe(long);
});
