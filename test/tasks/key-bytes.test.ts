import fc from 'fast-check';
import { expect, test } from 'vitest';
import { KeyBytes } from '../../runtime/tasks/key-bytes.ts';
import { partitionOfKey } from '../../runtime/tasks/records.ts';
import { keyOf } from '../../schemas/keys.ts';
import { type AnyTopic, topics } from '../../schemas/topics.ts';
import { PARTITIONS } from './fixture.ts';

const part = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom('', '|', 'a%b', 'é', 'x'.repeat(300)),
  fc.integer(),
);
const keyed: readonly AnyTopic[] = [topics.guest_orders, topics.orders, topics.loyalty_changes];

test('a key as bytes is the key as a string, and so is its partition', () => {
  const key = new KeyBytes();
  fc.assert(
    fc.property(fc.constantFrom(...keyed), fc.array(part, { minLength: 3, maxLength: 3 }), (topic, parts) => {
      const value = Object.fromEntries(topic.key.map((field, i) => [field, parts[i]]));
      const text = Buffer.from(keyOf(topic, value as never));
      key.of(topic, value);
      expect(key.bytes.subarray(0, key.length).equals(text)).toBe(true);
      expect(key.partition(PARTITIONS)).toBe(partitionOfKey(text, PARTITIONS));
      key.text(text.toString());
      expect(key.bytes.subarray(0, key.length).equals(text)).toBe(true);
      expect(key.partition(PARTITIONS)).toBe(partitionOfKey(text, PARTITIONS));
    }),
  );
});
