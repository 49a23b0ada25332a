import { afterEach, beforeEach, expect, test } from 'vitest';
import { enrichment } from '../../processors/enrichment.ts';
import { shownBy } from '../../processors/write-back/names.ts';
import { type MemoryLog, openMemoryLog } from '../../runtime/log/memory.ts';
import type { Component } from '../../runtime/tasks/component.ts';
import { runProcessors } from '../../runtime/tasks/processors.ts';
import { requestRebuild } from '../../runtime/tasks/rebuild.ts';
import { topics } from '../../schemas/topics.ts';
import { usualNames } from '../../schemas/written-names.ts';
import type { ProfilePatchesOptions } from '../../sinks/profile-patches/sink.ts';
import { codec, PARTITIONS, recordFor, until, write } from '../tasks/fixture.ts';
import { isQuiet, ledgerOf, ProfileBook, show, startLedger, startSink, want } from './profile-book.ts';

const ANN = 'sevenrooms:ann';
const BOB = 'sevenrooms:bob';
/** Visits go elsewhere, tiers nowhere. */
const names = {
  fields: { ...usualNames.fields, visits: 'guest_visits', spend_tier: null },
  groups: { ...usualNames.groups, spend_tier: null },
};

let log: MemoryLog;
let book: ProfileBook;
const running: Component[] = [];

beforeEach(() => {
  log = openMemoryLog({ partitions: PARTITIONS });
  book = new ProfileBook();
});
afterEach(async () => {
  for (const one of running.splice(0)) await one.stop();
});

function renamedSink(ledger: Component, over: Partial<ProfilePatchesOptions> = {}): Component {
  const shows = ({ custom_fields, tags }: { custom_fields: string | null; tags: string | null }) =>
    shownBy(names, custom_fields, tags);
  const sink = startSink(log, book, () => ledger, { shows, ...over });
  running.unshift(sink);
  return sink;
}

async function plannedFields(): Promise<readonly unknown[]> {
  return (await ledgerOf(log)).filter(({ status }) => status === 'planned').map(({ fields }) => JSON.parse(fields));
}

/** Both are planned something under the usual names; then the names change, and the same is wanted once more. */
async function rename(): Promise<Component> {
  const before = startLedger(log);
  book.edit(ANN, { guest_visits: 'a few' });
  for (const client_id of [ANN, BOB]) {
    await show(log, book, client_id);
    await want(log, client_id, { visits: '3', tag: 'Gold' });
  }
  await until(async () => (await plannedFields()).length === 2, 'planned');
  await before.stop();
  const after = startLedger(log, names);
  running.push(after);
  for (const client_id of [ANN, BOB]) await want(log, client_id, { visits: '3', tag: 'Gold' });
  await until(async () => JSON.stringify(await plannedFields()).match(/guest_visits/g)?.length === 2, 'renamed');
  return after;
}

test('what a profile shows under a new name is looked up before it is written: what a person wrote there stays', async () => {
  const ledger = await rename();
  const change = { guest_visits: { before: '', after: '3', unseen: true } };
  expect(await plannedFields()).toEqual([change, change]);
  const sink = renamedSink(ledger);
  await until(() => isQuiet(log, ledger, sink), 'quiet');
  expect([book.of(ANN).shows, book.of(BOB).shows]).toEqual([{ guest_visits: 'a few' }, { guest_visits: '3' }]);
  expect(book.writes).toHaveLength(1);
  const told = (await ledgerOf(log)).filter(({ client_id }) => client_id === ANN).map(({ fields }) => fields);
  expect(told).toContain('{"guest_visits":{"before":"a few","wanted":"3"}}');
  // What was found counts from now on.
  await want(log, BOB, { visits: '4' });
  await until(() => isQuiet(log, ledger, sink), 'quiet');
  expect([book.of(BOB).shows.guest_visits, book.reads]).toEqual(['4', 2]);
});

test('it is written over where edits are not to be kept', async () => {
  const ledger = await rename();
  const sink = renamedSink(ledger, { humanEdits: 'overwrite' });
  await until(() => isQuiet(log, ledger, sink), 'quiet');
  expect(book.of(ANN).shows.guest_visits).toBe('3');
});

test('a replay of enrichment has all profiles planned under the new names', async () => {
  const guest = { guest_id: 'g_1', member: ANN, client_id: ANN, visits: 0, created_at: null, answers: null };
  const wishing = runProcessors({ log, codec, processors: [enrichment([])], instance: 'here' })[0]!;
  running.push(wishing);
  await write(log, [
    recordFor(topics.guest_members, guest),
    recordFor(topics.guest_visits, { guest_id: 'g_1', visits: 3 }),
  ]);
  await show(log, book, ANN);
  const before = startLedger(log);
  await until(async () => (await plannedFields()).length === 1, 'planned');
  await before.stop();
  running.push(startLedger(log, names));
  await requestRebuild(log, codec, enrichment([]));
  const change = { before: '', after: '3', unseen: true };
  await until(async () => 'guest_visits' in ((await plannedFields())[0] as object), 'planned anew');
  expect(await plannedFields()).toEqual([{ guest_visits: change }]);
});
