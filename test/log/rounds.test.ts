import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Chunk, roundsOf, wholes } from '../../runtime/log/kafka/rounds.ts';
import { record } from './reading.ts';

const anyRecords = fc.array(
  fc.record({ topic: fc.constantFrom('a', 'b'), partition: fc.nat(2), size: fc.constantFrom(10, 400_000, 1_500_000) }),
  { maxLength: 60 },
);

test('every record goes out once, in the order of its partition, in requests and batches the broker takes', () => {
  fc.assert(
    fc.property(anyRecords, (described) => {
      const records = described.map(({ topic, partition, size }, i) => ({
        ...record(topic, partition, `${i}`),
        value: Buffer.allocUnsafe(size),
      }));
      const rounds = roundsOf(wholes({ records }), 20);
      for (const round of rounds) {
        const partitions = round.map((chunk) => `${chunk.topic}/${chunk.partition}`);
        expect(new Set(partitions).size).toBe(partitions.length);
        for (const chunk of round) {
          const bytes = recordsIn(chunk).reduce((sum, one) => sum + one.value!.length, 0);
          expect(bytes <= 1_000_000 || chunk.records.length === 1).toBe(true);
        }
      }
      for (const topic of ['a', 'b']) {
        for (const partition of [0, 1, 2]) {
          const of = (one: { topic: string; partition: number }) => one.topic === topic && one.partition === partition;
          const sent = rounds.flat().filter(of);
          expect(sent.flatMap(recordsIn)).toEqual(records.filter(of));
        }
      }
    }),
    { numRuns: 50 },
  );
});

test('a batch holds no more records than it may', () => {
  const records = Array.from({ length: 2_500 }, (_, i) => record('a', 0, `${i}`));
  const rounds = roundsOf(wholes({ records }), 1_000);
  expect(rounds.map((round) => round.map((chunk) => chunk.records.length))).toEqual([[1_000], [1_000], [500]]);
});

test('no records are no request', () => {
  expect(roundsOf([], 1)).toEqual([]);
});

function recordsIn({ records }: Chunk) {
  return Array.from({ length: records.length }, (_, i) => records.at(i));
}
