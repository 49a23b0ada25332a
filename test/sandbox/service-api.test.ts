import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SANDBOX_VENUES } from '../../sandbox/sandbox.ts';
import { ask, eventsOf, reservations, rows, truths, visit } from './service-support.ts';
import { ANCHOR_MS, DAY_MS, grouped, type Json, until, type Visitor } from './support.ts';

const DATE = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d$/;
const EVENT = /^evt_[0-9A-Za-z]{12}$/;
const RESERVATION = /^resv_[0-9A-Za-z]{24}$/;

let visitor: Visitor;
let listed: Json[];
const events = new Map<string, Json[]>();
beforeAll(async () => {
  visitor = await visit({ orders: 1_200 });
  listed = await reservations(visitor);
  for (const { id } of listed) events.set(id, await eventsOf(visitor, id));
}, 60_000);
afterAll(() => visitor.sandbox.close());

async function refused(answer: Response, status: number, type: string, param: string | null = null): Promise<void> {
  expect(answer.status).toBe(status);
  const body = (await answer.json()) as Json;
  expect(body).toEqual({
    error: { type, message: expect.any(String), param, request_id: expect.stringMatching(/^req_\w+$/) },
  });
}

describe('the events of a reservation', () => {
  test('have the keys of the document’s own example', () => {
    const url = new URL('./service-events.json', import.meta.url);
    const example = JSON.parse(readFileSync(url, 'utf8')) as Json;
    for (const found of events.values()) {
      for (const event of found) {
        expect(Object.keys(event)).toEqual(Object.keys(example.data[0]));
        expect(event).toMatchObject({ object: 'reservation_event', id: expect.stringMatching(EVENT) });
        expect(event.created_at).toMatch(DATE);
      }
    }
  });

  test('begin with what was booked, oldest first, those of one second by id', () => {
    const sources = new Set<string>();
    for (const found of events.values()) {
      const created = found.filter(({ type }) => type === 'reservation.created');
      expect(created).toHaveLength(1);
      expect(created[0]!.data.party_size).toBeGreaterThan(0);
      expect(Object.keys(created[0]!.data).slice(0, 2)).toEqual(['source', 'party_size']);
      sources.add(created[0]!.data.source);
      const order = found.map(({ created_at, id }) => `${new Date(created_at).toISOString()} ${id}`);
      expect(order).toEqual(order.toSorted());
      expect(found.some(({ created_at }) => Date.parse(created_at) < Date.parse(created[0]!.created_at))).toBe(false);
    }
    expect(sources).toEqual(new Set(['widget', 'google', 'phone', 'walk_in']));
  });

  test('bring more keys for walk-ins, and types that the document does not list', () => {
    const all = [...events.values()].flat();
    const walkedIn = all.find(({ data }) => data.source === 'walk_in')!;
    expect(Object.keys(walkedIn.data).length).toBeGreaterThan(2);
    expect(all.some(({ type }) => type === 'reservation.reminder_sent')).toBe(true);
  });

  test('tell of transitions and of edits, some of which are empty', () => {
    const all = [...events.values()].flat();
    const byType = grouped(all, ({ type }) => String(type));
    for (const status of ['confirmed', 'declined', 'seated', 'completed', 'cancelled', 'no_show', 'partially_seated']) {
      for (const { data } of byType.get(`reservation.${status}`)!) {
        expect(Object.keys(data)).toEqual(['from_status', 'to_status']);
        expect(data.to_status).toBe(status);
      }
    }
    const changes = byType.get('reservation.updated')!.map(({ data }) => data.changes as Json);
    expect(changes.some((one) => Object.keys(one).length === 0)).toBe(true);
    const resized = changes.find((one) => one.party_size)!;
    expect(Object.keys(resized.party_size)).toEqual(['from', 'to']);
    const moved = changes.find((one) => one.starts_at)!;
    expect(moved.starts_at.from).toMatch(DATE);
  });

  test('are of the venue’s own clock, summer and winter', () => {
    const offsets = new Set([...events.values()].flat().map(({ created_at }) => String(created_at).slice(-6)));
    expect(offsets).toEqual(new Set(['-05:00', '-04:00', '-06:00', '+00:00', '+01:00']));
  });

  test('come page by page, from after the one that was last seen', async () => {
    const [id, whole] = [...events].find(([, found]) => found.length > 3)!;
    expect(await eventsOf(visitor, id, { limit: '1' })).toEqual(whole);
    const after = await rows(visitor, `/v1/reservations/${id}/events`, { starting_after: whole[1]!.id });
    expect(after).toEqual(whole.slice(2));
    const last = (await (
      await ask(visitor, `/v1/reservations/${id}/events?starting_after=${whole.at(-1)!.id}`)
    ).json()) as Json;
    expect(last).toEqual({ object: 'list', data: [], has_more: false });
  });

  test('are refused for what is not there, and for what cannot be read', async () => {
    const [id] = [...events.keys()];
    await refused(await ask(visitor, '/v1/reservations/resv_unknown/events'), 404, 'not_found_error', 'id');
    await refused(await ask(visitor, `/v1/reservations/${id}/events?limit=101`), 400, 'invalid_request_error', 'limit');
    const cursor = await ask(visitor, `/v1/reservations/${id}/events?starting_after=evt_3Td9Lp0WqZ`);
    await refused(cursor, 400, 'invalid_request_error', 'starting_after');
    await refused(await ask(visitor, `/v1/reservations/${id}/events`, 'sk_guess'), 401, 'authentication_error');
    await refused(await ask(visitor, `/v1/reservations/${id}/events`, null), 401, 'authentication_error');
    await refused(await ask(visitor, '/v1/tables'), 404, 'not_found_error');
  });

  test('of a reservation that another system holds are not known here', async () => {
    const theirs = new Set(listed.map(({ id }) => id));
    expect(theirs.size).toBe(listed.length);
    const future = (await truths(visitor, 'events')).map(({ reservation_id }) => reservation_id);
    expect(new Set(future)).toEqual(theirs);
  });
});

describe('the list of reservations', () => {
  test('has the keys of the contract, by time of the latest change', () => {
    const venues = new Set(SANDBOX_VENUES.map(({ service }) => service));
    for (const row of listed) {
      expect(Object.keys(row)).toEqual([
        'object',
        'id',
        'updated_at',
        'starts_at',
        'party_size',
        'status',
        'venue_id',
        'guest',
      ]);
      expect(row).toMatchObject({ object: 'reservation', id: expect.stringMatching(RESERVATION) });
      expect(venues).toContain(row.venue_id);
      expect([row.updated_at, row.starts_at].every((date) => DATE.test(date))).toBe(true);
      if (row.guest) expect(Object.keys(row.guest)).toEqual(['email', 'phone', 'first_name', 'last_name']);
    }
    const updated = listed.map(({ updated_at }) => Date.parse(updated_at));
    expect(updated).toEqual(updated.toSorted((one, other) => one - other));
    expect(listed.some(({ guest }) => guest === null)).toBe(true);
    expect(listed.some(({ guest }) => guest && guest.email === null)).toBe(true);
  });

  test('stands as the events left it', () => {
    for (const { id, status, updated_at, party_size } of listed) {
      const found = events.get(id)!;
      expect(Math.max(...found.map(({ created_at }) => Date.parse(created_at)))).toBe(Date.parse(updated_at));
      const transitions = found.filter(({ data }) => data.to_status);
      if (transitions.length > 0) expect(transitions.map(({ data }) => data.to_status)).toContain(status);
      const sizes = found.flatMap(({ data }) => data.party_size ?? data.changes?.party_size?.to ?? []);
      expect(sizes.at(-1)).toBe(party_size);
    }
  });

  test('gives only what has changed since, that moment included', async () => {
    const since = listed[Math.floor(listed.length / 2)]!.updated_at;
    const found = await reservations(visitor, { updated_since: since });
    const expected = listed.filter(({ updated_at }) => Date.parse(updated_at) >= Date.parse(since));
    expect(found).toEqual(expected);
    const inUtc = await reservations(visitor, { updated_since: new Date(since).toISOString() });
    expect(inUtc).toEqual(expected);
  });

  test('has twenty rows a page unless told, and refuses what cannot be read', async () => {
    const page = (await (await ask(visitor, '/v1/reservations')).json()) as Json;
    expect([page.object, page.data.length, page.has_more]).toEqual(['list', 20, true]);
    await refused(await ask(visitor, '/v1/reservations?limit=0'), 400, 'invalid_request_error', 'limit');
    await refused(
      await ask(visitor, '/v1/reservations?updated_since=june'),
      400,
      'invalid_request_error',
      'updated_since',
    );
    await refused(
      await ask(visitor, '/v1/reservations?starting_after=resv_x'),
      400,
      'invalid_request_error',
      'starting_after',
    );
  });
});

describe('the truth about events', () => {
  test('is what the API serves, event by event', async () => {
    const told = await truths(visitor, 'events?twin=service');
    const served = [...events].flatMap(([id, found]) => found.map((event) => [event.id, { id, event }] as const));
    const byId = new Map(served);
    expect(byId.size).toBe(served.length);
    expect(told.length).toBe(byId.size);
    const rowOf = new Map(listed.map((row) => [row.id, row]));
    const serviceOf = new Map(SANDBOX_VENUES.map((venue) => [venue.id, venue.service]));
    for (const one of told) {
      const { id, event } = byId.get(one.event_id)!;
      const row = rowOf.get(id)!;
      expect(one).toMatchObject({
        reservation_id: id,
        type: event.type,
        data: event.data,
        occurred_at_ms: Date.parse(event.created_at),
        from_status: event.data.from_status ?? null,
        to_status: event.data.to_status ?? null,
        source: event.data.source ?? null,
        email_as_typed: row.guest?.email ?? null,
        phone: row.guest?.phone ?? null,
        reservation: { status: row.status, party_size: row.party_size },
      });
      expect(serviceOf.get(one.venue)).toBe(row.venue_id);
      expect(one.email).toBe(one.email_as_typed?.trim().toLowerCase() ?? null);
    }
  });

  test('can be told of one venue alone', async () => {
    const told = await truths(visitor, 'events?venue=liberties');
    expect(new Set(told.map(({ venue }) => venue))).toEqual(new Set(['liberties']));
  });
});

test('with the limits on, ten requests a second, then a 429 that says when to come back', async () => {
  const limited = await visit({ vendorLimits: true });
  const answers = await Promise.all(Array.from({ length: 40 }, () => ask(limited, '/v1/reservations?limit=1')));
  await limited.sandbox.close();
  const refusals = answers.filter(({ status }) => status === 429);
  expect(refusals.length).toBeGreaterThanOrEqual(10);
  for (const { headers } of refusals) expect(Number(headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
});

test('live reservations are read by what has changed since the last scan, none lost', async () => {
  const live = await visit({ orders: 30_000, historyOnly: false, speed: 20_000 });
  const read = new Map<string, string>();
  let since_ms = ANCHOR_MS;
  await until('half a day has passed', async () => {
    const begun_ms = live.sandbox.clock.now_ms();
    const query = { updated_since: new Date(since_ms).toISOString(), limit: '10' };
    for (const row of await reservations(live, query)) read.set(row.id, row.updated_at);
    since_ms = begun_ms - 1_000;
    return begun_ms > ANCHOR_MS + DAY_MS / 2;
  });
  const told = await truths(live, 'events');
  await live.sandbox.close();
  const changed = new Map(told.map(({ reservation_id, reservation }) => [reservation_id, reservation.updated_at_ms]));
  const settled = [...changed].filter(([, updated_ms]) => updated_ms >= ANCHOR_MS && updated_ms < since_ms);
  expect(settled.length).toBeGreaterThan(10);
  for (const [id, updated_ms] of settled) expect(Date.parse(read.get(id)!)).toBe(updated_ms);
});
