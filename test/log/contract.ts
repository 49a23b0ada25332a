import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Packed } from '../../runtime/log/packed.ts';
import type { Generation, Log, RecordBatch, Transaction, Transactor } from '../../runtime/log/types.ts';
import { join, keysOf, type Member, readAll, record, records } from './reading.ts';
import { warningsDuring } from './warnings.ts';

/** What the suite needs to know of an implementation. */
export interface LogFixture {
  /** A further process's view of the same log. The suite closes it. */
  open(): Promise<Log>;
  /** Names of topics that nobody has used, with 4 partitions each, taking records of 2 MiB. */
  freshTopics(count: number): Promise<string[]>;
  /** A process that dies in mid-transaction: all is written, nothing is ended, the id is held. */
  dieInTransaction(id: string, transaction: Transaction): Promise<void>;
}

const PARTITIONS = 4;
const soon = { timeout: 20_000, interval: 5 };

let names = 0;
/** A name for a group or a transactor that nobody has used. */
const fresh = (name: string) => `${name}-${process.pid}-${Date.now().toString(36)}-${names++}`;

export function logContract(fixture: LogFixture): void {
  const opened: Log[] = [];
  let log: Log;

  async function open(): Promise<Log> {
    const further = await fixture.open();
    opened.push(further);
    return further;
  }

  beforeEach(async () => {
    log = await open();
  });

  afterEach(async () => {
    await Promise.all(opened.splice(0).map((one) => one.close()));
  });

  describe('what is written', () => {
    test('comes back in the order it was written in', async () => {
      const [topic] = await fixture.freshTopics(1);
      const writer = await log.writer();
      await writer.append(records(topic!, 1, 'first', 300));
      await writer.append(records(topic!, 1, 'second', 300));
      const expected = [...records(topic!, 1, 'first', 300), ...records(topic!, 1, 'second', 300)];
      expect(keysOf(await readAll(log, topic!, 1))).toEqual(expected.map((one) => one.key.toString()));
      expect(await readAll(log, topic!, 0)).toEqual([]);
    });

    test('keeps tombstones, empty values, headers and bytes as they are, and the time of writing', async () => {
      const [topic] = await fixture.freshTopics(1);
      const before = Date.now();
      const bytes = Buffer.from([0, 255, 128, 10]);
      const headers = { origin: '{"kind":"page","page":"é"}', empty: '' };
      const writer = await log.writer();
      await writer.append([
        { topic: topic!, partition: 0, key: bytes, value: bytes, headers },
        { topic: topic!, partition: 0, key: Buffer.from('gone'), value: null },
        { topic: topic!, partition: 0, key: Buffer.from('nothing'), value: Buffer.alloc(0) },
      ]);
      const [full, gone, nothing] = await readAll(log, topic!, 0);
      expect(full).toMatchObject({ offset: 0, headers });
      expect([full!.key.equals(bytes), full!.value!.equals(bytes)]).toEqual([true, true]);
      expect(gone).toMatchObject({ offset: 1, value: null, headers: {} });
      expect(nothing!.value).toHaveLength(0);
      expect(full!.timestamp_ms).toBeGreaterThanOrEqual(before);
      expect(full!.timestamp_ms).toBeLessThanOrEqual(Date.now());
    });

    test('by many at once is all acknowledged, each caller in its own order', async () => {
      const [topic] = await fixture.freshTopics(1);
      const writer = await log.writer();
      const caller = async (name: number) => {
        for (let i = 0; i < 20; i++) await writer.append([record(topic!, name % PARTITIONS, `${name}/${i}`)]);
      };
      await Promise.all(Array.from({ length: 40 }, (_, name) => caller(name)));
      const found = keysOf((await Promise.all([0, 1, 2, 3].map((n) => readAll(log, topic!, n)))).flat());
      expect(found).toHaveLength(800);
      const ofSeven = found.filter((key) => key.startsWith('7/'));
      expect(ofSeven).toEqual(Array.from({ length: 20 }, (_, i) => `7/${i}`));
    });

    test('may be far larger than one request, and stays one transaction in order', async () => {
      const [topic] = await fixture.freshTopics(1);
      const value = Buffer.alloc(1_000, 'v');
      const many = records(topic!, 2, 'k', 6_000).map((one) => ({ ...one, value }));
      const transactor = await log.transactor(fresh('large'));
      await transactor.transact({ records: many });
      const found = await readAll(log, topic!, 2);
      expect(keysOf(found)).toEqual(many.map((one) => one.key.toString()));
    });

    test('may be a single record of nearly 2 MiB where the topic takes that', async () => {
      const [topic] = await fixture.freshTopics(1);
      const value = Buffer.alloc(2_000_000, 'x');
      const writer = await log.writer();
      await writer.append([
        record(topic!, 0, 'before'),
        { ...record(topic!, 0, 'big'), value },
        record(topic!, 0, 'after'),
      ]);
      const found = await readAll(log, topic!, 0);
      expect(keysOf(found)).toEqual(['before', 'big', 'after']);
      expect(found[1]!.value!.equals(value)).toBe(true);
    });
  });

  describe('a transaction', () => {
    test('commits its records on several topics and the offsets it consumed together', async () => {
      const [input, output] = (await fixture.freshTopics(2)) as [string, string];
      const group = fresh('group');
      const transactor = await log.transactor(fresh('together'));
      expect(await log.committed(group, input)).toEqual(new Map());
      const positions = [0, 3].map((partition) => ({ topic: input, partition, offset: 7 + partition }));
      await transactor.transact({
        records: [record(output, 0, 'a'), record(output, 3, 'b'), record(input, 1, 'c')],
        consumed: { group, positions },
      });
      expect(keysOf([...(await readAll(log, output, 0)), ...(await readAll(log, output, 3))])).toEqual(['a', 'b']);
      expect(keysOf(await readAll(log, input, 1))).toEqual(['c']);
      expect(await log.committed(group, input)).toEqual(new Map([[0, 7], [3, 10]])); // biome-ignore format: pairs
    });

    test('may hold offsets alone, or nothing', async () => {
      const [topic] = await fixture.freshTopics(1);
      const group = fresh('group');
      const transactor = await log.transactor(fresh('alone'));
      await transactor.transact({ records: [] });
      await transactor.transact({
        records: [],
        consumed: { group, positions: [{ topic: topic!, partition: 0, offset: 4 }] },
      });
      expect(await log.committed(group, topic!)).toEqual(new Map([[0, 4]]));
    });

    test('follows another at once, many times over', async () => {
      const [topic] = await fixture.freshTopics(1);
      const group = fresh('group');
      const transactor = await log.transactor(fresh('many'));
      for (let i = 0; i < 50; i++) {
        const positions = [{ topic: topic!, partition: 0, offset: i }];
        await transactor.transact({
          records: [record(topic!, i % PARTITIONS, `${i}`)],
          consumed: { group, positions },
        });
      }
      expect(await readAll(log, topic!, 2)).toHaveLength(12);
      expect(await log.committed(group, topic!)).toEqual(new Map([[0, 49]]));
    });

    test('of one who has a successor commits nothing', async () => {
      const [topic] = await fixture.freshTopics(1);
      const group = fresh('group');
      const id = fresh('role');
      const zombie = await log.transactor(id);
      await zombie.transact({ records: [record(topic!, 0, 'before')] });
      const successor = await (await open()).transactor(id);
      const late = zombie.transact({
        records: [record(topic!, 0, 'late')],
        consumed: { group, positions: [{ topic: topic!, partition: 0, offset: 9 }] },
      });
      await expect(late).rejects.toMatchObject({ name: 'Failure', kind: 'fenced' });
      await successor.transact({ records: [record(topic!, 0, 'after')] });
      expect(keysOf(await readAll(log, topic!, 0))).toEqual(['before', 'after']);
      expect(await log.committed(group, topic!)).toEqual(new Map());
    });

    test('of one who died in the middle is never seen once there is a successor', async () => {
      const [topic] = await fixture.freshTopics(1);
      const group = fresh('group');
      const id = fresh('died');
      const positions = (offset: number) => [{ topic: topic!, partition: 0, offset }];
      await (await log.transactor(id)).transact({
        records: [record(topic!, 0, 'a')],
        consumed: { group, positions: positions(1) },
      });
      await fixture.dieInTransaction(id, {
        records: [record(topic!, 0, 'lost')],
        consumed: { group, positions: positions(2) },
      });
      await log.transactor(id);
      expect(await log.committed(group, topic!)).toEqual(new Map([[0, 1]]));
      expect(keysOf(await readAll(log, topic!, 0))).toEqual(['a']);
    });

    test('counts for the ends while it is open, and nobody reads past it until it has ended', async () => {
      const [topic] = await fixture.freshTopics(1);
      const id = fresh('open');
      const group = fresh('group');
      await fixture.dieInTransaction(id, {
        records: records(topic!, 0, 'open', 3),
        consumed: { group, positions: [{ topic: topic!, partition: 0, offset: 3 }] },
      });
      await (await log.writer()).append([record(topic!, 0, 'behind it')]);
      expect((await log.ends(topic!))[0]).toEqual({ begin: 0, end: 4 });
      expect((await log.stable(topic!))[0]).toBe(0);
      const settled: string[] = [];
      const reading = readAll(log, topic!, 0).finally(() => settled.push('read'));
      const committed = log.committed(group, topic!).finally(() => settled.push('committed'));
      for (let n = 1; n < PARTITIONS; n++) await readAll(log, topic!, n);
      expect(settled).toEqual([]);
      await (await open()).transactor(id);
      expect(keysOf(await reading)).toEqual(['behind it']);
      expect((await log.stable(topic!))[0]).toBe((await log.ends(topic!))[0]!.end);
      expect(await committed).toEqual(new Map());
    });
  });

  describe('a scan', () => {
    test('reads what was committed from its start up to its end, over transactions that were not', async () => {
      const [topic] = await fixture.freshTopics(1);
      const id = fresh('scanned');
      let transactor: Transactor = await log.transactor(id);
      for (let i = 0; i < 5; i++) {
        await transactor.transact({ records: records(topic!, 0, `kept ${i}`, 10) });
        await fixture.dieInTransaction(id, { records: records(topic!, 0, `lost ${i}`, 10) });
        transactor = await log.transactor(id);
      }
      const all = await readAll(log, topic!, 0);
      expect(keysOf(all)).toEqual(
        [0, 1, 2, 3, 4].flatMap((i) => records(topic!, 0, `kept ${i}`, 10).map((one) => one.key.toString())),
      );
      const range = { topic: topic!, partition: 0, from: all[3]!.offset, to: all[42]!.offset };
      const part: RecordBatch[] = [];
      const after = await log.scan(range, (batch) => void part.push(batch));
      expect(part.flatMap((batch) => keysOf(batch.records))).toEqual(keysOf(all.slice(3, 42)));
      expect(after).toBe(range.to);
    });

    test('of nothing ends at once', async () => {
      const [topic] = await fixture.freshTopics(1);
      expect(await log.scan({ topic: topic!, partition: 0, from: 0, to: 0 }, () => {})).toBe(0);
    });

    test('waits for its reader, and ends with its error', async () => {
      const [topic] = await fixture.freshTopics(1);
      const value = Buffer.alloc(1_000);
      const writer = await log.writer();
      await writer.append(records(topic!, 0, 'k', 4_000).map((one) => ({ ...one, value })));
      let under_way = 0;
      let batches = 0;
      await log.scan({ topic: topic!, partition: 0, from: 0, to: 4_000 }, async () => {
        expect(++under_way).toBe(1);
        await new Promise(setImmediate);
        under_way--;
        batches++;
      });
      expect(batches).toBeGreaterThan(1);
      const failing = log.scan({ topic: topic!, partition: 0, from: 0, to: 4_000 }, () => {
        throw new Error('no room');
      });
      await expect(failing).rejects.toThrow('no room');
    });
  });

  describe('a group', () => {
    test('gives its only member every partition number, and reads on from where it says', async () => {
      const [topic] = await fixture.freshTopics(1);
      const writer = await log.writer();
      for (let n = 0; n < PARTITIONS; n++) await writer.append(records(topic!, n, `${n}`, 10));
      const member = await join(log, {
        group: fresh('group'),
        topics: [topic!],
        assigned: async (partition) => [{ topic: topic!, partition, offset: 5 + partition }],
      });
      await vi.waitFor(() => expect(member.keys()).toHaveLength(5 + 4 + 3 + 2), soon);
      expect(member.keys().sort()).toEqual(
        ['0-5', '0-6', '0-7', '0-8', '0-9', '1-6', '1-7', '1-8', '1-9', '2-7', '2-8', '2-9', '3-8', '3-9'],
      ); // biome-ignore format: one line
      await writer.append([record(topic!, 2, 'later')]);
      await vi.waitFor(() => expect(member.keys()).toContain('later'), soon);
      expect(member.failures).toEqual([]);
    });

    test('delivers nothing of a partition number before its member is ready for it', async () => {
      const [topic] = await fixture.freshTopics(1);
      await (await log.writer()).append(records(topic!, 0, 'k', 3));
      let ready = () => {};
      const restored = new Promise<void>((resolve) => {
        ready = resolve;
      });
      const member = await join(log, {
        group: fresh('group'),
        topics: [topic!],
        assigned: async (partition) => {
          if (partition === 0) await restored;
          return [{ topic: topic!, partition, offset: 0 }];
        },
      });
      await vi.waitFor(() => expect(member.batches.map((batch) => batch.partition)).toContain(3), soon);
      expect(member.keys()).toEqual([]);
      ready();
      await vi.waitFor(() => expect(member.keys()).toEqual(['k-0', 'k-1', 'k-2']), soon);
    });

    test('says how far the log goes, also where there is nothing to read', async () => {
      const [topic] = await fixture.freshTopics(1);
      const transactor = await log.transactor(fresh('ends'));
      await transactor.transact({ records: records(topic!, 1, 'k', 3) });
      const member = await join(log, { group: fresh('group'), topics: [topic!] });
      const lag = (n: number) => {
        const last = member.batches.findLast((batch) => batch.partition === n);
        return last && last.end_offset - last.next_offset;
      };
      await vi.waitFor(() => expect([0, 1, 2, 3].map(lag)).toEqual([0, 0, 0, 0]), soon);
      expect(member.batches.findLast((batch) => batch.partition === 1)!.next_offset).toBe(4);
    });

    test('may read a dozen topics and more, without a warning of listeners that leak', async () => {
      const names = await fixture.freshTopics(12);
      const writer = await log.writer();
      const warnings = await warningsDuring(async () => {
        const reader = await join(log, { group: fresh('many'), topics: names });
        await writer.append(names.map((topic) => record(topic, 0, 'one')));
        await vi.waitFor(() => expect(reader.batches.flatMap((batch) => [...batch.records])).toHaveLength(12), soon);
        await reader.membership.leave();
      });
      expect(warnings).toEqual([]);
    });

    test('waits for its member: the handler of a partition is never called while it runs', async () => {
      const [topic] = await fixture.freshTopics(1);
      const writer = await log.writer();
      const running = new Map<number, number>();
      let worst = 0;
      const member = await join(log, {
        group: fresh('group'),
        topics: [topic!],
        records: async ({ partition }) => {
          const now = (running.get(partition) ?? 0) + 1;
          running.set(partition, now);
          worst = Math.max(worst, now);
          await new Promise(setImmediate);
          running.set(partition, now - 1);
        },
      });
      for (let i = 0; i < 20; i++) await writer.append(records(topic!, i % 2, `${i}`, 20));
      await vi.waitFor(() => expect(member.keys()).toHaveLength(400), soon);
      expect(worst).toBe(1);
      const ofZero = member.batches.filter((batch) => batch.partition === 0).flatMap((batch) => keysOf(batch.records));
      expect(ofZero).toEqual(keysOf(await readAll(log, topic!, 0)));
    });

    test('of three gives partition number n of every topic to one of them, and all of them to those that stay', async () => {
      const topics = await fixture.freshTopics(2);
      const group = fresh('group');
      const members: Member[] = [];
      for (let i = 0; i < 3; i++) members.push(await join(await open(), { group, topics }));
      await vi.waitFor(() => expect(sharesOf(members)).toEqual([1, 1, 2]), soon);
      const read = (member: Member, topic: string) =>
        new Set(member.batches.filter((batch) => batch.topic === topic).map((batch) => batch.partition));
      await vi.waitFor(() => {
        for (const member of members) {
          for (const topic of topics)
            expect([...read(member, topic)]).toEqual(expect.arrayContaining([...member.held]));
        }
      }, soon);
      await members[1]!.membership.leave();
      expect(members[1]!.held.size).toBe(0);
      await vi.waitFor(() => expect(sharesOf([members[0]!, members[2]!])).toEqual([2, 2]), soon);
      expect(members.flatMap((member) => member.failures)).toEqual([]);
    });

    test('takes a partition number away only after its handler has ended, and then tells nothing more of it', async () => {
      const [topic] = await fixture.freshTopics(1);
      const group = fresh('group');
      await (await log.writer()).append(records(topic!, 0, 'k', 2));
      let end = () => {};
      const handled = new Promise<void>((resolve) => {
        end = resolve;
      });
      const first = await join(log, {
        group,
        topics: [topic!],
        records: async (batch) => {
          if (batch.records.length > 0) await handled;
          first.told.push(`records ${batch.partition}`);
        },
      });
      await vi.waitFor(() => expect(first.keys()).toHaveLength(2), soon);
      const second = await join(await open(), { group, topics: [topic!] });
      await new Promise(setImmediate);
      expect([...second.held]).toEqual([]);
      end();
      await vi.waitFor(() => expect(sharesOf([first, second])).toEqual([2, 2]), soon);
      const firstTime = first.told.slice(0, first.told.indexOf('revoked 0') + 1);
      expect(firstTime.filter((what) => what.endsWith(' 0'))).toEqual(['assigned 0', 'records 0', 'revoked 0']);
    });

    test('tells a member whose partition number is taken while it gets ready', async () => {
      const [topic] = await fixture.freshTopics(1);
      let aborted = 0;
      const member = await join(log, {
        group: fresh('group'),
        topics: [topic!],
        assigned: (_, signal) =>
          new Promise((_resolve, reject) => {
            signal.addEventListener('abort', () => reject(new Error(`stopped ${++aborted}`)), { once: true });
          }),
      });
      await vi.waitFor(() => expect(member.held.size).toBe(PARTITIONS), soon);
      await member.membership.leave();
      expect(aborted).toBe(PARTITIONS);
      expect(member.told.filter((what) => what.startsWith('revoked'))).toHaveLength(PARTITIONS);
      expect(member.failures).toEqual([]);
    });

    test('is told once that a handler threw, and its partition numbers go on elsewhere after it has left', async () => {
      const [topic] = await fixture.freshTopics(1);
      const group = fresh('group');
      const writer = await log.writer();
      for (let n = 0; n < PARTITIONS; n++) await writer.append([record(topic!, n, `${n}`)]);
      const broken = await join(log, {
        group,
        topics: [topic!],
        records: async (batch) => {
          if (batch.records.length > 0) throw new Error('cannot');
        },
      });
      await vi.waitFor(() => expect(broken.failures).toHaveLength(1), soon);
      expect(broken.failures[0]).toMatchObject({ message: 'cannot' });
      await broken.membership.leave();
      expect(broken.held.size).toBe(0);
      const next = await join(await open(), { group, topics: [topic!] });
      await vi.waitFor(() => expect(next.keys().sort()).toEqual(['0', '1', '2', '3']), soon);
      expect(broken.failures).toHaveLength(1);
    });

    test('of whom it has gone on without takes no offsets, nor anything that goes with them', async () => {
      const [topic] = await fixture.freshTopics(1);
      const group = fresh('generations');
      const given: Generation[] = [];
      const noting = async (partition: number, _: AbortSignal, generation: Generation) => {
        given.push(generation);
        return [{ topic: topic!, partition, offset: 0 }];
      };
      const first = await join(log, { group, topics: [topic!], assigned: noting });
      await vi.waitFor(() => expect(first.held.size).toBe(PARTITIONS), soon);
      const [old] = given;
      const commit = async (generation: Generation, key: string, offset: number) => {
        const transactor = await log.transactor(fresh('member'));
        const consumed = { group, positions: [{ topic: topic!, partition: 0, offset }], generation };
        await transactor.transact({ records: [record(topic!, 0, key)], consumed });
      };
      await commit(old!, 'in time', 1);
      const second = await join(await open(), { group, topics: [topic!] });
      await vi.waitFor(() => expect(sharesOf([first, second])).toEqual([2, 2]), soon);
      await expect(commit(old!, 'late', 2)).rejects.toMatchObject({ name: 'Failure', kind: 'retry' });
      await commit(given.at(-1)!, 'in time again', 3);
      expect(keysOf(await readAll(log, topic!, 0))).toEqual(['in time', 'in time again']);
      expect(await log.committed(group, topic!)).toEqual(new Map([[0, 3]]));
    });

    test.each([
      ['a transactor for each partition', copier],
      ['one for each member, in the generation', memberCopier],
    ])('copies every record exactly once while members come, go and are replaced, by %s', async (_, copier) => {
      const [input, output] = (await fixture.freshTopics(2)) as [string, string];
      const group = fresh('copy');
      const writer = await log.writer();
      const members = [await copier(log, group, input, output), await copier(await open(), group, input, output)];
      for (let round = 0; round < 10; round++) {
        for (let n = 0; n < PARTITIONS; n++) await writer.append(records(input, n, `${round}`, 25));
        if (round === 3) members.push(await copier(await open(), group, input, output));
        if (round === 6) await members.shift()!.membership.leave();
      }
      const count = async () =>
        (await Promise.all([0, 1, 2, 3].map((n) => readAll(log, output, n)))).map((one) => one.length);
      await vi.waitFor(async () => expect(await count()).toEqual([250, 250, 250, 250]), { ...soon, interval: 50 });
      for (let n = 0; n < PARTITIONS; n++) {
        expect(keysOf(await readAll(log, output, n))).toEqual(keysOf(await readAll(log, input, n)));
      }
      expect(members.flatMap((member) => member.failures)).toEqual([]);
    });
  });
}

function sharesOf(members: readonly Member[]): number[] {
  return members.map((member) => member.held.size).sort();
}

/** The exactly-once pattern in small: a transactor per partition number, offsets and records in one transaction. */
async function copier(log: Log, group: string, input: string, output: string): Promise<Member> {
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

/** The same with one transactor for all partitions of the member. */
async function memberCopier(log: Log, group: string, input: string, output: string): Promise<Member> {
  const transactor = await log.transactor(fresh(group));
  let generation: Generation | undefined;
  let last: Promise<void> = Promise.resolve();
  return join(log, {
    group,
    topics: [input],
    assigned: async (partition, _, given) => {
      generation = given;
      const offset = (await log.committed(group, input)).get(partition) ?? 0;
      return [{ topic: input, partition, offset }];
    },
    records: ({ partition, records: found, next_offset }) => {
      const packed = new Packed(output, partition, 'all');
      for (const { key, value } of found) {
        packed.begin(key, key.length);
        packed.sink.raw(value!);
        packed.end();
      }
      const positions = [{ topic: input, partition, offset: next_offset }];
      const consumed = { group, positions, ...(generation && { generation }) };
      last = last.then(() => transactor.transact({ records: [], packed: [packed], consumed }));
      return last;
    },
  });
}
