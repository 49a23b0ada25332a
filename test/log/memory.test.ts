import { describe } from 'vitest';
import { openMemoryLog } from '../../runtime/log/memory.ts';
import { logContract } from './contract.ts';

const log = openMemoryLog({ partitions: 4, batch_offsets: 100 });
let topics = 0;

describe('the log in memory', () => {
  logContract({
    // All views are one log; closing a view would end the memberships of the others, so each ends its own.
    open: async () => log,
    freshTopics: async (count) => Array.from({ length: count }, () => `topic-${topics++}`),
    dieInTransaction: (id, transaction) => log.dieInTransaction(id, transaction),
  });
});
