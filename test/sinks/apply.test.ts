import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Applying } from '../../cli/pipeline/applying.ts';
import type { ApplyProgress, ApplyReport } from '../../cli/write-back/told.ts';
import { configOf } from '../../runtime/config/load.ts';
import { type MemoryLog, openMemoryLog } from '../../runtime/log/memory.ts';
import type { Component } from '../../runtime/tasks/component.ts';
import type { Wanted } from '../../sinks/profile-patches/choice.ts';
import type { ProfilePatches } from '../../sinks/profile-patches/sink.ts';
import { codec, PARTITIONS, until } from '../tasks/fixture.ts';
import { isQuiet, ledgerOf, ProfileBook, show, startLedger, startSink, type Wish, want } from './profile-book.ts';

const GUESTS = ['ann', 'bob', 'cat', 'dan', 'eve'].map((name) => `sevenrooms:${name}`);
const [ANN, BOB] = GUESTS as [string, string];
const WISH: Wish = { visits: '3', spend_90d: '12.00 USD', tag: 'Gold' };
const sevenrooms = { clientId: 'id', clientSecret: 'secret', venueGroupId: 'group' };
const all = { guest: null, field: null };

let log: MemoryLog;
let book: ProfileBook;
let ledger: Component;
/** Sinks that were opened for an `apply`. */
let opened: ProfilePatches[];

beforeEach(async () => {
  log = openMemoryLog({ partitions: PARTITIONS });
  book = new ProfileBook();
  ledger = startLedger(log);
  opened = [];
  for (const client_id of GUESTS) {
    await show(log, book, client_id);
    await want(log, client_id, WISH);
  }
  await untilPlanned(GUESTS.length);
});

afterEach(async () => {
  for (const sink of opened) await sink.stop();
  await ledger.stop();
});

async function planned(): Promise<readonly string[]> {
  return (await ledgerOf(log)).filter(({ status }) => status === 'planned').map(({ client_id }) => client_id);
}

function untilPlanned(number: number): Promise<void> {
  return until(async () => (await planned()).length === number, `${number} are planned`);
}

interface Under {
  readonly live?: ProfilePatches;
  readonly signal?: AbortSignal;
  readonly config?: object;
  ready?(): boolean;
  progress?(now: ApplyProgress): void;
}

function apply(wanted: Wanted = all, under: Under = {}): Promise<ApplyReport> {
  return begin(new Applying(), wanted, under);
}

function begin(applying: Applying, wanted: Wanted, under: Under = {}): Promise<ApplyReport> {
  const { live, signal = new AbortController().signal, progress = () => {}, ready = () => true } = under;
  const config = configOf(under.config ?? { writeBack: { mode: 'plan' }, upstreams: { sevenrooms } });
  const sendPatches: Parameters<Applying['begin']>[0]['opened']['sendPatches'] = (choice, onFatal) => {
    const sink = startSink(log, book, () => ledger, { choice, onFatal, ready });
    opened.push(sink);
    return sink;
  };
  const here = { log, codec, config, opened: { profilePatches: live, sendPatches } };
  return applying.begin(here, wanted, { signal, progress });
}

describe('apply', () => {
  test('sends in mode plan all that is planned; a second one has nothing to send', async () => {
    const seen: ApplyProgress[] = [];
    const report = await apply(all, { progress: (now) => seen.push(now) });
    expect(report).toEqual({ open: 5, acknowledged: 5, unchanged: 0, rejected: [], through: true });
    expect([seen[0], seen.at(-1)]).toEqual([
      { open: 5, answered: 0, waits_for: null },
      { open: 5, answered: 5, waits_for: null },
    ]);
    for (const client_id of GUESTS) expect(book.of(client_id).shows.regulars_visits).toBe('3');
    expect(await apply()).toMatchObject({ open: 0, acknowledged: 0, through: true });
    expect(book.writes).toHaveLength(GUESTS.length);
  });

  test('of one guest, or of one profile, sends that PATCH alone', async () => {
    expect(await apply({ ...all, guest: `g_${BOB}` })).toMatchObject({ open: 1, acknowledged: 1 });
    expect(await apply({ ...all, guest: ANN })).toMatchObject({ open: 1, acknowledged: 1 });
    expect(book.writes.map(({ client_id }) => client_id)).toEqual([BOB, ANN]);
    await untilPlanned(GUESTS.length - 2);
    expect(await apply()).toMatchObject({ open: 3, acknowledged: 3 });
    expect(book.writes).toHaveLength(GUESTS.length);
  });

  test('of one field sends that field alone; what is left stays planned, and is all that the next one sends', async () => {
    const first = await apply({ ...all, field: 'regulars_visits' });
    expect(first).toMatchObject({ open: 5, acknowledged: 5 });
    for (const { changes } of book.writes) {
      expect(changes).toEqual({ fields: [{ name: 'regulars_visits', value: '3' }], added: [], removed: [] });
    }
    await untilPlanned(GUESTS.length);
    expect(await apply({ ...all, field: 'regulars_visits' })).toMatchObject({ open: 0 });
    expect(await apply()).toMatchObject({ open: 5, acknowledged: 5 });
    expect(book.writes).toHaveLength(2 * GUESTS.length);
    for (const { changes } of book.writes.slice(GUESTS.length)) {
      expect(changes.fields).toEqual([{ name: 'regulars_spend_90d', value: '12.00 USD' }]);
      expect(changes.added).toEqual([{ group: 'Spend tier', tag: 'Gold' }]);
    }
    for (const client_id of GUESTS) {
      const shows = { regulars_visits: '3', regulars_spend_90d: '12.00 USD', 'tag:Spend tier': 'Gold' };
      expect(book.of(client_id).shows).toMatchObject(shows);
    }
  });

  test('tells what is rejected, and does not send it again in the same breath', async () => {
    book.fates.push('refused');
    const report = await apply({ ...all, field: 'regulars_visits' });
    expect(report).toMatchObject({ open: 5, acknowledged: 4, through: true });
    expect(report.rejected).toMatchObject([{ http_status: 422, fields: ['regulars_visits'] }]);
    expect(book.writes).toHaveLength(GUESTS.length);
  });

  test('leaves what is planned after it began', async () => {
    book.onWrite = async (client_id) => {
      book.onWrite = () => {};
      const other = client_id === ANN ? BOB : ANN;
      await show(log, book, 'sevenrooms:new');
      await want(log, 'sevenrooms:new', WISH);
      await want(log, other, {});
      await until(async () => (await planned()).includes('sevenrooms:new'), 'it is planned');
    };
    expect(await apply()).toMatchObject({ open: 5, through: true, rejected: [] });
    expect(book.writes.map(({ client_id }) => client_id)).not.toContain('sevenrooms:new');
    expect(await planned()).toContain('sevenrooms:new');
  });

  test('ended early drains; the next one goes on, and sends nothing twice', async () => {
    const interrupted = new AbortController();
    book.onWrite = () => interrupted.abort();
    const first = await apply(all, { signal: interrupted.signal });
    expect(first.through).toBe(false);
    expect(book.writes.length).toBeGreaterThan(0);
    book.onWrite = () => {};
    expect(await apply()).toMatchObject({ through: true, rejected: [] });
    expect(book.writes.map(({ client_id }) => client_id).sort()).toEqual(GUESTS);
    expect(book.reads).toBe(0);
  });

  test('beside a pipeline in mode live sends nothing itself, and waits for what that one sends', async () => {
    const live = startSink(log, book, () => ledger);
    const config = { writeBack: { mode: 'live' }, upstreams: { sevenrooms } };
    const report = await apply(all, { live, config });
    expect([report.through, opened]).toEqual([true, []]);
    await until(() => isQuiet(log, ledger, live), 'quiet');
    expect(book.writes).toHaveLength(GUESTS.length);
    await live.stop();
  });

  test('says what PATCHes wait for while they do', async () => {
    let polled = false;
    const seen = new Set<string | null>();
    const progress = ({ waits_for }: ApplyProgress) => {
      seen.add(waits_for);
      polled ||= waits_for !== null;
    };
    const report = await apply(all, { ready: () => polled, progress });
    expect(report).toMatchObject({ acknowledged: 5, through: true });
    expect(seen).toContain('the first complete poll of each upstream');
  });

  test('is refused while another one of the process is under way', async () => {
    const applying = new Applying();
    const first = begin(applying, all);
    await expect(begin(applying, all)).rejects.toMatchObject({ reason: 'already_applying' });
    expect((await first).through).toBe(true);
  });

  test.each([
    ['write_back_off', { writeBack: { mode: 'off' }, upstreams: { sevenrooms } }],
    ['nobody_to_write_to', {}],
  ])('is refused where nothing can be sent: %s', async (reason, config) => {
    await expect(apply(all, { config })).rejects.toMatchObject({ reason });
  });

  test('is wrong usage for a field that is not ours', async () => {
    const wrong = apply({ ...all, field: 'regulars_visit' });
    await expect(wrong).rejects.toThrow(/--field: "regulars_visit"; legal: .*did you mean "regulars_visits"/);
    expect(book.writes).toEqual([]);
  });
});
