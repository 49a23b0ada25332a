import { describe, expect, it } from 'vitest';
import { Failure } from '../../../runtime/failures.ts';
import type { Order } from '../../../schemas/generated/types.ts';
import { LOOK_BACK_EVERY_MS, LOOKBACK_MS, OVERLAP_MS } from '../../../upstreams/square/orders-poll.ts';
import { ordersSource } from '../../../upstreams/square/sources.ts';
import { Reading } from '../contract.ts';
import { Desk } from './desk.ts';
import { locations, returned } from './sample.ts';
import { identity } from './twin.ts';

const START_MS = Date.parse('2026-05-10T12:00:00Z');
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

function reading(desk: Desk, since_ms = 30 * DAY_MS) {
  const [location] = locations.all;
  const config = { pollSeconds: 60, since: { kind: 'ago', months: 0, ms: since_ms } } as const;
  const source = ordersSource(desk, config, { location: location!, locations });
  const read = new Reading(identity);
  const ids = () => (read.values as Order[]).map(({ order_id }) => order_id.replace('square:', ''));
  const of = (id: string) => (read.values as Order[]).filter(({ order_id }) => order_id === `square:${id}`);
  return { poll: (pages?: number) => read.poll(source, desk.now_ms, pages), read, ids, of };
}

describe('a till that was offline', () => {
  it('is found when it comes back, under the time that it had, up to three days after, once', async () => {
    const desk = new Desk(START_MS);
    const { poll, ids, read } = reading(desk);
    desk.put('early', START_MS - HOUR_MS);
    await poll();
    const late_ms = LOOKBACK_MS - LOOK_BACK_EVERY_MS;
    desk.put('late', START_MS + MINUTE_MS, { late_ms });
    for (let at_ms = START_MS; at_ms <= START_MS + MINUTE_MS + LOOKBACK_MS; at_ms += 7 * MINUTE_MS) {
      desk.now_ms = at_ms;
      await poll();
    }
    expect(ids()).toEqual(['early', 'late']);
    expect(read.repeated()).toEqual([]);
  });

  it('is looked for every ten minutes, and not with every poll', async () => {
    const desk = new Desk(START_MS);
    const { poll } = reading(desk);
    for (let minute = 0; minute < 25; minute++) {
      desk.now_ms = START_MS + minute * MINUTE_MS;
      await poll();
    }
    const starts = desk.searches.map((body) => JSON.stringify(body).match(/"start_at":"([^"]+)"/)?.[1] ?? '');
    const back = starts.map((at, index) => START_MS + index * MINUTE_MS - Date.parse(at));
    expect(back.filter((ms) => ms >= LOOKBACK_MS)).toHaveLength(3);
    expect(back.filter((ms) => ms < LOOKBACK_MS && ms >= OVERLAP_MS)).toHaveLength(22);
  });
});

describe('more orders than fit on a page', () => {
  it('are all found while they change under the reader, whenever it is killed', async () => {
    const desk = new Desk(START_MS);
    for (let n = 0; n < 1700; n++) desk.put(`o${n}`, START_MS - 9 * DAY_MS + n * 5 * MINUTE_MS);
    let changes = 0;
    desk.before = () => {
      // The oldest become the latest: rows move from the front of the list to its end.
      for (let n = 0; n < 20; n++) desk.put(`o${changes++ % 1700}`, START_MS + changes, {});
      desk.now_ms = START_MS + changes + HOUR_MS;
    };
    const { poll, ids, read } = reading(desk);
    for (let turn = 0; turn < 8; turn++) await poll(1);
    await poll();
    expect(new Set(ids()).size).toBe(1700);
    expect(read.repeated()).toEqual([]);
  });

  it('are all found where all have one time, and no time comes between two pages', async () => {
    const desk = new Desk(START_MS);
    for (let n = 0; n < 1200; n++) desk.put(`o${n}`, START_MS - HOUR_MS);
    desk.put('last', START_MS - HOUR_MS + 1);
    const { poll, ids, read } = reading(desk);
    await poll();
    await poll();
    expect(new Set(ids()).size).toBe(1201);
    expect(read.repeated()).toEqual([]);
  });
});

describe('what is given back', () => {
  const RETURN_MS = START_MS - DAY_MS;
  const give = (desk: Desk, total: number, id = 'r-1') => {
    const refunds = [{ id: `f-${id}`, transaction_id: 'o-1', amount_money: { amount: total, currency: 'USD' } }];
    desk.put(id, RETURN_MS, { ...returned(total, null), id, refunds });
  };

  it('brings the sale once more, however old it is', async () => {
    const desk = new Desk(START_MS);
    desk.put('o-1', START_MS - 300 * DAY_MS);
    give(desk, 1080);
    const { poll, of } = reading(desk);
    await poll();
    expect(of('o-1')).toMatchObject([{ net_minor: 9000, version: RETURN_MS }]);
    await poll();
    expect(of('o-1')).toHaveLength(1);
    expect(desk.retrieved).toEqual([['o-1']]);
  });

  it('stays off when the sale changes long after, and the return is read no more', async () => {
    const desk = new Desk(START_MS);
    desk.put('o-1', START_MS - 2 * DAY_MS);
    give(desk, 1080);
    const { poll, of } = reading(desk);
    await poll();
    desk.now_ms = START_MS + 40 * DAY_MS;
    await poll();
    desk.put('o-1', desk.now_ms - MINUTE_MS, { customer_id: 'c-9' });
    await poll();
    expect(of('o-1').at(-1)).toMatchObject({
      net_minor: 9000,
      client_id: 'square:c-9',
      version: desk.now_ms - MINUTE_MS,
    });
  });

  it('adds up over several returns, and is what a corrected one says last', async () => {
    const desk = new Desk(START_MS);
    desk.put('o-1', START_MS - 2 * DAY_MS);
    give(desk, 1080);
    const { poll, of } = reading(desk);
    await poll();
    give(desk, 2160, 'r-2');
    desk.now_ms += LOOK_BACK_EVERY_MS;
    await poll();
    expect(of('o-1').at(-1)).toMatchObject({ net_minor: 7000 });
    give(desk, 540, 'r-2');
    desk.now_ms += LOOK_BACK_EVERY_MS;
    await poll();
    expect(of('o-1').at(-1)).toMatchObject({ net_minor: 8500 });
  });

  it('waits for a sale that Square does not have yet', async () => {
    const desk = new Desk(START_MS);
    give(desk, 1080);
    const { poll, of } = reading(desk);
    await poll();
    expect(of('o-1')).toEqual([]);
    desk.put('o-1', START_MS - 2 * DAY_MS, {});
    desk.now_ms += LOOK_BACK_EVERY_MS;
    await poll();
    expect(of('o-1')).toMatchObject([{ net_minor: 9000 }]);
  });
});

it('a request that Square finds wrong stops the source: nobody would read on', async () => {
  const desk = new Desk(START_MS);
  desk.searchOrders = () => Promise.reject(new Failure('poison', 'bad_request'));
  await expect(reading(desk).poll()).rejects.toMatchObject({ kind: 'fatal', reason: 'bad_request' });
});
