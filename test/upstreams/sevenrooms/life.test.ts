import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { processorsOf } from '../../../pipeline.ts';
import { configOf } from '../../../runtime/config/load.ts';
import { Driver } from '../../../runtime/driver/driver.ts';
import type { Decoded } from '../../../runtime/types.ts';
import { joinKey } from '../../../schemas/keys.ts';
import { topics } from '../../../schemas/topics.ts';
import type { Upstream } from '../../../upstreams/types.ts';
import { pollContext } from '../poll-context.ts';
import { Book } from './book.ts';
import { Desk } from './desk.ts';
import { type Json, reservation, ticket, venues } from './sample.ts';

const at = Date.parse;
const config = configOf({ venues });

/** An evening of four: booked, changed, arrived, seated, paid, left, and its tickets an hour later. */
const evening: readonly Json[] = [
  { status: 'CONFIRMED', status_simple: 'Confirmed', max_guests: 2, updated: '2026-05-01 12:00:00' },
  { status: 'CONFIRMED', status_simple: 'Confirmed', updated: '2026-05-02 09:00:00' },
  { status: 'ARRIVED', status_simple: null, updated: '2026-05-08 23:30:00' },
  { status: 'SEATED', status_simple: 'Seated', seated_time: '2026-05-08 23:34:10', updated: '2026-05-08 23:35:00' },
  { status: 'PAID', status_simple: null, seated_time: '2026-05-08 23:34:10', updated: '2026-05-09 01:15:00' },
  { status: 'COMPLETE', status_simple: 'Complete', ...seatedAndLeft(), updated: '2026-05-09 01:30:00' },
  {
    status: 'COMPLETE',
    status_simple: 'Complete',
    ...seatedAndLeft(),
    pos_tickets: [ticket()],
    updated: '2026-05-09 02:30:00',
  },
].map((changes) => reservation({ seated_time: null, left_time: null, pos_tickets: [], ...changes }));

function seatedAndLeft(): Json {
  return { seated_time: '2026-05-08 23:34:10', left_time: '2026-05-09 01:20:00' };
}

let desk: Desk;
let upstream: Upstream;
beforeAll(async () => {
  desk = await Desk.open(new Book(at('2026-05-09T03:00:00Z')));
  upstream = desk.upstream();
});
afterAll(async () => {
  await upstream.close();
  await desk.close();
});

async function byWebhook(entity: Json): Promise<readonly Decoded[]> {
  const message = { entity, event_type: 'updated', entity_type: 'reservation', updates: [{ field: 'wrong' }] };
  const delivery = {
    delivery_id: 'd',
    upstream: 'sevenrooms',
    entity_id: 'e',
    received_at: 0,
    headers: {},
    body: Buffer.from(JSON.stringify(message)),
  };
  return upstream.webhook!.resolve(delivery, new AbortController().signal);
}

async function byPoll(row: Json): Promise<readonly Decoded[]> {
  const book = new Book(at('2026-05-09T03:00:00Z'));
  desk.script.push((response) => response.end(JSON.stringify({ status: 200, data: { results: [row], cursor: null } })));
  const source = upstream.sources.find(({ name }) => name === 'sevenrooms.reservations')!;
  const decoded: Decoded[] = [];
  for await (const page of source.poll(undefined, pollContext(book.now_ms))) decoded.push(...page.decoded);
  return decoded;
}

function told(all: readonly Decoded[]): Driver {
  const driver = new Driver(processorsOf(config));
  for (const one of all) {
    if (one.kind === 'refused') throw new Error(one.detail);
    driver.write(one.topic, one.value as never);
    driver.run();
  }
  return driver;
}

const eventsOf = (driver: Driver) =>
  [...driver.table(topics.reservation_events).values()].sort((a, b) => (a.event_id < b.event_id ? -1 : 1));

describe('the evening of a party', () => {
  it('is told as it was', async () => {
    const driver = told((await Promise.all(evening.map(byWebhook))).flat());
    expect(
      eventsOf(driver).map((event) => [event.type, event.from_status, event.to_status, event.occurred_at]),
    ).toEqual([
      ['reservation.created', null, 'confirmed', at('2026-05-01T12:00:00Z')],
      ['reservation.updated', null, null, at('2026-05-02T09:00:00Z')],
      ['reservation.updated', 'confirmed', 'ARRIVED', at('2026-05-08T23:30:00Z')],
      ['reservation.seated', 'ARRIVED', 'seated', at('2026-05-08T23:34:10Z')],
      ['reservation.updated', 'seated', 'PAID', at('2026-05-09T01:15:00Z')],
      ['reservation.completed', 'PAID', 'completed', at('2026-05-09T01:20:00Z')],
      ['reservation.updated', null, null, at('2026-05-09T02:30:00Z')],
    ]);
    const [, second] = eventsOf(driver);
    expect(JSON.parse(second!.changes!)).toEqual({ max_guests: { from: 2, to: 4 } });
    expect(driver.table(topics.reservations).get('sevenrooms:r-1')).toMatchObject({
      venue_id: 'soho',
      payer: 'ada@example.com',
      status: 'completed',
      party_size: 4,
      completed_at: at('2026-05-09T01:20:00Z'),
      business_date: at('2026-05-08') / 86_400_000,
      order_ids: ['toast:o-1'],
    });
    expect(driver.table(topics.order_links).has(joinKey(['toast:o-1', 'sevenrooms:r-1']))).toBe(true);
    expect(driver.table(topics.guest_reservations).size).toBe(1);
  });

  it('is told the same by polls and webhooks, in any order and again', async () => {
    const ways = [await Promise.all(evening.map(byWebhook)), await polledEach()];
    const expected = eventsOf(told(ways[0]!.flat()));
    const place = fc.record({ way: fc.constantFrom(0, 1), version: fc.nat(evening.length - 1) });
    const order = fc.shuffledSubarray([...evening.keys()], { minLength: evening.length });
    fc.assert(
      fc.property(
        order,
        fc.array(place, { maxLength: 8 }),
        fc.array(fc.constantFrom(0, 1), { minLength: 7 }),
        (all, again, by) => {
          const once = all.flatMap((version, n) => ways[by[n]!]![version]!);
          const more = again.flatMap(({ way, version }) => ways[way]![version]!);
          expect(eventsOf(told([...more, ...once]))).toEqual(expected);
        },
      ),
      { numRuns: 25 },
    );
  });
});

/** One after the other: each poll has the next answer of the script. */
async function polledEach(): Promise<(readonly Decoded[])[]> {
  await upstream.check();
  const all: (readonly Decoded[])[] = [];
  for (const row of evening) all.push(await byPoll(row));
  return all;
}
