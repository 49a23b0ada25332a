import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Driver } from '../../runtime/driver/driver.ts';
import type { GuestProfile, Order } from '../../schemas/generated/types.ts';
import { topics } from '../../schemas/topics.ts';
import { sorted, tablesOf } from './live.ts';
import { orderOf, profileOf } from './orders.ts';
import { pipelineOf } from './pipeline.ts';
import { Reference } from './reference.ts';
import { settings } from './settings.ts';

const DAY = 86_400_000;
const ANN = 'ann@example.com';

let reference: Reference;
beforeAll(async () => {
  reference = await Reference.open();
});
afterAll(() => reference.close());

function profile(client_id: string, changes: Partial<GuestProfile> = {}): GuestProfile {
  return profileOf({ client_id, version: 1, email: ANN, visits: null, created_at: 10, ...changes });
}

function order(order_id: string, changes: Partial<Order>): Order {
  const check = {
    check_id: order_id,
    client_id: null,
    email: null,
    covers: null,
    net_minor: 0,
    ...changes.checks?.[0],
  };
  const told = { order_id, version: 1, closed_at: 100 * DAY, business_date: 100, covers: null, state: 'closed' };
  return orderOf({ ...told, venue_id: 'soho', ...changes, checks: [check] } as Order);
}

const paid = (who: object, net_minor: number) => [{ ...who, net_minor }] as unknown as Order['checks'];

/** One guest: by her address at one till, by her customer's id at the other. */
const orders = [
  order('toast:1', { currency: 'USD', checks: paid({ email: ANN }, 12_000) }),
  order('square:1', {
    currency: 'EUR',
    closed_at: 120 * DAY,
    business_date: 120,
    checks: paid({ client_id: 'square:8' }, 9_500),
  }),
  order('square:2', {
    currency: 'USD',
    closed_at: 150 * DAY,
    business_date: 150,
    checks: paid({ client_id: 'square:8' }, 3_000),
  }),
  order('square:3', {
    currency: 'JPY',
    closed_at: 160 * DAY,
    business_date: 160,
    checks: paid({ client_id: 'square:8' }, 1_250),
  }),
];

describe('a guest at Toast and at Square', () => {
  test.each([
    ['the profile first', 0],
    ['the orders first', 1],
  ])('is one guest, whose spend in each currency is that of plain SQL (%s)', async (_what, late) => {
    const driver = new Driver(pipelineOf(settings));
    const profiles = [profile('square:8')];
    const tell = [
      () => profiles.map((one) => driver.write(topics.guest_profiles, one)),
      () => orders.map((one) => driver.write(topics.orders, one)),
    ];
    for (const step of late === 0 ? tell : tell.toReversed()) {
      step();
      driver.run();
    }
    driver.tick(170 * DAY);
    driver.run();
    const expected = await reference.ofArrivals(
      { orders, events: [], profiles, decisions: [], answers: [], engagement: [] },
      { settings, tick_ms: 170 * DAY },
    );
    expect(tablesOf([driver])).toEqual(sorted(expected));
    const spends = [...driver.table(topics.guest_spend).values()];
    expect(new Set(spends.map(({ guest_id }) => guest_id)).size).toBe(1);
    expect(spends.map(({ currency, spend_90d_minor, visits }) => [currency, spend_90d_minor, visits]).sort()).toEqual([
      ['EUR', 9_500, 4],
      ['JPY', 1_250, 4],
      ['USD', 15_000, 4],
    ]);
  });
});

describe('a guest whose canonical profile is at Square', () => {
  const wants = (...profiles: GuestProfile[]) => {
    const driver = new Driver(pipelineOf(settings));
    for (const one of profiles) driver.write(topics.guest_profiles, one);
    for (const one of orders) driver.write(topics.orders, one);
    driver.run();
    const [identity] = [...driver.table(topics.guest_identities).values()].filter(({ member }) => member === ANN);
    return {
      canonical: identity?.canonical_client_id,
      wanted: [...driver.table(topics.profile_wants).values()].map(({ client_id }) => client_id),
      patched: [...driver.table(topics.profile_patches).values()].map(({ client_id }) => client_id),
    };
  };

  test('is written to at SevenRooms', () => {
    const older = profile('square:8', { created_at: 1 });
    expect(wants(older, profile('sevenrooms:1'))).toEqual({
      canonical: 'square:8',
      wanted: ['sevenrooms:1'],
      patched: ['sevenrooms:1'],
    });
    expect(wants(profile('sevenrooms:1'), older)).toMatchObject({ canonical: 'square:8', patched: ['sevenrooms:1'] });
  });

  test('is written to in the one of two with the most visits', () => {
    const two = [profile('sevenrooms:1', { visits: 0 }), profile('sevenrooms:2', { visits: 3, created_at: 99 })];
    expect(wants(profile('square:8', { visits: 7 }), ...two)).toMatchObject({
      canonical: 'square:8',
      wanted: ['sevenrooms:2'],
    });
  });

  test('moves when that profile goes, and is told nothing more when none is left', () => {
    const gone = profile('sevenrooms:1', { version: 2, email: null, extra: '{"deleted":true}' });
    expect(wants(profile('square:8', { created_at: 1 }), profile('sevenrooms:1'), gone)).toMatchObject({
      canonical: 'square:8',
      wanted: ['sevenrooms:1'],
      patched: [],
    });
  });

  test('is written to nowhere where Square alone knows them', () => {
    expect(wants(profile('square:8'))).toEqual({ canonical: 'square:8', wanted: [], patched: [] });
  });
});
