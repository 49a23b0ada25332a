import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../../sandbox/sandbox.ts';
import type { ProfileChanges, ProfileWriter, Upstream } from '../../../upstreams/types.ts';
import { truthOf, upstreamOf } from './twin.ts';

const ANCHOR_MS = Date.parse('2026-11-20T18:00:00Z');
const never = new AbortController().signal;
const gold = { group: 'Spend tier', tag: 'Gold' };
const silver = { group: 'Spend tier', tag: 'Silver' };
const nothing: ProfileChanges = { fields: [], added: [], removed: [] };
const three = { name: 'regulars_visits', value: '3' };

let sandbox: Sandbox;
let upstream: Upstream;
let profiles: ProfileWriter;
let client_id: string;

beforeEach(async () => {
  sandbox = await startSandbox({ orders: 300, anchor_ms: ANCHOR_MS, historyOnly: true });
  await use(upstreamOf(sandbox));
  const [first] = (await truthOf(sandbox)).profiles;
  client_id = `sevenrooms:${first!.client_id}`;
});

afterEach(async () => {
  await upstream.close();
  await sandbox.close();
});

async function use(next: Upstream): Promise<void> {
  await upstream?.close();
  upstream = next;
  profiles = next.profiles!;
}

async function faults(sevenrooms: object): Promise<void> {
  await fetch(`${sandbox.urls.sandbox}/faults`, { method: 'POST', body: JSON.stringify({ sevenrooms }) });
}

async function requests(): Promise<Record<string, Record<string, number>>> {
  // The sandbox's own endpoint.
  const counts = (await (await fetch(`${sandbox.urls.sandbox}/counts`)).json()) as {
    readonly requests: { readonly sevenrooms: Record<string, Record<string, number>> };
  };
  return counts.requests.sevenrooms;
}

const write = (changes: Partial<ProfileChanges>) => profiles.write(client_id, { ...nothing, ...changes }, never);

/** What the answer shows. */
async function shownBy(answer: ReturnType<ProfileWriter['read']>) {
  const found = await answer;
  if (found.kind !== 'taken' || found.profile === null) throw new Error(`no profile: ${JSON.stringify(found)}`);
  const { tags, custom_fields, version } = found.profile;
  const ours = JSON.parse(tags ?? '[]').filter(({ group }: { group: string }) => group === gold.group);
  return { tags: ours, visits: JSON.parse(custom_fields ?? '{}').regulars_visits, version };
}

describe('a profile', () => {
  it('is written as it is told, and answered as it is then, at its new version', async () => {
    const before = await shownBy(profiles.read(client_id, never));
    const first = await shownBy(write({ fields: [three], added: [gold] }));
    expect(first).toMatchObject({ tags: [gold], visits: '3' });
    expect(first.version).toBeGreaterThan(before.version);
    const second = await shownBy(write({ fields: [{ ...three, value: '' }], added: [silver], removed: [gold] }));
    expect(second).toMatchObject({ tags: [silver], visits: '' });
    expect(await shownBy(profiles.read(client_id, never))).toEqual(second);
  });

  it('is written where and how the config says', async () => {
    await use(upstreamOf(sandbox, {}, { clientPath: '/api-ext/2_4/clients/{client_id}', clientMethod: 'PUT' }));
    expect(await write({ fields: [three] })).toMatchObject({ kind: 'refused', http_status: 404 });
    await sandbox.close();
    const sevenroomsWrites = { roots: ['api-ext'] as const, methods: ['PUT'] as const };
    sandbox = await startSandbox({ orders: 300, anchor_ms: ANCHOR_MS, historyOnly: true, sevenroomsWrites });
    await use(upstreamOf(sandbox, {}, { clientPath: '/api-ext/2_4/clients/{client_id}', clientMethod: 'PUT' }));
    expect(await shownBy(write({ fields: [three] }))).toMatchObject({ visits: '3' });
  });

  it('keeps the tags that the upstream does not take away, and takes the rest', async () => {
    await write({ added: [gold] });
    await faults({ removal_refused: { rate: 1 } });
    const rest = await shownBy(write({ fields: [three], added: [silver], removed: [gold] }));
    expect(rest).toMatchObject({ tags: [gold, silver], visits: '3' });
    expect((await requests())['PATCH /clients/{id}']).toEqual({ 200: 2, 400: 1 });
    expect(await shownBy(write({ removed: [gold] }))).toEqual(rest);
  });
});

describe('a write', () => {
  it.each([
    ['write_conflict', 409, 'conflict'],
    ['write_unprocessable', 422, 'unprocessable'],
  ])('is refused where the upstream says no (%s)', async (fault, http_status, reason) => {
    await faults({ [fault]: { count: 1 } });
    expect(await write({ fields: [three] })).toEqual({ kind: 'refused', http_status, reason });
  });

  it('is refused where there is no such profile, and where its body is wrong', async () => {
    const absent = profiles.write('sevenrooms:nobody', { ...nothing, fields: [three] }, never);
    expect(await absent).toMatchObject({ kind: 'refused', http_status: 404 });
    expect(await profiles.read('sevenrooms:nobody', never)).toMatchObject({ kind: 'refused', http_status: 404 });
    expect(await write({ fields: [{ name: ' ', value: '' }] })).toMatchObject({ kind: 'refused', http_status: 400 });
  });

  it.each([
    ['rate_limited', { kind: 'retry', reason: 'rate_limited', after_ms: 1000 }],
    ['rate_limited_bare', { kind: 'retry', reason: 'rate_limited' }],
    ['server_error', { kind: 'retry', reason: 'server_error' }],
    ['not_json', { kind: 'retry', reason: 'bad_gateway' }],
    ['torn_body', { kind: 'retry', reason: 'connection_reset' }],
    ['write_answer_lost', { kind: 'retry', reason: 'connection_reset' }],
  ])('is to be tried again where nobody knows what became of it (%s)', async (fault, failure) => {
    await faults({ [fault]: { count: 1 } });
    await expect(write({ fields: [three] })).rejects.toMatchObject(failure);
  });

  it('goes once more after another login, where its token was refused', async () => {
    await write({ fields: [three] });
    await faults({ unauthorized: { count: 1 } });
    expect(await shownBy(write({ fields: [{ ...three, value: '4' }] }))).toMatchObject({ visits: '4' });
    expect((await requests())['POST /auth']).toEqual({ 200: 2 });
  });
});
