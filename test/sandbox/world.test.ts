import { describe, expect, test } from 'vitest';
import type { Visit } from '../../sandbox/world/calendar.ts';
import { VENUES } from '../../sandbox/world/venues.ts';
import { World } from '../../sandbox/world/world.ts';
import { ANCHOR_MS, DAY_MS, grouped, SOHO, toastDate, visit } from './support.ts';

const FROM_MS = ANCHOR_MS - 28 * DAY_MS;

async function month(seed: number): Promise<string> {
  const visitor = await visit({ seed, orders: 1_500 });
  const rows = await visitor.window(SOHO, FROM_MS, ANCHOR_MS);
  await visitor.sandbox.close();
  return JSON.stringify(rows);
}

function world(orders = 50_000): World {
  return new World({ seed: 20, orders, guests: Math.round(orders * 0.24), anchor_ms: ANCHOR_MS, liveFactor: 1 });
}

describe('the same seed', () => {
  test('gives the same pages, byte for byte; another gives others', async () => {
    const [once, again, other] = [await month(5), await month(5), await month(6)];
    expect(once.length).toBeGreaterThan(100_000);
    expect(again).toBe(once);
    expect(other).not.toBe(once);
  });

  test('gives the same order whatever was asked before', () => {
    const one = world(2_000);
    const two = world(2_000);
    const wanted = one.all()[777]!;
    for (const before of two.all().slice(0, 50)) two.tab(before, ANCHOR_MS);
    expect(two.tab(wanted, ANCHOR_MS)).toEqual(one.tab(wanted, ANCHOR_MS));
  });
});

describe('a year of the group', () => {
  const group = world();
  const openedAt = (one: Visit) => group.story(one).acts[0]!.at_ms;
  const past = group.all().filter((one) => openedAt(one) <= ANCHOR_MS);

  test('holds about as many orders as it was asked for', () => {
    expect(past.length).toBeGreaterThan(49_000);
    expect(past.length).toBeLessThan(51_000);
    expect(world(500).all().length).toBeLessThan(700);
  });

  test('is a year: nothing before, and every month its share', () => {
    const opened = past.map(openedAt);
    expect(Math.min(...opened)).toBeGreaterThanOrEqual(ANCHOR_MS - 364 * DAY_MS);
    const months = grouped(opened, (at_ms) => new Date(at_ms).toISOString().slice(0, 7));
    expect(months.size).toBe(13);
    const december = months.get('2025-12')!.length;
    const january = months.get('2026-01')!.length;
    expect(december).toBeGreaterThan(1.3 * january);
  });

  test('keeps the days of rest, and the weekends are busiest', () => {
    const weekday = (one: Visit) => new Date(one.day * DAY_MS).getUTCDay();
    const days = (venue: string) =>
      grouped(
        past.filter((one) => VENUES[one.venue]!.id === venue),
        weekday,
      );
    expect(days('fulton').get(1)).toBeUndefined();
    expect(days('soho').get(6)!.length).toBeGreaterThan(1.6 * days('soho').get(1)!.length);
    const christmas = past.filter((one) => new Date(one.day * DAY_MS).toISOString().startsWith('2025-12-25'));
    expect(christmas).toEqual([]);
  });

  test('opens orders at lunch and at dinner, in each venue’s own time', () => {
    for (const [position, { timezone }] of VENUES.entries()) {
      const format = new Intl.DateTimeFormat('en-GB', { timeZone: timezone, hour: '2-digit' });
      const hours = past.filter((one) => one.venue === position).map((one) => Number(format.format(openedAt(one))));
      const at = (hour: number) => hours.filter((one) => one === hour).length;
      expect(Math.min(...hours)).toBe(11);
      expect(Math.max(...hours)).toBe(22);
      expect(at(19)).toBeGreaterThan(3 * at(16));
      expect(at(12)).toBeGreaterThan(3 * at(16));
    }
  });

  test('has thousands of guests, a few of them very often, many of them once, no two with one address', () => {
    const seen = new Map<string, { index: number; checks: number }>();
    let unknown = 0;
    for (const check of past.flatMap((one) => group.tab(one, ANCHOR_MS)!.checks)) {
      if (check.payer?.known_by !== 'email') unknown++;
      const { index, email } = check.payer?.guest ?? { index: -1, email: '' };
      const known = seen.get(email) ?? { index, checks: 0 };
      if (known.index !== index) throw new Error(`${email} is of ${known.index} and of ${index}`);
      if (check.payer?.known_by === 'email') seen.set(email, { index, checks: known.checks + 1 });
    }
    const counts = [...seen.values()].map(({ checks }) => checks).sort((one, other) => other - one);
    expect(seen.size).toBeGreaterThan(10_000);
    expect(seen.get('orders@office.example.com')?.checks).toBe(counts[0]);
    expect(counts[0]).toBeGreaterThan(300);
    expect(counts[10]).toBeGreaterThan(25);
    expect(counts.filter((count) => count === 1).length).toBeGreaterThan(5_000);
    expect(unknown / past.length).toBeGreaterThan(0.3);
  });

  test('is touched again after the close for one order in twenty or so, up to weeks later', () => {
    const lags = past.map((one) => {
      const { acts } = group.story(one);
      const closed = acts.filter((act) => act.kind === 'closed').at(0)?.at_ms;
      return closed === undefined ? 0 : acts.at(-1)!.at_ms - closed;
    });
    const later = lags.filter((lag_ms) => lag_ms > 3_600_000).length / past.length;
    expect(later).toBeGreaterThan(0.03);
    expect(Math.max(...lags)).toBeGreaterThan(14 * DAY_MS);
  });
});

describe('live service', () => {
  test('is as busy as history, or as many times busier as is asked for', () => {
    const opened = (liveFactor: number) => {
      const group = new World({ seed: 1, orders: 20_000, guests: 5_000, anchor_ms: ANCHOR_MS, liveFactor });
      const to_ms = ANCHOR_MS + 7 * DAY_MS;
      const changes = group.changesWithin(ANCHOR_MS, to_ms);
      return changes.filter(({ visit: one, at_ms }) => group.story(one).acts[0]!.at_ms === at_ms).length;
    };
    const ordinary = opened(1);
    expect(ordinary).toBeGreaterThan(300);
    expect(opened(4) / ordinary).toBeGreaterThan(3.5);
    expect(opened(4) / ordinary).toBeLessThan(4.5);
    expect(opened(0)).toBe(0);
  });

  test('forgets what nobody can see any more, and nothing else', () => {
    const group = world(5_000);
    const now_ms = ANCHOR_MS + 9 * DAY_MS;
    const all = { from_ms: 0, to_ms: Number.MAX_SAFE_INTEGER };
    const before = group.latest(0, all, now_ms);
    group.forget(now_ms);
    expect(group.latest(0, all, now_ms)).toEqual(before);
  });
});

test('live orders are read window by window, none lost, each in its latest state', async () => {
  const visitor = await visit({ orders: 30_000, historyOnly: false, speed: 20_000 });
  const read = new Map<string, string>();
  let from_ms = ANCHOR_MS;
  while (from_ms < ANCHOR_MS + DAY_MS / 2) {
    const to_ms = visitor.sandbox.clock.now_ms();
    if (to_ms === from_ms) continue;
    for (const order of await visitor.window(SOHO, from_ms, to_ms)) read.set(order.guid, order.modifiedDate);
    from_ms = to_ms;
  }
  const { orders } = await visitor.truth();
  await visitor.sandbox.close();
  const live = [...orders.values()].filter((order) => order.venue === 'soho' && order.version_ms >= ANCHOR_MS);
  const unchanged = live.filter((order) => order.version_ms < from_ms); // what changed since is the next window's
  expect(unchanged.length).toBeGreaterThan(30);
  for (const order of unchanged) expect(read.get(order.order_guid)).toBe(toastDate(order.version_ms));
});
