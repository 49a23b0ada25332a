import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type SandboxOptions, sandboxOptions } from '../../sandbox/options.ts';
import { type Host, host, tagOf, utc } from './sevenrooms-support.ts';
import { ANCHOR_MS, type Json, until } from './support.ts';

const GOLD = { group: 'Spend tier', tag: 'Gold' };
const MEMBER = { group: 'Loyalty', tag: 'member' };
const SPENT = { system_name: 'regulars_spend_90d', value: '123.40 USD' };

let one: Host;
let id: string;
const folders: string[] = [];
afterEach(async () => {
  await one.visitor.sandbox.close();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

async function begin(options: SandboxOptions = {}): Promise<void> {
  one = await host({ orders: 300, ...options });
  const clients = await one.rows('clients');
  id = clients.find(({ client_tags }) => client_tags.length === 0)!.id;
}

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'sandbox-sevenrooms-'));
  folders.push(made);
  return made;
}

async function patch(body: unknown): Promise<Json> {
  const answer = await one.patch('clients', id, body);
  expect(answer.status).toBe(200);
  return ((await answer.json()) as Json).data as Json;
}

function fieldsOf(client: Json): Json {
  return Object.fromEntries(client.custom_fields.map(({ system_name, value }: Json) => [system_name, value]));
}

async function truth(): Promise<Json> {
  return (await one.truths('profiles')).find(({ client_id }) => client_id === id)!;
}

describe('a write to a profile', () => {
  beforeEach(() => begin());

  test('adds and takes away tags, sets fields by name, and answers with the whole profile', async () => {
    const before = await one.client(id);
    const first = await patch({ client_tags: [GOLD, MEMBER], custom_fields: [SPENT] });
    expect(first.client_tags.map(tagOf)).toEqual([GOLD, MEMBER]);
    expect(fieldsOf(first)).toMatchObject({ regulars_spend_90d: '123.40 USD' });
    expect(utc(first.updated)).toBeGreaterThan(utc(before.updated));
    const second = await patch({ client_tags_remove: [GOLD], custom_fields: [{ ...SPENT, value: '' }] });
    expect(second.client_tags.map(tagOf)).toEqual([MEMBER]);
    expect(fieldsOf(second)).toMatchObject({ regulars_spend_90d: '' });
    expect(utc(second.updated)).toBeGreaterThan(utc(first.updated));
    expect(await one.client(id)).toEqual(second);
    expect((await one.rows('clients')).find((row) => row.id === id)).toEqual(second);
  });

  test('that changes nothing leaves `updated` as it was, and is counted so', async () => {
    const wish = { client_tags: [GOLD], client_tags_remove: [MEMBER], custom_fields: [SPENT] };
    const first = await patch(wish);
    expect(await patch(wish)).toEqual(first);
    expect(await patch({ client_tags: [GOLD], client_tags_remove: [GOLD] })).toEqual(first);
    expect((await truth()).patches).toEqual({ received: 3, changed: 1, unchanged: 2 });
    expect(await one.visitor.counts()).toMatchObject({
      'sevenrooms.writes.changed': 1,
      'sevenrooms.writes.unchanged': 2,
      requests: { sevenrooms: { 'PATCH /clients/{id}': { 200: 3 } } },
    });
  });

  test.each([
    ['no JSON', 'hello'],
    ['a list', []],
    ['nothing', {}],
    ['a field that nobody knows', { dietary: 'vegan' }],
    ['a tag without a group', { client_tags: [{ tag: 'Gold' }] }],
    ['a tag as a text', { client_tags: ['Gold'] }],
    ['a field with a number', { custom_fields: [{ system_name: 'x', value: 1 }] }],
    ['an opt-in, which is not for us to give', { marketing_opt_in: true }],
  ])('of %s is a 400, and does nothing', async (_, body) => {
    const before = await one.client(id);
    const answer = await one.patch('clients', id, body);
    expect(answer.status).toBe(400);
    expect(await answer.json()).toEqual({ status: 400, msg: expect.any(String) });
    expect(await one.client(id)).toEqual(before);
    expect((await truth()).patches.received).toBe(0);
  });

  test('of nobody is a 404, and one in another spelling is not taken', async () => {
    expect((await one.patch('clients', 'nobody', { client_tags: [GOLD] })).status).toBe(404);
    expect((await one.patch('clients', id, { client_tags: [GOLD] }, { root: 'api-ext' })).status).toBe(404);
    expect((await one.patch('clients', id, { client_tags: [GOLD] }, { method: 'PUT' })).status).toBe(405);
    expect((await one.patch('clients', id, { client_tags: [GOLD] }, { method: 'DELETE' })).status).toBe(405);
  });

  test('is overtaken by staff only where they edit that very thing later', async () => {
    await patch({ client_tags: [GOLD, MEMBER], custom_fields: [SPENT] });
    const { sandbox } = one.visitor.sandbox.urls;
    const staff = (body: Json) =>
      fetch(`${sandbox}/staff/sevenrooms/${id}`, { method: 'POST', body: JSON.stringify(body) });
    const edited = await staff({ client_tags_remove: [GOLD], marketing_opt_in: true });
    expect(edited.status).toBe(200);
    const after = await one.client(id);
    expect(after.client_tags.map(tagOf)).toEqual([MEMBER]);
    expect(fieldsOf(after)).toMatchObject({ regulars_spend_90d: '123.40 USD' });
    expect(after.marketing_opt_in).toBe(true);
    expect((await truth()).patches.received).toBe(1);
    expect((await staff({ mood: 'good' })).status).toBe(400);
    expect((await fetch(`${sandbox}/staff/sevenrooms/nobody`, { method: 'POST', body: '{}' })).status).toBe(400);
    expect((await fetch(`${sandbox}/staff/toast/${id}`, { method: 'POST', body: '{}' })).status).toBe(404);
  });

  test('is a fault’s prey: 409, 422, tags that cannot be taken away, an answer that is lost', async () => {
    await one.faults({
      write_conflict: { count: 1 },
      write_unprocessable: { count: 1 },
      removal_refused: { count: 1 },
    });
    expect((await one.patch('clients', id, { client_tags: [GOLD] })).status).toBe(409);
    expect((await one.patch('clients', id, { client_tags: [GOLD] })).status).toBe(422);
    const answer = await one.patch('clients', id, { client_tags_remove: [GOLD] });
    expect([answer.status, ((await answer.json()) as Json).msg]).toEqual([400, 'Unknown field client_tags_remove.']);
    expect((await truth()).patches.received).toBe(0);
    await one.faults({ write_answer_lost: { count: 1 } });
    await expect(one.patch('clients', id, { client_tags: [GOLD] }).then((lost) => lost.json())).rejects.toThrow();
    expect((await one.client(id)).client_tags.map(tagOf)).toEqual([GOLD]);
    expect((await truth()).patches).toEqual({ received: 1, changed: 1, unchanged: 0 });
  });
});

test('both spellings are taken where that is asked for', async () => {
  await begin({ sevenroomsWrites: { roots: ['api-ext'], methods: ['PUT', 'PATCH'] } });
  expect((await one.patch('clients', id, { client_tags: [GOLD] }, { root: 'api-ext', method: 'PUT' })).status).toBe(
    200,
  );
  expect((await one.patch('clients', id, { client_tags: [GOLD] })).status).toBe(404);
});

test.each([{ roots: ['api'], methods: ['PATCH'] }, { roots: ['api-ext'], methods: [] }, { roots: ['api-ext'] }])(
  'a spelling that nobody has is refused by name: %j',
  async (sevenroomsWrites) => {
    await begin();
    expect(() => sandboxOptions(JSON.stringify({ sevenroomsWrites }))).toThrow(/sevenroomsWrites/);
  },
);

describe('a write to a reservation', () => {
  test('sets its notes and fields, and moves it into what has changed since', async () => {
    await begin();
    const { id: booked } = (await one.rows('reservations'))[3]!;
    const before = await one.reservation(booked);
    const answer = await one.patch('reservations', booked, {
      notes: '– likes the window',
      custom_fields: [{ system_name: 'regulars_briefing', value: 'yes' }],
    });
    const { data } = (await answer.json()) as Json;
    expect(data).toEqual({
      ...before,
      notes: '– likes the window',
      custom_fields: { regulars_briefing: 'yes' },
      updated: expect.any(String),
    });
    expect(utc(data.updated)).toBe(Math.max(ANCHOR_MS, utc(before.updated) + 1));
    const changed = await one.rows('reservations', { updated_since: new Date(ANCHOR_MS).toISOString() });
    expect(changed.filter((row) => row.id === booked)).toEqual([data]);
    const all = await one.rows('reservations');
    expect(all.filter((row) => row.id === booked)).toEqual([data]);
    expect((await one.patch('reservations', booked, { notes: '– likes the window' })).status).toBe(200);
    expect(await one.reservation(booked)).toEqual(data);
    expect((await one.patch('reservations', booked, { client_tags: [GOLD] })).status).toBe(400);
    expect((await one.patch('reservations', 'nothing', { notes: '' })).status).toBe(404);
    const told = (await one.truths('reservations')).find(({ reservation_id }) => reservation_id === booked)!;
    expect(told).toMatchObject({ notes: '– likes the window', updated_at_ms: utc(data.updated) });
  });
});

describe('what was written', () => {
  test('is there after the next start, the counts too, and half a line is nothing', async () => {
    const dataDir = folder();
    await begin({ dataDir });
    await patch({ client_tags: [GOLD], custom_fields: [SPENT] });
    const last = await patch({ client_tags: [GOLD] });
    const before = await truth();
    await one.visitor.sandbox.close();
    appendFileSync(join(dataDir, 'sandbox-sevenrooms-writes.jsonl'), '{"entity":"client","id":"');
    one = await host({ orders: 300, dataDir });
    expect(await one.client(id)).toEqual(last);
    expect(await truth()).toEqual(before);
    const again = await patch({ client_tags: [MEMBER] });
    await one.visitor.sandbox.close();
    one = await host({ orders: 300, dataDir });
    expect(await one.client(id)).toEqual(again);
  });

  test('stays when the world goes on and changes the same profiles', async () => {
    await begin({ orders: 6_000, historyOnly: false, speed: 50_000 });
    const rows = (await one.rows('clients')).slice(0, 150);
    for (const row of rows) {
      id = row.id;
      await patch({ client_tags: [GOLD], custom_fields: [SPENT] });
    }
    let moved: Json[] = [];
    await until('the world has changed some of them', async () => {
      const truths = (await one.truths('profiles')).filter(({ patches }) => patches.changed > 0);
      moved = truths.filter(({ visits, client_id }) => visits > rows.find((row) => row.id === client_id)!.total_visits);
      return moved.length > 3;
    });
    for (const { tags, custom_fields } of moved) {
      expect(tags).toContainEqual(GOLD);
      expect(custom_fields.regulars_spend_90d).toBe(SPENT.value);
    }
  });
});
