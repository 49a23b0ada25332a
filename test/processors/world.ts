import fc from 'fast-check';
import type { Check, GuestOrder, IdentityDecision, Order } from '../../schemas/generated/types.ts';
import { orderOf } from './orders.ts';

/** What may happen, as values, in the order of arrival. */
export type Happening =
  | { readonly kind: 'order'; readonly order: Order }
  | { readonly kind: 'decision'; readonly decision: IdentityDecision }
  | { readonly kind: 'part'; readonly part: GuestOrder }
  | { readonly kind: 'retraction'; readonly part: GuestOrder }
  /** One of those before once more: the `back`-th from the end. */
  | { readonly kind: 'again'; readonly back: number }
  | { readonly kind: 'tick'; readonly at: number }
  | { readonly kind: 'run'; readonly turns: number }
  | { readonly kind: 'crash' };

export interface World {
  readonly happenings: readonly Happening[];
  /** What the driver's choices are drawn from. */
  readonly seed: number;
}

/** Worlds that know nothing of each other, and the last tick of all of them; null: there is none. */
export interface Worlds {
  readonly worlds: readonly World[];
  readonly last_tick: number | null;
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Few instants, so that orders tie and stand exactly on the edges of each other's windows. */
const instants = [0, 1, 2, 45, 89, 90, 91, 135, 180, 181].flatMap((day) =>
  [12, 23].flatMap((hour) => [-1, 0, 0, 0, 1].map((ms) => day * DAY + hour * HOUR + ms)),
);
const instant = fc.constantFrom(...instants);

const payer = fc.constantFrom<Pick<Check, 'email' | 'client_id'>>(
  { email: 'ann@example.com', client_id: null },
  { email: 'ann@example.com', client_id: 'toast:1' },
  { email: 'bob|%@example.com', client_id: null },
  { email: 'cy@example.com', client_id: null },
  { email: null, client_id: 'toast:1' },
  { email: null, client_id: null },
);
const members = ['ann@example.com', 'bob|%@example.com', 'cy@example.com', 'toast:1'];

const money = fc.oneof(fc.constantFrom(0, 1, 10_000), fc.integer({ min: 0, max: 20_000 }));
const covers = fc.constantFrom(null, 0, 1, 2, 3, 5);

const order: fc.Arbitrary<Order> = fc
  .record({
    order_id: fc.constantFrom('toast:1', 'toast:2', 'toast:3', 'square:4', 'square:5', 'file:6', 'file:7'),
    venue_id: fc.constantFrom('soho', 'pier'),
    closed_at: instant,
    night: fc.constantFrom(0, 0, 0, -1),
    covers,
    currency: fc.constantFrom('USD', 'USD', 'EUR', 'JPY'),
    state: fc.constantFrom('closed', 'closed', 'closed', 'closed', 'open', 'voided'),
    version: fc.integer({ min: 1, max: 4 }),
    checks: fc.array(fc.record({ payer, covers: fc.constantFrom(0, 1, 2, 4), net_minor: money }), { maxLength: 3 }),
  })
  .map(({ night, checks, ...fact }) => {
    const business_date = Math.floor(fact.closed_at / DAY) + night;
    const paid = checks.map(({ payer: who, ...check }, i) => ({
      check_id: `${fact.order_id}/${i}`,
      ...who,
      net_minor: check.net_minor,
      covers: fact.covers === null ? null : check.covers,
    }));
    const open = fact.state === 'open';
    return orderOf({
      ...fact,
      closed_at: open ? null : fact.closed_at,
      business_date: open ? null : business_date,
      checks: paid,
    });
  });

const decision: fc.Arbitrary<IdentityDecision> = fc.record({
  member: fc.constantFrom(...members),
  guest_id: fc.constantFrom(null, 'g_one', 'g_one', 'g_two'),
  decided_at: fc.constant(0),
});

/** One state of each version of an order, so that parts of one version agree; a guest of its own for every two orders. */
const part: fc.Arbitrary<GuestOrder> = fc
  .record({
    n: fc.nat({ max: 11 }),
    member: fc.constantFrom('ann@example.com', 'bob|%@example.com'),
    version: fc.integer({ min: 1, max: 3 }),
    net_minor: money,
    covers: fc.constantFrom(0, 1, 2, 4),
  })
  .map(({ n, member, version, net_minor, covers: count }) => {
    const closed_at = instants[(7 * n + 5 * version) % instants.length]!;
    return {
      guest_id: `g_${n % 2}`,
      member,
      order_id: `toast:${n}`,
      venue_id: (n + version) % 3 === 0 ? 'pier' : 'soho',
      closed_at,
      business_date: Math.floor(closed_at / DAY) - ((n + version) % 4 === 0 ? 1 : 0),
      currency: (n + version) % 5 === 4 ? 'EUR' : 'USD',
      net_minor,
      covers: count,
      version,
    };
  });

const interruption: fc.Arbitrary<Happening> = fc.oneof(
  { weight: 3, arbitrary: fc.nat({ max: 10 }).map((back): Happening => ({ kind: 'again', back })) },
  { weight: 3, arbitrary: instant.map((at): Happening => ({ kind: 'tick', at: at + 45 * DAY })) },
  { weight: 2, arbitrary: fc.nat({ max: 20 }).map((turns): Happening => ({ kind: 'run', turns })) },
  { weight: 1, arbitrary: fc.constant<Happening>({ kind: 'crash' }) },
);

/** Orders as the upstreams tell of them, and a person's merges and splits. */
export const anyWorlds = worldsOf(
  fc.oneof(
    { weight: 6, arbitrary: order.map((value): Happening => ({ kind: 'order', order: value })) },
    { weight: 1, arbitrary: decision.map((value): Happening => ({ kind: 'decision', decision: value })) },
    { weight: 4, arbitrary: interruption },
  ),
);

/** What reaches a guest, in lives of many orders. */
export const anyLives = worldsOf(
  fc.oneof(
    { weight: 8, arbitrary: part.map((value): Happening => ({ kind: 'part', part: value })) },
    { weight: 1, arbitrary: part.map((value): Happening => ({ kind: 'retraction', part: value })) },
    { weight: 4, arbitrary: interruption },
  ),
);

function worldsOf(happening: fc.Arbitrary<Happening>): fc.Arbitrary<Worlds> {
  const world = fc.record({ happenings: fc.array(happening, { maxLength: 60, size: 'max' }), seed: fc.integer() });
  return fc
    .record({
      worlds: fc.array(world, { minLength: 1, maxLength: 20, size: 'max' }),
      last_tick: fc.option(instant.map((at) => at + 60 * DAY)),
    })
    .map(({ worlds, last_tick }) => ({ worlds: worlds.map((w, i) => apart(w, i, last_tick)), last_tick }));
}

/** The world with names of its own and no tick after the last. */
function apart({ happenings, seed }: World, n: number, last_tick: number | null): World {
  return { seed, happenings: happenings.map((happening) => named(happening, n, last_tick)) };
}

function named(h: Happening, n: number, last_tick: number | null): Happening {
  const own = <T extends string | null>(name: T) => (name === null ? null : `${name}/${n}`) as T;
  if (h.kind === 'tick')
    return last_tick === null ? { kind: 'run', turns: 1 } : { ...h, at: Math.min(h.at, last_tick) };
  if (h.kind === 'part' || h.kind === 'retraction') {
    return { ...h, part: { ...h.part, guest_id: own(h.part.guest_id), order_id: own(h.part.order_id) } };
  }
  if (h.kind === 'decision') {
    return { ...h, decision: { ...h.decision, member: own(h.decision.member), guest_id: own(h.decision.guest_id) } };
  }
  if (h.kind !== 'order') return h;
  const checks = h.order.checks.map((check) => ({
    ...check,
    email: own(check.email),
    client_id: own(check.client_id),
  }));
  return { ...h, order: { ...h.order, order_id: own(h.order.order_id), checks } };
}

/** Choices drawn from a seed (mulberry32). */
export function choicesOf(seed: number): (choices: number) => number {
  let a = seed;
  return (choices) => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % choices;
  };
}
