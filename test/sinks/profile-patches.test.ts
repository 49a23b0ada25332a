import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { patches } from '../../processors/patches.ts';
import { type MemoryLog, openMemoryLog } from '../../runtime/log/memory.ts';
import type { Component } from '../../runtime/tasks/component.ts';
import { requestRebuild } from '../../runtime/tasks/rebuild.ts';
import { topics } from '../../schemas/topics.ts';
import { usualNames } from '../../schemas/written-names.ts';
import type { ProfilePatchesOptions } from '../../sinks/profile-patches/sink.ts';
import { GROUP } from '../../sinks/profile-patches/task.ts';
import { codec, PARTITIONS, recordsOf, until } from '../tasks/fixture.ts';
import { isQuiet, lastOutcome, ledgerOf, ProfileBook, show, startLedger, startSink, want } from './profile-book.ts';

const ANN = 'sevenrooms:ann';
const BOB = 'sevenrooms:bob';

let log: MemoryLog;
let book: ProfileBook;
let ledger: Component;
const running: Component[] = [];

beforeEach(async () => {
  log = openMemoryLog({ partitions: PARTITIONS });
  book = new ProfileBook();
  ledger = startLedger(log);
  await show(log, book, ANN);
  await show(log, book, BOB);
});

afterEach(async () => {
  for (const one of running.splice(0)) await one.stop();
  await ledger.stop();
});

function start(over: Partial<ProfilePatchesOptions> = {}) {
  const sink = startSink(log, book, () => ledger, over);
  running.push(sink);
  return sink;
}

async function quiet(): Promise<void> {
  const live = running.filter((one) => one.status().state !== 'stopped');
  await until(() => isQuiet(log, ledger, ...live), 'quiet');
}

async function ledgerRead(): Promise<void> {
  const read = [topics.profile_wants, topics.guest_profiles, topics.patch_outcomes];
  const ends = await Promise.all(read.map(async ({ name }) => [name, await log.ends(name)] as const));
  await until(() => {
    const { inputs } = ledger.status();
    return ends.every(([name, all]) =>
      inputs.every(({ topic, partition, position }) => topic !== name || position >= all[partition]!.end),
    );
  }, 'the ledger has read');
}

describe('a planned patch', () => {
  test('is said to be sent, sent, and acknowledged at the version of the answer', async () => {
    const said: (string | undefined)[] = [];
    book.onWrite = async () => void said.push((await lastOutcome(log, ANN))?.status);
    start();
    await want(log, ANN, { visits: '3', tag: 'Gold' });
    await quiet();
    expect(said).toEqual(['sent']);
    expect(book.of(ANN)).toEqual({ version: 2, shows: { regulars_visits: '3', 'tag:Spend tier': 'Gold' } });
    expect(await ledgerOf(log)).toMatchObject([{ status: 'acknowledged', attempts: 1, http_status: 200 }]);
    expect(await lastOutcome(log, ANN)).toMatchObject({ status: 'acknowledged', version: 2 });
  });

  test('asks for nothing more when it comes back by export, in a second run, and after a restart', async () => {
    const first = start();
    await want(log, ANN, { visits: '3' });
    await quiet();
    await show(log, book, ANN);
    await want(log, ANN, { visits: '3' });
    await quiet();
    await first.stop();
    start();
    await quiet();
    expect(book.writes).toHaveLength(1);
    expect(await ledgerOf(log)).toHaveLength(1);
  });

  test('waits for its window, which later changes join and do not put off', async () => {
    let now_ms = Date.now();
    start({ settle_ms: 60_000, now_ms: () => now_ms });
    await want(log, ANN, { visits: '3' });
    await ledgerRead();
    now_ms += 50_000;
    await want(log, ANN, { visits: '4' });
    await want(log, BOB, { visits: '1' });
    await ledgerRead();
    expect(book.writes).toEqual([]);
    now_ms += 20_000;
    await quiet();
    const ofAnn = book.writes.filter(({ client_id }) => client_id === ANN);
    expect(ofAnn).toMatchObject([{ changes: { fields: [{ name: 'regulars_visits', value: '4' }] } }]);
  });

  test('that is withdrawn before it is sent is not sent; what is planned then is a window later', async () => {
    let now_ms = Date.now();
    start({ settle_ms: 60_000, now_ms: () => now_ms });
    await want(log, ANN, { visits: '3' });
    await ledgerRead();
    await want(log, ANN, {});
    await ledgerRead();
    now_ms += 61_000;
    await want(log, BOB, { visits: '1' });
    await ledgerRead();
    now_ms += 61_000;
    await quiet();
    expect(book.writes.map(({ client_id }) => client_id)).toEqual([BOB]);
    await want(log, ANN, { visits: '5' });
    await ledgerRead();
    now_ms += 120_000;
    await quiet();
    expect(book.of(ANN).shows).toEqual({ regulars_visits: '5' });
  });

  test('of those that wait in thousands is read from the log when it is due', async () => {
    const clients = Array.from({ length: 60 }, (_, n) => `sevenrooms:c${n}`);
    for (const client_id of clients) await show(log, book, client_id);
    for (const client_id of clients) await want(log, client_id, { visits: client_id.slice(-1) });
    await ledgerRead();
    start({ held: 3, window: 5 });
    await quiet();
    for (const client_id of clients) expect(book.of(client_id).shows.regulars_visits).toBe(client_id.slice(-1));
    expect(book.writes).toHaveLength(clients.length);
  });
});

describe('an answer', () => {
  test('that refuses is kept, and nothing is sent before something changes', async () => {
    book.fates.push('refused');
    start();
    await want(log, ANN, { visits: '3' });
    await quiet();
    expect(await ledgerOf(log)).toMatchObject([{ status: 'rejected', http_status: 422, attempts: 1 }]);
    await want(log, ANN, { visits: '3' });
    await quiet();
    expect(book.writes).toHaveLength(1);
    await want(log, ANN, { visits: '4' });
    await quiet();
    expect(book.of(ANN).shows).toEqual({ regulars_visits: '4' });
  });

  test('that is lost is asked after, and what was written is not written again', async () => {
    book.fates.push('lost');
    start();
    await want(log, ANN, { visits: '3' });
    await quiet();
    expect(book).toMatchObject({ reads: 1 });
    expect(book.writes).toHaveLength(1);
    expect(await ledgerOf(log)).toMatchObject([{ status: 'acknowledged', attempts: 2 }]);
  });

  test('that is lost, before a person edits, leaves the edit as it is', async () => {
    book.fates.push('lost');
    book.onRead = (client_id) => book.edit(client_id, { regulars_visits: '99' });
    start();
    await want(log, ANN, { visits: '3', loyalty: 'member' });
    await quiet();
    expect(book.of(ANN).shows).toEqual({ regulars_visits: '99', regulars_loyalty: 'member' });
    await want(log, ANN, { visits: '4', loyalty: 'member' });
    await quiet();
    expect(book.of(ANN).shows.regulars_visits).toBe('99');
  });

  test('that shows a tag still that was to go: the ledger says so, and it is not tried again alone', async () => {
    start();
    await want(log, ANN, { visits: '1', tag: 'Gold' });
    await quiet();
    book.fates.push('keeps');
    await want(log, ANN, { visits: '1', tag: 'Silver' });
    await quiet();
    const last = (await ledgerOf(log)).at(-1)!;
    expect(JSON.parse(last.fields)).toEqual({
      'tag:Spend tier': { before: 'Gold', after: 'Silver', shown: 'Gold, Silver' },
    });
    await show(log, book, ANN);
    await quiet();
    expect(book.writes).toHaveLength(2);
    await want(log, ANN, { visits: '2', tag: 'Silver' });
    await quiet();
    expect(book.of(ANN).shows).toEqual({ regulars_visits: '2', 'tag:Spend tier': 'Silver' });
  });

  test('of one profile does not hold up others', async () => {
    book.fates.push(...Array.from({ length: 3 }, () => 'failed' as const));
    const sink = start({ backoff: { first_ms: 60_000, max_ms: 60_000 }, longest_wait_ms: 60_000 });
    for (let n = 0; n < 20; n++) await show(log, book, `sevenrooms:c${n}`);
    for (let n = 0; n < 20; n++) await want(log, `sevenrooms:c${n}`, { visits: '1' });
    await until(() => book.writes.length === 20, 'all were tried');
    await until(
      async () => (await ledgerOf(log)).filter(({ status }) => status === 'acknowledged').length === 17,
      '17',
    );
    expect(sink.status().inputs.some(({ position, end }) => position < end)).toBe(true);
  });

  test('that nobody gets is a trouble of the upstream, asked one at a time until it answers', async () => {
    book.fates.push(...Array.from({ length: 12 }, () => 'failed' as const));
    const lines: string[] = [];
    const log_line = { info: (line: string) => void lines.push(line), warn: (line: string) => void lines.push(line) };
    let together = 0;
    const sink = start({ log_line, window: 3 });
    book.onWrite = () => {
      together = Math.max(together, sink.status().troubles[0]?.attempts ?? 0);
    };
    for (let n = 0; n < 20; n++) await show(log, book, `sevenrooms:c${n}`);
    for (let n = 0; n < 20; n++) await want(log, `sevenrooms:c${n}`, { visits: '1' });
    await quiet();
    expect(together).toBe(12);
    expect(lines).toEqual(['profiles cannot be written: PATCHes wait', 'profiles are written again']);
    expect(sink.status().troubles).toEqual([]);
  });
});

describe('who takes over', () => {
  test('sends nothing that was acknowledged, though the ledger does not know of it', async () => {
    const first = start();
    await want(log, ANN, { visits: '3' });
    book.onWrite = async () => ledger.stop();
    await until(async () => (await lastOutcome(log, ANN))?.status === 'acknowledged', 'acknowledged');
    await first.stop();
    start();
    await want(log, BOB, { visits: '1' });
    ledger = startLedger(log);
    book.onWrite = () => {};
    await quiet();
    expect(book.writes.map(({ client_id }) => client_id)).toEqual([ANN, BOB]);
  });

  test('reads on from where the oldest open patch began, and no earlier', async () => {
    const first = start();
    for (let n = 0; n < 30; n++) {
      await want(log, ANN, { visits: String(n + 1) });
      await quiet();
    }
    await first.stop();
    for (const topic of [topics.profile_patches, topics.patch_outcomes]) {
      const committed = await log.committed(GROUP, topic.name);
      const ends = await log.ends(topic.name);
      const partition = (await recordsOf(log, topic)).length === 0 ? -1 : ends.findIndex(({ end }) => end > 0);
      expect(ends[partition]!.end - committed.get(partition)!).toBeLessThanOrEqual(4);
    }
  });

  test('waits until all that the log holds has been taken in', async () => {
    await want(log, ANN, { visits: '3' });
    await ledgerRead();
    await ledger.stop();
    await want(log, ANN, { visits: '4' });
    start();
    await until(() => running[0]!.status().inputs.length === PARTITIONS, 'it has begun');
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(book.writes).toEqual([]);
    ledger = startLedger(log);
    await quiet();
    expect(book.writes).toMatchObject([{ changes: { fields: [{ value: '4' }] } }]);
  });

  test('sends nothing while a processor before it is made anew', async () => {
    const settings = { names: usualNames, humanEdits: 'keep', shared: {}, upstreams: [] } as const;
    // As a name alone: nobody runs it, so its rebuild is never done.
    const other = { ...patches(settings), name: 'spend' };
    const before = [
      { name: 'spend', topics: [], group: 'spend', inputs: () => [] },
      { name: 'patches', topics: [], group: 'patches', inputs: () => ledger.status().inputs },
    ];
    start({ before });
    await want(log, ANN, { visits: '3' });
    await quiet();
    await requestRebuild(log, codec, other);
    await want(log, ANN, { visits: '4' });
    await ledgerRead();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(book.writes).toHaveLength(1);
  });
});
