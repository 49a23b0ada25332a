import fc from 'fast-check';
import { expect, test } from 'vitest';
import { entityOf, joinKey, keyOf, splitKey } from '../../schemas/keys.ts';
import { murmur2, partitionOf } from '../../schemas/partition.ts';
import { topics } from '../../schemas/topics.ts';

test('the parts of a key can be told apart again, whatever they hold', () => {
  fc.assert(
    fc.property(fc.array(fc.string(), { minLength: 1, maxLength: 4 }), (parts) => {
      expect(splitKey(joinKey(parts))).toEqual(parts);
    }),
  );
});

test('two different lists of parts never share a key', () => {
  expect(joinKey(['a|b', 'c'])).not.toBe(joinKey(['a', 'b|c']));
  expect(joinKey(['a%7Cb', 'c'])).not.toBe(joinKey(['a|b', 'c']));
});

test('a key begins with its entity, which alone chooses the partition', () => {
  const key = joinKey(['we|rd@example.com', 'file:1']);
  expect(entityOf(key)).toBe('we%7Crd@example.com');
  expect(entityOf('alone')).toBe('alone');
});

test('a decision is keyed by its member alone', () => {
  const decision = { member: 'a|b@example.com', guest_id: null, decided_at: 0 };
  expect(keyOf(topics.identity_decisions, decision)).toBe('a%7Cb@example.com');
});

test('the partition hash is the one that Kafka clients of other languages use', () => {
  const published: [string, number][] = [
    ['21', -973932308],
    ['foobar', -790332482],
    ['a-little-bit-long-string', -985981536],
    ['a-little-bit-longer-string', -1486304829],
    ['lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8', -58897971],
    ['abc', 479470107],
  ];
  for (const [text, hash] of published) expect(murmur2(Buffer.from(text)), text).toBe(hash);
});

test('every entity has a partition within the range', () => {
  fc.assert(
    fc.property(fc.string(), fc.integer({ min: 1, max: 64 }), (entity, partitions) => {
      const partition = partitionOf(entity, partitions);
      expect(partition >= 0 && partition < partitions && Number.isInteger(partition)).toBe(true);
    }),
  );
});
