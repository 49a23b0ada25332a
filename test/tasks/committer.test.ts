import { expect, test } from 'vitest';
import type { Transaction } from '../../runtime/log/types.ts';
import { Committer } from '../../runtime/tasks/committer.ts';
import { noMetrics } from '../../runtime/tasks/metrics.ts';
import { MAX_BYTES, MAX_RECORDS } from '../../runtime/tasks/pending.ts';
import { topics } from '../../schemas/topics.ts';
import { diners } from './diners.ts';
import { codec } from './fixture.ts';

/** Commits whatever is put, as fast as it goes, and gives the transactions. */
async function committed(puts: number, reason: string): Promise<Transaction[]> {
  const transactions: Transaction[] = [];
  const sizes = ({ packed = [] }: Transaction) => packed.map(({ length, bytes }) => ({ length, bytes }));
  const committer = new Committer({
    owner: { processor: diners, group: 'diners', codec, partitions: 1 },
    transactor: {
      // What is packed serves again after the transaction.
      transact: async (transaction) => void transactions.push({ records: [], packed: sizes(transaction) as never }),
      close: async () => {},
    },
    generation: { number: 1, member: 'one' },
    metrics: noMetrics,
    idle_commit_ms: 0,
    fail: (error) => {
      throw error;
    },
  });
  const change = { from_tier: null, to_tier: 'member', reason, order_id: 'o', changed_at: 1 };
  for (let i = 0; i < puts; i++) {
    await committer.room();
    committer.pending.put(0, topics.loyalty_changes, { ...change, guest_id: `g_${i}` });
  }
  await committer.flush();
  return transactions;
}

function sumOf(transactions: readonly Transaction[], of: 'length' | 'bytes'): number[] {
  return transactions.map(({ packed = [] }) => packed.reduce((sum, one) => sum + one[of], 0));
}

test('under backlog transactions grow up to 40,000 records, and no further', async () => {
  const sizes = sumOf(await committed(200_000, 'visits'), 'length');
  // While the first is under way the second gathers.
  expect(sizes.slice(0, 7)).toEqual([2_000, 2_000, 4_000, 8_000, 16_000, 32_000, MAX_RECORDS]);
  expect(Math.max(...sizes)).toBe(MAX_RECORDS);
  expect(sizes.reduce((sum, size) => sum + size)).toBe(200_000);
});

test('a transaction takes nothing more once it has 8 MiB', async () => {
  const reason = 'x'.repeat(1_000);
  const bytes = sumOf(await committed(40_000, reason), 'bytes');
  expect(Math.max(...bytes)).toBeGreaterThan(MAX_BYTES);
  expect(Math.max(...bytes)).toBeLessThan(MAX_BYTES + 2_000);
});
