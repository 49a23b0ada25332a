import { afterEach, beforeEach, describe, expect, inject, test, vi } from 'vitest';
import { openKafkaLog } from '../../runtime/log/kafka.ts';
import type { Log, Transactor } from '../../runtime/log/types.ts';
import { stackStatus } from '../../stack/stack-status.ts';
import { join, keysOf, type Member, readAll, record, records } from '../log/reading.ts';
import { KafkaFixture, PARTITIONS } from './log-fixture.ts';
import { useStack } from './stack-fixture.ts';

const soon = { timeout: 60_000, interval: 50 };

let kafka: KafkaFixture;
let log: Log;
beforeEach(async () => {
  kafka = new KafkaFixture((await useStack()).brokers);
  log = await kafka.open();
});
afterEach(async () => {
  await log.close();
  await kafka.close();
});

/** The supervisor of the stack starts it again, on the same port. */
async function killBroker(): Promise<void> {
  const status = await stackStatus({ dataDir: inject('stackDataDir') });
  if (status.state !== 'running') throw new Error('no broker is running');
  process.kill(status.children.find((child) => child.name === 'kafka')!.pid!, 'SIGKILL');
}

describe('a broker that is killed and comes back', () => {
  test('has every record that was acknowledged, in order, and writers and members go on by themselves', async () => {
    const [topic] = (await kafka.freshTopics(1)) as [string];
    const member = await join(log, { group: 'survives', topics: [topic] });
    const writer = await log.writer();
    const acknowledged: string[] = [];
    for (let i = 0; i < 40; i++) {
      if (i === 20) await killBroker();
      await vi.waitFor(() => writer.append([record(topic, 1, `${i}`)]), soon);
      acknowledged.push(`${i}`);
    }
    await vi.waitFor(() => expect(new Set(member.keys())).toEqual(new Set(acknowledged)), soon);
    const found = keysOf(await readAll(log, topic, 1));
    expect(found.filter((key, i) => found.indexOf(key) === i)).toEqual(acknowledged);
    expect(member.failures).toEqual([]);
  });

  test('leaves a transaction whole or nothing, and says retry when it was nothing', async () => {
    const [topic] = (await kafka.freshTopics(1)) as [string];
    let transactor = await log.transactor('survivor');
    const done: number[] = [];
    for (let i = 0; i < 60; i++) {
      if (i === 30) await killBroker();
      try {
        await transactor.transact({ records: records(topic, i % PARTITIONS, `${i}`, 5) });
        done.push(i);
      } catch (error) {
        expect(error).toMatchObject({ name: 'Failure', kind: expect.stringMatching(/^(retry|fenced)$/) });
        await expect(transactor.transact({ records: [] })).rejects.toBe(error);
        await transactor.close();
        transactor = await vi.waitFor(() => log.transactor('survivor'), soon);
      }
    }
    const found = (await Promise.all([0, 1, 2, 3].map((n) => readAll(log, topic, n)))).flatMap(keysOf);
    for (let i = 0; i < 60; i++) {
      const of = found.filter((key) => key.startsWith(`${i}-`));
      expect([0, 5]).toContain(of.length);
      if (done.includes(i)) expect(of).toHaveLength(5);
    }
  });

  test('does not break exactly once: every record is copied, none twice', async () => {
    const [input, output] = (await kafka.freshTopics(2)) as [string, string];
    const writer = await log.writer();
    const copying = [copyForEver(log, input, output), copyForEver(await kafka.open(), input, output)];
    for (let i = 0; i < 30; i++) {
      if (i === 10 || i === 20) await killBroker();
      await vi.waitFor(() => writer.append(records(input, i % PARTITIONS, `${i}`, 20)), soon);
    }
    await vi.waitFor(async () => {
      for (let n = 0; n < PARTITIONS; n++) {
        expect(keysOf(await readAll(log, output, n))).toEqual(keysOf(await readAll(log, input, n)));
      }
    }, soon);
    await Promise.all(copying.map((copier) => copier.stop()));
  });
});

describe('a broker that refuses', () => {
  test('a record that is too large refuses that one as poison, and takes what was appended with it', async () => {
    const [topic] = (await kafka.freshTopics(1)) as [string];
    const writer = await log.writer();
    const tooLarge = { ...record(topic, 0, 'too large'), value: Buffer.alloc(3_000_000) };
    const appended = await Promise.allSettled([
      writer.append([record(topic, 0, 'before')]),
      writer.append([tooLarge]),
      writer.append([record(topic, 0, 'after')]),
    ]);
    expect(appended.map((one) => one.status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(appended[1]).toMatchObject({ reason: { kind: 'poison', reason: 'message_too_large' } });
    expect(new Set(keysOf(await readAll(log, topic, 0)))).toEqual(new Set(['before', 'after']));
  });

  test('a transaction that holds one leaves nothing of it', async () => {
    const [topic] = (await kafka.freshTopics(1)) as [string];
    const transactor = await log.transactor('too large');
    const tooLarge = { ...record(topic, 0, 'too large'), value: Buffer.alloc(3_000_000) };
    const transaction = transactor.transact({ records: [record(topic, 1, 'beside'), tooLarge] });
    await expect(transaction).rejects.toMatchObject({ kind: 'poison', reason: 'message_too_large' });
    expect(await readAll(log, topic, 1)).toEqual([]);
  });
});

test('brokers that cannot be reached are a failure that heals, told in time', async () => {
  const nowhere = await openKafkaLog({
    brokers: ['127.0.0.1:1'],
    clientId: 'log-test',
    topicPrefix: '',
    partitions: PARTITIONS,
    logger: () => {},
  });
  const writer = await nowhere.writer();
  const appended = writer.append([record('topic', 0, 'k')]);
  await expect(appended).rejects.toMatchObject({ kind: 'retry', reason: 'kafka_connection_error' });
  const member = await join(nowhere, { group: 'nowhere', topics: ['topic'] });
  await member.membership.leave();
  expect(member.told).toEqual([]);
  await nowhere.close();
});

/** As the tasks do: whatever fails, leave, join again, fence, read on from what was committed. */
function copyForEver(log: Log, input: string, output: string): { stop(): Promise<void> } {
  const group = `copy-${input}`;
  let stopped = false;
  const life = (async () => {
    while (!stopped) {
      const member = await copyUntilFailure(log, { group, input, output });
      await vi.waitFor(() => expect(stopped || member.failures.length > 0).toBe(true), {
        timeout: 600_000,
        interval: 20,
      });
      await member.membership.leave();
    }
  })();
  return {
    stop: async () => {
      stopped = true;
      await life;
      await log.close();
    },
  };
}

async function copyUntilFailure(log: Log, of: { group: string; input: string; output: string }): Promise<Member> {
  const { group, input, output } = of;
  const transactors = new Map<number, Transactor>();
  return join(log, {
    group,
    topics: [input],
    assigned: async (partition) => {
      transactors.set(partition, await log.transactor(`${group}-${partition}`));
      const offset = (await log.committed(group, input)).get(partition) ?? 0;
      return [{ topic: input, partition, offset }];
    },
    records: async ({ partition, records: found, next_offset }) => {
      if (found.length === 0) return;
      await transactors.get(partition)!.transact({
        records: Array.from(found, ({ key, value }) => ({ topic: output, partition, key, value })),
        consumed: { group, positions: [{ topic: input, partition, offset: next_offset }] },
      });
    },
    revoked: async (partition) => {
      await transactors.get(partition)?.close();
      transactors.delete(partition);
    },
  });
}
