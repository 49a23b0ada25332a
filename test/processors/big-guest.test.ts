import { expect, test } from 'vitest';
import { spend } from '../../processors/spend.ts';
import { Driver } from '../../runtime/driver/driver.ts';
import type { Outputs } from '../../runtime/types.ts';
import type { GuestOrder } from '../../schemas/generated/types.ts';
import { keyOf } from '../../schemas/keys.ts';
import { topics } from '../../schemas/topics.ts';
import { sorted, tablesOf } from './live.ts';
import { Reference } from './reference.ts';
import { DAY, usual } from './sentences.ts';
import { choicesOf } from './world.ts';

const ORDERS = 100_000;
const A_QUARTER_HOUR = 900_000;

/** The n-th order of a house account: one every quarter of an hour. */
function nth(n: number, changes: Partial<GuestOrder> = {}): GuestOrder {
  const closed_at = n * A_QUARTER_HOUR;
  return {
    guest_id: 'g_house',
    member: 'house@example.com',
    order_id: n % 2 === 0 ? `toast:${String(n).padStart(8, '0')}-0000-4000-8000-0123456789ab` : `square:${n}`,
    venue_id: 'soho',
    closed_at,
    business_date: Math.floor(closed_at / DAY),
    currency: 'USD',
    net_minor: 100 + n,
    covers: 1,
    version: 1,
    checks: 0,
    stands_in: 0,
    ...changes,
  };
}

/** A spend processor that has seen the house account's orders, and counts what a further one puts, by topic. */
function house() {
  const processor = spend(usual);
  const state = processor.create();
  let puts: Record<string, number> = {};
  const count = (topic: { readonly name: string }) => {
    puts[topic.name] = (puts[topic.name] ?? 0) + 1;
  };
  const out: Outputs = { put: count, remove: count };
  const step = (value: GuestOrder) => {
    puts = {};
    const key = keyOf(topics.guest_orders, value);
    processor.step(state, { topic: topics.guest_orders, partition: 0, offset: 0, timestamp_ms: 0, key, value }, out);
    return puts;
  };
  for (let n = 0; n < ORDERS; n++) step(nth(n));
  processor.advance!(state, (ORDERS - 1) * A_QUARTER_HOUR, ORDERS, out);
  return step;
}

test('of a guest with 100,000 orders, a record puts the rows that it changes and no others', () => {
  const step = house();
  // The next order in time: its own row, and what the guest spends now.
  expect(step(nth(ORDERS))).toEqual({ guest_spend_history: 1, guest_spend: 1 });
  // The same once more: nothing.
  expect(step(nth(ORDERS))).toEqual({});
  // Late by 50 orders: its own row, and those of the 50 and of the one that closed with it.
  expect(step(nth(ORDERS - 50, { order_id: 'file:late' }))).toEqual({ guest_spend_history: 52, guest_spend: 1 });
  // Other covers of an order long ago change the rows of the 90 days after it: 96 a day.
  expect(step(nth(10, { covers: 2, version: 2 }))).toEqual({ guest_spend_history: 90 * 96 });
  // A version that says the same again changes its own row only, which bears the version.
  expect(step(nth(11, { version: 2 }))).toEqual({ guest_spend_history: 1 });
  // Net is for life: every row from the order on.
  expect(step(nth(ORDERS - 10, { net_minor: 1, version: 2 }))).toEqual({ guest_spend_history: 11, guest_spend: 1 });
});

test('so does a reservation', () => {
  const step = house();
  const reservation = (n: number, covers: number) =>
    nth(n, { order_id: `@service:${n}`, currency: '', net_minor: 0, covers });
  // Where the guest has been that day all the same: itself.
  expect(step(reservation(ORDERS - 20, 4))).toEqual({ _guest_reservations: 1 });
  // A visit more: the rows from then on.
  expect(step(reservation(ORDERS + 96, 0))).toEqual({ _guest_reservations: 1, guest_spend: 1 });
  expect(step({ ...reservation(ORDERS - 10, 0), venue_id: 'pier' })).toMatchObject({ guest_spend_history: 10 });
  // The next order without covers has its party size, and no other row changes; nor does it where that changes.
  const lacking = { order_id: 'square:lacking', covers: 1, checks: 1, stands_in: 1, venue_id: 'ennis' };
  const at_ennis = (covers: number) => ({ ...reservation(ORDERS + 97, covers), venue_id: 'ennis', version: covers });
  step(at_ennis(5));
  expect(step(nth(ORDERS + 98, lacking))).toEqual({ guest_spend_history: 1, guest_spend: 1 });
  expect(step(at_ennis(6))).toEqual({ _guest_reservations: 1, guest_spend_history: 1, guest_spend: 1 });
});

test('a guest of many orders, corrected and taken back at random, has the tables of plain SQL', async () => {
  const choose = choicesOf(7);
  const driver = new Driver([spend(usual)], { choose, abort_one_in: 200 });
  const parts = new Map<string, GuestOrder>();
  const tell = (part: GuestOrder) => {
    parts.set(part.order_id, part);
    driver.write(topics.guest_orders, part);
  };
  for (let n = 0; n < 600; n++) tell(nth(n, { closed_at: Math.floor(n / 3) * DAY }));
  driver.run();
  for (let i = 0; i < 120; i++) {
    const part = nth(choose(620), { closed_at: choose(200) * DAY, net_minor: choose(9_000), version: 2 + i });
    if (choose(4) > 0) tell(part);
    else {
      parts.delete(part.order_id);
      driver.remove(topics.guest_orders, keyOf(topics.guest_orders, part));
    }
    if (i === 60) driver.crash();
    driver.run();
  }
  driver.tick(150 * DAY);
  driver.run();
  const reference = await Reference.open();
  const expected = await reference.ofParts([...parts.values()], { settings: usual, tick_ms: 150 * DAY });
  reference.close();
  expect(parts.size).toBeGreaterThan(500);
  expect(tablesOf([driver])).toEqual(sorted(expected));
}, 120_000);
