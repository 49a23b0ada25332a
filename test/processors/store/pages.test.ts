import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Pages, sizeOf, wordOf } from '../../../processors/store/pages.ts';

const words = fc.oneof(fc.integer({ min: 1, max: 100 }), fc.integer({ min: 1, max: 200_000 }));

test('no two blocks overlap, and what was freed is used again', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(words, fc.boolean()), { maxLength: 60 }), (acts) => {
      const pages = new Pages();
      const taken: { readonly address: number; readonly count: number; readonly mark: number }[] = [];
      for (const [mark, [count, frees]] of acts.entries()) {
        const freed = frees ? taken.shift() : undefined;
        if (freed !== undefined) pages.give(freed.address, freed.count);
        const address = pages.take(count);
        if (freed !== undefined && sizeOf(freed.count) === sizeOf(count)) expect(address).toBe(freed.address);
        pages.at(address).words.fill(mark, wordOf(address), wordOf(address) + count);
        taken.push({ address, count, mark });
      }
      for (const { address, count, mark } of taken) {
        const block = pages.at(address).words.subarray(wordOf(address), wordOf(address) + count);
        expect([block.length, block.every((word) => word === mark)]).toEqual([count, true]);
      }
    }),
  );
});

test('a block is an eighth larger than was asked for at most', () => {
  for (let count = 1; count < 100_000; count += 1 + (count >> 6)) {
    expect(sizeOf(count)).toBeGreaterThanOrEqual(count);
    expect(sizeOf(count)).toBeLessThanOrEqual(count * 1.125 + 1);
    expect(sizeOf(sizeOf(count))).toBe(sizeOf(count));
  }
});
