import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SevenroomsApi } from '../../../upstreams/sevenrooms/api.ts';
import { priority } from '../../../upstreams/shared/budget.ts';
import { Book } from './book.ts';
import { answer, configFor, Desk, depsFor } from './desk.ts';

let desk: Desk;
let api: SevenroomsApi;

beforeEach(async () => {
  desk = await Desk.open(new Book(Date.parse('2026-11-20T18:00:00Z')));
  api = new SevenroomsApi(configFor(desk.url), depsFor());
});

afterEach(async () => {
  await api.close();
  await desk.close();
});

const turn = { priority: priority.write };
const patch = () =>
  api.call({ method: 'PATCH', path: '/api-yoa/2_4/clients/c-1', json: { a: 1 }, max_bytes: 1000 }, turn);

describe('a call', () => {
  it('sends the token alone, and gives the data of the envelope', async () => {
    desk.script.push((response) => answer(response, 200, { data: { id: 'c-1' } }));
    expect(await patch()).toEqual({ id: 'c-1' });
    expect(desk.answers).toEqual(['POST /api-ext/2_4/auth 200', 'PATCH /api-yoa/2_4/clients/c-1 200']);
  });

  it('gives nothing where the answer has no body', async () => {
    desk.script.push((response) => response.writeHead(204).end());
    expect(await patch()).toBeUndefined();
  });

  it('logs in again once where its token is refused, one login for all who are', async () => {
    for (let n = 0; n < 3; n++) desk.script.push((response) => answer(response, 401, {}));
    for (let n = 0; n < 3; n++) desk.script.push((response) => answer(response, 200, { data: n }));
    await api.loggedIn();
    await Promise.all([patch(), patch(), patch()]);
    expect(desk.logins).toBe(2);
  });

  it('is refused slowly where its token is refused twice', async () => {
    for (let n = 0; n < 2; n++) desk.script.push((response) => answer(response, 401, {}));
    await expect(patch()).rejects.toMatchObject({ kind: 'retry', reason: 'unauthorized', after_ms: 300_000 });
    expect(desk.logins).toBe(2);
  });

  it('believes the envelope where HTTP says that all is well', async () => {
    desk.script.push((response) => response.writeHead(200).end('{"status":404,"msg":"no such client"}'));
    await expect(patch()).rejects.toMatchObject({ kind: 'poison', reason: 'not_found' });
    desk.script.push((response) => response.writeHead(200).end('{"status":401,"msg":"expired"}'));
    desk.script.push((response) => answer(response, 200, { data: 1 }));
    expect(await patch()).toBe(1);
  });

  it.each([
    [400, 'poison', 'bad_request'],
    [403, 'retry', 'forbidden'],
    [404, 'poison', 'not_found'],
    [409, 'retry', 'conflict'],
    [500, 'retry', 'server_error'],
  ])('answered %i is a failure: %s, %s', async (status, kind, reason) => {
    desk.script.push((response) => answer(response, status, { msg: 'ada@example.com' }));
    const failure: unknown = await patch().catch((error: unknown) => error);
    expect(failure).toMatchObject({ kind, reason });
    expect(String(failure)).not.toContain('ada@');
  });

  it('tells a query with too many rows from one that is wrong', async () => {
    desk.script.push((response) => answer(response, 400, { msg: 'Result set limited to 4000 results' }));
    const page = api.exportPage('reservations', {}, turn);
    await expect(page).rejects.toMatchObject({ kind: 'poison', reason: 'result_set_limited' });
  });

  it.each([{ 'retry-after': '1' }, {}])('that is one too many lets all others wait (%j)', async (headers) => {
    desk.script.push((response) => answer(response, 429, {}, headers as Record<string, string>));
    await expect(patch()).rejects.toMatchObject({ kind: 'retry', reason: 'rate_limited' });
    const before = desk.answers.length;
    desk.script.push((response) => answer(response, 200, { data: 1 }));
    const waiting = patch();
    await new Promise((resolve) => setImmediate(resolve));
    expect(desk.answers.length).toBe(before);
    await waiting;
  });

  it('gives no page where there is none', async () => {
    desk.script.push((response) => answer(response, 200, { data: { rows: [] } }));
    await expect(api.exportPage('clients', {}, turn)).rejects.toMatchObject({
      kind: 'fatal',
      reason: 'export_page_unreadable',
    });
  });

  it.each([
    [[{ id: 'a' }], 400, '400'],
    [[{ id: 'a' }], 'x==', 'x=='],
    [[{ id: 'a' }], null, null],
    [[{ id: 'a' }], '', null],
    [[], 400, null],
  ])('gives a page of %j with the cursor %j the next one %j', async (results, cursor, next) => {
    desk.script.push((response) => answer(response, 200, { data: { results, cursor } }));
    expect(await api.exportPage('clients', {}, turn)).toEqual({ rows: results, next });
  });
});

describe('what doctor hears', () => {
  const linesOf = async (config: object, writes = false) => {
    const upstream = desk.upstream(config);
    try {
      return await upstream.check(writes);
    } finally {
      await upstream.close();
    }
  };

  it('is that credentials, group and venues are known', async () => {
    expect(await linesOf({})).toEqual(
      ['credentials', 'venue group', 'venue soho', 'venue pier'].map((what) => ({
        what: `sevenrooms: ${what}`,
        ok: true,
      })),
    );
  });

  it.each([
    [404, { ok: true }],
    [400, { ok: true }],
    [403, { ok: false, mend: expect.stringMatching(/write clients.*"off"/) }],
    [405, { ok: false, mend: expect.stringMatching(/clientMethod/) }],
    [500, { ok: false, mend: expect.any(String) }],
  ])('is whether profiles may be written, by a %i for one that there is not', async (status, line) => {
    const venues = { results: [{ id: 'v-soho' }, { id: 'v-pier' }] };
    desk.script.push((response) => answer(response, 200, { data: venues }));
    desk.script.push((response) => answer(response, status, { msg: 'no such client' }));
    const lines = await linesOf({}, true);
    expect(lines.at(-1)).toEqual({ what: 'sevenrooms: writing profiles', ...line });
    expect(desk.answers.at(-1)).toBe(`PATCH /api-yoa/2_4/clients/regulars-doctor ${status}`);
  });

  it('is what to mend', async () => {
    expect(await linesOf({ clientSecret: 'wrong' })).toMatchObject([{ ok: false, mend: /clientSecret/ }]);
    expect(await linesOf({ venueGroupId: 'x' })).toMatchObject([{ ok: true }, { ok: false, mend: /venueGroupId/ }]);
    expect(await linesOf({ apiPath: '/x' })).toMatchObject([{ ok: false, mend: expect.any(String) }]);
    desk.script.push((response) => answer(response, 200, { data: { results: [{ id: 'v-pier' }] } }));
    const lines = await linesOf({});
    expect(lines.filter(({ ok }) => !ok)).toMatchObject([
      { what: 'sevenrooms: venue soho', mend: /venues\[\]\.sevenrooms/ },
    ]);
  });
});
