import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SANDBOX_VENUES } from '../../sandbox/sandbox.ts';
import { auth, GROUP, type Host, host, tagOf, tokenOf, utc } from './sevenrooms-support.ts';
import { ANCHOR_MS, DAY_MS, grouped, type Json, RESTAURANTS } from './support.ts';

const UTC = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{6})?$/;

let one: Host;
let reservations: Json[];
let clients: Json[];
beforeAll(async () => {
  one = await host();
  reservations = await one.rows('reservations');
  clients = await one.rows('clients');
}, 60_000);
afterAll(() => one.visitor.sandbox.close());

async function refused(answer: Response, status: number, msg: string): Promise<void> {
  expect(answer.status).toBe(status);
  expect(await answer.json()).toEqual({ status, msg: expect.stringContaining(msg) });
}

/** The names that a third party's schemas list, as `name:type`. */
function inventory(what: 'clients' | 'reservations' | 'venues'): Map<string, string> {
  const lists = JSON.parse(readFileSync(new URL('./sevenrooms-fields.json', import.meta.url), 'utf8')) as Json;
  return new Map((lists[what] as string[]).map((field) => field.split(':') as [string, string]));
}

const KINDS: Readonly<Record<string, (value: unknown) => boolean>> = {
  string: (value) => typeof value === 'string',
  integer: Number.isInteger,
  number: (value) => typeof value === 'number',
  boolean: (value) => typeof value === 'boolean',
  object: (value) => typeof value === 'object' && !Array.isArray(value),
  None: () => true,
};

function expectFields(rows: readonly Json[], known: ReadonlyMap<string, string>, more: readonly string[]): void {
  for (const row of rows) {
    for (const [name, value] of Object.entries(row)) {
      if (more.includes(name)) continue;
      expect(known.has(name), name).toBe(true);
      if (value !== null) expect(KINDS[known.get(name)!]!(value), `${name} ${JSON.stringify(value)}`).toBe(true);
    }
  }
}

describe('logging in', () => {
  test('gives a token and when it ends, another one each time, all of them alive', async () => {
    const { sevenrooms } = one.visitor.sandbox.urls;
    const answer = (await (await auth(sevenrooms)).json()) as Json;
    expect(answer).toEqual({
      status: 200,
      data: { token: expect.stringMatching(/^\w{24}$/), token_expiration_datetime: expect.stringMatching(UTC) },
    });
    expect(utc(answer.data.token_expiration_datetime)).toBeGreaterThan(Date.now() + DAY_MS - 60_000);
    const other = await tokenOf(sevenrooms);
    expect(other).not.toBe(answer.data.token);
    for (const token of [answer.data.token, other]) {
      const asked = fetch(`${sevenrooms}/2_4/venues?venue_group_id=${GROUP}`, { headers: { authorization: token } });
      expect((await asked).status).toBe(200);
    }
  });

  test('refuses a wrong secret, JSON, and a token with a scheme before it', async () => {
    const { sevenrooms } = one.visitor.sandbox.urls;
    await refused(await auth(sevenrooms, { client_id: 'sandbox-sevenrooms', client_secret: 'guess' }), 401, 'Invalid');
    await refused(await fetch(`${sevenrooms}/api-ext/2_4/auth`, { method: 'POST', body: '{}' }), 400, 'form');
    const headers = { authorization: `Bearer ${await tokenOf(sevenrooms)}` };
    await refused(
      await fetch(`${sevenrooms}/api-ext/2_4/venues?venue_group_id=${GROUP}`, { headers }),
      401,
      'Unauthorized',
    );
  });
});

describe('reservations', () => {
  test('have fields that third parties know, of their types', () => {
    expect(reservations.length).toBeGreaterThan(500);
    expectFields(reservations, inventory('reservations'), ['real_datetime_of_slot', 'time_slot_iso']);
  });

  test('mix the clocks: the slot is the venue’s, everything else is UTC', async () => {
    const truths = new Map((await one.truths('reservations')).map((truth) => [truth.reservation_id, truth]));
    const zone = new Map(SANDBOX_VENUES.map(({ sevenrooms, timezone }) => [sevenrooms, timezone]));
    expect(truths.size).toBe(reservations.length);
    for (const row of reservations) {
      const truth = truths.get(row.id)!;
      for (const name of ['created', 'updated'] as const) {
        expect(row[name]).toMatch(UTC);
        expect(utc(row[name])).toBe(truth[`${name}_at_ms`]);
      }
      if (row.seated_time) expect(utc(row.seated_time)).toBe(truth.seated_at_ms);
      if (row.left_time) expect(utc(row.left_time)).toBe(truth.completed_at_ms);
      const local = new Date(truth.starts_at_ms).toLocaleString('sv-SE', { timeZone: zone.get(row.venue_id)! });
      expect(row.arrival_time).toBe(local);
      expect(row.real_datetime_of_slot).toBe(local);
      expect(row.date).toBe(local.slice(0, 10));
      expect([row.client_id, row.max_guests]).toEqual([truth.client_id, truth.party_size]);
    }
  });

  test('have every status, cancelled in both spellings, and walk-ins without a client', () => {
    const statuses = new Set(reservations.map(({ status }) => status));
    for (const status of ['COMPLETE', 'CANCELED', 'CANCELLED', 'NO_SHOW', 'CONFIRMED'])
      expect(statuses).toContain(status);
    const simple = new Set(reservations.map(({ status_simple }) => status_simple));
    for (const status of ['Complete', 'Canceled', 'No Show']) expect(simple).toContain(status);
    const walkedIn = reservations.filter(({ booked_by }) => booked_by === 'Walk In');
    expect(walkedIn.some(({ client_id }) => client_id === null)).toBe(true);
    expect(walkedIn.some(({ client_id }) => client_id !== null)).toBe(true);
  });

  test('get their tickets late, or never; an item’s price is that of the line', async () => {
    const complete = reservations.filter(({ status }) => status === 'COMPLETE');
    const without = complete.filter(({ pos_tickets }) => pos_tickets.length === 0);
    expect(without.length).toBeGreaterThan(0);
    expect(without.length).toBeLessThan(0.15 * complete.length);
    for (const row of without) expect(row.total_payment).toBeNull();
    for (const row of reservations.filter(({ status }) => status !== 'COMPLETE')) expect(row.pos_tickets).toEqual([]);
    for (const { pos_tickets, total_payment, updated, left_time } of complete.filter(
      (row) => row.pos_tickets.length > 0,
    )) {
      const sum = (name: string) =>
        pos_tickets.reduce((total: number, ticket: Json) => total + Math.round(ticket[name] * 100), 0);
      expect(sum('total')).toBe(Math.round(total_payment * 100));
      for (const ticket of pos_tickets as Json[]) {
        const lines = ticket.items.reduce((total: number, item: Json) => total + Math.round(item.price * 100), 0);
        expect(lines).toBe(Math.round(ticket.subtotal * 100));
      }
      expect(utc(updated) - utc(left_time)).toBeGreaterThanOrEqual(120_000);
    }
  });

  test('name the till’s orders, which the till knows', async () => {
    const [ticketed] = reservations.filter(({ pos_tickets }) => pos_tickets.length > 0);
    const [{ local_pos_ticket_id, business_id }] = ticketed!.pos_tickets;
    expect(RESTAURANTS).toContain(business_id);
    expect((await one.visitor.get(`/orders/v2/orders/${local_pos_ticket_id}`, business_id)).status).toBe(200);
  });

  test('can be asked for by days, by what has changed since, by venue and by client', async () => {
    const [from_date, to_date] = ['2026-06-01', '2026-06-14'];
    const fortnight = await one.rows('reservations', { from_date, to_date });
    const ids = (rows: readonly Json[]) => rows.map(({ id }) => id).sort();
    expect(ids(fortnight)).toEqual(ids(reservations.filter(({ date }) => date >= from_date && date <= to_date)));
    expect(fortnight.length).toBeGreaterThan(10);
    const since = reservations[Math.floor(reservations.length / 2)]!.updated;
    const changed = await one.rows('reservations', { updated_since: `${since.replace(' ', 'T')}Z`, limit: '37' });
    expect(ids(changed)).toEqual(ids(reservations.filter(({ updated }) => updated >= since)));
    expect(await one.rows('reservations', { updated_since: since })).toEqual(changed);
    const { venue_id, client_id } = reservations.find((row) => row.client_id !== null)!;
    const there = await one.rows('reservations', { venue_id });
    expect(ids(there)).toEqual(ids(reservations.filter((row) => row.venue_id === venue_id)));
    const theirs = await one.rows('reservations', { client_id });
    expect(ids(theirs)).toEqual(ids(reservations.filter((row) => row.client_id === client_id)));
    const ignored = await one.rows('reservations', { venue_group_client_id: client_id, colour: 'teal' });
    expect(ignored).toEqual(reservations);
  });

  test('come thirty a page unless told, 400 at most', async () => {
    const { data } = (await (await one.get('/reservations/export')).json()) as Json;
    expect([data.results.length, typeof data.cursor]).toEqual([30, 'string']);
    for (const query of [{ limit: '401' }, { from_date: 'June' }, { updated_since: 'June' }, { cursor: 'x' }]) {
      await refused(await one.get('/reservations/export', { venue_group_id: GROUP, ...query }), 400, '');
    }
    await refused(await one.get('/reservations/export', {}), 400, 'required');
    await refused(await one.get('/reservations/export', { venue_group_id: 'other' }), 403, 'access');
    await refused(await one.get('/reservations/nothing'), 404, 'Reservation');
    await refused(await one.get('/shifts'), 404, 'Not found');
  });

  test('of more than 4,000 to a query are refused from there on; by days all are there', async () => {
    const big = await host({ orders: 9_500 });
    await expect(big.rows('reservations')).rejects.toThrow(/400 .*Result set limited to 4000 results/);
    const all: Json[] = [];
    for (let from_ms = ANCHOR_MS - 400 * DAY_MS; from_ms < ANCHOR_MS + 30 * DAY_MS; from_ms += 100 * DAY_MS) {
      const day = (at_ms: number) => new Date(at_ms).toISOString().slice(0, 10);
      all.push(...(await big.rows('reservations', { from_date: day(from_ms), to_date: day(from_ms + 99 * DAY_MS) })));
    }
    const truths = await big.truths('reservations');
    await big.visitor.sandbox.close();
    expect(truths.length).toBeGreaterThan(4_000);
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
    expect(all.length).toBe(truths.length);
  });
});

describe('clients', () => {
  test('have fields that third parties know, of their types', () => {
    expect(clients.length).toBeGreaterThan(200);
    expectFields(clients, inventory('clients'), []);
  });

  test('are what the truth says, and what their reservations come to', async () => {
    const truths = new Map((await one.truths('profiles')).map((truth) => [truth.client_id, truth]));
    const visits = grouped(reservations, ({ client_id }) => client_id);
    expect(truths.size).toBe(clients.length);
    for (const row of clients) {
      const truth = truths.get(row.id)!;
      const theirs = visits.get(row.id)!;
      const came = theirs.filter(({ status }) => status === 'COMPLETE');
      const subtotals = came.flatMap(({ pos_tickets }) =>
        pos_tickets.map((ticket: Json) => Math.round(ticket.subtotal * 100)),
      );
      expect(row).toMatchObject({
        total_visits: came.length,
        total_covers: came.reduce((sum, { max_guests }) => sum + max_guests, 0),
        total_spend: subtotals.reduce((sum: number, amount: number) => sum + amount, 0) / 100,
        total_noshows: theirs.filter(({ status }) => status === 'NO_SHOW').length,
        email: truth.email_as_typed,
        phone_number: truth.phone,
        marketing_opt_in: truth.opted_in,
      });
      expect(truth).toMatchObject({ visits: row.total_visits, covers: row.total_covers });
      expect(utc(row.updated)).toBe(truth.updated_at_ms);
      expect(row.client_tags.map(tagOf)).toEqual(truth.tags);
      expect(row.tags).toBe(truth.tags.map(({ tag }: Json) => tag).join(','));
      expect(Object.fromEntries(row.custom_fields.map((field: Json) => [field.system_name, field.value]))).toEqual(
        truth.custom_fields,
      );
      expect(Math.min(...theirs.map(({ created }) => utc(created)))).toBe(utc(row.created));
    }
  });

  test('have tags in the three shapes, fields as a list, opt-ins that were never asked for, given and taken back', () => {
    const shapes = new Set(
      clients.flatMap(({ client_tags }) =>
        client_tags.map((tag: unknown) => (Array.isArray(tag) ? 'list' : typeof tag)),
      ),
    );
    expect(shapes).toEqual(new Set(['object', 'list', 'string']));
    expect(clients.some(({ custom_fields }) => custom_fields.length > 0)).toBe(true);
    const optIns = new Set(clients.map((row) => `${row.marketing_opt_in} ${row.marketing_opt_in_ts !== null}`));
    expect(optIns).toEqual(new Set(['true true', 'false true', 'false false']));
  });

  test('are two for a few guests, and the truth knows which', async () => {
    const byId = new Map(clients.map((row) => [row.id, row]));
    const persons = grouped(await one.truths('profiles'), ({ person }) => person);
    const twice = [...persons.values()].filter((truths) => truths.length === 2);
    const pairs = twice.map((truths) => truths.map(({ client_id }) => byId.get(client_id)!));
    const lower = (row: Json) => row.email?.toLowerCase();
    expect(pairs.some(([a, b]) => a!.email !== b!.email && lower(a!) === lower(b!))).toBe(true);
    expect(pairs.some(([a, b]) => a!.phone_number === b!.phone_number && [a!.email, b!.email].includes(null))).toBe(
      true,
    );
    expect(persons.size + pairs.length).toBe(clients.length);
  });

  test('can be asked for one by one, and by what has changed since', async () => {
    const row = clients[17]!;
    expect(await one.client(row.id)).toEqual(row);
    await refused(await one.get('/clients/nobody'), 404, 'Client');
    const since = clients.map(({ updated }) => updated).toSorted()[Math.floor(clients.length / 2)]!;
    const changed = await one.rows('clients', { updated_since: since, limit: '31' });
    expect(changed).toEqual(clients.filter(({ updated }) => updated >= since));
  });
});

test('the venues are those of the configuration', async () => {
  const { data } = (await (await one.get('/venues')).json()) as Json;
  expect(data.results.map(({ id }: Json) => id)).toEqual(SANDBOX_VENUES.flatMap(({ sevenrooms }) => sevenrooms ?? []));
  expectFields(data.results, inventory('venues'), []);
});

test('with the limits on, ten requests a second', async () => {
  const limited = await host({ vendorLimits: true, orders: 200 });
  const answers = await Promise.all(Array.from({ length: 40 }, () => limited.get('/venues')));
  await limited.visitor.sandbox.close();
  const refusals = answers.filter(({ status }) => status === 429);
  expect(refusals.length).toBeGreaterThanOrEqual(10);
  for (const { headers } of refusals) expect(Number(headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
});
